package engine

import (
	"context"
	"fmt"

	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/sdk/client"

	"github.com/rasprava/rasprava/internal/dossier"
)

// comparingName is how workflows.CompareTexts is registered.
const comparingName = "CompareTexts"

// Compare has the redline of two texts made and kept, and returns when it is. One
// that is being made already is waited for.
func (c *Client) Compare(ctx context.Context, in dossier.CompareInput) error {
	run, err := c.beginComparing(ctx, in)
	if err != nil {
		return err
	}
	err = run.Get(ctx, nil)
	if err != nil {
		return fmt.Errorf("await redline: %w", err)
	}
	return nil
}

func (c *Client) beginComparing(ctx context.Context, in dossier.CompareInput) (client.WorkflowRun, error) {
	run, err := c.temporal.ExecuteWorkflow(ctx, client.StartWorkflowOptions{
		ID:                       in.WorkflowID(),
		TaskQueue:                dossier.TaskQueue,
		WorkflowIDReusePolicy:    enumspb.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE,
		WorkflowIDConflictPolicy: enumspb.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING,
	}, comparingName, in)
	if err != nil {
		return nil, fmt.Errorf("begin comparing: %w", err)
	}
	return run, nil
}

// newText has a text that came compared with those before it, and the comments on
// these carried to it.
func (c *Client) newText(ctx context.Context, ref dossier.Ref) error {
	pairs, err := c.store.MissingRedlines(ctx, ref)
	if err != nil {
		return err
	}
	for _, in := range pairs {
		_, err = c.beginComparing(ctx, in)
		if err != nil {
			return err
		}
	}
	return c.carry(ctx, ref)
}
