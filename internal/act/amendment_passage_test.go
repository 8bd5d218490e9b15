package act_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestWordsOfATextAreCalledByHowTheyRead holds that words are changed and not the whole
// provision, where it is said how a part of it reads.
func TestWordsOfATextAreCalledByHowTheyRead(t *testing.T) {
	const words = "art_4__para_2|old у року од осам дана"
	for _, tt := range []struct {
		orders  string
		want    []string
		unclear int
	}{
		{"У члану 4. став 2. речи: „у року од осам дана” мењају се и гласе: „сутра”.", []string{"replace_words|" + words + "|new сутра"}, 0},
		{"Члан 4. став 2. у делу који гласи: „у року од осам дана” мења се и гласи: „сутра”.", []string{"replace_words|" + words + "|new сутра"}, 0},
		{"У члану 4. став 2. у делу текста који гласи: „у року од осам дана” мења се и гласи: „сутра”.", []string{"replace_words|" + words + "|new сутра"}, 0},
		{"У члану 4. став 2. део реченице: „у року од осам дана” замењује се речју: „сутра”.", []string{"replace_words|" + words + "|new сутра"}, 0},
		{"У члану 4. став 2. део реченице који гласи: „у року од осам дана” брише се.", []string{"delete_words|" + words}, 0},
		{"У члану 4. став 2. текст који гласи: „у року од осам дана” замењује се текстом: „сутра”.", []string{"replace_words|" + words + "|new сутра"}, 0},
		{"Члан 4. став 2. мења се и гласи:\n„Пријава се подноси сутра.”", []string{"substitute|art_4__para_2|quoted art_1__para_1__mod_1"}, 0},
		{"У члану 4. додаје се став 3, који гласи:\n„Пријава се подноси сутра.”", []string{"insert|art_4|now art_4__para_3|quoted art_1__para_1__mod_1"}, 0},
	} {
		got, unclear := ordersOf(t, tt.orders)
		if diff := cmp.Diff(tt.want, got); diff != "" || len(unclear) != tt.unclear {
			t.Errorf("%q (-want +got):\n%s, unclear %q", tt.orders, diff, unclear)
		}
	}
}

// TestActsThatCeaseAreNoOrdersOfTheActAmended holds that an order is not looked for where
// whole acts cease to have effect, and that provisions of others that do are still named.
func TestActsThatCeaseAreNoOrdersOfTheActAmended(t *testing.T) {
	for _, tt := range []struct {
		orders  string
		want    []string
		unclear int
	}{
		{"Даном ступања на снагу овог закона престаје да важи Закон о огледу („Службени гласник РС”, бр. 1/10 и 2/12).", nil, 0},
		{"Даном ступања на снагу овог закона престају да важе Уредба о огледу и Правилник о мерама.", nil, 0},
		{"Даном ступања на снагу овог закона престају да важе:\n1) Закон о огледу („Службени гласник РС”, број 3/10);\n2) Уредба о мерама („Службени гласник РС”, број 4/10).", nil, 0},
		{"Даном ступања на снагу овог закона престају да важе:\n1) Закон о огледу („Службени гласник РС”, број 3/10);\n2) члан 12. Закона о мерама („Службени гласник РС”, број 4/10).", []string{"repeal|art_12"}, 0},
		{"Даном ступања на снагу овог закона престају да важе прописи о мерама.", nil, 1},
	} {
		got, unclear := ordersOf(t, tt.orders)
		if diff := cmp.Diff(tt.want, got); diff != "" || len(unclear) != tt.unclear {
			t.Errorf("%q (-want +got):\n%s, unclear %q", tt.orders, diff, unclear)
		}
	}
}
