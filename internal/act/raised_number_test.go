package act_test

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
)

// TestRaisedNumbersOfArticles tells the article 2¹ behind 2 from it; raised figures behind another number call a footnote.
func TestRaisedNumbersOfArticles(t *testing.T) {
	a := parsePage(t, `<p>Члан 1<sup>1</sup></p><p>Клупе се чувају.</p><p>Члан 2.</p><p>Клупе се боје.</p><p>Члан 2<sup>1</sup>.</p><p>Боја је зелена.</p><p>Члан 3.</p><p>Крај.</p>`)
	type named struct{ ID, Number, Label string }
	names := func(a *act.Act) []named {
		var all []named
		for _, n := range a.Articles() {
			all = append(all, named{n.ID, n.Number, n.Label})
		}
		return all
	}
	want := []named{{"art_1", "1", "Члан 1¹"}, {"art_2", "2", "Члан 2."}, {"art_2.1", "2¹", "Члан 2¹."}, {"art_3", "3", "Члан 3."}}
	if diff := cmp.Diff(want, names(a)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if keys := [][]byte{[]byte(a.NumberKey("2")), []byte(a.NumberKey("2¹")), []byte(a.NumberKey("2²")), []byte(a.NumberKey("3"))}; bytes.Compare(keys[0], keys[1]) >= 0 || bytes.Compare(keys[1], keys[2]) >= 0 || bytes.Compare(keys[2], keys[3]) >= 0 {
		t.Errorf("the keys are out of order: %q", keys)
	}
	again := parse(t, a.PlainText())
	if diff := cmp.Diff(want, names(again)); diff != "" {
		t.Errorf("read again from the text (-want +got)\n%s", diff)
	}
	if len(a.Warnings) > 0 {
		t.Errorf("got the warnings %v", a.Warnings)
	}
}
