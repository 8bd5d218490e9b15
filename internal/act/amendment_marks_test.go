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
			[]string{"replace_words|art_6__para_1__point_4|end|punctuation|old .|new ;", "insert|art_6__para_1__point_4|behind|now art_6__para_1__point_5|quoted art_1__para_1__mod_1"}, 0},
		{"У члану 4. став 1. на крају додају се запета и речи: „осим викенда”.", []string{"insert_words|art_4__para_1|end|new , осим викенда"}, 0},
		{"У члану 4. став 1. после речи: „рок” додају се запета и реч: „тече”.", []string{"insert_words|art_4__para_1|behind|old рок|new , тече"}, 0},
		{"У члану 4. став 1. после речи: „рок” додаје се реч: „тече”.", []string{"insert_words|art_4__para_1|behind|old рок|new тече"}, 0},
		{"У члану 4. став 1. испред речи: „рок” додају се речи: „по правилу” и запета.", []string{"insert_words|art_4__para_1|before|old рок|new по правилу,"}, 0},
		{"У члану 4. став 1. после речи: „рок” додаје се запета.", []string{"insert_words|art_4__para_1|behind|punctuation|old рок|new ,"}, 0},
		{"У члану 4. став 1. после речи: „рок” и речи: „дан” додаје се реч: „тече”.", []string{"insert_words|art_4__para_1|behind|old рок|new тече", "insert_words|art_4__para_1|behind|old дан|new тече"}, 0},
		{"У члану 4. став 1. после речи: „рок” реч: „дан” замењује се речју: „сат”.", []string{"replace_words|art_4__para_1|behind|beside рок|old дан|new сат"}, 0},
		{"У члану 4. став 1. после речи: „рок” запета се брише.", []string{"delete_words|art_4__para_1|behind|punctuation|beside рок|old ,"}, 0},
		{"У члану 4. став 1. запета и реч: „дан” бришу се.", []string{"delete_words|art_4__para_1|old , дан"}, 0},
		{"У члану 4. став 1. речи: „и дан” замењују се запетом и речју: „сат”.", []string{"replace_words|art_4__para_1|old и дан|new , сат"}, 0},
		{"У члану 4. став 1. реч: „и” замењује се запетом.", []string{"replace_words|art_4__para_1|old и|new ,"}, 0},
		{"У члану 4. после тачке 2) додају се запета и тачка 3), која гласи:\n„3) води именик.”", []string{"insert|art_4__para_1__point_2|behind|now art_4__para_1__point_3|quoted art_1__para_1__mod_1"}, 1},
		{"У члану 9. запета на крају замењује се тачком.", []string{"replace_words|art_9|end|punctuation|old ,|new ."}, 0},
		{"У члану 9. тачка 2) на крају тачка и запета замењују се тачком, а тачка 3) брише се.",
			[]string{"replace_words|art_9__para_1__point_2|end|punctuation|old ;|new .", "repeal|art_9__para_1__point_3"}, 0},

		{"У члану 4. став 1. тачка на крају замењује се запетом и додају се речи: „осим викенда”.", []string{"replace_words|art_4__para_1|end|old .|new , осим викенда"}, 0},
		{"У члану 4. став 1. тачка на крају замењује се запетом и додају речи: „осим викенда”, а став 2. брише се.",
			[]string{"replace_words|art_4__para_1|end|old .|new , осим викенда", "repeal|art_4__para_2"}, 0},
		{"У члану 4. став 1. после речи: „рок” тачка и запета замењују се запетом и додају се речи: „осим викенда”.", []string{"replace_words|art_4__para_1|behind|beside рок|old ;|new , осим викенда"}, 0},
		{"У члану 4. став 1. тачка на крају замењује се запетом, а после речи: „рок” додају се речи: „тече”.",
			[]string{"replace_words|art_4__para_1|end|punctuation|old .|new ,", "insert_words|art_4__para_1|behind|old рок|new тече"}, 0},
		{"У члану 4. став 1. тачка на крају замењује се запетом. Додају се речи: „осим викенда”.",
			[]string{"replace_words|art_4__para_1|end|punctuation|old .|new ,", "insert_words|art_4__para_1|new осим викенда"}, 0},
		{"У члану 4. став 1. тачка на крају брише се и додају се запета и речи: „осим викенда”.", []string{"replace_words|art_4__para_1|end|old .|new , осим викенда"}, 0},
		{"У члану 4. став 1. после речи: „рок” брише се запета и додају се речи: „и викенд”.", []string{"replace_words|art_4__para_1|behind|beside рок|old ,|new и викенд"}, 0},
		{"У члану 4. став 1. после речи: „рок” ставља се запета и додају се речи: „осим викенда”.", []string{"insert_words|art_4__para_1|behind|old рок|new , осим викенда"}, 0},
		{"У члану 4. став 1. после речи: „рок” запета и речи: „осим викенда” замењују се речима: „и викендом”.", []string{"replace_words|art_4__para_1|behind|beside рок|old , осим викенда|new и викендом"}, 0},
		{"У члану 4. став 1. после речи: „рок” ставља се тачка, а речи: „и дан” бришу се.", []string{"insert_words|art_4__para_1|behind|punctuation|old рок|new .", "delete_words|art_4__para_1|old и дан"}, 0},
		{"У члану 4. став 1. после речи: „рок” ставља се запета, а реч: „и” брише се.", []string{"insert_words|art_4__para_1|behind|punctuation|old рок|new ,", "delete_words|art_4__para_1|old и"}, 0},
		{"У члану 4. став 1. после речи: „рок” додаје се запета, а речи: „и” и „дан” бришу се.",
			[]string{"insert_words|art_4__para_1|behind|punctuation|old рок|new ,", "delete_words|art_4__para_1|old и", "delete_words|art_4__para_1|old дан"}, 0},
		{"У члану 4. став 1. после речи: „рок” ставља се запета, реч: „и” замењује се речју: „или”, а став 2. брише се.",
			[]string{"insert_words|art_4__para_1|behind|punctuation|old рок|new ,", "replace_words|art_4__para_1|old и|new или", "repeal|art_4__para_2"}, 0},
		{"У члану 4. став 1. после речи: „рок” ставља се запета и речи: „и дан” бришу се.", []string{"insert_words|art_4__para_1|behind|punctuation|old рок|new ,", "delete_words|art_4__para_1|old и дан"}, 0},
		{"У члану 4. став 1. после речи: „рок” додају се тачка и речи: „Дан тече.”", []string{"insert_words|art_4__para_1|behind|old рок|new . Дан тече."}, 0},
		{"У члану 4. став 1. после речи: „рок” ставља се тачка.", []string{"insert_words|art_4__para_1|behind|punctuation|old рок|new ."}, 0},
		{"У члану 4. став 1. после речи: „рок” додају се речи: „тече”, а реч: „дан” брише се.", []string{"insert_words|art_4__para_1|behind|old рок|new тече", "delete_words|art_4__para_1|old дан"}, 0},
		{"У члану 4. став 1. после тачке 4) тачка се замењује тачком и запетом и додаје се тачка 5), која гласи:\n„5) води именик;”.",
			[]string{"replace_words|art_4__para_1__point_4|end|punctuation|old .|new ;", "insert|art_4__para_1__point_4|behind|now art_4__para_1__point_5|quoted art_1__para_1__mod_1"}, 0},
		{"У члану 4. став 1. после тачке 4) тачка на крају замењује се запетом.", []string{"replace_words|art_4__para_1__point_4|end|punctuation|old .|new ,"}, 0},
		{"У члану 4. после тачке 2) брише се тачка и додаје се тачка 3), која гласи:\n„3) води именик.”", nil, 1},
		{"У члану 4. став 1. уместо тачке ставља се запета и додају се речи: „осим викенда”.", nil, 1},
		{"Члан 5. ставља се ван снаге. Предлог се ставља на увид.", []string{"repeal|art_5"}, 0},
		{"Ставља се ван снаге члан 5.", []string{"repeal|art_5"}, 0},
		{"Брише се став 1. члана 4. и додаје се став 3, који гласи: „Рок тече.”", []string{"repeal|art_4__para_1", "insert|art_4|now art_4__para_3|new Рок тече."}, 0},

		{"У члану 4. речи: „дан” и „сат” замењују се речју: „рок”.", []string{"replace_words|art_4|old дан|new рок", "replace_words|art_4|old сат|new рок"}, 0},
		{"У члану 4. речи: „дан” и „сат” замењују се речима: „рок” и „час”.", []string{"replace_words|art_4|old дан|new рок", "replace_words|art_4|old сат|new час"}, 0},
		{"У члану 4. речи: „дан”, „сат” и „трен” замењују се речима: „рок” и „час”.", nil, 1},
		{"У члану 4. реч: „дан” замењује се речју: „рок”, реч: „сат” речју: „час”, а број: „3” бројем: „4”.",
			[]string{"replace_words|art_4|old дан|new рок", "replace_words|art_4|old сат|new час", "replace_words|art_4|old 3|new 4"}, 0},

		{"У члану 7. после прве реченице додаје се реченица која гласи: „Рок тече.”", []string{"insert_words|art_7|behind|sentences 1|sentence|new Рок тече."}, 0},
		{"У члану 7. став 2. после прве реченице додаје се нова реченица, која гласи:\n„Рок тече.”", []string{"insert_words|art_7__para_2|behind|sentences 1|sentence|quoted art_1__para_1__mod_1"}, 0},
		{"У члану 7. на крају става 2. додаје се реченица која гласи: „Рок тече.”", []string{"insert_words|art_7__para_2|end|sentence|new Рок тече."}, 0},
		{"У члану 7. став 2. додаје се реченица: „Рок тече.”", []string{"insert_words|art_7__para_2|sentence|new Рок тече."}, 0},
		{"У члану 7. став 2. додаје се нова друга реченица која гласи: „Рок тече.”", []string{"insert_words|art_7__para_2|behind|sentences 1|sentence|new Рок тече."}, 0},
		{"У члану 7. став 2. друга и трећа реченица бришу се.", []string{"delete_words|art_7__para_2|sentences 2 3|sentence"}, 0},
		{"У члану 7. став 2. последња реченица мења се и гласи: „Рок тече.”", []string{"replace_words|art_7__para_2|sentences -1|sentence|new Рок тече."}, 0},
		{"У члану 7. став 2. у другој реченици реч: „дан” замењује се речју: „сат”.", []string{"replace_words|art_7__para_2|sentences 2|old дан|new сат"}, 0},
		{"У члану 7. став 2. у другој реченици после речи: „дан” додаје се реч: „сат”.", []string{"insert_words|art_7__para_2|behind|sentences 2|old дан|new сат"}, 0},
		{"У члану 7. став 2. реченица брише се.", nil, 1},
		{"У члану 7. став 2. друга реченица постаје трећа реченица.", nil, 1},
		{"У члану 7. став 2. прва реченица замењује се реченицом која гласи: „Рок тече.”", []string{"replace_words|art_7__para_2|sentences 1|sentence|new Рок тече."}, 0},

		{"У члану 7. став 2. додаје се реч.", []string{"insert|art_7__para_2"}, 1},
		{"У члану 7. став 2. мења се и гласи.", []string{"substitute|art_7__para_2"}, 1},
		{"У члану 7. реч дан замењује се речју сат.", nil, 1},

		{"У члану 5. у досадашњем ставу 7, који постаје став 6, речи: „дан” замењују се речима: „сат”.",
			[]string{"renumber|art_5__para_7|now art_5__para_6", "replace_words|art_5__para_7|old дан|new сат"}, 0},
		{"У члану 4. став 2. после речи: „суд” додаје се реч: „односно”, а после речи: „орган” речи: „и бележник”.",
			[]string{"insert_words|art_4__para_2|behind|old суд|new односно", "insert_words|art_4__para_2|behind|old орган|new и бележник"}, 0},
		{"У члану 4. став 2. реч: „суд” брише се, а реч: „орган” такође.", []string{"delete_words|art_4__para_2|old суд"}, 1},

		{"Брише се члан 5.", []string{"repeal|art_5"}, 0},
		{"У члану 5. бришу се ст. 2. и 3.", []string{"repeal|art_5__para_2 art_5__para_3"}, 0},
		{"У члану 5. став 2. бришу се речи: „осим викенда”.", []string{"delete_words|art_5__para_2|old осим викенда"}, 0},
		{"У члану 5. став 2. брише се тачка 3).", []string{"repeal|art_5__para_2__point_3"}, 0},
		{"У члану 5. став 2. брише се друга реченица.", []string{"delete_words|art_5__para_2|sentences 2|sentence"}, 0},
		{"У члану 5. мења се став 2. тако да гласи: „Рок тече.”", []string{"substitute|art_5__para_2|new Рок тече."}, 0},
		{"У члану 5. став 2. брише се, а став 3. мења се и гласи: „Рок тече.”", []string{"repeal|art_5__para_2", "substitute|art_5__para_3|new Рок тече."}, 0},
		{"Изнад члана 5. брише се наслов.", []string{"repeal heading|art_5"}, 0},
		{"Брише се наслов изнад члана 5.", []string{"repeal heading|art_5"}, 0},
		{"Бришу се наслов изнад члана 5. и члан 5.", []string{"repeal|art_5"}, 0},
	}
	for _, tt := range tests {
		got, unclear := ordersOf(t, tt.orders)
		if diff := cmp.Diff(tt.want, got); diff != "" || len(unclear) != tt.unclear {
			t.Errorf("%q (-want +got):\n%s, unclear %q, want %d", tt.orders, diff, unclear, tt.unclear)
		}
	}
}
