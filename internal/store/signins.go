package store

import (
	"context"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
)

// Agent is the browser of a session in two words: codes such as `firefox` and
// `linux`.
type Agent struct {
	Browser string `db:"browser"`
	System  string `db:"system"`
}

// Session is where somebody is signed in, as they may see it.
type Session struct {
	ID      string `db:"id"`
	Current bool   `db:"current"` // the one that asks
	Agent
	CreatedAt time.Time `db:"created_at"`
	UsedAt    time.Time `db:"used_at"` // to the minute
}

// NoteSession puts down whose the session with that token is. It is called when
// the session is signed in, before its data is written.
func (s *Store) NoteSession(ctx context.Context, token, person string, a Agent) error {
	_, err := s.db.ExecContext(ctx, `
		INSERT INTO session_notes (hash, id, person, browser, system) VALUES ($1, $2, $3, $4, $5)`,
		hashOf(token), newID(), person, a.Browser, a.System)
	if err != nil {
		return fmt.Errorf("note session: %w", err)
	}
	return nil
}

// SessionsOf lists where a person is signed in, the session with the token first,
// then by when it was last used.
func (s *Store) SessionsOf(ctx context.Context, person, token string) ([]Session, error) {
	sessions := []Session{}
	err := s.reads.SelectContext(ctx, &sessions, `
		SELECT n.id, n.hash = $2 AS current, n.browser, n.system, n.created_at, n.used_at
		FROM session_notes n JOIN sessions s ON s.hash = n.hash
		WHERE n.person = $1 AND n.ended_at IS NULL AND s.expires_at > clock_timestamp()
		ORDER BY n.hash = $2 DESC, n.used_at DESC LIMIT 200`, person, hashOf(token))
	if err != nil {
		return nil, fmt.Errorf("list sessions: %w", err)
	}
	return sessions, nil
}

// EndSession ends a session of that person; refused not_found when there is none
// of theirs with that id.
func (s *Store) EndSession(ctx context.Context, person, id string) error {
	err := s.transact(ctx, func(tx *sqlx.Tx) error {
		n, err := endSessions(ctx, tx, `person = $1 AND id = $2`, person, id)
		if err == nil && n == 0 {
			return dossier.Refuse(dossier.CodeNotFound)
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("end session: %w", orNotFound(err))
	}
	return nil
}

// EndOtherSessions ends every session of the person but the one with the token,
// and returns how many.
func (s *Store) EndOtherSessions(ctx context.Context, person, token string) (int64, error) {
	var n int64
	err := s.transact(ctx, func(tx *sqlx.Tx) error {
		var err error
		n, err = endOthers(ctx, tx, person, token)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("end sessions: %w", err)
	}
	return n, nil
}

func endOthers(ctx context.Context, tx *sqlx.Tx, person, token string) (int64, error) {
	return endSessions(ctx, tx, `person = $1 AND hash <> $2`, person, hashOf(token))
}

// endSessions ends the sessions whose notes fit the condition, a constant.
func endSessions(ctx context.Context, tx *sqlx.Tx, which string, args ...any) (int64, error) {
	res, err := tx.ExecContext(ctx, `
		WITH ended AS (UPDATE session_notes SET ended_at = clock_timestamp() WHERE ended_at IS NULL AND `+which+` RETURNING hash)
		DELETE FROM sessions WHERE hash IN (SELECT hash FROM ended)`, args...)
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}
