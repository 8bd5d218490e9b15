package procedure

import "github.com/rasprava/rasprava/internal/calendar"

// Counted is a window that runs, as the record has it.
type Counted struct {
	Kind  WindowKind
	Term  calendar.Term
	Start calendar.Date // the day of the event
	Due   calendar.Date // the last day on which one is in time
	Set   bool          // a decision set Due, or has made it later
}

// Recount returns the last day of a window that runs by a calendar in which the
// day changed has become free, or is worked again, and whether that is another
// than before. The time of the public never gets shorter by it: a min or a
// comment_min window ends no earlier than it did, and neither does one whose end a
// decision set; one that was set to the day itself ends with the next that is
// worked. A max window does not come to end before today.
func Recount(cal calendar.Calendar, w Counted, changed, today calendar.Date) (calendar.Result, bool) {
	r := cal.Due(w.Start, w.Term)
	if w.Due == r.Due {
		return r, false
	}
	kept := w.Due
	for w.Set && w.Due == changed && !cal.IsWorking(kept) {
		kept = kept.AddDays(1)
	}
	shorter := r.Due.Before(kept)
	if shorter && (w.Set || w.Kind != MaxWindow || r.Due.Before(today)) {
		r.Raw, r.Due, r.Rolled = w.Due, kept, kept != w.Due
	}
	return r, r.Due != w.Due
}
