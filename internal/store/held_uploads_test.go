package store_test

import (
	"testing"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

func TestAFileIsHeldForItsPersonForADay(t *testing.T) {
	w := beforeRound(t)
	hold := func(text string) string {
		t.Helper()
		sum, err := w.s.Hold(t.Context(), w.drafter, w.ref, store.NewDocument{Name: "nacrt.txt", Bytes: []byte(text)})
		if err != nil {
			t.Fatal(err)
		}
		return sum
	}
	gone := func(person, sum, why string) {
		t.Helper()
		_, err := w.s.Held(t.Context(), person, w.ref, sum)
		if dossier.CodeOf(err) != dossier.CodeNotFound {
			t.Errorf("%s: got %v, want not_found", why, err)
		}
	}
	first, second := hold("први"), hold(draft)
	gone(w.drafter, first, "a file that another took the place of")
	gone(w.second, second, "a colleague")
	d, err := w.s.Held(t.Context(), w.drafter, w.ref, second)
	if err != nil || d.Name != "nacrt.txt" || string(d.Bytes) != draft {
		t.Fatalf("got %+v %v", d, err)
	}
	w.exec(`UPDATE held_uploads SET held_at = held_at - interval '23 hours'`)
	if _, err = w.s.PurgeExpired(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err = w.s.Held(t.Context(), w.drafter, w.ref, second); err != nil {
		t.Errorf("within a day: %v", err)
	}
	w.exec(`UPDATE held_uploads SET held_at = held_at - interval '2 hours'`)
	if _, err = w.s.PurgeExpired(t.Context()); err != nil {
		t.Fatal(err)
	}
	gone(w.drafter, second, "after a day")
	third := hold(draft)
	w.stageDoc(dossier.ActDocument, "nacrt.txt", draft)
	gone(w.drafter, third, "once a document is staged")
	for name, d := range map[string]store.NewDocument{"no bytes": {Name: "a.txt"}, "no name": {Bytes: []byte("a")}} {
		if _, err = w.s.Hold(t.Context(), w.drafter, w.ref, d); dossier.CodeOf(err) != dossier.CodeInvalid {
			t.Errorf("%s: got %v, want invalid", name, err)
		}
	}
}
