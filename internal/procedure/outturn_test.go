package procedure

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/calendar"
)

func civil(t *testing.T, s string) calendar.Date {
	t.Helper()
	if s == "" {
		return calendar.Date{}
	}
	d, err := calendar.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestPlanAndReality(t *testing.T) {
	d := get(t, "rs.law.government").For(nil)
	debate := func(published, ended, outcome string) Run {
		return Run{Stage: "public_debate", Entered: civil(t, published), Published: civil(t, published), Ended: civil(t, ended), Outcome: outcome}
	}
	moved := func(r Run, window, start, due string) Run {
		r.Windows = map[string]Running{window: {Start: civil(t, start), Raw: civil(t, due), Due: civil(t, due), Moved: true}}
		return r
	}
	for _, c := range []struct {
		name  string
		runs  []Run
		today string
		want  string // of the last run
	}{
		{"a debate of ours ends on its last day", []Run{debate("2026-12-01", "2026-12-21", "closed")}, "2027-01-01",
			"debate 20 of 20d until 2026-12-21 kept, comments 20 of 15d until 2026-12-16 kept"},
		{"its last day is a Sunday, so it lasts a day longer", []Run{debate("2026-11-23", "2026-12-14", "closed")}, "2027-01-01",
			"debate 21 of 20d until 2026-12-14 kept, comments 21 of 15d until 2026-12-08 kept"},
		{"history brought in: the debate lasted 14 of at least 20 days", []Run{debate("2026-12-01", "2026-12-15", "closed")}, "2027-01-01",
			"debate 14 of 20d until 2026-12-21 short, comments 14 of 15d until 2026-12-16 short"},
		{"history brought in: long enough for comments, not for a debate", []Run{debate("2026-12-01", "2026-12-18", "closed")}, "2027-01-01",
			"debate 17 of 20d until 2026-12-21 short, comments 17 of 15d until 2026-12-16 kept"},
		{"a decision that shortened it does not make it longer", []Run{moved(debate("2026-12-01", "2026-12-15", "closed"), "debate", "2026-12-01", "2026-12-15")}, "2027-01-01",
			"debate 14 of 20d until 2026-12-21 moved short, comments 14 of 15d until 2026-12-16 short"},
		{"a decision made it longer", []Run{moved(debate("2026-12-01", "2026-12-28", "closed"), "debate", "2026-12-01", "2026-12-28")}, "2027-01-01",
			"debate 27 of 20d until 2026-12-21 moved kept, comments 27 of 15d until 2026-12-16 kept"},
		{"withdrawn in the middle", []Run{debate("2026-12-01", "2026-12-05", "withdrawn")}, "2027-01-01",
			"debate 4 of 20d until 2026-12-21 leftoff, comments 4 of 15d until 2026-12-16 leftoff"},
		{"it runs", []Run{debate("2026-12-01", "", "")}, "2026-12-04",
			"debate 3 of 20d until 2026-12-21 runs, comments 3 of 15d until 2026-12-16 runs"},
		{"nothing is published yet, so no term runs", []Run{debate("", "", "")}, "2026-12-04", ""},
		{"a report in time, counted from the end of the debate", []Run{debate("2026-12-01", "2026-12-21", "closed"),
			{Stage: "debate_report", Entered: civil(t, "2026-12-22"), Ended: civil(t, "2027-01-05"), Outcome: "published"}}, "2027-02-01",
			"report 15 of 15d until 2027-01-05 kept"},
		{"a report after its term", []Run{debate("2026-12-01", "2026-12-21", "closed"),
			{Stage: "debate_report", Entered: civil(t, "2026-12-22"), Ended: civil(t, "2027-01-06"), Outcome: "published"}}, "2027-02-01",
			"report 16 of 15d until 2027-01-05 late"},
		{"a report that is overdue", []Run{debate("2026-12-01", "2026-12-21", "closed"),
			{Stage: "debate_report", Entered: civil(t, "2026-12-22")}}, "2027-01-08", "report 18 of 15d until 2027-01-05 late"},
		{"opinions are counted in working days", []Run{{Stage: "opinions", Entered: civil(t, "2026-12-22"), Ended: civil(t, "2027-01-06"), Outcome: "collected"}}, "2027-02-01",
			"opinions 10 of 10wd until 2027-01-06 kept"},
		{"in force on the eighth day", []Run{{Stage: "gazette", Entered: civil(t, "2027-01-07"), Ended: civil(t, "2027-01-07"), Outcome: "published"},
			{Stage: "entry_into_force", Entered: civil(t, "2027-01-07"), Ended: civil(t, "2027-01-15"), Outcome: "elapsed"}}, "2027-02-01",
			"vacatio 8 of 8d! until 2027-01-15 kept"},
		{"a stage that the procedure does not have", []Run{{Stage: "nothing", Entered: civil(t, "2026-12-22")}}, "2027-02-01", ""},
	} {
		all, err := d.Outturns(c.runs, civil(t, c.today))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		var got []string
		for _, o := range all[len(all)-1] {
			text := fmt.Sprintf("%s %d of %s until %s ", o.Window.ID, o.Lasted, o.Window.Term, o.Due)
			if o.Moved {
				text += "moved "
			}
			got = append(got, text+string(o.Verdict))
		}
		if diff := cmp.Diff(c.want, strings.Join(got, ", ")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

// TestWhatTheLawLetsThroughIsNeverShort passes every shipped procedure as early
// as the law lets it: no least term is found to be cut, on any day to begin.
func TestWhatTheLawLetsThroughIsNeverShort(t *testing.T) {
	for _, d := range Shipped() {
		for from := civil(t, "2026-01-01"); from.Before(civil(t, "2027-02-01")); from = from.AddDays(1) {
			tl, err := d.Timeline(from)
			if err != nil {
				t.Fatal(err)
			}
			var runs []Run
			for _, s := range tl.Stages {
				def, _ := d.Stage(s.ID)
				runs = append(runs, Run{Stage: s.ID, Entered: s.EarliestStart, Published: s.EarliestStart, Ended: s.EarliestEnd, Outcome: def.Main().ID})
			}
			all, err := d.Outturns(runs, from)
			if err != nil {
				t.Fatal(err)
			}
			for i, outturns := range all {
				for _, o := range outturns {
					if o.Verdict != Kept {
						t.Fatalf("%s from %s: %s of %s is %s", d.ID, from, o.Window.ID, runs[i].Stage, o.Verdict)
					}
				}
			}
		}
	}
}

// TestADayThatIsAddedLaterCutsNothingShort adds the last day of a debate to the
// calendar when the debate is over: it was long enough.
func TestADayThatIsAddedLaterCutsNothingShort(t *testing.T) {
	d := get(t, "rs.law.government").With(calendar.Holiday{Date: civil(t, "2026-12-21")})
	all, err := d.Outturns([]Run{{Stage: "public_debate", Entered: civil(t, "2026-12-01"), Published: civil(t, "2026-12-01"), Ended: civil(t, "2026-12-21"), Outcome: "closed"}}, civil(t, "2027-01-01"))
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range all[0] {
		if o.Verdict != Kept {
			t.Errorf("%s is %s", o.Window.ID, o.Verdict)
		}
	}
}
