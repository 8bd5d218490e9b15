package act_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestWhatIsCountedBehindItsWordIsChanged holds that sentences and indents are told by ordinal numbers on both sides
// of their words, and that an order begins anew behind what it adds.
func TestWhatIsCountedBehindItsWordIsChanged(t *testing.T) {
	for _, tt := range []struct {
		orders string
		want   []string
	}{
		{"У члану 7. став 3. реченица друга брише се.", []string{"delete_words|art_7__para_3|sentences 2|sentence"}},
		{"У члану 7. став 3. реченице прва и трећа бришу се.", []string{"delete_words|art_7__para_3|sentences 1 3|sentence"}},
		{"У члану 7. у ставу 2. прва алинеја брише се.", []string{"repeal|art_7__para_2__indent_1"}},
		{"У члану 7. у ставу 2. алинеја друга мења се и гласи: „– рок;”.", []string{"substitute|art_7__para_2__indent_2|new – рок;"}},
		{"У члану 7. у ставу 2. после прве алинеје додаје се нова друга алинеја, која гласи: „– рок;”.", []string{"insert|art_7__para_2__indent_1|behind|now art_7__para_2__indent_2|new – рок;"}},
		{"У члану 7. у првом ставу реч: „дан” брише се, у ставу другом реч: „рок” брише се, а трећи став мења се и гласи: „Рок.”",
			[]string{"delete_words|art_7__para_1|old дан", "delete_words|art_7__para_2|old рок", "substitute|art_7__para_3|new Рок."}},
		{"У члану 7. после првог става додаје се нови други став, који гласи: „Рок.”", []string{"insert|art_7__para_1|behind|now art_7__para_2|new Рок."}},
		{"У члану 7. у првом и трећем ставу реч: „дан” брише се.\nПрви став члана 8. брише се.", []string{"delete_words|art_7__para_1 art_7__para_3|old дан", "repeal|art_8__para_1"}},
		{"У члану 7. у ставу 1. после друге реченице додаје се нова реченица, која гласи: „Рок.”, а четврта реченица брише се.",
			[]string{"insert_words|art_7__para_1|behind|sentences 2|sentence|new Рок.", "delete_words|art_7__para_1|sentences 4|sentence"}},
		{"У члану 7. после става 1. додају се ст. 2. и 3, а досадашњи ст. 2–4. постају ст. 4–6.",
			[]string{"insert|art_7__para_1|behind|now art_7__para_2 art_7__para_3", "renumber|art_7__para_2…art_7__para_4|now art_7__para_4…art_7__para_6"}},
	} {
		got, unclear := ordersOf(t, tt.orders)
		if diff := cmp.Diff(tt.want, got); diff != "" || unclear != nil {
			t.Errorf("%q (-want +got):\n%s, unclear %q", tt.orders, diff, unclear)
		}
	}
}
