package procedure

import (
	"testing"

	"github.com/rasprava/rasprava/internal/calendar"
)

func TestATermIsCountedAgainWhenADayIsAddedOrRevoked(t *testing.T) {
	rs, err := calendar.Get("rs")
	if err != nil {
		t.Fatal(err)
	}
	on := func(s string) calendar.Date {
		d, err := calendar.ParseDate(s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	for _, c := range []struct {
		name        string
		kind        WindowKind
		term, start string
		due         string
		set         bool
		changed     string
		added       bool
		want        string
	}{
		{"the last day of a debate becomes free", MinWindow, "20d", "2026-10-08", "2026-10-28", false, "2026-10-28", true, "2026-10-29"},
		{"a day in the middle of calendar days changes nothing", MinWindow, "20d", "2026-10-08", "2026-10-28", false, "2026-10-20", true, "2026-10-28"},
		{"a day in the middle of working days moves their end over a weekend", MaxWindow, "10wd", "2026-10-12", "2026-10-26", false, "2026-10-20", true, "2026-10-27"},
		{"a Friday becomes free: the next working day is Monday", CommentMinWindow, "15d", "2026-10-08", "2026-10-23", false, "2026-10-23", true, "2026-10-26"},
		{"what never rolls stays where it falls", MinWindow, "8d!", "2026-10-12", "2026-10-20", false, "2026-10-20", true, "2026-10-20"},
		{"a debate is not made shorter when the day is worked again", MinWindow, "20d", "2026-10-08", "2026-10-29", false, "2026-10-28", false, "2026-10-29"},
		{"nor is the time for comments", CommentMinWindow, "15d", "2026-10-08", "2026-10-26", false, "2026-10-23", false, "2026-10-26"},
		{"a duty goes back to its own day", MaxWindow, "10wd", "2026-10-12", "2026-10-27", false, "2026-10-20", false, "2026-10-26"},
		{"but not to one that has passed", MaxWindow, "5wd", "2026-10-06", "2026-10-14", false, "2026-10-13", false, "2026-10-14"},
		{"an extension stays where it was set", MinWindow, "20d", "2026-10-08", "2026-11-04", true, "2026-10-28", true, "2026-11-04"},
		{"an extension to the day itself goes to the next", MinWindow, "20d", "2026-10-08", "2026-11-04", true, "2026-11-04", true, "2026-11-05"},
		{"an extension to a Sunday stays, whatever is added", MinWindow, "20d", "2026-10-08", "2026-11-08", true, "2026-11-09", true, "2026-11-08"},
		{"an extension that the count has come past", MinWindow, "20wd", "2026-10-08", "2026-11-06", true, "2026-10-20", true, "2026-11-06"},
		{"an extension by a day that the count now passes", MinWindow, "20d", "2026-10-07", "2026-10-27", true, "2026-10-27", true, "2026-10-28"},
	} {
		t.Run(c.name, func(t *testing.T) {
			cal := rs
			if c.added {
				cal = rs.With(calendar.Holiday{Date: on(c.changed), NameSr: "Дан жалости", NameEn: "Day of mourning", Kind: calendar.Added})
			}
			term, err := calendar.ParseTerm(c.term)
			if err != nil {
				t.Fatal(err)
			}
			got, moved := Recount(cal, Counted{Kind: c.kind, Term: term, Start: on(c.start), Due: on(c.due), Set: c.set}, on(c.changed), on("2026-10-15"))
			if got.Due != on(c.want) || moved != (c.want != c.due) {
				t.Errorf("got %s, moved %v, want %s", got.Due, moved, c.want)
			}
			if got.Due.Before(got.Raw) || got.Rolled != (got.Due != got.Raw) {
				t.Errorf("got raw %s, due %s, rolled %v", got.Raw, got.Due, got.Rolled)
			}
		})
	}
}

func TestAPlanKnowsTheDaysThatWereAdded(t *testing.T) {
	var short *Definition
	for _, d := range Shipped() {
		if d.ID == "test.two_stage" {
			short = d
		}
	}
	ends := func(d *Definition) string {
		line, err := d.Timeline(calendar.Date{Year: 2026, Month: 10, Day: 5})
		if err != nil {
			t.Fatal(err)
		}
		return line.Stages[1].EarliestEnd.String()
	}
	// The consultation is published on Monday 5 October 2026 and lasts five days:
	// Saturday the 10th, which rolls to Monday the 12th.
	with := short.With(calendar.Holiday{Date: calendar.Date{Year: 2026, Month: 10, Day: 12}, NameSr: "Дан жалости", NameEn: "Day of mourning", Kind: calendar.Added})
	if got := ends(short); got != "2026-10-12" {
		t.Errorf("without: got %s", got)
	}
	if got := ends(with); got != "2026-10-13" {
		t.Errorf("with a free Monday: got %s", got)
	}
	if got := ends(with.For(map[string]string{})); got != "2026-10-13" {
		t.Errorf("applied to an act: got %s", got)
	}
	if short.With() != short || ends(short) != "2026-10-12" {
		t.Error("the law itself was changed")
	}
}
