package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	enumspb "go.temporal.io/api/enums/v1"
	taskqueuepb "go.temporal.io/api/taskqueue/v1"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/log"
	"golang.org/x/sync/errgroup"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

// How many dossiers are open, and how many of them have a term that ends in one
// minute, and then at one instant.
const (
	openDossiers = 10_000
	dueTogether  = 1_000
)

// dueProcedure begins with a term, after which a person is awaited.
const dueProcedure = `id: bench.due
version: "2026-01-01"
title_sr: Поступак за мерење
title_en: A procedure for measuring
valid_from: "2026-01-01"
calendar: rs
timezone: Europe/Belgrade
listed: false
stages:
  - id: term
    title_sr: Рок
    title_en: Term
    kind: wait
    windows:
      - {id: term, kind: min, term: 1d, from: entry, basis: Мерење, evidence: inferred}
    outcomes:
      - {id: elapsed, title_sr: Протекао, title_en: Elapsed, next: drafting}
    basis: Мерење
    evidence: inferred
  - id: drafting
    title_sr: Израда
    title_en: Drafting
    kind: drafting
    outcomes:
      - {id: drafted, title_sr: Израђено, title_en: Drafted, next: end, ends: completed}
    basis: Мерење
    evidence: inferred
`

// BenchmarkOpenDossiers opens 10,000 dossiers in an installation of its own, of one
// worker, one development server of Temporal and one Postgres: what they take to
// start, what memory they hold, and how late 1,000 terms are that end in one minute,
// and 1,000 that end at one instant.
func BenchmarkOpenDossiers(b *testing.B) {
	m := newMachine(b)
	st := m.record()
	defer st.Close()
	storetest.Register(b, st, dueProcedure)
	storetest.Ministry(b, st, "MMERE")
	drafter := storetest.Person(b, st, "Цртач", "MMERE drafter")
	o := &opener{b: b, store: st, drafter: drafter, temporal: m.temporal()}
	m.weigh(b, "empty")
	for range b.N {
		began := time.Now()
		o.open(openDossiers-2*dueTogether, func(int) store.Opening { return store.Opening{Procedure: "test.two_stage"} })
		opened := time.Since(began)
		o.started()
		b.ReportMetric(float64(o.opened)/opened.Seconds(), "opened/s")
		b.ReportMetric(float64(o.opened)/time.Since(began).Seconds(), "started/s")
		b.Logf("%d dossiers: opened in %s, all in their first stage in %s", o.opened, opened.Round(time.Second), time.Since(began).Round(time.Second))

		// Two fifths of the time to the end are the day on which the term begins.
		each := time.Since(began) / time.Duration(o.opened)
		ends := time.Now().Add(4*time.Minute + 3*2*dueTogether*each).Truncate(time.Second)
		o.open(dueTogether, func(i int) store.Opening { return due(ends.Add(time.Duration(i) * time.Minute / dueTogether)) })
		o.open(dueTogether, func(int) store.Opening { return due(ends.Add(2 * time.Minute)) })
		o.started()
		if time.Now().After(ends) {
			b.Fatalf("the first term ended before all had begun, %s late", time.Since(ends))
		}
		b.Logf("%d dossiers open", o.opened)
		m.weigh(b, "10000")
		o.lateness(ends, ends.Add(time.Minute)).report(b, "minute")
		o.lateness(ends.Add(time.Minute), ends.Add(time.Hour)).report(b, "instant")
		m.weigh(b, "after")
	}
}

// due is a dossier whose term ends at that instant: its days pass as fast as that
// asks for, from eight in the morning of a Monday to the end of the Tuesday.
func due(at time.Time) store.Opening {
	starts := time.Date(2026, time.June, 1, 6, 0, 0, 0, time.UTC)
	ends := time.Date(2026, time.June, 2, 22, 0, 0, 0, time.UTC)
	pace := time.Duration(float64(time.Until(at)) * float64(24*time.Hour) / float64(ends.Sub(starts)))
	return store.Opening{Procedure: "bench.due", Rehearsal: true, Pace: pace, LegalStart: starts}
}

// opener opens dossiers, four at a time.
type opener struct {
	b        *testing.B
	store    *store.Store
	drafter  string
	temporal client.Client
	opened   int
}

func (o *opener) open(n int, of func(i int) store.Opening) {
	o.b.Helper()
	group, ctx := errgroup.WithContext(o.b.Context())
	group.SetLimit(4)
	for i := range n {
		group.Go(func() error {
			opening := of(i)
			opening.Title, opening.Kind, opening.Lead, opening.Visibility = "Нацрт закона о мерењу", "law", "MMERE", dossier.Working
			_, _, err := o.store.OpenDossier(ctx, o.drafter, opening)
			return err
		})
	}
	err := group.Wait()
	if err != nil {
		o.b.Fatal(err)
	}
	o.opened += n
}

// started waits until every dossier has entered its first stage, and its workflows
// have done what was to do.
func (o *opener) started() {
	o.b.Helper()
	o.until("that have not started", time.Hour, `SELECT count(*) FROM dossiers WHERE stage_no = 0`)
	for deadline := time.Now().Add(time.Hour); ; time.Sleep(time.Second) {
		if o.backlog() == 0 {
			return
		}
		if time.Now().After(deadline) {
			o.b.Fatal("the workflows have not come to rest after an hour")
		}
	}
}

// backlog returns how many tasks wait for a worker.
func (o *opener) backlog() int64 {
	o.b.Helper()
	var n int64
	for _, kind := range []enumspb.TaskQueueType{enumspb.TASK_QUEUE_TYPE_WORKFLOW, enumspb.TASK_QUEUE_TYPE_ACTIVITY} {
		queue, err := o.temporal.WorkflowService().DescribeTaskQueue(o.b.Context(), &workflowservice.DescribeTaskQueueRequest{
			Namespace: client.DefaultNamespace, TaskQueue: &taskqueuepb.TaskQueue{Name: dossier.TaskQueue}, TaskQueueType: kind, ReportStats: true,
		})
		if err != nil {
			o.b.Fatalf("count tasks: %v", err)
		}
		n += queue.GetStats().GetApproximateBacklogCount()
	}
	return n
}

// until waits until the query counts none.
func (o *opener) until(what string, limit time.Duration, query string) {
	o.b.Helper()
	ctx, cancel := context.WithTimeout(o.b.Context(), limit)
	defer cancel()
	ticker := time.NewTicker(500 * time.Millisecond)
	defer ticker.Stop()
	for {
		var left int
		err := o.store.DB().QueryRowContext(ctx, query).Scan(&left)
		if err != nil {
			o.b.Fatalf("count dossiers %s: %v", what, err)
		}
		if left == 0 {
			return
		}
		select {
		case <-ctx.Done():
			o.b.Fatalf("%d dossiers %s after %s", left, what, limit)
		case <-ticker.C:
		}
	}
}

// latenesses are how late terms were put down, in order.
type latenesses []time.Duration

// lateness waits until every term is put down that ends in that time, and returns
// how late each was.
func (o *opener) lateness(from, to time.Time) latenesses {
	o.b.Helper()
	during := `FROM windows WHERE id = 'term' AND ends_at >= '` + from.UTC().Format(time.RFC3339) + `' AND ends_at < '` + to.UTC().Format(time.RFC3339) + `'`
	o.until("with a term that is not put down", 20*time.Minute, `SELECT count(*) `+during+` AND lapsed_at IS NULL`)
	rows, err := o.store.DB().QueryContext(o.b.Context(), `SELECT extract(epoch FROM lapsed_at - ends_at)::float8 `+during+` ORDER BY 1`)
	if err != nil {
		o.b.Fatal(err)
	}
	defer rows.Close()
	var all latenesses
	for rows.Next() {
		var seconds float64
		err = rows.Scan(&seconds)
		if err != nil {
			o.b.Fatal(err)
		}
		all = append(all, time.Duration(seconds*float64(time.Second)))
	}
	if rows.Err() != nil {
		o.b.Fatal(rows.Err())
	}
	if len(all) != dueTogether {
		o.b.Fatalf("%d terms, want %d", len(all), dueTogether)
	}
	return all
}

// report prints half of, 99 of 100 and the latest of them.
func (l latenesses) report(b *testing.B, what string) {
	half, most, last := l[len(l)/2], l[len(l)*99/100], l[len(l)-1]
	b.Logf("%d terms of one %s: late by %s (median), %s (99 of 100), %s (the latest)", len(l), what,
		half.Round(time.Millisecond), most.Round(time.Millisecond), last.Round(time.Millisecond))
	b.ReportMetric(half.Seconds(), what+"-p50-s")
	b.ReportMetric(most.Seconds(), what+"-p99-s")
	b.ReportMetric(last.Seconds(), what+"-max-s")
}

// temporal connects to its Temporal.
func (m *machine) temporal() client.Client {
	m.t.Helper()
	address, err := os.ReadFile(filepath.Join(m.dir, "temporal.address"))
	if err != nil {
		m.t.Fatal(err)
	}
	c, err := client.Dial(client.Options{HostPort: strings.TrimSpace(string(address)), Logger: log.NewStructuredLogger(slog.New(slog.DiscardHandler))})
	if err != nil {
		m.t.Fatalf("reach Temporal: %v", err)
	}
	m.t.Cleanup(c.Close)
	return c
}

// weigh prints the memory that each process holds, in MB, and the processor time
// that it has taken, in seconds.
func (m *machine) weigh(b *testing.B, when string) {
	b.Helper()
	for _, name := range []string{"worker", "temporal"} {
		pid, err := os.ReadFile(filepath.Join(m.dir, name+".pid"))
		if err != nil {
			b.Fatal(err)
		}
		out, err := exec.Command("ps", "-o", "rss=,cputimes=", "-p", strings.TrimSpace(string(pid))).Output()
		if err != nil {
			b.Fatalf("weigh %s: %v", name, err)
		}
		var kilobytes, seconds int
		_, err = fmt.Sscan(string(out), &kilobytes, &seconds)
		if err != nil {
			b.Fatalf("weigh %s: %v", name, err)
		}
		b.Logf("%s: %s holds %d MB and has taken %d s of a processor", when, name, kilobytes/1024, seconds)
		b.ReportMetric(float64(kilobytes)/1024, name+"-"+when+"-MB")
	}
}
