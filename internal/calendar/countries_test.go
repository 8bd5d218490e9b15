package calendar

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func get(t testing.TB, id string) Calendar {
	t.Helper()
	c, err := Get(id)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// weekdaysOff returns the holidays of a year from Monday to Friday, by their
// English names.
func weekdaysOff(c Calendar, year int) map[string]string {
	off := map[string]string{}
	for _, h := range c.Days(year) {
		if !isWeekend(h.Date) {
			off[h.Date.String()] = h.NameEn
		}
	}
	return off
}

func TestWesternEaster(t *testing.T) {
	// As published by the observatories; 1961 and 2285 are the ends of the range
	// of dates, 1818 the earliest there is.
	for _, s := range []string{"1818-03-22", "1943-04-25", "2000-04-23", "2019-04-21", "2020-04-12", "2021-04-04", "2022-04-17", "2023-04-09", "2024-03-31",
		"2025-04-20", "2026-04-05", "2027-03-28", "2028-04-16", "2029-04-01", "2030-04-21", "2038-04-25"} {
		want := day(t, s)
		if got := westernEaster(want.Year); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestTheHolidaysThatAYearHasFromMondayToFriday(t *testing.T) {
	for _, c := range []struct {
		name, calendar string
		year           int
		want           map[string]string
	}{
		{"Croatia: Easter 5 April, so that Corpus Christi is 4 June; 30 May, 15 August, 1 November and 26 December are weekend days and move nowhere", "hr", 2026, map[string]string{
			"2026-01-01": "New Year's Day", "2026-01-06": "Epiphany", "2026-04-06": "Easter Monday", "2026-05-01": "Labour Day", "2026-06-04": "Corpus Christi",
			"2026-06-22": "Anti-Fascist Struggle Day", "2026-08-05": "Victory and Homeland Thanksgiving Day and Croatian Defenders' Day",
			"2026-11-18": "Remembrance Day for the victims of the Homeland War and of Vukovar and Škabrnja", "2026-12-25": "Christmas Day"}},
		{"Slovenia: Prešeren Day, 2 May, 15 August, 31 October, 1 November and 26 December are weekend days", "si", 2026, map[string]string{
			"2026-01-01": "New Year's Day", "2026-01-02": "New Year's Day", "2026-04-06": "Easter Monday", "2026-04-27": "Day of Uprising against the Occupier",
			"2026-05-01": "Labour Day", "2026-06-25": "Statehood Day", "2026-12-25": "Christmas Day"}},
		{"Slovenia in the year of the floods has Monday 14 August beside Tuesday 15 August", "si", 2023, map[string]string{
			"2023-01-02": "New Year's Day", "2023-02-08": "Prešeren Day, the Slovenian cultural holiday", "2023-04-10": "Easter Monday",
			"2023-04-27": "Day of Uprising against the Occupier", "2023-05-01": "Labour Day", "2023-05-02": "Labour Day", "2023-08-14": "Solidarity Day",
			"2023-08-15": "Assumption of Mary", "2023-10-31": "Reformation Day", "2023-11-01": "Remembrance Day", "2023-12-25": "Christmas Day",
			"2023-12-26": "Independence and Unity Day"}},
		{"Estonia: Easter Monday is worked; 26 December is a Saturday", "ee", 2026, map[string]string{
			"2026-01-01": "New Year's Day", "2026-02-24": "Independence Day", "2026-04-03": "Good Friday", "2026-05-01": "Spring Day", "2026-06-23": "Victory Day",
			"2026-06-24": "Midsummer Day", "2026-08-20": "Day of Restoration of Independence", "2026-12-24": "Christmas Eve", "2026-12-25": "Christmas Day"}},
		{"the institutions in 2023, as published in 2021/C 201 I/02 for Brussels: eighteen days", "eu", 2023, map[string]string{
			"2023-01-02": "Day after New Year's Day", "2023-04-06": "Maundy Thursday", "2023-04-07": "Good Friday", "2023-04-10": "Easter Monday",
			"2023-05-01": "Labour Day", "2023-05-09": "Anniversary of the Schuman Declaration", "2023-05-18": "Ascension Day", "2023-05-19": "Day after Ascension Day",
			"2023-05-29": "Whit Monday", "2023-07-21": "Belgian National Day", "2023-08-15": "Assumption", "2023-11-01": "All Saints' Day", "2023-11-02": "All Souls' Day",
			"2023-12-25": "Christmas Day", "2023-12-26": "End-of-year day", "2023-12-27": "End-of-year day", "2023-12-28": "End-of-year day", "2023-12-29": "End-of-year day"}},
		{"the institutions in 2014, as published in 2013/C 39/03: eighteen days, both days of November on a weekend", "eu", 2014, map[string]string{
			"2014-01-01": "New Year's Day", "2014-01-02": "Day after New Year's Day", "2014-04-17": "Maundy Thursday", "2014-04-18": "Good Friday",
			"2014-04-21": "Easter Monday", "2014-05-01": "Labour Day", "2014-05-09": "Anniversary of the Schuman Declaration", "2014-05-29": "Ascension Day",
			"2014-05-30": "Day after Ascension Day", "2014-06-09": "Whit Monday", "2014-07-21": "Belgian National Day", "2014-08-15": "Assumption",
			"2014-12-24": "End-of-year day", "2014-12-25": "Christmas Day", "2014-12-26": "End-of-year day", "2014-12-29": "End-of-year day",
			"2014-12-30": "End-of-year day", "2014-12-31": "End-of-year day"}},
		{"the United States: 4 July 2026 is a Saturday and is kept on Friday", "us", 2026, map[string]string{
			"2026-01-01": "New Year's Day", "2026-01-19": "Birthday of Martin Luther King, Jr.", "2026-02-16": "Washington's Birthday", "2026-05-25": "Memorial Day",
			"2026-06-19": "Juneteenth National Independence Day", "2026-07-03": "Independence Day (in place of Saturday)", "2026-09-07": "Labor Day",
			"2026-10-12": "Columbus Day", "2026-11-11": "Veterans Day", "2026-11-26": "Thanksgiving Day", "2026-12-25": "Christmas Day"}},
		{"the United States: 1 January 2022 is a Saturday and is kept in 2021; Juneteenth is a Saturday, 4 July a Sunday, Christmas a Saturday", "us", 2021, map[string]string{
			"2021-01-01": "New Year's Day", "2021-01-18": "Birthday of Martin Luther King, Jr.", "2021-02-15": "Washington's Birthday", "2021-05-31": "Memorial Day",
			"2021-06-18": "Juneteenth National Independence Day (in place of Saturday)", "2021-07-05": "Independence Day (in place of Sunday)",
			"2021-09-06": "Labor Day", "2021-10-11": "Columbus Day", "2021-11-11": "Veterans Day", "2021-11-25": "Thanksgiving Day",
			"2021-12-24": "Christmas Day (in place of Saturday)", "2021-12-31": "New Year's Day (in place of Saturday)"}},
		{"England: Christmas is a Saturday, so that Monday is its substitute and Tuesday that of Boxing Day", "uk", 2021, map[string]string{
			"2021-01-01": "New Year's Day", "2021-04-02": "Good Friday", "2021-04-05": "Easter Monday", "2021-05-03": "Early May bank holiday",
			"2021-05-31": "Spring bank holiday", "2021-08-30": "Summer bank holiday", "2021-12-27": "Christmas Day (in place of Saturday)",
			"2021-12-28": "Boxing Day (in place of Sunday)"}},
		{"England in 2022: New Year's Day a Saturday, the spring holiday moved, two days added, Christmas a Sunday whose substitute jumps over Boxing Day", "uk", 2022, map[string]string{
			"2022-01-03": "New Year's Day (in place of Saturday)", "2022-04-15": "Good Friday", "2022-04-18": "Easter Monday", "2022-05-02": "Early May bank holiday",
			"2022-06-02": "Spring bank holiday", "2022-06-03": "Platinum Jubilee bank holiday", "2022-08-29": "Summer bank holiday",
			"2022-09-19": "State Funeral of Queen Elizabeth II", "2022-12-26": "Boxing Day", "2022-12-27": "Christmas Day (in place of Sunday)"}},
		{"England in 2026: Boxing Day is a Saturday and is kept on Monday", "uk", 2026, map[string]string{
			"2026-01-01": "New Year's Day", "2026-04-03": "Good Friday", "2026-04-06": "Easter Monday", "2026-05-04": "Early May bank holiday",
			"2026-05-25": "Spring bank holiday", "2026-08-31": "Summer bank holiday", "2026-12-25": "Christmas Day", "2026-12-28": "Boxing Day (in place of Saturday)"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if d := cmp.Diff(c.want, weekdaysOff(get(t, c.calendar), c.year)); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}

func TestEveryCalendarNamesItsDaysInBothLanguagesAndInOrder(t *testing.T) {
	for _, id := range IDs() {
		c := get(t, id)
		for year := 1990; year <= 2100; year++ {
			days := c.Days(year)
			if len(days) < 8 {
				t.Fatalf("%s has %d days in %d", id, len(days), year)
			}
			for i, h := range days {
				if i > 0 && !days[i-1].Date.Before(h.Date) || h.Date.Year != year {
					t.Fatalf("%s: got %s after %s", id, h.Date, days[max(i-1, 0)].Date)
				}
				if h.NameEn == "" || !cyrillic(h.NameSr) || h.Kind == Substitute && isWeekend(h.Date) {
					t.Fatalf("%s: got %+v", id, h)
				}
			}
		}
	}
}

func cyrillic(s string) bool {
	for _, r := range s {
		if r >= 'A' && r <= 'z' && r != 'I' { // numbers of kings and queens
			return false
		}
	}
	return s != ""
}

func TestDaysEndInTheZoneOfTheCalendar(t *testing.T) {
	for id, want := range map[string]string{"rs": "2026-11-30T23:00:00Z", "hr": "2026-11-30T23:00:00Z", "si": "2026-11-30T23:00:00Z", "ee": "2026-11-30T22:00:00Z",
		"eu": "2026-11-30T23:00:00Z", "us": "2026-12-01T05:00:00Z", "uk": "2026-12-01T00:00:00Z"} {
		if got := get(t, id).EndOfDay(day(t, "2026-11-30")).Format(time.RFC3339); got != want {
			t.Errorf("%s: got %s, want %s", id, got, want)
		}
	}
}

func TestADayThatWasAddedIsNotWorked(t *testing.T) {
	mourning := Holiday{day(t, "2026-11-24"), "Дан жалости", "Day of mourning", Added}
	rs := serbiaOf(t)
	with := rs.With(mourning)
	if !rs.IsWorking(mourning.Date) || with.IsWorking(mourning.Date) {
		t.Error("the day is off without being added, or on with it")
	}
	if got := with.Due(day(t, "2026-11-09"), term(t, "15d")); got.Due != day(t, "2026-11-25") || !got.Rolled {
		t.Errorf("a term that ends on it: got %+v", got)
	}
	if got := with.Due(day(t, "2026-11-20"), term(t, "2wd")); got.Due != day(t, "2026-11-25") || len(got.Skipped) != 1 {
		t.Errorf("a term in working days: got %+v", got)
	}
	if got := len(with.Days(2026)) - len(rs.Days(2026)); got != 1 {
		t.Errorf("got %d days more in its year", got)
	}
	if d := cmp.Diff(rs.Days(2027), with.Days(2027)); d != "" {
		t.Errorf("it changes another year:\n%s", d)
	}
	same := rs.With(Holiday{day(t, "2026-11-11"), "Дан жалости", "Day of mourning", Added})
	for _, h := range same.Days(2026) {
		if h.Date == day(t, "2026-11-11") && (h.NameEn != "Armistice Day; Day of mourning" || h.Kind != State) {
			t.Errorf("on a holiday: got %+v", h)
		}
	}
	// 15 February 2026 is a Sunday; its substitute would be the 17th.
	after := rs.With(Holiday{day(t, "2026-02-17"), "Избори", "Election", Added})
	if after.IsWorking(day(t, "2026-02-18")) || !after.IsWorking(day(t, "2026-02-19")) {
		t.Error("a substitute does not come after a day that was added")
	}
}

func TestAnyPartOfACivilDayTouchesIt(t *testing.T) {
	rs := serbiaOf(t)
	at := func(s string) time.Time {
		p, err := time.Parse(time.RFC3339, s)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	for _, c := range []struct {
		name, from, until string
		want              int
	}{
		{"within a day", "2026-10-28T09:00:00Z", "2026-10-28T10:00:00Z", 1},
		{"a minute over midnight in Belgrade", "2026-10-28T22:30:00Z", "2026-10-28T23:01:00Z", 2},
		{"until midnight itself", "2026-10-28T20:00:00Z", "2026-10-28T23:00:00Z", 1},
		{"over the day on which the clock goes back", "2026-10-24T21:59:00Z", "2026-10-25T23:30:00Z", 3},
		{"no time at all", "2026-10-28T09:00:00Z", "2026-10-28T09:00:00Z", 0},
		{"backwards", "2026-10-28T09:00:00Z", "2026-10-27T09:00:00Z", 0},
	} {
		if got := rs.DaysTouched(at(c.from), at(c.until)); got != c.want {
			t.Errorf("%s: got %d, want %d", c.name, got, c.want)
		}
	}
	if got := rs.Later(day(t, "2026-10-30"), 1); got != day(t, "2026-11-02") {
		t.Errorf("got %s a day after a Friday", got)
	}
}
