package procedure

import "testing"

func TestOpinionsAskForADocumentOfEveryActThatNeedsItLater(t *testing.T) {
	full, some := When{"effects": {"full"}}, When{"effects": {"basic", "full"}}
	for _, c := range []struct {
		name  string
		asked StageDef
		later DocWhen
		want  bool
	}{
		{"of every act, and later too", StageDef{Docs: []string{"annex"}}, DocWhen{Doc: "annex"}, true},
		{"of every act, later of some", StageDef{Docs: []string{"annex"}}, DocWhen{Doc: "annex", When: full}, true},
		{"of none", StageDef{Docs: []string{"act"}}, DocWhen{Doc: "annex"}, false},
		{"of some, later of every one", StageDef{DocsWhen: []DocWhen{{Doc: "annex", When: full}}}, DocWhen{Doc: "annex"}, false},
		{"of the same", StageDef{DocsWhen: []DocWhen{{Doc: "annex", When: full}}}, DocWhen{Doc: "annex", When: full}, true},
		{"of more than later", StageDef{DocsWhen: []DocWhen{{Doc: "annex", When: some}}}, DocWhen{Doc: "annex", When: full}, true},
		{"of fewer than later", StageDef{DocsWhen: []DocWhen{{Doc: "annex", When: full}}}, DocWhen{Doc: "annex", When: some}, false},
		{"of others", StageDef{DocsWhen: []DocWhen{{Doc: "annex", When: When{"novelty": {"new"}}}}}, DocWhen{Doc: "annex", When: full}, false},
		{"of the same, of whom more is known later", StageDef{DocsWhen: []DocWhen{{Doc: "annex", When: full}}},
			DocWhen{Doc: "annex", When: When{"effects": {"full"}, "novelty": {"new"}}}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := c.asked.asksFor(c.later); got != c.want {
				t.Errorf("got %t, want %t", got, c.want)
			}
		})
	}
}

func TestAVersionThatBringsWhatComesAfterOpinionsCountsAsTheOneBefore(t *testing.T) {
	for _, c := range []struct {
		no     int
		beside []int
		want   int
	}{{3, nil, 3}, {3, []int{3}, 2}, {2, []int{3}, 2}, {5, []int{3, 5}, 3}, {4, []int{2, 3}, 2}, {1, []int{2}, 1}} {
		if got := Considered(c.no, c.beside); got != c.want {
			t.Errorf("version %d with %v: got %d, want %d", c.no, c.beside, got, c.want)
		}
	}
}
