package act_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
)

// TestAnnexesInOrders holds that the one annex of an act, which has no number, is found by its name alone, and that
// the provisions to which an annex belongs are not taken for what is changed.
func TestAnnexesInOrders(t *testing.T) {
	for _, tt := range []struct {
		profile, bill, orders string
		want                  []string
	}{
		{"de", germanBill, "Die Anlage erhält folgende Fassung:\n„Anlage\nGebühren\n1. Lesen: 5 Euro“", []string{"substitute|annex|quoted art_1__para_1__mod_1"}},
		{"de", germanBill, "Anlage 1 (zu § 5) wird aufgehoben. Die Anlage 2 zu § 6 Absatz 3 wird aufgehoben.", []string{"repeal|annex_1", "repeal|annex_2"}},
		{"de", germanBill, "In der Anlage wird Nummer 2 aufgehoben.", []string{"repeal|annex__point_2"}},
		{"eu", unionBill, "The Annex to Regulation (EU) 2031/417 is replaced by the text in the Annex to this Regulation.", []string{"substitute|annex"}},
		{"rs", bill, "Прилог замењује се новим прилогом, који је одштампан уз овај закон.", []string{"substitute|annex"}},
		{"rs", bill, "Прилози 1. и 2. замењују се новим прилозима 1. и 2, који су одштампани уз овај закон.", []string{"substitute|annex_1 annex_2|now annex_1 annex_2"}},
		{"rs", bill, "Обрасци из прилога бришу се. Члан 9. брише се.", []string{"repeal|art_9"}},
	} {
		if diff := cmp.Diff(tt.want, billOrders(t, fmt.Sprintf(tt.bill, tt.orders), tt.profile)); diff != "" {
			t.Errorf("amendments of %q (-want +got):\n%s", tt.orders, diff)
		}
	}
}

// TestHeadingsOfWhatIsChangedItself holds that a provision and the heading above it are changed as one.
func TestHeadingsOfWhatIsChangedItself(t *testing.T) {
	for orders, want := range map[string][]string{
		"Члан 5. и назив изнад њега бришу се.": {"repeal|art_5"},
		"Члан 5. и назив члана 6. бришу се.":   {"repeal|art_5", "repeal heading|art_6"},
	} {
		if diff := cmp.Diff(want, billOrders(t, fmt.Sprintf(bill, orders), "rs")); diff != "" {
			t.Errorf("amendments of %q (-want +got):\n%s", orders, diff)
		}
	}
}

func TestIndentsInOrders(t *testing.T) {
	for _, tt := range []struct {
		profile, bill, orders string
		want                  []string
	}{
		{"eu", unionBill, "In Article 5(1), point (a), the second indent is replaced by the following:\n‘– a day;’", []string{"substitute|art_5__para_1__point_a__indent_2|quoted art_1__para_1__mod_1"}},
		{"eu", unionBill, "The first and second indents of Article 5(1) are deleted.", []string{"repeal|art_5__para_1__indent_1 art_5__para_1__indent_2"}},
		{"hr", croatianBill, "U članku 5. stavku 2. dosadašnji podstavci 3. i 4. postaju podstavci 4. i 5.",
			[]string{"renumber|art_5__para_2__indent_3 art_5__para_2__indent_4|now art_5__para_2__indent_4 art_5__para_2__indent_5"}},
	} {
		if diff := cmp.Diff(tt.want, billOrders(t, fmt.Sprintf(tt.bill, tt.orders), tt.profile)); diff != "" {
			t.Errorf("amendments of %q (-want +got):\n%s", tt.orders, diff)
		}
	}
}

// TestWordsBeforeListsInOrders holds that of what lists something the words before that are changed alone.
func TestWordsBeforeListsInOrders(t *testing.T) {
	for _, tt := range []struct {
		profile, bill, orders string
		want                  []string
	}{
		{"rs", bill, "У члану 5. уводна реченица мења се и гласи: „Рок је:”.", []string{"substitute opening|art_5|new Рок је:"}},
		{"rs", bill, "У члану 5. став 1. у уводној реченици реч: „дан” замењује се речју: „ноћ”, а у тачки 2) реч: „дан” брише се.",
			[]string{"replace_words opening|art_5__para_1|old дан|new ноћ", "delete_words|art_5__para_1__point_2|old дан"}},
		{"rs", bill, "У члану 5. став 1. уводна реченица и тачка 1) бришу се. У члану 6. став 1. тачка 1) и уводни део бришу се. Члан 9. брише се.", []string{"repeal|art_9"}},
		{"hr", croatianBill, "U članku 5. stavku 1. uvodni dio mijenja se i glasi: »Rok je:«.", []string{"substitute opening|art_5__para_1|new Rok je:"}},
		{"eu", unionBill, "In Article 5(1), in the introductory part, the words ‘a day’ are replaced by ‘a week’, and point (b) is deleted.",
			[]string{"replace_words opening|art_5__para_1|old a day|new a week", "repeal|art_5__para_1__point_b"}},
		{"eu", unionBill, "In Article 5(1), the introductory phrase and point (a) are deleted. The introductory sentence of Article 6(1) is deleted.", []string{"repeal opening|art_6__para_1"}},
		{"de", germanBill, "In § 5 Absatz 1 wird der Satzteil vor Nummer 1 wie folgt gefasst:\n„Die Frist beträgt:“", []string{"substitute opening|art_5__para_1|quoted art_1__para_1__mod_1"}},
	} {
		if diff := cmp.Diff(tt.want, billOrders(t, fmt.Sprintf(tt.bill, tt.orders), tt.profile)); diff != "" {
			t.Errorf("amendments of %q (-want +got):\n%s", tt.orders, diff)
		}
	}
}

func TestSubparagraphsInCroatianOrdersOfTheUnion(t *testing.T) {
	for orders, want := range map[string][]string{
		"U članku 5. stavku 1. drugi podstavak zamjenjuje se sljedećim:\n„Rok.”":            {"substitute|art_5__para_1|subparagraphs 2|quoted art_1__para_1__mod_1"},
		"U članku 5. stavku 1. prvom podstavku točka (b) briše se.":                         {"repeal|art_5__para_1__point_b"},
		"U članku 5. stavku 1. drugom podstavku riječi „dan” zamjenjuju se riječima „noć”.": {"replace_words|art_5__para_1|subparagraphs 2|old dan|new noć"},
		"U članku 5. stavku 1. dodaje se sljedeći podstavak:\n„Rok.”":                       {"insert|art_5__para_1|subparagraph|quoted art_1__para_1__mod_1"},
	} {
		if diff := cmp.Diff(want, billOrders(t, fmt.Sprintf(unionBills["hr"], orders), "eu")); diff != "" {
			t.Errorf("amendments of %q (-want +got):\n%s", orders, diff)
		}
	}
}

// TestAllInWhichWordsAreChanged holds that words are changed in all provisions that are named with them, and that
// those of another order are of none of these.
func TestAllInWhichWordsAreChanged(t *testing.T) {
	for _, tt := range []struct {
		profile, bill, orders string
		want                  []string
	}{
		{"de", germanBill, "In den §§ 5 und 7 werden die Wörter „a“ durch die Wörter „b“ ersetzt.", []string{"replace_words|art_5 art_7|old a|new b"}},
		{"de", germanBill, "In § 5 Absatz 1 und § 7 Absatz 2 wird jeweils das Wort „a“ gestrichen. In § 8 und in § 9 wird das Wort „b“ gestrichen.",
			[]string{"delete_words|art_5__para_1 art_7__para_2|old a", "delete_words|art_8 art_9|old b"}},
		{"de", germanBill, "In den §§ 5 bis 7 wird Absatz 2 aufgehoben. § 9 wird aufgehoben.", []string{"repeal|art_9"}},
		{"eu", unionBill, "In Articles 5 and 7, the words ‘a day’ are deleted.", []string{"delete_words|art_5 art_7|old a day"}},
		{"eu", unionBill, "In Article 5(1), the words ‘a day’ are deleted, and in Article 7(2), the words ‘a week’ are deleted.",
			[]string{"delete_words|art_5__para_1|old a day", "delete_words|art_7__para_2|old a week"}},
		{"eu", unionBill, "The words ‘a day’ are replaced by ‘a week’ in Article 5(1) and in Article 7(2).", []string{"replace_words|art_5__para_1 art_7__para_2|old a day|new a week"}},
		{"us", americanBill, "Section 7 of the Rooms Act is amended in subsections (a) and (b) by striking “a day”.", []string{"delete_words|art_7__para_a art_7__para_b|old a day"}},
		{"us", americanBill, "Section 7 of the Rooms Act is amended in the heading by striking “DAYS”.", []string{"delete_words heading|art_7|old DAYS"}},
	} {
		if diff := cmp.Diff(tt.want, billOrders(t, fmt.Sprintf(tt.bill, tt.orders), tt.profile)); diff != "" {
			t.Errorf("amendments of %q (-want +got):\n%s", tt.orders, diff)
		}
	}
}

func TestOrdersBehindAnother(t *testing.T) {
	for orders, want := range map[string][]string{
		"Члан 5. постаје члан 6. и у њему став 2. брише се.":                                {"renumber|art_5|now art_6"},
		"У члану 5. додаје се став 2. који гласи: „Рок.” Досадашњи став 2. постаје став 3.": {"insert|art_5|now art_5__para_2|new Рок.", "renumber|art_5__para_2|now art_5__para_3"},
	} {
		if diff := cmp.Diff(want, billOrders(t, fmt.Sprintf(bill, orders), "rs")); diff != "" {
			t.Errorf("amendments of %q (-want +got):\n%s", orders, diff)
		}
	}
}

func TestChaptersWithALetterBehindADot(t *testing.T) {
	law := "ZAKON\nO ČITAONICAMA\n\nGLAVA III.\nROK\n\nČlanak 1.\nRok je dan.\n\nGLAVA III.a\nUPIS\n\nČlanak 1.a\nUpis je javan.\n"
	a, err := act.Parse([]byte(law), act.Options{Profile: "hr"})
	if err != nil {
		t.Fatal(err)
	}
	if chapter := a.Find("chp_III-a"); chapter == nil || chapter.Heading != "UPIS" {
		t.Errorf("no chapter III.a in %+v", a.Body)
	}
	want := []string{"insert|chp_III|behind|now chp_III-a|quoted art_1__para_1__mod_1"}
	if diff := cmp.Diff(want, billOrders(t, fmt.Sprintf(croatianBill, "Iza Glave III. dodaje se Glava III.a koja glasi:\n»GLAVA III.a\nROK\nČlanak 9.a\nRok.«"), "hr")); diff != "" {
		t.Errorf("amendments (-want +got):\n%s", diff)
	}
}
