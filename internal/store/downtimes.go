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
)

// DowntimeLeast is the shortest gap between two heartbeats that is put down as a
// downtime.
const DowntimeLeast = 30 * time.Minute

// BeatEvery is how often a heartbeat is due.
const BeatEvery = time.Minute

// serving is the part of the program without which the public cannot comment.
const serving = "serve"

// Beat puts down that the program serves the public at this moment, at most once in
// BeatEvery, and reports a downtime when it did not for DowntimeLeast or more
// while a round was open. Time is the database's; any number of processes may
// beat, and one of them is enough.
func (s *Store) Beat(ctx context.Context) (bool, error) {
	down := false
	err := s.transact(ctx, func(tx *sqlx.Tx) error {
		down = false
		var last struct {
			At  time.Time `db:"at"`
			Now time.Time `db:"now"`
		}
		err := tx.GetContext(ctx, &last, `SELECT at, clock_timestamp() AS now FROM heartbeats WHERE part = $1 FOR NO KEY UPDATE`, serving)
		if errors.Is(err, sql.ErrNoRows) {
			_, err = tx.ExecContext(ctx, `INSERT INTO heartbeats (part) VALUES ($1) ON CONFLICT DO NOTHING`, serving)
			return err
		}
		if err != nil || last.Now.Sub(last.At) < BeatEvery-time.Second {
			return err
		}
		if last.Now.Sub(last.At) >= DowntimeLeast {
			r, err := tx.ExecContext(ctx, `
				INSERT INTO downtimes (id, part, began_at, ended_at)
				SELECT $1, $2, $3, $4 WHERE EXISTS (
					SELECT 1 FROM rounds WHERE opens_at < $4 AND coalesce(closed_at, closes_at) > $3)`, newID(), serving, last.At, last.Now)
			if err != nil {
				return err
			}
			n, err := r.RowsAffected()
			if err != nil {
				return err
			}
			down = n > 0
		}
		_, err = tx.ExecContext(ctx, `UPDATE heartbeats SET at = greatest(at, $2) WHERE part = $1`, serving, last.Now)
		return err
	})
	if err != nil {
		return false, fmt.Errorf("beat: %w", err)
	}
	return down, nil
}

// DowntimeView is a downtime, with the rounds that lost time in it.
type DowntimeView struct {
	ID     string    `db:"id"`
	Began  time.Time `db:"began_at"`
	Ended  time.Time `db:"ended_at"`
	Rounds []LostRound
}

// LostRound is a round that was open in a downtime.
type LostRound struct {
	Downtime     string      `db:"downtime"`
	Ref          dossier.Ref `db:"ref"`
	Title        string      `db:"title"` // empty: the operator does not see the dossier
	Stage        string      `db:"stage"`
	StageTitleSr string      `db:"-"`
	StageTitleEn string      `db:"-"`
	Seq          int64       `db:"seq"`
	Open         bool        `db:"open"`        // it runs, and can be made longer
	Due          string      `db:"due"`         // its last day as it stands
	Days         int         `db:"days"`        // civil days on which anything was lost
	Least        string      `db:"-"`           // the first day to which it can be made longer
	Compensated  bool        `db:"compensated"` // it was, for this downtime
	Definition   string      `db:"definition"`
	Opens        time.Time   `db:"opens_at"`
	Closes       time.Time   `db:"closes_at"`
	Began        time.Time   `db:"began_at"`
	Ended        time.Time   `db:"ended_at"`
	ID           string      `db:"id"` // of the dossier
}

const lostRounds = `
	SELECT t.id AS downtime, d.id, d.ref, CASE WHEN seen.inside OR (seen.dossier IS NOT NULL AND NOT d.rehearsal) THEN d.title ELSE '' END AS title, r.stage,
		d.seq, d.status = 'open' AND o.status = 'open' AND (o.closes_at > clock_timestamp()
			OR t.began_at < o.closes_at AND t.ended_at >= o.closes_at AND t.ended_at + $3 * interval '1 second' > clock_timestamp()) AS open, x.due::text AS due, coalesce(k.days, 0) AS days,
		k.command IS NOT NULL AS compensated, d.definition, o.opens_at, coalesce(o.closed_at, o.closes_at) AS closes_at, t.began_at, t.ended_at
	FROM downtimes t JOIN rounds o ON o.opens_at < t.ended_at AND coalesce(o.closed_at, o.closes_at) > t.began_at
	JOIN dossiers d ON d.id = o.dossier JOIN stage_runs r ON r.dossier = d.id AND r.no = o.stage_no
	LEFT JOIN dossiers_for(nullif($1, '')::uuid) seen ON seen.dossier = d.id
	LEFT JOIN compensations k ON k.downtime = t.id AND k.dossier = d.id AND k.stage_no = o.stage_no
	CROSS JOIN LATERAL (SELECT max(due) AS due FROM (
		SELECT DISTINCT ON (id) due FROM windows WHERE dossier = d.id AND stage_no = o.stage_no AND kind <> 'max' ORDER BY id, version DESC) y) x
	WHERE NOT d.rehearsal AND ($2 = '' OR t.id = nullif($2, '')::uuid) ORDER BY t.ended_at DESC, d.ref`

// Downtimes lists for an operator the latest downtimes, with the rounds that were
// open in them; rehearsals are left out.
func (s *Store) Downtimes(ctx context.Context, operator string) ([]DowntimeView, error) {
	err := mayOperate(ctx, s.reads, operator)
	if err != nil {
		return nil, err
	}
	downs := []DowntimeView{}
	err = s.reads.SelectContext(ctx, &downs, `SELECT id, began_at, ended_at FROM downtimes ORDER BY ended_at DESC, id LIMIT 100`)
	if err != nil {
		return nil, fmt.Errorf("list downtimes: %w", err)
	}
	lost, err := s.lostRounds(ctx, operator, "")
	if err != nil {
		return nil, err
	}
	for i := range downs {
		for _, l := range lost {
			if l.Downtime == downs[i].ID {
				downs[i].Rounds = append(downs[i].Rounds, l)
			}
		}
	}
	return downs, nil
}

// DowntimeByID returns one of them; refused not_found where there is none.
func (s *Store) DowntimeByID(ctx context.Context, operator, id string) (DowntimeView, error) {
	err := mayOperate(ctx, s.reads, operator)
	if err != nil {
		return DowntimeView{}, err
	}
	var d DowntimeView
	err = s.reads.GetContext(ctx, &d, `SELECT id, began_at, ended_at FROM downtimes WHERE id = $1`, id)
	if err != nil {
		return DowntimeView{}, fmt.Errorf("read downtime: %w", orNotFound(err))
	}
	d.Rounds, err = s.lostRounds(ctx, operator, id)
	return d, err
}

func (s *Store) lostRounds(ctx context.Context, operator, downtime string) ([]LostRound, error) {
	var lost []LostRound
	err := s.reads.SelectContext(ctx, &lost, lostRounds, operator, downtime, HeldFor.Seconds())
	if err != nil {
		return nil, fmt.Errorf("find lost rounds: %w", err)
	}
	ids := make([]string, len(lost))
	for i, l := range lost {
		ids[i] = l.ID
	}
	clocks, err := readClocks(ctx, s.reads, ids)
	if err != nil {
		return nil, err
	}
	at, err := now(ctx, s.reads)
	if err != nil {
		return nil, err
	}
	for i := range lost {
		l := &lost[i]
		def, err := definition(ctx, s.reads, l.Definition)
		if err != nil {
			return nil, err
		}
		st, _ := def.Stage(l.Stage)
		l.StageTitleSr, l.StageTitleEn = st.TitleSr, st.TitleEn
		cal, err := calendarWith(ctx, s.reads, def.Calendar)
		if err != nil {
			return nil, err
		}
		if !l.Compensated {
			l.Days = daysLost(cal, clocks[l.ID], lostSpan{l.Began, l.Ended, l.Opens, l.Closes})
		}
		l.Least = leastAfter(cal, civil(l.Due), cal.DateOf(clockOrReal(clocks[l.ID], at)), l.Days).String()
	}
	return lost, nil
}

// lostSpan is a downtime and a round, in real time.
type lostSpan struct {
	Began  time.Time `db:"began_at"`
	Ended  time.Time `db:"ended_at"`
	Opens  time.Time `db:"opens_at"`
	Closes time.Time `db:"closes_at"`
}

// daysLost returns on how many civil days of the dossier's own clock a round lost
// time: any part of a day counts as a day.
func daysLost(cal calendar.Calendar, clock calendar.Clock, l lostSpan) int {
	from, until := l.Began, l.Ended
	if l.Opens.After(from) {
		from = l.Opens
	}
	if l.Closes.Before(until) {
		until = l.Closes
	}
	return cal.DaysTouched(clock.Legal(from), clock.Legal(until))
}

// HeldFor is how long a round whose end fell into a downtime is held, so that a
// decision can give the public its time back.
const HeldFor = 72 * time.Hour

// heldRound finds until when a round o of a dossier d is held after its end, for all
// to see; null: it is not.
const heldRound = `CASE WHEN o.status = 'open' AND o.closes_at <= clock_timestamp() AND NOT d.rehearsal THEN (
		SELECT max(t.ended_at) + interval '72 hours' FROM downtimes t
		WHERE t.began_at < o.closes_at AND t.ended_at >= o.closes_at AND t.ended_at + interval '72 hours' > clock_timestamp()
		AND NOT EXISTS (SELECT 1 FROM compensations k WHERE k.downtime = t.id AND k.dossier = d.id AND k.stage_no = o.stage_no)) END`

// heldUntil finds until when the round of a dossier's present stage is held: for
// HeldFor after a measured downtime in which it would have closed and which has not
// been made good; while nobody can be served since before its end, for a moment
// more. Null: it is not.
const heldUntil = `
	SELECT max(x.until) FROM dossiers d JOIN rounds o ON o.dossier = d.id AND o.stage_no = d.stage_no AND o.status = 'open'
	CROSS JOIN LATERAL (
		SELECT t.ended_at + $2 * interval '1 second' AS until FROM downtimes t WHERE t.began_at < o.closes_at AND t.ended_at >= o.closes_at
			AND NOT EXISTS (SELECT 1 FROM compensations k WHERE k.downtime = t.id AND k.dossier = d.id AND k.stage_no = d.stage_no)
		UNION ALL SELECT clock_timestamp() + interval '1 minute' FROM heartbeats h
		WHERE h.at < o.closes_at - $3 * interval '1 second' AND h.at < clock_timestamp() - $3 * interval '1 second') x
	WHERE d.id = $1 AND NOT d.rehearsal`

// held returns until when the round of the present stage is held, and whether it is
// at an instant.
func held(ctx context.Context, q sqlx.QueryerContext, id string, at time.Time) (time.Time, bool, error) {
	var until *time.Time
	err := sqlx.GetContext(ctx, q, &until, heldUntil, id, HeldFor.Seconds(), DowntimeLeast.Seconds())
	if err != nil {
		return time.Time{}, false, fmt.Errorf("find what holds the round: %w", err)
	}
	if until == nil || !until.After(at) {
		return time.Time{}, false, nil
	}
	return until.UTC(), true, nil
}

// leastAfter returns the first day to which a round may be made longer by the days
// that were lost: from its last day, or from today where that has passed.
func leastAfter(cal calendar.Calendar, due, today calendar.Date, days int) calendar.Date {
	if due.Before(today) {
		due = today
	}
	return cal.Later(due, days)
}

// compensate makes the open round longer by the days that were lost in a downtime
// at least. Each downtime is made good once.
func compensate(ctx context.Context, tx *sqlx.Tx, t *transition) error {
	_, err := t.reasons()
	if err != nil {
		return err
	}
	round, err := t.lockRound(ctx, tx)
	if errors.Is(err, errNoRound) {
		return dossier.Refuse(dossier.CodeRoundNotOpen)
	}
	if err != nil {
		return err
	}
	var l lostSpan
	err = tx.GetContext(ctx, &l, `
		SELECT t.began_at, t.ended_at, o.opens_at, o.closes_at FROM downtimes t, rounds o WHERE t.id = $1 AND o.id = $2`, t.command.Args.Downtime, round)
	if errors.Is(err, sql.ErrNoRows) || unreadable(err) {
		return dossier.Refuse(dossier.CodeDowntimeUnknown)
	}
	if err != nil {
		return fmt.Errorf("read downtime: %w", err)
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
	_, holds, err := held(ctx, tx, t.ID, at)
	if err != nil {
		return err
	}
	if !ok || w.EndsAt != nil && !at.Before(*w.EndsAt) && !holds {
		return dossier.Refuse(dossier.CodeRoundNotOpen)
	}
	cal, err := t.calendar(ctx, tx)
	if err != nil {
		return err
	}
	days := daysLost(cal, t.Clock, l)
	if days == 0 {
		return dossier.Refuse(dossier.CodeDowntimeUnknown)
	}
	until, err := calendar.ParseDate(t.command.Args.Until)
	if err != nil {
		return dossier.Refuse(dossier.CodeDateInvalid, "date", t.command.Args.Until).Because(err)
	}
	least := leastAfter(cal, civil(w.Due), cal.DateOf(clockOrReal(t.Clock, at)), days)
	switch {
	case until.Before(least):
		return dossier.Refuse(dossier.CodeCompensationShort, "due", least.String())
	case cal.EndOfDay(until).After(t.legal().Add(366 * 24 * time.Hour)):
		return dossier.Refuse(dossier.CodeWindowTooLong)
	}
	_, err = tx.ExecContext(ctx, `
		INSERT INTO compensations (downtime, dossier, stage_no, days, command) VALUES ($1, $2, $3, $4, $5)`,
		t.command.Args.Downtime, t.ID, t.StageNo, days, t.command.ID)
	if duplicate(err) {
		return dossier.Refuse(dossier.CodeDowntimeMadeGood)
	}
	if err != nil {
		return fmt.Errorf("compensate: %w", err)
	}
	err = t.moveWindow(ctx, tx, w, calendar.Result{Raw: until, Due: until}, cal.EndOfDay(until))
	if err != nil {
		return err
	}
	return t.setClock(ctx, tx, t.Clock)
}
