package web

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/web/browsertest"
)

// TestADraftIsUploadedConfirmedAndComparedByKeyboard goes by the keyboard alone
// from a chosen Word document to the redline of the version that it became: with
// scripts and without.
func TestADraftIsUploadedConfirmedAndComparedByKeyboard(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.opens("MPROBA", nil)
	s.signedIn("Милица Нацртић", "milica@primer.example", "MPROBA drafter")
	say := locale.For(locale.SrCyrl)
	for n, o := range []browsertest.Options{{Name: "Милица"}, {Name: "Милица без скрипти", NoScript: true}} {
		word, err := parsed(t, strings.Replace(lawText, "30 дана", []string{"20 дана", "15 дана"}[n], 1)).DOCX()
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Join(t.TempDir(), "nacrt.docx")
		err = os.WriteFile(name, word, 0o600)
		if err != nil {
			t.Fatal(err)
		}
		tab := browsertest.Open(t).Person(t, o)
		does := func(name string) {
			t.Helper()
			tab.Reach(name)
			tab.Press("\r")
		}
		tab.Go(s.url + "/sr-Cyrl/prijava")
		tab.Reach(say.T("sign_in.email", nil))
		tab.Press("milica@primer.example")
		tab.Reach(say.T("sign_in.password", nil))
		tab.Press(password)
		does(say.T("sign_in.do", nil))
		tab.See(say.T("nav.mine", nil))
		tab.Go(s.url + "/sr-Cyrl/predmeti/" + m.ref + "/priprema")
		tab.Reach(say.T("package.kind", nil))
		tab.Press(say.Name("document", "act"))
		tab.Upload(say.T("package.file", nil), name)
		does(say.T("package.add_do", nil))
		tab.See(say.T("package.understood", nil))
		does(say.T("package.to_understood", nil))
		tab.Reach(say.T("package.reason", nil))
		tab.Press(say.Name("change_reason", "own_initiative"))
		does(say.T("package.save_do", map[string]any{"no": n + 2}))
		tab.See(say.T("package.saved", map[string]any{"no": n + 2}))
		does(say.T("package.see_since", nil) + " – " + say.T("package.version", map[string]any{"no": n + 2}))
		tab.See(say.T("redline.why", nil))
		if said := tab.Complaints(); len(said) > 0 {
			t.Errorf("%s: %v", o.Name, said)
		}
	}
}
