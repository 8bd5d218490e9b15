package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/store/storetest"
	"github.com/rasprava/rasprava/web/browsertest"
)

// officer opens the browser of somebody of the ministry, who has signed in.
func (s *site) officer(t *testing.T, b *browsertest.Browser, o browsertest.Options) *browsertest.Tab {
	t.Helper()
	email := o.Name + "@primer.example"
	storetest.Appoint(t, s.store, s.account(email).id, "MPROBA", dossier.Drafter, "2020-01-01", "")
	tab := b.Person(t, o)
	tab.Go(s.url + "/sr-Cyrl/prijava")
	tab.Fill("Адреса е-поште", email)
	tab.Fill("Лозинка", password)
	tab.ClickBy("Лозинка", "Пријавите се")
	return tab
}

// TestSettingAsideGoesThroughABrowser has one officer propose that a comment is set
// aside and another confirm it, somebody disown another comment, and holds the pages
// that tell of it against axe-core, the width of the window and html-validate in
// every language.
func TestSettingAsideGoesThroughABrowser(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	round := m.consults("MPROBA")
	s.public().submits(round, "1", letter("Рок је предуг.")).want(http.StatusCreated)
	s.named(round, "Ђурђа Примерић", "Такса је превисока.")
	_, err := s.store.TakeSignals(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	base := "/predmeti/" + m.ref
	sources := map[string]string{}
	open := browsertest.Open(t)
	look := func(tab *browsertest.Tab, step string, paths ...string) {
		t.Helper()
		for _, path := range paths {
			for _, l := range locale.Langs() {
				tab.Go(s.url + "/" + string(l) + base + path)
				sources[step+" "+string(l)+path] = tab.Source()
				for _, width := range []int{1280, 320} {
					tab.Size(width, 900)
					tab.Axe(t)
					tab.Reflow(t)
				}
			}
		}
	}
	ana, vid, anybody := s.officer(t, open, browsertest.Options{Name: "ana"}), s.officer(t, open, browsertest.Options{Name: "vid"}), open.Person(t, browsertest.Options{Name: "Ђурђа"})
	ana.Go(s.url + "/sr-Cyrl" + base + "/komentari/1")
	ana.Click("Предложите изузимање из разматрања")
	ana.Choose("Увредљив садржај")
	ana.Fill("Образложење", "Вређа службенике.")
	ana.Click("Предложите")
	ana.See("Предлог је сачуван.")
	at, err := url.Parse(ana.URL())
	if err != nil {
		t.Fatal(err)
	}
	proposal := strings.TrimPrefix(at.Path, "/sr-Cyrl"+base)
	vid.Go(s.url + "/sr-Cyrl/zadaci")
	vid.Click("Одлучите о изузимању коментара")
	vid.Click("Изузимање коментара број 1")
	look(vid, "proposed", "/izuzimanje", proposal, "/komentari/1/izuzimanje")
	vid.Go(s.url + "/sr-Cyrl" + base + proposal)
	vid.Click("Потврдите изузимање")
	vid.See("Коментар је изузет из разматрања.")
	anybody.Go(s.url + "/sr-Cyrl" + base + "/komentari/1")
	anybody.NotSee("предуг")
	anybody.Go(s.url + "/sr-Cyrl" + base + "/komentari/2")
	anybody.Click("Ово нисам написао/написала")
	anybody.Fill("Ваше име и презиме", "Ђурђа Примерић")
	anybody.Fill("Како да Вам се јавимо", "djurdja@primer.example")
	anybody.Fill("Шта се догодило", "Нисам то послала.")
	anybody.Click("Пошаљите пријаву")
	anybody.See("Пријава је примљена.")
	look(anybody, "public", "/komentari", "/komentari/1", "/komentari/2/nije-moje")
	vid.Go(s.url + "/sr-Cyrl" + base + "/osporena-imena")
	vid.Click("Оспорено име уз коментар број 2")
	at, err = url.Parse(vid.URL())
	if err != nil {
		t.Fatal(err)
	}
	look(vid, "decided", proposal, "/osporena-imena", strings.TrimPrefix(at.Path, "/sr-Cyrl"+base), "/prijem")
	browsertest.Validate(t, sources)
}
