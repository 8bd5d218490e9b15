package workflows

import (
	"fmt"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
)

// child is the workflow that keeps the stage for Dossier.
type child struct {
	kind     string // in its workflow id
	workflow any
	runs     bool // it has been started
}

var (
	publication = child{kind: dossier.ChildPublication, workflow: Publication}
	round       = child{kind: dossier.ChildRound, workflow: Round}
	opinions    = child{kind: dossier.ChildOpinions, workflow: Opinions}
	decision    = child{kind: dossier.ChildDecision, workflow: Decision}
)

// keep returns when the stage has ended, the dossier has, or a new run is due.
func (d *dossierRun) keep(ctx workflow.Context) error {
	if d.stops(ctx) {
		return nil
	}
	switch d.stage.Kind {
	case procedure.Notice, procedure.Publication:
		return d.keepBy(ctx, publication, d.stops)
	case procedure.Consultation:
		opened := func(ctx workflow.Context) bool { return d.in.Round != "" || d.stops(ctx) }
		if !opened(ctx) {
			err := d.keepBy(ctx, publication, opened)
			if err != nil || d.stops(ctx) {
				return err
			}
		}
		return d.keepBy(ctx, round, d.stops)
	case procedure.Opinions:
		return d.keepBy(ctx, opinions, d.stops)
	case procedure.Decision:
		return d.keepBy(ctx, decision, d.stops)
	}
	return d.keepSelf(ctx)
}

// stops reports whether this run has nothing left to wait for in the stage.
func (d *dossierRun) stops(ctx workflow.Context) bool {
	return d.ended || d.status != "" || d.outdated() || suggested(ctx)
}

// keepSelf watches the deadlines of a stage that needs no child. A stage that
// is over by the record, whose end has not arrived here, is waited for.
func (d *dossierRun) keepSelf(ctx workflow.Context) error {
	d.watch = &watch{
		stage:  dossier.DeadlineInput{Ref: d.in.Ref, StageNo: d.in.StageNo},
		stop:   d.stops,
		show:   d.panel.show,
		report: d.report,
	}
	err := d.watch.run(ctx)
	if err != nil {
		return err
	}
	return workflow.Await(ctx, func() bool { return d.stops(ctx) })
}

func (d *dossierRun) report(_ workflow.Context, e dossier.Effect) error {
	d.take(e)
	return nil
}

// keepBy leaves the stage to a child until the condition holds.
func (d *dossierRun) keepBy(ctx workflow.Context, c child, until func(workflow.Context) bool) error {
	d.child = &c
	err := d.start(ctx, c)
	if err != nil {
		return err
	}
	c.runs = true
	return workflow.Await(ctx, func() bool { return until(ctx) })
}

// start starts the child. One that an earlier run of the dossier has started
// goes on as it is.
func (d *dossierRun) start(ctx workflow.Context, c child) error {
	id := d.in.Ref.StageWorkflowID(c.kind, d.in.StageNo)
	workflow.SetCurrentDetails(ctx, "waits for: "+id)
	in := dossier.StageInput{Ref: d.in.Ref, StageNo: d.in.StageNo, Stage: d.in.Stage, Kind: string(d.stage.Kind), Round: d.in.Round}
	attributes := temporal.NewSearchAttributes(attrProcedure.ValueSet(d.plan.Procedure), attrStage.ValueSet(d.in.Stage))
	kept := keptStage(ctx, id, fmt.Sprintf("stage %d: %s", d.in.StageNo, d.in.Stage), attributes)
	err := workflow.ExecuteChildWorkflow(kept, c.workflow, in).GetChildWorkflowExecution().Get(ctx, nil)
	if temporal.IsWorkflowExecutionAlreadyStartedError(err) {
		return d.catchUp(ctx)
	}
	return err
}

// catchUp asks the record how the stage stands: a child of before may have seen
// it end while nobody listened.
func (d *dossierRun) catchUp(ctx workflow.Context) error {
	in := dossier.DeadlineInput{Ref: d.in.Ref, StageNo: d.in.StageNo}
	var deadline dossier.Deadline
	err := workflow.ExecuteActivity(quickRead(ctx, "how the stage stands"), stages.Deadline, in).Get(ctx, &deadline)
	if err != nil {
		return err
	}
	if deadline.Over {
		d.take(deadline.Effect)
	}
	return nil
}

// tell makes whoever keeps the stage look again. A child that is gone though
// the stage is not over was ended from outside, and is started again.
func (d *dossierRun) tell(ctx workflow.Context) error {
	if d.watch != nil {
		d.watch.look()
	}
	if d.child == nil {
		return nil
	}
	c, id := d.child, d.in.Ref.StageWorkflowID(d.child.kind, d.in.StageNo)
	err := workflow.Await(ctx, func() bool { return c.runs })
	if err != nil {
		return err
	}
	over := func() bool { return d.child != c || d.ended || d.status != "" }
	look := dossier.Look{Seq: d.in.Seq, Round: d.in.Round, Ended: over()}
	err = workflow.SignalExternalWorkflow(ctx, id, "", dossier.SignalLook, look).Get(ctx, nil)
	switch {
	case err == nil, isGone(err) && over():
		return nil
	case isGone(err):
		return d.start(ctx, *c)
	case temporal.IsCanceledError(err):
		return err
	}
	workflow.GetLogger(ctx).Error("look", "child", id, "error", err)
	return nil
}
