package act_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestAnnexesInOrders holds that the one annex of an act, which has no number, is found by its name alone, and that
// the provisions to which an annex belongs are not taken for what is changed.
func TestAnnexesInOrders(t *testing.T) {
	for _, tt := range []struct {
		profile, bill, orders string
		want                  []string
	}{
		{"de", germanBill, "Die Anlage erhält folgende Fassung:\n„Anlage\nGebühren\n1. Lesen: 5 Euro“", []string{"substitute|annex|quoted art_1__para_1__mod_1"}},
		{"de", germanBill, "Anlage 1 (zu § 5) wird aufgehoben. Die Anlage 2 zu § 6 Absatz 3 wird aufgehoben.", []string{"repeal|annex_1", "repeal|annex_2"}},
		{"de", germanBill, "In der Anlage wird Nummer 2 aufgehoben.", []string{"repeal|annex__point_2"}},
		{"eu", unionBill, "The Annex to Regulation (EU) 2031/417 is replaced by the text in the Annex to this Regulation.", []string{"substitute|annex"}},
		{"rs", bill, "Прилог замењује се новим прилогом, који је одштампан уз овај закон.", []string{"substitute|annex"}},
		{"rs", bill, "Прилози 1. и 2. замењују се новим прилозима 1. и 2, који су одштампани уз овај закон.", []string{"substitute|annex_1 annex_2|now annex_1 annex_2"}},
		{"rs", bill, "Обрасци из прилога бришу се. Члан 9. брише се.", []string{"repeal|art_9"}},
	} {
		if diff := cmp.Diff(tt.want, billOrders(t, fmt.Sprintf(tt.bill, tt.orders), tt.profile)); diff != "" {
			t.Errorf("amendments of %q (-want +got):\n%s", tt.orders, diff)
		}
	}
}

// TestHeadingsOfWhatIsChangedItself holds that a provision and the heading above it are changed as one.
func TestHeadingsOfWhatIsChangedItself(t *testing.T) {
	for orders, want := range map[string][]string{
		"Члан 5. и назив изнад њега бришу се.": {"repeal|art_5"},
		"Члан 5. и назив члана 6. бришу се.":   {"repeal|art_5", "repeal heading|art_6"},
	} {
		if diff := cmp.Diff(want, billOrders(t, fmt.Sprintf(bill, orders), "rs")); diff != "" {
			t.Errorf("amendments of %q (-want +got):\n%s", orders, diff)
		}
	}
}

func TestIndentsInOrders(t *testing.T) {
	for _, tt := range []struct {
		profile, bill, orders string
		want                  []string
	}{
		{"eu", unionBill, "In Article 5(1), point (a), the second indent is replaced by the following:\n‘– a day;’", []string{"substitute|art_5__para_1__point_a__indent_2|quoted art_1__para_1__mod_1"}},
		{"eu", unionBill, "The first and second indents of Article 5(1) are deleted.", []string{"repeal|art_5__para_1__indent_1 art_5__para_1__indent_2"}},
		{"hr", croatianBill, "U članku 5. stavku 2. dosadašnji podstavci 3. i 4. postaju podstavci 4. i 5.",
			[]string{"renumber|art_5__para_2__indent_3 art_5__para_2__indent_4|now art_5__para_2__indent_4 art_5__para_2__indent_5"}},
	} {
		if diff := cmp.Diff(tt.want, billOrders(t, fmt.Sprintf(tt.bill, tt.orders), tt.profile)); diff != "" {
			t.Errorf("amendments of %q (-want +got):\n%s", tt.orders, diff)
		}
	}
}
