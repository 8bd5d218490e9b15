package workflows

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/workflow"

	"github.com/rasprava/rasprava/activities"
)

// ids are the fields that may hold text, because it is an id, a hash, a code or
// a term. Nothing that a person wrote is among them.
var ids = []string{
	"dossier.DossierInput.Definition", "dossier.DossierInput.Stage", "dossier.DossierInput.Round",
	"dossier.StageInput.Stage", "dossier.StageInput.Kind", "dossier.StageInput.Round",
	"dossier.CommandMessage.ID", "dossier.Effect.Outcome", "dossier.Effect.Round", "dossier.Effect.Definition", "dossier.LiveState.Definition", "dossier.Look.Round",
	"dossier.LiveState.Stage", "dossier.LiveState.Kind", "dossier.LiveState.WaitsFor",
	"dossier.LiveState.Child", "dossier.LiveState.Window", "dossier.LiveState.Body",
	"dossier.PlanInput.Definition", "dossier.EnterInput.Stage", "dossier.ApplyInput.Command",
	"dossier.Deadline.Window", "dossier.Deadline.Body", "dossier.Deadline.Asked", "dossier.DeadlineInput.Body", "dossier.LapseInput.Window",
	"dossier.CompareInput.Old", "dossier.CompareInput.New",
	"procedure.Plan.Procedure", "procedure.Plan.Version", "procedure.Plan.Hash",
	"procedure.Stage.ID", "procedure.Stage.Actor", "procedure.Stage.Docs", "procedure.Stage.Channels",
	"procedure.Stage.Gates", "procedure.Stage.Lapse",
	"procedure.Window.ID", "procedure.Window.Term", "procedure.Window.From",
	"procedure.Giver.Body", "procedure.Outcome.ID", "procedure.Outcome.Next",
}

// words are the types that hold one of a few words, or a reference.
var words = []string{"dossier.Ref", "dossier.Status", "dossier.CommandName", "dossier.VerdictStatus", "dossier.Code",
	"procedure.Kind", "procedure.WindowKind", "procedure.Mandatory", "procedure.Silence", "procedure.Ending"}

// payloads walks a type and returns every place in it that may hold text and is
// not known to be harmless.
func payloads(t reflect.Type, at string, used map[string]bool) []string {
	if t == reflect.TypeFor[time.Time]() {
		return nil
	}
	switch t.Kind() {
	case reflect.Bool, reflect.Int, reflect.Int64:
		return nil
	case reflect.String:
		if t.PkgPath() != "" && slices.Contains(words, t.String()) {
			used[t.String()] = true
			return nil
		}
		if t.PkgPath() == "" && slices.Contains(ids, at) {
			used[at] = true
			return nil
		}
	case reflect.Slice, reflect.Pointer:
		return payloads(t.Elem(), at, used)
	case reflect.Struct:
		var found []string
		for f := range t.Fields() {
			found = append(found, payloads(f.Type, t.String()+"."+f.Name, used)...)
		}
		return found
	}
	return []string{fmt.Sprintf("%s is %s", at, t)}
}

func TestNoPayloadCanHoldWhatAPersonWrote(t *testing.T) {
	used := map[string]bool{}
	for _, v := range Types() {
		for _, place := range payloads(reflect.TypeOf(v), reflect.TypeOf(v).String(), used) {
			t.Errorf("%s: not an id, a hash, an enum, an instant, a count or a claim", place)
		}
	}
	for _, name := range append(slices.Clone(ids), words...) {
		if !used[name] {
			t.Errorf("%s is allowed and stands in no payload", name)
		}
	}
}

func TestWalkFindsFreeText(t *testing.T) {
	type letter struct {
		N    int
		Body []*struct{ Text string }
		Map  map[string]int
	}
	got := payloads(reflect.TypeFor[letter](), "letter", map[string]bool{})
	if len(got) != 2 {
		t.Errorf("got %q, want the text and the map", got)
	}
}

// registry notes what is registered.
type registry struct{ functions []any }

func (r *registry) RegisterWorkflow(w any) { r.functions = append(r.functions, w) }

func (r *registry) RegisterWorkflowWithOptions(w any, o workflow.RegisterOptions) {
	if o.VersioningBehavior != workflow.VersioningBehaviorAutoUpgrade {
		panic("a workflow that does not move to newer workers")
	}
	r.functions = append(r.functions, w)
}

func (r *registry) RegisterDynamicWorkflow(any, workflow.DynamicRegisterOptions) {
	panic("dynamic workflow")
}

func (r *registry) RegisterActivity(a any) { r.functions = append(r.functions, a) }

func (r *registry) RegisterActivityWithOptions(a any, _ activity.RegisterOptions) {
	r.functions = append(r.functions, a)
}

func (r *registry) RegisterDynamicActivity(any, activity.DynamicRegisterOptions) {
	panic("dynamic activity")
}

func TestTypesHasEveryInputAndResult(t *testing.T) {
	known := map[reflect.Type]bool{}
	for _, v := range Types() {
		known[reflect.TypeOf(v)] = true
	}
	r := &registry{}
	Register(r)
	activities.Register(r, newModel(shortPlan, day, nil))
	functions := append(r.functions, (*dossierRun).command, (*dossierRun).state)
	if len(functions) < 13 {
		t.Fatalf("got %d functions, want all workflows and activities", len(functions))
	}
	skip := map[reflect.Type]bool{reflect.TypeFor[context.Context](): true, reflect.TypeFor[workflow.Context](): true,
		reflect.TypeFor[error](): true, reflect.TypeFor[*dossierRun](): true}
	for _, f := range functions {
		ft := reflect.TypeOf(f)
		var types []reflect.Type
		for in := range ft.Ins() {
			types = append(types, in)
		}
		for out := range ft.Outs() {
			types = append(types, out)
		}
		for _, in := range types {
			if !skip[in] && !known[in] {
				t.Errorf("%v takes or gives %v, which Types does not list", ft, in)
			}
		}
	}
}
