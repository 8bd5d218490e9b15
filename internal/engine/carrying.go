package engine

import (
	"context"
	"fmt"

	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/sdk/client"

	"github.com/rasprava/rasprava/internal/dossier"
)

// carryingName is how workflows.CarryComments is registered.
const carryingName = "CarryComments"

// carry has the comments of a dossier carried to its newest text. While they are
// being carried to the one before it fails, and is asked again.
func (c *Client) carry(ctx context.Context, ref dossier.Ref) error {
	_, err := c.temporal.ExecuteWorkflow(ctx, client.StartWorkflowOptions{
		ID:                                       ref.CarryingID(),
		TaskQueue:                                dossier.TaskQueue,
		WorkflowIDReusePolicy:                    enumspb.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE,
		WorkflowIDConflictPolicy:                 enumspb.WORKFLOW_ID_CONFLICT_POLICY_FAIL,
		WorkflowExecutionErrorWhenAlreadyStarted: true,
		StaticSummary:                            string(ref),
	}, carryingName, dossier.CarryInput{Ref: ref})
	if err != nil {
		return fmt.Errorf("carry comments of %s: %w", ref, err)
	}
	return nil
}
