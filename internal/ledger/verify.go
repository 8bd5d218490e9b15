package ledger

import (
	"fmt"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/tlog"
)

// Verdict is what a verified receipt proves: that the log took in these
// comments no later than it signed this tree. It proves neither who sent them
// nor that the log shows everyone the same tree.
type Verdict struct {
	Number     string
	Kind       Kind
	ReceivedAt time.Time // UTC, to the second, as the log recorded it
	Dossier    string
	Round      string
	Submission string
	Comments   int
	Erased     int // of Comments, those that can no longer be opened
	Origin     string
	KeyID      string
	Index      int64 // from 0
	TreeSize   int64
	Root       tlog.Hash
}

// Verify checks a receipt file against the verifier keys of its log, without a
// network or a clock: the spelling, the seal over number and salts, the log's
// signature and the path from the leaf to the signed root. The error is one of
// ErrFormat, ErrSpelling, ErrReceiptNo, ErrLeaf, ErrKey, ErrSignature and
// ErrInclusion.
func Verify(receipt []byte, vkeys ...string) (Verdict, error) {
	r, err := ParseReceipt(receipt)
	if err != nil {
		return Verdict{}, err
	}
	keyID, err := r.KeyID()
	if err != nil {
		return Verdict{}, err
	}
	if len(vkeys) == 0 {
		return Verdict{}, fmt.Errorf("verify receipt: %w: signed by %s", ErrKey, keyID)
	}
	c, err := VerifyCheckpoint(r.Checkpoint, vkeys...)
	if err != nil {
		return Verdict{}, fmt.Errorf("verify receipt: %w", err)
	}
	hash, err := r.Leaf.RecordHash()
	if err != nil {
		return Verdict{}, fmt.Errorf("verify receipt: %w", err)
	}
	if err := tlog.CheckRecord(r.Proof, c.Head.Size, c.Head.Root, r.Index, hash); err != nil {
		return Verdict{}, fmt.Errorf("verify receipt: %w: leaf %d of %d", ErrInclusion, r.Index, c.Head.Size)
	}
	erased := 0
	for _, s := range r.Salts {
		if s.Salt == nil {
			erased++
		}
	}
	return Verdict{
		Number: r.Number, Kind: r.Leaf.Kind, ReceivedAt: r.Leaf.At,
		Dossier: r.Leaf.Dossier, Round: r.Leaf.Round, Submission: r.Leaf.Submission,
		Comments: len(r.Leaf.Commitments), Erased: erased,
		Origin: c.Origin, KeyID: keyID, Index: r.Index, TreeSize: c.Head.Size, Root: c.Head.Root,
	}, nil
}

// VerifyBy is [Verify] by keys with their terms: one that was given up before the tree
// had so many leaves is refused with ErrGivenUp.
func VerifyBy(receipt []byte, terms []KeyTerm) (Verdict, error) {
	v, err := Verify(receipt, KeysOf(terms)...)
	if err != nil {
		return Verdict{}, err
	}
	err = HoldKey(terms, v.KeyID, v.TreeSize)
	if err != nil {
		return Verdict{}, fmt.Errorf("verify receipt: %w", err)
	}
	return v, nil
}

// String returns the verdict as one sentence and a line for each fact.
func (v Verdict) String() string {
	subject, were, stand := fmt.Sprintf("%d comments", v.Comments), "were", "stand"
	if v.Comments == 1 {
		subject, were, stand = "1 comment", "was", "stands"
	}
	at := "received"
	if v.Kind == Corrected {
		subject, were, stand, at = "a correction, of "+subject+",", "was", "stands", "corrected"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "The receipt verifies: %s %s received at %s and %s in the log %s.\n",
		subject, were, formatInstant(v.ReceivedAt), stand, v.Origin)
	b.WriteString("Whether the submission was corrected, withdrawn or erased after that, the page of the receipt tells.\n")
	if v.Kind == SubmissionHeld {
		b.WriteString("It counts if its author confirmed the address in time, which an entry of the log says.\n")
	}
	facts := []struct{ name, value string }{
		{"receipt", v.Number},
		{"entry", string(v.Kind)},
		{at, formatInstant(v.ReceivedAt)},
		{"dossier", v.Dossier},
		{"round", v.Round},
		{"submission", v.Submission},
		{"comments", fmt.Sprint(v.Comments)},
		{"place in log", fmt.Sprintf("%d (from 0) of %d", v.Index, v.TreeSize)},
		{"root", v.Root.String()},
		{"signed by", v.KeyID},
	}
	if v.Erased > 0 {
		facts = append(facts, struct{ name, value string }{"erased since", fmt.Sprint(v.Erased)})
	}
	for _, f := range facts {
		if f.value != "" {
			fmt.Fprintf(&b, "%-13s %s\n", f.name+":", f.value)
		}
	}
	return b.String()
}
