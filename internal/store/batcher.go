package store

import (
	"context"
	"errors"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
)

// Intake gathers submissions of a few milliseconds into one transaction, so
// that one fsync serves many. It is safe for concurrent use.
type Intake struct {
	store *Store
	queue chan waiting
	done  chan struct{}
}

type waiting struct {
	ctx    context.Context
	d      Delivery
	answer chan result
}

// The measure of a batch: at most maxBatch deliveries, that came within
// gather of the first; at most 500 leaves a transaction.
const (
	maxBatch = 200
	gather   = 3 * time.Millisecond
	// queueLength is how many may wait; beyond it intake says busy at once,
	// before any work is done.
	queueLength = 4 * maxBatch
)

// NewIntake starts the batcher with a number of transactions that may run at
// once. It ends when ctx does; what waits then is still answered.
func (s *Store) NewIntake(ctx context.Context, lanes int) *Intake {
	in := &Intake{store: s, queue: make(chan waiting, queueLength), done: make(chan struct{})}
	ended := make(chan struct{})
	for range lanes {
		go func() {
			in.lane(ctx)
			ended <- struct{}{}
		}()
	}
	go func() {
		for range lanes {
			<-ended
		}
		close(in.done)
	}()
	return in
}

// Submit takes one submission in and returns when it is durable. Errors: a
// *dossier.Problem (invalid, idempotency_conflict, _erased or _forgotten, not_found, busy,
// account_required, organisation_account_required, mandate_missing), or *LateError.
func (in *Intake) Submit(ctx context.Context, d Delivery) (Accepted, error) {
	err := d.Submission.Check()
	if err != nil {
		return Accepted{}, err
	}
	if d.Key == "" || len(d.Key) > 200 {
		return Accepted{}, dossier.Refuse(dossier.CodeIdempotencyKey)
	}
	w := waiting{ctx: ctx, d: d, answer: make(chan result, 1)}
	select {
	case <-in.done:
		return Accepted{}, dossier.Refuse(dossier.CodeBusy)
	default:
	}
	select {
	case in.queue <- w:
	default:
		return Accepted{}, dossier.Refuse(dossier.CodeBusy)
	}
	select {
	case r := <-w.answer:
		return r.accepted, r.err
	case <-ctx.Done():
		return Accepted{}, ctx.Err()
	case <-in.done:
		select {
		case r := <-w.answer:
			return r.accepted, r.err
		default:
			return Accepted{}, dossier.Refuse(dossier.CodeBusy)
		}
	}
}

// Full reports whether Submit would say that it is busy, so that nothing is read of what
// could not be taken in.
func (in *Intake) Full() bool { return len(in.queue) == cap(in.queue) }

func (in *Intake) lane(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case first := <-in.queue:
			in.flush(in.fill(first))
		}
	}
}

// fill gathers what comes soon after the first.
func (in *Intake) fill(first waiting) []waiting {
	batch := []waiting{first}
	timer := time.NewTimer(gather)
	defer timer.Stop()
	for len(batch) < maxBatch {
		select {
		case w := <-in.queue:
			batch = append(batch, w)
		case <-timer.C:
			return batch
		}
	}
	return batch
}

// flush takes a batch in, round by round in the order of their ids.
func (in *Intake) flush(batch []waiting) {
	rounds := map[string][]waiting{}
	var order []string
	for _, w := range batch {
		if rounds[w.d.Round] == nil {
			order = append(order, w.d.Round)
		}
		rounds[w.d.Round] = append(rounds[w.d.Round], w)
	}
	for _, round := range order {
		in.flushRound(round, rounds[round])
	}
}

// flushTimeout bounds a transaction of intake. It is not the context of one of
// the requests: a client that hangs up must not fail the others.
const flushTimeout = 20 * time.Second

func (in *Intake) flushRound(round string, ws []waiting) {
	ctx, cancel := context.WithTimeout(context.Background(), flushTimeout)
	defer cancel()
	ds := make([]Delivery, len(ws))
	for i, w := range ws {
		ds[i] = w.d
	}
	results, err := in.store.takeIn(ctx, round, ds)
	switch {
	case err == nil:
	case len(ws) == 1:
		if duplicate(err) { // another process took the same key in meanwhile
			results, err = in.store.takeIn(ctx, round, ds)
		}
		if err != nil {
			results = []result{{err: err}}
		}
	default:
		// One bad member never fails the others: each goes alone.
		for _, w := range ws {
			in.flushRound(round, []waiting{w})
		}
		return
	}
	for i, w := range ws {
		if errors.Is(results[i].err, errAgain) {
			in.flushRound(round, []waiting{w})
			continue
		}
		w.answer <- results[i]
	}
}
