package store_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

// TestALongFileOfThePortalHoldsUpNobody has people comment, and one of them erase what
// they said on the portal, while a file is being written: nobody waits for it, and what
// was erased meanwhile is not in it. What comes from the portal waits.
func TestALongFileOfThePortalHoldsUpNobody(t *testing.T) {
	w, round := inRound(t)
	day := dossier.Day(w.view().LegalNow, time.UTC)
	w.takes(round, w.portalFile(day, "p-0", "Стари коментар.", "p-1", "Коментар 1"))
	old := w.numbered(round, 1).ID
	var rows []store.PortalRow
	for i := range 1100 {
		rows = append(rows, portalRows(day, fmt.Sprint("p-", i), fmt.Sprint("Коментар ", i))...)
		rows[i].Line = i + 2
	}
	f := portalFileOf("komentari", rows)
	asked, taken := false, make(chan error, 1)
	f.Rows = func(yield func(store.PortalRow) bool) {
		for i, r := range rows {
			if i == 1050 && !asked { // the first thousand are written
				asked = true
				ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
				_, err := w.s.NewIntake(ctx, 1).Submit(ctx, store.Delivery{Round: round, Key: "beside", Submission: submission("Рок је предуг.")})
				if err != nil {
					t.Errorf("a comment meanwhile: %v", err)
				}
				cancel()
				w.erasesByTwo(old)
				go func() {
					part, err := w.s.TakePortal(context.WithoutCancel(t.Context()), w.drafter, round)
					if err == nil && part.Taken != 100 {
						err = fmt.Errorf("%+v", part)
					}
					taken <- err
				}()
				w.blocked("advisory", 1)
			}
			if !yield(r) {
				return
			}
		}
	}
	got, err := w.s.BringPortalFile(t.Context(), w.drafter, round, f)
	if err != nil || got.No != 2 {
		t.Fatalf("brought %+v, %v", got, err)
	}
	if err := <-taken; err != nil {
		t.Errorf("a part that waited for the file: %v", err)
	}
	if n := w.count(`SELECT count(*) FROM portal_rows w JOIN portal_files f ON f.id = w.file WHERE f.no = 1 AND w.content IS NOT NULL`); n != 0 {
		t.Errorf("%d rows of the file before still say something", n)
	}
	if n := w.count(`SELECT count(*) FROM portal_rows w JOIN portal_files f ON f.id = w.file WHERE f.no = 2 AND w.content IS NULL AND w.portal_id = 'p-0'`); n != 1 {
		t.Error("the row of what was erased meanwhile still says it")
	}
	for more := true; more; {
		part, err := w.s.TakePortal(t.Context(), w.drafter, round)
		if err != nil {
			t.Fatal(err)
		}
		more = part.More
	}
	if differs := w.differs(round); len(differs) != 0 {
		t.Errorf("the two differ: %v", differs)
	}
	if n := w.count(`SELECT count(*) FROM comments`); n != 1101 {
		t.Errorf("%d comments are in the record, want 1101", n)
	}
	if said, _ := w.checked(); said != "" {
		t.Errorf("the log is not as the record is: %s", said)
	}
}
