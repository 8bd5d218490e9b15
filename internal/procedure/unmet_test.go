package procedure

import (
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var noon = time.Date(2026, 11, 23, 11, 0, 0, 0, time.UTC)

// gated is a stage that asks for everything.
func gated() StageDef {
	s := StageDef{ID: "s", Kind: Decision, Basis: "stage", Docs: []string{"act", "annex"}, Channels: []string{"site", "portal"}, Signers: 2,
		PublicDocs: []string{"act"}, Windows: []WindowDef{{ID: "w", Kind: MinWindow, Term: "5d", Basis: "window"}},
		Thresholds: []Threshold{{Count: 30_000, Basis: "threshold"}}, Quorum: &Quorum{PresentAbove: 50, Basis: "quorum"},
		Outcomes: []OutcomeDef{{ID: "approved", Next: "t"}, {ID: "exempt", Next: "t", NeedsReasons: true},
			{ID: "returned", Next: "s", NeedsReasons: true, Back: true, Ungated: true}, {ID: "dropped", Next: End, Ends: Rejected, Ungated: true}}}
	for _, g := range Gates {
		s.Gates = append(s.Gates, GateDef{Code: g, Basis: "gate " + g})
	}
	return s
}

// met is what opens every way out of gated.
func met() Facts {
	return Facts{Documents: map[string]bool{"act": true, "annex": true}, PackagePublic: true, ProvedChannels: []string{"portal", "site"}, ReportPublished: true,
		DebateDecided: true, Signatures: 2, PackageHash: "sha256:1", PreparedHash: "sha256:1", MinWindowEnds: noon, Now: noon, HasReasons: true,
		Support: 30_000, Members: 250, Present: 126, InFavour: 64}
}

func TestWhatHoldsOpensTheWay(t *testing.T) {
	for _, outcome := range []string{"approved", "exempt", "returned", "dropped", ""} {
		if got := Unmet(gated(), outcome, met()); got != nil {
			t.Errorf("%q: got %v, want nothing", outcome, got)
		}
	}
}

func TestWhatDoesNotHoldIsNamedWithItsBasis(t *testing.T) {
	for _, c := range []struct {
		name string
		with func(*Facts)
		want Reason
	}{
		{"a document is missing", func(f *Facts) { f.Documents = map[string]bool{"act": true} }, Reason{DocumentsPresent, map[string]string{"missing": "annex"}, "gate documents_present"}},
		{"a document is older than the text", func(f *Facts) { f.StaleDocuments = []string{"annex", "comment_form"} }, Reason{DocumentsPresent, map[string]string{"stale": "annex"}, "gate documents_present"}},
		{"comments have no answer", func(f *Facts) { f.UnansweredComments = 3 }, Reason{EveryCommentAnswered, map[string]string{"count": "3"}, "gate every_comment_answered"}},
		{"the report is not public", func(f *Facts) { f.ReportPublished = false }, Reason{ReportPublished, nil, "gate report_published"}},
		{"an opinion is missing and one is on another text", func(f *Facts) { f.OpinionsMissing, f.OpinionsOnOtherText = []string{"RSZ", "MF"}, []string{"MEI"} },
			Reason{OpinionsBoundToText, map[string]string{"missing": "MF,RSZ", "other_text": "MEI"}, "gate opinions_bound_to_text"}},
		{"the term has an instant to go", func(f *Facts) { f.Now = noon.Add(-1) }, Reason{MinWindowEnded, map[string]string{"until": "2026-11-23T11:00:00Z"}, "gate min_window_ended"}},
		{"the clock has not started", func(f *Facts) { f.MinWindowEnds = time.Time{} }, Reason{MinWindowEnded, nil, "gate min_window_ended"}},
		{"a channel is not proved", func(f *Facts) { f.ProvedChannels = []string{"site"} }, Reason{ChannelsProved, map[string]string{"missing": "portal"}, "gate channels_proved"}},
		{"nobody has decided on a debate", func(f *Facts) { f.DebateDecided = false }, Reason{DebateDecided, nil, "gate debate_decided"}},
		{"one has signed", func(f *Facts) { f.Signatures = 1 }, Reason{SignaturesComplete, map[string]string{"have": "1", "need": "2"}, "gate signatures_complete"}},
		{"nobody has asked for signatures", func(f *Facts) { f.PreparedHash = "" }, Reason{PackagePrepared, nil, "stage"}},
		{"the package has changed since", func(f *Facts) { f.PackageHash = "sha256:2" }, Reason{PackageUnchanged, map[string]string{"prepared": "sha256:1", "package": "sha256:2"}, "stage"}},
		{"the package has changed since, on a day", func(f *Facts) {
			f.PackageHash, f.NewerThanPrepared = "sha256:2", map[string]string{"package": "2026-11-23T11:00:00Z"}
		}, Reason{PackageUnchanged, map[string]string{"prepared": "sha256:1", "package": "sha256:2", "since": "2026-11-23T11:00:00Z"}, "stage"}},
		{"an answer is newer", func(f *Facts) {
			f.NewerThanPrepared = map[string]string{"answers": "2026-11-23T11:00:00Z", "package": "2026-11-23T10:00:00Z"}
		}, Reason{SealUnbroken, map[string]string{"answers": "2026-11-23T11:00:00Z"}, "stage"}},
		{"a body has not signed", func(f *Facts) { f.SignaturesMissing = []string{"MP", "MF"} },
			Reason{SignaturesComplete, map[string]string{"have": "2", "need": "2", "missing": "MF,MP"}, "gate signatures_complete"}},
		{"articles have changed since the debate", func(f *Facts) { f.ChangedArticles = 4 }, Reason{MaterialChangeDecided, map[string]string{"articles": "4"}, "gate material_change_decided"}},
		{"one voter is missing", func(f *Facts) { f.Support = 29_999 }, Reason{ThresholdMet, map[string]string{"have": "29999", "need": "30000"}, "gate threshold_met"}},
		{"one member too few was there", func(f *Facts) { f.Present = 125 },
			Reason{QuorumMet, map[string]string{"members": "250", "present": "125", "in_favour": "64", "need_present": "126", "need_in_favour": "64"}, "gate quorum_met"}},
		{"half of those present is no majority", func(f *Facts) { f.Present, f.InFavour = 128, 64 },
			Reason{QuorumMet, map[string]string{"members": "250", "present": "128", "in_favour": "64", "need_present": "126", "need_in_favour": "65"}, "gate quorum_met"}},
		{"nobody has said how many members the body has", func(f *Facts) { f.Members = 0 }, Reason{MembersKnown, nil, "quorum"}},
		{"the package is not public", func(f *Facts) { f.PackagePublic = false }, Reason{PackagePublic, map[string]string{"documents": "act"}, "gate package_public"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := met()
			c.with(&f)
			if d := cmp.Diff([]Reason{c.want}, Unmet(gated(), "approved", f)); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
			for _, outcome := range []string{"returned", "dropped"} {
				if got := Unmet(gated(), outcome, f); got != nil {
					t.Errorf("%s: got %v, want nothing", outcome, got)
				}
			}
		})
	}
}

func TestReasonsAndOutcomesAreAskedFor(t *testing.T) {
	f := met()
	f.HasReasons = false
	want := []Reason{{ReasonsGiven, map[string]string{"outcome": "returned"}, "stage"}}
	if d := cmp.Diff(want, Unmet(gated(), "returned", f)); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	want = []Reason{{OutcomeOfStage, map[string]string{"outcome": "burned"}, "stage"}}
	if d := cmp.Diff(want, Unmet(gated(), "burned", met())); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestGroundsAndActsAreAskedForWhateverIsUngated(t *testing.T) {
	s := gated()
	s.Outcomes = append(s.Outcomes, OutcomeDef{ID: "waived", Next: "t", Ungated: true, Grounds: []string{"treaty"}, Basis: "outcome"},
		OutcomeDef{ID: "skipped", Next: "t", Ungated: true, Barred: true})
	for _, c := range []struct {
		name, outcome, ground string
		want                  []Reason
	}{
		{"no ground", "waived", "", []Reason{{GroundNamed, map[string]string{"outcome": "waived"}, "outcome"}}},
		{"another ground", "waived", "haste", []Reason{{GroundNamed, map[string]string{"outcome": "waived"}, "outcome"}}},
		{"a ground of the list", "waived", "treaty", nil},
		{"an outcome for other acts", "skipped", "", []Reason{{OutcomePermitted, map[string]string{"outcome": "skipped"}, "stage"}}},
	} {
		f := met()
		f.Ground = c.ground
		if d := cmp.Diff(c.want, Unmet(s, c.outcome, f)); d != "" {
			t.Errorf("%s: (-want +got):\n%s", c.name, d)
		}
	}
}

func TestNobodyTakesAnOutcomeThatSaysThatTheTermHasPassed(t *testing.T) {
	ends := time.Date(2026, 12, 23, 23, 0, 0, 0, time.UTC)
	s := StageDef{ID: "promulgation", Kind: Decision, Collegial: true, Basis: "stage", Lapse: "not_promulgated",
		Windows:  []WindowDef{{ID: "pause", Kind: MinWindow, Basis: "pause"}, {ID: "promulgation", Kind: MaxWindow, Basis: "term"}},
		Outcomes: []OutcomeDef{{ID: "not_promulgated", Next: "t", LapseOnly: true, NeedsReasons: true, Barred: true}, {ID: "promulgated", Next: "t", Ungated: true}}}
	says := func(until string) []Reason {
		params := map[string]string{"outcome": "not_promulgated"}
		if until != "" {
			params["until"] = until
		}
		return []Reason{{TakenByLapse, params, "term"}}
	}
	for _, c := range []struct {
		name  string
		facts Facts
		want  []Reason
	}{
		{"the term runs", Facts{MaxWindowEnds: ends, Now: ends.Add(-time.Second)}, says("2026-12-23T23:00:00Z")},
		{"the term has ended and nothing has followed yet", Facts{MaxWindowEnds: ends, Now: ends.Add(time.Hour)}, says("2026-12-23T23:00:00Z")},
		{"whatever is given with it", Facts{MaxWindowEnds: ends, Now: ends, HasReasons: true, Ground: "treaty"}, says("2026-12-23T23:00:00Z")},
		{"no term runs", Facts{Now: ends}, says("")},
	} {
		if d := cmp.Diff(c.want, Unmet(s, "not_promulgated", c.facts)); d != "" {
			t.Errorf("%s: (-want +got):\n%s", c.name, d)
		}
		if got := Unmet(s, "promulgated", c.facts); got != nil {
			t.Errorf("%s: the decree is closed by %v", c.name, got)
		}
	}
	if got := s.Main().ID; got != "promulgated" {
		t.Errorf("the main path is %s", got)
	}
}

func TestAQuorumCounts(t *testing.T) {
	half, third := Quorum{Members: 250, Present: 126}, Quorum{Members: 250, Present: 126, InFavour: 126}
	assembly, government := Quorum{PresentAbove: 50}, Quorum{PresentAbove: 50, InFavourAbove: 50, HalfWithChair: true}
	for _, c := range []struct {
		name              string
		q                 Quorum
		present, inFavour int
		chair             bool
		want              bool
	}{
		{"the least that can decide, and half and one of them", half, 126, 64, false, true},
		{"half of them", half, 126, 63, false, false},
		{"one too few present", half, 125, 125, false, false},
		{"all", half, 250, 126, false, true},
		{"more than there are", half, 251, 250, false, false},
		{"more in favour than present", half, 130, 131, false, false},
		{"a majority of all members", third, 240, 126, false, true},
		{"a majority of those present alone", third, 240, 125, false, false},
		{"half of 40 councillors", assembly.Of(40), 20, 20, false, false},
		{"half of 40 and one, a majority of whom are for it", assembly.Of(40), 21, 11, false, true},
		{"more than half of 41", assembly.Of(41), 21, 11, false, true},
		{"less than half of 41", assembly.Of(41), 20, 20, false, false},
		{"of a body of which nobody has said how many it is", assembly.Of(0), 5, 5, false, false},
		{"a majority of all 25 ministers", government.Of(25), 13, 13, false, true},
		{"a majority of those present alone, of 25", government.Of(25), 20, 12, true, false},
		{"half of 30 without who presides", government.Of(30), 20, 15, false, false},
		{"half of 30 with who presides", government.Of(30), 20, 15, true, true},
		{"half of 30 who alone are there", government.Of(30), 15, 15, true, false},
		{"less than half of 30 with who presides", government.Of(30), 20, 14, true, false},
		{"two thirds of 60 are not more than 66 of 100 of 61", Quorum{PresentAbove: 66}.Of(61), 40, 40, false, false},
		{"41 of 61 are", Quorum{PresentAbove: 66}.Of(61), 41, 41, false, true},
	} {
		if got := c.q.Met(c.present, c.inFavour, c.chair); got != c.want {
			t.Errorf("%s: got %t, want %t", c.name, got, c.want)
		}
	}
}

func TestPublishingAsksForTheDocumentsAlone(t *testing.T) {
	want := []Reason{{DocumentsPresent, map[string]string{"missing": "act,annex"}, "gate documents_present"}}
	if d := cmp.Diff(want, Unmet(gated(), "", Facts{})); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestAStageWithoutGatesAsksForWhatItHas(t *testing.T) {
	s := gated()
	s.Gates = nil
	var got []string
	for _, r := range Unmet(s, "exempt", Facts{}) {
		got = append(got, r.Code+": "+r.Basis)
	}
	want := []string{"documents_present: stage", "min_window_ended: window", "channels_proved: stage", "signatures_complete: stage", "threshold_met: threshold", "members_known: quorum", "package_prepared: stage", "reasons_given: stage"}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if got := Unmet(StageDef{ID: "s", Outcomes: []OutcomeDef{{ID: "done", Next: End, Ends: Completed}}}, "done", Facts{}); got != nil {
		t.Errorf("a stage that asks for nothing: got %v", got)
	}
}

func TestEveryReasonIsInTheTableInItsOrder(t *testing.T) {
	order := func(code string) int {
		for i, c := range Codes {
			if c.Code == code {
				return i
			}
		}
		t.Fatalf("%s is not in the table", code)
		return -1
	}
	reasons := Unmet(gated(), "exempt", Facts{UnansweredComments: 1, OpinionsMissing: []string{"MF"}, PackageHash: "a"})
	reasons = append(reasons, Unmet(gated(), "burned", Facts{})...)
	for i, r := range reasons {
		at := order(r.Code)
		for name := range r.Params {
			if !slices.Contains(Codes[at].Params, name) {
				t.Errorf("parameter %s of %s is not in the table", name, r.Code)
			}
		}
		if i > 0 && order(reasons[i-1].Code) >= at {
			t.Errorf("%s comes before %s", reasons[i-1].Code, r.Code)
		}
	}
	for _, g := range Gates {
		order(g)
	}
}

func TestAPercentageIsCountedOfThoseWhoMaySupport(t *testing.T) {
	s := StageDef{Thresholds: []Threshold{{Percent: 5, Basis: "law"}}, Outcomes: []OutcomeDef{{ID: "o", Next: "t"}}}
	for _, c := range []struct {
		name                string
		electorate, support int
		need                string // empty: it is met
	}{
		{"five in a hundred", 100, 5, ""},
		{"one is missing", 100, 4, "5"},
		{"a fraction counts as one", 101, 5, "6"},
		{"and is met by it", 101, 6, ""},
		{"nobody has said how many may", 0, 1_000_000, "5%"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var want []Reason
			if c.need != "" {
				want = []Reason{{ThresholdMet, map[string]string{"have": strconv.Itoa(c.support), "need": c.need}, "law"}}
			}
			if d := cmp.Diff(want, Unmet(s, "o", Facts{Electorate: c.electorate, Support: c.support})); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}
