package activities

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/testsuite"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
)

// broken is a record that answers everything with one error.
type broken struct{ err error }

func (b broken) LoadPlan(context.Context, dossier.PlanInput) (procedure.Plan, error) {
	return procedure.Plan{}, b.err
}

func (b broken) EnterStage(context.Context, dossier.EnterInput) (dossier.Entered, error) {
	return dossier.Entered{}, b.err
}

func (b broken) StageDeadline(context.Context, dossier.DeadlineInput) (dossier.Deadline, error) {
	return dossier.Deadline{}, b.err
}

func (b broken) LapseWindow(context.Context, dossier.LapseInput) (dossier.Effect, error) {
	return dossier.Effect{}, b.err
}

func (b broken) ApplyCommand(context.Context, dossier.ApplyInput) (dossier.Applied, error) {
	return dossier.Applied{}, b.err
}

func (b broken) FinishDossier(context.Context, dossier.FinishInput) (dossier.DossierResult, error) {
	return dossier.DossierResult{}, b.err
}

func (b broken) CarryComments(_ context.Context, _ dossier.CarryInput, beat func(dossier.CarryResult)) (dossier.CarryResult, error) {
	beat(dossier.CarryResult{Comments: 1})
	return dossier.CarryResult{}, b.err
}

func (b broken) CompareTexts(context.Context, dossier.CompareInput) (dossier.CompareResult, error) {
	return dossier.CompareResult{}, b.err
}

func (b broken) PublishCheckpoints(context.Context) (dossier.PublishedCheckpoints, error) {
	return dossier.PublishedCheckpoints{Asked: 2, Signed: 1}, b.err
}

func TestWhatIsNotPublishedIsLeftForTheNextTime(t *testing.T) {
	var suite testsuite.WorkflowTestSuite
	env := suite.NewTestActivityEnvironment()
	Register(env, broken{errors.New("ask witness svedok.example: no answer")})
	value, err := env.ExecuteActivity("Checkpoints.Publish")
	if err != nil {
		t.Fatalf("got %v, want what was done", err)
	}
	var got dossier.PublishedCheckpoints
	err = value.Get(&got)
	if want := (dossier.PublishedCheckpoints{Asked: 2, Signed: 1}); err != nil || got != want {
		t.Errorf("got %+v, %v, want %+v", got, err, want)
	}
}

var inputs = map[string]any{
	"Plans.Load":       dossier.PlanInput{},
	"Stages.Enter":     dossier.EnterInput{},
	"Stages.Deadline":  dossier.DeadlineInput{},
	"Stages.Lapse":     dossier.LapseInput{},
	"Commands.Apply":   dossier.ApplyInput{},
	"Dossiers.Finish":  dossier.FinishInput{},
	"Comments.Carry":   dossier.CarryInput{},
	"Redlines.Compare": dossier.CompareInput{},
}

func TestFaultIsTriedAgainAndKeepsItsWordsOutOfTheHistory(t *testing.T) {
	var suite testsuite.WorkflowTestSuite
	for name, in := range inputs {
		t.Run(name, func(t *testing.T) {
			env := suite.NewTestActivityEnvironment()
			Register(env, broken{errors.New(`pq: invalid input "Petar Petrovic"`)})
			_, err := env.ExecuteActivity(name, in)
			var fault *temporal.ApplicationError
			if !errors.As(err, &fault) || fault.NonRetryable() || fault.Type() != string(dossier.CodeInternal) {
				t.Fatalf("got %v, want a fault that is tried again", err)
			}
			if strings.Contains(err.Error(), "Petar") {
				t.Errorf("got %q, which repeats the text of the error", err)
			}
		})
	}
}

func TestRefusalOfACommandIsAVerdict(t *testing.T) {
	var suite testsuite.WorkflowTestSuite
	for _, c := range []struct {
		name string
		err  error
		want dossier.Verdict
	}{
		{"stale", dossier.Refuse(dossier.CodeStale), dossier.Verdict{Status: dossier.VerdictRefused, Code: dossier.CodeStale}},
		{"wrapped", fmt.Errorf("apply: %w", dossier.Refuse(dossier.CodeForbidden)), dossier.Verdict{Status: dossier.VerdictRefused, Code: dossier.CodeForbidden}},
		{"a record that is busy is no refusal", dossier.Refuse(dossier.CodeBusy), dossier.Verdict{}},
		{"a record that is away is no refusal", dossier.Refuse(dossier.CodeUnavailable), dossier.Verdict{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			env := suite.NewTestActivityEnvironment()
			Register(env, broken{c.err})
			value, err := env.ExecuteActivity("Commands.Apply", dossier.ApplyInput{})
			if (c.want == dossier.Verdict{}) {
				if err == nil {
					t.Error("got no fault, want one that is tried again")
				}
				return
			}
			if err != nil {
				t.Fatalf("got %v, want a verdict", err)
			}
			var got dossier.Applied
			err = value.Get(&got)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(dossier.Applied{Verdict: c.want}, got); diff != "" {
				t.Errorf("apply (-want +got):\n%s", diff)
			}
		})
	}
}

func TestActivitiesHaveNamesAndMethodsOfTheirOwn(t *testing.T) {
	seen := map[string]string{}
	for name, method := range methods(broken{}) {
		full := runtime.FuncForPC(reflect.ValueOf(method).Pointer()).Name()
		_, short, _ := strings.Cut(strings.TrimSuffix(full, "-fm"), "activities.")
		if short != name {
			t.Errorf("%s is registered as %s", short, name)
		}
		_, verb, _ := strings.Cut(short, ".")
		if other, ok := seen[verb]; ok {
			t.Errorf("%s and %s share a method name, by which workflows call them", other, name)
		}
		seen[verb] = name
		if _, ok := inputs[name]; !ok && name != "Checkpoints.Publish" {
			t.Errorf("%s is not tested", name)
		}
	}
}
