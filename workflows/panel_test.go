package workflows

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/mock"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/testsuite"
	"go.temporal.io/sdk/workflow"

	"github.com/rasprava/rasprava/internal/dossier"
)

func TestDetailsSayWhatIsWaitedForInPlainWords(t *testing.T) {
	closes := time.Date(2026, 12, 14, 23, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name string
		d    dossier.Deadline
		want string
	}{
		{"nothing by itself", dossier.Deadline{}, "waits for: a person"},
		{"late", dossier.Deadline{Overdue: true}, "waits for: a person, who is late"},
		{"a deadline", dossier.Deadline{Until: closes, Window: "comments"},
			"waits for: a person, or a deadline  \nuntil 2026-12-14 23:00 UTC, window comments"},
		{"a deadline of a rehearsal", dossier.Deadline{Until: closes.Add(5 * time.Second)},
			"waits for: a person, or a deadline  \nuntil 2026-12-14 23:00:05 UTC"},
		{"over", dossier.Deadline{Over: true}, "the stage is over"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, details(c.d)); diff != "" {
				t.Errorf("details (-want +got):\n%s", diff)
			}
		})
	}
}

func TestSearchAttributesFollowTheDeadlineAndAreWrittenOnlyWhenItMoves(t *testing.T) {
	closes := time.Date(2026, 12, 14, 23, 0, 0, 0, time.UTC)
	var suite testsuite.WorkflowTestSuite
	suite.SetLogger(quiet{})
	env := suite.NewTestWorkflowEnvironment()
	var written []temporal.SearchAttributes
	env.OnUpsertTypedSearchAttributes(mock.Anything).Run(func(args mock.Arguments) {
		written = append(written, args.Get(0).(temporal.SearchAttributes))
	}).Return(nil)
	env.ExecuteWorkflow(func(ctx workflow.Context) error {
		var p panel
		for _, d := range []dossier.Deadline{
			{Until: closes, Body: "VLADA"}, {Until: closes, Body: "VLADA"}, {Overdue: true},
		} {
			err := p.show(ctx, d)
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err := env.GetWorkflowError(); err != nil || len(written) != 2 {
		t.Fatalf("got %d writes, %v, want 2", len(written), err)
	}
	at, _ := written[0].GetTime(attrClosesAt)
	body, _ := written[0].GetKeyword(attrBody)
	if !at.Equal(closes) || body != "VLADA" {
		t.Errorf("got %v, %q", at, body)
	}
	_, set := written[1].GetTime(attrClosesAt)
	overdue, _ := written[1].GetBool(attrOverdue)
	if set || !overdue {
		t.Errorf("overdue %t, closing still set %t", overdue, set)
	}
}
