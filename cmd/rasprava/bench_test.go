package main

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/rasprava/rasprava/internal/demonstration"
	"github.com/rasprava/rasprava/internal/store/storetest"
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

// BenchmarkSubmissions measures submissions that come at once from 64 senders,
// over HTTP to an installation of its own with fsync on, each answered with its
// proof once it is durable.
func BenchmarkSubmissions(b *testing.B) {
	m := newMachine(b)
	st := m.record()
	defer st.Close()
	s := &system{t: b, store: st, url: m.web}
	storetest.Ministry(b, st, "MPAD")
	drafter := s.person("Цртач", "MPAD drafter")
	tr := s.openRehearsal(drafter)
	tr.add("first_version", document{"act", "nacrt.txt", "Члан 1.\nОвим законом уређују се пробе.\n\nЧлан 2.\nРок је 30 дана.\n"})
	tr.publish("notice", drafter, "own_site", "ekonsultacije")
	tr.publish("consultation", drafter, "own_site", "ekonsultacije")
	load := newLoad(m.web, tr.view().OpenRound)
	b.ResetTimer()
	b.SetParallelism(32) // times two processors
	b.RunParallel(func(p *testing.PB) {
		for p.Next() {
			err := load.send()
			if err != nil {
				b.Error(err)
				return
			}
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "submissions/s")
}

// load sends submissions over connections that stay open.
type load struct {
	client *http.Client
	url    string
	n      atomic.Int64
	run    string
}

func newLoad(web, round string) *load {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxIdleConnsPerHost = 256
	return &load{client: &http.Client{Transport: transport, Timeout: 30 * time.Second},
		url: web + "/api/v1/rounds/" + round + "/submissions", run: uuid.NewString()}
}

func (l *load) send() error {
	key := fmt.Sprintf("%s-%d", l.run, l.n.Add(1))
	req, err := http.NewRequest("POST", l.url, strings.NewReader(
		`{"author":{"kind":"anonymous"},"lang":"sr-Cyrl","comments":[{"kind":"remark","provision":"art_2","body":"Рок је кратак: `+key+`."}]}`))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Idempotency-Key", key)
	res, err := l.client.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusCreated {
		return fmt.Errorf("%d %s %w", res.StatusCode, body, err)
	}
	return nil
}
