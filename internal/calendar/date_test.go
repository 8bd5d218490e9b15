package calendar

import (
	"encoding/json"
	"testing"
	"time"
)

func day(t testing.TB, s string) Date {
	t.Helper()
	d, err := ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func term(t testing.TB, s string) Term {
	t.Helper()
	p, err := ParseTerm(s)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func serbiaOf(t testing.TB) Calendar {
	t.Helper()
	c, err := Get("rs")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestDatesThatAreNoDaysAreRefused(t *testing.T) {
	for _, s := range []string{"", "2026-2-3", "2026-02-30", "2025-02-29", "23. 11. 2026.", "2026-11-23T00:00:00Z", "1582-12-31", "0000-01-01", "-026-01-01", "2026-13-01"} {
		d, err := ParseDate(s)
		if err == nil {
			t.Errorf("ParseDate(%q): got %v, want an error", s, d)
		}
	}
}

func TestADateComesBackFromItsSpelling(t *testing.T) {
	d := Date{2023, time.December, 1}
	for range 2000 {
		if got := day(t, d.String()); got != d {
			t.Fatalf("got %v, want %v", got, d)
		}
		next := d.AddDays(1)
		if !next.After(d) || !d.Before(next) || d.DaysUntil(next) != 1 || next.AddDays(-1) != d {
			t.Fatalf("%v and %v are not one day apart", d, next)
		}
		if next.Weekday() != (d.Weekday()+1)%7 {
			t.Fatalf("got %v after %v", next.Weekday(), d.Weekday())
		}
		d = next
	}
}

func TestMonthsEndOnTheSameDayOrTheLast(t *testing.T) {
	for _, c := range []struct {
		from   string
		months int
		want   string
	}{
		{"2026-01-31", 1, "2026-02-28"},
		{"2024-01-31", 1, "2024-02-29"},
		{"2026-08-31", 6, "2027-02-28"},
		{"2026-11-23", 12, "2027-11-23"},
		{"2024-02-29", 12, "2025-02-28"},
		{"2026-03-31", -1, "2026-02-28"},
	} {
		if got := day(t, c.from).AddMonths(c.months); got != day(t, c.want) {
			t.Errorf("%s and %d months: got %s, want %s", c.from, c.months, got, c.want)
		}
	}
}

func TestDatesAndTermsAreStringsInJSON(t *testing.T) {
	type both struct {
		D Date
		T Term
	}
	in := both{Date{2026, time.November, 23}, Term{8, DaysNoRoll}}
	b, err := json.Marshal(in)
	if err != nil || string(b) != `{"D":"2026-11-23","T":"8d!"}` {
		t.Fatalf("got %s, %v", b, err)
	}
	var out both
	err = json.Unmarshal(b, &out)
	if err != nil || out != in {
		t.Errorf("got %v, %v, want %v", out, err, in)
	}
	if err := json.Unmarshal([]byte(`{"D":"23.11.2026"}`), &out); err == nil {
		t.Error("a date that is none was taken")
	}
	if err := json.Unmarshal([]byte(`{"T":"8"}`), &out); err == nil {
		t.Error("a term without a unit was taken")
	}
}

func TestTermsAreReadAsTheyAreWritten(t *testing.T) {
	for s, want := range map[string]Term{"15d": {15, Days}, "8d!": {8, DaysNoRoll}, "10wd": {10, WorkingDays}, "4w": {4, Weeks}, "6mo": {6, Months}, "1y": {1, Years},
		"@01-31": {131, OnDate}, "@12-01": {1201, OnDate}, "@12-31!": {1231, OnDateItself}} {
		if got := term(t, s); got != want || got.String() != s {
			t.Errorf("%s: got %v, want %v", s, got, want)
		}
	}
	for _, s := range []string{"", "d", "15", "0d", "-1d", "+1d", "01d", "1 d", "1.5d", "15D", "15days", "10wd!", "4w!", "1d!!", "101y", "1201mo", "5201w", "2501wd",
		"36501d", "36501d!", "99999999999999999999d", "१d", "1h", "@", "@1-31", "@01-32",
		"@02-29", "@00-10", "@13-01", "@01-31!!", "@!", "@02-29!", "@2026-01-31", "@01-31 "} {
		got, err := ParseTerm(s)
		if err == nil {
			t.Errorf("ParseTerm(%q): got %v, want an error", s, got)
		}
	}
}

func FuzzParseTerm(f *testing.F) {
	for _, s := range []string{"15d", "8d!", "10wd", "4w", "6mo", "1y", "0d", "d!", "99999d", "@01-31", "@02-28", "@02-29", "@12-31", "@12-31!"} {
		f.Add(s)
	}
	start := Date{2026, time.November, 23}
	rs := serbiaOf(f)
	f.Fuzz(func(t *testing.T, s string) {
		p, err := ParseTerm(s)
		if err != nil {
			return
		}
		if p.String() != s {
			t.Fatalf("read %q, wrote %q", s, p)
		}
		r := rs.Due(start, p)
		if !r.Due.After(start) || r.Due.Before(r.Raw) {
			t.Fatalf("%s from %s ends on %s, raw %s", p, start, r.Due, r.Raw)
		}
	})
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"2026-11-23", "2024-02-29", "9999-12-31", "1583-01-01", "2026-02-30"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := ParseDate(s)
		if err == nil && d.String() != s {
			t.Fatalf("read %q, wrote %q", s, d)
		}
	})
}
