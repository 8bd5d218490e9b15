// Package ledger holds the append-only Merkle log of what was received, decided
// and published: its leaves, tree, checkpoints, proofs, receipts and tiles.
//
// It works on values: stored hashes come through a [HashReader] and go back to
// the caller, so that one transaction of the caller's can hold them. The package
// must not open a database or a connection, read the clock, or put anything
// personal into a leaf.
//
// The verifying half (checkpoint, commitment, errors, keys, kind, leaf, number,
// receipt, statement, verify) uses nothing of the writing half (keyfile, sign,
// submission, tile, tree), and can be lifted out as it is.
package ledger
