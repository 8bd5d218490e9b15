package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
	"github.com/rasprava/rasprava/internal/procedure"
)

// LapseWindow puts down that the end of a window came, and what follows from it. Its
// key is (reference, stage, window); where the database's clock says that the
// end has not come, no window lapses, and people are told of the terms of the
// stage that they are to be told of by now.
func (s *Store) LapseWindow(ctx context.Context, in dossier.LapseInput) (dossier.Effect, error) {
	var out dossier.Effect
	err := s.transact(ctx, func(tx *sqlx.Tx) error {
		f, err := open(ctx, tx, in.Ref)
		if err != nil {
			return err
		}
		out = dossier.Effect{Seq: f.Seq, StageNo: in.StageNo}
		if f.Status != dossier.Open {
			out.Closed = f.Status
			return nil
		}
		if f.StageNo != in.StageNo {
			return nil
		}
		if f.Run.Ended != nil {
			out.Ended, out.Outcome = true, *f.Run.Outcome
			return nil
		}
		ws, err := f.windows(ctx, tx)
		if err != nil {
			return err
		}
		for _, w := range ws {
			if w.ID == in.Window && w.Lapsed == nil && w.EndsAt != nil && !f.At.Before(*w.EndsAt) {
				holds, err := f.holds(ctx, tx, w)
				if err != nil || holds {
					return err
				}
				return s.lapse(ctx, tx, f, w, &out) // what is to be told then is told next
			}
		}
		out.Reminded, err = f.remind(ctx, tx)
		return err
	})
	if err != nil {
		return dossier.Effect{}, fmt.Errorf("lapse %s of %s: %w", in.Window, in.Ref, err)
	}
	return out, nil
}

// holds reports whether the end of a window does not count yet, because the round
// that it would close could not be reached as it came.
func (f *file) holds(ctx context.Context, q sqlx.QueryerContext, w window) (bool, error) {
	if f.Stage.Kind != procedure.Consultation || w.Kind == string(procedure.MaxWindow) {
		return false, nil
	}
	_, holds, err := held(ctx, q, f.ID, f.At)
	return holds, err
}

func (s *Store) lapse(ctx context.Context, tx *sqlx.Tx, f *file, w window, out *dossier.Effect) error {
	_, err := tx.ExecContext(ctx, `
		UPDATE windows SET lapsed_at = $5 WHERE dossier = $1 AND stage_no = $2 AND id = $3 AND version = $4`,
		f.ID, f.StageNo, w.ID, w.Version, f.At)
	if err != nil {
		return fmt.Errorf("put down lapse: %w", err)
	}
	name := w.ID
	if w.Kind == string(procedure.MaxWindow) {
		err = s.termPassed(ctx, tx, f, w)
	} else {
		name, err = s.minimumPassed(ctx, tx, f, name)
	}
	if err != nil {
		return err
	}
	if f.Run.Ended != nil {
		out.Ended, out.Outcome = true, *f.Run.Outcome
	}
	err = f.settleClock(ctx, tx)
	if err != nil {
		return err
	}
	out.Moved = true
	out.Seq, err = f.advance(ctx, tx)
	if err != nil {
		return err
	}
	return s.addStep(ctx, tx, f, ledger.Transition, step{Kind: "lapsed", Name: name, Outcome: out.Outcome})
}

// minimumPassed ends a consultation or a wait when the last of its minimums
// has passed.
func (s *Store) minimumPassed(ctx context.Context, tx *sqlx.Tx, f *file, name string) (string, error) {
	ws, err := f.windows(ctx, tx)
	if err != nil {
		return name, err
	}
	for _, w := range ws {
		if w.Kind != string(procedure.MaxWindow) && w.Lapsed == nil {
			return name, nil
		}
	}
	switch f.Stage.Kind {
	case procedure.Consultation:
		err = s.closeRound(ctx, tx, f)
		if errors.Is(err, errNoRound) {
			return name, nil
		}
		if err != nil {
			return name, err
		}
	case procedure.Wait:
	default:
		return name, nil
	}
	return name, f.end(ctx, tx, dossier.Main(f.Stage), true)
}

// termPassed does what the definition says of a term that has run out: the
// report publishes itself, silence is taken for agreement, an outcome is taken,
// or the stage is overdue and goes on.
func (s *Store) termPassed(ctx context.Context, tx *sqlx.Tx, f *file, w window) error {
	switch {
	case f.Stage.Kind == procedure.Report:
		err := s.writeReport(ctx, tx, f, nil)
		if err != nil {
			return err
		}
		return f.end(ctx, tx, dossier.Main(f.Stage), true)
	case f.Stage.Kind == procedure.Opinions:
		return s.opinionTermPassed(ctx, tx, f, w)
	case f.Stage.Lapse != "":
		return f.end(ctx, tx, f.Stage.Lapse, true)
	}
	return f.overdue(ctx, tx)
}

// overdue puts down that the present stage has not ended in its term.
func (f *file) overdue(ctx context.Context, tx *sqlx.Tx) error {
	_, err := tx.ExecContext(ctx, `UPDATE stage_runs SET overdue_at = coalesce(overdue_at, $3) WHERE dossier = $1 AND no = $2`, f.ID, f.StageNo, f.At)
	if err != nil {
		return fmt.Errorf("put down overdue: %w", err)
	}
	return nil
}
