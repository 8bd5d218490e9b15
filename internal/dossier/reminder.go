package dossier

import (
	"slices"
	"time"

	"github.com/rasprava/rasprava/internal/calendar"
	"github.com/rasprava/rasprava/internal/procedure"
)

// ReminderDays are the days from the last day of a term on which who must act is
// reminded: before it, on it, and after it.
var ReminderDays = []int{-7, -1, 0, 7}

// Reminder is a day on which people are told of a term.
type Reminder struct {
	Days int       // from the last day of the term: one of ReminderDays
	At   time.Time // the first instant of that day, on the dossier's own clock
}

// Of a term: the day from which its reminders count, and the days for which there
// are some. A maximum binds from the day as counted, which may be earlier than the
// one on which it is lawfully late; the end of a round is the day that is
// published. No term of another kind is anybody's duty.
func (t Term) reminded(kind procedure.Kind) (string, []int) {
	switch {
	case t.Kind == procedure.MaxWindow:
		return t.Raw, ReminderDays
	case t.Kind == procedure.MinWindow && kind == procedure.Consultation:
		return t.Due, []int{-7, -1, 0}
	}
	return "", nil
}

// Reminders returns when people are told of the term, in a stage of that kind,
// where the term in this version runs since an instant. A day before that is past
// and told nobody; of the last day and the one after, the later that is past is
// told of at once.
func (t Term) Reminders(kind procedure.Kind, since time.Time, loc *time.Location) []Reminder {
	last, days := t.reminded(kind)
	d, err := calendar.ParseDate(last)
	if err != nil {
		return nil
	}
	var all []Reminder
	for _, n := range days {
		on := d.AddDays(n)
		r := Reminder{Days: n, At: time.Date(on.Year, on.Month, on.Day, 0, 0, 0, 0, loc).UTC()}
		if !r.At.After(since) {
			if n < 0 {
				continue
			}
			all = nil // it says what they would
		}
		all = append(all, r)
	}
	return all
}

// NextReminders returns of a term's reminders those to be told now, none of which
// is in sent, and the instant of the next that lies ahead, zero where none does.
// Of several that came together, after an outage or when a clock was taken
// forward, the last says all that the others would: they are passed over.
func NextReminders(all []Reminder, sent []int, now time.Time) (due *Reminder, passed []Reminder, next time.Time) {
	for _, r := range all {
		if slices.Contains(sent, r.Days) {
			continue
		}
		if r.At.After(now) {
			return due, passed, r.At
		}
		if due != nil {
			passed = append(passed, *due)
		}
		due = &r
	}
	return due, passed, time.Time{}
}

// Addressee is as what somebody is told of a term.
type Addressee string

const (
	OnDuty    Addressee = "duty"      // the act that is awaited is theirs
	InCharge  Addressee = "charge"    // who signs for the body whose duty it is, or the body that the procedure names
	Overseers Addressee = "oversight" // who watches over deadlines
)

// Told is who is told of a term, and as what.
type Told struct {
	As  Addressee
	Who Holders
}

// Told returns who is told of a term that many days from its last day, the nearest
// to the duty first: who must act; on the last day those above them too; a week
// after it the body that the procedure names, and oversight. Of the end of a round it is who answers what was said.
func (s Situation) Told(t Term, days int) []Told {
	if t.Kind != procedure.MaxWindow {
		return []Told{{OnDuty, s.Standing.Holders(AnswerComm)}}
	}
	if t.Body != "" {
		return s.toldOf(t, days)
	}
	var all []Told
	var bodies []string
	for _, w := range s.WaitsFor() {
		if w.Command != "" {
			all = append(all, Told{OnDuty, w.Who})
			bodies = append(bodies, w.Who.Bodies...)
		}
	}
	return append(all, s.above(bodies, days)...)
}

// toldOf returns who is told of a term that one body has for its opinion: nobody,
// once it has spoken.
func (s Situation) toldOf(t Term, days int) []Told {
	if !slices.Contains(s.silent(), t.Body) {
		return nil
	}
	duty := Told{OnDuty, Holders{Bodies: []string{t.Body}, Roles: []Role{OpinionGiver}}}
	return append([]Told{duty}, s.above(duty.Who.Bodies, days)...)
}

// above returns who is told beside those whose duty it is.
func (s Situation) above(bodies []string, days int) []Told {
	var all []Told
	if days >= 0 {
		all = append(all, Told{InCharge, Holders{Bodies: bodies, Roles: []Role{Signer}}})
	}
	if days > 0 && s.Stage.EscalateTo != "" {
		all = append(all, Told{InCharge, Holders{Bodies: []string{s.Stage.EscalateTo}, Roles: []Role{Signer, Officer, Secretary}}})
	}
	if days > 0 {
		all = append(all, Told{Overseers, Holders{Roles: []Role{Oversight}}})
	}
	return all
}
