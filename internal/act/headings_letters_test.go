package act_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/script"
)

// TestDivisionsAreNumberedWithLetters reads divisions whose number is a capital letter, and what refers
// to them.
func TestDivisionsAreNumberedWithLetters(t *testing.T) {
	const serbian = "ЗАКОН\nО ЧЕСМАМА\n\nГЛАВА I\nРАД\n\nОдељак А\nВреме\n\nЧлан 1.\nЧесма ради дању.\n\nОДЕЉАК Б\nЧИШЋЕЊЕ\n\nЧлан 2.\nЧесма се чисти по одељку А овог закона.\n\n" +
		"Одељак В. Надзор\n\nЧлан 3.\nПримењују се одељци А и Б ове главе и одељак Г овог закона.\n\nПододељак А\nКрај\n\nЧлан 4.\nЧесма се сели.\n"
	serbianHeadings := []string{"chapter ГЛАВА I: РАД", "section Одељак А: Време", "section ОДЕЉАК Б: ЧИШЋЕЊЕ", "section Одељак В.: Надзор", "subsection Пододељак А: Крај"}
	serbianReferences := []string{"одељку А овог закона|chp_I__sec_a|", "одељци А и Б ове главе|chp_I__sec_a chp_I__sec_b|", "одељак Г овог закона||sec_g"}
	tests := []struct {
		name, text           string
		headings, references []string
	}{
		{"Cyrillic", serbian, serbianHeadings, serbianReferences},
		{"Latin", script.ToLatin(serbian), latinOf(serbianHeadings), latinOf(serbianReferences)},
		{"Croatian", "ZAKON\nO ČESMAMA\n\nOdjeljak A\nVrijeme\n\nČlanak 1.\n(1) Česma radi danju.\n\nOdjeljak B. Čišćenje\n\nČlanak 2.\n(1) Česma se čisti po odjeljku A ovoga Zakona.\n",
			[]string{"section Odjeljak A: Vrijeme", "section Odjeljak B.: Čišćenje"}, []string{"odjeljku A ovoga Zakona|sec_A|"}},
		{"a word of one letter", "ЗАКОН\nО ЧЕСМАМА\n\nЧлан 1.\nЧесма ради дању.\n\nОДЕЉАК О\nКРАЈ\n\nЧлан 2.\nЧесма има:\nОДЕЉАК О ВОДИ\n",
			[]string{"section ОДЕЉАК О: КРАЈ"}, nil},
	}
	for _, tt := range tests {
		a := parse(t, tt.text)
		var headings, references []string
		a.Walk(func(n *act.Node, _ int) bool {
			switch n.Kind {
			case act.KindChapter, act.KindSection, act.KindSubsection:
				headings = append(headings, string(n.Kind)+" "+n.Label+": "+n.Heading)
			}
			return true
		})
		for _, ref := range a.References() {
			references = append(references, ref.Text+"|"+strings.Join(ref.Targets, " ")+"|"+strings.Join(ref.Dangling, " "))
		}
		if diff := cmp.Diff(tt.headings, headings); diff != "" {
			t.Errorf("%s: headings (-want +got):\n%s", tt.name, diff)
		}
		if diff := cmp.Diff(tt.references, references); diff != "" {
			t.Errorf("%s: references (-want +got):\n%s", tt.name, diff)
		}
		if got, want := bare(content(a)), bare(tt.text); got != want {
			t.Errorf("%s: the characters differ from %s", tt.name, firstDifference(got, want))
		}
	}
}

func latinOf(list []string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = script.ToLatin(s)
	}
	return out
}
