package workflows

import (
	"time"

	enums "go.temporal.io/api/enums/v1"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"
)

// untilDone tries for ever: the record comes back, and a dossier that gave up
// would stand still for good. The interval stops growing at a minute so that a
// dossier goes on soon after a repair.
var untilDone = temporal.RetryPolicy{
	InitialInterval:    200 * time.Millisecond,
	BackoffCoefficient: 2,
	MaximumInterval:    time.Minute,
}

// quickWrite is for one transaction. It takes milliseconds, so ten seconds mean
// that the worker died or the database hangs; the key makes a second try safe.
func quickWrite(ctx workflow.Context, summary string) workflow.Context {
	return workflow.WithActivityOptions(ctx, workflow.ActivityOptions{
		StartToCloseTimeout: 10 * time.Second,
		RetryPolicy:         &untilDone,
		Summary:             summary,
	})
}

// quickRead is for one query, which a person may be waiting behind.
func quickRead(ctx workflow.Context, summary string) workflow.Context {
	return workflow.WithActivityOptions(ctx, workflow.ActivityOptions{
		StartToCloseTimeout: 5 * time.Second,
		RetryPolicy:         &untilDone,
		Summary:             summary,
	})
}

// longWork is for what takes seconds or minutes and beats: half a minute without
// a beat means that the worker died. It writes as it goes, so another try goes on
// where the last one ended; after twenty an operator looks, and the next version
// of the text asks again.
func longWork(ctx workflow.Context, summary string) workflow.Context {
	return workflow.WithActivityOptions(ctx, workflow.ActivityOptions{
		StartToCloseTimeout: 10 * time.Minute,
		HeartbeatTimeout:    30 * time.Second,
		RetryPolicy:         &temporal.RetryPolicy{InitialInterval: time.Second, BackoffCoefficient: 2, MaximumInterval: time.Minute, MaximumAttempts: 20},
		Summary:             summary,
	})
}

// comparison is for a redline, which people may be waiting behind. It takes a
// second at most, and two minutes mean that the machine is overwhelmed; ten
// seconds without a beat mean that the worker died. After ten tries it is asked
// for by the next reader.
func comparison(ctx workflow.Context, summary string) workflow.Context {
	return workflow.WithActivityOptions(ctx, workflow.ActivityOptions{
		StartToCloseTimeout: 2 * time.Minute,
		HeartbeatTimeout:    10 * time.Second,
		RetryPolicy:         &temporal.RetryPolicy{InitialInterval: 200 * time.Millisecond, BackoffCoefficient: 2, MaximumInterval: time.Minute, MaximumAttempts: 10},
		Summary:             summary,
	})
}

// onceInAWhile is for what a Schedule has done again soon. It waits for others than
// us, who may be slow; a minute means that they never answer or the worker died, and
// then the next time counts.
func onceInAWhile(ctx workflow.Context, summary string) workflow.Context {
	return workflow.WithActivityOptions(ctx, workflow.ActivityOptions{
		StartToCloseTimeout: time.Minute,
		RetryPolicy:         &temporal.RetryPolicy{MaximumAttempts: 1},
		Summary:             summary,
	})
}

// keptStage is for the child that keeps one stage. It has no timeout, because
// the law's clock is the only one. It outlives the run of its parent, which is
// continued as new while the child waits, and is never kept twice: only one
// that an operator has terminated may be started again.
func keptStage(ctx workflow.Context, id, summary string, attributes temporal.SearchAttributes) workflow.Context {
	return workflow.WithChildOptions(ctx, workflow.ChildWorkflowOptions{
		WorkflowID:            id,
		WorkflowIDReusePolicy: enums.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE_FAILED_ONLY,
		ParentClosePolicy:     enums.PARENT_CLOSE_POLICY_ABANDON,
		StaticSummary:         summary,
		TypedSearchAttributes: attributes,
	})
}
