package main

import (
	"html"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// crowd puts so many more comments into the round of a dossier, on its articles by
// turns, a seventh of them answered, and takes their words.
func (s *system) crowd(b *testing.B, ref string, comments int) {
	b.Helper()
	for _, query := range []string{`
		INSERT INTO submissions (id, round, receipt_no, secret_hash, idem_key, request_hash, author_kind, author_name, publish_name, lang, received_at, log)
		SELECT gen_random_uuid(), s.round, 'K' || $1 || n, s.secret_hash, 'k' || $1 || n, s.request_hash, s.author_kind, s.author_name, s.publish_name, s.lang, s.received_at, s.log
		FROM (SELECT x.* FROM submissions x JOIN rounds r ON r.id = x.round JOIN dossiers d ON d.id = r.dossier WHERE d.ref = $1 AND x.organisation IS NULL
			ORDER BY r.no DESC, x.id LIMIT 1) s, generate_series(1, $2::integer / 5) n`, `
		WITH r AS (SELECT r.id, r.dossier, r.package_no, (SELECT last FROM comment_numbers WHERE round = r.id) AS last
			FROM rounds r JOIN dossiers d ON d.id = r.dossier WHERE d.ref = $1 ORDER BY r.no DESC LIMIT 1),
		p AS (SELECT v.id, v.wid, row_number() OVER (ORDER BY v.position) - 1 AS n, count(*) OVER () AS many
			FROM provisions v, r WHERE v.dossier = r.dossier AND v.no = r.package_no AND v.kind = 'article'),
		s AS (SELECT s.id, row_number() OVER (ORDER BY s.id) - 1 AS n FROM submissions s, r WHERE s.round = r.id AND s.receipt_no LIKE 'K' || $1 || '%')
		INSERT INTO comments (id, submission, round, no, number, document, provision, wid, kind, body, search_key, salt, commitment)
		SELECT gen_random_uuid(), s.id, r.id, k, r.last + s.n * 5 + k, 'act', p.id, p.wid, 'remark',
			repeat('Предлажемо да се рок скрати и да се о поступку обавести јавност. ', 9) || s.n, 'predlazemo da se rok skrati ' || s.n, sha256('a'), sha256('b')
		FROM r, s, generate_series(1, 5) k, p WHERE $2::integer > 0 AND p.n = (s.n * 5 + k) % p.many`, `
		UPDATE comment_numbers k SET last = (SELECT max(number) FROM comments c WHERE c.round = k.round)
		WHERE $2::integer > 0 AND k.round IN (SELECT r.id FROM rounds r JOIN dossiers d ON d.id = r.dossier WHERE d.ref = $1)`,
	} {
		_, err := s.store.DB().ExecContext(b.Context(), query, ref, comments)
		if err != nil {
			b.Fatal(err)
		}
	}
	_, err := s.store.TakeWords(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	_, err = s.store.DB().ExecContext(b.Context(), `VACUUM ANALYZE`)
	if err != nil {
		b.Fatal(err)
	}
}

var nextPage = regexp.MustCompile(`href="([^"]*[?&;]posle=[^"]*)"`)

// later returns the address of the page so many pages behind the first one, as their
// links lead to it.
func later(b *testing.B, h http.Handler, at string, pages int) string {
	b.Helper()
	for range pages {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, at, nil))
		link := nextPage.FindStringSubmatch(w.Body.String())
		if w.Code != http.StatusOK || link == nil {
			b.Fatalf("%s: %d, and no link to the next page", at, w.Code)
		}
		at = html.UnescapeString(link[1])
	}
	return at
}

// BenchmarkCrowdedPages measures the pages of a dossier with 10,000 comments while
// the system holds no others, then with a million in another round, and the pages of
// the round that has the million: the handler alone, as the public. ms/page is the
// median.
func BenchmarkCrowdedPages(b *testing.B) {
	s, _ := newDemonstration(b)
	const few, many = "2026-0001", "2026-0004"
	measure := func(when, ref string) {
		for _, p := range []struct{ name, path string }{
			{"dossier", ""}, {"article", "/komentari?odredba=art_5"}, {"comments", "/komentari"}, {"unanswered", "/komentari?ishod=unanswered"},
			{"a word", "/komentari?q=%D0%BF%D0%BE%D1%81%D1%82%D1%83%D0%BF%D1%86%D0%B8%D0%BC%D0%B0"}, {"a rare word", "/komentari?q=4177"}, {"a later page", ""},
		} {
			at := "/sr-Cyrl/predmeti/" + ref + p.path
			if p.name == "a later page" {
				at = later(b, s.handler, at+"/komentari", 20)
			}
			b.Run(when+"/"+strings.ReplaceAll(p.name, " ", "-"), func(b *testing.B) {
				var took []time.Duration
				for b.Loop() {
					r := httptest.NewRequest(http.MethodGet, at, nil)
					w := httptest.NewRecorder()
					begun := time.Now()
					s.handler.ServeHTTP(w, r)
					took = append(took, time.Since(begun))
					if w.Code != http.StatusOK && w.Code != http.StatusSeeOther {
						b.Fatalf("%s: %d", at, w.Code)
					}
				}
				slices.Sort(took)
				b.ReportMetric(milliseconds(took[len(took)/2]), "ms/page")
				b.ReportMetric(0, "ns/op")
			})
		}
	}
	s.crowd(b, few, 10_000)
	measure("10,000-in-the-system", few)
	s.crowd(b, many, 1_000_000)
	measure("1,010,000-in-the-system", few)
	measure("1,000,000-in-the-round", many)
}
