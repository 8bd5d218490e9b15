package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"

	"github.com/jmoiron/sqlx"
	"golang.org/x/mod/sumdb/tlog"

	"github.com/rasprava/rasprava/internal/ledger"
)

// published is the last checkpoint of each log as it stands outside the database,
// one file a log. A database that was restored from a backup does not lead to it,
// and nothing is signed over it then.
type published struct {
	dir string // empty: nothing is kept

	mu   sync.Mutex
	read map[string]*publishedHead
}

// publishedHead is what a file says. Once the log was found to lead to it, that
// stays so while the log does not become shorter.
type publishedHead struct {
	signed    []byte
	head      ledger.Head
	continued atomic.Bool
}

func (p *published) path(log string) string { return filepath.Join(p.dir, log) }

// last returns the published head of a log, nil when there is none. A file that
// was read before is not verified again; keys are asked for otherwise.
func (p *published) last(log string, vkeys func() ([]string, error)) (*publishedHead, error) {
	if p.dir == "" {
		return nil, nil
	}
	signed, err := os.ReadFile(p.path(log))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read published checkpoint: %w", err)
	}
	p.mu.Lock()
	known := p.read[log]
	p.mu.Unlock()
	if known != nil && bytes.Equal(known.signed, signed) {
		return known, nil
	}
	keys, err := vkeys()
	if err != nil {
		return nil, err
	}
	c, err := ledger.VerifyCheckpoint(signed, keys...)
	if err != nil {
		return nil, fmt.Errorf("read published checkpoint of log %s: %w: %w", log, ledger.ErrCorrupt, err)
	}
	h := &publishedHead{signed: signed, head: c.Head}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.read == nil {
		p.read = map[string]*publishedHead{}
	}
	p.read[log] = h
	return h, nil
}

// put writes the file whole, or leaves the one that is there.
func (p *published) put(log string, signed []byte) error {
	err := os.MkdirAll(p.dir, 0o755)
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(p.dir, ".new-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(signed)
	err = errors.Join(err, f.Chmod(0o644), f.Sync(), f.Close())
	if err != nil {
		return err
	}
	err = os.Rename(f.Name(), p.path(log))
	if err != nil {
		return err
	}
	folder, err := os.Open(p.dir)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}

// continues says whether the log, which is stored as last and was read after least,
// leads to what this process knows to have been signed of it, least, and to what was
// published of it. The error is ledger.ErrSmallerTree, ErrOtherRoot or ErrCorrupt when
// it does not, and nobody has given up what it does not lead to.
func (s *Store) continues(ctx context.Context, q sqlx.QueryerContext, log string, last logRow, least *floor) error {
	err := s.keepsOn(ctx, q, log, last, least)
	if err != nil {
		return err
	}
	return s.leadsToFile(ctx, q, log, last.head())
}

// leadsToFile is continues for what the file says.
func (s *Store) leadsToFile(ctx context.Context, q sqlx.QueryerContext, log string, last ledger.Head) error {
	floor, err := s.published.last(log, func() ([]string, error) { return s.trusted(ctx, q, log) })
	if err != nil || floor == nil {
		return err
	}
	if last.Size >= floor.head.Size && floor.continued.Load() {
		return nil
	}
	err = leadsTo(ctx, q, log, last, floor.head)
	if err != nil {
		floor.continued.Store(false)
		given, lookErr := isGivenUp(ctx, q, log, floor.head)
		if lookErr != nil {
			return lookErr
		}
		if !given {
			return err
		}
		return nil
	}
	floor.continued.Store(true)
	return nil
}

// leadsTo says whether the stored log, whose head is last, has the tree of floor
// in it.
func leadsTo(ctx context.Context, q sqlx.QueryerContext, log string, last, floor ledger.Head) error {
	if last.Size < floor.Size {
		return fmt.Errorf("%d leaves were published, %d are stored: %w", floor.Size, last.Size, ledger.ErrSmallerTree)
	}
	root, err := tlog.TreeHash(floor.Size, hashReader{ctx, q, log})
	if err != nil {
		return fmt.Errorf("compute root at %d: %w", floor.Size, err)
	}
	if root != floor.Root {
		return fmt.Errorf("the first %d leaves are not those that were published: %w", floor.Size, ledger.ErrOtherRoot)
	}
	return nil
}

func isGivenUp(ctx context.Context, q sqlx.QueryerContext, log string, h ledger.Head) (bool, error) {
	var given bool
	err := sqlx.GetContext(ctx, q, &given, `SELECT EXISTS (SELECT 1 FROM given_up_heads WHERE log = $1 AND size = $2 AND root = $3)`,
		log, h.Size, h.Root[:])
	if err != nil {
		return false, fmt.Errorf("look for heads that were given up: %w", err)
	}
	return given, nil
}

// publishLocks is the class of the advisory locks of logs whose checkpoint is
// written out: what is written later is never of a smaller tree.
const publishLocks = 7004

// Publish keeps the last checkpoint of each log outside the database. The error
// says of which log the database does not lead to what was kept before; that
// stays then. Any number of processes may call it.
func (s *Store) Publish(ctx context.Context) error {
	if s.published.dir == "" {
		return nil
	}
	var errs []error
	for _, log := range logs {
		err := s.transact(ctx, func(tx *sqlx.Tx) error {
			_, err := tx.ExecContext(ctx, `SELECT pg_advisory_xact_lock($1, hashtext($2))`, publishLocks, log)
			if err != nil {
				return fmt.Errorf("lock: %w", err)
			}
			least := s.floors.of(log)
			state, err := stateOf(ctx, tx, log, false)
			if err != nil || state.Checkpoint == "" {
				return err
			}
			err = s.continues(ctx, tx, log, state, least)
			if err == nil {
				err = s.grows(ctx, tx, log, state, least)
			}
			if err != nil {
				return err
			}
			kept, err := os.ReadFile(s.published.path(log))
			if err == nil && string(kept) == state.Checkpoint {
				return nil
			}
			return s.published.put(log, []byte(state.Checkpoint))
		})
		if err != nil {
			errs = append(errs, fmt.Errorf("publish checkpoint of log %s: %w", log, err))
		}
	}
	return errors.Join(errs...)
}

// Signable says why a log may not be signed as it is; nil when it may.
func (s *Store) Signable(ctx context.Context, rehearsal bool) error {
	log := logOf(rehearsal)
	least := s.floors.of(log)
	state, err := stateOf(ctx, s.db, log, false)
	if err != nil {
		return err
	}
	_, err = s.keys.signer(log, state.Key)
	if err != nil {
		return err
	}
	err = s.continues(ctx, s.db, log, state, least)
	if err != nil {
		return err
	}
	root, err := tlog.TreeHash(state.Size, hashReader{ctx, s.db, log})
	if err != nil {
		return fmt.Errorf("compute root: %w", err)
	}
	if root != tlog.Hash(state.Root) {
		return fmt.Errorf("%w: its hashes do not make the signed root", ledger.ErrCorrupt)
	}
	return nil
}
