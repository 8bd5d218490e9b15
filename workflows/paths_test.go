package workflows

import (
	"fmt"
	"slices"
	"strings"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
)

// paths are the ways of a dossier whose histories are recorded.
var paths = []struct {
	name string
	plan procedure.Plan
	want dossier.Status
	walk func(*live)
}{
	{"straight", longPlan, dossier.Completed, func(l *live) {
		l.toDecision()
		l.sign(l.record.stageNo)
		l.give(8, with(dossier.Complete, "accepted"))
		l.give(9, with(dossier.RecordConclusion, "adopted"))
		l.give(10, proof("gazette"))
	}},
	{"returned", shortPlan, dossier.Completed, func(l *live) {
		l.debate(1)
		l.give(2, with(dossier.Prepare, ""))
		l.give(2, with(dossier.Sign, ""))
		l.give(2, with(dossier.Return, "returned"))
		l.debate(3)
		l.sign(4)
	}},
	{"rejected", shortPlan, dossier.Rejected, func(l *live) {
		l.debate(1)
		l.give(2, with(dossier.Reject, "rejected"))
	}},
	{"lapsed", some("debate", "report", "opinions", "intake", "vacatio"), dossier.Completed, func(l *live) {
		l.give(1, proof("own_site"))
		l.overdue(4)
		l.give(4, with(dossier.Complete, "accepted"))
	}},
	{"withdrawn", shortPlan, dossier.Withdrawn, func(l *live) {
		l.give(1, proof("own_site"))
		l.give(1, proof("portal"))
		l.give(1, with(dossier.Withdraw, ""))
	}},
	{"withdrawn_while_drafting", some("revision"), dossier.Withdrawn, func(l *live) {
		l.give(1, with(dossier.Withdraw, ""))
	}},
	{"repeated_round", some("debate", "report", "revision"), dossier.Completed, func(l *live) {
		l.give(1, proof("own_site"))
		l.give(2, with(dossier.PublishReport, ""))
		l.give(3, with(dossier.Complete, "new_debate"))
		l.give(4, proof("own_site"))
		l.give(4, with(dossier.Extend, ""))
		l.give(5, with(dossier.PublishReport, ""))
		l.give(6, with(dossier.Complete, "revised"))
	}},
	{"opinions", some("opinions"), dossier.Completed, func(l *live) {
		l.give(1, with(dossier.GiveOpinion, ""))
		l.give(1, with(dossier.SetVisibility, ""))
		l.give(1, with(dossier.GiveOpinion, ""))
	}},
	{"voided_opinion", some("opinions"), dossier.Completed, func(l *live) {
		l.give(1, with(dossier.GiveOpinion, ""))
		l.record.look(func() { l.record.opinions = 0 }) // another version came
		l.give(1, with(dossier.GiveOpinion, ""))
		l.give(1, asked{name: dossier.AskOpinion, channel: "MPRA"})
		l.give(1, with(dossier.GiveOpinion, ""))
		l.give(1, with(dossier.GiveOpinion, ""))
	}},
	{"waived", choicePlan, dossier.Completed, func(l *live) {
		l.give(1, with(dossier.RecordConclusion, "waived"))
		l.give(2, with(dossier.Complete, "revised"))
		l.give(3, with(dossier.RecordConclusion, "refused"))
		l.reach(4)
	}},
	{"urgent", choicePlan, dossier.Completed, func(l *live) {
		l.give(1, with(dossier.RecordConclusion, "waived"))
		l.give(2, with(dossier.Complete, "revised"))
		l.give(3, with(dossier.RecordConclusion, "urgent"))
		l.reach(4)
	}},
	{"within", withinPlan, dossier.Completed, func(l *live) {
		l.reach(1)
		l.endWithin("formed")
		l.give(2, with(dossier.Complete, "revised"))
	}},
	{"withdrawn_within", withinPlan, dossier.Withdrawn, func(l *live) {
		l.give(1, with(dossier.Withdraw, ""))
	}},
	{"rehearsed", shortPlan, dossier.Rejected, func(l *live) {
		l.record.look(func() { l.record.pause = true })
		l.give(1, proof("own_site"))
		l.give(1, proof("portal"))
		l.give(1, with(dossier.Advance, ""))
		l.give(2, with(dossier.Reject, "rejected"))
	}},
	{"migrated", shortPlan, dossier.Completed, func(l *live) {
		l.record.look(func() { l.record.later = longer })
		l.give(1, proof("own_site"))
		l.give(1, with(dossier.MigrateProcedure, ""))
		l.give(1, proof("portal"))
		l.give(1, with(dossier.MigrateProcedure, ""))
		l.sign(2)
		l.reach(3)
	}},
	{"migrated_while_drafting", some("revision"), dossier.Completed, func(l *live) {
		l.record.look(func() { l.record.later = longer })
		l.give(1, with(dossier.MigrateProcedure, ""))
		l.give(1, with(dossier.Complete, "revised"))
	}},
	{"long", shortPlan, dossier.Rejected, func(l *live) {
		l.debate(1)
		for range 15 {
			l.give(2, with(dossier.SetVisibility, ""))
		}
		l.give(2, with(dossier.Reject, "rejected"))
	}},
	{"long_while_drafting", some("revision"), dossier.Completed, func(l *live) {
		for range 15 {
			l.give(1, with(dossier.SetVisibility, ""))
		}
		l.give(1, with(dossier.Complete, "revised"))
	}},
}

// choicePlan has a debate that may be waived, and a term that depends on urgency.
var choicePlan = procedure.Plan{Procedure: "test.choice", Version: "2026-01-01", Hash: "sha256:choice", Stages: []procedure.Stage{
	{ID: "debate_required", Kind: procedure.Decision, Actor: "ODBOR", Collegial: true, Outcomes: []procedure.Outcome{
		{ID: "required", Next: "revision"}, {ID: "waived", Next: "revision", NeedsReasons: true}}},
	{ID: "revision", Kind: procedure.Drafting, Actor: procedure.Lead, Outcomes: []procedure.Outcome{{ID: "revised", Next: "urgency"}}},
	{ID: "urgency", Kind: procedure.Decision, Actor: "NS", Collegial: true, Outcomes: []procedure.Outcome{
		{ID: "refused", Next: "agenda"}, {ID: "urgent", Next: "soon"}}},
	{ID: "agenda", Kind: procedure.Wait, Actor: "NS",
		Windows:  []procedure.Window{{ID: "earliest", Kind: procedure.MinWindow, Term: "15d", From: procedure.FromEntry}},
		Outcomes: []procedure.Outcome{{ID: "elapsed", Next: procedure.End, Ends: procedure.Completed}}},
	{ID: "soon", Kind: procedure.Wait, Actor: "NS",
		Windows:  []procedure.Window{{ID: "earliest", Kind: procedure.MinWindow, Term: "1d", From: procedure.FromEntry}},
		Outcomes: []procedure.Outcome{{ID: "elapsed", Next: procedure.End, Ends: procedure.Completed}}},
}}

// withinPlan has a stage in which another dossier runs.
var withinPlan = procedure.Plan{Procedure: "test.within", Version: "2026-01-01", Hash: "sha256:within", Stages: []procedure.Stage{
	{ID: "group", Kind: procedure.Subprocess, Actor: procedure.Lead, Outcomes: []procedure.Outcome{
		{ID: "formed", Next: "revision"}, {ID: "not_formed", Next: procedure.End, Ends: procedure.Rejected}}},
	{ID: "revision", Kind: procedure.Drafting, Actor: procedure.Lead, Outcomes: []procedure.Outcome{
		{ID: "revised", Next: procedure.End, Ends: procedure.Completed}}},
}}

// some returns the plan of some stages of the long plan, one after the other.
func some(ids ...string) procedure.Plan {
	plan := procedure.Plan{Procedure: "test.some", Version: "2026-01-01", Hash: "sha256:" + strings.Join(ids, "-")}
	for i, id := range ids {
		stage, _ := longPlan.Stage(id)
		stage.Outcomes = slices.Clone(stage.Outcomes)
		stage.Outcomes[0].Next, stage.Outcomes[0].Ends = procedure.End, procedure.Completed
		if i+1 < len(ids) {
			stage.Outcomes[0].Next, stage.Outcomes[0].Ends = ids[i+1], ""
		}
		plan.Stages = append(plan.Stages, stage)
	}
	return plan
}

// toDecision takes a dossier of the long plan to its first decision, by people.
func (l *live) toDecision() {
	l.give(1, proof("own_site"))
	l.give(2, with(dossier.Complete, "formed"))
	l.give(3, proof("own_site"))
	l.give(4, with(dossier.PublishReport, ""))
	l.give(5, with(dossier.Complete, "revised"))
	l.give(6, with(dossier.GiveOpinion, ""))
	l.give(6, with(dossier.GiveOpinion, ""))
	l.reach(7)
}

// debate holds the debate of the short plan as the stage with that ordinal.
func (l *live) debate(stageNo int) {
	l.give(stageNo, proof("own_site"))
	l.give(stageNo, proof("portal"))
}

// endWithin ends the stage as the end of the dossier within it does, and tells the
// workflow as the relay does.
func (l *live) endWithin(outcome string) {
	l.t.Helper()
	var effect dossier.Effect
	l.record.look(func() { effect = l.record.end(outcome) })
	err := l.client.SignalWorkflow(l.t.Context(), l.ref.WorkflowID(), "", dossier.SignalStageNews, dossier.StageNews{StageNo: effect.StageNo, Effect: effect})
	if err != nil {
		l.t.Fatal(err)
	}
}

func (l *live) sign(stageNo int) {
	l.give(stageNo, with(dossier.Prepare, ""))
	l.give(stageNo, with(dossier.Sign, ""))
	l.give(stageNo, with(dossier.Sign, ""))
}

// give gives a command once the dossier is in the stage with that ordinal.
func (l *live) give(stageNo int, row asked) {
	l.t.Helper()
	l.reach(stageNo)
	l.given++
	l.accept(fmt.Sprintf("%s-%d", l.ref, l.given), row)
}
