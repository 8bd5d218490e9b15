package act_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
)

// Amending acts of the Union in which what they order stands in article 1.
var unionBills = map[string]string{
	"hr": "UREDBA (EU) 2031/418 VIJEĆA\no izmjeni Uredbe (EU) 2031/417\n\nDONIJELO JE OVU UREDBU:\n\nČlanak 1.\n%s\n\nČlanak 2.\nOva Uredba stupa na snagu sljedećeg dana od dana objave.\n",
	"sl": "UREDBA (EU) 2031/418 SVETA\no spremembi Uredbe (EU) 2031/417\n\nSPREJEL NASLEDNJO UREDBO:\n\nČlen 1\n%s\n\nČlen 2\nTa uredba začne veljati dan po objavi in je v celoti zavezujoča.\n",
	"de": "VERORDNUNG (EU) 2031/418 DES RATES\nzur Änderung der Verordnung (EU) 2031/417\n\nHAT FOLGENDE VERORDNUNG ERLASSEN:\n\nArtikel 1\n%s\n\nArtikel 2\nDiese Verordnung tritt am Tag nach der Veröffentlichung in Kraft.\n",
}

func TestAmendmentsInTheLanguagesOfTheUnion(t *testing.T) {
	tests := []struct {
		lang, orders string
		want         []string
	}{
		{"hr", "Članak 5. zamjenjuje se sljedećim:\n„Članak 5.\nRok je osam dana.”", []string{"substitute|art_5|quoted art_1__para_1__mod_1"}},
		{"hr", "Uredba (EU) 2031/417 mijenja se kako slijedi:\n1. članak 4. mijenja se kako slijedi:\n(a) stavak 2. zamjenjuje se sljedećim:\n„2. Rok je osam dana.”;\n(b) dodaje se sljedeći stavak:\n„3. Rok teče.”;\n2. članak 9. briše se;\n3. umeće se sljedeći članak:\n„Članak 9.a\nUpisnik\n1. Upisnik je javan.”",
			[]string{"substitute|art_4__para_2|quoted art_1__para_1-2__mod_1", "insert|art_4|quoted art_1__para_1-2__mod_2", "repeal|art_9", "insert||now art_9-a|quoted art_1__para_3__mod_1"}},
		{"hr", "U članku 5. stavku 1. točka (b) zamjenjuje se sljedećim:\n„(b) dan;”", []string{"substitute|art_5__para_1__point_b|quoted art_1__para_1__mod_1"}},
		{"hr", "U članku 5. stavku 1. riječi „tri dana” zamjenjuju se riječima „četiri dana”.", []string{"replace_words|art_5__para_1|old tri dana|new četiri dana"}},
		{"hr", "U članku 6. dodaje se sljedeći stavak 3.:\n„3. Rok teče.”", []string{"insert|art_6|now art_6__para_3|quoted art_1__para_1__mod_1"}},
		{"hr", "Prilog I. zamjenjuje se tekstom iz Priloga ovoj Uredbi. Prilog II. briše se.", []string{"substitute|annex_I", "repeal|annex_II"}},
		{"hr", "Članak 9. briše se. U članku 5. stavku 1. drugi podstavak briše se.", []string{"repeal|art_9", "repeal|art_5__para_1|subparagraphs 2"}},

		{"hr", "U članku 5. stavku 1. riječi 'tri dana' zamjenjuju se riječima 'četiri dana'.", []string{"replace_words|art_5__para_1|old tri dana|new četiri dana"}},
		{"hr", "Članak 5. zamjenjuje se sljedećim:\n'Članak 5.\nRok\n1. Rok je osam dana.\n2. Rok teče.'.", []string{"substitute|art_5|quoted art_1__para_1__mod_1"}},
		{"sl", "V 5. členu se besedi 'tri dni' nadomestita z besedama 'štiri dni'. V členu 6(1) se drugi stavek črta.",
			[]string{"replace_words|art_5|old tri dni|new štiri dni", "delete_words|art_6__para_1|sentences 2|sentence"}},
		{"de", "In Artikel 5 werden die Wörter 'drei Tage' durch die Wörter 'vier Tage' ersetzt.", []string{"replace_words|art_5|old drei Tage|new vier Tage"}},

		{"sl", "5. člen se nadomesti z naslednjim:\n„5. člen\nRok je osem dni.“", []string{"substitute|art_5|quoted art_1__para_1__mod_1"}},
		{"sl", "Člen 5 se nadomesti z naslednjim:\n„Člen 5\nRok je osem dni.“", []string{"substitute|art_5|quoted art_1__para_1__mod_1"}},
		{"sl", "Uredba (EU) 2031/417 se spremeni:\n(1) člen 4 se spremeni:\n(a) odstavek 2 se nadomesti z naslednjim:\n„2. Rok je osem dni.“;\n(b) doda se naslednji odstavek:\n„3. Rok teče.“;\n(2) člen 9 se črta;\n(3) vstavi se naslednji člen:\n„Člen 9a\nRegister\n1. Register je javen.“",
			[]string{"substitute|art_4__para_2|quoted art_1__para_1__point_1__mod_1", "insert|art_4|quoted art_1__para_1__point_1__mod_2", "repeal|art_9", "insert||now art_9a|quoted art_1__para_1__mod_1"}},
		{"sl", "V členu 5(1) se točka (b) nadomesti z naslednjim:\n„(b) dan;“", []string{"substitute|art_5__para_1__point_b|quoted art_1__para_1__mod_1"}},
		{"sl", "V 5. členu se besedi „tri dni“ nadomestita z besedama „štiri dni“.", []string{"replace_words|art_5|old tri dni|new štiri dni"}},
		{"sl", "Za členom 5 se vstavi naslednji člen 5a:\n„Člen 5a\nRegister je javen.“", []string{"insert|art_5|behind|now art_5a|quoted art_1__para_1__mod_1"}},
		{"sl", "Členi 5, 6 in 7 se črtajo. Priloga II se črta.", []string{"repeal|art_5 art_6 art_7", "repeal|annex_II"}},
		{"sl", "Člen 9 se črta. V členu 5(1) se drugi pododstavek črta.", []string{"repeal|art_9", "repeal|art_5__para_1|subparagraphs 2"}},

		{"de", "Artikel 5 erhält folgende Fassung:\n„Artikel 5\nDie Frist beträgt acht Tage.“", []string{"substitute|art_5|quoted art_1__para_1__mod_1"}},
		{"de", "In Artikel 5 wird folgender Absatz angefügt:\n„(3) Die Frist läuft.“", []string{"insert|art_5|quoted art_1__para_1__mod_1"}},
		{"de", "Die Verordnung (EU) 2031/417 wird wie folgt geändert:\n1. Artikel 4 wird wie folgt geändert:\na) Absatz 2 erhält folgende Fassung:\n„(2) Die Frist.“;\nb) Buchstabe b wird gestrichen;\n2. Artikel 9 wird gestrichen;\n3. Folgender Artikel wird eingefügt:\n„Artikel 9a\nRegister\n(1) Das Register.“",
			[]string{"substitute|art_4__para_2|quoted art_1__para_1__point_1__mod_1", "repeal|art_4__para_1__point_b", "repeal|art_9", "insert||now art_9a|quoted art_1__para_1__mod_1"}},
		{"de", "In Artikel 5 Absatz 1 Buchstabe b werden die Wörter „drei Tage“ durch die Wörter „vier Tage“ ersetzt.", []string{"replace_words|art_5__para_1__point_b|old drei Tage|new vier Tage"}},
		{"de", "Nach Artikel 5 wird folgender Artikel 5a eingefügt:\n„Artikel 5a\nDas Register.“", []string{"insert|art_5|behind|now art_5a|quoted art_1__para_1__mod_1"}},
		{"de", "Anhang II wird gestrichen. Die Artikel 11 und 12 werden gestrichen.", []string{"repeal|annex_II", "repeal|art_11 art_12"}},
		{"de", "Artikel 9 wird gestrichen. In Artikel 5 Absatz 1 wird Unterabsatz 2 gestrichen.", []string{"repeal|art_9", "repeal|art_5__para_1|subparagraphs 2"}},
	}
	for _, tt := range tests {
		a, err := act.Parse([]byte(fmt.Sprintf(unionBills[tt.lang], tt.orders)), act.Options{Profile: "eu"})
		if err != nil {
			t.Fatal(err)
		}
		if a.Lang != tt.lang {
			t.Errorf("%q is read as %s", tt.orders, a.Lang)
		}
		var got []string
		for _, am := range a.Amendments() {
			got = append(got, order(&am))
			if name, _ := a.Amends(); am.Act != name || !strings.HasSuffix(name, "a (EU) 2031/417") && !strings.HasPrefix(name, "Verordnung") {
				t.Errorf("%q amends %q", tt.orders, am.Act)
			}
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("amendments of %q (-want +got):\n%s", tt.orders, diff)
		}
	}
}

func TestReferencesInTheLanguagesOfTheUnion(t *testing.T) {
	for lang, tt := range map[string]struct {
		sentence string
		want     []string
	}{
		"hr": {"U skladu s člankom 2. ove Uredbe i člankom 5. stavkom 1. točkom (a) Uredbe (EU) 2031/417.",
			[]string{"člankom 2. ove Uredbe|act|art_2", "člankom 5. stavkom 1. točkom (a) Uredbe|other|"}},
		"sl": {"V skladu s členom 2 te uredbe in členom 5(1) Uredbe (EU) 2031/417, po 2. členu te uredbe ali drugem odstavku 2. člena te uredbe.",
			[]string{"členom 2 te uredbe|act|art_2", "členom 5(1) Uredbe|other|", "2. členu te uredbe|act|art_2", "2. člena te uredbe|act|art_2"}},
		"de": {"Gemäß Artikel 2 dieser Verordnung und Artikel 5 Absatz 1 Buchstabe a der Verordnung (EU) 2031/417.",
			[]string{"Artikel 2 dieser Verordnung|act|art_2", "Artikel 5 Absatz 1 Buchstabe a der Verordnung|other|"}},
	} {
		a, err := act.Parse([]byte(fmt.Sprintf(unionBills[lang], tt.sentence)), act.Options{Profile: "eu"})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, ref := range a.References() {
			got = append(got, ref.Text+"|"+string(ref.Scope)+"|"+strings.Join(ref.Targets, " "))
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s: references of %q (-want +got):\n%s", lang, tt.sentence, diff)
		}
	}
}

func TestAmendingActsOfTheUnionCiteThemselvesWhereTheyOrderNothing(t *testing.T) {
	for lang, provisions := range map[string]string{
		"hr": "Članak 3.\n1. Članak 2. primjenjuje se od 1. siječnja 2027.\n2. Stavak 1. ne primjenjuje se na članak 9.\n",
		"sl": "Člen 3\n1. Člen 2 se uporablja od 1. januarja 2027.\n2. Odstavek 1 se ne uporablja za člen 9.\n",
		"de": "Artikel 3\n(1) Artikel 2 gilt ab dem 1. Januar 2027.\n(2) Absatz 1 gilt nicht für Artikel 9.\n",
	} {
		a, err := act.Parse([]byte(fmt.Sprintf(unionBills[lang], "—")+"\n"+provisions), act.Options{Profile: "eu"})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, ref := range a.References() {
			got = append(got, string(ref.Scope)+" "+strings.Join(ref.Targets, " ")+"|"+strings.Join(ref.Dangling, " "))
		}
		if diff := cmp.Diff([]string{"act art_2|", "relative art_3__para_1|", "act |art_9"}, got); diff != "" {
			t.Errorf("%s: references (-want +got):\n%s", lang, diff)
		}
	}
}

// TestPointsOfAnOrderAreCitedAsTheyAreNumbered holds that a point 1. of an article that amends is
// found where it is written as paragraphs are.
func TestPointsOfAnOrderAreCitedAsTheyAreNumbered(t *testing.T) {
	orders := "Uredba (EU) 2031/417 mijenja se kako slijedi:\n1. članak 9. briše se;\n2. članak 11. briše se."
	a, err := act.Parse([]byte(fmt.Sprintf(unionBills["hr"], orders)+"Članak 1. točke 1. i 2. primjenjuju se od 1. siječnja 2032.\n"), act.Options{Profile: "eu"})
	if err != nil {
		t.Fatal(err)
	}
	refs := a.References()
	last := refs[len(refs)-1]
	if diff := cmp.Diff([]string{"art_1__para_1-2", "art_1__para_2"}, last.Targets); diff != "" || last.Dangling != nil {
		t.Errorf("%q (-want +got):\n%s, dangling %q", last.Text, diff, last.Dangling)
	}
}

// TestAListGoesOnBehindWhatIsQuotedInIt holds that the provisions stand in the order of the text.
func TestAListGoesOnBehindWhatIsQuotedInIt(t *testing.T) {
	lines := []string{"Die Verordnung (EU) 2031/417 wird wie folgt geändert:", "Artikel 4 wird wie folgt geändert:", "Absatz 2 erhält folgende Fassung:", "„(2) Die Frist.“;",
		"Buchstabe b wird gestrichen;", "Artikel 9 wird gestrichen."}
	src := fmt.Sprintf(unionBills["de"], lines[0]+"\n1. "+lines[1]+"\na) "+lines[2]+"\n"+lines[3]+"\nb) "+lines[4]+"\n2. "+lines[5])
	a, err := act.Parse([]byte(src), act.Options{Profile: "eu"})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, n := range a.Articles()[:1] {
		(&act.Act{Body: n.Children}).Walk(func(n *act.Node, _ int) bool {
			got = append(got, n.Text)
			return true
		})
	}
	if diff := cmp.Diff(lines, got); diff != "" {
		t.Errorf("texts (-want +got):\n%s", diff)
	}
	akn := a.AKN(act.Work{})
	validate(t, map[string][]byte{"quoted": akn})
	again, err := act.Parse(akn, act.Options{Name: "quoted.akn"})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(a.Body, again.Body); diff != "" {
		t.Errorf("read again (-want +got):\n%s", diff)
	}
}
