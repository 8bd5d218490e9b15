package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
)

// AddCosigned takes in what witnesses have signed: a checkpoint of ours with their
// lines below it. Lines of others than the witnesses of the installation are left
// out, and a later line of a witness replaces an earlier one. It returns how many
// lines there were; refused invalid when it is not signed by the log, or by none of
// the witnesses, or a line is not its witness's.
func (s *Store) AddCosigned(ctx context.Context, rehearsal bool, cosigned []byte) (int, error) {
	log := logOf(rehearsal)
	lines, err := ledger.Cosignatures(cosigned, s.witnesses)
	if err != nil || len(lines) == 0 {
		return 0, errors.Join(dossier.Refuse(dossier.CodeInvalid), err)
	}
	err = s.transact(ctx, func(tx *sqlx.Tx) error {
		keys, err := keysOf(ctx, tx, log)
		if err != nil {
			return err
		}
		var own []byte
		var c ledger.Checkpoint
		for _, key := range keys {
			own, c, err = ledger.OwnCheckpoint(cosigned, key)
			if err == nil {
				break
			}
		}
		if err != nil {
			return errors.Join(dossier.Refuse(dossier.CodeInvalid), err)
		}
		state, err := stateOf(ctx, tx, log, false)
		if err != nil {
			return err
		}
		err = leadsTo(ctx, tx, log, state.head(), c.Head)
		if err != nil {
			return away(err)
		}
		_, err = tx.ExecContext(ctx, `
			INSERT INTO witnessed_checkpoints (log, size, checkpoint) VALUES ($1, $2, $3) ON CONFLICT (log, size) DO NOTHING`, log, c.Head.Size, string(own))
		if err != nil {
			return fmt.Errorf("keep checkpoint: %w", err)
		}
		for _, l := range lines {
			_, err = tx.ExecContext(ctx, `
				INSERT INTO cosignatures AS k (log, size, witness, line, signed_at) VALUES ($1, $2, $3, $4, $5)
				ON CONFLICT (log, size, witness) DO UPDATE SET line = excluded.line, signed_at = excluded.signed_at WHERE k.signed_at < excluded.signed_at`,
				log, c.Head.Size, l.Witness, l.Line, l.At)
			if err != nil {
				return fmt.Errorf("keep cosignature: %w", err)
			}
		}
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("take in cosignatures of log %s: %w", log, err)
	}
	return len(lines), nil
}

// Witnessed returns the checkpoint of the largest tree that a witness has signed,
// with the lines of all that did; refused not_found when there is none.
func (s *Store) Witnessed(ctx context.Context, rehearsal bool) ([]byte, error) {
	log := logOf(rehearsal)
	var last struct {
		Size       int64  `db:"size"`
		Checkpoint string `db:"checkpoint"`
	}
	err := s.db.GetContext(ctx, &last, `SELECT size, checkpoint FROM witnessed_checkpoints WHERE log = $1 ORDER BY size DESC LIMIT 1`, log)
	if err != nil {
		return nil, fmt.Errorf("read witnessed checkpoint: %w", orNotFound(err))
	}
	return s.withWitnesses(ctx, log, last.Size, []byte(last.Checkpoint))
}

// withWitnesses adds the lines of those witnesses who have signed the tree of that
// size.
func (s *Store) withWitnesses(ctx context.Context, log string, size int64, checkpoint []byte) ([]byte, error) {
	var lines []string
	err := s.db.SelectContext(ctx, &lines, `SELECT line FROM cosignatures WHERE log = $1 AND size = $2 ORDER BY witness`, log, size)
	if err != nil {
		return nil, fmt.Errorf("read cosignatures: %w", err)
	}
	return ledger.WithCosignatures(checkpoint, lines), nil
}
