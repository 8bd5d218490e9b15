package act_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
)

// TestReferencesToTheOneAnnex holds that the one annex of an act is found where it is named without a number, and
// that what is called so is no annex elsewhere.
func TestReferencesToTheOneAnnex(t *testing.T) {
	const serbian = "ЗАКОН\nО РЕДУ\n\nЧлан 1.\n%s\n\nЧлан 2.\nОвај закон ступа на снагу.\n"
	const croatian = "ZAKON\nO REDU\n\nČlanak 1.\n%s\n\nČlanak 2.\nOvaj Zakon stupa na snagu.\n\nPRILOG\n\n1. Nešto.\n"
	const union = "REGULATION (EU) 2031/418 OF THE COUNCIL\non rooms\n\nHAS ADOPTED THIS REGULATION:\n\nArticle 1\nRooms\n\n%s\n\nArticle 2\nEntry\n\nThis Regulation shall enter into force.\n\nANNEX\n\nRooms\n\n1. One.\n\n2. Two.\n"
	const german = "Gesetz über Leseräume\n\n§ 1 Räume\n%s\n\n§ 2 Inkrafttreten\nDieses Gesetz tritt in Kraft.\n\nAnlage\n(zu § 1)\n\n1. Eins\n"
	const bill = "A BILL\n\nTo open rooms.\n\nSECTION 1. ROOMS.\n\n%s\n\nAPPENDIX\n\nRooms one.\n"
	one, two := serbian+"\nПРИЛОГ\n\n1. Нешто.\n", serbian+"\nПРИЛОГ 1\n\n1. Нешто.\n\nПРИЛОГ 2\n\nДруго.\n"
	for _, tt := range []struct {
		profile, text, sentence string
		want                    []string
	}{
		{"rs", one, "Листа из Прилога је јавна. Возила из прилога овог закона плаћају се.", []string{"Прилога|act|annex", "прилога овог закона|act|annex"}},
		{"rs", one, "Листа из прилога враћа се. Прилог уз захтев не враћа се. Прилози су јавни.", nil},
		{"rs", one, "Тарифа из Прилога Закона о миру не важи.", []string{"Прилога Закона|other: Закона о миру|"}},
		{"rs", two, "Листа из Прилога је јавна. Види Прилог 3. и Прилога 2. овог закона.", []string{"Прилог 3.|act|annex_3", "Прилога 2. овог закона|act|annex_2"}},
		{"rs", serbian, "Листа из Прилога је јавна.", nil},
		{"hr", croatian, "Popis iz Priloga javan je. Prilog zahtjeva vraća se.", []string{"Priloga|act|annex"}},
		{"eu", union, "The rooms listed in the Annex are open. Each Annex applies. They annex rooms.", []string{"Annex|act|annex"}},
		{"eu", union, "Point 2 of the Annex to this Regulation and the Annex to Regulation (EU) 2030/12 apply.",
			[]string{"Point 2 of the Annex to this Regulation|act|annex__para_2", "Annex to Regulation (EU) 2030/12|other: Regulation (EU) 2030/12|"}},
		{"de", german, "Die in der Anlage genannten Räume sind offen. Wer eine Anlage betreibt, haftet. Die Anlage zu diesem Gesetz gilt.",
			[]string{"Anlage|act|annex", "Anlage zu diesem Gesetz|act|annex"}},
		{"us", bill, "Rooms listed in the Appendix are open.", []string{"Appendix|act|annex"}},
	} {
		a, err := act.Parse([]byte(fmt.Sprintf(tt.text, tt.sentence)), act.Options{Profile: tt.profile})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, ref := range a.References() {
			if !strings.HasPrefix(ref.From, "art_1_") {
				continue
			}
			got = append(got, told(&ref))
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("references of %q (-want +got):\n%s", tt.sentence, diff)
		}
	}
}
