package workflows

import (
	"slices"
	"testing"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
)

func TestEachBodyHasABranchThatBeginsWhenItIsAsked(t *testing.T) {
	plan := some("opinions")
	bodies := []string{plan.Stages[0].Givers[0].Body, plan.Stages[0].Givers[1].Body}
	j := newJourney(t, plan)
	var before []string
	j.at(1, func(j *journey) { before = slices.Clone(j.record.watched) })
	j.command(2, "ask", asked{name: dossier.AskOpinion, channel: "MPRA"})
	j.command(3, "one", asked{name: dossier.GiveOpinion})
	j.command(4, "two", asked{name: dossier.GiveOpinion})
	j.at(5, func(j *journey) {
		if s := j.state(); s.WaitsFor != "child" || s.Until.IsZero() || s.Window == "" {
			t.Errorf("two of three have spoken, and it waits for %+v", s)
		}
	})
	j.command(6, "three", asked{name: dossier.GiveOpinion})
	j.run()
	j.sound()
	for _, b := range bodies {
		if !slices.Contains(before, b) {
			t.Errorf("nobody watches the term of %s: %q", b, before)
		}
	}
	if slices.Contains(before, "MPRA") || !slices.Contains(j.record.watched, "MPRA") {
		t.Errorf("before it was asked %q, afterwards %q", before, j.record.watched)
	}
	if !j.done || j.result.Status != dossier.Completed || j.record.lapses != 0 {
		t.Errorf("ended %t as %+v, after %d lapses", j.done, j.result, j.record.lapses)
	}
}

func TestTheTermOfABodyEndsTheStageThroughItsBranch(t *testing.T) {
	j := newJourney(t, some("opinions"))
	j.command(1, "one", asked{name: dossier.GiveOpinion})
	j.run()
	j.sound()
	if !j.done || j.record.carried["lapse"] != 1 || j.result.Status != dossier.Completed {
		t.Errorf("ended %t as %+v, %d lapses", j.done, j.result, j.record.carried["lapse"])
	}
}

func TestBranchesGoOnInTheNextRun(t *testing.T) {
	j := newJourney(t, some("opinions"))
	j.command(1, "one", asked{name: dossier.GiveOpinion})
	j.command(4, "ask", asked{name: dossier.AskOpinion, channel: "MPRA"})
	j.command(5, "two", asked{name: dossier.GiveOpinion})
	j.command(6, "three", asked{name: dossier.GiveOpinion})
	j.long = func(run int) (after time.Duration) {
		if run < 3 {
			return 2 * day
		}
		return 0
	}
	j.run()
	j.sound()
	if !j.done || j.runs < 2 || j.result.Status != dossier.Completed {
		t.Errorf("ended %t as %+v after %d runs", j.done, j.result, j.runs)
	}
}
