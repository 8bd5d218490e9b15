package act_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
)

// TestABillOfSeveralActsGoesOnWithTheOneNamedLast holds that an article of a bill whose title names several acts is
// of the one that an article before it named.
func TestABillOfSeveralActsGoesOnWithTheOneNamedLast(t *testing.T) {
	a := parse(t, "ЗАКОН\nО ИЗМЕНАМА ЗАКОНА О ЧИТАОНИЦАМА И ЗАКОНА О КЊИГАМА\n\nЧлан 1.\nУ Закону о читаоницама члан 5. брише се.\n\nЧлан 2.\nЧлан 6. брише се.\n\nЧлан 3.\nУ Закону о књигама члан 7. брише се.\n\nЧлан 4.\nЧлан 8. брише се.\n")
	var got []string
	for _, m := range a.Amendments() {
		got = append(got, m.Act+" "+m.Targets[0].ID)
	}
	if diff := cmp.Diff([]string{"Закон о читаоницама art_5", "Закон о читаоницама art_6", "Закон о књигама art_7", "Закон о књигама art_8"}, got); diff != "" {
		t.Errorf("orders (-want +got):\n%s", diff)
	}
}

// TestASubpointStandsInThePointNamedBefore holds that a subpoint without its point is that of the one named last.
func TestASubpointStandsInThePointNamedBefore(t *testing.T) {
	for _, tt := range []struct {
		orders string
		want   []string
	}{
		{"У члану 8. став 1. тачка 5) подтачка (2) брише се.\nПодтачка (3) постаје подтачка (2).\nУ ставу 2. тачка 1) подтачка (1) брише се.", []string{
			"repeal|art_8__para_1__point_5__subpoint_2", "renumber|art_8__para_1__point_5__subpoint_3|now art_8__para_1__point_5__subpoint_2", "repeal|art_8__para_2__point_1__subpoint_1"}},
		{"У члану 8. став 1. тач. 5) и 6) реч: „дан” брише се.\nПодтачка (3) брише се.", []string{"delete_words|art_8__para_1__point_5 art_8__para_1__point_6|old дан"}},
	} {
		if diff := cmp.Diff(tt.want, billOrders(t, fmt.Sprintf(bill, tt.orders), "rs")); diff != "" {
			t.Errorf("%q (-want +got):\n%s", tt.orders, diff)
		}
	}
}

// TestWhatAnAmendingActSaysOfItselfCitesIt holds that what is excepted where it enters into force is its own.
func TestWhatAnAmendingActSaysOfItselfCitesIt(t *testing.T) {
	for text, want := range map[string]string{
		"Овај закон ступа на снагу осмог дана од дана објављивања, осим члана 1. који се примењује од 1. јануара 2032. године.": "члана 1. act art_1",
		"Рок из члана 1. тече од дана објављивања.": "члана 1. base ",
	} {
		a, err := act.Parse([]byte("ЗАКОН\nО ИЗМЕНАМА ЗАКОНА О ЧИТАОНИЦАМА\n\nЧлан 1.\nУ Закону о читаоницама реч: „дан” брише се.\n\nЧлан 2.\n"+text+"\n"), act.Options{Profile: "rs"})
		if err != nil {
			t.Fatal(err)
		}
		refs := a.References()
		if len(refs) != 1 || want != refs[0].Text+" "+string(refs[0].Scope)+" "+strings.Join(refs[0].Targets, " ") {
			t.Errorf("%q cites %+v, want %q", text, refs, want)
		}
	}
}
