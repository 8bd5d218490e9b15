package engine

import (
	"context"
	"errors"
	"fmt"
	"time"

	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/temporal"

	"github.com/rasprava/rasprava/internal/dossier"
)

// Checkpoints are published by the Schedule of this id, so often.
const (
	CheckpointSchedule = "publish-checkpoints"
	checkpointsEvery   = time.Minute
)

// publishingName is how workflows.PublishCheckpoints is registered.
const publishingName = "PublishCheckpoints"

// KeepSchedules makes the Schedules of the installation, or brings them to what this
// version wants. One that an operator has paused stays so. What was missed while
// Temporal was away is not made up for: the next time publishes all.
func (c *Client) KeepSchedules(ctx context.Context) error {
	spec := client.ScheduleSpec{Intervals: []client.ScheduleIntervalSpec{{Every: checkpointsEvery}}}
	action := &client.ScheduleWorkflowAction{ID: CheckpointSchedule, Workflow: publishingName, TaskQueue: dossier.TaskQueue,
		WorkflowExecutionTimeout: 10 * checkpointsEvery, StaticSummary: CheckpointSchedule}
	schedules := c.temporal.ScheduleClient()
	_, err := schedules.Create(ctx, client.ScheduleOptions{ID: CheckpointSchedule, Spec: spec, Action: action,
		Overlap: enumspb.SCHEDULE_OVERLAP_POLICY_SKIP, CatchupWindow: checkpointsEvery, TriggerImmediately: true})
	if errors.Is(err, temporal.ErrScheduleAlreadyRunning) {
		err = schedules.GetHandle(ctx, CheckpointSchedule).Update(ctx, client.ScheduleUpdateOptions{
			DoUpdate: func(in client.ScheduleUpdateInput) (*client.ScheduleUpdate, error) {
				s := in.Description.Schedule
				s.Spec, s.Action = &spec, action
				return &client.ScheduleUpdate{Schedule: &s}, nil
			}})
	}
	if err != nil {
		return fmt.Errorf("keep schedule %s: %w", CheckpointSchedule, err)
	}
	return nil
}
