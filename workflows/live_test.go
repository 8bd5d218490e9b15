package workflows

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	enums "go.temporal.io/api/enums/v1"
	history "go.temporal.io/api/history/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/api/temporalproto"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/testsuite"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
)

// shelf is a record of many dossiers.
type shelf map[dossier.Ref]*model

func (s shelf) LoadPlan(_ context.Context, in dossier.PlanInput) (procedure.Plan, error) {
	for _, m := range s {
		var found procedure.Plan
		m.look(func() {
			i := slices.IndexFunc(m.plans, func(p procedure.Plan) bool { return p.Hash == in.Definition })
			if i >= 0 {
				found = m.plans[i]
			}
		})
		if found.Hash != "" {
			return found, nil
		}
	}
	return procedure.Plan{}, dossier.Refuse(dossier.CodeProcedureUnknown)
}

func (s shelf) EnterStage(ctx context.Context, in dossier.EnterInput) (dossier.Entered, error) {
	return s[in.Ref].EnterStage(ctx, in)
}

func (s shelf) StageDeadline(ctx context.Context, in dossier.DeadlineInput) (dossier.Deadline, error) {
	return s[in.Ref].StageDeadline(ctx, in)
}

func (s shelf) LapseWindow(ctx context.Context, in dossier.LapseInput) (dossier.Effect, error) {
	return s[in.Ref].LapseWindow(ctx, in)
}

func (s shelf) ApplyCommand(ctx context.Context, in dossier.ApplyInput) (dossier.Applied, error) {
	return s[in.Ref].ApplyCommand(ctx, in)
}

func (s shelf) FinishDossier(ctx context.Context, in dossier.FinishInput) (dossier.DossierResult, error) {
	return s[in.Ref].FinishDossier(ctx, in)
}

func (s shelf) CarryComments(context.Context, dossier.CarryInput, func(dossier.CarryResult)) (dossier.CarryResult, error) {
	return dossier.CarryResult{}, nil
}

func (s shelf) CompareTexts(context.Context, dossier.CompareInput) (dossier.CompareResult, error) {
	return dossier.CompareResult{Changes: 2}, nil
}

func (s shelf) PublishCheckpoints(context.Context) (dossier.PublishedCheckpoints, error) {
	return dossier.PublishedCheckpoints{Kept: true, Asked: 2, Signed: 1}, nil
}

// live drives one dossier on a real server.
type live struct {
	t      *testing.T
	client client.Client
	ref    dossier.Ref
	record *model
	given  int
}

// until waits for what is to come by itself.
func (l *live) until(what string, holds func() bool) {
	l.t.Helper()
	deadline := time.NewTimer(time.Minute)
	defer deadline.Stop()
	pause := time.NewTicker(20 * time.Millisecond)
	defer pause.Stop()
	for {
		var is bool
		l.record.look(func() { is = holds() })
		if is {
			return
		}
		select {
		case <-pause.C:
		case <-deadline.C:
			l.t.Fatalf("%s: waited in vain for %s", l.ref, what)
		}
	}
}

func (l *live) reach(stageNo int) {
	l.t.Helper()
	l.until(fmt.Sprintf("stage %d", stageNo), func() bool { return l.record.stageNo == stageNo })
}

func (l *live) overdue(stageNo int) {
	l.t.Helper()
	l.until("a late person", func() bool { return l.record.stageNo == stageNo && l.record.overdue })
}

// accept gives a command until it is accepted.
func (l *live) accept(id string, row asked) {
	l.t.Helper()
	message := l.record.ask(id, row)
	for try := range 50 {
		v, err := l.update(message, fmt.Sprintf("%s/%d", id, try))
		switch {
		case err == nil && v.Status == dossier.VerdictAccepted:
			return
		case err == nil:
			l.t.Fatalf("%s: command %s %s: %+v", l.ref, id, message.Name, v)
		case codeOf(err) != string(dossier.CodeBusy) && !rotating(err):
			l.t.Fatalf("%s: command %s %s: %v", l.ref, id, message.Name, err)
		}
	}
	l.t.Fatalf("%s: command %s is busy for ever", l.ref, id)
}

// rotating reports whether the server could not bring an update to a dossier
// that was just being continued as new.
func rotating(err error) bool {
	var gone *serviceerror.NotFound
	var aborted *serviceerror.WorkflowNotReady
	return errors.As(err, &gone) || errors.As(err, &aborted)
}

func (l *live) update(message dossier.CommandMessage, id string) (dossier.Verdict, error) {
	ctx, cancel := context.WithTimeout(l.t.Context(), 20*time.Second)
	defer cancel()
	handle, err := l.client.UpdateWorkflow(ctx, client.UpdateWorkflowOptions{
		WorkflowID: l.ref.WorkflowID(), UpdateID: id, UpdateName: dossier.UpdateCommand,
		Args: []any{message}, WaitForStage: client.WorkflowUpdateStageCompleted,
	})
	if err != nil {
		return dossier.Verdict{}, err
	}
	var v dossier.Verdict
	err = handle.Get(ctx, &v)
	return v, err
}

// server starts a development server, RASPRAVA_TEMPORAL or the one in bin/.
func server(t *testing.T) *testsuite.DevServer {
	t.Helper()
	program := os.Getenv("RASPRAVA_TEMPORAL")
	if program == "" {
		program = "../bin/temporal"
	}
	args := []string{"--dynamic-config-value", "limit.historyCount.suggestContinueAsNew=100"}
	for _, name := range slices.Sorted(maps.Keys(SearchAttributes())) {
		args = append(args, "--search-attribute", name+"="+SearchAttributes()[name].String())
	}
	server, err := testsuite.StartDevServer(t.Context(), testsuite.DevServerOptions{
		ExistingPath: program, ExtraArgs: args, ClientOptions: &client.Options{Identity: "rasprava", Logger: quiet{}}, LogLevel: "error"})
	if err != nil {
		t.Fatalf("start temporal: %v", err)
	}
	t.Cleanup(func() { _ = server.Stop() })
	return server
}

// record walks all paths on a development server, and writes their histories.
func record(t *testing.T) {
	t.Helper()
	server := server(t)
	records := shelf{}
	for i, p := range paths {
		records[dossier.OrdinaryRef(2026, i+1)] = newModel(p.plan, 200*time.Millisecond, time.Now)
	}
	w := NewWorker(server.Client(), "recorded", records)
	err := w.Start()
	if err != nil {
		t.Fatalf("start worker: %v", err)
	}
	defer w.Stop()
	err = MakeCurrent(t.Context(), server.Client(), "recorded")
	if err != nil {
		t.Fatal(err)
	}
	old, _ := filepath.Glob(filepath.Join(histories, "*.json"))
	for _, file := range old {
		err = os.Remove(file)
		if err != nil {
			t.Fatal(err)
		}
	}
	first := &live{t: t, client: server.Client(), ref: dossier.OrdinaryRef(2026, 1)}
	first.carryComments()
	first.compareTexts()
	first.publishCheckpoints()
	for i, p := range paths {
		l := &live{t: t, client: server.Client(), ref: dossier.OrdinaryRef(2026, i+1)}
		l.record = records[l.ref]
		l.goThrough(p.name, p.want, p.walk)
	}
}

// The names of the histories of what runs beside dossiers.
const (
	carried   = "carried"
	redline   = "redline"
	published = "published"
)

func (l *live) publishCheckpoints() {
	l.t.Helper()
	ctx, cancel := context.WithTimeout(l.t.Context(), time.Minute)
	defer cancel()
	run, err := l.client.ExecuteWorkflow(ctx, client.StartWorkflowOptions{ID: "publish-checkpoints", TaskQueue: dossier.TaskQueue}, PublishCheckpoints)
	if err == nil {
		err = run.Get(ctx, nil)
	}
	if err != nil {
		l.t.Fatal(err)
	}
	l.save(ctx, run.GetID(), run.GetRunID(), published+".checkpoints")
}

func (l *live) compareTexts() {
	l.t.Helper()
	ctx, cancel := context.WithTimeout(l.t.Context(), time.Minute)
	defer cancel()
	in := dossier.CompareInput{Old: "sha256:" + strings.Repeat("0", 64), New: "sha256:" + strings.Repeat("1", 64)}
	run, err := l.client.ExecuteWorkflow(ctx, client.StartWorkflowOptions{ID: in.WorkflowID(), TaskQueue: dossier.TaskQueue}, CompareTexts, in)
	if err == nil {
		err = run.Get(ctx, nil)
	}
	if err != nil {
		l.t.Fatal(err)
	}
	l.save(ctx, run.GetID(), run.GetRunID(), redline+".texts")
}

func (l *live) carryComments() {
	l.t.Helper()
	ctx, cancel := context.WithTimeout(l.t.Context(), time.Minute)
	defer cancel()
	run, err := l.client.ExecuteWorkflow(ctx, client.StartWorkflowOptions{ID: l.ref.CarryingID(), TaskQueue: dossier.TaskQueue}, CarryComments, dossier.CarryInput{Ref: l.ref})
	if err == nil {
		err = run.Get(ctx, nil)
	}
	if err != nil {
		l.t.Fatal(err)
	}
	l.save(ctx, run.GetID(), run.GetRunID(), carried+".comments")
}

func (l *live) goThrough(name string, want dossier.Status, walk func(*live)) {
	l.t.Helper()
	ctx, cancel := context.WithTimeout(l.t.Context(), 3*time.Minute)
	defer cancel()
	run, err := l.client.ExecuteWorkflow(ctx, client.StartWorkflowOptions{ID: l.ref.WorkflowID(), TaskQueue: dossier.TaskQueue},
		Dossier, dossier.DossierInput{Ref: l.ref, Definition: l.record.plan.Hash, Seq: 1})
	if err != nil {
		l.t.Fatal(err)
	}
	first := run.GetRunID()
	walk(l)
	var result dossier.DossierResult
	err = run.Get(ctx, &result)
	if err != nil || result.Status != want || len(l.record.faults) > 0 {
		l.t.Errorf("%s: ended as %+v, %v, faults %q, want %s", name, result, err, l.record.faults, want)
	}
	n := 0
	for id := first; id != ""; {
		n++
		id = l.save(ctx, l.ref.WorkflowID(), id, fmt.Sprintf("%s.dossier.%02d", name, n))
	}
	for stageNo := 1; stageNo <= l.record.stageNo; stageNo++ {
		for _, kind := range []string{dossier.ChildPublication, dossier.ChildRound, dossier.ChildOpinions, dossier.ChildDecision} {
			l.saveChild(ctx, kind, stageNo, name)
		}
	}
}

// saveChild saves the histories of a child, if there is one, newest run last.
func (l *live) saveChild(ctx context.Context, kind string, stageNo int, name string) {
	l.t.Helper()
	id := l.ref.StageWorkflowID(kind, stageNo)
	about, err := l.client.DescribeWorkflowExecution(ctx, id, "")
	var none *serviceerror.NotFound
	if errors.As(err, &none) {
		return
	}
	if err != nil {
		l.t.Fatal(err)
	}
	err = l.client.GetWorkflow(ctx, id, "").Get(ctx, nil)
	if err != nil {
		l.t.Errorf("%s: %v", id, err)
	}
	first, n := about.WorkflowExecutionInfo.FirstRunId, 0
	for run := first; run != ""; {
		n++
		run = l.save(ctx, id, run, fmt.Sprintf("%s.%s.%02d.%02d", name, kind, stageNo, n))
	}
}

// save writes the history of a run and returns the run that continues it.
func (l *live) save(ctx context.Context, id, run, name string) string {
	l.t.Helper()
	var h history.History
	events := l.client.GetWorkflowHistory(ctx, id, run, false, enums.HISTORY_EVENT_FILTER_TYPE_ALL_EVENT)
	for events.HasNext() {
		event, err := events.Next()
		if err != nil {
			l.t.Fatal(err)
		}
		h.Events = append(h.Events, event)
	}
	data, err := temporalproto.CustomJSONMarshalOptions{}.Marshal(&h)
	if err != nil {
		l.t.Fatal(err)
	}
	err = os.WriteFile(filepath.Join(histories, name+".json"), append(data, '\n'), 0o644)
	if err != nil {
		l.t.Fatal(err)
	}
	last := h.Events[len(h.Events)-1]
	return last.GetWorkflowExecutionContinuedAsNewEventAttributes().GetNewExecutionRunId()
}
