package store_test

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

// TestALateSubmissionLeavesNothingToGuessFrom has one come late: its author can show what
// it said, and after a month the record has neither note nor hash of it.
func TestALateSubmissionLeavesNothingToGuessFrom(t *testing.T) {
	w, round := inRound(t)
	w.exec(`UPDATE rounds SET opens_at = opens_at - interval '30 days', closes_at = clock_timestamp() WHERE id = $1`, round)
	in := w.s.NewIntake(t.Context(), 1)
	d := store.Delivery{Round: round, Key: "kasno", Submission: submission("Да.")}
	late := func() ledger.LateNote {
		t.Helper()
		_, err := in.Submit(t.Context(), d)
		var l *store.LateError
		if !errors.As(err, &l) {
			t.Fatalf("got %v, want that it is late", err)
		}
		n, err := ledger.VerifyLateNote(l.Note, w.log().Key)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	note := late()
	c := d.Submission.Comments[0]
	content := []ledger.CommentContent{{Document: string(c.Document), Provision: c.Provision, Kind: string(c.Kind), Body: c.Body}}
	b, err := content[0].Bytes()
	if err != nil {
		t.Fatal(err)
	}
	if note.Salt == nil || note.Hash == ledger.HashOf(b) {
		t.Fatalf("it is not salted: %+v", note)
	}
	if got, err := ledger.CommitContents(*note.Salt, content); err != nil || got != note.Hash {
		t.Errorf("it opens to %s, %v, want %s", got, err, note.Hash)
	}
	if again := late(); *again.Salt != *note.Salt || again.Submission != note.Submission {
		t.Errorf("sent again it has another note: %+v", again)
	}
	now, err := w.s.Now(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	kept := func() int { return storetest.Count(t, w.s, `SELECT count(*) FROM late_notes WHERE note <> ''`) }
	for after, want := range map[time.Duration]int{29 * day: 1} {
		if _, err = w.s.Forget(t.Context(), now.Add(after), store.Retention{}); err != nil || kept() != want {
			t.Errorf("after %s %d notes are kept, %v", after, kept(), err)
		}
	}
	if _, err = w.s.Forget(t.Context(), now.Add(31*day), store.Retention{}); err != nil || kept() != 0 {
		t.Errorf("after a month %d notes are kept, %v", kept(), err)
	}
	if n := storetest.Count(t, w.s, `SELECT count(*) FROM late_notes WHERE request_hash = decode(repeat('00', 32), 'hex') AND idem_key <> 'kasno'`); n != 1 {
		t.Errorf("%d of 1 late submissions are counted without a hash", n)
	}
}

// TestWhatIsErasedCannotBeGuessedFromHashesOfThePortal has a row of the portal erased, and
// brought again in a later file.
func TestWhatIsErasedCannotBeGuessedFromHashesOfThePortal(t *testing.T) {
	w, round := inRound(t)
	on := dossier.Day(w.view().LegalNow, time.UTC)
	f := w.portalFile(on, "p-1", "Да.", "p-2", "Не.")
	w.takes(round, f)
	bare := map[string][32]byte{}
	for r := range f.Rows {
		c := r.Submission.Comments[0]
		b, err := json.Marshal([]string{r.SentOn, "citizen", "Ана Анић", string(c.Document), c.Provision, string(c.Kind), c.Body, c.ProposedText})
		if err != nil {
			t.Fatal(err)
		}
		bare[r.ID] = sha256.Sum256(b)
	}
	// guessed counts the hashes to which the right guess leads with what is kept.
	guessed := func(id string) int {
		h := bare[id]
		return storetest.Count(t, w.s, `SELECT count(*) FROM (SELECT portal_id, hash FROM portal_rows UNION ALL SELECT portal_id, hash FROM portal_comments) x
			WHERE hash = $1 OR EXISTS (SELECT 1 FROM portal_salts z WHERE z.portal_id = x.portal_id AND x.hash = sha256(z.salt || $1))`, h[:])
	}
	if guessed("p-1") != 2 || guessed("p-2") != 2 {
		t.Fatalf("of each comment two hashes are expected, got %d and %d: this test guesses wrong", guessed("p-1"), guessed("p-2"))
	}
	var comment string
	err := w.s.DB().QueryRowContext(t.Context(), `SELECT c.id FROM comments c JOIN portal_comments k ON k.submission = c.submission WHERE k.portal_id = 'p-1'`).Scan(&comment)
	if err == nil {
		err = w.s.AskErasure(t.Context(), w.drafter, comment, "Тражила је.")
	}
	if err != nil {
		t.Fatal(err)
	}
	all, err := w.s.Erasures(t.Context(), w.second, w.ref, "")
	if err != nil || len(all) != 1 {
		t.Fatalf("%d erasures are asked for, %v", len(all), err)
	}
	if err = w.s.DecideErasure(t.Context(), w.second, all[0].ID, true); err != nil {
		t.Fatal(err)
	}
	if guessed("p-1") != 0 || guessed("p-2") != 2 {
		t.Errorf("after the erasure %d of it and %d of the other are guessed", guessed("p-1"), guessed("p-2"))
	}
	same := func(when string, equal, differ int) {
		t.Helper()
		st, err := w.s.PortalState(t.Context(), round)
		if err != nil || st.Equal != equal || st.Differ != differ {
			t.Errorf("%s: %+v, %v, want %d equal and %d that differ", when, st, err, equal, differ)
		}
	}
	same("after the erasure", 2, 0)
	w.takes(round, w.portalFile(on, "p-1", "Да.", "p-2", "Не."))
	same("in a later file", 2, 0)
	if guessed("p-1") != 0 {
		t.Errorf("%d are guessed once it is brought again", guessed("p-1"))
	}
	w.takes(round, w.portalFile(on, "p-1", "Да.", "p-2", "Ипак."))
	same("once the portal says otherwise", 1, 1)
}

// An answer is in the log from when it is written, and nobody guesses it from there: the
// salt that opens its leaf is seen with it.
func TestAnAnswerIsInTheLogUnderASalt(t *testing.T) {
	w, round := inRound(t)
	id := w.send(round, "a", on("art_1", "Рок је кратак.")).Comments[0]
	_, err := w.s.Answer(t.Context(), w.drafter, store.NewAnswer{Comment: id, Outcome: dossier.Noted, Reasons: "Прима се к знању."})
	if err != nil {
		t.Fatal(err)
	}
	var leaf []byte
	var key string // the dossier is rehearsed: its hashes stand under its key
	err = w.s.DB().QueryRowContext(t.Context(), `SELECT l.leaf, d.log_key FROM log_leaves l, dossiers d WHERE l.kind = 'answered'`).Scan(&leaf, &key)
	if err != nil {
		t.Fatal(err)
	}
	told, err := ledger.ParseLeaf(leaf)
	if err != nil {
		t.Fatal(err)
	}
	public, err := w.s.Comment(t.Context(), "", id)
	if err != nil || public.AnswerSalt != nil {
		t.Errorf("whoever does not see the answer has its salt %x, %v", public.AnswerSalt, err)
	}
	c, err := w.s.Comment(t.Context(), w.drafter, id)
	if err != nil || len(c.AnswerSalt) != 32 {
		t.Fatalf("the salt is %x, %v", c.AnswerSalt, err)
	}
	if want := ledger.HashOf([]byte(key + "\n" + ledger.CommitAnswer(ledger.Salt(c.AnswerSalt), c.Outcome, c.Reasons))); told.Hash != want {
		t.Errorf("the leaf has %s, want %s", told.Hash, want)
	}
	w.checked()
}
