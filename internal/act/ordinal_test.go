package act_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/script"
)

// The ordinals up to nineteen without their endings, and what those above are made of.
var (
	stems = strings.Fields(`prv drug treć četvrt pet šest sedm osm devet deset jedanaest dvanaest trinaest četrnaest petnaest
		šesnaest sedamnaest osamnaest devetnaest`)
	tens       = strings.Fields("dvadeset trideset četrdeset pedeset šezdeset sedamdeset osamdeset devedeset")
	germanBare = strings.Fields(`erst zweit dritt viert fünft sechst siebt acht neunt zehnt elft zwölft dreizehnt vierzehnt fünfzehnt
		sechzehnt siebzehnt achtzehnt neunzehnt`)
	germanUnits = strings.Fields("ein zwei drei vier fünf sechs sieben acht neun")
	germanTens  = strings.Fields("zwanzigst dreißigst vierzigst fünfzigst sechzigst siebzigst achtzigst neunzigst")
)

// southSlavic returns the ordinal n, below 100, with the ending of its gender.
func southSlavic(n int, ending string) string {
	if n < 20 {
		if strings.HasSuffix(stems[n-1], "ć") && ending == "o" {
			ending = "e"
		}
		return stems[n-1] + ending
	}
	ten := tens[n/10-2]
	if n%10 == 0 {
		return ten + ending
	}
	return ten + " " + southSlavic(n%10, ending)
}

// german returns the ordinal n, below 100.
func german(n int) string {
	switch {
	case n < 20:
		return germanBare[n-1] + "er"
	case n%10 == 0:
		return germanTens[n/10-2] + "er"
	}
	return germanUnits[n%10-1] + "und" + germanTens[n/10-2] + "er"
}

func title(s string) string {
	r := []rune(s)
	return strings.ToUpper(string(r[:1])) + string(r[1:])
}

// TestDivisionsAreCountedInWordsTo99 reads for every name of a division an act whose divisions
// are numbered with words from one to 99.
func TestDivisionsAreCountedInWordsTo99(t *testing.T) {
	for _, tt := range []struct {
		name, label, article string
		kind                 act.Kind
		cyrillic             bool
		word                 func(n int) string
	}{
		{"глава", "ГЛАВА %s", "Члан %d.", act.KindChapter, true, func(n int) string { return strings.ToUpper(southSlavic(n, "a")) }},
		{"глава испред", "%s ГЛАВА", "Члан %d.", act.KindChapter, true, func(n int) string { return strings.ToUpper(southSlavic(n, "a")) }},
		{"глава малим", "Глава %s", "Члан %d.", act.KindChapter, true, func(n int) string { return southSlavic(n, "a") }},
		{"део", "ДЕО %s", "Члан %d.", act.KindPart, true, func(n int) string { return strings.ToUpper(southSlavic(n, "i")) }},
		{"део испред", "%s ДЕО", "Члан %d.", act.KindPart, true, func(n int) string { return strings.ToUpper(southSlavic(n, "i")) }},
		{"одељак", "Одељак %s", "Члан %d.", act.KindSection, true, func(n int) string { return southSlavic(n, "i") }},
		{"са и", "ГЛАВА %s", "Члан %d.", act.KindChapter, true, func(n int) string { return strings.Replace(strings.ToUpper(southSlavic(n, "a")), " ", " I ", 1) }},
		{"у једној речи", "ГЛАВА %s", "Члан %d.", act.KindChapter, true, func(n int) string { return strings.ReplaceAll(strings.ToUpper(southSlavic(n, "a")), " ", "") }},
		{"у једној речи са и", "%s глава", "Члан %d.", act.KindChapter, true, func(n int) string { return title(strings.ReplaceAll(southSlavic(n, "a"), " ", "i")) }},
		{"jednom riječi", "%s DIO", "Članak %d.", act.KindPart, false, func(n int) string { return strings.ReplaceAll(strings.ToUpper(southSlavic(n, "i")), " ", "") }},
		{"glava", "GLAVA %s", "Članak %d.", act.KindChapter, false, func(n int) string { return strings.ToUpper(southSlavic(n, "a")) }},
		{"poglavlje", "Poglavlje %s", "Članak %d.", act.KindChapter, false, func(n int) string { return southSlavic(n, "o") }},
		{"dio", "DIO %s", "Članak %d.", act.KindPart, false, func(n int) string { return strings.ToUpper(southSlavic(n, "i")) }},
		{"Abschnitt", "%s Abschnitt", "§ %d Zweck", act.KindSection, false, func(n int) string { return title(german(n)) }},
		{"ABSCHNITT", "%s ABSCHNITT", "§ %d Zweck", act.KindSection, false, func(n int) string { return strings.ToUpper(german(n)) }},
		{"DREISSIGSTER", "%s ABSCHNITT", "§ %d Zweck", act.KindSection, false, func(n int) string { return strings.ReplaceAll(strings.ToUpper(german(n)), "ß", "SS") }},
		{"Buch", "%ss Buch", "§ %d Zweck", act.KindPart, false, func(n int) string { return strings.TrimSuffix(title(german(n)), "r") }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var text, want, got strings.Builder
			for n := 1; n < 100; n++ {
				label, article := fmt.Sprintf(tt.label, tt.word(n)), fmt.Sprintf(tt.article, n)
				if tt.cyrillic {
					label = script.ToCyrillic(label)
				}
				fmt.Fprintf(&text, "%s\nКЛУПЕ\n\n%s\nОво важи.\n\n", label, article)
				fmt.Fprintf(&want, "%s %d %s\n", tt.kind, n, label)
			}
			a, err := act.Parse([]byte(text.String()), act.Options{})
			if err != nil {
				t.Fatal(err)
			}
			for _, n := range a.Body {
				fmt.Fprintf(&got, "%s %s %s\n", n.Kind, n.Number, n.Label)
			}
			if diff := cmp.Diff(want.String(), got.String()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestTheNumeralBehindTheOrdinalIsOfTheNumber reads chapters that say their number twice.
func TestTheNumeralBehindTheOrdinalIsOfTheNumber(t *testing.T) {
	const text = `ZAKON O KLUPAMA

GLAVA DVADESET PRVA (XXI.)
BOJENJE KLUPA

Boja
Članak 193.
(1) Klupa je zelena.

GLAVA DVADESET DRUGA (XXIII.)

Članak 194.
(1) Klupa je plava.
`
	a, err := act.Parse([]byte(text), act.Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := "chapter GLAVA DVADESET PRVA (XXI.) | BOJENJE KLUPA\n Boja 193\nchapter GLAVA DVADESET DRUGA | (XXIII.)\n 194\n"
	if diff := cmp.Diff(want, divisionsOf(a)); diff != "" {
		t.Error(diff)
	}
}

// TestOrdersAndReferencesNameDivisionsByTwoWords reads ordinals of two words in sentences.
func TestOrdersAndReferencesNameDivisionsByTwoWords(t *testing.T) {
	const head = "ЗАКОН О ИЗМЕНАМА ЗАКОНА О КЛУПАМА\n\nЧлан 1.\nУ Закону о клупама („Службени гласник РС”, број 30/10), "
	for sentence, want := range map[string]string{
		"глава двадесет прва брише се.":                       "repeal chp_21",
		"двадесет први део брише се.":                         "repeal part_21",
		"део двадесет и први брише се.":                       "repeal part_21",
		"глава двадесетпрва брише се.":                        "repeal chp_21",
		"двадесетпрви део брише се.":                          "repeal part_21",
		"глава четрдесет пета и глава педесета бришу се.":     "repeal chp_45 chp_50",
		"после главе двадесет друге додаје се нова глава 23.": "insert chp_22",
	} {
		orders := parse(t, head+sentence+"\n").Amendments()
		got := ""
		for _, o := range orders {
			got += string(o.Action)
			for _, target := range o.Targets {
				got += " " + target.ID
			}
		}
		if got != want {
			t.Errorf("%q orders %q, want %q", sentence, got, want)
		}
	}
	a := parse(t, "ДЕО ПРВИ\nКЛУПЕ\n\nЧлан 1.\nКлупа је зелена.\n\nДЕО ДВАДЕСЕТ ПРВИ\nБОЈЕ\n\nЧлан 2.\nДвадесет први део овог закона важи, а први део овог закона не.\n")
	var got []string
	for _, r := range a.References() {
		got = append(got, r.Text+": "+strings.Join(r.Targets, " "))
	}
	if diff := cmp.Diff([]string{"Двадесет први део овог закона: part_21", "први део овог закона: part_1"}, got); diff != "" {
		t.Error(diff)
	}
}
