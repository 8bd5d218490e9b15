package workflows

import (
	"fmt"

	"go.temporal.io/sdk/workflow"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
)

// Dossier keeps one act on its way through its procedure. It returns how the
// dossier ended, or continues itself as new at every boundary of a stage, when
// the dossier has gone over to another version of its procedure, and whenever its
// history has grown long.
func Dossier(ctx workflow.Context, in dossier.DossierInput) (dossier.DossierResult, error) {
	d := &dossierRun{in: in}
	err := d.setup(ctx)
	if err != nil {
		return dossier.DossierResult{}, err
	}
	return d.run(ctx)
}

// dossierRun is one run of Dossier. What must outlive the run is in.
type dossierRun struct {
	in    dossier.DossierInput
	plan  procedure.Plan // of the definition that loaded names
	stage procedure.Stage
	ready bool // the plan is loaded and a stage entered

	loaded string // hash of a definition; in may name a newer one, to which the dossier has gone over

	mutex workflow.Mutex // held while a command is carried out
	news  workflow.ReceiveChannel
	watch *watch // of a stage that has no child
	child *child
	panel panel

	ended   bool // the stage has ended with outcome
	outcome string
	status  dossier.Status // how the dossier ended; empty: it has not
	leaving bool           // between two stages or two runs: no command is taken
}

// setup makes everything that people and children may ask for ready, before
// anything waits.
func (d *dossierRun) setup(ctx workflow.Context) error {
	d.mutex = workflow.NewMutex(ctx)
	d.news = workflow.GetSignalChannel(ctx, dossier.SignalStageNews)
	err := workflow.SetQueryHandler(ctx, dossier.QueryState, d.state)
	if err != nil {
		return err
	}
	err = workflow.SetUpdateHandlerWithOptions(ctx, dossier.UpdateCommand, d.command, workflow.UpdateHandlerOptions{
		Validator:   d.validate,
		Description: "a person's command",
	})
	if err != nil {
		return err
	}
	listen(ctx, d.news, d.hear)
	return nil
}

func (d *dossierRun) run(ctx workflow.Context) (dossier.DossierResult, error) {
	err := d.begin(ctx)
	if err != nil {
		return dossier.DossierResult{}, err
	}
	for {
		err = d.keep(ctx)
		if err != nil {
			return dossier.DossierResult{}, err
		}
		d.leaving = true
		if d.outdated() {
			err = d.load(ctx)
			if err != nil {
				return dossier.DossierResult{}, err
			}
		}
		if d.ended && d.status == "" {
			err = d.leave(ctx)
			if err != nil {
				return dossier.DossierResult{}, err
			}
		}
		quiet, err := d.quieten(ctx)
		switch {
		case err != nil:
			return dossier.DossierResult{}, err
		case quiet && d.status != "":
			return dossier.DossierResult{Status: d.status, Seq: d.in.Seq}, nil
		case quiet:
			d.in.Rotations++
			return dossier.DossierResult{}, workflow.NewContinueAsNewError(ctx, Dossier, d.in)
		}
	}
}

// begin loads the plan and finds the stage, the first one where none is entered.
func (d *dossierRun) begin(ctx workflow.Context) error {
	err := d.load(ctx)
	if err != nil {
		return err
	}
	if d.in.StageNo == 0 {
		err = d.enter(ctx, d.plan.First().ID)
		if err != nil {
			return err
		}
	}
	d.ready = true
	return workflow.UpsertTypedSearchAttributes(ctx, attrProcedure.ValueSet(d.plan.Procedure), attrStage.ValueSet(d.stage.ID))
}

// load loads the plan of the definition that the dossier stands under, and finds
// in it the stage that is entered. A plan without it blocks the workflow, as in
// leave.
func (d *dossierRun) load(ctx workflow.Context) error {
	in := dossier.PlanInput{Definition: d.in.Definition}
	var plan procedure.Plan
	err := workflow.ExecuteActivity(quickRead(ctx, "the plan of the procedure"), plans.Load, in).Get(ctx, &plan)
	if err != nil {
		return err
	}
	stage, ok := plan.Stage(d.in.Stage)
	if !ok && d.in.StageNo > 0 {
		panic(fmt.Sprintf("plan %s has no stage %q", plan.Hash, d.in.Stage))
	}
	d.plan, d.stage, d.loaded = plan, stage, in.Definition
	return nil
}

// outdated reports whether the dossier has gone over to another version than the
// plan is of.
func (d *dossierRun) outdated() bool { return d.in.Definition != d.loaded }

// enter enters a stage as the next one.
func (d *dossierRun) enter(ctx workflow.Context, stage string) error {
	in := dossier.EnterInput{Ref: d.in.Ref, StageNo: d.in.StageNo + 1, Stage: stage}
	var entered dossier.Entered
	err := workflow.ExecuteActivity(quickWrite(ctx, "enter stage "+stage), stages.Enter, in).Get(ctx, &entered)
	if err != nil {
		return err
	}
	d.in.StageNo, d.in.Stage, d.in.Round = in.StageNo, stage, ""
	d.in.Seq = max(d.in.Seq, entered.Seq)
	d.stage, _ = d.plan.Stage(stage)
	d.ended, d.outcome = false, ""
	d.watch, d.child = nil, nil
	return nil
}

// leave goes where the outcome of the stage leads. An outcome that the plan
// does not know blocks the workflow until a worker knows better, because a
// dossier must not fail.
func (d *dossierRun) leave(ctx workflow.Context) error {
	outcome, ok := d.stage.Outcome(d.outcome)
	if !ok {
		panic(fmt.Sprintf("stage %s of plan %s has no outcome %q", d.stage.ID, d.plan.Hash, d.outcome))
	}
	if outcome.Next != procedure.End {
		return d.enter(ctx, outcome.Next)
	}
	in := dossier.FinishInput{Ref: d.in.Ref, Status: dossier.Status(outcome.Ends), Stage: d.in.StageNo}
	var result dossier.DossierResult
	err := workflow.ExecuteActivity(quickWrite(ctx, "end the dossier"), dossiers.Finish, in).Get(ctx, &result)
	if err != nil {
		return err
	}
	d.in.Seq = max(d.in.Seq, result.Seq)
	d.status = result.Status
	return nil
}

// quieten waits until all that was asked of this run is answered and all news
// is heard. It reports false where that moved the dossier on.
func (d *dossierRun) quieten(ctx workflow.Context) (bool, error) {
	pending := func() bool { return d.ended && d.status == "" }
	over := d.status
	err := workflow.Await(ctx, func() bool { return workflow.AllHandlersFinished(ctx) || pending() || d.status != over })
	if err != nil {
		return false, err
	}
	d.hear(ctx)
	return workflow.AllHandlersFinished(ctx) && !pending() && d.status == over, nil
}

// take lets an effect count. The same effect again, or one of an earlier stage,
// changes nothing; the sequence number only grows. Of definitions the last in the
// order of the record counts, in whatever order they are heard of.
func (d *dossierRun) take(e dossier.Effect) {
	if e.Definition != "" && e.Seq > d.in.Migrated {
		d.in.Definition, d.in.Migrated = e.Definition, e.Seq
	}
	d.in.Seq = max(d.in.Seq, e.Seq)
	if e.StageNo != d.in.StageNo || d.ended || d.status != "" {
		return
	}
	if e.Round != "" {
		d.in.Round = e.Round
	}
	if e.Closed != "" {
		d.status = e.Closed
		return
	}
	d.ended, d.outcome = e.Ended, e.Outcome
}

// hear takes all news of the children.
func (d *dossierRun) hear(ctx workflow.Context) {
	for {
		var news dossier.StageNews
		if !d.news.ReceiveAsync(&news) {
			return
		}
		d.take(news.Effect)
		if news.StageNo != d.in.StageNo || news.Deadline.IsZero() {
			continue
		}
		err := d.panel.show(ctx, news.Deadline)
		if err != nil {
			workflow.GetLogger(ctx).Error("panel", "error", err)
		}
	}
}

// state answers QueryState.
func (d *dossierRun) state() (dossier.LiveState, error) {
	s := dossier.LiveState{Seq: d.in.Seq, StageNo: d.in.StageNo, Stage: d.in.Stage, Kind: string(d.stage.Kind),
		Ended: d.status != "", Rotations: d.in.Rotations, Definition: d.in.Definition}
	if s.Ended || d.ended || d.leaving || !d.ready {
		s.WaitsFor = "nothing"
		return s, nil
	}
	next := d.panel.deadline
	s.Until, s.Window, s.Body, s.Overdue = next.Until, next.Window, next.Body, next.Overdue
	switch {
	case d.child != nil:
		s.WaitsFor, s.Child = "child", d.child.kind
	case s.Until.IsZero():
		s.WaitsFor = "person"
	default:
		s.WaitsFor = "deadline"
	}
	return s, nil
}
