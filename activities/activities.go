package activities

import (
	"context"
	"time"

	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/worker"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
)

// Record is the record as the workflows need it. Each method is one
// transaction that may be asked for again, after a crash or a lost answer, and
// then gives the answer it gave first.
type Record interface {
	// LoadPlan returns the compiled plan of the definition with that hash.
	LoadPlan(ctx context.Context, in dossier.PlanInput) (procedure.Plan, error)
	// EnterStage enters a stage. Its key is (Ref, StageNo).
	EnterStage(ctx context.Context, in dossier.EnterInput) (dossier.Entered, error)
	// StageDeadline returns what the stage waits for now. It only reads.
	StageDeadline(ctx context.Context, in dossier.DeadlineInput) (dossier.Deadline, error)
	// LapseWindow does what follows when a deadline has come, by the clock of
	// the database, or else has people told of the terms that they are to be told
	// of by now. Its key is (Ref, StageNo, Window). An Effect in which nothing
	// ended, moved, opened or closed, and nobody was reminded, says that neither
	// has come.
	LapseWindow(ctx context.Context, in dossier.LapseInput) (dossier.Effect, error)
	// ApplyCommand carries out a command, or refuses it with a verdict. Its key
	// is the command's id; a second asking returns the verdict and the effect
	// of the first.
	ApplyCommand(ctx context.Context, in dossier.ApplyInput) (dossier.Applied, error)
	// FinishDossier ends the dossier after its last stage. Its key is Ref. Seq
	// of the result is the dossier's last.
	FinishDossier(ctx context.Context, in dossier.FinishInput) (dossier.DossierResult, error)
	// CarryComments carries the comments of a dossier to the versions of its text
	// to which they were not carried yet, and calls beat after every step. What was
	// written stays when it ends early, and is not written again.
	CarryComments(ctx context.Context, in dossier.CarryInput, beat func(done dossier.CarryResult)) (dossier.CarryResult, error)
	// CompareTexts makes the redline of two texts and keeps it by their hashes,
	// which are its key. It writes nothing where it is kept already.
	CompareTexts(ctx context.Context, in dossier.CompareInput) (dossier.CompareResult, error)
	// PublishCheckpoints keeps the checkpoints of the logs outside the database, and
	// has the witnesses sign that of the public log. The error says what went wrong
	// with some of it; the result counts the rest.
	PublishCheckpoints(ctx context.Context) (dossier.PublishedCheckpoints, error)
}

// Plans gives the compiled plans of procedures.
type Plans struct{ Record }

// Load returns the plan of a definition.
func (p Plans) Load(ctx context.Context, in dossier.PlanInput) (procedure.Plan, error) {
	plan, err := p.LoadPlan(ctx, in)
	if err != nil {
		return procedure.Plan{}, again(ctx, "load plan", err)
	}
	return plan, nil
}

// Stages moves a dossier through its stages.
type Stages struct{ Record }

// Enter enters a stage. Its key is (Ref, StageNo).
func (s Stages) Enter(ctx context.Context, in dossier.EnterInput) (dossier.Entered, error) {
	entered, err := s.EnterStage(ctx, in)
	if err != nil {
		return dossier.Entered{}, again(ctx, "enter stage", err)
	}
	return entered, nil
}

// Deadline returns what a stage waits for now. It changes nothing.
func (s Stages) Deadline(ctx context.Context, in dossier.DeadlineInput) (dossier.Deadline, error) {
	deadline, err := s.StageDeadline(ctx, in)
	if err != nil {
		return dossier.Deadline{}, again(ctx, "read deadline", err)
	}
	return deadline, nil
}

// Lapse does what follows when a deadline has come. Its key is (Ref, StageNo,
// Window).
func (s Stages) Lapse(ctx context.Context, in dossier.LapseInput) (dossier.Effect, error) {
	effect, err := s.LapseWindow(ctx, in)
	if err != nil {
		return dossier.Effect{}, again(ctx, "lapse window", err)
	}
	return effect, nil
}

// Commands carries out what people ask.
type Commands struct{ Record }

// Apply carries out a command. Its key is the command's id. A refusal is a
// verdict and never an error, because an error is tried again.
func (c Commands) Apply(ctx context.Context, in dossier.ApplyInput) (dossier.Applied, error) {
	applied, err := c.ApplyCommand(ctx, in)
	if err == nil {
		return applied, nil
	}
	code := dossier.CodeOf(err)
	if passes(code) {
		return dossier.Applied{}, again(ctx, "apply command", err)
	}
	return dossier.Applied{Verdict: dossier.Verdict{Status: dossier.VerdictRefused, Code: code}}, nil
}

// Dossiers ends dossiers.
type Dossiers struct{ Record }

// Finish ends a dossier after its last stage. Its key is Ref.
func (d Dossiers) Finish(ctx context.Context, in dossier.FinishInput) (dossier.DossierResult, error) {
	result, err := d.FinishDossier(ctx, in)
	if err != nil {
		return dossier.DossierResult{}, again(ctx, "finish dossier", err)
	}
	return result, nil
}

// Comments keeps what was said beside a text that goes on.
type Comments struct{ Record }

// Carry carries the comments of a dossier to the versions of its text that came
// after them. Its key is the comment with the version; it may take minutes, and
// beats.
func (c Comments) Carry(ctx context.Context, in dossier.CarryInput) (dossier.CarryResult, error) {
	result, err := c.CarryComments(ctx, in, func(done dossier.CarryResult) { activity.RecordHeartbeat(ctx, done) })
	if err != nil {
		return dossier.CarryResult{}, again(ctx, "carry comments", err)
	}
	return result, nil
}

// Redlines keeps what differs between texts.
type Redlines struct{ Record }

// Compare makes the redline of two texts and keeps it. Its key is the hashes of
// the two. It beats while it computes.
func (r Redlines) Compare(ctx context.Context, in dossier.CompareInput) (dossier.CompareResult, error) {
	stop := beating(ctx)
	defer stop()
	result, err := r.CompareTexts(ctx, in)
	if err != nil {
		return dossier.CompareResult{}, again(ctx, "compare texts", err)
	}
	return result, nil
}

// Checkpoints publishes what the logs were signed for.
type Checkpoints struct{ Record }

// Publish publishes the checkpoints of the logs. It may be asked at any time; what
// did not go well goes into the log of the worker, and is done the next time.
func (c Checkpoints) Publish(ctx context.Context) (dossier.PublishedCheckpoints, error) {
	done, err := c.PublishCheckpoints(ctx)
	if err != nil {
		activity.GetLogger(ctx).Warn("checkpoints_not_published", "kept", done.Kept, "asked", done.Asked, "signed", done.Signed, "error", err)
	}
	return done, nil
}

// beatEvery is how often an activity says that it still computes: the SDK passes
// on what is due within its heartbeat timeout.
const beatEvery = time.Second

// beating lets an activity beat until stop is called.
func beating(ctx context.Context) (stop func()) {
	ctx, stop = context.WithCancel(ctx)
	beat := time.NewTicker(beatEvery)
	go func() {
		defer beat.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-beat.C:
				activity.RecordHeartbeat(ctx)
			}
		}
	}()
	return stop
}

// Register registers all activities over record. Their names stand in
// histories: a name is never changed and never used again for something else.
// No two methods may have the same name, because workflows refer to them by it.
func Register(r worker.ActivityRegistry, record Record) {
	for name, method := range methods(record) {
		r.RegisterActivityWithOptions(method, activity.RegisterOptions{Name: name})
	}
}

func methods(record Record) map[string]any {
	return map[string]any{
		"Plans.Load":          Plans{record}.Load,
		"Stages.Enter":        Stages{record}.Enter,
		"Stages.Deadline":     Stages{record}.Deadline,
		"Stages.Lapse":        Stages{record}.Lapse,
		"Commands.Apply":      Commands{record}.Apply,
		"Dossiers.Finish":     Dossiers{record}.Finish,
		"Comments.Carry":      Comments{record}.Carry,
		"Redlines.Compare":    Redlines{record}.Compare,
		"Checkpoints.Publish": Checkpoints{record}.Publish,
	}
}
