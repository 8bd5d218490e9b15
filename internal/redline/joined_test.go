package redline

import (
	"strings"
	"testing"
)

func TestWhatWasSplitOrMergedIsComparedByItsWords(t *testing.T) {
	const (
		fee   = "Члан %d.\nЗа коришћење отворених података не плаћа се никаква такса ни накнада.\n"
		body  = "Новчаном казном од 50.000 до 100.000 динара казниће се одговорно лице у органу које не објави податак у року из члана 3. став 1. овог закона.\n"
		owner = "Новчаном казном од 5.000 до 10.000 динара казниће се предузетник који наплати приступ порталу супротно одредбама овог закона.\n"
	)
	apart := []string{"Члан %d.\n" + body, "Члан %d.\n" + owner}
	joined := "Члан %d.\n" + strings.Replace(body, "одговорно", "службено", 1) + owner
	acts := func(before []string, rest ...string) string {
		return number(append(append([]string{}, before...), rest...)...)
	}
	short, long := []string{subject, terms, deadline}, []string{subject, fee, terms, deadline}
	two := func(before []string) string { return acts(before, append(apart, force)...) }
	one := func(before []string) string { return acts(before, joined, force) }
	tests := []struct {
		name, old, new string
		words          Words
	}{
		{"two articles merged under the number of the second", two(short), one(long), Words{Inserted: 3, Deleted: 5}},
		{"two articles merged under the number of the first", two(short), one(short), Words{Inserted: 1, Deleted: 3}},
		{"one article split, the second part under its number", one(long), two(short), Words{Inserted: 5, Deleted: 3}},
		{"one article split, the first part under its number", one(short), two(short), Words{Inserted: 3, Deleted: 1}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, _, r := compareActs(t, tt.old, tt.new)
			for i := range r.Changes {
				ch := &r.Changes[i]
				if !ch.Merged() && !ch.Split() {
					continue
				}
				if got := countWords(ch.Spans); got.Inserted > tt.words.Inserted || got.Deleted > tt.words.Deleted {
					t.Errorf("%d words inserted, %d deleted, want %+v at most: %s", got.Inserted, got.Deleted, tt.words, marked(ch.Spans))
				}
				return
			}
			t.Errorf("nothing was split or merged: %v", allTold(r))
		})
	}
}
