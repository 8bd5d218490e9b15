package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/calendar"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
)

// sweepDelay is when dossiers are looked for a second time that a day moves:
// a stage that was being entered as it was added did not know of it.
const sweepDelay = 10 * time.Second

// countAgain asks, through the outbox, for the terms of every open dossier to be
// counted again that end on another day since a day was added or revoked.
func countAgain(ctx context.Context, tx *sqlx.Tx, holiday, person string) error {
	err := queueAgain(ctx, tx, holiday, person)
	if err != nil {
		return err
	}
	return post(ctx, tx, TopicSweep, holiday, sweepDelay)
}

func queueAgain(ctx context.Context, tx *sqlx.Tx, holiday, person string) error {
	h, revoked, err := holidayOf(ctx, tx, holiday)
	if err != nil {
		return err
	}
	cal, err := calendarWith(ctx, tx, h.Calendar)
	if err != nil {
		return err
	}
	moves, err := windowMoves(ctx, tx, "", cal, civil(h.Date))
	if err != nil {
		return err
	}
	for i, m := range moves {
		if i > 0 && moves[i-1].dossier == m.dossier {
			continue
		}
		id := newID()
		r, err := tx.ExecContext(ctx, `
			INSERT INTO recomputations (id, holiday, dossier, revoked, asked_by) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (holiday, dossier) WHERE settled_at IS NULL DO NOTHING`, id, holiday, m.dossier, revoked, person)
		if err != nil {
			return fmt.Errorf("ask for %s to be counted again: %w", m.Ref, err)
		}
		n, err := r.RowsAffected()
		if err != nil {
			return fmt.Errorf("ask for %s to be counted again: %w", m.Ref, err)
		}
		if n == 0 {
			continue // it is asked for already
		}
		err = post(ctx, tx, TopicRecompute, id, 0)
		if err != nil {
			return err
		}
	}
	return nil
}

// CountAgain asks once more, in the name of an operator, for the terms to be
// counted again of all open dossiers that a day still moves.
func (s *Store) CountAgain(ctx context.Context, operator, holiday string) error {
	err := s.transact(ctx, func(tx *sqlx.Tx) error {
		err := mayOperate(ctx, tx, operator)
		if err != nil {
			return err
		}
		return queueAgain(ctx, tx, holiday, operator)
	})
	if err != nil {
		return fmt.Errorf("count again: %w", err)
	}
	return nil
}

// SweepHoliday does the same in the name of who added the day, or revoked it.
func (s *Store) SweepHoliday(ctx context.Context, holiday string) error {
	err := s.transact(ctx, func(tx *sqlx.Tx) error {
		var person string
		err := tx.GetContext(ctx, &person, `
			SELECT coalesce(r.revoked_by, h.added_by) FROM holidays h LEFT JOIN holiday_revocations r ON r.holiday = h.id WHERE h.id = $1`, holiday)
		if err != nil {
			return orNotFound(err)
		}
		return queueAgain(ctx, tx, holiday, person)
	})
	if err != nil {
		return fmt.Errorf("sweep holiday: %w", err)
	}
	return nil
}

// recomputation is one that waits, under its row's lock.
type recomputation struct {
	Holiday string         `db:"holiday"`
	Dossier string         `db:"dossier"`
	Ref     dossier.Ref    `db:"ref"`
	Status  dossier.Status `db:"status"`
	Seq     int64          `db:"seq"`
	AskedBy string         `db:"asked_by"`
	Command *string        `db:"command"`
	Settled bool           `db:"settled"`
	Expired bool           `db:"expired"` // the command is pending and too old
	Verdict string         `db:"verdict"`
	Code    dossier.Code   `db:"code"`
}

// NextRecompute returns the command with which a recomputation is to be carried
// out: the one that waits for its verdict, or a new one on the dossier as it
// stands. It is false when nothing is left to do: the verdict is in, the dossier
// has ended, or nothing of it moves any more.
func (s *Store) NextRecompute(ctx context.Context, id string) (dossier.Command, bool, error) {
	var c dossier.Command
	wanted := false
	err := s.transact(ctx, func(tx *sqlx.Tx) error {
		c, wanted = dossier.Command{}, false
		var r recomputation
		err := tx.GetContext(ctx, &r, `
			SELECT m.holiday, m.dossier, d.ref, d.status, d.seq, m.asked_by, m.command, m.settled_at IS NOT NULL AS settled,
				coalesce(c.asked_at < clock_timestamp() - $2 * interval '1 second', false) AS expired,
				coalesce(c.status, '') AS verdict, coalesce(c.code, '') AS code
			FROM recomputations m JOIN dossiers d ON d.id = m.dossier LEFT JOIN commands c ON c.id = m.command WHERE m.id = $1 FOR NO KEY UPDATE OF m`, id, dossier.CommandTTL.Seconds())
		if err != nil {
			return orNotFound(err)
		}
		result := r.result()
		if r.Settled {
			return nil
		}
		if result != "" {
			return settle(ctx, tx, id, result)
		}
		wanted = true
		if dossier.VerdictStatus(r.Verdict) == dossier.VerdictPending && !r.Expired {
			c = dossier.Command{ID: *r.Command, Dossier: r.Ref, Name: dossier.Recompute}
			return tx.GetContext(ctx, &c.Seq, `SELECT seq FROM commands WHERE id = $1`, c.ID)
		}
		c, err = askAgain(ctx, tx, id, r)
		return err
	})
	if err != nil {
		return dossier.Command{}, false, fmt.Errorf("count %s again: %w", id, err)
	}
	return c, wanted, nil
}

// result says what became of the recomputation; empty: it must be asked for,
// once more where it came too late or at the wrong moment.
func (r recomputation) result() string {
	switch {
	case dossier.VerdictStatus(r.Verdict) == dossier.VerdictAccepted:
		return "moved"
	case r.Status != dossier.Open:
		return "kept"
	case dossier.VerdictStatus(r.Verdict) != dossier.VerdictRefused:
		return ""
	}
	switch r.Code {
	case dossier.CodeNothingChanged:
		return "kept"
	case dossier.CodeStale, dossier.CodeNotNow, dossier.CodeBusy, dossier.CodeCommandExpired:
		return ""
	}
	return "refused"
}

func settle(ctx context.Context, tx *sqlx.Tx, id, result string) error {
	_, err := tx.ExecContext(ctx, `UPDATE recomputations SET settled_at = clock_timestamp(), result = $2 WHERE id = $1`, id, result)
	if err != nil {
		return fmt.Errorf("settle: %w", err)
	}
	return nil
}

// askAgain writes a new command of a recomputation, as Ask does for people. Who
// asked need not see the dossier: nothing of it is shown.
func askAgain(ctx context.Context, tx *sqlx.Tx, id string, r recomputation) (dossier.Command, error) {
	c := dossier.Command{ID: newID(), Dossier: r.Ref, Name: dossier.Recompute, Seq: r.Seq, Args: dossier.Args{Holiday: r.Holiday}, Actor: r.AskedBy}
	args, err := json.Marshal(c.Args)
	if err != nil {
		return dossier.Command{}, err
	}
	_, err = tx.ExecContext(ctx, `
		INSERT INTO commands (id, dossier, name, seq, args, actor) VALUES ($1, $2, $3, $4, $5, $6)`, c.ID, r.Dossier, c.Name, c.Seq, args, c.Actor)
	if err != nil {
		return dossier.Command{}, fmt.Errorf("write command: %w", err)
	}
	_, err = tx.ExecContext(ctx, `UPDATE recomputations SET command = $2 WHERE id = $1`, id, c.ID)
	if err != nil {
		return dossier.Command{}, fmt.Errorf("note command: %w", err)
	}
	return c, nil
}

// MovedTerm is a term that a recomputation moved.
type MovedTerm struct {
	Ref          dossier.Ref `db:"ref"`
	Title        string      `db:"title"` // empty: the operator does not see the dossier
	Definition   string      `db:"definition"`
	Stage        string      `db:"stage"`
	StageTitleSr string      `db:"-"`
	StageTitleEn string      `db:"-"`
	Kind         string      `db:"kind"`
	Term         string      `db:"term"`
	Due          string      `db:"due"` // before
	To           string      `db:"moved_to"`
	At           time.Time   `db:"at"`
	Revoked      bool        `db:"revoked"`
}

// MovedTerms lists for an operator the terms that were moved because a day was
// added or revoked, the latest first.
func (s *Store) MovedTerms(ctx context.Context, operator, holiday string) ([]MovedTerm, error) {
	err := mayOperate(ctx, s.reads, operator)
	if err != nil {
		return nil, err
	}
	moved := []MovedTerm{}
	err = s.reads.SelectContext(ctx, &moved, `
		SELECT d.ref, CASE WHEN seen.inside OR (seen.dossier IS NOT NULL AND NOT d.rehearsal) THEN d.title ELSE '' END AS title, d.definition, r.stage,
			w.kind, w.term, p.due::text AS due, w.due::text AS moved_to, m.settled_at AS at, m.revoked
		FROM recomputations m JOIN windows w ON w.moved_by = m.command
		JOIN windows p ON p.dossier = w.dossier AND p.stage_no = w.stage_no AND p.id = w.id AND p.version = w.version - 1
		JOIN dossiers d ON d.id = m.dossier JOIN stage_runs r ON r.dossier = d.id AND r.no = w.stage_no
		LEFT JOIN dossiers_for(nullif($2, '')::uuid) seen ON seen.dossier = d.id
		WHERE m.holiday = $1 AND m.settled_at IS NOT NULL ORDER BY m.settled_at DESC, d.ref, w.id LIMIT 500`, holiday, operator)
	if err != nil {
		return nil, fmt.Errorf("list moved terms: %w", orNotFound(err))
	}
	for i := range moved {
		def, err := definition(ctx, s.reads, moved[i].Definition)
		if err != nil {
			return nil, err
		}
		st, _ := def.Stage(moved[i].Stage)
		moved[i].StageTitleSr, moved[i].StageTitleEn = st.TitleSr, st.TitleEn
	}
	return moved, nil
}

// calendarDays are the days that were added to the calendars of several
// procedures, each read once.
type calendarDays map[string][]calendar.Holiday

// in returns a definition with the days that were added to its calendar.
func (c calendarDays) in(ctx context.Context, q sqlx.QueryerContext, d *procedure.Definition) (*procedure.Definition, error) {
	days, ok := c[d.Calendar]
	if !ok {
		var err error
		days, err = extraHolidays(ctx, q, d.Calendar)
		if err != nil {
			return nil, err
		}
		c[d.Calendar] = days
	}
	return d.With(days...), nil
}
