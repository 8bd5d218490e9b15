package web

import (
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/web/browsertest"
)

// TestAnEditIsSeenWhileItIsTyped edits an article, sees the redline come by
// itself, saves it, and saves the version; then once more without a script.
func TestAnEditIsSeenWhileItIsTyped(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.opens("MPROBA", nil)
	s.signedIn("Милица Нацртић", "milica@primer.example", "MPROBA drafter")
	say := locale.For(locale.SrCyrl)
	prep := s.url + "/sr-Cyrl/predmeti/" + m.ref + "/priprema"
	begins := func(o browsertest.Options) *browsertest.Tab {
		tab := browsertest.Open(t).Person(t, o)
		tab.Go(s.url + "/sr-Cyrl/prijava")
		tab.Fill(say.T("sign_in.email", nil), "milica@primer.example")
		tab.Fill(say.T("sign_in.password", nil), password)
		tab.Click(say.T("sign_in.do", nil))
		tab.Go(prep)
		tab.Click(say.T("editing.link", nil))
		tab.Click("Члан 2.")
		return tab
	}
	tab := begins(browsertest.Options{Name: "Милица"})
	tab.See(say.T("editing.nothing", nil))
	tab.Fill(say.T("editing.field", nil), "Члан 2.\nОрган одговара у pоку од 20 дана.")
	tab.See("+1 −1 речи. 1 упозорење.") // the redline has come
	tab.See(say.T("act_warning.homoglyph", nil))
	tab.Fill(say.T("editing.field", nil), "Члан 2.\nОрган одговара у року од 20 дана.")
	tab.NotSee(say.T("act_warning.homoglyph", nil))
	if html := tab.HTML(); !strings.Contains(html, "<del>30</del><ins>20</ins>") {
		t.Errorf("the redline does not show what was typed")
	}
	tab.Axe(t)
	tab.Click(say.T("editing.save", nil))
	tab.See(say.T("editing.saved", map[string]any{"no": 2}))
	if said := tab.Complaints(); len(said) > 0 {
		t.Errorf("complaints: %v", said)
	}
	sources := map[string]string{}
	for _, l := range locale.Langs() {
		for _, path := range []string{"/priprema", "/priprema/tekst", "/priprema/tekst/art_2"} {
			for _, width := range []int{1280, 320} {
				tab.Size(width, 900)
				tab.Go(s.url + "/" + string(l) + "/predmeti/" + m.ref + path)
				tab.Axe(t)
				tab.Reflow(t)
			}
			sources[string(l)+path] = tab.Source()
		}
	}
	browsertest.Validate(t, sources)

	quiet := begins(browsertest.Options{Name: "Милица без скрипти", NoScript: true})
	quiet.Fill(say.T("editing.field", nil), "Члан 2.\nОрган одговара у року од 25 дана.")
	quiet.Click(say.T("editing.show", nil))
	if html := quiet.HTML(); !strings.Contains(html, "<del>30</del><ins>25</ins>") {
		t.Errorf("without a script the redline does not show what was typed")
	}
	quiet.Axe(t)
	quiet.Click(say.T("editing.save", nil))
	quiet.See(say.T("editing.saved", map[string]any{"no": 2}))
}
