package procedure

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/rasprava/rasprava/internal/calendar"
)

// Course is a dossier as far as it decides whether the dossier could have come
// where it is under another version of its procedure.
type Course struct {
	Act     string // kind of the act: law, decree, …
	Traits  map[string]string
	Runs    []Passed // in their order; the last is the present one where it has not ended
	Running []RunningTerm
}

// Passed is one run of a stage. Days are civil days of the procedure's calendar.
type Passed struct {
	Stage      string
	Entered    calendar.Date //
	Published  calendar.Date // of the last required proof; zero: there is none
	LastDay    calendar.Date // from which the terms of later stages count; zero: it has not ended
	Ended      time.Time     // on the dossier's own clock, no earlier than the end of the term that ended it; zero: it is the present one
	Outcome    string
	Channels   []string // in which publication is proved
	Documents  []string // kinds in the package of that time
	Signatures int      // on the package that was last put before the signers
	Concluded  bool     // by a collegial body
	Asked      []string // codes of bodies that were asked for their opinion
}

// RunningTerm is a term of the present stage as it stands.
type RunningTerm struct {
	ID   string
	Kind WindowKind
	Due  calendar.Date // the last day
}

// Finding is one thing that a migration finds. Params are codes, terms and
// dates in ISO 8601, lists joined by commas: what people read is made of them.
type Finding struct {
	Code   string
	Stage  string // id; empty: of the whole
	Params map[string]string
}

// Why a history would have been impossible under another version.
const (
	ActKindUnfit     = "act_kind"         // act: the version is not for acts of that kind
	BeginsElsewhere  = "begins_elsewhere" // first
	StageMissing     = "stage_missing"
	StageKindOther   = "stage_kind"       // was, is
	StageActorOther  = "stage_actor"      // was, is: Lead or codes of bodies
	OutcomeMissing   = "outcome_missing"  // outcome
	LeadsElsewhere   = "leads_elsewhere"  // outcome, leads, went: ids of stages
	StageSkipped     = "stage_skipped"    // after: the stage was not entered after that one
	WouldHaveEnded   = "would_have_ended" // outcome
	LastedTooShort   = "too_short"        // term, due, last
	ChannelsUnproved = "channels_unproved"
	DocumentsLacked  = "documents_lacked"
	SignaturesLacked = "signatures_lacked" // have, need
	NotConcluded     = "not_concluded"
	BodiesNotAsked   = "bodies_not_asked"
	GateUnchecked    = "gate_unchecked"   // gate
	RuleUnchecked    = "rule_unchecked"   // rule: see rules
	OutcomeBarred    = "outcome_barred"   // outcome: not for an act with such traits
	OutcomeSets      = "outcome_sets"     // outcome: it would have given the act other traits
	TraitUnknown     = "trait_unknown"    // trait, value
	AlreadyComplete  = "already_complete" // what the version asks for in the present stage is there, and nobody would end it
)

// What changes for a dossier that goes over, in a stage that it is in or can
// still come to, and what does not though the version says otherwise.
const (
	StageAdded       = "stage_added"
	StageDropped     = "stage_dropped"
	ActorChanges     = "actor_changes"   // was, is
	TermChanges      = "term_changes"    // kind, was, is: terms
	TermAdded        = "term_added"      // kind, is
	TermDropped      = "term_dropped"    // kind, was
	TermMoves        = "term_moves"      // was, is: dates; of the present stage
	TermBegins       = "term_begins"     // due; of the present stage
	TermStays        = "term_stays"      // due, is: the promised last day stands, whatever the version says
	DocumentsAdded   = "documents_added" // documents; these eight: what comes or goes
	DocumentsDropped = "documents_dropped"
	ChannelsAdded    = "channels_added"
	ChannelsDropped  = "channels_dropped"
	GatesAdded       = "gates_added"
	GatesDropped     = "gates_dropped"
	GiversAdded      = "givers_added"
	GiversDropped    = "givers_dropped"
	SignersChange    = "signers_change"  // was, is
	DeciderChanges   = "decider_changes" // is: collegial or signers
	SilenceChanges   = "silence_changes" // is
	LapseChanges     = "lapse_changes"   // is: outcome, empty for none
	OutcomeAdded     = "outcome_added"   // outcome, leads
	OutcomeDropped   = "outcome_dropped" // outcome
	OutcomeLeads     = "outcome_leads"   // outcome, was, is: ids of stages, or End
	TextStateChanges = "text_changes"    // is
	RunsStay         = "runs_stay"       // count
	GiversStay       = "givers_stay"     // bodies: asked already, and heard
	TraitAdded       = "trait_added"     // trait, value
	RuleChanges      = "rule_changes"    // rule: see rules
	TermOnNextEntry  = "term_on_entry"   // kind, is: it begins when the stage is entered again
)

// Migration is what it means for a dossier to go over to another version.
type Migration struct {
	Impossible []Finding // reasons against it; none: it can go over
	Changes    []Finding
	Stays      []Finding
	Terms      []Moved // of the present stage, that end later, or begin
}

// Moved is a term of the present stage as the new version makes it.
type Moved struct {
	Window WindowDef
	Due    calendar.Result
}

// Migrate compares a dossier under one version of its procedure with another. It
// says why the way that the dossier has come would have been impossible under
// the other, and what would change. Terms of the present stage change in favour
// of the public alone: a least time may become longer, what was promised never
// shorter. cal is that of the other, with the days that were added to it. The error
// says that a term cannot be read.
func Migrate(from, to *Definition, cal calendar.Calendar, c Course) (Migration, error) {
	m := &migration{from: from, to: to, cal: cal, course: c}
	m.traits()
	if !to.Fits(c.Act) {
		m.against(ActKindUnfit, "", "act", c.Act)
	}
	if len(c.Runs) > 0 && len(to.Stages) > 0 && c.Runs[0].Stage != to.Stages[0].ID {
		m.against(BeginsElsewhere, c.Runs[0].Stage, "first", to.Stages[0].ID)
	}
	for i, run := range c.Runs {
		err := m.passed(i, run)
		if err != nil {
			return Migration{}, fmt.Errorf("migrate to %s of %s: %w", to.Version, to.ID, err)
		}
	}
	if len(m.found.Impossible) > 0 {
		return Migration{Impossible: m.found.Impossible}, nil
	}
	m.from, m.to = from.For(c.Traits), to.For(c.Traits)
	err := m.ahead()
	if err != nil {
		return Migration{}, fmt.Errorf("migrate to %s of %s: %w", to.Version, to.ID, err)
	}
	return m.found, nil
}

// migration gathers what is found.
type migration struct {
	from, to *Definition
	at       []map[string]string // traits of the act when each run began
	cal      calendar.Calendar
	course   Course
	found    Migration
}

func finding(code, stage string, pairs []string) Finding {
	f := Finding{Code: code, Stage: stage, Params: map[string]string{}}
	for i := 0; i+1 < len(pairs); i += 2 {
		f.Params[pairs[i]] = pairs[i+1]
	}
	return f
}

// against notes why the history would be impossible; the same reason stands once.
func (m *migration) against(code, stage string, pairs ...string) {
	f := finding(code, stage, pairs)
	if !slices.ContainsFunc(m.found.Impossible, func(g Finding) bool { return same(f, g) }) {
		m.found.Impossible = append(m.found.Impossible, f)
	}
}

func same(f, g Finding) bool {
	if f.Code != g.Code || f.Stage != g.Stage || len(f.Params) != len(g.Params) {
		return false
	}
	for k, v := range f.Params {
		if g.Params[k] != v {
			return false
		}
	}
	return true
}

func (m *migration) change(code, stage string, pairs ...string) {
	m.found.Changes = append(m.found.Changes, finding(code, stage, pairs))
}

func (m *migration) stay(code, stage string, pairs ...string) {
	m.found.Stays = append(m.found.Stays, finding(code, stage, pairs))
}

// passed looks at one run. The present one has only what it already has.
func (m *migration) passed(i int, run Passed) error {
	st, ok := m.to.For(m.at[i]).Stage(run.Stage)
	if !ok {
		m.against(StageMissing, run.Stage)
		return nil
	}
	old, _ := m.from.For(m.at[i]).Stage(run.Stage)
	if st.Kind != old.Kind {
		m.against(StageKindOther, st.ID, "was", string(old.Kind), "is", string(st.Kind))
		return nil
	}
	if st.Actor != old.Actor {
		m.against(StageActorOther, st.ID, "was", old.Actor, "is", st.Actor)
	}
	if run.Ended.IsZero() {
		m.present(old, st, run)
		return nil
	}
	o, ok := st.Outcome(run.Outcome)
	if !ok {
		m.against(OutcomeMissing, st.ID, "outcome", run.Outcome)
		return nil
	}
	m.led(i, st, o)
	if o.Barred {
		m.against(OutcomeBarred, st.ID, "outcome", o.ID)
	}
	if was, _ := old.Outcome(o.ID); !maps.Equal(was.Sets, o.Sets) {
		m.against(OutcomeSets, st.ID, "outcome", o.ID)
	}
	if st.Kind.ByChannels() {
		m.lacks(ChannelsUnproved, st.ID, "channels", st.Channels, run.Channels)
	}
	if o.Ungated {
		return nil
	}
	m.lacks(DocumentsLacked, st.ID, "documents", st.Docs, run.Documents)
	m.lacks(BodiesNotAsked, st.ID, "bodies", always(st), run.Asked)
	if st.least() > run.Signatures {
		m.against(SignaturesLacked, st.ID, "have", fmt.Sprint(run.Signatures), "need", fmt.Sprint(st.least()))
	}
	if st.Collegial && !run.Concluded {
		m.against(NotConcluded, st.ID)
	}
	for _, code := range without(without(gateCodes(st), gateCodes(old)), lookedAt) {
		m.against(GateUnchecked, st.ID, "gate", code)
	}
	for _, rule := range rules {
		if rule.checked && rule.says(st) != rule.says(old) && rule.says(st) != "" {
			m.against(RuleUnchecked, st.ID, "rule", rule.name)
		}
	}
	return m.lasted(i, st, run)
}

// lookedAt are the gates that a run itself shows to have held, or not.
var lookedAt = []string{DocumentsPresent, ChannelsProved, MinWindowEnded, SignaturesComplete}

// led compares where an outcome leads with where the dossier went.
func (m *migration) led(i int, st StageDef, o OutcomeDef) {
	if i+1 >= len(m.course.Runs) { // between two stages: where it goes is still open
		return
	}
	went := m.course.Runs[i+1].Stage
	switch {
	case o.Next == went:
	case o.Next == End:
		m.against(WouldHaveEnded, st.ID, "outcome", o.ID)
	case !slices.ContainsFunc(m.course.Runs, func(r Passed) bool { return r.Stage == o.Next }):
		m.against(StageSkipped, o.Next, "after", st.ID)
	default:
		m.against(LeadsElsewhere, st.ID, "outcome", o.ID, "leads", o.Next, "went", went)
	}
}

// lacks notes what a version asks for that is not there.
func (m *migration) lacks(code, stage, name string, want, have []string) {
	missing := without(want, have)
	if len(missing) > 0 {
		m.against(code, stage, name, strings.Join(missing, ","))
	}
}

// lasted compares how long a run lasted with the least times of a version.
func (m *migration) lasted(i int, st StageDef, run Passed) error {
	for _, w := range st.Windows {
		if w.Kind == MaxWindow {
			continue
		}
		due, begun, err := m.due(i, run, w)
		if err != nil {
			return err
		}
		if !begun || run.Ended.Before(m.cal.EndOf(due)) {
			m.against(LastedTooShort, st.ID, "term", w.Term, "due", due.Due.String(), "last", run.LastDay.String())
		}
	}
	return nil
}

// due returns the end of a window in a run, and whether it has begun.
func (m *migration) due(i int, run Passed, w WindowDef) (calendar.Result, bool, error) {
	term, err := calendar.ParseTerm(w.Term)
	if err != nil {
		return calendar.Result{}, false, err
	}
	start := run.Entered
	switch w.From {
	case FromPublication:
		start = run.Published
	case FromOpening:
		start = m.course.Runs[0].Entered
	}
	if origin, ok := strings.CutPrefix(w.From, fromStage); ok {
		start = run.Entered // as where the stage never ended before
		for _, before := range m.course.Runs[:i] {
			if before.Stage == origin && !before.LastDay.IsZero() {
				start = before.LastDay
			}
		}
	}
	if start.IsZero() {
		return calendar.Result{}, false, nil
	}
	return m.cal.Due(start, term), true, nil
}

// present looks at the stage that the dossier is in: what was done in it must be
// enough for what already follows from it, and not end it unnoticed.
func (m *migration) present(old, st StageDef, run Passed) {
	missing := without(st.Channels, run.Channels)
	switch {
	case !st.Kind.ByChannels():
	case !run.Published.IsZero() && len(missing) > 0:
		m.against(ChannelsUnproved, st.ID, "channels", strings.Join(missing, ","))
	case run.Published.IsZero() && len(run.Channels) > 0 && len(missing) == 0:
		m.against(AlreadyComplete, st.ID)
	}
	if st.Signed() && run.Signatures >= st.least() && st.least() < old.least() {
		m.against(AlreadyComplete, st.ID)
	}
}

func gateCodes(s StageDef) []string {
	var codes []string
	for _, g := range s.Gates {
		codes = append(codes, g.Code)
	}
	return codes
}

// always returns the codes of the bodies that a stage asks in every case.
func always(s StageDef) []string {
	var codes []string
	for _, g := range s.Givers {
		if g.Mandatory == Always {
			codes = append(codes, g.Body)
		}
	}
	return codes
}

// Newer reports whether d is a later version of the same procedure than other:
// one of a later date, or other bytes of the same date.
func (d *Definition) Newer(other *Definition) bool {
	return d.ID == other.ID && d.Hash != other.Hash && cmp.Compare(d.Version, other.Version) >= 0
}

// Fits reports whether the procedure is for acts of a kind.
func (d *Definition) Fits(act string) bool { return len(d.Acts) == 0 || slices.Contains(d.Acts, act) }

// ValidOn reports whether a dossier may begin under the version on a civil day,
// ISO 8601.
func (d *Definition) ValidOn(day string) bool {
	return d.ValidFrom <= day && (d.ValidTo == "" || day <= d.ValidTo)
}
