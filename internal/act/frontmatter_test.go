package act_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
)

// TestDataBeforeTheTextAreANote holds that what a file in Markdown says of itself is no part
// of the act's provisions and that none of it is lost.
func TestDataBeforeTheTextAreANote(t *testing.T) {
	const front = "---\ntitle: Zakon o čitaonicama\ntags:\n  - zakon\n---"
	const text = "# Zakon o čitaonicama\n\n## Član 1.\n\nPrvi.\n\n## Član 2.\n\nPpви.\n"
	parse := func(src string) *act.Act {
		t.Helper()
		a, err := act.Parse([]byte(src), act.Options{Name: "zakon.md"})
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	bare, a := parse(text), parse(front+"\n\n"+text)
	if note := a.Find("preamble__note_1"); note == nil || note.Kind != act.KindNote || note.Text != front {
		t.Errorf("the note is %+v", note)
	}
	if diff := cmp.Diff(bare.Body, a.Body[1:]); diff != "" || a.TitleAfter != 1 || a.Title != bare.Title {
		t.Errorf("title %q behind %d (-want +got):\n%s", a.Title, a.TitleAfter, diff)
	}
	if got := fmt.Sprint(a.Warnings); got != "[{1 metadata --- title: Zakon o čitaonicama tags: - zakon ---} {15 homoglyph Ppви}]" {
		t.Errorf("warnings %s", got)
	}
	akn := a.AKN(act.Work{})
	validate(t, map[string][]byte{"a": akn})
	sameAct(t, readXML(t, akn), a)
	docx, err := a.DOCX()
	if err != nil {
		t.Fatal(err)
	}
	again, err := act.Parse(docx, act.Options{Name: "a.docx"})
	if err != nil {
		t.Fatal(err)
	}
	sameAct(t, again, a)
	for _, src := range []string{"---\n\n" + text, "---\n" + text + "\n---\n", "---\nČlan: rok je\n" + text, "---\ntitle: a\n", "---", "---\n---\n" + text} {
		if a := parse(src); a.Find("preamble__note_1") != nil {
			t.Errorf("%q begins with data", src)
		}
	}
}
