package store_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

// Whoever reads on a snapshot holds a connection, and statements that were never asked
// before are prepared on another: many at once, in a process that has just started,
// must leave one for that.
func TestManyWhoReadAtOnceInAFreshProcessAllGoOn(t *testing.T) {
	record, address := storetest.Open(t)
	w := newWorldIn(t, record, "test.two_stage", rehearsal())
	s, err := store.Open(t.Context(), store.Options{URL: address, Keys: t.TempDir(), Origin: "rasprava.test", Conns: 4})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	begin := make(chan struct{})
	var wg sync.WaitGroup
	for range 40 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			<-begin
			_, err := s.Dossier(ctx, w.drafter, w.ref)
			if err != nil {
				t.Error(err)
			}
		}()
	}
	close(begin)
	wg.Wait()
}
