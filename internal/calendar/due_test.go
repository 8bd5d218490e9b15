package calendar

import (
	"encoding/json"
	"testing"
	"time"
)

func TestDeadlines(t *testing.T) {
	for _, c := range []struct {
		name, start, term, raw, due string
	}{
		{"comments on a debate", "2026-07-08", "15d", "2026-07-23", "2026-07-23"},
		{"a debate", "2026-07-08", "20d", "2026-07-28", "2026-07-28"},
		{"the last day is Easter Sunday", "2026-03-23", "20d", "2026-04-12", "2026-04-14"},
		{"a Saturday before a state holiday and its substitute", "2026-01-30", "15d", "2026-02-14", "2026-02-18"},
		{"working days over a state holiday", "2026-02-06", "10wd", "2026-02-24", "2026-02-24"},
		{"working days over Easter", "2026-04-02", "10wd", "2026-04-20", "2026-04-20"},
		{"working days over New Year and Christmas", "2026-12-18", "20wd", "2027-01-19", "2027-01-19"},
		{"working days over Easter with Labour Day", "2027-04-22", "10wd", "2027-05-11", "2027-05-11"},
		{"a holiday on a Saturday", "2026-04-24", "8d", "2026-05-02", "2026-05-04"},
		{"entry into force", "2026-03-02", "8d!", "2026-03-10", "2026-03-10"},
		{"entry into force on a Saturday", "2019-02-08", "8d!", "2019-02-16", "2019-02-16"},
		{"four weeks", "2026-11-23", "4w", "2026-12-21", "2026-12-21"},
		{"six months from the end of August", "2026-08-31", "6mo", "2027-02-28", "2027-03-01"},
		{"a year from a leap day", "2024-02-29", "1y", "2025-02-28", "2025-02-28"},
		{"by 31 January, a Sunday", "2026-11-23", "@01-31", "2027-01-31", "2027-02-01"},
		{"on 31 December, a Sunday before a holiday", "2028-02-01", "@12-31!", "2028-12-31", "2028-12-31"},
		{"on 31 December, from that day", "2028-12-31", "@12-31!", "2029-12-31", "2029-12-31"},
		{"by 31 January, from that day", "2025-01-31", "@01-31", "2026-01-31", "2026-02-02"},
		{"by 31 January, from the day before", "2025-01-30", "@01-31", "2025-01-31", "2025-01-31"},
		{"by 15 February, a state holiday with the next and its substitute", "2026-02-01", "@02-15", "2026-02-15", "2026-02-18"},
		{"the debate of the contract", "2026-12-14", "20d", "2027-01-03", "2027-01-04"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := serbiaOf(t).Due(day(t, c.start), term(t, c.term))
			if r.Raw != day(t, c.raw) || r.Due != day(t, c.due) || r.Rolled != (c.raw != c.due) {
				t.Errorf("got raw %s, due %s, rolled %v, want raw %s, due %s", r.Raw, r.Due, r.Rolled, c.raw, c.due)
			}
		})
	}
}

func TestTheResultIsWrittenAsPromised(t *testing.T) {
	for s, want := range map[string]string{
		"10wd":   `{"start":"2026-02-06","term":"10wd","raw":"2026-02-24","due":"2026-02-24","rolled":false,"skipped":["2026-02-16","2026-02-17"]}`,
		"8d":     `{"start":"2026-02-06","term":"8d","raw":"2026-02-14","due":"2026-02-18","rolled":true,"skipped":["2026-02-16","2026-02-17"]}`,
		"@02-14": `{"start":"2026-02-06","term":"@02-14","raw":"2026-02-14","due":"2026-02-18","rolled":true,"skipped":["2026-02-16","2026-02-17"]}`,
		"1d!":    `{"start":"2026-02-06","term":"1d!","raw":"2026-02-07","due":"2026-02-07","rolled":false,"skipped":[]}`,
	} {
		b, err := json.Marshal(serbiaOf(t).Due(day(t, "2026-02-06"), term(t, s)))
		if err != nil || string(b) != want {
			t.Errorf("%s: got %s, %v, want %s", s, b, err, want)
		}
	}
}

func TestCivilDaysEndAtMidnightInBelgrade(t *testing.T) {
	rs := serbiaOf(t)
	for _, c := range []struct {
		name, day, end string
		hours          int
	}{
		{"in winter", "2026-11-23", "2026-11-23T23:00:00Z", 24},
		{"in summer", "2026-07-28", "2026-07-28T22:00:00Z", 24},
		{"when the clock goes forward", "2026-03-29", "2026-03-29T22:00:00Z", 23},
		{"when the clock goes back", "2026-10-25", "2026-10-25T23:00:00Z", 25},
		{"at the end of the year", "2026-12-31", "2026-12-31T23:00:00Z", 24},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := day(t, c.day)
			end := rs.EndOfDay(d)
			if got := end.Format(time.RFC3339); got != c.end || end.Location() != time.UTC {
				t.Errorf("got %s, want %s", got, c.end)
			}
			if got := end.Sub(rs.StartOfDay(d)); got != time.Duration(c.hours)*time.Hour {
				t.Errorf("got a day of %s, want %d hours", got, c.hours)
			}
			if last := rs.DateOf(end.Add(-time.Nanosecond)); last != d {
				t.Errorf("got %s in the last instant, want %s", last, d)
			}
			if next := rs.DateOf(end); next != d.AddDays(1) {
				t.Errorf("got %s at the end, want the next day", next)
			}
		})
	}
}

func TestATermHasPassedAfterItsLastDayOrOnTheDayItNames(t *testing.T) {
	rs := serbiaOf(t)
	for s, want := range map[string]string{"8d": "2026-03-10T23:00:00Z", "8d!": "2026-03-09T23:00:00Z"} {
		got := rs.EndOf(rs.Due(day(t, "2026-03-02"), term(t, s))).Format(time.RFC3339)
		if got != want {
			t.Errorf("%s: got %s, want %s", s, got, want)
		}
	}
}

func TestCalendarsThatAreNotKnownAreRefused(t *testing.T) {
	_, err := Get("xx")
	if err == nil {
		t.Error("got a calendar for xx")
	}
	if got := serbiaOf(t).ID(); got != "rs" {
		t.Errorf("got %q, want rs", got)
	}
}
