package act_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
)

const unquotedBill = `ЗАКОН О ИЗМЕНАМА ЗАКОНА О ЧИТАОНИЦАМА

Члан 1.
У Закону о читаоницама („Службени гласник РС”, број 30/10), члан 5. мења се и гласи:
Члан 5.
Читаоница је кућа за све.
Чувар је дужан да је отвара.

Члан 2.
После члана 7. додаје се члан 7а, који гласи:
Члан 7а
Бука је забрањена:
1) дању;
2) ноћу.

Члан 3.
Чл. 9. и 10. мењају се и гласе:
Члан 9.
Чувар пази на књиге.
Члан 10.
Читалац пази на књиге.

ЗАВРШНА ОДРЕДБА

Члан 4.
Овај закон ступа на снагу осмог дана.
`

// New wording without quotation marks is content of the order that announces it, and is warned of.
func TestNewWordingWithoutQuotationMarks(t *testing.T) {
	a := parse(t, unquotedBill)
	var articles, quoted, orders []string
	a.Walk(func(n *act.Node, _ int) bool {
		switch {
		case n.Kind == act.KindArticle:
			articles = append(articles, n.ID)
		case strings.Contains(n.ID, "__mod_"):
			quoted = append(quoted, n.ID+": "+n.Text)
		}
		return true
	})
	for _, o := range a.Amendments() {
		orders = append(orders, string(o.Action)+" "+o.Targets[0].ID+" "+strings.Join(o.Quoted, " "))
	}
	if diff := cmp.Diff([]string{"art_1", "art_2", "art_3", "art_4"}, articles); diff != "" {
		t.Errorf("articles (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"art_1__para_1__mod_1: Члан 5.\nЧитаоница је кућа за све.\nЧувар је дужан да је отвара.",
		"art_2__para_1__mod_1: Члан 7а\nБука је забрањена:\n1) дању;\n2) ноћу.",
		"art_3__para_1__mod_1: Члан 9.\nЧувар пази на књиге.\nЧлан 10.\nЧиталац пази на књиге."}, quoted); diff != "" {
		t.Errorf("quoted (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"substitute art_5 art_1__para_1__mod_1", "insert art_7 art_2__para_1__mod_1", "substitute art_9 art_3__para_1__mod_1"}, orders); diff != "" {
		t.Errorf("orders (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"5 unquoted Члан 5.", "11 unquoted Члан 7а", "18 unquoted Члан 9."}, codes(a, act.WarnUnquoted)); diff != "" {
		t.Errorf("warnings (-want +got):\n%s", diff)
	}
	if got, want := bare(content(a)), bare(unquotedBill); got != want {
		t.Errorf("the characters differ: %s", firstDifference(got, want))
	}
}

func TestArticlesOfTheActAreNotTakenForNewWording(t *testing.T) {
	for name, text := range map[string]string{
		"the number that comes next": strings.NewReplacer("Члан 5.\n", "Члан 2.\n", "члан 5. мења", "члан 2. мења").Replace(unquotedBill[:strings.Index(unquotedBill, "Члан 2.")]),
		"no order":                   "Члан 1.\nЧувар отвара читаоницу из члана 5. овог закона:\nЧлан 5.\nРок тече.\n",
		"another number":             "Члан 1.\nЧлан 6. мења се и гласи:\nЧлан 5.\nРок тече.\n",
		"nothing is announced":       "Члан 1.\nЧлан 5. брише се.\nЧлан 5.\nРок тече.\n",
	} {
		a := parse(t, text)
		if got := codes(a, act.WarnUnquoted); got != nil || len(a.Articles()) != 2 {
			t.Errorf("%s: %v, %s", name, got, outline(a))
		}
	}
}

// TestNewWordingWithoutQuotationMarksBeginsWithItsRubric reads an order, a rubric and the article.
func TestNewWordingWithoutQuotationMarksBeginsWithItsRubric(t *testing.T) {
	for _, heading := range []string{"Забрана буке", "Забрана буке\nи музике", "ЗАБРАНЕ\n\nЗабрана буке"} {
		bill := strings.Replace(unquotedBill, "који гласи:\nЧлан 7а", "који гласи:\n\n"+heading+"\nЧлан 7а", 1)
		a := parse(t, bill)
		got := a.Find("art_2__para_1__mod_1")
		want := strings.ReplaceAll(heading, "\n\n", "\n") + "\nЧлан 7а\nБука је забрањена:\n1) дању;\n2) ноћу."
		if got == nil || got.Text != want || len(a.Articles()) != 4 {
			t.Errorf("%q is read as\n%s", heading, shape(a))
		}
		if order := a.Amendments()[1]; order.Action != "insert" || len(order.Quoted) != 1 {
			t.Errorf("%q: the order is %+v", heading, order)
		}
		if got := codes(a, act.WarnUnquoted); len(got) != 3 || !strings.HasSuffix(got[1], " unquoted Члан 7а") {
			t.Errorf("%q: warnings %q", heading, got)
		}
	}
}
