package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/store/storetest"
)

// newDecided is a ministry with a dossier under the procedure with every decision.
func newDecided(s *site) *government {
	s.t.Helper()
	return (&government{ministry: newMinistry(s, "MPROBA")}).underAll()
}

// newParted is the same where the quorum of its body is a part of all members.
func newParted(s *site, quorum string) *government {
	s.t.Helper()
	return (&government{ministry: newMinistry(s, "MPROBA")}).under(storetest.WithQuorum(s.t, quorum))
}

// underAll returns the ministry with a dossier under the procedure with every
// decision, and the secretary of its body.
func (g *government) underAll() *government {
	g.t.Helper()
	return g.under(storetest.Decided)
}

func (g *government) under(source string) *government {
	g.t.Helper()
	storetest.Register(g.t, g.store, source)
	m := *g.ministry
	other := &government{ministry: &m, secretary: g.person("Секула Записнић", "KOLEGIJUM secretary")}
	other.opens("MPROBA", object{"procedure": "test.decided"})
	return other
}

func TestACountIsEnteredWithAnOutcome(t *testing.T) {
	s := newSite(t)
	g := newDecided(s)
	path := g.page("/zavrsetak")
	page := g.drafter.opensPage(path)
	shows(t, page, "Број прикупљених потписа", "Потребно је најмање 100 потписа (није проверено). Основ за потписе")
	hides(t, page, "Број присутних чланова", "Изузетак важи до", "Један од основа")
	for typed, want := range map[string]string{"": "Упишите цео број", "сто": "Упишите цео број", "-5": "Упишите цео број", "99": "Прикупљено је 99 од потребних 100 потписа (није проверено)."} {
		r := g.drafter.sendsForm(path, page, url.Values{"ishod": {"collected"}, "podrska": {typed}, "razlozi": {"Пребројано."}}).want(http.StatusUnprocessableEntity)
		shows(t, string(r.body), want, `href="#f-podrska"`, `value="`+typed+`"`, "Пребројано.", `value="collected" checked`)
	}
	g.drafter.sendsForm(path, page, url.Values{"ishod": {"collected"}, "podrska": {"1.250"}}).want(http.StatusSeeOther)
	g.stands("committee")
	shows(t, g.drafter.opensPage(g.page("")), "Прикупљено је 1.250 потписа.")
	if got := g.view().Stages[0].Support; got == nil || *got != 1250 {
		t.Errorf("the interface says %v", got)
	}
}

func TestASessionIsEnteredWithItsQuorumAndGround(t *testing.T) {
	s := newSite(t)
	g := newDecided(s)
	g.gives(g.drafter, "complete", object{"outcome": "collected", "support": 100}).want(200)
	path := g.page("/zakljucak")
	page := g.secretary.opensPage(path)
	shows(t, page, "Орган има 10 чланова; за пуноважан рад потребно је најмање 6 (није проверено).", "Више од половине присутних.", "Потврђивање међународног уговора", "Основ за уговоре",
		"Обавезан је за: „Не спроводи се”", "Изузетак важи до", "Који исходи су дозвољени за овакав акт",
		"Врста закона: „Нов системски закон”. Тај исход је предвиђен за: „Мања измена”.", "није дозвољено", "Основ за изузетак")
	hides(t, page, `value="not_needed"`, "Број прикупљених потписа")
	shows(t, strings.ReplaceAll(g.secretary.opensPage(strings.Replace(path, "sr-Cyrl", "en", 1)), "\u00a0", " "), "Which outcomes are permitted for such an act", "Kind of law: “A new systemic law”. The outcome is for: “A minor amendment”.")

	typed := map[string]string{"korak": "pregled", "ishod": "without", "broj": "05 број 7", "datum": g.heldOn(), "razlozi": "Уговор је потписан.", "prisutno": "шест", "za": ""}
	pdf := []byte("%PDF-1.7 закључак")
	r := g.attaches(g.secretary, page, typed, "zakljucak.pdf", pdf).want(http.StatusUnprocessableEntity)
	shows(t, string(r.body), "Упишите цео број", `href="#f-prisutno"`, `href="#f-za"`, "Изаберите основ", `href="#f-osnov"`, `value="шест"`, "Уговор је потписан.")
	typed["prisutno"], typed["za"], typed["osnov"], typed["vazi-do"] = "6", "4", "treaty", "31. 6. 2027."
	r = g.attaches(g.secretary, page, typed, "zakljucak.pdf", pdf).want(http.StatusUnprocessableEntity)
	shows(t, string(r.body), `href="#f-vazi-do"`, `value="treaty" checked`)
	typed["vazi-do"] = "30. 6. 2027."
	preview := string(g.attaches(g.secretary, page, typed, "zakljucak.pdf", pdf).want(http.StatusOK).body)
	shows(t, preview, "Присутно је било 6 чланова, а за одлуку их је гласало 4.", "Основ: „Потврђивање међународног уговора” (Основ за уговоре, није проверено).", "Изузетак важи закључно са 30. 6. 2027.")
	enter := map[string]string{"korak": "unos"}
	for _, name := range []string{"ishod", "broj", "datum", "naziv", "otisak", "razlozi", "osnov", "vazi-do", "prisutno", "za"} {
		enter[name] = hiddenIn(preview, name)
	}
	enter["prisutno"], enter["za"] = "5", "5"
	r = g.attaches(g.secretary, preview, enter, "", nil).want(http.StatusUnprocessableEntity)
	shows(t, string(r.body), "потребно је да буде присутно најмање 6 од 10 чланова", "за 5 (није проверено).", `href="#f-prisutno"`)
	enter["prisutno"], enter["za"] = "6", "7"
	r = g.attaches(g.secretary, preview, enter, "", nil).want(http.StatusUnprocessableEntity)
	shows(t, string(r.body), "Овде може да стоји највише 6.", `href="#f-za"`)
	enter["za"] = "4"
	g.attaches(g.secretary, preview, enter, "", nil).want(http.StatusSeeOther)
	g.stands("agenda")

	whole := g.drafter.opensPage(g.page(""))
	shows(t, whole, "Присутно је било 6 чланова, а за одлуку их је гласало 4.", "Основ: „Потврђивање међународног уговора” (Основ за уговоре, није проверено).",
		"На снази је закључно са 30. 6. 2027.", "Уговор је потписан.", "Секул", "Колегијум", "акт 05 број 7 од "+g.heldOn())
	v := g.view()
	c, e := v.Stages[1].Conclusion, v.Exemptions
	if c == nil || c.Present == nil || *c.Present != 6 || *c.InFavour != 4 || v.Stages[1].Ground != "treaty" {
		t.Errorf("the interface says %+v", v.Stages[1])
	}
	if len(e) != 1 || e[0].Kind != "outcome" || e[0].Ground != "treaty" || e[0].GroundEn != "Ratification of a treaty" || !e[0].InForce || e[0].ExpiresAt.IsZero() {
		t.Errorf("the interface says %+v", e)
	}
}

func TestExemptionsAreListedByWhetherTheyHold(t *testing.T) {
	s := newSite(t)
	g := newDecided(s)
	g.gives(g.drafter, "complete", object{"outcome": "collected", "support": 100}).want(200)
	g.gives(g.secretary, "record_conclusion", object{"outcome": "without", "reasons": "Уговор.", "ground": "treaty", "number": "05 број 1", "date": g.heldToday(),
		"document": "zakljucak.pdf", "sha256": someHash, "present": 7, "in_favour": 7}).want(200)
	listed := func(query string) string { return g.drafter.opensPage("/sr-Cyrl/odstupanja" + query) }
	for query, there := range map[string]bool{"": true, "?vazenje=in_force": true, "?vazenje=expired": false, "?vazenje=in_force&vrsta=exemption": true, "?vazenje=besmisleno": false} {
		page := listed(query)
		if got := strings.Contains(page, "На снази је, без одређеног краја."); got != there {
			t.Errorf("%q: listed %t, want %t", query, got, there)
		}
	}
	shows(t, listed("?vazenje=in_force"), "Основ: „Потврђивање међународног уговора” (Основ за уговоре, није проверено).", "изузетак, по одлуци", "Изузеци: на снази")
	csv := string(s.visitor().asks("GET", "/sr-Cyrl/odstupanja.csv", nil, "Authorization", "Bearer "+g.drafter.token).want(http.StatusOK).body)
	shows(t, csv, "Законски основ", "Потврђивање међународног уговора", "На снази је, без одређеног краја.")
}

func TestATermIsShortenedOnAPage(t *testing.T) {
	s := newSite(t)
	g := newDecided(s)
	path := g.page("/skracenje-roka")
	s.visitor().asks("GET", path, nil, "Authorization", "Bearer "+g.first.token).want(http.StatusConflict)
	g.gives(g.drafter, "complete", object{"outcome": "collected", "support": 100}).want(200)
	g.gives(g.secretary, "record_conclusion", object{"outcome": "required", "number": "05 број 1", "date": g.heldToday(),
		"document": "zakljucak.pdf", "sha256": someHash, "present": 7, "in_favour": 7}).want(200)
	s.visitor().asks("GET", path, nil, "Authorization", "Bearer "+g.drafter.token).want(http.StatusForbidden)
	page := g.first.opensPage(path)
	shows(t, page, "Фаза сада траје најмање 20 дана, а не може да се скрати испод 10 дана (није проверено).", "Основ за рок", "Одбрана и безбедност", "Само из разлога које пропис набраја за овај рок.", "Рок још није почео да тече")
	shows(t, g.first.opensPage(g.page("")), "Скратите рок", path)
	r := g.first.sendsForm(path, page, url.Values{"rok": {"debate"}}).want(http.StatusUnprocessableEntity)
	shows(t, string(r.body), "Упишите цео број", `href="#f-trajanje"`, "Изаберите основ", `href="#f-osnov"`, "Ова одлука мора да буде образложена", `href="#f-razlozi"`)
	if strings.Contains(page, `value="treaty"`) {
		t.Error("the page offers a ground that is none of the term")
	}
	r = g.first.sendsForm(path, page, url.Values{"rok": {"debate"}, "trajanje": {"12"}, "osnov": {"treaty"}, "razlozi": {"Рок истиче."}}).want(http.StatusUnprocessableEntity)
	shows(t, string(r.body), `href="#f-osnov"`, "Рок истиче.")
	for typed, want := range map[string]string{"0": "Упишите цео број", "9": "Рок не може да буде краћи", "20": "Упишите трајање краће од садашњег"} {
		r = g.first.sendsForm(path, page, url.Values{"rok": {"debate"}, "trajanje": {typed}, "osnov": {"security"}, "razlozi": {"Рок истиче."}}).want(http.StatusUnprocessableEntity)
		shows(t, string(r.body), want, `href="#f-trajanje"`, `value="`+typed+`"`, "Рок истиче.", `value="security" checked`)
	}
	r = g.first.sendsForm(path, page, url.Values{"rok": {"x"}, "trajanje": {"12"}, "osnov": {"security"}, "razlozi": {"Рок истиче."}}).want(http.StatusUnprocessableEntity)
	shows(t, string(r.body), "Изаберите рок који се скраћује")
	g.first.sendsForm(path, page, url.Values{"rok": {"debate"}, "trajanje": {"12"}, "osnov": {"security"}, "razlozi": {"Рок истиче."}}).want(http.StatusSeeOther)
	whole := g.drafter.opensPage(g.page("?istorija=sve"))
	shows(t, whole, "Скраћен је рок у фази „Јавна расправа”.", "Било је најмање 20 дана, а сада је најмање 12 дана.", "Основ: „Одбрана и безбедност” (Основ за безбедност, није проверено).", "Рок истиче.")
	e := g.view().Exemptions
	if len(e) != 1 || e[0].Kind != "window_shortened" || e[0].TermBefore != "20d" || e[0].Term != "12d" || e[0].Window != "debate" {
		t.Errorf("the interface says %+v", e)
	}
	shows(t, g.first.opensPage(path), "најмање 12 дана")
}

func TestAnExemptionWithinAStageIsASignersToTake(t *testing.T) {
	s := newSite(t)
	g := newDecided(s)
	g.gives(g.drafter, "complete", object{"outcome": "collected", "support": 100}).want(200)
	g.gives(g.secretary, "record_conclusion", object{"outcome": "without", "reasons": "Уговор.", "ground": "treaty", "number": "05 број 1", "date": g.heldToday(),
		"document": "zakljucak.pdf", "sha256": someHash, "present": 7, "in_favour": 7}).want(200)
	g.stands("agenda")
	path := g.page("/zavrsetak")
	page := g.drafter.opensPage(path)
	shows(t, page, `value="ordinary"`, `value="urgent"`, "То је изузетак: о њему одлучује лице овлашћено за потписивање", "Основ за припрему")
	hides(t, page, `value="unprepared"`, "Изузетак важи до")
	answer := url.Values{"ishod": {"unprepared"}, "osnov": {"security"}, "razlozi": {"Нема времена за припрему."}}
	r := g.drafter.sendsForm(path, page, answer).want(http.StatusUnprocessableEntity)
	shows(t, string(r.body), "Нема времена за припрему.")
	g.gives(g.drafter, "complete", object{"outcome": "unprepared", "ground": "security", "reasons": "Нема времена."}).want(http.StatusForbidden)

	shows(t, g.first.opensPage(g.page("")), path)
	page = g.first.opensPage(path)
	shows(t, page, `value="unprepared"`, "Изузетак важи до", "Одбрана и безбедност", "Тај исход уписује онај ко води фазу")
	hides(t, page, `value="ordinary"`, `value="urgent"`)
	shows(t, g.first.opensPage(strings.Replace(path, "sr-Cyrl", "en", 1)), "a person with signing authority decides here on exemptions alone")
	r = g.first.sendsForm(path, page, url.Values{"ishod": {"unprepared"}}).want(http.StatusUnprocessableEntity)
	shows(t, string(r.body), `href="#f-osnov"`)
	g.gives(g.first, "complete", object{"outcome": "ordinary"}).want(http.StatusForbidden)
	g.first.sendsForm(path, page, answer).want(http.StatusSeeOther)
	g.stands("wait")
	shows(t, g.drafter.opensPage(g.page("")), "Без припреме", "Нема времена за припрему.", "Одбрана и безбедност", "На снази је, без одређеног краја.")
	e := g.view().Exemptions
	if len(e) != 2 || e[1].Ground != "security" || e[1].Kind != "outcome" {
		t.Errorf("the interface says %+v", e)
	}
}
