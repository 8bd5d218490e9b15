package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

// government is a ministry that takes a law through the procedure of the
// Government, with the other bodies' people.
type government struct {
	*ministry
	secretary, rsz, mf, other *caller
}

func newGovernment(s *site) *government {
	s.t.Helper()
	return governmentFor(s, object{"procedure": "rs.law.government"})
}

// governmentFor is newGovernment for a dossier that is opened so.
func governmentFor(s *site, opening object) *government {
	s.t.Helper()
	for _, d := range procedure.Shipped() {
		for _, b := range d.Bodies {
			err := s.store.AddBody(s.t.Context(), store.Body{Code: b.Code, NameSr: b.NameSr, NameEn: b.NameEn, Collegial: b.Collegial, ValidFrom: "2020-01-01"})
			if err != nil {
				s.t.Fatal(err)
			}
		}
	}
	g := &government{ministry: newMinistry(s, "MPROBA"), secretary: s.person("Секула Записнић", "ODBOR secretary"), rsz: s.person("Правда Законић", "RSZ opinion_giver"),
		mf: s.person("Дина Буџетић", "MF opinion_giver", "MEI opinion_giver"), other: s.person("Други Секретарић", "VLADA secretary")}
	g.opens("MPROBA", opening)
	g.brings()
	return g
}

// brings gives the dossier what the procedure asks for besides the act.
func (g *government) brings() {
	g.t.Helper()
	var documents []object
	for _, kind := range []string{"basic_information", "explanatory_memorandum", "eu_statement", "concordance_table", "bill_reasons", "government_conclusion_proposal", "impact_assessment"} {
		documents = append(documents, object{"kind": kind, "name": kind + ".txt", "content": "Документ о проби.\n"})
	}
	g.drafter.do("POST", g.path("/versions"), object{"reason": "documents", "documents": documents}).want(201)
}

func (g *government) page(rest string) string { return "/sr-Cyrl/predmeti/" + g.ref + rest }

// stands fails the test unless the dossier is in that stage.
func (g *government) stands(stage string) {
	g.t.Helper()
	if got := g.view().Stage.Id; got != stage {
		g.t.Fatalf("the dossier is in %s, want %s", got, stage)
	}
}

// completes ends a stage by its page.
func (g *government) completes(outcome, reasons string) {
	g.t.Helper()
	path := g.page("/zavrsetak")
	g.drafter.sendsForm(path, g.drafter.opensPage(path), url.Values{"ishod": {outcome}, "razlozi": {reasons}}).want(http.StatusSeeOther)
}

// attaches sends the form of a conclusion with a copy.
func (g *government) attaches(c *caller, page string, fields map[string]string, name string, content []byte) response {
	g.t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	fields["seq"], fields["id"] = hiddenIn(page, "seq"), fresh()
	for name, value := range fields {
		err := w.WriteField(name, value)
		if err != nil {
			g.t.Fatal(err)
		}
	}
	if name != "" {
		part, err := w.CreateFormFile("dokument", name)
		if err != nil {
			g.t.Fatal(err)
		}
		_, _ = part.Write(content)
	}
	err := w.Close()
	if err != nil {
		g.t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(g.t.Context(), "POST", g.url+g.page("/zakljucak"), &b)
	if err != nil {
		g.t.Fatal(err)
	}
	req.Header.Set("Content-Type", w.FormDataContentType())
	req.Header.Set("Accept", "text/html")
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	req.Header.Set("Authorization", "Bearer "+c.token)
	return g.visitor().send(req)
}

// reaches brings a new law to the opinions of the other bodies, page by page
// where a person decides.
func (g *government) reaches() {
	g.t.Helper()
	g.completes("planned", "")
	g.publishes()
	g.completes("formed", "")
	g.publishes()
	for range 3 {
		if g.view().Stage.Id != "early_consultation" {
			break
		}
		g.gives(g.drafter, "advance", nil).want(200)
		err := g.desk.lapse(g.t.Context(), dossier.Ref(g.ref))
		if err != nil {
			g.t.Fatal(err)
		}
	}
	g.reports()
	g.completes("full", "")
	g.stands("debate_required")
}

// signable goes on from there to the signature under the text.
func (g *government) signable() {
	g.t.Helper()
	g.gives(g.secretary, "record_conclusion", object{"present": storetest.Members, "in_favour": storetest.Members, "outcome": "waived", "ground": "reasoned_proposal", "reasons": "Мења се само један рок.", "number": "05 број 1", "date": g.heldToday(),
		"document": "zakljucak.pdf", "sha256": someHash}).want(200)
	g.completes("revised", "")
	g.completes("completed", "")
	g.stands("text_approval")
	g.gives(g.preparer, "prepare", object{"package": g.view().Package}).want(200)
}

// opines goes on from there to the opinions of the other bodies.
func (g *government) opines() {
	g.t.Helper()
	g.signsPage(g.first).want(http.StatusSeeOther)
	g.stands("opinions")
}

func TestAConclusionIsEnteredInTwoSteps(t *testing.T) {
	s := newSite(t)
	g := newGovernment(s)
	g.reaches()
	path := g.page("/zakljucak")
	s.visitor().asks("GET", path, nil, "Authorization", "Bearer "+g.other.token).want(http.StatusForbidden)
	s.visitor().asks("GET", path, nil, "Authorization", "Bearer "+g.drafter.token).want(http.StatusForbidden)
	holdsAll(t, "tasks", g.secretary.opensPage("/sr-Cyrl/zadaci"), "Чека Вас 1 задатак", "Унесите одлуку органа: Одлука о томе да ли је јавна расправа обавезна", path)

	page := g.secretary.opensPage(path)
	holdsAll(t, "the form", page, "Надлежни одбор Владе", "Нико не одлучује уместо органа", "Потребни су разлози")
	r := g.attaches(g.secretary, page, map[string]string{"korak": "pregled"}, "", nil).want(http.StatusUnprocessableEntity)
	holdsAll(t, "an empty form", string(r.body), "Изаберите шта је одлучено", "Упишите број акта", "Упишите дан", "Приложите документ акта")

	typed := map[string]string{"korak": "pregled", "ishod": "waived", "broj": "05 број 011-7/2026", "datum": "31. 2. 2026.", "razlozi": ""}
	r = g.attaches(g.secretary, page, typed, `C:\спис\zakljucak.pdf`, []byte("%PDF-1.7 закључак")).want(http.StatusUnprocessableEntity)
	holdsAll(t, "neither a day nor reasons", string(r.body), "Упишите дан", `href="#f-datum"`, "Ова одлука мора да буде образложена", `href="#f-razlozi"`, "Приложено:", `value="05 број 011-7/2026"`)
	typed["prisutno"], typed["za"] = fmt.Sprint(storetest.Members), fmt.Sprint(storetest.Members)
	typed["datum"], typed["razlozi"], typed["osnov"] = g.heldOn(), "Мења се само један рок.", "reasoned_proposal"
	preview := string(g.attaches(g.secretary, page, typed, `C:\спис\zakljucak.pdf`, []byte("%PDF-1.7 закључак")).want(http.StatusOK).body)
	holdsAll(t, "the preview", preview, "акт 05 број 011-7/2026", locale.For(locale.SrCyrl).LongDate(g.view().LegalNow.In(belgrade).Date()), "Јавна расправа се не спроводи", "zakljucak.pdf", "Предмет прелази у фазу")
	enter := map[string]string{"korak": "unos"}
	for _, name := range []string{"ishod", "broj", "datum", "naziv", "otisak", "osnov", "prisutno", "za"} {
		enter[name] = hiddenIn(preview, name)
	}
	enter["razlozi"] = hiddenIn(preview, "razlozi")
	enter["datum"] = time.Now().AddDate(1, 0, 0).Format(time.DateOnly)
	r = g.attaches(g.secretary, preview, enter, "", nil).want(http.StatusUnprocessableEntity)
	holdsAll(t, "a day to come", string(r.body), "Одлука може да се унесе тек пошто је донета", `href="#f-datum"`)
	enter["datum"] = "31.12.2025"
	r = g.attaches(g.secretary, string(r.body), enter, "", nil).want(http.StatusUnprocessableEntity)
	holdsAll(t, "a day before the stage that came first had ended", strings.ReplaceAll(string(r.body), "\u00a0", " "), "Пре дана окончања претходне фазе ("+g.heldOn()+") орган није могао да одлучи", `href="#f-datum"`, `value="31.12.2025"`,
		`value="05 број 011-7/2026"`, "Мења се само један рок.", "Приложено:")
	enter["datum"] = strings.ReplaceAll(strings.TrimSuffix(g.heldOn(), "."), " ", "")
	g.attaches(g.secretary, string(r.body), enter, "", nil).want(http.StatusSeeOther)
	g.stands("revision")

	sum := sha256.Sum256([]byte("%PDF-1.7 закључак"))
	hash := hex.EncodeToString(sum[:])
	for _, path := range []string{g.page("?istorija=sve"), g.page("/tok"), "/sr-Cyrl/odstupanja"} {
		public := s.visitor().gets(path)
		shows(t, public, "zakljucak.pdf", groups(hash), `data-copy="`+hash+`"`, "Копирајте отисак")
	}
	shows(t, s.visitor().gets("/sr-Cyrl/odstupanja"), "Основ: акт 05 број 011-7/2026 од "+g.heldOn())
	shows(t, s.visitor().gets(g.page("")), "Основ: акт 05 број 011-7/2026 од "+g.heldOn(), "на образложен предлог предлагача")
	shows(t, string(s.visitor().asks("GET", "/sr-Cyrl/odstupanja.csv", nil).want(http.StatusOK).body), "zakljucak.pdf", hash)
}

func TestAnOpinionIsGivenAndKeptOnALaterText(t *testing.T) {
	s := newSite(t)
	g := newGovernment(s)
	g.reaches()
	g.signable()
	holdsAll(t, "one signature", g.first.opensPage(g.page("/odluka")), "и да се пошаље на мишљење", "Републички секретаријат за законодавство", "10 радних дана")
	g.opines()

	path := g.page("/misljenje")
	s.visitor().asks("GET", path, nil, "Authorization", "Bearer "+g.secretary.token).want(http.StatusForbidden)
	page := g.rsz.opensPage(path)
	holdsAll(t, "the form", page, "Републички секретаријат за законодавство", "уставност", "10 радних дана", "образложење")
	holdsNone(t, "the form", page, "Ваше раније мишљење")
	r := g.rsz.sendsForm(path, page, url.Values{"korak": {"novo"}}).want(http.StatusUnprocessableEntity)
	holdsAll(t, "nothing chosen", string(r.body), "Изаберите какво је мишљење")
	r = g.rsz.sendsForm(path, page, url.Values{"korak": {"novo"}, "misljenje": {"negative"}}).want(http.StatusUnprocessableEntity)
	holdsAll(t, "without an explanation", string(r.body), "Ово мишљење мора да буде образложено", `href="#f-tekst"`)
	r = g.rsz.sendsForm(path, page, url.Values{"korak": {"novo"}, "misljenje": {"negative"}, "tekst": {strings.Repeat("ш", dossier.MaxOpinion+1)}}).want(http.StatusUnprocessableEntity)
	holdsAll(t, "an explanation without end", mainOf(r.body), "Овде може да стане највише 100.000 знакова. Ништа није сачувано", `href="#f-tekst"`)
	g.rsz.sendsForm(path, page, url.Values{"korak": {"novo"}, "misljenje": {"positive_with_remarks"}, "tekst": {"Члан 2. упућује на члан који не постоји."}}).want(http.StatusSeeOther)
	holdsAll(t, "given", g.rsz.opensPage(path), "Мишљење на садашњи текст је дато", "Члан 2. упућује")

	two := g.mf.opensPage(path)
	holdsAll(t, "who speaks for two bodies", two, "Можете да дате мишљење и за:", "?telo=MF")
	g.mf.sendsForm(path, g.mf.opensPage(path+"?telo=MF"), url.Values{"korak": {"novo"}, "misljenje": {"positive"}}).want(http.StatusSeeOther)

	g.drafter.do("POST", g.path("/versions"), object{"reason": "opinion", "documents": []object{{"kind": "act", "name": "nacrt.txt",
		"content": strings.Replace(lawText, "30 дана", "20 дана", 1)}}}).want(201)
	page = g.rsz.opensPage(path)
	holdsAll(t, "on another text", page, "односи се на ранију верзију", "<del>30</del>", "Остајемо при мишљењу", "Члан 2. упућује")
	r = g.rsz.sendsForm(path, page, url.Values{"korak": {"ostaje"}, "ostaje": {"Као и раније."}}).want(http.StatusUnprocessableEntity)
	holdsAll(t, "unreviewed", string(r.body), "Потврдите да је приказ измена прегледан", "Као и раније.")
	g.rsz.sendsForm(path, page, url.Values{"korak": {"ostaje"}, "ostaje": {"Члан 2. и даље упућује погрешно."}, "pregledano": {"1"}}).want(http.StatusSeeOther)
	stages := g.view().Stages
	for _, o := range stages[len(stages)-1].Opinions {
		if o.Body.Code == "RSZ" && (o.Opinion != "positive_with_remarks" || !o.Current) {
			t.Errorf("kept: got %+v", o)
		}
	}
}

func TestCompletingAsksForAnOutcomeAndItsReasons(t *testing.T) {
	s := newSite(t)
	g := newGovernment(s)
	path := g.page("/zavrsetak")
	page := g.drafter.opensPage(path)
	holdsAll(t, "the form", page, "Уврштено у план", "Ван плана", "Предмет прелази у фазу „Обавештење о отпочињању израде нацрта закона”", "Даље поступа Министарство MPROBA")
	r := g.drafter.sendsForm(path, page, url.Values{}).want(http.StatusUnprocessableEntity)
	holdsAll(t, "nothing chosen", string(r.body), "Изаберите како се фаза завршава", `href="#f-ishod"`)
	r = g.drafter.sendsForm(path, page, url.Values{"ishod": {"off_plan"}}).want(http.StatusUnprocessableEntity)
	holdsAll(t, "without reasons", string(r.body), "Ова одлука мора да буде образложена", `value="off_plan" checked`)
	for who, c := range map[string]*caller{"a signer": g.first, "another body": g.rsz} {
		r := s.visitor().asks("GET", path, nil, "Authorization", "Bearer "+c.token)
		if r.status != http.StatusForbidden && r.status != http.StatusNotFound {
			t.Errorf("%s: got %d", who, r.status)
		}
	}
	g.drafter.sendsForm(path, page, url.Values{"ishod": {"off_plan"}, "razlozi": {"Хитно је."}}).want(http.StatusSeeOther)
	g.stands("start_notice")
	r = s.visitor().asks("GET", path, nil, "Authorization", "Bearer "+g.drafter.token).want(http.StatusConflict)
	holdsAll(t, "in another stage", string(r.body), "обавештење")
}

func TestAFormThatIsGoneBackToSaysWhatBecameOfTheFirstRequest(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.consults("MPROBA")
	path := "/sr-Cyrl/predmeti/" + m.ref + "/rok"
	first := m.first.opensPage(path)
	id := hiddenIn(first, "id")
	later := time.Now().AddDate(0, 3, 0)
	sent := func(page, id, day, reasons string) response {
		return m.first.sendsForm(path, page, url.Values{"id": {id}, "do": {day}, "razlozi": {reasons}})
	}
	sent(first, id, "1. 1. 2020.", "Кратко је.").want(http.StatusUnprocessableEntity)

	again := mainOf(sent(first, id, later.Format("2. 1. 2006."), "На молбу удружења.").want(http.StatusUnprocessableEntity).body)
	holdsAll(t, "after a refusal", again, "раније тражили одбијено је и по томе ништа није урађено", "пошаљите образац поново", `value="`+later.Format("2. 1. 2006.")+`"`, "На молбу удружења.")
	holdsNone(t, "after a refusal", again, "ознак", "остаје на снази")
	anew := hiddenIn(again, "id")
	if anew == "" || anew == id {
		t.Fatalf("the form is shown again with the id %q", anew)
	}
	sent(again, anew, later.Format("2. 1. 2006."), "На молбу удружења.").want(http.StatusSeeOther)

	again = mainOf(sent(again, anew, later.AddDate(0, 0, 20).Format("2. 1. 2006."), "На другу молбу.").want(http.StatusUnprocessableEntity).body)
	holdsAll(t, "after what was done", again, "тај захтев остаје на снази", "На другу молбу.")
	holdsNone(t, "after what was done", again, "ознак")
	sent(again, hiddenIn(again, "id"), later.AddDate(0, 0, 20).Format("2. 1. 2006."), "На другу молбу.").want(http.StatusSeeOther)

	other := m.second.opensPage(path)
	again = mainOf(m.second.sendsForm(path, other, url.Values{"id": {id}, "do": {later.AddDate(0, 0, 30).Format("2. 1. 2006.")}, "razlozi": {"Туђим обрасцем."}}).want(http.StatusUnprocessableEntity).body)
	holdsNone(t, "another's request", again, "одбијено")
}

func TestATermIsExtendedADraftWithdrawnAndAClockMoved(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.consults("MPROBA")
	due := func() string {
		last := ""
		stages := m.view().Stages
		for _, w := range stages[len(stages)-1].Windows {
			last = max(last, w.Due)
		}
		return last
	}
	path := "/sr-Cyrl/predmeti/" + m.ref
	page := m.first.opensPage(path + "/rok")
	before := due()
	holdsAll(t, "the term", page, `datetime="`+before+`"`, "никада да се скрати")
	r := m.first.sendsForm(path+"/rok", page, url.Values{"do": {"2020-01-01"}, "razlozi": {"Кратко је."}}).want(http.StatusUnprocessableEntity)
	holdsAll(t, "a shorter term", string(r.body), `href="#f-do"`, "Кратко је.")
	day, err := time.Parse(time.DateOnly, before)
	if err != nil {
		t.Fatal(err)
	}
	later := day.AddDate(0, 0, 10)
	typed := later.Format("2.1.2006")
	r = m.first.sendsForm(path+"/rok", page, url.Values{"do": {typed}}).want(http.StatusUnprocessableEntity)
	holdsAll(t, "without reasons", string(r.body), `href="#f-razlozi"`, `value="`+later.Format("2. 1. 2006.")+`"`)
	r = m.first.sendsForm(path+"/rok", page, url.Values{"do": {"31. 2. 2027."}, "razlozi": {"На молбу удружења."}}).want(http.StatusUnprocessableEntity)
	holdsAll(t, "a day that is none", string(r.body), `href="#f-do"`, `value="31. 2. 2027."`, "На молбу удружења.")
	r = m.first.sendsForm(path+"/rok", page, url.Values{"do": {"сутра"}, "razlozi": {" "}}).want(http.StatusUnprocessableEntity)
	holdsAll(t, "neither a day nor reasons", string(r.body), `href="#f-do"`, `href="#f-razlozi"`, `value="сутра"`)
	r = m.first.sendsForm(path+"/rok", page, url.Values{"do": {"сутра"}, "razlozi": {strings.Repeat("ш", dossier.MaxReasons+1)}}).want(http.StatusUnprocessableEntity)
	holdsAll(t, "reasons without end", mainOf(r.body), `href="#f-do"`, `href="#f-razlozi"`, "Разлози могу да имају највише 20.000 знакова")
	r = m.first.sendsForm(path+"/rok", page, url.Values{"do": {later.AddDate(2, 0, 0).Format("2.1.2006")}, "razlozi": {"На молбу удружења."}}).want(http.StatusUnprocessableEntity)
	holdsAll(t, "a term without end", mainOf(r.body), `href="#f-do"`, "Рок може да се продужи најдуже до истека године")
	m.first.sendsForm(path+"/rok", page, url.Values{"do": {typed}, "razlozi": {"На молбу удружења."}}).want(http.StatusSeeOther)
	if due() != later.Format(time.DateOnly) {
		t.Errorf("the term ends on %s, want %s", due(), typed)
	}

	page = m.drafter.opensPage(path + "/sledeci-rok")
	holdsAll(t, "the clock", page, "Шта ће се десити", "истиче на крају дана")
	m.drafter.sendsForm(path+"/sledeci-rok", page, url.Values{}).want(http.StatusSeeOther)

	page = m.first.opensPage(path + "/povlacenje")
	r = m.first.sendsForm(path+"/povlacenje", page, url.Values{"korak": {"dalje"}}).want(http.StatusUnprocessableEntity)
	holdsAll(t, "without reasons", string(r.body), `href="#f-razlozi"`)
	second := string(m.first.sendsForm(path+"/povlacenje", page, url.Values{"korak": {"dalje"}, "osnov": {"government_changed"}, "razlozi": {"Одустаје се."}}).want(http.StatusOK).body)
	holdsAll(t, "the second step", second, "Потврдите повлачење", "Одустаје се.")
	if m.view().Status != "open" {
		t.Fatal("withdrawn at the first step")
	}
	m.first.sendsForm(path+"/povlacenje", second, url.Values{"korak": {"potvrda"}, "osnov": {hiddenIn(second, "osnov")}, "razlozi": {hiddenIn(second, "razlozi")}}).want(http.StatusSeeOther)
	if m.view().Status != string(dossier.Withdrawn) {
		t.Error("the draft is not withdrawn")
	}
}

func TestTasksAreListedOrSaidToBeNone(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	holdsAll(t, "nothing", m.first.opensPage("/sr-Cyrl/zadaci"), "Сада Вас ништа не чека", `href="/sr-Cyrl/predmeti"`)
	m.decides()
	page := m.preparer.opensPage("/sr-Cyrl/zadaci")
	holdsAll(t, "to prepare", page, "Припремите материјал за потпис: Одлука", "/odluka", `<span class="x">1</span>`)
	holdsNone(t, "before it is prepared", m.first.opensPage("/sr-Cyrl/zadaci"), "/odluka", `<span class="x">`)
	m.gives(m.preparer, "prepare", object{"package": m.view().Package}).want(200)
	holdsAll(t, "to sign", m.first.opensPage("/en/zadaci"), "Look at the package and decide: Decision", "Добрила Спремић", "waiting since today")
}

func TestARoleIsLentAndTakenBack(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.decides()
	storetest.Ministry(t, s.store, "MDRUGO")
	stranger := s.person("Странац", "MDRUGO signer")
	page := m.first.opensPage("/sr-Cyrl/ovlascenja?predmet=" + m.ref)
	holdsAll(t, "the form", page, "потписник, Министарство MPROBA", "Добрила Спремић", `value="`+m.ref+`"`, "Нисте пренели")
	holdsNone(t, "the form", page, "Странац")
	holdsAll(t, "alone", stranger.opensPage("/sr-Cyrl/ovlascenja"), "Немате улогу")
	now, err := s.store.Now(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	today := dossier.Day(now, belgrade)
	form := url.Values{"uloga": {"MPROBA signer"}, "kolega": {stranger.id}, "od": {dayTyped(today)}, "do": {dayTyped(today)}, "razlog": {""}, "predmet": {m.ref}}
	r := m.first.sendsForm("/sr-Cyrl/ovlascenja", page, form).want(http.StatusUnprocessableEntity)
	holdsAll(t, "without a reason", string(r.body), `href="#f-razlog"`)
	form.Set("razlog", "Годишњи одмор")
	r = m.first.sendsForm("/sr-Cyrl/ovlascenja", page, form).want(http.StatusUnprocessableEntity)
	holdsAll(t, "to another body", string(r.body), `href="#f-kolega"`, "Годишњи одмор")
	clerk := s.person("Заменко Пробић", "MPROBA drafter")
	form.Set("kolega", clerk.id)
	other := newMinistry(s, "MTUDJE")
	other.consults("MTUDJE")
	for _, ref := range []string{"2026-9999", "2026.1", other.ref} {
		form.Set("predmet", ref)
		r = m.first.sendsForm("/sr-Cyrl/ovlascenja", page, form).want(http.StatusUnprocessableEntity)
		holdsAll(t, ref, mainOf(r.body), `href="#f-predmet"`, "Под тим бројем нема предмета у којем имате улогу", `value="`+ref+`"`)
		holdsNone(t, ref, mainOf(r.body), "На овој адреси")
	}
	form.Set("predmet", strings.Replace(m.ref, "-", " / ", 1))
	form.Set("razlog", strings.Repeat("ш", dossier.MaxReason+1))
	r = m.first.sendsForm("/sr-Cyrl/ovlascenja", page, form).want(http.StatusUnprocessableEntity)
	holdsAll(t, "a reason without end", mainOf(r.body), `href="#f-razlog"`, "Разлози могу да имају највише 2.000 знакова")
	holdsNone(t, "a reason without end", mainOf(r.body), "Допис")
	form.Set("razlog", "Годишњи одмор")
	m.first.sendsForm("/sr-Cyrl/ovlascenja", page, form).want(http.StatusSeeOther)
	page = m.first.opensPage("/sr-Cyrl/ovlascenja")
	holdsAll(t, "given", page, "Заменко Пробић", "важи", "Опозовите", "Закон о проби")
	holdsAll(t, "received", clerk.opensPage("/sr-Cyrl/ovlascenja"), "Преноси: Вера Потписић")

	m.gives(m.preparer, "prepare", object{"package": m.view().Package}).want(200)
	holdsAll(t, "in their place", clerk.opensPage("/sr-Cyrl/predmeti/"+m.ref+"/odluka"), buttonSign)
	m.signsPage(m.first).want(http.StatusSeeOther)
	refused := clerk.opensPage("/sr-Cyrl/predmeti/" + m.ref + "/odluka")
	holdsNone(t, "one hand is not two", refused, buttonSign)

	path := regexp.MustCompile(`/sr-Cyrl/ovlascenja/[0-9a-f-]+/opoziv`).FindString(page)
	clerk.sendsForm(path, page, url.Values{}).want(http.StatusNotFound)
	m.first.sendsForm(path, page, url.Values{}).want(http.StatusSeeOther)
	holdsAll(t, "revoked", m.first.opensPage("/sr-Cyrl/ovlascenja"), "опозвано")
	s.visitor().asks("GET", "/sr-Cyrl/ovlascenja", nil).want(http.StatusSeeOther)
}

// dayTyped returns a day as somebody types it.
func dayTyped(day string) string {
	year, rest, _ := strings.Cut(day, "-")
	month, of, _ := strings.Cut(rest, "-")
	return of + "." + month + "." + year + "."
}
