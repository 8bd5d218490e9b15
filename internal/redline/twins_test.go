package redline

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// Of two articles of one text each goes with its chapter, whatever number it has then.
func TestTwinsGoWithTheirChapters(t *testing.T) {
	const appeal = "Члан %d.\nНезадовољни кошничар може у року од десет дана тражити да о томе одлучи збор пчелара.\n"
	joins := []string{"Члан %d.\nМолбу за пријем у друштво подноси кошничар старији од петнаест година.\n", "Члан %d.\nО молби одлучује благајник у року од недељу дана.\n", appeal}
	leaves := []string{"Члан %d.\nКошничар се брише из друштва ако две године не плати чланарину.\n", "Члан %d.\nО брисању благајник одлучује сам.\n", appeal}
	act := func(heads [2]string, first, second []string) string {
		all := append(append([]string{subject, "ГЛАВА I\n" + heads[0] + "\n"}, first...), "ГЛАВА II\n"+heads[1]+"\n")
		return number(append(append(all, second...), force)...)
	}
	old, new := act([2]string{"ПРИЈЕМ", "БРИСАЊЕ"}, joins, leaves), act([2]string{"БРИСАЊЕ", "ПРИЈЕМ"}, leaves, joins)
	_, _, r := compareActs(t, old, new)
	for k := 2; k <= 7; k++ {
		was, is := fmt.Sprintf("art_%d", k), fmt.Sprintf("art_%d", (k+1)%6+2)
		if got := r.Pairs()[is]; got != was {
			t.Errorf("%s continues %s, want %s", is, got, was)
		}
	}
	got := carrier(t, old, new).Carry(Quote{Provision: "art_4__para_1", Exact: "да о томе одлучи збор пчелара"})
	if got.State != Kept || got.Provision != "art_7__para_1" {
		t.Errorf("the quote is %s in %s", got.State, got.Provision)
	}
}

// They do so when what stands beside them was edited on the way.
func TestTwinsGoWithTheirChaptersBesideEditedArticles(t *testing.T) {
	const appeal = "Члан %d.\nНезадовољни кошничар може у року од десет дана тражити да о томе одлучи збор пчелара.\n"
	joins := []string{"Члан %d.\nМолбу за пријем у друштво подноси благајнику кошничар старији од <петнаест> година који има најмање пет кошница.\n",
		"Члан %d.\nО молби за пријем одлучује благајник у року од <недељу дана> и о томе пише кошничару на адресу из молбе.\n", appeal}
	leaves := []string{"Члан %d.\nКошничар се брише из друштва ако две <године> узастопно не плати чланарину ни после опомене благајника.\n",
		"Члан %d.\nБрисање из друштва <благајник> уписује у књигу и саопштава га на првом наредном скупу у пролеће.\n", appeal}
	act := func(heads [2]string, first, second []string) string {
		all := append(append([]string{subject, "ГЛАВА I\n" + heads[0] + "\n"}, first...), "ГЛАВА II\n"+heads[1]+"\n")
		return number(append(append(all, second...), force)...)
	}
	was := strings.NewReplacer("<", "", ">", "")
	is := strings.NewReplacer("<петнаест>", "осамнаест", "<недељу дана>", "месец", "<године>", "сезоне", "<благајник>", "старешина")
	for _, tt := range []struct {
		name          string
		first, second []string
		pairs         map[int]int // old to new
	}{
		{"the appeal last", joins, leaves, map[int]int{2: 5, 3: 6, 4: 7, 5: 2, 6: 3, 7: 4}},
		{"the appeal first", []string{appeal, joins[0], joins[1]}, []string{appeal, leaves[0], leaves[1]}, map[int]int{2: 5, 3: 6, 4: 7, 5: 2, 6: 3, 7: 4}},
		{"the appeal between", []string{joins[0], appeal, joins[1]}, []string{leaves[0], appeal, leaves[1]}, map[int]int{2: 5, 3: 6, 4: 7, 5: 2, 6: 3, 7: 4}},
	} {
		old := was.Replace(act([2]string{"ПРИЈЕМ", "БРИСАЊЕ"}, tt.first, tt.second))
		new := is.Replace(act([2]string{"БРИСАЊЕ", "ПРИЈЕМ"}, tt.second, tt.first))
		_, _, r := compareActs(t, old, new)
		for o, n := range tt.pairs {
			if got := r.Pairs()[fmt.Sprintf("art_%d", n)]; got != fmt.Sprintf("art_%d", o) {
				t.Errorf("%s: art_%d continues %s, want art_%d", tt.name, n, got, o)
			}
		}
	}
}

// Among very many articles of a few texts what was taken out is told from what stays, and nothing is said to have been moved.
func TestArticlesOfAFewTextsKeepTheirOrder(t *testing.T) {
	var articles []string
	for k := range 600 {
		articles = append(articles, fmt.Sprintf("Члан %%d.\nЧуварнику број %d припада накнада за сваки обиђени стуб и сваку поправљену капију.\n", k*k%7))
	}
	base := number(articles...)
	for _, removed := range [][]int{{2}, {2, 299, 501}, {0, 1, 450, 598}} {
		left := slices.Clone(articles)
		for _, k := range slices.Backward(removed) {
			left = slices.Delete(left, k, k+1)
		}
		_, _, r := compareActs(t, base, number(left...))
		if a := r.Summary.Articles; a.Removed != len(removed) || a.Added != 0 || a.Moved != 0 {
			t.Errorf("without %v: %+v", removed, a)
		}
		_, _, r = compareActs(t, number(left...), base)
		if a := r.Summary.Articles; a.Added != len(removed) || a.Removed != 0 || a.Moved != 0 {
			t.Errorf("with %v: %+v", removed, a)
		}
		if strings.Count(r.Text(""), "==") != len(removed) {
			t.Errorf("with %v: %d changes are told one by one", removed, strings.Count(r.Text(""), "=="))
		}
	}
}
