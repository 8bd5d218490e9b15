package workflows

import (
	"errors"
	"time"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"github.com/rasprava/rasprava/internal/dossier"
)

// keeper is what the children have in common: each keeps one stage, or a part
// of it, tells the dossier what a deadline brought, and looks again when told.
type keeper struct {
	in     dossier.StageInput
	looks  workflow.ReceiveChannel
	watch  watch
	beside []*watch // that wait for one part of the stage each
	panel  panel
	known  bool   // the dossier knows that the stage has ended
	round  string // that has opened, as the dossier says
	done   func() bool
}

func newKeeper(ctx workflow.Context, in dossier.StageInput) *keeper {
	k := &keeper{in: in, looks: workflow.GetSignalChannel(ctx, dossier.SignalLook), done: func() bool { return false }}
	k.watch = watch{
		stage:  dossier.DeadlineInput{Ref: in.Ref, StageNo: in.StageNo},
		stop:   func(ctx workflow.Context) bool { return k.done() || suggested(ctx) },
		show:   k.show,
		report: k.report,
	}
	listen(ctx, k.looks, k.hear)
	return k
}

// listen calls hear whenever something stands in the channel. It takes nothing
// out itself: what a waiting receiver has been handed would be lost to a run
// that ends before the receiver goes on.
func listen(ctx workflow.Context, channel workflow.ReceiveChannel, hear func(workflow.Context)) {
	workflow.Go(ctx, func(ctx workflow.Context) {
		for {
			err := workflow.Await(ctx, func() bool { return channel.Len() > 0 })
			if err != nil {
				return
			}
			hear(ctx)
		}
	})
}

// hear takes all looks.
func (k *keeper) hear(workflow.Context) {
	for {
		var look dossier.Look
		if !k.looks.ReceiveAsync(&look) {
			return
		}
		k.known = k.known || look.Ended
		if look.Round != "" {
			k.round = look.Round
		}
		k.watch.look()
		for _, w := range k.beside {
			w.look()
		}
	}
}

// keep returns when there is nothing left to keep, or continues self as new.
func (k *keeper) keep(ctx workflow.Context, self any) error {
	err := k.watch.run(ctx)
	if err != nil {
		return err
	}
	if !k.rotates(ctx) {
		return nil
	}
	k.hear(ctx)
	if k.done() {
		return nil
	}
	return workflow.NewContinueAsNewError(ctx, self, k.in)
}

func (k *keeper) rotates(ctx workflow.Context) bool {
	return suggested(ctx) && !k.panel.deadline.Over && !k.done()
}

func (k *keeper) show(ctx workflow.Context, d dossier.Deadline) error {
	told := k.panel.shown && k.panel.deadline.Until.Equal(d.Until) && k.panel.deadline.Overdue == d.Overdue
	err := k.panel.show(ctx, d)
	if err != nil || told || d.Over {
		return err
	}
	return k.tell(ctx, dossier.StageNews{StageNo: k.in.StageNo, Deadline: d})
}

func (k *keeper) report(ctx workflow.Context, e dossier.Effect) error {
	if !moves(e) || k.known {
		return nil
	}
	k.known = e.Ended
	return k.tell(ctx, dossier.StageNews{StageNo: k.in.StageNo, Effect: e, Deadline: k.panel.deadline})
}

// tell signals the dossier, whichever run of it is the present one. A dossier
// that is gone needs no news; any other fault passes, because the server takes
// signals again once the dossier has been continued as new.
func (k *keeper) tell(ctx workflow.Context, news dossier.StageNews) error {
	for {
		err := workflow.SignalExternalWorkflow(ctx, k.in.Ref.WorkflowID(), "", dossier.SignalStageNews, news).Get(ctx, nil)
		switch {
		case err == nil, isGone(err):
			return nil
		case temporal.IsCanceledError(err):
			return err
		}
		err = workflow.Sleep(ctx, 10*time.Second)
		if err != nil {
			return err
		}
	}
}

// isGone reports whether a signal found no running workflow.
func isGone(err error) bool {
	var gone *temporal.UnknownExternalWorkflowExecutionError
	return errors.As(err, &gone)
}

// suggested reports whether the history has grown so long that the server asks
// for a new run.
func suggested(ctx workflow.Context) bool {
	return workflow.GetInfo(ctx).GetContinueAsNewSuggested()
}
