package act_test

import (
	"testing"

	"github.com/rasprava/rasprava/internal/act"
)

func TestRealLawsAsPages(t *testing.T) {
	for name, src := range laws(t) {
		a, err := act.Parse(src, act.Options{Name: name})
		if err != nil {
			t.Fatal(err)
		}
		if got := parsePage(t, string(a.HTML())); got.Hash != a.Hash {
			t.Errorf("%s: our page read back differs %s", name, firstDifference(string(got.Canonical()), string(a.Canonical())))
		} else if outline(got) != outline(a) {
			t.Errorf("%s: our page read back has other ids %s", name, firstDifference(outline(got), outline(a)))
		}
		if got := parsePage(t, pageOf(string(src))); bare(content(got)) != bare(content(a)) {
			t.Errorf("%s: as a page of paragraphs the characters differ %s", name, firstDifference(bare(content(got)), bare(content(a))))
		} else if outline(got) != outline(a) {
			t.Errorf("%s: as a page of paragraphs it is built otherwise %s", name, firstDifference(outline(got), outline(a)))
		}
	}
}
