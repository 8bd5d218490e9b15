package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

func TestABodyThatTookOverConfirmsTheOpinionsOfThoseBeforeIt(t *testing.T) {
	s := newSite(t)
	g := newGovernment(s)
	g.reaches()
	g.signable()
	g.opines()
	path := g.page("/misljenje")
	gives := func(who *caller, body, opinion, text string) {
		at := path + "?telo=" + body
		who.sendsForm(at, who.opensPage(at), url.Values{"korak": {"novo"}, "misljenje": {opinion}, "tekst": {text}}).want(http.StatusSeeOther)
	}
	gives(g.rsz, "RSZ", "positive_with_remarks", "Члан 2. упућује на члан који не постоји.")
	gives(g.mf, "MF", "positive", "Средства су обезбеђена.")
	storetest.Ministry(t, s.store, "MOPER")
	operator := storetest.Person(t, s.store, "Оператер Први", "MOPER operator")
	err := s.store.ChangeBodies(t.Context(), operator, store.BodyChange{Kind: store.BodyMerged, Day: dossier.Day(time.Now(), belgrade), Act: "Закон о министарствима, члан 1.",
		From: []string{"RSZ", "MF"}, New: &store.NewBody{Code: "NOVI", NameSr: "Секретаријат за законодавство и финансије", NameEn: "Secretariat for Legislation and Finance"}})
	if err != nil {
		t.Fatal(err)
	}
	page := g.rsz.opensPage(path)
	shows(t, page, "Секретаријат за законодавство и финансије", "Мишљење на садашњи текст је дато", "Мишљење је дао орган чије је послове преузео садашњи: Републички секретаријат за законодавство.",
		"Члан 2. упућује на члан који не постоји.", "Средства су обезбеђена.", "уставност", "финансијски ефекти")
	hides(t, page, `name="pregledano"`)

	g.drafter.do("POST", g.path("/versions"), object{"reason": "opinion", "documents": []object{{"kind": "act", "name": "nacrt.txt",
		"content": strings.Replace(lawText, "30 дана", "20 дана", 1)}}}).want(201)
	page = g.rsz.opensPage(path)
	shows(t, page, "односи се на ранију верзију", "<del>30</del>", "Остајемо при мишљењу", "Мишљење је дао орган чије је послове преузео садашњи")
	shows(t, g.rsz.opensPage(strings.Replace(path, "sr-Cyrl", "en", 1)), "The opinion was given by a body whose work the present one took over")
	g.rsz.sendsForm(path, page, url.Values{"korak": {"ostaje"}, "ostaje": {"Члан 2. и даље упућује погрешно."}, "pregledano": {"1"}}).want(http.StatusSeeOther)
	stages := g.view().Stages
	confirmed := 0
	for _, o := range stages[len(stages)-1].Opinions {
		if (o.Body.Code == "RSZ" || o.Body.Code == "MF") && o.Current && o.Text == "Члан 2. и даље упућује погрешно." {
			confirmed++
		}
	}
	if confirmed != 2 {
		t.Errorf("%d of two are confirmed: %+v", confirmed, stages[len(stages)-1].Opinions)
	}
	shows(t, g.rsz.opensPage(path), "Мишљење на садашњи текст је дато", "Члан 2. и даље упућује погрешно.")
}
