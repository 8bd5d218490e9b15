package act_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
)

// TestAWordingIsOfTheOrderAboveIt holds that what is quoted is given to the order directly above it alone,
// and that one which is not understood is said to be unclear.
func TestAWordingIsOfTheOrderAboveIt(t *testing.T) {
	const slavic = "У члану 3. додаје се став 3, који гласи:\n„Рок траје три дана.”\n\nЧлан 2.\n"
	const first = "insert|art_3|now art_3__para_3|quoted art_1__para_1__mod_1"
	tests := []struct {
		profile, bill, orders string
		want                  []string
		unclear               int
	}{
		{"rs", bill, slavic + "У члану 8. иза става 1. прикључује се нови став 2, који гласи:\n„Рок се не мења.”", []string{first}, 1},
		{"rs", bill, slavic + "Текст члана 8. гласи:\n„Рок се не мења.”", []string{first}, 1},
		{"rs", bill, slavic + "Став 2. члана 8. сада гласи: „Рок се не мења.”", []string{first}, 1},
		{"rs", bill, slavic + "Члан 9. мења се и гласи: „Рок.” У члану 8. прикључује се нови став 2, који гласи:\n„Рок се не мења.”", []string{first, "substitute|art_9|new Рок."}, 1},
		{"rs", bill, slavic + "После члана 9. додаје се члан 9а. У члану 8. прикључује се нови став 2, који гласи:\n„Рок се не мења.”", []string{first, "insert|art_9|behind|now art_9a"}, 1},
		{"rs", bill, slavic + "У члану 9. реч: „дан” брише се. У члану 8. прикључује се нови став 2, који гласи:\n„Рок се не мења.”", []string{first, "delete_words|art_9|old дан"}, 1},
		{"rs", bill, slavic + "Члан 9. брише се.\nУ члану 8. прикључује се нови став 2, који гласи:\n„Рок се не мења.”", []string{first, "repeal|art_9"}, 1},

		{"rs", bill, slavic + "У члану 8. иза става 1. уноси се нови став 2, који гласи:\n„Рок се не мења.”",
			[]string{first, "insert|art_8__para_1|behind|now art_8__para_2|quoted art_2__para_1__mod_1"}, 0},
		{"rs", bill, slavic + "У члану 8. иза става 1. умећу се нови ст. 2. и 3, који гласе:\n„Рок се не мења.\nРок тече.”",
			[]string{first, "insert|art_8__para_1|behind|now art_8__para_2 art_8__para_3|quoted art_2__para_1__mod_1"}, 0},
		{"rs", bill, slavic + "Назив изнад члана 40. мења се и гласи: „Рокови”.\nУ члану 40. уноси се став 1, који гласи:\n„Рок се не мења.”",
			[]string{first, "substitute heading|art_40|new Рокови", "insert|art_40|now art_40__para_1|quoted art_2__para_2__mod_1"}, 0},
		{"rs", bill, "Подаци из члана 8. уносе се у именик.", nil, 0},

		{"eu", unionBill, "Article 3 is replaced by the following:\n‘Article 3\nRooms are open.’\n\nArticle 2\nArticle 8 shall read as follows:\n‘Article 8\nHalls are open.’",
			[]string{"substitute|art_3|quoted art_1__para_1__mod_1"}, 1},
		{"us", americanBill, "Section 3 of the Rooms Act is amended to read as follows:\n“SEC. 3. ROOMS.\n“Rooms are open.”.\n\nSEC. 2. HALLS.\nSection 8 of the Rooms Act shall read as follows:\n“SEC. 8. HALLS.\n“Halls are open.”.",
			[]string{"substitute|art_3|quoted art_1__para_1__mod_1"}, 0},
		{"de", germanBill, "§ 3 wird wie folgt gefasst:\n„§ 3\nDer Saal ist offen.“\n\nArtikel 2\nDas Lesesaalgesetz wird geändert.\n§ 8 lautet wie folgt:\n„§ 8\nDie Halle ist offen.“",
			[]string{"substitute|art_3|quoted art_1__para_1__mod_1"}, 1},
	}
	for _, tt := range tests {
		src := fmt.Sprintf(tt.bill, tt.orders)
		if diff := cmp.Diff(tt.want, billOrders(t, src, tt.profile)); diff != "" {
			t.Errorf("amendments of %q (-want +got):\n%s", tt.orders, diff)
		}
		a, err := act.Parse([]byte(src), act.Options{Profile: tt.profile})
		if err != nil {
			t.Fatal(err)
		}
		if _, unclear := a.Orders(); len(unclear) != tt.unclear {
			t.Errorf("%q: %d unclear provisions, want %d", tt.orders, len(unclear), tt.unclear)
		}
	}
}
