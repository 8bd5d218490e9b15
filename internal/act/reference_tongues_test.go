package act_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
)

const croatianLibrary = `ZAKON
O ČITAONICAMA

Članak 1.
(1) Čitaonice su otvorene svima.
(2) Čitaonica se osniva:
1. odlukom
2. ugovorom.

Članak 2.
Tijelo vodi upisnik.

Članak 2.a
Upisnik je javan.

Članak 3.
%s
`

const unionLibrary = `REGULATION (EU) 2031/417 OF THE COUNCIL
on reading rooms

HAS ADOPTED THIS REGULATION:

Article 1
Subject matter

1. This Regulation lays down rules on reading rooms.

2. A reading room shall:

(a) hold books; and

(b) be heated.

Article 2
Definitions

For the purposes of this Regulation, the following definitions apply:

(1) ‘reader’ means any person in a reading room;

(2) ‘keeper’ means the person who has the key.

Article 3
Opening

1. The first.

2. %s
`

const germanLibrary = `Gesetz über Lesesäle

§ 1 Zweck
(1) Lesesäle stehen allen offen.
(2) Ein Lesesaal wird errichtet durch
1. Beschluss,
2. Vertrag, der
a) schriftlich oder
b) mündlich ist.

§ 2 (weggefallen)

§ 2a Verzeichnis
Das Verzeichnis ist öffentlich.

§ 3 Öffnung
(1) Der erste Absatz:
1. am Tag,
2. bei Nacht.
(2) %s
`

const americanLibrary = `A BILL
To provide for reading rooms.

SECTION 1. SHORT TITLE.
This Act may be cited as the "Reading Rooms Act".

SEC. 2. DEFINITIONS.
(a) In general.—In this Act:
(1) Reader.—The term "reader" means—
(A) a person; or
(B) a school, if—
(i) it is open; and
(ii) it is near.
(2) Keeper.—The term "keeper" means the person who has the key.
(b) Exception.—A guest is no reader.

SEC. 3. OPENING.
(a) First.—Rooms are open.
(b) Second.—%s
`

// listedLibrary is a bill with a section that begins with the words before a list.
const listedLibrary = `A BILL
To provide for reading rooms.

SECTION 1. SHORT TITLE.
This Act may be cited as the "Reading Rooms Act".

SEC. 2. DEFINITIONS.
In this Act:
(1) Reader.—The term "reader" means—
(A) a person; or
(B) a school, if—
(i) it is open; and
(ii) it is near.
(2) Keeper.—The term "keeper" means the person who has the key.

SEC. 3. OPENING.
(a) First.—%s
`

func TestReferencesOfOtherTraditions(t *testing.T) {
	tests := []struct {
		name, profile, act, sentence string
		want                         []string
	}{
		{"a Croatian article", "hr", croatianLibrary, "Odredba članka 2. ovoga Zakona.", []string{"članka 2. ovoga Zakona|act|art_2|"}},
		{"a Croatian paragraph and point", "hr", croatianLibrary, "Iz članka 1. stavka 2. točke 1. ovoga Zakona.",
			[]string{"članka 1. stavka 2. točke 1. ovoga Zakona|act|art_1__para_2__point_1|"}},
		{"an inserted Croatian article", "hr", croatianLibrary, "Primjenjuje se članak 2.a ovoga Zakona.", []string{"članak 2.a ovoga Zakona|act|art_2-a|"}},
		{"a Croatian list", "hr", croatianLibrary, "Iz članka 1. stavaka 1. i 2. ovoga Zakona.",
			[]string{"članka 1. stavaka 1. i 2. ovoga Zakona|act|art_1__para_1 art_1__para_2|"}},
		{"a Croatian list behind the whole word", "hr", croatianLibrary, "Iz članaka 1, 2.a i 3. ovoga Zakona.", []string{"članaka 1, 2.a i 3. ovoga Zakona|act|art_1 art_2-a art_3|"}},
		{"a Croatian list without dots before a verb", "hr", croatianLibrary, "Čl. 1 i 3 uređuju rad, a st. 1 i 2 članka 1 propisuje ministar.",
			[]string{"Čl. 1 i 3|act|art_1 art_3|", "st. 1 i 2 članka 1|act|art_1__para_1 art_1__para_2|"}},
		{"a Croatian list whose last number alone has no dot", "hr", croatianLibrary, "Čl. 1. i 3 uređuju rad, a čl. 1. i 3 radna dana.", []string{"Čl. 1. i 3|act|art_1 art_3|", "čl. 1.|act|art_1|"}},
		{"a Croatian list in the dative", "hr", croatianLibrary, "Prema člancima 1., 2. i 77. ovoga Zakona i stavcima 1, 2. i 9. članka 1.",
			[]string{"člancima 1., 2. i 77. ovoga Zakona|act|art_1 art_2|art_77", "stavcima 1, 2. i 9. članka 1.|act|art_1__para_1 art_1__para_2|art_1__para_9"}},
		{"Croatian articles that are changed", "hr", croatianLibrary, "Na članke 1, 2. i 3. ovoga Zakona i stavke 1. i 2. članka 1.",
			[]string{"članke 1, 2. i 3. ovoga Zakona|act|art_1 art_2 art_3|", "stavke 1. i 2. članka 1.|act|art_1__para_1 art_1__para_2|"}},
		{"the Croatian article it stands in", "hr", croatianLibrary, "Rok iz stavka 1. ovoga članka.", []string{"stavka 1. ovoga članka|relative|art_3__para_1|"}},
		{"another Croatian act", "hr", croatianLibrary, "Prema članku 5. Zakona o redu.", []string{"članku 5. Zakona|other||"}},
		{"no such Croatian article", "hr", croatianLibrary, "Prema članku 77. ovoga Zakona.", []string{"članku 77. ovoga Zakona|act||art_77"}},
		{"an article of the Union", "eu", unionLibrary, "As laid down in Article 1 of this Regulation.", []string{"Article 1 of this Regulation|act|art_1|"}},
		{"brackets behind the article", "eu", unionLibrary, "Without prejudice to Article 1(2)(b), it is open.", []string{"Article 1(2)(b)|act|art_1__para_2__point_b|"}},
		{"a paragraph in brackets beside another", "eu", unionLibrary, "Article 1(1) and (2) of this Regulation.",
			[]string{"Article 1(1) and (2) of this Regulation|act|art_1__para_1 art_1__para_2|"}},
		{"paragraphs in brackets", "eu", unionLibrary, "See Article 3(1), (2) and (3).", []string{"Article 3(1), (2) and (3)|act|art_3__para_1 art_3__para_2|art_3__para_3"}},
		{"points in brackets", "eu", unionLibrary, "See Article 1(2)(a) and (b).", []string{"Article 1(2)(a) and (b)|act|art_1__para_2__point_a art_1__para_2__point_b|"}},
		{"paragraphs that are not there in brackets", "eu", unionLibrary, "See Article 1(5) and (6).", []string{"Article 1(5) and (6)|act||art_1__para_5 art_1__para_6"}},
		{"a paragraph in brackets behind a point", "eu", unionLibrary, "See Article 1(2)(b) and (1), and Article 2.",
			[]string{"Article 1(2)(b) and (1)|act|art_1__para_2__point_b art_1__para_1|", "Article 2|act|art_2|"}},
		{"what no article holds in brackets", "eu", unionLibrary, "See Article 1(2) and (EU) 2016/1.", []string{"Article 1(2)|act|art_1__para_2|"}},
		{"points of a paragraph in brackets", "eu", unionLibrary, "See paragraph 2(a) and (b) of Article 1.",
			[]string{"paragraph 2(a) and (b) of Article 1|act|art_1__para_2__point_a art_1__para_2__point_b|"}},
		{"American clauses in brackets", "us", americanLibrary, "Under section 2(a)(1)(B)(i) and (ii), and section 2(a)(1)(B)(i), (A) and (2).",
			[]string{"section 2(a)(1)(B)(i) and (ii)|act|art_2__para_a__point_1__subpoint_B__subpoint_i art_2__para_a__point_1__subpoint_B__subpoint_ii|",
				"section 2(a)(1)(B)(i), (A) and (2)|act|art_2__para_a__point_1__subpoint_B__subpoint_i art_2__para_a__point_1__subpoint_A art_2__para_a__point_2|"}},
		{"a subparagraph and a point behind commas", "eu", unionLibrary, "See Article 1(2), first subparagraph, point (a), which applies.",
			[]string{"Article 1(2), first subparagraph, point (a)|act|art_1__para_2__point_a|"}},
		{"points behind a comma", "eu", unionLibrary, "See Article 1(2), points (a) and (c).",
			[]string{"Article 1(2), points (a) and (c)|act|art_1__para_2__point_a|art_1__para_2__point_c"}},
		{"a subparagraph behind a comma", "eu", unionLibrary, "See Article 1(2), first and second subparagraphs, and Article 2.",
			[]string{"Article 1(2), first and second subparagraphs|act|art_1__para_2|art_1__para_2__subpara_1", "Article 2|act|art_2|"}},
		{"a point behind a comma of another article", "eu", unionLibrary, "See Article 3(1), point (a) of Article 1(2).",
			[]string{"Article 3(1)|act|art_3__para_1|", "point (a) of Article 1(2)|act|art_1__para_2__point_a|"}},
		{"a point behind a comma of another act", "eu", unionLibrary, "See Article 4(1), point (26), of Regulation (EU) 2016/1.",
			[]string{"Article 4(1), point (26), of Regulation (EU) 2016/1|other||"}},
		{"a paragraph behind a comma of its article", "eu", unionLibrary, "In the case of Article 1(2), the last is right.", []string{"Article 1(2)|act|art_1__para_2|"}},
		{"a definition", "eu", unionLibrary, "A reader as defined in Article 2(2).", []string{"Article 2(2)|act|art_2__para_1__point_2|"}},
		{"the point before its article", "eu", unionLibrary, "In the cases of point (a) of Article 1(2), it is shut.",
			[]string{"point (a) of Article 1(2)|act|art_1__para_2__point_a|"}},
		{"articles of the Union", "eu", unionLibrary, "In accordance with Articles 1 and 2 of this Regulation.", []string{"Articles 1 and 2 of this Regulation|act|art_1 art_2|"}},
		{"articles of the Union before a verb", "eu", unionLibrary, "Articles 1, 2 and 3 shall apply.", []string{"Articles 1, 2 and 3|act|art_1 art_2 art_3|"}},
		{"a paragraph of the Union", "eu", unionLibrary, "The hours in paragraph 1 of this Article.", []string{"paragraph 1 of this Article|relative|art_3__para_1|"}},
		{"another act of the Union", "eu", unionLibrary, "Within the meaning of Article 4(1) of Regulation (EU) 2016/1.", []string{"Article 4(1) of Regulation (EU) 2016/1|other||"}},
		{"the Treaty", "eu", unionLibrary, "Under Article 16 of the Treaty.", []string{"Article 16 of the Treaty|other||"}},
		{"no such article of the Union", "eu", unionLibrary, "Under Article 77 it is open.", []string{"Article 77|act||art_77"}},

		{"the next Croatian article", "hr", croatianLibrary, "Rok iz prethodnoga članka.", []string{"prethodnoga članka|relative|art_2-a|"}},
		{"this Article, without a number", "eu", unionLibrary, "The hours in this Article apply.", []string{"this Article|relative|art_3|"}},
		{"an ordinance of which only the ground is named", "de", germanLibrary, "Wer einer Rechtsverordnung nach § 2 Absatz 7 zuwiderhandelt.",
			[]string{"§ 2 Absatz 7|act||art_2__para_7"}},
		{"a German section", "de", germanLibrary, "Es gilt § 2a dieses Gesetzes.", []string{"§ 2a dieses Gesetzes|act|art_2a|"}},
		{"a German paragraph and number, with a sentence between", "de", germanLibrary, "Nach § 1 Abs. 2 Satz 1 Nr. 2 gilt dies.",
			[]string{"§ 1 Abs. 2 Satz 1 Nr. 2|act|art_1__para_2__point_2|"}},
		{"a German letter", "de", germanLibrary, "Nach § 1 Absatz 2 Nummer 2 Buchstabe a gilt dies.",
			[]string{"§ 1 Absatz 2 Nummer 2 Buchstabe a|act|art_1__para_2__point_2__subpoint_a|"}},
		{"German sections", "de", germanLibrary, "Die §§ 1 bis 3 gelten.", []string{"§§ 1 bis 3|act|art_1 art_2 art_2a art_3|"}},
		{"a list of German sections", "de", germanLibrary, "Die §§ 1, 2a und 3 gelten.", []string{"§§ 1, 2a und 3|act|art_1 art_2a art_3|"}},
		{"German sections that are missing", "de", germanLibrary, "Die §§ 3 bis 5 gelten.", []string{"§§ 3 bis 5|act|art_3|art_4 art_5"}},
		{"a German section that was repealed", "de", germanLibrary, "Es gilt § 2.", []string{"§ 2|act|art_2| repealed art_2"}},
		{"a German paragraph", "de", germanLibrary, "Satz 1 und Absatz 1 gelten.", []string{"Absatz 1|relative|art_3__para_1|"}},
		{"German paragraphs", "de", germanLibrary, "Die Absätze 1 und 2 gelten.", []string{"Absätze 1 und 2|relative|art_3__para_1 art_3__para_2|"}},
		{"a number of a German paragraph behind it", "de", germanLibrary, "Nummer 2 des Absatzes 1 gilt.", []string{"Nummer 2 des Absatzes 1|relative|art_3__para_1__point_2|"}},
		{"a number that the German paragraph lacks", "de", germanLibrary, "Es gilt Nummer 1.", []string{"Nummer 1|relative||art_3__para_2__point_1"}},
		{"another German act", "de", germanLibrary, "Es gilt § 58a Abs. 1 des Büchereiförderungsgesetzes für Gäste.",
			[]string{"§ 58a Abs. 1 des Büchereiförderungsgesetzes|other: Büchereiförderungsgesetzes||"}},
		{"another German act by its abbreviation", "de", germanLibrary, "Es gilt § 9 BüchFG.", []string{"§ 9 BüchFG|other: BüchFG||"}},
		{"a German code", "de", germanLibrary, "Nach § 1 des Bürgerlichen Gesetzbuchs gilt dies.",
			[]string{"§ 1 des Bürgerlichen Gesetzbuchs|other: Bürgerlichen Gesetzbuchs||"}},
		{"two sections of another German act", "de", germanLibrary, "Nach § 1 in Verbindung mit § 2a der Lesesaalverordnung.",
			[]string{"§ 1|other: Lesesaalverordnung||", "§ 2a der Lesesaalverordnung|other: Lesesaalverordnung||"}},
		{"an article of another German act, by its word", "de", germanLibrary, "Es gilt Artikel 1.", []string{"Artikel 1|other||"}},
		{"an act that another German sentence names", "de", germanLibrary, "Die §§ 7 und 8 gelten. § 5 des Kartengesetzes bleibt.",
			[]string{"§§ 7 und 8|act||art_7 art_8", "§ 5 des Kartengesetzes|other: Kartengesetzes||"}},
		{"a German date and amount", "de", germanLibrary, "Nach Absatz 1 und 14 Tage danach; 3 Absätze.", []string{"Absatz 1|relative|art_3__para_1|"}},
		{"a section of the Act", "us", americanLibrary, "Section 1 of this Act applies.", []string{"Section 1 of this Act|act|art_1|"}},
		{"a section with brackets", "us", americanLibrary, "As defined in section 2(a)(1)(B)(ii).", []string{"section 2(a)(1)(B)(ii)|act|art_2__para_a__point_1__subpoint_B__subpoint_ii|"}},
		{"sections", "us", americanLibrary, "Sections 1 through 3 of this Act.", []string{"Sections 1 through 3 of this Act|act|art_1 art_2 art_3|"}},
		{"a section that is missing", "us", americanLibrary, "Subject to section 9.", []string{"section 9|act||art_9"}},
		{"sections that are missing", "us", americanLibrary, "Subject to sections 3 through 5 of this Act.", []string{"sections 3 through 5 of this Act|act|art_3|art_4 art_5"}},
		{"a subsection", "us", americanLibrary, "Notwithstanding subsection (a).", []string{"subsection (a)|relative|art_3__para_a|"}},
		{"a subsection that is missing", "us", americanLibrary, "Notwithstanding subsection (f).", []string{"subsection (f)|relative||art_3__para_f"}},
		{"points behind the words of a section", "us", listedLibrary, "Under section 2(1), section 2(1)(B)(ii) and section 2(2).",
			[]string{"section 2(1)|act|art_2__para_1__point_1|", "section 2(1)(B)(ii)|act|art_2__para_1__point_1__subpoint_B__subpoint_ii|", "section 2(2)|act|art_2__para_1__point_2|"}},
		{"points behind those words that are missing", "us", listedLibrary, "Under section 2(3) and section 2(1)(C).",
			[]string{"section 2(3)|act||art_2__para_3", "section 2(1)(C)|act||art_2__para_1__point_1__subpoint_C"}},
		{"a point behind the words of an article", "eu", unionLibrary, "See Article 2(1) and Article 2, paragraph 1.", []string{"Article 2(1)|act|art_2__para_1__point_1|", "Article 2|act|art_2|", "paragraph 1|relative|art_3__para_1|"}},
		{"numbers of a German gazette", "de", germanLibrary, "Die Regel (BGBl. 2024 I Nr. 20, 2025 I Nr. 3) im Bundesgesetzblatt Teil III gilt nach § 1 Abs. 2 Nr. 1.", []string{"§ 1 Abs. 2 Nr. 1|act|art_1__para_2__point_1|"}},
		{"a clause of wider provisions", "us", americanLibrary, "In the case of clause (i) of subparagraph (B) of section 2(a)(1).",
			[]string{"clause (i) of subparagraph (B) of section 2(a)(1)|act|art_2__para_a__point_1__subpoint_B__subpoint_i|"}},
		{"a paragraph of such section", "us", americanLibrary, "Under section 2(a) and paragraph (2) of such subsection.",
			[]string{"section 2(a)|act|art_2__para_a|", "paragraph (2) of such subsection|act|art_2__para_a__point_2|"}},
		{"this subsection and this section", "us", americanLibrary, "Nothing in this subsection or in this section applies.",
			[]string{"this subsection|relative|art_3__para_b|", "this section|relative|art_3|"}},
		{"another American act", "us", americanLibrary, "Under section 2(a) of the Robert T. Reader Rooms and Halls Act is a room.",
			[]string{"section 2(a) of the Robert T. Reader Rooms and Halls Act|other: Robert T. Reader Rooms and Halls Act||"}},
		{"the Code", "us", americanLibrary, "Under section 1 of title 5, United States Code.", []string{"section 1 of title 5, United States Code|other: title 5, United States Code||"}},
		{"sections of a named act", "us", americanLibrary, "As authorized by section 306 and described in section 381E(d)(1) of the Rooms and Halls Act.",
			[]string{"section 306|other: Rooms and Halls Act||", "section 381E(d)(1) of the Rooms and Halls Act|other: Rooms and Halls Act||"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a, err := act.Parse([]byte(fmt.Sprintf(tt.act, tt.sentence)), act.Options{Profile: tt.profile})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, ref := range a.References() {
				if strings.HasPrefix(ref.From, "art_3") {
					scope, missing := string(ref.Scope), strings.Join(ref.Dangling, " ")
					if ref.Act != "" && tt.profile != "hr" && tt.profile != "eu" {
						scope += ": " + ref.Act
					}
					if len(ref.Repealed) > 0 {
						missing += " repealed " + strings.Join(ref.Repealed, " ")
					}
					got = append(got, strings.Join([]string{ref.Text, scope, strings.Join(ref.Targets, " "), missing}, "|"))
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("references of %q (-want +got):\n%s", tt.sentence, diff)
			}
		})
	}
}

// TestReferencesOfAGermanAmendingActAreBoundToTheRightAct holds that what is cited by its § in an act
// of articles is of the act amended, and that an article is one of the amending act where that orders
// nothing.
func TestReferencesOfAGermanAmendingActAreBoundToTheRightAct(t *testing.T) {
	const amending = "Gesetz zur Änderung des Lesesaalgesetzes\n\nArtikel 1\nÄnderung des Lesesaalgesetzes\nDas Lesesaalgesetz wird wie folgt geändert:\n1. In § 2 Absatz 1 wird die Angabe „§ 3“ durch die Angabe „§ 4“ ersetzt.\n" +
		"2. § 77 wird wie folgt geändert:\na) Absatz 1 wird aufgehoben.\nb) Nach Absatz 2 wird folgender Absatz 3 angefügt:\n„(3) Nach § 99 Absatz 1 gilt Artikel 5.“\n\nArtikel 2\nInkrafttreten\n%s\n"
	const several = "Gesetz zur Förderung des Lesens\n\nArtikel 1\nGesetz über Lesesäle\n\n§ 1\nLesesäle sind offen.\n\n§ 2\nDie Frist läuft.\n\nArtikel 2\nÄnderung der Büchereiverordnung\nDie Büchereiverordnung wird wie folgt geändert:\n1. § 7 wird aufgehoben.\n\nArtikel 3\nInkrafttreten\n%s\n"
	tests := []struct {
		text, sentence, article string
		want                    []string // text, scope, targets, what is missing
	}{
		{amending, "Dieses Gesetz tritt in Kraft.", "art_1", []string{"§ 2 Absatz 1|base||", "§ 3|base||", "§ 4|base||", "§ 77|base||", "Absatz 1|base||", "Absatz 2|base||", "Absatz 3|base||", "§ 99 Absatz 1|base||", "Artikel 5|base||"}},
		{amending, "(1) Artikel 1 Nummer 2 Buchstabe b tritt am 1. Januar 2032 in Kraft.\n(2) Absatz 1 gilt nicht für Artikel 1 Nummer 4.", "art_2",
			[]string{"Artikel 1 Nummer 2 Buchstabe b|act|art_1__para_1__point_2__subpoint_b|", "Absatz 1|relative|art_2__para_1|", "Artikel 1 Nummer 4|act||art_1__point_4"}},
		{amending, "(1) Artikel 1 Nummer 1 tritt in Kraft.\n(2) § 9 des Kartengesetzes wird aufgehoben; Absatz 1 bleibt.", "art_2",
			[]string{"Artikel 1 Nummer 1|act|art_1__para_1__point_1|", "§ 9 des Kartengesetzes|other: Kartengesetzes||", "Absatz 1|base||"}},
		{amending, "§ 2 Absatz 1 gilt weiter.", "art_2", []string{"§ 2 Absatz 1|base||"}},
		{amending, "Artikel 1 und § 2 Absatz 1 des Lesesaalgesetzes gelten.", "art_2", []string{"Artikel 1|act|art_1|", "§ 2 Absatz 1 des Lesesaalgesetzes|other: Lesesaalgesetzes||"}},
		{several, "Artikel 2 Nummer 1 tritt in Kraft.", "art_", []string{"§ 7|base||", "Artikel 2 Nummer 1|act|art_2__para_1__point_1|"}},
	}
	for _, tt := range tests {
		a, err := act.Parse([]byte(fmt.Sprintf(tt.text, tt.sentence)), act.Options{Profile: "de"})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, ref := range a.References() {
			if !strings.HasPrefix(ref.From, tt.article) {
				continue
			}
			scope := string(ref.Scope)
			if ref.Act != "" {
				scope += ": " + ref.Act
			}
			got = append(got, strings.Join([]string{ref.Text, scope, strings.Join(ref.Targets, " "), strings.Join(ref.Dangling, " ")}, "|"))
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("references of %q (-want +got):\n%s", tt.sentence, diff)
		}
	}
}
