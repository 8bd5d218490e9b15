package act_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
)

func TestAQuotationWithoutAnEndSwallowsNoOrder(t *testing.T) {
	const text = `ЗАКОН О ИЗМЕНАМА ЗАКОНА О ЧИТАОНИЦАМА

Члан 1.
У Закону о читаоницама („Службени гласник РС”, број 30/10), члан 5. мења се и гласи:
„Члан 5.
Читаоница је „кућа за све”, у смислу закона.
Чувар је дужан да је отвара.

Члан 2.
После члана 7. додаје се члан 7а, који гласи:
„Члан 7а
Бука је забрањена.”

Члан 3.
Члан 9. брише се.
`
	for name, src := range map[string]string{
		"marks of two kinds": text,
		"straight marks":     strings.NewReplacer("„Члан 7а", `"Члан 7а`, "забрањена.”", `забрањена."`).Replace(text),
		"no mark behind it":  strings.NewReplacer("„Члан 7а", "Члан 7а", "забрањена.”", "забрањена.").Replace(text),
	} {
		a := parse(t, src)
		if diff := cmp.Diff([]string{"5 unclosed_quote „Члан 5."}, codes(a, act.WarnUnclosedQuote)); diff != "" {
			t.Errorf("%s: warnings (-want +got):\n%s", name, diff)
		}
		want := "„Члан 5.\nЧитаоница је „кућа за све”, у смислу закона.\nЧувар је дужан да је отвара."
		if n := a.Find("art_1__para_1__mod_1"); n == nil || n.Text != want {
			t.Errorf("%s: the quotation is %+v", name, n)
		}
		if a.Find("art_2") == nil || a.Find("art_3") == nil {
			t.Errorf("%s: Articles 2 and 3 are not both there", name)
		}
		var orders []string
		for _, o := range a.Amendments() {
			orders = append(orders, string(o.Action)+" "+o.Targets[0].ID)
		}
		if name != "no mark behind it" {
			if diff := cmp.Diff([]string{"substitute art_5", "insert art_7", "repeal art_9"}, orders); diff != "" {
				t.Errorf("%s: orders (-want +got):\n%s", name, diff)
			}
		}
	}
}

func TestAQuotedArticleWithTheNextNumberStaysQuoted(t *testing.T) {
	a := parse(t, `ЗАКОН О ИЗМЕНАМА ЗАКОНА О ИЗМЕНАМА ЗАКОНА О ЧИТАОНИЦАМА

Члан 1.
Чл. 1. и 2. мењају се и гласе:
„Члан 1.
Читаоница је отворена.
Члан 2.
Члан 5. закона брише се.”

Члан 2.
Члан 4. брише се.

Члан 3.
Овај закон ступа на снагу осмог дана.
`)
	if got := len(a.Articles()); got != 3 {
		t.Errorf("%d articles, want 3", got)
	}
	if got := codes(a, act.WarnUnclosedQuote); got != nil {
		t.Errorf("warned of %v", got)
	}
}
