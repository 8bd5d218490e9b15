package act_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/script"
)

// TestWhatComesInASentenceThatStrikesOut reads sentences that strike out one provision and add another,
// which comes beside that which the sentence names, else in what the one struck out stands in.
func TestWhatComesInASentenceThatStrikesOut(t *testing.T) {
	const repealed = "repeal|art_5__para_1__point_3"
	for _, tt := range []struct {
		profile, orders string
		want            []string
	}{
		{"rs", "У члану 5. после тачке 2. брише се тачка 3. и додаје се тачка 3а. која гласи:\n„3а. води именик;”.",
			[]string{repealed, "insert|art_5__para_1__point_2|behind|now art_5__para_1__point_3a|quoted art_1__para_1__mod_1"}},
		{"rs", "У члану 5. став 1. брише се тачка 3), а пре тачке 2) додаје се тачка 1а), која гласи:\n„1а) води именик;”.",
			[]string{repealed, "insert|art_5__para_1__point_2|before|now art_5__para_1__point_1a|quoted art_1__para_1__mod_1"}},
		{"rs", "У члану 5. после тачке 2) тачка 3) брише се и додају се тач. 3а) и 3б), које гласе:\n„3а) води именик;\n3б) води списак;”.",
			[]string{repealed, "insert|art_5__para_1__point_2|behind|now art_5__para_1__point_3a art_5__para_1__point_3b|quoted art_1__para_1__mod_1"}},
		{"rs", "У члану 5. став 1. тачка 3) брише се и додаје се тачка 3а), која гласи:\n„3а) води именик;”.",
			[]string{repealed, "insert|art_5__para_1|now art_5__para_1__point_3a|quoted art_1__para_1__mod_1"}},
		{"rs", "У члану 5. после тачке 2) брише се тачка 3). Додаје се тачка 4), која гласи:\n„4) води именик;”.",
			[]string{repealed, "insert|art_5__para_1|now art_5__para_1__point_4|quoted art_1__para_1__mod_1"}},
		{"rs", "После члана 5. брише се члан 6. и додаје се члан 6а, који гласи:\n„Члан 6а\nРок тече.”",
			[]string{"repeal|art_6", "insert|art_5|behind|now art_6a|quoted art_1__para_1__mod_1"}},
		{"rs", "У члану 5. после става 2. брише се став 3. и додаје се члан 5а, који гласи:\n„Члан 5а\nРок тече.”",
			[]string{"repeal|art_5__para_3", "insert||now art_5a|quoted art_1__para_1__mod_1"}},
		{"hr", "U članku 5. iza točke 2. briše se točka 3. i dodaje se točka 3a. koja glasi:\n»3a. vodi imenik;«",
			[]string{repealed, "insert|art_5__para_1__point_2|behind|now art_5__para_1__point_3a|quoted art_1__para_1__mod_1"}},
	} {
		frame, writings := croatianBill, []func(string) string{func(s string) string { return s }}
		if tt.profile == "rs" {
			frame, writings = bill, append(writings, script.ToLatin)
		}
		for _, write := range writings {
			want := make([]string, len(tt.want))
			for i := range want {
				want[i] = write(tt.want[i])
			}
			if diff := cmp.Diff(want, billOrders(t, write(fmt.Sprintf(frame, tt.orders)), tt.profile)); diff != "" {
				t.Errorf("amendments of %q (-want +got):\n%s", write(tt.orders), diff)
			}
		}
	}
}
