package engine

import (
	"testing"
	"time"

	"github.com/rasprava/rasprava/internal/store"
)

func TestWhatCanWaitWaitsInARushAndNotForEver(t *testing.T) {
	begun := time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)
	var r rush
	for _, tt := range []struct {
		name              string
		after             time.Duration // since it began
		received, waiting int
		want              bool
	}{
		{"the first look tells nothing", 0, 1_000_000, 10, false},
		{"a few a second", time.Second, 1_000_200, 200, false},
		{"thousands a second", 3 * time.Second, 1_006_200, 6_000, true},
		{"they go on", 5 * time.Second, 1_012_200, 12_000, true},
		{"too many wait", 6 * time.Second, 1_112_200, 100_000, false},
		{"it is over", 16 * time.Second, 1_112_300, 90_000, false},
		{"no time has passed", 16 * time.Second, 1_200_000, 90_000, false},
	} {
		got := r.on(store.Arrivals{Received: tt.received, At: begun.Add(tt.after)}, tt.waiting)
		if got != tt.want {
			t.Errorf("%s: got %t", tt.name, got)
		}
	}
}
