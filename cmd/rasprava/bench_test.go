package main

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/rasprava/rasprava/internal/demonstration"
	"github.com/rasprava/rasprava/web"
)

// BenchmarkReads measures what the server takes for the pages that everybody
// opens, with the demonstration loaded: ms/op is the handler alone, without the
// network.
func BenchmarkReads(b *testing.B) {
	s := newSystem(b)
	seeder := &demonstration.Seeder{Store: s.store, Engine: s.engine, Intake: s.store.NewIntake(b.Context(), 1),
		Hash: web.HashPassword, Now: time.Now(), Progress: func(int, int, string) {}}
	err := seeder.Seed(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	person, _, err := s.store.PersonByEmail(b.Context(), "milena.clankovic@muejp.primer.example")
	if err != nil {
		b.Fatal(err)
	}
	token, _, err := s.store.IssueToken(b.Context(), person.ID, "bench", time.Hour)
	if err != nil {
		b.Fatal(err)
	}
	for _, c := range []struct{ name, path, token string }{
		{"dossiers as the public", "/api/v1/dossiers", ""},
		{"dossiers as a drafter", "/api/v1/dossiers", token},
		{"a finished dossier as the public", "/api/v1/dossiers/2026-0001", ""},
		{"a dossier under way as its drafter", "/api/v1/dossiers/2026-0004", token},
		{"open rounds", "/api/v1/rounds?status=open", ""},
		{"tasks", "/api/v1/tasks", token},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				r := httptest.NewRequest("GET", c.path, nil)
				if c.token != "" {
					r.Header.Set("Authorization", "Bearer "+c.token)
				}
				w := httptest.NewRecorder()
				s.handler.ServeHTTP(w, r)
				if w.Code != http.StatusOK {
					b.Fatalf("%d %s", w.Code, w.Body)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/1000/float64(b.N), "ms/op")
		})
	}
}

// BenchmarkWarmStart measures from the start of `rasprava up` until /readyz
// answers, in a folder that has run before.
func BenchmarkWarmStart(b *testing.B) {
	m := newMachine(b)
	m.stop()
	b.ResetTimer()
	for b.Loop() {
		m.start()
		b.StopTimer()
		m.stop()
		b.StartTimer()
	}
	b.ReportMetric(b.Elapsed().Seconds()/float64(b.N), "s/start")
}
