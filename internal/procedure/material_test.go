package procedure

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func shipped(t *testing.T, id string) *Definition {
	t.Helper()
	d, err := Get(id)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// changed returns a copy of a shipped definition with its stages changed.
func changed(t *testing.T, id string, change func(*StageDef)) *Definition {
	t.Helper()
	d := *shipped(t, id)
	d.Stages = slices.Clone(d.Stages)
	for i := range d.Stages {
		change(&d.Stages[i])
	}
	return &d
}

func TestInWhichStagesTheTextIsDebated(t *testing.T) {
	for id, want := range map[string][]string{
		"rs.law.government":   {"public_debate"},
		"rs.law.mps":          {"voluntary_debate"},
		"rs.bylaw.rulebook":   {"consultation"},
		"rs.local.urban_plan": {"inspection"},
		"rs.policydoc":        {"public_debate"},
		"eu.initiative":       {"feedback"},
		"us.rule":             {"comments"},
		"uk.consultation":     {"consultation"},
		"rs.petition":         nil,
	} {
		if diff := cmp.Diff(want, shipped(t, id).DebatesOfText()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", id, diff)
		}
	}
	d := changed(t, "uk.consultation", func(s *StageDef) { s.Docs = nil })
	if got := d.DebatesOfText(); !slices.Equal(got, []string{"consultation"}) {
		t.Errorf("where no debate names the act: got %v", got)
	}
}

func TestWhereChangesAfterTheDebateAreStillAskedAbout(t *testing.T) {
	for id, stages := range map[string]map[string]bool{
		"rs.law.government": {"ria": true, "debate_required": true, "debate_program": false, "revision": true, "eu_package": true, "text_approval": true,
			"opinions": true, "sign_off": true, "submit_government": true, "government_committee": false, "government_session": false,
			"government_changes": false, "bill_alignment": false, "assembly_vote": false, "assembly_redaction": false, "ex_post": false, "nowhere": false},
		"us.rule":       {"initiation": true, "proposed_rule": false, "final_rule": true, "publication": false},
		"rs.policydoc":  {"sign_off": true, "government": false, "reporting_year": false},
		"eu.initiative": {"proposal": false},
	} {
		d := shipped(t, id)
		for stage, want := range stages {
			if got := d.AsksForMaterialChange(stage); got != want {
				t.Errorf("%s %s: got %t", id, stage, got)
			}
		}
	}
}
