package act_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestWhatIsCountedByItsPlace holds that sentences and subparagraphs, which have no addresses, are named by their
// places in what has one, and that paragraphs counted in words are found by those.
func TestWhatIsCountedByItsPlace(t *testing.T) {
	for _, tt := range []struct {
		profile, bill, orders string
		want                  []string
	}{
		{"eu", unionBill, "In Article 5(1), the second and third subparagraphs are replaced by the following:\n‘A day.’", []string{"substitute|art_5__para_1|subparagraphs 2 3|quoted art_1__para_1__mod_1"}},
		{"eu", unionBill, "Article 5(1), second subparagraph, is replaced by the following: ‘A day.’", []string{"substitute|art_5__para_1|subparagraphs 2|new A day."}},
		{"eu", unionBill, "In Article 5(1), in the first subparagraph, the words ‘a day’ are deleted.", []string{"delete_words|art_5__para_1|subparagraphs 1|old a day"}},
		{"eu", unionBill, "In the first subparagraph of Article 5(1), point (b) is replaced by the following:\n‘(b) a day;’", []string{"substitute|art_5__para_1__point_b|quoted art_1__para_1__mod_1"}},
		{"eu", unionBill, "In Article 5(1), the second sentence of the first subparagraph is deleted.", []string{"delete_words|art_5__para_1|subparagraphs 1|sentences 2|sentence"}},
		{"eu", unionBill, "Article 5(1) is amended as follows:\n(a) the second subparagraph is amended as follows:\n(i) the first sentence is deleted;\n(ii) point (b) is deleted;\n(b) the last subparagraph is deleted.",
			[]string{"delete_words|art_5__para_1|subparagraphs 2|sentences 1|sentence", "repeal|art_5__para_1__point_b", "repeal|art_5__para_1|subparagraphs -1"}},
		{"eu", unionBill, "In Article 5(1), the following subparagraph is inserted after the first subparagraph:\n‘A day.’", []string{"insert|art_5__para_1|behind|subparagraphs 1|subparagraph|quoted art_1__para_1__mod_1"}},
		{"eu", unionBill, "In Article 5(1), the following sentence is added:\n‘A day.’", []string{"insert_words|art_5__para_1|end|sentence|quoted art_1__para_1__mod_1"}},
		{"eu", unionBill, "In Article 5, the second paragraph is deleted. In the third paragraph of Article 6, the words ‘a day’ are deleted.", []string{"repeal|art_5__para_2", "delete_words|art_6__para_3|old a day"}},
		{"eu", unionBill, "In Article 5, the first subparagraph is deleted.", []string{"repeal|art_5__para_1"}},
		{"eu", unionBill, "The second sentence of Article 5(1) and paragraph 3 are deleted. In Article 6(1), the second subparagraph and point (c) are deleted. Article 9 is deleted.", []string{"repeal|art_9"}},

		{"de", germanBill, "§ 5 Absatz 1 Satz 2 bis 4 wird aufgehoben. In § 6 Absatz 2 werden die Sätze 1 und 3 aufgehoben.", []string{"delete_words|art_5__para_1|sentences 2 3 4|sentence", "delete_words|art_6__para_2|sentences 1 3|sentence"}},
		{"de", germanBill, "§ 5 Absatz 2 wird wie folgt geändert:\na) Satz 1 wird wie folgt gefasst:\n„Ein Tag.“\nb) Folgender Satz wird angefügt:\n„Ein Tag.“",
			[]string{"replace_words|art_5__para_2|sentences 1|sentence|quoted art_1__para_1__mod_1", "insert_words|art_5__para_2|end|sentence|quoted art_1__para_1__mod_2"}},
		{"de", germanBill, "In § 5 Absatz 2 wird nach Satz 1 folgender Satz eingefügt:\n„Ein Tag.“", []string{"insert_words|art_5__para_2|behind|sentences 1|sentence|quoted art_1__para_1__mod_1"}},
		{"de", germanBill, "Dem § 5 Absatz 1 wird folgender Satz vorangestellt:\n„Ein Tag.“", []string{"insert_words|art_5__para_1|before|sentences 1|sentence|quoted art_1__para_1__mod_1"}},
		{"de", germanBill, "§ 5 Absatz 1 Satz 2 Nummer 3 wird aufgehoben.", []string{"repeal|art_5__para_1__point_3"}},
		{"de", germanBill, "§ 5 Absatz 1 Satz 2 und Absatz 3 Satz 1 werden aufgehoben. In § 6 Satz 2 wird Halbsatz 2 gestrichen. § 9 wird aufgehoben.", []string{"repeal|art_9"}},
	} {
		if diff := cmp.Diff(tt.want, billOrders(t, fmt.Sprintf(tt.bill, tt.orders), tt.profile)); diff != "" {
			t.Errorf("amendments of %q (-want +got):\n%s", tt.orders, diff)
		}
	}
}

func TestMarksOfGermanOrders(t *testing.T) {
	for orders, want := range map[string][]string{
		"In § 5 Absatz 1 Nummer 3 wird der Punkt am Ende durch ein Komma ersetzt und folgende Nummer 4 angefügt:\n„4. das Lesen.“": {
			"replace_words|art_5__para_1__point_3|end|punctuation|old .|new ,", "insert|art_5__para_1__point_3|behind|now art_5__para_1__point_4|quoted art_1__para_1__mod_1"},
		"In § 5 wird der Punkt am Ende durch ein Komma und das Wort „und“ ersetzt.":                                               {"replace_words|art_5|end|old .|new , und"},
		"In § 5 werden nach dem Wort „Tage“ ein Komma und die Wörter „auch Nächte“ eingefügt.":                                    {"insert_words|art_5|behind|old Tage|new , auch Nächte"},
		"In § 5 wird das Komma nach dem Wort „Tag“ gestrichen.":                                                                   {"delete_words|art_5|behind|punctuation|beside Tag|old ,"},
		"In § 5 wird der Punkt am Ende durch ein Semikolon ersetzt und folgender Halbsatz angefügt:\n„dies gilt auch für Gäste.“": {"replace_words|art_5|end|punctuation|old .|new ;", "insert_words|art_5|end|new dies gilt auch für Gäste."},
		"In § 5 werden nach dem Wort „Tage“ folgende Wörter eingefügt:\n„und Nächte“.":                                            {"insert_words|art_5|behind|old Tage|new und Nächte"},
		"§ 5 wird wie folgt geändert:\na) Der bisherige Wortlaut wird Absatz 1.\nb) Folgender Absatz 2 wird angefügt:\n„(2) Text.“": {
			"insert|art_5|now art_5__para_2|quoted art_1__para_1__mod_1"},
	} {
		if diff := cmp.Diff(want, billOrders(t, fmt.Sprintf(germanBill, orders), "de")); diff != "" {
			t.Errorf("amendments of %q (-want +got):\n%s", orders, diff)
		}
	}
}

// TestHeadingsAlone holds that a heading which is named without a provision is that of what was named last, and
// that of a heading and something else joined to it nothing is taken for a heading.
func TestHeadingsAlone(t *testing.T) {
	for _, tt := range []struct {
		profile, bill, orders string
		want                  []string
	}{
		{"eu", unionBill, "Article 5 is amended as follows:\n(a) the title is replaced by the following:\n‘Days’;\n(b) paragraph 3 is renumbered paragraph 4.", []string{"substitute heading|art_5|quoted art_1__para_1__mod_1", "renumber|art_5__para_3|now art_5__para_4"}},
		{"eu", unionBill, "The title is replaced by the following:\n‘Regulation on days’.", []string{"substitute heading||quoted art_1__para_1__mod_1"}},
		{"eu", unionBill, "In Article 5, the title and paragraph 1 are deleted. In Article 6, paragraph 1 and the title are deleted. Article 9 is deleted.", []string{"repeal|art_9"}},
		{"de", germanBill, "§ 5 wird wie folgt geändert:\na) Die Überschrift wird wie folgt gefasst:\n„§ 5 Öffnung“\nb) Absatz 2 wird aufgehoben.", []string{"substitute heading|art_5|quoted art_1__para_1__mod_1", "repeal|art_5__para_2"}},
	} {
		if diff := cmp.Diff(tt.want, billOrders(t, fmt.Sprintf(tt.bill, tt.orders), tt.profile)); diff != "" {
			t.Errorf("amendments of %q (-want +got):\n%s", tt.orders, diff)
		}
	}
}

// TestWordsThatStandBelow holds that words which a sentence announces at its end may stand in quotation marks on
// the next line.
func TestWordsThatStandBelow(t *testing.T) {
	const bill = "ЗАКОН\nО ИЗМЕНАМА ЗАКОНА О ЧИТАОНИЦАМА\n\nЧлан 1.\n%s\n"
	for orders, want := range map[string][]string{
		"У члану 5. став 1. после речи: „дан” додају се запета и речи:\n„осим недеље”.\nУ ставу 2. реч: „дан” брише се.": {"insert_words|art_5__para_1|behind|old дан|new , осим недеље", "delete_words|art_5__para_2|old дан"},
		"У члану 5. став 1. речи: „три дана” замењују се речима:\n„четири дана”.":                                        {"replace_words|art_5__para_1|old три дана|new четири дана"},
	} {
		if diff := cmp.Diff(want, billOrders(t, fmt.Sprintf(bill, orders), "rs")); diff != "" {
			t.Errorf("amendments of %q (-want +got):\n%s", orders, diff)
		}
	}
	a := parse(t, strings.Replace(bill, "%s", "У члану 5. став 1. додају се речи:\n„осим недеље”.", 1))
	if _, unclear := a.Orders(); len(unclear) > 0 {
		t.Errorf("it is not clear what %q orders", unclear[0].Text)
	}
}
