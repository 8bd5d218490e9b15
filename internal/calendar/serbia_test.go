package calendar

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestOrthodoxEaster(t *testing.T) {
	for _, s := range []string{"2016-05-01", "2024-05-05", "2025-04-20", "2026-04-12", "2027-05-02", "2028-04-16", "2029-04-08", "2030-04-28",
		"2031-04-13", "2032-05-02", "2033-04-24"} {
		want := day(t, s)
		if got := orthodoxEaster(want.Year); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestASundayAmongStateHolidaysGivesTheNextWorkingDay(t *testing.T) {
	want := map[int][]string{2016: {"2016-05-03"}, 2017: {"2017-01-03"}, 2018: {"2018-11-12"}, 2019: nil, 2020: {"2020-02-17"}, 2021: {"2021-05-04"},
		2022: {"2022-01-03", "2022-05-03"}, 2023: {"2023-01-03"}, 2024: nil, 2025: {"2025-02-17"}, 2026: {"2026-02-17"}, 2027: {"2027-05-04"},
		2028: {"2028-01-03"}, 2029: {"2029-11-12"}, 2030: nil, 2031: {"2031-02-17"}, 2032: {"2032-02-17", "2032-05-04"}}
	for year, dates := range want {
		var got []string
		for _, h := range serbiaOf(t).Days(year) {
			if h.Kind == Substitute {
				got = append(got, h.Date.String())
			}
		}
		if d := cmp.Diff(dates, got); d != "" {
			t.Errorf("substitutes of %d (-want +got):\n%s", year, d)
		}
	}
}

func TestTheDaysOf2027(t *testing.T) {
	var got []string
	for _, h := range serbiaOf(t).Days(2027) {
		got = append(got, h.Date.String()+" "+string(h.Kind)+" "+h.NameSr)
	}
	want := []string{
		"2027-01-01 state Нова година",
		"2027-01-02 state Нова година",
		"2027-01-07 religious Божић",
		"2027-02-15 state Сретење – Дан државности",
		"2027-02-16 state Сретење – Дан државности",
		"2027-04-30 religious Велики петак",
		"2027-05-01 state Празник рада; Велика субота",
		"2027-05-02 state Празник рада; Васкрс",
		"2027-05-03 religious Васкршњи понедељак",
		"2027-05-04 substitute Празник рада (нерадни дан уместо недеље)",
		"2027-11-11 state Дан примирја у Првом светском рату",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestDaysStandInOrderEachOnceWithBothNames(t *testing.T) {
	for year := 1900; year <= 2200; year++ {
		days := serbiaOf(t).Days(year)
		for i, h := range days {
			if i > 0 && !days[i-1].Date.Before(h.Date) {
				t.Fatalf("%s does not come after %s", h.Date, days[i-1].Date)
			}
			if h.NameSr == "" || h.NameEn == "" || h.Date.Year != year {
				t.Fatalf("got %+v in %d", h, year)
			}
			if h.Kind == Substitute && isWeekend(h.Date) {
				t.Fatalf("%s is given for a Sunday, but is a weekend itself", h.Date)
			}
		}
	}
}

func TestWorkingHolidaysAreWorked(t *testing.T) {
	for _, s := range []string{"2026-01-27", "2026-04-22", "2025-05-09", "2027-06-28", "2026-09-15", "2026-10-21", "2026-12-25"} {
		if !serbiaOf(t).IsWorking(day(t, s)) {
			t.Errorf("%s: got a day off", s)
		}
	}
	for _, s := range []string{"2026-11-11", "2026-11-14", "2026-11-15", "2026-02-17"} {
		if serbiaOf(t).IsWorking(day(t, s)) {
			t.Errorf("%s: got a working day", s)
		}
	}
}

// The oracle knows the law in another way: Easter from the paschal full moon of
// the Julian calendar, and every year's days off as a set.

func oracleEaster(year int) Date {
	moon := [19]string{"04-05", "03-25", "04-13", "04-02", "03-22", "04-10", "03-30", "04-18", "04-07", "03-27", "04-15", "04-04", "03-24", "04-12", "04-01",
		"03-21", "04-09", "03-29", "04-17"}[year%19]
	m, _ := time.Parse("01-02", moon) // of the table above
	// The Julian date as a day number (Fliegel and Van Flandern's rule), then the Sunday after it.
	y, mo := year, int(m.Month())
	a := (14 - mo) / 12
	n := m.Day() + (153*(mo+12*a-3)+2)/5 + 365*(y+4800-a) + (y+4800-a)/4 - 32083
	n += 7 - (n+1)%7
	return Date{1970, time.January, 1}.AddDays(n - 2440588)
}

func oracleOff(from, to int) map[Date]bool {
	off := map[Date]bool{}
	for y := from; y <= to; y++ {
		state := []Date{{y, 1, 1}, {y, 1, 2}, {y, 2, 15}, {y, 2, 16}, {y, 5, 1}, {y, 5, 2}, {y, 11, 11}}
		for _, d := range append(slices.Clone(state), Date{y, 1, 7}) {
			off[d] = true
		}
		for i := -2; i <= 1; i++ {
			off[oracleEaster(y).AddDays(i)] = true
		}
		for _, d := range state {
			if d.Weekday() == time.Sunday {
				d = d.AddDays(1)
				for off[d] {
					d = d.AddDays(1)
				}
				off[d] = true
			}
		}
	}
	return off
}

func TestThirtyYearsOfDeadlinesAgreeWithCountingDayByDay(t *testing.T) {
	const from, to = 2012, 2041
	off := oracleOff(from, to+2)
	rs := serbiaOf(t)
	worked := func(d Date) bool {
		return d.Weekday() != time.Saturday && d.Weekday() != time.Sunday && !off[d]
	}
	for start := (Date{from, 1, 1}); start.Year <= to; start = start.AddDays(1) {
		n := 1 + (start.Day*7+int(start.Month)*3+start.Year)%40
		for _, unit := range []Unit{Days, DaysNoRoll, WorkingDays, Weeks} {
			var raw Date
			d, skipped := start, []Date{}
			switch unit {
			case WorkingDays:
				for left := n; left > 0; {
					d = d.AddDays(1)
					switch {
					case worked(d):
						left--
					case d.Weekday() != time.Saturday && d.Weekday() != time.Sunday:
						skipped = append(skipped, d)
					}
				}
				raw = d
			default:
				count := n
				if unit == Weeks {
					count = 7 * n
				}
				for range count {
					d = d.AddDays(1)
				}
				raw = d
				for unit != DaysNoRoll && !worked(d) {
					if d.Weekday() != time.Saturday && d.Weekday() != time.Sunday {
						skipped = append(skipped, d)
					}
					d = d.AddDays(1)
				}
			}
			want := Result{Start: start, Term: Term{n, unit}, Raw: raw, Due: d, Rolled: raw != d, Skipped: skipped}
			if diff := cmp.Diff(want, rs.Due(start, Term{n, unit})); diff != "" {
				t.Fatalf("%d%s from %s (-want +got):\n%s", n, unit, start, diff)
			}
		}
	}
}
