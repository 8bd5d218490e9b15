package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"errors"
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
	"syscall"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/load"
	"github.com/rasprava/rasprava/internal/local"
	"github.com/rasprava/rasprava/internal/script"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/web"
)

// BenchmarkIntake measures, on one Postgres with fsync on and in one run: single-row
// inserts of pgbench with 32 clients; submissions over HTTP on 256 connections,
// each answered once it is durable, with its proof; and the same handler before two
// plain designs without a proof, one INSERT a request: one that keeps of a submission
// and its comment what the record keeps, and one that keeps a row in a table of its
// own and asks nothing. They are taken in turn, three times, and the middle ones
// stand; the time of an answer is then measured at 70 in 100 of that rate. The
// generator is a process of its own on the same machine, and the worker of the
// installation takes the words of what comes in, as far as they do not wait (engine.TakeWords);
// what waited is done before anything else is measured. What a submission costs
// each of them is said in microseconds of a processor, which other work on the
// machine changes little.
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
	same, row := newPlain(b, st)
	alike, bare := serving(b, st, same), serving(b, st, row)
	var pg, proved, unproved, single []float64
	for range 3 {
		settle(b, st)
		pg = append(pg, pgbench(b, m, st))
		proved = append(proved, m.generate(b, ours, round, 0, true).Achieved)
		settle(b, st)
		unproved = append(unproved, m.generate(b, alike, round, 0, false).Achieved)
		single = append(single, m.generate(b, bare, round, 0, false).Achieved)
		b.Logf("pgbench %.0f, submissions %.0f, plain %.0f, one row %.0f a second", pg[len(pg)-1], proved[len(proved)-1], unproved[len(unproved)-1], single[len(single)-1])
	}

	settle(b, st)
	rate := middle(proved)
	at := m.generate(b, ours, round, math.Floor(rate*0.7), true)
	b.Logf("at 70 of 100: %.0f a second, p50 %.1f ms, p99 %.1f ms, most %.1f ms", at.Achieved, at.Latency.P50, at.Latency.P99, at.Latency.Max)
	b.ReportMetric(rate, "submissions/s")
	b.ReportMetric(middle(pg), "pgbench/s")
	b.ReportMetric(rate/middle(pg), "of-pgbench")
	b.ReportMetric(middle(unproved), "plain/s")
	b.ReportMetric(middle(single), "one-row/s")
	b.ReportMetric(at.Latency.P99, "p99-ms")
	b.ReportMetric(0, "ns/op")
}

// settle waits until the worker has done what waited while comments came in, so that
// nothing that is measured beside them pays for it, and says how long that took.
func settle(b *testing.B, st *store.Store) {
	b.Helper()
	begun := time.Now()
	for waited := 0; ; time.Sleep(100 * time.Millisecond) {
		a, err := st.Arrivals(b.Context())
		if err != nil {
			b.Fatal(err)
		}
		if left := a.WithoutWords + a.WithoutSignals; left == 0 {
			b.Logf("%d words and signals of comments waited; they took %.0f s", waited, time.Since(begun).Seconds())
			return
		} else if left > waited {
			waited = left
		}
		if time.Since(begun) > 10*time.Minute {
			b.Fatalf("words and signals are not taken: %+v", a)
		}
	}
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

// generate runs rasprava load as a process, with more flags behind its own, and returns its report. What a submission
// took of a processor is logged: where it was served, in the database, in the worker
// and in the generator.
func (m *machine) generate(b *testing.B, url, round string, rate float64, checked bool, more ...string) load.Report {
	b.Helper()
	path, err := binary()
	if err != nil {
		b.Fatal(err)
	}
	cmd := exec.CommandContext(b.Context(), path, append([]string{"load", url, "--round", round, "--rate", fmt.Sprint(rate), "--duration", measuredFor.String(),
		"--comments", "1", "--proposals", "0", "--to", "json", "--quiet"}, more...)...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	before := m.processor(b)
	err = cmd.Run()
	var report load.Report
	if json.Unmarshal(out.Bytes(), &report) != nil || checked && (err != nil || !report.Sound() || report.Receipts.Verified == 0) {
		b.Fatalf("load: %v %s %+v", err, errs.Bytes(), report)
	}
	taken := report.Answers["201"]
	if taken == 0 {
		b.Fatalf("load: nothing was taken in: %+v", report)
	}
	var said []string
	for name, after := range m.processor(b) {
		said = append(said, fmt.Sprintf("%s %d", name, (after-before[name]).Microseconds()/taken))
	}
	said = append(said, fmt.Sprintf("generator %d", (cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime()).Microseconds()/taken))
	slices.Sort(said)
	b.Logf("%d taken in; µs of a processor for each, receipts and their check included: %s", taken, strings.Join(said, ", "))
	return report
}

// processor returns the time of a processor that this process, the database and the
// worker of the machine have taken.
func (m *machine) processor(b *testing.B) map[string]time.Duration {
	b.Helper()
	var self syscall.Rusage
	err := syscall.Getrusage(syscall.RUSAGE_SELF, &self)
	if err != nil {
		b.Fatal(err)
	}
	taken := map[string]time.Duration{"server": time.Duration(self.Utime.Nano() + self.Stime.Nano())}
	for _, name := range []string{"postgres", "worker"} {
		pid, err := os.ReadFile(filepath.Join(m.dir, name+".pid"))
		if err != nil {
			b.Fatal(err)
		}
		parent := strings.TrimSpace(string(pid))
		out, err := exec.Command("ps", "-o", "pid=", "-p", parent, "--ppid", parent).Output()
		if err != nil {
			b.Fatalf("find processes of %s: %v", name, err)
		}
		for _, pid := range strings.Fields(string(out)) {
			taken[name] += processorOf(pid, pid == parent)
		}
	}
	return taken
}

// processorOf returns what a process has taken by Linux's account, where asked with
// its children that ended; 0 when it is gone.
func processorOf(pid string, children bool) time.Duration {
	stat, err := os.ReadFile("/proc/" + pid + "/stat")
	if err != nil {
		return 0
	}
	_, after, _ := strings.Cut(string(stat), ") ")
	fields := strings.Fields(after)
	if len(fields) < 15 {
		return 0
	}
	counted := fields[11:13] // utime, stime; then of children
	if children {
		counted = fields[11:15]
	}
	var sum time.Duration
	for _, f := range counted {
		n, err := strconv.ParseInt(f, 10, 64)
		if err == nil {
			sum += time.Duration(n) * (time.Second / 100) // USER_HZ
		}
	}
	return sum
}

// plainIntake is what there would be without the log: one prepared INSERT a request.
type plainIntake struct {
	insert *sql.Stmt
	alike  bool // it keeps what the record keeps
}

// newPlain returns two plain designs. The first keeps a submission and its comment in
// tables with the columns, checks and indexes of the record's, with what they refer
// to; one statement, a transaction of its own, asks whether the round is open, numbers
// the comment and writes both. It keeps no totals, and a sequence numbers the
// comments: both would be locked by every request. The second keeps one row.
func newPlain(b *testing.B, st *store.Store) (alike, row plainIntake) {
	b.Helper()
	_, err := st.DB().ExecContext(b.Context(), `
		CREATE TABLE plain_rows (id uuid PRIMARY KEY, round uuid NOT NULL, idem_key text NOT NULL, author_kind text NOT NULL, author_name text NOT NULL,
			lang text NOT NULL, document text NOT NULL, provision text, kind text NOT NULL, proposed_text text NOT NULL, body text NOT NULL,
			received_at timestamptz NOT NULL DEFAULT clock_timestamp(), UNIQUE (round, idem_key));
		CREATE TABLE plain_submissions (LIKE submissions INCLUDING ALL, FOREIGN KEY (round) REFERENCES rounds, FOREIGN KEY (organisation) REFERENCES organisations,
			FOREIGN KEY (sent_by) REFERENCES persons, FOREIGN KEY (scan) REFERENCES attachments, FOREIGN KEY (entered_by) REFERENCES persons);
		CREATE TABLE plain_comments (LIKE comments INCLUDING ALL, FOREIGN KEY (submission) REFERENCES plain_submissions);
		CREATE SEQUENCE plain_numbers AS integer`)
	if err != nil {
		b.Fatal(err)
	}
	st.DB().SetMaxOpenConns(32)
	st.DB().SetMaxIdleConns(32)
	prepare := func(query string) *sql.Stmt {
		prepared, err := st.DB().PrepareContext(b.Context(), query)
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() { prepared.Close() })
		return prepared
	}
	alike = plainIntake{alike: true, insert: prepare(`
		WITH s AS (
			INSERT INTO plain_submissions (id, round, receipt_no, secret_hash, idem_key, request_hash, author_kind, author_name, author_email, publish_name, lang, received_at, log)
			SELECT $1, r.id, $12, $13, $3, $14, $4, $5, '', $15, $6, clock_timestamp(), d.log
			FROM rounds r JOIN dossiers d ON d.id = r.dossier WHERE r.id = $2 AND r.status = 'open' AND clock_timestamp() < r.closes_at
			RETURNING id, round, received_at)
		INSERT INTO plain_comments (id, submission, round, no, number, document, provision, kind, proposed_text, body, search_key, salt, commitment)
		SELECT $16, s.id, s.round, 1, nextval('plain_numbers'), $7, nullif($8, ''), $9, $10, $11, $17, $13, $14 FROM s
		RETURNING (SELECT received_at FROM s)`)}
	row = plainIntake{insert: prepare(`
		INSERT INTO plain_rows (id, round, idem_key, author_kind, author_name, lang, document, provision, kind, proposed_text, body)
		VALUES ($1, $2, $3, $4, $5, $6, $7, nullif($8, ''), $9, $10, $11) RETURNING received_at`)}
	return alike, row
}

// Full reports that it never is.
func (plainIntake) Full() bool { return false }

// Submit takes in the one comment of a submission.
func (p plainIntake) Submit(ctx context.Context, d store.Delivery) (store.Accepted, error) {
	err := d.Submission.Check()
	if err != nil {
		return store.Accepted{}, err
	}
	id, c := uuid.Must(uuid.NewV7()).String(), d.Submission.Comments[0]
	a := store.Accepted{SubmissionID: id, ReceiptNo: id, Secret: id, Comments: []string{id}, Receipt: []byte("none")}
	args := []any{id, d.Round, d.Key, d.Submission.Author.Kind, d.Submission.Author.Name, d.Submission.Lang, c.Document, c.Provision, c.Kind, c.ProposedText, c.Body}
	if p.alike {
		secret, request := sha256.Sum256([]byte(id)), sha256.Sum256([]byte(d.Key+c.Body))
		args = append(args, id, secret[:], request[:], d.Submission.Author.PublishName, uuid.Must(uuid.NewV7()).String(), script.SearchKey(c.Body+"\n"+c.ProposedText))
	}
	err = p.insert.QueryRowContext(ctx, args...).Scan(&a.ReceivedAt)
	if errors.Is(err, sql.ErrNoRows) {
		return store.Accepted{}, dossier.Refuse(dossier.CodeRoundClosed)
	}
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
