package dossier

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/procedure"
)

var belgrade = func() *time.Location {
	l, err := time.LoadLocation("Europe/Belgrade")
	if err != nil {
		panic(err)
	}
	return l
}()

func midnight(day string) time.Time {
	t, err := time.ParseInLocation(time.DateOnly, day, belgrade)
	if err != nil {
		panic(err)
	}
	return t.UTC()
}

func TestRemindersComeOnTheirDaysAndNoOthers(t *testing.T) {
	for _, c := range []struct {
		name  string
		term  Term
		kind  procedure.Kind
		since string
		want  []Reminder
	}{
		{"a duty is counted to its raw day, which is a Saturday", Term{Kind: procedure.MaxWindow, Raw: "2026-02-14", Due: "2026-02-18"}, procedure.Report, "2026-01-30",
			[]Reminder{{-7, midnight("2026-02-07")}, {-1, midnight("2026-02-13")}, {0, midnight("2026-02-14")}, {7, midnight("2026-02-21")}}},
		{"days are civil ones when the clocks change", Term{Kind: procedure.MaxWindow, Raw: "2026-03-30", Due: "2026-03-30"}, procedure.Checking, "2026-03-01",
			[]Reminder{{-7, midnight("2026-03-23")}, {-1, midnight("2026-03-29")}, {0, midnight("2026-03-30")}, {7, midnight("2026-04-06")}}},
		{"a short term has no day a week before", Term{Kind: procedure.MaxWindow, Raw: "2026-11-28", Due: "2026-11-30"}, procedure.Report, "2026-11-23",
			[]Reminder{{-1, midnight("2026-11-27")}, {0, midnight("2026-11-28")}, {7, midnight("2026-12-05")}}},
		{"the end of a round is the published day, and nobody is late for it", Term{Kind: procedure.MinWindow, Raw: "2026-04-12", Due: "2026-04-14"}, procedure.Consultation, "2026-03-23",
			[]Reminder{{-7, midnight("2026-04-07")}, {-1, midnight("2026-04-13")}, {0, midnight("2026-04-14")}}},
		{"a term that had passed when the stage was entered is told of at once, once", Term{Kind: procedure.MaxWindow, Raw: "2026-01-01", Due: "2026-01-05"}, procedure.Report, "2026-02-01",
			[]Reminder{{7, midnight("2026-01-08")}}},
		{"the last day had passed, the week after had not", Term{Kind: procedure.MaxWindow, Raw: "2026-01-01", Due: "2026-01-05"}, procedure.Report, "2026-01-03",
			[]Reminder{{0, midnight("2026-01-01")}, {7, midnight("2026-01-08")}}},
		{"waiting is nobody's duty", Term{Kind: procedure.MinWindow, Raw: "2026-01-01", Due: "2026-01-05"}, procedure.Wait, "2025-12-03", nil},
		{"the least time for comments ends nothing", Term{Kind: procedure.CommentMinWindow, Raw: "2026-01-01", Due: "2026-01-05"}, procedure.Consultation, "2025-12-03", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := c.term.Reminders(c.kind, midnight(c.since), belgrade)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestOfRemindersThatCameTogetherTheLastIsTold(t *testing.T) {
	all := Term{Kind: procedure.MaxWindow, Raw: "2026-02-14", Due: "2026-02-18"}.Reminders(procedure.Report, midnight("2026-01-30"), belgrade)
	for _, c := range []struct {
		name   string
		sent   []int
		now    time.Time
		due    int // 99: none
		passed int
		next   time.Time
	}{
		{"before the first", nil, midnight("2026-02-01"), 99, 0, midnight("2026-02-07")},
		{"on the first instant of its day", nil, midnight("2026-02-07"), -7, 0, midnight("2026-02-13")},
		{"the moment before", nil, midnight("2026-02-07").Add(-time.Nanosecond), 99, 0, midnight("2026-02-07")},
		{"told already", []int{-7}, midnight("2026-02-08"), 99, 0, midnight("2026-02-13")},
		{"after an outage of ten days", nil, midnight("2026-02-15"), 0, 2, midnight("2026-02-21")},
		{"all but the last were told", []int{-7, -1, 0}, midnight("2026-03-15"), 7, 0, time.Time{}},
		{"all were told", []int{-7, -1, 0, 7}, midnight("2026-03-15"), 99, 0, time.Time{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			due, passed, next := NextReminders(all, c.sent, c.now)
			got := 99
			if due != nil {
				got = due.Days
			}
			if got != c.due || len(passed) != c.passed || !next.Equal(c.next) {
				t.Errorf("got %d, %d passed over, next %v; want %d, %d, %v", got, len(passed), next, c.due, c.passed, c.next)
			}
		})
	}
}

func TestATermThatRunsOutIsToldOneStepHigher(t *testing.T) {
	max := Term{Kind: procedure.MaxWindow}
	s := standingIn(t, "report", nil)
	duty := Told{OnDuty, Holders{[]string{"MTEST"}, []Role{Drafter}}}
	charge := Told{InCharge, Holders{[]string{"MTEST"}, []Role{Signer}}}
	oversight := Told{Overseers, Holders{Roles: []Role{Oversight}}}
	for days, want := range map[int][]Told{-7: {duty}, -1: {duty}, 0: {duty, charge}, 7: {duty, charge, oversight}} {
		if diff := cmp.Diff(want, s.Told(max, days)); diff != "" {
			t.Errorf("%d days (-want +got):\n%s", days, diff)
		}
	}
	round := standingIn(t, "consultation", func(s *Situation) { s.Published = true })
	if diff := cmp.Diff([]Told{duty}, round.Told(Term{Kind: procedure.MinWindow}, 0)); diff != "" {
		t.Errorf("the end of a round (-want +got):\n%s", diff)
	}
	opinions := Situation{Stage: procedure.StageDef{Kind: procedure.Opinions, Outcomes: []procedure.OutcomeDef{{ID: "in"}}},
		Facts: procedure.Facts{OpinionsMissing: []string{"RSZ"}, OpinionsOnOtherText: []string{"MF"}}, Standing: Standing{Acting: "MTEST", Asked: []string{"RSZ", "MF", "KSEI"}}}
	want := []Told{{OnDuty, Holders{[]string{"RSZ", "MF"}, []Role{OpinionGiver}}}, {InCharge, Holders{[]string{"RSZ", "MF"}, []Role{Signer}}}}
	if diff := cmp.Diff(want, opinions.Told(max, 0)); diff != "" {
		t.Errorf("opinions that are missing (-want +got):\n%s", diff)
	}
	opinions.Stage.EscalateTo = "GSV"
	opinions.Terms = []Term{{ID: "opinions:RSZ", Body: "RSZ", Kind: procedure.MaxWindow, Raw: "2026-11-30", Due: "2026-11-30"}}
	want = []Told{{OnDuty, Holders{[]string{"RSZ"}, []Role{OpinionGiver}}}, {InCharge, Holders{[]string{"RSZ"}, []Role{Signer}}},
		{InCharge, Holders{[]string{"GSV"}, []Role{Signer, Officer, Secretary}}}, {Overseers, Holders{Roles: []Role{Oversight}}}}
	if diff := cmp.Diff(want, opinions.Told(opinions.Terms[0], 7)); diff != "" {
		t.Errorf("a body in its own term (-want +got):\n%s", diff)
	}
	if got := opinions.Told(Term{Body: "KSEI", Kind: procedure.MaxWindow}, 7); got != nil {
		t.Errorf("of the term of a body that has spoken is told: %v", got)
	}
	waits := opinions.WaitsFor()
	if len(waits) != 2 || waits[0].Who.Bodies[0] != "RSZ" || waits[0].Term == nil || waits[1].Who.Bodies[0] != "MF" || waits[1].Term != nil {
		t.Errorf("bodies with terms of their own are awaited together: %+v", waits)
	}
}
