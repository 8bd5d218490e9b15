package redline

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func markedAll(paragraphs [][]Span) []string {
	var out []string
	for _, p := range paragraphs {
		out = append(out, marked(p))
	}
	return out
}

func TestSpansAreShownByParagraphAndSideBySide(t *testing.T) {
	tests := []struct {
		name, old, new      string
		inline, left, right []string
	}{
		{"nothing", "", "", nil, nil, nil},
		{"a word in the second paragraph", "Први став.\nРок је 30 дана.", "Први став.\nРок је 20 дана.",
			[]string{"Први став.", "Рок је [-30][+20] дана."}, []string{"Први став.", "Рок је [-30] дана."}, []string{"Први став.", "Рок је [+20] дана."}},
		{"a paragraph inserted", "Први став.\nДруги став.", "Први став.\nНови члан закона.\nДруги став.",
			[]string{"Први став.", "[+Нови члан закона.]", "Други став."}, []string{"Први став.", "Други став.", ""},
			[]string{"Први став.", "[+Нови члан закона.]", "Други став."}},
		{"a paragraph cut in two", "Жалба се подноси суду. Суд одлучује у року од осам дана.\nКрај.", "Жалба се подноси суду.\nСуд одлучује у року од осам дана.\nКрај.",
			[]string{"Жалба се подноси суду.[- ]", "Суд одлучује у року од осам дана.", "Крај."}, nil, nil},
		{"empty lines between", "Први.\n\nДруги.", "Први.\nДруги.", []string{"Први.", "Други."}, []string{"Први.", "Други."}, []string{"Први.", "Други."}},
		{"the other script, over a line break", "Љубав\nЊЕГОШ", "Ljubav\nNJEGOŠ",
			[]string{"[~Љубав|Ljubav]", "[~ЊЕГОШ|NJEGOŠ]"}, []string{"[~|Љубав]", "[~|ЊЕГОШ]"}, []string{"[~|Ljubav]", "[~|NJEGOŠ]"}},
		{"everything deleted", "Први.\nДруги.", "", []string{"[-Први.]", "[-Други.]"}, []string{"[-Први.]", "[-Други.]"}, []string{"", ""}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			spans := compareStrings(t, tt.old, tt.new)
			if diff := cmp.Diff(tt.inline, markedAll(Paragraphs(spans))); diff != "" {
				t.Errorf("paragraphs (-want +got):\n%s", diff)
			}
			left, right := Sides(spans)
			if tt.left == nil && tt.inline != nil {
				return
			}
			if diff := cmp.Diff(tt.left, markedAll(left)); diff != "" {
				t.Errorf("left (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.right, markedAll(right)); diff != "" {
				t.Errorf("right (-want +got):\n%s", diff)
			}
		})
	}
}

// checkParagraphs fails unless paragraphs and sides hold the whole of both texts but for their line breaks, and no span crosses one.
func checkParagraphs(tb testing.TB, spans []Span, old, new string) {
	tb.Helper()
	join := func(paragraphs [][]Span) string {
		var b strings.Builder
		for _, p := range paragraphs {
			for _, sp := range p {
				if sp.Op != Deleted {
					b.WriteString(sp.Text)
				}
			}
		}
		return b.String()
	}
	flat := func(s string) string { return strings.ReplaceAll(s, "\n", "") }
	inline := Paragraphs(spans)
	for _, p := range inline {
		if len(p) == 0 {
			tb.Error("an empty paragraph")
		}
		for _, sp := range p {
			if strings.Contains(sp.Text+sp.Old, "\n") {
				tb.Errorf("a span crosses the border of a paragraph: %+v", sp)
			}
		}
	}
	if got := join(inline); got != flat(new) {
		tb.Errorf("the paragraphs hold %q, want %q", got, flat(new))
	}
	left, right := Sides(spans)
	if len(left) != len(right) {
		tb.Fatalf("%d rows on the left, %d on the right", len(left), len(right))
	}
	var was strings.Builder
	for k, p := range left {
		if len(p) == 0 && len(right[k]) == 0 {
			tb.Errorf("row %d is empty on both sides", k)
		}
		for _, sp := range p {
			if sp.Op == Inserted || sp.Old != "" || strings.Contains(sp.Text, "\n") {
				tb.Errorf("on the left: %+v", sp)
			}
			was.WriteString(sp.Text)
		}
	}
	if was.String() != flat(old) {
		tb.Errorf("the left side holds %q, want %q", was.String(), flat(old))
	}
	if got := join(right); got != flat(new) {
		tb.Errorf("the right side holds %q, want %q", got, flat(new))
	}
}

func TestParagraphsAndSidesHoldTheWholeOfBothTexts(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 1000 {
		old, new := randomText(r, r.IntN(60)), randomText(r, r.IntN(60))
		checkParagraphs(t, compareStrings(t, old, new), old, new)
		if t.Failed() {
			t.Fatalf("old %q\nnew %q", old, new)
		}
	}
}
