package procedure

import (
	"fmt"

	"github.com/rasprava/rasprava/internal/calendar"
)

// Run is one time that a dossier was in a stage, as it happened: in our own
// record, or in one that was brought in.
type Run struct {
	Stage     string
	Entered   calendar.Date
	Published calendar.Date      // the day of the last required proof; zero: there is none
	Ended     calendar.Date      // the last day; zero: it runs
	Outcome   string             // with which it ended
	Windows   map[string]Running // those that began, by id; one that is not here is counted from what the definition says
}

// Verdict says how a term and what happened stand to each other.
type Verdict string

const (
	Kept    Verdict = "kept"
	Short   Verdict = "short"   // the stage went on before its least term had passed
	Late    Verdict = "late"    // the stage ended, or runs, after its longest term
	Runs    Verdict = "runs"    // the term and the stage do
	LeftOff Verdict = "leftoff" // the stage was left backwards, withdrawn or exempt, which no least term stands against
)

// Outturn is a term of a stage against what happened.
type Outturn struct {
	Window  WindowDef
	Start   calendar.Date // the day of the event; it is not counted
	Due     calendar.Date // the last day as the law counts it
	Lasted  int           // days, or working days where the term counts those, from Start to the last day or, while it runs, today
	Moved   bool          // the end was set by a decision
	Verdict Verdict
}

// Outturns returns, for every run, its terms against what happened by the day
// today. A least term is measured as the law counts it, whatever was decided: a
// stage of ours cannot end before, because its gate waits for it, but one whose
// history was brought in can have. A day that an act added to the calendar, maybe
// when the stage had ended, makes no least term longer here.
func (d *Definition) Outturns(runs []Run, today calendar.Date) ([][]Outturn, error) {
	cal, err := d.Days()
	if err != nil {
		return nil, fmt.Errorf("compare plan and reality of %s: %w", d.ID, err)
	}
	plain, err := calendar.Get(d.Calendar)
	if err != nil {
		return nil, fmt.Errorf("compare plan and reality of %s: %w", d.ID, err)
	}
	all := make([][]Outturn, len(runs))
	c := course{calendar: cal, ended: map[string]calendar.Date{}}
	if len(runs) > 0 {
		c.opened = runs[0].Entered
	}
	for i, r := range runs {
		s, _ := d.Stage(r.Stage)
		c.running = r.Windows
		for _, w := range s.Windows {
			c.at = r.Entered
			if w.From == FromPublication {
				c.at = r.Published
			}
			if c.at.IsZero() { // it has not begun
				continue
			}
			o, err := c.outturn(s, w, r, today, plain)
			if err != nil {
				return nil, fmt.Errorf("compare plan and reality of %s: %w", d.ID, err)
			}
			all[i] = append(all[i], o)
		}
		if !r.Ended.IsZero() {
			c.ended[r.Stage] = r.Ended
		}
	}
	return all, nil
}

// outturn compares one term with a run of its stage.
func (c *course) outturn(s StageDef, w WindowDef, r Run, today calendar.Date, plain calendar.Calendar) (Outturn, error) {
	begun, err := c.due(w)
	if err != nil {
		return Outturn{}, err
	}
	lawful := plain.Due(begun.Start, begun.Term)
	if w.Kind == MaxWindow {
		lawful = c.calendar.Due(begun.Start, begun.Term)
	}
	o := Outturn{Window: w, Start: begun.Start, Due: lawful.Due, Moved: r.Windows[w.ID].Moved, Verdict: Kept}
	if w.Kind == MaxWindow && o.Moved {
		o.Due = begun.Due
	}
	last, runs := r.Ended, r.Ended.IsZero()
	if runs {
		last = today
	}
	o.Lasted = c.days(begun.Start, last, begun.Term)
	leaves, known := s.Outcome(r.Outcome)
	switch {
	case w.Kind == MaxWindow && last.After(o.Due):
		o.Verdict = Late
	case runs:
		o.Verdict = Runs
	case w.Kind != MaxWindow && last.Before(o.Due) && (!known || leaves.Back || leaves.Ungated):
		o.Verdict = LeftOff
	case w.Kind != MaxWindow && last.Before(o.Due):
		o.Verdict = Short
	}
	return o, nil
}

// days counts the days after start as far as last: working days for a term in
// those, else all.
func (c *course) days(start, last calendar.Date, term calendar.Term) int {
	if term.Unit != calendar.WorkingDays {
		return max(0, start.DaysUntil(last))
	}
	n := 0
	for day := start.AddDays(1); !day.After(last); day = day.AddDays(1) {
		if c.calendar.IsWorking(day) {
			n++
		}
	}
	return n
}
