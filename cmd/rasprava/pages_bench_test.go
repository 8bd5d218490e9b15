package main

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rasprava/rasprava/internal/demonstration"
)

// The people of the demonstration as whom its pages are measured.
const (
	benchDrafter  = "milena.clankovic@muejp.primer.example"
	benchSigner   = "slobodan.odlucic@muejp.primer.example"
	benchOperator = "operka.sistemic@ksj.primer.example"
	benchOpinion  = "pravda.normic@rsz.primer.example"
)

// BenchmarkPages measures what the server takes for every kind of page, with the
// demonstration told, for whoever the page is for: the handler alone, without the
// network. ms/page is the median and ms/p95 what nineteen of twenty do not pass.
func BenchmarkPages(b *testing.B) {
	s, _ := newDemonstration(b)
	for _, p := range []struct{ name, path, email string }{
		{"front", "/", ""},
		{"list", "/predmeti", ""},
		{"search", "/predmeti?q=%D0%B7%D0%B5%D0%BB%D0%B5%D0%BD%D0%B8%D0%BC", ""},
		{"open rounds", "/rasprave", ""},
		{"dossier", "/predmeti/2026-0001", ""},
		{"dossier for its drafter", "/predmeti/2026-0004", benchDrafter},
		{"story", "/predmeti/2026-0001/tok", ""},
		{"story for its drafter", "/predmeti/2026-0004/tok", benchDrafter},
		{"ended story for its drafter", "/predmeti/2026-0001/tok", benchDrafter},
		{"text", "/predmeti/2026-0001/tekst/4", ""},
		{"article", "/predmeti/2026-0001/tekst/4/art_5", ""},
		{"redline", "/predmeti/2026-0001/izmene", ""},
		{"comments", "/predmeti/2026-0001/komentari", ""},
		{"one comment", "/predmeti/2026-0001/komentari/1", ""},
		{"report", "/predmeti/2026-0001/izvestaji/1", ""},
		{"procedures", "/postupci", ""},
		{"procedure", "/postupci/rs.law.government", ""},
		{"open data", "/otvoreni-podaci", ""},
		{"receipt check", "/provera", ""},
		{"sign-in", "/prijava", ""},
		{"registration", "/registracija", ""},
		{"own dossiers", "/moji-predmeti", benchDrafter},
		{"new dossier", "/moji-predmeti/novi", benchDrafter},
		{"answers", "/predmeti/2026-0004/odgovori", benchDrafter},
		{"comment form", "/predmeti/2026-0003/komentar", ""},
		{"decision", "/predmeti/2026-0004/odluka", benchSigner},
		{"tasks", "/zadaci", benchSigner},
		{"tasks of who gives opinions", "/zadaci", benchOpinion},
		{"board", "/pregled", benchSigner},
		{"deviations", "/odstupanja", benchSigner},
		{"delegations", "/ovlascenja", benchSigner},
		{"account", "/nalog", benchDrafter},
		{"system", "/sistem", benchOperator},
	} {
		b.Run(strings.ReplaceAll(p.name, " ", "-"), func(b *testing.B) {
			cookie := s.cookie(b, p.email)
			var took []time.Duration
			for b.Loop() {
				r := httptest.NewRequest(http.MethodGet, "/sr-Cyrl"+p.path, nil)
				r.Header.Set("Cookie", cookie)
				w := httptest.NewRecorder()
				begun := time.Now()
				s.handler.ServeHTTP(w, r)
				took = append(took, time.Since(begun))
				if w.Code != http.StatusOK {
					b.Fatalf("%s: %d", p.path, w.Code)
				}
			}
			slices.Sort(took)
			b.ReportMetric(milliseconds(took[len(took)/2]), "ms/page")
			b.ReportMetric(milliseconds(took[len(took)*95/100]), "ms/p95")
			b.ReportMetric(0, "ns/op")
		})
	}
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// cookie signs in and returns what the browser then sends; empty for nobody.
func (s *system) cookie(t testing.TB, email string) string {
	t.Helper()
	if email == "" {
		return ""
	}
	r := httptest.NewRequest(http.MethodPost, "/sr-Cyrl/prijava", strings.NewReader(url.Values{"email": {email}, "password": {demonstration.Password}}.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, r)
	if w.Code != http.StatusSeeOther {
		t.Fatalf("%s does not sign in: %d", email, w.Code)
	}
	var all []string
	for _, c := range w.Result().Cookies() {
		all = append(all, c.Name+"="+c.Value)
	}
	return strings.Join(all, "; ")
}
