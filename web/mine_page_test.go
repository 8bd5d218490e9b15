package web

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/store"
)

func TestADraftersListSaysWhatWaits(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	w := m.drafter.works()
	shows(t, w.reads("/sr-Cyrl/moji-predmeti"), "немају ниједан предмет", `href="/sr-Cyrl/moji-predmeti/novi"`)
	round := m.consults("MPROBA")
	s.public().submits(round, "кључ", letter("Предлажем петнаест дана.")).want(201)
	page := w.reads("/sr-Cyrl/moji-predmeti")
	shows(t, page, "Закон о проби", "До сада је стигао 1 коментар", "1 предмет")
	m.closes()
	page = w.reads("/sr-Cyrl/moji-predmeti")
	shows(t, page, "Одговорите на 1 коментар", "/predmeti/"+m.ref+"/odgovori", "Објавите извештај", "још ")
	shows(t, w.reads("/en/moji-predmeti"), "Answer 1 comment", "Publish the report")
	shows(t, w.reads("/sr-Latn/moji-predmeti"), "Odgovorite na 1 komentar", "Zakon o probi")
	shows(t, w.reads("/sr-Cyrl/moji-predmeti?stanje=okoncani"), "Нема предмета у овом стању")
	shows(t, w.reads("/sr-Cyrl/moji-predmeti?stanje=svi&od=-1"), "Закон о проби")
	hides(t, w.reads("/sr-Cyrl/moji-predmeti?od=20"), "<article")
}

func TestWhatIsPreparedIsNotAskedForAgain(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.decides()
	both := s.person("Све Самић", "MPROBA drafter", "MPROBA signer")
	const mine = "/sr-Cyrl/moji-predmeti"
	at := "/sr-Cyrl/predmeti/" + m.ref
	w := m.drafter.works()
	shows(t, w.reads(mine), "Чека Вас:", "Припремите за потпис")
	hides(t, both.works().reads(mine), "Потпишите") // nobody has prepared it
	if got := m.view().Commands; !slices.Contains(got, "prepare") {
		t.Errorf("before: got %v, want prepare among them", got)
	}
	hash := m.view().Package
	m.gives(both, "prepare", object{"package": hash}).want(200)
	for _, step := range []struct{ says, latin string }{{"Припремљено, чекају се још 2 потписа", "Pripremljeno, čekaju se još 2 potpisa"},
		{"Припремљено, чека се још 1 потпис", "Pripremljeno, čeka se još 1 potpis"}} {
		shows(t, w.reads(mine), step.says)
		shows(t, w.reads("/sr-Latn/moji-predmeti"), step.latin)
		hides(t, w.reads(mine), "Чека Вас:", "Припремите за потпис")
		hides(t, both.works().reads(mine), "Чека Вас:")
		page := w.reads(at)
		shows(t, page, step.says+".", "Погледајте шта се потписује")
		hides(t, page, "Припремите за потпис")
		hides(t, s.visitor().gets(at), "Припремљено, чека")
		look := w.reads(at + "/odluka")
		shows(t, look, "Све Самић", "5. Одлука")
		hides(t, look, buttonPrepare, buttonSign)
		if got := m.view().Commands; slices.Contains(got, "prepare") {
			t.Errorf("prepared: got %v", got)
		}
		if step.latin == "Pripremljeno, čekaju se još 2 potpisa" {
			m.gives(m.first, "sign", object{"package": hash}).want(200)
		}
	}
	m.drafter.do("POST", m.path("/versions"), object{"reason": "legal_technical", "documents": []object{{"kind": "act", "name": "nacrt.txt",
		"content": strings.Replace(lawText, "30 дана", "20 дана", 1)}}}).want(201)
	page := w.reads(mine)
	shows(t, page, "Припремите за потпис")
	hides(t, page, "Припремљено, чека")
}

func TestTheListIsPaged(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	for i := range mineLength + 1 {
		m.drafter.do("POST", "/api/v1/dossiers", object{"title": fmt.Sprintf("Закон број %d", i), "kind": "law", "procedure": "test.two_stage", "lead": "MPROBA",
			"rehearsal": object{"pace_seconds": 3600}}).want(201)
	}
	w := m.drafter.works()
	page := w.reads("/sr-Cyrl/moji-predmeti")
	shows(t, page, "приказани од 1 до 20", `href="/sr-Cyrl/moji-predmeti?od=20"`, "проба", "Унесите прву верзију")
	if n := strings.Count(page, "<article"); n != mineLength {
		t.Errorf("got %d dossiers on a page", n)
	}
	shows(t, w.reads("/sr-Cyrl/moji-predmeti?od=20"), "приказани од 21 до 21", `href="/sr-Cyrl/moji-predmeti"`)
}

func TestARoundInWhichNothingHasComeSaysSo(t *testing.T) {
	for received, want := range map[int]string{0: "Још није стигао ниједан коментар", 1: "До сада је стигао 1 коментар"} {
		page, err := execute(locale.SrCyrl, "mine", frame{Lang: string(locale.SrCyrl), Body: mine{Rows: []mineRow{{Round: true, Received: received}}}})
		if err != nil || !strings.Contains(string(page), "<li>"+want+"</li>") {
			t.Errorf("%d comments: the page does not say %q, %v", received, want, err)
		}
	}
}

func TestWhoDraftsForNobodyHasNoListOfTheirOwn(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.opens("MPROBA", nil)
	m.first.works().opens("/sr-Cyrl/moji-predmeti").want(http.StatusForbidden)
	r := s.visitor().asks("GET", "/sr-Cyrl/moji-predmeti", nil).want(http.StatusSeeOther)
	if got, want := r.header.Get("Location"), "/sr-Cyrl/prijava?dalje="+url.QueryEscape("/sr-Cyrl/moji-predmeti"); got != want {
		t.Errorf("the public is led to %s, want %s", got, want)
	}
}

func TestWhatARowSaysOfItsTerm(t *testing.T) {
	v := reader(locale.SrCyrl)
	at := func(day string, hour int) time.Time {
		d, err := time.ParseInLocation(time.DateOnly, day, belgrade)
		if err != nil {
			t.Fatal(err)
		}
		return d.Add(time.Duration(hour) * time.Hour)
	}
	for name, c := range map[string]struct {
		now, ends time.Time // the first instant after the term
		due       string
		days      int
	}{
		"in a week":              {at("2026-11-23", 9), at("2026-12-01", 0), "2026-11-30", 7},
		"today":                  {at("2026-11-30", 23), at("2026-12-01", 0), "2026-11-30", 0},
		"yesterday":              {at("2026-12-01", 0), at("2026-12-01", 0), "2026-11-30", -1},
		"over the autumn change": {at("2026-10-24", 23), at("2026-10-27", 0), "2026-10-26", 2},
		"over the spring change": {at("2026-03-28", 1), at("2026-03-31", 0), "2026-03-30", 2},
	} {
		t.Run(name, func(t *testing.T) {
			row := v.mineRow(store.MineRow{DossierRow: store.DossierRow{Status: dossier.Open, PackageNo: 1}, LegalNow: c.now, LegalEnds: &c.ends})
			if row.Due != c.due || row.Days != c.days {
				t.Errorf("got %s in %d days, want %s in %d", row.Due, row.Days, c.due, c.days)
			}
		})
	}
	row := v.mineRow(store.MineRow{DossierRow: store.DossierRow{Ref: "2026-0001", Status: dossier.Open}, Unanswered: 3,
		Commands: []dossier.CommandName{dossier.PublishProof, dossier.Withdraw, dossier.SetVisibility, dossier.Advance}})
	var texts []string
	for _, w := range row.Waits {
		texts = append(texts, w.Text)
	}
	if got := strings.Join(texts, "; "); got != "Унесите прву верзију материјала; Одговорите на 3 коментара; Унесите доказ о објави" {
		t.Errorf("waits: %s", got)
	}
}
