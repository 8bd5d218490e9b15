package act_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
)

// TestAnInsertedChapterMixesNoLetters holds that the letter behind a Roman numeral is none
// that looks like another.
func TestAnInsertedChapterMixesNoLetters(t *testing.T) {
	for text, want := range map[string]int{"ГЛАВА IIIа\nНАДЗОР\n\nЧлан 1.\nРок тече.\n": 0, "ГЛАВА III\nНАДЗОР\n\nЧлан 1.\nРок тeче.\n": 1,
		"ГЛАВА Vа\nНАДЗОР\n\nЧлан 1.\nРок тече по глави Iа.\n": 0, "ГЛАВА I\nНАДЗОР\n\nЧлан 1.\nРок тече Cа даном.\n": 1,
		"ГЛАВА ХIа\nНАДЗОР\n\nЧлан 1.\nРок тече.\n": 1} {
		got := 0
		for _, w := range parse(t, text).Warnings {
			if w.Code == act.WarnHomoglyph {
				got++
			}
		}
		if got != want {
			t.Errorf("%q has %d warnings of look-alike letters, want %d", text, got, want)
		}
	}
}

// TestAnInsertedChapterBehindANumeralOfOneLetter reads the headings of inserted chapters and what refers to them.
func TestAnInsertedChapterBehindANumeralOfOneLetter(t *testing.T) {
	for _, tt := range []struct{ before, inserted, cited, id string }{
		{"I", "Iа", "Iа", "chp_Ia"}, {"V", "Vа", "Vа", "chp_Va"}, {"X", "Xа", "Xа", "chp_Xa"}, {"V", "Va", "Vа", "chp_Va"}, {"V", "Vб.", "Vб", "chp_Vb"},
		{"IV", "IVа", "IVа", "chp_IVa"}, {"IV", "IVа", "IVa", "chp_IVa"},
	} {
		a := parse(t, "ЗАКОН\nО ЧЕСМАМА\n\n"+tt.before+" ОСНОВНЕ ОДРЕДБЕ\n\nЧлан 1.\nЧесма је јавна.\n\n"+tt.inserted+" ПОСЕБНЕ ЧЕСМЕ\n\nЧлан 1а\nНа чесме из главе "+tt.cited+
			" овог закона примењује се глава "+tt.before+" овог закона.\n\nXI ЗАВРШНЕ ОДРЕДБЕ\n\nЧлан 2.\nЗакон ступа на снагу.\n")
		n := a.Find(tt.id)
		if n == nil || n.Kind != act.KindChapter || n.Heading != "ПОСЕБНЕ ЧЕСМЕ" {
			t.Errorf("%s is no chapter:\n%s", tt.inserted, outline(a))
			continue
		}
		var targets []string
		for _, ref := range a.References() {
			targets = append(targets, ref.Targets...)
		}
		if diff := cmp.Diff([]string{tt.id, "chp_" + tt.before}, targets); diff != "" {
			t.Errorf("%s: targets (-want +got):\n%s", tt.inserted, diff)
		}
	}
	a := parse(t, "ЗАКОН\nО ЧЕСМАМА\n\nI. Основне одредбе\n\nЧлан 1.\nЧесма је јавна.\n\nIа Посебне чесме\n\nЧлан 1а\nЧесма је посебна.\n\nII. Завршне одредбе\n\nЧлан 2.\nЗакон ступа на снагу.\n")
	if n := a.Find("chp_Ia"); n == nil || n.Heading != "Посебне чесме" {
		t.Errorf("Iа in small letters is no chapter:\n%s", outline(a))
	}
	for _, line := range []string{"Ха је само узвик.", "Va banque је игра", "Va Banque је игра", "Iа", "Vа Посебне чесме", "Lа ПРИМЕР"} {
		a := parse(t, "ЗАКОН\nО ЧЕСМАМА\n\nI ОСНОВНЕ ОДРЕДБЕ\n\nЧлан 1.\nЧесма је јавна.\n"+line+"\n\nЧлан 2.\nЗакон ступа на снагу.\n")
		if a.Counts[act.KindChapter] != 1 {
			t.Errorf("%q is a chapter:\n%s", line, outline(a))
		}
	}
}

// TestArticlesWhoseNumberIsALetterOrHasAnInvisibleCharacter reads headings that only look like
// "Члан 3." and says so.
func TestArticlesWhoseNumberIsALetterOrHasAnInvisibleCharacter(t *testing.T) {
	for _, tt := range []struct{ heading, number, label string }{
		{"Члан З.", "3", "Члан З."},
		{"Члан З", "3", "Члан З"},
		{"Члан 3\u00ad.", "3", "Члан 3\u00ad."},
		{"Члан 3\u00ad", "3", "Члан 3\u00ad"},
		{"Члан 3\u00adа.", "3а", "Члан 3\u00adа."},
		{"Члан 3\u200b\u2060.", "3", "Члан 3\u200b\u2060."},
		{"Члан 3\u00ad. Клупа је плава.", "3", "Члан 3\u00ad."},
	} {
		a := parse(t, "ОДЛУКА\nО КЛУПАМА\n\nЧлан 1.\nКлупа је зелена.\n\nЧлан 2.\nКлупа је бела.\n\n"+tt.heading+"\nКлупа је црвена.\n\nЧлан 4.\nКлупа је жута.\n")
		articles := a.Articles()
		if len(articles) != 4 || articles[2].Number != tt.number || articles[2].Label != tt.label {
			t.Errorf("%q is not read as Article %s:\n%s", tt.heading, tt.number, outline(a))
			continue
		}
		if got := codes(a, act.WarnHomoglyph); len(got) != 1 || got[0] != "10 homoglyph "+tt.label {
			t.Errorf("%q: warnings %q", tt.heading, got)
		}
	}
}

func TestALetterIsTheNumberOfAnArticleOnlyInItsPlace(t *testing.T) {
	for _, text := range []string{"Члан 1.\nКлупа је зелена.\nЧлан З.\nКлупа је бела.\n", "Члан 3.\nКлупа је зелена.\nЧлан З.\nКлупа је бела.\n", "Члан 2.\nКлупа је зелена.\nЧлан За.\nКлупа је бела.\n"} {
		if a := parse(t, text); len(a.Articles()) != 1 {
			t.Errorf("%q is read as\n%s", text, outline(a))
		}
	}
}

// TestANumberOfLettersHasItsTitleBehindIt reads "Члан З. Надзор" as Article 3 where 2 went before.
func TestANumberOfLettersHasItsTitleBehindIt(t *testing.T) {
	head := "ОДЛУКА\nО КЛУПАМА\n\n"
	for n := 1; n < 10; n++ {
		if n != 3 {
			head += "Члан " + string(rune('0'+n)) + ". Боја\nКлупа је зелена.\n\n"
			continue
		}
		head += "Члан З. Надзор\nКлупа је под надзором.\n\n"
	}
	a := parse(t, head+"Члан 1О. Место\nКлупа стоји.\n\nЧлан ll. – Крај\nКлупа се сели.\n\nЧлан l2. Клупа се баца.\n\nЧлан 1З. Клупе више нема.\n")
	want := []string{"1 Члан 1. Боја", "2 Члан 2. Боја", "3 Члан З. Надзор", "4 Члан 4. Боја", "5 Члан 5. Боја", "6 Члан 6. Боја", "7 Члан 7. Боја", "8 Члан 8. Боја",
		"9 Члан 9. Боја", "10 Члан 1О. Место", "11 Члан ll. – Крај", "12 Члан l2.", "13 Члан 1З."}
	if diff := cmp.Diff(want, labelsOf(a)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := codes(a, act.WarnHomoglyph); len(got) != 5 {
		t.Errorf("warnings %q, want one for each number with a letter", got)
	}
	for _, text := range []string{"Члан 1.\nКлупа је зелена.\n\nЧлан З. Боја\n", "Члан 1.\nКлупа је зелена.\n\nЧлан 2.\nКлупа је бела.\n\nЧлан З. овог закона важи.\n", "Члан 1.\nКлупа је зелена.\n\nЧлан 2.\nЧлан З. Закона о бојама важи.\n"} {
		if a := parse(t, text); len(a.Articles()) > 2 || strings.Contains(outline(a), "art_3") {
			t.Errorf("%q is read as\n%s", text, outline(a))
		}
	}
}
