package workflows

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
)

const testRef dossier.Ref = "2026-0001"

// shortPlan is a procedure of two stages: a consultation and a decision that
// may send back to it.
var shortPlan = procedure.Plan{Procedure: "test.short", Version: "2026-01-01", Hash: "sha256:short", Stages: []procedure.Stage{
	{ID: "debate", Kind: procedure.Consultation, Actor: procedure.Lead, Channels: []string{"own_site", "portal"},
		Windows:  []procedure.Window{{ID: "comments", Kind: procedure.MinWindow, Term: "20d", From: procedure.FromPublication}},
		Outcomes: []procedure.Outcome{{ID: "closed", Next: "sign_off"}}},
	{ID: "sign_off", Kind: procedure.Decision, Actor: procedure.Lead, Signers: 2, Outcomes: []procedure.Outcome{
		{ID: "approved", Next: procedure.End, Ends: procedure.Completed},
		{ID: "returned", Next: "debate", NeedsReasons: true},
		{ID: "rejected", Next: procedure.End, Ends: procedure.Rejected, NeedsReasons: true}}},
}}

// longPlan has a stage of every kind.
var longPlan = procedure.Plan{Procedure: "test.long", Version: "2026-01-01", Hash: "sha256:long", Stages: []procedure.Stage{
	{ID: "start", Kind: procedure.Notice, Actor: procedure.Lead, Channels: []string{"own_site"},
		Outcomes: []procedure.Outcome{{ID: "published", Next: "group"}}},
	{ID: "group", Kind: procedure.WorkingGroup, Actor: procedure.Lead, Outcomes: []procedure.Outcome{{ID: "formed", Next: "debate"}}},
	{ID: "debate", Kind: procedure.Consultation, Actor: procedure.Lead, Channels: []string{"own_site"},
		Windows:  []procedure.Window{{ID: "comments", Kind: procedure.MinWindow, Term: "20d", From: procedure.FromPublication}},
		Outcomes: []procedure.Outcome{{ID: "closed", Next: "report"}}},
	{ID: "report", Kind: procedure.Report, Actor: procedure.Lead, Lapse: "published",
		Windows:  []procedure.Window{{ID: "report", Kind: procedure.MaxWindow, Term: "15d", From: procedure.FromEntry}},
		Outcomes: []procedure.Outcome{{ID: "published", Next: "revision"}}},
	{ID: "revision", Kind: procedure.Drafting, Actor: procedure.Lead, Outcomes: []procedure.Outcome{
		{ID: "revised", Next: "opinions"}, {ID: "new_debate", Next: "debate", NeedsReasons: true}}},
	{ID: "opinions", Kind: procedure.Opinions, Actor: procedure.Lead, Lapse: "collected",
		Windows:  []procedure.Window{{ID: "opinions", Kind: procedure.MaxWindow, Term: "10wd", From: procedure.FromEntry}},
		Givers:   []procedure.Giver{{Body: "RSZ"}, {Body: "MF"}},
		Outcomes: []procedure.Outcome{{ID: "collected", Next: "sign_off"}}},
	{ID: "sign_off", Kind: procedure.Decision, Actor: procedure.Lead, Signers: 2, Outcomes: []procedure.Outcome{
		{ID: "approved", Next: "intake"}, {ID: "returned", Next: "revision"},
		{ID: "rejected", Next: procedure.End, Ends: procedure.Rejected}}},
	{ID: "intake", Kind: procedure.Checking, Actor: "VLADA",
		Windows:  []procedure.Window{{ID: "check", Kind: procedure.MaxWindow, Term: "5d", From: procedure.FromEntry}},
		Outcomes: []procedure.Outcome{{ID: "accepted", Next: "session"}}},
	{ID: "session", Kind: procedure.Decision, Actor: "VLADA", Collegial: true, Outcomes: []procedure.Outcome{
		{ID: "adopted", Next: "gazette"}, {ID: "returned", Next: "revision"}}},
	{ID: "gazette", Kind: procedure.Publication, Actor: "SG", Channels: []string{"gazette"},
		Outcomes: []procedure.Outcome{{ID: "published", Next: "vacatio"}}},
	{ID: "vacatio", Kind: procedure.Wait, Actor: procedure.Lead,
		Windows:  []procedure.Window{{ID: "vacatio", Kind: procedure.MinWindow, Term: "8d!", From: procedure.FromEntry}},
		Outcomes: []procedure.Outcome{{ID: "in_force", Next: procedure.End, Ends: procedure.Completed}}},
}}

// asked is a command as its row holds it, as far as the model needs it.
type asked struct {
	name    dossier.CommandName
	seq     int64
	outcome string
	channel string

	// What only the model of the law reads.
	pack            string // hash of the package that was seen
	by              string // who signs, or the body that gives its opinion
	reasons         bool
	ground          string
	present, favour int // of a conclusion
	chair           bool
}

// model is a record in memory, with one dossier. It keeps the promises of the
// real one: one thing at a time, the answer of the first time to the second,
// and its own clock.
type model struct {
	mu    sync.Mutex
	now   func() time.Time
	plan  procedure.Plan
	plans []procedure.Plan // all that it has ever stood under
	day   time.Duration    // how long one day of a term lasts
	early time.Duration    // how far the clock of the record is behind
	pause bool             // a rehearsal: the clock waits for people

	rows    map[string]asked
	applied map[string]dossier.Applied
	entered map[int]dossier.Entered
	endings map[int]dossier.Effect

	seq     int64
	stageNo int
	stage   procedure.Stage
	status  dossier.Status

	until     time.Time
	remind    []reminder // of the term, in the order of their instants
	overdue   bool
	opened    int
	proved    []string
	prepared  bool
	signed    int
	opinions  int
	extended  int
	recounted map[int]bool

	later    func(procedure.Plan) procedure.Plan // the next version of a plan; nil: there is none
	entering func(stageNo int)                   // called before a stage is entered
	applying func(command string)                // called before a command is applied
	carry    func(asked) (dossier.Effect, dossier.Code)

	watched []string       // the bodies whose deadlines were asked for, in order
	told    []string       // of which day of which stage people were told, in order
	carried map[string]int // how often an activity did something anew
	lapses  int            // how often it was asked to lapse
	faults  []string
}

func newModel(plan procedure.Plan, day time.Duration, now func() time.Time) *model {
	m := &model{now: now, plan: plan, plans: []procedure.Plan{plan}, day: day, status: dossier.Open, seq: 1, rows: map[string]asked{}, applied: map[string]dossier.Applied{},
		entered: map[int]dossier.Entered{}, endings: map[int]dossier.Effect{}, recounted: map[int]bool{}, carried: map[string]int{}}
	m.carry = m.carryOut
	return m
}

func (m *model) fault(format string, args ...any) error {
	err := fmt.Errorf(format, args...)
	m.faults = append(m.faults, err.Error())
	return err
}

func (m *model) LoadPlan(_ context.Context, in dossier.PlanInput) (procedure.Plan, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.plans) == 1 {
		return m.plan, nil
	}
	for _, p := range m.plans {
		if p.Hash == in.Definition {
			return p, nil
		}
	}
	return procedure.Plan{}, m.fault("load plan %s: no such one", in.Definition)
}

// longer returns a plan whose terms are a day longer, and which ends with a wait.
func longer(p procedure.Plan) procedure.Plan {
	next := procedure.Plan{Procedure: p.Procedure, Version: p.Version, Hash: p.Hash + "+", Stages: slices.Clone(p.Stages)}
	for i, st := range next.Stages {
		st.Windows, st.Outcomes = slices.Clone(st.Windows), slices.Clone(st.Outcomes)
		for k, w := range st.Windows {
			var days int
			var unit string
			fmt.Sscanf(w.Term, "%d%s", &days, &unit)
			st.Windows[k].Term = fmt.Sprintf("%d%s", days+1, unit)
		}
		for k, o := range st.Outcomes {
			if o.Ends == procedure.Completed && st.ID != "vacatio" {
				st.Outcomes[k].Next, st.Outcomes[k].Ends = "vacatio", ""
			}
		}
		next.Stages[i] = st
	}
	if _, ok := next.Stage("vacatio"); !ok {
		wait, _ := longPlan.Stage("vacatio")
		next.Stages = append(next.Stages, wait)
	}
	return next
}

// migrate takes the dossier over to the next version of its plan.
func (m *model) migrate() (dossier.Effect, dossier.Code) {
	if m.later == nil {
		return dossier.Effect{}, dossier.CodeVersionUnknown
	}
	m.plan = m.later(m.plan)
	m.plans = append(m.plans, m.plan)
	m.stage, _ = m.plan.Stage(m.stage.ID)
	if !m.until.IsZero() {
		m.until = m.until.Add(m.day)
	}
	e := m.moved()
	e.Definition = m.plan.Hash
	return e, ""
}

func (m *model) EnterStage(_ context.Context, in dossier.EnterInput) (dossier.Entered, error) {
	if m.entering != nil {
		m.entering(in.StageNo)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if e, ok := m.entered[in.StageNo]; ok {
		return e, nil
	}
	_, ended := m.endings[m.stageNo]
	stage, known := m.plan.Stage(in.Stage)
	if in.StageNo != m.stageNo+1 || (m.stageNo > 0 && !ended) || !known || m.status != dossier.Open {
		return dossier.Entered{}, m.fault("enter %d %s: the dossier is %s, in stage %d", in.StageNo, in.Stage, m.status, m.stageNo)
	}
	m.seq++
	m.stageNo, m.stage = in.StageNo, stage
	m.until, m.overdue, m.proved, m.prepared, m.signed, m.opinions, m.opened = time.Time{}, false, nil, false, 0, 0, 0
	m.remind = nil
	for _, w := range stage.Windows {
		if w.From == procedure.FromEntry {
			m.runs(m.now().Add(m.term(w)))
		}
	}
	m.entered[in.StageNo] = dossier.Entered{Seq: m.seq}
	return m.entered[in.StageNo], nil
}

func (m *model) term(w procedure.Window) time.Duration {
	var days int
	fmt.Sscanf(w.Term, "%d", &days)
	return time.Duration(days) * m.day
}

func (m *model) StageDeadline(_ context.Context, in dossier.DeadlineInput) (dossier.Deadline, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if ending, ok := m.endings[in.StageNo]; ok {
		return dossier.Deadline{Over: true, Effect: ending}, nil
	}
	d := dossier.Deadline{Until: m.until, Overdue: m.overdue, Body: m.stage.Actor}
	if !m.until.IsZero() {
		d.Window = m.stage.Windows[0].ID
	}
	if m.stage.Kind == procedure.Opinions {
		d = m.ofBody(d, in.Body)
		m.watched = append(m.watched, in.Body)
	}
	if len(m.remind) > 0 && in.Body == "" {
		d.Remind = m.remind[0].at
	}
	if m.pause {
		d.Until, d.Remind = time.Time{}, time.Time{}
	}
	return d, nil
}

// reminder is a day on which people are told of the term.
type reminder struct {
	days int
	at   time.Time
}

// runs lets the term of the stage run until an instant; what was to be told of
// another end is not told any more.
func (m *model) runs(until time.Time) {
	m.until, m.remind = until, nil
	for _, days := range dossier.ReminderDays {
		at := until.Add(time.Duration(days-1) * m.day) // as the day begins
		if at.After(m.now()) && (days <= 0 || m.stage.Kind != procedure.Consultation) && m.stage.Kind != procedure.Wait {
			m.remind = append(m.remind, reminder{days, at})
		}
	}
}

// tell tells of the last of the days that have come.
func (m *model) tell() bool {
	last := 0
	for i, r := range m.remind {
		if !m.now().Before(r.at) {
			last = i + 1
		}
	}
	if last == 0 {
		return false
	}
	m.told = append(m.told, fmt.Sprintf("%s %+d", m.stage.ID, m.remind[last-1].days))
	m.remind = m.remind[last:]
	return true
}

// ofBody returns the part of the deadline of a stage of opinions that is of one of
// the bodies asked; of none, what is the stage's own.
func (m *model) ofBody(d dossier.Deadline, body string) dossier.Deadline {
	if body != "" {
		d.Body = body
		if d.Window != "" {
			d.Window += ":" + body
		}
		return d
	}
	for _, g := range m.stage.Givers {
		d.Asked = append(d.Asked, g.Body)
	}
	d.Until, d.Window = time.Time{}, ""
	return d
}

func (m *model) LapseWindow(_ context.Context, in dossier.LapseInput) (dossier.Effect, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if ending, ok := m.endings[in.StageNo]; ok {
		m.lapses++
		return ending, nil
	}
	if (m.until.IsZero() || m.now().Before(m.until)) && m.tell() {
		return dossier.Effect{Seq: m.seq, StageNo: m.stageNo, Reminded: true}, nil
	}
	m.lapses++
	if m.until.IsZero() || m.now().Add(-m.early).Before(m.until) {
		return dossier.Effect{Seq: m.seq, StageNo: m.stageNo}, nil
	}
	m.carried["lapse"]++
	m.until = time.Time{}
	switch {
	case m.stage.Kind == procedure.Consultation, m.stage.Kind == procedure.Wait:
		return m.end(m.stage.Outcomes[0].ID), nil
	case m.stage.Lapse != "":
		return m.end(m.stage.Lapse), nil
	}
	m.overdue = true
	return m.moved(), nil
}

func (m *model) end(outcome string) dossier.Effect {
	m.seq++
	e := dossier.Effect{Seq: m.seq, StageNo: m.stageNo, Ended: true, Outcome: outcome}
	m.endings[m.stageNo] = e
	return e
}

func (m *model) FinishDossier(_ context.Context, in dossier.FinishInput) (dossier.DossierResult, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.status != dossier.Open {
		return dossier.DossierResult{Status: m.status, Seq: m.seq}, nil
	}
	ending, ended := m.endings[m.stageNo]
	outcome, _ := m.stage.Outcome(ending.Outcome)
	if !ended || outcome.Next != procedure.End || string(outcome.Ends) != string(in.Status) {
		return dossier.DossierResult{}, m.fault("finish as %s: stage %d ended %t with %q", in.Status, m.stageNo, ended, ending.Outcome)
	}
	m.seq++
	m.status = in.Status
	return dossier.DossierResult{Status: m.status, Seq: m.seq}, nil
}

func (m *model) CarryComments(context.Context, dossier.CarryInput, func(dossier.CarryResult)) (dossier.CarryResult, error) {
	return dossier.CarryResult{}, m.fault("a stage has comments carried")
}

func (m *model) CompareTexts(context.Context, dossier.CompareInput) (dossier.CompareResult, error) {
	return dossier.CompareResult{}, m.fault("a stage has texts compared")
}

func (m *model) PublishCheckpoints(context.Context) (dossier.PublishedCheckpoints, error) {
	return dossier.PublishedCheckpoints{}, m.fault("a stage has checkpoints published")
}

func (m *model) ApplyCommand(_ context.Context, in dossier.ApplyInput) (dossier.Applied, error) {
	if m.applying != nil {
		m.applying(in.Command)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if a, ok := m.applied[in.Command]; ok {
		return a, nil
	}
	row, ok := m.rows[in.Command]
	if !ok {
		return dossier.Applied{}, m.fault("apply %s: no such command", in.Command)
	}
	effect, code := m.carry(row)
	a := dossier.Applied{Verdict: dossier.Verdict{Status: dossier.VerdictAccepted, Seq: m.seq}, Effect: effect}
	if code != "" {
		a.Verdict = dossier.Verdict{Status: dossier.VerdictRefused, Code: code, Seq: m.seq}
	} else {
		m.carried[string(row.name)]++
	}
	m.applied[in.Command] = a
	return a, nil
}

func (m *model) carryOut(row asked) (dossier.Effect, dossier.Code) {
	_, ended := m.endings[m.stageNo]
	switch {
	case row.seq != m.seq:
		return dossier.Effect{}, dossier.CodeStale
	case ended || m.status != dossier.Open || !dossier.Takes(string(m.stage.Kind), row.name):
		return dossier.Effect{}, dossier.CodeNotNow
	}
	switch row.name {
	case dossier.Complete, dossier.RecordConclusion, dossier.Return, dossier.Reject:
		if _, ok := m.stage.Outcome(row.outcome); !ok {
			return dossier.Effect{}, dossier.CodeOutcomeUnknown
		}
		return m.end(row.outcome), ""
	case dossier.PublishReport:
		return m.end(m.stage.Outcomes[0].ID), ""
	case dossier.PublishProof:
		return m.prove(row.channel)
	case dossier.Prepare:
		m.prepared = true
	case dossier.Sign:
		if !m.prepared {
			return dossier.Effect{}, dossier.CodeNotPrepared
		}
		m.signed++
		if m.signed >= m.stage.Signers {
			return m.end(m.stage.Outcomes[0].ID), ""
		}
	case dossier.AskOpinion:
		m.stage.Givers = append(slices.Clone(m.stage.Givers), procedure.Giver{Body: row.channel, Mandatory: procedure.Conditional})
		return m.moved(), ""
	case dossier.GiveOpinion:
		m.opinions++
		if m.opinions >= len(m.stage.Givers) {
			return m.end(m.stage.Outcomes[0].ID), ""
		}
	case dossier.Recompute, dossier.Compensate: // each day that became free, and each downtime, counts once
		if m.until.IsZero() || m.recounted[m.stageNo] {
			return dossier.Effect{}, dossier.CodeNothingChanged
		}
		m.recounted[m.stageNo] = true
		m.runs(m.until.Add(m.day))
		return m.moved(), ""
	case dossier.Extend:
		if m.until.IsZero() {
			return dossier.Effect{}, dossier.CodeNothingToWaitFor
		}
		m.extended++
		m.runs(m.until.Add(10 * m.day))
		return m.moved(), ""
	case dossier.Shorten:
		if m.until.IsZero() || m.stage.Kind != procedure.Wait {
			return dossier.Effect{}, dossier.CodeNotShortened
		}
		m.until = m.until.Add(-m.day)
		return m.moved(), ""
	case dossier.Advance:
		if m.until.IsZero() {
			return dossier.Effect{}, dossier.CodeNothingToWaitFor
		}
		m.pause, m.until = false, m.now()
		return m.moved(), ""
	case dossier.MigrateProcedure:
		return m.migrate()
	case dossier.Withdraw:
		m.status = dossier.Withdrawn
		e := m.end("")
		e.Ended, e.Closed = false, dossier.Withdrawn
		m.endings[m.stageNo] = e
		return e, ""
	}
	m.seq++
	return dossier.Effect{Seq: m.seq, StageNo: m.stageNo}, ""
}

func (m *model) moved() dossier.Effect {
	m.seq++
	return dossier.Effect{Seq: m.seq, StageNo: m.stageNo, Moved: true}
}

func (m *model) prove(channel string) (dossier.Effect, dossier.Code) {
	if !slices.Contains(m.stage.Channels, channel) || slices.Contains(m.proved, channel) {
		return dossier.Effect{}, dossier.CodeChannelUnknown
	}
	m.proved = append(m.proved, channel)
	switch {
	case len(m.proved) < len(m.stage.Channels):
		m.seq++
		return dossier.Effect{Seq: m.seq, StageNo: m.stageNo}, ""
	case m.stage.Kind != procedure.Consultation:
		return m.end(m.stage.Outcomes[0].ID), ""
	}
	m.opened++
	m.runs(m.now().Add(m.term(m.stage.Windows[0])))
	e := m.moved()
	e.Round = fmt.Sprintf("round-%d", m.stageNo)
	return e, ""
}

// ask writes the row of a command as the person gives it who sees the record as
// it is, and returns its message.
func (m *model) ask(id string, row asked) dossier.CommandMessage {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, ok := m.rows[id]; !ok {
		if row.seq == 0 {
			row.seq = m.seq
		}
		m.rows[id] = row
	}
	return dossier.CommandMessage{ID: id, Name: m.rows[id].name, Seq: m.rows[id].seq}
}

// look calls f with the record held.
func (m *model) look(f func()) {
	m.mu.Lock()
	defer m.mu.Unlock()
	f()
}
