package web

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
	"github.com/rasprava/rasprava/web/api"
	"github.com/rasprava/rasprava/web/browsertest"
)

// TestThePagesOfTheYearsAreSoundInEveryEye looks at each with something on it, in
// every language and at two widths, with the forms as they are when they are wrong.
func TestThePagesOfTheYearsAreSoundInEveryEye(t *testing.T) {
	s := newSite(t)
	for _, code := range []string{"MDRUGO", "MSTARO"} {
		storetest.Ministry(t, s.store, code)
	}
	m := newMinistry(s, "MPROBA")
	m.consults("MPROBA")
	old := m.ref
	m.gives(m.first, "withdraw", object{"reasons": "Нова Влада.", "ground": "government_changed"}).want(http.StatusOK)
	boss, id := s.signedIn("Операта Системић", "operata@primer.example", "MPROBA operator", "MPROBA drafter", "MPROBA signer")
	now, err := s.store.Now(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	year := now.In(belgrade).Year()
	lines := []dossier.PlanLine{{Body: "MPROBA", Title: "Закон о проби", Kind: "law", PlanMoment: dossier.PlanMoment{Year: year, Month: 12}, EU: true},
		{Body: "MSTARO", Title: "Закон о старини", Kind: "law", PlanMoment: dossier.PlanMoment{Year: year, Quarter: 1}}}
	_, err = s.store.AddPlanItems(t.Context(), id, store.PlanImport{Year: year}, lines)
	if err != nil {
		t.Fatal(err)
	}
	for day, c := range map[string]store.BodyChange{
		dossier.Day(now, belgrade):                               {Kind: store.BodyRenamed, From: []string{"MSTARO"}, New: &store.NewBody{Code: "MNOVO", NameSr: "Министарство новине", NameEn: "Ministry of News"}},
		now.AddDate(0, 0, 20).In(belgrade).Format(time.DateOnly): {Kind: store.BodyAbolished, From: []string{"MDRUGO"}, Successor: "MPROBA"}} {
		c.Day, c.Act = day, "Закон о министарствима, „Службени гласник РС”, број 1/27"
		err = s.store.ChangeBodies(t.Context(), id, c)
		if err != nil {
			t.Fatal(err)
		}
	}
	err = s.store.AddPeriod(t.Context(), id, store.Period{From: "2026-01-15", Act: "Указ о расписивању избора"})
	if err != nil {
		t.Fatal(err)
	}
	m.ref = as[api.OpenedDossier](m.drafter.do("POST", "/api/v1/dossiers", object{"title": "Закон о проби", "kind": "law", "procedure": "test.two_stage", "lead": "MPROBA", "resubmits": old}).want(http.StatusCreated)).Ref
	m.gives(m.first, "join_proposer", object{"body": "MDRUGO", "reasons": "Заједнички предлог."}).want(http.StatusOK)
	m.publishes()

	tab := browsertest.Open(t).Person(t, browsertest.Options{Name: "Операта"})
	say := func(id string) string { return locale.For(locale.SrCyrl).T(id, nil) }
	tab.Go(s.url + "/sr-Cyrl/prijava")
	tab.Fill(say("sign_in.email"), "operata@primer.example")
	tab.Fill(say("sign_in.password"), password)
	tab.Click(say("sign_in.do"))
	looks := func() {
		t.Helper()
		for _, width := range []int{1280, 320} {
			tab.Size(width, 900)
			tab.Axe(t)
			tab.Reflow(t)
		}
	}
	at := "/predmeti/" + m.ref
	for i, path := range []string{planPath, planPath + "?stanje=adopted", planPath + "/unos", bodiesPath, bodiesPath + "/promena", periodsPath, idlePath, at, at + "/predlagaci", at + "/plan",
		"/predmeti/" + old, at + "/povlacenje", openingPath, "/predmeti"} {
		tab.Go(s.url + "/" + string(locale.Langs()[i%3]) + path)
		looks()
	}
	for path, button := range map[string]string{planPath + "/unos": "plan_entry.add", bodiesPath + "/promena": "bodies.form.next", periodsPath: "periods.do", at + "/predlagaci": "proposing.do_join", at + "/povlacenje": "withdrawing.next"} {
		tab.Go(s.url + "/sr-Cyrl" + path)
		tab.Click(say(button))
		tab.See(say("form.wrong"))
		looks()
	}
	confirm := string(boss.asks("POST", "/sr-Cyrl"+bodiesPath+"/promena", url.Values{"vrsta": {"renamed"}, "organ": {"MPROBA"}, "dan": {now.AddDate(0, 1, 0).Format(time.DateOnly)}, "propis": {"Закон"},
		"oznaka": {"MPROBA2"}, "naziv": {"Министарство пробе"}, "naziv_en": {"Ministry of Tests"}}).want(http.StatusOK).body)
	holdsAll(t, "the second step", confirm, say("bodies.form.preview"))
}
