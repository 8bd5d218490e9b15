package engine

import (
	"context"
	"time"
)

// promisePoll is how often it is tried to keep what was promised.
const promisePoll = 10 * time.Second

// KeepPromises takes into the ledger, until ctx ends, what was promised while it
// could not be signed, and logs why it cannot: that is for a person to put right.
// Any number of processes may run it.
func (c *Client) KeepPromises(ctx context.Context) {
	ticker := time.NewTicker(promisePoll)
	defer ticker.Stop()
	for {
		n, err := c.store.KeepPromises(ctx)
		if n > 0 {
			c.log.InfoContext(ctx, "promises_kept", "submissions", n)
		}
		if err != nil && ctx.Err() == nil {
			c.log.ErrorContext(ctx, "promises_not_kept", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}
