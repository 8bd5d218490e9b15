package dossier

import (
	"slices"
	"time"

	"github.com/rasprava/rasprava/internal/procedure"
)

// Situation is where a dossier stands in its present stage, as far as it decides
// what can be done there, by whom, and what is waited for.
type Situation struct {
	Stage      procedure.StageDef
	Facts      procedure.Facts
	Standing   Standing
	Terms      []Term
	Published  bool // the last required proof of the stage is here
	Visibility Visibility
	OwnClock   bool // of a rehearsal, or a demonstration that is being told
	TextClosed bool // no new version may come now
}

// Term is a window of the present stage in its newest version. Dates are civil,
// ISO 8601.
type Term struct {
	ID       string
	Body     string // code of the body whose term it is, where each has its own; empty: it is the stage's
	Version  int
	Kind     procedure.WindowKind
	Raw      string    // the last day as counted
	Due      string    // the last day on which one is in time
	End      time.Time // exclusive, on the dossier's own clock
	Lapsed   bool
	Basis    string
	Verified bool
}

// FourEyes reports whether a stage is decided by signatures.
func FourEyes(s procedure.StageDef) bool {
	return s.Kind == procedure.Decision && s.Signed() && !s.Collegial
}

// Prepared reports whether the present package is before the signers, and all that
// signatures on it stand on is as it was put before them.
func (s Situation) Prepared() bool { return prepared(s.Facts) }

func prepared(f procedure.Facts) bool {
	return f.PreparedHash != "" && f.PreparedHash == f.PackageHash && f.NewerBesidePackage() == nil
}

// Fits reports whether the stage takes the command as it stands now, where its
// kind alone does not say.
func (s Situation) Fits(n CommandName) bool {
	switch n {
	case Prepare, Sign, Return, Reject:
		return FourEyes(s.Stage)
	case RecordConclusion:
		return s.Stage.Collegial
	case PublishProof:
		return !s.Published
	case Extend:
		return s.extendable()
	case Shorten:
		return len(s.Shortenable()) > 0
	case DecideMaterialChange:
		return s.Facts.ChangedArticles > 0
	case Advance:
		return s.OwnClock
	case Recompute, Compensate, MigrateProcedure: // given for many dossiers, where the cause is
		return false
	case SetVisibility:
		return s.Visibility != Public
	case JoinProposer, LeaveProposer:
		return !s.TextClosed
	}
	return true
}

// Takes reports whether the stage takes the command as it stands now, from whoever
// may give it; signatures that are asked for are not asked for again.
func (s Situation) Takes(n CommandName) bool {
	return Takes(string(s.Stage.Kind), n) && s.Fits(n) && (n != Prepare || !s.Prepared())
}

// Holders are who may do something: whoever holds one of the roles in one of the
// bodies. Without roles it is anybody, or nobody in particular.
type Holders struct {
	Bodies []string // codes; nil where the roles count in any body
	Roles  []Role
}

// Holders returns who may do action on a dossier that stands so.
func (s Standing) Holders(action Action) Holders {
	auth := authorities[action]
	return Holders{Bodies: s.bodies(auth.Place), Roles: auth.Roles}
}

// term returns the window of the kinds that ends last; false: none runs.
func (s Situation) term(kinds ...procedure.WindowKind) (Term, bool) {
	var last Term
	for _, t := range s.Terms {
		if slices.Contains(kinds, t.Kind) && t.End.After(last.End) {
			last = t
		}
	}
	return last, last.ID != ""
}

// extendable reports whether the definition lets the stage be made longer where it
// stands.
func (s Situation) extendable() bool {
	if s.Stage.Kind == procedure.Consultation {
		return s.Published
	}
	return slices.ContainsFunc(s.Stage.Windows, func(w procedure.WindowDef) bool { return w.Extendable })
}

// Longer returns the terms that run and that an extension moves: of a consultation
// or a wait the one that ends last of those that may be extended; of opinions
// those of the bodies that are awaited, the earliest first.
func (s Situation) Longer() []Term {
	if !s.extendable() {
		return nil
	}
	silent := s.silent()
	var terms []Term
	for _, t := range s.Terms {
		def, _ := s.Stage.Window(t.ID)
		awaited := s.Stage.Kind != procedure.Opinions || t.Body == "" || slices.Contains(silent, t.Body)
		may := def.Extendable || s.Stage.Kind == procedure.Consultation && t.Kind != procedure.MaxWindow
		if may && awaited && !t.Lapsed {
			terms = append(terms, t)
		}
	}
	slices.SortStableFunc(terms, func(a, b Term) int { return a.End.Compare(b.End) })
	if s.Stage.Kind != procedure.Opinions && len(terms) > 1 {
		terms = terms[len(terms)-1:]
	}
	return terms
}

// Shortenable returns the windows of the present stage that may be shortened now:
// those with a floor. What the public has been promised is only extended: a
// consultation that is launched has none.
func (s Situation) Shortenable() []procedure.WindowDef {
	if s.Stage.Kind == procedure.Consultation && s.Published {
		return nil
	}
	var all []procedure.WindowDef
	for _, w := range s.Stage.Windows {
		if w.Floor != "" && w.Kind != procedure.MaxWindow {
			all = append(all, w)
		}
	}
	return all
}
