package ledger

import (
	"fmt"
	"io"
)

// SealSubmission completes a leaf that says when and where a submission was
// received: it adds a commitment to each comment, in their order, and the seal
// over the receipt number and the salts. It returns the leaf and the salts,
// which are for the author and the store alone. random must be cryptographic.
func SealSubmission(random io.Reader, leaf Leaf, number string, comments []CommentContent) (Leaf, []Salt, error) {
	leaf.Commitments = nil
	salts := make([]Salt, len(comments))
	held := make([]HeldSalt, len(comments))
	for i, c := range comments {
		salt, err := NewSalt(random)
		if err != nil {
			return Leaf{}, nil, fmt.Errorf("seal submission: %w", err)
		}
		commitment, err := c.Commit(salt)
		if err != nil {
			return Leaf{}, nil, fmt.Errorf("seal submission: comment %d: %w", i+1, err)
		}
		salts[i], held[i] = salt, HoldSalt(salt)
		leaf.Commitments = append(leaf.Commitments, commitment)
	}
	seal, err := Seal(number, held)
	if err != nil {
		return Leaf{}, nil, fmt.Errorf("seal submission: %w", err)
	}
	leaf.Hash = seal
	if err := leaf.check(); err != nil {
		return Leaf{}, nil, fmt.Errorf("seal submission: %w", err)
	}
	return leaf, salts, nil
}

// HoldSalts returns salts as a receipt holds them.
func HoldSalts(salts []Salt) []HeldSalt {
	held := make([]HeldSalt, len(salts))
	for i, s := range salts {
		held[i] = HoldSalt(s)
	}
	return held
}
