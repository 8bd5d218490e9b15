package workflows

import (
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"github.com/rasprava/rasprava/internal/dossier"
)

// validate refuses what cannot be carried out as far as this run knows, without
// a trace in the history. The errors have a code as their type: busy asks to
// come again in a moment. A command on a newer sequence number than is known
// here overtook the news of it: the record decides.
func (d *dossierRun) validate(m dossier.CommandMessage) error {
	switch {
	case !m.Name.Known():
		return refuse(dossier.CodeCommandUnknown)
	case m.Seq < d.in.Seq:
		return refuse(dossier.CodeStale)
	case d.status != "":
		return refuse(dossier.CodeNotNow)
	case d.ended || d.leaving:
		return refuse(dossier.CodeBusy)
	case d.ready && !dossier.Takes(string(d.stage.Kind), m.Name):
		return refuse(dossier.CodeNotNow)
	}
	return nil
}

func refuse(code dossier.Code) error {
	return temporal.NewApplicationError("refuse command: "+string(code), string(code))
}

// command carries out a command, one after the other and never between two
// stages. Several may have passed the validator at once; the record asks the
// same again under its locks, so that every command has its verdict in its row
// and one that is sent twice gets one answer. Where the stage ended, the verdict
// waits for what follows, so that its sequence number is the newest one.
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
	in := dossier.ApplyInput{Ref: d.in.Ref, Command: m.ID, StageNo: d.in.StageNo}
	var applied dossier.Applied
	err = workflow.ExecuteActivity(quickWrite(ctx, string(m.Name)), commands.Apply, in).Get(ctx, &applied)
	if err != nil {
		return dossier.Verdict{}, err
	}
	verdict := applied.Verdict
	d.take(applied.Effect)
	if verdict.Status == dossier.VerdictAccepted {
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
