package web

import (
	"testing"

	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/web/browsertest"
)

// TestWhatIsPossibleAndWhatWasToldAreSoundInABrowser opens the page of what is
// possible, that of notices and the dossier's own, in every language, as axe and a
// phone see them, and reads a notice.
func TestWhatIsPossibleAndWhatWasToldAreSoundInABrowser(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	s.signedIn("Милица Нацртић", "milica@primer.example", "MPROBA drafter")
	last := m.begun(t)
	m.reminds(t, last.AddDate(0, 0, -1))
	m.reminds(t, last)
	tab := browsertest.Open(t).Person(t, browsertest.Options{Name: "Милица"})
	say := locale.For(locale.SrCyrl)
	tab.Go(s.url + "/sr-Cyrl/prijava")
	tab.Fill(say.T("sign_in.email", nil), "milica@primer.example")
	tab.Fill(say.T("sign_in.password", nil), password)
	tab.Click(say.T("sign_in.do", nil))
	sources := map[string]string{}
	for _, l := range locale.Langs() {
		for _, path := range []string{"/obavestenja", "/predmeti/" + m.ref + "/mogucnosti", "/predmeti/" + m.ref, "/zadaci"} {
			for _, width := range []int{1280, 320} {
				tab.Size(width, 900)
				tab.Go(s.url + "/" + string(l) + path)
				tab.Axe(t)
				tab.Reflow(t)
			}
			sources[string(l)+path] = tab.Source()
		}
	}
	browsertest.Validate(t, sources)
	tab.Go(s.url + "/sr-Cyrl/obavestenja")
	tab.See(say.Plural("notices.unread", 2, nil))
	tab.Click(say.T("notices.read_all", nil))
	tab.See(say.T("notices.all_read", nil))
}
