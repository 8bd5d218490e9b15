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
