package redline

import (
	"slices"
	"strings"
	"testing"
)

const (
	appointing = "Члан %d.\nУправника задужбине именује оснивач на време од шест година.\n"
	governing  = "Члан %d.\nСавет задужбине има седам чланова које именује оснивач на предлог управника.\n"
	objecting  = "Приговор\nЧлан %d.\nКорисник подноси приговор у року од двадесет дана од дана када је услуга пружена.\nПружалац одговара на приговор у року од шест дана од пријема.\nАко пружалац не одговори на време, узима се да је приговор усвојен.\n"
	repaying   = "Враћање накнаде\nЧлан %d.\nКада је приговор усвојен, пружалац враћа накнаду најкасније за петнаест радних дана.\nНакнада се враћа онако како је плаћена, осим ако корисник изричито не пристане на други начин.\nТрошкове враћања накнаде сноси пружалац.\n"
)

func TestEveryArticleThatWasMergedGoesOn(t *testing.T) {
	_, after, _ := strings.Cut(repaying, "%d.\n")
	both := strings.Replace(objecting, "шест дана", "десет дана", 1) + after
	c := carrier(t, number(subject, objecting, repaying, force), number(subject, both, force))
	for _, tt := range []struct{ provision, exact, want string }{
		{"art_2", "", "edited art_2"},
		{"art_3", "", "edited art_2"},
		{"art_2__para_1", "у року од двадесет дана", "kept art_2__para_1"},
		{"art_2__para_2", "у року од шест дана", "edited art_2__para_2"},
		{"art_2__para_3", "узима се да је приговор усвојен", "kept art_2__para_3"},
		{"art_3__para_2", "изричито не пристане на други начин", "kept art_2__para_5"},
	} {
		got := c.Carry(Quote{Provision: tt.provision, Exact: tt.exact})
		checkPlace(t, c, got)
		if said := string(got.State) + " " + got.Provision; said != tt.want {
			t.Errorf("%s %q: %s, want %s", tt.provision, tt.exact, said, tt.want)
		}
	}
}

// However short they are, articles are merged where one has the text of both, whichever stands first in it.
func TestShortArticlesAreMergedInEitherOrder(t *testing.T) {
	const (
		elects = "Старешину бира збор на две године."
		builds = "Магацин подиже месна задруга."
		shuts  = "Магацин се недељом затвара."
	)
	article := func(paragraphs ...string) string { return "Члан %d.\n" + strings.Join(paragraphs, "\n") + "\n" }
	for _, tt := range []struct {
		name     string
		old, new string
		want     string
	}{
		{"the text of the second first", number(subject, article(elects), article(builds), force), number(subject, article(builds, elects), force),
			"article art_2+art_3>art_2 edited"},
		{"the text of the first first", number(subject, article(elects), article(builds), force), number(subject, article(elects, builds), force),
			"article art_2+art_3>art_2"},
		{"two paragraphs of the second first", number(subject, article(elects), article(builds, shuts), force), number(subject, article(builds, shuts, elects), force),
			"article art_2+art_3>art_2 edited"},
		{"under the number of the second", number(subject, article(elects), article(builds), force),
			number(subject, "Члан %d.\nКључ магацина чува најстарији члан задруге и никоме га не предаје.\n", article(builds, elects), force), "article art_2+art_3>art_3 edited"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, _, r := compareActs(t, tt.old, tt.new)
			for i := range r.Changes {
				if ch := &r.Changes[i]; ch.Merged() {
					if got := told(ch); got != tt.want || ch.Words != (Words{}) {
						t.Errorf("%s with %+v words, want %s with none", got, ch.Words, tt.want)
					}
					return
				}
			}
			t.Errorf("nothing was merged: %v", allTold(r))
		})
	}
}

func TestThePartThatKeepsTheNumberContinuesAnArticle(t *testing.T) {
	_, after, _ := strings.Cut(governing, "%d.\n")
	whole, parts := number(subject, appointing+after, force), number(subject, appointing, governing, force)
	_, _, r := compareActs(t, whole, parts)
	if got, want := told(&r.Changes[0]), "article art_2>art_2+art_3"; got != want {
		t.Errorf("split: %s, want %s", got, want)
	}
	_, _, r = compareActs(t, parts, whole)
	if got, want := told(&r.Changes[0]), "article art_2+art_3>art_2"; got != want {
		t.Errorf("merged: %s, want %s", got, want)
	}
	for _, c := range []*Carrier{carrier(t, whole, parts), carrier(t, parts, whole)} {
		got := c.Carry(Quote{Provision: "art_2__para_1", Exact: "на време од шест година"})
		if got.State != Kept || got.Provision != "art_2__para_1" {
			t.Errorf("the quote is %s in %s", got.State, got.Provision)
		}
		if got = c.Carry(Quote{Provision: "art_2"}); got.Provision != "art_2" {
			t.Errorf("the article is %s in %s", got.State, got.Provision)
		}
	}
}

func TestThePartUnderTheRubricContinuesAnArticleThatWasRenumbered(t *testing.T) {
	_, rest, _ := strings.Cut(repaying, "%d.\n")
	const rubric, short, lends = "Постављење управника\n", "Члан %d.\nУправника задужбине поставља њен одбор на предлог оснивача.\n", "Члан %d.\nЗадужбина позајмљује књиге сваком становнику општине на месец дана, без накнаде.\n"
	whole, parts := number(subject, rubric+short+rest, force), number(subject, lends, rubric+short, "Члан %d.\n"+rest, force)
	_, _, r := compareActs(t, whole, parts)
	if got, want := allTold(r), "article art_2>art_3+art_4"; !slices.ContainsFunc(got, func(s string) bool { return strings.HasPrefix(s, want) }) {
		t.Errorf("split: %q, want %s", got, want)
	}
	got := carrier(t, whole, parts).Carry(Quote{Provision: "art_2"})
	if got.Provision != "art_3" {
		t.Errorf("the article is %s in %s", got.State, got.Provision)
	}
}

// A reference to an article that was split goes with it, whichever part it names now.
func TestReferencesGoWithThePartTheyName(t *testing.T) {
	_, after, _ := strings.Cut(governing, "%d.\n")
	cites := "Члан %d.\nНа чланове из члана 2. став 2. овог закона примењују се правила о раду, а накнада из члана 3. овог закона им не припада.\n"
	pays := "Члан %d.\nЗа рад у задужбини припада накнада у висини три дневнице, која се исплаћује на крају месеца.\n"
	old := number(subject, appointing+after, pays, cites)
	for _, tt := range []struct {
		name, cites string
		follows     bool
	}{
		{"the part that has the number of the whole", strings.Replace(cites, "члана 3.", "члана 4.", 1), true},
		{"the other part", strings.NewReplacer("члана 3.", "члана 4.", "члана 2. став 2.", "члана 3. став 2.").Replace(cites), true},
		{"another article", strings.NewReplacer("члана 3.", "члана 4.", "члана 2. став 2.", "члана 1. став 2.").Replace(cites), false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, _, r := compareActs(t, old, number(subject, appointing, governing, pays, tt.cites))
			ch := &r.Changes[len(r.Changes)-1]
			if ch.Follows != tt.follows {
				t.Errorf("follows %t: %s", ch.Follows, marked(ch.Spans))
			}
		})
	}
}

// TestOfTwoPenaltiesThatBecameOneWhatBothKeepIsKept has two sentences that begin alike and were joined, the beginning of the second left out.
func TestOfTwoPenaltiesThatBecameOneWhatBothKeepIsKept(t *testing.T) {
	const (
		start = "ЗАКОН О ЧИТАОНИЦАМА\n\nЧлан 1.\nЧитаоница води евиденцију чланова.\n\n"
		first = "Новчаном казном од 10.000 динара казниће се управник ако не одреди радно време из члана 6. став 2. овог закона"
	)
	_, _, r := compareActs(t, start+"Члан 2.\n"+first+".\n\nЧлан 3.\nНовчаном казном од 20.000 динара казниће се управник ако не води евиденцију из члана 1. овог закона.\n",
		start+"Члан 2.\n"+strings.Replace(first, "6", "5", 1)+" или ако не води евиденцију из члана 4. овог закона.\n")
	const want = "-]{+ или+} ако не води евиденцију из члана [-1-]{+4+}. овог закона."
	if got := r.Text(""); !strings.Contains(got, want) {
		t.Errorf("want %s in\n%s", want, got)
	}
}
