package act_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
)

// TestListsOfWhatCeases reads lists of whole acts and of provisions of acts that cease to have effect:
// each of the provisions is an order of its act, the whole acts are none.
func TestListsOfWhatCeases(t *testing.T) {
	const (
		law      = "ЗАКОН\nО РЕДУ\n\nЧлан 1.\nРед је.\n\nЧлан 2.\n%s\n"
		croatian = "ZAKON\nO REDU\n\nČlanak 1.\nRed je.\n\nČlanak 2.\n%s\n"
		miru     = "Закон о миру („Службени гласник РС”, број 5/10)"
		tišini   = "члан 5. Закона о тишини („Службени гласник РС”, број 6/10)"
		buci     = "чл. 7. и 8. и члан 9. став 2. Закона о буци („Службени гласник РС”, бр. 6/10 и 7/12)"
	)
	for _, tt := range []struct {
		name, profile, frame, text string
		want, unclear              []string
	}{
		{"points", "rs", law, "Даном ступања на снагу овог закона престају да важе:\n1) " + miru + ";\n2) " + tišini + ";\n3) " + buci + ".",
			[]string{"Закон о тишини: art_2__para_1__point_2 repeal|art_5", "Закон о буци: art_2__para_1__point_3 repeal|art_7 art_8 art_9__para_2"}, nil},
		{"dashes", "rs", law, "Престају да важе следећи прописи и одредбе:\n– " + miru + ";\n– одредбе чл. 7. и 8. Закона о буци.",
			[]string{"Закон о буци: art_2__para_1__indent_2 repeal|art_7 art_8"}, nil},
		{"one sentence", "rs", law, "Престају да важе " + miru + ", " + tišini + " и " + buci + ".",
			[]string{"Закон о тишини: art_2__para_1 repeal|art_5", "Закон о буци: art_2__para_1 repeal|art_7 art_8 art_9__para_2"}, nil},
		{"a whole act between", "rs", law, "Престају да важе " + tišini + ", " + miru + " и одредбе члана 7. Закона о буци.",
			[]string{"Закон о тишини: art_2__para_1 repeal|art_5", "Закон о буци: art_2__para_1 repeal|art_7"}, nil},
		{"an amending act", "rs", bill, "Престају да важе:\n1) " + miru + ";\n2) " + tišini + ".\n\nЧлан 1а\nЧлан 9. брише се.",
			[]string{"Закон о тишини: art_1__para_1__point_2 repeal|art_5", "ЗАКОН О ЧИТАОНИЦАМА: art_1a__para_1 repeal|art_9"}, nil},
		{"what is not clear", "rs", bill, "Даном почетка примене члана 3. Закона о папиру престају да важе:\n1) тачка 3. Закона о тишини;\n2) прописи о миру;\n3) члан 5;\n4) члан 7. овог закона.",
			nil, []string{"art_1__para_1__point_1", "art_1__para_1__point_2", "art_1__para_1__point_3", "art_1__para_1__point_4"}},
		{"provisions that are only named", "rs", law, "Престају да важе Закон о миру, Правилник о обрасцу из члана 5. Закона о раду и члан 7. Закона о раду.\nПрестају да важе Закон о миру, осим члана 5. тог закона, и члан 7. Закона о раду.", nil, nil},
		{"a provision named behind one that ceases", "rs", law, "Престају да важе Закон о миру, члан 5. Закона о раду и Правилник из члана 7. Закона о раду.", nil, []string{"art_2__para_1"}},
		{"provisions behind that cease in part", "rs", law, "Престају да важе чл. 5. и 7, члан 9. став 2. и члан 11. Закона о миру („Службени гласник РС”, број 5/10), а одредбе члана 13. и чл. 15, 16. и 17. тог закона престају да важе у делу који се односи на ред.",
			[]string{"Закон о миру: art_2__para_1 repeal|art_5 art_7 art_9__para_2 art_11"}, []string{"art_2__para_1"}},
		{"provisions behind that cease with a verb of their own", "rs", law, "Престају да важе члан 5. Закона о миру, а члан 7. тог закона престаје да важи 1. јануара 2027. године.",
			[]string{"Закон о миру: art_2__para_1 repeal|art_5", "Закон о миру: art_2__para_1 repeal|art_7"}, nil},
		{"a provision that ceases later than others", "rs", law, "Престају да важе чл. 5. и 7. Закона о миру, осим члана 9. који престаје да важи 1. јануара 2027. године.",
			[]string{"Закон о миру: art_2__para_1 repeal|art_5 art_7", "Закон о миру: art_2__para_1 repeal|art_9"}, nil},
		{"one of those that cease does not", "rs", law, "Престају да важе чл. 5–12. Закона о миру, осим члана 9.", nil, []string{"art_2__para_1"}},
		{"a paragraph of what ceases does not", "rs", law, "Престаје да важи члан 5. Закона о миру, изузев става 2.", nil, []string{"art_2__para_1"}},
		{"a provision that ceases in part behind its verb", "rs", bill, "Члан 5. Закона о миру престаје да важи у делу који се односи на ред.", nil, []string{"art_1__para_1"}},
		{"Croatian points", "hr", croatian, "Danom stupanja na snagu ovoga Zakona prestaju važiti:\n1. Zakon o miru (»Narodne novine«, br. 5/10.)\n2. članak 5. Zakona o tišini (»Narodne novine«, br. 6/10.).",
			[]string{"Zakon o tišini: art_2__para_1__point_2 repeal|art_5"}, nil},
		{"a Croatian sentence", "hr", croatian, "Prestaju važiti Zakon o miru (»Narodne novine«, br. 5/10.), članak 5. Zakona o tišini (»Narodne novine«, br. 6/10.) i Pravilnik o redu.",
			[]string{"Zakon o tišini: art_2__para_1 repeal|art_5"}, nil},
	} {
		a, err := act.Parse([]byte(fmt.Sprintf(tt.frame, tt.text)), act.Options{Profile: tt.profile})
		if err != nil {
			t.Fatal(err)
		}
		found, unclear := a.Orders()
		var got, lost []string
		for _, am := range found {
			got = append(got, am.Act+": "+am.From+" "+order(&am))
			if text := a.Find(am.From).Text; am.Start < 0 || am.End <= am.Start || am.End > len(text) {
				t.Errorf("%s: %s stands at %d to %d of %d bytes", tt.name, order(&am), am.Start, am.End, len(text))
			}
		}
		for _, n := range unclear {
			lost = append(lost, n.ID)
		}
		if diff := cmp.Diff(tt.want, got) + cmp.Diff(tt.unclear, lost); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}
