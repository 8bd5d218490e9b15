package web

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

// desk stands where the workflows stand: it carries commands out in the same
// transactions, at once and without waiting for anything.
type desk struct {
	store *store.Store
	sick  error
	slow  bool // commands stay pending
	mute  bool // workflows do not answer

	mu       sync.Mutex
	compares []dossier.CompareInput // what was asked to be compared

	idle bool            // no worker asks for work
	left store.DriftKind // how a workflow is when it was mended

	mended []dossier.Ref
}

func (d *desk) Healthy(context.Context) error { return d.sick }

func (d *desk) Live(ctx context.Context, ref dossier.Ref) (dossier.LiveState, error) {
	if d.mute {
		return dossier.LiveState{}, fmt.Errorf("ask %s: no answer", ref)
	}
	pin, err := d.store.Pin(ctx, ref)
	return dossier.LiveState{Seq: pin.Seq, StageNo: pin.StageNo, Stage: pin.Stage, WaitsFor: "person", Ended: pin.Status != dossier.Open}, err
}

func (d *desk) Mend(ctx context.Context, ref dossier.Ref) (store.DriftKind, error) {
	_, err := d.store.Pin(ctx, ref)
	if err != nil {
		return store.NoAnswer, err
	}
	if d.mute {
		return store.NoAnswer, fmt.Errorf("mend %s: no answer", ref)
	}
	d.mended = append(d.mended, ref)
	return d.left, d.store.RecordDrift(ctx, []store.Drift{{Ref: ref, Kind: d.left}})
}

func (d *desk) Compare(ctx context.Context, in dossier.CompareInput) error {
	d.mu.Lock()
	d.compares = append(d.compares, in)
	d.mu.Unlock()
	if d.mute {
		return fmt.Errorf("compare: no answer")
	}
	_, err := d.store.CompareTexts(ctx, in)
	return err
}

// newText does what the relay has done when a version came.
func newText(t testing.TB, s *store.Store, ref dossier.Ref) {
	t.Helper()
	pairs, err := s.MissingRedlines(t.Context(), ref)
	for _, in := range pairs {
		if err == nil {
			_, err = s.CompareTexts(t.Context(), in)
		}
	}
	if err != nil {
		t.Fatalf("compare what came: %v", err)
	}
}

func (d *desk) Workers(context.Context) (int, error) {
	if d.idle {
		return 0, nil
	}
	return 2, d.sick
}

func (d *desk) Start(ctx context.Context, ref dossier.Ref) error {
	return d.enter(ctx, ref, "")
}

func (d *desk) Command(ctx context.Context, c dossier.Command) (store.CommandRow, error) {
	row, err := d.store.Ask(ctx, c)
	if err != nil || row.Verdict.Status != dossier.VerdictPending || d.slow {
		return row, err
	}
	pin, err := d.store.Pin(ctx, c.Dossier)
	if err != nil {
		return row, err
	}
	applied, err := d.store.ApplyCommand(ctx, dossier.ApplyInput{Ref: c.Dossier, Command: c.ID, StageNo: pin.StageNo})
	if err != nil {
		return row, err
	}
	if applied.Effect.Ended && applied.Effect.Closed == "" {
		err = d.enter(ctx, c.Dossier, applied.Effect.Outcome)
		if err != nil {
			return row, err
		}
	}
	return d.store.CommandByID(ctx, c.ID)
}

// enter goes to where an outcome of the present stage leads; before the first
// stage, to that.
func (d *desk) enter(ctx context.Context, ref dossier.Ref, outcome string) error {
	pin, err := d.store.Pin(ctx, ref)
	if err != nil {
		return err
	}
	plan, err := d.store.LoadPlan(ctx, dossier.PlanInput{Definition: pin.Definition})
	if err != nil {
		return err
	}
	next := plan.First().ID
	if pin.StageNo > 0 {
		st, _ := plan.Stage(pin.Stage)
		o, ok := st.Outcome(outcome)
		if !ok {
			return fmt.Errorf("leave %s: no outcome %q", pin.Stage, outcome)
		}
		if o.Ends != "" {
			_, err = d.store.FinishDossier(ctx, dossier.FinishInput{Ref: ref, Status: dossier.Status(o.Ends), Stage: pin.StageNo})
			return err
		}
		next = o.Next
	}
	_, err = d.store.EnterStage(ctx, dossier.EnterInput{Ref: ref, StageNo: pin.StageNo + 1, Stage: next})
	return err
}

// lapse lets every term of the present stage end that has come to its end.
func (d *desk) lapse(ctx context.Context, ref dossier.Ref) error {
	for {
		pin, err := d.store.Pin(ctx, ref)
		if err != nil {
			return err
		}
		next, err := d.store.StageDeadline(ctx, dossier.DeadlineInput{Ref: ref, StageNo: pin.StageNo})
		if err != nil || next.Window == "" {
			return err
		}
		now, err := d.store.Now(ctx)
		if err != nil || now.Before(next.Until) {
			return err
		}
		effect, err := d.store.LapseWindow(ctx, dossier.LapseInput{Ref: ref, StageNo: pin.StageNo, Window: next.Window})
		if err != nil {
			return err
		}
		if effect.Ended && effect.Closed == "" {
			err = d.enter(ctx, ref, effect.Outcome)
			if err != nil {
				return err
			}
		}
	}
}
