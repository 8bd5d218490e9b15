package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
)

// maxDelegated is how many delegations of one person may lie ahead or hold.
const maxDelegated = 50

// Delegate lends a role that the person holds by an appointment of their own to
// somebody who holds any in the same body, and returns the delegation's id.
// Refused invalid with the fields that cannot be taken, a dossier among them of
// which the person is no insider; delegation_twice, too_many_delegations.
func (s *Store) Delegate(ctx context.Context, person string, d dossier.Delegation) (string, error) {
	id := newID()
	err := s.transact(ctx, func(tx *sqlx.Tx) error {
		at, err := now(ctx, tx)
		if err != nil {
			return err
		}
		err = d.Check(dossier.Day(at, belgrade))
		if err != nil {
			return err
		}
		body, err := lendable(ctx, tx, person, d)
		if err != nil {
			return err
		}
		var only *string
		if d.Dossier != "" {
			err = tx.GetContext(ctx, &only, `SELECT d.id FROM dossiers d WHERE d.ref = $1 AND insider($2, d)`, d.Dossier, person)
			if errors.Is(err, sql.ErrNoRows) {
				return invalidField("dossier", dossier.CodeDossierUnknown)
			}
			if err != nil {
				return err
			}
		}
		_, err = tx.ExecContext(ctx, `
			INSERT INTO delegations (id, delegator, delegate, body, role, dossier, valid, reason, given_at)
			VALUES ($1, $2, $3, $4, $5, $6, daterange($7::date, $8::date, '[]'), $9, $10)`,
			id, person, d.Delegate, body, d.Role, only, d.From, d.Until, strings.TrimSpace(d.Reason), at)
		if overlapping(err) {
			return dossier.Refuse(dossier.CodeDelegationTwice)
		}
		return err
	})
	if err != nil {
		return "", fmt.Errorf("delegate: %w", err)
	}
	return id, nil
}

// lendable returns the id of the body, when the person holds the role there today
// and on every day of the delegation, and the delegate is a colleague.
func lendable(ctx context.Context, tx *sqlx.Tx, person string, d dossier.Delegation) (string, error) {
	var account string // locked: the bound below is kept by one delegation at a time
	err := tx.GetContext(ctx, &account, `SELECT id FROM persons WHERE id = $1 AND disabled_at IS NULL FOR NO KEY UPDATE`, person)
	if err != nil {
		return "", orNotFound(err)
	}
	var ahead int
	err = tx.GetContext(ctx, &ahead, `
		SELECT count(*) FROM delegations WHERE delegator = $1 AND revoked_at IS NULL AND upper(valid) > civil_today()`, person)
	if err != nil {
		return "", err
	}
	if ahead >= maxDelegated {
		return "", dossier.Refuse(dossier.CodeTooManyDelegated, "limit", fmt.Sprint(maxDelegated))
	}
	var own struct {
		Body  string `db:"body"`
		Whole bool   `db:"whole"`
		Last  string `db:"last"`
	}
	err = tx.GetContext(ctx, &own, `
		SELECT a.body, a.valid @> daterange($4::date, $5::date, '[]') AS whole, coalesce((upper(a.valid) - 1)::text, '') AS last
		FROM appointments a JOIN bodies b ON b.id = a.body
		WHERE a.person = $1 AND b.code = $2 AND a.role = $3 AND a.valid @> civil_today()`, person, d.Body, d.Role, d.From, d.Until)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return "", invalidField("role", dossier.CodeRoleNotDelegable)
	case err != nil:
		return "", err
	case !own.Whole:
		return "", invalidField("until", dossier.CodeDelegationBeyond, "date", own.Last)
	}
	var colleague bool
	err = tx.GetContext(ctx, &colleague, `SELECT EXISTS (`+colleagues+` AND p.id::text = $3)`, person, own.Body, d.Delegate)
	if err != nil {
		return "", err
	}
	if !colleague {
		return "", invalidField("delegate", dossier.CodeNotColleague)
	}
	return own.Body, nil
}

// colleagues is everybody but the person $1 who holds today an appointment of
// their own in the body $2.
const colleagues = `
	SELECT p.id, p.name FROM persons p
	WHERE p.id <> $1 AND p.disabled_at IS NULL
	AND EXISTS (SELECT 1 FROM appointments a WHERE a.person = p.id AND a.body = $2 AND a.valid @> civil_today())`

// Colleague is somebody to whom a role may be lent.
type Colleague struct {
	ID   string `db:"id"`
	Name string `db:"name"`
}

// Colleagues lists by name who else holds an appointment today in the body with
// that code; refused not_your_body when the person holds none there.
func (s *Store) Colleagues(ctx context.Context, person, body string) ([]Colleague, error) {
	var id string
	err := s.reads.GetContext(ctx, &id, `
		SELECT b.id FROM bodies b WHERE b.code = $2
		AND EXISTS (SELECT 1 FROM appointments a WHERE a.person = $1 AND a.body = b.id AND a.valid @> civil_today())`, person, body)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, dossier.Refuse(dossier.CodeNotYourBody)
	}
	if err != nil {
		return nil, fmt.Errorf("find body %s: %w", body, err)
	}
	list := []Colleague{}
	err = s.reads.SelectContext(ctx, &list, colleagues+` ORDER BY p.name, p.id LIMIT 1000`, person, id)
	if err != nil {
		return nil, fmt.Errorf("list colleagues: %w", err)
	}
	return list, nil
}

// RevokeDelegation ends at once a delegation that the person gave; refused
// not_found when there is none of theirs that holds or lies ahead.
func (s *Store) RevokeDelegation(ctx context.Context, person, id string) error {
	err := changeOne(ctx, s.db, `
		UPDATE delegations SET revoked_at = clock_timestamp()
		WHERE id = $1 AND delegator = $2 AND revoked_at IS NULL AND upper(valid) > civil_today()`, id, person)
	if err != nil {
		return fmt.Errorf("revoke delegation: %w", orNotFound(err))
	}
	return nil
}

// What became of a delegation.
const (
	DelegationAhead   = "ahead"
	DelegationHolds   = "holds"
	DelegationOver    = "over"
	DelegationRevoked = "revoked"
	DelegationVoid    = "void" // an appointment that it needs has ended, or an account
)

// DelegationView is a delegation as the two see it whom it concerns.
type DelegationView struct {
	ID        string       `db:"id"`
	Given     bool         `db:"given"` // by the viewer; else to them
	Other     string       `db:"other"` // name of the other of the two
	BodyCode  string       `db:"body_code"`
	BodySr    string       `db:"body_sr"`
	BodyEn    string       `db:"body_en"`
	Role      dossier.Role `db:"role"`
	Ref       dossier.Ref  `db:"ref"`   // of the only dossier; empty: every one
	Title     string       `db:"title"` // of that dossier, where the viewer still sees it
	From      string       `db:"from"`
	Until     string       `db:"until"`
	Reason    string       `db:"reason"`
	GivenAt   time.Time    `db:"given_at"`
	RevokedAt *time.Time   `db:"revoked_at"`
	State     string       `db:"state"`
}

// DelegationsOf lists what a person has lent and what was lent to them, the newest
// first.
func (s *Store) DelegationsOf(ctx context.Context, person string) ([]DelegationView, error) {
	list := []DelegationView{}
	err := s.reads.SelectContext(ctx, &list, `
		SELECT g.id, g.delegator = $1 AS given, p.name AS other, b.code AS body_code, b.name_sr AS body_sr, b.name_en AS body_en, g.role,
			coalesce(d.ref, '') AS ref, CASE WHEN d.id IS NOT NULL AND sees($1, d) THEN d.title ELSE '' END AS title,
			lower(g.valid)::text AS "from", (upper(g.valid) - 1)::text AS until, g.reason, g.given_at, g.revoked_at,
			CASE WHEN g.revoked_at IS NOT NULL THEN 'revoked'
				WHEN upper(g.valid) <= civil_today() THEN 'over'
				WHEN lower(g.valid) > civil_today() THEN 'ahead'
				WHEN EXISTS (SELECT 1 FROM held_roles h JOIN persons t ON t.id = h.person
					WHERE h.delegation = g.id AND h.valid @> civil_today() AND t.disabled_at IS NULL) THEN 'holds'
				ELSE 'void' END AS state
		FROM delegations g JOIN persons p ON p.id = CASE WHEN g.delegator = $1 THEN g.delegate ELSE g.delegator END
		JOIN bodies b ON b.id = g.body LEFT JOIN dossiers d ON d.id = g.dossier
		WHERE g.delegator = $1 OR g.delegate = $1
		ORDER BY g.given_at DESC, g.id LIMIT 500`, person)
	if err != nil {
		return nil, fmt.Errorf("list delegations: %w", err)
	}
	return list, nil
}
