package dossier

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/procedure"
)

var short = func() *procedure.Definition {
	for _, d := range procedure.Shipped() {
		if d.ID == "test.two_stage" {
			return d
		}
	}
	panic("the short procedure is not shipped")
}()

const packageHash, otherHash = "sha256:a", "sha256:b"

// standingIn is a dossier of MTEST in a stage of the short procedure.
func standingIn(t *testing.T, stage string, change func(*Situation)) Situation {
	t.Helper()
	st, ok := short.Stage(stage)
	if !ok {
		t.Fatalf("no stage %s", stage)
	}
	s := Situation{Stage: st, Visibility: Working,
		Facts:    procedure.Facts{Documents: map[string]bool{"act": true}, PackageHash: packageHash, ReportPublished: true, PackagePublic: true, Now: someDay},
		Standing: Standing{Lead: "MTEST", Proposers: []string{"MTEST"}, Acting: "MTEST", Parties: []string{"MTEST"}}}
	if change != nil {
		change(&s)
	}
	return s
}

var someDay = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

// told writes what may be asked for in one line each: `outcome` or `command`,
// what is against it, and who is refused.
func told(all []Transition) []string {
	var lines []string
	for _, t := range all {
		line := t.Outcome + "/" + string(t.Command)
		for _, r := range t.Reasons {
			line += " " + r.Code
		}
		if t.Refused != nil {
			line += " (" + string(CodeOf(t.Refused)) + ")"
		}
		lines = append(lines, line)
	}
	return lines
}

func TestTransitionsSayWhatIsOpenAndWhatStandsAgainstTheRest(t *testing.T) {
	drafter := Actor{Person: "p", Appointments: []Appointment{{Body: "MTEST", Role: Drafter, From: "2020-01-01"}}}
	for _, c := range []struct {
		name  string
		stage string
		given func(*Situation)
		want  []string
	}{
		{"nothing is published", "notice", nil, []string{
			"published/publish_proof channels_proved", "/publish_proof", "/withdraw (wrong_role)", "/set_visibility", "/join_proposer (wrong_role)", "/leave_proposer (wrong_role)"}},
		{"half is published, and the dossier is public", "notice", func(s *Situation) {
			s.Facts.ProvedChannels, s.Visibility = []string{"own_site"}, Public
		}, []string{"published/publish_proof channels_proved", "/publish_proof", "/withdraw (wrong_role)", "/join_proposer (wrong_role)", "/leave_proposer (wrong_role)"}},
		{"there is nothing to publish", "consultation", func(s *Situation) { s.Facts.Documents = nil }, []string{
			"closed/ documents_present min_window_ended channels_proved", "/publish_proof documents_present", "/withdraw (wrong_role)", "/set_visibility", "/join_proposer (wrong_role)", "/leave_proposer (wrong_role)"}},
		{"the round is open", "consultation", func(s *Situation) {
			s.Published, s.Facts.ProvedChannels, s.Visibility = true, []string{"own_site", "ekonsultacije"}, Public
			s.Facts.MinWindowEnds = someDay.Add(time.Hour)
		}, []string{"closed/ min_window_ended", "/extend (wrong_role)", "/withdraw (wrong_role)", "/join_proposer (wrong_role)", "/leave_proposer (wrong_role)"}},
		{"the report is not published yet, which publishing it mends", "report", func(s *Situation) { s.Facts.ReportPublished = false }, []string{
			"published/publish_report", "/withdraw (wrong_role)", "/set_visibility", "/join_proposer (wrong_role)", "/leave_proposer (wrong_role)"}},
		{"nobody has asked for signatures", "decision", nil, []string{
			"approved/sign signatures_complete package_prepared (wrong_role)", "returned/return (wrong_role)", "rejected/reject (wrong_role)",
			"/prepare", "/sign package_prepared (wrong_role)", "/withdraw (wrong_role)", "/set_visibility", "/join_proposer (wrong_role)", "/leave_proposer (wrong_role)"}},
		{"a comment has no answer", "decision", func(s *Situation) { s.Facts.UnansweredComments = 1 }, []string{
			"approved/sign every_comment_answered signatures_complete package_prepared (wrong_role)", "returned/return (wrong_role)", "rejected/reject (wrong_role)",
			"/prepare every_comment_answered", "/sign package_prepared (wrong_role)", "/withdraw (wrong_role)", "/set_visibility", "/join_proposer (wrong_role)", "/leave_proposer (wrong_role)"}},
		{"it is before the signers", "decision", func(s *Situation) { s.Facts.PreparedHash = packageHash }, []string{
			"approved/sign signatures_complete (wrong_role)", "returned/return (wrong_role)", "rejected/reject (wrong_role)",
			"/sign (wrong_role)", "/withdraw (wrong_role)", "/set_visibility", "/join_proposer (wrong_role)", "/leave_proposer (wrong_role)"}},
		{"the text was changed before the signers", "decision", func(s *Situation) { s.Facts.PreparedHash = otherHash }, []string{
			"approved/sign signatures_complete package_unchanged (wrong_role)", "returned/return (wrong_role)", "rejected/reject (wrong_role)",
			"/prepare", "/sign package_unchanged (wrong_role)", "/withdraw (wrong_role)", "/set_visibility", "/join_proposer (wrong_role)", "/leave_proposer (wrong_role)"}},
		{"an answer was changed before the signers", "decision", func(s *Situation) {
			s.Facts.PreparedHash, s.Facts.NewerThanPrepared = packageHash, map[string]string{"answers": "2026-11-23T10:00:00Z"}
		}, []string{
			"approved/sign signatures_complete seal_unbroken (wrong_role)", "returned/return (wrong_role)", "rejected/reject (wrong_role)",
			"/prepare", "/sign seal_unbroken (wrong_role)", "/withdraw (wrong_role)", "/set_visibility", "/join_proposer (wrong_role)", "/leave_proposer (wrong_role)"}},
		{"the last signature is against a comment that came back", "decision", func(s *Situation) {
			s.Facts.PreparedHash, s.Facts.Signatures, s.Facts.UnansweredComments = packageHash, 1, 1
		}, []string{
			"approved/sign every_comment_answered signatures_complete (wrong_role)", "returned/return (wrong_role)", "rejected/reject (wrong_role)",
			"/sign every_comment_answered (wrong_role)", "/withdraw (wrong_role)", "/set_visibility", "/join_proposer (wrong_role)", "/leave_proposer (wrong_role)"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := told(standingIn(t, c.stage, c.given).Transitions(drafter, "2026-11-23"))
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestAProofIsRefusedForWhatGuardsTheWayOnOnlyWithTheLast(t *testing.T) {
	st := procedure.StageDef{Kind: procedure.Publication, Channels: []string{"a", "b"}, Basis: "чл. 1.",
		Gates:    []procedure.GateDef{{Code: procedure.PackagePublic, Basis: "чл. 2."}, {Code: procedure.EveryCommentAnswered, Basis: "чл. 3."}},
		Outcomes: []procedure.OutcomeDef{{ID: "published", Next: procedure.End}}}
	for _, c := range []struct {
		proved []string
		want   string
	}{{nil, "[]"}, {[]string{"a"}, "[{every_comment_answered map[count:2] чл. 3.}]"}} {
		got := Against(st, procedure.Facts{ProvedChannels: c.proved, UnansweredComments: 2}, PublishProof, "")
		if fmt.Sprint(got) != c.want {
			t.Errorf("with %q proved: got %v, want %s", c.proved, got, c.want)
		}
	}
}

func TestWhoMendsAConditionIsWhoMayDoWhatMeetsIt(t *testing.T) {
	for _, c := range []struct {
		stage string
		code  string
		want  Action
		ok    bool
	}{
		{"notice", procedure.ChannelsProved, Action(PublishProof), true},
		{"decision", procedure.ChannelsProved, Action(PublishProof), false},
		{"decision", procedure.EveryCommentAnswered, AnswerComm, true},
		{"decision", procedure.DocumentsPresent, AddPackage, true},
		{"decision", procedure.ReportPublished, Action(PublishReport), false},
		{"report", procedure.ReportPublished, Action(PublishReport), true},
		{"decision", procedure.PackagePrepared, Action(Prepare), true},
		{"decision", procedure.SignaturesComplete, Action(Sign), true},
		{"consultation", procedure.MinWindowEnded, Action(PublishProof), true},
		{"decision", procedure.DebateDecided, "", false},
	} {
		got, ok := standingIn(t, c.stage, nil).Mends(procedure.Reason{Code: c.code})
		if ok != c.ok || ok && got != c.want {
			t.Errorf("%s in %s: got %q, %t; want %q, %t", c.code, c.stage, got, ok, c.want, c.ok)
		}
	}
}

// states are what may be so in a stage, as far as its kind goes by it.
var states = map[string]func(*Situation){
	"just entered": func(*Situation) {},
	"with half of the proofs": func(s *Situation) {
		s.Facts.ProvedChannels = s.Stage.Channels[:len(s.Stage.Channels)/2]
	},
	"published, its terms running": func(s *Situation) {
		s.Published, s.Facts.ProvedChannels = true, s.Stage.Channels
		for _, w := range s.Stage.Windows {
			s.Terms = append(s.Terms, Term{ID: w.ID, Kind: w.Kind, Raw: "2026-12-01", Due: "2026-12-01", End: someDay.AddDate(0, 0, 9), Basis: w.Basis})
		}
	},
	"overdue": func(s *Situation) {
		s.Published, s.Facts.ProvedChannels = true, s.Stage.Channels
		for _, w := range s.Stage.Windows {
			s.Terms = append(s.Terms, Term{ID: w.ID, Kind: w.Kind, Raw: "2026-11-01", Due: "2026-11-02", End: someDay.AddDate(0, 0, -21), Basis: w.Basis, Lapsed: w.Kind == procedure.MaxWindow})
		}
	},
	"before the signers": func(s *Situation) { s.Facts.PreparedHash, s.Facts.Signatures = packageHash, s.Stage.Signers-1 },
	"with unmet gates": func(s *Situation) {
		s.Facts = procedure.Facts{UnansweredComments: 3, PackageHash: packageHash, Now: someDay, OpinionsMissing: s.Facts.OpinionsMissing}
	},
	"with opinions on another text": func(s *Situation) {
		for _, g := range s.Stage.Givers {
			s.Facts.OpinionsOnOtherText = append(s.Facts.OpinionsOnOtherText, g.Body)
		}
		s.Facts.OpinionsMissing = nil
	},
}

func TestNoStageOfAnyProcedureIsStuckWithoutSayingWhatItWaitsFor(t *testing.T) {
	for _, d := range procedure.Shipped() {
		for _, st := range d.Stages {
			for name, change := range states {
				t.Run(strings.Join([]string{d.ID, st.ID, name}, "/"), func(t *testing.T) {
					s := Situation{Stage: st, Facts: procedure.Facts{PackageHash: packageHash, Now: someDay},
						Standing: Standing{Lead: "LEAD", Proposers: []string{"LEAD"}, Acting: "ACTS"}}
					for _, g := range st.Givers {
						if g.Mandatory == procedure.Always {
							s.Facts.OpinionsMissing = append(s.Facts.OpinionsMissing, g.Body)
							s.Standing.Asked = append(s.Standing.Asked, g.Body)
						}
					}
					if st.Kind == procedure.Wait { // its term runs from its entry
						s.Terms = []Term{{ID: "w", Kind: procedure.MinWindow, Due: "2026-12-01", End: someDay.AddDate(0, 0, 9), Basis: st.Windows[0].Basis}}
					}
					change(&s)
					if st.Kind == procedure.Consultation && s.Published && len(s.Terms) == 0 {
						return // the last proof starts its terms
					}
					waits := s.WaitsFor()
					if len(waits) == 0 {
						t.Fatal("it waits for nothing")
					}
					for _, w := range waits {
						switch {
						case w.For == AwaitsTerm && w.Term == nil:
							t.Errorf("it waits for the end of a term, and there is none")
						case w.For == AwaitsProof && len(w.Channels) == 0 && !s.Published:
							t.Errorf("it waits for proofs in no channel")
						case w.For != AwaitsTerm && w.For != AwaitsDossier && (w.Command == "" || len(w.Who.Bodies) == 0 || len(w.Who.Roles) == 0):
							t.Errorf("it waits for %s, and nobody gives %q: %+v", w.For, w.Command, w.Who)
						case w.Basis == "":
							t.Errorf("it waits for %s on no basis", w.For)
						}
						if w.Command != "" && !Takes(string(st.Kind), w.Command) {
							t.Errorf("it waits for %s, which the stage does not take", w.Command)
						}
					}
				})
			}
		}
	}
}

func TestTheDecisionOnChangesIsWaitedForWhereTheStageAsksForIt(t *testing.T) {
	gate := procedure.GateDef{Code: procedure.MaterialChangeDecided, Basis: "чл. 77."}
	first := func(change func(*Situation)) Wait {
		s := standingIn(t, "decision", func(s *Situation) {
			s.Stage.Gates = append(slices.Clone(s.Stage.Gates), gate)
			s.Facts.ChangedArticles = 2
		})
		change(&s)
		return s.WaitsFor()[0]
	}
	want := Wait{For: AwaitsChanges, Command: DecideMaterialChange, Who: Holders{[]string{"MTEST"}, []Role{Signer}}, Basis: gate.Basis}
	if diff := cmp.Diff(want, first(func(*Situation) {})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for name, change := range map[string]func(*Situation){
		"nothing has changed":          func(s *Situation) { s.Facts.ChangedArticles = 0 },
		"another round was decided on": func(s *Situation) { s.Facts.AnotherRound = true },
		"the stage has no such gate":   func(s *Situation) { s.Stage.Gates = nil },
	} {
		if got := first(change); got.For != AwaitsPackage {
			t.Errorf("%s: it waits for %s", name, got.For)
		}
	}
	s := standingIn(t, "decision", func(s *Situation) {
		s.Stage.Gates, s.Facts.ChangedArticles = []procedure.GateDef{gate}, 2
	})
	signer, drafter := Told{OnDuty, Holders{[]string{"MTEST"}, []Role{Signer}}}, Told{OnDuty, Holders{[]string{"MTEST"}, []Role{Drafter}}}
	if diff := cmp.Diff([]Told{signer, drafter}, s.Told(Term{Kind: procedure.MaxWindow}, -7)); diff != "" {
		t.Errorf("who is reminded (-want +got):\n%s", diff)
	}
}

func TestWhatIsWaitedFor(t *testing.T) {
	due := Term{ID: "report", Kind: procedure.MaxWindow, Raw: "2026-11-28", Due: "2026-11-30", End: someDay.AddDate(0, 0, 8), Basis: "чл. 5."}
	for _, c := range []struct {
		name  string
		stage string
		given func(*Situation)
		want  Wait
	}{
		{"the channels that are not proved", "notice", func(s *Situation) { s.Facts.ProvedChannels = []string{"own_site"} },
			Wait{For: AwaitsProof, Command: PublishProof, Channels: []string{"ekonsultacije"}, Basis: "Пробни поступак"}},
		{"a report, which publishes itself on its last day", "report", func(s *Situation) { s.Terms = []Term{due} },
			Wait{For: AwaitsReport, Command: PublishReport, Term: &due, Itself: true, Basis: "чл. 5."}},
		{"a package for the signers", "decision", nil, Wait{For: AwaitsPackage, Command: Prepare, Basis: "Пробни поступак"}},
		{"what cannot be prepared yet, and why", "decision", func(s *Situation) { s.Facts.UnansweredComments = 2 },
			Wait{For: AwaitsPackage, Command: Prepare, Basis: "Пробни поступак",
				Against: []procedure.Reason{{Code: procedure.EveryCommentAnswered, Params: map[string]string{"count": "2"}, Basis: "Пробни поступак"}}}},
		{"the signatures that are missing", "decision", func(s *Situation) { s.Facts.PreparedHash, s.Facts.Signatures = packageHash, 1 },
			Wait{For: AwaitsSignatures, Command: Sign, Count: 1, Basis: "Пробни поступак"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := standingIn(t, c.stage, c.given).WaitsFor()
			if len(got) != 1 {
				t.Fatalf("got %d waits, want one", len(got))
			}
			got[0].Who = Holders{}
			if diff := cmp.Diff(c.want, got[0]); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestWhichTermsAnExtensionMoves(t *testing.T) {
	ends := func(id, body, due string, lapsed bool) Term {
		at, err := time.Parse(time.DateOnly, due)
		if err != nil {
			t.Fatal(err)
		}
		return Term{ID: id, Body: body, Due: due, End: at, Lapsed: lapsed}
	}
	shortest := func(id string, extendable bool) procedure.WindowDef {
		return procedure.WindowDef{ID: id, Kind: procedure.MinWindow, Extendable: extendable}
	}
	asked := procedure.StageDef{Kind: procedure.Opinions, Windows: []procedure.WindowDef{{ID: "o", Kind: procedure.MaxWindow, Extendable: true}}}
	for _, c := range []struct {
		name      string
		stage     procedure.StageDef
		published bool
		missing   []string
		terms     []Term
		want      []string
		fits      bool
	}{
		{"a vacatio legis: none", procedure.StageDef{Kind: procedure.Wait, Windows: []procedure.WindowDef{shortest("v", false)}}, false, nil, []Term{ends("v", "", "2026-06-10", false)}, nil, false},
		{"of a wait the last that may be", procedure.StageDef{Kind: procedure.Wait, Windows: []procedure.WindowDef{shortest("a", true), shortest("b", true), shortest("c", false)}}, false, nil,
			[]Term{ends("b", "", "2026-06-12", false), ends("a", "", "2026-06-10", false), ends("c", "", "2026-06-20", false)}, []string{"b"}, true},
		{"of a wait none that has passed", procedure.StageDef{Kind: procedure.Wait, Windows: []procedure.WindowDef{shortest("a", true)}}, false, nil, []Term{ends("a", "", "2026-06-10", true)}, nil, true},
		{"of opinions those of who is awaited, the earliest first", asked, false, []string{"MF", "RSZ"},
			[]Term{ends("o:MF", "MF", "2026-06-12", false), ends("o:MP", "MP", "2026-06-10", false), ends("o:RSZ", "RSZ", "2026-06-10", false)}, []string{"o:RSZ", "o:MF"}, true},
		{"a debate before it is launched: none", procedure.StageDef{Kind: procedure.Consultation, Windows: []procedure.WindowDef{shortest("d", false)}}, false, nil, nil, nil, false},
		{"a debate that is open", procedure.StageDef{Kind: procedure.Consultation, Windows: []procedure.WindowDef{shortest("d", false)}}, true, nil, []Term{ends("d", "", "2026-06-10", false)}, []string{"d"}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := Situation{Stage: c.stage, Published: c.published, Terms: c.terms, Facts: procedure.Facts{OpinionsMissing: c.missing}}
			var got []string
			for _, x := range s.Longer() {
				got = append(got, x.ID)
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
			if got := s.Takes(Extend); got != c.fits {
				t.Errorf("takes the command: %t, want %t", got, c.fits)
			}
		})
	}
}
