package act_test

import (
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/act"
)

// lastTexts returns the texts below the node with the label, or below the preamble, those of items with their labels.
func lastTexts(a *act.Act, label string) string {
	var texts []string
	inside, at := false, 0
	a.Walk(func(n *act.Node, depth int) bool {
		switch {
		case n.Label == label && n.Kind == act.KindArticle || label == "" && n.Kind == act.KindPreamble:
			inside, at = true, depth
		case inside && depth <= at:
			inside = false
		case inside:
			texts = append(texts, strings.TrimSpace(n.Label+" "+n.Text))
		}
		return true
	})
	return strings.Join(texts, "|")
}

// TestLinesThatAreBrokenByHand reads sentences broken at columns that the lines as a whole do not tell.
func TestLinesThatAreBrokenByHand(t *testing.T) {
	tests := []struct{ name, text, label, want string }{
		{"a preamble, before the law and within the list of gazettes", "На основу члана 7. став 2. тачка 3)\nЗакона о чесмама („Службени гласник РС”, бр. 5/17,\n8/19 – др. закон и 12/21) и члана 9. Статута града („Службени лист града”, број\n6/20),\nСкупштина града, на седници одржаној 3. маја 2031.\nгодине, донела је\n\nОДЛУКУ\nО ЧЕСМАМА\n\nЧлан 1.\nЧесма ради дању.\n\nЧлан 2.\nЧесма се чисти.\n", "",
			"На основу члана 7. став 2. тачка 3) Закона о чесмама („Службени гласник РС”, бр. 5/17, 8/19 – др. закон и 12/21) и члана 9. Статута града („Службени лист града”, број 6/20),|Скупштина града, на седници одржаној 3. маја 2031. године, донела је"},
		{"an item goes on behind a comma with a word that joins", "Directive on fountains\n\nArticle 1\nDefinitions\n\nThe following definitions apply:\n\n(1) ‘fountain’ means a fountain as referred to in Article 2(1), point (a),\nand in Articles 3 to 4, including:\n\n(a) a spring;\n\n(b) a well.\n\n(2) ‘user’ means one who drinks.\n\nArticle 2\nEntry\n\nThis Directive enters into force.\n", "Article 1",
			"The following definitions apply:|(1) ‘fountain’ means a fountain as referred to in Article 2(1), point (a), and in Articles 3 to 4, including:|(a) a spring;|(b) a well.|(2) ‘user’ means one who drinks."},
		{"the law of an article", "ZAKON O ČESMAMA\n\nČlanak 1.\n\nČesma radi.\n\nČlanak 2.\n\n(1) Ovaj Zakon stupa na snagu sutra, osim članka 1. ovoga\nZakona koji stupa na snagu prekosutra.\n\n(2) Česma se čisti.\n", "Članak 2.",
			"(1) Ovaj Zakon stupa na snagu sutra, osim članka 1. ovoga Zakona koji stupa na snagu prekosutra.|(2) Česma se čisti."},
		{"brackets, and a word that joins", "ЗАКОН О ЧЕСМАМА\n\nЧлан 1.\n\nЧесма се чисти у складу са законом којим се уређује чистоћа („Службени гласник РС”, број\n8/16) и\nУредбом о води.\n\nЧлан 2.\n\nЧесма ради.\n", "Члан 1.",
			"Чесма се чисти у складу са законом којим се уређује чистоћа („Службени гласник РС”, број 8/16) и Уредбом о води."},
		{"an act that is no longer in force", "ПРАВИЛНИК О ЧЕСМАМА\n\nЧлан 1.\nЧесма ради.\nЧлан 2.\nДаном ступања на снагу овог правилника престаје да важи\nПравилник о изворима и бунарима.\nЧлан 3.\nЧесма се чисти.\n", "Члан 2.",
			"Даном ступања на снагу овог правилника престаје да важи Правилник о изворима и бунарима."},
		{"an item whose second line is set in", "СТАТУТ ГРАДА\n\nЧлан 1.\nГрад:\n1. чисти чесме;\n2. доноси план и\n   одлуку.\nЧесме су јавне.\nЧлан 2.\nГрад ради.\n", "Члан 1.",
			"Град:|1. чисти чесме;|2. доноси план и одлуку.|Чесме су јавне."},
		{"the month of a day", "Brunnengesetz\n\n§ 1\n\nDas Quellengesetz in der Fassung der Bekanntmachung vom 17.\nMai 2013 bleibt unberührt.\n\n§ 2\n\nDas Gesetz gilt.\n", "§ 1",
			"Das Quellengesetz in der Fassung der Bekanntmachung vom 17. Mai 2013 bleibt unberührt."},
		{"the year of a month", "Brunnengesetz\n\n§ 1\n\n(1) Das Quellengesetz in der Fassung der Bekanntmachung vom 17. Mai\n2013 (BGBl. I S. 3) bleibt unberührt.\n\n§ 2\n\nDas Gesetz gilt.\n", "§ 1",
			"(1) Das Quellengesetz in der Fassung der Bekanntmachung vom 17. Mai 2013 (BGBl. I S. 3) bleibt unberührt."},
		{"words that are quoted", "ЗАКОН О ИЗМЕНИ ЗАКОНА О ЧЕСМАМА\n\nЧлан 1.\nУ члану 3. став 2. после речи: „чесма” додају се запета и речи:\n„у року од 9 дана”.\nУ ставу 4. број: „3” замењује се бројем: „4”.\nЧлан 2.\nЗакон ступа на снагу сутра.\n", "Члан 1.",
			"У члану 3. став 2. после речи: „чесма” додају се запета и речи: „у року од 9 дана”.|У ставу 4. број: „3” замењује се бројем: „4”."},
		{"a word that joins, in a short line", "СТАТУТ ГРАДА\n\nЧлан 1.\nСавет чине:\n1) председник града;\n2) заменик председника града и\nДевет грађана.\nЧлан 2.\nГрад ради.\n", "Члан 1.",
			"Савет чине:|1) председник града;|2) заменик председника града и Девет грађана."},
		{"a word that joins numbers", "УРЕДБА О ЧЕСМАМА\n\nЧлан 1.\nЧесма ради.\nЧлан 2.\nПрестају да важе чл. 3, 5. и\n7. Уредбе о бунарима („Службени гласник РС”, број 4/12), а остале одредбе те уредбе важе.\nЧлан 3.\nЧесма се чисти.\n", "Члан 2.",
			"Престају да важе чл. 3, 5. и 7. Уредбе о бунарима („Службени гласник РС”, број 4/12), а остале одредбе те уредбе важе."},
		{"a list without marks", "ОДЛУКА О ЧЕСМАМА\n\nЧлан 1.\nУ смислу ове одлуке, јавне чесме на територији града су:\nЧесма на великом тргу код старе школе у граду\nЧесма у парку код новог моста и нове школе\nЧесма на гробљу.\nЧлан 2.\nЧесма ради.\n", "Члан 1.",
			"У смислу ове одлуке, јавне чесме на територији града су:|Чесма на великом тргу код старе школе у граду|Чесма у парку код новог моста и нове школе|Чесма на гробљу."},
		{"a repealed paragraph", "ЗАКОН О ЧЕСМАМА\n\nЧлан 1.\nЧесма ради.\nЧлан 2.\nБрисан је ранији став 1. (види члан 13. Закона – 104/2009-67)\nРешење о чесми доноси град.\nЧлан 3.\nЧесма се чисти.\n", "Члан 2.",
			"Брисан је ранији став 1. (види члан 13. Закона – 104/2009-67)|Решење о чесми доноси град."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := parse(t, tt.text)
			if got := lastTexts(a, tt.label); got != tt.want {
				t.Errorf("got  %s\nwant %s\n%s", got, tt.want, shape(a))
			}
		})
	}
}

// TestAFullLineThatEndsWithASentence reads a regulation with few lines that are broken, near a column: what stands behind a full
// line that ends with a sentence is a paragraph of its own.
func TestAFullLineThatEndsWithASentence(t *testing.T) {
	a := parse(t, "REGULATION (EU) 2031/7 OF THE COUNCIL\non fountains\nHAS ADOPTED THIS REGULATION:\nArticle 1\nKeepers\nThe keeper of a fountain:\n"+
		"(a) inspects the fountain at least once in every quarter of the year,\n(b) keeps a record of what was found and of what has been mended since,\n"+
		"(c) informs those who live near the fountain of any want of its water,\n(d) mends the fountain where it is out of order, as soon as he is able,\n"+
		"(e) says on a board beside the fountain for how long it will be closed.\nArticle 2\nEntry into force\n"+
		"This Regulation shall enter into force on the twentieth day following\nthat on which the keepers of all the fountains have been informed of it.\nArticle 1, point (a), shall apply from the first day of the next year.\n")
	want := "This Regulation shall enter into force on the twentieth day following that on which the keepers of all the fountains have been informed of it." +
		"|Article 1, point (a), shall apply from the first day of the next year."
	if got := lastTexts(a, "Article 2"); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
