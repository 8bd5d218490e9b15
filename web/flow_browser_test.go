package web

import (
	"testing"

	"github.com/chromedp/chromedp/kb"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store/storetest"
	"github.com/rasprava/rasprava/web/browsertest"
)

// TestAPageOfADossierRenewsItselfWhereItIsOpen watches a page in a browser while
// others act: what is new comes by itself, and whoever is in the middle of
// something stays where they are.
func TestAPageOfADossierRenewsItselfWhereItIsOpen(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.opens("MPROBA", nil)
	ana := s.account("ana@primer.example")
	storetest.Appoint(t, s.store, ana.id, "MPROBA", dossier.Drafter, "2020-01-01", "")
	tab := browsertest.Open(t).Person(t, browsertest.Options{Name: "Ана"})
	tab.Go(s.url + "/sr-Cyrl/prijava?dalje=/sr-Cyrl/predmeti/" + m.ref + "/tok")
	tab.Fill("Адреса е-поште", "ana@primer.example")
	tab.Fill("Лозинка", password)
	tab.ClickBy("Лозинка", "Пријавите се")
	tab.See("Ток поступка то потврђује")
	tab.NotSee("Ново откад сте отворили страницу")
	tab.Reach("Вратите се на предмет")
	m.publishes()
	tab.See("Ново откад сте отворили страницу")
	tab.See("Почела је фаза „Консултације”")
	tab.See("Консултације – чека се објава.")
	tab.See("Ново: ") // said aloud a moment later
	tab.Axe(t)
	tab.Press(kb.Enter) // the focus is where it was
	tab.See("Шта можете сада")
	if want := s.url + "/sr-Cyrl/predmeti/" + m.ref; tab.URL() != want {
		t.Errorf("went on to %s, want %s", tab.URL(), want)
	}
}
