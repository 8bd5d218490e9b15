package web

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/rasprava/rasprava/internal/store/storetest"
)

func TestBodiesSignOnAPageInTheirOrder(t *testing.T) {
	s := newSite(t)
	storetest.Register(t, s.store, storetest.Joint)
	m := newMinistry(s, "MPROBA")
	storetest.Ministry(t, s.store, "MDRUGO")
	other, control := s.person("Друга Рука", "MDRUGO signer"), s.person("Трећа Рука", "KONTROLA signer")
	m.opens("MPROBA", object{"procedure": "test.joint", "co_proposers": []string{"MDRUGO"}})
	m.gives(m.drafter, "complete", object{"outcome": "drafted"}).want(200)
	path := "/sr-Cyrl/predmeti/" + m.ref + "/odluka"
	hash := m.view().Package
	m.gives(m.preparer, "prepare", object{"package": hash}).want(200)

	page := control.opensPage(path)
	shows(t, page, "Пре Вашег органа треба да потпише: Министарство MPROBA и Министарство MDRUGO.", "чека да потпише Министарство MPROBA", "Контролни орган")
	hides(t, page, buttonSign, "MDRUGO,", buttonReject)
	shows(t, m.first.opensPage(path), buttonSign, "чека Вас", buttonReject)
	r := m.gives(control, "sign", object{"package": hash}).want(http.StatusConflict)
	shows(t, string(r.body), "signature_before", "Министарство MPROBA")
	shows(t, m.drafter.opensPage("/sr-Cyrl/predmeti/"+m.ref), "Чека се потпис: Контролни орган, Министарство MDRUGO и Министарство MPROBA.")
	m.signsPage(m.first).want(http.StatusSeeOther)
	page = other.opensPage(path)
	shows(t, page, buttonSign, "чека Вас", "Враћам на дораду", "чека да потпише Министарство MDRUGO")
	hides(t, page, buttonReject)
	hides(t, m.second.opensPage(path), buttonSign)
	shows(t, m.second.opensPage(path), "За Ваш орган дати су сви потписи")

	other.sendsForm(path, page, url.Values{"radnja": {"return"}, "razlozi": {"Члан 2. није усаглашен."}}).want(http.StatusSeeOther)
	if got := m.view().Stage.Id; got != "drafting" {
		t.Fatalf("in %s", got)
	}
	shows(t, m.drafter.opensPage("/sr-Cyrl/predmeti/"+m.ref), "Вратио: Министарство MDRUGO.", "Члан 2. није усаглашен.")
	run := m.view().Stages[1]
	if run.EndedFor != "MDRUGO" || len(run.Slots) != 3 || run.Slots[2].Body.Code != "KONTROLA" || run.Slots[1].Position != 1 {
		t.Errorf("the interface says %q %+v", run.EndedFor, run.Slots)
	}
	shows(t, s.visitor().gets("/sr-Cyrl/postupci/test.joint"), "потписују, овим редом: носилац израде (1 потпис); сваки заједнички предлагач (1 потпис); Контролни орган (1 потпис).")
}
