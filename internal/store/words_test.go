package store_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/store"
)

// words takes the words of all that was said.
func (w *world) words() int {
	w.t.Helper()
	n, err := w.s.TakeWords(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	return n
}

func TestCommentsAreFoundByAnyFormOfTheirWords(t *testing.T) {
	w, round := inRound(t)
	w.send(round, "a", on("art_1", "Заштита потрошача није обезбеђена."), on("art_2", "Поступак пред органом траје предуго."), on("art_2", "Рок за одлуку."))
	w.words()
	tests := []struct {
		query string
		want  []int
	}{
		{"заштите потрошачима", []int{1}},
		{"zastitu potrosaca", []int{1}},
		{"ПОСТУПЦИМА", []int{2}},
		{"органи поступака", []int{2}},
		{"одлуци", []int{3}},
		{"роковима", []int{3}},
		{"одлуке заштита", []int{}},
		{"посту*", []int{2}},
		{"за", []int{1, 3}},
		{"рок'); DROP TABLE comments; --", []int{}},
		{`\ ' : & | !`, []int{}},
	}
	for _, tt := range tests {
		t.Run(tt.query, func(t *testing.T) {
			f := store.CommentFilter{Round: round, Query: tt.query}
			got, _, err := w.s.FindComments(t.Context(), "", f)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, numbers(got)); diff != "" {
				t.Errorf("numbers (-want +got):\n%s", diff)
			}
			totals, err := w.s.CommentTotals(t.Context(), "", f)
			if err != nil || totals.Received != len(tt.want) {
				t.Errorf("counted %d, %v, want %d", totals.Received, err, len(tt.want))
			}
		})
	}
}

func TestWhatCameSinceTheWordsWereTakenIsFoundByItsLetters(t *testing.T) {
	w, round := inRound(t)
	w.send(round, "a", on("art_1", "Рокови су кратки."))
	w.words()
	w.send(round, "b", on("art_1", "Рокови су дуги."))
	found := func(query string) []int {
		t.Helper()
		got, _, err := w.s.FindComments(t.Context(), "", store.CommentFilter{Round: round, Query: query})
		if err != nil {
			t.Fatal(err)
		}
		return numbers(got)
	}
	if diff := cmp.Diff([]int{1, 2}, found("рокови")); diff != "" {
		t.Errorf("before: numbers (-want +got):\n%s", diff)
	}
	w.words()
	if diff := cmp.Diff([]int{1, 2}, found("рок")); diff != "" {
		t.Errorf("after: numbers (-want +got):\n%s", diff)
	}
	if n := w.words(); n != 0 {
		t.Errorf("the words of %d things were taken again", n)
	}
}

func TestWordsAreTakenOnceByManyAtATime(t *testing.T) {
	w, round := inRound(t)
	for i := range 12 {
		w.send(round, fmt.Sprint(i), on("art_1", fmt.Sprintf("Рок број %d.", i)))
	}
	errs := make(chan error)
	for range 4 {
		go func() { _, err := w.s.TakeWords(t.Context()); errs <- err }()
	}
	for range 4 {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	w.words()
	if n := w.count(`SELECT count(*) FROM comment_words`); n != 12 {
		t.Errorf("%d comments have words, want 12", n)
	}
}

func TestDossiersAreFoundByAnyFormOfTheWordsOfTheirTitles(t *testing.T) {
	w, _ := inRound(t)
	w.words()
	for _, f := range []struct {
		query string
		want  int
	}{{"закони", 1}, {"zakonima", 1}, {"шуме", 0}} {
		list, _, err := w.s.Dossiers(t.Context(), w.drafter, store.DossierFilter{Query: f.query})
		if err != nil || len(list) != f.want {
			t.Errorf("%s: %d, %v, want %d", f.query, len(list), err, f.want)
		}
	}
}
