package engine

import (
	"context"
	"time"

	"github.com/rasprava/rasprava/internal/store"
)

// wordsPoll is how long what was said waits at most, out of a rush, until it is found
// by the forms of its words; until then it is found by their letters. Then there is
// wordsRest between one transaction and the next.
const (
	wordsPoll = 2 * time.Second
	wordsRest = 200 * time.Millisecond
)

// signalsPoll is how long what stands out in how submissions came waits at most
// until it is counted.
const signalsPoll = 10 * time.Second

// In a rush, of rushed comments a second or more, words and signals are as much work
// as taking the comments in, and can wait, which their authors cannot: there is
// rushRest between one transaction and the next, until mostWaiting of them wait.
const (
	rushed      = 1000
	rushRest    = 2 * time.Second
	mostWaiting = 100_000
)

// rush tells a rush by how many comments there were when it looked last.
type rush struct{ last store.Arrivals }

// on reports whether there is a rush in which so many may wait.
func (r *rush) on(now store.Arrivals, waiting int) bool {
	before := r.last
	r.last = now
	over := now.At.Sub(before.At).Seconds()
	return !before.At.IsZero() && over > 0 && float64(now.Received-before.Received) >= rushed*over && waiting < mostWaiting
}

// TakeSignals counts, until ctx ends, what stands out in how submissions came. Any
// number of processes may run it.
func (c *Client) TakeSignals(ctx context.Context) {
	var r rush
	for {
		now, err := c.store.Arrivals(ctx)
		if err == nil && !r.on(now, now.WithoutSignals) {
			_, err = c.store.TakeSignals(ctx)
		}
		if err != nil && ctx.Err() == nil {
			c.log.ErrorContext(ctx, "signals_not_taken", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(signalsPoll):
		}
	}
}

// TakeWords writes, until ctx ends, by which words comments, texts and titles are
// found. Any number of processes may run it.
func (c *Client) TakeWords(ctx context.Context) {
	var r rush
	for {
		n, err := c.store.TakeSomeWords(ctx)
		wait := wordsPoll
		if n > 0 && err == nil {
			wait = wordsRest
			var now store.Arrivals
			now, err = c.store.Arrivals(ctx)
			if err == nil && r.on(now, now.WithoutWords) {
				wait = rushRest
			}
		}
		if err != nil && ctx.Err() == nil {
			c.log.ErrorContext(ctx, "words_not_taken", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(wait):
		}
	}
}
