package web

import (
	"net/http"
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
	"github.com/rasprava/rasprava/web/api"
	"github.com/rasprava/rasprava/web/browsertest"
)

const cutShort = `format: rasprava.history/1
reference: 011-00-7/2026
title: Закон о пробама
act: law
procedure: test.two_stage
lead: MPROBA
source: {name: Архива Министарства проба, url: "https://arhiva.primer.example/011-00-7"}
stages:
  - {stage: notice, started: 2026-02-02, ended: 2026-02-06, outcome: published}
  - {stage: consultation, started: 2026-02-06, published: 2026-02-09, ended: 2026-02-11, outcome: closed, comments: 4}
  - {stage: report, started: 2026-02-11, ended: 2026-02-20, outcome: published, url: "https://arhiva.primer.example/izvestaj"}
  - {stage: decision, started: 2026-02-20, ended: 2026-02-27, outcome: approved, number: 05 број 11-1/2026}
`

// imports brings the history in and returns the number of the dossier.
func (s *site) imports() dossier.Ref {
	s.t.Helper()
	storetest.Ministry(s.t, s.store, "MPROBA")
	h, faults := procedure.ReadHistory([]byte(cutShort))
	if len(faults) > 0 {
		s.t.Fatal(faults)
	}
	operator := storetest.Person(s.t, s.store, "Операта Системић", "MPROBA operator")
	ref, faults, err := s.store.ImportDossier(s.t.Context(), operator, store.Import{History: h, Document: []byte(cutShort),
		Text: &store.NewDocument{Kind: dossier.ActDocument, Name: "zakon.txt", Bytes: []byte("ЗАКОН\nО ПРОБАМА\n\nЧлан 1.\nОвим законом уређују се пробе.\n")}})
	if err != nil || len(faults) > 0 {
		s.t.Fatal(faults, err)
	}
	return ref
}

func TestAnImportedHistoryIsMarkedWhereverItIsShown(t *testing.T) {
	s := newSite(t)
	ref := string(s.imports())
	u := s.visitor()
	const by = "Историја је пренета из извора „Архива Министарства проба”; систем је није водио."
	for path, want := range map[string][]string{
		"/sr-Cyrl/predmeti/" + ref: {by, "011-00-7/2026", "Операта Системић", `href="https://arhiva.primer.example/011-00-7"`,
			"Историја предмета је пренета из извора „Архива Министарства проба”.", "Фаза „Консултације” трајала је само 2 дана, а прописано је најмање 5 дана."},
		"/sr-Cyrl/predmeti/" + ref + "/put": {by, "само 2 дана, а прописано је најмање 5 дана", "краће него што закон тражи", "после рока", "Пробни поступак",
			"по извору су примљена 4 коментара", "Акт: 05 број 11-1/2026", `href="https://arhiva.primer.example/izvestaj"`},
		"/sr-Latn/predmeti/" + ref + "/put": {"Istorija je preneta iz izvora „Arhiva Ministarstva proba”; sistem je nije vodio.", "samo 2 dana, a propisano je najmanje 5 dana"},
		"/en/predmeti/" + ref + "/put":      {"this system did not run it", "only 2 days of at least 5 days", "shorter than the law asks"},
		"/sr-Cyrl/predmeti":                 {"Закон о пробама", `<span class="tag part">пренето</span>`},
		"/sr-Cyrl/":                         {"Закон о пробама", `<span class="tag part">пренето</span>`},
		"/sr-Cyrl/odstupanja":               {"краће него што закон тражи, у пренетој историји", `<span class="tag part">пренето</span>`, "кашњење"},
		"/en/odstupanja.csv":                {"Imported", ",imported\r\n", "lasted only 2 days of at least 5 days"},
		"/sr-Cyrl/otvoreni-podaci":          {"поступци чија је историја пренета нису обухваћени"},
	} {
		holdsAll(t, path, u.gets(path), want...)
	}
	if page := u.gets("/sr-Cyrl/predmeti/" + ref); strings.Contains(page, "Предмет је отворен") {
		t.Error("it is told as if it had been opened here")
	}
}

func TestTheInterfaceMarksWhatWasImported(t *testing.T) {
	s := newSite(t)
	ref := string(s.imports())
	m := newMinistry(s, "MDRUGO")
	m.consults("MDRUGO")
	d := as[api.Dossier](s.public().do("GET", "/api/v1/dossiers/"+ref, nil).want(http.StatusOK))
	if d.Imported == nil || d.Imported.Source != "Архива Министарства проба" || d.Imported.Reference != "011-00-7/2026" || d.Imported.By != "Операта Системић" ||
		d.Imported.Url != "https://arhiva.primer.example/011-00-7" || len(d.Imported.Document) != 71 || d.Imported.At.IsZero() {
		t.Errorf("got %+v", d.Imported)
	}
	if len(d.Deviations) != 2 || d.Deviations[0].Code != "cut_short" || d.Deviations[1].Code != "overdue" {
		t.Errorf("got %+v", d.Deviations)
	}
	for _, row := range as[api.DossierList](s.public().do("GET", "/api/v1/dossiers", nil).want(http.StatusOK)).Items {
		if (row.Imported != nil) != (row.Ref == ref) {
			t.Errorf("%s is imported: %v", row.Ref, row.Imported)
		}
	}
	m.drafter.do("POST", "/api/v1/dossiers/"+ref+"/commands", object{"command": "withdraw", "seq": 1, "args": object{"reasons": "Не.", "ground": "other"}}).want(http.StatusConflict)
}

// TestThePagesOfAnImportedHistoryAreSoundInEveryEye looks at each in every language
// and at two widths.
func TestThePagesOfAnImportedHistoryAreSoundInEveryEye(t *testing.T) {
	s := newSite(t)
	ref := string(s.imports())
	tab := browsertest.Open(t).Person(t, browsertest.Options{Name: "Читалац"})
	for _, lang := range locale.Langs() {
		for _, path := range []string{"/predmeti/" + ref, "/predmeti/" + ref + "/put", "/predmeti", "/odstupanja"} {
			tab.Go(s.url + "/" + string(lang) + path)
			for _, width := range []int{1280, 320} {
				tab.Size(width, 900)
				tab.Axe(t)
				tab.Reflow(t)
			}
		}
	}
}
