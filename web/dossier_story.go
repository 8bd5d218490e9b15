package web

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store"
)

// happening is one thing that happened, as people read it.
type happening struct {
	At      time.Time // on the dossier's own clock
	Text    string
	Then    string // what began with it
	Reasons string // Serbian, as they were given
	Actor   string // insiders only
	Links   []link
	Paper   *paper // of a decision in session; nil: it was none
	Seq     int64  // of the last step of it

	Proposer bool // a body came to the proposal, or left it
}

// paper is the document of a decision that a body took in session.
type paper struct {
	Name   string
	SHA256 string
	Href   string // where it is fetched; empty: only its fingerprint was kept
	Size   string
}

// paperOf returns the document of a conclusion; nil for none.
func (v *visit) paperOf(ref dossier.Ref, c *store.ConclusionView) *paper {
	if c == nil {
		return nil
	}
	p := paper{Name: c.Document, SHA256: c.SHA256}
	if c.Size > 0 {
		p.Href, p.Size = conclusionHref(ref, c), v.size(c.Size)
	}
	return &p
}

// conclusionHref returns the address of the document of a conclusion; empty: only
// its fingerprint was kept.
func conclusionHref(ref dossier.Ref, c *store.ConclusionView) string {
	if c.Size == 0 {
		return ""
	}
	return "/api/v1/dossiers/" + string(ref) + "/conclusions/" + strconv.Itoa(c.StageNo) + "/document"
}

// story tells what happened, newest first. A stage that begins as another ends
// is one thing with that end. That a clock was moved is told of rehearsals
// alone: elsewhere only a demonstration does it.
func (v *visit) story(d store.DossierView, steps []store.StepView) []happening {
	var told []happening
	for i, s := range steps {
		if s.Kind == "command" && s.Name == string(dossier.Advance) && !d.Rehearsal {
			continue
		}
		t := teller{visit: v, d: d, steps: steps, at: i}
		h := happening{Proposer: s.Name == string(dossier.JoinProposer) || s.Name == string(dossier.LeaveProposer), At: s.LegalAt, Text: t.sentence(s), Reasons: s.Reasons, Actor: s.Actor, Links: t.proofs(s), Seq: s.Seq}
		if s.Kind == "command" && s.Name == string(dossier.RecordConclusion) {
			run, _ := t.run(s)
			h.Paper = v.paperOf(d.Ref, run.Conclude)
		}
		if last := len(told) - 1; s.Kind == "stage_entered" && last >= 0 && steps[i-1].Outcome != "" && sameDay(steps[i-1].LegalAt, s.LegalAt) {
			told[last].Then, told[last].Seq = h.Text, s.Seq
			continue
		}
		told = append(told, h)
	}
	slices.Reverse(told)
	return told
}

func sameDay(a, b time.Time) bool { return dossier.Day(a, belgrade) == dossier.Day(b, belgrade) }

// teller puts one step into words.
type teller struct {
	*visit
	d     store.DossierView
	steps []store.StepView
	at    int // the step in steps
}

// sentence says what happened in a step.
func (t teller) sentence(s store.StepView) string {
	run, st := t.run(s)
	stage := quoted(t.title(st.TitleSr, st.TitleEn))
	body := t.title(run.ActorSr, run.ActorEn)
	act := t.actName(t.d.Kind, t.d.Definition.Form(s.Stage, false))
	switch s.Kind {
	case "opened":
		return t.t("story.opened", "body", t.title(t.d.LeadNameSr, t.d.LeadNameEn))
	case "imported":
		return t.t("story.imported", "name", t.say.Serbian(t.d.Import.From))
	case "stage_entered":
		return t.t("story.entered", "title", stage, "body", body)
	case "lapsed":
		return t.lapsed(s, st, stage)
	case "subprocess_ended":
		return t.t("within.ended", "title", stage, "way", t.outcome(s, st))
	case "ended":
		return t.t("story.ended."+s.Name, "act", act)
	case "command":
		return t.command(s, run, st, stage, body, act)
	}
	return s.Kind
}

// run returns the run of the stage in which a step was taken, and the stage.
func (t teller) run(s store.StepView) (store.StageView, procedure.StageDef) {
	st, _ := t.d.Definition.Stage(s.Stage)
	i := slices.IndexFunc(t.d.Stages, func(r store.StageView) bool { return r.No == s.StageNo })
	if i < 0 {
		return store.StageView{}, st
	}
	return t.d.Stages[i], st
}

// outcome names the way by which a step left the stage; empty: it did not.
func (t teller) outcome(s store.StepView, st procedure.StageDef) string {
	o, ok := st.Outcome(s.Outcome)
	if !ok {
		return ""
	}
	return t.title(o.TitleSr, o.TitleEn)
}

// lapsed says what followed from the end of a term.
func (t teller) lapsed(s store.StepView, st procedure.StageDef, stage string) string {
	window, _ := st.Window(s.Name)
	way := t.outcome(s, st)
	switch {
	case way != "" && st.Kind == procedure.Consultation:
		return t.t("story.round_closed", "title", stage)
	case way != "" && st.Kind == procedure.Report:
		return t.t("story.report_by_itself", "title", stage)
	case way != "" && st.Kind == procedure.Opinions:
		return t.t("story.opinions_lapsed", "title", stage)
	case way != "":
		return t.t("story.term_ended", "title", stage, "way", way)
	case window.Kind == procedure.MaxWindow:
		return t.t("story.overdue", "title", stage)
	case window.Kind == procedure.CommentMinWindow:
		return t.t("story.comment_term_passed", "title", stage)
	}
	return t.t("story.term_passed", "title", stage)
}

// command says what a command did.
func (t teller) command(s store.StepView, run store.StageView, st procedure.StageDef, stage, body, act string) string {
	way := t.outcome(s, st)
	switch dossier.CommandName(s.Name) {
	case dossier.Complete:
		return t.with(t.t("story.completed", "title", stage, "way", way), run)
	case dossier.PublishProof:
		return t.proof(s, run, st, stage, way)
	case dossier.PublishReport:
		return t.t("story.report", "title", stage)
	case dossier.Prepare:
		return t.t("story.prepared", "title", stage)
	case dossier.Sign:
		if way == "" {
			return t.t("story.signed", "title", stage)
		}
		return t.t("story.signed_last", "title", stage, "way", way)
	case dossier.Return:
		text := t.t("story.returned", "title", stage, "way", way)
		if run.ForCode != "" && len(st.Signatures) > 0 { // several sign, and any of them may
			text += " " + t.t("signing.returned_by", "body", t.title(run.ForSr, run.ForEn))
		}
		return text
	case dossier.Reject:
		return upperFirst(t.t("story.rejected", "title", stage, "act", act))
	case dossier.RecordConclusion:
		return t.with(t.conclusion(s, run, way, body), run)
	case dossier.GiveOpinion:
		return t.opinion(s, run, way)
	case dossier.AskOpinion:
		return t.t("inquiring.story")
	case dossier.Extend:
		return t.extended(s, run, stage)
	case dossier.DecideMaterialChange:
		if s.Outcome == store.NoNewRound {
			return t.t("material.story_no_new_round")
		}
		return t.t("material.story_new_round")
	case dossier.Shorten:
		return t.t("shortening.story", "title", stage)
	case dossier.Withdraw:
		return t.withdrawn(act)
	case dossier.JoinProposer:
		return t.t("story.proposer.joined", "body", t.proposer(s))
	case dossier.LeaveProposer:
		return t.t("story.proposer.left", "body", t.proposer(s))
	case dossier.SetVisibility:
		return t.t("story.visibility")
	case dossier.Advance:
		return t.t("story.advanced")
	case dossier.Recompute, dossier.Compensate:
		return t.moved(s, stage)
	case dossier.MigrateProcedure:
		return t.migrated(s)
	}
	return t.say.Name("command", s.Name)
}

// proof says what followed from a proof of publication: nothing yet, the end of
// the stage, or the beginning of the clock of a consultation.
func (t teller) proof(s store.StepView, run store.StageView, st procedure.StageDef, stage, way string) string {
	switch {
	case way != "":
		return t.t("story.published", "title", stage)
	case st.Kind == procedure.Consultation && run.Published != nil && t.last(s, dossier.PublishProof):
		return t.t("story.round_opened", "title", stage)
	}
	return t.t("story.proof", "title", stage)
}

// last reports whether no later step of the same run is that command.
func (t teller) last(s store.StepView, name dossier.CommandName) bool {
	return !slices.ContainsFunc(t.steps[t.at+1:], func(later store.StepView) bool {
		return later.StageNo == s.StageNo && later.Kind == "command" && later.Name == string(name)
	})
}

// proofs links what a run has been published as, at the proof that was its last.
func (t teller) proofs(s store.StepView) []link {
	run, _ := t.run(s)
	if s.Kind != "command" || s.Name != string(dossier.PublishProof) || !t.last(s, dossier.PublishProof) {
		return nil
	}
	return each(run.Proofs, func(p store.ProofView) link { return link{p.URL, t.say.Name("channel", p.Channel)} })
}

func (t teller) conclusion(s store.StepView, run store.StageView, way, body string) string {
	c := run.Conclude
	if c == nil {
		return t.t("story.concluded", "way", way, "body", body)
	}
	return t.t("story.concluded_number", "way", way, "body", t.title(c.BodySr, c.BodyEn), "number", t.say.Serbian(c.Number), "day", c.Date)
}

// with adds to a sentence what was said beside the outcome of a run.
func (t teller) with(sentence string, run store.StageView) string {
	return strings.Join(append([]string{sentence}, t.sayings(t.d, run)...), " ")
}

// opinion names the body whose opinion was given in this step, and what it said.
func (t teller) opinion(s store.StepView, run store.StageView, way string) string {
	text := t.t("story.opinion_some")
	if o, ok := t.given(s, run); ok {
		text = t.t("story.opinion", "body", t.title(o.BodySr, o.BodyEn), "words", t.say.Name("opinion", o.Opinion))
	}
	if way != "" {
		text += " " + t.t("story.opinions_in")
	}
	return text
}

// given finds the opinion of a step: the opinions that stand came in the order of
// the last steps that gave one, unless a body has spoken twice.
func (t teller) given(s store.StepView, run store.StageView) (store.OpinionView, bool) {
	var given []store.OpinionView
	for _, o := range run.Opinions {
		if o.GivenAt != nil {
			given = append(given, o)
		}
	}
	slices.SortFunc(given, func(a, b store.OpinionView) int { return a.GivenAt.Compare(*b.GivenAt) })
	var steps []int64
	for _, other := range t.steps {
		if other.StageNo == s.StageNo && other.Kind == "command" && other.Name == string(dossier.GiveOpinion) {
			steps = append(steps, other.Seq)
		}
	}
	if len(steps) != len(given) {
		return store.OpinionView{}, false
	}
	return given[slices.Index(steps, s.Seq)], true
}

// extended says to which day a round was extended, where that is the day that
// stands today.
func (t teller) extended(s store.StepView, run store.StageView, stage string) string {
	of := "story."
	if run.Kind != string(procedure.Consultation) {
		of = "story.term_"
	}
	if t.last(s, dossier.Extend) {
		for _, w := range run.Windows {
			if w.Extended {
				return t.t(of+"extended_until", "title", stage, "day", w.Due)
			}
		}
	}
	return t.t(of+"extended", "title", stage)
}

// moved says why the calendar, or a downtime, moved a term, from which day to which.
func (t teller) moved(s store.StepView, stage string) string {
	m, ok := t.d.MovedBy(s.Seq)
	args := []any{"title", stage, "before", m.Before, "due", m.Due}
	switch {
	case s.Name == string(dossier.Compensate) && ok && m.Began != nil:
		return t.n("story.compensated", m.Days, append(args, "began", m.Began.UTC(), "ended", m.Ended.UTC())...)
	case s.Name == string(dossier.Compensate):
		return t.t("story.compensated_some", "title", stage)
	case !ok:
		return t.t("story.recomputed_some", "title", stage)
	case m.Revoked:
		return t.t("story.recomputed_back", append(args, "date", m.Date, "name", t.title(m.NameSr, m.NameEn), "act", t.say.Serbian(m.Act))...)
	}
	return t.t("story.recomputed", append(args, "date", m.Date, "name", t.title(m.NameSr, m.NameEn), "act", t.say.Serbian(m.Act))...)
}
