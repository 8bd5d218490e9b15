package store

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
)

// Person is somebody with an account.
type Person struct {
	ID    string `db:"id"`
	Name  string `db:"name"`
	Email string `db:"email"`
	Lang  string `db:"lang"`
}

// PersonByEmail returns the person and the hash of their password; refused
// not_found when there is none or the account is disabled.
func (s *Store) PersonByEmail(ctx context.Context, email string) (Person, string, error) {
	var p struct {
		Person
		Hash *string `db:"password_hash"`
	}
	err := s.reads.GetContext(ctx, &p, `
		SELECT id, name, email, lang, password_hash FROM persons
		WHERE lower(email) = lower($1) AND disabled_at IS NULL`, email)
	if err != nil {
		return Person{}, "", fmt.Errorf("find person: %w", orNotFound(err))
	}
	if p.Hash == nil {
		return p.Person, "", nil
	}
	return p.Person, *p.Hash, nil
}

// PersonByID returns the person; refused not_found when disabled or unknown.
func (s *Store) PersonByID(ctx context.Context, id string) (Person, error) {
	var p Person
	err := s.reads.GetContext(ctx, &p, `
		SELECT id, name, email, lang FROM persons WHERE id = $1 AND disabled_at IS NULL`, id)
	if err != nil {
		return Person{}, fmt.Errorf("find person: %w", orNotFound(err))
	}
	return p, nil
}

// AddPerson makes an account and returns its id. An e-mail that is taken is
// refused as invalid in the field email.
func (s *Store) AddPerson(ctx context.Context, p Person, passwordHash string) (string, error) {
	id := newID()
	_, err := s.db.ExecContext(ctx, `
		INSERT INTO persons (id, name, email, lang, password_hash) VALUES ($1, $2, $3, $4, nullif($5, ''))`,
		id, p.Name, p.Email, p.Lang, passwordHash)
	if duplicate(err) {
		return "", &dossier.Problem{Code: dossier.CodeInvalid, Fields: []dossier.Field{{Name: "email", Code: dossier.CodeEmailTaken}}}
	}
	if err != nil {
		return "", fmt.Errorf("add person: %w", err)
	}
	return id, nil
}

// Appoint gives a person a role in a body, from a civil day to another, both
// included; an empty until means until further notice. A role that the person
// holds there already in those days stays as it is. Refused body_unknown.
func (s *Store) Appoint(ctx context.Context, person string, a dossier.Appointment) error {
	var body string
	err := s.db.GetContext(ctx, &body, `SELECT id FROM bodies WHERE code = $1`, a.Body)
	if errors.Is(err, sql.ErrNoRows) {
		return dossier.Refuse(dossier.CodeBodyUnknown, "body", a.Body)
	}
	if err != nil {
		return fmt.Errorf("appoint: %w", err)
	}
	_, err = s.db.ExecContext(ctx, `
		INSERT INTO appointments (id, person, body, role, valid) VALUES ($1, $2, $3, $4, daterange($5::date, nullif($6, '')::date, '[]'))
		ON CONFLICT DO NOTHING`, newID(), person, body, a.Role, a.From, a.Until)
	if err != nil {
		return fmt.Errorf("appoint: %w", err)
	}
	return nil
}

// Actor returns what the person may stand for: every appointment and mandate,
// ended ones too, so that a refusal can say what has ended.
func (s *Store) Actor(ctx context.Context, person string) (dossier.Actor, error) {
	return actor(ctx, s.reads, person)
}

func actor(ctx context.Context, q sqlx.QueryerContext, person string) (dossier.Actor, error) {
	a := dossier.Actor{Person: person}
	err := sqlx.SelectContext(ctx, q, &a.Appointments, `
		SELECT b.code AS body, a.role, lower(a.valid)::text AS "from", coalesce((upper(a.valid) - 1)::text, '') AS until
		FROM appointments a JOIN bodies b ON b.id = a.body JOIN persons p ON p.id = a.person
		WHERE a.person = $1 AND p.disabled_at IS NULL
		ORDER BY b.code, a.role, lower(a.valid)`, person)
	if err != nil {
		return dossier.Actor{}, fmt.Errorf("read appointments: %w", err)
	}
	err = sqlx.SelectContext(ctx, q, &a.Mandates, `
		SELECT o.register_no AS organisation, lower(m.valid)::text AS "from", coalesce((upper(m.valid) - 1)::text, '') AS until
		FROM mandates m JOIN organisations o ON o.id = m.organisation JOIN persons p ON p.id = m.person
		WHERE m.person = $1 AND p.disabled_at IS NULL AND o.confirmed_at IS NOT NULL
		ORDER BY o.register_no, lower(m.valid)`, person)
	if err != nil {
		return dossier.Actor{}, fmt.Errorf("read mandates: %w", err)
	}
	return a, nil
}

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
// already, as for Appoint. Refused organisation_unknown.
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
		INSERT INTO mandates (id, person, organisation, valid) VALUES ($1, $2, $3, daterange($4::date, nullif($5, '')::date, '[]'))
		ON CONFLICT DO NOTHING`, newID(), person, organisation, m.From, m.Until)
	if err != nil {
		return fmt.Errorf("give mandate: %w", err)
	}
	return nil
}

// Token is an access token as its owner may see it; never the token itself.
type Token struct {
	ID        string     `db:"id"`
	Label     string     `db:"label"`
	CreatedAt time.Time  `db:"created_at"`
	ExpiresAt time.Time  `db:"expires_at"`
	UsedAt    *time.Time `db:"used_at"`
}

const tokenPrefix = "rsp_"

// IssueToken makes a token for the person that is good for so long, and
// returns it with its description. The token is shown this once.
func (s *Store) IssueToken(ctx context.Context, person, label string, good time.Duration) (string, Token, error) {
	var b [32]byte
	rand.Read(b[:])
	secret := tokenPrefix + base64.RawURLEncoding.EncodeToString(b[:])
	var t Token
	err := s.db.GetContext(ctx, &t, `
		INSERT INTO tokens (id, hash, person, label, expires_at)
		VALUES ($1, $2, $3, $4, clock_timestamp() + $5 * interval '1 second')
		RETURNING id, label, created_at, expires_at, used_at`,
		newID(), hashOf(secret), person, label, int64(good/time.Second))
	if err != nil {
		return "", Token{}, fmt.Errorf("issue token: %w", err)
	}
	return secret, t, nil
}

// PersonByToken returns the id of the person whose token it is; refused
// unauthenticated when it is unknown, expired or revoked.
func (s *Store) PersonByToken(ctx context.Context, token string) (string, error) {
	if !strings.HasPrefix(token, tokenPrefix) {
		return "", dossier.Refuse(dossier.CodeUnauthenticated)
	}
	var t struct {
		ID     string `db:"id"`
		Person string `db:"person"`
		Unseen bool   `db:"unseen"`
	}
	err := s.reads.GetContext(ctx, &t, `
		SELECT t.id, t.person, coalesce(t.used_at < clock_timestamp() - interval '1 minute', true) AS unseen
		FROM tokens t JOIN persons p ON p.id = t.person
		WHERE t.hash = $1 AND t.revoked_at IS NULL AND t.expires_at > clock_timestamp() AND p.disabled_at IS NULL`, hashOf(token))
	if err != nil {
		if dossier.CodeOf(orNotFound(err)) == dossier.CodeNotFound {
			return "", dossier.Refuse(dossier.CodeUnauthenticated)
		}
		return "", fmt.Errorf("find token: %w", err)
	}
	if t.Unseen { // once a minute is enough, and a read stays a read
		_, err = s.db.ExecContext(ctx, `UPDATE tokens SET used_at = clock_timestamp() WHERE id = $1`, t.ID)
		if err != nil {
			return "", fmt.Errorf("mark token: %w", err)
		}
	}
	return t.Person, nil
}

// Tokens lists the tokens of a person that are still good, newest first.
func (s *Store) Tokens(ctx context.Context, person string) ([]Token, error) {
	tokens := []Token{}
	err := s.reads.SelectContext(ctx, &tokens, `
		SELECT id, label, created_at, expires_at, used_at FROM tokens
		WHERE person = $1 AND revoked_at IS NULL AND expires_at > clock_timestamp()
		ORDER BY created_at DESC`, person)
	if err != nil {
		return nil, fmt.Errorf("list tokens: %w", err)
	}
	return tokens, nil
}

// RevokeToken ends a token of that person; refused not_found when it is not theirs.
func (s *Store) RevokeToken(ctx context.Context, person, id string) error {
	res, err := s.db.ExecContext(ctx, `
		UPDATE tokens SET revoked_at = clock_timestamp()
		WHERE id = $1 AND person = $2 AND revoked_at IS NULL`, id, person)
	if err != nil {
		return fmt.Errorf("revoke token: %w", err)
	}
	n, err := res.RowsAffected()
	if err != nil {
		return fmt.Errorf("revoke token: %w", err)
	}
	if n == 0 {
		return dossier.Refuse(dossier.CodeNotFound)
	}
	return nil
}

func hashOf(secret string) []byte {
	h := sha256.Sum256([]byte(secret))
	return h[:]
}
