package web

import (
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/web/browsertest"
)

// TestARedlineIsGoneThroughByKeyboard goes from change to change by keys, and
// opens the redline in every mode and the history of a provision in every
// language, as axe and a phone see them.
func TestARedlineIsGoneThroughByKeyboard(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.opens("MPROBA", nil)
	m.saves(law(first, second, third, fourth, fifth, last))
	m.saves(law(first, second+" Додато.", third+" Додато.", fourth+" Додато.", fifth, last+" Додато."))
	m.saves(law(first, fourth, strings.Replace(second, "30", "20", 1), fifth, last+" Додато."))
	s.signedIn("Милица Нацртић", "milica@primer.example", "MPROBA drafter")
	_, text, err := s.store.Package(t.Context(), m.drafter.id, dossier.Ref(m.ref), 2)
	if err != nil {
		t.Fatal(err)
	}
	wid := text.Find("art_2").WID
	tab := browsertest.Open(t).Person(t, browsertest.Options{Name: "Милица"})
	say := locale.For(locale.SrCyrl)
	tab.Go(s.url + "/sr-Cyrl/prijava")
	tab.Fill(say.T("sign_in.email", nil), "milica@primer.example")
	tab.Fill(say.T("sign_in.password", nil), password)
	tab.Click(say.T("sign_in.do", nil))
	at := "/predmeti/" + m.ref
	tab.Go(s.url + "/sr-Cyrl" + at + "/izmene?od=2&do=3")
	of := func(n int) string { return say.T("redline.place", map[string]any{"seen": n, "count": 4}) }
	tab.See(of(1))
	for _, step := range []struct {
		key string
		at  int
	}{{"j", 2}, {"n", 3}, {"j", 4}, {"k", 3}, {"p", 2}} {
		tab.Press(step.key)
		tab.See(of(step.at))
	}
	sources := map[string]string{}
	for _, l := range locale.Langs() {
		for _, path := range []string{"/izmene?od=2&do=4&prikaz=uporedo", "/izmene?od=2&do=4&prikaz=objedinjeno", "/izmene?od=2&do=4&prikaz=izmene&odredba=" + wid, "/odredba/" + wid, "/odredba/" + text.Find("art_3").WID} {
			for _, width := range []int{1280, 320} {
				tab.Size(width, 900)
				tab.Go(s.url + "/" + string(l) + at + path)
				tab.Axe(t)
				tab.Reflow(t)
			}
			sources[string(l)+path] = tab.Source()
		}
	}
	browsertest.Validate(t, sources)
}
