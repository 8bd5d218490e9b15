package act_test

import (
	"testing"

	"github.com/rasprava/rasprava/internal/act"
)

// TestTheSoleArticleOfAnActIsItsFirst reads acts with one article that has no number.
func TestTheSoleArticleOfAnActIsItsFirst(t *testing.T) {
	for _, tt := range []struct{ name, text, label string }{
		{"eu", "COMMISSION DECISION (EU) 2026/7\nof 3 April 2026\non benches\n\nTHE EUROPEAN COMMISSION,\n\nHaving regard to the Treaty on the Functioning of the European Union,\n\nHAS ADOPTED THIS DECISION:\n\nSole Article\n\nThis Decision is addressed to the Republic of Slovenia.\n\nDone at Brussels, 3 April 2026.\n", "Sole Article"},
		{"rs", "ОДЛУКА\nо клупама\n\nЈЕДИНИ ЧЛАН\n\nКлупе су зелене.\n", "ЈЕДИНИ ЧЛАН"},
		{"de", "Gesetz über Bänke\n\nVom 3. April 2026\n\nDer Bundestag hat das folgende Gesetz beschlossen:\n\nEinziger Artikel\n\nDie Bänke sind grün.\n", "Einziger Artikel"},
	} {
		a, err := act.Parse([]byte(tt.text), act.Options{Profile: tt.name})
		if err != nil {
			t.Fatal(err)
		}
		n := a.Find("art_1")
		if n == nil || n.Label != tt.label || n.Number != "1" || len(n.Children) != 1 || len(codes(a, act.WarnNoArticles, act.WarnMissingNumber)) > 0 {
			t.Errorf("%s: %v\n%s", tt.name, a.Warnings, shape(a))
		}
		again, err := act.Parse([]byte(a.PlainText()), act.Options{Profile: tt.name})
		if err != nil || again.Hash != a.Hash {
			t.Errorf("%s: the text reads back as %v\n%s", tt.name, err, shape(again))
		}
		checkWord(t, a)
	}
	const second = "ОДЛУКА\nо клупама\n\nЧлан 1.\n\nКлупе су зелене.\n\nЈедини члан\n\nкоји није наведен брише се.\n\nЧлан 2.\n\nКлупе стоје.\n"
	if a := parse(t, second); len(a.Articles()) != 2 {
		t.Errorf("reads as\n%s", shape(a))
	}
}
