package web

import (
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/procedure"
)

// planFor makes the plan page of what an address asks for, without a server.
func planFor(t *testing.T, l locale.Lang, defs []*procedure.Definition, query url.Values) planPage {
	t.Helper()
	v := reader(l)
	body, err := v.planOf(defs, form{Values: query}, query.Has("postupak"), "2026-11-23")
	if err != nil {
		t.Fatal(err)
	}
	return body
}

func TestAPlanSaysWhatTheEarliestDayDependsOn(t *testing.T) {
	body := planFor(t, locale.SrCyrl, procedure.List(), url.Values{"postupak": {"rs.law.government"}, "od": {"23. 11. 2026."}})
	if body.Plan == nil {
		t.Fatalf("there is no plan: %+v", body.Form.Faults)
	}
	want := []string{"Консултације у раној фази – најмање 7 дана", "Јавна расправа – најмање 20 дана", "Стављање на дневни ред – најмање 15 дана", "Ступање на снагу – најмање 8 дана"}
	if d := cmp.Diff(want, body.Plan.Waits); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if body.Plan.InForce != "2027-01-15" || body.Plan.Checked || body.Plan.Open != "" {
		t.Errorf("got in force %s, checked %t, opened at %q", body.Plan.InForce, body.Plan.Checked, body.Plan.Open)
	}
	for _, row := range body.Plan.Rows {
		for _, x := range row.Terms {
			if strings.HasPrefix(x.Text, "највише 10 радних дана") && x.Verified {
				t.Error("a term from memory counts as verified")
			}
		}
	}
}

// TestAPlanSaysWhatTheLatestDayWouldBe: the days are those that were counted by hand
// in the tests of the timeline.
func TestAPlanSaysWhatTheLatestDayWouldBe(t *testing.T) {
	asked := url.Values{"postupak": {"rs.law.government"}, "od": {"2026-11-23"}}
	p := planFor(t, locale.SrCyrl, procedure.List(), asked).Plan
	if p.Latest != "" || p.ByTerms != "2027-05-01" || len(p.Without.Stages) != 16 || p.Without.Stages[0] != "Уврштавање у План рада Владе" ||
		!strings.HasPrefix(p.Without.Says, "За 16 фаза на овом путу најдужи рок није прописан") || !strings.HasSuffix(plain(p.Without.ByTerm), "пропис ће бити на снази 1. 5. 2027.") {
		t.Errorf("got %q, %q and %+v", p.Latest, p.ByTerms, p.Without)
	}
	for _, row := range p.Rows {
		if row.Title == "Прибављање мишљења" && row.ByTerms != "2027-02-04" || row.ByTerms < row.End {
			t.Errorf("%s: got %s, and %s at the earliest", row.Title, row.ByTerms, row.End)
		}
	}
	if p.Rows[13].Title != "Прибављање мишљења" {
		t.Errorf("got %q where the opinions stand", p.Rows[13].Title)
	}
	group := planFor(t, locale.En, procedure.List(), url.Values{"postupak": {"rs.workinggroup"}, "od": {"2026-11-23"}}).Plan
	if !strings.Contains(group.Without.ByTerm, "the procedure would be over on") || group.ByTerms != "" {
		t.Errorf("got %+v", group.Without)
	}
	bounded := planFor(t, locale.En, procedure.Shipped(), url.Values{"postupak": {"test.two_stage"}, "od": {"2026-11-23"}}).Plan
	d, _ := procedure.Get("test.two_stage")
	if tl, err := d.Timeline(civil("2026-11-23")); err != nil || (bounded.Without.Says == "") != (len(tl.WithoutTerm) == 0) {
		t.Errorf("got %+v", bounded.Without)
	}
	body, err := reader(locale.SrLatn).explain(shippedProcedure(t, "rs.law.government"), "2026-11-23", "2026-01-01")
	if err != nil || body.ByTerms != "2027-05-01" || len(body.Without.Stages) != 16 || body.Dates[8].ByTerms != "2027-01-05" {
		t.Errorf("on the page of the procedure: got %q and %+v, %v", body.ByTerms, body.Without, err)
	}
}

func TestWhatIsWrongWithAPlanIsSaidAtItsField(t *testing.T) {
	defs := procedure.Shipped()
	for _, c := range []struct {
		name, field string
		query       url.Values
	}{
		{"no such day", "od", url.Values{"postupak": {"rs.law.government"}, "od": {"31. 2. 2027."}}},
		{"no day at all", "od", url.Values{"postupak": {"rs.law.government"}, "od": {"<b>"}}},
		{"before this century", "od", url.Values{"postupak": {"rs.law.government"}, "od": {"1999-12-31"}}},
		{"before the procedure applies", "od", url.Values{"postupak": {"rs.law.government"}, "od": {"2025-03-30"}}},
		{"no procedure", "postupak", url.Values{"postupak": {""}, "od": {"2026-11-23"}}},
		{"no such procedure", "postupak", url.Values{"postupak": {"rs.law.nobody"}}},
	} {
		for _, l := range locale.Langs() {
			body := planFor(t, l, defs, c.query)
			if body.Plan != nil || body.Form.fault(c.field) == "" || len(body.Form.Faults) != 1 {
				t.Errorf("%s in %s: got %+v", c.name, l, body.Form.Faults)
			}
		}
	}
	empty := planFor(t, locale.En, defs, url.Values{})
	if empty.Plan != nil || !empty.Form.ok() || empty.Start.Value != "23 November 2026" {
		t.Errorf("asked for nothing: got %+v", empty)
	}
}

// twofold is a procedure in which a trait of the act decides how long it takes.
const twofold = `
id: test.twofold
version: "2026-01-01"
title_sr: Двострук
title_en: Twofold
valid_from: "2026-01-01"
calendar: rs
timezone: Europe/Belgrade
traits:
  - id: novelty
    title_sr: Какав је закон
    title_en: What kind of law
    values:
      - {id: new_systemic, title_sr: Нов системски, title_en: New and systemic}
      - {id: amending, title_sr: Измене, title_en: Amending}
stages:
  - id: talk
    title_sr: Разговор
    title_en: Talk
    kind: consultation
    channels: [own_site]
    windows:
      - {id: long, kind: min, term: 20d, from: publication, basis: Б, evidence: sourced, when: {novelty: [new_systemic]}}
      - {id: short, kind: min, term: 5d, from: publication, basis: Б, evidence: sourced, when: {novelty: [amending]}}
    outcomes: [{id: o, title_sr: Крај, title_en: End, next: end, ends: completed}]
`

func TestAPlanIsOfTheActAsItIs(t *testing.T) {
	d, err := procedure.Load([]byte(twofold))
	if err != nil {
		t.Fatal(err)
	}
	for value, want := range map[string]string{"": "2026-12-14", "new_systemic": "2026-12-14", "amending": "2026-11-30", "nothing": "2026-12-14"} {
		body := planFor(t, locale.En, []*procedure.Definition{d}, url.Values{"postupak": {d.ID}, "od": {"2026-11-23"}, traitField("novelty"): {value}})
		if body.Plan == nil || body.Plan.Over != want || len(body.Traits) != 1 {
			t.Fatalf("%q: got %+v", value, body)
		}
		if value != "" && !strings.Contains(body.Plan.Calendar, "akt_novelty="+value) {
			t.Errorf("%q: the calendar is at %s", value, body.Plan.Calendar)
		}
	}
}

func TestPlansAndPicturesAreServed(t *testing.T) {
	s := newSite(t)
	u := s.visitor()
	asked := "/plan?postupak=rs.law.government&od=2026-11-23"
	for _, l := range locale.Langs() {
		page := u.gets("/" + string(l) + asked)
		holdsAll(t, string(l), page, "<svg ", `role="img"`, `aria-labelledby="traka-title traka-desc"`, `datetime="2027-01-15"`, `datetime="2027-05-01"`, "/postupci/rs.law.government/plan.ics?od=2026-11-23")
		holdsAll(t, string(l), u.gets("/"+string(l)+"/postupci/rs.law.government"), `aria-labelledby="graf-title graf-desc"`, "/postupci/rs.law.government/tok.svg")
		u.gets("/" + string(l) + "/plan")
	}
	holdsAll(t, "in Cyrillic", u.gets("/sr-Cyrl"+asked), "није проверено", "чека се рок", `value="23. 11. 2026."`)
	wrong := u.asks("GET", "/sr-Cyrl/plan?postupak=rs.law.government&od="+url.QueryEscape("31. 2. 2027."), nil).want(422)
	holdsAll(t, "a day that is none", string(wrong.body), `value="31. 2. 2027."`, `href="#f-od"`)
	u.asks("GET", "/en/plan?postupak=x&od=%00%ff&akt_=1&akt_x=%00", nil).want(422)
	for path, want := range map[string][2]string{
		"tok.svg":                {"image/svg+xml; charset=utf-8", "<svg "},
		"tok.mmd":                {"text/plain; charset=utf-8", "flowchart TD"},
		"tok.dot":                {"text/vnd.graphviz; charset=utf-8", "digraph"},
		"plan.svg?od=2026-11-23": {"image/svg+xml; charset=utf-8", "<svg "},
		"plan.ics?od=2026-11-23": {"text/calendar; charset=utf-8", "DTSTART;VALUE=DATE:20270115"},
		"plan.ics":               {"text/calendar; charset=utf-8", "BEGIN:VCALENDAR"},
	} {
		r := u.asks("GET", "/sr-Latn/postupci/rs.law.government/"+path, nil).want(200)
		if r.header.Get("Content-Type") != want[0] || !strings.Contains(string(r.body), want[1]) || !strings.HasPrefix(r.header.Get("Content-Disposition"), "attachment") {
			t.Errorf("%s: got %s, %s, %.80s", path, r.header.Get("Content-Type"), r.header.Get("Content-Disposition"), r.body)
		}
		u.asks("GET", "/en/postupci/rs.law.nobody/"+path, nil).want(404)
	}
	bad := u.asks("GET", "/en/postupci/rs.law.government/plan.ics?od=tomorrow", nil).want(422)
	if !strings.HasPrefix(bad.header.Get("Content-Type"), "text/html") {
		t.Errorf("a day that is none is answered by %s", bad.header.Get("Content-Type"))
	}
	drafter := newMinistry(s, "MPROBA").drafter
	holdsAll(t, "to a drafter", drafter.opensPage("/en"+asked), "/en/moji-predmeti/novi?od=2026-11-23&amp;postupak=rs.law.government")
}

// FuzzPlan asks for plans of whatever: there is always a page.
func FuzzPlan(f *testing.F) {
	f.Add("rs.law.government", "2026-11-23", "akt_x")
	f.Add("", "", "")
	f.Add("test.two_stage", "31. 12. 2099.", "akt_")
	f.Add("rs.bylaw.rulebook", "9999-12-31", "akt_novelty")
	defs := procedure.Shipped()
	f.Fuzz(func(t *testing.T, id, day, trait string) {
		body, err := reader(locale.SrLatn).planOf(defs, form{Values: url.Values{"postupak": {id}, "od": {day}, trait: {day}}}, true, "2026-11-23")
		if err != nil {
			t.Fatal(err)
		}
		if (body.Plan == nil) == body.Form.ok() {
			t.Errorf("a plan %t, faults %+v", body.Plan != nil, body.Form.Faults)
		}
		_, err = execute(locale.SrLatn, "plan", frame{Lang: "sr-Latn", Body: body})
		if err != nil {
			t.Fatal(err)
		}
	})
}

// TestEveryTermIsMarkedWhereItWasNotVerified looks at each page that shows the
// terms of a procedure: beside every figure that was not read in a public source
// it says so.
func TestEveryTermIsMarkedWhereItWasNotVerified(t *testing.T) {
	for _, d := range procedure.Shipped() {
		for _, st := range d.Stages {
			for _, w := range st.Windows {
				if w.Kind != procedure.MaxWindow {
					continue
				}
				if got := reader(locale.SrCyrl).ownTerm(d, st.ID); strings.Contains(got, "није проверено") == w.Evidence.Verified() {
					t.Errorf("%s, %s: got %q", d.ID, st.ID, got)
				}
				if got := reader(locale.SrCyrl).termSentence(d, w); strings.Contains(got, "није проверено") == w.Evidence.Verified() {
					t.Errorf("%s, %s, to who decides: got %q", d.ID, st.ID, got)
				}
			}
		}
	}
}
