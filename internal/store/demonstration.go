package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
)

// ErrNotDemonstration says that only the clock of a demonstration is set by hand.
var ErrNotDemonstration = errors.New("not a demonstration dossier")

// SetDemonstrationClock takes the clock of a demonstration dossier forward to a
// legal instant, so that its history has days between what people did. Its
// present terms move with it. Zero, or an instant to come, ends the telling: from
// then on the dossier's time is the real one, as any other's.
func (s *Store) SetDemonstrationClock(ctx context.Context, ref dossier.Ref, legal time.Time) error {
	return s.transact(ctx, func(tx *sqlx.Tx) error {
		f, err := open(ctx, tx, ref)
		if err != nil {
			return err
		}
		if !f.Demonstration {
			return fmt.Errorf("set clock of %s: %w", ref, ErrNotDemonstration)
		}
		if !legal.IsZero() && legal.Before(f.At) {
			err = f.setClock(ctx, tx, f.Clock.Jump(f.At, legal))
			if err != nil {
				return err
			}
			return s.appendPut(ctx, tx, f)
		}
		err = f.setClock(ctx, tx, f.Clock.Jump(f.At, f.At))
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `UPDATE dossiers SET clock_pace = NULL, clock_real = NULL, clock_legal = NULL WHERE id = $1`, f.ID)
		if err != nil {
			return fmt.Errorf("end clock of %s: %w", ref, err)
		}
		return s.appendPut(ctx, tx, f)
	})
}

// Setting returns a setting of the installation; empty when it has none.
func (s *Store) Setting(ctx context.Context, key string) (string, error) {
	var value string
	err := s.db.GetContext(ctx, &value, `SELECT coalesce((SELECT value FROM settings WHERE key = $1), '')`, key)
	if err != nil {
		return "", fmt.Errorf("read setting %s: %w", key, err)
	}
	return value, nil
}

// SetSetting writes a setting of the installation.
func (s *Store) SetSetting(ctx context.Context, key, value string) error {
	_, err := s.db.ExecContext(ctx, `
		INSERT INTO settings (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value`, key, value)
	if err != nil {
		return fmt.Errorf("write setting %s: %w", key, err)
	}
	return nil
}
