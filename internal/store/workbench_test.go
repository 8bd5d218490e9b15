package store_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

func TestCommentsStandByWhatTheyAreAbout(t *testing.T) {
	w, round := inRound(t)
	ids := w.send(round, "a", on("art_2", "Први."), on("", "Други."), on("art_1", "Трећи."), on("art_2", "Четврти.")).Comments
	for _, c := range []struct {
		outcome dossier.AnswerOutcome
		offset  int
		want    []int
	}{{"", 0, []int{2, 3, 1, 4}}, {"", 3, []int{4}}, {"", 9, []int{}}, {store.Unanswered, 0, []int{2, 3, 1, 4}}, {store.Done, 0, []int{}}} {
		got, err := w.s.CommentsByPlace(t.Context(), w.drafter, store.CommentFilter{Round: round, Outcome: c.outcome}, c.offset)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(c.want, numbers(got)); diff != "" {
			t.Errorf("%q from %d (-want +got):\n%s", c.outcome, c.offset, diff)
		}
	}
	_, err := w.s.Answer(t.Context(), w.drafter, store.NewAnswer{Comment: ids[2], Outcome: dossier.Accepted, Reasons: "Прихваћено."})
	if err != nil {
		t.Fatal(err)
	}
	for after, want := range map[int]int{2: 1, 3: 1, 1: 4, 4: 2} { // the third is answered
		got, err := w.s.CommentBehind(t.Context(), w.drafter, store.CommentFilter{Round: round, Outcome: store.Unanswered}, after)
		if err != nil {
			t.Fatal(err)
		}
		if got != want {
			t.Errorf("behind %d comes %d, want %d", after, got, want)
		}
	}
	got, err := w.s.CommentBehind(t.Context(), w.drafter, store.CommentFilter{Round: round, Outcome: dossier.NotAccepted}, 1)
	if err != nil || got != 0 {
		t.Errorf("got %d, %v, want that there is none", got, err)
	}
	behind, _, err := w.s.FindComments(t.Context(), w.drafter, store.CommentFilter{Round: round, Behind: 2})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]int{3, 4}, numbers(behind)); diff != "" {
		t.Errorf("behind the second (-want +got):\n%s", diff)
	}
}

func TestAnAnswerKeepsItsVersions(t *testing.T) {
	w, round := inRound(t)
	ids := w.send(round, "a", on("art_2", "Први."), on("art_2", "Други.")).Comments
	for version, reasons := range []string{"Прва верзија.", "Друга верзија."} {
		_, err := w.s.Answer(t.Context(), w.drafter, store.NewAnswer{Comment: ids[0], Version: version, Outcome: dossier.Accepted, Reasons: reasons})
		if err != nil {
			t.Fatal(err)
		}
	}
	_, err := w.s.Answer(t.Context(), w.drafter, store.NewAnswer{Comment: ids[1], Outcome: dossier.Accepted, Reasons: "Прва верзија."})
	if err != nil {
		t.Fatal(err)
	}
	all, err := w.s.AnswerVersions(t.Context(), w.drafter, ids[0])
	if err != nil {
		t.Fatal(err)
	}
	if len(all) != 2 || all[0].Version != 2 || all[0].Reasons != "Друга верзија." || all[0].Person == "" {
		t.Errorf("got %+v", all)
	}
	own, err := w.s.OwnReasons(t.Context(), w.drafter, round, 5)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"Прва верзија.", "Друга верзија."}, own); diff != "" {
		t.Errorf("own reasons (-want +got):\n%s", diff)
	}
	_, err = w.s.AnswerVersions(t.Context(), "", ids[0])
	if dossier.CodeOf(err) != dossier.CodeNotFound {
		t.Errorf("the public reads who answered: %v", err)
	}
	c, err := w.s.CommentNumbered(t.Context(), "", round, 2)
	if err != nil || c.ID != ids[1] {
		t.Errorf("number 2: got %s, %v", c.ID, err)
	}
	_, err = w.s.CommentNumbered(t.Context(), "", round, 3)
	if dossier.CodeOf(err) != dossier.CodeNotFound {
		t.Errorf("number 3: %v", err)
	}
}
