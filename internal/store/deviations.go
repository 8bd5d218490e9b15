package store

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/calendar"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
)

// DeviationCode says in what a dossier departed from the usual way. Codes are
// stable: pages and the API speak of a deviation by its code.
type DeviationCode string

const (
	Exempted       DeviationCode = "exemption"        // ground; an outcome that passes over a rule
	OffPlan        DeviationCode = "off_plan"         // an act that the plan does not have
	Exempt         DeviationCode = "exempt"           // from what the stage asks for
	WindowShorter  DeviationCode = "window_shortened" // window, term_before, term: the least length of a stage
	NotDebated     DeviationCode = "no_new_round"     // the text changed after the debate, and there is none on it
	Reclassified   DeviationCode = "reclassified"     // trait_sr, trait_en, from_sr, from_en, to_sr, to_en: a body found the act to be other than was stated
	Overdue        DeviationCode = "overdue"          // due, days: a term passed and the stage went on
	ReportLapsed   DeviationCode = "report_lapsed"    // due: the report published itself on its last day
	Silence        DeviationCode = "silence"          // due, bodies: their silence was taken for no objection
	Lapsed         DeviationCode = "lapsed"           // due: the term took the outcome
	Extended       DeviationCode = "extended"         // window, first, due, days: a term was made longer
	HolidayMoved   DeviationCode = "holiday"          // window, first, due, days, date, name_sr, name_en: a day became free, by the act that is the reason
	Compensated    DeviationCode = "compensated"      // window, first, due, days, lost: the public could not be served
	CutShort       DeviationCode = "cut_short"        // window, kind, lasted, term: a least term was not waited for, in a history that was imported
	StaleDocuments DeviationCode = "stale_documents"  // documents: they are older than the text
)

// Deviation is one departure of a dossier from the usual way.
type Deviation struct {
	Code         DeviationCode
	StageNo      int // 0: of the dossier as it is now
	Stage        string
	StageTitleSr string
	StageTitleEn string
	OutcomeSr    string // with which the stage was left, where that is the deviation
	OutcomeEn    string
	On           calendar.Date // on the dossier's own clock
	Params       map[string]string
	Basis        string // of the rule from which was departed
	Reason       string // that was given
	GroundSr     string // title of the ground that was named of the procedure's closed list; empty: none was
	GroundEn     string
	GroundBasis  string
	GroundSeen   procedure.Evidence
	Until        string          // last civil day of an exemption; empty: it does not end, or it is none
	Exempts      bool            // it is an exemption
	Expired      bool            // and is not in force any more
	Person       string          // who decided it; empty: nobody did, a term ended
	PersonBody   BodyName        // in which they did
	Conclude     *ConclusionView // on the ground of which; nil: it was no body's decision in session

	exemption string // its id
}

// departures are the outcomes that are deviations by their name. Which way out of
// an optional stage is taken, and whether it is held at all, the rules leave open:
// none of them is a deviation unless it exempts.
var departures = map[string]DeviationCode{"off_plan": OffPlan, "exempt": Exempt}

// departure returns in what leaving a stage with an outcome departs from the
// usual way, if it does.
func departure(d *procedure.Definition, def procedure.StageDef, outcome string) (DeviationCode, bool) {
	if def.Exempting(outcome) { // that has a record of its own
		return "", false
	}
	left, _ := def.Outcome(outcome)
	if _, finds := d.Reclassifies(left); finds {
		return Reclassified, true
	}
	code, ok := departures[outcome]
	return code, ok
}

// Deviations returns in what the dossier departed from the usual way, in the
// order of its stages.
func (v DossierView) Deviations() ([]Deviation, error) {
	cal, err := v.Definition.Days()
	if err != nil {
		return nil, fmt.Errorf("see deviations of %s: %w", v.Ref, err)
	}
	all := []Deviation{}
	short, err := v.brought()
	if err != nil {
		return nil, err
	}
	for _, run := range v.Stages {
		all = append(all, v.deviationsIn(run, cal)...)
		all = append(all, short[run.No]...)
	}
	if len(v.Stale) > 0 && v.Status == dossier.Open {
		kinds := make([]string, len(v.Stale))
		for i, k := range v.Stale {
			kinds[i] = string(k)
		}
		all = append(all, Deviation{Code: StaleDocuments, On: cal.DateOf(v.LegalNow), Params: map[string]string{"documents": strings.Join(kinds, ",")}})
	}
	return all, nil
}

func (v DossierView) deviationsIn(run StageView, cal calendar.Calendar) []Deviation {
	def, _ := v.Definition.Stage(run.Stage)
	on := cal.DateOf(v.LegalNow)
	if run.Ended != nil {
		on = run.lastDay(cal)
	}
	of := func(code DeviationCode, basis, reason string, params ...string) Deviation {
		d := Deviation{Code: code, StageNo: run.No, Stage: run.Stage, StageTitleSr: def.TitleSr, StageTitleEn: def.TitleEn, On: on,
			Params: map[string]string{}, Basis: basis, Reason: reason}
		for i := 0; i+1 < len(params); i += 2 {
			d.Params[params[i]] = params[i+1]
		}
		return d
	}
	acting := BodyName{run.ActorCode, run.ActorSr, run.ActorEn}
	var found []Deviation
	for _, w := range run.Windows {
		if w.Extended && w.Due > w.FirstDue {
			longer := of(Extended, w.Basis, w.Reasons, "window", w.ID, "first", w.FirstDue, "due", w.Due,
				"days", strconv.Itoa(civil(w.FirstDue).DaysUntil(civil(w.Due))))
			by := BodyName{v.LeadCode, v.LeadNameSr, v.LeadNameEn}
			if m, ok := v.lastMove(run.No, w.ID); ok {
				by = BodyName{} // an operator's, who has no part in the dossier
				longer.explain(m)
			}
			found = append(found, longer.by(w.MovedBy, by))
		}
	}
	if longest, ok := run.longest(); ok {
		due := civil(longest.Due)
		silent := run.silent()
		if len(silent) > 0 {
			found = append(found, of(Silence, longest.Basis, "", "due", longest.Due, "bodies", strings.Join(silent, ",")))
		}
		switch {
		case run.Overdue:
			late := of(Overdue, longest.Basis, "", "due", longest.Due, "days", strconv.Itoa(max(due.DaysUntil(on), 0)))
			late.On = due
			found = append(found, late)
		case !run.Lapsed || !longest.Lapsed || len(silent) > 0:
		case run.Kind == string(procedure.Report):
			found = append(found, of(ReportLapsed, longest.Basis, "", "due", longest.Due))
		case run.Kind != string(procedure.Consultation) && run.Kind != string(procedure.Wait):
			found = append(found, v.leftWith(of(Lapsed, longest.Basis, "", "due", longest.Due), run))
		}
	}
	if code, ok := departure(v.Definition, def, run.Outcome); ok {
		left, _ := def.Outcome(run.Outcome)
		departed := v.leftWith(of(code, firstOf(left.Basis, def.Basis), run.Reasons), run).by(run.EndedBy, acting)
		if f, finds := v.Definition.Reclassifies(left); finds {
			departed.Params = map[string]string{"trait_sr": f.Trait.TitleSr, "trait_en": f.Trait.TitleEn,
				"from_sr": f.From.TitleSr, "from_en": f.From.TitleEn, "to_sr": f.To.TitleSr, "to_en": f.To.TitleEn}
		}
		found = append(found, departed)
	}
	for _, e := range v.Exemptions {
		if e.StageNo == run.No {
			found = append(found, v.exempted(e, run, of))
		}
	}
	return found
}

// explain says why a term was made longer that nobody in the dossier extended.
func (d *Deviation) explain(m MoveView) {
	d.Code = Compensated
	if m.Cause == dossier.Recompute {
		d.Code, d.Reason = HolidayMoved, m.Act
	}
	for name, value := range map[string]string{"date": m.Date, "name_sr": m.NameSr, "name_en": m.NameEn, "lost": strconv.Itoa(m.Days)} {
		d.Params[name] = value
	}
}

// exempted returns what an exemption departs from; of makes a deviation of the
// run.
func (v DossierView) exempted(e ExemptionView, run StageView, of func(code DeviationCode, basis, reason string, params ...string) Deviation) Deviation {
	def, _ := v.Definition.Stage(run.Stage)
	lead := BodyName{v.LeadCode, v.LeadNameSr, v.LeadNameEn}
	var d Deviation
	switch e.Kind {
	case Shortened:
		w, _ := def.Window(e.Window)
		d = of(WindowShorter, w.Basis, e.Reason, "ground", e.Ground, "window", e.Window, "term_before", e.TermBefore, "term", e.Term).by(e.Person, lead)
		d.On = dateOf(e.LegalAt)
	case NoFurtherOne:
		d = of(NotDebated, def.Basis, e.Reason, "ground", e.Ground).by(e.Person, lead)
		d.On = dateOf(e.LegalAt)
	default:
		d = v.leftWith(of(Exempted, firstOf(v.after(run).Basis, def.Basis), e.Reason, "ground", e.Ground), run).
			by(e.Person, BodyName{run.ActorCode, run.ActorSr, run.ActorEn})
	}
	d.exemption, d.Exempts, d.Until, d.Expired = e.ID, true, e.LastDay(), !e.Holds(v.LegalNow)
	if g, known := v.Definition.Ground(e.Ground); known {
		d.GroundSr, d.GroundEn, d.GroundBasis, d.GroundSeen = g.TitleSr, g.TitleEn, g.Basis, g.Evidence
	}
	return d
}

// dateOf returns the civil date of an instant of a dossier's own clock.
func dateOf(at time.Time) calendar.Date { return civil(dossier.Day(at, belgrade)) }

// by names who decided it, and in which body; nobody where there is no name.
func (d Deviation) by(person string, body BodyName) Deviation {
	if person != "" {
		d.Person, d.PersonBody = person, body
	}
	return d
}

// leftWith names the outcome with which the run was left, and the conclusion by
// which, if there was one.
func (v DossierView) leftWith(d Deviation, run StageView) Deviation {
	o := v.after(run)
	d.OutcomeSr, d.OutcomeEn = o.TitleSr, o.TitleEn
	d.Conclude = run.Conclude
	return d
}

// longest returns the longest term of a run, if it has one.
func (st StageView) longest() (WindowView, bool) {
	var last WindowView
	for _, w := range st.Windows {
		if w.Kind == string(procedure.MaxWindow) && w.Due > last.Due {
			last = w
		}
	}
	return last, last.ID != ""
}

// silent returns the codes of the bodies that were asked and said nothing in time.
func (st StageView) silent() []string {
	var codes []string
	for _, o := range st.Opinions {
		if o.Silent {
			codes = append(codes, o.BodyCode)
		}
	}
	return codes
}

// DeviationRow is a deviation in a list of those of many dossiers.
type DeviationRow struct {
	Deviation
	Ref   dossier.Ref
	Title string
	Lead  BodyName
	At    time.Time   // when it was put down
	From  *ImportView // nil: the dossier was not imported
}

// deviated finds what was put down as a deviation in the dossiers that the
// viewer sees. What an outcome is by its name stands in the definitions: stage,
// outcome and code of those are parameters. The key makes the order total.
const deviated = `
	WITH x AS (
		SELECT dossier, granted_at AS at, stage_no, CASE kind WHEN 'outcome' THEN 'exemption' ELSE kind END AS code, id::text AS part,
			true AS exempts, expires_at FROM exemptions
		UNION ALL SELECT dossier, overdue_at, no, 'overdue', '', false, NULL FROM stage_runs WHERE overdue_at IS NOT NULL
		UNION ALL SELECT i.dossier, r.ended_at, i.stage_no, x.code, '', false, NULL FROM imported_stages i JOIN stage_runs r ON r.dossier = i.dossier AND r.no = i.stage_no
			CROSS JOIN (VALUES ('cut_short'), ('overdue')) x (code) WHERE CASE x.code WHEN 'overdue' THEN i.late ELSE i.cut_short END
		UNION ALL SELECT dossier, max(silent_at), stage_no, 'silence', '', false, NULL FROM opinion_requests WHERE silent_at IS NOT NULL GROUP BY dossier, stage_no
		UNION ALL SELECT r.dossier, r.ended_at, r.no, CASE WHEN r.kind = 'report' THEN 'report_lapsed' ELSE 'lapsed' END, '', false, NULL
			FROM stage_runs r WHERE r.lapsed AND r.overdue_at IS NULL
			AND NOT EXISTS (SELECT 1 FROM opinion_requests q WHERE q.dossier = r.dossier AND q.stage_no = r.no AND q.silent_at IS NOT NULL) AND r.kind NOT IN ('consultation', 'wait')
		UNION ALL SELECT w.dossier, t.at, w.stage_no, CASE c.name WHEN 'recompute' THEN 'holiday' WHEN 'compensate' THEN 'compensated' ELSE 'extended' END, w.id, false, NULL
			FROM (SELECT DISTINCT ON (dossier, stage_no, id) dossier, stage_no, id, moved_by, due,
				(SELECT b.due FROM windows b WHERE b.dossier = v.dossier AND b.stage_no = v.stage_no AND b.id = v.id AND b.moved_by IS NULL
					ORDER BY b.version DESC LIMIT 1) AS first FROM windows v ORDER BY dossier, stage_no, id, version DESC) w
			JOIN steps t ON t.command = w.moved_by JOIN commands c ON c.id = w.moved_by WHERE w.due > w.first
		UNION ALL SELECT r.dossier, r.ended_at, r.no, o.code, '', false, NULL
			FROM unnest($2::text[], $3::text[], $4::text[], $5::text[]) AS o (definition, stage, outcome, code)
			JOIN dossiers d ON d.definition = o.definition JOIN stage_runs r ON r.dossier = d.id AND r.stage = o.stage AND r.outcome = o.outcome),
	y AS (SELECT x.dossier, x.at, x.stage_no, x.code, x.part, md5(x.dossier || ' ' || x.stage_no || ' ' || x.code || ' ' || x.part)::uuid AS key
		FROM x JOIN dossiers d ON d.id = x.dossier JOIN dossiers_for(nullif($1, '')::uuid) seen ON seen.dossier = d.id
		JOIN bodies b ON b.id = d.lead WHERE NOT d.rehearsal AND ($9 = '' OR b.code = $9) AND ($10 = '' OR x.code = $10)
			AND ($11 = '' OR x.exempts AND (x.expires_at IS NULL OR x.expires_at > ` + legalNow + `) = ($11 = 'in_force')))
	SELECT dossier, at, stage_no, code, part, key FROM y
	WHERE $6 = '' OR (at, key) < (nullif($6, '')::timestamptz, nullif($7, '')::uuid)
	ORDER BY at DESC, key DESC LIMIT $8`

// DeviationFilter narrows a list of deviations; empty fields do not.
type DeviationFilter struct {
	Body string // code of the lead proposer
	Code DeviationCode
	Only ExemptionState // of exemptions
	Page
}

// ExemptionState says whether an exemption is in force.
type ExemptionState string

const (
	InForce ExemptionState = "in_force"
	Expired ExemptionState = "expired"
)

// Deviations returns what departed from the usual way in all dossiers that the
// viewer sees, latest first, and the cursor of the next page. Documents older
// than the text are a state, not an event, and stand with their dossier alone.
func (s *Store) Deviations(ctx context.Context, viewer string, f DeviationFilter) ([]DeviationRow, string, error) {
	limit, err := f.limit()
	if err != nil {
		return nil, "", err
	}
	after, err := f.place()
	if err != nil {
		return nil, "", err
	}
	var rows []DeviationRow
	next := ""
	err = s.reads.snapshot(ctx, func(q sqlx.QueryerContext) error {
		events, err := deviations(ctx, q, viewer, f, after, limit+1)
		if err != nil {
			return err
		}
		if len(events) > limit {
			events = events[:limit]
			next = cursor{Key: events[limit-1].At.UTC().Format(time.RFC3339Nano), ID: events[limit-1].Key}.String()
		}
		rows, err = explain(ctx, q, events)
		return err
	})
	if unreadable(err) {
		return nil, "", dossier.Refuse(dossier.CodeCursorInvalid).Because(err)
	}
	if err != nil {
		return nil, "", fmt.Errorf("list deviations: %w", err)
	}
	return rows, next, nil
}

// event is a deviation as the record has it.
type event struct {
	Dossier string        `db:"dossier"`
	At      time.Time     `db:"at"`
	StageNo int           `db:"stage_no"`
	Code    DeviationCode `db:"code"`
	Part    string        `db:"part"` // the id of an exemption, the window that was extended
	Key     string        `db:"key"`
}

func deviations(ctx context.Context, q sqlx.QueryerContext, viewer string, f DeviationFilter, after cursor, limit int) ([]event, error) {
	var hashes []string
	err := sqlx.SelectContext(ctx, q, &hashes, `SELECT DISTINCT definition FROM dossiers ORDER BY definition`)
	if err != nil {
		return nil, err
	}
	var definitions, stages, outcomes, codes []string
	for _, hash := range hashes {
		def, err := definition(ctx, q, hash)
		if err != nil {
			return nil, err
		}
		for _, st := range def.Stages {
			for _, o := range st.Outcomes {
				if code, ok := departure(def, st, o.ID); ok {
					definitions, stages, outcomes, codes = append(definitions, hash), append(stages, st.ID), append(outcomes, o.ID), append(codes, string(code))
				}
			}
		}
	}
	var events []event
	err = sqlx.SelectContext(ctx, q, &events, deviated, viewer, array(definitions), array(stages), array(outcomes), array(codes), after.Key, after.ID, limit, f.Body, f.Code, f.Only)
	return events, err
}

// explain returns the deviations of events, each as its dossier knows it.
func explain(ctx context.Context, q sqlx.QueryerContext, events []event) ([]DeviationRow, error) {
	var ids []string
	for _, e := range events {
		if !slices.Contains(ids, e.Dossier) {
			ids = append(ids, e.Dossier)
		}
	}
	var dossiers []DossierRow
	err := sqlx.SelectContext(ctx, q, &dossiers, dossierRow+`WHERE d.id = ANY($1::uuid[])`, array(ids))
	if err != nil {
		return nil, err
	}
	at, err := now(ctx, q)
	if err != nil {
		return nil, err
	}
	views, err := histories(ctx, q, dossiers, at)
	if err != nil {
		return nil, err
	}
	known := map[string][]Deviation{}
	view := map[string]DossierView{}
	for _, v := range views {
		view[v.ID] = v
		known[v.ID], err = v.Deviations()
		if err != nil {
			return nil, err
		}
	}
	rows := make([]DeviationRow, len(events))
	for i, e := range events {
		v := view[e.Dossier]
		rows[i] = DeviationRow{Deviation: Deviation{Code: e.Code, StageNo: e.StageNo}, Ref: v.Ref, Title: v.Title,
			Lead: BodyName{v.LeadCode, v.LeadNameSr, v.LeadNameEn}, At: e.At.UTC(), From: v.Imported()}
		for _, d := range known[e.Dossier] {
			if d.Code == e.Code && d.StageNo == e.StageNo && (e.Part == "" || d.exemption == e.Part || !d.Exempts && d.Params["window"] == e.Part) {
				rows[i].Deviation = d
			}
		}
	}
	return rows, nil
}
