package load

import (
	"bytes"
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Memory is what the web server held resident while it was sent to, by its own
// account under /metrics.
type Memory struct {
	Samples []Held  `json:"samples"`
	Most    float64 `json:"most_mb"`
	// Growth is by how much the mean of the last fifth of the run is above that of the
	// second fifth, in MB: what is filled at the beginning is filled by then.
	Growth float64 `json:"growth_mb"`
}

// Held is one look.
type Held struct {
	Second float64 `json:"second"` // of the run
	MB     float64 `json:"mb"`
}

// weigh looks every so often how much memory the system holds, until ctx ends. A look
// that the system did not answer is left out.
func (r *run) weigh(ctx context.Context) {
	for {
		began := r.Clock()
		mb, err := r.resident(ctx)
		if err == nil {
			r.mu.Lock()
			r.held = append(r.held, Held{Second: began.Sub(r.began).Seconds(), MB: mb})
			r.mu.Unlock()
		}
		if !r.wait(ctx, began.Add(r.Memory)) {
			return
		}
	}
}

// resident returns what the web server holds, in MB.
func (r *run) resident(ctx context.Context) (float64, error) {
	b, err := r.readOnce(ctx, "/metrics")
	if err != nil {
		return 0, err
	}
	for line := range bytes.Lines(b) {
		name, value, _ := strings.Cut(strings.TrimSpace(string(line)), " ")
		if name != "process_resident_memory_bytes" {
			continue
		}
		n, err := strconv.ParseFloat(value, 64)
		if err != nil {
			return 0, fmt.Errorf("read %s/metrics: %w: %w", r.URL, ErrUsage, err)
		}
		return n / (1 << 20), nil
	}
	return 0, fmt.Errorf("read %s/metrics: %w: it does not say how much memory it holds", r.URL, ErrUsage)
}

// memoryOf says what looks at a run of such a length came to; nil: there are none.
func memoryOf(held []Held, length time.Duration) *Memory {
	if len(held) == 0 {
		return nil
	}
	m := &Memory{Samples: held}
	mean := func(from, to float64) float64 {
		sum, n := 0.0, 0
		for _, h := range held {
			if part := h.Second / length.Seconds(); part >= from && part < to {
				sum, n = sum+h.MB, n+1
			}
		}
		if n == 0 {
			return held[len(held)-1].MB
		}
		return sum / float64(n)
	}
	for _, h := range held {
		m.Most = max(m.Most, h.MB)
	}
	m.Growth = mean(0.8, 2) - mean(0.2, 0.4)
	return m
}
