package store_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

// The Postgres of the tests gives up fsync; what a database or a role gives up
// besides is named too.
func TestWhatIsNotKeptIsNamed(t *testing.T) {
	s, address := storetest.Open(t)
	err := s.Durable(t.Context())
	if !errors.Is(err, store.ErrNotDurable) || !strings.HasSuffix(err.Error(), ": fsync = off") {
		t.Errorf("got %v", err)
	}
	_, err = s.DB().ExecContext(t.Context(), `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET synchronous_commit = off', current_database()); END $$`)
	if err != nil {
		t.Fatal(err)
	}
	later, err := store.Open(t.Context(), store.Options{URL: address, Keys: t.TempDir(), Origin: "rasprava.test"})
	if err != nil {
		t.Fatal(err)
	}
	defer later.Close()
	err = later.Durable(t.Context())
	if !errors.Is(err, store.ErrNotDurable) || !strings.HasSuffix(err.Error(), ": fsync, synchronous_commit = off") {
		t.Errorf("got %v", err)
	}
}
