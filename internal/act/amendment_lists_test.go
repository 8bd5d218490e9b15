package act_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
)

// ordersOf returns the amendments of a bill in one line each, and the texts of those
// provisions whose orders are not clear.
func ordersOf(t *testing.T, orders string) (found, unclear []string) {
	t.Helper()
	a := parse(t, fmt.Sprintf(bill, orders))
	for _, am := range a.Amendments() {
		found = append(found, order(&am))
	}
	for _, w := range a.Review() {
		if w.Code == act.WarnUnclearAmendment {
			unclear = append(unclear, w.Text)
		}
	}
	return found, unclear
}

// TestEveryArticleNamedIsAmended holds that no article of a list is left out.
func TestEveryArticleNamedIsAmended(t *testing.T) {
	const words = " реч: „а” замењује се речју: „б”."
	const became = "|old а|new б"
	tests := []struct{ orders, want string }{
		{"У члану 7. ст. 1. и 2. и члану 8. став 3." + words, "art_7__para_1 art_7__para_2 art_8__para_3"},
		{"У члану 7. став 1. и члану 8. став 3." + words, "art_7__para_1 art_8__para_3"},
		{"У члану 7. и члану 8. став 3." + words, "art_7 art_8__para_3"},
		{"У члану 7. и у члану 8." + words, "art_7 art_8"},
		{"У члану 7. став 1. и у ставу 3." + words, "art_7__para_1 art_7__para_3"},
		{"У члану 7. став 1, члану 8. став 3. и члану 9." + words, "art_7__para_1 art_8__para_3 art_9"},
		{"У члану 7. ст. 1. и 3. и члану 9. ст. 2–4." + words, "art_7__para_1 art_7__para_3 art_9__para_2…art_9__para_4"},
		{"У члану 3. ст. 1. и 2, члану 5. став 1. и члану 8." + words, "art_3__para_1 art_3__para_2 art_5__para_1 art_8"},
		{"У члану 7. у ставу 1. и члану 8." + words, "art_7__para_1 art_8"},
		{"У члану 7. у ставу 1. у тачки 2)" + words, "art_7__para_1__point_2"},
		{"У глави II. члан 9. и члан 10." + words, "art_9 art_10"},
		{"У глави II. и глави III." + words, "chp_II chp_III"},
		{"У глави II. и члану 9." + words, "chp_II art_9"},
	}
	for _, tt := range tests {
		got, unclear := ordersOf(t, tt.orders)
		if diff := cmp.Diff([]string{"replace_words|" + tt.want + became}, got); diff != "" || unclear != nil {
			t.Errorf("%q (-want +got):\n%s, unclear %q", tt.orders, diff, unclear)
		}
	}
	got, _ := ordersOf(t, "У члану 7. став 1."+words[:len(words)-1]+", а у ставу 2."+words)
	if diff := cmp.Diff([]string{"replace_words|art_7__para_1" + became, "replace_words|art_7__para_2" + became}, got); diff != "" {
		t.Errorf("an order behind another (-want +got):\n%s", diff)
	}
	for _, orders := range []string{"У члану 7. и члану 8. став 3. брише се.", "У чл. 7. и 8. у ставу 3." + words} {
		if got, unclear := ordersOf(t, orders); got != nil || len(unclear) != 1 {
			t.Errorf("%q orders %q, unclear %q; want nothing clear and one unclear", orders, got, unclear)
		}
	}
}
