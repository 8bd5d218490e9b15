package main

import (
	"crypto/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rasprava/rasprava/internal/ledger"
)

func TestWhatTheLogHandsToAuthorsIsVerifiedWithoutANetwork(t *testing.T) {
	skey, vkey, err := ledger.NewKey("proba.example/log/public")
	if err != nil {
		t.Fatal(err)
	}
	signer, err := ledger.NewSigner(skey)
	if err != nil {
		t.Fatal(err)
	}
	number, err := ledger.NewReceiptNo(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 11, 23, 10, 15, 0, 0, time.UTC)
	contents := []ledger.CommentContent{{Document: "act", Kind: "remark", Body: "Рок је кратак."}, {Document: "act", Kind: "question", Body: "Зашто\ncomment x 3?"}}
	leaf, salts, err := ledger.SealSubmission(rand.Reader, ledger.Leaf{Kind: ledger.SubmissionReceived, At: at, Dossier: "2026-0001", Round: "r-1", Submission: "s-1"}, number, contents)
	if err != nil {
		t.Fatal(err)
	}
	record, err := leaf.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	grown, err := signer.Extend(ledger.EmptyHead(), [][]byte{record}, ledger.Hashes{})
	if err != nil {
		t.Fatal(err)
	}
	proofs, err := ledger.Prove(1, []int64{0}, ledger.Hashes(grown.Hashes))
	if err != nil {
		t.Fatal(err)
	}
	receipt, err := ledger.Receipt{Number: number, Leaf: leaf, Salts: ledger.HoldSalts(salts), Proof: proofs[0], Checkpoint: grown.Checkpoint}.Format()
	if err != nil {
		t.Fatal(err)
	}
	var said []ledger.SaidComment
	for i, c := range contents {
		b, err := c.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		said = append(said, ledger.SaidComment{Salt: salts[i], Content: b})
	}
	words := ledger.FormatSaid(said)
	hash, err := leaf.RecordHash()
	if err != nil {
		t.Fatal(err)
	}
	promise, err := signer.SignPromise(ledger.Promise{Origin: "proba.example/log/public", ReceiptNo: number, Submission: "s-1", LeafHash: hash, ReceivedAt: at, Due: at.Add(24 * time.Hour)})
	if err != nil {
		t.Fatal(err)
	}
	late, err := signer.SignLateNote(ledger.LateNote{Origin: "proba.example/log/public", Round: "r-1", Submission: "s-2", Hash: ledger.HashOf(words), ReceivedAt: at, ClosedAt: at.Add(-time.Hour)})
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for name, b := range map[string][]byte{"receipt": receipt, "promise": promise, "late": late, "words": words,
		"others": []byte(strings.Replace(string(words), "кратак", "дугачак", 1)), "edited": []byte(strings.Replace(string(words), "Рок", "Рат", 1)), "half": ledger.FormatSaid(said[:1]),
		"forged": []byte(strings.Replace(string(promise), "s-1", "s-3", 1))} {
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		file, comment string
		status        int
		says          string
	}{
		{"receipt", "", 0, "The receipt verifies: 2 comments"},
		{"promise", "", 0, "The promise verifies: the submission with the receipt " + number},
		{"late", "", 0, "The note verifies: a submission to the round r-1 came at"},
		{"forged", "", 1, "does not verify"},
		{"receipt", "words", 0, "These are the words that were sealed, comments: 2."},
		{"receipt", "edited", 1, "These are not the words that were sealed: open comment 1"},
		{"receipt", "half", 1, "open comment 2"},
		{"receipt", "others", 2, ""},
		{"receipt", "receipt", 2, ""},
		{"receipt", "nowhere", 2, ""},
		{"promise", "words", 2, ""},
	} {
		args := []string{"receipt", "verify", filepath.Join(dir, c.file), "--key", vkey}
		if c.comment != "" {
			args = append(args, "--comment", filepath.Join(dir, c.comment))
		}
		status, out, _ := runs(t, args...)
		if status != c.status || !strings.Contains(out, c.says) {
			t.Errorf("%s with %q: got %d, %q; want %d, %q", c.file, c.comment, status, out, c.status, c.says)
		}
	}

	// By the history of the keys, this one signs trees of two leaves and more.
	_, first, err := ledger.NewKey("proba.example/log/public")
	if err != nil {
		t.Fatal(err)
	}
	history := ledger.KeyHistory{{Key: first}, {Key: vkey, Since: 2}}
	document, err := history.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	for name, b := range map[string][]byte{"keys": document, "key": []byte(history.Text())} {
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o600); err != nil {
			t.Fatal(err)
		}
		status, out, _ := runs(t, "receipt", "verify", filepath.Join(dir, "receipt"), "--key", filepath.Join(dir, name))
		if status != 1 || !strings.Contains(out, "signs from leaf 2 on, and this is a tree of 1") {
			t.Errorf("with the history in %s: got %d, %q", name, status, out)
		}
	}
}
