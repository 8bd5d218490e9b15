package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
)

// forgetHeld removes files that waited a day for the rest of their form.
const forgetHeld = `DELETE FROM held_uploads WHERE held_at < clock_timestamp() - interval '1 day'`

// Hold keeps a file whose form cannot be taken yet, in place of one that the
// person's form for the dossier held before, and returns its SHA-256 in
// hexadecimal. It is kept for a day, or until a document is staged. Refused as
// Stage would refuse it, but for its kind.
func (s *Store) Hold(ctx context.Context, person string, ref dossier.Ref, d NewDocument) (string, error) {
	fields := d.checkFile(func(field string) string { return field })
	if fields != nil {
		return "", &dossier.Problem{Code: dossier.CodeInvalid, Fields: fields}
	}
	sum := sha256.Sum256(d.Bytes)
	err := s.drafting(ctx, person, ref, func(tx *sqlx.Tx, f *file) error {
		_, err := tx.ExecContext(ctx, `
			INSERT INTO held_uploads (dossier, person, name, bytes, sha256, held_at) VALUES ($1, $2, $3, $4, $5, $6)
			ON CONFLICT (dossier, person) DO UPDATE SET name = excluded.name, bytes = excluded.bytes, sha256 = excluded.sha256, held_at = excluded.held_at`,
			f.ID, person, d.Name, d.Bytes, sum[:], f.At)
		return err
	})
	if err != nil {
		return "", fmt.Errorf("hold a file for %s: %w", ref, err)
	}
	return hex.EncodeToString(sum[:]), nil
}

// Held returns the file that the person's form for the dossier holds, by its
// SHA-256 in hexadecimal; refused not_found where it holds another or none.
func (s *Store) Held(ctx context.Context, person string, ref dossier.Ref, sum string) (NewDocument, error) {
	var d NewDocument
	err := s.drafting(ctx, person, ref, func(tx *sqlx.Tx, f *file) error {
		err := tx.QueryRowxContext(ctx, `
			SELECT name, bytes FROM held_uploads WHERE dossier = $1 AND person = $2 AND encode(sha256, 'hex') = $3`,
			f.ID, person, sum).Scan(&d.Name, &d.Bytes)
		return orNotFound(err)
	})
	if err != nil {
		return NewDocument{}, fmt.Errorf("read the held file of %s: %w", ref, err)
	}
	return d, nil
}

// release forgets what the person's form for the dossier holds.
func release(ctx context.Context, tx *sqlx.Tx, f *file, person string) error {
	_, err := tx.ExecContext(ctx, `DELETE FROM held_uploads WHERE dossier = $1 AND person = $2`, f.ID, person)
	if err != nil {
		return fmt.Errorf("release the held file: %w", err)
	}
	return nil
}
