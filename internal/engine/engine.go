// Package engine is the typed client of the workflows: it starts them, brings
// commands to them, asks them how they are, and delivers what the outbox holds.
// Web and worker use it instead of a raw Temporal client. It decides nothing:
// what may be done is decided in the transaction that does it.
package engine

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/temporal"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

// Client speaks to the workflows. It is safe for concurrent use.
type Client struct {
	temporal client.Client
	store    *store.Store
	log      *slog.Logger
}

// New returns a client over a connection to Temporal and the record.
func New(c client.Client, s *store.Store, log *slog.Logger) *Client {
	return &Client{temporal: c, store: s, log: log}
}

// workflowName is how workflows.Dossier is registered.
const workflowName = "Dossier"

// Start starts the workflow of a dossier. One that runs already, or has run to
// its end, is left as it is.
func (c *Client) Start(ctx context.Context, ref dossier.Ref) error {
	pin, err := c.store.Pin(ctx, ref)
	if err != nil {
		return fmt.Errorf("start %s: %w", ref, err)
	}
	if pin.Status != dossier.Open {
		return nil
	}
	in := dossier.DossierInput{Ref: ref, Definition: pin.Definition, Seq: pin.Seq, StageNo: pin.StageNo, Stage: pin.Stage, Round: pin.Round}
	_, err = c.temporal.ExecuteWorkflow(ctx, client.StartWorkflowOptions{
		ID:                       ref.WorkflowID(),
		TaskQueue:                dossier.TaskQueue,
		WorkflowIDReusePolicy:    enumspb.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE,
		WorkflowIDConflictPolicy: enumspb.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING,
		StaticSummary:            string(ref),
	}, workflowName, in)
	if err != nil {
		return fmt.Errorf("start %s: %w", ref, err)
	}
	return nil
}

// Revive starts the workflow of every open dossier that has none: Postgres is
// the record, and a Temporal that was lost, or restored from before, is made
// whole from it. It returns how many dossiers are open, and how many of them it
// has asked to start: those that Temporal does not list as running, which it may
// do a moment late.
func (c *Client) Revive(ctx context.Context) (open, asked int, err error) {
	all, err := c.store.Standings(ctx)
	if err != nil {
		return 0, 0, fmt.Errorf("revive: %w", err)
	}
	runs, err := c.running(ctx)
	if err != nil {
		return len(all), 0, fmt.Errorf("revive: %w", err)
	}
	for _, d := range all {
		if runs[d.Ref.WorkflowID()] {
			continue
		}
		err = c.Start(ctx, d.Ref)
		if err != nil {
			return len(all), asked, fmt.Errorf("revive: %w", err)
		}
		asked++
	}
	return len(all), asked, nil
}

// runningPage is how many workflows are listed at once, the most that Temporal
// gives.
const runningPage = 1000

// running returns the ids of the workflows of dossiers that run, as Temporal
// lists them.
func (c *Client) running(ctx context.Context) (map[string]bool, error) {
	ids := map[string]bool{}
	for page := []byte(nil); ; {
		list, err := c.temporal.ListWorkflow(ctx, &workflowservice.ListWorkflowExecutionsRequest{
			PageSize: runningPage, NextPageToken: page,
			Query: "WorkflowType = '" + workflowName + "' AND ExecutionStatus = 'Running'",
		})
		if err != nil {
			return nil, fmt.Errorf("list workflows: %w", err)
		}
		for _, w := range list.GetExecutions() {
			ids[w.GetExecution().GetWorkflowId()] = true
		}
		page = list.GetNextPageToken()
		if len(page) == 0 {
			return ids, nil
		}
	}
}

// answerTime is how long a caller waits for a verdict. A command that is then
// still pending is brought again by the relay until it expires.
const answerTime = 10 * time.Second

// Command writes the command's row, brings the command to its workflow and
// waits for the verdict, which the row then holds. A refusal is a verdict, not
// an error; a verdict of pending says that the engine was not reached in time.
func (c *Client) Command(ctx context.Context, cmd dossier.Command) (store.CommandRow, error) {
	row, err := c.store.Ask(ctx, cmd)
	if err != nil {
		return store.CommandRow{}, err
	}
	if row.Verdict.Status != dossier.VerdictPending {
		return row, nil
	}
	ctx, cancel := context.WithTimeout(ctx, answerTime)
	defer cancel()
	err = c.bring(ctx, cmd)
	if err != nil {
		c.log.WarnContext(ctx, "command_not_brought", "command", cmd.ID, "dossier", cmd.Dossier, "error", err)
	}
	return c.store.CommandByID(context.WithoutCancel(ctx), cmd.ID)
}

// bring sends the update and settles what it answers. A workflow that is
// between two runs is asked again.
func (c *Client) bring(ctx context.Context, cmd dossier.Command) error {
	pause := 20 * time.Millisecond
	for {
		err := c.update(ctx, cmd)
		if err == nil || !passes(err) {
			return err
		}
		select {
		case <-ctx.Done():
			return errors.Join(ctx.Err(), err)
		case <-time.After(pause):
		}
		pause = min(2*pause, 500*time.Millisecond)
	}
}

func (c *Client) update(ctx context.Context, cmd dossier.Command) error {
	handle, err := c.temporal.UpdateWorkflow(ctx, client.UpdateWorkflowOptions{
		UpdateID:     cmd.ID,
		WorkflowID:   cmd.Dossier.WorkflowID(),
		UpdateName:   dossier.UpdateCommand,
		Args:         []any{dossier.CommandMessage{ID: cmd.ID, Name: cmd.Name, Seq: cmd.Seq}},
		WaitForStage: client.WorkflowUpdateStageCompleted,
	})
	var verdict dossier.Verdict
	if err == nil {
		err = handle.Get(ctx, &verdict)
	}
	var refused *temporal.ApplicationError
	switch {
	case errors.As(err, &refused) && refused.Type() != string(dossier.CodeBusy) && refused.Type() != "":
		return c.refuse(ctx, cmd, dossier.Code(refused.Type()))
	case err != nil:
		return err
	case verdict.Status == dossier.VerdictRefused:
		return c.refuse(ctx, cmd, verdict.Code)
	}
	return nil
}

// refuse puts a refusal down that never reached a transaction. One that did has
// its verdict already, and keeps it.
func (c *Client) refuse(ctx context.Context, cmd dossier.Command, code dossier.Code) error {
	return c.store.RecordRefusal(context.WithoutCancel(ctx), cmd.ID, code, cmd)
}

// passes reports whether the same update may succeed in a moment: the workflow
// is not started yet, is between two runs, or is busy.
func passes(err error) bool {
	var (
		notFound    *serviceerror.NotFound
		notReady    *serviceerror.WorkflowNotReady
		exhausted   *serviceerror.ResourceExhausted
		unavailable *serviceerror.Unavailable
		refused     *temporal.ApplicationError
	)
	switch {
	case errors.As(err, &notFound), errors.As(err, &notReady), errors.As(err, &exhausted), errors.As(err, &unavailable):
		return true
	case errors.As(err, &refused):
		return refused.Type() == string(dossier.CodeBusy) || refused.Type() == ""
	}
	return false
}

// liveTime bounds what a page waits for Temporal.
const liveTime = 2 * time.Second

// Live asks the workflow itself where the dossier stands. The error says only
// that there was no answer within two seconds.
func (c *Client) Live(ctx context.Context, ref dossier.Ref) (dossier.LiveState, error) {
	ctx, cancel := context.WithTimeout(ctx, liveTime)
	defer cancel()
	var state dossier.LiveState
	value, err := c.temporal.QueryWorkflow(ctx, ref.WorkflowID(), "", dossier.QueryState)
	if err == nil {
		err = value.Get(&state)
	}
	if err != nil {
		return dossier.LiveState{}, fmt.Errorf("ask %s: %w", ref, err)
	}
	return state, nil
}

// Healthy reports whether Temporal answers.
func (c *Client) Healthy(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, liveTime)
	defer cancel()
	_, err := c.temporal.CheckHealth(ctx, &client.CheckHealthRequest{})
	if err != nil {
		return fmt.Errorf("reach temporal: %w", err)
	}
	return nil
}
