package workflows

import (
	"context"
	"io"
	"log/slog"
	"testing"
	"time"

	"go.temporal.io/sdk/client"

	"github.com/rasprava/rasprava/activities"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/engine"
)

// publisher is a record that says when its checkpoints are published.
type publisher struct {
	activities.Record
	asked chan struct{}
}

func (p publisher) PublishCheckpoints(context.Context) (dossier.PublishedCheckpoints, error) {
	p.asked <- struct{}{}
	return dossier.PublishedCheckpoints{Kept: true, Asked: 2, Signed: 1}, nil
}

func TestASchedulePublishesCheckpoints(t *testing.T) {
	c := server(t).Client()
	record := publisher{asked: make(chan struct{}, 100)}
	w := NewWorker(c, "published", record)
	err := w.Start()
	if err != nil {
		t.Fatal(err)
	}
	defer w.Stop()
	err = MakeCurrent(t.Context(), c, "published")
	if err != nil {
		t.Fatal(err)
	}
	eng := engine.New(c, nil, slog.New(slog.NewTextHandler(io.Discard, nil)))
	err = eng.KeepSchedules(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	select {
	case <-record.asked:
	case <-time.After(time.Minute):
		t.Fatal("nothing was published")
	}
	handle := c.ScheduleClient().GetHandle(t.Context(), engine.CheckpointSchedule)
	err = handle.Pause(t.Context(), client.SchedulePauseOptions{Note: "одржавање"})
	if err != nil {
		t.Fatal(err)
	}
	err = eng.KeepSchedules(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	about, err := handle.Describe(t.Context())
	if err != nil || !about.Schedule.State.Paused {
		t.Errorf("the schedule goes on though it was paused: %+v, %v", about, err)
	}
	action, ok := about.Schedule.Action.(*client.ScheduleWorkflowAction)
	if !ok || action.Workflow != "PublishCheckpoints" || len(about.Schedule.Spec.Intervals) != 1 || about.Schedule.Spec.Intervals[0].Every != time.Minute {
		t.Errorf("the schedule became %+v", about.Schedule)
	}
}
