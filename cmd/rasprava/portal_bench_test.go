package main

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

// portalBenchRows is how many comments the table of BenchmarkPortalImport has.
const portalBenchRows = 200_000

// BenchmarkPortalImport imports a long table of the national portal while people comment
// in the same round, and tells how long both wait. Run it with -benchtime 1x.
func BenchmarkPortalImport(b *testing.B) {
	for range b.N {
		p := newPortalRecord(b)
		path := filepath.Join(p.dir, "portal.csv")
		f, err := os.Create(path)
		if err != nil {
			b.Fatal(err)
		}
		w := bufio.NewWriter(f)
		fmt.Fprintf(w, "%s\r\n", portalHeadings)
		for i := range portalBenchRows {
			fmt.Fprintf(w, "k%d;1. 6. 2026.;Грађанин %d;Члан %d;Мишљење број %d. %s\r\n", i, i, 1+i%2, i, strings.Repeat("Предложени рок није довољан да се захтев обради. ", 1+i%12))
		}
		if w.Flush() != nil || f.Close() != nil {
			b.Fatal("the table was not written")
		}
		program, err := binary()
		if err != nil {
			b.Fatal(err)
		}
		waits, done, ended := &waited{}, make(chan struct{}), make(chan error, 1)
		go func() { ended <- waits.comment(p.store, p.round, b, done) }()
		cmd := exec.Command(program, "comments", "import", path, "--portal", "--round", p.round, "--operator", p.operator)
		var said strings.Builder
		cmd.Stderr, cmd.Stdout = &said, &said
		began := time.Now()
		err = cmd.Run()
		took := time.Since(began)
		close(done)
		if sendErr := <-ended; sendErr != nil {
			b.Fatal(sendErr)
		}
		taken := storetest.Count(b, p.store, `SELECT count(*) FROM portal_comments WHERE round = $1`, p.round)
		if err == nil && taken != portalBenchRows {
			err = fmt.Errorf("%d of %d rows were taken in", taken, portalBenchRows)
		}
		if err != nil {
			b.Fatalf("import: %v: %s", err, said.String())
		}
		b.ReportMetric(took.Seconds(), "s/import")
		b.ReportMetric(float64(cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss)/1024, "MB-peak")
		b.ReportMetric(float64(waits.sent), "comments")
		b.ReportMetric(waits.longest.Seconds(), "s-longest-wait")
		b.ReportMetric(0, "ns/op")
	}
}

// waited is how long comments waited for their receipts.
type waited struct {
	sent    int
	longest time.Duration
}

// comment sends a comment, and the next one a little after its receipt, until done.
func (w *waited) comment(st *store.Store, round string, b *testing.B, done <-chan struct{}) error {
	intake := st.NewIntake(b.Context(), 1)
	for i := 0; ; i++ {
		select {
		case <-done:
			return nil
		case <-time.After(20 * time.Millisecond):
		}
		began := time.Now()
		_, err := intake.Submit(b.Context(), store.Delivery{Round: round, Key: fmt.Sprint("own ", i), Submission: dossier.Submission{Lang: "sr-Cyrl",
			Author: dossier.Author{Kind: dossier.Anonymous}, Comments: []dossier.NewComment{{Document: dossier.ActDocument, Kind: dossier.Remark, Body: "Рок је кратак."}}}})
		if err != nil {
			return fmt.Errorf("after %s: %w", time.Since(began), err)
		}
		w.sent++
		w.longest = max(w.longest, time.Since(began))
	}
}
