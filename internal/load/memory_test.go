package load

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"
)

func TestMemoryGrowsFromTheSecondFifthToTheLast(t *testing.T) {
	for name, c := range map[string]struct {
		mb           []float64
		most, growth float64
	}{
		"flat after filling": {[]float64{20, 50, 80, 80, 81, 79, 80, 80, 80, 80}, 81, 0},
		"a leak":             {[]float64{10, 20, 30, 40, 50, 60, 70, 80, 90, 100}, 100, 60},
		"one look":           {[]float64{64}, 64, 0},
	} {
		var held []Held
		for i, mb := range c.mb {
			held = append(held, Held{Second: float64(i), MB: mb})
		}
		got := memoryOf(held, time.Duration(len(c.mb))*time.Second)
		if got.Most != c.most || got.Growth != c.growth {
			t.Errorf("%s: most %v, growth %v; want %v, %v", name, got.Most, got.Growth, c.most, c.growth)
		}
	}
	if memoryOf(nil, time.Second) != nil {
		t.Error("there is a memory without a look")
	}
}

func TestARunLooksAtTheMemoryOfTheServer(t *testing.T) {
	var looks atomic.Int64
	says := "process_resident_memory_bytes %d\n"
	h := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.Method == http.MethodPost:
			w.WriteHeader(http.StatusServiceUnavailable)
		case r.URL.Path == "/api/v1/rounds/1":
			_, _ = w.Write([]byte(`{"id":"1","dossier":"d","status":"open","version":1,"rehearsal":true}`))
		case r.URL.Path == "/metrics":
			fmt.Fprintf(w, "# HELP process_resident_memory_bytes Resident memory size in bytes.\ngo_goroutines 8\n"+says, 64<<20+looks.Add(1)<<20)
		default:
			_, _ = w.Write([]byte(`{}`))
		}
	}))
	defer h.Close()
	o := Options{URL: h.URL, Round: "1", Rate: 20, Duration: 500 * time.Millisecond, Connections: 1, Timeout: time.Second, Memory: 50 * time.Millisecond,
		Run: "r", Shape: UsualShape(), Kept: filepath.Join(t.TempDir(), "kept"), Clock: time.Now}
	report, _ := Run(t.Context(), o) // there is no log to check
	if report.Memory == nil || len(report.Memory.Samples) < 3 || report.Memory.Samples[0].MB < 65 || report.Memory.Growth <= 0 {
		t.Errorf("got %+v", report.Memory)
	}
	says = "nothing %d\n"
	if _, err := Run(t.Context(), o); !errors.Is(err, ErrUsage) {
		t.Errorf("a server that does not say what it holds: got %v", err)
	}
}
