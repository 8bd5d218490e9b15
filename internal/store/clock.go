package store

import (
	"context"
	"fmt"
	"time"
	_ "time/tzdata" // Belgrade must be known on every machine

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/calendar"
	"github.com/rasprava/rasprava/internal/ledger"
)

var belgrade = mustLocation("Europe/Belgrade")

func mustLocation(name string) *time.Location {
	l, err := time.LoadLocation(name)
	if err != nil {
		panic(err) // linked in
	}
	return l
}

// endOfDay returns the end, exclusive, of so many whole days after the one of an instant.
func endOfDay(at time.Time, days int) time.Time {
	day := at.In(belgrade)
	return time.Date(day.Year(), day.Month(), day.Day()+1+days, 0, 0, 0, 0, belgrade).UTC()
}

// clockOrReal maps a real instant to the dossier's own clock.
func clockOrReal(c calendar.Clock, at time.Time) time.Time { return c.Legal(at).UTC() }

// ordinary reports whether the clock is the real one.
func ordinary(c calendar.Clock) bool { return c.AnchorReal.IsZero() }

// receivedLegally is when a submission s came on the own clock of its dossier d.
// Intake asks no dossier for its clock: where that is not the real one, it ran
// from the last step before at its pace, to the next step at most.
const receivedLegally = `CASE WHEN NOT d.rehearsal AND NOT d.demonstration THEN s.received_at ELSE coalesce((
		SELECT least(t.legal_at + (s.received_at - t.at) * (86400 / extract(epoch FROM coalesce(d.clock_pace, interval '1 day'))::float8),
			(SELECT n.legal_at FROM steps n WHERE n.dossier = d.id AND n.seq > t.seq ORDER BY n.seq LIMIT 1))
		FROM steps t WHERE t.dossier = d.id AND t.at <= s.received_at ORDER BY t.seq DESC LIMIT 1), s.received_at) END`

// clockColumns are those of a clockRow, of a dossier d.
const clockColumns = `extract(epoch FROM d.clock_pace)::float8 AS pace, d.clock_real, d.clock_legal, d.clock_paused`

// legalNow is the present on the own clock of a dossier d.
const legalNow = `CASE WHEN d.clock_pace IS NULL THEN clock_timestamp() WHEN d.clock_paused THEN d.clock_legal
		ELSE d.clock_legal + (clock_timestamp() - d.clock_real) * (86400 / extract(epoch FROM d.clock_pace)::float8) END`

// clockRow is the clock of a dossier as the record keeps it; without a pace it
// goes by real time.
type clockRow struct {
	Pace   *float64   `db:"pace"`
	Real   *time.Time `db:"clock_real"`
	Legal  *time.Time `db:"clock_legal"`
	Paused bool       `db:"clock_paused"`
}

func (r clockRow) clock() calendar.Clock {
	if r.Pace == nil {
		return calendar.Clock{}
	}
	return calendar.Clock{Pace: time.Duration(*r.Pace * float64(time.Second)), AnchorReal: r.Real.UTC(), AnchorLegal: r.Legal.UTC(), Paused: r.Paused}
}

// readClocks returns the clocks of dossiers by their ids; those that go by real
// time have none.
func readClocks(ctx context.Context, q sqlx.QueryerContext, ids []string) (map[string]calendar.Clock, error) {
	var rows []struct {
		ID string `db:"id"`
		clockRow
	}
	err := sqlx.SelectContext(ctx, q, &rows, `
		SELECT d.id, `+clockColumns+` FROM dossiers d WHERE d.id = ANY($1::uuid[]) AND d.clock_pace IS NOT NULL`, array(ids))
	if err != nil {
		return nil, fmt.Errorf("read clocks: %w", err)
	}
	clocks := map[string]calendar.Clock{}
	for _, r := range rows {
		clocks[r.ID] = r.clock()
	}
	return clocks, nil
}

func saveClock(ctx context.Context, tx *sqlx.Tx, id string, c calendar.Clock) error {
	if ordinary(c) {
		return nil
	}
	_, err := tx.ExecContext(ctx, `
		UPDATE dossiers SET clock_pace = $2 * interval '1 second', clock_real = $3, clock_legal = $4, clock_paused = $5 WHERE id = $1`,
		id, c.Pace.Seconds(), c.AnchorReal, c.AnchorLegal, c.Paused)
	if err != nil {
		return fmt.Errorf("save clock: %w", err)
	}
	return nil
}

// setClock changes the clock of the dossier and re-computes in real time every
// end that lies ahead in its present stage.
func (f *file) setClock(ctx context.Context, tx *sqlx.Tx, c calendar.Clock) error {
	f.Clock = c
	err := saveClock(ctx, tx, f.ID, c)
	if err != nil {
		return err
	}
	ends, err := f.windows(ctx, tx)
	if err != nil {
		return err
	}
	for _, w := range ends {
		if w.Lapsed != nil {
			continue
		}
		_, err = tx.ExecContext(ctx, `
			UPDATE windows SET ends_at = $5 WHERE dossier = $1 AND stage_no = $2 AND id = $3 AND version = $4`,
			f.ID, f.StageNo, w.ID, w.Version, f.real(w.LegalEnd))
		if err != nil {
			return fmt.Errorf("move window %s: %w", w.ID, err)
		}
	}
	var moved []struct {
		ID       string    `db:"id"`
		ClosesAt time.Time `db:"closes_at"`
	}
	err = tx.SelectContext(ctx, &moved, `
		UPDATE rounds r SET closes_at = greatest(w.ends_at, r.opens_at + interval '1 millisecond')
		FROM (SELECT max(ends_at) AS ends_at FROM (
			SELECT DISTINCT ON (id) ends_at FROM windows
			WHERE dossier = $1 AND stage_no = $2 AND kind IN ('min', 'comment_min') ORDER BY id, version DESC) x) w
		WHERE r.dossier = $1 AND r.stage_no = $2 AND r.status = 'open' AND r.closes_at <> greatest(w.ends_at, r.opens_at + interval '1 millisecond')
		RETURNING r.id, r.closes_at`, f.ID, f.StageNo)
	if err != nil {
		return fmt.Errorf("move round: %w", err)
	}
	for _, r := range moved {
		f.put(r.ID, ledger.Leaf{Kind: ledger.RoundMoved, At: f.At, Dossier: string(f.Ref), Round: r.ID, Until: wholeSecond(r.ClosesAt)})
	}
	return nil
}

// real maps an instant of the dossier's own clock to real time; null while the
// clock is paused before it.
func (f *file) real(legal time.Time) *time.Time {
	at, ok := f.Clock.Real(legal)
	if !ok {
		return nil
	}
	at = at.UTC()
	return &at
}
