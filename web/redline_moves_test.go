package web

import (
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/store"
)

func TestAnArticleThatLostAParagraphIsNotSaidToBeEdited(t *testing.T) {
	const moves = "Одлука о захтеву објављује се на интернет страници органа у року од петнаест дана од дана доношења, без личних података."
	p := compares(t, locale.SrCyrl, "", law(first+"\n\n"+moves, second), law(first, second+"\n\n"+moves), store.ReasonsView{})
	var got []string
	for _, e := range p.List {
		for _, k := range e.Kinds {
			got = append(got, e.Name+": "+k.Text)
		}
	}
	want := []string{"Члан 1.: став 2. премештен у члан 2", "Члан 2.: став 2. премештен из члана 1"}
	if diff := cmp.Diff(append(want, "Ставови и тачке: премештено 1."), append(got, p.Facts...)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestAMovedParagraphIsShownAtBothItsPlaces(t *testing.T) {
	const (
		stays = "Захтев се подноси на обрасцу, лично, поштом или преко портала органа, уз доказ о уплати таксе."
		moves = "Одлука о захтеву објављује се на интернет страници органа у року од петнаест дана од дана доношења, без личних података."
		other = "Жалба се подноси другостепеном органу преко органа који је одлуку донео, у року од осам дана."
	)
	old, fresh := law(first+"\n\n"+stays+"\n\n"+moves, second+"\n\n"+other), law(first+"\n\n"+stays, second+"\n\n"+other+"\n\n"+strings.Replace(moves, "петнаест", "осам", 1))
	for _, mode := range []string{modeWhole, modeSides, modeChanges} {
		t.Run(mode, func(t *testing.T) {
			p := compares(t, locale.SrCyrl, "prikaz="+mode, old, fresh, store.ReasonsView{})
			ids, links := map[string]bool{}, map[string]bool{}
			var notes, words []string
			see := func(l markedLine) {
				if l.Note != nil {
					notes, ids[l.Note.ID] = append(notes, l.Note.Text), true
					u, err := url.Parse(l.Note.Href)
					if err != nil {
						t.Fatal(err)
					}
					links[u.Fragment] = true
				}
				for _, part := range l.Parts {
					if part.Op != "=" {
						words = append(words, part.Op+part.Text)
					}
				}
			}
			for _, b := range p.Blocks {
				for _, l := range b.Lines {
					see(l)
				}
				for _, r := range b.Rows {
					see(r.Old)
					see(r.New)
				}
			}
			if got, want := strings.Join(notes, "; "), "премештено у члан 2. став 3; премештено из члана 1. став 3"; got != want {
				t.Errorf("notes: got %q, want %q", got, want)
			}
			for id := range ids {
				if !links[id] {
					t.Errorf("nothing leads to #%s", id)
				}
			}
			for link := range links {
				if !ids[link] {
					t.Errorf("a link leads to #%s, which is not there", link)
				}
			}
			want := ">" + moves + "; -петнаест; +осам"
			if mode == modeSides {
				want = ">" + moves + "; +осам"
			}
			if got := strings.Join(words, "; "); got != want {
				t.Errorf("words: got %q, want %q", got, want)
			}
			var listed []string
			for _, e := range p.List {
				for _, m := range e.Moves {
					listed = append(listed, m.Text)
				}
			}
			if got, want := strings.Join(listed, "; "), "Члан 1. став 3: премештено у члан 2. став 3; Члан 2. став 3: премештено из члана 1. став 3"; got != want {
				t.Errorf("list: got %q, want %q", got, want)
			}
		})
	}
}
