package workflows

import (
	"time"

	"go.temporal.io/sdk/workflow"

	"github.com/rasprava/rasprava/activities"
	"github.com/rasprava/rasprava/internal/dossier"
)

// Activities by reference: the worker that runs them holds the record.
var (
	plans    activities.Plans
	stages   activities.Stages
	commands activities.Commands
	dossiers activities.Dossiers
)

// Bounds of the pause between two tries of a deadline which the clock of the
// database says has not come.
const (
	firstPause = time.Second
	lastPause  = time.Minute
)

// watch waits for the deadlines of one stage, one after the other, until the
// stage is over. It learns of everything else by look.
type watch struct {
	stage  dossier.DeadlineInput
	looks  int
	stop   func(workflow.Context) bool
	show   func(workflow.Context, dossier.Deadline) error
	report func(workflow.Context, dossier.Effect) error
}

// look makes the watch read its deadline again.
func (w *watch) look() { w.looks++ }

// run returns when the stage is over, or stop says so.
func (w *watch) run(ctx workflow.Context) error {
	var pause time.Duration
	for {
		seen := w.looks
		var deadline dossier.Deadline
		read := quickRead(ctx, "what the stage waits for")
		err := workflow.ExecuteActivity(read, stages.Deadline, w.stage).Get(ctx, &deadline)
		if err != nil {
			return err
		}
		err = w.show(ctx, deadline)
		if err != nil {
			return err
		}
		if deadline.Over {
			return w.report(ctx, deadline.Effect)
		}
		came, err := w.wait(ctx, deadline, pause, seen)
		if err != nil || w.stop(ctx) {
			return err
		}
		if !came {
			pause = 0
			continue
		}
		effect, err := w.lapse(ctx, deadline.Window)
		if err != nil {
			return err
		}
		pause = min(max(2*pause, firstPause), lastPause)
		if moves(effect) || effect.Reminded {
			pause = firstPause
		}
		err = w.report(ctx, effect)
		if err != nil {
			return err
		}
	}
}

// wait reports whether the deadline, or the instant at which people are told of
// one, came before a look or a stop. It waits at least for pause.
func (w *watch) wait(ctx workflow.Context, deadline dossier.Deadline, pause time.Duration, seen int) (bool, error) {
	moved := func() bool { return w.looks != seen || w.stop(ctx) }
	next := nextOf(deadline)
	if next.IsZero() {
		return false, workflow.Await(ctx, moved)
	}
	left := max(next.Sub(workflow.Now(ctx)), pause)
	if left <= 0 {
		return !moved(), nil
	}
	timing, cancel := workflow.WithCancel(ctx)
	defer cancel()
	timer := workflow.NewTimerWithOptions(timing, left, workflow.TimerOptions{Summary: timerOf(deadline)})
	err := workflow.Await(ctx, func() bool { return timer.IsReady() || moved() })
	return err == nil && !moved(), err
}

// nextOf returns the instant at which something happens by itself.
func nextOf(d dossier.Deadline) time.Time {
	if !d.Remind.IsZero() && (d.Until.IsZero() || d.Remind.Before(d.Until)) {
		return d.Remind
	}
	return d.Until
}

// timerOf says in plain words for what a timer is.
func timerOf(d dossier.Deadline) string {
	if next := nextOf(d); !next.Equal(d.Until) {
		return "a reminder, " + next.UTC().Format("2006-01-02 15:04") + " UTC"
	}
	return waitsUntil(d)
}

func (w *watch) lapse(ctx workflow.Context, window string) (dossier.Effect, error) {
	in := dossier.LapseInput{Ref: w.stage.Ref, StageNo: w.stage.StageNo, Window: window}
	var effect dossier.Effect
	err := workflow.ExecuteActivity(quickWrite(ctx, "a deadline came"), stages.Lapse, in).Get(ctx, &effect)
	return effect, err
}

// moves reports whether the effect moved anything that a stage waits for.
func moves(e dossier.Effect) bool { return e.Ended || e.Moved || e.Closed != "" || e.Round != "" }
