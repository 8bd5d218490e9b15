package act_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestTheNameOfAnActHoldsAbbreviationsAndQuotedNames reads what orders call the acts that they
// change, and that one spelled in capitals by the title is spelled as the text does.
func TestTheNameOfAnActHoldsAbbreviationsAndQuotedNames(t *testing.T) {
	for _, tt := range []struct {
		title, orders string
		want          []string
	}{
		{"ЗАКОНА О ЈП ЕМС", "У Закону о ЈП ЕМС („Службени гласник РС”, број 12/24) члан 5. брише се.\n\nЧлан 2.\nУ члану 6. став 2. брише се.", []string{"Закон о ЈП ЕМС", "Закон о ЈП ЕМС"}},
		{"ЗАКОНА О ПДВ", "Члан 5. брише се.\n\nЧлан 2.\nУ Закону о ПДВ члан 6. брише се.", []string{"Закон о ПДВ", "Закон о ПДВ"}},
		{"ЗАКОНА О ЈКП КЛУПЕ БЕОГРАД", "Члан 5. брише се.\n\nЧлан 2.\nУ Закону о ЈКП КЛУПЕ БЕОГРАД члан 6. брише се.", []string{"Закон о ЈКП КЛУПЕ БЕОГРАД", "Закон о ЈКП КЛУПЕ БЕОГРАД"}},
		{"ЗАКОНА О ЧИТАОНИЦАМА", "У Закону о ТЕ Клупа члан 5. брише се.\n\nЧлан 2.\nУ Закону о изградњи ТЕ после члана 6. додаје се члан 6а, који гласи:\n„Члан 6а\nРок.”", []string{"Закон о ТЕ Клупа", "Закон о изградњи ТЕ"}},
		{"ЗАКОНА О ЈП „КЛУПЕ СРБИЈЕ”", "Члан 5. брише се.\n\nЧлан 2.\nУ Закону о ЈП „Клупе Србије” („Службени гласник РС”, број 12/24) члан 6. брише се.", []string{"Закон о ЈП „Клупе Србије”", "Закон о ЈП „Клупе Србије”"}},
		{"ЗАКОНА О КЛУПАМА", "У Закону о клупама „Службени гласник РС”, број 12/24, члан 5. брише се.", []string{"Закон о клупама"}},
		{"ЗАКОНА О КЛУПАМА", "У Закону о клупама у члану 5. речи: „дан” замењују се речима: „Два дана”.", []string{"Закон о клупама"}},
	} {
		a := parse(t, "ЗАКОН\nО ИЗМЕНАМА "+tt.title+"\n\nЧлан 1.\n"+tt.orders+"\n")
		var got []string
		for _, m := range a.Amendments() {
			got = append(got, m.Act)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", tt.orders, diff)
		}
	}
	a := parse(t, "ЗАКОН\nО КЛУПАМА\n\nЧлан 1.\nПо члану 5. Закона о ТЕ Клупа, члану 6. Закона о ЈП „Клупе Србије” и члану 7. Закона о ПДВ плаћа се казна.\n")
	var got []string
	for _, r := range a.References() {
		got = append(got, r.Act)
	}
	if diff := cmp.Diff([]string{"Закона о ТЕ Клупа", "Закона о ЈП „Клупе Србије”", "Закона о ПДВ"}, got); diff != "" {
		t.Errorf("acts (-want +got):\n%s", diff)
	}
}
