package web

import (
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/web/browsertest"
)

// opensPage returns a page as the caller sees it in a browser.
func (c *caller) opensPage(path string) string {
	c.t.Helper()
	return string(c.site.visitor().asks("GET", path, nil, "Authorization", "Bearer "+c.token).want(http.StatusOK).body)
}

// sendsForm sends a form of a page that was opened for this once, with what the
// page itself put into it.
func (c *caller) sendsForm(path string, page string, typed url.Values) response {
	c.t.Helper()
	form := url.Values{"id": {fresh()}}
	for _, name := range []string{"seq", "package", "telo", "ranije", "naziv", "otisak", "ishod", "broj", "datum"} {
		if value := hiddenIn(page, name); value != "" {
			form.Set(name, value)
		}
	}
	for name, values := range typed {
		form[name] = values
	}
	return c.site.visitor().asks("POST", path, form, "Authorization", "Bearer "+c.token)
}

// hiddenIn returns the value of the first hidden input of a page with that name.
func hiddenIn(page, name string) string {
	found := regexp.MustCompile(`<input type="hidden" name="` + name + `" value="([^"]*)"`).FindStringSubmatch(page)
	if found == nil {
		return ""
	}
	return html.UnescapeString(found[1])
}

func holdsAll(t *testing.T, what, page string, all ...string) {
	t.Helper()
	for _, must := range all {
		if !strings.Contains(page, must) {
			t.Errorf("%s: the page does not say %q", what, must)
		}
	}
}

func holdsNone(t *testing.T, what, page string, none ...string) {
	t.Helper()
	for _, bad := range none {
		if strings.Contains(page, bad) {
			t.Errorf("%s: the page says %q", what, bad)
		}
	}
}

// signs clicks through a signature.
func (m *ministry) signsPage(c *caller) response {
	m.t.Helper()
	path := "/sr-Cyrl/predmeti/" + m.ref + "/odluka"
	return c.sendsForm(path, c.opensPage(path), url.Values{"radnja": {"sign"}, "pregledano": {"1"}})
}

const (
	buttonPrepare = `value="prepare"`
	buttonSign    = `value="sign"`
	buttonReject  = `value="reject"`
)

func TestFourEyesOnAPage(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.decides()
	path := "/sr-Cyrl/predmeti/" + m.ref + "/odluka"

	page := m.first.opensPage(path)
	holdsAll(t, "before it is prepared", page, "1. Шта се тражи", "2. Шта се променило", "3. Шта је проверено", "4. Шта следи", "5. Одлука",
		"још није припремљен за потпис", "чека да материјал буде припремљен", "Сваки коментар има одговор са разлозима", "Извештај о расправи је објављен")
	holdsNone(t, "before it is prepared", page, buttonSign, buttonPrepare)

	page = m.preparer.opensPage(path)
	holdsAll(t, "a drafter", page, buttonPrepare)
	m.preparer.sendsForm(path, page, url.Values{"radnja": {"prepare"}}).want(http.StatusSeeOther)

	page = m.first.opensPage(path)
	holdsAll(t, "prepared", page, "Добрила Спремић тражи да се одобри верзија 1", "чека Вас", buttonSign, buttonReject, "Први потпис", "Други потпис",
		"Текст и приложени документи су прегледани") // there is no earlier version, so no changes either
	holdsNone(t, "prepared", page, "Приказ измена и приложена")
	r := m.first.sendsForm(path, page, url.Values{"radnja": {"sign"}}).want(http.StatusUnprocessableEntity)
	holdsAll(t, "unreviewed", string(r.body), "Потврдите да је материјал прегледан", `href="#f-pregledano"`)
	m.signsPage(m.first).want(http.StatusSeeOther)

	page = m.first.opensPage(path)
	holdsAll(t, "signed", page, "Вера Потписић", "чека другог потписника", "Ваш потпис на овом материјалу је већ забележен")
	holdsNone(t, "signed", page, buttonSign)
	r = m.first.sendsForm(path, page, url.Values{"radnja": {"sign"}, "pregledano": {"1"}}).want(http.StatusUnprocessableEntity)
	holdsAll(t, "signing twice", string(r.body), "Ваш потпис на овом материјалу је већ забележен")

	clerk := s.person("Заменко Пробић", "MPROBA drafter")
	m.signsPage(m.second).want(http.StatusSeeOther)
	if got := m.view().Status; got != string(dossier.Completed) {
		t.Errorf("signed by two: the dossier is %s", got)
	}
	s.visitor().asks("GET", path, nil, "Authorization", "Bearer "+clerk.token).want(http.StatusConflict)
}

func TestWhoPreparedOrWroteItDoesNotSignOnThePage(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.decides()
	path := "/sr-Cyrl/predmeti/" + m.ref + "/odluka"
	both := s.person("Све Самић", "MPROBA drafter", "MPROBA signer")
	both.sendsForm(path, both.opensPage(path), url.Values{"radnja": {"prepare"}}).want(http.StatusSeeOther)
	page := both.opensPage(path)
	holdsAll(t, "who prepared it", page, "Лице које је припремило материјал не може да га потпише")
	holdsNone(t, "who prepared it", page, buttonSign)
	r := both.sendsForm(path, page, url.Values{"radnja": {"sign"}, "pregledano": {"1"}}).want(http.StatusUnprocessableEntity)
	holdsAll(t, "who prepared it, all the same", string(r.body), "Лице које је припремило материјал не може да га потпише")
	for _, c := range []*caller{s.person("Туђин Други", "MPROBA opinion_giver"), m.public()} {
		headers := []string{}
		if c.token != "" {
			headers = []string{"Authorization", "Bearer " + c.token}
		}
		r := s.visitor().asks("GET", path, nil, headers...)
		if r.status == http.StatusOK {
			t.Errorf("somebody of another role reads the page")
		}
	}
}

func TestADecisionOnWhatHasMovedIsNotTakenAndNothingIsLost(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.decides()
	path := "/sr-Cyrl/predmeti/" + m.ref + "/odluka"
	m.preparer.sendsForm(path, m.preparer.opensPage(path), url.Values{"radnja": {"prepare"}}).want(http.StatusSeeOther)
	old := m.first.opensPage(path)
	m.drafter.do("POST", m.path("/versions"), object{"reason": "legal_technical", "documents": []object{{"kind": "act", "name": "nacrt.txt",
		"content": strings.Replace(lawText, "30 дана", "20 дана", 1)}}}).want(201)
	newText(t, s.store, dossier.Ref(m.ref))

	r := m.first.sendsForm(path, old, url.Values{"radnja": {"sign"}, "pregledano": {"1"}}).want(http.StatusUnprocessableEntity)
	fresh := string(r.body)
	holdsAll(t, "another package", fresh, "Материјал се променио откад је припремљен", "<del>30</del>", "<ins>20</ins>", "о којој је вођена расправа")
	holdsNone(t, "another package", fresh, buttonSign)
	if hiddenIn(fresh, "package") == hiddenIn(old, "package") {
		t.Error("the form still asks for the package of before")
	}
	r = m.first.sendsForm(path, old, url.Values{"radnja": {"return"}, "razlozi": {"Рок из члана 2. није образложен."}}).want(http.StatusUnprocessableEntity)
	holdsAll(t, "the reasons that were typed", string(r.body), "Рок из члана 2. није образложен.")

	m.preparer.sendsForm(path, m.preparer.opensPage(path), url.Values{"radnja": {"prepare"}}).want(http.StatusSeeOther)
	stale := m.first.opensPage(path)
	m.signsPage(m.first).want(http.StatusSeeOther)
	r = m.second.sendsForm(path, stale, url.Values{"radnja": {"return"}, "razlozi": {"Члан 3. треба разрадити."}}).want(http.StatusUnprocessableEntity)
	holdsAll(t, "a signature came meanwhile", string(r.body), "Предмет се у међувремену променио", "Члан 3. треба разрадити.")
	m.signsPage(m.second).want(http.StatusSeeOther)
	r = m.second.sendsForm(path, stale, url.Values{"radnja": {"return"}, "razlozi": {"Ово не сме да се изгуби."}}).want(http.StatusConflict)
	holdsAll(t, "the dossier has ended", string(r.body), "Предмет је у међувремену отишао даље", "Ово не сме да се изгуби.")
}

func TestReturningAndRejectingNeedReasonsAndRejectingASecondStep(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.decides()
	path := "/sr-Cyrl/predmeti/" + m.ref + "/odluka"
	page := m.first.opensPage(path)
	for _, what := range []string{"return", "reject"} {
		r := m.first.sendsForm(path, page, url.Values{"radnja": {what}, "razlozi": {"  "}}).want(http.StatusUnprocessableEntity)
		holdsAll(t, what, string(r.body), "Ова одлука мора да буде образложена", `href="#f-razlozi"`)
		r = m.first.sendsForm(path, page, url.Values{"radnja": {what}, "razlozi": {strings.Repeat("ш", dossier.MaxReasons+1)}}).want(http.StatusUnprocessableEntity)
		holdsAll(t, what, mainOf(r.body), "Разлози могу да имају највише 20.000 знакова", `href="#f-razlozi"`)
	}
	r := m.first.sendsForm(path, page, url.Values{"radnja": {"reject"}, "razlozi": {"Није у складу са Уставом."}}).want(http.StatusOK)
	second := string(r.body)
	holdsAll(t, "the second step", second, "Одбијање је коначно", "Није у складу са Уставом.", "Одбијам, коначно")
	if m.view().Status != "open" {
		t.Fatal("rejected at the first step")
	}
	to, _, name, value := inEnglish(t, second)
	again := m.first.sendsForm(to, second, url.Values{name: {value}, "korak": {"potvrda"}, "razlozi": {hiddenIn(second, "razlozi")}}).want(http.StatusOK)
	if got := m.view().Status; got != "open" || hiddenIn(string(again.body), "razlozi") != hiddenIn(second, "razlozi") {
		t.Fatalf("the second step in English: the dossier is %s", got)
	}
	m.first.sendsForm(path, second, url.Values{"radnja": {"reject"}, "korak": {"potvrda"}, "razlozi": {hiddenIn(second, "razlozi")}}).want(http.StatusSeeOther)
	if got := m.view().Status; got != string(dossier.Rejected) {
		t.Errorf("got status %s, want rejected", got)
	}
}

func TestADecisionPageReadsInEveryLanguage(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.decides()
	m.gives(m.preparer, "prepare", object{"package": m.view().Package}).want(200)
	for _, l := range locale.Langs() {
		page := m.first.opensPage("/" + string(l) + "/predmeti/" + m.ref + "/odluka")
		if regexp.MustCompile(`(deciding|follows|checked|changed|tasks|matter)\.[a-z_.]+`).MatchString(page) {
			t.Errorf("%s: a message is missing: %s", l, regexp.MustCompile(`(deciding|follows|checked|changed|tasks|matter)\.[a-z_.]+`).FindString(page))
		}
		if l != locale.SrCyrl {
			continue
		}
		for _, w := range browsertest.Latin(t, page) {
			if !strings.Contains("Latinica English MPROBA", w) {
				t.Errorf("%q is not Serbian Cyrillic", w)
			}
		}
	}
}
