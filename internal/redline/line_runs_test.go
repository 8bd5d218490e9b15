package redline

import (
	"fmt"
	"strings"
	"testing"
)

const (
	keeping = "Сталне обавезе\nЧлан %d.\nЗадруга је дужна да семе чува на сувом месту.\n"
	pledge  = "Завршна одредба\nЧлан %d.\nЈемство траје до жетве.\n"
)

// A paragraph of prose that is written as a list, and a list that is written as prose, keep their words.
func TestAParagraphThatBecomesAListKeepsItsWords(t *testing.T) {
	tests := []struct {
		name        string
		prose, list string
		want        string // the paragraph, from prose to list
		words       Words  // that the list has more, and that it lacks
	}{
		{"of points that are short", "Млинар обавља следеће послове: меље жито, вага џакове, чисти жлебове.",
			"Млинар обавља следеће послове:\n1) меље жито;\n2) вага џакове;\n3) чисти жлебове.",
			"Млинар обавља следеће послове:[+\n1)] меље жито[-,][+;\n2)] вага џакове[-,][+;\n3)] чисти жлебове.", Words{Inserted: 3}},
		{"of points each of which is little of the whole", "Молба задругара садржи име и надимак задругара, потес и број њиве, врсту и количину семена, начин на који се семе чува, потпис двојице суседа.",
			"Молба задругара садржи:\n1) име и надимак задругара;\n2) потес и број њиве;\n3) врсту и количину семена;\n4) начин на који се семе чува;\n5) потпис двојице суседа.",
			"Молба задругара садржи[+:\n1)] име и надимак задругара[-,][+;\n2)] потес и број њиве[-,][+;\n3)] врсту и количину семена[-,][+;\n4)] начин на који се семе чува[-,][+;\n5)] потпис двојице суседа.",
			Words{Inserted: 5}},
		{"with a point that is new between them", "Чувар амбара дужан је да бележи сваки улаз и излаз џакова, да обилази амбар два пута дневно, да о квару на крову одмах јави старешини.",
			"Чувар амбара дужан је да:\n1) бележи сваки улаз и излаз џакова;\n2) закључава капију пре мрака;\n3) обилази амбар два пута дневно;\n4) о квару на крову одмах јави старешини.",
			"", Words{Inserted: 8, Deleted: 2}},
		{"of dashes", "Звонар је дужан да: звони у подне, чисти звоник и подмазује точак.",
			"Звонар је дужан да:\n– звони у подне,\n– чисти звоник и\n– подмазује точак.",
			"Звонар је дужан да:[+\n–] звони у подне,[+\n–] чисти звоник и[+\n–] подмазује точак.", Words{}},
		{"of letters in a point", "Награду добија задругар који је предао највише жита, сачувао семе од влаге, помогао суседу у жетви.",
			"Награду добија задругар који је:\nа) предао највише жита,\nб) сачувао семе од влаге,\nв) помогао суседу у жетви.",
			"Награду добија задругар који је[+:\nа)] предао највише жита,[+\nб)] сачувао семе од влаге,[+\nв)] помогао суседу у жетви.", Words{Inserted: 3}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, beside := range []string{"", "Против одлуке о молби задругар подноси приговор у року од недељу дана.\n"} {
				written := func(paragraph string) string {
					return number(keeping, "Члан %d.\n"+paragraph+"\n"+beside, pledge)
				}
				_, _, r := compareActs(t, written(tt.prose), written(tt.list))
				if got := r.Summary.Words; got != tt.words {
					t.Errorf("%+v, want %+v", got, tt.words)
				}
				if len(r.Changes) != 1 {
					t.Fatalf("%d changes, want one: %v", len(r.Changes), allTold(r))
				}
				if got := marked(r.Changes[0].Spans); tt.want != "" && !strings.Contains(got, tt.want) {
					t.Errorf("got\n%s\nwant\n%s", got, tt.want)
				}
				_, _, r = compareActs(t, written(tt.list), written(tt.prose))
				if got := r.Summary.Words; got != (Words{Inserted: tt.words.Deleted, Deleted: tt.words.Inserted}) {
					t.Errorf("the other way %+v, want the reverse of %+v", got, tt.words)
				}
			}
		})
	}
}

// Words that a list has by chance do not make it of a paragraph that went.
func TestAListThatIsNewIsNotOfAParagraphThatWent(t *testing.T) {
	old := number(keeping, "Члан %d.\nСтарешина сазива збор задругара у пролеће и у јесен, пре сетве и после жетве, и на њему подноси рачун о раду задруге.\n", pledge)
	new := number(keeping, "Члан %d.\nЧланарина се плаћа:\n1) у пролеће, семеном;\n2) у јесен, брашном;\n3) пре славе, радом.\n", pledge)
	_, _, r := compareActs(t, old, new)
	for i := range r.Changes {
		for _, sp := range r.Changes[i].Spans {
			if sp.Op == Equal && wordsIn(sp.Text) > 3 {
				t.Errorf("%q is kept", sp.Text)
			}
		}
	}
}

func TestCommentsOnAParagraphGoOnInItsList(t *testing.T) {
	old := number(keeping, "Члан %d.\nСтарешина води књигу семена, даје савете о сетви и чувању, објављује цене жита.\n", pledge)
	new := number(keeping, "Члан %d.\nСтарешина:\n1) води књигу семена;\n2) даје савете о сетви и чувању;\n3) објављује цене жита.\n", pledge)
	there, back := carrier(t, old, new), carrier(t, new, old)
	for _, tt := range []struct {
		c                      *Carrier
		provision, exact, want string
	}{
		{there, "art_2__para_1", "", "edited art_2__para_1 1"},
		{there, "art_2__para_1", "води књигу семена", "kept art_2__para_1 1"},
		{there, "art_2__para_1", "даје савете о сетви и чувању, објављује цене жита", "edited art_2__para_1 1"},
		{back, "art_2__para_1", "", "edited art_2__para_1 1"},
		{back, "art_2__para_1__point_2", "савете о сетви и чувању", "moved art_2__para_1 1"},
		{back, "art_2__para_1__point_3", "", "moved art_2__para_1 1"},
	} {
		got := tt.c.Carry(Quote{Provision: tt.provision, Exact: tt.exact})
		checkPlace(t, tt.c, got)
		if said := fmt.Sprintf("%s %s %g", got.State, got.Provision, got.Score); said != tt.want {
			t.Errorf("%s %q: %s, want %s", tt.provision, tt.exact, said, tt.want)
		}
	}
}
