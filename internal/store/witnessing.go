package store

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
	"github.com/rasprava/rasprava/internal/witness"
)

// witnessedFor is for how long a tree that does not grow counts as witnessed.
const witnessedFor = time.Hour

// PublishCheckpoints keeps the last checkpoint of each log outside the database, as
// Publish does, and asks the witnesses that have an address to sign that of the
// public log: all at once, and none waits for another or keeps anybody from
// commenting. What they sign is kept with what others brought (AddCosigned). The
// result says how many were asked and how many signed; the error says why the others
// did not, or why the checkpoint was not kept.
func (s *Store) PublishCheckpoints(ctx context.Context) (dossier.PublishedCheckpoints, error) {
	errs := []error{s.Publish(ctx)}
	done := dossier.PublishedCheckpoints{Kept: errs[0] == nil}
	log := logOf(false)
	state, err := stateOf(ctx, s.db, log, false)
	if err != nil {
		return done, errors.Join(append(errs, err)...)
	}
	if state.Checkpoint == "" {
		return done, errors.Join(errs...)
	}
	var wait sync.WaitGroup
	var mu sync.Mutex
	for _, w := range s.witnesses {
		if w.URL() == "" {
			continue
		}
		wait.Go(func() {
			asked, err := s.askWitness(ctx, log, state.head(), []byte(state.Checkpoint), witness.New(w))
			if asked && err != nil {
				err = errors.Join(err, s.noteWitness(ctx, log, w, err))
			}
			mu.Lock()
			defer mu.Unlock()
			if asked {
				done.Asked++
			}
			if asked && err == nil {
				done.Signed++
			}
			errs = append(errs, err)
		})
	}
	wait.Wait()
	return done, errors.Join(errs...)
}

// askWitness has a witness sign the tree of head, unless it has of late, and keeps
// what it signed. A witness that has signed another tree than we remember says which,
// and is asked again from there.
func (s *Store) askWitness(ctx context.Context, log string, head ledger.Head, checkpoint []byte, w *witness.Client) (asked bool, err error) {
	old, fresh, err := s.lastWitnessed(ctx, log, w.Witness)
	if err != nil || fresh && old == head.Size {
		return false, err
	}
	cosigned, err := s.cosign(ctx, log, old, head, checkpoint, w)
	var behind witness.BehindError
	if errors.As(err, &behind) && behind.Size != old && behind.Size <= head.Size {
		cosigned, err = s.cosign(ctx, log, behind.Size, head, checkpoint, w)
	}
	if err != nil {
		return true, err
	}
	_, err = s.AddCosigned(ctx, log == rehearsalLog, cosigned)
	return true, err
}

func (s *Store) cosign(ctx context.Context, log string, old int64, head ledger.Head, checkpoint []byte, w *witness.Client) ([]byte, error) {
	var proof tlog.TreeProof
	if old > 0 && old < head.Size {
		var err error
		proof, err = tlog.ProveTree(head.Size, old, hashReader{ctx, s.db, log})
		if err != nil {
			return nil, fmt.Errorf("prove that tree of %d leaves continues that of %d: %w", head.Size, old, err)
		}
	}
	return w.Cosign(ctx, min(old, head.Size), proof, checkpoint)
}

// lastWitnessed returns the size of the largest tree that a witness has signed, 0
// when there is none, and whether it did so of late.
func (s *Store) lastWitnessed(ctx context.Context, log string, w ledger.Witness) (int64, bool, error) {
	var last struct {
		Size  int64 `db:"size"`
		Fresh bool  `db:"fresh"`
	}
	err := s.db.GetContext(ctx, &last, `
		SELECT coalesce(max(size), 0) AS size, coalesce(max(signed_at) > now() - make_interval(secs => $3), false) AS fresh
		FROM cosignatures WHERE log = $1 AND witness = $2`, log, w.String(), witnessedFor.Seconds())
	if err != nil {
		return 0, false, fmt.Errorf("read what %s has signed: %w", w.Name(), err)
	}
	return last.Size, last.Fresh, nil
}
