package workflows

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/dossier"
)

func proof(channel string) asked { return asked{name: dossier.PublishProof, channel: channel} }

func with(name dossier.CommandName, outcome string) asked { return asked{name: name, outcome: outcome} }

// debated is a journey to the decision of the short plan, reached on day 21.
func debated(t *testing.T) *journey {
	return newJourney(t, shortPlan).
		command(0.5, "proof-1", proof("own_site")).
		command(1, "proof-2", proof("portal"))
}

func TestShortProcedureFromProofToSignatures(t *testing.T) {
	j := debated(t).
		command(25, "prepare", with(dossier.Prepare, "")).
		command(26, "sign-1", with(dossier.Sign, "")).
		command(27, "sign-2", with(dossier.Sign, "")).
		run().ends(dossier.Completed)
	for _, id := range []string{"proof-1", "proof-2", "prepare", "sign-1", "sign-2"} {
		j.answered(id, "accepted")
	}
	if j.runs != 2 {
		t.Errorf("got %d runs, want one a stage", j.runs)
	}
	if j.seqs["sign-2"] != j.record.seq {
		t.Errorf("the last verdict has sequence number %d, want %d, the newest", j.seqs["sign-2"], j.record.seq)
	}
	if got, want := j.env.Now(), begun.Add(27*day); got.Sub(want) > time.Minute {
		t.Errorf("ended at %v, want %v", got, want)
	}
}

func TestEveryKindOfStageIsGoneThrough(t *testing.T) {
	j := newJourney(t, longPlan).
		command(1, "start", proof("own_site")).
		command(2, "group", with(dossier.Complete, "formed")).
		command(3, "launch", proof("own_site")).
		command(25, "report", with(dossier.PublishReport, "")).
		command(26, "revised", with(dossier.Complete, "revised")).
		command(27, "opinion-1", with(dossier.GiveOpinion, "")).
		command(28, "opinion-2", with(dossier.GiveOpinion, "")).
		command(29, "prepare", with(dossier.Prepare, "")).
		command(30, "sign-1", with(dossier.Sign, "")).
		command(31, "sign-2", with(dossier.Sign, "")).
		command(40, "accepted", with(dossier.Complete, "accepted")).
		command(41, "adopted", with(dossier.RecordConclusion, "adopted")).
		command(42, "gazette", proof("gazette")).
		run().ends(dossier.Completed)
	for id := range j.record.rows {
		j.answered(id, "accepted")
	}
	if j.runs != len(longPlan.Stages) {
		t.Errorf("got %d runs, want one for each of %d stages", j.runs, len(longPlan.Stages))
	}
}

func TestReturnGoesBackToTheStageThatTheOutcomeNames(t *testing.T) {
	j := debated(t).
		command(25, "return", with(dossier.Return, "returned")).
		command(30, "proof-3", proof("own_site")).
		command(31, "proof-4", proof("portal")).
		command(60, "prepare", with(dossier.Prepare, "")).
		command(61, "sign-1", with(dossier.Sign, "")).
		command(62, "sign-2", with(dossier.Sign, "")).
		run().ends(dossier.Completed)
	j.answered("return", "accepted").answered("proof-4", "accepted")
	if j.record.stageNo != 4 {
		t.Errorf("ended in stage %d, want 4", j.record.stageNo)
	}
}

func TestRejectEndsTheDossier(t *testing.T) {
	debated(t).
		command(25, "reject", with(dossier.Reject, "rejected")).
		run().ends(dossier.Rejected).answered("reject", "accepted")
}

func TestWithdrawEndsTheDossierInEveryStage(t *testing.T) {
	for _, c := range []struct {
		name string
		day  float64
	}{
		{"before the round opens", 0.75},
		{"in the open round", 10},
		{"in the decision", 24},
	} {
		t.Run(c.name, func(t *testing.T) {
			debated(t).command(c.day, "withdraw", with(dossier.Withdraw, "")).run().
				ends(dossier.Withdrawn).answered("withdraw", "accepted")
		})
	}
}

func TestWithdrawEndsADossierThatWaitsWithoutAChild(t *testing.T) {
	newJourney(t, longPlan).
		command(1, "start", proof("own_site")).
		command(2, "withdraw", with(dossier.Withdraw, "")).
		run().ends(dossier.Withdrawn).answered("withdraw", "accepted")
}

func TestOfTwoSignersAtOnceTheSecondIsToldThatItIsStale(t *testing.T) {
	j := debated(t).
		command(25, "prepare", with(dossier.Prepare, "")).
		at(26, func(j *journey) {
			j.send("sign-1", with(dossier.Sign, ""))
			j.send("sign-2", with(dossier.Sign, ""))
		}).
		command(27, "sign-3", with(dossier.Sign, "")).
		run().ends(dossier.Completed)
	j.answered("sign-1", "accepted").answered("sign-2", "refused stale", "rejected stale").answered("sign-3", "accepted")
	if j.record.signed != 2 {
		t.Errorf("got %d signatures, want 2", j.record.signed)
	}
}

func TestCommandSentTwiceIsCarriedOutOnce(t *testing.T) {
	j := debated(t).
		at(25, func(j *journey) {
			j.send("prepare", with(dossier.Prepare, ""))
			j.send("prepare", with(dossier.Prepare, ""))
		}).
		command(26, "prepare", asked{}).
		command(27, "reject", with(dossier.Reject, "rejected")).
		run().ends(dossier.Rejected)
	if j.record.carried["prepare"] != 1 {
		t.Errorf("prepared %d times, want once", j.record.carried["prepare"])
	}
}

func TestCommandOnAnOldSequenceNumberIsRejectedWithoutATrace(t *testing.T) {
	j := debated(t).
		command(25, "sign", asked{name: dossier.Sign, seq: 2}).
		command(26, "reject", with(dossier.Reject, "rejected")).
		run().ends(dossier.Rejected)
	j.answered("sign", "rejected stale")
	if _, ok := j.record.applied["sign"]; ok {
		t.Error("the stale command reached the record")
	}
}

func TestCommandOnANewerSequenceNumberIsLeftToTheRecord(t *testing.T) {
	debated(t).
		command(25, "sign", asked{name: dossier.Sign, seq: 900}).
		command(26, "reject", with(dossier.Reject, "rejected")).
		run().ends(dossier.Rejected).answered("sign", "refused stale")
}

func TestCommandThatTheStageDoesNotTakeIsRejected(t *testing.T) {
	debated(t).
		command(2, "sign", with(dossier.Sign, "")).
		command(3, "nonsense", asked{name: "approve_everything"}).
		command(25, "proof", proof("own_site")).
		command(26, "reject", with(dossier.Reject, "rejected")).
		run().ends(dossier.Rejected).
		answered("sign", "rejected not_now").
		answered("nonsense", "rejected command_unknown").
		answered("proof", "rejected not_now")
}

func TestCommandBetweenTwoStagesIsBusyAndThenStale(t *testing.T) {
	j := debated(t)
	j.record.entering = func(stageNo int) {
		if stageNo != 2 {
			return
		}
		sent := make(chan struct{})
		j.env.RegisterDelayedCallback(func() {
			j.send("visible", with(dossier.SetVisibility, ""))
			close(sent)
		}, 0)
		<-sent
	}
	j.command(26, "reject", with(dossier.Reject, "rejected")).run().ends(dossier.Rejected)
	j.answered("visible at first", "busy").answered("visible", "rejected stale")
}

func TestCommandOfTheInstantAfterABoundaryIsCarriedOut(t *testing.T) {
	debated(t).
		command(21+1/day.Seconds(), "visible", with(dossier.SetVisibility, "")).
		command(26, "reject", with(dossier.Reject, "rejected")).
		run().ends(dossier.Rejected).answered("visible", "accepted")
}

func TestBothHandlersOfABoundaryAreAnswered(t *testing.T) {
	j := debated(t).
		command(25, "prepare", with(dossier.Prepare, "")).
		at(26, func(j *journey) {
			j.send("return", with(dossier.Return, "returned"))
			j.send("sign-1", with(dossier.Sign, ""))
			j.send("visible", with(dossier.SetVisibility, ""))
		}).
		command(30, "withdraw", with(dossier.Withdraw, "")).
		run().ends(dossier.Withdrawn)
	j.answered("return", "accepted")
	j.answered("sign-1", "refused stale", "rejected stale")
	j.answered("visible", "refused stale", "rejected stale")
}

func TestLapseEndsTheStageAtItsDeadline(t *testing.T) {
	var closed time.Time
	j := debated(t).
		command(25, "reject", with(dossier.Reject, "rejected")).
		at(20.999, func(j *journey) { closed = j.record.until }).
		run().ends(dossier.Rejected)
	if want := begun.Add(21 * day); !closed.Equal(want) {
		t.Errorf("the round was open until %v, want %v", closed, want)
	}
	if j.record.carried["lapse"] != 1 {
		t.Errorf("lapsed %d times, want once", j.record.carried["lapse"])
	}
}

func TestOverdueStageGoesOnWaitingForItsPerson(t *testing.T) {
	j := newJourney(t, longPlan)
	j.record.plan.Stages = longPlan.Stages[7:]
	j.at(20, func(j *journey) {
		want := dossier.LiveState{Seq: 3, StageNo: 1, Stage: "intake", Kind: "check", WaitsFor: "person", Body: "VLADA", Overdue: true, Definition: "sha256:long"}
		if diff := cmp.Diff(want, j.state()); diff != "" {
			t.Errorf("overdue (-want +got):\n%s", diff)
		}
	})
	j.command(21, "withdraw", with(dossier.Withdraw, "")).run().ends(dossier.Withdrawn)
}

func TestOpinionsLapseWithoutThoseThatAreSilent(t *testing.T) {
	j := newJourney(t, longPlan)
	j.record.plan.Stages = longPlan.Stages[5:7]
	j.command(3, "opinion", with(dossier.GiveOpinion, "")).
		command(12, "late", with(dossier.GiveOpinion, "")).
		command(13, "reject", with(dossier.Reject, "rejected")).
		run().ends(dossier.Rejected).
		answered("opinion", "accepted").answered("late", "rejected not_now")
}

func TestExtensionMovesTheDeadlineOfAnOpenRound(t *testing.T) {
	j := debated(t).
		command(19.5, "extend", with(dossier.Extend, "")).
		at(25, func(j *journey) {
			got := j.state()
			want := dossier.LiveState{Seq: got.Seq, StageNo: 1, Stage: "debate", Kind: "consultation", WaitsFor: "child", Child: dossier.ChildRound,
				Until: begun.Add(31 * day), Window: "comments", Body: "lead", Definition: "sha256:short"}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("after the extension (-want +got):\n%s", diff)
			}
		}).
		command(32, "reject", with(dossier.Reject, "rejected")).
		run().ends(dossier.Rejected)
	j.answered("extend", "accepted")
	if j.record.lapses != 1 {
		t.Errorf("asked to lapse %d times, want once, at the later end", j.record.lapses)
	}
}

func TestExtensionMovesTheDeadlineOfAWait(t *testing.T) {
	j := newJourney(t, longPlan)
	j.record.plan.Stages = longPlan.Stages[10:]
	j.command(2, "extend", with(dossier.Extend, "")).
		at(12, func(j *journey) {
			got := j.state()
			if got.Stage != "vacatio" || got.Kind != "wait" || got.Until.IsZero() || got.Until.Before(begun.Add(15*day)) {
				t.Errorf("after the first end of the term, got %+v", got)
			}
		}).
		run().ends(dossier.Completed)
	j.answered("extend", "accepted")
	if j.record.lapses != 1 {
		t.Errorf("asked to lapse %d times, want once, at the later end", j.record.lapses)
	}
}

func TestExtensionMovesTheDeadlineOfOpinions(t *testing.T) {
	j := newJourney(t, longPlan)
	j.record.plan.Stages = longPlan.Stages[5:7]
	j.command(2, "extend", with(dossier.Extend, "")).
		at(13, func(j *journey) {
			if got := j.state(); got.Stage != "opinions" {
				t.Errorf("after the first end of the term, got %+v", got)
			}
		}).
		command(40, "reject", with(dossier.Reject, "rejected")).
		run().ends(dossier.Rejected)
	j.answered("extend", "accepted")
}

func TestRehearsalWaitsForPeopleAndIsTakenToTheNextDeadline(t *testing.T) {
	j := debated(t)
	j.record.pause = true
	j.at(100, func(j *journey) {
		got := j.state()
		if got.StageNo != 1 || !got.Until.IsZero() || got.WaitsFor != "child" {
			t.Errorf("paused, got state %+v", got)
		}
	}).
		command(200, "advance", with(dossier.Advance, "")).
		command(201, "reject", with(dossier.Reject, "rejected")).
		run().ends(dossier.Rejected).answered("advance", "accepted")
}

func TestDeadlineThatTheRecordDoesNotSeeYetIsTriedAgainMoreAndMoreSlowly(t *testing.T) {
	j := debated(t)
	j.record.early = 10 * time.Minute
	j.command(25, "reject", with(dossier.Reject, "rejected")).run().ends(dossier.Rejected)
	if n := j.record.lapses; n < 5 || n > 20 {
		t.Errorf("asked %d times in ten minutes, want between 5 and 20", n)
	}
}

func TestLongHistoryIsContinuedInTheMiddleOfAStage(t *testing.T) {
	for _, c := range []struct {
		name string
		long time.Duration
	}{
		{"before the round opens", 6 * time.Hour},
		{"in the open round", 10 * day},
	} {
		t.Run(c.name, func(t *testing.T) {
			j := debated(t)
			j.long = func(run int) time.Duration {
				if run == 1 {
					return c.long
				}
				return 0
			}
			j.command(15, "visible", with(dossier.SetVisibility, "")).
				command(25, "reject", with(dossier.Reject, "rejected")).
				run().ends(dossier.Rejected).answered("visible", "accepted").answered("reject", "accepted")
			if j.runs != 3 {
				t.Errorf("got %d runs, want 3", j.runs)
			}
		})
	}
}

func TestRunThatIsReplacedAnswersWhatItHasTakenAndTakesNothingMore(t *testing.T) {
	j := newJourney(t, some("revision"))
	j.record.applying = func(command string) {
		if command != "first" {
			return
		}
		sent := make(chan struct{})
		j.env.RegisterDelayedCallback(func() {
			j.env.SetContinueAsNewSuggested(true)
			j.send("second", with(dossier.SetVisibility, ""))
			j.env.RegisterDelayedCallback(func() {
				j.send("third", with(dossier.SetVisibility, ""))
				close(sent)
			}, 0)
		}, 0)
		<-sent
	}
	j.command(1, "first", with(dossier.SetVisibility, "")).
		at(2, func(j *journey) {
			if got := j.state(); got.Rotations != 1 || got.StageNo != 1 {
				t.Errorf("got state %+v, want one rotation in stage 1", got)
			}
		}).
		command(3, "last", with(dossier.Complete, "revised")).
		run().ends(dossier.Completed).
		answered("first", "accepted").answered("second", "refused stale", "rejected stale").
		answered("third at first", "busy").answered("third", "rejected stale").answered("last", "accepted")
}

func TestRunStartedFromTheRecordFindsAStageThatEndedMeanwhile(t *testing.T) {
	for _, c := range []struct {
		name  string
		stage int
	}{
		{"kept by a child", 2},
		{"kept by the dossier itself", 4},
	} {
		t.Run(c.name, func(t *testing.T) {
			j := newJourney(t, longPlan)
			j.record.plan.Stages = longPlan.Stages[c.stage:]
			j.record.stageNo, j.record.stage, j.record.seq = 1, longPlan.Stages[c.stage], 7
			j.record.entered[1] = dossier.Entered{Seq: 6}
			j.record.endings[1] = dossier.Effect{Seq: 7, StageNo: 1, Ended: true, Outcome: longPlan.Stages[c.stage].Outcomes[0].ID}
			j.in = dossier.DossierInput{Ref: testRef, Seq: 7, StageNo: 1, Stage: longPlan.Stages[c.stage].ID, Round: "round-1"}
			j.command(1, "withdraw", with(dossier.Withdraw, "")).run().ends(dossier.Withdrawn)
			if j.record.stageNo != 2 {
				t.Errorf("withdrawn in stage %d, want 2", j.record.stageNo)
			}
		})
	}
}
