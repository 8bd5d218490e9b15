// Package load sends submissions to a running system at a rate that does not
// wait for its answers, measures how long each took from the moment it was
// meant to be sent, and afterwards checks every receipt that it was given
// against the log. It speaks HTTP alone, as anybody may.
package load

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

// Options say what is sent, where and how fast.
type Options struct {
	URL   string // of the system, without a path
	Round string // id; empty: the only round that is open
	Real  bool   // the round may be of a dossier that is neither rehearsed nor told

	Rate        float64       // submissions a second; 0: as fast as the connections carry
	Duration    time.Duration // within which submissions are meant to be sent
	Connections int           // most that are open at once
	Timeout     time.Duration // of one request
	Patience    time.Duration // for how long what was not answered is sent again, with its key; 0: not at all
	Again       float64       // share, from 0 to 1, that is sent once more after its answer, with its key
	Memory      time.Duration // how often to look how much memory the server holds; 0: not at all
	Run         string        // begins every key; another for every run
	Shape       Shape

	Kept  string           // file that the receipts are put into, to be checked
	Clock func() time.Time // of the machine

	// Progress is told, each second, how it stands; nil: nobody is.
	Progress func(Progress)
}

// Progress is how a run stands.
type Progress struct {
	Elapsed  time.Duration
	Sent     int64   // meant to be sent and begun
	Received int64   // answered 201 or 202
	Failed   int64   // any other end
	Checked  int64   // receipts, once sending is over
	Of       int64   // receipts that are to be checked
	Memory   float64 // that the server held at the last look, in MB; 0: it was not looked at
}

// run is one run of the generator.
type run struct {
	Options
	target Target
	client *http.Client // for everything but submissions
	sender *sender
	kept   *keptFile
	began  time.Time

	next     atomic.Int64
	sent     atomic.Int64
	received atomic.Int64
	failed   atomic.Int64
	checked  atomic.Int64

	mu        sync.Mutex // protects what follows
	latencies []time.Duration
	answers   map[string]int64
	refusals  map[string]*Refusal // by their codes
	held      []Held
	faults    faults
	last      time.Time // of the last answer
}

// ErrUsage: what was asked for cannot be done with this system. ErrUnreachable:
// it does not answer.
var (
	ErrUsage       = errors.New("cannot be loaded so")
	ErrUnreachable = errors.New("does not answer")
)

// Run sends for o.Duration, waits for what was sent, and checks the receipts. The
// error is ErrUsage, ErrUnreachable, or of ctx or the file; what the system did
// wrong stands in the report.
func Run(ctx context.Context, o Options) (Report, error) {
	err := o.check()
	if err != nil {
		return Report{}, err
	}
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxIdleConnsPerHost, transport.MaxIdleConns, transport.MaxConnsPerHost = o.Connections, o.Connections, o.Connections
	transport.DisableCompression = true
	r := &run{Options: o, client: &http.Client{Transport: transport, Timeout: o.Timeout}, answers: map[string]int64{}, refusals: map[string]*Refusal{}}
	defer transport.CloseIdleConnections()
	r.target, err = r.find(ctx)
	if err != nil {
		return Report{}, err
	}
	r.sender = newSender(ctx, o, r.target.Round)
	r.kept, err = createKept(o.Kept)
	if err != nil {
		return Report{}, err
	}
	defer r.kept.close()
	if r.Memory > 0 {
		_, err = r.resident(ctx)
		if err != nil {
			return Report{}, err
		}
	}
	stop := r.watch()
	r.send(ctx)
	report := r.measured()
	if ctx.Err() == nil {
		err = r.check(ctx, &report)
	}
	stop()
	report.faults(&r.faults)
	return report, errors.Join(err, ctx.Err())
}

func (o Options) check() error {
	switch {
	case o.Clock == nil || o.Run == "" || o.Kept == "":
		return fmt.Errorf("load: %w: a clock, a name for the run and a file for receipts must be given", ErrUsage)
	case o.Rate < 0 || o.Duration <= 0 || o.Connections < 1 || o.Timeout <= 0 || o.Patience < 0 || o.Memory < 0 || o.Again < 0 || o.Again > 1:
		return fmt.Errorf("load: %w: rate, duration, connections, timeout and shares must be positive, a share at most 1", ErrUsage)
	}
	return o.Shape.check()
}

// watch tells the progress each second, and once more when it is stopped.
func (r *run) watch() (stop func()) {
	if r.Progress == nil {
		return func() {}
	}
	done, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		ticker := time.NewTicker(time.Second)
		defer ticker.Stop()
		for {
			select {
			case <-ticker.C:
				r.tell()
			case <-done:
				r.tell()
				return
			}
		}
	}()
	return func() { close(done); <-ended }
}

func (r *run) tell() {
	r.mu.Lock()
	held := 0.0
	if n := len(r.held); n > 0 {
		held = r.held[n-1].MB
	}
	r.mu.Unlock()
	r.Progress(Progress{Elapsed: r.Clock().Sub(r.began), Sent: r.sent.Load(), Received: r.received.Load(), Failed: r.failed.Load(),
		Checked: r.checked.Load(), Of: r.kept.count(), Memory: held})
}

// send lets each connection take the next submission, wait for the moment it is
// meant for, and send it. When all are busy, what comes late is late: its time
// runs from that moment.
func (r *run) send(ctx context.Context) {
	r.began = r.Clock()
	r.last = r.began
	end := r.began.Add(r.Duration)
	ctx, cancel := context.WithDeadline(ctx, end.Add(r.Timeout+r.Patience))
	defer cancel()
	if r.Memory > 0 {
		looking, stop := context.WithCancel(ctx)
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			r.weigh(looking)
		}()
		defer func() { stop(); <-ended }()
	}
	var wg sync.WaitGroup
	for range r.Connections {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for ctx.Err() == nil {
				n := r.next.Add(1) - 1
				meant := r.meant(n)
				if !meant.Before(end) {
					return
				}
				if !r.wait(ctx, meant) {
					return
				}
				r.sent.Add(1)
				r.deliver(ctx, n, meant)
			}
		}()
	}
	wg.Wait()
}

// meant is when submission n is meant to be sent.
func (r *run) meant(n int64) time.Time {
	if r.Rate == 0 {
		return r.Clock()
	}
	return r.began.Add(time.Duration(float64(n) / r.Rate * float64(time.Second)))
}

func (r *run) wait(ctx context.Context, until time.Time) bool {
	left := until.Sub(r.Clock())
	if left <= 0 {
		return true
	}
	timer := time.NewTimer(left)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}
