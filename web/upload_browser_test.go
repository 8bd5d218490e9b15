package web

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/web/browsertest"
)

// TestADraftIsSeenAsReadBeforeItIsAVersion uploads a Word document without its
// kind, then with it, looks at what was understood, and confirms: with scripts and
// without.
func TestADraftIsSeenAsReadBeforeItIsAVersion(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.opens("MPROBA", nil)
	s.signedIn("Милица Нацртић", "milica@primer.example", "MPROBA drafter")
	say := locale.For(locale.SrCyrl)
	for n, o := range []browsertest.Options{{Name: "Милица"}, {Name: "Милица без скрипти", NoScript: true}} {
		word, err := parsed(t, strings.Replace(strings.Replace(lawText, "30 дана", []string{"20 дана", "15 дана"}[n], 1), "проба", "прoба", 1)).DOCX()
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Join(t.TempDir(), "nacrt.docx")
		err = os.WriteFile(name, word, 0o600)
		if err != nil {
			t.Fatal(err)
		}
		tab := browsertest.Open(t).Person(t, o)
		tab.Go(s.url + "/sr-Cyrl/prijava")
		tab.Fill(say.T("sign_in.email", nil), "milica@primer.example")
		tab.Fill(say.T("sign_in.password", nil), password)
		tab.Click(say.T("sign_in.do", nil))
		tab.Go(s.url + "/sr-Cyrl/predmeti/" + m.ref + "/priprema")
		tab.Upload(say.T("package.file", nil), name)
		tab.Click(say.T("package.add_do", nil))
		tab.See(say.T("package.kind_missing", nil))
		tab.See(say.T("package.held", nil))
		tab.Axe(t)
		tab.Select(say.T("package.kind", nil), say.Name("document", "act"))
		tab.Click(say.T("package.add_do", nil))
		tab.See(say.T("package.understood", nil))
		tab.See(say.T("act_warning.homoglyph", nil))
		tab.See(say.Plural("redline_count.edited", 1, nil))
		for _, width := range []int{320, 1280} {
			tab.Size(width, 900)
			tab.Axe(t)
			tab.Reflow(t)
		}
		tab.Select(say.T("package.reason", nil), say.Name("change_reason", "own_initiative"))
		tab.Click(say.T("package.save_do", map[string]any{"no": n + 2}))
		tab.See(say.T("package.saved", map[string]any{"no": n + 2}))
		if said := tab.Complaints(); len(said) > 0 {
			t.Errorf("%s: %v", o.Name, said)
		}
	}
}

// TestAFileThatIsTooLargeIsToldOfBeforeItIsSent chooses one for a comment: nothing is sent,
// and what was typed stays; the next one that is chosen is well.
func TestAFileThatIsTooLargeIsToldOfBeforeItIsSent(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.debates("MPROBA")
	say, dir := locale.For(locale.SrCyrl), t.TempDir()
	keeps := func(name, content string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	tab := browsertest.Open(t).Person(t, browsertest.Options{Name: "Ђурђа", Width: 320, Height: 640})
	at := s.url + "/sr-Cyrl/predmeti/" + m.ref + "/komentar"
	tab.Go(at)
	tab.Fill(say.T("commenting.body", nil), "Ово сам дуго писао.")
	tab.Upload(say.T("attachment.file", nil), keeps("velika.pdf", "%PDF-"+strings.Repeat("0", 21<<20)))
	tab.See("Датотека има 21,1 мегабајта, а може имати највише 20 мегабајта.")
	if got := tab.Value(say.T("commenting.body", nil)); got != "Ово сам дуго писао." {
		t.Errorf("the comment says %q", got)
	}
	tab.Axe(t)
	tab.Reflow(t)
	tab.Upload(say.T("attachment.file", nil), keeps("mala.pdf", portable))
	tab.See("mala.pdf")
	tab.NotSee("Датотека има 21,1")
	if said := tab.Complaints(); len(said) > 0 {
		t.Error(said)
	}
}
