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
		err = f.setClock(ctx, tx, f.Clock.Jump(f.At, legal))
		if err != nil {
			return err
		}
		return s.appendPut(ctx, tx, f)
	})
}

// EndsByTheRecord returns, by stage, the day on which each ended stage of a dossier
// did, as the terms of later stages count it and as a migration does.
func (s *Store) EndsByTheRecord(ctx context.Context, ref dossier.Ref) (terms, migration map[string]string, err error) {
	terms, migration = map[string]string{}, map[string]string{}
	err = s.transact(ctx, func(tx *sqlx.Tx) error {
		f, err := open(ctx, tx, ref)
		if err != nil {
			return err
		}
		c, err := f.course(ctx, tx)
		if err != nil {
			return err
		}
		for _, r := range c.Runs {
			if r.LastDay.IsZero() {
				continue
			}
			migration[r.Stage] = r.LastDay.String()
			terms[r.Stage], err = f.endOf(ctx, tx, r.Stage)
			if err != nil {
				return err
			}
		}
		return nil
	})
	return terms, migration, err
}

// SealedOf returns what a sign-off on a dossier stands on.
func (s *Store) SealedOf(ctx context.Context, ref dossier.Ref) (dossier.Manifest, error) {
	var id string
	err := s.db.GetContext(ctx, &id, `SELECT id FROM dossiers WHERE ref = $1`, ref)
	if err != nil {
		return nil, err
	}
	all, err := manifests(ctx, s.db, []string{id})
	return all[id], err
}

// AttachmentBytes returns what is kept of a file, whoever may see it.
func (s *Store) AttachmentBytes(ctx context.Context, id string) ([]byte, error) {
	return s.files.Get(ctx, id)
}
