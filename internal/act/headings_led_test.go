package act_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
)

// labelsOf lists the articles of an act: number, label and heading.
func labelsOf(a *act.Act) []string {
	var found []string
	for _, n := range a.Articles() {
		found = append(found, strings.TrimSpace(n.Number+" "+n.Label+" "+n.Heading))
	}
	return found
}

// TestTheNumberOfAnArticleMayStandBeforeTheWord reads "3. члан" as a heading where it is alone on its
// line and next in sequence, and never where a sentence or a list goes on.
func TestTheNumberOfAnArticleMayStandBeforeTheWord(t *testing.T) {
	for _, tt := range []struct {
		name, text, profile string
		want                []string
	}{
		{"мала слова и рубрике", "ОДЛУКА\nО КЛУПАМА\n\nПредмет\n\n1. члан\nКлупа је зелена.\n\nБоја\n\n2. члан\nКлупа је бела.\n", "rs", []string{"1 1. члан Предмет", "2 2. члан Боја"}},
		{"велико слово и без тачке", "ОДЛУКА\nО КЛУПАМА\n\n1. Члан\nКлупа је зелена.\n2 члан\nКлупа је бела.\n3. ЧЛАН.\nКлупа је плава.\n", "rs", []string{"1 1. Члан", "2 2 члан", "3 3. ЧЛАН."}},
		{"уметнут члан", "ОДЛУКА\nО КЛУПАМА\n\n1. члан\nКлупа је зелена.\n\n1а члан\nКлупа је бела.\n\n2. члан\nКлупа је плава.\n", "rs", []string{"1 1. члан", "1а 1а члан", "2 2. члан"}},
		{"под главом", "ОДЛУКА\nО КЛУПАМА\n\nГЛАВА I\nБОЈА\n\n1. члан\nКлупа је зелена.\n\nГЛАВА II\nМЕСТО\n2. члан\nКлупа је бела.\n", "rs", []string{"1 1. члан", "2 2. члан"}},
		{"уз друге", "ОДЛУКА\nО КЛУПАМА\n\nЧлан 1.\nКлупа је зелена.\n\nЧлан 2.\nКлупа је бела.\n\n3. Члан\nКлупа је плава.\n\nЧлан 4.\nКлупа је жута.\n", "rs", []string{"1 Члан 1.", "2 Члан 2.", "3 3. Члан", "4 Члан 4."}},
		{"latinica", "ODLUKA\nO KLUPAMA\n\n1. član\nKlupa je zelena.\n\n2. clan\nKlupa je bela.\n", "rs", []string{"1 1. član", "2 2. clan"}},
		{"hrvatski", "ODLUKA\nO KLUPAMA\n\n1. članak\n(1) Klupa je zelena.\n\n2. Članak\nKlupa je bijela.\n", "hr", []string{"1 1. članak", "2 2. Članak"}},
		{"slovensko", "SKLEP\nO KLOPEH\n\n1. člen\n\nKlop je zelena.\n\n2. člen\n\nKlop je bela.\n\n2.a člen\n\nKlop je modra in je v parku.\n\n3. člen\n\nTa sklep začne veljati takoj.\n", "eu", []string{"1 1. člen", "2 2. člen", "2.a 2.a člen", "3 3. člen"}},
		{"ван низа", "ОДЛУКА\nО КЛУПАМА\n\nЧлан 1.\nКлупа је зелена.\n\n3. члан\nКлупа је бела.\n\nЧлан 2.\nКлупа је плава.\n", "rs", []string{"1 Члан 1.", "2 Члан 2."}},
		{"у реченици", "ОДЛУКА\nО КЛУПАМА\n\nЧлан 1.\nКлупа је зелена, како уређује\n2. члан\nове одлуке.\n\nЧлан 2.\nКлупа је плава.\n", "rs", []string{"1 Члан 1.", "2 Члан 2."}},
		{"у набрајању", "ОДЛУКА\nО КЛУПАМА\n\nЧлан 1.\nОдбор чине:\n1. председник\n2. члан\n3. члан\nОдбор бира боју.\n\nЧлан 2.\nКлупа је плава.\n", "rs", []string{"1 Члан 1.", "2 Члан 2."}},
		{"иза најаве", "ОДЛУКА\nО КЛУПАМА\n\nЧлан 1.\nОдбор има:\n\n2. члан\n\nЧлан 2.\nКлупа је плава.\n", "rs", []string{"1 Члан 1.", "2 Члан 2."}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := parse(t, tt.text)
			if diff := cmp.Diff(tt.want, labelsOf(a)); diff != "" || a.Profile != tt.profile {
				t.Errorf("%s (-want +got):\n%s\n%s", a.Profile, diff, outline(a))
			}
			if got, want := bare(content(a)), bare(tt.text); got != want {
				t.Errorf("the characters differ from %s", firstDifference(got, want))
			}
		})
	}
}
