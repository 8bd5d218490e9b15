package dossier

import (
	"testing"

	"github.com/rasprava/rasprava/internal/procedure"
)

func TestEveryKindAndEveryCommandStandsInTheTable(t *testing.T) {
	for _, kind := range procedure.Kinds {
		if _, ok := takes[string(kind)]; !ok {
			t.Errorf("a stage of the kind %s is not in the table", kind)
		}
	}
	for _, name := range CommandNames {
		found := false
		for _, kind := range procedure.Kinds {
			found = found || Takes(string(kind), name)
		}
		if !found {
			t.Errorf("no stage takes %s", name)
		}
	}
	if Takes("no such kind", Withdraw) {
		t.Error("a stage of no kind takes a command")
	}
}

func TestACommandIsTakenByTheKindsOfStageThatItIsFor(t *testing.T) {
	for _, c := range []struct {
		kind procedure.Kind
		name CommandName
		want bool
	}{
		{procedure.Decision, Sign, true},
		{procedure.Decision, Complete, false},
		{procedure.Drafting, Sign, false},
		{procedure.Drafting, Complete, true},
		{procedure.Consultation, PublishProof, true},
		{procedure.Consultation, Extend, true},
		{procedure.Wait, Extend, true},
		{procedure.Opinions, Extend, true},
		{procedure.Report, Extend, false},
		{procedure.Decision, Extend, false},
		{procedure.Opinions, GiveOpinion, true},
		{procedure.Notice, GiveOpinion, false},
		{procedure.Wait, Withdraw, true},
		{procedure.Wait, Advance, true},
		{procedure.Wait, Recompute, true},
		{procedure.Opinions, Recompute, true},
		{procedure.Report, MigrateProcedure, true},
		{procedure.Consultation, Compensate, true},
		{procedure.Report, Compensate, false},
	} {
		if got := Takes(string(c.kind), c.name); got != c.want {
			t.Errorf("Takes(%s, %s) = %t, want %t", c.kind, c.name, got, c.want)
		}
	}
}
