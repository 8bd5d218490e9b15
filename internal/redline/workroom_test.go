package redline

import (
	"testing"

	"github.com/rasprava/rasprava/internal/act"
)

// What one comparison left in its room must not show in the next: not its words, not its numbers, not that it failed.
func TestARoomThatWasTakenOverShowsInNoRedline(t *testing.T) {
	var mutants []*mutant
	for seed := range uint64(6) {
		mutants = append(mutants, mutate(generatedAct(t, seed, 6+5*int(seed)), seed, heavy))
	}
	torn := &act.Act{Body: []*act.Node{{Kind: act.KindParagraph, ID: "para_1", Text: "рок\xff"}}}
	w := newWorkroom()
	written := func(w *workroom, m *mutant) string {
		c, err := newComparison(w, m.old, m.new)
		if err != nil {
			t.Fatal(err)
		}
		r, err := c.run()
		if err != nil {
			t.Fatal(err)
		}
		out, err := r.JSON()
		if err != nil {
			t.Fatal(err)
		}
		return string(out)
	}
	for k := range mutants {
		for _, m := range []*mutant{mutants[k], mutants[len(mutants)-1-k]} {
			if written(w, m) != written(newWorkroom(), m) {
				t.Errorf("mutant %d: another redline in a room that was taken over", k)
			}
			w.clean()
			_, err := newComparison(w, torn, m.new)
			if err == nil {
				t.Error("an act that is not UTF-8 was read")
			}
			w.clean()
		}
	}
}

func TestTheRoomOfALongActIsNotKept(t *testing.T) {
	w := newWorkroom()
	if w.wide() {
		t.Error("an empty room is wide")
	}
	w.vocabulary.widen(narrowTokens + 1)
	if !w.wide() {
		t.Error("the room of a long act is kept")
	}
}
