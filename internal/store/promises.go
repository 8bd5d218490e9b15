package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/jmoiron/sqlx"
	"golang.org/x/mod/sumdb/tlog"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
)

const (
	// promiseTerm is within what time the log promises to take a leaf in.
	promiseTerm = 24 * time.Hour
	// maxKept is how many leaves one transaction takes in.
	maxKept = 500
)

// unsignable reports whether a log must not be signed as it is: what is stored
// does not lead to what was signed or published, or its key is not at hand. A
// person has to put it right; what came meanwhile is promised.
func unsignable(err error) bool {
	return errors.Is(err, ledger.ErrCorrupt) || errors.Is(err, ledger.ErrSmallerTree) || errors.Is(err, ledger.ErrOtherRoot) || errors.Is(err, ledger.ErrKey)
}

// away turns the error of a log that must not be signed into the refusal that
// people understand, which passes once the log is put right.
func away(err error) error {
	if unsignable(err) {
		return dossier.Refuse(dossier.CodeUnavailable).Because(err)
	}
	return err
}

// beyond says why leaves or hashes could not be written. That they are there
// already, past the head, is one more way in which a log is corrupt.
func beyond(err error) error {
	if duplicate(err) {
		return fmt.Errorf("write leaves: %w: there are some beyond its head: %w", ledger.ErrCorrupt, err)
	}
	return fmt.Errorf("write leaves: %w", err)
}

// promise keeps the sealed leaves, which the log cannot take, each with the log's
// signed word that it will be taken in; refused as unavailable where no key of the
// log is at hand to give it with.
func (b *batch) promise(ctx context.Context) error {
	keys, err := keysOf(ctx, b.tx, b.row.Log)
	if err != nil {
		return err
	}
	signer := b.store.keys.atHand(b.row.Log)
	if !slices.Contains(keys, signer.VerifierKey()) {
		return away(fmt.Errorf("promise leaves: %w: nobody could verify what %s signs", ledger.ErrKey, signer))
	}
	n := len(b.sealed)
	ids, leaves, promises := make([]string, n), make([][]byte, n), make([]string, n)
	due := b.row.Now.Add(promiseTerm)
	for i, one := range b.sealed {
		ids[i] = one.id
		leaves[i], err = one.leaf.Bytes()
		if err != nil {
			return fmt.Errorf("write leaf: %w", err)
		}
		signed, err := signer.SignPromise(ledger.Promise{Origin: signer.Origin(), ReceiptNo: one.no, Submission: one.id,
			LeafHash: tlog.RecordHash(leaves[i]), ReceivedAt: one.leaf.At, Due: due})
		if err != nil {
			return fmt.Errorf("sign promise: %w", err)
		}
		promises[i] = string(signed)
		b.results[one.i].accepted = Accepted{SubmissionID: one.id, ReceiptNo: one.no, Secret: b.store.keys.secretOf(one.no),
			ReceivedAt: one.leaf.At.UTC(), Comments: one.comments, Promise: signed, ConfirmUntil: b.confirmUntil(one)}
	}
	_, err = b.tx.ExecContext(ctx, `
		INSERT INTO promises (submission, log, leaf, promised_at, due, promise)
		SELECT submission, $1, leaf, $2, $3, promise FROM unnest($4::uuid[], $5::bytea[], $6::text[]) AS u (submission, leaf, promise)`,
		b.row.Log, b.row.Now, due, array(ids), array(leaves), array(promises))
	if err != nil {
		return fmt.Errorf("keep promises: %w", err)
	}
	return nil
}

// KeepPromises takes into each log what it promised to take in, oldest first and
// each leaf once, and returns how many promises it kept. The error says what
// could not be kept and why; it stays promised. Any number of processes may call
// it at once.
func (s *Store) KeepPromises(ctx context.Context) (int, error) {
	var (
		kept int
		errs []error
	)
	for _, log := range logs {
		for {
			n, err := s.keepSome(ctx, log)
			kept += n
			if err != nil {
				errs = append(errs, fmt.Errorf("keep promises of log %s: %w", log, err))
			}
			if n < maxKept {
				break
			}
		}
	}
	return kept, errors.Join(errs...)
}

// promised is a leaf that waits for its log.
type promised struct {
	Submission string    `db:"submission"`
	Dossier    string    `db:"dossier"`
	Leaf       []byte    `db:"leaf"`
	Due        time.Time `db:"due"`
	Promise    string    `db:"promise"`

	leaf ledger.Leaf
}

// keepSome keeps up to maxKept promises of one log in one transaction. One that
// is not of the leaf beside it is left, and named in the error.
func (s *Store) keepSome(ctx context.Context, log string) (int, error) {
	var (
		kept  int
		unfit error
	)
	err := s.transact(ctx, func(tx *sqlx.Tx) error {
		kept, unfit = 0, nil
		var fit []promised
		var err error
		fit, unfit, err = promisesOf(ctx, tx, log, someUnlocked, maxKept)
		if err != nil || len(fit) == 0 {
			return err
		}
		err = s.keep(ctx, tx, log, fit)
		if err != nil {
			return fmt.Errorf("%d of them, the first due %s: %w", len(fit), fit[0].Due.UTC().Format(time.RFC3339), err)
		}
		kept = len(fit)
		return nil
	})
	if err != nil {
		kept = 0
	}
	return kept, errors.Join(unfit, err)
}

// keepBefore takes in what the dossier has promised, ahead of a leaf that may be
// about it: a comment cannot be answered, covered, set aside or counted in a log
// that has not received it yet. What is not as it was promised is left to
// KeepPromises, which names it.
func (s *Store) keepBefore(ctx context.Context, tx recorder, log, dossierID string) error {
	fit, _, err := promisesOf(ctx, tx, log, allOfDossier, dossierID)
	if err != nil || len(fit) == 0 {
		return err
	}
	return s.keep(ctx, tx, log, fit)
}

// promisesOf locks and returns the promises of a log that are not kept, oldest
// first: allOfDossier, or someUnlocked, up to that
// many. The first error names what is not of the leaf beside it.
func promisesOf(ctx context.Context, tx recorder, log, which string, arg any) (fit []promised, unfit, err error) {
	var rows []promised
	err = sqlx.SelectContext(ctx, tx, &rows, `
		SELECT p.submission, r.dossier, p.leaf, p.due, p.promise FROM promises p
		JOIN submissions s ON s.id = p.submission JOIN rounds r ON r.id = s.round
		WHERE p.log = $1 AND p.kept_at IS NULL `+which, log, arg)
	if err != nil {
		return nil, nil, fmt.Errorf("read promises: %w", err)
	}
	if len(rows) == 0 {
		return nil, nil, nil
	}
	keys, err := keysOf(ctx, tx, log)
	if err != nil {
		return nil, nil, err
	}
	for _, p := range rows {
		err = p.check(keys)
		if err != nil {
			unfit = errors.Join(unfit, fmt.Errorf("submission %s: %w", p.Submission, err))
			continue
		}
		fit = append(fit, p)
	}
	return fit, unfit, nil
}

// The promises that promisesOf is asked for, oldest first.
const (
	someUnlocked = `ORDER BY p.promised_at, p.submission LIMIT $2 FOR NO KEY UPDATE OF p SKIP LOCKED`
	allOfDossier = `AND r.dossier = $2 ORDER BY p.promised_at, p.submission FOR NO KEY UPDATE OF p`
)

// check reads the leaf; the error says that it is not what was promised.
func (p *promised) check(vkeys []string) error {
	said, err := ledger.VerifyPromise([]byte(p.Promise), vkeys...)
	if err != nil {
		return err
	}
	if said.Submission != p.Submission || said.LeafHash != tlog.RecordHash(p.Leaf) {
		return fmt.Errorf("%w: another leaf was promised", ledger.ErrCorrupt)
	}
	p.leaf, err = ledger.ParseLeaf(p.Leaf)
	return err
}

// keep appends the leaves, dossier by dossier as they follow one another, and
// puts down where each stands.
func (s *Store) keep(ctx context.Context, tx recorder, log string, ps []promised) error {
	ids, ns := make([]string, len(ps)), make([]int64, len(ps))
	for from := 0; from < len(ps); {
		var entries []entry
		for _, p := range ps[from:] {
			if p.Dossier != ps[from].Dossier {
				break
			}
			entries = append(entries, entry{leaf: p.leaf, subject: p.Submission})
		}
		ext, err := s.extend(ctx, tx, log, ps[from].Dossier, entries)
		if err != nil {
			return err
		}
		for i, e := range entries {
			ids[from+i], ns[from+i] = e.subject, ext.First+int64(i)
		}
		from += len(entries)
	}
	_, err := tx.ExecContext(ctx, `
		UPDATE promises p SET kept_at = clock_timestamp(), n = u.n
		FROM unnest($1::uuid[], $2::bigint[]) AS u (submission, n) WHERE p.submission = u.submission`, array(ids), array(ns))
	if err != nil {
		return fmt.Errorf("put promises down as kept: %w", err)
	}
	return nil
}
