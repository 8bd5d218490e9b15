package act_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/script"
)

// The acts that parts counted in words are cited of. The sentence that cites stands in article 2.
const (
	countedSerbian = "ЗАКОН\nО ЧИТАОНИЦАМА\n\nЧлан 1.\nЧитаоница има:\n1) полице;\n2) столове:\n- дрвене,\n- металне;\n3) лампе.\n\nЧитаоница је отворена. Не наплаћује се.\n\n" +
		"Члан 2.\nКључар чува:\n- кључ,\n- лампу,\n- књигу.\n\n%s\n"
	countedCroatian = "ZAKON\nO ČITAONICAMA\n\nČlanak 1.\n(1) Čitaonice su otvorene svima. Ne naplaćuju se.\n(2) Čitaonica ima:\n1. police\n2. stolove:\n– drvene\n– metalne\n3. svjetiljke.\n" +
		"(3) Ključar čuva:\n– ključ\n– svjetiljku\n– knjigu.\n\nČlanak 2.\n(1) %s\n"
	countedGerman = "Gesetz über Lesesäle\n\n§ 1 Zweck\n(1) Lesesäle stehen allen offen. Sie sind warm.\n(2) Ein Lesesaal wird errichtet durch\n1. Beschluss,\n2. Vertrag.\n\n§ 2 Regeln\n(1) %s\n"
	countedUnion  = "REGULATION (EU) 2031/417 OF THE COUNCIL\non reading rooms\n\nHAS ADOPTED THIS REGULATION:\n\nArticle 1\nSubject matter\n\n1. This Regulation lays down rules. It is short.\n\n" +
		"Those rooms are heated.\n\nThey are quiet.\n\n2. A reading room shall:\n\n(a) hold books; and\n\n(b) be heated:\n\n— in winter,\n\n— in spring.\n\n3. The keeper holds:\n\n— the key,\n\n— the lamp,\n\n— the book.\n\n" +
		"4. The reader shall be quiet.\n\nThe reader shall:\n\n(a) sit;\n\n(b) read.\n\nArticle 2\nOpening\n\n1. %s\n"
	countedUnionGerman = "VERORDNUNG (EU) 2031/417 DES RATES\nüber Lesesäle\n\nHAT FOLGENDE VERORDNUNG ERLASSEN:\n\nArtikel 1\nGegenstand\n\n(1) Diese Verordnung enthält Vorschriften. Sie ist kurz.\n\nDiese Säle sind beheizt.\n\n" +
		"(2) Ein Lesesaal\n\na) enthält Bücher und\n\nb) ist beheizt:\n\n— im Winter,\n\n— im Frühling.\n\nArtikel 2\nÖffnung\n\n(1) %s\n"
	countedUnionCroatian = "UREDBA (EU) 2031/417 VIJEĆA\no čitaonicama\n\nDONIJELA JE OVU UREDBU:\n\nČlanak 1.\nPredmet\n\n1. Ovom se Uredbom utvrđuju pravila. Kratka je.\n\nTe su čitaonice grijane.\n\n" +
		"2. Čitaonica:\n\n(a) čuva knjige; i\n\n(b) grijana je:\n\n— zimi,\n\n— u proljeće.\n\nČlanak 2.\nOtvaranje\n\n1. %s\n"
	countedUnionSlovenian = "UREDBA SVETA (EU) 2031/417\no čitalnicah\n\nSPREJEL NASLEDNJO UREDBO:\n\nČlen 1\nPredmet\n\n1. Ta uredba določa pravila. Je kratka.\n\nTe čitalnice so ogrevane.\n\n" +
		"2. Čitalnica:\n\n(a) hrani knjige; in\n\n(b) je ogrevana.\n\nČlen 2\nOdprtje\n\n1. %s\n"
)

func TestReferencesToPartsCountedInWords(t *testing.T) {
	tests := []struct {
		profile, act, sentence string
		want                   []string // text, targets, what is missing
	}{
		{"rs", countedSerbian, "На прве и треће алинеје става 1. овог члана не примењује се ништа.", []string{"прве и треће алинеје става 1. овог члана|art_2__para_1__indent_1 art_2__para_1__indent_3|"}},
		{"rs", countedSerbian, "Четврте алинеје става 1. члана 2. нема.", []string{"Четврте алинеје става 1. члана 2.||art_2__para_1__indent_4"}},
		{"rs", countedSerbian, "Реч је у другој реченици става 2. члана 1. овог закона.", []string{"другој реченици става 2. члана 1. овог закона|art_1__para_2|"}},
		{"rs", countedSerbian, "Из треће тачке става 1. члана 1. види се ко плаћа.", []string{"треће тачке става 1. члана 1.|art_1__para_1__point_3|"}},
		{"rs", countedSerbian, "Други став члана 1. и трећи став члана 1. важе.", []string{"Други став члана 1.|art_1__para_2|", "трећи став члана 1.||art_1__para_3"}},
		{"rs", countedSerbian, "Члан 2. став 1. алинеја трећа важи. Алинеја друга става 1. овог члана важи.",
			[]string{"Члан 2. став 1. алинеја трећа|art_2__para_1__indent_3|", "Алинеја друга става 1. овог члана|art_2__para_1__indent_2|"}},
		{"rs", countedSerbian, "Члан 1. став други важи.", []string{"Члан 1. став други|art_1__para_2|"}},
		{"rs", countedSerbian, "Прва алинеја првог става овог члана важи.", []string{"Прва алинеја првог става овог члана|art_2__para_1__indent_1|"}},
		{"rs", countedSerbian, "Други посао из става 1. обавља чувар.", []string{"става 1.|art_2__para_1|"}},
		{"hr", countedCroatian, "Na temelju drugog podstavka stavka 3. članka 1. uređuje se red.", []string{"drugog podstavka stavka 3. članka 1.|art_1__para_3__indent_2|"}},
		{"hr", countedCroatian, "Članka 1. stavka 3. drugog podstavka i četvrtog podstavka stavka 3. članka 1.",
			[]string{"Članka 1. stavka 3. drugog podstavka|art_1__para_3__indent_2|", "četvrtog podstavka stavka 3. članka 1.||art_1__para_3__indent_4"}},
		{"hr", countedCroatian, "U skladu s člankom 1. stavkom 3. alinejom 1. i stavkom 2. točkom 1.", []string{"člankom 1. stavkom 3. alinejom 1. i stavkom 2. točkom 1.|art_1__para_3__indent_1 art_1__para_2__point_1|"}},
		{"hr", countedCroatian, "Prva alinea nije alineja; prva alineja točke 2. stavka 2. članka 1. jest.", []string{"prva alineja točke 2. stavka 2. članka 1.|art_1__para_2__point_2__indent_1|"}},
		{"de", countedGerman, "Satz 2 des Absatzes 1 gilt nicht, der zweite Satz von § 1 Absatz 1 gilt.", []string{"Satz 2 des Absatzes 1|art_2__para_1|", "zweite Satz von § 1 Absatz 1|art_1__para_1|"}},
		{"de", countedGerman, "Der zweite Absatz des § 1 gilt.", []string{"zweite Absatz des § 1|art_1__para_2|"}},
		{"eu", countedUnion, "The second indent of Article 1(3) and the fourth indent of Article 1(3).", []string{"second indent of Article 1(3)|art_1__para_3__indent_2|", "fourth indent of Article 1(3)||art_1__para_3__indent_4"}},
		{"eu", countedUnion, "The first and third subparagraphs of Article 1(1) apply.", []string{"first and third subparagraphs of Article 1(1)|art_1__para_1 art_1__para_1__subpara_2|"}},
		{"eu", countedUnion, "The first to third subparagraphs of Article 1(1) apply.",
			[]string{"first to third subparagraphs of Article 1(1)|art_1__para_1 art_1__para_1__subpara_1 art_1__para_1__subpara_2|"}},
		{"eu", countedUnion, "The last subparagraph of paragraph 1 of Article 1 applies.", []string{"last subparagraph of paragraph 1 of Article 1|art_1__para_1__subpara_2|"}},
		{"eu", countedUnion, "The second sentence of Article 1(1) applies.", []string{"second sentence of Article 1(1)|art_1__para_1|"}},
		{"eu", countedUnion, "Points (a) to (b) of the first subparagraph of Article 1(2) apply.",
			[]string{"Points (a) to (b) of the first subparagraph of Article 1(2)|art_1__para_2__point_a art_1__para_2__point_b|"}},
		{"eu", countedUnion, "Article 1(2), first subparagraph, point (b), second indent, applies.", []string{"Article 1(2), first subparagraph, point (b), second indent|art_1__para_2__point_b__indent_2|"}},
		{"eu", countedUnion, "Article 1(1), fifth subparagraph, applies.", []string{"Article 1(1), fifth subparagraph||art_1__para_1__subpara_4"}},
		{"eu", countedUnion, "Point (a) of Article 1(4) and point (b) of the second subparagraph of Article 1(4) apply.",
			[]string{"Point (a) of Article 1(4)|art_1__para_4__point_a|", "point (b) of the second subparagraph of Article 1(4)|art_1__para_4__point_b|"}},
		{"eu", countedUnion, "The first paragraph of Article 1 and the ninth paragraph of Article 1.", []string{"first paragraph of Article 1|art_1__para_1|", "ninth paragraph of Article 1||art_1__para_9"}},
		{"eu", countedUnion, "It is so:\n\n(a) here.\n\nThe points:\n\n(b) of the first subparagraph; and points (a) and (c) of the first subparagraph.",
			[]string{"points (a) and (c) of the first subparagraph|art_2__para_1__point_a|art_2__para_1__point_c"}},
		{"eu", countedUnion, "Article 1(2) has no first indent; the second indent of Article 1(2) may be that of the list.", []string{"Article 1(2)|art_1__para_2|", "second indent of Article 1(2)||"}},
		{"eu", countedUnionGerman, "Artikel 1 Absatz 1 Unterabsatz 2 und aufgrund des zweiten Unterabsatzes von Artikel 1 Absatz 1.",
			[]string{"Artikel 1 Absatz 1 Unterabsatz 2|art_1__para_1__subpara_1|", "zweiten Unterabsatzes von Artikel 1 Absatz 1|art_1__para_1__subpara_1|"}},
		{"eu", countedUnionGerman, "Artikel 1 Absatz 2 Unterabsatz 1 Buchstabe b zweiter Gedankenstrich gilt.", []string{"Artikel 1 Absatz 2 Unterabsatz 1 Buchstabe b zweiter Gedankenstrich|art_1__para_2__point_b__indent_2|"}},
		{"eu", countedUnionGerman, "Artikel 1 Absatz 1 Unterabsatz 5 gilt.", []string{"Artikel 1 Absatz 1 Unterabsatz 5||art_1__para_1__subpara_4"}},
		{"eu", countedUnionCroatian, "U skladu s člankom 1. stavkom 1. drugim podstavkom i člankom 1. stavkom 2. prvim podstavkom točkom (b).",
			[]string{"člankom 1. stavkom 1. drugim podstavkom|art_1__para_1__subpara_1|", "člankom 1. stavkom 2. prvim podstavkom točkom (b)|art_1__para_2__point_b|"}},
		{"eu", countedUnionCroatian, "Drugi podstavak stavka 1. članka 1. primjenjuje se.", []string{"Drugi podstavak stavka 1. članka 1.|art_1__para_1__subpara_1|"}},
		{"eu", countedUnionSlovenian, "Drugi pododstavek člena 1(1) in člen 1(1), peti pododstavek.", []string{"Drugi pododstavek člena 1(1)|art_1__para_1__subpara_1|", "člen 1(1), peti pododstavek||art_1__para_1__subpara_4"}},
	}
	for _, tt := range tests {
		for _, latin := range []bool{false, true}[:1+strings.Count(tt.profile, "rs")] {
			text, want := fmt.Sprintf(tt.act, tt.sentence), tt.want
			if latin {
				text, want = script.ToLatin(text), strings.Split(script.ToLatin(strings.Join(want, "\n")), "\n")
			}
			a, err := act.Parse([]byte(text), act.Options{Profile: tt.profile})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, ref := range a.References() {
				if strings.HasPrefix(ref.From, "art_2__") {
					got = append(got, strings.Join([]string{ref.Text, strings.Join(ref.Targets, " "), strings.Join(ref.Dangling, " ")}, "|"))
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("references of %q (-want +got):\n%s", tt.sentence, diff)
			}
		}
	}
}

// TestADivisionAtTheEndOfASentenceLeavesItsFullStop holds that where numbers carry no dot, the one behind
// an annex is that of the sentence.
func TestADivisionAtTheEndOfASentenceLeavesItsFullStop(t *testing.T) {
	a, err := act.Parse([]byte(fmt.Sprintf(countedUnion, "The list is in Annex I. It is long.")+"\nANNEX I\nRooms\n\n1. One.\n"), act.Options{Profile: "eu"})
	if err != nil {
		t.Fatal(err)
	}
	for _, ref := range a.References() {
		if ref.From == "art_2__para_1" && ref.Text != "Annex I" {
			t.Errorf("the reference is %q", ref.Text)
		}
	}
}
