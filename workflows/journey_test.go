package workflows

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/testsuite"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"

	"github.com/rasprava/rasprava/activities"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
)

const day = 24 * time.Hour

var begun = time.Date(2031, 3, 3, 9, 0, 0, 0, time.UTC)

// journey drives one dossier through the test environment, run after run, as
// people would: steps at days since the beginning.
type journey struct {
	t      *testing.T
	record *model
	acts   activities.Record // what the workflows see of the record
	steps  []*step
	runs   int

	answers map[string]string // by command: the status, the code of a refusal, or of a rejection
	seqs    map[string]int64  // by command: of its verdict
	states  []dossier.LiveState
	result  dossier.DossierResult
	done    bool
	in      dossier.DossierInput
	env     *testsuite.TestWorkflowEnvironment
	tries   int
	long    func(run int) time.Duration // when the history of a run is said to be long; zero: never
}

type step struct {
	at   time.Duration // since begun
	do   func(*journey)
	sent bool
}

func newJourney(t *testing.T, plan procedure.Plan) *journey {
	j := &journey{t: t, in: dossier.DossierInput{Ref: testRef, Definition: plan.Hash, Seq: 1}, answers: map[string]string{}, seqs: map[string]int64{}}
	j.record = newModel(plan, day, func() time.Time { return j.env.Now() })
	j.acts = j.record
	return j
}

func (j *journey) at(days float64, do func(*journey)) *journey {
	j.steps = append(j.steps, &step{at: time.Duration(days * float64(day)), do: do})
	return j
}

// command gives a command at that day.
func (j *journey) command(days float64, id string, row asked) *journey {
	return j.at(days, func(j *journey) { j.send(id, row) })
}

// send gives the command and, as the engine does, gives it again while it is
// told that the dossier is busy.
func (j *journey) send(id string, row asked) {
	message := j.record.ask(id, row)
	j.tries++
	env := j.env
	env.UpdateWorkflow(dossier.UpdateCommand, fmt.Sprintf("%s/%d", id, j.tries), &testsuite.TestUpdateCallback{
		OnAccept: func() {},
		OnReject: func(err error) {
			code := codeOf(err)
			if code == string(dossier.CodeBusy) {
				j.answers[id+" at first"] = code
				j.at(float64(env.Now().Add(time.Second).Sub(begun))/float64(day), func(j *journey) { j.send(id, row) })
				j.schedule(j.steps[len(j.steps)-1])
				return
			}
			j.answer(id, "rejected "+code)
		},
		OnComplete: func(value any, err error) {
			if err != nil {
				j.answers[id] = "error " + err.Error()
				return
			}
			v := value.(dossier.Verdict)
			j.seqs[id] = v.Seq
			answer := string(v.Status)
			if v.Code != "" {
				answer += " " + string(v.Code)
			}
			j.answer(id, answer)
		},
	}, message)
}

// answer keeps the answer to a command. A rejection after an answer of the
// record is the second sending: the row has its verdict already.
func (j *journey) answer(id, answer string) {
	first, again := j.answers[id]
	switch {
	case !again:
		j.answers[id] = answer
	case answer != first && answer != "rejected stale":
		j.answers[id] = "error: first " + first + ", then " + answer
	}
}

func codeOf(err error) string {
	var e *temporal.ApplicationError
	if errors.As(err, &e) {
		return e.Type()
	}
	return err.Error()
}

// state asks the dossier what it waits for.
func (j *journey) state() dossier.LiveState {
	value, err := j.env.QueryWorkflow(dossier.QueryState)
	if err != nil {
		j.t.Fatalf("query: %v", err)
	}
	var s dossier.LiveState
	err = value.Get(&s)
	if err != nil {
		j.t.Fatalf("query: %v", err)
	}
	return s
}

func (j *journey) schedule(s *step) {
	j.env.RegisterDelayedCallback(func() {
		s.sent = true
		s.do(j)
	}, max(begun.Add(s.at).Sub(j.env.Now()), 0))
}

// run drives the dossier until it ends, or nothing is left to do for ten years.
func (j *journey) run() *journey {
	j.t.Helper()
	now := begun
	in := j.in
	for range 300 {
		j.runs++
		var suite testsuite.WorkflowTestSuite
		suite.SetLogger(quiet{})
		env := suite.NewTestWorkflowEnvironment()
		j.env = env
		env.SetStartTime(now)
		env.SetDetachedChildWait(false)
		env.SetTestTimeout(20 * time.Second)
		env.SetStartWorkflowOptions(client.StartWorkflowOptions{ID: testRef.WorkflowID(), TaskQueue: dossier.TaskQueue})
		env.SetWorkerOptions(worker.Options{WorkflowPanicPolicy: worker.FailWorkflow, DeadlockDetectionTimeout: time.Minute}) // however busy the machine is
		Register(env)
		activities.Register(env, j.acts)
		for _, s := range j.steps {
			if !s.sent {
				j.schedule(s)
			}
		}
		if j.long != nil && j.long(j.runs) > 0 {
			env.RegisterDelayedCallback(func() { env.SetContinueAsNewSuggested(true) }, j.long(j.runs))
		}
		env.RegisterDelayedCallback(func() {
			j.states = append(j.states, j.state())
			env.CancelWorkflow()
		}, begun.Add(3640*day).Sub(now)) // before the environment itself ends a run
		env.ExecuteWorkflow(Dossier, in)
		if !env.IsWorkflowCompleted() {
			j.t.Fatalf("run %d has not completed", j.runs)
		}
		err := env.GetWorkflowError()
		var again *workflow.ContinueAsNewError
		switch {
		case errors.As(err, &again):
			in = dossier.DossierInput{}
			err = converter.GetDefaultDataConverter().FromPayloads(again.Input, &in)
			if err != nil {
				j.t.Fatalf("read input: %v", err)
			}
			now = env.Now()
			continue
		case temporal.IsCanceledError(err):
			return j
		case err != nil:
			var p *temporal.PanicError
			if errors.As(err, &p) {
				j.t.Log(p.StackTrace())
			}
			j.t.Fatalf("run %d: %v; %v", j.runs, err, j.record.faults)
		}
		err = env.GetWorkflowResult(&j.result)
		if err != nil {
			j.t.Fatalf("read result: %v", err)
		}
		j.done = true
		return j
	}
	j.t.Fatalf("the dossier was continued as new %d times", j.runs)
	return j
}

// ends fails the test unless the dossier ended so and the record was asked for
// nothing that it could not do.
func (j *journey) ends(want dossier.Status) *journey {
	j.t.Helper()
	j.sound()
	if !j.done || j.result.Status != want || j.record.status != want {
		j.t.Errorf("ended %t as %q, the record says %q, want %q; last state %+v", j.done, j.result.Status, j.record.status, want, j.states)
	}
	if j.done && j.result.Seq != j.record.seq {
		j.t.Errorf("ended with sequence number %d, the record has %d", j.result.Seq, j.record.seq)
	}
	return j
}

func (j *journey) sound() {
	j.t.Helper()
	if len(j.record.faults) > 0 {
		j.t.Errorf("the record was asked for what cannot be: %v", j.record.faults)
	}
}

// answered fails the test unless the command got one of the answers.
func (j *journey) answered(id string, want ...string) *journey {
	j.t.Helper()
	if !slices.Contains(want, j.answers[id]) {
		j.t.Errorf("command %s was answered %q, want one of %q", id, j.answers[id], want)
	}
	return j
}

// quiet keeps the log of the test environment out of the tests.
type quiet struct{}

func (quiet) Debug(string, ...any) {}
func (quiet) Info(string, ...any)  {}
func (quiet) Warn(string, ...any)  {}
func (quiet) Error(string, ...any) {}
