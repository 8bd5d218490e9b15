package engine

import (
	"context"
	"time"
)

// wordsPoll is how long what was said waits at most, out of a rush, until it is found
// by the forms of its words; until then it is found by their letters. In a rush there
// is wordsRest between one transaction and the next, so that of two thousand comments
// a second at most the words are taken: it is a third of all the work that a comment
// makes, and can wait, which its author cannot.
const (
	wordsPoll = 2 * time.Second
	wordsRest = 200 * time.Millisecond
)

// signalsPoll is how long what stands out in how submissions came waits at most
// until it is counted.
const signalsPoll = 10 * time.Second

// TakeSignals counts, until ctx ends, what stands out in how submissions came. Any
// number of processes may run it.
func (c *Client) TakeSignals(ctx context.Context) {
	ticker := time.NewTicker(signalsPoll)
	defer ticker.Stop()
	for {
		_, err := c.store.TakeSignals(ctx)
		if err != nil && ctx.Err() == nil {
			c.log.ErrorContext(ctx, "signals_not_taken", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}

// TakeWords writes, until ctx ends, by which words comments, texts and titles are
// found. Any number of processes may run it.
func (c *Client) TakeWords(ctx context.Context) {
	for {
		n, err := c.store.TakeSomeWords(ctx)
		if err != nil && ctx.Err() == nil {
			c.log.ErrorContext(ctx, "words_not_taken", "error", err)
		}
		wait := wordsPoll
		if n > 0 && err == nil {
			wait = wordsRest
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(wait):
		}
	}
}
