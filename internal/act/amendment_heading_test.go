package act_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAmendmentsOfHeadings(t *testing.T) {
	tests := []struct {
		name, orders string
		want         []string
	}{
		{"of a chapter and over an article", "Назив главе IV и наслов изнад члана 30. мењају се и гласе:\n„IV. РОКОВИ\nРок”",
			[]string{"substitute heading|chp_IV art_30|quoted art_1__para_1__mod_1"}},
		{"over an article", "Наслов изнад члана 5. брише се.", []string{"repeal heading|art_5"}},
		{"over articles", "Наслови изнад чл. 5. и 6. бришу се.", []string{"repeal heading|art_5 art_6"}},
		{"over a range", "Наслови изнад чл. 5–8. бришу се.", []string{"repeal heading|art_5…art_8"}},
		{"words of one over an article", "У наслову изнад члана 5. реч: „дан” замењује се речју: „рок”.", []string{"replace_words heading|art_5|old дан|new рок"}},
		{"words added to one", "У називу члана 5. после речи: „дан” додаје се реч: „рок”.", []string{"insert_words heading|art_5|behind|old дан|new рок"}},
		{"of a section of a chapter", "У глави III назив одељка 2. мења се и гласи: „Рокови”.", []string{"substitute heading|chp_III__sec_2|new Рокови"}},
		{"of a section without a number", "Члан 3. брише се.\nНазив одељка изнад члана 30. мења се и гласи: „Рокови”.", []string{"repeal|art_3"}},
		{"of the article in which it is said to stand", "У члану 5. назив члана мења се и гласи: „Рок”.", []string{"substitute heading|art_5|new Рок"}},
		{"of two articles", "Називи члана 5. и члана 6. мењају се и гласе: „Рок”.", []string{"substitute heading|art_5 art_6|new Рок"}},
		{"of an article that is struck out with it", "Поднаслов изнад члана 12. и члан 12. бришу се.", []string{"repeal|art_12"}},
		{"of an article worded anew with it", "Назив члана и члан 5. мењају се и гласе:\n„Рок\nЧлан 5.\nРок износи осам дана.”",
			[]string{"substitute|art_5|quoted art_1__para_1__mod_1"}},
		{"of an article, and another article", "Назив члана 5. и члан 6. бришу се.", []string{"repeal|art_6", "repeal heading|art_5"}},
		{"a chapter, and the one over an article", "Глава IV и наслов изнад члана 30. бришу се.", []string{"repeal|chp_IV", "repeal heading|art_30"}},
		{"of an article and its paragraph", "У члану 5. назив члана и став 1. мењају се и гласе:\n„Рок\nРок тече.”",
			[]string{"substitute|art_5__para_1|quoted art_1__para_1__mod_1", "substitute heading|art_5|quoted art_1__para_1__mod_1"}},
		{"of the article of a paragraph, behind it", "У члану 5. став 1. и назив члана мењају се и гласе:\n„Рок\nРок тече.”",
			[]string{"substitute|art_5__para_1|quoted art_1__para_1__mod_1", "substitute heading|art_5|quoted art_1__para_1__mod_1"}},
		{"of the article of paragraphs, behind them", "У члану 7. ст. 1. и 3. и назив члана бришу се.", []string{"repeal|art_7__para_1 art_7__para_3", "repeal heading|art_7"}},
		{"of the article of words", "У члану 7. у ставу 1. и називу члана реч: „дан” замењује се речју: „рок”.",
			[]string{"replace_words|art_7__para_1|old дан|new рок", "replace_words heading|art_7|old дан|new рок"}},
		{"added above an article", "Изнад члана 5. додаје се наслов, који гласи: „Рок”.", []string{"insert heading|art_5|new Рок"}},
		{"added, then said above what", "Додаје се наслов изнад члана 5, који гласи: „Рок”.", []string{"insert heading|art_5|new Рок"}},
		{"added to an article", "У члану 5. додаје се назив члана, који гласи: „Рок”.", []string{"insert heading|art_5|new Рок"}},
		{"added with the article", "После члана 5. додају се назив члана 5а и члан 5а, који гласе:\n„Рок\nЧлан 5а\nДан.”",
			[]string{"insert|art_5|behind|now art_5a|quoted art_1__para_1__mod_1"}},
		{"of the act and words of an article", "Члан 3. брише се.\nУ називу закона и у члану 5. реч: „дан” замењује се речју: „рок”.", []string{"repeal|art_3"}},
		{"that comes over another article", "Члан 3. брише се.\nНаслов изнад члана 5. постаје наслов изнад члана 6.", []string{"repeal|art_3"}},
	}
	for _, tt := range tests {
		a := parse(t, fmt.Sprintf(bill, tt.orders))
		var got []string
		for _, am := range a.Amendments() {
			got = append(got, order(&am))
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s: amendments of %q (-want +got):\n%s", tt.name, tt.orders, diff)
		}
	}
}
