package redline

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const (
	appeal   = "Жалба\nЧлан %d.\nПротив одлуке из члана <deadline>. овог закона допуштена је жалба у року од осам дана.\nО жалби из става 1. овог члана и члана <control>. став 1. овог закона одлучује министарство.\n"
	offences = "Прекршаји\nЧлан %d.\nНовчаном казном казниће се орган који не поступи по одредбама чл. <deadline>. и <portal>. овог закона, а не по члану 3. Закона о прекршајима.\n"
)

// cite writes the numbers of the articles into the references.
func cite(article string, deadline, portal, control int) string {
	for _, r := range []struct {
		name string
		n    int
	}{{"<deadline>", deadline}, {"<portal>", portal}, {"<control>", control}} {
		article = strings.ReplaceAll(article, r.name, fmt.Sprint(r.n))
	}
	return article
}

func TestARenumberingIsOneFact(t *testing.T) {
	old := number(subject, terms, deadline, portal, control, cite(appeal, 3, 4, 5), cite(offences, 3, 4, 5), force)
	new := number(subject, "Накнада\nЧлан %d.\nЗа коришћење отворених података не плаћа се никаква такса ни накнада.\n", terms, deadline, portal, control,
		cite(appeal, 4, 5, 6), cite(offences, 4, 5, 6), force)
	_, _, r := compareActs(t, old, new)
	want := []Cascade{{
		Level: "article", OldFrom: "2", OldTo: "8", NewFrom: "3", NewTo: "9", References: 4,
		OldLabels: []string{"Члан 2.", "Члан 8."}, NewLabels: []string{"Члан 3.", "Члан 9."},
		IDs: []IDPair{{"art_2", "art_3"}, {"art_3", "art_4"}, {"art_4", "art_5"}, {"art_5", "art_6"}, {"art_6", "art_7"}, {"art_7", "art_8"}, {"art_8", "art_9"}},
	}}
	if diff := cmp.Diff(want, r.Cascades); diff != "" {
		t.Errorf("want -, got +:\n%s", diff)
	}
	follows := 0
	for i := range r.Changes {
		if ch := &r.Changes[i]; ch.Follows {
			follows++
			if ch.References != 2 || !ch.Edited || !ch.Renumbered {
				t.Errorf("%s: %+v", told(ch), ch)
			}
		}
	}
	if follows != 2 || r.Summary.Articles.Follows != 2 {
		t.Errorf("%d changes follow, %d in the summary, want 2", follows, r.Summary.Articles.Follows)
	}
	for lang, want := range map[string]string{
		"sr-Cyrl": "Чл. 2–8. сада су чл. 3–9, а 4 упућивања су усклађена.",
		"sr-Latn": "Čl. 2–8. sada su čl. 3–9, a 4 upućivanja su usklađena.",
		"en":      "Articles 2–8 are now 3–9, and 4 references follow.",
	} {
		if diff := cmp.Diff([]string{want}, r.Facts(lang)); diff != "" {
			t.Error(diff)
		}
	}
}

func TestAReferenceThatIsEditedDoesNotFollow(t *testing.T) {
	base := []string{subject, terms, deadline, portal, control}
	added := "Накнада\nЧлан %d.\nЗа коришћење отворених података не плаћа се никаква такса ни накнада.\n"
	tests := []struct {
		name       string
		old, new   string
		references int
		follows    bool
	}{
		{"both references go with the articles", cite(appeal, 3, 4, 5), cite(appeal, 4, 5, 6), 2, true},
		{"one of them is forgotten", cite(appeal, 3, 4, 5), cite(appeal, 4, 5, 5), 1, true},
		{"one of them now names another article", cite(appeal, 3, 4, 5), cite(appeal, 4, 5, 3), 1, false},
		{"a word is edited besides", cite(appeal, 3, 4, 5), strings.ReplaceAll(cite(appeal, 4, 5, 6), "осам", "петнаест"), 2, false},
		{"a reference to another act is no reference to this one", strings.ReplaceAll(cite(appeal, 3, 4, 5), "члана 3. овог закона", "члана 3. Закона о жалби"),
			strings.ReplaceAll(cite(appeal, 4, 5, 6), "члана 4. овог закона", "члана 4. Закона о жалби"), 1, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, _, r := compareActs(t, number(append(base[:5:5], tt.old, force)...), number(subject, added, terms, deadline, portal, control, tt.new, force))
			for i := range r.Changes {
				ch := &r.Changes[i]
				if len(ch.Old) == 1 && ch.Old[0] == "art_6" {
					if ch.References != tt.references || ch.Follows != tt.follows {
						t.Errorf("got %d references, follows %v: %s", ch.References, ch.Follows, marked(ch.Spans))
					}
				}
			}
		})
	}
}

func TestNeighbouringNumbersFollowOneByOne(t *testing.T) {
	added := "Накнада\nЧлан %d.\nЗа коришћење отворених података не плаћа се никаква такса ни накнада.\n"
	_, _, r := compareActs(t, number(subject, terms, deadline, portal, cite(offences, 3, 4, 5)), number(subject, added, terms, deadline, portal, cite(offences, 4, 5, 6)))
	last := r.Changes[len(r.Changes)-1]
	want := "Прекршаји\nЧлан [-5][+6].\nНовчаном казном казниће се орган који не поступи по одредбама чл. [-3][+4]. и [-4][+5]. овог закона, а не по члану 3. Закона о прекршајима."
	if got := marked(last.Spans); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestHowManyReferencesFollowIsSaidInGoodSerbian(t *testing.T) {
	for n, want := range map[int]string{
		0:   "члан 5. сада је члан 6.",
		1:   "члан 5. сада је члан 6, а једно упућивање је усклађено",
		2:   "члан 5. сада је члан 6, а 2 упућивања су усклађена",
		5:   "члан 5. сада је члан 6, а 5 упућивања је усклађено",
		12:  "члан 5. сада је члан 6, а 12 упућивања је усклађено",
		21:  "члан 5. сада је члан 6, а 21 упућивање је усклађено",
		34:  "члан 5. сада је члан 6, а 34 упућивања су усклађена",
		111: "члан 5. сада је члан 6, а 111 упућивања је усклађено",
	} {
		c := Cascade{Level: "article", OldFrom: "5", OldTo: "5", NewFrom: "6", NewTo: "6", IDs: make([]IDPair, 1), References: n}
		if got := serbian.cascade(&c); got != want {
			t.Errorf("%d: got %q, want %q", n, got, want)
		}
	}
	for _, tt := range []struct {
		level string
		n     int
		want  string
	}{
		{"article", 2, "чл. 5. и 9. сада су чл. 6. и 10."},
		{"article", 5, "чл. 5–9. сада су чл. 6–10."},
		{"paragraph", 5, "ст. 5–9. сада су ст. 6–10."},
		{"point", 5, "тач. 5)–9) сада су тач. 6)–10)"},
		{"point", 1, "тачка 5) сада је тачка 6)"},
		{"section", 1, "одељак 5 сада је одељак 6"},
	} {
		c := Cascade{Level: tt.level, OldFrom: "5", OldTo: "9", NewFrom: "6", NewTo: "10", IDs: make([]IDPair, tt.n)}
		if got := serbian.cascade(&c); got != tt.want {
			t.Errorf("got %q, want %q", got, tt.want)
		}
	}
	letter := Cascade{Level: "article", OldFrom: "5а", OldTo: "5б", NewFrom: "6", NewTo: "6а", IDs: make([]IDPair, 2)}
	if got, want := serbian.cascade(&letter), "чл. 5а и 5б сада су чл. 6. и 6а"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// A paragraph whose article was split, or merged into another, is where its article is now.
func TestParagraphsOfSplitArticlesGoWithTheirArticle(t *testing.T) {
	const (
		duty  = "Члан %d.\nОрган је дужан да тражиоцу без одлагања, а најкасније у року од тридесет дана, достави обавештење о поседовању податка.\n"
		delay = "Изузетно, рок се може продужити за петнаест дана када је тражен велики број података.\n"
	)
	one, two := number(subject, duty+delay, force), number(subject, duty, "Члан %d.\n"+delay, force)
	for _, c := range []struct{ old, new, want string }{
		{one, two, "Став 2. члана 2. сада је став 1. члана 3."},
		{two, one, "Став 1. члана 3. сада је став 2. члана 2."},
	} {
		_, _, r := compareActs(t, c.old, c.new)
		facts := strings.Join(r.Facts("sr-Cyrl"), "\n")
		if !strings.Contains(facts, c.want) {
			t.Errorf("told:\n%s\nwant %q", facts, c.want)
		}
	}
}
