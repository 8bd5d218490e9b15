package web

import (
	"testing"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/store/storetest"
	"github.com/rasprava/rasprava/web/browsertest"
)

// TestPagesOfDecisionsAreSound holds the pages on which somebody says more than an
// outcome, and those that show it, against axe-core and the width of the window in
// every language, and their HTML against html-validate.
func TestPagesOfDecisionsAreSound(t *testing.T) {
	s := newSite(t)
	storetest.Register(t, s.store, storetest.Joint)
	g := &government{ministry: newMinistry(s, "MPROBA")}
	collecting, concluding, awaiting, changed, decided, exempted := g.underAll(), g.underAll(), g.underAll(), g.underAll(), g.underAll(), g.underAll()
	for _, x := range []*government{concluding, awaiting, exempted} {
		x.gives(x.drafter, "complete", object{"outcome": "collected", "support": 100}).want(200)
	}
	conclusion := func(x *government, more object) {
		in := object{"number": "05 број 011-7/2026", "date": x.heldToday(), "document": "zakljucak.pdf", "sha256": someHash, "present": 7, "in_favour": 5}
		for k, v := range more {
			in[k] = v
		}
		x.gives(x.secretary, "record_conclusion", in).want(200)
	}
	conclusion(awaiting, object{"outcome": "required"})
	conclusion(exempted, object{"outcome": "without", "ground": "treaty", "reasons": "Уговор је потписан.", "expires": "2027-06-30"})
	changed.revises()
	decided.revises()
	decided.gives(g.first, "decide_material_change", object{"outcome": "no_new_round", "reasons": "Рок је скраћен на предлог из расправе.", "package": decided.view().Package}).want(200)
	awaiting.gives(g.first, "shorten", object{"term": "15d", "ground": "security", "reasons": "Рок за усклађивање истиче."}).want(200)
	storetest.Ministry(t, s.store, "MDRUGO")
	joint := *g.ministry
	joint.opens("MPROBA", object{"procedure": "test.joint", "co_proposers": []string{"MDRUGO"}})
	joint.gives(g.drafter, "complete", object{"outcome": "drafted"}).want(200)
	joint.gives(g.preparer, "prepare", object{"package": joint.view().Package}).want(200)

	ana := s.account("ana@primer.example")
	for body, role := range map[string]dossier.Role{"MPROBA": dossier.Signer, "KOLEGIJUM": dossier.Secretary} {
		storetest.Appoint(t, s.store, ana.id, body, role, "2020-01-01", "")
	}
	storetest.Appoint(t, s.store, ana.id, "MPROBA", dossier.Drafter, "2020-01-01", "")
	tab := browsertest.Open(t).Person(t, browsertest.Options{Name: "Ана"})
	tab.Go(s.url + "/sr-Cyrl/prijava")
	tab.Fill("Адреса е-поште", "ana@primer.example")
	tab.Fill("Лозинка", password)
	tab.ClickBy("Лозинка", "Пријавите се")
	sources := map[string]string{}
	for _, path := range []string{"/predmeti/" + collecting.ref + "/zavrsetak", "/predmeti/" + concluding.ref + "/zakljucak", "/predmeti/" + awaiting.ref + "/skracenje-roka",
		"/predmeti/" + changed.ref + "/izmene-posle-rasprave", "/predmeti/" + decided.ref + "/izmene-posle-rasprave", "/predmeti/" + joint.ref + "/odluka",
		"/predmeti/" + exempted.ref, "/predmeti/" + decided.ref, "/odstupanja", "/otvoreni-podaci"} {
		for _, l := range locale.Langs() {
			tab.Go(s.url + "/" + string(l) + path)
			sources[string(l)+path] = tab.Source()
			for _, word := range browsertest.Latin(t, tab.Source()) {
				if l == locale.SrCyrl && word != "MPROBA" && word != "MDRUGO" { // those are names
					t.Errorf("%s: %q is in Latin letters", path, word)
				}
			}
			for _, width := range []int{1280, 320} {
				tab.Size(width, 900)
				tab.Axe(t)
				tab.Reflow(t)
			}
		}
	}
	browsertest.Validate(t, sources)
}
