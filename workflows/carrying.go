package workflows

import (
	"fmt"

	"go.temporal.io/sdk/workflow"

	"github.com/rasprava/rasprava/activities"
	"github.com/rasprava/rasprava/internal/dossier"
)

// CarryComments carries the comments of a dossier to the versions of its text
// that came after them, once. It is started when a version comes, and when a
// round closes on a version that is not the newest; it touches no stage, and
// nothing waits for it.
func CarryComments(ctx workflow.Context, in dossier.CarryInput) (dossier.CarryResult, error) {
	var comments activities.Comments
	var result dossier.CarryResult
	err := workflow.ExecuteActivity(longWork(ctx, "carry comments to the newest version"), comments.Carry, in).Get(ctx, &result)
	if err != nil {
		return dossier.CarryResult{}, fmt.Errorf("carry comments of %s: %w", in.Ref, err)
	}
	return result, nil
}
