package store

import (
	"context"
	"fmt"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
)

// DriftKind says how the workflow of a dossier differs from the record.
type DriftKind string

const (
	InStep   DriftKind = ""          // it does not
	Missing  DriftKind = "missing"   // there is none that runs
	Behind   DriftKind = "behind"    // it does not know of what has happened
	Ahead    DriftKind = "ahead"     // it knows of what the record does not: the record was restored from before
	NoAnswer DriftKind = "no_answer" // it did not say in time
)

// Drift is how the workflow of a dossier was found.
type Drift struct {
	Ref  dossier.Ref
	Kind DriftKind
}

// RecordDrift keeps how the workflows of dossiers were found: those that are in
// step leave the table, the others keep the instant since which they are as
// they are. Of dossiers that have ended meanwhile nothing is kept.
func (s *Store) RecordDrift(ctx context.Context, found []Drift) error {
	refs, kinds := make([]string, len(found)), make([]string, len(found))
	for i, d := range found {
		refs[i], kinds[i] = string(d.Ref), string(d.Kind)
	}
	return s.transact(ctx, func(tx *sqlx.Tx) error {
		_, err := tx.ExecContext(ctx, `
			INSERT INTO drift (dossier, kind)
			SELECT d.id, x.kind FROM unnest($1::text[], $2::text[]) AS x (ref, kind) JOIN dossiers d ON d.ref = x.ref
			WHERE x.kind <> '' AND d.status = 'open' ORDER BY d.id
			ON CONFLICT (dossier) DO UPDATE SET kind = excluded.kind, checked_at = excluded.checked_at,
				since = CASE WHEN drift.kind = excluded.kind THEN drift.since ELSE excluded.since END`, array(refs), array(kinds))
		if err != nil {
			return fmt.Errorf("record drift: %w", err)
		}
		_, err = tx.ExecContext(ctx, `
			DELETE FROM drift f USING dossiers d WHERE d.id = f.dossier
			AND (d.status <> 'open' OR d.ref IN (SELECT x.ref FROM unnest($1::text[], $2::text[]) AS x (ref, kind) WHERE x.kind = ''))`, array(refs), array(kinds))
		if err != nil {
			return fmt.Errorf("record drift: %w", err)
		}
		return nil
	})
}
