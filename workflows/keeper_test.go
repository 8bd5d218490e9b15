package workflows

import (
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/mock"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/testsuite"
	"go.temporal.io/sdk/workflow"

	"github.com/rasprava/rasprava/activities"
	"github.com/rasprava/rasprava/internal/dossier"
)

// alone prepares a child to run by itself, over a record whose open round closes on day 20,
// and returns the news that it will tell the dossier.
func alone(t *testing.T, f func(*testsuite.TestWorkflowEnvironment, *model)) (*testsuite.TestWorkflowEnvironment, *[]dossier.StageNews) {
	t.Helper()
	var suite testsuite.WorkflowTestSuite
	suite.SetLogger(quiet{})
	env := suite.NewTestWorkflowEnvironment()
	env.SetStartTime(begun)
	env.SetStartWorkflowOptions(client.StartWorkflowOptions{ID: testRef.StageWorkflowID(dossier.ChildRound, 1), TaskQueue: dossier.TaskQueue})
	record := newModel(shortPlan, day, env.Now)
	record.stageNo, record.stage, record.until = 1, shortPlan.Stages[0], begun.Add(20*day)
	Register(env)
	activities.Register(env, record)
	var news []dossier.StageNews
	env.OnSignalExternalWorkflow(mock.Anything, testRef.WorkflowID(), "", dossier.SignalStageNews, mock.Anything).Return(
		func(_, _, _, _ string, arg any) error {
			news = append(news, arg.(dossier.StageNews))
			return nil
		}).Maybe()
	f(env, record)
	return env, &news
}

var stageOne = dossier.StageInput{Ref: testRef, StageNo: 1, Stage: "debate", Kind: "consultation"}

func TestRoundTellsItsDeadlineAndItsClosing(t *testing.T) {
	env, news := alone(t, func(*testsuite.TestWorkflowEnvironment, *model) {})
	env.ExecuteWorkflow(Round, stageOne)
	if err := env.GetWorkflowError(); err != nil {
		t.Fatalf("round: %v", err)
	}
	if len(*news) != 2 || !(*news)[0].Deadline.Until.Equal(begun.Add(20*day)) || (*news)[0].Ended || !(*news)[1].Ended || (*news)[1].Outcome != "closed" {
		t.Errorf("got news %+v, want the deadline and then the end", *news)
	}
	if !env.Now().Equal(begun.Add(20 * day)) {
		t.Errorf("closed at %v", env.Now())
	}
}

func TestChildWithALongHistoryIsContinuedAsNew(t *testing.T) {
	env, _ := alone(t, func(env *testsuite.TestWorkflowEnvironment, _ *model) {
		env.RegisterDelayedCallback(func() {
			env.SetContinueAsNewSuggested(true)
			env.SignalWorkflow(dossier.SignalLook, dossier.Look{Seq: 2})
		}, 3*day)
	})
	env.ExecuteWorkflow(Round, stageOne)
	var again *workflow.ContinueAsNewError
	if err := env.GetWorkflowError(); !errors.As(err, &again) || again.WorkflowType.Name != "Round" {
		t.Errorf("got %v, want the round continued as new", err)
	}
}

func TestPublicationOfAConsultationIsDoneWhenTheRoundOpens(t *testing.T) {
	env, news := alone(t, func(env *testsuite.TestWorkflowEnvironment, _ *model) {
		env.RegisterDelayedCallback(func() {
			env.SignalWorkflow(dossier.SignalLook, dossier.Look{Seq: 2, Round: "round-1"})
		}, 3*day)
	})
	env.ExecuteWorkflow(Publication, stageOne)
	if err := env.GetWorkflowError(); err != nil {
		t.Errorf("publication: %v", err)
	}
	if len(*news) != 1 || (*news)[0].Ended {
		t.Errorf("got news %+v, want the deadline alone", *news)
	}
}

func TestChildThatWasToldOfTheEndKeepsQuietAboutIt(t *testing.T) {
	env, news := alone(t, func(env *testsuite.TestWorkflowEnvironment, record *model) {
		env.RegisterDelayedCallback(func() {
			record.endings[1] = dossier.Effect{Seq: 2, StageNo: 1, Ended: true, Outcome: "closed"}
			env.SignalWorkflow(dossier.SignalLook, dossier.Look{Seq: 2, Ended: true})
		}, 3*day)
	})
	env.ExecuteWorkflow(Round, stageOne)
	if err := env.GetWorkflowError(); err != nil {
		t.Fatalf("round: %v", err)
	}
	if len(*news) != 1 || (*news)[0].Ended {
		t.Errorf("got news %+v, want the deadline alone", *news)
	}
}

func TestMainLoopFindsASignalThatTheListenerHasNotTaken(t *testing.T) {
	var suite testsuite.WorkflowTestSuite
	suite.SetLogger(quiet{})
	env := suite.NewTestWorkflowEnvironment()
	env.RegisterDelayedCallback(func() { env.SignalWorkflow(dossier.SignalLook, dossier.Look{Round: "round-1"}) }, time.Hour)
	env.ExecuteWorkflow(func(ctx workflow.Context) (string, error) {
		k := newKeeper(ctx, stageOne)
		err := workflow.Await(ctx, func() bool { return k.looks.Len() > 0 })
		k.hear(ctx)
		return k.round, err
	})
	var got string
	err := env.GetWorkflowResult(&got)
	if err != nil || got != "round-1" {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestNewsIsToldAgainUntilTheDossierTakesIt(t *testing.T) {
	var suite testsuite.WorkflowTestSuite
	suite.SetLogger(quiet{})
	for _, c := range []struct {
		name  string
		fault error
		tries int
	}{
		{"the server takes no signal for a while", temporal.NewApplicationError("too many signals", ""), 3},
		{"the dossier is gone", &temporal.UnknownExternalWorkflowExecutionError{}, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			env := suite.NewTestWorkflowEnvironment()
			env.SetStartTime(begun)
			tries := 0
			env.OnSignalExternalWorkflow(mock.Anything, testRef.WorkflowID(), "", dossier.SignalStageNews, mock.Anything).Return(
				func(_, _, _, _ string, _ any) error {
					tries++
					if tries < 3 {
						return c.fault
					}
					return nil
				})
			env.ExecuteWorkflow(func(ctx workflow.Context) error {
				return newKeeper(ctx, stageOne).tell(ctx, dossier.StageNews{StageNo: 1})
			})
			if err := env.GetWorkflowError(); err != nil || tries != c.tries {
				t.Errorf("got %d tries and %v, want %d", tries, err, c.tries)
			}
			if env.Now().Sub(begun) > time.Minute {
				t.Errorf("took %v", env.Now().Sub(begun))
			}
		})
	}
}
