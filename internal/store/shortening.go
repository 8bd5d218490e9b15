package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/calendar"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
)

// shortenable returns the windows of the present stage that may be shortened now.
func (f *file) shortenable() []procedure.WindowDef { return f.bearing().Shortenable() }

// shortened returns the term to which an exemption shortened a window of the
// present run; that of the definition where none did.
func (f *file) shortened(ctx context.Context, q sqlx.QueryerContext, w procedure.WindowDef) (calendar.Term, error) {
	written := w.Term
	if w.Floor != "" {
		err := sqlx.GetContext(ctx, q, &written, `
			SELECT term FROM exemptions WHERE dossier = $1 AND stage_no = $2 AND window_id = $3 ORDER BY granted_at DESC LIMIT 1`, f.ID, f.StageNo, w.ID)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return calendar.Term{}, fmt.Errorf("read term of window %s: %w", w.ID, err)
		}
	}
	term, err := calendar.ParseTerm(written)
	if err != nil {
		return calendar.Term{}, fmt.Errorf("read term of window %s: %w", w.ID, err)
	}
	return term, nil
}

// dueOf returns when a window ends that starts on a day and lasts a term, never
// before its floor.
func dueOf(cal calendar.Calendar, w procedure.WindowDef, start calendar.Date, term calendar.Term) (calendar.Result, error) {
	due := cal.Due(start, term)
	if w.Floor == "" {
		return due, nil
	}
	floor, err := calendar.ParseTerm(w.Floor)
	if err != nil {
		return calendar.Result{}, fmt.Errorf("read floor of window %s: %w", w.ID, err)
	}
	least := cal.Due(start, floor)
	if cal.EndOf(least).After(cal.EndOf(due)) {
		return least, nil
	}
	return due, nil
}

// shorten shortens the least length of the stage by an exemption, in public: of a
// consultation before it is launched, of another stage while the term runs.
func shorten(ctx context.Context, tx *sqlx.Tx, t *transition) error {
	reason, err := t.reasons()
	if err != nil {
		return err
	}
	a := t.command.Args
	all := t.shortenable()
	i := slices.IndexFunc(all, func(w procedure.WindowDef) bool { return w.ID == a.Window || a.Window == "" && len(all) == 1 })
	if i < 0 {
		return dossier.Refuse(dossier.CodeNotShortened)
	}
	w := all[i]
	if !w.ShortenedOn(a.Ground) {
		return invalidField("args.ground", dossier.CodeGroundRequired)
	}
	before, err := t.shortened(ctx, tx, w)
	if err != nil {
		return err
	}
	term, err := calendar.ParseTerm(a.Term)
	if err != nil || term.Unit != before.Unit || term.N >= before.N {
		return dossier.Refuse(dossier.CodeNotShorter, "term", before.String())
	}
	err = t.runShorter(ctx, tx, w, term)
	if err != nil {
		return err
	}
	return t.exempt(ctx, tx, exemption{kind: Shortened, ground: a.Ground, reason: reason, window: w.ID, before: before.String(), term: term.String()})
}

// runShorter gives the window that runs its earlier end; one that has not begun
// begins with the shorter term.
func (t *transition) runShorter(ctx context.Context, tx *sqlx.Tx, w procedure.WindowDef, term calendar.Term) error {
	cal, err := calendar.Get(t.Def.Calendar)
	if err != nil {
		return fmt.Errorf("shorten window %s: %w", w.ID, err)
	}
	ws, err := t.windows(ctx, tx)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(ws, func(x window) bool { return x.ID == w.ID })
	from := t.today()
	if i >= 0 {
		from = ws[i].Starts
	}
	start, err := calendar.ParseDate(from)
	if err != nil {
		return fmt.Errorf("shorten window %s: %w", w.ID, err)
	}
	floor, err := calendar.ParseTerm(w.Floor)
	if err != nil {
		return fmt.Errorf("shorten window %s: %w", w.ID, err)
	}
	due := cal.Due(start, term)
	end := cal.EndOf(due)
	// Two terms may end on one day, after a weekend; of one unit the number decides.
	if floor.Unit == term.Unit && term.N < floor.N || end.Before(cal.EndOf(cal.Due(start, floor))) {
		return dossier.Refuse(dossier.CodeBelowFloor, "floor", w.Floor)
	}
	switch {
	case i < 0:
		return nil
	case ws[i].Lapsed != nil:
		return dossier.Refuse(dossier.CodeNotShortened)
	case !end.Before(ws[i].LegalEnd):
		return dossier.Refuse(dossier.CodeNotShorter, "term", ws[i].Term)
	case !end.After(t.legal()):
		return dossier.Refuse(dossier.CodeShortenedPast, "day", due.Due.String())
	}
	_, err = tx.ExecContext(ctx, `
		INSERT INTO windows (dossier, stage_no, id, version, kind, term, starts, raw, due, legal_end, ends_at, basis, verified, moved_by)
		SELECT dossier, stage_no, id, version + 1, kind, $5, starts, $6::date, $7::date, $8, $9, basis, verified, $10
		FROM windows WHERE dossier = $1 AND stage_no = $2 AND id = $3 AND version = $4`,
		t.ID, t.StageNo, w.ID, ws[i].Version, term.String(), due.Raw.String(), due.Due.String(), end, t.real(end), t.command.ID)
	if err != nil {
		return fmt.Errorf("shorten window %s: %w", w.ID, err)
	}
	t.effect.Moved = true
	return t.setClock(ctx, tx, t.Clock)
}

// ShortTerm is a window of the present stage that may be shortened.
type ShortTerm struct {
	procedure.WindowDef
	Now calendar.Term // its term as it is
}

// Shortenable returns the windows of a dossier's present stage that may be
// shortened; refused not_found for who does not see it.
func (s *Store) Shortenable(ctx context.Context, viewer string, ref dossier.Ref) ([]ShortTerm, error) {
	f, err := s.peek(ctx, viewer, ref)
	if err != nil {
		return nil, err
	}
	var all []ShortTerm
	for _, w := range f.shortenable() {
		term, err := f.shortened(ctx, s.reads, w)
		if err != nil {
			return nil, err
		}
		all = append(all, ShortTerm{w, term})
	}
	return all, nil
}
