package act_test

import "testing"

func TestTheMemorandumIsFoundHoweverItIsWritten(t *testing.T) {
	for _, head := range []string{"O B R A Z L O Ž E NJ E", "O B R A Z L O Ž E Nj E", "O B R A Z L O Ž E N J E", "OBRAZLOŽENJE", "Obrazloženje"} {
		a := parse(t, "ZAKON\nO FONTANAMA\n\nČlan 1.\n\nVoda teče.\n\nČlan 2.\n\nVoda stoji.\n\nPREDSEDNIK\n\n"+head+"\n\nI. USTAVNI OSNOV\n\nOsnov je u članu 97. Ustava.\n")
		if n := a.Find("annex_1"); n == nil && a.Body[len(a.Body)-1].Label != head {
			t.Errorf("%q is no annex\n%s", head, shape(a))
		}
		if again := parse(t, a.PlainText()); again.Hash != a.Hash {
			t.Errorf("%q: the text reads back as\n%s", head, shape(again))
		}
	}
	for _, text := range []string{
		"Члан 1.\n\nВода тече.\n\nОбразложење\n\nЧлан 2.\n\nОдлука се образлаже.\n",
		"Члан 1.\n\nВода тече.\n\nОбразложење\n\nи објављивање\n\nЧлан 2.\n\nОдлука се образлаже.\n",
		"Члан 1.\n\nУз захтев се прилаже:\n\nОбразложење\n\nСлика\n",
		"Образложење\n\nВода тече.\n",
	} {
		a := parse(t, text)
		if last := a.Body[len(a.Body)-1]; last.Kind == "annex" {
			t.Errorf("%q ends with an annex\n%s", text, shape(a))
		}
	}
}
