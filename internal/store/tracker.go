package store

import (
	"fmt"
	"slices"

	"github.com/rasprava/rasprava/internal/calendar"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
)

// Remaining returns when the dossier can pass through what lies before it, from
// its present stage on; no stages when it has ended.
func (v DossierView) Remaining() (procedure.Timeline, error) {
	cal, err := v.Definition.Days()
	if err != nil {
		return procedure.Timeline{}, fmt.Errorf("see what remains of %s: %w", v.Ref, err)
	}
	e := procedure.Elapsed{Running: map[string]procedure.Running{}, Ended: map[string]calendar.Date{}}
	for _, run := range v.Stages {
		if run.Ended != nil {
			e.Ended[run.Stage] = run.lastDay(cal)
		}
	}
	if len(v.Stages) > 0 {
		e.Opened = cal.DateOf(v.Stages[0].Entered)
	}
	if run, ok := v.present(); ok {
		e.Entered = cal.DateOf(run.Entered)
		for _, w := range run.Windows {
			e.Running[w.ID] = procedure.Running{Start: civil(w.Starts), Raw: civil(w.Raw), Due: civil(w.Due), Moved: w.Extended}
		}
	}
	t, err := v.Definition.Remaining(v.next(), cal.DateOf(v.LegalNow), e)
	if err != nil {
		return procedure.Timeline{}, fmt.Errorf("see what remains of %s: %w", v.Ref, err)
	}
	return t, nil
}

// present returns the run in which the dossier stands, if it stands in one.
func (v DossierView) present() (StageView, bool) {
	if len(v.Stages) == 0 || v.Status != dossier.Open || v.Stages[len(v.Stages)-1].Ended != nil {
		return StageView{}, false
	}
	return v.Stages[len(v.Stages)-1], true
}

// next returns the stage that is at hand: the present one, or the one that is
// entered in a moment.
func (v DossierView) next() string {
	if v.Status != dossier.Open {
		return procedure.End
	}
	if len(v.Stages) == 0 {
		return v.Definition.Stages[0].ID
	}
	last := v.Stages[len(v.Stages)-1]
	if last.Ended == nil {
		return last.Stage
	}
	return v.after(last).Next
}

// after returns the outcome with which a run ended; one that leads to the end
// where the definition has none such, as for what is withdrawn.
func (v DossierView) after(run StageView) procedure.OutcomeDef {
	def, _ := v.Definition.Stage(run.Stage)
	o, ok := def.Outcome(run.Outcome)
	if !ok {
		return procedure.OutcomeDef{ID: run.Outcome, Next: procedure.End}
	}
	return o
}

// due returns the last day of a run: the one that ends a consultation or a
// wait, the longest term of any other; zero where no term runs.
func (st StageView) due() calendar.Date {
	own := st.Kind == string(procedure.Consultation) || st.Kind == string(procedure.Wait)
	var due string
	for _, w := range st.Windows {
		if (w.Kind != string(procedure.MaxWindow)) == own {
			due = max(due, w.Due)
		}
	}
	return civil(due)
}

// civil reads a date as the record writes it; the zero date for none.
func civil(s string) calendar.Date {
	d, err := calendar.ParseDate(s)
	if err != nil {
		return calendar.Date{}
	}
	return d
}

// PhaseState says where a phase stands.
type PhaseState string

const (
	PhaseDone    PhaseState = "done"
	PhaseNow     PhaseState = "now"
	PhaseLate    PhaseState = "late"    // now, and a term has passed
	PhaseSkipped PhaseState = "skipped" // passed over
	PhaseComing  PhaseState = "coming"
	PhaseStopped PhaseState = "stopped" // the dossier ended in it, rejected or withdrawn
	PhaseNever   PhaseState = "never"   // it will not come: the dossier has ended before it

	PhaseNotApplicable PhaseState = "not_applicable" // it is none of this procedure
)

// PhaseView is a phase of a dossier, as the public follows it. Dates are civil
// days on the dossier's own clock; those that are not known are zero.
type PhaseView struct {
	ID       string
	TitleSr  string
	TitleEn  string
	Kind     procedure.Kind // of its first stage
	State    PhaseState
	Stage    string        // the present stage, where it is in this phase
	From     calendar.Date // the day on which it began, the last time
	To       calendar.Date // its last day
	Due      calendar.Date // the last day of the present stage
	LateDays int           // how many days that is past
	// Earliest is the first day on which a phase that comes can begin; for the
	// phase in which the act enters into force, the first day on which it can.
	Earliest calendar.Date
	Latest   calendar.Date // its last day if everybody takes their full term; zero: somebody has none
	Skipped  *SkipView     // why it was passed over
	// NotApplicable says why the phase is none of this procedure, where it is none.
	NotApplicableSr string
	NotApplicableEn string
}

// SkipView is the decision by which a phase was passed over.
type SkipView struct {
	StageNo   int
	OutcomeSr string
	OutcomeEn string
	Ground    string // of the exemption, where it was one; the reason with it
	Reason    string
}

// Phases returns the phases of the dossier's procedure, in their order, with
// what is known of each.
func (v DossierView) Phases() ([]PhaseView, error) {
	cal, err := v.Definition.Days()
	if err != nil {
		return nil, fmt.Errorf("see phases of %s: %w", v.Ref, err)
	}
	rest, err := v.Remaining()
	if err != nil {
		return nil, err
	}
	phases := v.track(cal)
	for i, p := range phases {
		if p.State != PhaseDone && p.State != PhaseSkipped && p.State != PhaseNotApplicable {
			phases[i].foresee(rest)
		}
	}
	return phases, nil
}

// foresee puts down when a phase can come.
func (p *PhaseView) foresee(rest procedure.Timeline) {
	begun := p.State != PhaseComing
	for _, s := range rest.Stages {
		if s.Phase != p.ID {
			continue
		}
		if !begun {
			p.Earliest, begun = s.EarliestStart, true
		}
		p.Latest = calendar.Date{}
		if s.LatestEnd != nil {
			p.Latest = *s.LatestEnd
		}
		if s.Kind == procedure.Wait && rest.EarliestInForce != nil && s.EarliestEnd == *rest.EarliestInForce {
			p.Earliest = s.EarliestEnd
		}
	}
}

// track returns the phases with what has happened in each.
func (v DossierView) track(cal calendar.Calendar) []PhaseView {
	of := v.Definition.PhaseByStage()
	var phases []PhaseView
	at := map[string]int{}
	for i, p := range v.Definition.Tracker() {
		at[p.ID] = i
		phases = append(phases, PhaseView{ID: p.ID, TitleSr: p.TitleSr, TitleEn: p.TitleEn, State: PhaseComing,
			NotApplicableSr: p.NotApplicableSr, NotApplicableEn: p.NotApplicableEn})
	}
	for _, s := range slices.Backward(v.Definition.Stages) {
		phases[at[of[s.ID]]].Kind = s.Kind
	}
	now := len(phases) // everything lies behind what is completed
	switch {
	case v.Status == dossier.Open:
		now = at[of[v.next()]]
	case v.Status != dossier.Completed && len(v.Stages) > 0:
		now = at[of[v.Stages[len(v.Stages)-1].Stage]]
	case v.Status != dossier.Completed:
		now = 0
	}
	for i := range phases {
		p := &phases[i]
		runs := v.lastRuns(of, p.ID)
		if i <= now && len(runs) > 0 {
			p.From = cal.DateOf(runs[0].Entered)
		}
		if last := len(runs) - 1; i <= now && last >= 0 && runs[last].Ended != nil {
			p.To = runs[last].lastDay(cal)
		}
		switch {
		case p.NotApplicableSr != "":
			p.State = PhaseNotApplicable
		case i == now && v.Status != dossier.Open:
			p.State = PhaseStopped
		case i == now:
			v.standIn(p, cal, runs)
		case i > now && v.Status != dossier.Open:
			p.State = PhaseNever
		case i < now && len(runs) > 0:
			p.State = PhaseDone
		case i < now:
			p.State, p.Skipped = PhaseSkipped, v.skipped(func(stage string) int { return at[of[stage]] }, i)
		}
	}
	return phases
}

// lastRuns returns the runs of a phase, one after the other, when the dossier
// was last in it.
func (v DossierView) lastRuns(of map[string]string, phase string) []StageView {
	end := len(v.Stages)
	for end > 0 && of[v.Stages[end-1].Stage] != phase {
		end--
	}
	begin := end
	for begin > 0 && of[v.Stages[begin-1].Stage] == phase {
		begin--
	}
	return v.Stages[begin:end]
}

// standIn fills in the phase in which the dossier stands. One whose stages have
// ended but for what is optional is done.
func (v DossierView) standIn(p *PhaseView, cal calendar.Calendar, runs []StageView) {
	p.State, p.Stage = PhaseNow, v.next()
	run, ok := v.present()
	if !ok {
		p.To = calendar.Date{}
		return
	}
	p.Due = run.due()
	if run.Overdue {
		p.State = PhaseLate
		p.LateDays = max(p.Due.DaysUntil(cal.DateOf(v.LegalNow)), 0)
	}
	def, _ := v.Definition.Stage(run.Stage)
	if len(runs) < 2 || !def.Optional || v.asksMore(p.ID, run.Stage) {
		return
	}
	p.State, p.To = PhaseDone, runs[len(runs)-2].lastDay(cal)
}

// asksMore reports whether a stage that is not optional follows in the phase.
func (v DossierView) asksMore(phase, stage string) bool {
	path, _ := v.Definition.MainPath()
	i := slices.IndexFunc(path, func(s procedure.StageDef) bool { return s.ID == stage })
	of := v.Definition.PhaseByStage()
	return slices.ContainsFunc(path[i+1:], func(s procedure.StageDef) bool { return of[s.ID] == phase && !s.Optional })
}

// skipped returns the decision that led past the phase i.
func (v DossierView) skipped(at func(stage string) int, i int) *SkipView {
	for n, run := range slices.Backward(v.Stages) {
		next := v.after(run).Next
		if n+1 < len(v.Stages) {
			next = v.Stages[n+1].Stage
		}
		if run.Ended == nil || next == procedure.End || at(run.Stage) >= i || at(next) <= i {
			continue
		}
		o := v.after(run)
		skip := &SkipView{StageNo: run.No, OutcomeSr: o.TitleSr, OutcomeEn: o.TitleEn}
		for _, e := range v.Exemptions {
			if e.StageNo == run.No {
				skip.Ground, skip.Reason = e.Ground, e.Reason
			}
		}
		return skip
	}
	return nil
}
