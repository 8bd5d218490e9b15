package workflows

import (
	"slices"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
)

// anywhere lists the commands that every stage takes.
var anywhere = []dossier.CommandName{dossier.Extend, dossier.Withdraw, dossier.SetVisibility, dossier.Advance}

// taken lists, by the kind of the stage, the other commands that it may take.
// Whether it takes one now the record knows: this is the cheap refusal alone.
var taken = map[procedure.Kind][]dossier.CommandName{
	procedure.Notice:       {dossier.Complete, dossier.PublishProof},
	procedure.WorkingGroup: {dossier.Complete},
	procedure.Consultation: {dossier.Complete, dossier.PublishProof},
	procedure.Report:       {dossier.Complete, dossier.PublishReport},
	procedure.Drafting:     {dossier.Complete},
	procedure.Decision:     {dossier.Prepare, dossier.Sign, dossier.Return, dossier.Reject, dossier.RecordConclusion},
	procedure.Opinions:     {dossier.Complete, dossier.GiveOpinion},
	procedure.Checking:     {dossier.Complete},
	procedure.Publication:  {dossier.Complete, dossier.PublishProof},
	procedure.Wait:         {dossier.Complete},
}

// takes reports whether a stage of that kind may take the command.
func takes(kind procedure.Kind, name dossier.CommandName) bool {
	return slices.Contains(anywhere, name) || slices.Contains(taken[kind], name)
}

// refusal returns why the command cannot be carried out as far as this run
// knows, or no code. A command on a newer sequence number than is known here
// overtook the news of it: the record decides.
func (d *dossierRun) refusal(m dossier.CommandMessage) dossier.Code {
	switch {
	case !m.Name.Known():
		return dossier.CodeCommandUnknown
	case m.Seq < d.in.Seq:
		return dossier.CodeStale
	case d.status != "":
		return dossier.CodeNotNow
	case d.ready && !takes(d.stage.Kind, m.Name):
		return dossier.CodeNotNow
	}
	return ""
}

// validate refuses a command without leaving a trace in the history.
func (d *dossierRun) validate(m dossier.CommandMessage) error {
	code := d.refusal(m)
	if code == "" && (d.leaving || d.ended) {
		code = dossier.CodeBusy
	}
	if code == "" {
		return nil
	}
	return temporal.NewApplicationError("refuse command: "+string(code), string(code))
}

// command carries out a command, one after the other. Several may have passed
// the validator at once, so the same is asked again under the mutex, and never
// between two stages. Where the stage ended, the verdict waits for what follows,
// so that its sequence number is the newest one.
func (d *dossierRun) command(ctx workflow.Context, m dossier.CommandMessage) (dossier.Verdict, error) {
	err := workflow.Await(ctx, func() bool { return d.ready })
	if err != nil {
		return dossier.Verdict{}, err
	}
	err = d.mutex.Lock(ctx)
	if err != nil {
		return dossier.Verdict{}, err
	}
	defer d.mutex.Unlock()
	settled := func() bool { return !d.ended || d.status != "" }
	err = workflow.Await(ctx, settled)
	if err != nil {
		return dossier.Verdict{}, err
	}
	if code := d.refusal(m); code != "" {
		return dossier.Verdict{Status: dossier.VerdictRefused, Code: code, Seq: d.in.Seq}, nil
	}
	in := dossier.ApplyInput{Ref: d.in.Ref, Command: m.ID, StageNo: d.in.StageNo}
	var applied dossier.Applied
	err = workflow.ExecuteActivity(quickWrite(ctx, string(m.Name)), commands.Apply, in).Get(ctx, &applied)
	if err != nil {
		return dossier.Verdict{}, err
	}
	verdict := applied.Verdict
	if moves(applied.Effect) {
		d.take(applied.Effect)
		err = d.tell(ctx)
		if err != nil {
			return dossier.Verdict{}, err
		}
	}
	err = workflow.Await(ctx, settled)
	if err != nil {
		return dossier.Verdict{}, err
	}
	verdict.Seq = d.in.Seq
	return verdict, nil
}
