package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/rasprava/rasprava/internal/ledger"
	"github.com/rasprava/rasprava/internal/witness"
)

// WitnessFailure is why a witness did not sign.
type WitnessFailure string

// The failures.
const (
	WitnessUnknownLog   WitnessFailure = "unknown_log"  // it does not follow the log
	WitnessOtherKey     WitnessFailure = "key"          // it knows the log under another key
	WitnessInconsistent WitnessFailure = "inconsistent" // the tree does not continue what it has signed
	WitnessAnswer       WitnessFailure = "answer"       // it answers in another way than the protocol says
	WitnessAhead        WitnessFailure = "behind"       // it has signed a tree of another size than there is
	WitnessUnreachable  WitnessFailure = "unreachable"
)

// WitnessFailures lists them.
var WitnessFailures = []WitnessFailure{WitnessUnknownLog, WitnessOtherKey, WitnessInconsistent, WitnessAnswer, WitnessAhead, WitnessUnreachable}

// failureOf says of which kind an error of a witness is.
func failureOf(err error) WitnessFailure {
	var behind witness.BehindError
	switch {
	case errors.Is(err, witness.ErrUnknownLog):
		return WitnessUnknownLog
	case errors.Is(err, witness.ErrKey):
		return WitnessOtherKey
	case errors.Is(err, witness.ErrInconsistent):
		return WitnessInconsistent
	case errors.Is(err, witness.ErrAnswer):
		return WitnessAnswer
	case errors.As(err, &behind):
		return WitnessAhead
	}
	return WitnessUnreachable
}

// maxCause is the longest cause that is kept, in letters.
const maxCause = 2000

// noteWitness puts down that a witness did not sign.
func (s *Store) noteWitness(ctx context.Context, log string, w ledger.Witness, failure error) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), witness.Timeout) // the time for asking may be up
	defer cancel()
	cause := []rune(failure.Error())
	_, err := s.db.ExecContext(ctx, `
		INSERT INTO witness_failures (log, witness, code, cause, failed_at) VALUES ($1, $2, $3, $4, clock_timestamp())
		ON CONFLICT (log, witness) DO UPDATE SET code = excluded.code, cause = excluded.cause, failed_at = excluded.failed_at`,
		log, w.String(), string(failureOf(failure)), string(cause[:min(len(cause), maxCause)]))
	if err != nil {
		return fmt.Errorf("note what %s answers: %w", w.Name(), err)
	}
	return nil
}

// WitnessState is how a witness of the public log stands.
type WitnessState struct {
	Name     string
	Asked    bool           // it has an address, and is asked; without one others bring what it signs
	Size     int64          // of the largest tree that it has signed; 0: none
	SignedAt *time.Time     // as it says
	Failure  WitnessFailure // the last one; empty: none
	FailedAt *time.Time
	Cause    string // of the failure, as the program says it
}

// Failing reports whether the witness did not sign since it last did.
func (w WitnessState) Failing() bool {
	return w.FailedAt != nil && (w.SignedAt == nil || w.SignedAt.Before(*w.FailedAt))
}

// WitnessStates returns how the witnesses of the installation stand, in their order.
func (s *Store) WitnessStates(ctx context.Context) ([]WitnessState, error) {
	all := make([]WitnessState, len(s.witnesses))
	for i, w := range s.witnesses {
		var row struct {
			Size     int64      `db:"size"`
			SignedAt *time.Time `db:"signed_at"`
			Failure  string     `db:"code"`
			FailedAt *time.Time `db:"failed_at"`
			Cause    string     `db:"cause"`
		}
		err := s.reads.GetContext(ctx, &row, `
			SELECT coalesce(c.size, 0) AS size, c.signed_at, coalesce(f.code, '') AS code, f.failed_at, coalesce(f.cause, '') AS cause
			FROM (SELECT max(size) AS size, max(signed_at) AS signed_at FROM cosignatures WHERE log = $1 AND witness = $2) c
			LEFT JOIN witness_failures f ON f.log = $1 AND f.witness = $2`, logOf(false), w.String())
		if err != nil {
			return nil, fmt.Errorf("read state of %s: %w", w.Name(), err)
		}
		all[i] = WitnessState{Name: w.Name(), Asked: w.URL() != "", Size: row.Size, SignedAt: row.SignedAt, Failure: WitnessFailure(row.Failure), FailedAt: row.FailedAt, Cause: row.Cause}
	}
	return all, nil
}
