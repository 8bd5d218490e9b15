package load

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"
)

// Report is what a run came to.
type Report struct {
	Format   string           `json:"format"` // rasprava.load/1
	Target   Target           `json:"target"`
	Wanted   float64          `json:"rate_wanted"`   // a second; 0: as fast as possible
	Achieved float64          `json:"rate_achieved"` // received a second, from the first to the last answer
	Seconds  float64          `json:"seconds"`
	Sent     int64            `json:"sent"`
	Unsent   int64            `json:"unsent"` // meant to be sent, and there was no connection for them in time
	Answers  map[string]int64 `json:"answers"`
	Refused  *Refusal         `json:"refused,omitempty"` // the most frequent refusal; nil: there was none
	Latency  Latency          `json:"latency"`
	Receipts Receipts         `json:"receipts"`
	Files    int64            `json:"files"` // that came with comments, and are there as they were sent
	Log      *Log             `json:"log,omitempty"`
	Memory   *Memory          `json:"memory,omitempty"` // nil: it was not looked at
	Faults   int64            `json:"faults"`
	Words    []string         `json:"fault_words,omitempty"`
}

// Refusal is a problem with which submissions were refused.
type Refusal struct {
	Code  string `json:"code"`
	Words string `json:"words"` // of the first
	Count int64  `json:"count"`
}

// Latency is how long what was received took, in milliseconds, from when it was
// meant to be sent.
type Latency struct {
	P50 float64 `json:"p50_ms"`
	P90 float64 `json:"p90_ms"`
	P99 float64 `json:"p99_ms"`
	Max float64 `json:"max_ms"`
}

// Receipts are how many there were and what came of checking them.
type Receipts struct {
	Received int64 `json:"received"`
	Verified int64 `json:"verified"`
	Promised int64 `json:"promised"` // and not in the log yet
	Failed   int64 `json:"failed"`
}

// Log is the log that the receipts were checked against.
type Log struct {
	Origin string `json:"origin"`
	Size   int64  `json:"size"`
}

// allowed are the answers that a system may give that is well: too much, or too
// late, is no fault of its.
var allowed = []string{"201", "202", "409", "429", "503", "again: 201", "again: 202", "again: 429", "again: 503", "file: 201", "file: 429", "file: 503"}

// Sound reports whether something was received, every answer was one that the interface
// allows for, and every receipt holds.
func (r Report) Sound() bool {
	if r.Receipts.Received == 0 {
		return false
	}
	for name := range r.Answers {
		if !slices.Contains(allowed, name) {
			return false
		}
	}
	return r.Faults == 0 && r.Receipts.Failed == 0 && r.Receipts.Verified+r.Receipts.Promised == r.Receipts.Received
}

// Why says with what the most were refused; of nothing that was refused, what the
// answers were.
func (r Report) Why() string {
	switch {
	case r.Refused != nil:
		return fmt.Sprintf("%d of %d were refused with %s: %s", r.Refused.Count, r.Sent, r.Refused.Code, r.Refused.Words)
	case r.Sent == 0:
		return "nothing was sent"
	}
	return "the answers were " + r.answers()
}

// answers lists the answers with their numbers, the most frequent first.
func (r Report) answers() string {
	var all []string
	for _, name := range slices.SortedFunc(maps.Keys(r.Answers), func(a, b string) int { return cmp.Or(cmp.Compare(r.Answers[b], r.Answers[a]), cmp.Compare(a, b)) }) {
		all = append(all, fmt.Sprintf("%s: %d", name, r.Answers[name]))
	}
	return strings.Join(all, ", ")
}

// measured returns the report on the sending.
func (r *run) measured() Report {
	r.mu.Lock()
	defer r.mu.Unlock()
	took := r.last.Sub(r.began)
	out := Report{Format: "rasprava.load/1", Target: r.target, Wanted: r.Rate, Seconds: took.Seconds(), Sent: r.sent.Load(), Answers: maps.Clone(r.answers)}
	if r.Rate > 0 {
		out.Unsent = max(0, int64(r.Rate*r.Duration.Seconds())-out.Sent)
	}
	for _, code := range slices.Sorted(maps.Keys(r.refusals)) {
		if one := r.refusals[code]; out.Refused == nil || one.Count > out.Refused.Count {
			out.Refused = one
		}
	}
	out.Receipts.Received = r.received.Load()
	if took > 0 {
		out.Achieved = float64(out.Receipts.Received) / took.Seconds()
	}
	out.Memory = memoryOf(r.held, r.Duration)
	slices.Sort(r.latencies)
	out.Latency = Latency{P50: percentile(r.latencies, 50), P90: percentile(r.latencies, 90), P99: percentile(r.latencies, 99), Max: percentile(r.latencies, 100)}
	return out
}

func (r *Report) faults(f *faults) { r.Faults, r.Words = f.count, f.words }

// percentile returns, of sorted times, the least that so many of a hundred do not
// exceed, in milliseconds.
func percentile(sorted []time.Duration, of int) float64 {
	if len(sorted) == 0 {
		return 0
	}
	at := (len(sorted)*of+99)/100 - 1
	return float64(sorted[max(0, at)].Microseconds()) / 1000
}

// Write writes the report in words.
func (r Report) Write(w io.Writer) error {
	var b strings.Builder
	line := func(name, format string, args ...any) {
		fmt.Fprintf(&b, "%-10s "+format+"\n", append([]any{name}, args...)...)
	}
	line("round", "%s (%s, %s)", r.Target.Round, r.Target.Dossier, r.Target.Title)
	wanted := "as fast as possible"
	if r.Wanted > 0 {
		wanted = fmt.Sprintf("%.0f wanted", r.Wanted)
	}
	line("received", "%d in %.1f s: %.1f a second, %s", r.Receipts.Received, r.Seconds, r.Achieved, wanted)
	if r.Receipts.Received > 0 {
		line("latency", "p50 %.1f ms, p90 %.1f ms, p99 %.1f ms, max %.1f ms, from when each was meant to be sent", r.Latency.P50, r.Latency.P90, r.Latency.P99, r.Latency.Max)
	}
	line("answers", "%s", r.answers())
	if r.Refused != nil {
		line("refused", "%d with %s: %s", r.Refused.Count, r.Refused.Code, r.Refused.Words)
	}
	if r.Unsent > 0 {
		line("unsent", "%d: no connection was free for them in time", r.Unsent)
	}
	if r.Log != nil {
		line("receipts", "%d verify and stand in the log of %d leaves, %d are promised, %d fail", r.Receipts.Verified, r.Log.Size, r.Receipts.Promised, r.Receipts.Failed)
	}
	if r.Files > 0 {
		line("files", "%d are there as they were sent", r.Files)
	}
	if r.Memory != nil {
		var held []string
		for _, h := range r.Memory.Samples {
			held = append(held, fmt.Sprintf("%.0f s: %.0f", h.Second, h.MB))
		}
		line("memory", "MB that the server held: %s", strings.Join(held, ", "))
		line("", "%.0f at most; from the second fifth of the run to the last it grew by %.1f", r.Memory.Most, r.Memory.Growth)
	}
	for _, words := range r.Words {
		line("fault", "%s", words)
	}
	if more := r.Faults - int64(len(r.Words)); more > 0 {
		line("fault", "and %d more", more)
	}
	_, err := io.WriteString(w, b.String())
	return err
}
