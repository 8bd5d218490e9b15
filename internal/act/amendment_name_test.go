package act_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/act"
)

// TestAnActOfTheUnionHasOneNameAsTheActAmended holds that the name of the act amended is one and the
// same in its title, which goes on with what it is amended in, and in every order.
func TestAnActOfTheUnionHasOneNameAsTheActAmended(t *testing.T) {
	tests := []struct{ title, orders, name string }{
		{"amending Regulation (EU) 2031/417 as regards the opening of reading rooms", "Article 9 is deleted.", "Regulation (EU) 2031/417"},
		{"amending Regulation (EC) No 2031/417 of the European Parliament and of the Council as regards rooms and repealing Directive 2001/1/EC", "Article 9 is deleted.", "Regulation (EC) No 2031/417"},
		{"amending Annex II to Regulation (EU) 2031/417 of the Council as regards rooms", "Article 9 is deleted.", "Regulation (EU) 2031/417"},
		{"amending Directives 2009/65/EC and 2013/36/EU as regards time limits", "Article 9 is deleted.", "Directives 2009/65/EC and 2013/36/EU"},
		{"amending Regulation (EU) 2031/417 as regards rooms", "In Regulation (EU) 2031/417 of the Council as regards rooms, Article 9 is deleted.", "Regulation (EU) 2031/417"},
		{"amending Regulation (EU) 2031/417", "In Regulation (EU) 2031/417, as last amended by Regulation (EU) 2031/2, Article 9 is deleted.", "Regulation (EU) 2031/417"},
		{"amending Directive 2009/65/EC", "Article 9 of Directive 2009/65/EC of the European Parliament and of the Council is deleted.", "Directive 2009/65/EC"},
	}
	for _, tt := range tests {
		src := strings.Replace(fmt.Sprintf(unionBill, tt.orders), "amending Regulation (EU) 2031/417", tt.title, 1)
		a, err := act.Parse([]byte(src), act.Options{Profile: "eu"})
		if err != nil {
			t.Fatal(err)
		}
		name, ok := a.Amends()
		orders := a.Amendments()
		if name != tt.name || !ok || len(orders) != 1 || orders[0].Act != tt.name || order(&orders[0]) != "repeal|art_9" {
			t.Errorf("%q amends %q, %v, and orders %+v; want %q", tt.title, name, ok, orders, tt.name)
		}
	}
}

// TestTheNameOfTheActAmendedIsWholeAndNothingElse holds that the name of an act has its number, and none of
// what a title amends besides it.
func TestTheNameOfTheActAmendedIsWholeAndNothingElse(t *testing.T) {
	german := strings.Replace(fmt.Sprintf(germanBill, "§ 3 wird aufgehoben."), "Lesesaalgesetzes\n", "Lesesaalgesetzes und anderer Vorschriften\n", 1)
	a, err := act.Parse([]byte(german), act.Options{Profile: "de"})
	if err != nil {
		t.Fatal(err)
	}
	if name, ok := a.Amends(); name != "Lesesaalgesetz" || !ok {
		t.Errorf("the act amends %q, %v", name, ok)
	}
	for _, law := range []string{"Public Law 117–58", "Public Law 117-58"} {
		a, err := act.Parse([]byte(fmt.Sprintf(americanBill, "Section 5 of "+law+" is repealed.")), act.Options{Profile: "us"})
		if err != nil {
			t.Fatal(err)
		}
		if found := a.Amendments(); len(found) != 1 || found[0].Act != law || order(&found[0]) != "repeal|art_5" {
			t.Errorf("%q: orders %+v", law, found)
		}
		if ref := a.References()[0]; ref.Act != law || ref.Text != "Section 5 of "+law {
			t.Errorf("%q is cited as %q in %q", law, ref.Act, ref.Text)
		}
	}
}
