package workflows

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/dossier"
)

func TestADossierThatWentOverGoesOnByTheNewVersion(t *testing.T) {
	j := debated(t)
	j.record.later = longer
	j.command(10, "migrate", with(dossier.MigrateProcedure, "")).
		at(21.5, func(j *journey) {
			got := j.state()
			want := dossier.LiveState{Seq: got.Seq, StageNo: 1, Stage: "debate", Kind: "consultation", WaitsFor: "child", Child: dossier.ChildRound,
				Until: begun.Add(22 * day), Window: "comments", Body: "lead", Definition: "sha256:short+", Rotations: 1}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("after the end of before (-want +got):\n%s", diff)
			}
		}).
		command(25, "prepare", with(dossier.Prepare, "")).
		command(26, "sign-1", with(dossier.Sign, "")).
		command(27, "sign-2", with(dossier.Sign, "")).
		run().ends(dossier.Completed)
	j.answered("migrate", "accepted").answered("sign-2", "accepted")
	if j.record.stage.ID != "vacatio" || j.record.stageNo != 3 {
		t.Errorf("it ended in %s, %d, want the stage that only the new version has", j.record.stage.ID, j.record.stageNo)
	}
}

func TestADossierThatWaitsWithoutAChildGoesOver(t *testing.T) {
	j := newJourney(t, some("revision"))
	j.record.later = longer
	j.command(1, "migrate", with(dossier.MigrateProcedure, "")).
		command(2, "again", with(dossier.MigrateProcedure, "")).
		command(3, "revised", with(dossier.Complete, "revised")).
		run().ends(dossier.Completed)
	j.answered("migrate", "accepted").answered("again", "accepted").answered("revised", "accepted")
	if j.record.stage.ID != "vacatio" || len(j.record.plans) != 3 {
		t.Errorf("it ended in %s under the plan %s", j.record.stage.ID, j.record.plan.Hash)
	}
}

func TestACommandThatComesWithTheGoingOverIsAnsweredOnce(t *testing.T) {
	j := debated(t)
	j.record.later = longer
	j.at(25, func(j *journey) {
		j.send("migrate", with(dossier.MigrateProcedure, ""))
		j.send("prepare", with(dossier.Prepare, ""))
	}).
		command(26, "prepare-2", with(dossier.Prepare, "")).
		command(27, "reject", with(dossier.Reject, "rejected")).
		run().ends(dossier.Rejected)
	j.answered("migrate", "accepted").answered("prepare", "refused stale", "rejected stale").answered("prepare-2", "accepted")
}

func TestADossierToldOfAnEndUnderAVersionThatItMissedReadsThatVersionFirst(t *testing.T) {
	j := newJourney(t, some("revision"))
	j.at(1, func(j *journey) {
		j.record.look(func() {
			j.record.plan = longer(j.record.plan)
			j.record.plans = append(j.record.plans, j.record.plan)
			j.record.stage, _ = j.record.plan.Stage("revision")
			j.record.end("revised")
		})
		j.env.SignalWorkflow(dossier.SignalStageNews, dossier.StageNews{StageNo: 1,
			Effect: dossier.Effect{Seq: j.record.seq, StageNo: 1, Ended: true, Outcome: "revised", Definition: j.record.plan.Hash}})
	}).run().ends(dossier.Completed)
	if j.record.stage.ID != "vacatio" {
		t.Errorf("it ended in %s, where the version that it missed does not end", j.record.stage.ID)
	}
}

func TestOfVersionsTheLastOfTheRecordCounts(t *testing.T) {
	d := &dossierRun{in: dossier.DossierInput{Definition: "a", Seq: 5, StageNo: 2}}
	for _, c := range []struct {
		name string
		e    dossier.Effect
		want string
	}{
		{"an effect without one", dossier.Effect{Seq: 6, StageNo: 2}, "a"},
		{"a version, heard of after a later step", dossier.Effect{Seq: 4, StageNo: 2, Definition: "b"}, "b"},
		{"the same again", dossier.Effect{Seq: 4, StageNo: 2, Definition: "b"}, "b"},
		{"a later one", dossier.Effect{Seq: 9, StageNo: 3, Definition: "c"}, "c"},
		{"an earlier one, late", dossier.Effect{Seq: 7, StageNo: 2, Definition: "b"}, "c"},
	} {
		d.take(c.e)
		if d.in.Definition != c.want {
			t.Errorf("%s: it stands under %s, want %s", c.name, d.in.Definition, c.want)
		}
	}
}
