package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Sessions keeps the web's sessions: it is the store that alexedwards/scs asks
// for. Only the SHA-256 of a session's token is kept, and its data sealed: who
// reads the base reads neither.
type Sessions struct{ s *Store }

// Sessions returns the keeper of the web's sessions.
func (s *Store) Sessions() Sessions { return Sessions{s} }

// FindCtx returns the data of a session that neither expired nor was ended, and
// notes that it was used, once a minute. One whose data cannot be opened is none.
func (k Sessions) FindCtx(ctx context.Context, token string) ([]byte, bool, error) {
	var row struct {
		Data   []byte `db:"data"`
		Unseen bool   `db:"unseen"`
	}
	err := k.s.reads.GetContext(ctx, &row, `
		SELECT s.data, coalesce(n.used_at < clock_timestamp() - interval '1 minute', false) AS unseen
		FROM sessions s LEFT JOIN session_notes n ON n.hash = s.hash
		WHERE s.hash = $1 AND s.expires_at > clock_timestamp() AND n.ended_at IS NULL`, hashOf(token))
	if errors.Is(err, sql.ErrNoRows) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, fmt.Errorf("find session: %w", err)
	}
	data, err := unseal(token, row.Data)
	if err != nil { // written by an older program, or moved from another session
		return nil, false, nil
	}
	if row.Unseen {
		_, err = k.s.db.ExecContext(ctx, `UPDATE session_notes SET used_at = clock_timestamp() WHERE hash = $1`, hashOf(token))
		if err != nil {
			return nil, false, fmt.Errorf("mark session: %w", err)
		}
	}
	return data, true, nil
}

// CommitCtx writes a session.
func (k Sessions) CommitCtx(ctx context.Context, token string, data []byte, expiry time.Time) error {
	sealed, err := seal(token, data)
	if err != nil {
		return fmt.Errorf("seal session: %w", err)
	}
	_, err = k.s.db.ExecContext(ctx, `
		INSERT INTO sessions (hash, data, expires_at) VALUES ($1, $2, $3)
		ON CONFLICT (hash) DO UPDATE SET data = excluded.data, expires_at = excluded.expires_at`,
		hashOf(token), sealed, expiry)
	if err != nil {
		return fmt.Errorf("write session: %w", err)
	}
	return nil
}

// DeleteCtx ends a session.
func (k Sessions) DeleteCtx(ctx context.Context, token string) error {
	_, err := k.s.db.ExecContext(ctx, `DELETE FROM sessions WHERE hash = $1`, hashOf(token))
	if err != nil {
		return fmt.Errorf("end session: %w", err)
	}
	return nil
}

// Find, Commit and Delete are the same without a context, as scs wants them
// declared; it calls the others.
func (k Sessions) Find(token string) ([]byte, bool, error) {
	return k.FindCtx(context.Background(), token)
}

// Commit writes a session.
func (k Sessions) Commit(token string, data []byte, expiry time.Time) error {
	return k.CommitCtx(context.Background(), token, data, expiry)
}

// Delete ends a session.
func (k Sessions) Delete(token string) error { return k.DeleteCtx(context.Background(), token) }

// PurgeExpired removes what no longer matters, sessions, rate limits, what the
// outbox delivered a day ago and what nobody has staged anything beside, or
// recorded, for thirty days, and what authors left for longer than it is kept, and
// returns how many rows went.
func (s *Store) PurgeExpired(ctx context.Context) (int64, error) {
	var total int64
	for _, q := range []string{
		`DELETE FROM sessions WHERE expires_at < clock_timestamp()`,
		`DELETE FROM session_notes n WHERE coalesce(ended_at, used_at) < clock_timestamp() - interval '1 day'
			AND NOT EXISTS (SELECT 1 FROM sessions s WHERE s.hash = n.hash)`,
		`DELETE FROM rate_limits WHERE tat < clock_timestamp() - interval '1 hour'`,
		`DELETE FROM outbox WHERE delivered_at < clock_timestamp() - interval '1 day'`,
		forgetStaged,
		forgetHeld,
		forgetBrought,
		forgetMails,
	} {
		res, err := s.db.ExecContext(ctx, q)
		if err != nil {
			return total, fmt.Errorf("purge: %w", err)
		}
		n, err := res.RowsAffected()
		if err != nil {
			return total, fmt.Errorf("purge: %w", err)
		}
		total += n
	}
	unconfirmed, err := s.forgetUnconfirmed(ctx)
	if err != nil {
		return total, fmt.Errorf("purge: %w", err)
	}
	total += unconfirmed
	n, left := s.discardAttachments(ctx) // a file that stays keeps nothing else
	total += n
	at, err := now(ctx, s.db)
	if err != nil {
		return total, errors.Join(left, err)
	}
	f, err := s.Forget(ctx, at, s.retention)
	return total + f.Emails + f.Names + f.Files + f.Secrets + f.Notes, errors.Join(left, err)
}

// Allow reports whether one more event of key is within `burst` events at once
// and one each `every` in the long run, for all processes together; when it is
// not, it returns how long to wait. (Generic cell rate algorithm.)
func (s *Store) Allow(ctx context.Context, key string, every time.Duration, burst int) (bool, time.Duration, error) {
	res, err := s.db.ExecContext(ctx, `
		INSERT INTO rate_limits AS r (key, tat) VALUES ($1, clock_timestamp() + $2 * interval '1 second')
		ON CONFLICT (key) DO UPDATE SET tat = greatest(r.tat, clock_timestamp()) + $2 * interval '1 second'
		WHERE r.tat + ($2 - $3) * interval '1 second' <= clock_timestamp()`,
		key, every.Seconds(), every.Seconds()*float64(burst))
	if err != nil {
		return false, 0, fmt.Errorf("check rate: %w", err)
	}
	n, err := res.RowsAffected()
	if err != nil {
		return false, 0, fmt.Errorf("check rate: %w", err)
	}
	if n == 1 {
		return true, 0, nil
	}
	var wait float64
	err = s.db.GetContext(ctx, &wait, `
		SELECT greatest(0, extract(epoch FROM tat - clock_timestamp()) + $2 - $3) FROM rate_limits WHERE key = $1`,
		key, every.Seconds(), every.Seconds()*float64(burst))
	if err != nil {
		return false, 0, fmt.Errorf("check rate: %w", err)
	}
	return false, time.Duration(wait * float64(time.Second)), nil
}
