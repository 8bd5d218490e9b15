package web

import (
	"testing"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/store/storetest"
	"github.com/rasprava/rasprava/web/browsertest"
)

// TestPagesOfCarriedCommentsAreSound lets a drafter decide where a comment stands
// in a browser, and holds the pages that tell of it against
// axe-core, the width of the window and html-validate in every language.
func TestPagesOfCarriedCommentsAreSound(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.carries()
	m.carry()
	ana := s.account("ana@primer.example")
	storetest.Appoint(t, s.store, ana.id, "MPROBA", dossier.Drafter, "2020-01-01", "")
	tab := browsertest.Open(t).Person(t, browsertest.Options{Name: "Ана"})
	base := "/predmeti/" + m.ref
	sources := map[string]string{}
	look := func(step string, paths ...string) {
		t.Helper()
		for _, path := range paths {
			for _, l := range locale.Langs() {
				tab.Go(s.url + "/" + string(l) + base + path)
				sources[step+" "+string(l)+path] = tab.Source()
				for _, width := range []int{1280, 320} {
					tab.Size(width, 900)
					tab.Axe(t)
					tab.Reflow(t)
				}
			}
		}
	}
	tab.Go(s.url + "/sr-Cyrl/prijava?dalje=" + base + "/mesta-komentara")
	tab.Fill("Адреса е-поште", "ana@primer.example")
	tab.Fill("Лозинка", password)
	tab.ClickBy("Лозинка", "Пријавите се")
	look("waiting", "/mesta-komentara", "/komentari", "/komentari/2")
	tab.Go(s.url + "/sr-Cyrl" + base + "/komentari")
	tab.Click("Погледајте 1 коментар")
	tab.Click("Ово је то место – Коментар број 2")
	tab.See("Место коментара број 2 је потврђено.")
	look("decided", "/mesta-komentara", "/komentari/2")
	browsertest.Validate(t, sources)
}
