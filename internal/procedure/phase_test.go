package procedure

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func ids(phases []PhaseDef) string {
	var all []string
	for _, p := range phases {
		all = append(all, p.ID)
	}
	return strings.Join(all, " ")
}

func TestALawIsShownInEightPhases(t *testing.T) {
	d := get(t, "rs.law.government")
	if got, want := ids(d.Tracker()), "announcement drafting debate report opinions government assembly entry_into_force"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if d := cmp.Diff([]string{"revision", "eu_package", "text_approval", "opinions", "sign_off"}, d.StagesOf("opinions")); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if got := d.PhaseByStage()["second_vote"]; got != "assembly" {
		t.Errorf("a stage beside the main path: got %q", got)
	}
}

// unphased returns a procedure without phases whose main path has stages of
// these kinds, s0, s1 and so on, and a stage aside beside it after the second.
func unphased(t *testing.T, kinds ...Kind) *Definition {
	t.Helper()
	src := "id: t.unphased\nstages:\n"
	for i, k := range kinds {
		next := fmt.Sprintf("s%d", i+1)
		if i == len(kinds)-1 {
			next = "end, ends: completed"
		}
		src += fmt.Sprintf("  - {id: s%d, kind: %s, outcomes: [{id: o, next: %s}]}\n", i, k, next)
		if i == 1 {
			src += fmt.Sprintf("  - {id: aside, kind: drafting, outcomes: [{id: o, next: %s}]}\n", next)
		}
	}
	d, err := Load([]byte(src))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestADefinitionWithoutPhasesHasOneForEachStageOfItsMainPath(t *testing.T) {
	d := unphased(t, Drafting, Consultation, Report, Decision)
	if got := ids(d.Tracker()); got != "s0 s1 s2 s3" {
		t.Errorf("got %s", got)
	}
	if d := cmp.Diff([]string{"s1", "aside"}, d.StagesOf("s1")); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestMorePhasesThanPeopleCanFollowBecomeFewer(t *testing.T) {
	d := unphased(t, Checking, Drafting, Notice, Consultation, Report, Drafting, Opinions, Checking, Decision, Publication, Wait)
	if got, want := ids(d.Tracker()), "s0 s2 s3 s4 s6 s8 s9 s10"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	want := map[string]string{"s0": "s0", "s1": "s0", "aside": "s0", "s2": "s2", "s3": "s3", "s4": "s4", "s5": "s4", "s6": "s6", "s7": "s6",
		"s8": "s8", "s9": "s9", "s10": "s10"}
	if d := cmp.Diff(want, d.PhaseByStage()); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestAPlanKnowsNoPhases(t *testing.T) {
	src := twoStage(t)
	with, err := get(t, "test.two_stage").Compile()
	if err != nil {
		t.Fatal(err)
	}
	var bare []string
	for line := range strings.Lines(src) {
		if !strings.HasPrefix(line, "    phase: ") && !strings.HasPrefix(line, "  - {id: ") && line != "phases:\n" {
			bare = append(bare, line)
		}
	}
	d, err := Load([]byte(strings.Join(bare, "")))
	if err != nil {
		t.Fatal(err)
	}
	without, err := d.Compile()
	if err != nil {
		t.Fatal(err)
	}
	without.Hash = with.Hash
	if d := cmp.Diff(without, with); d != "" {
		t.Errorf("(-without +with):\n%s", d)
	}
}
