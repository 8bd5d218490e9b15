package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
)

// Organisation is a legal person that may comment through people with a mandate.
type Organisation struct {
	RegisterNo string `db:"register_no"`
	Name       string `db:"name"`
	Kind       string `db:"kind"`
}

// AddOrganisation enters an organisation as confirmed. One whose number is known
// stays as it is.
func (s *Store) AddOrganisation(ctx context.Context, o Organisation) error {
	_, err := s.db.ExecContext(ctx, `
		INSERT INTO organisations (id, register_no, name, kind, confirmed_at) VALUES ($1, $2, $3, $4, clock_timestamp())
		ON CONFLICT (register_no) DO NOTHING`, newID(), o.RegisterNo, o.Name, o.Kind)
	if err != nil {
		return fmt.Errorf("add organisation %s: %w", o.RegisterNo, err)
	}
	return nil
}

// Mandate lets a person speak for an organisation; dates, and what is known
// already, as for Appoint: one that was ended in those days is not given again.
// Refused organisation_unknown.
func (s *Store) Mandate(ctx context.Context, person string, m dossier.Mandate) error {
	var organisation string
	err := s.db.GetContext(ctx, &organisation, `SELECT id FROM organisations WHERE register_no = $1`, m.Organisation)
	if errors.Is(err, sql.ErrNoRows) {
		return dossier.Refuse(dossier.CodeOrganisation, "organisation", m.Organisation)
	}
	if err != nil {
		return fmt.Errorf("give mandate: %w", err)
	}
	_, err = s.db.ExecContext(ctx, `
		INSERT INTO mandates (id, person, organisation, valid)
		SELECT $1, $2, $3, v.valid FROM (SELECT daterange($4::date, nullif($5, '')::date, '[]') AS valid) v
		WHERE NOT EXISTS (SELECT 1 FROM mandates m WHERE m.person = $2 AND m.organisation = $3 AND m.valid && v.valid AND m.ended_at IS NOT NULL)
		ON CONFLICT DO NOTHING`, newID(), person, organisation, m.From, m.Until)
	if err != nil {
		return fmt.Errorf("give mandate: %w", err)
	}
	return nil
}

// maxWaiting is how many requests one person may have waiting.
const maxWaiting = 10

// RegisterOrganisation asks, for a person, that an organisation be entered and
// that they speak for it. Refused invalid with the fields, organisation_known
// when it is entered already, mandate_asked, too_many_requests_wait.
func (s *Store) RegisterOrganisation(ctx context.Context, person string, o dossier.NewOrganisation) (string, error) {
	kept, err := o.Tidy()
	if err != nil {
		return "", err
	}
	var id string
	err = s.transact(ctx, func(tx *sqlx.Tx) error {
		var known bool
		err := tx.GetContext(ctx, &known, `
			SELECT EXISTS (SELECT 1 FROM organisations WHERE register_no = $1 AND confirmed_at IS NOT NULL)`, kept.RegisterNo)
		if err != nil {
			return err
		}
		if known {
			return dossier.Refuse(dossier.CodeOrganisationKnown, "organisation", kept.RegisterNo)
		}
		id, err = askForMandate(ctx, tx, person, Organisation(kept))
		return err
	})
	if err != nil {
		return "", fmt.Errorf("register organisation: %w", err)
	}
	return id, nil
}

// RequestMandate asks, for a person, that they may speak for an organisation that
// is entered. Refused organisation_unknown, mandate_held, mandate_asked,
// too_many_requests_wait.
func (s *Store) RequestMandate(ctx context.Context, person, registerNo string) (string, error) {
	var id string
	err := s.transact(ctx, func(tx *sqlx.Tx) error {
		var o Organisation
		err := tx.GetContext(ctx, &o, `
			SELECT register_no, name, kind FROM organisations WHERE register_no = $1 AND confirmed_at IS NOT NULL`, registerNo)
		if errors.Is(err, sql.ErrNoRows) {
			return dossier.Refuse(dossier.CodeOrganisation, "organisation", registerNo)
		}
		if err != nil {
			return err
		}
		held, err := speaksFor(ctx, tx, person, registerNo)
		if err != nil {
			return err
		}
		if held {
			return dossier.Refuse(dossier.CodeMandateHeld)
		}
		id, err = askForMandate(ctx, tx, person, o)
		return err
	})
	if err != nil {
		return "", fmt.Errorf("request mandate: %w", err)
	}
	return id, nil
}

func askForMandate(ctx context.Context, tx *sqlx.Tx, person string, o Organisation) (string, error) {
	var account string // locked: the bound below is kept by one request at a time
	err := tx.GetContext(ctx, &account, `SELECT id FROM persons WHERE id = $1 AND disabled_at IS NULL FOR NO KEY UPDATE`, person)
	if err != nil {
		return "", orNotFound(err)
	}
	var waiting []string
	err = tx.SelectContext(ctx, &waiting, `SELECT register_no FROM mandate_requests WHERE person = $1 AND decided_at IS NULL`, person)
	if err != nil {
		return "", err
	}
	for _, no := range waiting {
		if no == o.RegisterNo {
			return "", dossier.Refuse(dossier.CodeMandateAsked)
		}
	}
	if len(waiting) >= maxWaiting {
		return "", dossier.Refuse(dossier.CodeTooManyRequests, "limit", fmt.Sprint(maxWaiting))
	}
	id := newID()
	_, err = tx.ExecContext(ctx, `
		INSERT INTO mandate_requests (id, person, register_no, name, kind) VALUES ($1, $2, $3, $4, $5)`,
		id, person, o.RegisterNo, o.Name, o.Kind)
	return id, err
}

// speaksFor reports whether the person holds a mandate of the organisation today.
func speaksFor(ctx context.Context, q sqlx.QueryerContext, person, registerNo string) (bool, error) {
	var held bool
	err := sqlx.GetContext(ctx, q, &held, `
		SELECT EXISTS (SELECT 1 FROM mandates m JOIN organisations o ON o.id = m.organisation JOIN persons p ON p.id = m.person
			WHERE m.person = $1 AND o.register_no = $2 AND o.confirmed_at IS NOT NULL AND p.disabled_at IS NULL
			AND m.ended_at IS NULL AND m.valid @> civil_today())`, person, registerNo)
	if err != nil {
		return false, fmt.Errorf("find mandate: %w", err)
	}
	return held, nil
}
