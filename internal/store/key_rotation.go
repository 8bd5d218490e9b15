package store

import (
	"context"
	"fmt"
	"os"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/ledger"
)

// keysOf returns the verifier keys of a log, the newest first.
func keysOf(ctx context.Context, q sqlx.QueryerContext, log string) ([]string, error) {
	var keys []string
	err := sqlx.SelectContext(ctx, q, &keys, `SELECT vkey FROM log_keys WHERE log = $1 ORDER BY no DESC`, log)
	if err != nil {
		return nil, fmt.Errorf("read keys of log %s: %w", log, err)
	}
	return keys, nil
}

// LogKeys returns the keys that sign and signed a log, the first one first, each
// with the checkpoint in which the one before names it.
func (s *Store) LogKeys(ctx context.Context, rehearsal bool) (ledger.KeyHistory, error) {
	var rows []struct {
		Key        string `db:"vkey"`
		Since      int64  `db:"since"`
		Checkpoint string `db:"checkpoint"`
	}
	err := s.db.SelectContext(ctx, &rows, `SELECT vkey, since, checkpoint FROM log_keys WHERE log = $1 ORDER BY no`, logOf(rehearsal))
	if err != nil {
		return nil, fmt.Errorf("read keys of log: %w", err)
	}
	h := make(ledger.KeyHistory, len(rows))
	for i, r := range rows {
		h[i] = ledger.KeyPeriod{Key: r.Key, Since: r.Since, Checkpoint: r.Checkpoint}
	}
	return h, nil
}

// NextKey makes the key that RotateKey will change to, when there is none yet, and
// returns its verifier key. Where several machines sign, its file is copied to all
// of them before the rotation.
func (s *Store) NextKey(rehearsal bool) (string, error) {
	log := logOf(rehearsal)
	next, err := ledger.LoadOrCreateKey(s.keys.path(log, "next"), s.keys.name(log))
	if err != nil {
		return "", fmt.Errorf("make next key: %w", err)
	}
	return next.VerifierKey(), nil
}

// RotateKey changes the key of a log for the one that NextKey makes, and returns
// its verifier key. The last leaf that the old key signs for names the new one, so
// that whoever knows the old key can follow. Processes that run take the new key
// with their next signature; the file of the old one stays, under its hash.
func (s *Store) RotateKey(ctx context.Context, rehearsal bool) (string, error) {
	log := logOf(rehearsal)
	_, err := s.NextKey(rehearsal)
	if err != nil {
		return "", err
	}
	next, err := ledger.LoadKey(s.keys.path(log, "next"), s.keys.name(log))
	if err != nil {
		return "", fmt.Errorf("rotate key: %w", err)
	}
	err = s.transact(ctx, func(tx *sqlx.Tx) error {
		state, err := stateOf(ctx, tx, log, true)
		if err != nil || state.Key == next.VerifierKey() { // done before, but for the files
			return err
		}
		at, err := now(ctx, tx)
		if err != nil {
			return err
		}
		ext, err := s.write(ctx, tx, log, []entry{{leaf: ledger.Leaf{Kind: ledger.KeyRotated, At: at, Hash: ledger.HashOf([]byte(next.VerifierKey()))}}})
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `
			INSERT INTO log_keys (log, no, vkey, since, checkpoint, at)
			SELECT $1, max(no) + 1, $2, $3, $4, $5 FROM log_keys WHERE log = $1`, log, next.VerifierKey(), ext.Head.Size, string(ext.Checkpoint), at)
		if err != nil {
			return fmt.Errorf("put down the new key: %w", err)
		}
		signed, err := next.Sign(ext.Head, ext.Head)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `UPDATE logs SET vkey = $2, checkpoint = $3 WHERE id = $1`, log, next.VerifierKey(), string(signed))
		if err != nil {
			return fmt.Errorf("change the key: %w", err)
		}
		return nil
	})
	if err != nil {
		return "", fmt.Errorf("rotate key of log %s: %w", log, err)
	}
	return next.VerifierKey(), s.keys.replace(log)
}

// replace lays the key file of a log aside, under the hash of its key, and puts
// the next one in its place. At no moment is there none: a process that starts
// then would make another.
func (k *keyring) replace(log string) error {
	old, err := ledger.LoadKey(k.path(log, ""), k.name(log))
	if err != nil {
		return fmt.Errorf("lay the old key aside: %w", err)
	}
	aside := k.path(log, old.Hash()+".old")
	err = os.Link(k.path(log, ""), aside)
	if err != nil && !os.IsExist(err) {
		return fmt.Errorf("lay the old key aside: %w", err)
	}
	err = os.Rename(k.path(log, "next"), k.path(log, ""))
	if err != nil {
		return fmt.Errorf("put the new key in its place: %w", err)
	}
	return nil
}
