package procedure

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// link is a stage of a chain that was counted by hand: when it can begin and
// end, what it waits for, and why.
type link struct{ stage, begins, ends, waits, why string }

// chainOfALaw was counted by hand on paper calendars of 2026 and 2027. The day of
// the event is not counted; a term in days ends on the next working day where
// its last one is not worked (ZUP, art. 80); what follows a term begins the day
// after it. A stage without a least term takes no time when everybody acts at
// once, so that it begins and ends on the day on which the one before it let go.
var chainOfALaw = []link{
	{"plan", "2026-11-23", "2026-11-23", "", "Monday, the day that was asked for; no term"},
	{"start_notice", "2026-11-23", "2026-11-23", "", "published at once; no term"},
	{"working_group", "2026-11-23", "2026-11-23", "", "optional; no term"},
	{"early_consultation", "2026-11-23", "2026-11-30", "comments 7d", "published on the 23rd, which is not counted; the seventh day is Monday the 30th, worked, to its end"},
	{"early_report", "2026-12-01", "2026-12-01", "", "the day after the 30th; its 15 days are a longest term, which nobody waits for"},
	{"ria", "2026-12-01", "2026-12-01", "", "no term"},
	{"debate_required", "2026-12-01", "2026-12-01", "", "the committee may sit the same day; no term"},
	{"debate_program", "2026-12-01", "2026-12-01", "", "the committee again; no term"},
	{"public_debate", "2026-12-01", "2026-12-21", "debate 20d", "published on the 1st; the twentieth day is Monday the 21st, worked; comments for 15 days end on Wednesday the 16th, within it"},
	{"debate_report", "2026-12-22", "2026-12-22", "", "the day after the 21st; 15 days are a longest term"},
	{"revision", "2026-12-22", "2026-12-22", "", "no term"},
	{"eu_package", "2026-12-22", "2026-12-22", "", "no term"},
	{"text_approval", "2026-12-22", "2026-12-22", "", "no term"},
	{"opinions", "2026-12-22", "2026-12-22", "", "all four may answer at once; 10 working days are a longest term"},
	{"sign_off", "2026-12-22", "2026-12-22", "", "no term"},
	{"submit_government", "2026-12-22", "2026-12-22", "", "no term"},
	{"government_committee", "2026-12-22", "2026-12-22", "", "no term"},
	{"government_session", "2026-12-22", "2026-12-22", "", "no term"},
	{"assembly_submission", "2026-12-22", "2026-12-22", "", "no term"},
	{"assembly_agenda", "2026-12-22", "2027-01-06", "earliest 15d", "submitted on the 22nd; nine days to the end of the year and six more: Wednesday, 6 January, worked (Christmas is the 7th)"},
	{"assembly_committees", "2027-01-07", "2027-01-07", "", "the day after the 6th; that it is Christmas shortens no term, and nothing forbids to sit"},
	{"assembly_vote", "2027-01-07", "2027-01-07", "", "no term"},
	{"assembly_dispatch", "2027-01-07", "2027-01-07", "", "the Assembly has two days to send the law to the President, and may do so at once"},
	{"promulgation", "2027-01-07", "2027-01-07", "", "15 days are a longest term"},
	{"gazette", "2027-01-07", "2027-01-07", "", "no term"},
	{"entry_into_force", "2027-01-07", "2027-01-15", "vacatio 8d!", "published on the 7th, which is not counted; the eighth day is Friday the 15th, and on it the law is in force; such a day never moves"},
	{"ex_post", "2027-01-15", "2027-01-15", "", "begins on the day in force itself; optional, and after what the rest is for"},
}

func TestTheChainOfALawAsCountedByHand(t *testing.T) {
	tl := timeline(t, get(t, "rs.law.government"), "2026-11-23")
	var got, want []link
	for i, s := range tl.Stages {
		var waits []string
		for _, x := range s.Terms {
			if x.Critical {
				waits = append(waits, fmt.Sprintf("%s %s", x.ID, x.Term))
			}
		}
		row := link{s.ID, s.EarliestStart.String(), s.EarliestEnd.String(), strings.Join(waits, ", "), ""}
		if i < len(chainOfALaw) {
			row.why = chainOfALaw[i].why
		}
		got = append(got, row)
	}
	want = append(want, chainOfALaw...)
	if d := cmp.Diff(want, got, cmp.AllowUnexported(link{})); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if tl.EarliestInForce == nil || tl.EarliestInForce.String() != "2027-01-15" || tl.LatestInForce != nil {
		t.Errorf("in force: got %v and %v", tl.EarliestInForce, tl.LatestInForce)
	}
	for _, s := range tl.Stages {
		if s.LatestEnd != nil {
			t.Errorf("%s: got %s at the latest; the work plan has no longest term, so nothing after it has a last day", s.ID, s.LatestEnd)
		}
	}
}

// fullTermsOfALaw was counted by hand as chainOfALaw was: everybody takes the whole
// term wherever the law sets one, and what it leaves without one takes no time, so
// that such a stage ends on the day on which the one before it let go. It begins
// on the day after the last one of the term before it.
var fullTermsOfALaw = []struct{ stage, ends, why string }{
	{"plan", "2026-11-23", "Monday, the day that was asked for; no term"},
	{"start_notice", "2026-11-23", "no term"},
	{"working_group", "2026-11-23", "optional; no term"},
	{"early_consultation", "2026-11-30", "it ends by itself with its seven days: published on the 23rd, Monday the 30th"},
	{"early_report", "2026-12-15", "15 days from the 30th, which is not counted: Tuesday, 15 December, worked"},
	{"ria", "2026-12-16", "the day after; no term"},
	{"debate_required", "2026-12-16", "no term"},
	{"debate_program", "2026-12-16", "no term"},
	{"public_debate", "2027-01-05", "published on the 16th; 15 days to the end of the year and five more: Tuesday, 5 January, worked (New Year is the 1st and the 2nd)"},
	{"debate_report", "2027-01-20", "15 days from the 5th: Wednesday, 20 January, worked"},
	{"revision", "2027-01-21", "the day after; no term"},
	{"eu_package", "2027-01-21", "no term"},
	{"text_approval", "2027-01-21", "no term"},
	{"opinions", "2027-02-04", "10 working days from Thursday the 21st: Friday the 22nd is the first, the 25th to the 29th are five (Saint Sava's Day, the 27th, is worked), and Thursday, 4 February, is the tenth"},
	{"sign_off", "2027-02-05", "the day after; no term"},
	{"submit_government", "2027-02-05", "no term"},
	{"government_committee", "2027-02-05", "no term"},
	{"government_session", "2027-02-05", "no term"},
	{"assembly_submission", "2027-02-05", "no term"},
	{"assembly_agenda", "2027-04-06", "60 days from 5 February: 23 to the end of the month, 31 in March and six more: Tuesday, 6 April, worked (Easter is on 2 May)"},
	{"assembly_committees", "2027-04-07", "the day after; no term"},
	{"assembly_vote", "2027-04-07", "no term"},
	{"assembly_dispatch", "2027-04-09", "two days from the vote on the 7th: Friday the 9th, worked"},
	{"promulgation", "2027-04-22", "15 days from the vote on the 7th, not from when it was sent: Thursday the 22nd, worked"},
	{"gazette", "2027-04-23", "the day after; no term"},
	{"entry_into_force", "2027-05-01", "published on Friday the 23rd; the eighth day is Saturday, 1 May, and the law is in force on it though nobody works: such a day never moves"},
	{"ex_post", "2027-05-01", "optional; no term"},
}

func TestTheFullTermsOfALawAsCountedByHand(t *testing.T) {
	tl := timeline(t, get(t, "rs.law.government").For(nil), "2026-11-23") // an ordinary new law, not urgent
	var got, want, without []string
	for _, s := range tl.Stages {
		got = append(got, s.ID+" "+s.LatestByTerms.String())
	}
	for _, l := range fullTermsOfALaw {
		want = append(want, l.stage+" "+l.ends)
		if strings.HasSuffix(l.why, "no term") && !strings.HasPrefix(l.why, "optional") || l.stage == "plan" {
			without = append(without, l.stage)
		}
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if tl.LatestInForceByTerms == nil || tl.LatestInForceByTerms.String() != "2027-05-01" {
		t.Errorf("in force: got %v", tl.LatestInForceByTerms)
	}
	if d := cmp.Diff(without, tl.WithoutTerm); d != "" {
		t.Errorf("stages without a longest term (-want +got):\n%s", d)
	}
}

// TestWhatTheDayInForceDependsOn: every stage as far as the day in force does,
// since each follows the one before it; of the terms the least ones do that last
// longest in their stage.
func TestWhatTheDayInForceDependsOn(t *testing.T) {
	tl := timeline(t, get(t, "rs.law.government"), "2026-11-23")
	var path []string
	for _, l := range chainOfALaw[:len(chainOfALaw)-1] {
		path = append(path, l.stage)
	}
	if d := cmp.Diff(path, tl.CriticalPath); d != "" {
		t.Errorf("critical path (-want +got):\n%s", d)
	}
	for _, s := range tl.Stages {
		switch {
		case s.ID == "ex_post" && (s.Critical || s.Slack != nil):
			t.Errorf("%s lies behind the day in force; got critical %t, slack %v", s.ID, s.Critical, s.Slack)
		case s.ID != "ex_post" && (s.Slack == nil || *s.Slack != 0):
			t.Errorf("%s: got slack %v, want none: one day later and the law is in force a day later", s.ID, s.Slack)
		}
	}
	debate := tl.Stages[8]
	comments := debate.Terms[1]
	if debate.ID != "public_debate" || comments.ID != "comments" || comments.Critical || comments.Slack == nil || *comments.Slack != 5 {
		t.Errorf("comments end on 16 December, five days before the debate: got %+v", comments)
	}
}

// parallel is a procedure in which a long term runs from an early stage while
// others are passed.
const parallel = `
id: test.parallel
calendar: rs
timezone: Europe/Belgrade
stages:
  - {id: call, kind: notice, outcomes: [{id: o, next: talk}]}
  - {id: talk, kind: consultation, windows: [{id: w, kind: min, term: 10d, from: publication}], outcomes: [{id: o, next: write}]}
  - {id: write, kind: drafting, outcomes: [{id: o, next: hold}]}
  - {id: hold, kind: wait, windows: [{id: w, kind: min, term: 30d, from: "stage:call"}], outcomes: [{id: o, next: after}]}
  - {id: after, kind: drafting, outcomes: [{id: o, next: end, ends: completed}]}
`

func TestAStageBesideALongerTermHasSlack(t *testing.T) {
	d, err := Load([]byte(parallel))
	if err != nil {
		t.Fatal(err)
	}
	tl := timeline(t, d, "2026-11-23")
	got := map[string]string{}
	for _, s := range tl.Stages {
		got[s.ID] = fmt.Sprintf("%s critical %t slack %d", s.EarliestEnd, s.Critical, *s.Slack)
	}
	want := map[string]string{
		"call":  "2026-11-23 critical true slack 0",
		"talk":  "2026-12-03 critical false slack 20", // to 23 December: then the rest is passed on the 24th, on which what follows hold begins anyway
		"write": "2026-12-04 critical false slack 20", // to 24 December, as above
		"hold":  "2026-12-23 critical true slack 0",   // thirty days from 23 November
		"after": "2026-12-24 critical true slack 0",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if d := cmp.Diff([]string{"call", "hold", "after"}, tl.CriticalPath); d != "" {
		t.Errorf("critical path:\n%s", d)
	}
}

// TestADayThatIsNotWorkedGivesSlack: 20 days from Tuesday, 24 November, end on
// Monday, 14 December; from the 21st, a Saturday, on Friday the 11th; from the
// 22nd they end on Saturday the 12th and so on Monday the 14th, as from the 23rd
// and the 24th.
func TestADayThatIsNotWorkedGivesSlack(t *testing.T) {
	d, err := Load([]byte(`
id: test.roll
calendar: rs
timezone: Europe/Belgrade
stages:
  - {id: call, kind: notice, outcomes: [{id: o, next: talk}]}
  - {id: talk, kind: consultation, windows: [{id: w, kind: min, term: 20d, from: publication}], outcomes: [{id: o, next: end, ends: completed}]}
`))
	if err != nil {
		t.Fatal(err)
	}
	for from, want := range map[string]int{"2026-11-21": 0, "2026-11-22": 2, "2026-11-23": 1, "2026-11-24": 0} {
		call := timeline(t, d, from).Stages[0]
		if !call.Critical || *call.Slack != want {
			t.Errorf("from %s: got critical %t, slack %d, want %d", from, call.Critical, *call.Slack, want)
		}
	}
}

func TestSlackIsAsLongAsItCanBeWithoutMovingAnything(t *testing.T) {
	for _, d := range Shipped() {
		for _, from := range []string{"2026-01-01", "2026-04-08", "2026-11-23", "2026-12-30"} {
			tl := timeline(t, d, from)
			first, last := tl.Stages[0], tl.CriticalPath[len(tl.CriticalPath)-1]
			for _, s := range tl.Stages {
				for _, x := range s.Terms {
					if x.Kind == MaxWindow && (x.Critical || x.Slack != nil) {
						t.Errorf("%s from %s: the longest term %s of %s is waited for", d.ID, from, x.ID, s.ID)
					}
				}
				if s.ID == last && *s.Slack != 0 {
					t.Errorf("%s from %s: %s is what the rest is for, and has slack %d", d.ID, from, s.ID, *s.Slack)
				}
			}
			if first.Slack == nil {
				t.Errorf("%s from %s: the first stage has no slack at all", d.ID, from)
			}
		}
	}
}
