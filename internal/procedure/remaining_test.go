package procedure

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/calendar"
)

func day(t *testing.T, s string) calendar.Date {
	t.Helper()
	d, err := calendar.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestWhatRemainsCountsFromWhatWas(t *testing.T) {
	running := func(start, raw, due string, moved bool) Running {
		return Running{Start: day(t, start), Raw: day(t, raw), Due: day(t, due), Moved: moved}
	}
	for _, c := range []struct {
		name, stage, from, entered string
		running                    map[string]Running
		ended                      map[string]string
		want                       map[string]string // earliest start, earliest end, latest end
		inForce                    string
	}{
		{name: "a debate that was extended", stage: "public_debate", from: "2026-11-23", entered: "2026-11-09",
			running: map[string]Running{"debate": running("2026-11-10", "2026-12-07", "2026-12-07", true), "comments": running("2026-11-10", "2026-11-25", "2026-11-25", false)},
			want: map[string]string{
				"public_debate":    "2026-11-09 2026-12-07 2026-12-07",
				"debate_report":    "2026-12-08 2026-12-08 2026-12-22",
				"opinions":         "2026-12-08 2026-12-08 none set",
				"assembly_agenda":  "2026-12-08 2026-12-23 none set",
				"entry_into_force": "2026-12-24 2027-01-01 none set",
			}, inForce: "2027-01-01"},
		{name: "a debate that is not published yet", stage: "public_debate", from: "2026-11-23", entered: "2026-11-20",
			want: map[string]string{"public_debate": "2026-11-20 2026-12-14 2026-12-14", "debate_report": "2026-12-15 2026-12-15 2026-12-29"}, inForce: "2027-01-08"},
		{name: "a report that is due", stage: "debate_report", from: "2026-12-05", entered: "2026-12-01",
			running: map[string]Running{"report": running("2026-11-30", "2026-12-15", "2026-12-15", false)}, ended: map[string]string{"public_debate": "2026-11-30"},
			want: map[string]string{"debate_report": "2026-12-01 2026-12-05 2026-12-15", "opinions": "2026-12-05 2026-12-05 none set"}, inForce: "2026-12-30"},
		{name: "a report whose day has passed", stage: "debate_report", from: "2026-12-20", entered: "2026-12-01",
			running: map[string]Running{"report": running("2026-11-30", "2026-12-15", "2026-12-15", false)}, ended: map[string]string{"public_debate": "2026-11-30"},
			want: map[string]string{"debate_report": "2026-12-01 2026-12-20 2026-12-20"}, inForce: "2027-01-13"},
		{name: "a second debate", stage: "debate_program", from: "2026-06-01", entered: "2026-05-28",
			ended: map[string]string{"public_debate": "2026-03-02", "debate_report": "2026-03-16", "revision": "2026-05-28"},
			want: map[string]string{
				"debate_program": "2026-05-28 2026-06-01 none set",
				"public_debate":  "2026-06-01 2026-06-22 none set",
				"debate_report":  "2026-06-23 2026-06-23 none set",
				"revision":       "2026-06-23 2026-06-23 none set",
			}, inForce: "2026-07-17"},
		{name: "changes by the Government, beside the main path", stage: "government_changes", from: "2026-10-05", entered: "2026-10-01",
			want: map[string]string{
				"government_changes":  "2026-10-01 2026-10-05 none set",
				"assembly_submission": "2026-10-05 2026-10-05 none set",
				"assembly_agenda":     "2026-10-05 2026-10-20 none set",
			}, inForce: "2026-10-29"},
		{name: "an agenda that counts from the submission", stage: "assembly_agenda", from: "2026-10-05", entered: "2026-10-05",
			ended: map[string]string{"assembly_submission": "2026-10-01"},
			want:  map[string]string{"assembly_agenda": "2026-10-05 2026-10-16 2026-11-30", "assembly_committees": "2026-10-17 2026-10-17 none set"}, inForce: "2026-10-25"},
		{name: "a law that waits for its day", stage: "entry_into_force", from: "2026-10-22", entered: "2026-10-20",
			running: map[string]Running{"vacatio": running("2026-10-17", "2026-10-25", "2026-10-25", false)}, ended: map[string]string{"gazette": "2026-10-17"},
			want: map[string]string{"entry_into_force": "2026-10-20 2026-10-25 2026-10-25", "ex_post": "2026-10-25 2026-10-25 2026-10-25"}, inForce: "2026-10-25"},
		{name: "the evaluation of a law in force", stage: "ex_post", from: "2027-10-25", entered: "2026-10-25",
			ended: map[string]string{"gazette": "2026-10-17", "entry_into_force": "2026-10-25"},
			want:  map[string]string{"ex_post": "2026-10-25 2027-10-25 2027-10-25"}, inForce: "none set"},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := Elapsed{Entered: day(t, c.entered), Running: c.running, Ended: map[string]calendar.Date{}}
			for id, on := range c.ended {
				e.Ended[id] = day(t, on)
			}
			tl, err := get(t, "rs.law.government").Remaining(c.stage, day(t, c.from), e)
			if err != nil {
				t.Fatal(err)
			}
			if tl.Stages[0].ID != c.stage {
				t.Errorf("begins with %s", tl.Stages[0].ID)
			}
			got := rows(tl)
			for id, want := range c.want {
				if got[id] != want {
					t.Errorf("%s: got %s, want %s", id, got[id], want)
				}
			}
			if got := orNone(tl.EarliestInForce); got != c.inForce {
				t.Errorf("in force: got %s, want %s", got, c.inForce)
			}
		})
	}
}

func TestAnAnswerIsDueFromTheSubmission(t *testing.T) {
	d := get(t, "rs.petition").For(map[string]string{"subject": "complaint"})
	for _, c := range []struct {
		name string
		e    Elapsed
		want string
	}{
		{"received a week later", Elapsed{Opened: day(t, "2026-06-01"), Entered: day(t, "2026-06-08")}, "2026-06-01 2026-06-16"},
		{"submitted on the day", Elapsed{}, "2026-06-08 2026-06-23"},
	} {
		tl, err := d.Remaining("receive", day(t, "2026-06-08"), c.e)
		if err != nil {
			t.Fatal(err)
		}
		term := tl.Stages[len(tl.Stages)-1].Terms[0]
		if got := term.Start.String() + " " + term.Due.String(); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}

func TestWhatRemainsSaysWhoActsOnWhichBasis(t *testing.T) {
	tl, err := get(t, "rs.law.government").Remaining("public_debate", day(t, "2026-11-23"), Elapsed{Running: map[string]Running{
		"debate":   {Start: day(t, "2026-11-10"), Raw: day(t, "2026-11-30"), Due: day(t, "2026-12-04"), Moved: true},
		"comments": {Start: day(t, "2026-11-10"), Raw: day(t, "2026-11-25"), Due: day(t, "2026-11-25")}}})
	if err != nil {
		t.Fatal(err)
	}
	s := tl.Stages[0]
	if s.Phase != "debate" || s.Actor != Lead || s.Basis != "Пословник Владе, члан 41." || s.Evidence != Sourced {
		t.Errorf("got %+v", s)
	}
	if x := s.Terms[0]; x.ID != "debate" || !x.Moved || x.Due != day(t, "2026-12-04") || x.Basis != "Пословник Владе, члан 41." || !x.Verified {
		t.Errorf("got %+v", x)
	}
	if x := tl.Stages[1].Terms[0]; x.Start != day(t, "2026-12-04") || x.Moved {
		t.Errorf("the term of the report: got %+v", x)
	}
}

func TestAllOfItRemainsAtTheBeginningAndNothingAtTheEnd(t *testing.T) {
	from := day(t, "2026-11-23")
	for _, d := range Shipped() {
		rest, err := d.Remaining(d.Stages[0].ID, from, Elapsed{})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(timeline(t, d, from.String()), rest); diff != "" {
			t.Errorf("%s (-timeline +remaining):\n%s", d.ID, diff)
		}
		rest, err = d.Remaining(End, from, Elapsed{})
		if err != nil || len(rest.Stages) != 0 {
			t.Errorf("%s at its end: got %d stages, %v", d.ID, len(rest.Stages), err)
		}
		for _, s := range d.Stages {
			rest, err = d.Remaining(s.ID, from, Elapsed{Entered: from.AddDays(-100)})
			if err != nil || rest.Stages[0].ID != s.ID {
				t.Errorf("%s from %s: got %v, %v", d.ID, s.ID, rest.Stages, err)
			}
		}
		_, err = d.Remaining("nowhere", from, Elapsed{})
		if err == nil {
			t.Errorf("%s: something remains of a stage that it does not have", d.ID)
		}
	}
}

func TestAStageBesideTheMainPathGoesBackToItTheShortestWay(t *testing.T) {
	d, err := Load([]byte(`
id: t.aside
calendar: rs
stages:
  - {id: a, kind: drafting, outcomes: [{id: o, next: b}, {id: x, next: p}]}
  - {id: p, kind: drafting, outcomes: [{id: o, next: q}, {id: x, next: r}]}
  - {id: q, kind: drafting, outcomes: [{id: o, next: p}]}
  - {id: r, kind: drafting, outcomes: [{id: o, next: p}, {id: x, next: b}]}
  - {id: b, kind: drafting, outcomes: [{id: o, next: end, ends: completed}]}
`))
	if err != nil {
		t.Fatal(err)
	}
	tl, err := d.Remaining("q", day(t, "2026-11-23"), Elapsed{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range tl.Stages {
		got = append(got, s.ID)
	}
	if d := cmp.Diff([]string{"q", "p", "r", "b"}, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}
