package calendar

import (
	"slices"
	"time"
)

type holidayRule struct {
	month          time.Month
	day            int
	nameSr, nameEn string
	kind           HolidayKind
}

// serbianFixed are the non-working days with a date of their own (Zakon o
// državnim i drugim praznicima, Sl. glasnik RS 43/2001, 101/2007, 92/2011,
// arts. 1a and 2).
var serbianFixed = []holidayRule{
	{time.January, 1, "Нова година", "New Year's Day", State},
	{time.January, 2, "Нова година", "New Year's Day", State},
	{time.January, 7, "Божић", "Orthodox Christmas", Religious},
	{time.February, 15, "Сретење – Дан државности", "Statehood Day", State},
	{time.February, 16, "Сретење – Дан државности", "Statehood Day", State},
	{time.May, 1, "Празник рада", "Labour Day", State},
	{time.May, 2, "Празник рада", "Labour Day", State},
	{time.November, 11, "Дан примирја у Првом светском рату", "Armistice Day", State},
}

// serbianEaster are the days around Easter, from Good Friday on.
var serbianEaster = []struct{ nameSr, nameEn string }{
	{"Велики петак", "Orthodox Good Friday"},
	{"Велика субота", "Orthodox Holy Saturday"},
	{"Васкрс", "Orthodox Easter"},
	{"Васкршњи понедељак", "Orthodox Easter Monday"},
}

// serbianDays returns the non-working days of a year by the law as it stands
// since 2012; for earlier years it says what that law would have given. When a
// state holiday falls on a Sunday the first following working day is off
// (art. 3a); a religious one moves nothing.
func serbianDays(year int) []Holiday {
	var days []Holiday
	add := func(h Holiday) {
		i := slices.IndexFunc(days, func(o Holiday) bool { return o.Date == h.Date })
		if i < 0 {
			days = append(days, h)
			return
		}
		days[i].NameSr += "; " + h.NameSr
		days[i].NameEn += "; " + h.NameEn
	}
	for _, r := range serbianFixed {
		add(Holiday{Date{year, r.month, r.day}, r.nameSr, r.nameEn, r.kind})
	}
	friday := orthodoxEaster(year).AddDays(-2)
	for i, n := range serbianEaster {
		add(Holiday{friday.AddDays(i), n.nameSr, n.nameEn, Religious})
	}
	for _, r := range serbianFixed {
		d := Date{year, r.month, r.day}
		if r.kind != State || d.Weekday() != time.Sunday {
			continue
		}
		for d = d.AddDays(1); isWeekend(d) || slices.ContainsFunc(days, func(h Holiday) bool { return h.Date == d }); {
			d = d.AddDays(1)
		}
		add(Holiday{d, r.nameSr + " (нерадни дан уместо недеље)", r.nameEn + " (in place of Sunday)", Substitute})
	}
	slices.SortFunc(days, func(a, b Holiday) int { return a.Date.Compare(b.Date) })
	return days
}

// orthodoxEaster returns the Sunday of Easter by the Julian reckoning, as a
// Gregorian date (J. Meeus, Astronomical Algorithms, ch. 8).
func orthodoxEaster(year int) Date {
	a, b, c := year%4, year%7, year%19
	d := (19*c + 15) % 30
	e := (2*a + 4*b - d + 34) % 7
	f := d + e + 114
	behind := year/100 - year/400 - 2
	return Date{year, time.Month(f / 31), f%31 + 1}.AddDays(behind)
}
