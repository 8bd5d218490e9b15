package store

import (
	"context"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
)

// SetClock takes the clock of a dossier that does not go by real time forward to a
// legal instant, also one that is to come in the real world.
func (s *Store) SetClock(ctx context.Context, ref dossier.Ref, legal time.Time) error {
	return s.transact(ctx, func(tx *sqlx.Tx) error {
		f, err := open(ctx, tx, ref)
		if err != nil {
			return err
		}
		return f.setClock(ctx, tx, f.Clock.Jump(f.At, legal))
	})
}
