package workflows

import (
	"context"
	"errors"
	"testing"
	"time"

	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/testsuite"

	"github.com/rasprava/rasprava/activities"
	"github.com/rasprava/rasprava/internal/dossier"
)

// comparer is a record of which only redlines are asked, and which fails a few
// times first.
type comparer struct {
	activities.Record
	fails int
	takes time.Duration
	asked []dossier.CompareInput
}

func (c *comparer) CompareTexts(_ context.Context, in dossier.CompareInput) (dossier.CompareResult, error) {
	c.asked = append(c.asked, in)
	time.Sleep(c.takes)
	if len(c.asked) <= c.fails {
		return dossier.CompareResult{}, errors.New("pq: the database goes away")
	}
	return dossier.CompareResult{Changes: 3}, nil
}

func TestTextsAreComparedUntilTheRecordHasTheRedline(t *testing.T) {
	in := dossier.CompareInput{Old: "sha256:a", New: "sha256:b"}
	for _, tt := range []struct {
		name  string
		fails int
		want  int // times asked
		fault bool
	}{
		{"at the first asking", 0, 1, false},
		{"after the record was away", 3, 4, false},
		{"the next reader asks when it stays away", 100, 10, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var suite testsuite.WorkflowTestSuite
			suite.SetLogger(quiet{})
			env := suite.NewTestWorkflowEnvironment()
			record := &comparer{fails: tt.fails}
			Register(env)
			activities.Register(env, record)
			env.ExecuteWorkflow(CompareTexts, in)
			err := env.GetWorkflowError()
			if (err != nil) != tt.fault || len(record.asked) != tt.want || record.asked[0] != in {
				t.Fatalf("asked %v, error %v", record.asked, err)
			}
			if tt.fault {
				return
			}
			var got dossier.CompareResult
			err = env.GetWorkflowResult(&got)
			if err != nil || got.Changes != 3 {
				t.Errorf("got %+v, %v", got, err)
			}
		})
	}
}

func TestALongComparisonBeats(t *testing.T) {
	var suite testsuite.WorkflowTestSuite
	suite.SetLogger(quiet{})
	env := suite.NewTestActivityEnvironment()
	beats := make(chan struct{}, 10)
	env.SetOnActivityHeartbeatListener(func(*activity.Info, converter.EncodedValues) { beats <- struct{}{} })
	activities.Register(env, &comparer{takes: 1500 * time.Millisecond})
	_, err := env.ExecuteActivity("Redlines.Compare", dossier.CompareInput{})
	if err != nil || len(beats) == 0 {
		t.Errorf("%d beats, %v", len(beats), err)
	}
}
