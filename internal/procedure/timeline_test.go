package procedure

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/calendar"
)

func timeline(t *testing.T, d *Definition, from string) Timeline {
	t.Helper()
	day, err := calendar.ParseDate(from)
	if err != nil {
		t.Fatal(err)
	}
	tl, err := d.Timeline(day)
	if err != nil {
		t.Fatal(err)
	}
	return tl
}

func rows(tl Timeline) map[string]string {
	got := map[string]string{}
	for _, s := range tl.Stages {
		got[s.ID] = strings.Join([]string{s.EarliestStart.String(), s.EarliestEnd.String(), orNone(s.LatestEnd)}, " ")
	}
	return got
}

// bounded is a procedure in which every stage has a longest term.
const bounded = `
id: test.bounded
calendar: rs
timezone: Europe/Belgrade
stages:
  - {id: draft, kind: drafting, windows: [{id: w, kind: max, term: 10wd, from: entry}], outcomes: [{id: o, next: group}]}
  - {id: group, kind: working_group, optional: true, outcomes: [{id: o, next: talk}]}
  - {id: talk, kind: consultation, windows: [{id: w, kind: min, term: 20d, from: publication}], outcomes: [{id: o, next: report}]}
  - {id: report, kind: report, windows: [{id: w, kind: max, term: 15d, from: "stage:talk"}], outcomes: [{id: o, next: agenda}]}
  - {id: agenda, kind: wait, windows: [{id: a, kind: min, term: 15d, from: entry}, {id: b, kind: max, term: 60d, from: entry}], outcomes: [{id: o, next: paper}]}
  - {id: paper, kind: publication, windows: [{id: w, kind: max, term: 2d, from: entry}], outcomes: [{id: o, next: force}]}
  - {id: force, kind: wait, windows: [{id: w, kind: min, term: 8d!, from: "stage:paper"}], outcomes: [{id: o, next: end, ends: completed}]}
`

func TestTheLatestDatesUseWholeTermsAndNeverStandForAMinimum(t *testing.T) {
	d, err := Load([]byte(bounded))
	if err != nil {
		t.Fatal(err)
	}
	tl := timeline(t, d, "2026-11-23")
	want := map[string]string{
		"draft":  "2026-11-23 2026-11-23 2026-12-07",
		"group":  "2026-11-23 2026-11-23 2026-12-08",
		"talk":   "2026-11-23 2026-12-14 2026-12-28",
		"report": "2026-12-15 2026-12-15 2027-01-12",
		"agenda": "2026-12-15 2026-12-30 2027-03-15",
		"paper":  "2026-12-31 2026-12-31 2027-03-18",
		"force":  "2026-12-31 2027-01-08 2027-03-26",
	}
	if d := cmp.Diff(want, rows(tl)); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if tl.LatestInForce == nil || tl.LatestInForce.String() != "2027-03-26" || *tl.LatestInForceByTerms != *tl.LatestInForce || len(tl.WithoutTerm) != 0 {
		t.Errorf("got %v in force at the latest, %v by terms, %v without a term", tl.LatestInForce, tl.LatestInForceByTerms, tl.WithoutTerm)
	}
}

// TestWhatHasNoLongestTermTakesNoMoreThanItMust: the drafting must last five days
// and may last for ever, so that nothing after it has a last day; by terms it
// lasts the five, to Saturday the 28th and so to Monday the 30th.
func TestWhatHasNoLongestTermTakesNoMoreThanItMust(t *testing.T) {
	d, err := Load([]byte(strings.Replace(bounded, "kind: max, term: 10wd", "kind: min, term: 5d", 1)))
	if err != nil {
		t.Fatal(err)
	}
	tl := timeline(t, d, "2026-11-23")
	draft, report := tl.Stages[0], tl.Stages[3]
	if draft.LatestEnd != nil || draft.LatestByTerms.String() != "2026-11-30" {
		t.Errorf("drafting: got %v at the latest, %s by terms", draft.LatestEnd, draft.LatestByTerms)
	}
	if report.LatestEnd != nil || report.LatestByTerms.String() != "2027-01-05" { // 20 days from 1 December are the 21st, and 15 more
		t.Errorf("report: got %v at the latest, %s by terms", report.LatestEnd, report.LatestByTerms)
	}
	if d := cmp.Diff([]string{"draft"}, tl.WithoutTerm); d != "" {
		t.Errorf("stages without a longest term (-want +got):\n%s", d)
	}
}

func TestNoStageEndsBeforeItsMinimumNorStartsBeforeTheOneBefore(t *testing.T) {
	for _, d := range Shipped() {
		from := calendar.Date{Year: 2026, Month: 1, Day: 1}
		for range 400 {
			from = from.AddDays(1)
			tl, err := d.Timeline(from)
			if err != nil {
				t.Fatal(err)
			}
			for i, s := range tl.Stages {
				if s.EarliestEnd.Before(s.EarliestStart) || i > 0 && s.EarliestStart.Before(tl.Stages[i-1].EarliestEnd) {
					t.Fatalf("%s from %s: stage %s runs from %s to %s", d.ID, from, s.ID, s.EarliestStart, s.EarliestEnd)
				}
				for _, x := range s.Terms {
					if x.Kind != MaxWindow && s.EarliestEnd.Before(x.Due) {
						t.Fatalf("%s from %s: stage %s ends on %s, before %s", d.ID, from, s.ID, s.EarliestEnd, x.Due)
					}
				}
				if s.LatestByTerms.Before(s.EarliestEnd) {
					t.Fatalf("%s from %s: stage %s ends by its terms on %s, before %s", d.ID, from, s.ID, s.LatestByTerms, s.EarliestEnd)
				}
				if s.LatestEnd != nil && *s.LatestEnd != s.LatestByTerms {
					t.Fatalf("%s from %s: stage %s ends at the latest on %s, and by its terms on %s", d.ID, from, s.ID, s.LatestEnd, s.LatestByTerms)
				}
			}
		}
	}
}

func TestTheTimelineIsWrittenAsPromised(t *testing.T) {
	tl := timeline(t, get(t, "rs.law.government"), "2026-11-24")
	b, err := json.Marshal(tl)
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Format, Procedure, Version, From, Timezone string
		Stages                                     []map[string]any
	}
	if err := json.Unmarshal(b, &got); err != nil {
		t.Fatal(err)
	}
	if got.Format != "rasprava.timeline/1" || got.Procedure != "rs.law.government" || got.Version != "2025-03-31" || got.From != "2026-11-24" || got.Timezone != "Europe/Belgrade" {
		t.Errorf("got %+v", got)
	}
	debate := got.Stages[8]
	if v, ok := debate["latest_end"]; !ok || v != nil || debate["id"] != "public_debate" || debate["kind"] != "consultation" {
		t.Errorf("got %v", debate)
	}
	term := debate["terms"].([]any)[0].(map[string]any)
	for key, want := range map[string]any{"kind": "min", "term": "20d", "raw": "2026-12-22", "due": "2026-12-22", "rolled": false, "verified": true, "basis": "Пословник Владе, члан 41."} {
		if term[key] != want {
			t.Errorf("%s: got %v, want %v", key, term[key], want)
		}
	}
}

func TestATimelineWithoutAnEndIsRefused(t *testing.T) {
	for _, src := range []string{"id: a\ncalendar: rs\n", "id: a\ncalendar: xx\n", "id: a\ncalendar: rs\nstages: [{id: s, outcomes: [{id: o, next: s}]}]\n",
		"id: a\ncalendar: rs\nstages: [{id: s, windows: [{id: w, kind: min, term: soon}], outcomes: [{id: o, next: end}]}]\n"} {
		d, err := Load([]byte(src))
		if err != nil {
			t.Fatal(err)
		}
		_, err = d.Timeline(calendar.Date{Year: 2026, Month: 11, Day: 23})
		if err == nil {
			t.Errorf("%q has a timeline", src)
		}
	}
}

func TestPeopleCanReadWhatIsDescribed(t *testing.T) {
	var b bytes.Buffer
	err := get(t, "rs.law.government").Describe(&b)
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{"Доношење закона на предлог Владе", "min 20d from publication: Пословник Владе, члан 41.\n", "max 10wd from entry when extent is ordinary: Пословник Владе, чл. 46. и 47. [not verified: memory]",
		"one prepares, and 2 of lead, 1 of co_proposers sign in this order", "after     opinions_response", "-> end, rejected, with reasons", "by itself when the term lapses"} {
		if !strings.Contains(b.String(), part) {
			t.Errorf("%q is not said", part)
		}
	}
	b.Reset()
	err = timeline(t, get(t, "rs.law.government"), "2026-11-23").Write(&b)
	if err != nil || !strings.Contains(b.String(), "2027-01-15") || !strings.Contains(b.String(), "none set") ||
		!strings.Contains(b.String(), "Stages for which the law sets no longest term: 16.") || !strings.Contains(b.String(), "\n  gazette  Објављивање у „Службеном гласнику Републике Србије” – Publication in the Official Gazette\n") {
		t.Errorf("got %s, %v", b.String(), err)
	}
}
