package act_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
)

// TestWordsStruckThroughInMarkdownAreKeptWithAWarning reads a draft in which an article and words of others are struck.
func TestWordsStruckThroughInMarkdownAreKeptWithAWarning(t *testing.T) {
	a, err := act.Parse([]byte("# ЗАКОН О ПЧЕЛАМА\n\n#### Члан 1.\n\nПчела лети.\n\n#### ~~Члан 2.~~\n\n~~Пчела спава.~~\n\n#### Члан 3.\n\nПчела ~~стоји~~ лети, а ~~ не спава и \\~~не једе~~:\n\n1) ~~дању;~~\n2) ноћу.\n\n~~~\n~~код~~\n~~~\n"), act.Options{Name: "pcele.md"})
	if err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string]string{"art_2": "", "art_2__para_1": "Пчела спава.", "art_3__para_1": "Пчела стоји лети, а ~~ не спава и ~~не једе~~:", "art_3__para_1__point_1": "дању;"} {
		if n := a.Find(id); n == nil || n.Text != want {
			t.Errorf("%s does not read %q\n%s", id, want, shape(a))
		}
	}
	var got []string
	for _, w := range a.Warnings {
		got = append(got, w.Code+" "+w.Text)
	}
	want := []string{"struck_text Члан 2.", "struck_text Пчела спава.", "struck_text стоји", "struck_text дању;", "struck_text код"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("warnings (-want +got):\n%s", diff)
	}
}
