package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/web/api"
)

func TestWhatIsNewerThanThePreparationIsSaidBeforeTheSignature(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	round := m.decides()
	path := "/sr-Cyrl/predmeti/" + m.ref + "/odluka"
	const whole, broken, again = "Ниједан одговор, мишљење ни извештај није новији од припреме од ", "Нешто је новије од припреме од ", "Одговор на коментар новији је од припреме за потпис: дат је "
	page := m.preparer.opensPage(path)
	holdsAll(t, "before it is prepared", page, "На чему потпис почива", "одговори у расправи", "извештај о расправи")
	holdsNone(t, "before it is prepared", page, whole, broken)
	m.preparer.sendsForm(path, page, url.Values{"radnja": {"prepare"}}).want(http.StatusSeeOther)
	m.signsPage(m.first).want(http.StatusSeeOther)

	old := m.second.opensPage(path)
	holdsAll(t, "the second signer", old, whole, "Вера Потписић", buttonSign)
	holdsNone(t, "the second signer", old, broken, again)
	m.answers(round, 1, "not_accepted", "Ипак не.", object{"version": 1})

	r := m.second.sendsForm(path, old, url.Values{"radnja": {"sign"}, "pregledano": {"1"}}).want(http.StatusUnprocessableEntity)
	holdsAll(t, "signing all the same", string(r.body), "Потпис није забележен, јер се оно на чему би почивао променило", again, broken)
	page = m.second.opensPage(path)
	holdsAll(t, "the second signer, after it", page, broken, again, "али не са свиме што сада постоји")
	holdsNone(t, "the second signer, after it", page, whole, buttonSign, buttonPrepare, "Вера Потписић, ")
	m.gives(m.second, "sign", object{"package": m.view().Package}).refused(409, dossier.CodeNewerThanPrepared)

	page = m.preparer.opensPage(path)
	holdsAll(t, "who may prepare it", page, again, "Поновна припрема", buttonPrepare)
	m.preparer.sendsForm(path, page, url.Values{"radnja": {"prepare"}}).want(http.StatusSeeOther)
	holdsAll(t, "prepared again", m.second.opensPage(path), whole, buttonSign)
	m.signsPage(m.second).want(http.StatusSeeOther)
	counts := map[string]int{}
	for _, h := range m.view().Stages[len(m.view().Stages)-1].Hands {
		if !strings.HasPrefix(h.Sealed, "sha256:") {
			t.Errorf("the hand of %s is under no seal: %q", h.Name, h.Sealed)
		}
		if h.Counts {
			counts[h.Act]++
		}
	}
	if counts["prepared"] != 1 || counts["signed"] != 1 {
		t.Errorf("got %v, want one preparation and one signature that count", counts)
	}
	m.signsPage(m.first).want(http.StatusSeeOther)
	if got := m.view().Status; got != string(dossier.Completed) {
		t.Errorf("got %s", got)
	}
	seals := map[string]bool{}
	for _, step := range as[api.StepList](m.drafter.do("GET", m.path("/timeline"), nil).want(200)).Items {
		if (step.Name == "prepare" || step.Name == "sign") != (step.Sealed != "") {
			t.Errorf("step %d, %s: seal %q", step.Seq, step.Name, step.Sealed)
		}
		seals[step.Sealed] = true
	}
	if len(seals) != 3 { // none, that of before, and the last
		t.Errorf("the timeline has %d seals", len(seals))
	}
}
