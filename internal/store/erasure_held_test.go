package store_test

import (
	"testing"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

func TestWhatWaitsForItsConfirmationIsErased(t *testing.T) {
	w, round, box := demanding(t)
	w.mails(round, "k", "ana@example.org", "Ово остаје.")
	one := w.mails(round, "a", "ana@example.org", "Тајна прва.")
	token := box.opens("ana@example.org")[0].Token
	other := w.mails(round, "b", "bojan@example.org", "Тајна друга.")
	third := w.mails(round, "c", "ceca@example.org", "Тајна трећа.")
	for range 2 {
		err := w.s.EraseOwn(t.Context(), one.ReceiptNo, one.Secret)
		if err != nil {
			t.Fatal(err)
		}
	}
	_, err := w.s.Confirm(t.Context(), token)
	w.wants("confirmed when it is erased", err, dossier.CodeErased)
	w.wants("with another secret", w.s.EraseOwn(t.Context(), other.ReceiptNo, one.Secret), dossier.CodeSecretWrong)
	letters := box.all()
	err = w.s.EraseBy(t.Context(), letters[0].Token)
	if err != nil {
		t.Fatal(err)
	}
	w.wants("by a link of nothing", w.s.EraseBy(t.Context(), "x"), dossier.CodeConfirmationUnknown)

	ask := func(person, no string) error {
		return w.s.AskErasureOf(t.Context(), person, w.ref, no, "Лично, у писарници.")
	}
	w.wants("a stranger asks", ask(w.stranger, third.ReceiptNo), dossier.CodeNotYourBody)
	if got := fieldOf(ask(w.drafter, "x")); got != "receipt receipt_unknown" {
		t.Errorf("asked by no number: %q", got)
	}
	w.wants("what is erased", ask(w.drafter, one.ReceiptNo), dossier.CodeErased)
	err = ask(w.drafter, third.ReceiptNo)
	if err != nil {
		t.Fatal(err)
	}
	w.wants("asked twice", ask(w.second, third.ReceiptNo), dossier.CodeErasureAsked)
	asked, err := w.s.Erasures(t.Context(), w.second, w.ref, "")
	if err != nil || len(asked) != 1 || asked[0].Number != 0 || asked[0].ReceiptNo != third.ReceiptNo || asked[0].May != nil {
		t.Fatalf("what waits: %+v, %v", asked, err)
	}
	w.wants("by who asked", w.s.DecideErasure(t.Context(), w.drafter, asked[0].ID, true), dossier.CodeSameOfficer)
	err = w.s.DecideErasure(t.Context(), w.second, asked[0].ID, true)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"Тајна прва.", "Тајна друга.", "Тајна трећа.", "bojan@example.org", "ceca@example.org"} {
		w.nowhere(text)
	}
	for _, a := range []store.Accepted{one, other, third} {
		r, err := w.s.Receipt(t.Context(), a.ReceiptNo)
		if err != nil || r.ErasedAt == nil || r.Confirm == nil || r.Confirm.State != store.ConfirmationErased || len(r.Comments) != 0 {
			t.Errorf("its receipt says %+v, %v", r, err)
		}
		if n := storetest.Count(t, w.s, `SELECT count(*) FROM submissions WHERE receipt_no = $1 AND request_hash = decode(repeat('00', 32), 'hex') AND author_name = '' AND author_email = ''`, a.ReceiptNo); n != 1 {
			t.Errorf("%s can still be guessed", a.ReceiptNo)
		}
	}
	if s, c, u := w.counted(round); s != 0 || c != 0 || u != 4 {
		t.Errorf("counted %d submissions, %d comments, %d unconfirmed", s, c, u)
	}
	w.soundLog()
}

// The letter that waits to be sent tells of what else waits at the address, when what it
// was about is erased.
func TestALetterOutlivesWhatItWasAbout(t *testing.T) {
	w, round, box := demanding(t)
	first := w.mails(round, "k", "ana@example.org", "Ово остаје.")
	last := w.mails(round, "a", "ana@example.org", "Ово иде.")
	err := w.s.EraseOwn(t.Context(), last.ReceiptNo, last.Secret)
	if err != nil {
		t.Fatal(err)
	}
	letters := box.opens("ana@example.org")
	if len(letters) != 1 || letters[0].ReceiptNo != first.ReceiptNo || len(letters[0].Others) != 0 {
		t.Fatalf("got %+v", letters)
	}
	no, err := w.s.Confirm(t.Context(), letters[0].Token)
	if err != nil || no != first.ReceiptNo {
		t.Errorf("confirmed %s, %v", no, err)
	}
}
