package dossier

import (
	"slices"

	"github.com/rasprava/rasprava/internal/procedure"
)

// Transition is something that a stage may be asked for: an outcome, or a command
// that leads to none by itself.
type Transition struct {
	Command CommandName // by which it is brought about; empty: it comes by itself
	Outcome string      // id; empty: the command ends no stage
	Back    bool        // the outcome turns the dossier back
	Reasons []procedure.Reason
	Who     Holders // who may give the command
	Refused error   // why the actor may not, whatever the reasons; nil: they may
}

// Open reports whether nothing stands against it but who asks.
func (t Transition) Open() bool { return len(t.Reasons) == 0 }

// Main returns the outcome by which a stage goes forward by itself.
func Main(s procedure.StageDef) string {
	for _, o := range s.Outcomes {
		if !o.Back && !o.Barred && !o.LapseOnly {
			return o.ID
		}
	}
	return s.Main().ID
}

// Brings returns the command by which a stage ends with an outcome, or with the
// last of which it does: empty where no command brings it.
func Brings(s procedure.StageDef, outcome string) CommandName {
	o, _ := s.Outcome(outcome)
	switch {
	case o.LapseOnly:
		return ""
	case s.Kind.ByPerson():
		return Complete
	case s.Collegial:
		return RecordConclusion
	case FourEyes(s) && outcome == "returned":
		return Return
	case FourEyes(s) && outcome == "rejected":
		return Reject
	case outcome != Main(s):
		return ""
	case FourEyes(s):
		return Sign
	case s.Kind == procedure.Report:
		return PublishReport
	case s.Kind == procedure.Opinions:
		return GiveOpinion
	case s.Kind == procedure.Notice || s.Kind == procedure.Publication:
		return PublishProof
	}
	return ""
}

// Ends reports whether the command ends the stage with its outcome whenever it is
// carried out, and not with the last of several only.
func Ends(n CommandName) bool {
	return slices.Contains([]CommandName{Complete, RecordConclusion, Return, Reject, PublishReport}, n)
}

// Against returns the conditions for which the command is refused in the stage as
// it stands, in the order of procedure.Codes. Outcome is that which is asked for,
// where the command asks for one; what is given with it, such as reasons, a ground
// or how a body voted, is taken to be as it must.
// Transactions ask it under their locks, pages and programs without.
func Against(s procedure.StageDef, f procedure.Facts, n CommandName, outcome string) []procedure.Reason {
	f = given(s, f, outcome)
	switch n {
	case Complete, RecordConclusion:
		return procedure.Unmet(s, outcome, f)
	case Return:
		return procedure.Unmet(s, "returned", f)
	case Reject:
		return procedure.Unmet(s, "rejected", f)
	case PublishReport:
		f.ReportPublished = true // by the command itself
		return procedure.Unmet(s, Main(s), f)
	case PublishProof:
		return againstProof(s, f)
	case Prepare:
		// What signatures alone will meet does not stand against asking for them.
		f.Signatures, f.SignaturesMissing, f.PreparedHash, f.PackageHash = max(s.Signers, f.SignaturesNeeded), nil, "same", "same"
		f.NewerThanPrepared = nil
		return procedure.Unmet(s, Main(s), f)
	case Sign:
		return againstSignature(s, f)
	}
	return nil
}

// given returns the facts with what is given with a command itself.
func given(s procedure.StageDef, f procedure.Facts, outcome string) procedure.Facts {
	f.HasReasons = true
	if o, ok := s.Outcome(outcome); ok && len(o.Grounds) > 0 {
		f.Ground = o.Grounds[0]
	}
	if s.Quorum != nil {
		f.Present = s.Quorum.Of(f.Members).Members
		f.InFavour, f.ChairInFavour = f.Present, true
	}
	if len(s.Thresholds) > 0 {
		f.Support, f.Electorate = MaxCount, MaxCount
	}
	return f
}

// againstProof is what stands against a proof of publication: that there is
// nothing to publish and, with the last one, what else guards the way on.
func againstProof(s procedure.StageDef, f procedure.Facts) []procedure.Reason {
	reasons := procedure.Unmet(s, "", f)
	missing := 0
	for _, c := range s.Channels {
		if !slices.Contains(f.ProvedChannels, c) {
			missing++
		}
	}
	if reasons != nil || missing != 1 || s.Kind == procedure.Consultation {
		return reasons
	}
	f.ProvedChannels, f.PackagePublic = s.Channels, true
	return procedure.Unmet(s, Main(s), f)
}

// againstSignature is what stands against a signature: that nothing is before the
// signers and, with the last one, what else guards the way on.
func againstSignature(s procedure.StageDef, f procedure.Facts) []procedure.Reason {
	if !prepared(f) {
		all := procedure.Unmet(s, Main(s), f)
		return slices.DeleteFunc(all, func(r procedure.Reason) bool {
			return !slices.Contains([]string{procedure.PackagePrepared, procedure.PackageUnchanged, procedure.SealUnbroken}, r.Code)
		})
	}
	f.Signatures++
	if f.Signatures < max(s.Signers, f.SignaturesNeeded) {
		return nil
	}
	f.SignaturesMissing = nil // with the last of them nobody's is
	return procedure.Unmet(s, Main(s), f)
}

// Transitions returns everything that the stage may be asked for, in the order of
// its definition and then of CommandNames: outcomes first, then the commands that
// end no stage, or only with the last of several. Of each it says why it is not
// open, who may give the command, and whether the actor may on the civil date day.
func (s Situation) Transitions(a Actor, day string) []Transition {
	var all []Transition
	add := func(t Transition) {
		if t.Command != "" {
			action := ActionOf(s.Stage, t.Command, t.Outcome)
			t.Who = s.Standing.Holders(action)
			t.Refused = May(a, action, s.Standing, day)
		}
		all = append(all, t)
	}
	for _, o := range s.Stage.Outcomes {
		n := Brings(s.Stage, o.ID)
		t := Transition{Command: n, Outcome: o.ID, Back: o.Back}
		if Ends(n) {
			t.Reasons = Against(s.Stage, s.Facts, n, o.ID)
		} else {
			t.Reasons = procedure.Unmet(s.Stage, o.ID, given(s.Stage, s.Facts, o.ID))
		}
		add(t)
	}
	for _, n := range CommandNames {
		if s.Takes(n) && !Ends(n) {
			add(Transition{Command: n, Reasons: Against(s.Stage, s.Facts, n, "")})
		}
	}
	return all
}
