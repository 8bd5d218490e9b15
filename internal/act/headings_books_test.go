package act_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/script"
)

// divisionsOf returns the divisions of an act with the numbers of their articles, each level
// indented.
func divisionsOf(a *act.Act) string {
	var b strings.Builder
	a.Walk(func(n *act.Node, depth int) bool {
		if n.Kind == act.KindArticle {
			b.WriteString(strings.Repeat(" ", depth) + strings.TrimSpace(n.Heading+" "+n.Number) + "\n")
			return false
		}
		b.WriteString(strings.Repeat(" ", depth) + string(n.Kind) + " " + n.Label + " | " + n.Heading + "\n")
		return true
	})
	return b.String()
}

func TestBooksPartsAndLetteredSections(t *testing.T) {
	const text = `РЕЧНИ ЗАКОНИК

КЊИГА ПРВА
ОСНОВЕ

ОПШТИ ДЕО

ГЛАВА ПРВА
РЕКЕ

А. ОПШТЕ ОДРЕДБЕ

Река
Члан 1.
Река тече.

Б. ПОСЕБНЕ ОДРЕДБЕ

Обала
Члан 2.
Обала је јавна.

В. ПРЕЛАЗИ

Члан 3.
Прелаз је мост.

Глава прва а
СКЕЛЕ

Члан 4.
Скела плови.

ПОСЕБНИ ДЕО

ГЛАВА ДРУГА
ЈЕЗЕРА

Члан 5.
Језеро стоји.

ДРУГА КЊИГА
МОРА

ПРВИ ДЕО

Члан 6.
Море је слано.
`
	const want = `part КЊИГА ПРВА | ОСНОВЕ
 part ОПШТИ ДЕО | 
  chapter ГЛАВА ПРВА | РЕКЕ
   section А. | ОПШТЕ ОДРЕДБЕ
    Река 1
   section Б. | ПОСЕБНЕ ОДРЕДБЕ
    Обала 2
   section В. | ПРЕЛАЗИ
    3
  chapter Глава прва а | СКЕЛЕ
   4
 part ПОСЕБНИ ДЕО | 
  chapter ГЛАВА ДРУГА | ЈЕЗЕРА
   5
part ДРУГА КЊИГА | МОРА
 part ПРВИ ДЕО | 
  6
`
	for name, src := range map[string]string{
		"as it stands":             text,
		"without empty lines":      strings.ReplaceAll(text, "\n\n", "\n"),
		"with empty lines between": strings.ReplaceAll(text, "\n", "\n\n"),
	} {
		a := parse(t, src)
		if diff := cmp.Diff(want, divisionsOf(a)); diff != "" || a.Title != "РЕЧНИ ЗАКОНИК" {
			t.Errorf("%s: the title is %q, divisions (-want +got):\n%s", name, a.Title, diff)
		}
		again := parse(t, a.PlainText())
		if got, want := outline(again), outline(a); got != want {
			t.Errorf("%s: printed and read again it differs from %s", name, firstDifference(got, want))
		}
		latin := parse(t, script.ToLatin(src))
		if diff := cmp.Diff(script.ToLatin(want), divisionsOf(latin)); diff != "" {
			t.Errorf("%s, in Latin (-want +got):\n%s", name, diff)
		}
	}
	if n := parse(t, text).Find("part_1__part_x1__chp_1a"); n == nil || n.Number != "1а" {
		t.Errorf("the inserted chapter is %+v", n)
	}
}

func TestAPartWithoutANumberMayBeTheHeadingOfOne(t *testing.T) {
	a := parse(t, "РЕЧНИ ЗАКОНИК\n\nДЕО ПРВИ\nОПШТИ ДЕО\n\nЧлан 1.\nРека тече.\n\nДЕО ДРУГИ\nПОСЕБНИ ДЕО\n\nЧлан 2.\nОбала је јавна.\n")
	if diff := cmp.Diff("part ДЕО ПРВИ | ОПШТИ ДЕО\n 1\npart ДЕО ДРУГИ | ПОСЕБНИ ДЕО\n 2\n", divisionsOf(a)); diff != "" {
		t.Errorf("divisions (-want +got):\n%s", diff)
	}
}

func TestWhatIsNoBookPartOrLetteredSection(t *testing.T) {
	for _, line := range []string{"Прва књига", "Књига 2", "Општи део", "ОПШТИ УСЛОВИ", "А. П. ЧУВАР", "Посебни део акта"} {
		a := parse(t, "Члан 1.\nПрва реченица.\n"+line+"\nЧлан 2.\nДруга реченица.\nЧлан 3.\nТрећа реченица.\n")
		a.Walk(func(n *act.Node, _ int) bool {
			if n.Kind == act.KindPart || n.Kind == act.KindSection && n.Number != "" {
				t.Errorf("%q is read as the %s %s", line, n.Kind, n.Label)
			}
			return true
		})
	}
}
