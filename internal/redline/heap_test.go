package redline

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"runtime/debug"
	"strconv"
	"sync/atomic"
	"testing"
	"time"
)

// heapProcess is the variable of the environment that makes of this program one that measures the heap of one comparison.
const heapProcess = "REDLINE_HEAP"

func TestMain(m *testing.M) {
	if os.Getenv(heapProcess) == "" {
		os.Exit(m.Run())
	}
	var texts [2][]byte
	err := json.NewDecoder(os.Stdin).Decode(&texts)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	times, err := mostHeap(texts[0], texts[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(times)
}

// heapOf returns how many times the input was in use on the heap at once, at most. A process of its own measures it, in which everything
// waits while the collector works and until it is done: else what is allocated meanwhile, and what is not swept yet, counts as in use, which of
// a comparison of a millisecond is all of it.
func heapOf(tb testing.TB, old, new []byte) float64 {
	tb.Helper()
	texts, err := json.Marshal([2][]byte{old, new})
	if err != nil {
		tb.Fatal(err)
	}
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), heapProcess+"=1", "GODEBUG=gcstoptheworld=2")
	cmd.Stdin, cmd.Stderr = bytes.NewReader(texts), os.Stderr
	out, err := cmd.Output()
	if err != nil {
		tb.Fatal(err)
	}
	times, err := strconv.ParseFloat(string(bytes.TrimSpace(out)), 64)
	if err != nil {
		tb.Fatal(err)
	}
	return times
}

// mostHeap returns the most of three comparisons behind a first one, between which all is collected, so that none has the room of the one before.
func mostHeap(old, new []byte) (float64, error) {
	debug.SetGCPercent(1)
	most := 0.0
	for k := range 4 {
		times, err := heapOnce(old, new)
		if err != nil {
			return 0, err
		}
		if k > 0 {
			most = max(most, times)
		}
	}
	return most, nil
}

// heapOnce looks at the heap behind every collection, and ten thousand times a second between them.
func heapOnce(old, new []byte) (float64, error) {
	runtime.GC()
	runtime.GC()
	var most atomic.Uint64
	look := func() uint64 {
		var now runtime.MemStats
		runtime.ReadMemStats(&now)
		for {
			m := most.Load()
			if m >= now.HeapAlloc || most.CompareAndSwap(m, now.HeapAlloc) {
				return now.HeapAlloc
			}
		}
	}
	before := look()
	var over atomic.Bool
	var behind func(*[16]byte)
	behind = func(*[16]byte) { // is collected in every collection, and stands for the next one then
		look()
		if !over.Load() {
			runtime.SetFinalizer(&[16]byte{}, behind)
		}
	}
	behind(nil)
	done := make(chan struct{})
	go func() {
		for !over.Load() {
			look()
			time.Sleep(100 * time.Microsecond)
		}
		close(done)
	}()
	_, err := jsonOf(old, new)
	look()
	over.Store(true)
	<-done
	return float64(most.Load()-before) / float64(len(old)+len(new)), err
}

// Of texts that are short and long, what a comparison holds at once is counted in the texts' own length.
func TestAComparisonHoldsLessThanTwentyTimesItsTexts(t *testing.T) {
	for _, articles := range []int{7, 20} {
		m := mutate(generatedAct(t, 5, articles), 5, heavy)
		old, new := []byte(m.old.PlainText()), []byte(m.new.PlainText())
		times := heapOf(t, old, new)
		t.Logf("%d articles, %d bytes: %.1f times", articles, len(old)+len(new), times)
		if times >= 20 {
			t.Errorf("%d articles, %d bytes: %.1f times", articles, len(old)+len(new), times)
		}
	}
}
