package calendar

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"
	_ "time/tzdata" // the zone must be known on every machine
)

// HolidayKind says by which rule a day is not worked.
type HolidayKind string

const (
	State      HolidayKind = "state"      // where the law says so, one on a weekend gives a substitute day
	Religious  HolidayKind = "religious"  // never gives one
	Substitute HolidayKind = "substitute" // not worked in place of a state holiday on a weekend
	Added      HolidayKind = "added"      // by an act of its own: a day of mourning, of an election
)

// Holiday is a day that is not worked. Where two fall on one day there is one
// Holiday with both names, of the kind State when either is.
type Holiday struct {
	Date   Date        `json:"date"`
	NameSr string      `json:"name_sr"`
	NameEn string      `json:"name_en"`
	Kind   HolidayKind `json:"kind"`
}

// Calendar knows the non-working days and the time zone of a country. Saturday
// and Sunday are not worked. Get returns one; the zero Calendar is of no use.
type Calendar struct {
	id    string
	zone  *time.Location
	table *table
	extra []Holiday
}

var calendars = map[string]Calendar{
	"ee": {id: "ee", zone: location("Europe/Tallinn"), table: estonia},
	"eu": {id: "eu", zone: location("Europe/Brussels"), table: institutions},
	"hr": {id: "hr", zone: location("Europe/Zagreb"), table: croatia},
	"rs": {id: "rs", zone: location("Europe/Belgrade"), table: serbia},
	"si": {id: "si", zone: location("Europe/Ljubljana"), table: slovenia},
	"uk": {id: "uk", zone: location("Europe/London"), table: england},
	"us": {id: "us", zone: location("America/New_York"), table: unitedStates},
}

func location(name string) *time.Location {
	l, err := time.LoadLocation(name)
	if err != nil {
		panic(err) // it is linked in
	}
	return l
}

// IDs lists the codes that Get knows, in order: `ee` Estonia, `eu` the
// institutions of the European Union, `hr` Croatia, `rs` Serbia, `si` Slovenia,
// `uk` England and Wales, `us` the federal government of the United States.
func IDs() []string { return slices.Sorted(maps.Keys(calendars)) }

// Get returns the calendar of a country by its code; IDs lists them.
func Get(id string) (Calendar, error) {
	c, ok := calendars[id]
	if !ok {
		return Calendar{}, fmt.Errorf("find calendar %q: not one of %s", id, strings.Join(IDs(), ", "))
	}
	return c, nil
}

// With returns the calendar in which these days are not worked either. A
// substitute day that would fall on one of them comes after it.
func (c Calendar) With(extra ...Holiday) Calendar {
	c.extra = append(slices.Clone(c.extra), extra...)
	return c
}

// ID returns the code under which Get knows the calendar.
func (c Calendar) ID() string { return c.id }

// Location returns the time zone of the calendar's civil days.
func (c Calendar) Location() *time.Location { return c.zone }

// Days returns the holidays of a year, in order, each date once. Weekends are
// listed only where they are holidays too.
func (c Calendar) Days(year int) []Holiday { return c.table.days(year, c.extra) }

// IsWorking reports whether the date is worked: neither a weekend nor a holiday.
func (c Calendar) IsWorking(d Date) bool { return (&diary{calendar: c}).isWorking(d) }

// EndOfDay returns the end of the civil day d, exclusive: the midnight that
// begins the next one in the calendar's zone, in UTC. A day on which the clock
// is moved has 23 or 25 hours.
func (c Calendar) EndOfDay(d Date) time.Time { return c.StartOfDay(d.AddDays(1)) }

// StartOfDay returns the midnight that begins the civil day d in the
// calendar's zone, in UTC.
func (c Calendar) StartOfDay(d Date) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, c.zone).UTC()
}

// DateOf returns the civil date on which the instant falls in the calendar's zone.
func (c Calendar) DateOf(at time.Time) Date { return dateOf(at.In(c.zone)) }

// diary remembers the holidays of the years that one question touches.
type diary struct {
	calendar Calendar
	years    map[int][]Holiday
}

func (y *diary) isHoliday(d Date) bool {
	days, ok := y.years[d.Year]
	if !ok {
		days = y.calendar.kept(d.Year)
		if y.years == nil {
			y.years = map[int][]Holiday{}
		}
		y.years[d.Year] = days
	}
	return slices.ContainsFunc(days, func(h Holiday) bool { return h.Date == d })
}

// years keeps the holidays of the years that procedures live in, by the table
// that they come from: terms are counted far more often than tables change.
var years sync.Map

type yearOf struct {
	table *table
	year  int
}

// kept returns what Days does, not to be changed.
func (c Calendar) kept(year int) []Holiday {
	if len(c.extra) > 0 || year < 2000 || year > 2100 {
		return c.Days(year)
	}
	key := yearOf{c.table, year}
	days, ok := years.Load(key)
	if !ok {
		days, _ = years.LoadOrStore(key, c.Days(year))
	}
	return days.([]Holiday)
}

func isWeekend(d Date) bool {
	w := d.Weekday()
	return w == time.Saturday || w == time.Sunday
}

func (y *diary) isWorking(d Date) bool { return !isWeekend(d) && !y.isHoliday(d) }

// DaysTouched returns on how many civil days of the calendar's zone any part of
// the span from one instant to another falls, the second excluded.
func (c Calendar) DaysTouched(from, until time.Time) int {
	if !from.Before(until) {
		return 0
	}
	return c.DateOf(from).DaysUntil(c.DateOf(until.Add(-time.Nanosecond))) + 1
}

// Later returns the day so many days after d, or the next one that is worked.
func (c Calendar) Later(d Date, days int) Date {
	d = d.AddDays(days)
	for !c.IsWorking(d) {
		d = d.AddDays(1)
	}
	return d
}
