package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// carried sends what a refused page carries into English.
func carried(t *testing.T, page string) (string, url.Values) {
	t.Helper()
	to, form, name, value := inEnglish(t, page)
	if form != carryForm || to != "/en"+carryPath {
		t.Fatalf("the switch sends %s to %s", form, to)
	}
	_, rest, _ := strings.Cut(page, `<form id="carried"`)
	fields, _, _ := strings.Cut(rest, "</form>")
	values := url.Values{name: {strings.ReplaceAll(value, "&amp;", "&")}}
	for _, part := range strings.Split(fields, `<input type="hidden" `)[1:] {
		_, n, _ := strings.Cut(part, `name="`)
		n, _, _ = strings.Cut(n, `"`)
		_, v, _ := strings.Cut(part, `value="`)
		v, _, _ = strings.Cut(v, `"`)
		values.Add(n, v)
	}
	return to, values
}

func TestWhatIsRefusedIsCarriedIntoAnotherLanguage(t *testing.T) {
	s := newSite(t)
	u := s.visitor()
	form := url.Values{"name": {"Ђурђа Примерић"}, "email": {"није адреса"}, "password": {"lozinka-koja-se-ne-prenosi"}, "dalje": {"/sr-Cyrl/predmeti?q=x"}}
	page := string(u.asks("POST", "/sr-Cyrl/registracija", form).want(http.StatusUnprocessableEntity).body)
	to, values := carried(t, page)
	if strings.Contains(page, "lozinka-koja") {
		t.Error("the page holds the password")
	}
	english := string(u.asks("POST", to, values).want(http.StatusOK).body)
	for _, must := range []string{`<html lang="en"`, "Ђурђа Примерић", "није адреса", "/sr-Cyrl/predmeti?q=x", `id="carried"`} {
		if !strings.Contains(english, must) {
			t.Errorf("the page in English lacks %q", must)
		}
	}
}

func TestReasonsAreCarriedAndNothingIsDone(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.consults("MPROBA")
	path := "/sr-Cyrl/predmeti/" + m.ref + "/rok"
	page := m.first.opensPage(path)
	refused := string(m.first.sendsForm(path, page, url.Values{"do": {"2020-01-01"}, "razlozi": {"Одзив је велики."}}).want(http.StatusUnprocessableEntity).body)
	seq := m.view().Seq
	to, values := carried(t, refused)
	english := string(m.first.sendsForm(to, "", values).want(http.StatusOK).body)
	if !strings.Contains(english, `<html lang="en"`) || !strings.Contains(english, "Одзив је велики.") || !strings.Contains(english, "2020-01-01") {
		t.Error("the page in English lacks what was typed")
	}
	if got := m.view().Seq; got != seq {
		t.Errorf("the dossier moved from %d to %d", seq, got)
	}
}

func TestAFormThatIsTooLargeIsRefusedAsAPage(t *testing.T) {
	s := newSite(t)
	for _, path := range []string{carryPath, "/prijava", "/registracija"} {
		page := string(s.visitor().asks("POST", "/sr-Cyrl"+path, url.Values{"x": {strings.Repeat("x", 4<<20)}}).want(http.StatusRequestEntityTooLarge).body)
		shows(t, page, `<html lang="sr-Cyrl"`, "<h1>")
		s.visitor().asks("POST", "/sr-Cyrl"+path, url.Values{"x": {strings.Repeat("x", 3<<20)}})
	}
}

func TestOnlyPagesOfOursAreCarriedTo(t *testing.T) {
	s := newSite(t)
	for put, want := range map[string]int{"": 200, "/": 200, "//zlo.example/": 200, "https://zlo.example/": 200, carryPath: 200, "/nema": 404, "/predmeti/2026-9999": 404, "/zadaci": 303} {
		r := s.visitor().asks("POST", "/en"+carryPath, url.Values{"put": {put}, "x": {"y"}})
		if r.status != want || strings.Contains(r.header.Get("Location"), "zlo") {
			t.Errorf("%q: got %d %s, want %d", put, r.status, r.header.Get("Location"), want)
		}
	}
}
