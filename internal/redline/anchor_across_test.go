package redline

import (
	"strings"
	"testing"
)

// TestAQuoteGoesToNoOtherPointThatBeginsAlike carries quotes from points that share a word or several with those beside them, one of which went.
func TestAQuoteGoesToNoOtherPointThatBeginsAlike(t *testing.T) {
	points := func(texts ...string) string {
		var b strings.Builder
		for k, text := range texts {
			if k > 0 {
				b.WriteString(";\n")
			}
			b.WriteString(string(rune('1'+k)) + ") " + text)
		}
		return number(subject, "Члан %d.\nУз захтев се прилаже:\n"+b.String()+".\n", deadline)
	}
	forms := points("образац захтева", "образац жалбе", "образац тужбе")
	tests := []struct {
		name, old, new string
		quote          Quote
		want           State
		provision      string
	}{
		{"the first point went", points("образац пријаве", "образац захтева", "образац жалбе"), points("образац захтева", "образац жалбе"),
			Quote{Provision: "art_2", Exact: "образац пријаве"}, TextRemoved, "art_2"},
		{"the first point went, and it is named", points("образац пријаве", "образац захтева", "образац жалбе"), points("образац захтева", "образац жалбе"),
			Quote{Provision: "art_2__para_1__point_1", Exact: "образац пријаве"}, ProvisionRemoved, ""},
		{"a point went and another came behind, of what stayed", forms, points("образац захтева", "образац тужбе", "образац решења"),
			Quote{Provision: "art_2", Exact: "образац тужбе"}, Kept, "art_2"},
		{"the same, and the point is named", forms, points("образац захтева", "образац тужбе", "образац решења"),
			Quote{Provision: "art_2__para_1__point_3", Exact: "образац тужбе"}, Kept, "art_2__para_1__point_2"},
		{"the same of what begins with two words alike", points("доказ о уплати таксе", "доказ о власништву", "доказ о држављанству"),
			points("доказ о уплати таксе", "доказ о држављанству", "доказ о пребивалишту"),
			Quote{Provision: "art_2", Exact: "доказ о држављанству"}, Kept, "art_2"},
		{"one word of several points that went with its own", points("образац пријаве", "образац захтева", "образац жалбе"), points("образац захтева", "образац жалбе"),
			Quote{Provision: "art_2", Exact: "захтева", Prefix: "образац "}, Kept, "art_2"},
		{"words of several provisions beside each other", forms, strings.Replace(forms, "Уз захтев се прилаже", "Уз захтев прилаже се", 1),
			Quote{Provision: "art_2", Exact: "Члан 2.\nУз захтев се прилаже:\n1) образац захтева"}, Edited, "art_2"},
		{"a point is cut in two, and edited", points("доказ о уплати таксе и изјаву о испуњености услова за рад", "копију уговора"),
			points("доказ о уплати таксе", "изјаву о испуњености прописаних услова за рад", "копију уговора"),
			Quote{Provision: "art_2", Exact: "изјаву о испуњености услова за рад"}, Edited, "art_2"},
		{"two points become one, and are edited", points("доказ о уплати таксе", "изјаву о испуњености прописаних услова за рад", "копију уговора"),
			points("доказ о уплати таксе и изјаву о испуњености услова за рад", "копију уговора"),
			Quote{Provision: "art_2", Exact: "изјаву о испуњености прописаних услова за рад"}, Edited, "art_2"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := carrier(t, tt.old, tt.new)
			got := c.Carry(tt.quote)
			checkPlace(t, c, got)
			sameWords(t, tt.quote, got)
			if lines := strings.Count(tt.quote.Exact, "\n"); strings.Count(got.Exact, "\n") != lines && got.State.Placed() {
				t.Errorf("stands on other than %d lines: %q", lines+1, got.Exact)
			}
			if got.State != tt.want || got.Provision != tt.provision {
				t.Errorf("%s in %q, want %s in %q: %+v", got.State, got.Provision, tt.want, tt.provision, got)
			}
		})
	}
}
