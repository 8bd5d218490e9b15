package store_test

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/rasprava/rasprava/internal/audit"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

// backedUp is a world whose database can be set back to a copy, while the data
// folder of the machine stays.
type backedUp struct {
	*world
	address string
	options store.Options
	intake  *store.Intake
	round   string
	sent    int
}

func newBackedUp(t *testing.T) *backedUp {
	t.Helper()
	b := &backedUp{address: storetest.Database(t)}
	b.options = store.Options{URL: b.address, Keys: t.TempDir(), Origin: "rasprava.test", Checkpoints: filepath.Join(t.TempDir(), "checkpoints")}
	s := b.opens(t)
	err := s.Prepare(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	b.world = newWorldIn(t, s, "test.two_stage", rehearsal())
	b.publish()
	b.addAct(draft)
	b.round = b.publish().Round
	b.intake = s.NewIntake(t.Context(), 1)
	return b
}

func (b *backedUp) opens(t *testing.T) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), b.options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// goesOnWith opens the store on another database.
func (b *backedUp) goesOnWith(address string) {
	b.t.Helper()
	err := b.s.Close()
	if err != nil {
		b.t.Fatal(err)
	}
	b.options.URL = address
	b.s = b.opens(b.t.(*testing.T))
	b.intake = b.s.NewIntake(b.t.Context(), 1)
}

// copies returns the address of a copy of the database as it is, and opens it anew.
func (b *backedUp) copies() string {
	b.t.Helper()
	err := b.s.Close()
	if err != nil {
		b.t.Fatal(err)
	}
	address := b.copiesBeside()
	b.goesOnWith(b.options.URL)
	return address
}

// copiesBeside is copies while a process goes on, whose connections it ends.
func (b *backedUp) copiesBeside() string {
	b.t.Helper()
	u, err := url.Parse(b.options.URL)
	if err != nil {
		b.t.Fatal(err)
	}
	from, name := strings.TrimPrefix(u.Path, "/"), "t_"+strings.ReplaceAll(uuid.NewString(), "-", "")
	u.Path = "/postgres"
	db, err := sql.Open("postgres", u.String())
	if err != nil {
		b.t.Fatal(err)
	}
	b.t.Cleanup(func() {
		db.Exec(`DROP DATABASE IF EXISTS ` + name + ` WITH (FORCE)`)
		db.Close()
	})
	for _, query := range []string{`SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '` + from + `'`, `CREATE DATABASE ` + name + ` TEMPLATE ` + from} {
		_, err = db.ExecContext(b.t.Context(), query)
		if err != nil {
			b.t.Fatalf("copy database: %s: %v", query, err)
		}
	}
	u.Path = "/" + name
	return u.String()
}

func (b *backedUp) sends() (store.Accepted, error) {
	b.sent++
	return b.intake.Submit(b.t.Context(), b.delivery(b.sent))
}

func (b *backedUp) delivery(n int) store.Delivery {
	return store.Delivery{Round: b.round, Key: fmt.Sprint("k", n), Submission: submission(fmt.Sprint("Коментар ", n, "."))}
}

func (b *backedUp) received() store.Accepted {
	b.t.Helper()
	got, err := b.sends()
	if err != nil || got.Receipt == nil {
		b.t.Fatalf("send: got %+v, %v", got, err)
	}
	return got
}

func (b *backedUp) publishes() {
	b.t.Helper()
	err := b.s.Publish(b.t.Context())
	if err != nil {
		b.t.Fatalf("publish: %v", err)
	}
}

func (b *backedUp) keys() []string {
	b.t.Helper()
	h, err := b.s.LogKeys(b.t.Context(), true)
	if err != nil {
		b.t.Fatal(err)
	}
	keys, err := ledger.ParseKeyTerms(h.Text())
	if err != nil {
		b.t.Fatal(err)
	}
	return ledger.KeysOf(keys)
}

func (b *backedUp) verifies(name string, receipt []byte) {
	b.t.Helper()
	_, err := ledger.Verify(receipt, b.keys()...)
	if err != nil {
		b.t.Errorf("%s: %v", name, err)
	}
}

// copyOf keeps the log as a mirror has it, and returns its folder.
func (b *backedUp) copyOf() audit.Folder {
	b.t.Helper()
	dir := audit.Folder(b.t.(*testing.T).TempDir())
	r, err := audit.Mirror(b.t.Context(), b.s.PublishedLog(true), dir, audit.Options{Keys: b.keys()})
	if err != nil || !r.TreeHolds {
		b.t.Fatalf("mirror: %+v, %v", r, err)
	}
	return dir
}

func TestADatabaseThatWasRestoredIsNotSignedOver(t *testing.T) {
	b := newBackedUp(t)
	b.received()
	backup := b.copies()
	lost := b.received()
	b.publishes()
	published := b.log().Size
	mirror := b.copyOf()

	b.goesOnWith(backup)
	err := b.s.Signable(t.Context(), true)
	if !errors.Is(err, ledger.ErrSmallerTree) {
		t.Fatalf("a restored log: got %v, want ErrSmallerTree", err)
	}
	err = b.s.Publish(t.Context())
	if !errors.Is(err, ledger.ErrSmallerTree) {
		t.Errorf("publish a restored log: got %v", err)
	}
	before := b.log()
	meanwhile, err := b.sends()
	if err != nil || meanwhile.Promise == nil || meanwhile.Receipt != nil {
		t.Fatalf("a comment meanwhile: got %+v, %v, want a promise", meanwhile, err)
	}
	if _, err := b.s.KeepPromises(t.Context()); err == nil {
		t.Error("the promise was kept over a restored log")
	}
	if b.log() != before {
		t.Error("the restored log has moved")
	}
	promise, err := ledger.VerifyPromise(meanwhile.Promise, b.keys()...)
	if err != nil {
		t.Fatal(err)
	}

	t.Run("until the leaves are put back from a mirror", func(t *testing.T) {
		b := b.on(t, b.copies())
		added, err := b.s.Resume(t.Context(), true, b.lostOf(mirror))
		if err != nil || added != published-before.Size || b.log().Size != published {
			t.Fatalf("added %d, %v; the log has %d of %d", added, err, b.log().Size, published)
		}
		b.goesOn(meanwhile, promise)
		b.verifies("a receipt of the lost time", lost.Receipt)
		r := b.audited(mirror)
		if !r.TreeHolds {
			t.Errorf("the log does not continue the mirror: %v", r.Faults)
		}
		if _, err := b.s.Resume(t.Context(), true, b.lostOf(mirror)); !errors.Is(err, ledger.ErrSmallerTree) {
			t.Errorf("once more: got %v", err)
		}
	})
	t.Run("until what was published is given up", func(t *testing.T) {
		b := b.on(t, b.copies())
		if _, err := b.s.GiveUp(t.Context(), true, published+1); err == nil {
			t.Error("another size was given up")
		}
		n, err := b.s.GiveUp(t.Context(), true, published)
		if err != nil || n != before.Size {
			t.Fatalf("got leaf %d, %v, want %d", n, err, before.Size)
		}
		b.goesOn(meanwhile, promise)
		b.verifies("a receipt of the lost time, with its own checkpoint", lost.Receipt)
		r := b.audited(mirror)
		if r.TreeHolds || len(r.Restored) != 1 || r.Restored[0] != n {
			t.Errorf("who saw the tree that was given up: got %+v", r)
		}
		if _, err := b.s.GiveUp(t.Context(), true, published); !errors.Is(err, store.ErrNothingToResolve) {
			t.Errorf("once more: got %v", err)
		}
		// A second restore, behind the first, is found again.
		again := b.copies()
		b.received()
		b.publishes()
		b.goesOnWith(again)
		if err := b.s.Signable(t.Context(), true); !errors.Is(err, ledger.ErrSmallerTree) {
			t.Errorf("restored again: got %v", err)
		}
	})
}

// on is the same world on another database, with a copy of the data folder.
func (b *backedUp) on(t *testing.T, address string) *backedUp {
	t.Helper()
	c, w := *b, *b.world
	c.world = &w
	c.t = t
	c.options.Checkpoints = t.TempDir()
	kept, err := os.ReadFile(filepath.Join(b.options.Checkpoints, "rehearsal"))
	if err == nil {
		err = os.WriteFile(filepath.Join(c.options.Checkpoints, "rehearsal"), kept, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
	c.options.URL = address
	c.s = c.opens(t)
	c.intake = c.s.NewIntake(t.Context(), 1)
	return &c
}

// goesOn fails the test unless comments have receipts again, and the one that was
// promised a leaf has it.
func (b *backedUp) goesOn(meanwhile store.Accepted, promise ledger.Promise) {
	b.t.Helper()
	err := b.s.Signable(b.t.Context(), true)
	if err != nil {
		b.t.Errorf("afterwards: %v", err)
	}
	kept, err := b.s.KeepPromises(b.t.Context())
	if err != nil || kept != 1 {
		b.t.Fatalf("kept %d promises, %v", kept, err)
	}
	file, err := b.s.ReceiptFile(b.t.Context(), meanwhile.ReceiptNo, meanwhile.Secret)
	if err != nil {
		b.t.Fatal(err)
	}
	b.verifies("the receipt that was promised", file)
	r, err := ledger.ParseReceipt(file)
	if err != nil || !promise.KeptBy(r) {
		b.t.Errorf("it does not keep the promise: %v", err)
	}
	b.verifies("a receipt afterwards", b.received().Receipt)
	b.publishes()
}

func (b *backedUp) lostOf(mirror audit.Folder) store.Lost {
	b.t.Helper()
	first, leaves, err := audit.Leaves(b.t.Context(), mirror, b.log().Size)
	if err != nil {
		b.t.Fatal(err)
	}
	signed, err := mirror.Read(b.t.Context(), "checkpoint")
	if err != nil {
		b.t.Fatal(err)
	}
	return store.Lost{Checkpoint: signed, First: first, Leaves: leaves}
}

// audited audits the log as somebody who has the mirror.
func (b *backedUp) audited(mirror audit.Folder) *audit.Result {
	b.t.Helper()
	seen, err := audit.Run(b.t.Context(), mirror, audit.Options{Keys: b.keys()})
	if err != nil || seen.Seen == nil {
		b.t.Fatalf("audit the mirror: %+v, %v", seen, err)
	}
	r, err := audit.Run(b.t.Context(), b.s.PublishedLog(true), audit.Options{Keys: b.keys(), Seen: seen.Seen})
	if err != nil {
		b.t.Fatal(err)
	}
	return r
}

func TestALogThatLeadsElsewhereThanWhatWasPublishedIsNotSigned(t *testing.T) {
	b := newBackedUp(t)
	backup := b.copies()
	b.received()
	b.publishes()
	kept, err := os.ReadFile(filepath.Join(b.options.Checkpoints, "rehearsal"))
	if err != nil {
		t.Fatal(err)
	}
	// Another machine, that has published nothing, goes on with the backup.
	folder := b.options.Checkpoints
	b.options.Checkpoints = ""
	b.goesOnWith(backup)
	b.received()
	b.received()
	b.options.Checkpoints = folder
	b.goesOnWith(backup)
	if err := b.s.Signable(t.Context(), true); !errors.Is(err, ledger.ErrOtherRoot) {
		t.Errorf("got %v, want ErrOtherRoot", err)
	}
	got, err := b.sends()
	if err != nil || got.Promise == nil {
		t.Errorf("a comment: got %+v, %v, want a promise", got, err)
	}
	if err := b.s.Publish(t.Context()); !errors.Is(err, ledger.ErrOtherRoot) {
		t.Errorf("publish: got %v", err)
	}
	now, err := os.ReadFile(filepath.Join(folder, "rehearsal"))
	if err != nil || !bytes.Equal(now, kept) {
		t.Errorf("the file was written over: %q, %v", now, err)
	}
}

func TestAFileThatIsNoCheckpointOfTheLogIsNotSignedOver(t *testing.T) {
	b := newBackedUp(t)
	b.received()
	b.publishes()
	path := filepath.Join(b.options.Checkpoints, "rehearsal")
	err := os.WriteFile(path, []byte("нешто друго\n"), 0o644)
	if err != nil {
		t.Fatal(err)
	}
	if err := b.s.Signable(t.Context(), true); !errors.Is(err, ledger.ErrCorrupt) {
		t.Errorf("got %v, want ErrCorrupt", err)
	}
	got, err := b.sends()
	if err != nil || got.Promise == nil {
		t.Errorf("a comment: got %+v, %v, want a promise", got, err)
	}
}

func TestAnOldReceiptVerifiesAfterARestartARotationAndMore(t *testing.T) {
	b := newBackedUp(t)
	old := b.received()
	oldKey := b.log().Key
	mirror := b.copyOf()
	b.publishes()
	first := b.s
	key, err := b.s.RotateKey(t.Context(), true)
	if err != nil || key == oldKey || b.log().Key != key {
		t.Fatalf("got key %s, %v; the log has %s", key, err, b.log().Key)
	}
	for _, name := range []string{"rehearsal.key", "submissions.key"} {
		info, err := os.Stat(filepath.Join(b.options.Keys, name))
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", name, info, err)
		}
	}
	aside, err := filepath.Glob(filepath.Join(b.options.Keys, "rehearsal.*.old.key"))
	if err != nil || len(aside) != 1 {
		t.Errorf("laid aside: %v, %v", aside, err)
	}
	fresh := b.received()
	for name, receipt := range map[string][]byte{"made before": old.Receipt, "made after": fresh.Receipt} {
		b.verifies(name, receipt)
	}
	if _, err := ledger.Verify(old.Receipt, oldKey); err != nil {
		t.Errorf("with the old key alone: %v", err)
	}
	if _, err := ledger.Verify(fresh.Receipt, oldKey); !errors.Is(err, ledger.ErrKey) {
		t.Errorf("a new receipt with the old key alone: got %v", err)
	}
	// A process that ran meanwhile takes the new key with its next signature.
	if first != b.s {
		t.Fatal("the store was opened anew")
	}
	running := b.opens(t)
	if _, err := b.s.RotateKey(t.Context(), true); err != nil {
		t.Fatal(err)
	}
	b.intake = running.NewIntake(t.Context(), 1)
	b.verifies("by a process that ran during a second rotation", b.received().Receipt)

	b.goesOnWith(b.options.URL) // a restart
	b.publishes()
	file, err := b.s.ReceiptFile(t.Context(), old.ReceiptNo, old.Secret)
	if err != nil {
		t.Fatal(err)
	}
	b.verifies("the same submission again", file)
	again, err := b.intake.Submit(t.Context(), store.Delivery{Round: b.round, Key: "k1", Submission: submission("Коментар 1.")})
	if err != nil || !again.Replayed || again.ReceiptNo != old.ReceiptNo {
		t.Errorf("the same request again: got %+v, %v", again, err)
	}

	// Who knows the first key alone follows to the last one.
	seen, err := audit.Run(t.Context(), mirror, audit.Options{Keys: []string{oldKey}})
	if err != nil || seen.Seen == nil {
		t.Fatalf("audit the mirror: %+v, %v", seen, err)
	}
	r, err := audit.Run(t.Context(), b.s.PublishedLog(true), audit.Options{Keys: []string{oldKey}, Seen: seen.Seen})
	if err != nil || r.Wrong != 0 || !r.TreeHolds || r.Kinds[ledger.KeyRotated] != 2 {
		t.Errorf("audit with the first key: %+v, %v", r, err)
	}
}

func TestARotationThatWasCutOffGoesOn(t *testing.T) {
	b := newBackedUp(t)
	b.received()
	key, err := b.s.NextKey(true)
	if err != nil {
		t.Fatal(err)
	}
	again, err := b.s.NextKey(true)
	if err != nil || again != key {
		t.Errorf("the next key: got %s, %v, want %s", again, err, key)
	}
	// The record has changed over, the files have not.
	current := filepath.Join(b.options.Keys, "rehearsal.key")
	before, err := os.ReadFile(current)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := b.s.RotateKey(t.Context(), true); err != nil || got != key {
		t.Fatalf("rotate: got %s, %v", got, err)
	}
	err = os.Rename(current, filepath.Join(b.options.Keys, "rehearsal.next.key"))
	if err == nil {
		err = os.WriteFile(current, before, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	b.goesOnWith(b.options.URL)
	if err := b.s.Prepare(t.Context()); err != nil {
		t.Errorf("prepare: %v", err)
	}
	b.verifies("in between", b.received().Receipt)
	size := b.log().Size
	if got, err := b.s.RotateKey(t.Context(), true); err != nil || got != key {
		t.Errorf("once more: got %s, %v, want %s", got, err, key)
	}
	if b.log().Size != size {
		t.Error("the same rotation stands in the log twice")
	}
	b.verifies("afterwards", b.received().Receipt)

	// A key that is in no file: nothing is signed, not even a promise.
	err = os.Remove(current)
	if err != nil {
		t.Fatal(err)
	}
	b.goesOnWith(b.options.URL)
	if err := b.s.Prepare(t.Context()); !errors.Is(err, ledger.ErrKey) {
		t.Errorf("prepare without the key: got %v", err)
	}
	if got, err := b.sends(); dossier.CodeOf(err) != dossier.CodeUnavailable {
		t.Errorf("a comment without the key: got %+v, %v", got, err)
	}
	if err := b.s.Signable(t.Context(), true); !errors.Is(err, ledger.ErrKey) {
		t.Errorf("without the key: got %v", err)
	}
}
