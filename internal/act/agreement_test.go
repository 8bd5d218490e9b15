package act_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/script"
)

// TestAnnexesToAgreementsAreActs holds that an annex which changes a collective agreement is titled as an act, and
// that its articles are those of an act that amends.
func TestAnnexesToAgreementsAreActs(t *testing.T) {
	const articles = "\n\nЧлан 1.\nУ члану 5. став 2. мења се и гласи:\n„Рок је осам дана.”\n\nЧлан 2.\nЧлан 1. овог анекса примењује се одмах, а члан 9. овог уговора до краја године.\n"
	for _, title := range []string{
		"АНЕКС I\nПОСЕБНОГ КОЛЕКТИВНОГ УГОВОРА ЗА ЧИТАОНИЦЕ", "АНЕКС БР. 2 ПОСЕБНОГ КОЛЕКТИВНОГ УГОВОРА ЗА ЧИТАОНИЦЕ", "Анекс II\nПосебног колективног уговора за читаонице",
		"На основу члана 246. Закона о раду, синдикат и послодавац закључују\n\nДРУГИ АНЕКС ПОСЕБНОГ КОЛЕКТИВНОГ УГОВОРА\nЗА ЧИТАОНИЦЕ",
	} {
		for _, latin := range []bool{false, true} {
			text := title + articles
			if latin {
				text = script.ToLatin(text)
			}
			a := parse(t, text)
			if len(a.Articles()) != 2 || a.Articles()[0].ID != "art_1" || a.Articles()[0].Heading != "" || a.Title == "" {
				t.Errorf("%q is titled %q", title, a.Title)
			}
			name, amends := a.Amends()
			if want := "посебан колективни уговор за читаонице"; !amends || script.Fold(name) != script.Fold(want) {
				t.Errorf("%q amends %q", title, name)
			}
			orders := a.Amendments()
			if len(orders) != 1 || order(&orders[0]) != "substitute|art_5__para_2|quoted art_1__para_1__mod_1" {
				t.Errorf("%q orders %v", title, orders)
			}
			var scopes []string
			for _, ref := range a.References() {
				if strings.HasPrefix(ref.From, "art_2") {
					scopes = append(scopes, string(ref.Scope)+" "+strings.Join(ref.Targets, " "))
				}
			}
			if diff := cmp.Diff([]string{"act art_1", "base "}, scopes); diff != "" {
				t.Errorf("references of %q (-want +got):\n%s", title, diff)
			}
		}
	}
}

// TestAgreementsCiteThemselves holds that what an agreement calls itself is the act that it is, and that agreements
// which it names are others.
func TestAgreementsCiteThemselves(t *testing.T) {
	a := parse(t, "ПОСЕБАН КОЛЕКТИВНИ УГОВОР\nЗА ЧИТАОНИЦЕ\n\nЧлан 1.\nЗарада из члана 2. овог уговора утврђује се према Прилогу 1 овог уговора и члану 9. Општег колективног уговора, а члан 10. тога уговора не важи.\n\n"+
		"Члан 2.\nЗарада је месечна.\n\nПрилог 1\nЗАРАДЕ\n\nЗарада из члана 2. овог уговора.\n")
	var got []string
	for _, ref := range a.References() {
		got = append(got, ref.From+" "+string(ref.Scope)+" "+strings.Join(ref.Targets, " "))
	}
	if diff := cmp.Diff([]string{"art_1__para_1 act art_2", "art_1__para_1 act annex_1", "art_1__para_1 other ", "art_1__para_1 other ", "annex_1__para_1 act art_2"}, got); diff != "" {
		t.Errorf("references (-want +got):\n%s", diff)
	}
	law := parse(t, "ЗАКОН\nО ЧИТАОНИЦАМА\n\nЧлан 1.\nЗарада из члана 2. овог уговора.\n\nЧлан 2.\nЗарада је месечна.\n")
	if refs := law.References(); len(refs) != 1 || refs[0].Scope != "other" {
		t.Errorf("references of a law to an agreement: %+v", refs)
	}
}
