package calendar

import (
	"slices"
	"time"
)

// rule is one line of a country's table: what is not worked, on which day of a
// year, and in which years.
type rule struct {
	on             func(year int) Date
	nameSr, nameEn string
	kind           HolidayKind
	from, to       int   // first and last year; 0: no bound
	except         []int // years in which the day was another, or none
}

func (r rule) holds(year int) bool {
	return year >= r.from && (r.to == 0 || year <= r.to) && !slices.Contains(r.except, year)
}

// table is what a country's law says of its non-working days, and when people
// are away there.
type table struct {
	rules []rule
	// moves says from which days of the week a state holiday moves, and which
	// way: by days of that sign, to the first that is neither a weekend nor a holiday.
	moves map[time.Weekday]int
	away  awayRule
}

// fixed is the same date in every year.
func fixed(month time.Month, day int) func(int) Date {
	return func(year int) Date { return Date{year, month, day} }
}

// nth is the n-th such weekday of a month; -1 is the last.
func nth(n int, weekday time.Weekday, month time.Month) func(int) Date {
	return func(year int) Date {
		first := Date{year, month, 1}
		if n < 0 {
			first = first.AddMonths(1)
		}
		ahead := (int(weekday-first.Weekday()) + 7) % 7
		if n < 0 {
			return first.AddDays(ahead + 7*n)
		}
		return first.AddDays(ahead + 7*(n-1))
	}
}

// orthodox is so many days after Easter by the Julian reckoning.
func orthodox(days int) func(int) Date {
	return func(year int) Date { return orthodoxEaster(year).AddDays(days) }
}

// western is so many days after Easter by the Gregorian reckoning.
func western(days int) func(int) Date {
	return func(year int) Date { return westernEaster(year).AddDays(days) }
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

// westernEaster returns the Sunday of Easter by the Gregorian reckoning (the
// same chapter; the rule is that of Nature, 20 April 1876).
func westernEaster(year int) Date {
	a, b, c := year%19, year/100, year%100
	d, e := b/4, b%4
	f := (b + 8) / 25
	g := (b - f + 1) / 3
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return Date{year, time.Month(n / 31), n%31 + 1}
}

// substituteSr and substituteEn say for which day a substitute is given.
var (
	substituteSr = map[time.Weekday]string{time.Saturday: " (нерадни дан уместо суботе)", time.Sunday: " (нерадни дан уместо недеље)"}
	substituteEn = map[time.Weekday]string{time.Saturday: " (in place of Saturday)", time.Sunday: " (in place of Sunday)"}
)

// days returns the non-working days of a year, in order, each date once. The
// days in extra, of any year, are among them, and nothing moves onto one.
func (t *table) days(year int, extra []Holiday) []Holiday {
	var days []Holiday
	taken := func(d Date) int { return slices.IndexFunc(days, func(h Holiday) bool { return h.Date == d }) }
	add := func(h Holiday) {
		i := taken(h.Date)
		if i < 0 {
			days = append(days, h)
			return
		}
		days[i].NameSr += "; " + h.NameSr
		days[i].NameEn += "; " + h.NameEn
		if h.Kind == State {
			days[i].Kind = State
		}
	}
	last := year
	if slices.Contains([]int{t.moves[time.Saturday], t.moves[time.Sunday]}, -1) {
		last++ // New Year's Day may be kept at the end of the year before
	}
	for y := year; y <= last; y++ {
		for _, r := range t.rules {
			if r.holds(y) {
				add(Holiday{r.on(y), r.nameSr, r.nameEn, r.kind})
			}
		}
	}
	for _, h := range extra {
		add(h)
	}
	for y := year; y <= last; y++ {
		for _, r := range t.rules {
			if r.kind != State || !r.holds(y) {
				continue
			}
			d := r.on(y)
			weekday := d.Weekday()
			step := t.moves[weekday]
			if step == 0 {
				continue
			}
			for isWeekend(d) || taken(d) >= 0 {
				d = d.AddDays(step)
			}
			add(Holiday{d, r.nameSr + substituteSr[weekday], r.nameEn + substituteEn[weekday], Substitute})
		}
	}
	days = slices.DeleteFunc(days, func(h Holiday) bool { return h.Date.Year != year })
	slices.SortFunc(days, func(a, b Holiday) int { return a.Date.Compare(b.Date) })
	return days
}
