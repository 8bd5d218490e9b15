package store_test

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/calendar"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store"
)

// running is a window of the present stage, in its newest version.
type running struct {
	id, kind string
	end      time.Time
	lapsed   bool
}

// name returns the id of the window in the definition: each body that is asked for
// its opinion has one of its own.
func (x running) name() string {
	name, _, _ := strings.Cut(x.id, ":")
	return name
}

func (tr *tour) terms() []running {
	tr.t.Helper()
	rows, err := tr.s.DB().QueryContext(tr.t.Context(), `
		SELECT DISTINCT ON (w.id) w.id, w.kind, w.legal_end, w.lapsed_at IS NOT NULL FROM windows w JOIN dossiers d ON d.id = w.dossier
		WHERE d.ref = $1 AND w.stage_no = $2 ORDER BY w.id, w.version DESC`, tr.ref, tr.stageNo)
	if err != nil {
		tr.t.Fatal(err)
	}
	defer rows.Close()
	var all []running
	for rows.Next() {
		var x running
		err = rows.Scan(&x.id, &x.kind, &x.end, &x.lapsed)
		if err != nil {
			tr.t.Fatal(err)
		}
		all = append(all, x)
	}
	if rows.Err() != nil {
		tr.t.Fatal(rows.Err())
	}
	slices.SortStableFunc(all, func(a, b running) int { return a.end.Compare(b.end) })
	return all
}

// stood is how a stage of the dossier stands in the record.
type stood struct {
	ended, lapsed, overdue bool
	outcome                string
}

func (tr *tour) stood(stageNo int) stood {
	tr.t.Helper()
	var s stood
	err := tr.s.DB().QueryRowContext(tr.t.Context(), `
		SELECT r.ended_at IS NOT NULL, r.lapsed, r.overdue_at IS NOT NULL, coalesce(r.outcome, '') FROM stage_runs r JOIN dossiers d ON d.id = r.dossier
		WHERE d.ref = $1 AND r.no = $2`, tr.ref, stageNo).Scan(&s.ended, &s.lapsed, &s.overdue, &s.outcome)
	if err != nil {
		tr.t.Fatalf("%s, stage %s: %v", tr.def.ID, tr.at.stage, err)
	}
	return s
}

// comes takes the clock to an instant, unless it is later already.
func (tr *tour) comes(at time.Time) {
	tr.t.Helper()
	if !tr.legal.Before(at) {
		return
	}
	err := tr.s.SetClock(tr.t.Context(), tr.ref, at)
	if err != nil {
		tr.t.Fatal(err)
	}
	tr.legal = at
}

// before tries a term a day before its end: nothing must happen. A term that ends
// sooner than in a day is not tried.
func (tr *tour) before(s procedure.StageDef, x running) {
	tr.t.Helper()
	day := x.end.Add(-24 * time.Hour)
	if tr.legal.After(day) {
		return
	}
	tr.comes(day)
	overdue := tr.overdue()
	tr.byNobody(s, x, beforeItsTerm)
	e := tr.lapses(x)
	if e.Ended || e.Moved || tr.windowLapsed(tr.stageNo, x.id) || tr.overdue() != overdue {
		tr.t.Fatalf("%s, stage %s, window %s: passed a day before its end: %+v", tr.def.ID, s.ID, x.id, e)
	}
	tr.reach(windowGoal(s.ID, x.name(), "a day before its end"))
}

// after lets the end of a term come, and returns what followed.
func (tr *tour) after(s procedure.StageDef, x running) dossier.Effect {
	tr.t.Helper()
	no := tr.stageNo
	tr.comes(x.end)
	tr.byNobody(s, x, afterItsTerm)
	e := tr.lapses(x)
	tr.seq = e.Seq
	if !e.Moved || !tr.windowLapsed(no, x.id) {
		tr.t.Fatalf("%s, stage %s, window %s: its end has come, and %+v", tr.def.ID, s.ID, x.id, e)
	}
	tr.reach(windowGoal(s.ID, x.name(), "after its end"))
	tr.move(e)
	return e
}

// byNobody tries what only the end of the term takes: it must be refused, with the
// day on which it comes and the basis of the term.
func (tr *tour) byNobody(s procedure.StageDef, x running, when string) {
	tr.t.Helper()
	for _, o := range s.Outcomes {
		if !o.LapseOnly || x.kind != string(procedure.MaxWindow) {
			continue
		}
		a, name, who := tr.args(s, way{outcome: o.ID}), dossier.Complete, tr.who(s)
		if s.Collegial {
			a.Number, a.Date, a.Document, a.SHA256 = "05 број 1", tr.today(), "zakljucak.pdf", sha
			name, who = dossier.RecordConclusion, tr.registrar
		}
		row, _ := tr.ask(who, name, a)
		w, _ := s.Window(x.id)
		want := []procedure.Reason{{Code: procedure.TakenByLapse, Params: map[string]string{"outcome": o.ID, "until": x.end.UTC().Format(time.RFC3339)}, Basis: w.Basis}}
		if d := cmp.Diff(want, row.Unmet); row.Verdict.Status != dossier.VerdictRefused || d != "" {
			tr.t.Fatalf("%s, stage %s, outcome %s, %s: %s %s (-want +got):\n%s", tr.def.ID, s.ID, o.ID, when, row.Verdict.Status, row.Verdict.Code, d)
		}
		if d := cmp.Diff(want, tr.against(o.ID)); d != "" {
			tr.t.Fatalf("%s, stage %s, outcome %s, %s, as pages say it (-want +got):\n%s", tr.def.ID, s.ID, o.ID, when, d)
		}
		tr.reach(shortGoal(s.ID, o.ID, when))
	}
}

func (tr *tour) lapses(x running) dossier.Effect {
	tr.t.Helper()
	e, err := tr.s.LapseWindow(tr.t.Context(), dossier.LapseInput{Ref: tr.ref, StageNo: tr.stageNo, Window: x.id})
	if err != nil {
		tr.t.Fatalf("%s, stage %s, window %s: %v", tr.def.ID, tr.at.stage, x.id, err)
	}
	return e
}

func (tr *tour) overdue() bool { return tr.stood(tr.stageNo).overdue }

func (tr *tour) windowLapsed(stageNo int, id string) bool {
	tr.t.Helper()
	var lapsed bool
	err := tr.s.DB().QueryRowContext(tr.t.Context(), `
		SELECT w.lapsed_at IS NOT NULL FROM windows w JOIN dossiers d ON d.id = w.dossier
		WHERE d.ref = $1 AND w.stage_no = $2 AND w.id = $3 ORDER BY w.version DESC LIMIT 1`, tr.ref, stageNo, id).Scan(&lapsed)
	if err != nil {
		tr.t.Fatalf("%s, window %s: %v", tr.def.ID, id, err)
	}
	return lapsed
}

// keepTerms lets the terms of a stage pass as far as the way asks: the shortest
// ones always, the longest ones where it is late. It reports whether that ended
// the stage.
func (tr *tour) keepTerms(s procedure.StageDef, w way) bool {
	tr.t.Helper()
	if s.Kind == procedure.Opinions {
		tr.bring(s)
	}
	tr.shorten(s)
	tr.extend(s)
	tried := false
	for _, x := range tr.terms() {
		longest := x.kind == string(procedure.MaxWindow)
		if longest && !w.late {
			if !tried {
				tr.before(s, x)
			}
			tried = true
			continue
		}
		tr.before(s, x)
		if !longest && s.Kind != procedure.Wait {
			tr.guards(s)
		}
		e := tr.after(s, x)
		if e.Ended {
			tr.silent(s)
			return true
		}
		if longest && s.Silence != procedure.NoObjection && !tr.overdue() {
			tr.t.Fatalf("%s, stage %s, window %s: has passed, and the stage is not overdue", tr.def.ID, s.ID, x.id)
		}
	}
	return false
}

// shorten shortens the terms of the stage that have a floor to that, once they have
// been kept in full: by a published exemption, and never below.
func (tr *tour) shorten(s procedure.StageDef) {
	tr.t.Helper()
	for _, w := range s.Windows {
		goal := windowGoal(s.ID, w.ID, "shortened to its floor")
		if w.Floor == "" || tr.goals.done[goal] || !tr.goals.done[windowGoal(s.ID, w.ID, "after its end")] {
			continue
		}
		a := dossier.Args{Window: w.ID, Term: w.Floor, Reasons: "Оправдан разлог."}
		for _, g := range tr.def.Grounds {
			if slices.Contains(w.Grounds, g.ID) {
				continue
			}
			a.Ground = g.ID
			row, _ := tr.ask(tr.signerA, dossier.Shorten, a)
			if !slices.ContainsFunc(row.Fields, func(f dossier.Field) bool { return f.Code == dossier.CodeGroundRequired }) {
				tr.t.Errorf("%s, stage %s, window %s: shortened on ground %s, which is none of its own: %s %s", tr.def.ID, s.ID, w.ID, g.ID, row.Verdict.Status, row.Verdict.Code)
			}
		}
		a.Ground = w.Grounds[tr.stageNo%len(w.Grounds)]
		if below := oneLess(w.Floor); below != "" {
			a.Term = below
			row, _ := tr.ask(tr.signerA, dossier.Shorten, a)
			if row.Verdict.Code != dossier.CodeBelowFloor {
				tr.t.Errorf("%s, stage %s, window %s: shortened below its floor: %s %s", tr.def.ID, s.ID, w.ID, row.Verdict.Status, row.Verdict.Code)
			}
		}
		a.Term = w.Floor
		tr.do(tr.signerA, dossier.Shorten, a)
		tr.reach(goal)
	}
}

// extend makes the terms of the stage that may be made longer end a week later, once
// they have been kept in full; where none may be, nobody can.
func (tr *tour) extend(s procedure.StageDef) {
	tr.t.Helper()
	if !dossier.Takes(string(s.Kind), dossier.Extend) {
		return
	}
	last := tr.legal
	extendable := false
	for _, x := range tr.terms() {
		def, _ := s.Window(x.id)
		extendable = extendable || def.Extendable
		if x.end.After(last) {
			last = x.end
		}
	}
	a := dossier.Args{Until: last.AddDate(0, 0, 7).UTC().Format(time.DateOnly), Reasons: "На молбу оних којима рок тече."}
	if !extendable {
		row, _ := tr.ask(tr.signerA, dossier.Extend, a)
		if row.Verdict.Code != dossier.CodeNotExtended {
			tr.t.Errorf("%s, stage %s: extended, though no term may be: %s %s", tr.def.ID, s.ID, row.Verdict.Status, row.Verdict.Code)
		}
		return
	}
	var goals []string
	for _, w := range s.Windows {
		goal := windowGoal(s.ID, w.ID, "extended by a decision")
		runs := slices.ContainsFunc(tr.terms(), func(x running) bool { return x.id == w.ID || strings.HasPrefix(x.id, w.ID+":") })
		if w.Extendable && runs && !tr.goals.done[goal] {
			goals = append(goals, goal)
		}
	}
	if len(goals) == 0 {
		return
	}
	tr.do(tr.signerA, dossier.Extend, a)
	for _, goal := range goals {
		tr.reach(goal)
	}
}

// oneLess returns the term that is one shorter; empty: there is none.
func oneLess(term string) string {
	t, err := calendar.ParseTerm(term)
	if err != nil || t.N < 2 {
		return ""
	}
	t.N--
	return t.String()
}

// guards checks that the way forward is closed by a shortest term that runs.
func (tr *tour) guards(s procedure.StageDef) {
	tr.t.Helper()
	if !slices.ContainsFunc(tr.against(s.Main().ID), func(r procedure.Reason) bool { return r.Code == procedure.MinWindowEnded && r.Basis != "" }) {
		tr.t.Errorf("%s, stage %s: its shortest term does not guard outcome %s", tr.def.ID, s.ID, s.Main().ID)
	}
}

// silent checks whom the end of the term for opinions found silent.
func (tr *tour) silent(s procedure.StageDef) {
	tr.t.Helper()
	if s.Kind != procedure.Opinions || s.Silence != procedure.NoObjection {
		return
	}
	for _, run := range tr.see(tr.registrar).Stages {
		if run.Stage != s.ID {
			continue
		}
		for _, o := range run.Opinions {
			if o.Silent {
				tr.reach(giverGoal(s.ID, o.BodyCode, "says nothing and has no objection"))
			}
		}
	}
}

// consult holds a consultation: nothing is taken before the last proof, a comment
// a day before the end, none after it.
func (tr *tour) consult(s procedure.StageDef, w way) {
	tr.t.Helper()
	round := tr.openRound()
	if round == "" {
		tr.shorten(s)
		tr.bring(s)
		round = tr.prove(s).Round
	}
	if round == "" {
		tr.t.Fatalf("%s, stage %s: the last proof opened no round", tr.def.ID, s.ID)
	}
	longest := slices.IndexFunc(tr.terms(), func(x running) bool { return x.kind == string(procedure.MaxWindow) })
	if w.late && longest >= 0 {
		until := tr.terms()[longest].end.AddDate(0, 0, 7)
		tr.do(tr.signerA, dossier.Extend, dossier.Args{Until: until.UTC().Format(time.DateOnly), Reasons: "На молбу јавности."})
	}
	sent := false
	for _, x := range tr.terms() {
		if x.kind == string(procedure.MaxWindow) && !w.late {
			if x.end.Before(tr.legal) {
				tr.t.Fatalf("%s, stage %s: longer than window %s", tr.def.ID, s.ID, x.id)
			}
			continue
		}
		tr.before(s, x)
		if !sent {
			tr.comment(round)
			sent = true
		}
		if tr.after(s, x).Ended {
			break
		}
	}
	if _, err := tr.submit(round); err == nil {
		tr.t.Errorf("%s, stage %s: a comment came after the end and was taken", tr.def.ID, s.ID)
	}
}

// openRound returns the round that is open in the present stage; empty: none is.
func (tr *tour) openRound() string {
	tr.t.Helper()
	var id string
	err := tr.s.DB().QueryRowContext(tr.t.Context(), `
		SELECT coalesce(max(r.id::text), '') FROM rounds r JOIN dossiers d ON d.id = r.dossier
		WHERE d.ref = $1 AND r.stage_no = $2 AND r.status = 'open'`, tr.ref, tr.stageNo).Scan(&id)
	if err != nil {
		tr.t.Fatal(err)
	}
	return id
}

func (tr *tour) comment(round string) {
	tr.t.Helper()
	_, err := tr.submit(round)
	if err != nil {
		tr.t.Fatalf("%s, stage %s: a comment a day before the end: %v", tr.def.ID, tr.at.stage, err)
	}
}

func (tr *tour) submit(round string) (store.Accepted, error) {
	tr.sent++
	c := dossier.NewComment{Kind: dossier.Remark, Body: "Рок је предуг."}
	docs, err := tr.s.Packages(tr.t.Context(), tr.registrar, tr.ref)
	if err != nil || len(docs) == 0 {
		tr.t.Fatalf("%s: %d packages, %v", tr.def.ID, len(docs), err)
	}
	c.Document = dossier.DocumentKind(tr.published(round))
	return tr.s.NewIntake(tr.t.Context(), 1).Submit(tr.t.Context(), store.Delivery{Round: round, Key: fmt.Sprint(tr.ref, tr.sent),
		Submission: dossier.Submission{Author: dossier.Author{Kind: dossier.Anonymous}, Lang: "sr-Cyrl", Comments: []dossier.NewComment{c}}})
}

// published returns the kind of a document that the round is over.
func (tr *tour) published(round string) string {
	tr.t.Helper()
	var kind string
	err := tr.s.DB().QueryRowContext(tr.t.Context(), `
		SELECT p.kind FROM package_documents p JOIN rounds r ON r.dossier = p.dossier AND r.package_no = p.no
		WHERE r.id = $1 AND p.visibility = 'public' ORDER BY p.kind LIMIT 1`, round).Scan(&kind)
	if err != nil {
		tr.t.Fatal(err)
	}
	return kind
}
