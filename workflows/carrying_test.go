package workflows

import (
	"context"
	"errors"
	"testing"

	"go.temporal.io/sdk/testsuite"

	"github.com/rasprava/rasprava/activities"
	"github.com/rasprava/rasprava/internal/dossier"
)

// carrier is a record of which only the comments are asked, and which fails a
// few times first.
type carrier struct {
	activities.Record
	fails int
	asked []dossier.Ref
}

func (c *carrier) CarryComments(_ context.Context, in dossier.CarryInput, beat func(dossier.CarryResult)) (dossier.CarryResult, error) {
	c.asked = append(c.asked, in.Ref)
	beat(dossier.CarryResult{Comments: 2})
	if len(c.asked) <= c.fails {
		return dossier.CarryResult{}, errors.New("pq: the database goes away")
	}
	return dossier.CarryResult{Comments: 4}, nil
}

func TestCommentsAreCarriedUntilTheRecordHasThem(t *testing.T) {
	for _, tt := range []struct {
		name  string
		fails int
		want  int // times asked
		fault bool
	}{
		{"at the first asking", 0, 1, false},
		{"after the record was away", 3, 4, false},
		{"an operator looks when it stays away", 100, 20, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var suite testsuite.WorkflowTestSuite
			suite.SetLogger(quiet{})
			env := suite.NewTestWorkflowEnvironment()
			record := &carrier{fails: tt.fails}
			Register(env)
			activities.Register(env, record)
			env.ExecuteWorkflow(CarryComments, dossier.CarryInput{Ref: "2026-0001"})
			err := env.GetWorkflowError()
			if (err != nil) != tt.fault || len(record.asked) != tt.want || record.asked[0] != "2026-0001" {
				t.Fatalf("asked %v, error %v", record.asked, err)
			}
			if tt.fault {
				return
			}
			var got dossier.CarryResult
			err = env.GetWorkflowResult(&got)
			if err != nil || got.Comments != 4 {
				t.Errorf("got %+v, %v", got, err)
			}
		})
	}
}
