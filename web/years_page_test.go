package web

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
	"github.com/rasprava/rasprava/web/api"
)

func lacks(t *testing.T, what, page string, none ...string) {
	t.Helper()
	for _, not := range none {
		if strings.Contains(page, not) {
			t.Errorf("%s: the page says %q", what, not)
		}
	}
}

func TestAWithdrawnDraftIsTakenUpOnThePages(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.consults("MPROBA")
	old := m.ref
	m.gives(m.first, "withdraw", object{"reasons": "Одустаје се."}).refused(422, dossier.CodeInvalid)
	m.gives(m.first, "withdraw", object{"reasons": "Нова Влада.", "ground": "government_changed"}).want(200)
	before := s.visitor().gets("/sr-Cyrl/predmeti/" + old)
	holdsAll(t, "withdrawn", before, "Предлагач је повукао нацрт закона. Основ: промена Владе.", "Нова Влада.")
	lacks(t, "withdrawn, for the public", before, "Поднесите поново")
	if got := m.view().WithdrawalGround; got != "government_changed" {
		t.Errorf("the API says it was withdrawn on %q", got)
	}
	holdsAll(t, "withdrawn, for its drafter", m.drafter.opensPage("/sr-Cyrl/predmeti/"+old), "Поднесите поново", openingPath+"?ponovo="+old)

	form := m.drafter.opensPage("/sr-Cyrl" + openingPath + "?ponovo=" + old)
	holdsAll(t, "the form", form, "Поново подношење предмета", `name="ponovo" value="`+old+`"`, `value="Закон о проби"`, "постаје доступна тек када се у новом предмету објави")
	lacks(t, "the form", form, `name="proba"`) // what is no rehearsal is not taken up in one
	opened := as[api.OpenedDossier](m.drafter.do("POST", "/api/v1/dossiers", object{"title": "Закон о проби", "kind": "law", "procedure": "test.two_stage", "lead": "MPROBA", "resubmits": old}).want(201)).Ref
	again := string(s.visitor().asks("GET", "/sr-Cyrl"+openingPath+"?ponovo="+old, nil, "Authorization", "Bearer "+m.drafter.token).want(http.StatusConflict).body)
	holdsAll(t, "taken up twice", again, "За овај предмет већ је отворен нови")

	lacks(t, "while the new one is hidden", s.visitor().gets("/sr-Cyrl/predmeti/"+old), opened)
	m.ref = opened
	m.publishes()
	holdsAll(t, "the old one", s.visitor().gets("/sr-Cyrl/predmeti/"+old), "Овај предмет је поново поднет", `/predmeti/`+opened+`"`)
	holdsAll(t, "the new one", s.visitor().gets("/en/predmeti/"+opened), "This is a resubmitted dossier", "/predmeti/"+old+"/komentari", "does not stand for the debate")
	holdsAll(t, "the list", s.visitor().gets("/sr-Latn/predmeti"), "Ponovo podnet kao", "Ponovo podnet; ranije")
	for _, d := range as[api.DossierList](s.public().do("GET", "/api/v1/dossiers", nil).want(200)).Items {
		if d.Ref == old && d.ResubmittedAs != opened || d.Ref == opened && d.Resubmits != old {
			t.Errorf("%s takes up %q and was taken up as %q", d.Ref, d.Resubmits, d.ResubmittedAs)
		}
	}
	if got := as[api.Dossier](s.public().do("GET", "/api/v1/dossiers/"+opened, nil).want(200)); got.Resubmits != old || got.PublicVersion != 0 {
		t.Errorf("the API says that it takes up %q, and that version %d is public", got.Resubmits, got.PublicVersion)
	}
}

func TestAMinistryIsMergedOnThePages(t *testing.T) {
	s := newSite(t)
	storetest.Ministry(t, s.store, "MDRUGO")
	m := newMinistry(s, "MPROBA")
	m.consults("MPROBA")
	boss, _ := s.signedIn("Операта Системић", "operata@primer.example", "MDRUGO operator")
	now, err := s.store.Now(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	today, later := dossier.Day(now, belgrade), dossier.Day(now.AddDate(0, 0, 10), belgrade)
	path := "/sr-Cyrl/sistem/organi/promena"
	change := func(day string, more ...string) url.Values {
		v := url.Values{"vrsta": {"merged"}, "organ": {"MPROBA", "MDRUGO"}, "dan": {day}, "propis": {"Закон о министарствима"}, "oznaka": {"mnovo"}, "naziv": {"Ново министарство"}, "naziv_en": {"New Ministry"}}
		for i := 0; i+1 < len(more); i += 2 {
			v[more[i]] = []string{more[i+1]}
		}
		return v
	}
	bad := string(boss.asks("POST", path, change(later, "propis", "", "oznaka", "МНОВО")).want(http.StatusUnprocessableEntity).body)
	holdsAll(t, "refused", bad, `href="#f-propis"`, `href="#f-oznaka"`, `value="Ново министарство"`)
	preview := string(boss.asks("POST", path, change(later)).want(http.StatusOK).body)
	holdsAll(t, "the preview", preview, "Шта промена обухвата", "Ново министарство", "До тог дана промена може да се поништи.")
	bodies, err := s.store.Bodies(t.Context())
	if err != nil || slices.ContainsFunc(bodies, func(b store.Body) bool { return b.Code == "MNOVO" || b.ValidTo != "" }) {
		t.Fatalf("the preview changed bodies: %+v, %v", bodies, err)
	}
	boss.asks("POST", path, change(later, "korak", "potvrda")).want(http.StatusSeeOther)
	list := boss.gets("/sr-Cyrl/sistem/organi")
	holdsAll(t, "what lies ahead", list, "предстоји", "Поништите промену", "затим: Ново министарство")
	_, undo, _ := strings.Cut(list, `action="/sr-Cyrl/sistem/organi/`)
	undo, _, _ = strings.Cut(undo, `"`)
	boss.asks("POST", "/sr-Cyrl/sistem/organi/"+undo, url.Values{}).want(http.StatusSeeOther)
	holdsAll(t, "undone", boss.gets("/sr-Cyrl/sistem/organi"), "поништено")

	boss.asks("POST", path, change(today, "korak", "potvrda")).want(http.StatusSeeOther)
	page := s.visitor().gets("/sr-Cyrl/predmeti/" + m.ref)
	holdsAll(t, "the public page", page, "Министарство MPROBA (данас: Ново министарство)")
	holdsAll(t, "in English", s.visitor().gets("/en/predmeti/"+m.ref), "Ministry MPROBA (today: New Ministry)")
	m.gives(m.first, "extend", object{"until": dossier.Day(now.AddDate(0, 0, 60), belgrade), "reasons": "Молба удружења."}).want(200)
	boss.asks("POST", "/sr-Cyrl/sistem/organi/"+undo, url.Values{}).want(http.StatusUnprocessableEntity)
}

func TestABodyJoinsAndLeavesOnThePage(t *testing.T) {
	s := newSite(t)
	storetest.Ministry(t, s.store, "MDRUGO")
	m := newMinistry(s, "MPROBA")
	m.opens("MPROBA", nil)
	other := s.person("Потписник Другић", "MDRUGO signer")
	path := "/sr-Cyrl/predmeti/" + m.ref + "/predlagaci"
	page := m.first.opensPage(path)
	holdsAll(t, "the page", page, "води предмет", "Придруживање органа")
	lacks(t, "with nobody to leave", page, "Одустајање органа")
	bad := string(m.first.sendsForm(path, page, url.Values{"radnja": {"pridruzivanje"}}).want(http.StatusUnprocessableEntity).body)
	holdsAll(t, "an empty form", bad, `href="#f-organ"`, `href="#f-razlozi"`)
	m.first.sendsForm(path, page, url.Values{"radnja": {"pridruzivanje"}, "organ": {"MDRUGO"}, "razlozi": {"Заједнички предлог."}}).want(http.StatusSeeOther)
	holdsAll(t, "joined", m.drafter.opensPage("/sr-Cyrl/predmeti/"+m.ref), "Предлогу се придружио орган: Министарство MDRUGO.", "Заједнички предлог.")
	page = other.opensPage(path)
	holdsAll(t, "a co-proposer", page, "Одустајање органа")
	lacks(t, "a co-proposer adds none", page, "Придруживање органа")
	other.sendsForm(path, page, url.Values{"radnja": {"odustajanje"}, "odlazi": {"MDRUGO"}, "razlozi_odlaska": {"Не слажемо се."}}).want(http.StatusSeeOther)
	holdsAll(t, "left", m.first.opensPage(path), "Од предлога је одустао орган: Министарство MDRUGO.", "Не слажемо се.")
	s.visitor().asks("GET", path, nil, "Authorization", "Bearer "+other.token).want(http.StatusNotFound)
}

// brings sends a table of the plan as a browser does.
func (u *visitor) brings(year, table string) response {
	u.t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	_ = w.WriteField("godina", year)
	part, err := w.CreateFormFile("tabela", "plan.csv")
	if err != nil {
		u.t.Fatal(err)
	}
	_, _ = part.Write([]byte(table))
	_ = w.Close()
	req, err := http.NewRequestWithContext(u.t.Context(), "POST", u.url+"/sr-Cyrl/plan-rada/uvoz", &b)
	if err != nil {
		u.t.Fatal(err)
	}
	req.Header.Set("Accept", "text/html")
	req.Header.Set("Content-Type", w.FormDataContentType())
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	return u.send(req)
}

func TestThePlanOfAYearIsBroughtInAndFollowed(t *testing.T) {
	s := newSite(t)
	storetest.Ministry(t, s.store, "GSV")
	m := newMinistry(s, "MPROBA")
	keeper, _ := s.signedIn("Секретар Плановић", "plan@primer.example", "GSV officer")
	outsider, _ := s.signedIn("Службеник Другић", "drugi@primer.example", "MPROBA officer")
	now, err := s.store.Now(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	year := strconv.Itoa(now.In(belgrade).Year())
	holdsAll(t, "no plan", s.visitor().gets("/sr-Cyrl/plan-rada"), "План рада Владе за "+year+".", "За "+year+". годину план није унет.")
	outsider.asks("GET", "/sr-Cyrl/plan-rada/unos", nil).want(http.StatusForbidden)
	outsider.brings(year, "x").want(http.StatusForbidden)

	const heading = "орган;назив;врста;рок;ЕУ\n"
	bad := string(keeper.brings(year, heading+"MPROBA;Закон први;закон;12;да\nNEMA;Закон други;закон;13;\n").want(http.StatusUnprocessableEntity).body)
	holdsAll(t, "a table with faults", bad, "Ред 3, колона „орган”: орган „NEMA” није у регистру.", "Ред 3, колона „рок”: „13” није месец ни квартал.")
	keeper.brings(year, "").want(http.StatusUnprocessableEntity)
	keeper.brings("давно", heading).want(http.StatusUnprocessableEntity)
	years, err := s.store.PlanYears(t.Context())
	if err != nil || len(years) != 0 {
		t.Fatalf("half of it was brought in: %v, %v", years, err)
	}
	preview := string(keeper.brings(year, heading+"MPROBA;Закон о проби;закон;12;да\nMinistarstvo MPROBA;Закон други;закон;1. квартал;\n").want(http.StatusOK).body)
	holdsAll(t, "the preview", preview, "Ништа још није унето.", "plan.csv", "2 акта", "први квартал")
	confirm := url.Values{"korak": {"potvrda"}}
	for _, name := range []string{"id", "godina", "datoteka", "sadrzaj"} {
		confirm.Set(name, hiddenIn(preview, name))
	}
	for range 2 { // a double click
		keeper.asks("POST", "/sr-Cyrl/plan-rada/uvoz", confirm).want(http.StatusSeeOther)
	}
	known := string(keeper.brings(year, heading+"MPROBA;Zakon o probi;закон;11;\n").want(http.StatusUnprocessableEntity).body)
	holdsAll(t, "what the plan has", known, "план већ има акт „Zakon o probi”")

	form := url.Values{"godina": {year}, "organ": {"MPROBA"}, "naziv": {"Закон трећи"}, "vrsta": {"law"}, "rok": {"m12"}}
	keeper.asks("POST", "/sr-Cyrl/plan-rada/unos", form).want(http.StatusSeeOther)
	holdsAll(t, "one act twice", string(keeper.asks("POST", "/sr-Cyrl/plan-rada/unos", form).want(http.StatusUnprocessableEntity).body), "у плану за ту годину већ има акт са истим називом", `value="Закон трећи"`)
	holdsAll(t, "an empty act", string(keeper.asks("POST", "/sr-Cyrl/plan-rada/unos", url.Values{"godina": {year}}).want(http.StatusUnprocessableEntity).body),
		`href="#f-organ"`, `href="#f-naziv"`, `href="#f-vrsta"`, `href="#f-rok"`)

	m.consults("MPROBA")
	link := "/sr-Cyrl/predmeti/" + m.ref + "/plan"
	page := m.drafter.opensPage(link)
	holdsAll(t, "not linked", page, "Предмет није везан ни за једну ставку плана", "Закон о проби, рок: децембар "+year+".")
	items, err := s.store.PlanItemsOf(t.Context(), now.Year(), []string{"MPROBA"})
	if err != nil || len(items) != 3 {
		t.Fatalf("got %d items, %v", len(items), err)
	}
	item := ""
	for _, i := range items {
		if i.Title == "Закон о проби" {
			item = i.ID
		}
	}
	m.drafter.sendsForm(link, page, url.Values{}).want(http.StatusUnprocessableEntity)
	m.drafter.sendsForm(link, page, url.Values{"stavka": {item}}).want(http.StatusSeeOther)
	holdsAll(t, "its page", s.visitor().gets("/sr-Cyrl/predmeti/"+m.ref), "Закон о проби, рок: децембар "+year+".")

	public := s.visitor().gets("/sr-Cyrl/plan-rada?godina=" + year)
	holdsAll(t, "the plan", public, "Закон о проби", m.ref, "Закон други", "први квартал", "није започето")
	filtered := s.visitor().gets("/en/plan-rada?godina=" + year + "&stanje=in_debate")
	holdsAll(t, "what is in debate", filtered, m.ref)
	lacks(t, "what is in debate", filtered, "Закон други")
	holdsAll(t, "nothing such", s.visitor().gets("/sr-Cyrl/plan-rada?godina="+year+"&vrsta=strategy"), "Ниједна ставка не одговара избору.")
	s.visitor().asks("GET", "/sr-Cyrl/plan-rada?godina=1789", nil).want(http.StatusNotFound)
	table := string(s.visitor().asks("GET", "/sr-Cyrl/plan-rada.csv?godina="+year, nil).want(http.StatusOK).body)
	holdsAll(t, "the table", table, "Орган;Назив;Врста;Рок;ЕУ", "Министарство MPROBA;Закон о проби;закон;децембар;да;да;")
	words := planTableWords([]store.Body{{Code: "MPROBA", NameSr: "Министарство MPROBA", ValidFrom: "2020-01-01"}}, "2026-01-01")
	if lines, faults := dossier.ReadPlanTable([]byte(table), now.Year(), words); len(faults) > 0 || len(lines) != 3 {
		t.Errorf("what is taken out is not taken in: %v, %d", faults, len(lines))
	}
	plan := as[api.Plan](s.public().do("GET", "/api/v1/plan/"+year, nil).want(200))
	if len(plan.Items) != 3 || plan.OffPlan == nil {
		t.Errorf("the API says %+v", plan)
	}
	if d := m.view(); d.PlanItem == nil || d.PlanItem.Month != 12 || !d.PlanItem.Eu {
		t.Errorf("the dossier is for %+v", d.PlanItem)
	}
	s.public().do("GET", "/api/v1/plan/1789", nil).refused(404, dossier.CodeNotFound)
}

func TestTheStageOfThePlanSaysForWhichItemTheDossierIs(t *testing.T) {
	g := newGovernment(newSite(t))
	page := g.drafter.opensPage(g.page("/zavrsetak"))
	holdsAll(t, "for none", page, "Предмет није везан ни за једну ставку Плана рада Владе.", "/predmeti/"+g.ref+"/plan")
}

func TestAPeriodIsRecordedAndMarkedWhereDossiersStand(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.consults("MPROBA")
	boss, _ := s.signedIn("Операта Системић", "operata@primer.example", "MPROBA operator")
	path := "/sr-Cyrl/sistem/tehnicka-vlada"
	bad := string(boss.asks("POST", path, url.Values{"od": {"јуче"}, "akt": {"Указ о расписивању избора"}}).want(http.StatusUnprocessableEntity).body)
	holdsAll(t, "no day", bad, `href="#f-od"`, `value="Указ о расписивању избора"`)
	boss.asks("POST", path, url.Values{"od": {"15. 2. 2026."}, "akt": {"Указ о расписивању избора"}}).want(http.StatusSeeOther)
	overlaps := string(boss.asks("POST", path, url.Values{"od": {"1. 3. 2026."}, "akt": {"Указ"}}).want(http.StatusUnprocessableEntity).body)
	holdsAll(t, "one in another", overlaps, "За неке од ових дана већ је забележен период.")
	idle := m.drafter.opensPage("/sr-Cyrl/zastoji")
	holdsAll(t, "the list", idle, "Влади је престао мандат", m.ref, "1 предмет", "0 дана")
	holdsAll(t, "none such", m.drafter.opensPage("/sr-Cyrl/zastoji?dana=90"), "Нема предмета који одговарају избору.")
	_, id, _ := strings.Cut(boss.gets(path), `name="id" value="`)
	id, _, _ = strings.Cut(id, `"`)
	late := string(boss.asks("POST", path, url.Values{"radnja": {"kraj"}, "id": {id}, "do-" + id: {"1. 1. 2026."}, "akt-" + id: {"Избор Владе"}}).want(http.StatusUnprocessableEntity).body)
	holdsAll(t, "ended before it began", late, "Последњи дан периода не може да буде пре првог.")
	boss.asks("POST", path, url.Values{"radnja": {"kraj"}, "id": {id}, "do-" + id: {"8. 6. 2026."}, "akt-" + id: {"Избор Владе"}}).want(http.StatusSeeOther)
	lacks(t, "when it has ended", m.drafter.opensPage("/sr-Cyrl/zastoji"), "Влади је престао мандат")
	boss.asks("POST", path, url.Values{"radnja": {"ponistenje"}, "id": {id}}).want(http.StatusSeeOther)
	holdsAll(t, "cancelled", boss.gets(path), "поништено")
}
