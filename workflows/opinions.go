package workflows

import (
	"slices"

	"go.temporal.io/sdk/workflow"

	"github.com/rasprava/rasprava/internal/dossier"
)

// Opinions waits until the bodies that are asked have given their opinions or
// their time is over. Each has a branch of its own, with its own deadline, that
// begins when it is asked; the branches end with the stage.
func Opinions(ctx workflow.Context, in dossier.StageInput) error {
	o := &opinionsRun{keeper: newKeeper(ctx, in)}
	o.watch.show = o.show
	return o.keep(ctx, Opinions)
}

type opinionsRun struct {
	*keeper
	own      dossier.Deadline // of the stage itself
	branches []*branch        // in the order in which they began
}

// branch waits for one body.
type branch struct {
	body     string // code
	deadline dossier.Deadline
}

// show begins the branches of bodies that have been asked since.
func (o *opinionsRun) show(ctx workflow.Context, d dossier.Deadline) error {
	o.own = d
	for _, body := range d.Asked {
		if !slices.ContainsFunc(o.branches, func(b *branch) bool { return b.body == body }) {
			o.begin(ctx, body)
		}
	}
	return o.keeper.show(ctx, o.first())
}

// begin begins the branch of a body. What it brings about is news for the stage,
// which may be over by it.
func (o *opinionsRun) begin(ctx workflow.Context, body string) {
	b := &branch{body: body}
	w := &watch{
		stage: dossier.DeadlineInput{Ref: o.in.Ref, StageNo: o.in.StageNo, Body: body},
		stop:  func(ctx workflow.Context) bool { return o.watch.stop(ctx) || o.own.Over },
		show: func(ctx workflow.Context, d dossier.Deadline) error {
			b.deadline = d
			if d.Over {
				return nil // the stage's own watch says how
			}
			return o.keeper.show(ctx, o.first())
		},
		report: func(_ workflow.Context, e dossier.Effect) error {
			if moves(e) {
				o.watch.look()
			}
			return nil
		},
	}
	o.branches = append(o.branches, b)
	o.beside = append(o.beside, w)
	workflow.GoNamed(ctx, body, func(ctx workflow.Context) {
		err := w.run(ctx)
		if err != nil && ctx.Err() == nil {
			workflow.GetLogger(ctx).Error("branch", "body", body, "error", err)
		}
	})
}

// first returns the deadline that comes first, of the stage or of a branch.
func (o *opinionsRun) first() dossier.Deadline {
	d := o.own
	if d.Over {
		return d
	}
	for _, b := range o.branches {
		if next := b.deadline; !next.Until.IsZero() && (d.Until.IsZero() || next.Until.Before(d.Until)) {
			d.Until, d.Window, d.Body = next.Until, next.Window, next.Body
		}
	}
	return d
}
