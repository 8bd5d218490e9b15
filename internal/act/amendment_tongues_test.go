package act_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
)

// Amending acts in which what they order stands in article 1.
const (
	croatianBill = "ZAKON\nO IZMJENAMA I DOPUNAMA ZAKONA O ČITAONICAMA\n\nČlanak 1.\n%s\n\nČlanak 2.\nOvaj Zakon stupa na snagu osmoga dana od dana objave.\n"
	germanBill   = "Gesetz zur Änderung des Lesesaalgesetzes\n\nArtikel 1\nÄnderung des Lesesaalgesetzes\n%s\n\nArtikel 2\nInkrafttreten\nDieses Gesetz tritt am Tag nach der Verkündung in Kraft.\n"
	unionBill    = "REGULATION (EU) 2031/418 OF THE COUNCIL\namending Regulation (EU) 2031/417\n\nHAS ADOPTED THIS REGULATION:\n\nArticle 1\n%s\n\nArticle 2\nThis Regulation shall enter into force on the day following that of its publication.\n"
	americanBill = "A BILL\nTo provide for reading rooms.\n\nSECTION 1. ROOMS.\n%s\n\nSEC. 2. DATE.\nThis Act takes effect on the day of its enactment.\n"
)

func TestAmendmentsOfOtherTraditions(t *testing.T) {
	const base = "Section 5(b) of the Rooms and Halls Act (7 U.S.C. 901(b)) is amended"
	tests := []struct {
		name, profile, bill, orders string
		want                        []string
	}{
		{"a Croatian article worded anew", "hr", croatianBill, "U Zakonu o čitaonicama (»Narodne novine«, broj 3/31), članak 5. mijenja se i glasi:\n»Članak 5.\nRok je osam dana.«",
			[]string{"substitute|art_5|quoted art_1__para_1__mod_1"}},
		{"Croatian words replaced", "hr", croatianBill, "U članku 7. stavku 2. riječi: »trideset dana« zamjenjuju se riječima: »petnaest dana«.",
			[]string{"replace_words|art_7__para_2|old trideset dana|new petnaest dana"}},
		{"a Croatian full stop put before words struck out", "hr", croatianBill, "U članku 7. stavku 2. iza riječi: »rok« stavlja se točka, a riječi: »i dan« brišu se.",
			[]string{"insert_words|art_7__para_2|behind|punctuation|old rok|new .", "delete_words|art_7__para_2|old i dan"}},
		{"a Croatian article added", "hr", croatianBill, "Iza članka 9. dodaje se članak 9.a koji glasi:\n»Članak 9.a\nUpisnik je javan.«",
			[]string{"insert|art_9|behind|now art_9-a|quoted art_1__para_1__mod_1"}},
		{"a Croatian point with a letter", "hr", croatianBill, "U članku 3. stavku 1. točka b) briše se.", []string{"repeal|art_3__para_1__subpoint_b"}},
		{"a Croatian article struck out", "hr", croatianBill, "Članak 12. briše se.", []string{"repeal|art_12"}},
		{"Croatian words struck out and added", "hr", croatianBill, "U članku 3. stavku 1. riječ: »dan« briše se, a iza riječi: »rok« dodaju se riječi: »osim vikenda«.",
			[]string{"delete_words|art_3__para_1|old dan", "insert_words|art_3__para_1|behind|old rok|new osim vikenda"}},
		{"Croatian words behind a comma that is put", "hr", croatianBill, "U članku 3. stavku 1. iza riječi »rok« stavlja se zarez i dodaju riječi »osim vikenda«.",
			[]string{"insert_words|art_3__para_1|behind|old rok|new , osim vikenda"}},
		{"Croatian words behind a comma that was a full stop", "hr", croatianBill, "U članku 3. stavku 1. točka se zamjenjuje zarezom i dodaju se riječi: »osim vikenda«.",
			[]string{"replace_words|art_3__para_1|old .|new , osim vikenda"}},
		{"Croatian marks behind words", "hr", croatianBill, "U članku 3. stavku 1. iza riječi: »rok« briše se točka, stavlja zarez i dodaju riječi: »osim vikenda«, a u članku 4. iza riječi: »dan« stavlja se zarez.",
			[]string{"replace_words|art_3__para_1|behind|beside rok|old .|new , osim vikenda", "insert_words|art_4|behind|punctuation|old dan|new ,"}},
		{"a Croatian article put out of force", "hr", croatianBill, "Stavlja se izvan snage članak 12.", []string{"repeal|art_12"}},
		{"Croatian paragraphs renumbered", "hr", croatianBill, "U članku 3. dosadašnji stavci 2. i 3. postaju stavci 3. i 4.",
			[]string{"renumber|art_3__para_2 art_3__para_3|now art_3__para_3 art_3__para_4"}},
		{"a Croatian chapter", "hr", croatianBill, "Članak 12. briše se.\nGlava III. briše se.", []string{"repeal|art_12", "repeal|chp_III"}},
		{"a Croatian inner section", "hr", croatianBill, "Članak 12. briše se.\nOdsječak 2. briše se.", []string{"repeal|art_12"}},

		{"a German paragraph worded anew", "de", germanBill, "§ 5 Absatz 2 wird wie folgt gefasst:\n„(2) Der Lesesaal ist offen.“", []string{"substitute|art_5__para_2|quoted art_1__para_1__mod_1"}},
		{"a German paragraph that gets a wording", "de", germanBill, "§ 5 Abs. 2 erhält folgende Fassung:\n„(2) Der Lesesaal ist offen.“", []string{"substitute|art_5__para_2|quoted art_1__para_1__mod_1"}},
		{"German words replaced", "de", germanBill, "In § 7 Absatz 1 Satz 2 werden die Wörter „drei Tage“ durch die Wörter „vier Tage“ ersetzt.",
			[]string{"replace_words|art_7__para_1|sentences 2|old drei Tage|new vier Tage"}},
		{"German words replaced and struck out", "de", germanBill, "In § 7 wird das Wort „drei“ durch das Wort „vier“ ersetzt und das Wort „stets“ gestrichen.",
			[]string{"replace_words|art_7|old drei|new vier", "delete_words|art_7|old stets"}},
		{"German words added", "de", germanBill, "In § 7 werden nach dem Wort „Tage“ die Wörter „und Nächte“ eingefügt.", []string{"insert_words|art_7|behind|old Tage|new und Nächte"}},
		{"a German section added", "de", germanBill, "Nach § 12 wird folgender § 12a eingefügt:\n„§ 12a\nBeratung\nDer Lesesaal berät.“",
			[]string{"insert|art_12|behind|now art_12a|quoted art_1__para_1__mod_1"}},
		{"a German paragraph added at the end", "de", germanBill, "Dem § 5 wird folgender Absatz 3 angefügt:\n„(3) Der Lesesaal schließt.“", []string{"insert|art_5|now art_5__para_3|quoted art_1__para_1__mod_1"}},
		{"German sections struck out", "de", germanBill, "§ 20 wird aufgehoben. Die §§ 22 bis 24 werden aufgehoben.", []string{"repeal|art_20", "repeal|art_22…art_24"}},
		{"German paragraphs renumbered", "de", germanBill, "In § 5 wird der bisherige Absatz 3 Absatz 4.", []string{"renumber|art_5__para_3|now art_5__para_4"}},
		{"a list of German orders", "de", germanBill, "Das Lesesaalgesetz wird wie folgt geändert:\n1. § 5 wird wie folgt geändert:\na) Absatz 2 wird aufgehoben.\nb) In Absatz 3 wird das Wort „drei“ durch das Wort „vier“ ersetzt.\n2. § 20 wird aufgehoben.",
			[]string{"repeal|art_5__para_2", "replace_words|art_5__para_3|old drei|new vier", "repeal|art_20"}},
		{"a German sentence", "de", germanBill, "§ 20 wird aufgehoben. § 5 Absatz 2 Satz 2 wird aufgehoben. In § 6 wird Satz 3 gestrichen.",
			[]string{"repeal|art_20", "delete_words|art_5__para_2|sentences 2|sentence", "delete_words|art_6|sentences 3|sentence"}},
		{"a German mark", "de", germanBill, "In § 6 Nummer 2 wird der Punkt am Ende durch ein Komma ersetzt.", []string{"replace_words|art_6__para_1__point_2|end|punctuation|old .|new ,"}},
		{"a German division", "de", germanBill, "Abschnitt 3 wird aufgehoben.", []string{"repeal|sec_3"}},
		{"the heading of a German section", "de", germanBill, "In der Überschrift des § 5 wird das Wort „Tage“ durch das Wort „Nächte“ ersetzt.", []string{"replace_words heading|art_5|old Tage|new Nächte"}},
		{"nothing ordered in German", "de", germanBill, "Für Verfahren nach § 5 gilt das bisherige Recht.", nil},

		{"a point of the Union worded anew", "eu", unionBill, "Regulation (EU) 2031/417 is amended as follows:\n(1) in Article 4, point (7) is replaced by the following:\n‘(7) ‘keeper’ means a person;’;",
			[]string{"substitute|art_4__para_1__point_7|quoted art_1__para_1__mod_1"}},
		{"an article of the Union added", "eu", unionBill, "Regulation (EU) 2031/417 is amended as follows:\n(1) the following Article is inserted:\n‘Article 5a\nPrinciples\n1. Books shall be kept.’;",
			[]string{"insert||now art_5a|quoted art_1__para_1__mod_1"}},
		{"an article of the Union added behind points of another", "eu", unionBill, "Regulation (EU) 2031/417 is amended as follows:\n(1) Article 5 is amended as follows:\n(a) paragraph 1 is deleted;\n(b) paragraphs 3 and 4 are deleted;\n(2) the following Article is inserted:\n‘Article 5a\nPrinciples\n1. Books shall be kept.’;",
			[]string{"repeal|art_5__para_1", "repeal|art_5__para_3 art_5__para_4", "insert||now art_5a|quoted art_1__para_1__mod_1"}},
		{"an article of the Union added behind one that is named last", "eu", unionBill, "Regulation (EU) 2031/417 is amended as follows:\n(1) the following Article is inserted after Article 5:\n‘Article 5a\nPrinciples\n1. Books shall be kept.’;",
			[]string{"insert|art_5|behind|now art_5a|quoted art_1__para_1__mod_1"}},
		{"parts of annexes of the Union", "eu", unionBill, "Regulation (EU) 2031/417 is amended as follows:\n(1) Annex I is amended as follows:\n(a) Part B is replaced by the following:\n‘Part B\nKeys’;\n(b) in Part C, point 3 is deleted;\n(c) point 4 is deleted;\n(2) Chapter III is deleted;\n(3) in Part B of Annex II, points 3 and 4 are deleted;\n(4) in Annex I, Part C, point 3, the words ‘three days’ are deleted.",
			[]string{"substitute|annex_I__part_B|quoted art_1__para_1__point_1__mod_1", "repeal|annex_I__part_C__para_3", "repeal|annex_I__para_4", "repeal|chp_III", "repeal|annex_II__part_B__para_3 annex_II__part_B__para_4",
				"delete_words|annex_I__part_C__para_3|old three days"}},
		{"an article of the Union struck out", "eu", unionBill, "Regulation (EU) 2031/417 is amended as follows:\n(1) Article 9 is deleted;\n(2) Articles 11 and 12 are deleted.",
			[]string{"repeal|art_9", "repeal|art_11 art_12"}},
		{"words of the Union", "eu", unionBill, "In Article 5(1), the words ‘three days’ are replaced by ‘four days’.", []string{"replace_words|art_5__para_1|old three days|new four days"}},
		{"words of the Union struck out and added", "eu", unionBill, "In Article 5(1), the words ‘three days’ are deleted; in Article 6, the words ‘at night’ are inserted after the words ‘by day’.",
			[]string{"delete_words|art_5__para_1|old three days", "insert_words|art_6|behind|old by day|new at night"}},
		{"a paragraph of the Union added", "eu", unionBill, "Article 5 is amended as follows:\n(a) the following paragraph 3 is added:\n‘3. The room is shut.’;\n(b) paragraph 1 is deleted.",
			[]string{"insert|art_5|now art_5__para_3|quoted art_1__para_1__mod_1", "repeal|art_5__para_1"}},
		{"a paragraph of the Union renumbered", "eu", unionBill, "In Article 5, paragraph 3 is renumbered as paragraph 4.", []string{"renumber|art_5__para_3|now art_5__para_4"}},
		{"a subparagraph of the Union", "eu", unionBill, "Article 9 is deleted. In Article 5(1), the second subparagraph is deleted. In Article 6, the first sentence is replaced by the following:\n‘It is open.’",
			[]string{"repeal|art_9", "repeal|art_5__para_1|subparagraphs 2", "replace_words|art_6|sentences 1|sentence|quoted art_1__para_1__mod_1"}},
		{"a typed point of the Union worded anew", "eu", unionBill, "Regulation (EU) 2031/417 is amended as follows:\n(1) in Article 4, point (7) is replaced by the following:\n'(7) 'keeper' means a person of the readers' council;';\n(2) Article 9 is deleted.",
			[]string{"substitute|art_4__para_1__point_7|quoted art_1__para_1__mod_1", "repeal|art_9"}},
		{"typed articles of the Union", "eu", unionBill, "Regulation (EU) 2031/417 is amended as follows:\n(1) Article 7 is replaced by the following:\n'Article 7\nKeepers\n1. A keeper's key is kept.\n2. The readers' key is withdrawn.';\n(2) Article 9 is deleted.",
			[]string{"substitute|art_7|quoted art_1__para_1__mod_1", "repeal|art_9"}},
		{"typed words of the Union", "eu", unionBill, "In Article 5(1), the words 'the reader's three days' are replaced by 'four days'.",
			[]string{"replace_words|art_5__para_1|old the reader's three days|new four days"}},
		{"a point of a paragraph behind commas", "eu", unionBill, "In Article 5, paragraph 2, point (a) is replaced by the following:\n‘(a) a day;’",
			[]string{"substitute|art_5__para_2__point_a|quoted art_1__para_1__mod_1"}},
		{"points of a paragraph behind commas", "eu", unionBill, "In Article 5, paragraph 1, points (b) and (c) are deleted. Article 6, paragraph 3, is deleted. Article 7 and Article 8, paragraph 1, are deleted.",
			[]string{"repeal|art_5__para_1__point_b art_5__para_1__point_c", "repeal|art_6__para_3", "repeal|art_7 art_8__para_1"}},
		{"words of a point behind commas", "eu", unionBill, "In Article 5, paragraph 1, point (c), the word ‘day’ is replaced by the word ‘night’.", []string{"replace_words|art_5__para_1__point_c|old day|new night"}},
		{"an annex of the Union", "eu", unionBill, "Annex II is deleted.", []string{"repeal|annex_II"}},
		{"an article of the amending act of the Union", "eu", unionBill, "Article 2 of this Regulation is deleted.", nil},

		{"American words", "us", americanBill, "(a) In general.—" + base + " by striking “and (E)” and inserting “, (E), and (F)”.", []string{"replace_words|art_5__para_b|old and (E)|new , (E), and (F)"}},
		{"an American list", "us", americanBill, "(a) In general.—" + base + "—\n(1) in paragraph (1)(A), by striking “day” each place it appears and inserting “night”;\n(2) by redesignating paragraphs (3) and (4) as paragraphs (4) and (5), respectively;\n(3) by striking paragraph (6); and\n(4) by adding at the end the following:\n“(7) Guests.—A guest is no reader.”.",
			[]string{"replace_words|art_5__para_b__point_1__subpoint_A|old day|new night",
				"renumber|art_5__para_b__point_3 art_5__para_b__point_4|now art_5__para_b__point_4 art_5__para_b__point_5",
				"repeal|art_5__para_b__point_6", "insert|art_5__para_b|end|quoted art_1__para_a__mod_1"}},
		{"an American section worded anew", "us", americanBill, "Section 7 of the Rooms Act is amended to read as follows:\n“SEC. 7. HALLS.\n“Halls are open.”.", []string{"substitute|art_7|quoted art_1__para_1__mod_1"}},
		{"an American section struck out", "us", americanBill, "(a) Section 7 of the Rooms Act is repealed.", []string{"repeal|art_7"}},
		{"American words added", "us", americanBill, "(a) Section 7 of the Rooms Act is amended by inserting “, or hall” after “room”.", []string{"insert_words|art_7|behind|old room|new , or hall"}},
		{"an American paragraph added behind another", "us", americanBill, "(a) Section 7(a) of the Rooms Act is amended by inserting after paragraph (2) the following:\n“(3) Halls.—Halls are open.”.",
			[]string{"insert|art_7__para_a__point_2|behind|quoted art_1__para_a__mod_1"}},
		{"an American mark", "us", americanBill, "(a) Section 7 of the Rooms Act is amended by striking the period at the end and inserting “; and”.", []string{"replace_words|art_7|end|old .|new ; and"}},
		{"a section of the American act itself", "us", americanBill, "(a) Section 2 of this Act is repealed.", nil},
		{"nothing ordered in America", "us", americanBill, "(a) A room is amended by its keeper.", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := billOrders(t, fmt.Sprintf(tt.bill, tt.orders), tt.profile)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("amendments of %q (-want +got):\n%s", tt.orders, diff)
			}
		})
	}
}

func TestTheActAmendedIsNamed(t *testing.T) {
	const law = "ЗАКОН\nО ЧИТАОНИЦАМА\n\nЧлан 1.\nЧитаонице су отворене.\n\nЧлан 2.\n%s\n\nЧлан 3.\nСтупа на снагу осмог дана.\n"
	tests := []struct {
		name, profile, src string
		want               []string
	}{
		{"the act of the title", "rs", fmt.Sprintf(bill, "Члан 5. брише се."), []string{"ЗАКОН О ЧИТАОНИЦАМА: repeal|art_5"}},
		{"the act of the title as the text names it", "rs", fmt.Sprintf(bill, "Члан 9. брише се.\nУ Закону о читаоницама („Службени гласник РС”, број 3/31) члан 5. брише се.\nУ члану 6. Закона о читаоницама став 2. брише се."),
			[]string{"Закон о читаоницама: repeal|art_9", "Закон о читаоницама: repeal|art_5", "Закон о читаоницама: repeal|art_6__para_2"}},
		{"a code with a quality", "rs", fmt.Sprintf(law, "Члан 7. Кривичног законика и члан 5. Кривичног законика престају да важе.\nУ Кривичном законику („Службени гласник РС”, број 3/31) члан 15. брише се."),
			[]string{"Кривични законик: repeal|art_7 art_5", "Кривични законик: repeal|art_15"}},
		{"the Croatian act of the title", "hr", fmt.Sprintf(croatianBill, "Članak 9. briše se.\nU Zakonu o čitaonicama (»Narodne novine«, broj 3/31) članak 5. briše se."),
			[]string{"Zakon o čitaonicama: repeal|art_9", "Zakon o čitaonicama: repeal|art_5"}},
		{"a German act in the genitive", "de", fmt.Sprintf(germanBill, "§ 5 wird aufgehoben."), []string{"Lesesaalgesetz: repeal|art_5"}},
		{"another than that of the title", "rs", fmt.Sprintf(bill, "У Закону о књизи („Службени гласник РС”, број 3/31) члан 5. брише се."), []string{"Закон о књизи: repeal|art_5"}},
		{"a final provision", "rs", fmt.Sprintf(law, "У Закону о књизи („Службени гласник РС”, број 3/31) члан 15. мења се и гласи:\n„Члан 15.\nКњига се враћа.”\nЧлан 16. брише се."),
			[]string{"Закон о књизи: substitute|art_15|quoted art_2__para_1__mod_1", "Закон о књизи: repeal|art_16"}},
		{"a final provision that names the article first", "rs", fmt.Sprintf(law, "У члану 15. Закона о књизи реч: „дан” замењује се речју: „сат”."),
			[]string{"Закон о књизи: replace_words|art_15|old дан|new сат"}},
		{"a provision of another act that ceases", "rs", fmt.Sprintf(bill, "Даном ступања на снагу овог закона престаје да важи члан 5. Закона о старој књизи („Службени гласник РС”, број 3/31).\nПрестају да важе члан 7. Закона о књизи и став 2. члана 8. Закона о папиру."),
			[]string{"Закон о старој књизи: repeal|art_5", "Закон о књизи: repeal|art_7", "Закон о папиру: repeal|art_8__para_2"}},
		{"a provision of another act that ceases in a law", "rs", fmt.Sprintf(law, "Ступањем на снагу овог закона престају да важе одредбе чл. 5–7. Закона о старој књизи („Службени гласник РС”, бр. 1/20 и 2/21)."),
			[]string{"Закон о старој књизи: repeal|art_5…art_7"}},
		{"a part of a provision that ceases, and an act that does", "rs", fmt.Sprintf(law, "Даном ступања на снагу овог закона престаје да важи члан 5. Закона о књизи („Службени гласник РС”, бр. 1/20 и 9/21 – др. закон), у делу који гласи: „на папиру”.\nДаном ступања на снагу овог закона престаје да важи Уредба о књизи."), []string{"Закон о књизи: delete_words|art_5|old на папиру"}},
		{"a part of a provision that ceases, which is not said in its words", "rs", fmt.Sprintf(law, "Даном ступања на снагу овог закона престаје да важи члан 5. Закона о књизи, у делу који се односи на папир."), nil},
		{"a provision that ceases when another applies", "rs", fmt.Sprintf(law, "Даном почетка примене члана 3. Закона о папиру престаје да важи члан 5. Закона о књизи.\nПрестаје да важи члан 7. Закона о књизи, даном почетка примене члана 3. Закона о папиру."), []string{"Закон о књизи: repeal|art_5"}},
		{"a provision that ceases of the act itself", "rs", fmt.Sprintf(law, "Престаје да важи одредба члана 1. Закона, даном почетка примене члана 3. Закона о папиру."), nil},
		{"the act amended by its kind alone", "rs", fmt.Sprintf(bill, "У члану 5. Закона став 2. брише се."), []string{"ЗАКОН О ЧИТАОНИЦАМА: repeal|art_5__para_2"}},
		{"a provision that ceases in what is quoted", "rs", fmt.Sprintf(bill, "У члану 5. став 2. мења се и гласи: „Престаје да важи члан 5. Закона о књизи.”"), []string{"ЗАКОН О ЧИТАОНИЦАМА: substitute|art_5__para_2|new Престаје да важи члан 5. Закона о књизи."}},
		{"a provision of an annex of another act", "rs", fmt.Sprintf(bill, "Тачка 3. Прилога 9. Закона о књизи брише се.\nУ тачки 4. Прилога 9. реч: „дан” брише се."), []string{"Закон о књизи: repeal|annex_9__para_3", "Закон о књизи: delete_words|annex_9__para_4|old дан"}},
		{"a Croatian provision that ceases", "hr", fmt.Sprintf(croatianBill, "Danom stupanja na snagu ovoga Zakona prestaje važiti članak 5. Zakona o staroj knjizi (»Narodne novine«, broj 1/30)."),
			[]string{"Zakon o staroj knjizi: repeal|art_5"}},
		{"a division of another act", "rs", fmt.Sprintf(bill, "Члан 9. брише се.\nОдељак Б Закона о књизи брише се."), []string{"ЗАКОН О ЧИТАОНИЦАМА: repeal|art_9", "Закон о књизи: repeal|sec_b"}},
		{"articles of two other acts in one order", "rs", fmt.Sprintf(law, "Члан 7. Закона о књизи и члан 5. Закона о папиру престају да важе.\nЧлан 9. Закона о књизи престаје да важи."),
			[]string{"Закон о књизи: repeal|art_9"}},
		{"words of orders in a law that orders nothing", "rs", fmt.Sprintf(law, "Читалац се брише из именика. Члан 5. удружења брише се.\nУ Закону о књизи прописан је рок."), nil},
		{"a German act for each article", "de", "Gesetz zur Förderung des Lesens\n\nArtikel 1\nÄnderung des Lesesaalgesetzes\nDas Lesesaalgesetz wird wie folgt geändert:\n1. § 5 wird aufgehoben.\n\nArtikel 2\nÄnderung der Büchereiverordnung\n§ 7 der Büchereiverordnung wird aufgehoben.\n\nArtikel 3\nDieses Gesetz tritt morgen in Kraft. § 9 wird aufgehoben.\n",
			[]string{"Lesesaalgesetz: repeal|art_5", "Büchereiverordnung: repeal|art_7"}},
		{"a German act that was changed before", "de", "Gesetz zur Änderung des Lesesaalgesetzes\n\nArtikel 1\nÄnderung des Lesesaalgesetzes\nDas Lesesaalgesetz vom 2. März 2026 (BGBl. I S. 10), das zuletzt durch Artikel 3 des Gesetzes vom 1. April 2026 (BGBl. 2026 I Nr. 20) geändert worden ist, wird wie folgt geändert:\n1. § 5 wird aufgehoben.\n\n" +
			"Artikel 2\nÄnderung der Büchereiverordnung\n§ 7 der Büchereiverordnung vom 2. Mai 2010 (BGBl. I S. 50), die durch Artikel 12 Absatz 3 der Verordnung vom 1. April 2024 (BGBl. 2024 I Nr. 20; 2025 I Nr. 3) geändert worden ist, wird aufgehoben.\n\n" +
			"Artikel 3\nÄnderung des Hallengesetzes\nDas Hallengesetz in der im Bundesgesetzblatt Teil III, Gliederungsnummer 10-1, veröffentlichten bereinigten Fassung, zuletzt geändert durch § 5 des Gesetzes vom 1. April 2001 (BGBl. I S. 20), wird wie folgt geändert:\n1. § 9 Nr. 2 wird aufgehoben.\n",
			[]string{"Lesesaalgesetz: repeal|art_5", "Büchereiverordnung: repeal|art_7", "Hallengesetz: repeal|art_9__para_1__point_2"}},
		{"an American act", "us", fmt.Sprintf(americanBill, "(a) The Rooms and Halls Act (7 U.S.C. 901) is amended by striking section 9.\n(b) Section 7 of the Books Act of 1931 is repealed."),
			[]string{"Rooms and Halls Act: repeal|art_9", "Books Act of 1931: repeal|art_7"}},
		{"a title of the Code", "us", fmt.Sprintf(americanBill, "(a) Section 100201(b) of title 54, United States Code, is amended—\n(1) in paragraph (1), by striking “day” and inserting “night”;\n(2) by striking paragraph (2); and\n(3) by adding at the end the following:\n“(4) Halls are open.”.\n(b) Section 7 of title 5, United States Code, is repealed."),
			[]string{"title 54, United States Code: replace_words|art_100201__para_b__point_1|old day|new night", "title 54, United States Code: repeal|art_100201__para_b__point_2",
				"title 54, United States Code: insert|art_100201__para_b|end|quoted art_1__para_a__mod_1", "title 5, United States Code: repeal|art_7"}},
		{"an act of the Union", "eu", fmt.Sprintf(unionBill, "Article 9 of Directive (EU) 2030/7 is deleted.\n"), []string{"Directive (EU) 2030/7: repeal|art_9"}},
	}
	for _, tt := range tests {
		a, err := act.Parse([]byte(tt.src), act.Options{Profile: tt.profile})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, am := range a.Amendments() {
			got = append(got, am.Act+": "+order(&am))
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestReviewWarnsOfOrdersThatAreNotClear(t *testing.T) {
	tests := []struct {
		profile, src string
		want         []string
	}{
		{"rs", fmt.Sprintf(bill, "Члан 5. брише се.\nТарифни број 3. брише се."), []string{"Члан 1: Тарифни број 3. брише се."}},
		{"rs", fmt.Sprintf(bill, "Члан 5. брише се."), nil},
		{"de", fmt.Sprintf(germanBill, "§ 5 Absatz 2 Satz 2 Halbsatz 2 wird aufgehoben."), []string{"Artikel 1: § 5 Absatz 2 Satz 2 Halbsatz 2 wird aufgehoben."}},
		{"us", fmt.Sprintf(americanBill, "Section 7 of the Rooms Act is amended by striking the table at the end."),
			[]string{"SECTION 1: Section 7 of the Rooms Act is amended by striking the table at the end."}},
		{"us", fmt.Sprintf(americanBill, "A room is open. It is amended by striking colours."), nil},
		{"eu", fmt.Sprintf(unionBill, "Annex I to Regulation (EU) 2031/417 is amended in accordance with the Annex to this Regulation.\n"),
			[]string{"Article 1: Annex I to Regulation (EU) 2031/417 is amended in accordance with the Annex to t…"}},
	}
	for _, tt := range tests {
		a, err := act.Parse([]byte(tt.src), act.Options{Profile: tt.profile})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, w := range a.Review() {
			if w.Code == act.WarnUnclearAmendment {
				got = append(got, w.Text)
			}
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("warnings of %q (-want +got):\n%s", tt.src, diff)
		}
	}
}

func TestReferencesInOrdersAreToTheActAmended(t *testing.T) {
	src := fmt.Sprintf(americanBill, "(a) Section 100201 of title 54, United States Code, is amended by striking paragraph (1).\n(b) Section 7 of the Rooms Act is amended—\n(1) in paragraph (9), by striking “section 1” and inserting “section 2”; and\n(2) by striking paragraph (10).\n(c) Subsection (a) takes effect as section 2 of this Act says.")
	a, err := act.Parse([]byte(src), act.Options{Profile: "us"})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, ref := range a.References() {
		got = append(got, string(ref.Scope)+" "+ref.Text+" "+strings.Join(append(ref.Targets, ref.Dangling...), " "))
	}
	want := []string{"other Section 100201 of title 54, United States Code ", "base paragraph (1) ", "other Section 7 of the Rooms Act ", "base paragraph (9) ", "base section 1 ", "base section 2 ", "base paragraph (10) ", "relative Subsection (a) art_1__para_a", "act section 2 of this Act art_2"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("references (-want +got):\n%s", diff)
	}
}

func TestAmendmentsOfOtherTraditionsTakeBoundedTime(t *testing.T) {
	for _, tt := range []struct{ profile, bill, unit string }{
		{"de", germanBill, "§ 1 wird aufgehoben. "}, {"de", germanBill, "„"}, {"de", germanBill, "wird "}, {"de", germanBill, "§ 1 wird § 2 "},
		{"eu", unionBill, "‘a"}, {"eu", unionBill, "Article 9 is deleted and "}, {"us", americanBill, "Section 1 of the A Act is amended by striking “a” and inserting “b” "},
		{"us", americanBill, "(a."}, {"us", americanBill, "by striking "},
		{"us", americanBill, "Part D of title III of the "}, {"us", americanBill, "by striking the period at the end and inserting “b” "}, {"us", americanBill, "title 54, United States Code "},
	} {
		a, err := act.Parse([]byte(fmt.Sprintf(tt.bill, strings.Repeat(tt.unit, 200_000/len(tt.unit)))), act.Options{Profile: tt.profile})
		if err != nil {
			t.Fatal(err)
		}
		start := time.Now()
		found := a.Amendments()
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("%d amendments of %q repeated took %v", len(found), tt.unit, took)
		}
	}
}

func TestAnAmendingActOfTheUnionCitesItselfWhereItOrdersNothing(t *testing.T) {
	src := "REGULATION (EU) 2031/418 OF THE COUNCIL\namending Regulation (EU) 2031/417\n\nHAS ADOPTED THIS REGULATION:\n\nArticle 1\nRegulation (EU) 2031/417 is amended as follows:\n(1) Article 9 is deleted;\n(2) Article 7 is replaced by the following:\n‘Article 7\n1. Article 4 applies.’.\n\nArticle 2\n1. Article 1 shall apply from 1 January 2027.\n2. Point (1) of Article 1 does not apply to Article 3.\n"
	a, err := act.Parse([]byte(src), act.Options{Profile: "eu"})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, ref := range a.References() {
		got = append(got, string(ref.Scope)+" "+ref.Text+" "+strings.Join(append(ref.Targets, ref.Dangling...), " "))
	}
	want := []string{"base Article 9 ", "base Article 7 ", "base Article 4 ", "act Article 1 art_1", "act Point (1) of Article 1 art_1__para_1__point_1", "act Article 3 art_3"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("references (-want +got):\n%s", diff)
	}
}
