package calendar

import (
	"testing"
	"time"
)

// The almanac knows days, feasts and holidays in another way than the tables: it
// is written by walking from one day to the next, with the lengths of the months,
// the days of the week and the moons of Easter, and without package time.

const (
	almanacFrom = 2011 // one year before the first start of a term
	almanacTo   = 2046 // beyond the last day of any
)

// leaf is a day of the almanac.
type leaf struct {
	Date
	weekday  time.Weekday
	n        int // days since 1 January 1970
	western  int // days since the Easter of its year by the Gregorian reckoning; negative before
	orthodox int // the same by the Julian one
	left     int // days that its month has after it
}

func (l leaf) weekend() bool { return l.weekday == time.Saturday || l.weekday == time.Sunday }

func (l leaf) is(month time.Month, day int) bool { return l.Month == month && l.Day == day }

// paschalMoons are the full moons of Easter by the golden number of the year: of
// the Gregorian reckoning for 1900 to 2199 (Book of Common Prayer, 1752, Table to
// find Easter), and of the Julian one, as Julian dates.
var paschalMoons = struct{ western, julian [19][2]int }{
	western: [19][2]int{{4, 14}, {4, 3}, {3, 23}, {4, 11}, {3, 31}, {4, 18}, {4, 8}, {3, 28}, {4, 16}, {4, 5}, {3, 25}, {4, 13}, {4, 2}, {3, 22}, {4, 10}, {3, 30},
		{4, 17}, {4, 7}, {3, 27}},
	julian: [19][2]int{{4, 5}, {3, 25}, {4, 13}, {4, 2}, {3, 22}, {4, 10}, {3, 30}, {4, 18}, {4, 7}, {3, 27}, {4, 15}, {4, 4}, {3, 24}, {4, 12}, {4, 1}, {3, 21},
		{4, 9}, {3, 29}, {4, 17}},
}

const julianBehind = 13 // days, from 1900 to 2099

func monthLength(year int, month time.Month) int {
	switch month {
	case time.April, time.June, time.September, time.November:
		return 30
	case time.February:
		if year%400 == 0 || year%4 == 0 && year%100 != 0 {
			return 29
		}
		return 28
	}
	return 31
}

// almanac returns every day of its years, in order.
func almanac() []leaf {
	var all []leaf
	weekday, n := time.Saturday, 14975 // of 1 January 2011
	for year := almanacFrom; year <= almanacTo; year++ {
		first := len(all)
		for month := time.January; month <= time.December; month++ {
			length := monthLength(year, month)
			for day := 1; day <= length; day++ {
				all = append(all, leaf{Date: Date{year, month, day}, weekday: weekday, n: n, left: length - day})
				weekday, n = (weekday+1)%7, n+1
			}
		}
		of := all[first:]
		western := sundayAfter(of, paschalMoons.western[year%19], 0)
		orthodox := sundayAfter(of, paschalMoons.julian[year%19], julianBehind)
		for i := range of {
			of[i].western, of[i].orthodox = i-western, i-orthodox
		}
	}
	return all
}

// sundayAfter returns which day of a year is the Sunday after a moon.
func sundayAfter(year []leaf, moon [2]int, behind int) int {
	i := 0
	for !year[i].is(time.Month(moon[0]), moon[1]) {
		i++
	}
	i += behind + 1
	for year[i].weekday != time.Sunday {
		i++
	}
	return i
}

// country is what an office wall calendar says of a country.
type country struct {
	holiday func(leaf) bool // kept by its date or feast
	state   func(leaf) bool // of those, which give another day when they fall on a weekend
	after   []time.Weekday  // on these another day is given, after it
	before  []time.Weekday  // and on these before it
	hours   int             // its clock is ahead of UTC in winter
	america bool            // it turns its clocks on other days than Europe, and at two by its own clock
}

var everywhere = map[string]country{
	"rs": {hours: 1, after: []time.Weekday{time.Sunday}, state: serbianState, holiday: func(l leaf) bool {
		return serbianState(l) || l.is(1, 7) || -2 <= l.orthodox && l.orthodox <= 1
	}},
	"hr": {hours: 1, holiday: func(l leaf) bool {
		return l.is(1, 1) || l.is(1, 6) || l.western == 0 || l.western == 1 || l.western == 60 || l.is(5, 1) || l.is(5, 30) || l.is(6, 22) || l.is(8, 5) ||
			l.is(8, 15) || l.is(11, 1) || l.is(11, 18) || l.is(12, 25) || l.is(12, 26)
	}},
	"si": {hours: 1, holiday: func(l leaf) bool {
		return l.is(1, 1) || l.is(1, 2) || l.is(2, 8) || l.western == 0 || l.western == 1 || l.western == 49 || l.is(4, 27) || l.is(5, 1) || l.is(5, 2) ||
			l.is(6, 25) || l.is(8, 15) || l.is(10, 31) || l.is(11, 1) || l.is(12, 25) || l.is(12, 26) || l.Date == Date{2023, 8, 14}
	}},
	"ee": {hours: 2, holiday: func(l leaf) bool {
		return l.is(1, 1) || l.is(2, 24) || l.western == -2 || l.western == 0 || l.western == 49 || l.is(5, 1) || l.is(6, 23) || l.is(6, 24) || l.is(8, 20) ||
			l.Month == 12 && 24 <= l.Day && l.Day <= 26
	}},
	"eu": {hours: 1, holiday: func(l leaf) bool {
		return l.Month == 1 && l.Day <= 2 || l.western == -3 || l.western == -2 || l.western == 1 || l.western == 39 || l.western == 40 || l.western == 50 ||
			l.is(5, 1) || l.is(5, 9) || l.is(7, 21) || l.is(8, 15) || l.is(11, 1) || l.is(11, 2) || l.Month == 12 && l.Day >= 24
	}},
	"us": {hours: -5, america: true, after: []time.Weekday{time.Sunday}, before: []time.Weekday{time.Saturday}, state: american, holiday: american},
	"uk": {hours: 0, after: []time.Weekday{time.Saturday, time.Sunday}, state: english, holiday: english},
}

func serbianState(l leaf) bool {
	return l.is(1, 1) || l.is(1, 2) || l.is(2, 15) || l.is(2, 16) || l.is(5, 1) || l.is(5, 2) || l.is(11, 11)
}

func american(l leaf) bool {
	monday, week := l.weekday == time.Monday, (l.Day+6)/7
	return l.is(1, 1) || monday && week == 3 && (l.Month == 1 || l.Month == 2) || monday && l.Month == 5 && l.left < 7 || l.is(6, 19) && l.Year >= 2021 ||
		l.is(7, 4) || monday && week == 1 && l.Month == 9 || monday && week == 2 && l.Month == 10 || l.is(11, 11) ||
		l.weekday == time.Thursday && week == 4 && l.Month == 11 || l.is(12, 25)
}

func english(l leaf) bool {
	switch l.Date {
	case Date{2020, 5, 4}, Date{2022, 5, 30}: // moved by proclamation
		return false
	case Date{2020, 5, 8}, Date{2022, 6, 2}, Date{2022, 6, 3}, Date{2022, 9, 19}, Date{2023, 5, 8}:
		return true
	}
	monday := l.weekday == time.Monday
	return l.is(1, 1) || l.western == -2 || l.western == 1 || monday && l.Month == 5 && (l.Day <= 7 || l.left < 7) || monday && l.Month == 8 && l.left < 7 ||
		l.is(12, 25) || l.is(12, 26)
}

func on(d time.Weekday, days []time.Weekday) bool {
	for _, w := range days {
		if w == d {
			return true
		}
	}
	return false
}

// free returns which days of the almanac are holidays or given for one. What is
// given before a day is found by looking ahead, what is given after it by
// carrying what is owed to the first day that is worked.
func (c country) free(days []leaf) []bool {
	free := make([]bool, len(days))
	owed := 0
	for i, l := range days {
		free[i] = c.holiday(l)
		if c.state == nil {
			continue
		}
		if c.state(l) && on(l.weekday, c.after) {
			owed++
		}
		if i+1 < len(days) && c.state(days[i+1]) && on(days[i+1].weekday, c.before) {
			free[i] = true
		}
		if owed > 0 && !free[i] && !l.weekend() {
			free[i], owed = true, owed-1
		}
	}
	return free
}

// midnights returns, in seconds since 1 January 1970 in UTC, when each day of the
// almanac begins. Clocks are turned after midnight: the day of turning begins by
// the old time.
func (c country) midnights(days []leaf) []int64 {
	at := make([]int64, len(days))
	summer := 0
	for i, l := range days {
		at[i] = int64(l.n)*24*60*60 - int64(c.hours+summer)*60*60
		sunday, last := l.weekday == time.Sunday, l.left < 7
		switch {
		case c.america && sunday && l.Month == time.March && (l.Day+6)/7 == 2, !c.america && sunday && l.Month == time.March && last:
			summer = 1
		case c.america && sunday && l.Month == time.November && l.Day <= 7, !c.america && sunday && l.Month == time.October && last:
			summer = 0
		}
	}
	return at
}

func TestTheAlmanacKnowsDaysThatEverybodyKnows(t *testing.T) {
	days := almanac()
	find := func(s string) leaf {
		for _, l := range days {
			if l.Date == day(t, s) {
				return l
			}
		}
		t.Fatalf("it has no %s", s)
		return leaf{}
	}
	if l := find("2026-11-26"); l.weekday != time.Thursday || l.n != 20783 || l.left != 4 {
		t.Errorf("Thanksgiving of 2026: got %+v", l)
	}
	for _, s := range []string{"2016-05-01", "2024-05-05", "2025-04-20", "2026-04-12", "2027-05-02", "2033-04-24"} {
		if l := find(s); l.orthodox != 0 {
			t.Errorf("%s is Easter by the Julian reckoning; got %+v", s, l)
		}
	}
	for _, s := range []string{"2019-04-21", "2024-03-31", "2025-04-20", "2026-04-05", "2030-04-21", "2038-04-25"} {
		if l := find(s); l.western != 0 {
			t.Errorf("%s is Easter by the Gregorian reckoning; got %+v", s, l)
		}
	}
}
