package workflows

import (
	"context"
	"errors"
	"fmt"
	"time"

	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"

	"github.com/rasprava/rasprava/activities"
	"github.com/rasprava/rasprava/internal/dossier"
)

// Deployment is the name under which Temporal knows all workers.
const Deployment = "rasprava"

// NewWorker returns a worker that runs all workflows and activities, not yet
// started. It is known by buildID and gets no task until MakeCurrent has been
// called for that id. When stopped it lets activities end for five seconds.
func NewWorker(c client.Client, buildID string, record activities.Record) worker.Worker {
	w := worker.New(c, dossier.TaskQueue, worker.Options{
		DeploymentOptions: worker.DeploymentOptions{
			UseVersioning:             true,
			Version:                   worker.WorkerDeploymentVersion{DeploymentName: Deployment, BuildID: buildID},
			DefaultVersioningBehavior: workflow.VersioningBehaviorAutoUpgrade,
		},
		WorkerStopTimeout: 5 * time.Second,
	})
	Register(w)
	activities.Register(w, record)
	return w
}

// MakeCurrent sends all tasks to the workers of that build. It tries until
// Temporal has seen one of them, which takes a moment after its start, or ctx
// is done. The worker must be running.
func MakeCurrent(ctx context.Context, c client.Client, buildID string) error {
	options := client.WorkerDeploymentSetCurrentVersionOptions{BuildID: buildID}
	handle := c.WorkerDeploymentClient().GetHandle(Deployment)
	pause := time.NewTicker(200 * time.Millisecond)
	defer pause.Stop()
	for {
		_, err := handle.SetCurrentVersion(ctx, options)
		if err == nil {
			return nil
		}
		if !unseen(err) {
			return fmt.Errorf("make build %s current: %w", buildID, err)
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("make build %s current: %w", buildID, errors.Join(ctx.Err(), err))
		case <-pause.C:
		}
	}
}

// unseen reports whether the refusal may pass by itself.
func unseen(err error) bool {
	var notFound *serviceerror.NotFound
	var precondition *serviceerror.FailedPrecondition
	var unavailable *serviceerror.Unavailable
	var exhausted *serviceerror.ResourceExhausted
	return errors.As(err, &notFound) || errors.As(err, &precondition) || errors.As(err, &unavailable) || errors.As(err, &exhausted)
}
