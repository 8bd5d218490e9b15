package ledger

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/tlog"
)

const testOrigin = "rasprava.example/log/public"

var testTime = time.Date(2026, 11, 23, 10, 15, 0, 0, time.UTC)

// testRandom is a stream that is the same in every run.
func testRandom(seed string) *rand.ChaCha8 { return rand.NewChaCha8(sha256.Sum256([]byte(seed))) }

func newTestSigner(t testing.TB, origin string) *Signer {
	t.Helper()
	skey, _, err := NewKey(origin)
	if err != nil {
		t.Fatal(err)
	}
	s, err := NewSigner(skey)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func testNumber(t testing.TB, seed string) string {
	t.Helper()
	no, err := NewReceiptNo(testRandom(seed))
	if err != nil {
		t.Fatal(err)
	}
	return no
}

func testComments(n int) []CommentContent {
	comments := make([]CommentContent, n)
	for i := range comments {
		comments[i] = CommentContent{
			Document: "act", Provision: fmt.Sprintf("art_%d__para_2", i+1), Kind: "change",
			Body: "Рок од 30 дана је предугачак.", ProposedText: "у року од 15 дана",
			Quote:       Quote{Exact: "у року од 30 дана", Prefix: "Орган је дужан да одговори ", Suffix: "."},
			Attachments: []string{HashOf([]byte("прилог"))},
		}
	}
	return comments
}

func testSubmission(t testing.TB, seed string, comments []CommentContent) (Leaf, string, []Salt) {
	t.Helper()
	number := testNumber(t, seed)
	leaf, salts, err := SealSubmission(testRandom("salts of "+seed), Leaf{
		Kind: SubmissionReceived, At: testTime, Dossier: "2026-0017", Round: "r-1", Submission: "s-" + seed,
	}, number, comments)
	if err != nil {
		t.Fatal(err)
	}
	return leaf, number, salts
}

// testLog is a log in memory.
type testLog struct {
	signer     *Signer
	head       Head
	checkpoint []byte
	hashes     Hashes
	leaves     [][]byte
}

func newTestLog(t testing.TB) *testLog {
	t.Helper()
	return &testLog{signer: newTestSigner(t, testOrigin), head: EmptyHead()}
}

func (l *testLog) extend(t testing.TB, leaves ...[]byte) {
	t.Helper()
	e, err := l.signer.Extend(l.head, leaves, l.hashes)
	if err != nil {
		t.Fatal(err)
	}
	if e.Start != int64(len(l.hashes)) || e.First != int64(len(l.leaves)) {
		t.Fatalf("extension starts at hash %d and leaf %d, want %d and %d", e.Start, e.First, len(l.hashes), len(l.leaves))
	}
	l.head, l.checkpoint = e.Head, e.Checkpoint
	l.hashes = append(l.hashes, e.Hashes...)
	l.leaves = append(l.leaves, leaves...)
}

func (l *testLog) prove(t testing.TB, n int64) tlog.RecordProof {
	t.Helper()
	proofs, err := Prove(l.head.Size, []int64{n}, l.hashes)
	if err != nil {
		t.Fatal(err)
	}
	return proofs[0]
}

func leafBytes(t testing.TB, l Leaf) []byte {
	t.Helper()
	b, err := l.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// testReceipt returns a receipt in a log of size leaves, at index, and the log.
func testReceipt(t testing.TB, size, index, comments int) (Receipt, *testLog) {
	t.Helper()
	log := newTestLog(t)
	leaf, number, salts := testSubmission(t, "ana", testComments(comments))
	var leaves [][]byte
	for i := range size {
		b := leafBytes(t, Leaf{Kind: Transition, At: testTime, Dossier: "2026-0017", Seq: int64(i + 1)})
		if i == index {
			b = leafBytes(t, leaf)
		}
		leaves = append(leaves, b)
	}
	log.extend(t, leaves...)
	return Receipt{
		Number: number, Leaf: leaf, Salts: HoldSalts(salts), Index: int64(index),
		Proof: log.prove(t, int64(index)), Checkpoint: log.checkpoint,
	}, log
}

func receiptFile(t testing.TB, r Receipt) []byte {
	t.Helper()
	b, err := r.Format()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// replaced returns b with the first old replaced, and fails where there is none.
func replaced(t testing.TB, b []byte, old, with string) []byte {
	t.Helper()
	if !bytes.Contains(b, []byte(old)) {
		t.Fatalf("%q has no %q", b, old)
	}
	return bytes.Replace(b, []byte(old), []byte(with), 1)
}

func hexOf(b []byte) string { return fmt.Sprintf("%x", b) }
