package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/calendar"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
	"github.com/rasprava/rasprava/internal/procedure"
)

// longest returns the window that ends last among those that bound the round.
func longest(ws []window) (window, bool) {
	var last window
	for _, w := range ws {
		if w.Kind != string(procedure.MaxWindow) && w.LegalEnd.After(last.LegalEnd) {
			last = w
		}
	}
	return last, last.ID != ""
}

// openRound opens the comment window over the present package: from now to the
// end of the longest term that the law gives the public. Its settings stay.
func (s *Store) openRound(ctx context.Context, tx *sqlx.Tx, f *file, set dossier.Settings) (string, error) {
	ws, err := f.windows(ctx, tx)
	if err != nil {
		return "", err
	}
	w, ok := longest(ws)
	if !ok || w.EndsAt == nil {
		return "", fmt.Errorf("open round of %s: stage %s has no end", f.Ref, f.Run.Stage)
	}
	id := newID()
	_, err = tx.ExecContext(ctx, `
		INSERT INTO rounds (id, dossier, stage_no, no, package_no, opens_at, closes_at, show_comments, names, who)
		SELECT $1, $2, $3, count(*) + 1, $4, $5, $6, $7, $8, $9 FROM rounds WHERE dossier = $2`,
		id, f.ID, f.StageNo, f.PackageNo, f.At, *w.EndsAt, set.Comments == dossier.ShownAtOnce, set.Names, set.Who)
	if err != nil {
		return "", fmt.Errorf("open round: %w", err)
	}
	hash, err := f.packageHash(ctx, tx)
	if err != nil {
		return "", err
	}
	f.put(id, ledger.Leaf{Kind: ledger.RoundOpened, At: f.At, Dossier: string(f.Ref), Round: id, Hash: hash, Until: wholeSecond(*w.EndsAt)})
	return id, nil
}

// wholeSecond is the instant, or the next whole second, to which the log knows an end.
func wholeSecond(at time.Time) time.Time {
	whole := at.Truncate(time.Second)
	if whole.Before(at) {
		whole = whole.Add(time.Second)
	}
	return whole
}

var errNoRound = errors.New("no open round")

// lockRound takes the round of the present stage for the closer alone: every
// intake that holds it shared has committed, none follows until we have.
func (f *file) lockRound(ctx context.Context, tx *sqlx.Tx) (string, error) {
	var r struct {
		ID   string `db:"id"`
		Lock int32  `db:"lock"`
	}
	err := tx.GetContext(ctx, &r, `
		SELECT id, lock::integer AS lock FROM rounds WHERE dossier = $1 AND stage_no = $2 AND status = 'open'`, f.ID, f.StageNo)
	if errors.Is(err, sql.ErrNoRows) {
		return "", errNoRound
	}
	if err != nil {
		return "", fmt.Errorf("find round: %w", err)
	}
	_, err = tx.ExecContext(ctx, `SELECT pg_advisory_xact_lock($1, $2)`, roundLocks, r.Lock)
	if err != nil {
		return "", fmt.Errorf("lock round: %w", err)
	}
	return r.ID, nil
}

// closeRound closes the open round of the present stage, for the time being, and
// counts what came.
func (s *Store) closeRound(ctx context.Context, tx *sqlx.Tx, f *file) error {
	id, err := f.lockRound(ctx, tx)
	if err != nil {
		return err
	}
	var n struct {
		Submissions int64 `db:"submissions"`
		Comments    int64 `db:"comments"`
		PackageNo   int   `db:"package_no"`
	}
	err = tx.GetContext(ctx, &n, `
		UPDATE rounds SET status = 'closed', closed_at = clock_timestamp(),
			submissions = (SELECT count(*) FROM submissions WHERE round = $1 AND NOT held),
			comments = (SELECT count(*) FROM comments WHERE round = $1)
		WHERE id = $1 RETURNING submissions, comments, package_no`, id)
	if err != nil {
		return fmt.Errorf("close round: %w", err)
	}
	if f.PackageNo > n.PackageNo {
		err = post(ctx, tx, TopicText, string(f.Ref), 0)
		if err != nil {
			return err
		}
	}
	f.put(id, ledger.Leaf{Kind: ledger.RoundEnded, At: f.At, Dossier: string(f.Ref), Round: id,
		Counts: map[string]int64{"comments": n.Comments, "submissions": n.Submissions}})
	return nil
}

// extendRound moves the end of the open round to the end of a later civil day.
func (s *Store) extendRound(ctx context.Context, tx *sqlx.Tx, t *transition, until string) error {
	_, err := t.lockRound(ctx, tx)
	if errors.Is(err, errNoRound) {
		return dossier.Refuse(dossier.CodeRoundNotOpen)
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
	w, ok := longest(ws)
	if ok && w.EndsAt != nil && !at.Before(*w.EndsAt) {
		return dossier.Refuse(dossier.CodeRoundNotOpen)
	}
	if !ok || until <= w.Due {
		return dossier.Refuse(dossier.CodeWindowShortened, "due", w.Due)
	}
	cal, err := t.calendar(ctx, tx)
	if err != nil {
		return fmt.Errorf("extend round: %w", err)
	}
	day, err := calendar.ParseDate(until)
	if err != nil {
		return dossier.Refuse(dossier.CodeDateInvalid, "date", until).Because(err)
	}
	if limit := t.legal().Add(366 * 24 * time.Hour); cal.EndOfDay(day).After(limit) {
		return dossier.Refuse(dossier.CodeWindowTooLong)
	}
	_, err = tx.ExecContext(ctx, `
		INSERT INTO windows (dossier, stage_no, id, version, kind, term, starts, raw, due, legal_end, ends_at, basis, verified, moved_by)
		SELECT dossier, stage_no, id, version + 1, kind, term, starts, $5::date, $5::date, $6, $7, basis, verified, $8
		FROM windows WHERE dossier = $1 AND stage_no = $2 AND id = $3 AND version = $4`,
		t.ID, t.StageNo, w.ID, w.Version, until, cal.EndOfDay(day), t.real(cal.EndOfDay(day)), t.command.ID)
	if err != nil {
		return fmt.Errorf("extend round: %w", err)
	}
	t.effect.Moved = true
	return t.setClock(ctx, tx, t.Clock)
}
