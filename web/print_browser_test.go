package web

import (
	"testing"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/web/browsertest"
)

// TestWhatIsPrintedNamesTheAct looks at a redline, the history of a provision and a
// text as paper shows them: with the title of the dossier, without what only a
// screen can use.
func TestWhatIsPrintedNamesTheAct(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.opens("MPROBA", nil)
	m.saves(law(first, second+" Додато.", third, fourth, fifth, last))
	s.signedIn("Милица Нацртић", "milica@primer.example", "MPROBA drafter")
	say := locale.For(locale.SrCyrl)
	tab := browsertest.Open(t).Person(t, browsertest.Options{Name: "Милица"})
	tab.Go(s.url + "/sr-Cyrl/prijava")
	tab.Fill(say.T("sign_in.email", nil), "milica@primer.example")
	tab.Fill(say.T("sign_in.password", nil), password)
	tab.Click(say.T("sign_in.do", nil))
	d, err := s.store.Dossier(t.Context(), m.drafter.id, dossier.Ref(m.ref))
	if err != nil {
		t.Fatal(err)
	}
	at := s.url + "/sr-Cyrl/predmeti/" + m.ref
	for path, gone := range map[string]string{
		"/izmene?od=1&do=2&prikaz=izmene": say.T("redline.link", nil), "/odredba/art_2": say.T("history.see", nil), "/tekst/2": say.T("text.versions", nil),
	} {
		tab.Go(at + path)
		tab.See(gone)
		tab.Media("print")
		tab.See(d.Title)
		tab.NotSee(gone)
		tab.Media("")
	}
}
