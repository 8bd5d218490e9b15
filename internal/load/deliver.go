package load

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"
)

// answered is what the system said to one request. What it received is not read
// before the check, so that reading it takes no time from sending.
type answered struct {
	status  int
	body    []byte // of a 201 or 202; nil: there was none
	refused []byte // the problem with which it was refused, with another status
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
	File       File   `json:"-"` // that came with it
}

// same reports whether two answers to one key say the same of it. The proof may
// be of a newer tree, and what was promised may have been kept since.
func (a Receipt) same(b Receipt) bool {
	kept := a.Proof != "" && b.Proof != "" && a.Leaf != b.Leaf
	return a.ReceiptNo == b.ReceiptNo && a.Secret == b.Secret && a.ReceivedAt == b.ReceivedAt && !kept
}

// deliver sends submission n, its file before it, until it is answered or patience
// ends, and puts down what became of it.
func (r *run) deliver(ctx context.Context, n int64, meant time.Time) {
	until := meant.Add(r.Patience)
	file, ok := r.upload(ctx, n, until)
	if !ok {
		r.failed.Add(1)
		return
	}
	key, body := r.Run+"-"+strconv.FormatInt(n, 10), r.Shape.body(n, file.ID)
	post := func() (answered, error) { return r.post(key, body) }
	got, err := r.persist(ctx, until, post)
	now := r.Clock()
	outcome := outcomeOf(got, err)
	if got.body == nil {
		r.failed.Add(1)
		r.note(outcome, now, 0)
		r.refuse(got)
		return
	}
	r.received.Add(1)
	r.note(outcome, now, now.Sub(meant))
	err = r.kept.put(key, file, got.body)
	if err != nil {
		r.fault("keep receipt: %v", err)
	}
	if !falls(n, r.Again) {
		return
	}
	again, err := r.persist(ctx, r.Clock().Add(r.Patience), post)
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

// falls reports whether n is among a share of all numbers, evenly spread.
func falls(n int64, share float64) bool { return int64(float64(n+1)*share) > int64(float64(n)*share) }

// persist sends a request, again where patience allows it and there was no
// answer or one that says to come later.
func (r *run) persist(ctx context.Context, until time.Time, send func() (answered, error)) (answered, error) {
	for {
		got, err := send()
		later := err != nil || got.status == http.StatusTooManyRequests || got.status >= http.StatusInternalServerError
		next := r.Clock().Add(pause)
		if !later || ctx.Err() != nil || !next.Before(until) {
			return got, err
		}
		if !r.wait(ctx, next) {
			return got, ctx.Err()
		}
	}
}

// pause is how long passes before a request is sent again.
const pause = 100 * time.Millisecond

func (r *run) post(key string, body []byte) (answered, error) {
	got, err := r.sender.post(key, body, r.Clock().Add(r.Timeout))
	if err != nil {
		return answered{}, err
	}
	out := answered{status: got.status}
	if got.status == http.StatusCreated || got.status == http.StatusAccepted {
		out.body = got.body
		return out, nil
	}
	if got.status == http.StatusServiceUnavailable && got.retryAfter == "" {
		r.fault("503 without Retry-After")
	}
	out.refused = got.body
	return out, nil
}

// refuse counts why a submission was refused.
func (r *run) refuse(got answered) {
	var problem struct{ Code, Title, Detail string }
	err := json.Unmarshal(got.refused, &problem)
	if err != nil || problem.Code == "" {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	known := r.refusals[problem.Code]
	if known == nil {
		known = &Refusal{Code: problem.Code, Words: strings.TrimSpace(problem.Title + ". " + problem.Detail)}
		r.refusals[problem.Code] = known
	}
	known.Count++
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
