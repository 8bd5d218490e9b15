package act_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestNothingOfAnOrderIsLost holds that what an order says of marks and sentences stands
// in what is read of it, or that the order is said to be unclear.
func TestNothingOfAnOrderIsLost(t *testing.T) {
	tests := []struct {
		orders  string
		want    []string
		unclear int
	}{
		{"У члану 6. став 1. у тачки 4) тачка на крају замењује се тачком и запетом и додаје се тачка 5), која гласи:\n„5) води именик.”",
			[]string{"insert|art_6__para_1__point_4|now art_6__para_1__point_5|quoted art_1__para_1__mod_1"}, 1},
		{"У члану 4. став 1. на крају додају се запета и речи: „осим викенда”.", []string{"insert_words|art_4__para_1|end|new , осим викенда"}, 0},
		{"У члану 4. став 1. после речи: „рок” додају се запета и реч: „тече”.", []string{"insert_words|art_4__para_1|behind|old рок|new , тече"}, 0},
		{"У члану 4. став 1. после речи: „рок” додаје се реч: „тече”.", []string{"insert_words|art_4__para_1|behind|old рок|new тече"}, 0},
		{"У члану 7. после прве реченице додаје се реченица која гласи: „Рок тече.”", nil, 1},
		{"У члану 9. запета на крају замењује се тачком.", nil, 1},
	}
	for _, tt := range tests {
		got, unclear := ordersOf(t, tt.orders)
		if diff := cmp.Diff(tt.want, got); diff != "" || len(unclear) != tt.unclear {
			t.Errorf("%q (-want +got):\n%s, unclear %q, want %d", tt.orders, diff, unclear, tt.unclear)
		}
	}
}
