package store_test

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/audit"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
	"github.com/rasprava/rasprava/internal/store"
)

// A report is read from any comment on without reading all of it, and is byte for byte
// what its hash is of, also after it was kept in one piece.
func TestALongReportIsReadInParts(t *testing.T) {
	w, round := inRound(t)
	in := w.s.NewIntake(t.Context(), 1)
	const comments = 250
	for n := 1; n <= comments; {
		var bodies []string
		for ; n <= comments && len(bodies) < 130; n++ {
			bodies = append(bodies, fmt.Sprint("Коментар ", n, "."))
		}
		_, err := in.Submit(t.Context(), store.Delivery{Round: round, Key: fmt.Sprint("k", n), Submission: submission(bodies...)})
		if err != nil {
			t.Fatal(err)
		}
	}
	w.lapse()
	w.lapse()
	w.lapse() // published on its last day
	answered, _, err := w.s.FindComments(t.Context(), w.drafter, store.CommentFilter{Round: round, Page: store.Page{Limit: 1}})
	if err == nil {
		_, err = w.s.Answer(t.Context(), w.drafter, store.NewAnswer{Comment: answered[0].ID, Outcome: dossier.Accepted, Reasons: `Прихвата се: ,"comments":[ није крај.`})
	}
	if err != nil {
		t.Fatal(err)
	}
	w.declares() // and on everything

	holds := func() {
		t.Helper()
		r, err := w.s.ReportOf(t.Context(), "", round)
		if err != nil {
			t.Fatal(err)
		}
		whole, err := io.ReadAll(r.Open(t.Context()))
		if err != nil || ledger.HashOf(whole) != r.Hash || r.Parts != 3 {
			t.Fatalf("%d parts, %v: the hash is %s, want %s", r.Parts, err, ledger.HashOf(whole), r.Hash)
		}
		var all store.Report
		err = json.Unmarshal(whole, &all)
		if err != nil || len(all.Comments) != comments || all.Answered != 1 {
			t.Fatalf("the whole: %d comments, %d answered, %v", len(all.Comments), all.Answered, err)
		}
		figures, err := r.Figures(t.Context())
		if err != nil || figures.Received != comments || len(figures.Unanswered) != comments-1 || len(figures.Comments) != 0 {
			t.Errorf("the figures: %+v, %v", figures, err)
		}
		for _, c := range []struct{ without, most, first, n int }{
			{0, 100, 1, 100}, {100, 100, 101, 100}, {200, 100, 201, 50}, {99, 2, 100, 2}, {37, 1000, 38, 213}, {249, 1, 250, 1}, {250, 100, 0, 0}, {1000, 100, 0, 0}, {0, 1, 1, 1},
		} {
			lines, err := r.Lines(t.Context(), c.without, c.most)
			if err != nil || len(lines) != c.n || c.n > 0 && lines[0].Number != c.first {
				t.Errorf("%d without %d: got %d, %v", c.most, c.without, len(lines), err)
			}
		}
		numbers, err := r.Numbers(t.Context(), []string{all.Comments[6].ID, all.Comments[3].ID})
		if err != nil || len(numbers) != 2 || numbers[0] != 4 || numbers[1] != 7 {
			t.Errorf("numbers: %v, %v", numbers, err)
		}
	}
	holds()
	source, err := os.ReadFile("../../schema/00130_keep_reports_in_parts.sql")
	if err != nil {
		t.Fatal(err)
	}
	up, down, _ := strings.Cut(string(source), "-- +goose Down")
	for range 2 {
		w.exec(down)
		w.exec(up)
		holds()
	}
	said, found := w.checked()
	if slices.ContainsFunc(found, func(f audit.Fault) bool { return f.Code != audit.Unanswered }) {
		t.Errorf("the log is not as the record is: %s", said)
	}
}
