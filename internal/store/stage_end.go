package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/calendar"
	"github.com/rasprava/rasprava/internal/procedure"
)

// lastDay is the civil day on which a run r that has ended did, as later terms
// count it, $2 being the time zone: the last day of its window where that ended it,
// for a round closes with the end of that day; the day of the last proof for a
// publication and of the session for a conclusion, whenever they were recorded, but
// no session before the stage was entered. StageView.lastDay says the same of what
// is seen.
const lastDay = `coalesce(
	(SELECT max(w.due) FROM windows w WHERE w.dossier = r.dossier AND w.stage_no = r.no AND w.lapsed_at IS NOT NULL AND w.kind <> 'max'),
	(SELECT (max(p.published_at) AT TIME ZONE $2)::date FROM proofs p
		WHERE p.dossier = r.dossier AND p.stage_no = r.no AND r.kind IN ('notice', 'publication')),
	(SELECT greatest(max(c.date), (r.legal_entered AT TIME ZONE $2)::date) FROM conclusions c
		WHERE c.dossier = r.dossier AND c.stage_no = r.no HAVING count(*) > 0),
	(r.legal_ended AT TIME ZONE $2)::date)`

// endOf returns the civil date on which a stage last ended; today where it has not.
func (f *file) endOf(ctx context.Context, tx *sqlx.Tx, stage string) (string, error) {
	var day string
	err := tx.GetContext(ctx, &day, `
		SELECT `+lastDay+`::text FROM stage_runs r
		WHERE r.dossier = $1 AND r.stage = $3 AND r.ended_at IS NOT NULL ORDER BY r.no DESC LIMIT 1`, f.ID, zoneOf(f.Def).String(), stage)
	if errors.Is(err, sql.ErrNoRows) {
		return f.today(), nil
	}
	if err != nil {
		return "", fmt.Errorf("find end of stage %s: %w", stage, err)
	}
	return day, nil
}

// openedOn returns the civil date on which the dossier entered its first stage.
func (f *file) openedOn(ctx context.Context, tx *sqlx.Tx) (string, error) {
	var day string
	err := tx.GetContext(ctx, &day, `
		SELECT (legal_entered AT TIME ZONE $2)::date::text FROM stage_runs WHERE dossier = $1 ORDER BY no LIMIT 1`, f.ID, zoneOf(f.Def).String())
	if err != nil {
		return "", fmt.Errorf("find when it was opened: %w", err)
	}
	return day, nil
}

// endBefore returns the civil date on which the stage before the present one ended,
// and so the first on which a session of the present one can have been; empty: it
// is the first. Of a session that is its true day even before its stage was
// entered, so that several in a row can be recorded late.
func (f *file) endBefore(ctx context.Context, tx *sqlx.Tx) (string, error) {
	var day string
	err := tx.GetContext(ctx, &day, `
		SELECT coalesce((SELECT max(c.date) FROM conclusions c WHERE c.dossier = r.dossier AND c.stage_no = r.no), `+lastDay+`)::text
		FROM stage_runs r WHERE r.dossier = $1 AND r.no = $3 - 1`, f.ID, zoneOf(f.Def).String(), f.StageNo)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("find end of the stage before: %w", err)
	}
	return day, nil
}

// lastDay returns the civil day on which the run ended, as later terms count it:
// see the constant, which says the same of the record.
func (st StageView) lastDay(cal calendar.Calendar) calendar.Date {
	var due string
	for _, w := range st.Windows {
		if w.Lapsed && w.Kind != string(procedure.MaxWindow) {
			due = max(due, w.Due)
		}
	}
	if due != "" {
		return civil(due)
	}
	var proved time.Time
	for _, p := range st.Proofs {
		if p.PublishedAt.After(proved) {
			proved = p.PublishedAt
		}
	}
	if !proved.IsZero() && (st.Kind == string(procedure.Notice) || st.Kind == string(procedure.Publication)) {
		return cal.DateOf(proved)
	}
	if st.Conclude != nil {
		held, entered := civil(st.Conclude.Date), cal.DateOf(st.Entered)
		if held.Before(entered) {
			return entered
		}
		return held
	}
	return cal.DateOf(*st.Ended)
}
