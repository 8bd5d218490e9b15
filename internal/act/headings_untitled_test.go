package act_test

import (
	"strings"
	"testing"
)

// TestWrappedTextOfAnArticleWithoutTitle reads articles on whose first line, which is broken, no title stands.
func TestWrappedTextOfAnArticleWithoutTitle(t *testing.T) {
	tests := []struct{ name, act, label, heading, text string }{
		{"goes on in small letters", "Regulation on fountains\n\nArticle 1\n\nThis Regulation lays down how fountains are to be kept by the persons who\nown the ground on which they stand.\n\nArticle 2\n\nThis Regulation enters into force on 1 June 2031.\n",
			"Article 1", "", "This Regulation lays down how fountains are to be kept by the persons who own the ground on which they stand."},
		{"goes on over several lines", "Verordnung über Brunnen\n\n§ 1\n\nZuständig für die Aufsicht über öffentliche Brunnen ist die Behörde, in\nderen Bezirk der Brunnen liegt, sofern er mit Zustimmung der Gemeinde,\ndie ihn unterhält, errichtet wurde.\n\n§ 2\n\nDiese Verordnung tritt morgen in Kraft.\n",
			"§ 1", "", "Zuständig für die Aufsicht über öffentliche Brunnen ist die Behörde, in deren Bezirk der Brunnen liegt, sofern er mit Zustimmung der Gemeinde, die ihn unterhält, errichtet wurde."},
		{"a title on two lines", "Regulation on fountains\n\nArticle 1\n\nDuties of the persons who own the ground on which\nfountains stand\n\nFountains are kept clean.\n\nArticle 2\n\nThis Regulation enters into force on 1 June 2031.\n",
			"Article 1", "Duties of the persons who own the ground on which fountains stand", "Fountains are kept clean."},
		{"a title and a text that is broken", "Verordnung über Brunnen\n\n§ 1\nAufsicht\nDie Aufsicht über öffentliche Brunnen führt die Behörde, in\nderen Bezirk der Brunnen liegt.\n\n§ 2\n\nDiese Verordnung tritt morgen in Kraft.\n",
			"§ 1", "Aufsicht", "Die Aufsicht über öffentliche Brunnen führt die Behörde, in deren Bezirk der Brunnen liegt."},
		{"a sentence ends in it", "Verordnung über Brunnen\n\n§ 1\n\nBrunnen sind sauber.\n\n§ 2\n\nDiese Verordnung tritt morgen in Kraft. Die Verordnung über Pumpen\n\n1. Teil A und\n\n2. Teil B wird aufgehoben.\n",
			"§ 2", "", "Diese Verordnung tritt morgen in Kraft. Die Verordnung über Pumpen"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := parse(t, tt.act)
			for _, n := range a.Body {
				if n.Label != tt.label {
					continue
				}
				var texts []string
				for _, c := range n.Children {
					texts = append(texts, c.Text)
				}
				if got := texts[0]; n.Heading != tt.heading || got != tt.text {
					t.Errorf("heading %q and text %q, want %q and %q", n.Heading, strings.Join(texts, "|"), tt.heading, tt.text)
				}
				return
			}
			t.Fatalf("no %s in\n%s", tt.label, shape(a))
		})
	}
}
