package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/rasprava/rasprava/internal/ledger"
	"github.com/rasprava/rasprava/internal/load"
	"github.com/rasprava/rasprava/internal/store"
)

var crashes = flag.Int("crashes", 10, "how often something is killed while a round takes comments")

// victims are what is killed with -9: of two web processes either. A backend of
// Postgres takes all the others with it, and Postgres recovers.
var victims = []string{"web", "second", "worker", "temporal", "postgres", "backend"}

// TestCrashesLoseNothing kills parts of the system at random, again and again, while
// submissions come in by two web processes, of which some are sent twice, and some of
// before are corrected or withdrawn; some come with files, some as letters that staff
// enter, and some wait for the confirmation of an address. What gets no answer is sent
// again with its key. After each crash every receipt is held to the log, and every file
// of the load to what was sent; in the end all of them, and what was made of them, are
// held to the record, and the record to the log.
func TestCrashesLoseNothing(t *testing.T) {
	m := newMachine(t)
	st := m.record()
	defer st.Close()
	s := &system{t: t, store: st, url: m.web}
	two := m.second()
	tr, round := s.taking()
	o := s.demanding(m, two.front, round, tr.lead)
	dir := t.TempDir()
	seed := uint64(time.Now().UnixNano())
	t.Logf("chance begins at %d", seed)
	r := rand.New(rand.NewPCG(seed, 0))
	killed, received, again, files, revisions := map[string]int{}, int64(0), int64(0), int64(0), revised{}
	for cycle := range *crashes {
		victim := victims[cycle%len(victims)] // each as often
		if cycle >= len(victims) {
			victim = victims[r.IntN(len(victims))]
		}
		began := time.Now()
		done := make(chan error, 2)
		beside := func(f func(context.Context) error) {
			ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
			defer cancel()
			done <- f(ctx)
		}
		go beside(func(ctx context.Context) error { return o.come(ctx, cycle) })
		go beside(func(ctx context.Context) error {
			if cycle == 0 {
				return nil
			}
			return revisions.revise(ctx, two.front, filepath.Join(dir, strconv.Itoa(cycle-1)))
		})
		report, err := m.crash(two.front, round, filepath.Join(dir, strconv.Itoa(cycle)), victim, time.Duration(200+r.IntN(1200))*time.Millisecond)
		loaded := time.Now()
		err = errors.Join(err, <-done, <-done)
		if err != nil || !report.Sound() || report.Receipts.Promised > 0 || report.Unsent > 0 {
			t.Fatalf("crash %d, of %s: %v; %+v", cycle+1, victim, err, report)
		}
		t.Logf("%s killed: %s for the load, %s for all", victim, loaded.Sub(began).Round(time.Millisecond), time.Since(began).Round(time.Millisecond))
		killed[victim]++
		received, again, files = received+report.Receipts.Received, again+report.Answers["again: 201"], files+report.Files
		s.public().steady("GET", "/readyz")
		(&system{t: t, url: two.web}).public().steady("GET", "/readyz")
	}
	if files == 0 {
		t.Error("nothing came with a file")
	}
	m.holdToRecord(t, st, dir, round, received)
	o.holdToRecord(t, st)
	revisions.holdToRecord(t, st)
	found, err := st.CheckLog(t.Context(), true, func(int64, int64) {})
	if err != nil || len(found) > 0 {
		t.Errorf("the record is not as the log says: %v, %v", found, err)
	}
	t.Logf("killed %v: %d receipts, all in the record and in the log; %d keys were sent again and answered the same; %d submissions were corrected or withdrawn, %d came with files, %d letters were entered with their scans, %d of %d with addresses were confirmed",
		killed, received, again, len(revisions), files, len(o.entries), len(o.confirms), len(o.waiting))
}

// TestACommitThatDoesNotWaitLosesReceipts is the control of TestCrashesLoseNothing:
// where Postgres answers before the disk has it, a crash loses what was
// acknowledged, and the same look finds that.
func TestACommitThatDoesNotWaitLosesReceipts(t *testing.T) {
	m := newMachine(t)
	st := m.record()
	defer st.Close()
	s := &system{t: t, store: st, url: m.web}
	_, round := s.taking()
	for _, statement := range []string{`ALTER SYSTEM SET synchronous_commit = off`, `ALTER SYSTEM SET wal_writer_delay = '10s'`, `SELECT pg_reload_conf()`} {
		_, err := st.DB().ExecContext(t.Context(), statement)
		if err != nil {
			t.Fatal(err)
		}
	}
	for range 5 {
		report, err := m.crash(m.web, round, filepath.Join(t.TempDir(), "kept"), "postgres", time.Second)
		if err != nil {
			t.Fatal(err)
		}
		// A file that was acknowledged and lost shows in how the submission with it is answered, and is no fault of a receipt.
		if !report.Sound() && report.Receipts.Received > 0 {
			t.Logf("as it must be: %d faults %q, answers %v", report.Faults, report.Words, report.Answers)
			return
		}
		s.public().steady("GET", "/readyz")
	}
	t.Error("nothing was lost in five crashes of a Postgres that does not wait for the disk: the test of crashes proves nothing")
}

// crash loads the round for two seconds, kills something after a while, and checks
// the receipts.
func (m *machine) crash(web, round, kept, victim string, after time.Duration) (load.Report, error) {
	m.t.Helper()
	ctx, cancel := context.WithTimeout(m.t.Context(), 4*time.Minute)
	defer cancel()
	done := make(chan error, 1)
	go func() {
		time.Sleep(after)
		done <- m.shoot(ctx, victim)
	}()
	shape := load.UsualShape()
	shape.Letters, shape.Attached = 120, 0.05
	report, err := load.Run(ctx, load.Options{URL: web, Round: round, Rate: 100, Duration: 2 * time.Second, Connections: 32, Timeout: 10 * time.Second,
		Patience: 90 * time.Second, Again: 0.3, Run: uuid.NewString(), Shape: shape, Kept: kept, Clock: time.Now})
	return report, errors.Join(err, <-done)
}

// shoot kills a victim with -9; one that is just being started again, after what
// was killed before, as soon as it is there.
func (m *machine) shoot(ctx context.Context, victim string) error {
	for ; ; time.Sleep(50 * time.Millisecond) {
		pids, err := m.pids(victim)
		if err == nil && len(pids) > 0 {
			err = syscall.Kill(pids[rand.IntN(len(pids))], syscall.SIGKILL)
			if err == nil {
				return nil
			}
		}
		if ctx.Err() != nil {
			return errors.Join(fmt.Errorf("kill %s: %w", victim, ctx.Err()), err)
		}
	}
}

// pids returns the processes of a victim: one, or all that Postgres has for its
// clients.
func (m *machine) pids(victim string) ([]int, error) {
	name := victim
	if victim == "backend" {
		name = "postgres"
	}
	b, err := os.ReadFile(filepath.Join(m.dir, name+".pid"))
	if err != nil {
		return nil, err
	}
	pid := strings.TrimSpace(string(b))
	if victim != "backend" {
		n, err := strconv.Atoi(pid)
		return []int{n}, err
	}
	children, err := os.ReadFile(filepath.Join("/proc", pid, "task", pid, "children"))
	if err != nil {
		return nil, err
	}
	var backends []int
	for _, child := range strings.Fields(string(children)) {
		title, err := os.ReadFile(filepath.Join("/proc", child, "cmdline"))
		n, numErr := strconv.Atoi(child)
		if err == nil && numErr == nil && strings.Contains(string(title), "rasprava rasprava 127.0.0.1") {
			backends = append(backends, n)
		}
	}
	return backends, nil
}

// holdToRecord holds the receipts in the files of a folder to the record: each has
// its submission under its key and its leaf, and its file if any, every submission has its leaf and its
// comments, and every leaf its submission.
func (m *machine) holdToRecord(t *testing.T, st *store.Store, dir, round string, want int64) {
	t.Helper()
	type row struct {
		no   string
		hash []byte
		n    int64
	}
	byKey := map[string]row{}
	rows, err := st.DB().QueryContext(t.Context(), `
		SELECT s.idem_key, s.receipt_no, l.leaf_hash, l.n FROM submissions s
		JOIN log_leaves l ON l.log = s.log AND l.subject = s.id AND l.kind = 'submission_received' WHERE s.round = $1`, round)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var key string
		var r row
		err = rows.Scan(&key, &r.no, &r.hash, &r.n)
		if err != nil {
			t.Fatal(err)
		}
		if _, twice := byKey[key]; twice {
			t.Errorf("key %s has two leaves", key)
		}
		byKey[key] = r
	}
	if rows.Err() != nil {
		t.Fatal(rows.Err())
	}
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	var held int64
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		err = load.EachKept(f, func(got load.Receipt) error {
			held++
			parsed, err := ledger.ParseReceipt([]byte(got.Proof))
			if err != nil {
				return fmt.Errorf("receipt %s: %w", got.ReceiptNo, err)
			}
			hash, err := parsed.Leaf.RecordHash()
			if err != nil {
				return err
			}
			r := byKey[got.Key]
			if r.no != got.ReceiptNo || r.n != parsed.Index || !slices.Equal(r.hash, hash[:]) {
				t.Errorf("receipt %s of key %s: the record has receipt %q at leaf %d", got.ReceiptNo, got.Key, r.no, r.n)
			}
			if got.File.ID != "" {
				holdFile(t, st, got)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
		err = f.Close()
		if err != nil {
			t.Error(err)
		}
	}
	if held != want {
		t.Errorf("%d receipts were kept, %d received", held, want)
	}
	for what, query := range map[string]string{
		"submissions without a leaf": `SELECT count(*) FROM submissions s WHERE round = $1 AND NOT EXISTS (
			SELECT 1 FROM log_leaves l WHERE l.log = s.log AND l.subject = s.id AND l.kind = 'submission_received')`,
		"submissions whose leaf commits to another number of comments": `SELECT count(*) FROM submissions s JOIN log_leaves l ON l.log = s.log AND l.subject = s.id AND l.kind = 'submission_received'
			WHERE s.round = $1 AND json_array_length(convert_from(l.leaf, 'UTF8')::json -> 'commitments') <> (SELECT count(*) FROM comments c WHERE c.submission = s.id)`,
		"leaves without a submission": `SELECT count(*) FROM log_leaves l WHERE kind = 'submission_received' AND convert_from(leaf, 'UTF8')::json ->> 'round' = $1::text
			AND NOT EXISTS (SELECT 1 FROM submissions s WHERE s.id = l.subject)`,
		"holes in the numbers of comments": `SELECT coalesce(max(number), 0) - count(*) FROM comments WHERE round = $1`,
		"holes in the log":                 `SELECT sum(g.size - (SELECT count(*) FROM log_leaves l WHERE l.log = g.id)) FROM logs g WHERE $1 <> ''`,
	} {
		var n int
		err := st.DB().QueryRowContext(t.Context(), query, round).Scan(&n)
		if err != nil || n != 0 {
			t.Errorf("%s: %d, %v", what, n, err)
		}
	}
}
