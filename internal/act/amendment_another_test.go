package act_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
)

// TestASecondActInOneParagraph reads paragraphs of acts of the Union that change one act and go on with
// another, of which each order names its own.
func TestASecondActInOneParagraph(t *testing.T) {
	const first, second = "Regulation (EU) 2031/417: ", "Directive 2030/12/EU: "
	const german = "VERORDNUNG (EU) 2031/418 DES RATES\nzur Änderung der Verordnung (EU) 2031/417\n\nHAT FOLGENDE VERORDNUNG ERLASSEN:\n\nArtikel 1\n%s\n\nArtikel 2\nDiese Verordnung tritt am Tag nach der Veröffentlichung in Kraft.\n"
	for _, tt := range []struct {
		frame, orders string
		want          []string
		unclear       int
	}{
		{unionBill, "In Regulation (EU) 2031/417, Article 3 is replaced by the following: ‘Article 3 Rooms are open.’ and in Directive 2030/12/EU, Article 4 is deleted.",
			[]string{first + "substitute|art_3|new Article 3 Rooms are open.", second + "repeal|art_4"}, 0},
		{unionBill, "In Regulation (EU) 2031/417, Article 3 is deleted. In Directive 2030/12/EU, Article 4 is deleted.", []string{first + "repeal|art_3", second + "repeal|art_4"}, 0},
		{unionBill, "In Regulation (EU) 2031/417, Articles 3 and 5 are deleted, and in Article 4 of Directive 2030/12/EU, paragraph 2 is deleted.",
			[]string{first + "repeal|art_3 art_5", second + "repeal|art_4__para_2"}, 0},
		{unionBill, "In Regulation (EU) 2031/417, in Article 3, the words ‘a’ are replaced by ‘b’, and in Directive 2030/12/EU, in Article 4(2), the words ‘c’ are replaced by ‘d’.",
			[]string{first + "replace_words|art_3|old a|new b", second + "replace_words|art_4__para_2|old c|new d"}, 0},
		{german, "In der Verordnung (EU) 2031/417 wird Artikel 3 gestrichen und in der Richtlinie 2030/12/EU wird Artikel 4 gestrichen.",
			[]string{"Verordnung (EU) 2031/417: repeal|art_3", "Richtlinie 2030/12/EU: repeal|art_4"}, 0},
		// What is only named, and what is said of both.
		{unionBill, "In Regulation (EU) 2031/417, Article 3 is replaced in accordance with Directive 2030/12/EU by the following: ‘Rooms.’.", []string{first + "substitute|art_3|new Rooms."}, 0},
		{unionBill, "Articles 3 of Regulation (EU) 2031/417 and, in Directive 2030/12/EU, Article 4 are deleted.", nil, 1},
		{unionBill, "Article 3 of Regulation (EU) 2031/417 and Article 4 of Directive 2030/12/EU are deleted.", nil, 1},
	} {
		a, err := act.Parse([]byte(fmt.Sprintf(tt.frame, tt.orders)), act.Options{Profile: "eu"})
		if err != nil {
			t.Fatal(err)
		}
		found, unclear := a.Orders()
		var got []string
		for _, am := range found {
			got = append(got, am.Act+": "+order(&am))
		}
		if diff := cmp.Diff(tt.want, got); diff != "" || len(unclear) != tt.unclear {
			t.Errorf("%q, %d unclear (-want +got):\n%s", tt.orders, len(unclear), diff)
		}
	}
}
