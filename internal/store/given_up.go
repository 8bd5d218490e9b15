package store

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"github.com/google/uuid"
	"github.com/jmoiron/sqlx"
	"golang.org/x/mod/sumdb/tlog"

	"github.com/rasprava/rasprava/internal/ledger"
)

// ErrNothingToResolve: the log leads to what was published of it.
var ErrNothingToResolve = errors.New("the log leads to what was published")

// PublishedHead returns the last head that was published of a log from this
// machine, or where none is kept that this process knows; the size is 0 when none was.
func (s *Store) PublishedHead(ctx context.Context, rehearsal bool) (ledger.Head, error) {
	_, head, err := s.outside(ctx, s.db, logOf(rehearsal))
	return head, err
}

// outside returns the last head of a log that is known outside the database, with its
// checkpoint; the size is 0 when none is.
func (s *Store) outside(ctx context.Context, q sqlx.QueryerContext, log string) ([]byte, ledger.Head, error) {
	kept, err := s.published.last(log, func() ([]string, error) { return s.trusted(ctx, q, log) })
	if err != nil {
		return nil, ledger.Head{}, err
	}
	own := s.floors.of(log)
	switch {
	case kept != nil: // what this process knew and the log does not lead to was written there
		return kept.signed, kept.head, nil
	case own != nil:
		return own.signed, own.head, nil
	}
	return nil, ledger.Head{}, nil
}

// GiveUp lets a log go on from a backup without what was published since: a leaf
// (ledger.LogRestored) says in public that the longer tree of that size was given
// up, and names its checkpoint. Who holds receipts from it can show that they were
// given. It returns the index of the leaf. The error is ErrNothingToResolve, or
// that the published tree has another size.
func (s *Store) GiveUp(ctx context.Context, rehearsal bool, size int64) (int64, error) {
	log := logOf(rehearsal)
	var n int64
	err := s.transact(ctx, func(tx *sqlx.Tx) error {
		state, err := stateOf(ctx, tx, log, true)
		if err != nil {
			return err
		}
		err = s.continues(ctx, tx, log, state, s.floors.of(log))
		if err == nil {
			return ErrNothingToResolve
		}
		if !unsignable(err) {
			return err
		}
		signed, head, lookErr := s.outside(ctx, tx, log)
		switch {
		case lookErr != nil:
			return lookErr
		case head.Size == 0: // what is stored is wrong by itself
			return err
		case head.Size != size:
			return fmt.Errorf("the tree that was published has %d leaves, not %d", head.Size, size)
		}
		// Another machine may have kept a head of the same tree, and given it up.
		err = tx.GetContext(ctx, &n, `
			SELECT coalesce(max(n), -1) FROM given_up_heads WHERE log = $1 AND size >= $2 AND n < $2`, log, size)
		if err != nil {
			return fmt.Errorf("look for heads that were given up: %w", err)
		}
		if n < 0 {
			at, err := now(ctx, tx)
			if err != nil {
				return err
			}
			ext, err := s.grow(ctx, tx, log, state, []entry{{leaf: ledger.Leaf{Kind: ledger.LogRestored, At: at, Seq: size, Hash: ledger.HashOf(signed)}}})
			if err != nil {
				return err
			}
			n = ext.First
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO given_up_heads (log, size, root, checkpoint, n) VALUES ($1, $2, $3, $4, $5)`,
			log, size, head.Root[:], string(signed), n)
		if err != nil {
			return fmt.Errorf("put down what was given up: %w", err)
		}
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("give up what was published of log %s: %w", log, err)
	}
	return n, s.Publish(ctx)
}

// trusted returns the keys that may have signed a log: those of the record, and
// the one at hand, which a restored record may not know yet.
func (s *Store) trusted(ctx context.Context, q sqlx.QueryerContext, log string) ([]string, error) {
	keys, err := keysOf(ctx, q, log)
	return append(keys, s.keys.atHand(log).VerifierKey()), err
}

// Lost is what a restored log lacks, as a mirror has it.
type Lost struct {
	Checkpoint []byte                   // signed by the log
	Keys       ledger.KeyHistory        // empty: the key is the one that the record has
	First      int64                    // index of the first of Leaves; not beyond what is stored
	Leaves     iter.Seq2[[]byte, error] // to the end of the tree of Checkpoint
}

// Resume puts the leaves that a restored log lacks back from a mirror, as they were,
// and returns how many. Nothing is signed: the log has its old checkpoint again,
// and every receipt verifies in it; what the record lost of them it does not bring
// back. The error is ledger.ErrOtherRoot when the mirror's log is not this one.
func (s *Store) Resume(ctx context.Context, rehearsal bool, lost Lost) (int64, error) {
	log := logOf(rehearsal)
	var added int64
	err := s.transact(ctx, func(tx *sqlx.Tx) error {
		added = 0
		state, err := stateOf(ctx, tx, log, true)
		if err != nil {
			return err
		}
		key, err := s.takeKeys(ctx, tx, log, state.Key, lost.Keys)
		if err != nil {
			return err
		}
		own, c, err := ledger.OwnCheckpoint(lost.Checkpoint, key)
		if err != nil {
			return err
		}
		if c.Head.Size <= state.Size {
			return fmt.Errorf("the mirror has %d leaves, %d are stored: %w", c.Head.Size, state.Size, ledger.ErrSmallerTree)
		}
		head, n := state.head(), lost.First
		var some [][]byte
		flush := func() error {
			head, err = putBack(ctx, tx, log, head, some)
			added += int64(len(some))
			some = some[:0]
			return err
		}
		for leaf, err := range lost.Leaves {
			if err != nil {
				return err
			}
			if n++; n <= state.Size {
				continue
			}
			some = append(some, leaf)
			if len(some) == maxKept {
				err = flush()
				if err != nil {
					return err
				}
			}
		}
		err = flush()
		if err != nil {
			return err
		}
		if head != c.Head {
			return fmt.Errorf("with the leaves of the mirror the tree of %d is another than the one that is signed: %w", head.Size, ledger.ErrOtherRoot)
		}
		least := s.floors.of(log)
		_, err = tx.ExecContext(ctx, `UPDATE logs SET size = $2, root = $3, checkpoint = $4, vkey = $5 WHERE id = $1`,
			log, head.Size, head.Root[:], string(own), key)
		if err != nil {
			return fmt.Errorf("write head: %w", err)
		}
		state.Size, state.Root, state.Checkpoint = head.Size, head.Root[:], string(own)
		return s.continues(ctx, tx, log, state, least)
	})
	if err != nil {
		return 0, fmt.Errorf("resume log %s: %w", log, err)
	}
	return added, s.Publish(ctx)
}

// takeKeys puts down the keys that the record does not know yet, and returns the
// one that signs now. It must be at hand.
func (s *Store) takeKeys(ctx context.Context, tx *sqlx.Tx, log, key string, history ledger.KeyHistory) (string, error) {
	for i, p := range history {
		_, err := tx.ExecContext(ctx, `
			INSERT INTO log_keys (log, no, vkey, since, checkpoint) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (log, no) DO NOTHING`,
			log, i+1, p.Key, p.Since, p.Checkpoint)
		if err != nil {
			return "", fmt.Errorf("put down key: %w", err)
		}
		key = p.Key
	}
	_, err := s.keys.signer(log, key)
	return key, err
}

// putBack stores leaves as they are behind head, and returns the head with them.
func putBack(ctx context.Context, tx *sqlx.Tx, log string, head ledger.Head, leaves [][]byte) (ledger.Head, error) {
	if len(leaves) == 0 {
		return head, nil
	}
	added, root, err := ledger.Append(head.Size, leaves, hashReader{ctx, tx, log})
	if err != nil {
		return head, err
	}
	kinds, subjects, hashes := make([]string, len(leaves)), make([]*string, len(leaves)), make([][]byte, len(leaves))
	for i, b := range leaves {
		leaf, err := ledger.ParseLeaf(b)
		if err != nil {
			return head, fmt.Errorf("leaf %d: %w", head.Size+int64(i), err)
		}
		h := tlog.RecordHash(b)
		kinds[i], hashes[i] = string(leaf.Kind), h[:]
		subject := leaf.Submission
		if subject == "" {
			subject = leaf.Round
		}
		if uuid.Validate(subject) == nil {
			subjects[i] = &subject
		}
	}
	_, err = tx.ExecContext(ctx, `
		WITH leaves AS (
			INSERT INTO log_leaves (log, n, kind, leaf, leaf_hash, subject)
			SELECT $1, $2 + ordinality - 1, kind, leaf, hash, subject
			FROM unnest($3::text[], $4::bytea[], $5::bytea[], $6::uuid[]) WITH ORDINALITY AS u (kind, leaf, hash, subject, ordinality))
		INSERT INTO log_hashes (log, idx, hash)
		SELECT $1, $7 + ordinality - 1, hash FROM unnest($8::bytea[]) WITH ORDINALITY AS u (hash, ordinality)`,
		log, head.Size, array(kinds), array(leaves), array(hashes), array(subjects), tlog.StoredHashCount(head.Size), array(bytesOf(added)))
	if err != nil {
		return head, beyond(err)
	}
	return ledger.Head{Size: head.Size + int64(len(leaves)), Root: root}, nil
}
