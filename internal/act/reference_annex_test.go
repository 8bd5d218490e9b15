package act_test

import (
	"fmt"
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

// TestPointsOfAnAnnexWithoutANumberAreCited holds that the one annex of an act needs no number.
func TestPointsOfAnAnnexWithoutANumberAreCited(t *testing.T) {
	const (
		german = "Lesesaalgesetz\n\n§ 1 Zweck\nEs gilt.\n\n§ 2 Ende\n%s\n\nAnlage (zu § 1)\nGebühren\n1. Lesen\n2. Schreiben\n"
		annex  = "\nANNEX\nRooms\n\n1. One.\n\n2. Two.\n"
	)
	tests := []struct {
		profile, act, sentence string
		want                   []string // text, scope, targets, what is missing
	}{
		{"de", german, "Näheres regelt Anlage Nummer 2.", []string{"Anlage Nummer 2|act|annex__para_1__point_2|"}},
		{"de", german, "Näheres regelt Nummer 2 der Anlage.", []string{"Nummer 2 der Anlage|act|annex__para_1__point_2|"}},
		{"de", german, "Den Preis regelt die Anlage, Nummer 2 gilt.", []string{"Nummer 2|relative||art_2__point_2"}},
		{"eu", countedUnion + annex, "Point 2 of the Annex and point 7 of the Annex.", []string{"Point 2 of the Annex|act|annex__para_2|", "point 7 of the Annex|act||annex__para_7"}},
		{"eu", countedUnion + annex, "The Annex, point 2, applies.", []string{"Annex, point 2|act|annex__para_2|"}},
		{"eu", countedUnion + annex, "Subject to the Annex, paragraph 3 applies.", []string{"Annex|act|annex|", "paragraph 3|relative||art_2__para_3"}},
		{"eu", countedUnion + annex, "Point 1 of the Annex to this Regulation applies.", []string{"Point 1 of the Annex to this Regulation|act|annex__para_1|"}},
		{"eu", countedUnion + annex, "Point 2 of the Annex to Regulation (EU) 2029/12 applies.", []string{"Point 2 of the Annex to Regulation (EU) 2029/12|other: Regulation (EU) 2029/12||"}},
		{"eu", countedUnion + annex, "The Annex to Regulation (EU) 2029/12, point 2, applies.", []string{"Annex to Regulation (EU) 2029/12, point 2|other: Regulation (EU) 2029/12||"}},
	}
	for _, tt := range tests {
		a, err := act.Parse([]byte(strings.Replace(tt.act, "%s", tt.sentence, 1)), act.Options{Profile: tt.profile})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(tt.want, cited(a, "art_2__para_1")); diff != "" {
			t.Errorf("references of %q (-want +got):\n%s", tt.sentence, diff)
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

const (
	unionAnnexes = "\nANNEX I\nRooms\n\n1. One.\n\n2. Two.\n\nANNEX II\nLamps\n\nPart A\n\n1. First.\n\n2. Second:\n\n(a) red;\n\n(b) blue.\n\nPart B\n\n1. First.\n\n2. Second.\n\n3. Third.\n"
	germanAnnex  = "\nANHANG I\nRäume\n\n1. Eins.\n\n2. Zwei:\n\na) rot,\n\nb) blau.\n"
)

func TestReferencesToPointsOfAnnexes(t *testing.T) {
	tests := []struct {
		act, sentence string
		want          []string // text, scope, targets, what is missing
	}{
		{countedUnion, "Annex II, Part B, point 3, applies.", []string{"Annex II, Part B, point 3|act|annex_II__part_B__para_3|"}},
		{countedUnion, "Annex II Point 3 applies.", []string{"Annex II Point 3|act|annex_II__part_B__para_3|"}},
		{countedUnion, "Point 2 of Annex I applies. See Annex I.", []string{"Point 2 of Annex I|act|annex_I__para_2|", "Annex I|act|annex_I|"}},
		{countedUnion, "Point 3 of Annex II is in one part alone, point 1 of Annex II in two.", []string{"Point 3 of Annex II|act|annex_II__part_B__para_3|", "point 1|act||", "Annex II|act|annex_II|"}},
		{countedUnion, "Points 1 to 3 of Part B of Annex II apply.", []string{"Points 1 to 3 of Part B of Annex II|act|annex_II__part_B__para_1 annex_II__part_B__para_2 annex_II__part_B__para_3|"}},
		{countedUnion, "Annex II, Part A, point 2(b), and point (a) of Annex I.", []string{"Annex II, Part A, point 2(b)|act|annex_II__part_A__para_2__point_b|", "point (a)|act||", "Annex I|act|annex_I|"}},
		{countedUnion, "Point 7 of Annex I and Annex I, point 9, are not there.", []string{"Point 7 of Annex I|act||annex_I__para_7", "Annex I, point 9|act||annex_I__para_9"}},
		{countedUnion, "Annex II to Regulation (EU) 2029/12, point 3, and point 2 of Annex I to this Regulation.",
			[]string{"Annex II to Regulation (EU) 2029/12, point 3|other: Regulation (EU) 2029/12||", "point 2 of Annex I to this Regulation|act|annex_I__para_2|"}},
		{countedUnion, "Annex II to Regulation (EU) 2029/12 and Annex I apply.", []string{"Annex II to Regulation (EU) 2029/12|other: Regulation (EU) 2029/12||", "Annex I|act|annex_I|"}},
		{countedUnion, "Part B, point 3, is open.", []string{"Part B, point 3|act|annex_II__part_B__para_3|"}},
		{countedUnionGerman, "Anhang I Nummer 2 Buchstabe b und Nummer 1 des Anhangs I.", []string{"Anhang I Nummer 2 Buchstabe b|act|annex_I__point_2__point_b|", "Nummer 1 des Anhangs I|act|annex_I__point_1|"}},
	}
	for _, tt := range tests {
		annexes := unionAnnexes
		if tt.act == countedUnionGerman {
			annexes = germanAnnex
		}
		a, err := act.Parse([]byte(fmt.Sprintf(tt.act, tt.sentence)+annexes), act.Options{Profile: "eu"})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(tt.want, cited(a, "art_2__para_1")); diff != "" {
			t.Errorf("references of %q (-want +got):\n%s", tt.sentence, diff)
		}
	}
}

// partedAnnexes are two annexes with parts of the same names, by the act that they are of.
var partedAnnexes = map[string]string{
	countedUnion:          "\nANNEX I\nRooms\n\nPart A\n\n1. One.\n\n2. Two.\n\nANNEX II\nLamps\n\nPart A\n\n1. First.\n\n2. Second:\n\n(a) red;\n\n(b) blue.\n\nPart B\n\n1. First.\n\n2. Second.\n\n3. Third.\n",
	countedUnionGerman:    "\nANHANG I\nRäume\n\nTeil A\n\n1. Eins.\n\n2. Zwei.\n\nANHANG II\nLampen\n\nTeil A\n\n1. Eins.\n\n2. Zwei:\n\na) rot,\n\nb) blau.\n\nTeil B\n\n1. Eins.\n\n2. Zwei.\n",
	countedUnionCroatian:  "\nPRILOG I.\nSobe\n\nDIO A\n\n1. Jedan.\n\n2. Dva.\n\nPRILOG II.\nSvjetiljke\n\nDIO A\n\n1. Prvo.\n\n2. Drugo:\n\n(a) crveno;\n\n(b) plavo.\n\nDIO B\n\n1. Prvo.\n\n2. Drugo.\n",
	countedUnionSlovenian: "\nPRILOGA I\nSobe\n\nDEL A\n\n1. Ena.\n\n2. Dve.\n\nPRILOGA II\nSvetilke\n\nDEL A\n\n1. Prva.\n\n2. Druga:\n\n(a) rdeča;\n\n(b) modra.\n\nDEL B\n\n1. Prva.\n\n2. Druga.\n",
	serbianAnnexed:        "\nПРИЛОГ I\nСобе\n\nДЕО А\n\n1) прво;\n\n2) друго.\n\nПРИЛОГ II\nСветиљке\n\nДЕО А\n\n1) прво;\n\n2) друго:\n\n(1) црвено;\n\n(2) плаво.\n\nДЕО Б\n\n1) прво;\n\n2) друго;\n\n3) треће.\n",
	croatianAnnexed:       "\nPRILOG I.\nSobe\n\nDIO A\n\n1. Jedan.\n\n2. Dva.\n\nPRILOG II.\nSvjetiljke\n\nDIO A\n\n1. Prvo.\n\n2. Drugo:\n\na) crveno;\n\nb) plavo.\n\nDIO B\n\n1. Prvo.\n\n2. Drugo.\n",
}

const (
	serbianAnnexed  = "ЗАКОН\nО ЧИТАОНИЦАМА\n\nЧлан 1.\nЧитаоница је топла.\n\nЧлан 2.\n%s\n"
	croatianAnnexed = "ZAKON\nO ČITAONICAMA\n\nČlanak 1.\n(1) Čitaonica je topla.\n\nČlanak 2.\n(1) %s\n"
)

func TestReferencesToPointsOfPartsOfAnnexes(t *testing.T) {
	tests := []struct {
		profile, act, sentence string
		want                   []string // text, scope, targets, what is missing
	}{
		{"eu", countedUnion, "Part A, point 2, of Annex II applies.", []string{"Part A, point 2, of Annex II|act|annex_II__part_A__para_2|"}},
		{"eu", countedUnion, "Part A, points 1 and 2, of Annex II to this Regulation apply.", []string{"Part A, points 1 and 2, of Annex II to this Regulation|act|annex_II__part_A__para_1 annex_II__part_A__para_2|"}},
		{"eu", countedUnion, "Part A, point 2, of Annex II to Regulation (EU) 2029/12 applies.", []string{"Part A, point 2, of Annex II to Regulation (EU) 2029/12|other: Regulation (EU) 2029/12||"}},
		{"eu", countedUnion, "Part A, point 9, of Annex II is not there.", []string{"Part A, point 9, of Annex II|act||annex_II__part_A__para_9"}},
		{"eu", countedUnion, "Part A, point 2, is in both, Part B, point 3, in one.", []string{"Part A|act||", "point 2|act||", "Part B, point 3|act|annex_II__part_B__para_3|"}},
		{"eu", countedUnion, "Annex II, point 2(a), and point 2(b) of Annex II.", []string{"Annex II, point 2(a)|act|annex_II__part_A__para_2__point_a|", "point 2(b) of Annex II|act|annex_II__part_A__para_2__point_b|"}},
		{"eu", countedUnion, "Annex II, point 2, and point 2(c) of Annex II are in two or in none.", []string{"Annex II|act|annex_II|", "point 2|act||", "point 2(c)|act||", "Annex II|act|annex_II|"}},
		{"eu", countedUnionGerman, "Anhang II Nummer 2 Buchstabe a und Nummer 2 Buchstabe b des Anhangs II.",
			[]string{"Anhang II Nummer 2 Buchstabe a|act|annex_II__part_A__point_2__point_a|", "Nummer 2 Buchstabe b des Anhangs II|act|annex_II__part_A__point_2__point_b|"}},
		{"eu", countedUnionCroatian, "Primjenjuje se Prilog II. točka 2. podtočka (a).", []string{"Prilog II. točka 2. podtočka (a)|act|annex_II__part_A__para_2__point_a|"}},
		{"eu", countedUnionSlovenian, "Uporablja se Priloga II, točka 2(a).", []string{"Priloga II, točka 2(a)|act|annex_II__part_A__para_2__point_a|"}},
		{"rs", serbianAnnexed, "Примењује се тачка 3) Прилога II овог закона и тачка 3) Прилога II.", []string{"тачка 3) Прилога II овог закона|act|annex_II__part_b__point_3|", "тачка 3) Прилога II.|act|annex_II__part_b__point_3|"}},
		{"rs", serbianAnnexed, "Примењује се тачка 3) Прилога II Уговора о свећама.", []string{"тачка 3) Прилога II Уговора|other: Уговора о свећама||"}},
		{"rs", serbianAnnexed, "Примењује се Прилог II тачка 2) подтачка (1).", []string{"Прилог II тачка 2) подтачка (1)|act|annex_II__part_a__point_2__subpoint_1|"}},
		{"hr", croatianAnnexed, "Primjenjuje se točka 2. podtočka a) Priloga II. ovoga Zakona.", []string{"točka 2. podtočka a) Priloga II. ovoga Zakona|act|annex_II__part_A__point_2__subpoint_a|"}},
		{"eu", countedUnionGerman, "Teil A Nummer 2 des Anhangs II gilt.", []string{"Teil A Nummer 2 des Anhangs II|act|annex_II__part_A__point_2|"}},
		{"eu", countedUnionGerman, "Teil A, Nummer 2, des Anhangs II gilt.", []string{"Teil A, Nummer 2, des Anhangs II|act|annex_II__part_A__point_2|"}},
		{"eu", countedUnionCroatian, "Dio A, točka 2. Priloga II. primjenjuje se.", []string{"Dio A, točka 2. Priloga II.|act|annex_II__part_A__para_2|"}},
		{"eu", countedUnionSlovenian, "Uporablja se del A, točka 2, Priloge II.", []string{"del A, točka 2, Priloge II|act|annex_II__part_A__para_2|"}},
		{"rs", serbianAnnexed, "Примењује се део А тачка 2) Прилога II овог закона.", []string{"део А тачка 2) Прилога II овог закона|act|annex_II__part_a__point_2|"}},
		{"hr", croatianAnnexed, "Primjenjuje se dio A točka 2. Priloga II. ovoga Zakona.", []string{"dio A točka 2. Priloga II. ovoga Zakona|act|annex_II__part_A__point_2|"}},
	}
	for _, tt := range tests {
		a, err := act.Parse([]byte(fmt.Sprintf(tt.act, tt.sentence)+partedAnnexes[tt.act]), act.Options{Profile: tt.profile})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(tt.want, cited(a, "art_2__para_1")); diff != "" {
			t.Errorf("references of %q (-want +got):\n%s", tt.sentence, diff)
		}
	}
}

// cited lists the references of a provision, each with its text, its scope and the act named, what it points to and what is missing.
func cited(a *act.Act, from string) []string {
	var got []string
	for _, ref := range a.References() {
		if ref.From != from {
			continue
		}
		scope := string(ref.Scope)
		if ref.Act != "" {
			scope += ": " + ref.Act
		}
		got = append(got, strings.Join([]string{ref.Text, scope, strings.Join(ref.Targets, " "), strings.Join(ref.Dangling, " ")}, "|"))
	}
	return got
}
