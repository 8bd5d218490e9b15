package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"math"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/load"
	"github.com/rasprava/rasprava/internal/local"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/web"
)

// BenchmarkIntake measures, on one Postgres with fsync on and in one run: single-row
// inserts of pgbench with 32 clients; submissions over HTTP on 256 connections,
// each answered once it is durable, with its proof; and the same handler before a
// plain design, one INSERT a request and no proof. The three are taken in turn,
// three times, and the middle ones stand; the time of an answer is then measured at
// 70 in 100 of that rate. The generator is a process of its own on the same machine.
func BenchmarkIntake(b *testing.B) {
	easeCollector()
	m := newMachine(b)
	st := m.record()
	defer st.Close()
	s := &system{t: b, store: st, url: m.web}
	_, round := s.taking()
	for _, name := range []string{"fsync", "synchronous_commit", "commit_delay", "full_page_writes", "wal_sync_method", "server_version"} {
		var value string
		err := st.DB().QueryRowContext(b.Context(), `SELECT current_setting($1)`, name).Scan(&value)
		if err != nil {
			b.Fatal(err)
		}
		b.Logf("%s = %s", name, value)
		if name == "fsync" && value != "on" {
			b.Fatal("what is measured is not durable")
		}
	}
	ours := serving(b, st, st.NewIntake(b.Context(), lanes))
	plain := serving(b, st, newPlain(b, st))
	var pg, proved, unproved []float64
	for range 3 {
		pg = append(pg, pgbench(b, m, st))
		proved = append(proved, generate(b, ours, round, 0, true).Achieved)
		unproved = append(unproved, generate(b, plain, round, 0, false).Achieved)
		b.Logf("pgbench %.0f, submissions %.0f, plain %.0f a second", pg[len(pg)-1], proved[len(proved)-1], unproved[len(unproved)-1])
	}

	rate := middle(proved)
	at := generate(b, ours, round, math.Floor(rate*0.7), true)
	b.Logf("at 70 of 100: %.0f a second, p50 %.1f ms, p99 %.1f ms, most %.1f ms", at.Achieved, at.Latency.P50, at.Latency.P99, at.Latency.Max)
	b.ReportMetric(rate, "submissions/s")
	b.ReportMetric(middle(pg), "pgbench/s")
	b.ReportMetric(rate/middle(pg), "of-pgbench")
	b.ReportMetric(middle(unproved), "plain/s")
	b.ReportMetric(at.Latency.P99, "p99-ms")
	b.ReportMetric(0, "ns/op")
}

func middle(of []float64) float64 {
	of = slices.Clone(of)
	slices.Sort(of)
	return of[len(of)/2]
}

// serving serves the web over a record with some intake, in this process so that a
// profile sees it.
func serving(b *testing.B, st *store.Store, in web.Intake) string {
	b.Helper()
	server, err := web.New(web.Options{Store: st, Engine: noEngine{}, Intake: in, RateSubmissions: "off",
		Log: slog.New(slog.NewJSONHandler(io.Discard, nil))})
	if err != nil {
		b.Fatal(err)
	}
	h := httptest.NewServer(server.Handler())
	b.Cleanup(h.Close)
	return h.URL
}

// noEngine is for servers that only take submissions.
type noEngine struct{ web.Engine }

// measuredFor is how long each is measured.
const measuredFor = 10 * time.Second

// generate runs rasprava load as a process and returns its report.
func generate(b *testing.B, url, round string, rate float64, checked bool) load.Report {
	b.Helper()
	path, err := binary()
	if err != nil {
		b.Fatal(err)
	}
	cmd := exec.CommandContext(b.Context(), path, "load", url, "--round", round, "--rate", fmt.Sprint(rate), "--duration", measuredFor.String(),
		"--comments", "1", "--proposals", "0", "--to", "json", "--quiet")
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err = cmd.Run()
	var report load.Report
	if json.Unmarshal(out.Bytes(), &report) != nil || checked && (err != nil || !report.Sound() || report.Receipts.Verified == 0) {
		b.Fatalf("load: %v %s %+v", err, errs.Bytes(), report)
	}
	return report
}

// plainIntake is what there would be without the log: one INSERT a request.
type plainIntake struct{ store *store.Store }

func newPlain(b *testing.B, st *store.Store) plainIntake {
	b.Helper()
	_, err := st.DB().ExecContext(b.Context(), `
		CREATE TABLE plain_submissions (id uuid PRIMARY KEY, round uuid NOT NULL, idem_key text NOT NULL, author_kind text NOT NULL, author_name text NOT NULL,
			lang text NOT NULL, document text NOT NULL, provision text, kind text NOT NULL, proposed_text text NOT NULL, body text NOT NULL,
			received_at timestamptz NOT NULL DEFAULT clock_timestamp(), UNIQUE (round, idem_key))`)
	if err != nil {
		b.Fatal(err)
	}
	st.DB().SetMaxOpenConns(32)
	st.DB().SetMaxIdleConns(32)
	return plainIntake{st}
}

// Submit takes in the one comment of a submission.
func (p plainIntake) Submit(ctx context.Context, d store.Delivery) (store.Accepted, error) {
	err := d.Submission.Check()
	if err != nil {
		return store.Accepted{}, err
	}
	id, c := uuid.Must(uuid.NewV7()).String(), d.Submission.Comments[0]
	a := store.Accepted{SubmissionID: id, ReceiptNo: id, Secret: id, Comments: []string{id}, Receipt: []byte("none")}
	err = p.store.DB().QueryRowContext(ctx, `
		INSERT INTO plain_submissions (id, round, idem_key, author_kind, author_name, lang, document, provision, kind, proposed_text, body)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING received_at`,
		id, d.Round, d.Key, d.Submission.Author.Kind, d.Submission.Author.Name, d.Submission.Lang, c.Document, c.Provision, c.Kind, c.ProposedText, c.Body).Scan(&a.ReceivedAt)
	if err != nil {
		return store.Accepted{}, dossier.Refuse(dossier.CodeUnavailable).Because(err)
	}
	return a, nil
}

// pgbench returns how many rows a second pgbench inserts with 32 clients, one a
// transaction, on the Postgres of the machine.
func pgbench(b *testing.B, m *machine, st *store.Store) float64 {
	b.Helper()
	address, err := os.ReadFile(filepath.Join(m.dir, "database.url"))
	if err != nil {
		b.Fatal(err)
	}
	_, err = st.DB().ExecContext(b.Context(), `
		CREATE TABLE IF NOT EXISTS pgbench_rows (id bigserial PRIMARY KEY, body text NOT NULL, at timestamptz NOT NULL DEFAULT now())`)
	if err != nil {
		b.Fatal(err)
	}
	bin, err := local.FindPostgres("")
	if err != nil {
		b.Fatal(err)
	}
	script := filepath.Join(b.TempDir(), "insert.sql")
	err = os.WriteFile(script, []byte("INSERT INTO pgbench_rows (body) VALUES (repeat('рок је ', 60));\n"), 0o600)
	if err != nil {
		b.Fatal(err)
	}
	out, err := exec.CommandContext(b.Context(), filepath.Join(bin, "pgbench"), "-n", "-c", "32", "-j", "2", "-T", fmt.Sprint(measuredFor.Seconds()), "-f", script, strings.TrimSpace(string(address))).Output()
	if err != nil {
		b.Fatalf("pgbench: %v", err)
	}
	found := regexp.MustCompile(`tps = ([0-9.]+)`).FindSubmatch(out)
	if found == nil {
		b.Fatalf("pgbench said %s", out)
	}
	rate, err := strconv.ParseFloat(string(found[1]), 64)
	if err != nil {
		b.Fatal(err)
	}
	return rate
}
