package act_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/script"
)

// articlesOf lists the articles of an act by their ids, with their headings.
func articlesOf(a *act.Act) string {
	var found []string
	for _, n := range a.Articles() {
		found = append(found, strings.TrimSpace(n.ID+" "+n.Heading))
	}
	return strings.Join(found, ", ")
}

// TestATreatyIsAPartOfTheActThatConfirmsIt reads acts with the text of a treaty, whose articles are
// counted anew and behind which those of the act go on.
func TestATreatyIsAPartOfTheActThatConfirmsIt(t *testing.T) {
	const head = "ЗАКОН\nО ПОТВРЂИВАЊУ СПОРАЗУМА О КЛУПАМА\n\nЧлан 1.\nПотврђује се Споразум о клупама.\n\nЧлан 2.\nТекст Споразума гласи:\n\nСПОРАЗУМ\nО КЛУПАМА\n\nСтране су се споразумеле о следећем:\n\n"
	for _, tt := range []struct{ name, treaty, behind, want string }{
		{"наслови испод бројева", "Члан 1.\nПредмет\n\nКлупа је зелена, како каже члан 3. овог споразума.\n\nЧлан 2.\nБоја\n\nКлупа је бела.\n\nЧлан 3.\nКрај\n\nКлупа се сели.\n\n", "Члан 3.\nМинистар се стара о споразуму.\n\nЧлан 4.\nСтупа на снагу.\n",
			"art_1, art_2, annex__art_1 Предмет, annex__art_2 Боја, annex__art_3 Крај, art_3, art_4"},
		{"дужи споразум", "Члан 1.\nКлупа је зелена.\n\nЧлан 2.\nКлупа је бела.\n\nЧлан 3.\nКлупа је плава.\n\nЧлан 4.\nКлупа је жута.\n\n", "Члан 3.\nСтупа на снагу.\n", "art_1, art_2, annex__art_1, annex__art_2, annex__art_3, annex__art_4, art_3"},
		{"споразум који се завршава где закон наставља", "Члан 1.\nКлупа је зелена.\n\nЧлан 2.\nКлупа је бела.\n\n", "Члан 3.\nОвај закон ступа на снагу осмог дана.\n", "art_1, art_2, annex__art_1, annex__art_2, art_3"},
		{"споразум на крају", "Члан 1.\nКлупа је зелена.\n\nЧлан 2.\nКлупа је бела.\n\nЧлан 3.\nСпоразум ступа на снагу.\n", "", "art_1, art_2, annex__art_1, annex__art_2, annex__art_3"},
	} {
		for _, write := range []func(string) string{func(s string) string { return s }, script.ToLatin} {
			text := write(head + tt.treaty + tt.behind)
			a := parse(t, text)
			if diff := cmp.Diff(write(tt.want), write(articlesOf(a))); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.name, diff)
			}
			if got := codes(a, act.WarnDuplicateNumber, act.WarnGap, act.WarnOutOfOrder); len(got) > 0 {
				t.Errorf("%s: warnings %q", tt.name, got)
			}
			if got, want := bare(content(a)), bare(text); got != want {
				t.Errorf("%s: the characters differ from %s", tt.name, firstDifference(got, want))
			}
			for name, src := range map[string][]byte{"act.txt": []byte(a.PlainText()), "act.html": a.HTML(), "act.akn": a.AKN(act.Work{})} {
				again, err := act.Parse(src, act.Options{Name: name})
				if err != nil {
					t.Fatal(err)
				}
				if got, want := outline(again), outline(a); got != want {
					t.Errorf("%s: %s read again differs: %s", tt.name, name, firstDifference(got, want))
				}
			}
			checkWord(t, a)
		}
	}
	a := parse(t, head+"Члан 1.\nКлупа је зелена, како каже члан 2. овог споразума.\n\nЧлан 2.\nКлупа је бела.\n")
	if refs := a.References(); len(refs) != 1 || strings.Join(refs[0].Targets, " ") != "annex__art_2" {
		t.Errorf("references %+v", refs)
	}
	if a := parse(t, "ЗАКОН О КЛУПАМА\n\nЧлан 1.\nКлупе су:\n\nСПОРАЗУМ О КЛУПАМА\n\nЧлан 2.\nКлупа је бела.\n"); a.Counts[act.KindAnnex] > 0 {
		t.Errorf("no treaty is read as\n%s", outline(a))
	}
}

// TestTitlesBelowTheNumbersOfArticles reads titles that stand below the numbers of most articles, and
// leaves a first line alone that only few have.
func TestTitlesBelowTheNumbersOfArticles(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"сви", "Члан 1.\nПредмет\n\nКлупа је зелена.\n\nЧлан 2.\nБоја\nКлупа је бела.\n\nЧлан 3.\nМеста\n1) парк;\n2) трг.\n\nЧлан 4.\nКрај\n\nКлупа се сели.\n", "art_1 Предмет, art_2 Боја, art_3, art_4 Крај"},
		{"један", "Члан 1.\nПредмет\n\nКлупа је зелена.\n\nЧлан 2.\nКлупа је бела.\n\nЧлан 3.\nКлупа је плава.\n", "art_1, art_2, art_3"},
		{"изнад", "Предмет\n\nЧлан 1.\nКлупа је зелена\n\nКлупа је нова.\n\nБоја\n\nЧлан 2.\nКлупа је бела\n\nКлупа је стара.\n", "art_1 Предмет, art_2 Боја"},
		{"реченице", "Члан 1.\nКлупа је зелена.\nКлупа је нова.\n\nЧлан 2.\nКлупа је бела.\nКлупа је стара.\n", "art_1, art_2"},
	} {
		a := parse(t, "ОДЛУКА\nО КЛУПАМА\n\n"+tt.text)
		if diff := cmp.Diff(tt.want, articlesOf(a)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
		checkWord(t, a)
	}
}
