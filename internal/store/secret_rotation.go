package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// RotateSecrets goes over to another key from which the secrets of submissions are made.
// The file of the old one stays, as submissions.<its hash>.old.key: secrets that were
// given out open their receipts as before, because their hashes are kept, and a letter
// or an answer that repeats one is made with it. With void they open nothing any more,
// and it returns of how many submissions. Processes that run go on with the key that
// they have read until they are started again.
func (s *Store) RotateSecrets(ctx context.Context, void bool) (int64, error) {
	err := s.keys.rotateSecret()
	if err != nil || !void {
		return 0, err
	}
	res, err := s.db.ExecContext(ctx, `UPDATE submissions SET secret_hash = `+zeroHash+` WHERE secret_hash <> `+zeroHash)
	if err != nil {
		return 0, fmt.Errorf("void secrets: %w", err)
	}
	return res.RowsAffected()
}

// rotateSecret puts another key in the place of the one from which secrets are made, and
// keeps the old one beside it.
func (k *keyring) rotateSecret() error {
	path := filepath.Join(k.dir, "submissions.key")
	was, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("rotate submissions.key: %w", err)
	}
	sum := sha256.Sum256(was)
	old := filepath.Join(k.dir, "submissions."+hex.EncodeToString(sum[:4])+".old.key")
	err = os.Link(path, old)
	if err != nil && !errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("keep the old submissions.key: %w", err)
	}
	next := filepath.Join(k.dir, "submissions.next.key")
	fresh, err := loadOrCreateSecret(next)
	if err == nil {
		err = os.Rename(next, path)
	}
	if err != nil {
		return fmt.Errorf("rotate submissions.key: %w", err)
	}
	k.secret, k.olds = fresh, append(k.olds, was)
	return nil
}
