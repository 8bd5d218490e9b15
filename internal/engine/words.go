package engine

import (
	"context"
	"time"
)

// wordsPoll is how long what was said waits at most until it is found by the forms
// of its words; until then it is found by their letters.
const wordsPoll = 2 * time.Second

// TakeWords writes, until ctx ends, by which words comments, texts and titles are
// found. Any number of processes may run it.
func (c *Client) TakeWords(ctx context.Context) {
	ticker := time.NewTicker(wordsPoll)
	defer ticker.Stop()
	for {
		_, err := c.store.TakeWords(ctx)
		if err != nil && ctx.Err() == nil {
			c.log.ErrorContext(ctx, "words_not_taken", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}
