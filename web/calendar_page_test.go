package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

// runningDue returns the last day of a term that runs, the earliest that there is.
func (s *site) runningDue() string {
	s.t.Helper()
	var due string
	err := s.store.DB().QueryRowContext(s.t.Context(), `
		SELECT w.due::text FROM windows w JOIN dossiers d ON d.id = w.dossier AND d.stage_no = w.stage_no
		WHERE w.lapsed_at IS NULL AND w.ends_at > clock_timestamp() AND w.kind <> 'max' AND d.status = 'open' ORDER BY w.due, w.id LIMIT 1`).Scan(&due)
	if err != nil {
		s.t.Fatalf("find a term that runs: %v", err)
	}
	return due
}

// freeDay adds the last day of a term that runs to the calendar.
func (s *site) freeDay(operator string, h store.Holiday) string {
	s.t.Helper()
	h.Date = s.runningDue()
	id, err := s.store.AddHoliday(s.t.Context(), operator, h)
	if err != nil {
		s.t.Fatalf("add holiday: %v", err)
	}
	return id
}

// downtime puts down that the last hour was lost, and returns its id.
func (s *site) downtime() string {
	s.t.Helper()
	var id string
	err := s.store.DB().QueryRowContext(s.t.Context(), `
		INSERT INTO downtimes (id, part, began_at, ended_at) VALUES (gen_random_uuid(), 'serve', clock_timestamp() - interval '1 hour', clock_timestamp()) RETURNING id`).Scan(&id)
	if err != nil {
		s.t.Fatalf("put down a downtime: %v", err)
	}
	return id
}

// countsAgain carries out what waits to be counted again, as the relay does.
func (s *site) countsAgain() {
	s.t.Helper()
	parcels, err := s.store.Parcels(s.t.Context(), 100, time.Minute)
	if err != nil {
		s.t.Fatal(err)
	}
	for _, p := range parcels {
		if p.Topic != store.TopicRecompute {
			continue
		}
		c, wanted, err := s.store.NextRecompute(s.t.Context(), p.Key)
		if err != nil || !wanted {
			s.t.Fatalf("wanted %v, %v", wanted, err)
		}
		pin, err := s.store.Pin(s.t.Context(), c.Dossier)
		if err != nil {
			s.t.Fatal(err)
		}
		_, err = s.store.ApplyCommand(s.t.Context(), dossier.ApplyInput{Ref: c.Dossier, Command: c.ID, StageNo: pin.StageNo})
		if err != nil {
			s.t.Fatal(err)
		}
		_, _, err = s.store.NextRecompute(s.t.Context(), p.Key)
		if err != nil {
			s.t.Fatal(err)
		}
	}
}

// withRound is a site with an open round, and an operator of another body.
func withRound(t *testing.T) (*site, *ministry, *caller) {
	t.Helper()
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.consults("MPROBA")
	storetest.Ministry(t, s.store, "MDRUGO")
	return s, m, s.person("Оператер Први", "MDRUGO operator")
}

func TestAnOperatorAddsADayAfterSeeingWhatItMoves(t *testing.T) {
	s, m, operator := withRound(t)
	u := operator.works()
	due := s.runningDue()
	if got := u.reads("/sr-Cyrl/sistem/kalendar"); !strings.Contains(got, "Ниједан дан није унет.") {
		t.Error("an empty list does not say so")
	}
	at, err := time.Parse(time.DateOnly, due)
	if err != nil {
		t.Fatal(err)
	}
	written := locale.For(locale.SrCyrl).Date(at.Date())
	form := url.Values{"kalendar": {"rs"}, "datum": {written}, "naziv": {"Дан жалости"}, "naziv_en": {"Day of mourning"}, "akt": {"Одлука Владе 05-1/2026"}, "korak": {"pregled"}}
	page := string(u.sends("/sr-Cyrl/sistem/kalendar", form).want(http.StatusOK).body)
	for _, must := range []string{"Рокови који се померају", m.ref, `value="potvrda"`, "Дан жалости", "Одлука Владе 05-1/2026"} {
		if !strings.Contains(page, must) {
			t.Errorf("the preview does not say %q", must)
		}
	}
	if days, err := s.store.Holidays(t.Context(), operator.id); err != nil || len(days) != 0 {
		t.Fatalf("a preview added %+v, %v", days, err)
	}
	form.Set("korak", "nazad")
	if got := string(u.sends("/sr-Cyrl/sistem/kalendar", form).want(http.StatusOK).body); !strings.Contains(got, `value="Дан жалости"`) {
		t.Error("what was typed is lost on the way back")
	}
	form.Set("korak", "potvrda")
	to := u.sends("/sr-Cyrl/sistem/kalendar", form).want(http.StatusSeeOther).header.Get("Location")
	waiting := u.opens(to).want(http.StatusOK)
	if !strings.Contains(string(waiting.body), "Још 1 предмет чека") || waiting.header.Get("Refresh") == "" {
		t.Error("the page does not say what waits")
	}
	s.countsAgain()
	done := u.opens(to).want(http.StatusOK)
	for _, must := range []string{"Сви рокови су поново израчунати.", "Рок је померен у 1 предмету.", m.ref, "Опозовите дан"} {
		if !strings.Contains(string(done.body), must) {
			t.Errorf("the page does not say %q", must)
		}
	}
	if done.header.Get("Refresh") != "" {
		t.Error("a page on which nothing waits reloads itself")
	}
	public := s.visitor().gets("/sr-Cyrl/predmeti/" + m.ref)
	for _, must := range []string{"нерадни дан", "Дан жалости", "Одлука Владе 05-1/2026"} {
		if !strings.Contains(public, must) {
			t.Errorf("the public is not told %q", must)
		}
	}
	u.sends(to+"/opoziv", url.Values{"akt": {""}}).want(http.StatusUnprocessableEntity)
	u.sends(to+"/opoziv", url.Values{"akt": {"Унето грешком."}}).want(http.StatusSeeOther)
	if got := u.reads(to); !strings.Contains(got, "Унето грешком.") || strings.Contains(got, "Опозовите дан") {
		t.Error("a revoked day is not shown as one")
	}
	if got := u.reads("/en/sistem/kalendar"); !strings.Contains(got, "Day of mourning") || !strings.Contains(got, "revoked") {
		t.Error("the list does not say that it was revoked")
	}
}

func TestADayThatCannotBeAddedIsShownAgain(t *testing.T) {
	s, _, operator := withRound(t)
	u := operator.works()
	for name, c := range map[string]struct {
		form url.Values
		want []string
	}{
		"empty":            {url.Values{"kalendar": {"rs"}}, []string{`id="f-datum-error"`, `id="f-naziv-error"`, `id="f-naziv_en-error"`, `id="f-akt-error"`}},
		"no such calendar": {url.Values{"kalendar": {"xx"}, "datum": {s.runningDue()}}, []string{`id="f-kalendar-error"`}},
		"New Year's Day":   {url.Values{"kalendar": {"rs"}, "datum": {"1. 1. 2028."}, "naziv": {"Дан"}, "naziv_en": {"Day"}, "akt": {"Одлука"}}, []string{`id="f-datum-error"`, `value="Дан"`, "Одлука"}},
	} {
		for _, step := range []string{"pregled", "potvrda"} {
			c.form.Set("korak", step)
			body := string(u.sends("/sr-Cyrl/sistem/kalendar", c.form).want(http.StatusUnprocessableEntity).body)
			for _, must := range c.want {
				if !strings.Contains(body, must) {
					t.Errorf("%s, %s: the page does not hold %q", name, step, must)
				}
			}
		}
	}
	u.opens("/sr-Cyrl/sistem/kalendar/0191d2a0-0000-7000-8000-000000000000").want(http.StatusNotFound)
}

func TestAnOperatorMakesADowntimeGood(t *testing.T) {
	s, m, operator := withRound(t)
	u := operator.works()
	if got := u.reads("/sr-Cyrl/sistem/prekidi"); !strings.Contains(got, "Није било прекида") {
		t.Error("an empty list does not say so")
	}
	_, err := s.store.DB().ExecContext(t.Context(), `UPDATE rounds SET opens_at = opens_at - interval '2 days'`)
	if err != nil {
		t.Fatal(err)
	}
	id := s.downtime()
	list := u.reads("/sr-Cyrl/sistem/prekidi")
	mend := "/sr-Cyrl/sistem/prekidi/" + id + "?predmet=" + m.ref
	if !strings.Contains(list, mend) || !strings.Contains(list, "чека одлуку") || !strings.Contains(list, "1 сат") {
		t.Error("the list does not lead to where it is made good")
	}
	page := u.reads(mend)
	d, err := s.store.DowntimeByID(t.Context(), operator.id, id)
	if err != nil {
		t.Fatal(err)
	}
	least := d.Rounds[0].Least
	form := url.Values{"predmet": {m.ref}, "do": {d.Rounds[0].Due}, "razlozi": {"Квар."}, "seq": {hiddenIn(page, "seq")}, "id": {hiddenIn(page, "id")}}
	refused := string(u.sends("/sr-Cyrl/sistem/prekidi/"+id, form).want(http.StatusUnprocessableEntity).body)
	if !strings.Contains(refused, `id="f-do-error"`) || !strings.Contains(refused, "Квар.") {
		t.Error("a day that is too early is not refused at its field")
	}
	u.sends("/sr-Cyrl/sistem/prekidi/"+id, url.Values{"predmet": {m.ref}}).want(http.StatusUnprocessableEntity)
	form.Set("do", least)
	form.Set("id", fresh())
	u.sends("/sr-Cyrl/sistem/prekidi/"+id, form).want(http.StatusSeeOther)
	if got := u.reads("/sr-Cyrl/sistem/prekidi"); !strings.Contains(got, "надокнађено") || strings.Contains(got, mend) {
		t.Error("the list does not say that it was made good")
	}
	u.opens(mend).want(http.StatusNotFound)
	if public := s.visitor().gets("/sr-Cyrl/predmeti/" + m.ref); !strings.Contains(public, "због прекида рада система") || !strings.Contains(public, "Квар.") {
		t.Error("the public is not told")
	}
	u.opens("/sr-Cyrl/sistem/prekidi/" + id).want(http.StatusSeeOther)
}
