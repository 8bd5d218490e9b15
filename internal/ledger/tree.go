package ledger

import (
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

// HashReader reads stored hashes by their number in the order of
// [tlog.StoredHashIndex].
type HashReader = tlog.HashReader

// ErrCorrupt: what is stored does not lead to what was signed. Nothing may be
// signed over it.
var ErrCorrupt = errors.New("stored log is corrupt")

// Hashes are the stored hashes of a whole tree, in memory.
type Hashes []tlog.Hash

// ReadHashes implements [HashReader].
func (h Hashes) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(indexes))
	for i, x := range indexes {
		if x < 0 || x >= int64(len(h)) {
			return nil, fmt.Errorf("read hash %d: not stored", x)
		}
		out[i] = h[x]
	}
	return out, nil
}

// Overlay returns a reader of base with the hashes added from number start on,
// for proofs over what is not yet written.
func Overlay(base HashReader, start int64, added []tlog.Hash) HashReader {
	return tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		out := make([]tlog.Hash, len(indexes))
		var below []int64
		var places []int
		for i, x := range indexes {
			switch {
			case x < start:
				below, places = append(below, x), append(places, i)
			case x-start < int64(len(added)):
				out[i] = added[x-start]
			default:
				return nil, fmt.Errorf("read hash %d: not stored", x)
			}
		}
		if len(below) == 0 {
			return out, nil
		}
		read, err := readAll(base, below)
		if err != nil {
			return nil, err
		}
		for i, h := range read {
			out[places[i]] = h
		}
		return out, nil
	})
}

// Append returns the hashes to store for leaves that follow the first size ones,
// to be numbered from tlog.StoredHashCount(size) on without a gap, and the root
// over all. It reads from reader once, at most 63 hashes.
func Append(size int64, leaves [][]byte, reader HashReader) ([]tlog.Hash, tlog.Hash, error) {
	edge, err := readEdge(size, reader)
	if err != nil {
		return nil, tlog.Hash{}, fmt.Errorf("append to log: %w", err)
	}
	added, root, err := appendTo(size, leaves, edge)
	if err != nil {
		return nil, tlog.Hash{}, fmt.Errorf("append to log: %w", err)
	}
	return added, root, nil
}

func appendTo(size int64, leaves [][]byte, edge HashReader) ([]tlog.Hash, tlog.Hash, error) {
	start := tlog.StoredHashCount(size)
	added := make([]tlog.Hash, 0, 2*len(leaves))
	for i, leaf := range leaves {
		if len(leaf) > MaxLeafBytes {
			return nil, tlog.Hash{}, leafError("leaf %d has %d bytes, at most %d are allowed", i, len(leaf), MaxLeafBytes)
		}
		hashes, err := tlog.StoredHashes(size+int64(i), leaf, Overlay(edge, start, added))
		if err != nil {
			return nil, tlog.Hash{}, err
		}
		added = append(added, hashes...)
	}
	root, err := tlog.TreeHash(size+int64(len(leaves)), Overlay(edge, start, added))
	if err != nil {
		return nil, tlog.Hash{}, err
	}
	return added, root, nil
}

// readEdge reads the roots of the full subtrees that the first size leaves make.
// Every later hash rests on them alone.
func readEdge(size int64, reader HashReader) (HashReader, error) {
	if size < 0 {
		return nil, fmt.Errorf("tree size %d", size)
	}
	var indexes []int64
	for level, from := 62, int64(0); level >= 0; level-- {
		if size&(1<<level) != 0 {
			indexes = append(indexes, tlog.StoredHashIndex(level, from>>level))
			from += 1 << level
		}
	}
	return readThese(indexes, reader)
}

// readThese reads the hashes once and returns a reader of them alone.
func readThese(indexes []int64, reader HashReader) (HashReader, error) {
	held := make(map[int64]tlog.Hash, len(indexes))
	if len(indexes) > 0 {
		hashes, err := readAll(reader, indexes)
		if err != nil {
			return nil, err
		}
		for i, x := range indexes {
			held[x] = hashes[i]
		}
	}
	return tlog.HashReaderFunc(func(wanted []int64) ([]tlog.Hash, error) {
		out := make([]tlog.Hash, len(wanted))
		for i, x := range wanted {
			h, ok := held[x]
			if !ok {
				return nil, fmt.Errorf("read hash %d: not read before", x)
			}
			out[i] = h
		}
		return out, nil
	}), nil
}

func readAll(reader HashReader, indexes []int64) ([]tlog.Hash, error) {
	if reader == nil {
		return nil, errors.New("read hashes: no reader")
	}
	hashes, err := reader.ReadHashes(indexes)
	if err != nil {
		return nil, fmt.Errorf("read hashes: %w", err)
	}
	if len(hashes) != len(indexes) {
		return nil, fmt.Errorf("read hashes: got %d, want %d", len(hashes), len(indexes))
	}
	return hashes, nil
}

// Prove returns the inclusion proofs of the leaves with the given indexes in the
// tree of size leaves, reading from reader once.
func Prove(size int64, leaves []int64, reader HashReader) ([]tlog.RecordProof, error) {
	var needed []int64
	seen := map[int64]bool{}
	plan := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		for _, x := range indexes {
			if !seen[x] {
				seen[x] = true
				needed = append(needed, x)
			}
		}
		return make([]tlog.Hash, len(indexes)), nil
	})
	for _, n := range leaves {
		if _, err := tlog.ProveRecord(size, n, plan); err != nil {
			return nil, fmt.Errorf("prove leaf %d of %d: %w", n, size, err)
		}
	}
	held, err := readThese(needed, reader)
	if err != nil {
		return nil, fmt.Errorf("prove leaves: %w", err)
	}
	proofs := make([]tlog.RecordProof, len(leaves))
	for i, n := range leaves {
		if proofs[i], err = tlog.ProveRecord(size, n, held); err != nil {
			return nil, fmt.Errorf("prove leaf %d of %d: %w", n, size, err)
		}
	}
	return proofs, nil
}

// CheckLeaves recomputes the hashes of leaves from their bytes and compares them
// with those in added, the stored hashes from tlog.StoredHashCount(size) on. The
// error is ErrCorrupt and names the first leaf that differs.
func CheckLeaves(size int64, leaves [][]byte, added []tlog.Hash) error {
	start := tlog.StoredHashCount(size)
	for i, leaf := range leaves {
		n := size + int64(i)
		at := tlog.StoredHashIndex(0, n) - start
		if at < 0 || at >= int64(len(added)) || added[at] != tlog.RecordHash(leaf) {
			return fmt.Errorf("check leaf %d: %w: its hash is not that of its bytes", n, ErrCorrupt)
		}
	}
	return nil
}
