package store_test

import (
	"strings"
	"testing"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
)

// The log says until when a round takes comments, from its opening on and whenever
// that changes; to the second, after which it takes none.
func TestTheLogSaysUntilWhenARoundTakesComments(t *testing.T) {
	w, round := inRound(t)
	told := func() []ledger.Leaf {
		rows, err := w.s.DB().QueryContext(t.Context(), `SELECT leaf FROM log_leaves WHERE subject = $1 AND kind IN ('round_opened', 'round_moved') ORDER BY n`, round)
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		var leaves []ledger.Leaf
		for rows.Next() {
			var b []byte
			err = rows.Scan(&b)
			if err != nil {
				t.Fatal(err)
			}
			leaf, err := ledger.ParseLeaf(b)
			if err != nil {
				t.Fatal(err)
			}
			leaves = append(leaves, leaf)
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
		return leaves
	}
	ends := func() time.Time {
		var at time.Time
		err := w.s.DB().QueryRowContext(t.Context(), `SELECT date_trunc('second', closes_at + interval '999999 microseconds') FROM rounds WHERE id = $1`, round).Scan(&at)
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	before, end := told(), ends()
	if len(before) == 0 || before[0].Kind != ledger.RoundOpened || before[0].Until.IsZero() || !before[len(before)-1].Until.Equal(end) {
		t.Fatalf("the round ends at %s, the log says %+v", end, before)
	}

	var due string
	for _, win := range w.see("").Stages[w.stageNo-1].Windows {
		due = max(due, win.Due)
	}
	day, err := time.Parse(time.DateOnly, due)
	if err != nil {
		t.Fatal(err)
	}
	w.do(w.signerA, dossier.Extend, dossier.Args{Until: day.AddDate(0, 0, 7).Format(time.DateOnly), Reasons: "Молба удружења."})
	after := told()
	if len(after) != len(before)+1 || after[len(after)-1].Kind != ledger.RoundMoved || !after[len(after)-1].Until.Equal(ends()) || !ends().After(end) {
		t.Errorf("extended from %s to %s, the log says %+v", end, ends(), after)
	}
	if said, _ := w.checked(); said != "" {
		t.Fatalf("nothing was touched: %s", said)
	}
	_, err = w.s.DB().ExecContext(t.Context(), `UPDATE rounds SET closes_at = closes_at + interval '1 second' WHERE id = $1`, round)
	if err != nil {
		t.Fatal(err)
	}
	if said, _ := w.checked(); !strings.Contains(said, "ends at another time than its leaf says") {
		t.Errorf("an end one second later in the record: %q", said)
	}
}
