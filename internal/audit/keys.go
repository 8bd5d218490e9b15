package audit

import (
	"slices"
	"strings"

	"github.com/rasprava/rasprava/internal/ledger"
)

// signersOf returns those of keys that have signed a checkpoint.
func signersOf(signed []byte, keys []string) []string {
	var by []string
	for _, k := range keys {
		if _, err := ledger.VerifyCheckpoint(signed, k); err == nil {
			by = append(by, strings.TrimSpace(k))
		}
	}
	return by
}

// idOf returns name and hash of a verifier key.
func idOf(vkey string) string { return strings.Join(strings.SplitN(vkey, "+", 3)[:2], "+") }

// holdKeys holds the tree of size leaves to be signed with a key of its time: with the
// one that the last leaf of a rotation names, which the key before still signs, or as
// the terms say that are known.
func (r *rounds) holdKeys(signers []string, size int64, terms []ledger.KeyTerm) {
	last, before := int64(-1), int64(-1)
	for n := range r.rotated {
		switch {
		case n > last:
			last, before = n, last
		case n > before:
			before = n
		}
	}
	by := slices.DeleteFunc(slices.Clone(signers), func(k string) bool {
		named := ledger.HashOf([]byte(k))
		inTime := last < 0 || named == r.rotated[last] || last == size-1 && (before < 0 || named == r.rotated[before])
		return !inTime || ledger.HoldKey(terms, idOf(k), size) != nil
	})
	if len(by) == 0 {
		r.faults.add(BadSignature, last, "the tree of %d leaves is signed with %s, which is not the key of its time", size, idOf(signers[len(signers)-1]))
	}
}
