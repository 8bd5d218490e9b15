package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

// refusedPage returns what a page says that the caller is not shown.
func (c *caller) refusedPage(path string, status int) string {
	c.t.Helper()
	return mainOf(c.site.visitor().asks("GET", path, nil, "Authorization", "Bearer "+c.token).want(status).body)
}

func TestWhoseOfficeHasEndedIsToldWhen(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.decides()
	storetest.Ministry(t, s.store, "MDRUGO")
	stranger := s.person("Странац", "MDRUGO signer")
	yesterday := dossier.Day(time.Now().AddDate(0, 0, -1), belgrade)
	former, moved, clerk := s.person("Бивша"), s.person("Прешао", "MDRUGO signer"), s.person("Прегледић", "MPROBA officer")
	for _, p := range []*caller{former, moved, clerk} {
		storetest.Appoint(t, s.store, p.id, "MPROBA", dossier.Signer, "2020-01-01", yesterday)
	}
	path := "/sr-Cyrl/predmeti/" + m.ref
	for _, p := range []*caller{former, moved, clerk} {
		page := p.refusedPage(path+"/odluka", http.StatusForbidden)
		holdsAll(t, "an office that has ended", page, "Ваше именовање је престало "+reader("sr-Cyrl").say.DateOf(time.Now().AddDate(0, 0, -1)), `href="`+path+`"`)
		holdsNone(t, "an office that has ended", page, "други орган", "Ваша улога")
	}
	holdsAll(t, "an office that had a part before", former.refusedPage(path+"/misljenje", http.StatusForbidden), "Ваше именовање је престало")
	holdsAll(t, "of another body", stranger.refusedPage(path+"/odluka", http.StatusForbidden), "Овај предмет води други орган", `href="`+path+`"`)
	holdsAll(t, "no dossiers to open", former.refusedPage("/sr-Cyrl/pregled", http.StatusForbidden), "Ваше именовање је престало")

	m.opens("MPROBA", object{"title": "Закон о скривеној проби"})
	for _, p := range []*caller{former, moved, stranger} {
		hidden := p.refusedPage("/sr-Cyrl/predmeti/"+m.ref+"/odluka", http.StatusNotFound)
		none := p.refusedPage("/sr-Cyrl/predmeti/2026-9999/odluka", http.StatusNotFound)
		holdsNone(t, "a dossier that is not seen", hidden, "престало", `href="/sr-Cyrl/predmeti/`+m.ref)
		if strings.ReplaceAll(hidden, m.ref[5:], "9999") != none {
			t.Errorf("a dossier that is not seen is told from one that is not there: %s", hidden)
		}
	}
}

func TestARefusalLeadsToTheDossierThatItSpeaksOf(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.consults("MPROBA")
	path := "/sr-Cyrl/predmeti/" + m.ref
	holdsAll(t, "another role", m.drafter.refusedPage(path+"/rok", http.StatusForbidden), "пише на страници предмета", `<a href="`+path+`">Страница предмета</a>`)
	holdsAll(t, "not now", m.first.refusedPage(path+"/odluka", http.StatusConflict), "на страници предмета пише", `<a href="`+path+`">Страница предмета</a>`)
	holdsNone(t, "no dossier", m.first.refusedPage("/sr-Cyrl/sistem", http.StatusForbidden), "Страница предмета", "на страници предмета")

	s.desk.slow = true
	page := m.first.opensPage(path + "/rok")
	r := m.first.sendsForm(path+"/rok", page, url.Values{"do": {"1. 1. 2020."}, "razlozi": {"Кратко је."}}).want(http.StatusSeeOther)
	waits, err := url.Parse(r.header.Get("Location"))
	if err != nil {
		t.Fatal(err)
	}
	s.desk.slow = false
	pin, err := s.store.Pin(t.Context(), dossier.Ref(m.ref))
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.store.ApplyCommand(t.Context(), dossier.ApplyInput{Ref: dossier.Ref(m.ref), Command: strings.TrimPrefix(waits.Path, "/sr-Cyrl/odluke/"), StageNo: pin.StageNo})
	if err != nil {
		t.Fatal(err)
	}
	holdsAll(t, "a command that was waited for", m.first.refusedPage(waits.Path, http.StatusConflict), `<a href="`+path+`">Страница предмета</a>`)
}
