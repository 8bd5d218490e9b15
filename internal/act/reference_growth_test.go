//go:build unix

package act_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/rasprava/rasprava/internal/act"
)

func TestWorkOnReferencesGrowsWithTheText(t *testing.T) {
	for _, unit := range []string{"члана 1. ", "чл. 1–9. ", "чл. 1, ", "1, ", "члан ", "члан 1. и ", "„члан 1.", "став 1. тачка 1) ", "члан од ", "члан 1. Закона о ", "***", "члан 1. Великог ", "овог члана ", "претходног става ", "чл. 20–270, ", "глава I до IV ", "прилога 1. ", "члана 1. главе I ", "чл. 1. и 2 уређују ", "одељак А и Б ",
		"осим члана 1. ", "престаје да важи Закон о миру, осим члана 1. ", "члана 1. МИР Закон о миру (у даљем тексту: МИР) ", "одредбе МИР члана 1. КПП "} {
		checkReferencesGrow(t, "rs", library, unit)
	}
}

func TestWorkOnReferencesOfOtherTraditionsGrowsWithTheText(t *testing.T) {
	for _, tt := range []struct{ profile, act, unit string }{
		{"de", germanLibrary, "§ 1 Abs. "}, {"de", germanLibrary, "§§ 1 bis 900, "}, {"de", germanLibrary, "§ 7 gilt. Das Lesegesetz "}, {"de", germanLibrary, "§"}, {"de", germanLibrary, "§ 1%2 "},
		{"de", germanLibrary, "dieses Absatzes "}, {"us", americanLibrary, "this section "}, {"us", americanLibrary, "section 9. The Room Act "},
		{"us", americanLibrary, "clause (i) of "}, {"us", americanLibrary, "(a)"}, {"us", americanLibrary, "this "}, {"us", americanLibrary, "section 1 of A B "},
		{"us", dividedAmerican, "title I of chapter 1 of "}, {"us", dividedAmerican, "section 101 of title I, "}, {"eu", dividedUnion, "Chapter I, Section 1 and "},
		{"eu", unionLibrary, "Article 1 thereof "}, {"eu", unionLibrary, "The Treaty and Article 1 thereof "}, {"us", dividedAmerican, "part D of title I of "},
	} {
		checkReferencesGrow(t, tt.profile, tt.act, tt.unit)
	}
}

// checkReferencesGrow reads the references of an act in which a unit is repeated, and of one in which it is four times as often. Every word
// looked up is a text of its own, so that words read again and again show in what is allocated; what is only looked at shows in the
// processor's time.
func checkReferencesGrow(t *testing.T, profile, format, unit string) {
	t.Helper()
	const size = 40 << 10
	work := func(bytes int) (allocated uint64, took time.Duration) {
		a, err := act.Parse([]byte(fmt.Sprintf(format, strings.Repeat(unit, bytes/len(unit)))), act.Options{Profile: profile})
		if err != nil {
			t.Fatal(err)
		}
		allocated = allocations(func() { a.References() })
		return allocated, cost(t, func() { a.References() })
	}
	few, small := work(size)
	many, large := work(4 * size)
	if many > 5*few+4096 {
		t.Errorf("references of %q repeated allocate %d times, in a text four times as long %d", unit, few, many)
	}
	if large > 10*small+30*time.Millisecond {
		t.Errorf("references of %q repeated take %v, in a text four times as long %v", unit, small, large)
	}
}
