package ledger

import (
	"fmt"
	"testing"

	"golang.org/x/mod/sumdb/tlog"
)

// BenchmarkIntake is the ledger's part of one transaction: 500 submissions of
// one comment are sealed, appended to a log of 100,000 leaves, signed and proved.
func BenchmarkIntake(b *testing.B) {
	log := newTestLog(b)
	old := make([][]byte, 100_000)
	for i := range old {
		old[i] = fmt.Append(nil, i)
	}
	log.extend(b, old...)
	comments := testComments(1)
	const batch = 500
	for b.Loop() {
		receipts, leaves, places := make([]Receipt, batch), make([][]byte, batch), make([]int64, batch)
		for i := range receipts {
			leaf, number, salts := testSubmission(b, fmt.Sprint(i), comments)
			receipts[i] = Receipt{Number: number, Leaf: leaf, Salts: HoldSalts(salts), Index: log.head.Size + int64(i)}
			leaves[i], places[i] = leafBytes(b, leaf), receipts[i].Index
		}
		e, err := log.signer.Extend(log.head, leaves, log.hashes)
		if err != nil {
			b.Fatal(err)
		}
		proofs, err := Prove(e.Head.Size, places, Overlay(log.hashes, e.Start, e.Hashes))
		if err != nil {
			b.Fatal(err)
		}
		for i := range receipts {
			receipts[i].Proof, receipts[i].Checkpoint = proofs[i], e.Checkpoint
			receiptFile(b, receipts[i])
		}
	}
	b.ReportMetric(float64(batch*b.N)/b.Elapsed().Seconds(), "receipts/s")
}

func BenchmarkVerify(b *testing.B) {
	r, log := testReceipt(b, 10_000, 4321, 1)
	file, key := receiptFile(b, r), log.signer.VerifierKey()
	for b.Loop() {
		if _, err := Verify(file, key); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkAppend(b *testing.B) {
	leaves := make([][]byte, 100_000)
	for i := range leaves {
		leaves[i] = make([]byte, 300)
	}
	var hashes []tlog.Hash
	for b.Loop() {
		var err error
		if hashes, _, err = Append(0, leaves, nil); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(leaves)*b.N)/b.Elapsed().Seconds(), "leaves/s")
	if len(hashes) == 0 {
		b.Fatal("nothing was appended")
	}
}

func BenchmarkParseLeaf(b *testing.B) {
	leaf, _, _ := testSubmission(b, "ana", testComments(1))
	data := leafBytes(b, leaf)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, err := ParseLeaf(data); err != nil {
			b.Fatal(err)
		}
	}
}
