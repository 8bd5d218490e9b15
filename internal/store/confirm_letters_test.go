package store_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
	"github.com/rasprava/rasprava/internal/store/storetest"
)

func TestOneLetterNamesAllThatWaitsAtAnAddress(t *testing.T) {
	w, round, box := demanding(t)
	var sent []store.Accepted
	for i := range 30 {
		sent = append(sent, w.mails(round, fmt.Sprint("flood", i), "ngo@primer.example", "Свашта."))
	}
	own := w.mails(round, "own", "NGO@primer.example", "Наша примедба.")
	w.mails(round, "other", "druga@primer.example", "Друго.")
	mails := slices.DeleteFunc(box.all(), func(m store.Mail) bool { return m.To == "druga@primer.example" })
	if len(mails) != 1 {
		t.Fatalf("%d letters go to the address, want 1", len(mails))
	}
	m := mails[0]
	if m.ReceiptNo != own.ReceiptNo || len(m.Others) != len(sent) || m.Others[0].ReceiptNo != sent[len(sent)-1].ReceiptNo {
		t.Errorf("the letter is about %s and %d others, want the newest and %d, the newest first", m.ReceiptNo, len(m.Others), len(sent))
	}
	if c, err := w.s.ConfirmationBy(t.Context(), m.Others[3].Token); err != nil || c.ReceiptNo != m.Others[3].ReceiptNo || c.Others != len(sent) {
		t.Errorf("the link of another leads to %+v, %v", c, err)
	}
	if _, err := w.s.Confirm(t.Context(), m.Token); err != nil {
		t.Fatal(err)
	}
	if n, err := w.s.DenyAll(t.Context(), m.Others[0].Token); err != nil || n != len(sent) {
		t.Errorf("%d are denied, %v, want %d", n, err, len(sent))
	}
	if n, c, u := w.counted(round); n != 1 || c != 1 || u != len(sent)+1 {
		t.Errorf("counted %d submissions, %d comments, %d unconfirmed", n, c, u)
	}
	w.nowhere("Свашта.")
	w.soundLog()
}

func TestSoMuchWaitsAtAnAddressAndNoMore(t *testing.T) {
	w, round, box := demanding(t)
	for i := range 50 {
		w.mails(round, fmt.Sprint("flood", i), "ngo@primer.example", "Свашта.")
	}
	s := submission("Једна више.")
	s.Author.Email = "Ngo@primer.example"
	more := func(key string) error {
		_, err := w.s.NewIntake(t.Context(), 1).Submit(t.Context(), store.Delivery{Round: round, Key: key, Submission: s})
		return err
	}
	w.wants("one more than may wait", more("a"), dossier.CodeAddressFull)
	w.mails(round, "other", "druga@primer.example", "Друго.")
	token := box.opens("ngo@primer.example")[0].Token
	if _, err := w.s.DenyAll(t.Context(), token); err != nil {
		t.Fatal(err)
	}
	if err := more("b"); err != nil {
		t.Errorf("once its reader has said that they sent none of it: %v", err)
	}
}

func TestTheTermToConfirmCountsFromWhenTheLetterWent(t *testing.T) {
	w, round, box := demanding(t)
	a := w.mails(round, "k", "ana@example.org", "Први.")
	w.lapse()
	w.lapse()
	// No letter has gone in the three days after the end.
	storetest.Exec(t, w.s, `UPDATE rounds SET closes_at = closes_at - interval '6 days', opens_at = opens_at - interval '6 days' WHERE id = $1`, round)
	state := func() store.Confirmation {
		r, err := w.s.Receipt(t.Context(), a.ReceiptNo)
		if err != nil || r.Confirm == nil {
			t.Fatalf("got %+v, %v", r.Confirm, err)
		}
		return *r.Confirm
	}
	if c := state(); c.State != store.ConfirmationAwaited {
		t.Fatalf("before any letter went it is %s", c.State)
	}
	w.wants("closed for good while a letter waits", w.s.DeclareFinal(t.Context(), w.drafter, round, true), dossier.CodeConfirmationsOpen)
	mails := box.opens("ana@example.org")
	if len(mails) != 1 {
		t.Fatalf("%d letters", len(mails))
	}
	now, err := w.s.Now(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if c := state(); c.State != store.ConfirmationAwaited || c.Until.Sub(now) < 72*time.Hour || c.Until.Sub(now) > 97*time.Hour {
		t.Errorf("once it went it is %s until %s", c.State, c.Until)
	}
	if _, err := w.s.Confirm(t.Context(), mails[0].Token); err != nil {
		t.Errorf("confirmed within three days of the letter: %v", err)
	}
	w.soundLog()
}

func TestALetterThatNeverWentDoesNotKeepARoundOpenForEver(t *testing.T) {
	w, round, _ := demanding(t)
	w.mails(round, "k", "ana@example.org", "Први.")
	w.lapse()
	w.lapse()
	storetest.Exec(t, w.s, `UPDATE rounds SET closes_at = closes_at - interval '19 days', opens_at = opens_at - interval '19 days' WHERE id = $1`, round)
	if err := w.s.DeclareFinal(t.Context(), w.drafter, round, true); err != nil {
		t.Errorf("nineteen days after the end: %v", err)
	}
}
