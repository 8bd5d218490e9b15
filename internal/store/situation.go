package store

import (
	"context"
	"slices"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
)

// situation reads where the dossier stands in its present stage. Under the
// dossier's lock it is what reminders go by; without it, what a person is told.
func (f *file) situation(ctx context.Context, q sqlx.QueryerContext) (dossier.Situation, error) {
	s := f.bearing()
	var err error
	s.Facts, err = f.facts(ctx, q)
	if err != nil {
		return dossier.Situation{}, err
	}
	s.Standing, err = f.standing(ctx, q)
	if err != nil {
		return dossier.Situation{}, err
	}
	ws, err := f.windows(ctx, q)
	if err != nil {
		return dossier.Situation{}, err
	}
	for _, w := range ws {
		s.Terms = append(s.Terms, w.term())
	}
	return s, nil
}

// bearing is what the dossier's row says of the situation.
func (f *file) bearing() dossier.Situation {
	return dossier.Situation{Stage: f.Stage, Published: f.Run.Published != nil, Visibility: f.Visibility, OwnClock: !ordinary(f.Clock), TextClosed: f.textClosed()}
}

func (w window) term() dossier.Term {
	return dossier.Term{ID: w.ID, Body: w.body(), Version: w.Version, Kind: procedure.WindowKind(w.Kind), Raw: w.Raw, Due: w.Due, End: w.LegalEnd.UTC(),
		Lapsed: w.Lapsed != nil, Basis: w.Basis, Verified: w.Verified}
}

// stands reports whether the dossier is in a stage that has not ended.
func (f *file) stands() bool {
	return f.Status == dossier.Open && f.StageNo > 0 && f.Run.Ended == nil
}

// Outlook is what a dossier can be asked for where it stands, and what it waits for.
type Outlook struct {
	dossier.Situation
	Transitions []dossier.Transition
	Waits       []dossier.Wait
	Powers      Powers
	Seal        SealView
}

// SealView is what signatures in the present stage stand on, for insiders; zero
// where it is not decided by signatures.
type SealView struct {
	Seal       string    // of what there is now; empty: there is no package
	PreparedAt time.Time // when it, or what there was then, was put before the signers, on the dossier's own clock; zero: never
	Manifest   dossier.Manifest
}

// Outlook returns what can be asked of a dossier in its present stage, by whom and
// whether by the viewer, and what it waits for. It answers for whoever may see the
// dossier; nothing can be asked of one that stands in no stage.
func (s *Store) Outlook(ctx context.Context, viewer string, ref dossier.Ref) (Outlook, error) {
	f, err := s.peek(ctx, viewer, ref)
	if err != nil {
		return Outlook{}, err
	}
	out := Outlook{Powers: Powers{day: dossier.Day(f.At, belgrade)}}
	if viewer != "" {
		out.Powers.actor, err = s.Actor(ctx, viewer)
		if err != nil {
			return Outlook{}, err
		}
	}
	if !f.stands() {
		out.Powers.standing, err = f.standing(ctx, s.reads)
		return out, err
	}
	out.Situation, err = f.situation(ctx, s.reads)
	if err != nil {
		return Outlook{}, err
	}
	now := sealing{}
	if dossier.FourEyes(f.Stage) {
		now, err = f.sealing(ctx, s.reads)
		if err != nil {
			return Outlook{}, err
		}
	}
	if f.Inside {
		out.Seal = SealView{Seal: now.Seal, PreparedAt: now.At, Manifest: now.manifest}
	}
	out.Powers.standing = out.Standing
	out.Transitions = out.Situation.Transitions(out.Powers.actor, out.Powers.day)
	out.Waits = out.WaitsFor()
	for i, t := range out.Transitions {
		if t.Command != dossier.Sign || t.Refused != nil || !out.Prepared() {
			continue
		}
		grounds, err := dossier.Grounds(out.Powers.actor, dossier.Action(dossier.Sign), out.Standing, out.Powers.day)
		if err == nil {
			_, err = f.seat(ctx, s.reads, now, viewer, "", grounds)
		}
		if err != nil && dossier.CodeOf(err) == dossier.CodeInternal {
			return Outlook{}, err
		}
		out.Transitions[i].Refused = err
	}
	return out, nil
}

// Ways returns every way out of the stage, in the order of its definition.
func (o Outlook) Ways() []Way {
	var ways []Way
	for _, t := range o.Transitions {
		if t.Outcome != "" {
			def, _ := o.Stage.Outcome(t.Outcome)
			ways = append(ways, Way{Outcome: def, Unmet: t.Reasons, Refused: t.Refused})
		}
	}
	return ways
}

// Commands returns the commands that the viewer may give now, as CommandsFor does.
func (o Outlook) Commands() []dossier.CommandName {
	var names []dossier.CommandName
	for _, n := range dossier.CommandNames {
		may := func(a dossier.Action) bool { return o.Powers.May(a) == nil }
		if o.Takes(n) && slices.ContainsFunc(dossier.ActionsOf(o.Stage, n), may) {
			names = append(names, n)
		}
	}
	return names
}
