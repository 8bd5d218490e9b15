package audit

import (
	"slices"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/rasprava/rasprava/internal/ledger"
)

// blockLevel is the height of a full tile: 256 leaves.
const blockLevel = 8

// frontier is a tree of RFC 6962 as far as it has grown: the roots of its full
// subtrees, the largest first.
type frontier struct {
	size  int64
	roots []tlog.Hash
}

// add appends a full subtree of 1<<level leaves; the size must be a multiple of
// that. full is called with every larger subtree that it completes.
func (f *frontier) add(level int, h tlog.Hash, full func(level int, h tlog.Hash)) {
	f.size += 1 << level
	for n := (f.size >> level) - 1; n&1 == 1; n >>= 1 {
		last := len(f.roots) - 1
		h = tlog.NodeHash(f.roots[last], h)
		f.roots = f.roots[:last]
		level++
		if full != nil {
			full(level, h)
		}
	}
	f.roots = append(f.roots, h)
}

func (f *frontier) clone() *frontier {
	return &frontier{size: f.size, roots: slices.Clone(f.roots)}
}

// root returns the root over all.
func (f *frontier) root() tlog.Hash {
	if len(f.roots) == 0 {
		return ledger.EmptyHead().Root
	}
	h := f.roots[len(f.roots)-1]
	for i := len(f.roots) - 2; i >= 0; i-- {
		h = tlog.NodeHash(f.roots[i], h)
	}
	return h
}

// rootWith returns the root of the tree that has these leaves too.
func (f *frontier) rootWith(leaves []tlog.Hash) tlog.Hash {
	g := f.clone()
	for _, h := range leaves {
		g.add(0, h, nil)
	}
	return g.root()
}

// rootOf returns the root over leaves alone.
func rootOf(leaves []tlog.Hash) tlog.Hash { return (&frontier{}).rootWith(leaves) }
