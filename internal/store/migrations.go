package store

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"strings"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
)

// migrateProcedure takes the dossier over to a newer version of its procedure,
// where its history would have been possible under it.
func migrateProcedure(ctx context.Context, tx *sqlx.Tx, t *transition) error {
	reasons, err := t.reasons()
	if err != nil {
		return err
	}
	basis := strings.TrimSpace(t.command.Args.Basis)
	if basis == "" {
		return dossier.Refuse(dossier.CodeBasisRequired)
	}
	err = bounded("basis", basis, dossier.MaxBasis, dossier.CodeTextTooLong)
	if err != nil {
		return err
	}
	to, err := t.laterVersion(ctx, tx, t.command.Args.Definition)
	if err != nil {
		return err
	}
	err = knownWithin(ctx, tx, to)
	if err != nil {
		return err
	}
	err = t.holdRound(ctx, tx)
	if err != nil {
		return err
	}
	course, err := t.course(ctx, tx)
	if err != nil {
		return err
	}
	from, err := definition(ctx, tx, t.Definition) // as it stands, not as it applies to the act
	if err != nil {
		return err
	}
	cal, err := calendarWith(ctx, tx, to.Calendar)
	if err != nil {
		return err
	}
	m, err := procedure.Migrate(from, to, cal, course)
	if err != nil {
		return err
	}
	if len(m.Impossible) > 0 {
		return &unmetError{reasons: reasonsOf(m.Impossible), cause: dossier.Refuse(dossier.CodeImpossible, "definition", to.Hash)}
	}
	_, err = tx.ExecContext(ctx, `
		INSERT INTO procedure_migrations (dossier, seq, from_definition, to_definition, stage_no, reasons, basis, decided_by, decided_at, legal_at, command)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		t.ID, t.Seq+1, t.Definition, to.Hash, t.StageNo, reasons, basis, t.command.Actor, t.At, t.legal(), t.command.ID)
	if err != nil {
		return fmt.Errorf("record migration: %w", err)
	}
	_, err = tx.ExecContext(ctx, `UPDATE dossiers SET definition = $2, procedure_version = $3 WHERE id = $1`, t.ID, to.Hash, to.Version)
	if err != nil {
		return fmt.Errorf("pin %s: %w", t.Ref, err)
	}
	t.Def, t.Definition = to.For(t.Traits), to.Hash
	t.Stage, _ = t.Def.Stage(t.Run.Stage)
	t.effect.Definition = to.Hash
	return t.settle(ctx, tx, m)
}

// holdRound keeps the round of the present stage from closing; refused not_now
// where its last moment has passed and it is only not put down yet.
func (t *transition) holdRound(ctx context.Context, tx *sqlx.Tx) error {
	_, err := t.lockRound(ctx, tx)
	if errors.Is(err, errNoRound) {
		return nil
	}
	if err != nil {
		return err
	}
	ws, err := t.windows(ctx, tx)
	if err != nil {
		return err
	}
	at, err := now(ctx, tx) // the lock may have been waited for
	if err != nil {
		return err
	}
	if w, ok := longest(ws); ok && w.EndsAt != nil && !at.Before(*w.EndsAt) {
		return dossier.Refuse(dossier.CodeNotNow, "command", string(t.command.Name), "stage", t.Run.Stage)
	}
	return nil
}

// settle makes of the present stage what the version, which is the dossier's
// now, makes of it: bodies that are to be asked too, and terms.
func (t *transition) settle(ctx context.Context, tx *sqlx.Tx, m procedure.Migration) error {
	for _, st := range t.Def.Stages {
		if st.Kind != procedure.Opinions {
			continue
		}
		_, err := tx.ExecContext(ctx, `
			UPDATE opinion_requests q SET beside = coalesce($3::text[], '{}') FROM stage_runs r
			WHERE r.dossier = $1 AND r.stage = $2 AND q.dossier = r.dossier AND q.stage_no = r.no`, t.ID, st.ID, array(st.DocsAfter))
		if err != nil {
			return fmt.Errorf("say which documents come after opinions: %w", err)
		}
	}
	if t.Stage.Kind == procedure.Opinions {
		err := t.askGivers(ctx, tx)
		if err != nil {
			return err
		}
		t.effect.Moved = true // who is asked today has a term from today
	}
	err := t.askSignatures(ctx, tx)
	if err != nil {
		return err
	}
	if len(m.Terms) == 0 {
		return nil
	}
	t.effect.Moved = true
	err = t.moveTerms(ctx, tx, m.Terms)
	if err != nil {
		return err
	}
	return t.setClock(ctx, tx, t.Clock) // the round ends with its longest term
}

// reasonsOf returns findings as reasons, the stage among their parameters.
func reasonsOf(found []procedure.Finding) []procedure.Reason {
	reasons := make([]procedure.Reason, len(found))
	for i, f := range found {
		params := maps.Clone(f.Params)
		if f.Stage != "" {
			params["stage"] = f.Stage
		}
		reasons[i] = procedure.Reason{Code: f.Code, Params: params}
	}
	return reasons
}

// laterVersion returns the version with that hash; refused where it is none of
// the dossier's procedure that is newer than its own, or is not valid today.
func (f *file) laterVersion(ctx context.Context, q sqlx.QueryerContext, hash string) (*procedure.Definition, error) {
	to, err := definition(ctx, q, hash)
	if dossier.CodeOf(err) == dossier.CodeNotFound || err == nil && !to.Newer(f.Def) {
		return nil, dossier.Refuse(dossier.CodeVersionUnknown)
	}
	if err != nil {
		return nil, err
	}
	if !to.ValidOn(f.today()) {
		return nil, dossier.Refuse(dossier.CodeVersionNotValid, "from", to.ValidFrom, "day", f.today())
	}
	return to, nil
}
