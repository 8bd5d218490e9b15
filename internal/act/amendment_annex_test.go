package act_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestWhatStandsInAnAnnexIsAmendedThere holds that a provision of an annex has the id that
// it has where the act amended is read.
func TestWhatStandsInAnAnnexIsAmendedThere(t *testing.T) {
	tests := []struct {
		bill, profile, orders string
		want                  []string
	}{
		{bill, "rs", "У Прилогу I. тачка 3. брише се.", []string{"repeal|annex_I__para_3"}},
		{bill, "rs", "Тачка 3. Прилога I. брише се.", []string{"repeal|annex_I__para_3"}},
		{bill, "rs", "У Прилогу I. тачка 3. подтачка 1) брише се.", []string{"repeal|annex_I__para_3__point_1"}},
		{bill, "rs", "У Прилогу I. у тачки 3) реч: „дан” замењује се речју: „рок”.", []string{"replace_words|annex_I__point_3|old дан|new рок"}},
		{bill, "rs", "У Прилогу I. члан 3. брише се.", []string{"repeal|annex_I__art_3"}},
		{bill, "rs", "У Прилогу I. у члану 3. став 2. брише се.", []string{"repeal|annex_I__art_3__para_2"}},
		{bill, "rs", "У Прилогу I. тачка 3. брише се.\nДосадашња тачка 4. постаје тачка 3.\nЧлан 9. брише се.", []string{"repeal|annex_I__para_3", "renumber|annex_I__para_4|now annex_I__para_3", "repeal|art_9"}},
		{bill, "rs", "У Прилогу I. после тачке 3. додаје се тачка 4, која гласи:\n„4. Рок.”", []string{"insert|annex_I__para_3|behind|now annex_I__para_4|quoted art_1__para_1__mod_1"}},
		{bill, "rs", "Назив Прилога 9, као и прилога 2. мења се и гласи: „Рок”.", []string{"substitute heading|annex_9 annex_2|new Рок"}},
		{bill, "rs", "Реч: „дан” из Прилога 9. у тачки 3, као и прилога 2. брише се.", []string{"delete_words|annex_9__para_3 annex_2|old дан"}},
		{bill, "rs", "У тексту Прилога 9. став 1, као и прилога 2. реч: „дан” замењује се речју: „рок”.", []string{"replace_words|annex_9__para_1 annex_2|old дан|new рок"}},
		{bill, "rs", "У Прилогу 9. став 1. реч: „дан” брише се, као и у прилогу 2.", []string{"delete_words|annex_9__para_1 annex_2|old дан"}},
		{bill, "rs", "Реч: „дан” брише се у тексту Прилога 9, као и прилога 2.", []string{"delete_words|annex_9 annex_2|old дан"}},
		{bill, "rs", "Члан 7. брише се, као и прилог 2.", []string{"repeal|art_7 annex_2"}},
		{bill, "rs", "У Прилогу 9. после тачке 2. додаје се тачка 3, као и у прилогу 2.", []string{"insert|annex_9__para_2|behind|now annex_9__para_3"}},
		{bill, "rs", "Прилог 9. овог закона брише се.", nil},
		{bill, "rs", "Тачка 3. Прилога 9. овог закона брише се.", nil},
		{bill, "rs", "Образац 1 мења се и гласи:\n„Образац 1\nИме”", []string{"substitute|form annex_1|quoted art_1__para_1__mod_1"}},
		{bill, "rs", "Образац 1 замењује се новим Обрасцем 1, који је одштампан уз овај закон.", []string{"substitute|form annex_1|now form annex_1"}},
		{bill, "rs", "Обрасци 1. и 2. замењују се новим обрасцима 1. и 2.", []string{"substitute|form annex_1 form annex_2|now form annex_1 form annex_2"}},
		{bill, "rs", "Прилог 2. и Образац 2 бришу се.", []string{"repeal|annex_2 form annex_2"}},
		{bill, "rs", "После Обрасца 3 додаје се Образац 4, који гласи:\n„Образац 4\nИме”", []string{"insert|form annex_3|behind|now form annex_4|quoted art_1__para_1__mod_1"}},
		{bill, "rs", "У Обрасцу 3 реч: „дан” замењује се речју: „рок”.", []string{"replace_words|form annex_3|old дан|new рок"}},
		{bill, "rs", "Образац број 2 замењује се новим обрасцем број 2.", []string{"substitute|form annex_2|now form annex_2"}},
		{bill, "rs", "Прилог бр. 6. брише се.", []string{"repeal|annex_6"}},
		{bill, "rs", "У обрасцу пријаве реч: „дан” замењује се речју: „рок”.", nil},
		{croatianBill, "hr", "Obrazac 1. zamjenjuje se novim Obrascem 1.", []string{"substitute|form annex_1|now form annex_1"}},
		{bill, "rs", "Члан 9. и Прилог I. бришу се.", []string{"repeal|art_9 annex_I"}},
		{croatianBill, "hr", "Točka 3. Priloga I. briše se.", []string{"repeal|annex_I__point_3"}},
		{unionBill, "eu", "Point 3 of Annex I is deleted.", []string{"repeal|annex_I__para_3"}},
		{unionBill, "eu", "In Annex I, point (3) is deleted.", []string{"repeal|annex_I__point_3"}},
		{unionBill, "eu", "Annex I, point 3(a), is deleted.", []string{"repeal|annex_I__para_3__point_a"}},
		{unionBill, "eu", "Article 9 is deleted. In Annex I, point 3, the words ‘a day’ are replaced by ‘a term’. Article 11 is deleted.",
			[]string{"repeal|art_9", "replace_words|annex_I__para_3|old a day|new a term", "repeal|art_11"}},
		{unionBill, "eu", "Annex I is deleted. Annexes II and III are deleted.", []string{"repeal|annex_I", "repeal|annex_II annex_III"}},
		{unionBills["de"], "eu", "Anhang I Nummer 3 wird gestrichen.", []string{"repeal|annex_I__point_3"}},
		{unionBills["de"], "eu", "Nummer 3 des Anhangs I wird gestrichen.", []string{"repeal|annex_I__point_3"}},
		{unionBills["hr"], "eu", "U Prilogu I. točka 3. briše se.", []string{"repeal|annex_I__para_3"}},
		{unionBills["sl"], "eu", "V Prilogi I se točka 3 črta.", []string{"repeal|annex_I__para_3"}},
	}
	for _, tt := range tests {
		got := billOrders(t, fmt.Sprintf(tt.bill, tt.orders), tt.profile)
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("amendments of %q (-want +got):\n%s", tt.orders, diff)
		}
	}
}
