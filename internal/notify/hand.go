package notify

import (
	"context"
	"slices"
	"sync"
	"time"

	"github.com/rasprava/rasprava/internal/store"
)

// A hand is the e-mails that a sender has taken and that nothing is known of yet. They
// are hidden from other senders for as long as it lives, and not much longer.
type hand struct {
	mu   sync.Mutex
	ids  []int64
	end  context.CancelFunc
	done chan struct{}
}

// take holds e-mails in a hand that is to be opened.
func (s *Sender) take(ctx context.Context, mails []store.Mail) *hand {
	ctx, end := context.WithCancel(ctx)
	h := &hand{end: end, done: make(chan struct{})}
	for _, m := range mails {
		h.ids = append(h.ids, m.ID)
	}
	go func() {
		defer close(h.done)
		ticker := time.NewTicker(mailsHold)
		defer ticker.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-ticker.C:
			}
			h.mu.Lock()
			err := s.Store.HoldMails(ctx, h.ids, mailsHide)
			h.mu.Unlock()
			if err != nil && ctx.Err() == nil {
				s.Log.ErrorContext(ctx, "mails_not_held", "error", err)
			}
		}
	}()
	return h
}

// give lets go of one, of which something is known now.
func (h *hand) give(id int64) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.ids = slices.DeleteFunc(h.ids, func(one int64) bool { return one == id })
}

// open lets go of all.
func (h *hand) open() {
	h.end()
	<-h.done
}
