package store_test

import (
	"testing"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/store"
)

// erasesByTwo has two officers erase the submission of a comment.
func (w *world) erasesByTwo(comment string) {
	w.t.Helper()
	err := w.s.AskErasure(w.t.Context(), w.drafter, comment, "Аутор тражи брисање дописом, личном картом утврђено да је подносилац.")
	if err != nil {
		w.t.Fatal(err)
	}
	all, err := w.s.Erasures(w.t.Context(), w.second, w.ref, "")
	if err == nil && len(all) == 1 {
		err = w.s.DecideErasure(w.t.Context(), w.second, all[0].ID, true)
	}
	if err != nil || len(all) != 1 {
		w.t.Fatal(all, err)
	}
}

func TestTheSecretOfALetterTakesNothingBack(t *testing.T) {
	w, round := inRound(t)
	sent, e := w.entered(round, "a", w.attach("pismo.pdf"), false)
	said := e.Submission.Comments[0].Body
	_, err := w.s.Withdraw(t.Context(), store.Withdrawal{ReceiptNo: sent.ReceiptNo, Secret: sent.Secret, Key: "w"})
	w.wants("who entered it withdraws it", err, dossier.CodeCameAsLetter)
	var again []store.CorrectedComment
	for range e.Submission.Comments {
		again = append(again, store.CorrectedComment{Body: "Све је у реду."})
	}
	_, err = w.s.Correct(t.Context(), store.Correction{ReceiptNo: sent.ReceiptNo, Secret: sent.Secret, Key: "c", Comments: again})
	w.wants("who entered it writes it anew", err, dossier.CodeCameAsLetter)
	w.wants("who entered it erases it", w.s.EraseOwn(t.Context(), sent.ReceiptNo, sent.Secret), dossier.CodeCameAsLetter)
	if c := w.numbered(round, 1); c.Withdrawn || c.Body != said {
		t.Errorf("the letter says %q, withdrawn %v", c.Body, c.Withdrawn)
	}
	// The receipt is its author's all the same, and two officers do what the author asks.
	if _, err := w.s.ReceiptFile(t.Context(), sent.ReceiptNo, sent.Secret); err != nil {
		t.Errorf("the receipt of a letter: %v", err)
	}
	w.erasesByTwo(sent.Comments[0])
	w.nowhere(said)
}

// TestWhoEntersLettersContestsNothingByTheirSecrets: what is said against setting a
// letter aside is its author's.
func TestWhoEntersLettersContestsNothingByTheirSecrets(t *testing.T) {
	w, round := inRound(t)
	sent, _ := w.entered(round, "a", w.attach("pismo.pdf"), false)
	own := w.send(round, "b", on("art_1", "О времену."))
	for _, comment := range []string{sent.Comments[0], own.Comments[0]} {
		w.setsAside(comment, dossier.OffTopic)
	}
	n := store.Contest{ReceiptNo: sent.ReceiptNo, Secret: sent.Secret, Comment: sent.Comments[0], Statement: "Јесте о закону."}
	for what, person := range map[string]string{"who entered it": w.drafter, "a colleague": w.second} {
		n.Person = person
		w.wants(what, w.s.Contest(t.Context(), n), dossier.CodeCameAsLetter)
	}
	if list, err := w.s.AsidesOf(t.Context(), w.signerA, w.ref, sent.Comments[0]); err != nil || len(list) != 1 || list[0].ContestedAt != nil {
		t.Errorf("it was contested: %+v, %v", list, err)
	}
	n.Person = ""
	if err := w.s.Contest(t.Context(), n); err != nil {
		t.Errorf("its author: %v", err)
	}
	mine := store.Contest{ReceiptNo: own.ReceiptNo, Secret: own.Secret, Comment: own.Comments[0], Statement: "Јесте о закону.", Person: w.drafter}
	if err := w.s.Contest(t.Context(), mine); err != nil {
		t.Errorf("what an officer sent through the system is their own: %v", err)
	}
}
