package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"sync"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/ledger"
)

// floors is the longest head of each log that this process knows to be committed, of
// those that it signed or built on. The file of published is a second old, and a
// database may go back within that second.
type floors struct {
	mu      sync.Mutex
	last    map[string]*floor
	pending map[*sqlx.Tx]*floor // signed, and not known to be committed
}

// floor is one such head.
type floor struct {
	log    string
	head   ledger.Head
	signed []byte
	given  map[int64]bool // leaves by which longer trees were given up before it; nil: as of the one before
}

func (f *floors) of(log string) *floor {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.last[log]
}

// signs notes what a transaction signed; the same one may sign again.
func (f *floors) signs(tx *sqlx.Tx, log string, head ledger.Head, signed []byte) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.pending == nil {
		f.pending = map[*sqlx.Tx]*floor{}
	}
	f.pending[tx] = &floor{log: log, head: head, signed: signed}
}

// ended takes note that a transaction was committed or was not, which counts for not
// where it cannot be known: then nobody was told what it signed.
func (f *floors) ended(tx *sqlx.Tx, committed bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	p := f.pending[tx]
	delete(f.pending, tx)
	if p != nil && committed {
		f.raise(p)
	}
}

// raise makes a head the last one, unless it is shorter. f.mu is held.
func (f *floors) raise(to *floor) {
	before := f.last[to.log]
	if before != nil && before.head.Size >= to.head.Size {
		return
	}
	if to.given == nil && before != nil {
		to.given = before.given
	}
	f.set(to)
}

func (f *floors) set(to *floor) {
	if f.last == nil {
		f.last = map[string]*floor{}
	}
	f.last[to.log] = to
}

// own reports whether the head, which is stored, is one that this process has signed
// on a tree it had checked, and whose commit it has not heard of yet. It counts then.
func (f *floors) own(log string, head ledger.Head) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, p := range f.pending {
		if p.log == log && p.head == head {
			f.raise(p)
			return true
		}
	}
	return false
}

// replace makes a head the last one in place of another, if that still is.
func (f *floors) replace(was, by *floor) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.last[by.log] == was {
		f.set(by)
	}
}

// transactionOf returns the transaction beneath.
func transactionOf(tx recorder) *sqlx.Tx {
	if p, ok := tx.(inTransaction); ok {
		return p.tx
	}
	return tx.(*sqlx.Tx)
}

// keepsOn says whether a log, as it is stored, leads to the floor of this process that
// was read before it was. Where it does not, and nobody has given the floor up, the
// floor is written to the file of published, so that every process and `ledger resolve`
// sees it; the error is then as that of continues.
func (s *Store) keepsOn(ctx context.Context, q sqlx.QueryerContext, log string, last logRow, least *floor) error {
	switch {
	case least == nil || last.head() == least.head || last.Size > least.head.Size && s.floors.own(log, last.head()):
		return nil
	}
	err := leadsTo(ctx, q, log, last.head(), least.head)
	if err == nil || !unsignable(err) {
		return err
	}
	given, lookErr := givenUpBy(ctx, q, log, least.head)
	if lookErr != nil {
		return lookErr
	}
	for _, n := range given {
		if !least.given[n] {
			return nil
		}
	}
	return errors.Join(fmt.Errorf("this process has signed or read more: %w", err), s.published.leave(ctx, s, q, log, last.head(), least))
}

// grows makes what is stored of a log, and was found to lead to the floor, the floor.
func (s *Store) grows(ctx context.Context, q sqlx.QueryerContext, log string, last logRow, least *floor) error {
	if last.Checkpoint == "" || least != nil && least.head == last.head() || s.floors.of(log) != least {
		return nil
	}
	err := leadsTo(ctx, q, log, last.head(), last.head())
	if err != nil {
		if unsignable(err) {
			return nil // its root is not that of its leaves: who signs says so, and it is no floor
		}
		return err
	}
	var given []int64
	err = sqlx.SelectContext(ctx, q, &given, `SELECT n FROM given_up_heads WHERE log = $1`, log)
	if err != nil {
		return fmt.Errorf("read what was given up: %w", err)
	}
	f := &floor{log: log, head: last.head(), signed: []byte(last.Checkpoint), given: map[int64]bool{}}
	for _, n := range given {
		f.given[n] = true
	}
	s.floors.replace(least, f)
	return nil
}

// givenUpBy returns the leaves that gave up a tree which had the head in it, or may
// have had: that very one, or a longer one of which the log went on from before it.
func givenUpBy(ctx context.Context, q sqlx.QueryerContext, log string, h ledger.Head) ([]int64, error) {
	var all []int64
	err := sqlx.SelectContext(ctx, q, &all, `
		SELECT n FROM given_up_heads WHERE log = $1 AND (size = $2 AND root = $3 OR size > $2 AND n < $2)`, log, h.Size, h.Root[:])
	if err != nil {
		return nil, fmt.Errorf("look for heads that were given up: %w", err)
	}
	return all, nil
}

// leave writes the floor to the file, unless what stands there says as much: a head as
// long or longer to which the log does not lead either.
func (p *published) leave(ctx context.Context, s *Store, q sqlx.QueryerContext, log string, last ledger.Head, least *floor) error {
	if p.dir == "" {
		return nil
	}
	kept, err := os.ReadFile(p.path(log))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("read published checkpoint: %w", err)
	}
	if bytes.Equal(kept, least.signed) {
		return nil
	}
	there, err := p.last(log, func() ([]string, error) { return s.trusted(ctx, q, log) })
	if err == nil && there != nil && there.head.Size >= least.head.Size && leadsTo(ctx, q, log, last, there.head) != nil {
		return nil
	}
	err = p.put(log, least.signed)
	if err != nil {
		return fmt.Errorf("keep the checkpoint that the log does not lead to: %w", err)
	}
	return nil
}
