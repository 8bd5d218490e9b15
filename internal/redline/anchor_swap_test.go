package redline

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/script"
)

// In the new act the second and the third point have changed places.
const (
	swapOld = "ЗАКОН О ТЕСТУ\n\nЧлан 1.\nКазниће се правно лице:\n1) ако не достави податке;\n2) ако не омогући надзор;\n3) ако не поступи по налогу инспектора.\n"
	swapNew = "ЗАКОН О ТЕСТУ\n\nЧлан 1.\nКазниће се правно лице:\n1) ако не достави податке;\n2) ако не поступи по налогу инспектора;\n3) ако не омогући надзор.\n"
)

func TestAQuoteGoesWithItsPointWordForWord(t *testing.T) {
	c := carrier(t, swapOld, swapNew)
	for _, tt := range []struct{ provision, words, now string }{
		{"art_1__para_1__point_1", "ако не достави податке", "art_1__para_1__point_1"},
		{"art_1__para_1__point_2", "ако не омогући надзор", "art_1__para_1__point_3"},
		{"art_1__para_1__point_2", "не омогући надзор", "art_1__para_1__point_3"},
		{"art_1__para_1__point_3", "ако не поступи по налогу", "art_1__para_1__point_2"},
		{"art_1__para_1__point_3", "ако не поступи по налогу инспектора", "art_1__para_1__point_2"},
	} {
		got := c.Carry(Quote{Provision: tt.provision, Exact: tt.words})
		checkPlace(t, c, got)
		want := Carried{State: Kept, Provision: tt.now, Exact: tt.words, Score: 1, Method: ByWords, Start: got.Start, End: got.End}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", tt.words, diff)
		}
	}
}

func TestAProvisionWhoseWordsChangedPlacesIsNotKept(t *testing.T) {
	const old = "ЗАКОН О ТЕСТУ\n\nЧлан 1.\nКазниће се правно лице:\n1) ако не достави податке;\n2) ако не омогући надзор;\n3) ако не поступи по налогу;\n4) ако не чува исправе.\n"
	points := strings.NewReplacer("2) ако не омогући надзор", "2) ако не поступи по налогу", "3) ако не поступи по налогу", "3) ако не омогући надзор")
	for _, tt := range []struct {
		name, new string
		states    map[string]State
	}{
		{"nothing changed", old, map[string]State{"art_1": Kept, "art_1__para_1": Kept, "art_1__para_1__point_2": Kept}},
		{"two points changed places", points.Replace(old), map[string]State{"art_1": Edited, "art_1__para_1": Edited, "art_1__para_1__point_2": Kept, "art_1__para_1__point_4": Kept}},
		{
			"two words changed places", strings.Replace(old, "достави податке", "податке достави", 1),
			map[string]State{"art_1": Edited, "art_1__para_1__point_1": Edited, "art_1__para_1__point_2": Kept},
		},
	} {
		c := carrier(t, old, tt.new)
		for id, want := range tt.states {
			if got := c.Carry(Quote{Provision: id}); got.State != want {
				t.Errorf("%s: %s is %s, want %s", tt.name, id, got.State, want)
			}
		}
	}
}

func TestALostNotIsNoWholeScore(t *testing.T) {
	old := "ЗАКОН О ТЕСТУ\n\nЧлан 1.\nЖалба не одлаже извршење решења.\n"
	c := carrier(t, old, strings.Replace(old, " не ", " ", 1))
	for _, q := range []Quote{{Provision: "art_1__para_1", Exact: "Жалба не одлаже"}, {Provision: "art_1__para_1"}} {
		if got := c.Carry(q); got.State != Edited || got.Score >= 1 || got.Score < 0.6 {
			t.Errorf("%q is %s with a score of %.2f", q.Exact, got.State, got.Score)
		}
	}
}

// sameWords fails unless what is said to be kept or moved has the words of the quote and no others. A word that the quote
// begins or ends in may stand whole, and be written otherwise.
func sameWords(t testing.TB, q Quote, got Carried) {
	t.Helper()
	if q.Exact == "" || got.State != Kept && got.State != Moved {
		return
	}
	old, new := lettersOf(q.Exact), lettersOf(got.Exact)
	if len(old) != len(new) || len(old) > 2 && !slices.Equal(old[1:len(old)-1], new[1:len(new)-1]) {
		t.Errorf("%s of %s is %s:\n  %q\n  %q", q.Provision, got.Provision, got.State, q.Exact, got.Exact)
	}
}

// lettersOf returns the words of a text, small and of one script; the numbers of provisions change.
func lettersOf(text string) []string {
	return strings.FieldsFunc(script.Fold(text), func(r rune) bool { return !unicode.IsLetter(r) })
}
