package web

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var (
	switchLink   = regexp.MustCompile(`<link rel="(?:alternate" hreflang="[^"]+|canonical)" href="([^"]+)"`)
	switchButton = regexp.MustCompile(`<button type="submit" form="([^"]+)" formaction="([^"]+)" formnovalidate name="([^"]+)" value="([^"]+)" lang="([^"]+)">`)
)

// TestTheSwitchOfLanguagesLeadsToPages posts every form, empty, as everybody: a
// page that answers leads to what can be got in every language.
func TestTheSwitchOfLanguagesLeadsToPages(t *testing.T) {
	l := newLand(t)
	seen := map[string]bool{}
	for _, p := range pages {
		if p.method != http.MethodPost || p.path == "/odjava" {
			continue
		}
		for _, who := range personas {
			r := l.asks(who, p.method, at(p, l.unseen[0].ref))
			if !slices.Contains([]int{http.StatusOK, http.StatusUnprocessableEntity, http.StatusConflict}, r.status) {
				continue
			}
			links := switchLink.FindAllStringSubmatch(string(r.body), -1)
			if len(links) != 4 {
				t.Errorf("POST %s as %s: got %d links, want four", p.path, who.name, len(links))
			}
			for _, link := range links {
				if seen[who.name+link[1]] {
					continue
				}
				seen[who.name+link[1]] = true
				got := l.asks(who, http.MethodGet, strings.ReplaceAll(link[1], "&amp;", "&"))
				if got.status == http.StatusMethodNotAllowed || got.status == http.StatusNotFound {
					t.Errorf("POST %s as %s: %s answers %d", p.path, who.name, link[1], got.status)
				}
			}
		}
	}
	if len(seen) < 50 {
		t.Errorf("only %d links were followed", len(seen))
	}
}

// inEnglish returns the button with which a page that was posted is shown in
// English: where it is sent, and the form that it belongs to.
func inEnglish(t *testing.T, page string) (to, form string, name, value string) {
	t.Helper()
	for _, b := range switchButton.FindAllStringSubmatch(page, -1) {
		if b[5] == "en" {
			if strings.Count(page, `<form id="`+b[1]+`"`) != 1 {
				t.Fatalf("the page has no form %s, or several", b[1])
			}
			return b[2], b[1], b[3], b[4]
		}
	}
	t.Fatal("the page is not sent again in another language")
	return "", "", "", ""
}

func TestACommentIsKeptThroughAChangeOfLanguage(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.debates("MPROBA")
	u := s.visitor()
	at := "/sr-Cyrl/predmeti/" + m.ref + "/komentar"
	page := u.gets(at + "?odredba=art_2__para_1")
	if switchButton.MatchString(page) {
		t.Error("a page of which nothing was sent is not got by a link")
	}
	values := map[string]string{"kind": "change", "proposed_text": "Орган одговара у року од 15 дана.", "body": "Рок је предуг.", "author.kind": "citizen", "author.name": "Ђурђа Примерић"}
	preview := string(u.asks("POST", at, filledForm(t, page, "preview", values)).want(http.StatusOK).body)
	to, _, name, value := inEnglish(t, preview)
	if name != "do" {
		t.Fatalf("the button is called %s", name)
	}
	preview = string(u.asks("POST", to, filledForm(t, preview, value, nil)).want(http.StatusOK).body)
	for _, must := range []string{`<html lang="en"`, "Рок је предуг.", "<del>30</del>", "<ins>15</ins>"} {
		if !strings.Contains(preview, must) {
			t.Errorf("the preview in English lacks %q", must)
		}
	}
	form := string(u.asks("POST", to, filledForm(t, preview, "edit:0", nil)).want(http.StatusOK).body)
	to, _, _, value = inEnglish(t, strings.ReplaceAll(strings.ReplaceAll(form, `lang="sr-Latn">`, `lang="en">`), "/en/", "/x/"))
	form = string(u.asks("POST", to, filledForm(t, form, value, map[string]string{"body": "Рок је сасвим предуг."})).want(http.StatusOK).body)
	if !strings.Contains(form, "Рок је сасвим предуг.") || !strings.Contains(form, "Орган одговара у року од 15 дана.") || !strings.Contains(form, `<html lang="sr-Latn"`) {
		t.Error("the form in the other script lacks what was typed")
	}
	if c := u.asks("POST", to, filledForm(t, form, "send", nil)).want(http.StatusSeeOther).header.Get("Location"); !strings.Contains(c, "/potvrde/") {
		t.Errorf("leads to %s", c)
	}
}

func TestTheSecondStepIsShownInAnotherLanguageAndNothingIsDone(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.consults("MPROBA")
	path := "/sr-Cyrl/predmeti/" + m.ref + "/povlacenje"
	first := m.first.opensPage(path)
	second := string(m.first.sendsForm(path, first, url.Values{"korak": {"dalje"}, "osnov": {"defect"}, "razlozi": {"Одустаје се."}}).want(http.StatusOK).body)
	to, _, name, value := inEnglish(t, second)
	again := string(m.first.sendsForm(to, second, url.Values{"osnov": {hiddenIn(second, "osnov")}, "razlozi": {hiddenIn(second, "razlozi")}, name: {value}}).want(http.StatusOK).body)
	if !strings.Contains(again, `<html lang="en"`) || hiddenIn(again, "razlozi") != "Одустаје се." || hiddenIn(again, "osnov") != "defect" || !strings.Contains(again, `value="potvrda"`) {
		t.Error("the second step in English is not the one that was left")
	}
	if got := m.view().Status; got != "open" {
		t.Errorf("the dossier is %s", got)
	}
}

func TestAnAddressThatOnlyTakesFormsSaysSoToPeople(t *testing.T) {
	s := newSite(t)
	for lang, words := range map[string]string{"sr-Cyrl": "На овој адреси нема странице", "en": "There is no page at this address"} {
		r := s.visitor().asks("GET", "/"+lang+"/odjava", nil).want(http.StatusMethodNotAllowed)
		if page := string(r.body); !strings.Contains(page, words) || strings.Contains(page, "заглављу") || r.header.Get("Allow") == "" {
			t.Errorf("%s: the page speaks to programs", lang)
		}
	}
}
