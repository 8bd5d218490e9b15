package store_test

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

// walk does what people do in a stage that is left by the way.
func (tr *tour) walk(s procedure.StageDef, w way) {
	tr.t.Helper()
	if s.Kind == procedure.Consultation {
		tr.consult(s, w)
		return
	}
	if tr.keepTerms(s, w) {
		return
	}
	tr.declares()
	switch s.Kind {
	case procedure.Notice, procedure.Publication:
		tr.bring(s)
		tr.prove(s)
	case procedure.Report:
		tr.reports()
	case procedure.Opinions:
		tr.bring(s)
		tr.opine(s)
	case procedure.Decision:
		tr.decide(s, w)
	case procedure.Subprocess:
		tr.goWithin(w)
	case procedure.Wait:
		tr.t.Fatalf("%s, stage %s: its term has ended and it goes on", tr.def.ID, s.ID)
	default:
		tr.complete(s, w)
	}
}

func (tr *tour) who(s procedure.StageDef) string {
	if s.Actor == procedure.Lead {
		return tr.drafter
	}
	return tr.registrar
}

// bring adds the documents that the stage asks for and that are missing or older
// than the text.
func (tr *tour) bring(s procedure.StageDef) {
	tr.t.Helper()
	for range 3 { // what comes with a text may make others older than it
		if !tr.bringOnce(s) {
			return
		}
	}
}

// bringOnce adds a version where one is needed, and reports whether it was.
func (tr *tour) bringOnce(s procedure.StageDef) bool {
	tr.t.Helper()
	add := map[dossier.DocumentKind]string{}
	bring := func(kind string) {
		if kind != "" {
			add[dossier.DocumentKind(kind)] = fmt.Sprintf("Документ %s, %d.", kind, tr.stageNo)
		}
	}
	for _, r := range tr.against(s.Main().ID) {
		if r.Code == procedure.DocumentsPresent {
			for _, kind := range strings.Split(r.Params["missing"]+","+r.Params["stale"], ",") {
				bring(kind)
			}
		}
	}
	if len(add) == 0 {
		return false
	}
	if _, ok := add[dossier.ActDocument]; ok {
		add[dossier.ActDocument] = draft
	}
	tr.add(add)
	return true
}

// against returns what stands against an outcome of the present stage.
func (tr *tour) against(outcome string) []procedure.Reason {
	tr.t.Helper()
	ways, err := tr.s.Ways(tr.t.Context(), tr.registrar, tr.ref)
	if err != nil {
		tr.t.Fatalf("%s, stage %s: %v", tr.def.ID, tr.at.stage, err)
	}
	for _, w := range ways {
		if w.Outcome.ID == outcome {
			return w.Unmet
		}
	}
	return nil
}

// ready does what the gates of the stage ask for.
func (tr *tour) ready(s procedure.StageDef, outcome string) {
	tr.t.Helper()
	tr.bring(s)
	for _, r := range tr.against(outcome) {
		if r.Code == procedure.EveryCommentAnswered && r.Basis != "" {
			tr.answerAll()
			tr.reach(gateGoal(r.Code))
		}
	}
}

func (tr *tour) answerAll() {
	tr.t.Helper()
	rounds, _, err := tr.s.Rounds(tr.t.Context(), tr.drafter, tr.ref, "", store.Page{})
	if err != nil {
		tr.t.Fatal(err)
	}
	for _, r := range rounds {
		comments, _, err := tr.s.FindComments(tr.t.Context(), tr.drafter, store.CommentFilter{Round: r.ID, Outcome: store.Unanswered})
		if err != nil {
			tr.t.Fatal(err)
		}
		for _, c := range comments {
			_, err = tr.s.Answer(tr.t.Context(), tr.drafter, store.NewAnswer{Comment: c.ID, Outcome: dossier.Noted, Reasons: "Примљено к знању."})
			if err != nil {
				tr.t.Fatalf("answer: %v", err)
			}
		}
	}
}

func (tr *tour) prove(s procedure.StageDef) dossier.Effect {
	tr.t.Helper()
	var e dossier.Effect
	for _, c := range s.Channels {
		if e.Round != "" || e.Ended {
			tr.t.Fatalf("%s, stage %s: published before channel %s was proved", tr.def.ID, s.ID, c)
		}
		e = tr.once(dossier.CodeChannelProved, tr.who(s), dossier.PublishProof, dossier.Args{Channel: c, URL: "https://primer.example/" + c, SHA256: sha})
	}
	return e
}

// once gives a command that must be accepted, or refused because it was carried out
// already.
func (tr *tour) once(already dossier.Code, person string, name dossier.CommandName, args dossier.Args) dossier.Effect {
	tr.t.Helper()
	row, applied := tr.ask(person, name, args)
	if row.Verdict.Status == dossier.VerdictRefused && row.Verdict.Code == already {
		return dossier.Effect{}
	}
	if row.Verdict.Status != dossier.VerdictAccepted {
		tr.t.Fatalf("%s, stage %s: %s: %s %s %v %v", tr.def.ID, tr.at.stage, name, row.Verdict.Status, row.Verdict.Code, row.Params, row.Unmet)
	}
	tr.seq = applied.Effect.Seq
	tr.move(applied.Effect)
	return applied.Effect
}

// args are those of an outcome that a person chooses.
func (tr *tour) args(s procedure.StageDef, w way) dossier.Args {
	a := dossier.Args{Outcome: w.outcome}
	o, _ := s.Outcome(w.outcome)
	if o.NeedsReasons {
		a.Reasons = "Тако је одлучено на проби."
	}
	if len(o.Grounds) > 0 {
		a.Ground = o.Grounds[tr.stageNo%len(o.Grounds)]
	}
	for _, x := range s.Thresholds {
		if x.Percent > 0 {
			a.Electorate = 10_007
		}
		a.Support = max(a.Support, x.Count, (x.Percent*a.Electorate+99)/100)
	}
	if q := s.Quorum; q != nil {
		a.Present = q.Of(storetest.Members).Members
		a.InFavour = a.Present
	}
	return a
}

// falls gives the command short of what its outcome asks to be said - of reasons, a
// ground, a quorum, a majority, supporters - and checks that each time it is refused
// for that. What has been tried is not tried again.
func (tr *tour) falls(s procedure.StageDef, w way, person string, name dossier.CommandName, a dossier.Args) {
	tr.t.Helper()
	o, _ := s.Outcome(w.outcome)
	try := func(what, code string, short dossier.Args) {
		goal := shortGoal(s.ID, o.ID, what)
		if tr.goals.done[goal] {
			return
		}
		row, _ := tr.ask(person, name, short)
		named := row.Verdict.Code == dossier.Code(code) || slices.ContainsFunc(row.Unmet, func(r procedure.Reason) bool { return r.Code == code && r.Basis != "" })
		if row.Verdict.Status != dossier.VerdictRefused || !named {
			tr.t.Fatalf("%s, stage %s, outcome %s, %s: %s %s %v, want %s", tr.def.ID, s.ID, o.ID, what, row.Verdict.Status, row.Verdict.Code, row.Unmet, code)
		}
		tr.reach(goal)
	}
	short := a
	if o.NeedsReasons {
		short.Reasons = ""
		try("without reasons", string(dossier.CodeReasonsRequired), short)
	}
	if short = a; len(o.Grounds) > 0 {
		short.Ground = ""
		try("without a ground", procedure.GroundNamed, short)
	}
	if o.Ungated {
		return
	}
	if short = a; len(s.Thresholds) > 0 {
		short.Support--
		try("one supporter short", procedure.ThresholdMet, short)
	}
	if short = a; s.Quorum != nil {
		q := s.Quorum.Of(storetest.Members)
		short.Present, short.InFavour = q.Present-1, q.Present-1
		try("one member short", procedure.QuorumMet, short)
		short.Present, short.InFavour = q.Members, q.Members/2
		try("one vote short", procedure.QuorumMet, short)
	}
}

func (tr *tour) complete(s procedure.StageDef, w way) {
	tr.t.Helper()
	tr.ready(s, w.outcome)
	who, other := tr.who(s), tr.signerA
	if o, _ := s.Outcome(w.outcome); o.Approver != "" {
		who, other = other, who
	}
	row, _ := tr.ask(other, dossier.Complete, tr.args(s, w))
	if row.Verdict.Code != dossier.CodeWrongRole {
		tr.t.Errorf("%s, stage %s, outcome %s: who is not to take it, tried: %s %s", tr.def.ID, s.ID, w.outcome, row.Verdict.Status, row.Verdict.Code)
	}
	tr.falls(s, w, who, dossier.Complete, tr.args(s, w))
	tr.do(who, dossier.Complete, tr.args(s, w))
}

func (tr *tour) decide(s procedure.StageDef, w way) {
	tr.t.Helper()
	a := tr.args(s, w)
	if o, _ := s.Outcome(w.outcome); voids(s) && o.Back && o.Next != procedure.End {
		tr.void(s)
	}
	if s.Collegial {
		tr.ready(s, w.outcome)
		a.Number, a.Date, a.Document, a.SHA256 = "05 број 1", tr.today(), "zakljucak.pdf", sha
		tr.falls(s, w, tr.registrar, dossier.RecordConclusion, a)
		tr.do(tr.registrar, dossier.RecordConclusion, a)
		return
	}
	switch {
	case w.outcome == "returned":
		tr.do(tr.signerA, dossier.Return, a)
		return
	case w.outcome == "rejected":
		tr.do(tr.signerA, dossier.Reject, a)
		return
	}
	tr.ready(s, w.outcome)
	pack := dossier.Args{Package: tr.pack()}
	preparer := tr.second
	if s.Actor != procedure.Lead {
		preparer = tr.registrar
	}
	tr.once(dossier.CodeNothingChanged, preparer, dossier.Prepare, pack)
	for _, signer := range tr.signers {
		if tr.once(dossier.CodeAlreadySigned, signer, dossier.Sign, pack).Ended {
			return
		}
	}
	tr.t.Fatalf("%s, stage %s: %d signatures are not enough", tr.def.ID, s.ID, len(tr.signers))
}

// void changes the package in a stage that wants opinions on it.
func (tr *tour) void(s procedure.StageDef) {
	tr.t.Helper()
	tr.add(map[dossier.DocumentKind]string{"annex": fmt.Sprintf("Прилог, %d.", tr.stageNo)})
	if slices.ContainsFunc(tr.against(s.Main().ID), func(r procedure.Reason) bool { return r.Code == procedure.OpinionsBoundToText && r.Basis != "" }) {
		tr.reach(gateGoal(procedure.OpinionsBoundToText))
	}
}

// opine has every body that is asked give its opinion, also those that the proposer
// may ask. Where the definition says what happens when the text changes meanwhile,
// it does.
func (tr *tour) opine(s procedure.StageDef) {
	tr.t.Helper()
	no, again := tr.stageNo, askedAgain(s)
	givers := slices.Clone(s.Givers)
	slices.SortStableFunc(givers, func(a, b procedure.GiverDef) int { return first(b.Body == again) - first(a.Body == again) })
	for _, g := range givers {
		if g.Mandatory != procedure.Always {
			tr.once(dossier.CodeOpinionAsked, tr.drafter, dossier.AskOpinion, dossier.Args{Body: g.Body, Text: "Да ли се слажете?"})
		}
	}
	if again != "" && s.Refresh.Silence != procedure.NoObjection {
		i := slices.IndexFunc(givers, func(g procedure.GiverDef) bool { return g.Body == again })
		givers = append(givers, givers[i]) // who is asked again must speak again
	}
	for i, g := range givers {
		if tr.stageNo != no {
			tr.t.Fatalf("%s, stage %s: ended before %s was heard", tr.def.ID, s.ID, g.Body)
		}
		kind := []dossier.OpinionKind{dossier.Positive, dossier.PositiveWithRemarks}[i%2]
		tr.once(dossier.CodeOpinionGiven, tr.registrar, dossier.GiveOpinion, dossier.Args{Body: g.Body, Package: tr.pack(), Opinion: kind, Text: "Мишљење."})
		tr.reach(giverGoal(s.ID, g.Body, "is asked and answers"))
		if g.Body == again && i == 0 {
			tr.askAgain(s, g.Body)
		}
	}
}

func first(is bool) int {
	if is {
		return 1
	}
	return 0
}

// askAgain changes the text after a body has given its opinion: it is asked again,
// in the term of the refresh, a day before the end of which nothing happens.
func (tr *tour) askAgain(s procedure.StageDef, body string) {
	tr.t.Helper()
	tr.add(map[dossier.DocumentKind]string{"annex": fmt.Sprintf("Прилог, %d.", tr.stageNo)})
	i := slices.IndexFunc(tr.terms(), func(x running) bool { return strings.HasSuffix(x.id, ":"+body) })
	if i < 0 {
		tr.t.Fatalf("%s, stage %s: %s has no term of its own", tr.def.ID, s.ID, body)
	}
	x := tr.terms()[i]
	var term string
	err := tr.s.DB().QueryRowContext(tr.t.Context(), `
		SELECT w.term FROM windows w JOIN dossiers d ON d.id = w.dossier
		WHERE d.ref = $1 AND w.stage_no = $2 AND w.id = $3 ORDER BY w.version DESC LIMIT 1`, tr.ref, tr.stageNo, x.id).Scan(&term)
	if err != nil || term != s.Refresh.Term {
		tr.t.Fatalf("%s, stage %s: %s is asked again in %q, %v; want %s", tr.def.ID, s.ID, body, term, err, s.Refresh.Term)
	}
	tr.reach(refreshGoal(s.ID, body, "is asked again on a new text"))
	tr.before(s, x)
	if tr.after(s, x).Ended {
		tr.t.Fatalf("%s, stage %s: ended though others are awaited", tr.def.ID, s.ID)
	}
	for _, o := range tr.see(tr.registrar).Stages[tr.stageNo-1].Opinions {
		if o.BodyCode == body && o.Silent == (s.Refresh.Silence == procedure.NoObjection) {
			tr.reach(refreshGoal(s.ID, body, "is silent on the new text"))
		}
	}
}

// goWithin goes through the dossier that runs within the stage: to its end where
// the first outcome is wanted, otherwise it is withdrawn.
func (tr *tour) goWithin(w way) {
	tr.t.Helper()
	child := &tour{world: tr.world.within(), registrar: tr.registrar, signers: tr.signers, legal: tr.legal}
	def, err := procedure.Get(child.plan.Procedure)
	if err != nil {
		tr.t.Fatal(err)
	}
	child.def, child.goals = def, goalsOf(def)
	child.at = place{def.Stages[0].ID, openings(def)[0]}
	if s := tr.present(); w.outcome != s.Outcomes[0].ID {
		child.do(tr.signerA, dossier.Withdraw, dossier.Args{Reasons: "Одустало се.", Ground: string(dossier.OtherGround)})
	} else {
		completed := func(s procedure.StageDef, w way) bool {
			o, _ := s.Outcome(w.outcome)
			return o.Next == procedure.End && o.Ends == procedure.Completed
		}
		for _, h := range child.goals.search(child.at, completed) {
			child.leave(h.way)
		}
	}
	tr.legal = child.legal
	_, effect, err := tr.s.EndSubprocess(tr.t.Context(), child.ref)
	if err != nil {
		tr.t.Fatalf("%s, stage %s: %v", tr.def.ID, tr.at.stage, err)
	}
	tr.seq = effect.Seq
	tr.move(effect)
}

func (tr *tour) today() string {
	tr.t.Helper()
	zone, err := time.LoadLocation(tr.def.Timezone)
	if err != nil {
		tr.t.Fatal(err)
	}
	return dossier.Day(tr.legal, zone)
}

func (tr *tour) pack() string { return tr.see(tr.registrar).PackHash }
