package store_test

import (
	"fmt"
	"strings"
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
		{"поступак*", []int{2}},
		{"postupci*", []int{2}},
		{"заштита* потрошача*", []int{1}},
		{"одлук* рока*", []int{3}},
		{"орга*", []int{2}},
		{"дрво*", []int{}},
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
	for _, query := range []string{"рокови", "рокови*", "roko*"} {
		if diff := cmp.Diff([]int{1, 2}, found(query)); diff != "" {
			t.Errorf("before, by %s: numbers (-want +got):\n%s", query, diff)
		}
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

func TestTheSearchFindsProvisionsAndComments(t *testing.T) {
	w, round := inRound(t)
	w.send(round, "a", on("art_2", "Рок за одговор органа је предуг."))
	w.words()
	for _, tt := range []struct {
		name, viewer, query string
		provisions          []string
		comments            []int
	}{
		{"a word of an article and of a comment", w.drafter, "органима", []string{"art_2"}, []int{1}},
		{"a word of a comment alone", w.drafter, "предугом", nil, []int{1}},
		{"a word that stands nowhere", w.drafter, "непостојеће", nil, nil},
		{"a word that stands everywhere", w.drafter, "за", nil, nil},
		{"nothing", w.drafter, "", nil, nil},
		{"who does not see the dossier", "", "органима", nil, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := store.Searched{Query: tt.query, Limit: 5}
			found, more, err := w.s.SearchProvisions(t.Context(), tt.viewer, f)
			var ids []string
			for _, p := range found {
				ids = append(ids, p.ID)
			}
			if diff := cmp.Diff(tt.provisions, ids); diff != "" || more || err != nil {
				t.Errorf("provisions (-want +got): %v\n%s", err, diff)
			}
			said, more, err := w.s.SearchComments(t.Context(), tt.viewer, f)
			var numbers []int
			for _, c := range said {
				numbers = append(numbers, c.Number)
			}
			if diff := cmp.Diff(tt.comments, numbers); diff != "" || more || err != nil {
				t.Errorf("comments (-want +got): %v\n%s", err, diff)
			}
		})
	}
}

func TestTheSearchReadsTheNewestText(t *testing.T) {
	w := newWorld(t, "test.two_stage", rehearsal())
	w.publish()
	w.addAct(draft)
	w.addAct(strings.ReplaceAll(draft, "Орган одговара", "Служба одговара"))
	w.words()
	for _, tt := range []struct {
		query string
		want  int
	}{{"органа", 0}, {"службама", 1}} {
		found, _, err := w.s.SearchProvisions(t.Context(), w.drafter, store.Searched{Query: tt.query, Limit: 5})
		if err != nil || len(found) != tt.want {
			t.Errorf("%s: %+v, %v, want %d", tt.query, found, err, tt.want)
		}
	}
}
