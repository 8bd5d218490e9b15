package act_test

import (
	"strings"
	"testing"
)

func TestDoubledLettersStandUnderALetter(t *testing.T) {
	a := parse(t, "Brunnengesetz\n\n§ 1 Zweck\n\n(1) Die Behörde kann\n\n1. anordnen\na) die Leerung\naa) täglich,\nbb) wöchentlich,\nb) die Füllung\naa) früh,\nbb) spät;\n2. mahnen.\n")
	for _, id := range []string{"aa", "bb"} {
		for _, letter := range []string{"a", "b"} {
			n := a.Find("art_1__para_1__point_1__subpoint_" + letter)
			if n == nil || len(n.Children) != 2 || n.Children[0].Number != "aa" || n.Children[1].Number != "bb" {
				t.Errorf("%s) has no %s)\n%s", letter, id, shape(a))
			}
		}
	}
	if again := parse(t, a.PlainText()); again.Hash != a.Hash {
		t.Errorf("the text reads back as\n%s", shape(again))
	}
}

func TestDoubledLettersGoOnBehindZ(t *testing.T) {
	var b strings.Builder
	b.WriteString("Brunnengesetz\n\n§ 1 Zweck\n\n(1) Zu leeren sind\n\n1. die Brunnen:\n")
	for c := 'a'; c <= 'z'; c++ {
		b.WriteString(string(c) + ") am Tag " + string(c) + ",\n")
	}
	b.WriteString("aa) am Abend,\nbb) in der Nacht.\n")
	a := parse(t, b.String())
	if n := a.Find("art_1__para_1__point_1"); n == nil || len(n.Children) != 28 {
		t.Errorf("point 1 has not 28 letters\n%s", shape(a))
	}
}
