package workflows

import (
	"testing"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
)

func TestEveryKindAndEveryCommandStandsInTheTable(t *testing.T) {
	for _, kind := range procedure.Kinds {
		if len(taken[kind]) == 0 {
			t.Errorf("a stage of the kind %s takes nothing of its own", kind)
		}
	}
	for _, name := range dossier.CommandNames {
		found := false
		for _, kind := range procedure.Kinds {
			found = found || takes(kind, name)
		}
		if !found {
			t.Errorf("no stage takes %s", name)
		}
	}
}

func TestCommandIsTakenByTheKindsOfStageThatItIsFor(t *testing.T) {
	for _, c := range []struct {
		kind procedure.Kind
		name dossier.CommandName
		want bool
	}{
		{procedure.Decision, dossier.Sign, true},
		{procedure.Decision, dossier.Complete, false},
		{procedure.Drafting, dossier.Sign, false},
		{procedure.Drafting, dossier.Complete, true},
		{procedure.Consultation, dossier.PublishProof, true},
		{procedure.Opinions, dossier.GiveOpinion, true},
		{procedure.Notice, dossier.GiveOpinion, false},
		{procedure.Wait, dossier.Withdraw, true},
		{procedure.Wait, dossier.Advance, true},
	} {
		if got := takes(c.kind, c.name); got != c.want {
			t.Errorf("takes(%s, %s) = %t, want %t", c.kind, c.name, got, c.want)
		}
	}
}
