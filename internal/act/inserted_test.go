package act_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
)

// TestWhatWasInsertedStandsAtItsLevel reads numbers of the Union's insertions: between two subpoints
// and before the first paragraph.
func TestWhatWasInsertedStandsAtItsLevel(t *testing.T) {
	const text = "REGULATION (EU) 2030/1\non benches\n\nArticle 1\nBenches\n\n1. Benches shall be:\n\n(a) where they stand:\n\n(i) painted;\n\n(ia) numbered;\n\n(ii) clean;\n\n(iia) dry;\n\n" +
		"(iii) safe;\n\n(b) lit;\n\n(ba) low.\n\n2. Records shall be kept.\n\n2a. They shall be public.\n\nArticle 1a\nTrees\n\n-1. Trees shall be counted.\n\n1. Trees shall be watered.\n\n(-a) in spring;\n\n(a) in autumn.\n"
	want := []string{"art_1__para_1", "art_1__para_1__point_a", "art_1__para_1__point_a__subpoint_i", "art_1__para_1__point_a__subpoint_ia", "art_1__para_1__point_a__subpoint_ii",
		"art_1__para_1__point_a__subpoint_iia", "art_1__para_1__point_a__subpoint_iii", "art_1__para_1__point_b", "art_1__para_1__point_ba", "art_1__para_2", "art_1__para_2a",
		"art_1a__para_-1", "art_1a__para_1", "art_1a__para_1__point_-a", "art_1a__para_1__point_a"}
	var got []string
	a := parse(t, text)
	a.Walk(func(n *act.Node, _ int) bool {
		if n.Kind != act.KindArticle {
			got = append(got, n.ID)
		}
		return true
	})
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
