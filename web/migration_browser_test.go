package web

import (
	"testing"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/store/storetest"
	"github.com/rasprava/rasprava/web/browsertest"
)

// TestPagesOfVersionsAreSound lets an operator take a dossier over in a browser, and
// holds the pages on the way against axe-core and the width of the window in every
// language, and their HTML against html-validate.
func TestPagesOfVersionsAreSound(t *testing.T) {
	s, m, _ := withRound(t)
	ana := s.account("ana@primer.example")
	storetest.Appoint(t, s.store, ana.id, "MDRUGO", dossier.Operator, "2020-01-01", "")
	sources := map[string]string{}
	tab := browsertest.Open(t).Person(t, browsertest.Options{Name: "Ана"})
	look := func(step, path string) {
		t.Helper()
		for _, l := range locale.Langs() {
			tab.Go(s.url + "/" + string(l) + path)
			sources[step+" "+string(l)+path] = tab.Source()
			for _, width := range []int{1280, 320} {
				tab.Size(width, 900)
				tab.Axe(t)
				tab.Reflow(t)
			}
		}
	}
	tab.Go(s.url + "/sr-Cyrl/prijava?dalje=" + oldVersionsPath)
	tab.Fill("Адреса е-поште", "ana@primer.example")
	tab.Fill("Лозинка", password)
	tab.ClickBy("Лозинка", "Пријавите се")
	look("none", oldVersionsPath)
	s.version("2026-02-01", "kind: min, term: 5d", "kind: min, term: 15d", "signers: 2", "signers: 3")
	look("one", oldVersionsPath)
	look("possible", migrationOf(dossier.Ref(m.ref)))
	tab.Go(s.url + "/sr-Cyrl" + migrationOf(dossier.Ref(m.ref)))
	tab.Click("Пређите на ову верзију")
	tab.See("Упишите правни основ.")
	tab.Axe(t)
	tab.Fill("Разлози", "Измењен је Пословник.")
	tab.Fill("Правни основ", "Сл. гласник РС, бр. 1/27, члан 5.")
	tab.Click("Пређите на ову верзију")
	tab.See("Предмет је прешао на новију верзију поступка.")
	look("over", "/predmeti/"+m.ref)
	s.version("2026-03-01", "id: notice", "id: announcement")
	look("impossible", migrationOf(dossier.Ref(m.ref)))
	browsertest.Validate(t, sources)
}
