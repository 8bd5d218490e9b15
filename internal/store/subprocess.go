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

// beginSubprocess opens the dossier that the present stage waits for, where it is
// a subprocess: under the procedure that the stage names, by the same proposers,
// with the same visibility and clock.
func (s *Store) beginSubprocess(ctx context.Context, tx *sqlx.Tx, f *file) error {
	if f.Stage.Kind != procedure.Subprocess {
		return nil
	}
	def, err := currentVersion(ctx, tx, f.Stage.Procedure, f.today())
	if err != nil {
		return fmt.Errorf("begin subprocess: %w", err)
	}
	var of struct {
		Title    string `db:"title"`
		Kind     string `db:"kind"`
		Lead     string `db:"lead"`
		OpenedBy string `db:"opened_by"`
	}
	err = tx.GetContext(ctx, &of, `
		SELECT d.title, d.kind, h.heir AS lead, d.opened_by FROM dossiers d JOIN body_heirs h ON h.body = d.lead WHERE d.id = $1`, f.ID)
	if err != nil {
		return fmt.Errorf("begin subprocess: %w", err)
	}
	n := newDossier{id: newID(), title: of.Title, kind: of.Kind, def: def, lead: of.Lead, visibility: f.Visibility, rehearsal: f.Rehearsal,
		demonstration: f.Demonstration, openedBy: of.OpenedBy, at: f.At, clock: f.Clock, traits: []byte("{}"), parent: &f.ID, parentStage: &f.StageNo}
	if len(def.Acts) > 0 {
		n.kind = def.Acts[0]
	}
	err = tx.SelectContext(ctx, &n.proposers, `
		SELECT DISTINCT h.heir FROM dossier_proposers p JOIN body_heirs h ON h.body = p.body WHERE p.dossier = $1`, f.ID)
	if err != nil {
		return fmt.Errorf("begin subprocess: %w", err)
	}
	_, err = s.addDossier(ctx, tx, n)
	if err != nil {
		return fmt.Errorf("begin subprocess: %w", err)
	}
	return nil
}

// knownWithin refuses procedure_unknown where the definition has a subprocess whose
// procedure is not registered: a dossier would stand still there.
func knownWithin(ctx context.Context, tx *sqlx.Tx, d *procedure.Definition) error {
	for _, st := range d.Stages {
		if st.Kind != procedure.Subprocess {
			continue
		}
		_, err := currentVersion(ctx, tx, st.Procedure, d.ValidFrom)
		if err != nil {
			return err
		}
	}
	return nil
}

// EndSubprocess ends the stage of the dossier in which the dossier ref ran, now
// that it has ended: with the first outcome where it was completed, otherwise with
// the second. It returns that dossier and the effect; one whose stage has ended,
// or that has, is left as it is, and asking again changes nothing.
func (s *Store) EndSubprocess(ctx context.Context, ref dossier.Ref) (dossier.Ref, dossier.Effect, error) {
	var within struct {
		Ref    dossier.Ref    `db:"ref"`
		Stage  int            `db:"parent_stage"`
		Status dossier.Status `db:"status"`
	}
	var effect dossier.Effect
	err := s.transact(ctx, func(tx *sqlx.Tx) error {
		err := tx.GetContext(ctx, &within, `
			SELECT p.ref, d.parent_stage, d.status FROM dossiers d JOIN dossiers p ON p.id = d.parent WHERE d.ref = $1`, ref)
		if err != nil {
			return orNotFound(err)
		}
		f, err := open(ctx, tx, within.Ref)
		if err != nil {
			return err
		}
		effect = dossier.Effect{Seq: f.Seq, StageNo: within.Stage}
		switch {
		case within.Status == dossier.Open:
			return fmt.Errorf("dossier %s has not ended", ref)
		case f.Status != dossier.Open:
			effect.Closed = f.Status
			return nil
		case f.StageNo != within.Stage:
			return nil
		case f.Run.Ended != nil:
			effect.Ended, effect.Outcome = true, *f.Run.Outcome
			return nil
		}
		return s.endSubprocess(ctx, tx, f, ref, within.Status, &effect)
	})
	if err != nil {
		return "", dossier.Effect{}, fmt.Errorf("end subprocess %s: %w", ref, err)
	}
	return within.Ref, effect, nil
}

func (s *Store) endSubprocess(ctx context.Context, tx *sqlx.Tx, f *file, child dossier.Ref, status dossier.Status, effect *dossier.Effect) error {
	outcome := f.Stage.Outcomes[0].ID
	if status != dossier.Completed {
		outcome = f.Stage.Outcomes[1].ID
	}
	err := f.catchUpWith(ctx, tx, child)
	if err != nil {
		return err
	}
	err = f.end(ctx, tx, outcome, false)
	if err != nil {
		return err
	}
	effect.Ended, effect.Outcome = true, outcome
	effect.Seq, err = f.advance(ctx, tx)
	if err != nil {
		return err
	}
	return s.addStep(ctx, tx, f, ledger.Transition, step{Kind: "subprocess_ended", Name: string(child), Outcome: outcome})
}

// catchUpWith sets the clock of a rehearsal to where that of the dossier within it
// has come: its legal time stood still meanwhile.
func (f *file) catchUpWith(ctx context.Context, tx *sqlx.Tx, child dossier.Ref) error {
	if ordinary(f.Clock) {
		return nil
	}
	c, _, err := readFor(ctx, tx, "", child)
	if err != nil {
		return err
	}
	if !c.legal().After(f.legal()) {
		return nil
	}
	return f.setClock(ctx, tx, f.Clock.Jump(f.At, c.legal()))
}

// withdrawWithin withdraws what runs within the present stage of a dossier that is
// being withdrawn itself, and puts their leaves, which stand in the log of that one.
func (s *Store) withdrawWithin(ctx context.Context, tx *sqlx.Tx, f *file) error {
	var refs []dossier.Ref
	err := tx.SelectContext(ctx, &refs, `SELECT ref FROM dossiers WHERE parent = $1 AND status = 'open' ORDER BY ref`, f.ID)
	if err != nil {
		return fmt.Errorf("find dossiers within %s: %w", f.Ref, err)
	}
	for _, ref := range refs {
		c, err := open(ctx, tx, ref)
		if err != nil {
			return err
		}
		err = s.withdrawWithin(ctx, tx, c)
		if err != nil {
			return err
		}
		err = s.closeRound(ctx, tx, c)
		if err != nil && !errors.Is(err, errNoRound) {
			return err
		}
		if c.StageNo > 0 && c.Run.Ended == nil {
			err = c.end(ctx, tx, "withdrawn", false)
			if err != nil {
				return err
			}
		}
		err = c.close(ctx, tx, dossier.Withdrawn)
		if err != nil {
			return err
		}
		_, err = c.advance(ctx, tx)
		if err != nil {
			return err
		}
		err = post(ctx, tx, TopicNews, string(ref), 0)
		if err != nil {
			return err
		}
		err = c.putStep(ctx, tx, ledger.Transition, step{Kind: "ended", Name: string(dossier.Withdrawn)})
		if err != nil {
			return err
		}
		f.leaves = append(f.leaves, c.leaves...)
	}
	return nil
}
