package store_test

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

// While intake is stuck, here behind a round that is just being closed, it takes in
// as many as may wait and says to all others at once that it is busy; whoever reads
// does not wait for it. When it goes on, those that waited are taken in.
func TestIntakeThatIsFullSaysSoAndKeepsNobodyElseWaiting(t *testing.T) {
	w, round := inRound(t)
	in := w.s.NewIntake(t.Context(), 2)
	_, err := in.Submit(t.Context(), store.Delivery{Round: round, Key: "first", Submission: submission("Први.")})
	if err != nil {
		t.Fatal(err)
	}
	stuck, err := w.s.DB().BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	_, err = stuck.ExecContext(t.Context(), `SELECT pg_advisory_xact_lock(7001, lock::integer) FROM rounds WHERE id = $1`, round)
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	var taken, busy atomic.Int64
	for i := range 1600 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			_, err := in.Submit(t.Context(), store.Delivery{Round: round, Key: fmt.Sprint(i), Submission: submission("Још један.")})
			switch {
			case err == nil:
				taken.Add(1)
			case dossier.CodeOf(err) == dossier.CodeBusy:
				busy.Add(1)
			default:
				t.Errorf("sender %d: %v", i, err)
			}
		}()
	}
	for deadline := time.Now().Add(30 * time.Second); busy.Load() < 300; time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%d were told that it is busy", busy.Load())
		}
	}
	if !in.Full() {
		t.Error("it does not say that it is full")
	}
	began := time.Now()
	view, err := w.s.Round(t.Context(), "", round)
	if err != nil || view.Comments != 1 {
		t.Errorf("reading meanwhile: %d comments, %v", view.Comments, err)
	}
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("reading meanwhile took %s", took)
	}
	err = stuck.Rollback()
	if err != nil {
		t.Fatal(err)
	}
	wg.Wait()
	if in.Full() {
		t.Error("it still says that it is full")
	}
	view, err = w.s.Round(t.Context(), "", round)
	if err != nil || int64(view.Comments) != taken.Load()+1 || taken.Load()+busy.Load() != 1600 {
		t.Errorf("%d taken, %d busy, %d in the record, %v", taken.Load(), busy.Load(), view.Comments, err)
	}
}
