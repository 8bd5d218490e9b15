package dossier

import (
	"slices"

	"github.com/rasprava/rasprava/internal/procedure"
)

// Awaited is what a dossier waits for.
type Awaited string

const (
	AwaitsProof      Awaited = "proof"      // that something is published in Channels
	AwaitsTerm       Awaited = "term"       // the end of a term
	AwaitsReport     Awaited = "report"     // the report on the consultation
	AwaitsPerson     Awaited = "person"     // that a named person completes the stage
	AwaitsPackage    Awaited = "package"    // that the package is put before the signers
	AwaitsSignatures Awaited = "signatures" // Count of them
	AwaitsConclusion Awaited = "conclusion" // of a collegial body
	AwaitsOpinions   Awaited = "opinions"   // of Who.Bodies
	AwaitsDossier    Awaited = "dossier"    // the end of the dossier that the stage has opened
	AwaitsChanges    Awaited = "changes"    // the decision on what follows from changes after the debate
)

// Wait is one thing that a dossier waits for where it stands.
type Wait struct {
	For      Awaited
	Command  CommandName // that is awaited; empty: nobody's
	Who      Holders     // who may give it
	Channels []string
	Count    int
	Term     *Term              // by whose end it should come; of AwaitsTerm, whose end it is
	Itself   bool               // what is awaited comes by itself when that term ends
	Against  []procedure.Reason // for which the command would be refused now
	Basis    string
}

// WaitsFor returns what the dossier waits for where it stands, the decision on
// changes after the debate first where the stage cannot be left without it. No
// stage of a sound definition waits for nothing.
func (s Situation) WaitsFor() []Wait {
	i := slices.IndexFunc(s.Stage.Gates, func(g procedure.GateDef) bool { return g.Code == procedure.MaterialChangeDecided })
	if i < 0 || s.Facts.ChangedArticles <= 0 || s.Facts.AnotherRound {
		return s.waitsOfStage()
	}
	w := s.await(AwaitsChanges, DecideMaterialChange)
	w.Itself, w.Basis = false, s.Stage.Gates[i].Basis
	return append([]Wait{w}, s.waitsOfStage()...)
}

func (s Situation) waitsOfStage() []Wait {
	st := s.Stage
	switch {
	case st.Kind == procedure.Consultation && s.Published, st.Kind == procedure.Wait:
		return s.awaitTerm()
	case st.Kind.ByChannels():
		w := s.await(AwaitsProof, PublishProof)
		for _, c := range st.Channels {
			if !slices.Contains(s.Facts.ProvedChannels, c) {
				w.Channels = append(w.Channels, c)
			}
		}
		return []Wait{w}
	case st.Kind == procedure.Subprocess:
		return []Wait{{For: AwaitsDossier, Itself: true, Basis: st.Basis}}
	case st.Kind == procedure.Report:
		return []Wait{s.await(AwaitsReport, PublishReport)}
	case st.Kind == procedure.Opinions:
		return s.awaitOpinions()
	case st.Collegial:
		return []Wait{s.await(AwaitsConclusion, RecordConclusion)}
	case FourEyes(st) && !s.Prepared():
		return []Wait{s.await(AwaitsPackage, Prepare)}
	case FourEyes(st):
		w := s.await(AwaitsSignatures, Sign)
		w.Count = max(max(st.Signers, s.Facts.SignaturesNeeded)-s.Facts.Signatures, 1)
		if s.Facts.SignaturesMissing != nil {
			w.Who.Bodies = s.Facts.SignaturesMissing
		}
		return []Wait{w}
	}
	return []Wait{s.await(AwaitsPerson, Complete)}
}

// await is what is waited for from who may give a command. Of one that is given
// with an outcome of the person's choice, what is against it is what is against
// every outcome: nothing, where one is open.
func (s Situation) await(what Awaited, n CommandName) Wait {
	w := Wait{For: what, Command: n, Who: s.Standing.Holders(Action(n)), Basis: s.Stage.Basis}
	w.Against = Against(s.Stage, s.Facts, n, Main(s.Stage))
	if n == Complete || n == RecordConclusion {
		for _, o := range s.Stage.Outcomes {
			if !o.Back && o.Approver == "" && len(Against(s.Stage, s.Facts, n, o.ID)) == 0 {
				w.Against = nil
			}
		}
	}
	if t, ok := s.term(procedure.MaxWindow); ok {
		w.Term, w.Basis = &t, t.Basis
		w.Itself = !t.Lapsed && (s.Stage.Kind == procedure.Report || s.Stage.Lapse != "")
	}
	return w
}

func (s Situation) awaitTerm() []Wait {
	t, ok := s.term(procedure.MinWindow, procedure.CommentMinWindow)
	if !ok {
		return []Wait{{For: AwaitsTerm, Basis: s.Stage.Basis}}
	}
	return []Wait{{For: AwaitsTerm, Term: &t, Itself: true, Basis: t.Basis}}
}

// awaitOpinions is the opinions that are not given, and the confirmations of those
// that were given on another text, together where they are due together; or the
// end of the term, where nobody is asked.
func (s Situation) awaitOpinions() []Wait {
	all := s.await(AwaitsOpinions, GiveOpinion)
	all.Itself = all.Term != nil && !all.Term.Lapsed && (s.Stage.Lapse != "" || s.Stage.Silence == procedure.NoObjection)
	var waits []Wait
	for _, body := range s.silent() {
		w := all
		w.Who.Bodies = []string{body}
		if t, own := s.termOf(body); own {
			w.Term, w.Basis = &t, t.Basis
			w.Itself = !t.Lapsed && s.Stage.Silence == procedure.NoObjection
		} else if w.Term != nil && w.Term.Body != "" { // another's
			w.Term, w.Itself, w.Basis = nil, false, s.Stage.Basis
		}
		last := len(waits) - 1
		if last >= 0 && sameDay(waits[last].Term, w.Term) {
			waits[last].Who.Bodies = append(waits[last].Who.Bodies, body)
			continue
		}
		waits = append(waits, w)
	}
	if waits != nil {
		return waits
	}
	return []Wait{{For: AwaitsTerm, Term: all.Term, Itself: all.Itself, Basis: all.Basis}}
}

// silent returns the bodies that must still speak on the present text.
func (s Situation) silent() []string {
	return append(slices.Clone(s.Facts.OpinionsMissing), s.Facts.OpinionsOnOtherText...)
}

// termOf returns the term of a body's own in which it speaks.
func (s Situation) termOf(body string) (Term, bool) {
	i := slices.IndexFunc(s.Terms, func(t Term) bool { return t.Body == body && t.Kind == procedure.MaxWindow })
	if i < 0 {
		return Term{}, false
	}
	return s.Terms[i], true
}

func sameDay(a, b *Term) bool {
	return a == b || a != nil && b != nil && a.Raw == b.Raw && a.Due == b.Due && a.Lapsed == b.Lapsed
}
