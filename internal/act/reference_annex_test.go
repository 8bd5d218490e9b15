package act_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
)

// TestPointsOfAnnexesAreCited holds that a point named behind an annex, or before it, is one of that annex.
func TestPointsOfAnnexesAreCited(t *testing.T) {
	const law = "Lesesaalgesetz\n\n§ 1 Zweck\n%s\n\n§ 2 Ende\nEs endet.\n\nAnlage 1 (zu § 1 Absatz 1)\nGebühren\n1. Lesen\na) laut\nb) leise\n2. Schreiben\n\nAnlage 2 (zu den §§ 1 und 2)\nZeiten\n1. früh\n2. spät\n"
	for sentence, want := range map[string][]string{
		"Näheres regelt Anlage 1 Nummer 1 Buchstabe b und die Anlage 2.":     {"Anlage 1 Nummer 1 Buchstabe b|annex_1__para_1__point_1__subpoint_b|", "Anlage 2|annex_2|"},
		"Näheres regelt Nummer 2 der Anlage 2.":                              {"Nummer 2 der Anlage 2|annex_2__para_1__point_2|"},
		"Näheres regelt Anlage 1 Nummer 7.":                                  {"Anlage 1|annex_1|", "Nummer 7||"},
		"Näheres regelt Anlage 1 Nummer 2 des Lesegesetzes über die Bücher.": {"Anlage 1 Nummer 2 des Lesegesetzes||"},
	} {
		a, err := act.Parse([]byte(strings.Replace(law, "%s", sentence, 1)), act.Options{Profile: "de"})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, ref := range a.References() {
			if ref.From == "art_1__para_1" {
				got = append(got, ref.Text+"|"+strings.Join(ref.Targets, " ")+"|"+strings.Join(ref.Dangling, " "))
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("references of %q (-want +got):\n%s", sentence, diff)
		}
	}
}

func TestGermanAnnexesSayToWhichProvisionsTheyBelong(t *testing.T) {
	a, err := act.Parse([]byte("Lesesaalgesetz\n\n§ 1 Zweck\nEs gilt.\nAnlage (zu § 1) ist zu beachten.\n\nAnlage (zu § 1)\nGebühren\n1. Lesen\n"), act.Options{Profile: "de"})
	if err != nil {
		t.Fatal(err)
	}
	annex := a.Find("annex")
	if annex == nil || annex.Label != "Anlage" || annex.Heading != "(zu § 1)" || a.Find("annex__para_1__point_1") == nil || a.Find("art_1__para_2") == nil {
		t.Errorf("the annex is %+v", annex)
	}
}
