package web

import (
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/web/browsertest"
)

// TestWhoWaitsForARedlineIsShownIt opens a redline that nobody has made, with
// scripts and without: the page that says so is sound, and turns into the redline
// by itself when it is there.
func TestWhoWaitsForARedlineIsShownIt(t *testing.T) {
	for name, bare := range map[string]bool{"with scripts": false, "without scripts": true} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			m := newMinistry(s, "MPROBA")
			m.opens("MPROBA", nil)
			m.saves(law(first, second))
			m.saves(law(first, strings.Replace(second, "30", "20", 1)))
			s.signedIn("Милица Нацртић", "milica@primer.example", "MPROBA drafter")
			tab := browsertest.Open(t).Person(t, browsertest.Options{Name: "Милица", NoScript: bare})
			say := locale.For(locale.SrCyrl)
			tab.Go(s.url + "/sr-Cyrl/prijava")
			tab.Fill(say.T("sign_in.email", nil), "milica@primer.example")
			tab.Fill(say.T("sign_in.password", nil), password)
			tab.Click(say.T("sign_in.do", nil))
			s.desk.mute = true
			tab.Go(s.url + "/sr-Cyrl/predmeti/" + m.ref + "/izmene?od=2&do=3")
			tab.See(say.T("comparing.detail", nil))
			if !bare { // axe is a script
				tab.Axe(t)
				const reloads = `<meta http-equiv="refresh" content="3">` // which HTML allows, and the validator nowhere
				source := strings.Replace(tab.Source(), reloads, "", 1)
				if source == tab.Source() {
					t.Error("nothing loads the page again where no script does")
				}
				browsertest.Validate(t, map[string]string{"comparing": source})
			}
			tab.Size(320, 900)
			tab.Reflow(t)
			s.desk.mute = false
			tab.See(say.T("redline.title", map[string]any{"from": 2, "to": 3}))
		})
	}
}
