package store_test

import (
	"bytes"
	"errors"
	"testing"

	"github.com/rasprava/rasprava/internal/audit"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
	"github.com/rasprava/rasprava/internal/store"
)

// TestAReceiptOutlivesWhatItsAuthorDoesWithIt keeps a file from before a correction,
// a withdrawal, a rotation of the key and a restart: it verifies as long as there are
// files, while the number leads to the newest leaf at each step.
func TestAReceiptOutlivesWhatItsAuthorDoesWithIt(t *testing.T) {
	b := newBackedUp(t)
	first := b.received()
	file := func(what string, kind ledger.Kind) []byte {
		t.Helper()
		got, err := b.s.ReceiptFile(t.Context(), first.ReceiptNo, first.Secret)
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		v, err := ledger.Verify(got, b.keys()...)
		if err != nil || v.Number != first.ReceiptNo || v.Kind != kind {
			t.Fatalf("%s: the file is of %s %s, %v, want %s", what, v.Kind, v.Number, err, kind)
		}
		state, err := b.s.Receipt(t.Context(), first.ReceiptNo)
		shown := state.Leaf
		if state.Corrected != nil {
			shown = state.Corrected
		}
		if err != nil || state.Leaf == nil || *shown != v.Index || *state.Leaf > *shown {
			t.Fatalf("%s: the page shows leaf %v, %v, the file %d", what, shown, err, v.Index)
		}
		return got
	}
	kept := map[string][]byte{"as it was given": file("as it was given", ledger.SubmissionReceived)}
	for i, body := range []string{"Рок од осам дана је кратак.", "Рок од осам дана је прекратак."} {
		_, err := b.s.Correct(t.Context(), store.Correction{ReceiptNo: first.ReceiptNo, Secret: first.Secret, Key: "c" + string(rune('0'+i)), Comments: []store.CorrectedComment{{Body: body}}})
		if err != nil {
			t.Fatal(err)
		}
		kept["corrected to "+body] = file("corrected", ledger.Corrected)
	}
	_, err := b.s.RotateKey(t.Context(), true)
	if err != nil {
		t.Fatal(err)
	}
	kept["after a rotation"] = file("after a rotation", ledger.Corrected)
	b.goesOnWith(b.options.URL)
	_, err = b.s.Withdraw(t.Context(), store.Withdrawal{ReceiptNo: first.ReceiptNo, Secret: first.Secret, Key: "w"})
	if err != nil {
		t.Fatal(err)
	}
	kept["withdrawn, after a restart"] = file("withdrawn", ledger.Corrected)
	if len(kept) != 5 {
		t.Fatalf("kept %d files", len(kept))
	}
	for what, f := range kept {
		b.verifies(what, f)
		r, err := ledger.ParseReceipt(f)
		if err != nil {
			t.Fatal(err)
		}
		if err := opensFirst(t, r, ledger.CommentContent{Document: string(dossier.ActDocument), Kind: string(dossier.Remark), Body: "Другачије речи."}); !errors.Is(err, ledger.ErrCommitment) {
			t.Errorf("%s: other words are taken for those that were sent: %v", what, err)
		}
	}
	again := func(revision int) ([]byte, []byte) {
		t.Helper()
		got, err := b.s.ReceiptFileOf(t.Context(), first.ReceiptNo, first.Secret, revision)
		if err != nil {
			t.Fatalf("the receipt of revision %d: %v", revision, err)
		}
		said, err := b.s.SaidFileOf(t.Context(), first.ReceiptNo, first.Secret, revision)
		if err != nil {
			t.Fatalf("the words of revision %d: %v", revision, err)
		}
		return got, said
	}
	for revision, body := range []string{"Коментар 1.", "Рок од осам дана је кратак.", "Рок од осам дана је прекратак."} {
		got, said := again(revision)
		b.verifies("fetched again", got)
		r, err := ledger.ParseReceipt(got)
		if err != nil {
			t.Fatal(err)
		}
		if want := []ledger.Kind{ledger.SubmissionReceived, ledger.Corrected, ledger.Corrected}[revision]; r.Leaf.Kind != want {
			t.Errorf("the receipt of revision %d is of a leaf %s, want %s", revision, r.Leaf.Kind, want)
		}
		words, err := ledger.ParseSaid(said)
		if err != nil {
			t.Fatal(err)
		}
		if n, err := ledger.OpenSaid(r, words); err != nil || n != 1 {
			t.Errorf("the words of revision %d are not those of its receipt: %d, %v", revision, n, err)
		}
		if !bytes.Contains(said, []byte(body)) {
			t.Errorf("the words of revision %d are %s, want %s", revision, said, body)
		}
	}
	for what, revision := range map[string]int{"of a withdrawal": 3, "that was never made": 4, "below the first": -1} {
		_, err := b.s.ReceiptFileOf(t.Context(), first.ReceiptNo, first.Secret, revision)
		_, saying := b.s.SaidFileOf(t.Context(), first.ReceiptNo, first.Secret, revision)
		if dossier.CodeOf(err) != dossier.CodeNotFound || dossier.CodeOf(saying) != dossier.CodeNotFound {
			t.Errorf("the receipt %s: %v and %v, want not_found", what, err, saying)
		}
	}
	b.publishes()
	found, err := audit.Run(t.Context(), b.s.PublishedLog(true), audit.Options{Keys: b.keys()})
	if err != nil || found.Wrong != 0 || found.Kinds[ledger.Corrected] != 2 || found.Kinds[ledger.Withdrawn] != 1 {
		t.Errorf("audit: %+v, %v", found, err)
	}
}
