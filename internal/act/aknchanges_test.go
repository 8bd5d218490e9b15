package act_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
)

// TestAKNWithChangesAndQuotedArticlesIsRead reads a document with tracked changes in its text that quotes an article.
func TestAKNWithChangesAndQuotedArticlesIsRead(t *testing.T) {
	const src = `<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act name="law"><meta><identification source="#x"><FRBRWork><FRBRcountry value="rs"/></FRBRWork></identification></meta><body>` +
		`<article><num>Члан 1.</num><paragraph><content><p>Звоно <del>ћути</del><ins>звони</ins> <ins>гласно</ins>.</p></content></paragraph></article>` +
		`<article><num>Члан 2.</num><paragraph><content><p>После члана 1. додаје се члан 1а: <mod><quotedStructure startQuote="„" endQuote="”"><article><num>Члан 1а</num><paragraph><content><p>Торањ стоји и:</p></content></paragraph><point><num>1)</num><content><p>висок је.</p></content></point></article></quotedStructure></mod></p></content></paragraph></article></body></act></akomaNtoso>`
	for _, tt := range []struct {
		rejected     bool
		text, change string
	}{{false, "Звоно звони гласно.", "ћути"}, {true, "Звоно ћути .", "звони"}} {
		a, err := act.Parse([]byte(src), act.Options{Rejected: tt.rejected})
		if err != nil {
			t.Fatal(err)
		}
		if got := a.Find("art_1__para_1").Text; got != tt.text {
			t.Errorf("rejected %v: the text is %q, want %q", tt.rejected, got, tt.text)
		}
		if len(a.Warnings) == 0 || a.Warnings[0].Code != act.WarnTrackedChanges || a.Warnings[0].Text != tt.change {
			t.Errorf("rejected %v: warnings %v", tt.rejected, a.Warnings)
		}
		if diff := cmp.Diff("„Члан 1а\nТорањ стоји и:\n1) висок је.”", a.Find("art_2__para_1__mod_1").Text); diff != "" {
			t.Errorf("quoted (-want +got):\n%s", diff)
		}
	}
}
