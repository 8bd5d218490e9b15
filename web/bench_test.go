package web

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

// BenchmarkReading measures what a drafter reads, at the server, without a network.
func BenchmarkReading(b *testing.B) {
	for name, path := range map[string]string{"list": "/api/v1/dossiers", "dossier": "", "timeline": "/timeline", "text": "/versions/1"} {
		b.Run(name, func(b *testing.B) {
			s := newSite(b)
			m := newMinistry(s, "MPROBA")
			m.consults("MPROBA")
			if path != "/api/v1/dossiers" {
				path = m.path(path)
			}
			for b.Loop() {
				w := httptest.NewRecorder()
				r := httptest.NewRequest(http.MethodGet, path, nil)
				r.Header.Set("Authorization", "Bearer "+m.drafter.token)
				s.server.Handler().ServeHTTP(w, r)
				if w.Code != http.StatusOK {
					b.Fatalf("got %d", w.Code)
				}
			}
		})
	}
}

// BenchmarkPages measures what the public reads, at the server, without a network.
func BenchmarkPages(b *testing.B) {
	for name, path := range map[string]string{"front": "/", "list": "/predmeti", "dossier": "", "procedure": "/postupci/rs.law.government"} {
		b.Run(name, func(b *testing.B) {
			s := newSite(b)
			m := newMinistry(s, "MPROBA")
			m.consults("MPROBA")
			if path == "" {
				path = "/predmeti/" + m.ref
			}
			for b.Loop() {
				w := httptest.NewRecorder()
				s.server.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/sr-Latn"+path, nil))
				if w.Code != http.StatusOK {
					b.Fatalf("got %d", w.Code)
				}
			}
		})
	}
}
