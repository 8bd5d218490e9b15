package engine

import (
	"context"
	"errors"
	"fmt"
	"time"

	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/api/serviceerror"
	"golang.org/x/sync/errgroup"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

const (
	driftLanes  = 8                      // dossiers that are asked at the same time
	driftSettle = 500 * time.Millisecond // what a step takes from the record to the workflow, and more
)

// Drift compares the workflows of dossiers with the record, eight at a time and
// two seconds each at most. One that differs is asked once more a moment later,
// because a step may have been on its way.
func (c *Client) Drift(ctx context.Context, refs []dossier.Ref) ([]store.Drift, error) {
	found := make([]store.Drift, len(refs))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(driftLanes)
	for i, ref := range refs {
		group.Go(func() error {
			kind, err := c.drift(ctx, ref)
			if err == nil && kind != store.InStep && kind != store.NoAnswer {
				select {
				case <-ctx.Done():
					return ctx.Err()
				case <-time.After(driftSettle):
				}
				kind, err = c.drift(ctx, ref)
			}
			found[i] = store.Drift{Ref: ref, Kind: kind}
			return err
		})
	}
	err := group.Wait()
	if err != nil {
		return nil, fmt.Errorf("compare workflows: %w", err)
	}
	return found, nil
}

// drift compares one workflow with the record. The workflow is asked first: the
// record goes ahead of it, so that what it is ahead of is truly not there.
func (c *Client) drift(ctx context.Context, ref dossier.Ref) (store.DriftKind, error) {
	runs, unknown := c.runs(ctx, ref)
	var live dossier.LiveState
	if runs {
		live, unknown = c.Live(ctx, ref)
	}
	pin, err := c.store.Pin(ctx, ref)
	switch {
	case err != nil:
		return store.InStep, err
	case pin.Status != dossier.Open:
		return store.InStep, nil
	case unknown != nil:
		return store.NoAnswer, ctx.Err()
	case !runs || live.Ended:
		return store.Missing, nil
	case live.StageNo > pin.StageNo || live.Seq > pin.Seq:
		return store.Ahead, nil
	case live.StageNo < pin.StageNo || live.Seq < pin.Seq || live.Definition != "" && live.Definition != pin.Definition:
		return store.Behind, nil
	}
	return store.InStep, nil
}

// runs reports whether the workflow of a dossier runs: one that was ended from
// outside still answers.
func (c *Client) runs(ctx context.Context, ref dossier.Ref) (bool, error) {
	ctx, cancel := context.WithTimeout(ctx, liveTime)
	defer cancel()
	d, err := c.temporal.DescribeWorkflow(ctx, ref.WorkflowID(), "")
	var none *serviceerror.NotFound
	if errors.As(err, &none) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("find workflow of %s: %w", ref, err)
	}
	return d.Status == enumspb.WORKFLOW_EXECUTION_STATUS_RUNNING, nil
}

// Mend makes the workflow of a dossier agree with the record: it is started where
// there is none, told what it missed, and begun again from the record where it
// knows of what the record does not. One that is in step is left as it is. What
// the workflow is then is returned; repeating it does no harm.
func (c *Client) Mend(ctx context.Context, ref dossier.Ref) (store.DriftKind, error) {
	kind, err := c.drift(ctx, ref)
	if err != nil {
		return kind, fmt.Errorf("mend %s: %w", ref, err)
	}
	switch kind {
	case store.Ahead:
		err = c.temporal.TerminateWorkflow(ctx, ref.WorkflowID(), "", "the record does not know of what it knows of")
		if err == nil {
			err = c.Start(ctx, ref)
		}
	case store.Behind:
		err = c.news(ctx, ref)
	default:
		err = c.Start(ctx, ref)
	}
	if err != nil {
		return kind, fmt.Errorf("mend %s: %w", ref, err)
	}
	found, err := c.Drift(ctx, []dossier.Ref{ref})
	if err != nil {
		return kind, fmt.Errorf("mend %s: %w", ref, err)
	}
	return found[0].Kind, c.store.RecordDrift(ctx, found)
}

// news tells a workflow how the stage in which it stands stands by the record.
func (c *Client) news(ctx context.Context, ref dossier.Ref) error {
	live, err := c.Live(ctx, ref)
	if err != nil {
		return err
	}
	deadline, err := c.store.StageDeadline(ctx, dossier.DeadlineInput{Ref: ref, StageNo: live.StageNo})
	if err != nil {
		return err
	}
	pin, err := c.store.Pin(ctx, ref) // after it, so that the definition is no older than the effect
	if err != nil {
		return err
	}
	effect := dossier.Effect{Seq: pin.Seq, StageNo: live.StageNo}
	if deadline.Over {
		effect = deadline.Effect
	}
	if live.StageNo == pin.StageNo {
		effect.Round = pin.Round
	}
	effect.Definition = pin.Definition
	return c.temporal.SignalWorkflow(ctx, ref.WorkflowID(), "", dossier.SignalStageNews, dossier.StageNews{StageNo: live.StageNo, Effect: effect})
}
