package calendar

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// wall is the almanac of one country.
type wall struct {
	days     []leaf
	free     []bool
	midnight []int64
}

func (w wall) worked(i int) bool { return !w.days[i].weekend() && !w.free[i] }

// walk returns where a term that begins on the day i ends, by going from day to day.
func (w wall) walk(i int, term Term) (raw, due int, skipped []Date) {
	skipped = []Date{}
	start := w.days[i]
	pass := func() {
		if !w.worked(i) && !w.days[i].weekend() {
			skipped = append(skipped, w.days[i].Date)
		}
	}
	switch term.Unit {
	case WorkingDays:
		for left := term.N; left > 0; {
			i++
			if w.worked(i) {
				left--
			}
			pass()
		}
	case Days, DaysNoRoll:
		for range term.N {
			i++
		}
	case Weeks:
		for range term.N {
			for i++; w.days[i].weekday != start.weekday; {
				i++
			}
		}
	case Months, Years:
		months := term.N
		if term.Unit == Years {
			months *= 12
		}
		for range months { // to the first day of the month that follows
			for i++; w.days[i].Day != 1; {
				i++
			}
		}
		for w.days[i].Day < start.Day && w.days[i].left > 0 {
			i++
		}
	case OnDate, OnDateItself:
		for i++; !w.days[i].is(term.MonthDay()); {
			i++
		}
	}
	raw = i
	if term.Unit == WorkingDays || term.Unit == DaysNoRoll || term.Unit == OnDateItself {
		return raw, raw, skipped
	}
	for !w.worked(i) {
		pass()
		i++
	}
	return raw, i, skipped
}

// termsFrom returns a term of every unit, of lengths that change from day to day.
func termsFrom(d Date) []Term {
	mix := d.Day*7 + int(d.Month)*3 + d.Year
	month := 1 + mix%12
	return []Term{
		{1 + mix%40, Days}, {1 + mix%40, DaysNoRoll}, {1 + mix%40, WorkingDays}, {1 + mix%8, Weeks}, {1 + mix%24, Months}, {1 + mix%3, Years},
		{100*month + 1 + mix%monthLength(2001, time.Month(month)), OnDate},
		{100*month + 1 + mix%monthLength(2001, time.Month(month)), OnDateItself},
	}
}

func TestThirtyYearsOfDeadlinesInEveryCountryAgreeWithCountingDayByDay(t *testing.T) {
	days := almanac()
	for _, id := range IDs() {
		t.Run(id, func(t *testing.T) {
			known, ok := everywhere[id]
			if !ok {
				t.Fatal("the almanac does not know this calendar")
			}
			own := get(t, id)
			w := wall{days, known.free(days), known.midnights(days)}
			rolled, passed := map[Unit]int{}, map[Unit]int{}
			for i, l := range days {
				if l.Year < 2012 || l.Year > 2041 {
					continue
				}
				if got := own.IsWorking(l.Date); got != w.worked(i) {
					t.Fatalf("%s: got worked %v", l.Date, got)
				}
				if got := own.EndOfDay(l.Date); got.Unix() != w.midnight[i+1] || own.DateOf(got.Add(-time.Nanosecond)) != l.Date || own.DateOf(got) != days[i+1].Date {
					t.Fatalf("%s ends at %s, want %s", l.Date, got, time.Unix(w.midnight[i+1], 0).UTC())
				}
				for _, term := range termsFrom(l.Date) {
					raw, due, skipped := w.walk(i, term)
					want := Result{Start: l.Date, Term: term, Raw: days[raw].Date, Due: days[due].Date, Rolled: raw != due, Skipped: skipped}
					got := own.Due(l.Date, term)
					if !same(want, got) {
						t.Fatalf("%s from %s (-want +got):\n%s", term, l.Date, cmp.Diff(want, got))
					}
					end := w.midnight[due+1]
					if term.Unit == DaysNoRoll {
						end = w.midnight[due]
					}
					if at := own.EndOf(got); at.Unix() != end {
						t.Fatalf("%s from %s has passed at %s, want %s", term, l.Date, at, time.Unix(end, 0).UTC())
					}
					if want.Rolled {
						rolled[term.Unit]++
					}
					passed[term.Unit] += len(skipped)
				}
			}
			for _, u := range []Unit{Days, Weeks, Months, Years, OnDate} {
				if rolled[u] < 500 || passed[u] == 0 {
					t.Errorf("terms in %s: %d rolled, over %d holidays; too few to show anything", u, rolled[u], passed[u])
				}
			}
			if rolled[DaysNoRoll] > 0 || rolled[OnDateItself] > 0 || rolled[WorkingDays] > 0 || passed[WorkingDays] < 500 {
				t.Error(fmt.Sprint("what never rolls did, or hardly met a holiday: ", rolled, passed))
			}
		})
	}
}

func same(a, b Result) bool {
	return a.Start == b.Start && a.Term == b.Term && a.Raw == b.Raw && a.Due == b.Due && a.Rolled == b.Rolled && slices.Equal(a.Skipped, b.Skipped)
}
