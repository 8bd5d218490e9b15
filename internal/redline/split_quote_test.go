package redline

import "testing"

func TestAQuoteGoesWithTheParagraphThatWasSplitOff(t *testing.T) {
	const (
		report = "Извештај\nЧлан %d.\nПредлагач саставља извештај о расправи у року од петнаест дана.\nИзвештај садржи преглед примедаба и разлоге за неприхватање.\n"
		refuse = "Примедбе учесника расправе које предлагач није прихватио наводе се са образложењем.\n"
		apart  = "Неприхваћене примедбе\nЧлан %d.\nПримедбе учесника расправе које предлагач није прихватио наводе се у извештају са образложењем.\nИзвештај се објављује.\n"
	)
	c := carrier(t, number(subject, report+refuse, force), number(subject, report, apart, force))
	for _, provision := range []string{"art_2__para_3", ""} {
		got := c.Carry(Quote{Provision: provision, Exact: "наводе се са образложењем"})
		checkPlace(t, c, got)
		if got.State != Moved || got.Provision != "art_3__para_1" || got.Exact != "наводе се у извештају са образложењем" {
			t.Errorf("a quote in %q: got %+v", provision, got)
		}
	}
}
