package act_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
)

// TestSentencesAreThoseOfTheProvisionTheyAreNamedWith holds that an order of several provisions gives the sentences
// and subparagraphs of one to no other, and that what is struck out in one is not all of it.
func TestSentencesAreThoseOfTheProvisionTheyAreNamedWith(t *testing.T) {
	const german = "Gesetz zur Änderung des Lesesaalgesetzes\n\nArtikel 1\nÄnderung des Lesesaalgesetzes\n\nDas Lesesaalgesetz vom 3. Mai 2030 (BGBl. I S. 50) wird wie folgt geändert:\n\n1. %s\n\n2. § 90 wird aufgehoben.\n"
	const union = "DIRECTIVE (EU) 2031/418 OF THE COUNCIL\namending Directive 2030/17/EU\n\nHAS ADOPTED THIS DIRECTIVE:\n\nArticle 1\n\nDirective 2030/17/EU is amended as follows:\n\n(1) %s\n\n(2) Article 90 is deleted.\n"
	const germanUnion = "VERORDNUNG (EU) 2031/418 DES RATES\nzur Änderung der Verordnung (EU) 2030/17\n\nHAT FOLGENDE VERORDNUNG ERLASSEN:\n\nArtikel 1\n\nDie Verordnung (EU) 2030/17 wird wie folgt geändert:\n\n1. %s\n\n2. Artikel 90 wird gestrichen.\n"
	const croatianUnion = "UREDBA (EU) 2031/418 VIJEĆA\no izmjeni Uredbe (EU) 2030/17\n\nDONIJELO JE OVU UREDBU:\n\nČlanak 1.\n\nUredba (EU) 2030/17 mijenja se kako slijedi:\n\n1. %s\n\n2. članak 90. briše se.\n"
	const words = " werden jeweils die Wörter „der Leser“ durch die Wörter „die lesende Person“ ersetzt."
	const became = "|old der Leser|new die lesende Person"
	for _, tt := range []struct {
		text, profile, order string
		want                 []string
		unclear              int
	}{
		{german, "de", "In § 9 Absatz 1 Satz 2 und § 10 Absatz 2 Satz 1" + words, []string{"replace_words|art_9__para_1|sentences 2" + became, "replace_words|art_10__para_2|sentences 1" + became}, 0},
		{german, "de", "In § 9 Absatz 1 und § 10 Absatz 2 Satz 1" + words, []string{"replace_words|art_9__para_1" + became, "replace_words|art_10__para_2|sentences 1" + became}, 0},
		{german, "de", "In § 9 Absatz 1 und § 10 Absatz 2" + words, []string{"replace_words|art_9__para_1 art_10__para_2" + became}, 0},
		{german, "de", "§ 8 Absatz 2 Satz 2 und Absatz 3 werden aufgehoben.", nil, 1},
		{german, "de", "§ 8 Absatz 2 Satz 1 Nummer 2 wird aufgehoben.", []string{"repeal|art_8__para_2__point_2"}, 0},
		{union, "eu", "In the first sentence of Article 11(1) and in Article 12, the word ‘lamp’ is deleted.", []string{"delete_words|art_11__para_1|sentences 1|old lamp", "delete_words|art_12|old lamp"}, 0},
		{union, "eu", "In Article 7(1), first subparagraph, and Article 8(2), second subparagraph, the word ‘lamp’ is deleted.", []string{"delete_words|art_7__para_1|subparagraphs 1|old lamp", "delete_words|art_8__para_2|subparagraphs 2|old lamp"}, 0},
		{union, "eu", "Article 19a is inserted:\n\n‘Article 19a\n\nLamps are lit.’;", []string{"insert||now art_19a|quoted art_1__para_1__mod_1"}, 0},
		{german, "de", "§ 12 wird § 13 und in Absatz 1 wird das Wort „Tag“ gestrichen.", []string{"renumber|art_12|now art_13", "delete_words|art_12__para_1|old Tag"}, 0},
		{germanUnion, "eu", "In Artikel 5 Absatz 2 Unterabsatz 2 Satz 1 wird das Wort „Tag“ gestrichen.", []string{"delete_words|art_5__para_2|subparagraphs 2|sentences 1|old Tag"}, 0},
		{germanUnion, "eu", "Anhang II wird durch den Text in Anhang I der vorliegenden Verordnung ersetzt.", []string{"substitute|annex_II"}, 0},
		{union, "eu", "Annex II is replaced by the text set out in Annex I to this Directive.", []string{"substitute|annex_II"}, 0},
		{croatianUnion, "eu", "Prilog II. zamjenjuje se tekstom iz Priloga I. ovoj Uredbi.", []string{"substitute|annex_II"}, 0},
		{croatianUnion, "eu", "U članku 4. stavku 4. drugi podstavak briše se.", []string{"repeal|art_4__para_4|subparagraphs 2"}, 0},
		{union, "eu", "the following Articles are inserted:\n\n‘Article 6a\n\nLamps\n\nLamps are lit.\n\nArticle 6b\n\nArticle 7 applies.’;", []string{"insert||now art_6a art_6b|quoted art_1__para_1__mod_1"}, 0},
		{union, "eu", "In Article 13, paragraph 2 becomes paragraph 3 and the following paragraph 2 is inserted:\n\n‘2. Lamps are lit.’;",
			[]string{"renumber|art_13__para_2|now art_13__para_3", "insert|art_13|now art_13__para_2|quoted art_1__para_1__mod_1"}, 0},
	} {
		a, err := act.Parse([]byte(fmt.Sprintf(tt.text, tt.order)), act.Options{Profile: tt.profile})
		if err != nil {
			t.Fatal(err)
		}
		found, unclear := a.Orders()
		var got []string
		for _, m := range found[:len(found)-1] {
			got = append(got, order(&m))
		}
		if diff := cmp.Diff(tt.want, got); diff != "" || len(unclear) != tt.unclear {
			t.Errorf("%q (-want +got):\n%s, %d unclear", tt.order, diff, len(unclear))
		}
	}
}

// TestALongNameOfAnActIsOneWord holds that the end of a word is no word for a part of a provision.
func TestALongNameOfAnActIsOneWord(t *testing.T) {
	a, err := act.Parse([]byte("Zweites Gesetz zur Änderung des Lesesaalgesetzes\n\nArtikel 1\nFolgeänderungen\n\n§ 9 Absatz 2 des Büchereigesetzes wird aufgehoben.\n"), act.Options{Profile: "de"})
	if err != nil {
		t.Fatal(err)
	}
	if found, unclear := a.Orders(); len(found) != 1 || len(unclear) != 0 || found[0].Act != "Büchereigesetz" || order(&found[0]) != "repeal|art_9__para_2" {
		t.Errorf("orders %+v, %d unclear", found, len(unclear))
	}
}
