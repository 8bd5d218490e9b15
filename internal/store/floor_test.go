package store_test

import (
	"database/sql"
	"errors"
	"net/url"
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/ledger"
	"github.com/rasprava/rasprava/internal/store"
)

// goesBack puts another database in the place of the one that is in use, under the
// connections of a process that goes on.
func (b *backedUp) goesBack(to string) {
	b.t.Helper()
	u, err := url.Parse(b.options.URL)
	if err != nil {
		b.t.Fatal(err)
	}
	old, err := url.Parse(to)
	if err != nil {
		b.t.Fatal(err)
	}
	name, from := strings.TrimPrefix(u.Path, "/"), strings.TrimPrefix(old.Path, "/")
	u.Path = "/postgres"
	db, err := sql.Open("postgres", u.String())
	if err != nil {
		b.t.Fatal(err)
	}
	defer db.Close()
	for _, query := range []string{`ALTER DATABASE ` + name + ` ALLOW_CONNECTIONS false`, `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '` + name + `'`,
		`DROP DATABASE ` + name + ` WITH (FORCE)`, `ALTER DATABASE ` + from + ` RENAME TO ` + name} {
		_, err = db.ExecContext(b.t.Context(), query)
		if err != nil {
			b.t.Fatalf("%s: %v", query, err)
		}
	}
}

// TestADatabaseThatGoesBackWithinTheSecondOfTheFileIsNotSignedOver has the file say
// one checkpoint, the process sign two more before it is written again, and the
// database go back to before these.
func TestADatabaseThatGoesBackWithinTheSecondOfTheFileIsNotSignedOver(t *testing.T) {
	for name, resolves := range map[string]func(t *testing.T, b *backedUp, size int64, lost store.Lost){
		"until it is given up": func(t *testing.T, b *backedUp, size int64, _ store.Lost) {
			if _, err := b.opens(t).GiveUp(t.Context(), true, size); err != nil { // as the command does, in a process of its own
				t.Fatal(err)
			}
		},
		"until the leaves are put back": func(t *testing.T, b *backedUp, _ int64, lost store.Lost) {
			if _, err := b.opens(t).Resume(t.Context(), true, lost); err != nil {
				t.Fatal(err)
			}
		},
		"until it is given up by the process itself": func(t *testing.T, b *backedUp, size int64, _ store.Lost) {
			if _, err := b.s.GiveUp(t.Context(), true, size); err != nil {
				t.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBackedUp(t)
			b.received()
			backup := b.copies()
			b.publishes()
			b.received()
			lost := b.received()
			mirror, size := b.copyOf(), b.log().Size
			b.goesBack(backup)
			stored := b.log().Size
			if stored != size-2 {
				t.Fatalf("the database has %d leaves, want %d", stored, size-2)
			}

			meanwhile, err := b.sends()
			if err != nil || meanwhile.Promise == nil || meanwhile.Receipt != nil {
				t.Fatalf("a comment: got %+v, %v, want a promise", meanwhile, err)
			}
			for what, err := range map[string]error{"signable": b.s.Signable(t.Context(), true), "published": b.s.Publish(t.Context()),
				"signable to another process, that signed nothing": b.opens(t).Signable(t.Context(), true)} {
				if !errors.Is(err, ledger.ErrSmallerTree) {
					t.Errorf("%s: got %v, want ErrSmallerTree", what, err)
				}
			}
			if head, err := b.opens(t).PublishedHead(t.Context(), true); err != nil || head.Size != size {
				t.Errorf("the file says %d leaves, %v, want the %d that were signed", head.Size, err, size)
			}
			if b.log().Size != stored {
				t.Error("something was signed")
			}
			promise, err := ledger.VerifyPromise(meanwhile.Promise, b.keys()...)
			if err != nil {
				t.Fatal(err)
			}
			resolves(t, b, size, b.lostOf(mirror))
			b.goesOn(meanwhile, promise)
			b.verifies("a receipt of the lost second", lost.Receipt)

			// What is signed from now on is held to again.
			last := b.log().Size
			b.received()
			if err := b.s.Signable(t.Context(), true); err != nil || b.log().Size != last+1 {
				t.Errorf("it goes on: %v, %d leaves", err, b.log().Size)
			}
		})
	}
}

// TestWithoutAFileTheProcessItselfKnowsWhatItSigned has a process that keeps nothing
// outside the database.
func TestWithoutAFileTheProcessItselfKnowsWhatItSigned(t *testing.T) {
	b := newBackedUp(t)
	b.options.Checkpoints = ""
	backup := b.copies()
	b.received()
	size := b.log().Size
	b.goesBack(backup)
	if got, err := b.sends(); err != nil || got.Promise == nil {
		t.Fatalf("a comment: got %+v, %v, want a promise", got, err)
	}
	if _, err := b.s.GiveUp(t.Context(), true, size+1); err == nil {
		t.Error("another size was given up")
	}
	if _, err := b.s.GiveUp(t.Context(), true, size); err != nil {
		t.Fatal(err)
	}
	b.received()

	// A second time, behind what was given up.
	again := b.copiesBeside()
	b.received()
	b.goesBack(again)
	if err := b.s.Signable(t.Context(), true); !errors.Is(err, ledger.ErrSmallerTree) {
		t.Errorf("gone back again: got %v, want ErrSmallerTree", err)
	}
}

// TestAnotherProcessMaySignInBetween has two processes take turns.
func TestAnotherProcessMaySignInBetween(t *testing.T) {
	b := newBackedUp(t)
	other := b.opens(t).NewIntake(t.Context(), 1)
	own := b.intake
	for n := range 6 {
		b.intake = own
		if n%2 == 1 {
			b.intake = other
		}
		b.received()
	}
	if err := b.s.Signable(t.Context(), true); err != nil {
		t.Error(err)
	}
}

// TestWhatWasNotCommittedBindsNobody has a transaction sign and be undone.
func TestWhatWasNotCommittedBindsNobody(t *testing.T) {
	b := newBackedUp(t)
	b.received()
	before := b.log()
	_, err := b.s.DB().ExecContext(t.Context(), `
		CREATE FUNCTION fails() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'at the end'; END $$;
		CREATE CONSTRAINT TRIGGER fails AFTER UPDATE ON logs DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION fails()`)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := b.sends(); err == nil {
		t.Fatalf("got %+v", got)
	}
	_, err = b.s.DB().ExecContext(t.Context(), `DROP TRIGGER fails ON logs`)
	if err != nil {
		t.Fatal(err)
	}
	if err := b.s.Signable(t.Context(), true); err != nil || b.log() != before {
		t.Errorf("what was undone is held against the log: %v", err)
	}
	b.received()
}
