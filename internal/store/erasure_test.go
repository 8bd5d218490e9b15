package store_test

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/attachment"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

// erasable is what is looked at when something is erased, or is not.
type erasable struct {
	Erased, Erasures, Leaves, Mails int
	Body                            string
}

func (w *world) erasable(round string) erasable {
	w.t.Helper()
	count := func(query string) int { return storetest.Count(w.t, w.s, query) }
	return erasable{count(`SELECT count(*) FROM submissions WHERE erased_at IS NOT NULL`), count(`SELECT count(*) FROM erasures WHERE state = 'done'`),
		count(`SELECT count(*) FROM log_leaves WHERE kind = 'erased'`), count(`SELECT count(*) FROM mails WHERE kind = 'erased'`), w.numbered(round, 1).Body}
}

func TestWhatIsErasedWhileTheLogIsNotSignedIsRefusedWhole(t *testing.T) {
	for _, c := range []struct {
		name    string
		officer bool
		resume  bool // the leaves are put back; false: what was published is given up
	}{{"by its author, until the leaves are put back", false, true}, {"by its author, until the published tree is given up", false, false},
		{"by officers, until the leaves are put back", true, true}, {"by officers, until the published tree is given up", true, false}} {
		t.Run(c.name, func(t *testing.T) {
			b := newBackedUp(t)
			sent := b.received()
			asked := ""
			if c.officer {
				err := b.s.AskErasure(t.Context(), b.drafter, sent.Comments[0], "Личном картом утврђено.")
				if err != nil {
					t.Fatal(err)
				}
				all, err := b.s.Erasures(t.Context(), b.second, b.ref, "")
				if err != nil || len(all) != 1 {
					t.Fatalf("%+v, %v", all, err)
				}
				asked = all[0].ID
			}
			erase := func() error {
				if c.officer {
					return b.s.DecideErasure(t.Context(), b.second, asked, true)
				}
				return b.s.EraseOwn(t.Context(), sent.ReceiptNo, sent.Secret)
			}
			backup := b.copies()
			b.received()
			b.publishes()
			published, mirror := b.log().Size, b.copyOf()
			b.goesOnWith(backup)

			before := b.erasable(b.round)
			b.wants("while the log is not signed", erase(), dossier.CodeUnavailable)
			if diff := cmp.Diff(before, b.erasable(b.round)); diff != "" || before.Body == "" {
				t.Errorf("half of it was done (-before +after):\n%s", diff)
			}
			meanwhile, err := b.sends()
			if err != nil {
				t.Fatal(err)
			}
			b.wants("what the log only promised", b.s.EraseOwn(t.Context(), meanwhile.ReceiptNo, meanwhile.Secret), dossier.CodePromisePending)

			if c.resume {
				_, err = b.s.Resume(t.Context(), true, b.lostOf(mirror))
			} else {
				_, err = b.s.GiveUp(t.Context(), true, published)
			}
			if err == nil {
				_, err = b.s.KeepPromises(t.Context())
			}
			if err == nil {
				err = erase()
			}
			if err == nil {
				err = b.s.EraseOwn(t.Context(), meanwhile.ReceiptNo, meanwhile.Secret)
			}
			if err != nil {
				t.Fatal(err)
			}
			if got := b.erasable(b.round); got.Erased != 2 || got.Erasures != 2 || got.Leaves != 2 || got.Body != "" {
				t.Errorf("once the log is signed: %+v", got)
			}
		})
	}
}

// TestWhatWasErasedInTheLostTimeIsErasedAgain goes back to a backup that holds what
// was erased after it, and puts the leaf that says so back.
func TestWhatWasErasedInTheLostTimeIsErasedAgain(t *testing.T) {
	b := newBackedUp(t)
	sent := b.received()
	backup := b.copies()
	err := b.s.EraseOwn(t.Context(), sent.ReceiptNo, sent.Secret)
	if err != nil {
		t.Fatal(err)
	}
	b.publishes()
	mirror := b.copyOf()
	b.goesOnWith(backup)
	_, err = b.s.Resume(t.Context(), true, b.lostOf(mirror))
	if err != nil {
		t.Fatal(err)
	}
	if said, _ := b.checked(); said == "" {
		t.Error("the check does not say that what was erased is in the record")
	}
	err = b.s.EraseOwn(t.Context(), sent.ReceiptNo, sent.Secret)
	if err != nil {
		t.Fatal(err)
	}
	if said, _ := b.checked(); said != "" {
		t.Errorf("erased again, the check says %s", said)
	}
	b.publishes()
	if r := b.audited(mirror); !r.TreeHolds || len(r.Faults) != 0 {
		t.Errorf("erased again, the audit says %+v", r.Faults)
	}
	if got := b.erasable(b.round); got.Erased != 1 || got.Body != "" {
		t.Errorf("erased again: %+v", got)
	}
}

// cutOff is a folder of files from which none goes, as when the process is killed
// before it removes them.
type cutOff struct{ attachment.Keeper }

var errCutOff = errors.New("cut off")

func (cutOff) Delete(context.Context, string) error { return errCutOff }

func TestThePurgeGoesOnWithFilesOfWhatIsErased(t *testing.T) {
	files, err := attachment.OpenKeeper(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	options := store.Options{URL: storetest.Database(t), Keys: t.TempDir(), Origin: "rasprava.test", Attachments: files}
	opens := func(o store.Options) *store.Store {
		t.Helper()
		s, err := store.Open(t.Context(), o)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { s.Close() })
		return s
	}
	s := opens(options)
	err = s.Prepare(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	w := newWorldIn(t, s, "test.two_stage", rehearsal())
	w.publish()
	w.addAct(draft)
	round := w.publish().Round
	own, other := w.attach("lekarski.pdf"), w.attach("tudji.pdf")
	sent := w.sends(round, "a", withFiles(own.ID))
	written := withFiles(other.ID)
	written.Author = dossier.Author{Kind: dossier.Citizen, Email: "neko@primer.rs"}
	w.sends(round, "b", written)

	killed := options
	killed.Attachments, killed.Retention = cutOff{files}, store.Retention{Emails: day}
	err = opens(killed).EraseOwn(t.Context(), sent.ReceiptNo, sent.Secret)
	if !errors.Is(err, errCutOff) {
		t.Fatalf("erased where no file goes: %v", err)
	}
	if c := w.numbered(round, 1); c.ErasedAt == nil || c.Body != "" {
		t.Fatalf("the erasure was not committed: %+v", c)
	}
	if _, err := files.Get(t.Context(), own.ID); err != nil {
		t.Fatalf("the file is gone: %v", err)
	}
	_, _, err = w.s.AttachmentFile(t.Context(), w.drafter, own.ID, func(string) string { return sent.Secret })
	if dossier.CodeOf(err) != dossier.CodeNotFound {
		t.Errorf("a file that is still there is read: %v", err)
	}
	if _, err := opens(killed).PurgeExpired(t.Context()); !errors.Is(err, errCutOff) {
		t.Errorf("purged where no file goes: %v", err)
	}
	w.exec(`UPDATE rounds SET status = 'closed', closed_at = clock_timestamp(), submissions = 2, comments = 2, final_at = clock_timestamp() - interval '2 days' WHERE id = $1`, round)
	if _, err := opens(killed).PurgeExpired(t.Context()); !errors.Is(err, errCutOff) {
		t.Errorf("purged where no file goes, after the closing: %v", err)
	}
	if n := storetest.Count(t, w.s, `SELECT count(*) FROM submissions WHERE author_email <> ''`); n != 0 {
		t.Errorf("for a file that stayed %d addresses were kept", n)
	}
	for range 2 {
		_, err = w.s.PurgeExpired(t.Context())
		if err != nil {
			t.Fatal(err)
		}
	}
	if _, err := files.Get(t.Context(), own.ID); !errors.Is(err, attachment.ErrNotKept) {
		t.Errorf("after the purge the file is there: %v", err)
	}
	if _, err := files.Get(t.Context(), other.ID); err != nil {
		t.Errorf("a file that nobody erased: %v", err)
	}
	if n := storetest.Count(t, w.s, `SELECT count(*) FROM attachments`); n != 1 {
		t.Errorf("%d files are on record, want 1", n)
	}
}

// TestTheKeyOfWhatWasErasedSaysSo brings the same content with the same key again, after
// it was erased: nobody can tell that it is the same, and nobody is told that it is not.
func TestTheKeyOfWhatWasErasedSaysSo(t *testing.T) {
	w, round := inRound(t)
	said := submission("Рок је предуг.")
	sent := w.sends(round, "a", said)
	correction := store.Correction{ReceiptNo: sent.ReceiptNo, Secret: sent.Secret, Key: "k", Comments: []store.CorrectedComment{{Body: "Рок је прекратак."}}}
	_, err := w.s.Correct(t.Context(), correction)
	if err == nil {
		err = w.s.EraseOwn(t.Context(), sent.ReceiptNo, sent.Secret)
	}
	if err != nil {
		t.Fatal(err)
	}
	again := func(key string, s dossier.Submission) error {
		_, err := w.s.NewIntake(t.Context(), 1).Submit(t.Context(), store.Delivery{Round: round, Key: key, Submission: s})
		return err
	}
	w.wants("the same again", again("a", said), dossier.CodeIdempotencyErased)
	w.wants("something else", again("a", submission("Друго.")), dossier.CodeIdempotencyErased)
	_, err = w.s.Correct(t.Context(), correction)
	w.wants("the same correction", err, dossier.CodeErased)
	_, err = w.s.ReceiptFileOf(t.Context(), sent.ReceiptNo, sent.Secret, 0)
	w.wants("the receipt of what was said before it was corrected", err, dossier.CodeTextErased)
	_, err = w.s.ReceiptFileOf(t.Context(), sent.ReceiptNo, sent.Secret, 1)
	if err != nil {
		t.Errorf("the receipt of what was said last: %v", err)
	}
	for revision := range 2 {
		_, err = w.s.SaidFileOf(t.Context(), sent.ReceiptNo, sent.Secret, revision)
		w.wants("the words", err, dossier.CodeTextErased)
	}
	w.sends(round, "b", said)
	w.wants("another key, other content", again("b", submission("Друго.")), dossier.CodeIdempotency)
}
