package procedure

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestChecksNameWhatHoldsAndWhatDoesNot(t *testing.T) {
	f := met()
	f.UnansweredComments, f.Signatures = 2, 1
	got := map[string]bool{}
	var order []string
	for _, c := range Checks(gated(), f) {
		got[c.Code] = c.Holds
		order = append(order, c.Code)
		if c.Basis == "" {
			t.Errorf("%s has no basis", c.Code)
		}
	}
	for _, c := range Codes[:len(Codes)-5] { // the last five are of the outcome
		holds, asked := got[c.Code]
		if !asked {
			t.Errorf("%s is not among the checks", c.Code)
		}
		if want := c.Code != EveryCommentAnswered && c.Code != SignaturesComplete; holds != want {
			t.Errorf("%s holds: %t, want %t", c.Code, holds, want)
		}
	}
	want := []string{DocumentsPresent, EveryCommentAnswered, ClosingDeclared, ReportPublished, OpinionsBoundToText, MinWindowEnded, ChannelsProved, DebateDecided,
		SignaturesComplete, PackagePublic, MaterialChangeDecided, ThresholdMet, QuorumMet, MembersKnown, PackagePrepared, PackageUnchanged, SealUnbroken}
	if d := cmp.Diff(want, order); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if got := Checks(StageDef{ID: "s"}, Facts{}); got != nil {
		t.Errorf("a stage that asks for nothing: got %v", got)
	}
}

func TestChecksThatDoNotHoldAreWhatIsUnmet(t *testing.T) {
	for _, f := range []Facts{{}, met()} {
		f.HasReasons = true
		var want []Reason
		for _, c := range Checks(gated(), f) {
			if !c.Holds {
				want = append(want, c.Reason)
			}
		}
		if d := cmp.Diff(want, Unmet(gated(), "approved", f)); d != "" {
			t.Errorf("(-want +got):\n%s", d)
		}
	}
}
