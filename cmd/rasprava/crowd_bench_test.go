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

// crowd puts so many more comments into the last round of a dossier, five a
// submission, on its articles by turns, and takes their words.
func (s *system) crowd(b *testing.B, ref string, comments int) {
	b.Helper()
	const each, at = 5, 20_000 // comments a submission, submissions at a time: Postgres ends what takes long
	for from := 0; from < comments/each; from += at {
		for _, query := range []string{`
			INSERT INTO submissions (id, round, receipt_no, secret_hash, idem_key, request_hash, author_kind, author_name, publish_name, lang, received_at, log)
			SELECT gen_random_uuid(), s.round, 'K' || $1 || n, s.secret_hash, 'k' || $1 || n, s.request_hash, s.author_kind, s.author_name, s.publish_name, s.lang, s.received_at, s.log
			FROM (SELECT x.* FROM submissions x JOIN rounds r ON r.id = x.round JOIN dossiers d ON d.id = r.dossier WHERE d.ref = $1 AND x.organisation IS NULL
				ORDER BY r.no DESC, x.id LIMIT 1) s, generate_series($2::integer + 1, $3::integer) n WHERE $4::integer > 0`, `
			WITH r AS (SELECT r.id, r.dossier, r.package_no, (SELECT last FROM comment_numbers WHERE round = r.id) AS last
				FROM rounds r JOIN dossiers d ON d.id = r.dossier WHERE d.ref = $1 ORDER BY r.no DESC LIMIT 1),
			p AS (SELECT v.id, v.wid, v.position, row_number() OVER (ORDER BY v.position) - 1 AS n, count(*) OVER () AS many
				FROM provisions v, r WHERE v.dossier = r.dossier AND v.no = r.package_no AND v.kind = 'article'),
			s AS (SELECT s.id, $2::bigint + row_number() OVER (ORDER BY s.id) - 1 AS n
				FROM generate_series($2::integer + 1, $3::integer) k, submissions s WHERE s.receipt_no = 'K' || $1 || k)
			INSERT INTO comments (id, submission, round, no, number, document, provision, wid, place, kind, body, search_key, salt, commitment)
			SELECT gen_random_uuid(), s.id, r.id, k, r.last + (s.n - $2) * $4 + k, 'act', p.id, p.wid, p.position, 'remark',
				repeat('Предлажемо да се рок скрати и да се о поступку обавести јавност. ', 9) || s.n, 'predlazemo da se rok skrati ' || s.n, sha256('a'), sha256('b')
			FROM r, s, generate_series(1, $4::integer) k, p WHERE p.n = (s.n * $4 + k) % p.many`, `
			UPDATE comment_numbers k SET last = last + ($3::integer - $2::integer) * $4::integer
			WHERE k.round = (SELECT r.id FROM rounds r JOIN dossiers d ON d.id = r.dossier WHERE d.ref = $1 ORDER BY r.no DESC LIMIT 1)`,
		} {
			res, err := s.store.DB().ExecContext(b.Context(), query, ref, from, min(from+at, comments/each), each)
			if err != nil {
				b.Fatal(err)
			}
			if n, err := res.RowsAffected(); n == 0 || err != nil {
				b.Fatalf("%s was not crowded: %d rows, %v", ref, n, err)
			}
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

// debated returns a dossier of the public whose last round has that status and
// comments.
func (s *system) debated(b *testing.B, status string) string {
	b.Helper()
	var ref string
	err := s.store.DB().QueryRowContext(b.Context(), `
		SELECT d.ref FROM dossiers d JOIN rounds r ON r.dossier = d.id WHERE NOT d.rehearsal AND r.status = $1 AND r.show_comments
			AND r.no = (SELECT max(no) FROM rounds WHERE dossier = d.id) AND EXISTS (SELECT 1 FROM submissions x WHERE x.round = r.id AND x.organisation IS NULL)
		ORDER BY (SELECT count(*) FROM comments c WHERE c.round = r.id) DESC, d.ref LIMIT 1`, status).Scan(&ref)
	if err != nil {
		b.Fatal(err)
	}
	return ref
}

// BenchmarkCrowdedPages measures the pages of a dossier with 10,000 comments while
// the system holds no others, then with a million in another round, and the pages of
// the round that has the million: the handler alone, as the public. ms/page is the
// median.
func BenchmarkCrowdedPages(b *testing.B) {
	s, _ := newDemonstration(b)
	few, many := s.debated(b, "closed"), s.debated(b, "open")
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
