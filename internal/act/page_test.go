package act_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
)

// codes returns the warnings of the codes as "line code text".
func codes(a *act.Act, of ...string) []string {
	var list []string
	for _, w := range a.Warnings {
		for _, code := range of {
			if w.Code == code {
				list = append(list, fmt.Sprintf("%d %s %s", w.Line, w.Code, w.Text))
			}
		}
	}
	return list
}

// printed is a text as a program takes it out of pages.
const printed = `ЗАКОН
О ЧИТАОНИЦАМА

Рад читаонице
Члан 1.
Читаоница ради сваког радног дана, а о радном времену одлу-
чује орган који ју је основао.
О сваком читаоцу чувар води књигу, у складу са овим законом,
и у њу уписује:
1) име читаоца;
2) дан када је дошао;

2

3) књигу коју је читао.
Чувар је дужан да читаоцу објасни како се књиге чувају и да

- 3 -

га упозори на правила.
Члан 2.
О приговору читаоца одлучује орган основача, који је дужан
да саслуша чувара.
Читалац може да се жали и кривично-
правни орган тада одлучује.
Кривично-правни орган је суд.


4

Читаоци
Члан 3.
Читалац чува књигу.
Читаочев пред- и послератни лист чува се у спољно-
трговинском одељењу.
Трговинско одељење ради средом.
`

func TestPrintedPagesAreReadAsOneText(t *testing.T) {
	a := parse(t, printed)
	plain := parse(t, strings.NewReplacer("одлу-\nчује", "одлучује", "\n2\n\n", "", "\n- 3 -\n\n", "", "\n4\n\n", "", "кривично-\nправни", "кривично-правни", "спољно-\nт", "спољно-т").Replace(printed))
	want := []string{"6 hyphenation одлу-чује", "13 page_number 2", "18 page_number - 3 -", "29 page_number 4"}
	if diff := cmp.Diff(want, codes(a, act.WarnHyphenation, act.WarnPageNumber)); diff != "" {
		t.Errorf("warnings (-want +got):\n%s", diff)
	}
	notes := map[string]string{}
	a.Walk(func(n *act.Node, _ int) bool {
		if n.Kind == act.KindNote {
			notes[n.ID] = n.Text
		}
		return true
	})
	if diff := cmp.Diff(map[string]string{"art_1__para_2__note_1": "2", "art_1__note_1": "- 3 -", "art_2__note_1": "4"}, notes); diff != "" {
		t.Errorf("notes (-want +got):\n%s", diff)
	}
	read, src := unprinted(t, a, printed)
	if got, want := outline(read), outline(plain); got != want {
		t.Errorf("the structure differs from %s", firstDifference(got, want))
	}
	if got, want := read.PlainText(), plain.PlainText(); got != want {
		t.Errorf("the text differs from that without pages: %s", firstDifference(got, want))
	}
	if got, want := bare(content(read)), bare(src); got != want {
		t.Errorf("the characters differ from %s", firstDifference(got, want))
	}
}

func TestAnEditLeavesTheNumbersOfPagesNotes(t *testing.T) {
	a := parse(t, printed)
	article := a.Find("art_1")
	b, _, err := a.Edit("art_1", strings.Replace(article.PlainText(), "име читаоца", "име и презиме читаоца", 1))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := outline(b), strings.Replace(outline(a), "име читаоца", "име и презиме читаоца", 1); got != want {
		t.Errorf("the structure differs from %s", firstDifference(got, want))
	}
}

func TestWhatIsNoNumberOfAPage(t *testing.T) {
	for name, text := range map[string]string{
		"a number by itself":            "Члан 1.\nРок је дат.\n\n7\n\nЧлан 2.\nРок тече.\n",
		"the numbers of rows":           "Члан 1.\nТаксе су:\n\n1\n\nза упис\n\n2\n\nза испис\n\n3\n\nза препис\n",
		"numbers that do not count on":  "Члан 1.\nПрви.\n\n2\n\n" + strings.Repeat("Ред.\n", 12) + "\n9\n\nЗадњи ред.\n",
		"numbers with lines about them": "Члан 1.\nПрви.\n2\n" + strings.Repeat("Ред.\n", 12) + "3\nЗадњи ред.\n",
		"the number of an article":      "Члан 1.\nПрви.\nЧлан\n\n2\n\n" + strings.Repeat("Ред.\n", 12) + "Члан\n\n3\n\nЗадњи ред.\n",
		"the number of an annex":        "Члан 1.\nПрви.\n\nПРИЛОГ\n\n2\n\n" + strings.Repeat("Ред.\n", 12) + "\nПРИЛОГ\n\n3\n\nЗадњи ред.\n",
		"sections without articles":     "Стратегија читања\n\n1\n\n" + strings.Repeat("Ред.\n", 12) + "\n2\n\n" + strings.Repeat("Ред.\n", 12),
	} {
		if got := codes(parse(t, text), act.WarnPageNumber); got != nil {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestWordsPartedAtTheEndsOfLines(t *testing.T) {
	tests := []struct{ name, text, want, warned string }{
		{"a word that the text has nowhere", "Књиге чува библио-\nтекар.", "Књиге чува библиотекар.", "библио-текар"},
		{"a word that stands elsewhere in another case", "Читалац моли читаоца. Свој чита-\nлац чека.", "Читалац моли читаоца. Свој читалац чека.", "чита-лац"},
		{"a compound that stands elsewhere", "Правно-економски савет и правно-\nекономски одбор.", "Правно-економски савет и правно-економски одбор.", ""},
		{"the beginning of another compound", "Јавно-правни уговор и јавно-\nприватно друштво.", "Јавно-правни уговор и јавно-приватно друштво.", ""},
		{"two words of the text", "Студија је дата. Пројекат је дат. Ово је студија-\nпројекат.", "Студија је дата. Пројекат је дат. Ово је студија-пројекат.", ""},
		{"a prefix that is a word", "Међу народима. Народни одбор. То је међу-\nнародни уговор.", "Међу народима. Народни одбор. То је међународни уговор.", "међу-народни"},
		{"a letter", "Шаље се е-\nпоштом.", "Шаље се е-поштом.", ""},
		{"half of a compound", "Чувар води радно-\nи нерадно време.", "Чувар води радно-", ""},
		{"a soft hyphen", "Књиге чува чу\u00ad\nвар.", "Књиге чува чувар.", "чу\u00adвар"},
		{"two ends of lines", "Књиге чува библи-\nоте-\nкар.", "Књиге чува библиотекар.", "библи-оте"},
		{"in Latin", "Knjige čuva biblio-\ntekar.", "Knjige čuva bibliotekar.", "biblio-tekar"},
	}
	for _, tt := range tests {
		a := parse(t, "Члан 1.\n"+tt.text+"\nЧлан 2.\nРок тече.\n")
		if got := a.Find("art_1__para_1").Text; got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
		got := ""
		if list := codes(a, act.WarnHyphenation); len(list) > 0 {
			got = strings.TrimPrefix(list[0], "2 hyphenation ")
		}
		if got != tt.warned {
			t.Errorf("%s: warned of %q, want %q", tt.name, got, tt.warned)
		}
	}
}

func TestArticlesNumberedWithLettersForOnes(t *testing.T) {
	for _, label := range []string{"Члан ll.", "Члан Il.", "Члан lI", "Члан ||.", "Члан 1l.", "Члан 1l", "Члан 1I.", "Члан 1І.", "Члан 1|.", "Члан l1.", "Члан I1.", "Члан |1."} {
		a := parse(t, "Члан 10.\nПрви.\n"+label+"\nДруги.\nЧлан 12.\nТрећи.\n")
		if n := a.Find("art_11"); n == nil || n.Label != label || n.Number != "11" {
			t.Errorf("%s is not read as Article 11", label)
		}
		if diff := cmp.Diff([]string{"3 homoglyph " + label}, codes(a, act.WarnHomoglyph)); diff != "" {
			t.Errorf("warnings (-want +got):\n%s", diff)
		}
	}
	for last, label := range map[int]string{11: "Члан I2.", 12: "Члан 1З.", 9: "Члан lО.", 20: "Члан 2l.", 111: "Члан 1l2.", 110: "Члан 1ll.", 100: "Члан 1Оl.", 101: "Члан I02."} {
		a := parse(t, fmt.Sprintf("Члан %d.\nПрви.\n%s\nДруги.\nЧлан %d.\nТрећи.\n", last, label, last+2))
		if n := a.Find(fmt.Sprintf("art_%d", last+1)); n == nil || n.Label != label {
			t.Errorf("%s is not read as Article %d: %s", label, last+1, outline(a))
		}
		if diff := cmp.Diff([]string{"3 homoglyph " + label}, codes(a, act.WarnHomoglyph)); diff != "" {
			t.Errorf("warnings (-want +got):\n%s", diff)
		}
	}
	for label, id := range map[string]string{"Član 1l.": "art_1l", "Član 1lj.": "art_1lx", "Član III.": "art_iii"} {
		before := "Član 1k.\nDrugi.\n"
		if id == "art_iii" {
			before = "Član 2.\nDrugi.\n"
		}
		a := parse(t, "Član 1.\nPrvi.\n"+before+label+"\nTreći.\n")
		if a.Find(id) == nil || codes(a, act.WarnHomoglyph) != nil {
			t.Errorf("%s is not read as it is written: %s %v", label, outline(a), codes(a, act.WarnHomoglyph))
		}
	}
	if a := parse(t, "Члан 2.\nПрви.\nЧлан ll.\nДруги.\n"); len(a.Articles()) != 1 {
		t.Error("Article ll is read behind Article 2")
	}
}
