package audit

import (
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
	"time"
)

// BenchmarkAudit audits a mirror of a million leaves: half of them submissions,
// half the answers to them. cpu-s is the time of all processors.
func BenchmarkAudit(b *testing.B) {
	l := sound(b, 1_000_000)
	to := Folder(b.TempDir())
	for name, data := range l.publish() {
		path := filepath.Join(string(to), name)
		err := os.MkdirAll(filepath.Dir(path), 0o755)
		if err == nil {
			err = os.WriteFile(path, data, 0o644)
		}
		if err != nil {
			b.Fatal(err)
		}
	}
	size := len(l.leaves)
	l.leaves = nil
	runtime.GC()
	var most uint64
	before := processorTime(b)
	for b.Loop() {
		r, err := Run(b.Context(), to, Options{Keys: []string{l.signer.VerifierKey()}, Progress: func(done, _ int64) {
			if done%(1<<17) < 256 {
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				most = max(most, m.HeapInuse)
			}
		}})
		if err != nil || r.Wrong > 0 {
			b.Fatalf("got %v, %v", r, err)
		}
	}
	b.ReportMetric(float64(size*b.N)/b.Elapsed().Seconds(), "leaves/s")
	b.ReportMetric((processorTime(b)-before).Seconds()/float64(b.N), "cpu-s/op")
	b.ReportMetric(float64(most)/(1<<20), "MB-heap")
}

func processorTime(b *testing.B) time.Duration {
	b.Helper()
	var u syscall.Rusage
	err := syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	if err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
