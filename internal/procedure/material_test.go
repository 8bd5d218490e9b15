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

// unasked is why a procedure lets its text change after the debate without a decision
// on what follows.
var unasked = map[string]string{
	"eu.draft_act":   "no rule hears the public again: a draft delegated act whose content changes goes back to the experts of the member states alone",
	"test.two_stage": "of tests: it has no revision after the debate",
}

// leavesUnasked returns a stage after a debate in which the text can change and from
// which it goes forwards to the end without the gate.
func leavesUnasked(d *Definition) string {
	type at struct{ id, changed string }
	var todo []at
	follow := func(s StageDef, changed string) {
		for _, o := range s.Outcomes {
			if !o.Back && !o.Barred && o.Ends != Rejected && o.Ends != Withdrawn {
				todo = append(todo, at{o.Next, changed})
			}
		}
	}
	debates := d.DebatesOfText()
	for _, id := range debates {
		s, _ := d.Stage(id)
		follow(s, "")
	}
	seen := map[at]bool{}
	for ; len(todo) > 0; todo = todo[1:] {
		now := todo[0]
		if now.id == End && now.changed != "" {
			return now.changed
		}
		s, ok := d.Stage(now.id)
		_, gated := s.asks(MaterialChangeDecided)
		if !ok || seen[now] || slices.Contains(debates, now.id) || gated {
			continue
		}
		seen[now] = true
		if s.Text != TextFrozen && slices.Contains(s.Docs, "act") {
			now.changed = s.ID
		}
		follow(s, now.changed)
	}
	return ""
}

func TestEveryProcedureAsksWhatFollowsFromChangesAfterTheDebate(t *testing.T) {
	for _, d := range Shipped() {
		stage, why := leavesUnasked(d), unasked[d.ID]
		switch {
		case stage != "" && why == "":
			t.Errorf("%s: what %s changes of the debated text nobody asks about", d.ID, stage)
		case stage == "" && why != "":
			t.Errorf("%s: is said not to ask, and it asks or has nothing to ask", d.ID)
		}
	}
	for _, id := range []string{"rs.law.government", "rs.local.budget_investments", "rs.law.mps", "hr.law"} {
		d := changed(t, id, func(s *StageDef) {
			s.Gates = slices.DeleteFunc(slices.Clone(s.Gates), func(g GateDef) bool { return g.Code == MaterialChangeDecided })
		})
		if leavesUnasked(d) == "" {
			t.Errorf("%s: without its gates it passes", id)
		}
	}
}
