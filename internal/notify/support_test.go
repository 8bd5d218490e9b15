package notify_test

import (
	"context"
	"io"
	"testing"
)

func contextOf(t *testing.T) (context.Context, context.CancelFunc) {
	return context.WithCancel(t.Context())
}

// cancelling is a log that ends what writes to it with its first line.
type cancelling struct {
	io.Writer
	cancel context.CancelFunc
}

func (c *cancelling) Write(b []byte) (int, error) {
	defer c.cancel()
	return c.Writer.Write(b)
}
