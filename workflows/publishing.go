package workflows

import (
	"fmt"

	"go.temporal.io/sdk/workflow"

	"github.com/rasprava/rasprava/activities"
	"github.com/rasprava/rasprava/internal/dossier"
)

// PublishCheckpoints publishes the checkpoints of the logs once. A Schedule starts it
// (engine.KeepSchedules), and never two at a time.
func PublishCheckpoints(ctx workflow.Context) (dossier.PublishedCheckpoints, error) {
	var checkpoints activities.Checkpoints
	var result dossier.PublishedCheckpoints
	err := workflow.ExecuteActivity(onceInAWhile(ctx, "publish checkpoints"), checkpoints.Publish).Get(ctx, &result)
	if err != nil {
		return dossier.PublishedCheckpoints{}, fmt.Errorf("publish checkpoints: %w", err)
	}
	return result, nil
}
