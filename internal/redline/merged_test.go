package redline

import (
	"strings"
	"testing"
)

const (
	objecting = "Приговор\nЧлан %d.\nКорисник подноси приговор у року од двадесет дана од дана када је услуга пружена.\nПружалац одговара на приговор у року од шест дана од пријема.\nАко пружалац не одговори на време, узима се да је приговор усвојен.\n"
	repaying  = "Враћање накнаде\nЧлан %d.\nКада је приговор усвојен, пружалац враћа накнаду најкасније за петнаест радних дана.\nНакнада се враћа онако како је плаћена, осим ако корисник изричито не пристане на други начин.\nТрошкове враћања накнаде сноси пружалац.\n"
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
