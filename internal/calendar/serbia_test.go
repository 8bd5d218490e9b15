package calendar

import (
	"testing"

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
