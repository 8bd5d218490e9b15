package store_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

func TestASenderWhoWasSignedInFindsWhatBecameOfTheirSubmissions(t *testing.T) {
	w, round := inRound(t)
	in := w.s.NewIntake(t.Context(), 1)
	send := func(key, person string, s dossier.Submission) store.Accepted {
		t.Helper()
		got, err := in.Submit(t.Context(), store.Delivery{Round: round, Key: key, Person: person, Submission: s})
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	first := send("a", w.drafter, submission("Рок је предуг.", "Рок је прекратак.", "Рок је нејасан."))
	unnamed := submission("Без имена.")
	unnamed.Author = dossier.Author{Kind: dossier.Anonymous}
	second := send("b", w.drafter, unnamed)
	send("c", w.second, submission("Други шаље."))
	send("d", "", submission("Нико није пријављен."))
	send("e", w.stranger, submission("Ко предмет не види."))
	w.answer(first.Comments[0], 0, 0, "")

	see := func(person string) []store.OwnSubmission {
		t.Helper()
		list, next, err := w.s.SubmissionsOf(t.Context(), person, store.Page{})
		if err != nil || next != "" {
			t.Fatalf("list: %q %v", next, err)
		}
		n, err := w.s.CountSubmissionsOf(t.Context(), person)
		if err != nil || n != len(list) {
			t.Errorf("counted %d (%v), listed %d", n, err, len(list))
		}
		return list
	}
	own := see(w.drafter)
	if len(own) != 2 || own[0].ReceiptNo != second.ReceiptNo || !own[0].Anonymous || own[1].ReceiptNo != first.ReceiptNo || own[1].Anonymous ||
		own[1].Ref != w.ref || own[1].Comments != 3 {
		t.Fatalf("got %+v, want both of theirs, the newest first", own)
	}
	if diff := cmp.Diff([]store.OutcomeCount{{Count: 3}}, own[1].Outcomes); diff != "" {
		t.Errorf("before the round has closed: %s", diff)
	}
	if got := see(w.stranger); len(got) != 1 {
		t.Errorf("got %+v, want the stranger's one", got)
	}
	w.exec(`UPDATE dossiers SET visibility = 'working' WHERE ref = $1`, w.ref)
	if got := see(w.stranger); len(got) != 0 {
		t.Errorf("who does not see the dossier is told of it: %+v", got)
	}
	w.lapse()
	w.lapse()
	if diff := cmp.Diff([]store.OutcomeCount{{Outcome: "accepted", Count: 1}, {Count: 2}}, see(w.drafter)[1].Outcomes); diff != "" {
		t.Errorf("once the round has closed: %s", diff)
	}
}

func TestOnesSubmissionsComeInParts(t *testing.T) {
	w, round := inRound(t)
	in := w.s.NewIntake(t.Context(), 1)
	for i := range 5 {
		_, err := in.Submit(t.Context(), store.Delivery{Round: round, Key: fmt.Sprint(i), Person: w.drafter, Submission: submission("Рок је предуг.")})
		if err != nil {
			t.Fatal(err)
		}
	}
	seen := map[string]bool{}
	var parts []int
	cursor := ""
	for {
		list, next, err := w.s.SubmissionsOf(t.Context(), w.drafter, store.Page{Cursor: cursor, Limit: 2})
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range list {
			seen[s.ReceiptNo] = true
		}
		parts = append(parts, len(list))
		if next == "" {
			break
		}
		cursor = next
	}
	if diff := cmp.Diff([]int{2, 2, 1}, parts); diff != "" || len(seen) != 5 {
		t.Errorf("got %d of 5 in parts of %v", len(seen), parts)
	}
	_, _, err := w.s.SubmissionsOf(t.Context(), w.drafter, store.Page{Cursor: "x"})
	wantCode(t, "a cursor that is none", err, dossier.CodeCursorInvalid)
}
