package calendar

import "time"

// Result is the end of a term and how it was found.
type Result struct {
	Start   Date   `json:"start"`   // the day of the event; it is not counted
	Term    Term   `json:"term"`    //
	Raw     Date   `json:"raw"`     // the last day as counted
	Due     Date   `json:"due"`     // the last day on which one is in time
	Rolled  bool   `json:"rolled"`  // Due is after Raw, which is not worked
	Skipped []Date `json:"skipped"` // holidays from Monday to Friday that were passed over
}

// Due returns the end of a term that runs from the event on the day start.
// The day of the event is not counted. Working days pass over weekends and
// holidays; a term in calendar days, weeks, months or years runs through them,
// and when its last day is not worked it ends with the next day that is.
// A term that is a date ends on the next such date after the day of the event,
// and rolls in the same way.
// `d!` terms end where they fall: an act enters into force on the eighth day
// whatever day that is. The rules are those of ZUP (Sl. glasnik RS 18/2016),
// art. 80, which law-making follows by analogy.
func (c Calendar) Due(start Date, term Term) Result {
	y := &diary{calendar: c}
	r := Result{Start: start, Term: term, Skipped: []Date{}}
	if term.Unit == WorkingDays {
		d := start
		for n := term.N; n > 0; {
			d = d.AddDays(1)
			if y.isWorking(d) {
				n--
			} else if !isWeekend(d) {
				r.Skipped = append(r.Skipped, d)
			}
		}
		r.Raw, r.Due = d, d
		return r
	}
	switch term.Unit {
	case Weeks:
		r.Raw = start.AddDays(7 * term.N)
	case Months:
		r.Raw = start.AddMonths(term.N)
	case Years:
		r.Raw = start.AddMonths(12 * term.N)
	case OnDate, OnDateItself:
		month, day := term.MonthDay()
		r.Raw = Date{start.Year, month, day}
		if !r.Raw.After(start) {
			r.Raw.Year++
		}
	default:
		r.Raw = start.AddDays(term.N)
	}
	r.Due = r.Raw
	for term.Rolls() && !y.isWorking(r.Due) {
		if !isWeekend(r.Due) {
			r.Skipped = append(r.Skipped, r.Due)
		}
		r.Due = r.Due.AddDays(1)
	}
	r.Rolled = r.Due != r.Raw
	return r
}

// FirstDayAfter returns the first day on which the term has passed: the day
// after its last one, or, for a `d!` term, the day that it names. What enters
// into force on the eighth day is in force all through that day.
func (c Calendar) FirstDayAfter(r Result) Date {
	if r.Term.Unit == DaysNoRoll {
		return r.Due
	}
	return r.Due.AddDays(1)
}

// EndOf returns the first instant at which the term has passed, in UTC: the
// midnight that begins FirstDayAfter.
func (c Calendar) EndOf(r Result) time.Time { return c.StartOfDay(c.FirstDayAfter(r)) }
