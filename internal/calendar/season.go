package calendar

import (
	"slices"
	"time"
)

// season is a part of every year in which many people are away.
type season struct {
	id             string
	nameSr, nameEn string
	span           func(year int) (first, last Date) // both included; last may lie in the next year
}

// dates is a season from one date to another, over the end of the year where the
// second comes before the first.
func dates(month time.Month, day int, lastMonth time.Month, lastDay int) func(int) (Date, Date) {
	return func(year int) (Date, Date) {
		first, last := Date{year, month, day}, Date{year, lastMonth, lastDay}
		if last.Before(first) {
			last.Year++
		}
		return first, last
	}
}

// around is a season between two feasts.
func around(first, last func(int) Date) func(int) (Date, Date) {
	return func(year int) (Date, Date) { return first(year), last(year) }
}

// awayRule says when a country's public is away, and from when on that is too much.
type awayRule struct {
	seasons   []season
	above, of int // more than above days of each of days
	add       int // days to add; 0: as many as were lost, outside the seasons
}

// Season is a part of the year in which many people are away, as it falls into a term.
type Season struct {
	ID     string // easter, summer, winter
	NameSr string
	NameEn string
	First  Date // the first day of the term that falls into it
	Last   Date // the last one
}

// Away is how much of a term falls into the time in which many people are away.
type Away struct {
	Days    int      // that fall into a season
	Of      int      // days of the whole term
	Much    bool     // more than the country's measure
	Until   Date     // to which a term that has much of it could be extended; zero: it has not
	Seasons []Season // in the order in which they come
}

// Away returns how much of the days from first to last, both included, falls
// into the seasons in which many people of the country are away. Serbia counts
// 15 July to 31 August, 20 December to 10 January, and the eight days from Great
// Monday to Easter Monday of the Orthodox Easter; Croatia July and August;
// England Easter, August and Christmas. Much means above a third, and in England any
// day. Until makes good every day that was lost by one outside the seasons, in
// England two weeks, and is a working day.
func (c Calendar) Away(first, last Date) Away {
	rule := c.table.away
	a := Away{Of: max(first.DaysUntil(last)+1, 0)}
	for year := first.Year - 1; year <= last.Year; year++ {
		for _, s := range rule.seasons {
			from, to := s.span(year)
			from, to = later(from, first), earlier(to, last)
			if to.Before(from) {
				continue
			}
			a.Seasons = append(a.Seasons, Season{s.id, s.nameSr, s.nameEn, from, to})
			a.Days += from.DaysUntil(to) + 1
		}
	}
	slices.SortFunc(a.Seasons, func(x, y Season) int { return x.First.Compare(y.First) })
	a.Much = a.Days > 0 && a.Days*rule.of > rule.above*a.Of
	if a.Much {
		a.Until = c.madeGood(last, a.Days)
	}
	return a
}

// madeGood returns the working day by which days that were lost before last have
// been made good.
func (c Calendar) madeGood(last Date, lost int) Date {
	rule := c.table.away
	d := last
	if rule.add > 0 {
		d = d.AddDays(rule.add)
	} else {
		for ; lost > 0; lost-- {
			d = d.AddDays(1)
			for rule.inSeason(d) {
				d = d.AddDays(1)
			}
		}
	}
	return c.Later(d, 0)
}

func (r awayRule) inSeason(d Date) bool {
	for _, s := range r.seasons {
		for year := d.Year - 1; year <= d.Year; year++ {
			from, to := s.span(year)
			if !d.Before(from) && !d.After(to) {
				return true
			}
		}
	}
	return false
}

func later(a, b Date) Date {
	if a.After(b) {
		return a
	}
	return b
}

func earlier(a, b Date) Date {
	if a.Before(b) {
		return a
	}
	return b
}
