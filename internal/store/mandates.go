package store

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
)

// MandateRequest is somebody who asks to speak for an organisation, as those
// see it who may confirm it.
type MandateRequest struct {
	ID string `db:"id"`
	Organisation
	Known   bool      `db:"known"` // the organisation is entered; else the request is to enter it
	Person  string    `db:"person"`
	Email   string    `db:"email"`
	AskedAt time.Time `db:"asked_at"`
}

const mandateRequest = `
	SELECT r.id, r.register_no, coalesce(o.name, r.name) AS name, coalesce(o.kind, r.kind) AS kind, o.id IS NOT NULL AS known,
		p.name AS person, p.email, r.asked_at
	FROM mandate_requests r JOIN persons p ON p.id = r.person
	LEFT JOIN organisations o ON o.register_no = r.register_no AND o.confirmed_at IS NOT NULL
	WHERE r.decided_at IS NULL AND p.disabled_at IS NULL`

// OrganisationRequests lists for an operator what waits to be confirmed, oldest
// first: organisations to be entered and mandates of those that are.
func (s *Store) OrganisationRequests(ctx context.Context, operator string) ([]MandateRequest, error) {
	err := mayOperate(ctx, s.reads, operator)
	if err != nil {
		return nil, err
	}
	requests := []MandateRequest{}
	err = s.reads.SelectContext(ctx, &requests, mandateRequest+` ORDER BY r.asked_at, r.id LIMIT 500`)
	if err != nil {
		return nil, fmt.Errorf("list requests: %w", err)
	}
	return requests, nil
}

func mayOperate(ctx context.Context, q sqlx.QueryerContext, person string) error {
	at, err := now(ctx, q)
	if err != nil {
		return err
	}
	a, err := actor(ctx, q, person)
	if err != nil {
		return err
	}
	return dossier.May(a, dossier.Operate, dossier.Standing{}, dossier.Day(at, belgrade))
}

// ConfirmRequest confirms a request, by an operator or by somebody who speaks for
// the organisation: who asked speaks for it from today. An organisation that is
// not entered yet is entered. Nobody confirms their own. Refused not_found when
// nothing of theirs waits under that id.
func (s *Store) ConfirmRequest(ctx context.Context, person, id string) error {
	err := s.transact(ctx, func(tx *sqlx.Tx) error {
		r, err := lockRequest(ctx, tx, person, id)
		if err != nil {
			return err
		}
		var organisation string
		err = tx.GetContext(ctx, &organisation, `
			INSERT INTO organisations (id, register_no, name, kind, confirmed_at, confirmed_by) VALUES ($1, $2, $3, $4, clock_timestamp(), $5)
			ON CONFLICT (register_no) DO UPDATE SET confirmed_at = coalesce(organisations.confirmed_at, excluded.confirmed_at),
				confirmed_by = CASE WHEN organisations.confirmed_at IS NULL THEN excluded.confirmed_by ELSE organisations.confirmed_by END
			RETURNING id`, newID(), r.RegisterNo, r.Name, r.Kind, person)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `
			INSERT INTO mandates (id, person, organisation, valid) VALUES ($1, $2, $3, daterange(civil_today(), NULL))
			ON CONFLICT DO NOTHING`, newID(), r.Person, organisation)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `
			UPDATE mandate_requests SET decided_at = clock_timestamp(), decided_by = $2, mandate = (
				SELECT id FROM mandates WHERE person = $3 AND organisation = $4 AND ended_at IS NULL AND valid && daterange(civil_today(), NULL)
				ORDER BY valid LIMIT 1)
			WHERE id = $1`, id, person, r.Person, organisation)
		return err
	})
	if err != nil {
		return fmt.Errorf("confirm request: %w", orNotFound(err))
	}
	return nil
}

// RefuseRequest refuses a request with reasons, which who asked is shown; who may
// confirm it may refuse it. They may ask again. Refused reason_missing,
// reasons_too_long, not_found.
func (s *Store) RefuseRequest(ctx context.Context, person, id, reasons string) error {
	reasons = strings.TrimSpace(reasons)
	switch {
	case reasons == "":
		return dossier.Refuse(dossier.CodeReasonMissing)
	case utf8.RuneCountInString(reasons) > dossier.MaxReason:
		return dossier.Refuse(dossier.CodeReasonsTooLong, "limit", fmt.Sprint(dossier.MaxReason))
	}
	err := s.transact(ctx, func(tx *sqlx.Tx) error {
		_, err := lockRequest(ctx, tx, person, id)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `
			UPDATE mandate_requests SET decided_at = clock_timestamp(), decided_by = $2, reasons = $3 WHERE id = $1`, id, person, reasons)
		return err
	})
	if err != nil {
		return fmt.Errorf("refuse request: %w", orNotFound(err))
	}
	return nil
}

// request is what waits, under its lock.
type request struct {
	Person string `db:"person"`
	Organisation
}

// lockRequest locks a waiting request that the person may decide. To everybody
// else there is none.
func lockRequest(ctx context.Context, tx *sqlx.Tx, person, id string) (request, error) {
	var r request
	err := tx.GetContext(ctx, &r, `
		SELECT person, register_no, name, kind FROM mandate_requests WHERE id = $1 AND decided_at IS NULL FOR NO KEY UPDATE`, id)
	if err != nil {
		return request{}, err
	}
	err = mayDecide(ctx, tx, person, r.RegisterNo)
	if err != nil {
		return request{}, err
	}
	if r.Person == person {
		return request{}, dossier.Refuse(dossier.CodeForbidden)
	}
	return r, nil
}

// mayDecide lets operators and those through who speak for the organisation; to
// everybody else there is nothing.
func mayDecide(ctx context.Context, q sqlx.QueryerContext, person, registerNo string) error {
	held, err := speaksFor(ctx, q, person, registerNo)
	if err != nil || held {
		return err
	}
	err = mayOperate(ctx, q, person)
	var p *dossier.Problem
	if errors.As(err, &p) {
		return dossier.Refuse(dossier.CodeNotFound).Because(err)
	}
	return err
}

// EndMandate ends a mandate at once, by an operator or by somebody who speaks for
// the organisation, its holder among them. Refused not_found.
func (s *Store) EndMandate(ctx context.Context, person, id string) error {
	err := s.transact(ctx, func(tx *sqlx.Tx) error {
		var registerNo string
		err := tx.GetContext(ctx, &registerNo, `
			SELECT o.register_no FROM mandates m JOIN organisations o ON o.id = m.organisation
			WHERE m.id = $1 AND m.ended_at IS NULL FOR NO KEY UPDATE OF m`, id)
		if err != nil {
			return err
		}
		err = mayDecide(ctx, tx, person, registerNo)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `UPDATE mandates SET ended_at = clock_timestamp(), ended_by = $2 WHERE id = $1`, id, person)
		return err
	})
	if err != nil {
		return fmt.Errorf("end mandate: %w", orNotFound(err))
	}
	return nil
}

// Standing of a person towards an organisation.
const (
	Confirmed = "confirmed" // they speak for it today
	Waiting   = "waiting"   // they asked
	Refused   = "refused"   // they asked last and were refused
)

// OwnOrganisation is an organisation that a person speaks for, or asked to.
type OwnOrganisation struct {
	Organisation
	Known      bool             `db:"known"` // it is entered
	State      string           `db:"state"`
	Reasons    string           `db:"reasons"` // of a refusal
	Since      time.Time        `db:"since"`   // when they asked, or were refused
	Colleagues []MandateHolder  // where confirmed: everybody who speaks for it, the person first
	Requests   []MandateRequest // where confirmed: who asks to
}

// MandateHolder is somebody who speaks for an organisation.
type MandateHolder struct {
	ID         string `db:"id"` // of the mandate
	RegisterNo string `db:"register_no"`
	Name       string `db:"name"`
	Own        bool   `db:"own"`
	From       string `db:"from"`
	Until      string `db:"until"` // empty: until further notice
}

// OrganisationsOf lists the organisations that a person speaks for, with whoever
// else does and whoever asks to, and those for which they asked.
func (s *Store) OrganisationsOf(ctx context.Context, person string) ([]OwnOrganisation, error) {
	list := []OwnOrganisation{}
	err := s.reads.SelectContext(ctx, &list, `
		WITH mine AS (
			SELECT o.register_no, o.name, o.kind, min(lower(m.valid))::timestamp AT TIME ZONE 'Europe/Belgrade' AS since
			FROM mandates m JOIN organisations o ON o.id = m.organisation
			WHERE m.person = $1 AND m.ended_at IS NULL AND m.valid @> civil_today() AND o.confirmed_at IS NOT NULL
			GROUP BY o.id),
		asked AS (
			SELECT DISTINCT ON (r.register_no) r.register_no, coalesce(o.name, r.name) AS name, coalesce(o.kind, r.kind) AS kind,
				o.id IS NOT NULL AS known, r.decided_at, r.mandate, r.reasons, coalesce(r.decided_at, r.asked_at) AS since
			FROM mandate_requests r LEFT JOIN organisations o ON o.register_no = r.register_no AND o.confirmed_at IS NOT NULL
			WHERE r.person = $1 ORDER BY r.register_no, r.asked_at DESC, r.id DESC)
		SELECT register_no, name, kind, true AS known, 'confirmed' AS state, '' AS reasons, since FROM mine
		UNION ALL
		SELECT register_no, name, kind, known, CASE WHEN decided_at IS NULL THEN 'waiting' ELSE 'refused' END, reasons, since FROM asked
		WHERE mandate IS NULL AND register_no NOT IN (SELECT register_no FROM mine)
		ORDER BY name, register_no LIMIT 200`, person)
	if err != nil {
		return nil, fmt.Errorf("list organisations: %w", err)
	}
	var holders []MandateHolder
	err = s.reads.SelectContext(ctx, &holders, `
		SELECT m.id, o.register_no, p.name, m.person = $1 AS own, lower(m.valid)::text AS "from", coalesce((upper(m.valid) - 1)::text, '') AS until
		FROM mandates m JOIN organisations o ON o.id = m.organisation JOIN persons p ON p.id = m.person
		WHERE m.ended_at IS NULL AND m.valid @> civil_today() AND p.disabled_at IS NULL AND m.organisation IN (`+spokenFor+`)
		ORDER BY m.person <> $1, p.name, m.id LIMIT 2000`, person)
	if err != nil {
		return nil, fmt.Errorf("list mandates: %w", err)
	}
	var requests []MandateRequest
	err = s.reads.SelectContext(ctx, &requests, mandateRequest+` AND o.id IN (`+spokenFor+`) ORDER BY r.asked_at, r.id LIMIT 500`, person)
	if err != nil {
		return nil, fmt.Errorf("list requests: %w", err)
	}
	for i := range list {
		o := &list[i]
		if o.State != Confirmed {
			continue
		}
		for _, h := range holders {
			if h.RegisterNo == o.RegisterNo {
				o.Colleagues = append(o.Colleagues, h)
			}
		}
		for _, r := range requests {
			if r.RegisterNo == o.RegisterNo {
				o.Requests = append(o.Requests, r)
			}
		}
	}
	return list, nil
}

// spokenFor is the organisations for which the person $1 speaks today.
const spokenFor = `SELECT organisation FROM mandates WHERE person = $1 AND ended_at IS NULL AND valid @> civil_today()`
