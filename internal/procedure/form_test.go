package procedure

import "testing"

func TestAnActIsADraftThenAProposalThenItself(t *testing.T) {
	for _, tt := range []struct {
		procedure, stage string
		completed        bool
		want             Form
	}{
		{"rs.law.government", "public_debate", false, Draft},
		{"rs.law.government", "government_session", false, Draft},
		{"rs.law.government", "government_changes", false, Proposal},
		{"rs.law.government", "assembly_vote", false, Proposal},
		{"rs.law.government", "gazette", false, Proposal},
		{"rs.law.government", "gazette", true, Published},
		{"rs.law.government", "entry_into_force", false, Published},
		{"rs.law.government", "ex_post", true, Published},
		{"rs.law.government", "", false, Draft},
		{"rs.law.government", "nowhere", true, Draft},
		{"rs.bylaw.rulebook", "sign_off", false, Draft},
		{"rs.bylaw.rulebook", "gazette", false, Draft},
		{"rs.bylaw.rulebook", "entry_into_force", false, Published},
		{"test.two_stage", "decision", true, Draft},
	} {
		if got := get(t, tt.procedure).Form(tt.stage, tt.completed); got != tt.want {
			t.Errorf("%s, %s: got %s, want %s", tt.procedure, tt.stage, got, tt.want)
		}
	}
}
