package procedure

import (
	"fmt"
	"strings"

	"github.com/rasprava/rasprava/internal/calendar"
)

// Timeline is when a dossier can pass through a procedure, along its main path.
type Timeline struct {
	Format          string          `json:"format"` // rasprava.timeline/1
	Procedure       string          `json:"procedure"`
	Version         string          `json:"version"`
	From            calendar.Date   `json:"from"`
	Timezone        string          `json:"timezone"`
	Stages          []TimelineStage `json:"stages"`
	EarliestInForce *calendar.Date  `json:"earliest_in_force"` // null: the procedure brings nothing into force
	LatestInForce   *calendar.Date  `json:"latest_in_force"`   // null also: a stage on the way has no longest term
	// LatestInForceByTerms is the latest day if the stages that the law leaves
	// without a longest term took no time; null: nothing comes into force.
	LatestInForceByTerms *calendar.Date `json:"latest_in_force_by_terms"`
	// WithoutTerm lists the stages on the way that the law leaves without a longest
	// term, but for optional ones, which need not be held.
	WithoutTerm []string `json:"without_term"`
	// CriticalPath lists the stages that the earliest day in force depends on, or,
	// where nothing comes into force, the earliest end.
	CriticalPath []string `json:"critical_path,omitempty"`
}

// TimelineStage is when one stage can run.
type TimelineStage struct {
	ID            string         `json:"id"`
	Kind          Kind           `json:"kind"`
	TitleSr       string         `json:"title_sr"`
	TitleEn       string         `json:"title_en"`
	Phase         string         `json:"phase"`
	Actor         string         `json:"actor"` // Lead or the code of a body
	Optional      bool           `json:"optional,omitempty"`
	Basis         string         `json:"basis,omitempty"`
	Evidence      Evidence       `json:"evidence,omitempty"`
	EarliestStart calendar.Date  `json:"earliest_start"`
	EarliestEnd   calendar.Date  `json:"earliest_end"`        // the last day of the stage
	LatestEnd     *calendar.Date `json:"latest_end"`          // null: this stage or one before it has no longest term
	LatestByTerms calendar.Date  `json:"latest_end_by_terms"` // as LatestEnd, if what has no longest term took no time
	Terms         []TimelineTerm `json:"terms"`
	Critical      bool           `json:"critical"`   // stands on the critical path
	Slack         *int           `json:"slack_days"` // how many days later it may end and nothing moves what it is for; null: that lies before it
}

// TimelineTerm is a term of a stage that starts as early as it can, or runs.
type TimelineTerm struct {
	ID       string        `json:"id"`
	Kind     WindowKind    `json:"kind"`
	Term     calendar.Term `json:"term"`
	From     string        `json:"from"`
	Start    calendar.Date `json:"start"` // the day of the event; it is not counted
	Raw      calendar.Date `json:"raw"`
	Due      calendar.Date `json:"due"`
	Rolled   bool          `json:"rolled"`
	Moved    bool          `json:"moved,omitempty"` // Due was set by a decision, not counted
	Basis    string        `json:"basis"`
	Evidence Evidence      `json:"evidence"`
	Verified bool          `json:"verified"`
	Critical bool          `json:"critical"`   // the critical path waits for it
	Slack    *int          `json:"slack_days"` // as of a stage; null also: a longest term, which is not waited for
}

// course is one way through time: where it stands, and when stages ended.
type course struct {
	calendar calendar.Calendar
	opened   calendar.Date
	at       calendar.Date
	ended    map[string]calendar.Date
	running  map[string]Running // the windows that run already in the stage at hand, by id
}

// Timeline returns when a dossier that starts on the day from can pass through
// the procedure by the first outcome of every stage. Earliest: everybody acts
// on the day on which it is their turn, weekends too, and only minimum terms
// are waited for; what follows a term begins on the day after it, and what
// follows a `d!` term on that day itself. Latest: everybody uses the whole of
// the longest term, and there is none after a stage without one; a
// consultation and a wait end by themselves, so that their minimum is their
// term, and an optional stage without a term is passed over. By terms: as the
// latest, but a stage that the law leaves without a longest term lasts no longer
// than it must. What the earliest day in force depends on is marked as critical.
func (d *Definition) Timeline(from calendar.Date) (Timeline, error) {
	path, ends := d.MainPath()
	if !ends {
		return Timeline{}, fmt.Errorf("draw timeline of %s: its first outcomes do not lead to an end", d.ID)
	}
	return d.walk(path, from, Elapsed{})
}

// walk draws the timeline of a path whose first stage is at hand on the day
// from, with what has elapsed before it and in it.
func (d *Definition) walk(path []StageDef, from calendar.Date, e Elapsed) (Timeline, error) {
	cal, err := d.Days()
	if err != nil {
		return Timeline{}, fmt.Errorf("draw timeline of %s: %w", d.ID, err)
	}
	t := Timeline{Format: "rasprava.timeline/1", Procedure: d.ID, Version: d.Version, From: from, Timezone: d.Timezone, WithoutTerm: []string{}}
	early, late := e.course(cal, from), e.course(cal, from)
	phases, published := d.PhaseByStage(), e.published(d)
	for i, s := range path {
		row := TimelineStage{ID: s.ID, Kind: s.Kind, TitleSr: s.TitleSr, TitleEn: s.TitleEn, Phase: phases[s.ID], Actor: s.Actor,
			Optional: s.Optional, Basis: s.Basis, Evidence: s.Evidence, EarliestStart: early.at, Terms: []TimelineTerm{}}
		if i == 0 && !e.Entered.IsZero() {
			row.EarliestStart = e.Entered
		}
		row.Terms, err = early.terms(s)
		if err != nil {
			return Timeline{}, fmt.Errorf("draw timeline of %s: %w", d.ID, err)
		}
		row.EarliestEnd, err = early.pass(s, waitsFor(s, false))
		if err != nil {
			return Timeline{}, fmt.Errorf("draw timeline of %s: %w", d.ID, err)
		}
		latest, err := late.pass(s, waitsFor(s, true))
		if err != nil {
			return Timeline{}, fmt.Errorf("draw timeline of %s: %w", d.ID, err)
		}
		if !s.Optional && !s.ends() {
			t.WithoutTerm = append(t.WithoutTerm, s.ID)
		}
		row.LatestByTerms = latest
		if len(t.WithoutTerm) == 0 {
			row.LatestEnd = &latest
		}
		published = published || s.Kind == Publication
		if s.Kind == Wait && published {
			end := row.EarliestEnd
			t.EarliestInForce, t.LatestInForce, t.LatestInForceByTerms = &end, row.LatestEnd, &latest
		}
		t.Stages = append(t.Stages, row)
	}
	err = t.markCritical(path, e.published(d), func() *course { return e.course(cal, from) })
	if err != nil {
		return Timeline{}, fmt.Errorf("draw timeline of %s: %w", d.ID, err)
	}
	return t, nil
}

// waitsFor returns the windows that the stage lasts for: its minimums, or its
// whole term.
func waitsFor(s StageDef, whole bool) []WindowDef {
	var waits []WindowDef
	for _, w := range s.Windows {
		if whole || w.Kind != MaxWindow {
			waits = append(waits, w)
		}
	}
	return waits
}

// ends reports whether the law says by when the stage ends: it has a longest
// term, or ends by itself with its least one.
func (s StageDef) ends() bool {
	for _, w := range s.Windows {
		if w.Kind == MaxWindow || s.Kind == Consultation || s.Kind == Wait {
			return true
		}
	}
	return false
}

// terms returns the windows of the stage at hand with their ends.
func (c *course) terms(s StageDef) ([]TimelineTerm, error) {
	terms := []TimelineTerm{}
	for _, w := range s.Windows {
		r, err := c.due(w)
		if err != nil {
			return nil, err
		}
		terms = append(terms, TimelineTerm{ID: w.ID, Kind: w.Kind, Term: r.Term, From: w.From, Start: r.Start, Raw: r.Raw, Due: r.Due,
			Rolled: r.Rolled, Moved: c.running[w.ID].Moved, Basis: w.Basis, Evidence: w.Evidence, Verified: w.Evidence.Verified()})
	}
	return terms, nil
}

// due returns the end of a window of the stage at hand: the one that it has, if
// it runs already. A stage that the path does not pass, and that has not ended
// before, has ended when this one begins.
func (c *course) due(w WindowDef) (calendar.Result, error) {
	term, err := calendar.ParseTerm(w.Term)
	if err != nil {
		return calendar.Result{}, err
	}
	if r, ok := c.running[w.ID]; ok {
		return calendar.Result{Start: r.Start, Term: term, Raw: r.Raw, Due: r.Due, Rolled: r.Raw != r.Due}, nil
	}
	start := c.at
	if w.From == FromOpening {
		start = c.opened
	}
	if origin, ok := strings.CutPrefix(w.From, fromStage); ok {
		if end, passed := c.ended[origin]; passed {
			start = end
		}
	}
	return c.calendar.Due(start, term), nil
}

// after returns the first day on which a window of the stage at hand has
// passed. A day that was set counts in full, whatever the term.
func (c *course) after(w WindowDef, r calendar.Result) calendar.Date {
	if c.running[w.ID].Moved {
		return r.Due.AddDays(1)
	}
	return c.calendar.FirstDayAfter(r)
}

// pass goes through a stage that lasts until the last of the windows, and
// returns its last day.
func (c *course) pass(s StageDef, windows []WindowDef) (calendar.Date, error) {
	end, next := c.at, c.at
	for _, w := range windows {
		r, err := c.due(w)
		if err != nil {
			return calendar.Date{}, err
		}
		after := c.after(w, r)
		if after.After(next) {
			end, next = r.Due, after
		}
	}
	c.at, c.ended[s.ID], c.running = next, end, nil
	return end, nil
}
