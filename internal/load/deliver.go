package load

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"strconv"
	"time"
)

// answered is what the system said to one request. What it received is not read
// before the check, so that reading it takes no time from sending.
type answered struct {
	status int
	body   []byte // of a 201 or 202; nil: there was none
}

// Receipt is what a submission was answered with.
type Receipt struct {
	Key        string `json:"key"`
	ReceiptNo  string `json:"receipt_no"`
	Secret     string `json:"secret"`
	ReceivedAt string `json:"received_at"`
	Leaf       int64  `json:"leaf"`
	Proof      string `json:"receipt,omitempty"`
	Promise    string `json:"promise,omitempty"`
}

// same reports whether two answers to one key say the same of it. The proof may
// be of a newer tree, and what was promised may have been kept since.
func (a Receipt) same(b Receipt) bool {
	kept := a.Proof != "" && b.Proof != "" && a.Leaf != b.Leaf
	return a.ReceiptNo == b.ReceiptNo && a.Secret == b.Secret && a.ReceivedAt == b.ReceivedAt && !kept
}

// deliver sends submission n until it is answered or patience ends, and puts
// down what became of it.
func (r *run) deliver(ctx context.Context, n int64, meant time.Time) {
	key, body := r.Run+"-"+strconv.FormatInt(n, 10), r.Shape.body(n)
	got, err := r.persist(ctx, key, body, meant.Add(r.Patience))
	now := r.Clock()
	outcome := outcomeOf(got, err)
	if got.body == nil {
		r.failed.Add(1)
		r.note(outcome, now, 0)
		return
	}
	r.received.Add(1)
	r.note(outcome, now, now.Sub(meant))
	err = r.kept.put(key, got.body)
	if err != nil {
		r.fault("keep receipt: %v", err)
	}
	if int64(float64(n+1)*r.Again) == int64(float64(n)*r.Again) {
		return
	}
	again, err := r.persist(ctx, key, body, r.Clock().Add(r.Patience))
	r.note("again: "+outcomeOf(again, err), r.Clock(), 0)
	if again.body == nil {
		return
	}
	var one, two Receipt
	err = errors.Join(json.Unmarshal(got.body, &one), json.Unmarshal(again.body, &two))
	if err != nil || !one.same(two) {
		r.fault("key %s was answered twice differently: receipt %s, then %s", key, one.ReceiptNo, two.ReceiptNo)
	}
}

// persist sends a request, again where patience allows it and there was no
// answer or one that says to come later.
func (r *run) persist(ctx context.Context, key string, body []byte, until time.Time) (answered, error) {
	for {
		got, wait, err := r.post(key, body, r.Clock().Add(r.Timeout))
		later := err != nil || got.status == http.StatusTooManyRequests || got.status >= http.StatusInternalServerError
		if !later || ctx.Err() != nil || !r.Clock().Add(wait).Before(until) {
			return got, err
		}
		if !r.wait(ctx, r.Clock().Add(wait)) {
			return got, ctx.Err()
		}
	}
}

// pause is how long a request waits that no answer told how long to wait.
const pause = 100 * time.Millisecond

func (r *run) post(key string, body []byte, until time.Time) (answered, time.Duration, error) {
	got, err := r.sender.post(key, body, until)
	if err != nil {
		return answered{}, pause, err
	}
	out := answered{status: got.status}
	if got.status == http.StatusCreated || got.status == http.StatusAccepted {
		out.body = got.body
		return out, 0, nil
	}
	if got.status == http.StatusServiceUnavailable && got.retryAfter == "" {
		r.fault("503 without Retry-After")
	}
	return out, pause, nil
}

// outcomeOf names how a submission ended: by status, or by what kept it from an
// answer.
func outcomeOf(got answered, err error) string {
	switch {
	case err == nil:
		return strconv.Itoa(got.status)
	case os.IsTimeout(err), errors.Is(err, context.DeadlineExceeded):
		return "no answer in time"
	}
	return "connection broke"
}

// note counts an outcome; a latency of 0 is none.
func (r *run) note(outcome string, at time.Time, latency time.Duration) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.answers[outcome]++
	if latency > 0 {
		r.latencies = append(r.latencies, latency)
	}
	if at.After(r.last) {
		r.last = at
	}
}

// faults are what the system did that it must never do; the first are kept in words.
type faults struct {
	count int64
	words []string
}

const maxFaults = 20

func (r *run) fault(format string, args ...any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.faults.count++
	if len(r.faults.words) < maxFaults {
		r.faults.words = append(r.faults.words, fmt.Sprintf(format, args...))
	}
}
