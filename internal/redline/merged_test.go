package redline

import (
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
