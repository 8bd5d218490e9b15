package store

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
)

// Period is the days in which a Government may do current business alone, such as
// from the dissolution of the Assembly to the election of the next Government.
type Period struct {
	ID        string `db:"id"`
	From      string `db:"starts"`
	Until     string `db:"until"`   // the last day; empty: it goes on
	Act       string `db:"act"`     // by which it began
	EndAct    string `db:"end_act"` // by which it ended
	Cancelled bool   `db:"cancelled"`
}

const maxAct = 500

// legalAct returns the name of an act as it is kept; refused legal_act_missing or
// text_too_long in the field.
func legalAct(field, text string) (string, error) {
	text = strings.TrimSpace(text)
	switch {
	case text == "":
		return "", invalidField(field, dossier.CodeActMissing)
	case utf8.RuneCountInString(text) > maxAct:
		return "", invalidField(field, dossier.CodeTextTooLong, "limit", fmt.Sprint(maxAct))
	}
	return text, nil
}

func mayAdminister(ctx context.Context, q sqlx.QueryerContext, person string) (string, error) {
	a, err := actor(ctx, q, person)
	if err != nil {
		return "", err
	}
	at, err := now(ctx, q)
	if err != nil {
		return "", err
	}
	day := dossier.Day(at, belgrade)
	return day, dossier.May(a, dossier.Administer, dossier.Standing{}, day)
}

// Periods lists the periods, newest first, with those that were cancelled.
func (s *Store) Periods(ctx context.Context) ([]Period, error) {
	periods := []Period{}
	err := s.reads.SelectContext(ctx, &periods, `
		SELECT id, lower(valid)::text AS starts, coalesce((upper(valid) - 1)::text, '') AS until, act, end_act, cancelled_by IS NOT NULL AS cancelled
		FROM government_periods ORDER BY lower(valid) DESC, recorded_at DESC`)
	if err != nil {
		return nil, fmt.Errorf("list periods: %w", err)
	}
	return periods, nil
}

// AddPeriod records a period; without an Until it goes on. Refusals: forbidden and
// its kin, invalid with the fields act, end_act, from and until, period_overlaps.
func (s *Store) AddPeriod(ctx context.Context, person string, p Period) error {
	act, err := legalAct("act", p.Act)
	if err != nil {
		return err
	}
	_, err = time.Parse(time.DateOnly, p.From)
	if err != nil {
		return invalidField("from", dossier.CodeDateInvalid, "date", p.From)
	}
	end := ""
	if p.Until != "" {
		end, err = periodEnd(p)
		if err != nil {
			return err
		}
	}
	_, err = mayAdminister(ctx, s.db, person)
	if err != nil {
		return err
	}
	_, err = s.db.ExecContext(ctx, `
		INSERT INTO government_periods (id, valid, act, end_act, recorded_by, ended_by)
		VALUES ($1, daterange($2::date, nullif($3, '')::date, '[]'), $4, $5, $6, CASE WHEN $3 <> '' THEN $6::uuid END)`,
		newID(), p.From, p.Until, act, end, person)
	if overlapping(err) {
		return dossier.Refuse(dossier.CodePeriodOverlaps)
	}
	if err != nil {
		return fmt.Errorf("add period: %w", err)
	}
	return nil
}

func periodEnd(p Period) (string, error) {
	_, err := time.Parse(time.DateOnly, p.Until)
	if err != nil {
		return "", invalidField("until", dossier.CodeDateInvalid, "date", p.Until)
	}
	if p.Until < p.From {
		return "", invalidField("until", dossier.CodePeriodOrder)
	}
	return legalAct("end_act", p.EndAct)
}

// EndPeriod says on which day a period ended, and by which act. Refusals as
// AddPeriod, not_found, period_over.
func (s *Store) EndPeriod(ctx context.Context, person, id, until, act string) error {
	err := s.transact(ctx, func(tx *sqlx.Tx) error {
		p, err := lockPeriod(ctx, tx, person, id)
		if err != nil {
			return err
		}
		if p.Until != "" {
			return dossier.Refuse(dossier.CodePeriodOver)
		}
		p.Until, p.EndAct = until, act
		end, err := periodEnd(p)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `
			UPDATE government_periods SET valid = daterange(lower(valid), $2::date, '[]'), end_act = $3, ended_by = $4 WHERE id = $1`, id, until, end, person)
		return err
	})
	if err != nil {
		return fmt.Errorf("end period: %w", err)
	}
	return nil
}

// CancelPeriod says that a period was entered by mistake; it stays in the record.
// Refusals: forbidden and its kin, not_found, period_over.
func (s *Store) CancelPeriod(ctx context.Context, person, id string) error {
	err := s.transact(ctx, func(tx *sqlx.Tx) error {
		_, err := lockPeriod(ctx, tx, person, id)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `UPDATE government_periods SET cancelled_by = $2 WHERE id = $1`, id, person)
		return err
	})
	if err != nil {
		return fmt.Errorf("cancel period: %w", err)
	}
	return nil
}

func lockPeriod(ctx context.Context, tx *sqlx.Tx, person, id string) (Period, error) {
	_, err := mayAdminister(ctx, tx, person)
	if err != nil {
		return Period{}, err
	}
	var p Period
	err = tx.GetContext(ctx, &p, `
		SELECT id, lower(valid)::text AS starts, coalesce((upper(valid) - 1)::text, '') AS until, act, end_act, cancelled_by IS NOT NULL AS cancelled
		FROM government_periods WHERE id = $1 FOR NO KEY UPDATE`, id)
	if err != nil {
		return Period{}, orNotFound(err)
	}
	if p.Cancelled {
		return Period{}, dossier.Refuse(dossier.CodePeriodOver)
	}
	return p, nil
}
