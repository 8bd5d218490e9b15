package calendar

import (
	"testing"
)

func TestHowMuchOfATermFallsIntoTheTimeWhenPeopleAreAway(t *testing.T) {
	for _, c := range []struct {
		name, calendar, first, last string
		days, of                    int
		much                        bool
		until, seasons              string
	}{
		{"the debate of July 2021: 15 of 21 days", "rs", "2021-07-09", "2021-07-29", 15, 21, true, "2021-09-15", "summer"},
		{"a third of it and no more: 10 of 30 days", "rs", "2026-06-25", "2026-07-24", 10, 30, false, "", "summer"},
		{"one day more than a third: 10 of 29", "rs", "2026-06-26", "2026-07-24", 10, 29, true, "2026-09-10", "summer"},
		{"all in August", "rs", "2026-08-01", "2026-08-20", 20, 20, true, "2026-09-21", "summer"},                                  // 20 September is a Sunday
		{"over New Year, both ends of the season outside", "rs", "2026-12-15", "2027-01-18", 22, 35, true, "2027-02-09", "winter"}, // 18 January and 22 days
		{"the winter that began the year before", "rs", "2027-01-05", "2027-01-25", 6, 21, false, "", "winter"},
		{"Great Monday 2026 is 6 April, Easter Monday the 13th", "rs", "2026-03-24", "2026-04-14", 8, 22, true, "2026-04-22", "easter"},
		{"from Lazarus Saturday to Flower Sunday", "rs", "2026-04-04", "2026-04-05", 0, 2, false, "", ""},
		{"on Bright Tuesday", "rs", "2026-04-14", "2026-04-14", 0, 1, false, "", ""},
		{"outside all", "rs", "2026-10-01", "2026-10-20", 0, 20, false, "", ""},
		{"most of a year", "rs", "2026-01-01", "2026-12-31", 78, 365, false, "", "winter easter summer winter"}, // 10, 8, 48 and 12
		{"Croatia warns of July and August", "hr", "2026-06-20", "2026-07-20", 20, 31, true, "2026-09-21", "summer"},
		{"England warns of any day of August, and asks for two weeks", "uk", "2026-07-01", "2026-08-03", 3, 34, true, "2026-08-17", "summer"},
		{"England's Easter", "uk", "2026-03-01", "2026-04-12", 4, 43, true, "2026-04-27", "easter"}, // 26 April is a Sunday
		{"Estonia has no such rule", "ee", "2026-07-01", "2026-07-31", 0, 31, false, "", ""},
		{"no days at all", "rs", "2026-08-02", "2026-08-01", 0, 0, false, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := get(t, c.calendar).Away(day(t, c.first), day(t, c.last))
			until, seasons := "", ""
			if !a.Until.IsZero() {
				until = a.Until.String()
			}
			for i, s := range a.Seasons {
				if i > 0 {
					seasons += " "
				}
				seasons += s.ID
				if s.First.Before(day(t, c.first)) || s.Last.After(day(t, c.last)) || s.NameEn == "" || !cyrillic(s.NameSr) {
					t.Errorf("got season %+v", s)
				}
			}
			if a.Days != c.days || a.Of != c.of || a.Much != c.much || until != c.until || seasons != c.seasons {
				t.Errorf("got %+v", a)
			}
		})
	}
}

func TestAnExtensionAsFarAsProposedMakesGoodEveryLostDay(t *testing.T) {
	for _, id := range []string{"rs", "hr"} {
		c := get(t, id)
		for first := day(t, "2025-01-01"); first.Year < 2028; first = first.AddDays(3) {
			last := first.AddDays(19)
			a := c.Away(first, last)
			if !a.Much {
				continue
			}
			longer := c.Away(first, a.Until)
			if outside := longer.Of - longer.Days; outside < a.Of {
				t.Fatalf("%s, %s to %s: until %s only %d of %d days are outside", id, first, last, a.Until, outside, a.Of)
			}
			if !c.IsWorking(a.Until) {
				t.Fatalf("%s, %s to %s: %s is not worked", id, first, last, a.Until)
			}
		}
	}
}
