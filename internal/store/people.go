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
	return s.addPerson(ctx, p, passwordHash, true)
}

// addPerson adds a person; confirmed says that the e-mail address is known to be theirs.
func (s *Store) addPerson(ctx context.Context, p Person, passwordHash string, confirmed bool) (string, error) {
	id := newID()
	_, err := s.db.ExecContext(ctx, `
		INSERT INTO persons (id, name, email, lang, password_hash, confirmed_at) VALUES ($1, $2, $3, $4, nullif($5, ''), CASE WHEN $6 THEN clock_timestamp() END)`,
		id, p.Name, p.Email, p.Lang, passwordHash, confirmed)
	if duplicate(err) {
		return "", invalidField("email", dossier.CodeEmailTaken)
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

// Actor returns what the person may stand for: every appointment, their own and
// lent, and every mandate, those whose days are over too, so that a refusal can
// say what has ended.
func (s *Store) Actor(ctx context.Context, person string) (dossier.Actor, error) {
	return actor(ctx, s.reads, person)
}

func actor(ctx context.Context, q sqlx.QueryerContext, person string) (dossier.Actor, error) {
	a := dossier.Actor{Person: person}
	err := sqlx.SelectContext(ctx, q, &a.Appointments, `
		SELECT b.code AS body, h.role, lower(h.valid)::text AS "from", coalesce((upper(h.valid) - 1)::text, '') AS until,
			coalesce(h.delegation::text, '') AS delegation, coalesce(h.delegator::text, '') AS onbehalf, coalesce(d.ref, '') AS dossier
		FROM held_roles h JOIN bodies b ON b.id = h.body JOIN persons p ON p.id = h.person LEFT JOIN dossiers d ON d.id = h.dossier
		WHERE h.person = $1 AND p.disabled_at IS NULL
		ORDER BY b.code, h.role, lower(h.valid), h.delegation`, person)
	if err != nil {
		return dossier.Actor{}, fmt.Errorf("read appointments: %w", err)
	}
	err = sqlx.SelectContext(ctx, q, &a.Mandates, `
		SELECT o.register_no AS organisation, lower(m.valid)::text AS "from", coalesce((upper(m.valid) - 1)::text, '') AS until
		FROM mandates m JOIN organisations o ON o.id = m.organisation JOIN persons p ON p.id = m.person
		WHERE m.person = $1 AND p.disabled_at IS NULL AND o.confirmed_at IS NOT NULL AND m.ended_at IS NULL
		ORDER BY o.register_no, lower(m.valid)`, person)
	if err != nil {
		return dossier.Actor{}, fmt.Errorf("read mandates: %w", err)
	}
	return a, nil
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
	err := changeOne(ctx, s.db, `
		UPDATE tokens SET revoked_at = clock_timestamp()
		WHERE id = $1 AND person = $2 AND revoked_at IS NULL`, id, person)
	if err != nil {
		return fmt.Errorf("revoke token: %w", orNotFound(err))
	}
	return nil
}

func hashOf(secret string) []byte {
	h := sha256.Sum256([]byte(secret))
	return h[:]
}
