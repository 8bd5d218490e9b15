package redline

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// A testDivision is a division of a test act, with articles or other divisions in it.
type testDivision struct {
	mark     string // "ДЕО ПРВИ", or empty for a chapter, which has a numeral
	rubric   string
	articles []string
	below    []testDivision
}

// divided writes an act, its chapters and articles numbered through.
func divided(divisions ...testDivision) string {
	var b strings.Builder
	b.WriteString("ЗАКОН О ЧИТАОНИЦАМА\n\n")
	chapters, articles := 0, 0
	var write func(ds []testDivision)
	write = func(ds []testDivision) {
		for _, d := range ds {
			if d.mark != "" {
				fmt.Fprintf(&b, "%s\n%s\n\n", d.mark, d.rubric)
			} else {
				chapters++
				fmt.Fprintf(&b, "%s. %s\n\n", []string{"I", "II", "III", "IV", "V", "VI"}[chapters-1], d.rubric)
			}
			for _, a := range d.articles {
				articles++
				fmt.Fprintf(&b, "Члан %d.\n%s\n\n", articles, a)
			}
			write(d.below)
		}
	}
	write(divisions)
	return b.String()
}

// TestOfDivisionsThatChangedPlacesOneMovedWithWhatStandsInIt holds that headings and articles name the same division as the one that moved.
func TestOfDivisionsThatChangedPlacesOneMovedWithWhatStandsInIt(t *testing.T) {
	const (
		open  = "Читаоница је отворена сваког радног дана од осам до двадесет часова."
		lend  = "Књига се позајмљује на рок од тридесет дана, који се може једном продужити, а о томе се води књига."
		guard = "Надзор над радом читаонице врши министарство надлежно за послове културе."
		diary = "Управник води дневник о старим и ретким збиркама."
		fee   = "Чланарина се плаћа унапред за целу календарску годину."
		keys  = "Кључеве од збирки чува управник."
		rooms = "Читаоница има општу салу, салу за децу и просторију у којој се одржавају књижевне вечери и предавања, као и двориште."
	)
	first := testDivision{rubric: "ОСНОВНЕ ОДРЕДБЕ", articles: []string{"Овај закон уређује рад читаоница."}}
	last := testDivision{rubric: "ЗАВРШНЕ ОДРЕДБЕ", articles: []string{"Овај закон ступа на снагу осмог дана од дана објављивања."}}
	work := testDivision{rubric: "РАД", articles: []string{open, lend}}
	watch := testDivision{rubric: "НАДЗОР НАД РАДОМ ЧИТАОНИЦА И ПЛАЋАЊЕ ЧЛАНАРИНЕ", articles: []string{diary, fee, keys}}
	same := testDivision{rubric: "КЉУЧЕВИ", articles: []string{keys}}
	also := testDivision{rubric: "ДНЕВНИК", articles: []string{"Дневник о збиркама води управник."}}
	none := testDivision{rubric: "ПРАЗНА ГЛАВА БЕЗ ИЈЕДНОГ ЧЛАНА"}
	big := testDivision{rubric: "ВЕЛИКА ГЛАВА", articles: []string{open, lend, guard, rooms}}
	part := func(n, rubric string, ds ...testDivision) testDivision {
		return testDivision{mark: "ДЕО " + n, rubric: rubric, below: ds}
	}
	for _, tt := range []struct {
		name     string
		old, new string
		moved    []string
	}{
		{"the smaller one has the longer rubric and more articles", divided(first, work, watch, last), divided(first, watch, work, last),
			[]string{watch.rubric, diary, fee, keys}},
		{"the smaller one stood before", divided(first, watch, work, last), divided(first, work, watch, last),
			[]string{watch.rubric, diary, fee, keys}},
		{"both are of one size", divided(first, same, also, last), divided(first, also, same, last), []string{same.rubric, keys}},
		{"one is empty", divided(first, same, none, last), divided(first, none, same, last), []string{none.rubric}},
		{"one went behind two smaller ones", divided(first, big, watch, same, last), divided(first, watch, same, big, last),
			[]string{watch.rubric, same.rubric, diary, fee, keys, keys}},
		{"parts with chapters in them", divided(part("ПРВИ", "ОПШТЕ", first, big), part("ДРУГИ", "ПОСЕБНО", watch, last)),
			divided(part("ПРВИ", "ПОСЕБНО", watch, last), part("ДРУГИ", "ОПШТЕ", first, big)),
			[]string{"ПОСЕБНО", watch.rubric, last.rubric, diary, fee, keys, last.articles[0]}},
		{"a large chapter went to another part, past a small one", divided(part("ПРВИ", "ОПШТЕ", first, big, also), part("ДРУГИ", "ПОСЕБНО", watch, last)),
			divided(part("ПРВИ", "ОПШТЕ", first, also), part("ДРУГИ", "ПОСЕБНО", watch, big, last)),
			[]string{big.rubric, open, lend, guard, rooms}},
		{"a chapter is of another part, all in its order", divided(part("ПРВИ", "ОПШТЕ", first, big, also), part("ДРУГИ", "ПОСЕБНО", watch, last)),
			divided(part("ПРВИ", "ОПШТЕ", first, big), part("ДРУГИ", "ПОСЕБНО", also, watch, last)),
			[]string{also.rubric}},
	} {
		old, new, r := compareActs(t, tt.old, tt.new)
		checkRedline(t, old, new, r)
		nodes := nodesOf(new)
		var got []string
		for i := range r.Changes {
			ch := &r.Changes[i]
			if !ch.Moved {
				continue
			}
			n := nodes[ch.New[0]]
			text := n.Heading
			if ch.Level == LevelArticle {
				text = n.Children[0].Text
			}
			got = append(got, text)
		}
		want := slices.Clone(tt.moved)
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%s: moved are %q, want %q", tt.name, got, want)
		}
	}
}

// TestOfProvisionsThatChangedPlacesTheSmallerMoved counts words, those of what stands under a paragraph with it.
func TestOfProvisionsThatChangedPlacesTheSmallerMoved(t *testing.T) {
	const (
		start = "ЗАКОН О ТЕСТУ\n\nЧлан 1.\nОвај закон уређује тестове.\n\nЧлан 2.\n"
		list  = "Захтев садржи:\n1) име подносиоца;\n2) опис предмета захтева;\n3) датум и потпис.\n"
		plain = "Захтев се подноси органу надлежном за издавање сагласности.\n"
	)
	for _, tt := range []struct{ name, old, new, moved string }{
		{"a paragraph and one with points", start + list + plain, start + plain + list, "art_2__para_2>art_2__para_1"},
		{"a paragraph with points and one without", start + plain + list, start + list + plain, "art_2__para_1>art_2__para_2"},
		{"points, of which the one with fewer words is longer", start + "Корисник:\n1) обрађује земљиште;\n2) не користи отров;\n3) чува алат.\n",
			start + "Корисник:\n1) не користи отров;\n2) обрађује земљиште;\n3) чува алат.\n", "art_2__para_1__point_1>art_2__para_1__point_2"},
	} {
		_, _, r := compareActs(t, tt.old, tt.new)
		var moved []string
		for _, m := range r.Moves {
			moved = append(moved, m.Old+">"+m.New)
		}
		if !slices.Equal(moved, []string{tt.moved}) {
			t.Errorf("%s: moved are %q, want %s", tt.name, moved, tt.moved)
		}
	}
}

// TestHeadingsStayWhereArticlesUnderThemWereExchanged has chapters of one article each, which changed places under headings that are as they were.
func TestHeadingsStayWhereArticlesUnderThemWereExchanged(t *testing.T) {
	const (
		open  = "Читаоница је отворена сваког радног дана од осам до двадесет часова."
		guard = "Надзор над радом читаонице врши министарство надлежно за послове културе."
	)
	chapters := func(work, watch string) string {
		return divided(testDivision{rubric: "РАД ЧИТАОНИЦЕ", articles: []string{work}}, testDivision{rubric: "НАДЗОР", articles: []string{watch}})
	}
	_, _, r := compareActs(t, chapters(open, guard), chapters(guard, open))
	var got []string
	for i := range r.Changes {
		ch := &r.Changes[i]
		got = append(got, fmt.Sprintf("%s %s>%s %v %v", ch.Level, ch.Old[0], ch.New[0], ch.Moved, ch.Edited))
	}
	want := []string{"article art_2>art_1 true false", "article art_1>art_2 true false"}
	if !slices.Equal(got, want) {
		t.Errorf("changes are %q, want %q", got, want)
	}
}

// TestWhatMovedAsItWasIsShownInATerminal has a section and an article that kept their numbers on the way.
func TestWhatMovedAsItWasIsShownInATerminal(t *testing.T) {
	const long = "Читаоница има општу салу, салу за децу и просторију у којој се одржавају књижевне вечери и предавања, као и двориште за чланове."
	first, second := "Члан 1.\nОвај закон уређује рад читаоница.\n\n", "Члан 2.\n"+long+"\n\n"
	_, _, r := compareActs(t, "ЗАКОН О ТЕСТУ\n\n"+first+second, "ЗАКОН О ТЕСТУ\n\n"+second+first)
	if got, want := r.Text(""), "== Члан 1.: премештено (+0 −0)\nЧлан 1.\nОвај закон уређује рад"; !strings.Contains(got, want) {
		t.Errorf("no %s in\n%s", want, got)
	}
}
