package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/calendar"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
	"github.com/rasprava/rasprava/internal/procedure"
)

// window is a term that runs in a stage, in its newest version.
type window struct {
	ID       string     `db:"id"`
	Version  int        `db:"version"`
	Kind     string     `db:"kind"`
	Term     string     `db:"term"`
	Starts   string     `db:"starts"`
	Raw      string     `db:"raw"`
	Due      string     `db:"due"`
	LegalEnd time.Time  `db:"legal_end"`
	EndsAt   *time.Time `db:"ends_at"`
	Lapsed   *time.Time `db:"lapsed_at"`
	Basis    string     `db:"basis"`
	Verified bool       `db:"verified"`
	Again    bool       `db:"again"` // it was begun anew; a moved end does not count
}

const newestWindows = `
	SELECT DISTINCT ON (id) id, version, kind, term, starts::text AS starts, raw::text AS raw, due::text AS due,
		legal_end, ends_at, lapsed_at, basis, verified,
		(SELECT count(*) > 1 FROM windows b WHERE b.dossier = w.dossier AND b.stage_no = w.stage_no AND b.id = w.id AND b.moved_by IS NULL) AS again
	FROM windows w WHERE dossier = $1 AND stage_no = $2 ORDER BY id, version DESC`

func (f *file) windows(ctx context.Context, tx sqlx.QueryerContext) ([]window, error) {
	var ws []window
	err := sqlx.SelectContext(ctx, tx, &ws, newestWindows, f.ID, f.StageNo)
	if err != nil {
		return nil, fmt.Errorf("read windows of %s: %w", f.Ref, err)
	}
	return ws, nil
}

// startWindows starts every window of the present stage whose origin is from
// and whose start is the civil date day.
func (f *file) startWindows(ctx context.Context, tx *sqlx.Tx, from, day string) error {
	for _, w := range f.Stage.Windows {
		if w.From != from {
			continue
		}
		err := f.startWindow(ctx, tx, w, day)
		if err != nil {
			return err
		}
	}
	return nil
}

func (f *file) startWindow(ctx context.Context, tx *sqlx.Tx, w procedure.WindowDef, day string) error {
	cal, err := f.calendar(ctx, tx)
	if err != nil {
		return fmt.Errorf("start window %s: %w", w.ID, err)
	}
	start, err := calendar.ParseDate(day)
	if err != nil {
		return fmt.Errorf("start window %s: %w", w.ID, err)
	}
	term, err := f.shortened(ctx, tx, w)
	if err != nil {
		return err
	}
	due, err := dueOf(cal, w, start, term)
	if err != nil {
		return err
	}
	end := cal.EndOf(due)
	_, err = tx.ExecContext(ctx, `
		INSERT INTO windows (dossier, stage_no, id, kind, term, starts, raw, due, legal_end, ends_at, basis, verified)
		VALUES ($1, $2, $3, $4, $5, $6::date, $7::date, $8::date, $9, $10, $11, $12)`,
		f.ID, f.StageNo, w.ID, w.Kind, term.String(), start.String(), due.Raw.String(), due.Due.String(), end, f.real(end),
		w.Basis, w.Evidence.Verified())
	if err != nil {
		return fmt.Errorf("start window %s: %w", w.ID, err)
	}
	return nil
}

// LoadPlan returns the compiled plan of a definition, by its hash.
func (s *Store) LoadPlan(ctx context.Context, in dossier.PlanInput) (procedure.Plan, error) {
	def, err := definition(ctx, s.db, in.Definition)
	if err != nil {
		return procedure.Plan{}, err
	}
	plan, err := def.Compile()
	if err != nil {
		return procedure.Plan{}, fmt.Errorf("compile %s: %w", in.Definition, err)
	}
	return plan, nil
}

// EnterStage enters a stage of a dossier. Its key is the reference and the stage's
// number: entering it again answers as it did at first.
func (s *Store) EnterStage(ctx context.Context, in dossier.EnterInput) (dossier.Entered, error) {
	var out dossier.Entered
	err := s.transact(ctx, func(tx *sqlx.Tx) error {
		f, err := open(ctx, tx, in.Ref)
		if err != nil {
			return err
		}
		if f.StageNo >= in.StageNo || f.Status != dossier.Open {
			out = dossier.Entered{Seq: f.Seq}
			return nil
		}
		if f.StageNo != in.StageNo-1 || (f.StageNo > 0 && f.Run.Ended == nil) {
			return fmt.Errorf("enter stage %d of %s: it stands in %d", in.StageNo, in.Ref, f.StageNo)
		}
		def, ok := f.Def.Stage(in.Stage)
		if !ok {
			return fmt.Errorf("enter stage %q of %s: not in its definition", in.Stage, in.Ref)
		}
		f.Stage, f.StageNo = def, in.StageNo
		body := f.Lead
		if def.Actor != "" && def.Actor != "lead" {
			body = def.Actor
		}
		actor, err := heir(ctx, tx, body, dossier.Day(f.At, belgrade))
		if err != nil {
			return fmt.Errorf("enter stage %q: %w", in.Stage, err)
		}
		_, err = tx.ExecContext(ctx, `
			INSERT INTO stage_runs (dossier, no, stage, kind, actor, entered_at, legal_entered) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
			f.ID, in.StageNo, in.Stage, def.Kind, actor, f.At, f.legal())
		if err != nil {
			return fmt.Errorf("enter stage %q: %w", in.Stage, err)
		}
		_, err = tx.ExecContext(ctx, `UPDATE dossiers SET stage_no = $2 WHERE id = $1`, f.ID, in.StageNo)
		if err != nil {
			return fmt.Errorf("enter stage %q: %w", in.Stage, err)
		}
		f.Run = run{No: in.StageNo, Stage: in.Stage, Kind: string(def.Kind), Entered: f.legal()}
		err = f.beginStage(ctx, tx)
		if err != nil {
			return err
		}
		err = s.beginSubprocess(ctx, tx, f)
		if err != nil {
			return err
		}
		out.Seq, err = f.advance(ctx, tx)
		if err != nil {
			return err
		}
		return s.addStep(ctx, tx, f, ledger.Transition, step{Kind: "stage_entered"})
	})
	if err != nil {
		return dossier.Entered{}, fmt.Errorf("enter stage %d of %s: %w", in.StageNo, in.Ref, err)
	}
	return out, nil
}

// beginStage asks for opinions, starts the terms that run from the entry, and
// sets the clock of a rehearsal.
func (f *file) beginStage(ctx context.Context, tx *sqlx.Tx) error {
	if f.Stage.Kind == procedure.Opinions {
		return f.askGivers(ctx, tx)
	}
	err := f.askSignatures(ctx, tx)
	if err != nil {
		return err
	}
	err = f.startWindows(ctx, tx, procedure.FromEntry, f.today())
	if err != nil {
		return err
	}
	if slices.ContainsFunc(f.Stage.Windows, func(w procedure.WindowDef) bool { return w.From == procedure.FromOpening }) {
		opened, err := f.openedOn(ctx, tx)
		if err != nil {
			return err
		}
		err = f.startWindows(ctx, tx, procedure.FromOpening, opened)
		if err != nil {
			return err
		}
	}
	var origins []string
	for _, w := range f.Stage.Windows {
		origin, ok := strings.CutPrefix(w.From, "stage:")
		if !ok || slices.Contains(origins, origin) {
			continue
		}
		origins = append(origins, origin)
		day, err := f.endOf(ctx, tx, origin)
		if err != nil {
			return err
		}
		err = f.startWindows(ctx, tx, w.From, day)
		if err != nil {
			return err
		}
	}
	return f.settleClock(ctx, tx)
}

// settleClock pauses the clock of a fast rehearsal while it waits for people,
// and lets it run while it waits for a term to end.
func (f *file) settleClock(ctx context.Context, tx *sqlx.Tx) error {
	if ordinary(f.Clock) || !f.Rehearsal {
		return nil
	}
	wait := f.Run.Ended == nil && f.waitsForTerm()
	c := f.Clock
	switch {
	case wait && c.Paused:
		c = c.Resume(f.At)
	case !wait && !c.Paused:
		c = c.Pause(f.At)
	default:
		return nil
	}
	return f.setClock(ctx, tx, c)
}

// waitsForTerm reports whether the present stage goes on by the end of a term
// and not by a person.
func (f *file) waitsForTerm() bool {
	switch f.Stage.Kind {
	case procedure.Wait:
		return true
	case procedure.Consultation:
		return f.Run.Published != nil
	}
	return false
}

// StageDeadline returns what the stage waits for by itself, and whether a term of
// it has passed. It only reads.
func (s *Store) StageDeadline(ctx context.Context, in dossier.DeadlineInput) (dossier.Deadline, error) {
	var row struct {
		ID         string         `db:"id"`
		Definition string         `db:"definition"`
		Kind       procedure.Kind `db:"kind"`
		At         time.Time      `db:"at"`
		clockRow
		Status  dossier.Status `db:"status"`
		Seq     int64          `db:"seq"`
		Ended   *time.Time     `db:"ended_at"`
		Outcome *string        `db:"outcome"`
		Overdue *time.Time     `db:"overdue_at"`
		Body    string         `db:"body"`
	}
	err := s.db.GetContext(ctx, &row, `
		SELECT d.id, d.definition, r.kind, clock_timestamp() AS at, `+clockColumns+`, d.status, d.seq, r.ended_at, r.outcome, r.overdue_at,
			(SELECT n.code FROM body_heirs h JOIN bodies n ON n.id = h.heir WHERE h.body = r.actor) AS body
		FROM dossiers d JOIN stage_runs r ON r.dossier = d.id AND r.no = $2 WHERE d.ref = $1`, in.Ref, in.StageNo)
	if err != nil {
		return dossier.Deadline{}, fmt.Errorf("read deadline of %s: %w", in.Ref, orNotFound(err))
	}
	if row.Status != dossier.Open || row.Ended != nil {
		over := dossier.Deadline{Over: true, Body: row.Body, Effect: dossier.Effect{Seq: row.Seq, StageNo: in.StageNo}}
		if row.Ended != nil {
			over.Effect.Ended, over.Effect.Outcome = true, *row.Outcome
		}
		if row.Status != dossier.Open {
			over.Effect.Closed = row.Status
		}
		return over, nil
	}
	out := dossier.Deadline{Overdue: row.Overdue != nil, Body: row.Body}
	var next []struct {
		ID     string               `db:"id"`
		Kind   procedure.WindowKind `db:"kind"`
		EndsAt time.Time            `db:"ends_at"`
	}
	err = s.db.SelectContext(ctx, &next, `
		SELECT id, kind, ends_at FROM (
			SELECT DISTINCT ON (id) id, kind, ends_at, lapsed_at FROM windows
			WHERE dossier = $1 AND stage_no = $2 AND split_part(id, ':', 2) = $3 ORDER BY id, version DESC) x
		WHERE ends_at IS NOT NULL AND lapsed_at IS NULL ORDER BY ends_at, id LIMIT 1`, row.ID, in.StageNo, in.Body)
	if err != nil {
		return dossier.Deadline{}, fmt.Errorf("read deadline of %s: %w", in.Ref, err)
	}
	if len(next) == 1 {
		out.Window, out.Until = next[0].ID, next[0].EndsAt.UTC()
		if row.Kind == procedure.Consultation && next[0].Kind != procedure.MaxWindow && !row.At.Before(out.Until) {
			until, holds, err := held(ctx, s.db, row.ID, row.At)
			if err != nil {
				return dossier.Deadline{}, fmt.Errorf("read deadline of %s: %w", in.Ref, err)
			}
			if holds {
				out.Until = until
			}
		}
	}
	if in.Body != "" {
		out.Body = in.Body
		return out, nil
	}
	err = s.db.SelectContext(ctx, &out.Asked, `
		SELECT DISTINCT split_part(id, ':', 2) AS body FROM windows WHERE dossier = $1 AND stage_no = $2 AND id LIKE '%:%' ORDER BY body`, row.ID, in.StageNo)
	if err != nil {
		return dossier.Deadline{}, fmt.Errorf("read deadline of %s: %w", in.Ref, err)
	}
	def, err := definition(ctx, s.db, row.Definition)
	if err != nil {
		return dossier.Deadline{}, err
	}
	loc, err := zone(def)
	if err != nil {
		return dossier.Deadline{}, fmt.Errorf("read deadline of %s: %w", in.Ref, err)
	}
	reminders, err := remindersOf(ctx, s.db, row.ID, in.StageNo, row.Kind, loc, clockOrReal(row.clock(), row.At))
	if err != nil {
		return dossier.Deadline{}, fmt.Errorf("read deadline of %s: %w", in.Ref, err)
	}
	out.Remind = nextReminder(reminders, row.clock())
	return out, nil
}

// end ends the present stage with an outcome.
func (f *file) end(ctx context.Context, tx *sqlx.Tx, outcome string, lapsed bool) error {
	_, err := tx.ExecContext(ctx, `
		UPDATE stage_runs SET ended_at = $3, legal_ended = $4, outcome = $5, lapsed = $6
		WHERE dossier = $1 AND no = $2 AND ended_at IS NULL`, f.ID, f.StageNo, f.At, f.legal(), outcome, lapsed)
	if err != nil {
		return fmt.Errorf("end stage %d: %w", f.StageNo, err)
	}
	at := f.At
	f.Run.Ended, f.Run.Outcome = &at, &outcome
	o, _ := f.Stage.Outcome(outcome)
	return f.set(ctx, tx, o)
}

// close ends the whole dossier.
func (f *file) close(ctx context.Context, tx *sqlx.Tx, status dossier.Status) error {
	_, err := tx.ExecContext(ctx, `UPDATE dossiers SET status = $2, ended_at = $3 WHERE id = $1 AND status = 'open'`, f.ID, status, f.At)
	if err != nil {
		return fmt.Errorf("close dossier: %w", err)
	}
	f.Status = status
	err = f.tellAuthors(ctx, tx, MailEnded, "", "")
	if err != nil {
		return err
	}
	if f.Parent == nil {
		return nil
	}
	return post(ctx, tx, TopicSubprocess, string(f.Ref), 0)
}

// FinishDossier ends a dossier whose last stage led to an end. Its key is the reference.
func (s *Store) FinishDossier(ctx context.Context, in dossier.FinishInput) (dossier.DossierResult, error) {
	var out dossier.DossierResult
	err := s.transact(ctx, func(tx *sqlx.Tx) error {
		f, err := open(ctx, tx, in.Ref)
		if err != nil {
			return err
		}
		if f.Status != dossier.Open {
			out = dossier.DossierResult{Status: f.Status, Seq: f.Seq}
			return nil
		}
		out.Status = in.Status
		err = f.close(ctx, tx, in.Status)
		if err != nil {
			return err
		}
		out.Seq, err = f.advance(ctx, tx)
		if err != nil {
			return err
		}
		return s.addStep(ctx, tx, f, ledger.Transition, step{Kind: "ended", Name: string(in.Status)})
	})
	if err != nil {
		return dossier.DossierResult{}, fmt.Errorf("finish %s: %w", in.Ref, err)
	}
	return out, nil
}
