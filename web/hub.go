package web

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
)

// maxWatchers is how many may watch dossiers of one process at once.
const maxWatchers = 1000

// hubPause is how long it is waited before the record is listened to again.
const hubPause = time.Second

// hub tells those who watch a dossier that it has taken a step. The process
// listens to the record once for all of them, and only while there is somebody.
type hub struct {
	listen func(ctx context.Context, hear func(dossier.Ref)) error
	log    *slog.Logger
	over   chan struct{} // closed when the server shuts down

	mu       sync.Mutex // protects what follows
	watchers map[*watcher]struct{}
	stop     context.CancelFunc // ends the listening; nil: nobody listens
	closed   bool
}

// watcher is somebody who watches a dossier.
type watcher struct {
	ref  dossier.Ref
	news chan struct{} // holds at most one: what happened is read from the record
}

func newHub(listen func(ctx context.Context, hear func(dossier.Ref)) error, log *slog.Logger) *hub {
	return &hub{listen: listen, log: log, over: make(chan struct{}), watchers: map[*watcher]struct{}{}}
}

// watch adds somebody who watches a dossier, until they leave; refused busy when
// there are too many, or the server is about to end.
func (h *hub) watch(ref dossier.Ref) (*watcher, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed || len(h.watchers) >= maxWatchers {
		return nil, dossier.Refuse(dossier.CodeBusy)
	}
	w := &watcher{ref: ref, news: make(chan struct{}, 1)}
	h.watchers[w] = struct{}{}
	if h.stop == nil {
		ctx, stop := context.WithCancel(context.Background())
		h.stop = stop
		go h.follow(ctx)
	}
	return w, nil
}

// leave takes a watcher away.
func (h *hub) leave(w *watcher) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.watchers, w)
	if len(h.watchers) == 0 {
		h.rest()
	}
}

// rest stops listening; mu is held.
func (h *hub) rest() {
	if h.stop != nil {
		h.stop()
		h.stop = nil
	}
}

// close sends everybody away: a server that shuts down waits for nobody who
// would watch forever.
func (h *hub) close() {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed {
		return
	}
	h.closed = true
	close(h.over)
	h.rest()
}

// follow listens until ctx ends, again and again.
func (h *hub) follow(ctx context.Context) {
	for {
		err := h.listen(ctx, h.hear)
		if ctx.Err() != nil {
			return
		}
		h.log.WarnContext(ctx, "steps_not_heard", "error", err)
		select {
		case <-ctx.Done():
			return
		case <-time.After(hubPause):
		}
	}
}

// hear tells the watchers of a dossier; of all, where ref is empty. One who has
// not looked yet is not told twice.
func (h *hub) hear(ref dossier.Ref) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for w := range h.watchers {
		if ref != "" && w.ref != ref {
			continue
		}
		select {
		case w.news <- struct{}{}:
		default:
		}
	}
}
