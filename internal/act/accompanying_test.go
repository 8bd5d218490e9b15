package act_test

import (
	"strings"
	"testing"
)

// TestWhatGoesWithABillIsNoneOfItsArticles reads bills with the overview of the provisions that they change behind them.
func TestWhatGoesWithABillIsNoneOfItsArticles(t *testing.T) {
	const bill = "ПРЕДЛОГ ЗАКОНА\nО ИЗМЕНИ ЗАКОНА О ЗВОНИМА\n\nЧлан 1.\n\nУ Закону о звонима („Службени гласник РС”, број 5/21) у члану 3. речи: „једно звоно” замењују се речима: „два звона”.\n\nЧлан 2.\n\nОвај закон ступа на снагу наредног дана.\n\n"
	for _, behind := range []string{
		"ПРЕГЛЕД ОДРЕДАБА ЗАКОНА О ЗВОНИМА КОЈЕ СЕ МЕЊАЈУ\n\nЧлан 2.\n\nЗвоно звони.\n\nЧлан 7.\n\nТорањ има ~~једно звоно~~ ДВА ЗВОНА.\n",
		"ПРЕГЛЕД ОДРЕДАБА ЗАКОНА О ЗВОНИМА\nКОЈЕ СЕ МЕЊАЈУ\n\nЧлан 3.\n\nТорањ има једно звоно.\n\nЧлан 3.\n\nТорањ има два звона.\n",
		"PREGLED ODREDABA KOJE SE MENJAJU\n\nЧлан 7.\n\nТорањ има два звона.\n\nЧлан 3.\n\nТорањ има једно звоно.\n",
		"ИЗЈАВА О УСКЛАЂЕНОСТИ ПРОПИСА СА ПРОПИСИМА ЕВРОПСКЕ УНИЈЕ\n\n1. Овлашћени предлагач\nМинистарство звона\n",
		"ОБРАЗЛОЖЕЊЕ\n\nI. УСТАВНИ ОСНОВ\n\nОснов је у члану 97. Устава.\n\nIV. ОБЈАШЊЕЊЕ\n\nЧлан 2.\n\nОвим чланом уређује се ступање на снагу.\n\nЧлан 7.\n\nО торњу.\n",
	} {
		a := parse(t, bill+behind)
		last := a.Body[len(a.Body)-1]
		if last.Kind != "annex" || len(a.Body) != 3 || a.Find("art_2") == nil {
			t.Errorf("%s\n%s", behind, shape(a))
		}
		for _, w := range a.Warnings {
			if w.Code == "duplicate_number" || w.Code == "gap" || w.Code == "out_of_order" {
				t.Errorf("%s\n%v", behind, w)
			}
		}
		if again := parse(t, a.PlainText()); again.Hash != a.Hash {
			t.Errorf("%s\nreads back as\n%s", behind, shape(again))
		}
	}
	for _, text := range []string{
		strings.Replace(bill, "Члан 2.", "ПРЕГЛЕД\n\nЧлан 2.", 1),
		strings.Replace(bill, "Члан 2.", "Преглед одредаба објављује се:\n\nЧлан 2.", 1),
		"ПРЕГЛЕД ОДРЕДАБА\n\n" + bill,
	} {
		if a := parse(t, text); a.Counts["annex"] != 0 || a.Find("art_2") == nil {
			t.Errorf("%s\n%s", text, shape(a))
		}
	}
}

// TestWhatGoesWithABillOrdersNothing reads a bill whose overview gives an article again that reads like an order.
func TestWhatGoesWithABillOrdersNothing(t *testing.T) {
	const bill = "ПРЕДЛОГ ЗАКОНА\nО ИЗМЕНИ ЗАКОНА О ЗВОНИМА\n\nЧлан 1.\n\nУ Закону о звонима („Службени гласник РС”, број 5/21) члан 4. брише се.\n\nЧлан 2.\n\nОвај закон ступа на снагу наредног дана.\n\n"
	for _, behind := range []string{
		"ПРЕГЛЕД ОДРЕДАБА ЗАКОНА О ЗВОНИМА КОЈЕ СЕ МЕЊАЈУ\n\nЧлан 4.\n\nЗвоно престаје да звони и брише се из регистра.\n\nЧлан 7.\n\nЧлан 5. брише се.\n",
		"ОБРАЗЛОЖЕЊЕ\n\nIV. ОБЈАШЊЕЊЕ\n\nЧлан 1.\n\nЧлан 4. брише се јер се не примењује, а звоно се брише из регистра.\n",
	} {
		a := parse(t, bill+behind)
		if got := a.Amendments(); len(got) != 1 || got[0].From != "art_1__para_1" {
			t.Errorf("%s\n%+v", behind, got)
		}
		for _, w := range a.Warnings {
			if w.Code == "unclear_amendment" {
				t.Errorf("%s\n%v", behind, w)
			}
		}
	}
}
