package audit

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/rasprava/rasprava/internal/ledger"
)

// tree recomputes the hashes of a log, block by block. From the first block on
// whose leaves and tile differ it follows both, and asks the signed root in the
// end which of them was altered.
type tree struct {
	src    Source
	seen   *Seen // nil: the log was not seen before
	faults *faults

	byTile  *frontier // where the tile is missing, by the leaves
	byLeaf  *frontier // nil while both agree
	upper   [8][]pair // of the tiles above level 0, what the next tile must hold
	filled  [8]int64  // of the same, how many tiles were compared
	blocks  []tlog.Hash
	altered []altered
	heads   []*passed
	broken  bool // a block could not be read at all: there is no root
}

// passed is a head that the tree must have come by.
type passed struct {
	head  ledger.Head
	found bool // the tree has come to its size
	other bool // and had another root
}

// pair is a hash by the tiles and by the leaves below it.
type pair struct{ byTile, byLeaf tlog.Hash }

// altered are the two things that may be wrong with a block.
type altered struct{ leaves, tile faults }

// add takes the next block.
func (t *tree) add(ctx context.Context, b *block) error {
	own, tile := b.own, b.tile
	switch {
	case own == nil && tile == nil:
		t.faults.add(LeafMissing, b.first, "neither its bytes nor its hash can be read: the tree ends here")
		t.broken = true
		return nil
	case own == nil:
		own = tile
	case tile == nil:
		tile = own
	case !b.agrees():
		t.disagree(b)
	}
	t.pass(b.first, tile)
	var above [8]pair
	var reached [8]bool
	grow := func(f *frontier, hashes []tlog.Hash, put func(level int, h tlog.Hash)) {
		if len(hashes) < ledger.TileWidth {
			for _, h := range hashes {
				f.add(0, h, nil)
			}
			return
		}
		root := rootOf(hashes)
		put(blockLevel, root)
		f.add(blockLevel, root, put)
	}
	grow(t.byTile, tile, func(level int, h tlog.Hash) {
		if level%blockLevel == 0 {
			above[level/blockLevel] = pair{h, h}
			reached[level/blockLevel] = true
		}
	})
	if t.byLeaf != nil {
		grow(t.byLeaf, own, func(level int, h tlog.Hash) {
			if level%blockLevel == 0 {
				above[level/blockLevel].byLeaf = h
			}
		})
	}
	for level := 1; level < len(above); level++ {
		if !reached[level] {
			continue
		}
		if level == 1 {
			t.seeBlock(b.first, above[level].byTile)
		}
		t.upper[level] = append(t.upper[level], above[level])
		if len(t.upper[level]) == ledger.TileWidth {
			err := t.compare(ctx, level)
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// disagree puts down both things that may be wrong with the block, and follows
// leaves and tiles apart from here on.
func (t *tree) disagree(b *block) {
	if t.byLeaf == nil {
		t.byLeaf = t.byTile.clone()
	}
	tile := ledger.Tile{Level: 0, N: b.first / ledger.TileWidth, Width: b.width}
	entries := ledger.Tile{Level: ledger.EntriesLevel, N: tile.N, Width: tile.Width}
	if len(t.altered) >= maxFaults {
		t.faults.doubt(tile)
		t.faults.doubt(entries)
		return
	}
	var a altered
	name := tile.Path()
	a.tile.doubt(tile)
	a.leaves.doubt(entries)
	b.differences(&a.leaves)
	for i, h := range b.own {
		if h != b.tile[i] {
			a.tile.add(TileAltered, b.first+int64(i), "%s does not hold its hash", name)
		}
	}
	t.altered = append(t.altered, a)
}

// pass holds the tree to the heads that it must come by, where they end within
// these hashes or before the first of them.
func (t *tree) pass(first int64, hashes []tlog.Hash) {
	for _, p := range t.heads {
		if !p.found && p.head.Size >= first && p.head.Size <= first+int64(len(hashes)) {
			p.found = true
			p.other = t.byTile.rootWith(hashes[:p.head.Size-first]) != p.head.Root
		}
	}
}

// must adds a head that the tree must come by.
func (t *tree) must(h ledger.Head) *passed {
	p := &passed{head: h}
	t.heads = append(t.heads, p)
	return p
}

// seeBlock keeps the root of a full block for the next audit, and notes the first
// that is not as it was.
func (t *tree) seeBlock(first int64, root tlog.Hash) {
	n := len(t.blocks)
	t.blocks = append(t.blocks, root)
	if t.seen != nil && n < len(t.seen.Blocks) && t.seen.differs < 0 && t.seen.Blocks[n] != root {
		t.seen.differs = first
	}
}

// compare holds the next tile of a level to what stands below it.
func (t *tree) compare(ctx context.Context, level int) error {
	want := t.upper[level]
	tile := ledger.Tile{Level: level, N: t.filled[level], Width: len(want)}
	t.upper[level], t.filled[level] = want[:0:0], t.filled[level]+1
	span := int64(1) << (blockLevel * level)
	first := tile.N * ledger.TileWidth * span
	data, cut, err := readTile(ctx, t.src, tile)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		t.faults.add(TileMissing, first, "%s is missing", tile.Path())
		return nil
	case err != nil:
		return fmt.Errorf("read %s: %w", tile.Path(), err)
	}
	hashes, ok := hashesOf(data, tile.Width, cut)
	if !ok {
		t.faults.doubt(tile)
		t.faults.add(TileAltered, first, "%s has %d bytes, %d hashes have %d", tile.Path(), len(data), tile.Width, tile.Width*tlog.HashSize)
		return nil
	}
	for i, h := range hashes {
		if h != want[i].byTile && h != want[i].byLeaf {
			t.faults.doubt(tile)
			from := first + int64(i)*span
			t.faults.add(TileAltered, from, "%s does not hold the hash over leaves %d to %d", tile.Path(), from, from+span-1)
		}
	}
	return nil
}

// finish compares what is left of the upper tiles and the root, and says which of
// leaves and tiles was altered. It reports whether the leaves are those of the
// signed tree.
func (t *tree) finish(ctx context.Context, signed ledger.Head) (bool, error) {
	for level := 1; level < len(t.upper); level++ {
		if len(t.upper[level]) > 0 {
			err := t.compare(ctx, level)
			if err != nil {
				return false, err
			}
		}
	}
	if t.forked() {
		t.faults.add(Forked, t.suspect(), "the first %d leaves are not those that were seen before: the log has signed two trees", t.seen.Head.Size)
	}
	if t.broken {
		return false, nil
	}
	byTile := t.byTile.root() == signed.Root
	byLeaf := byTile && t.byLeaf == nil || t.byLeaf != nil && t.byLeaf.root() == signed.Root
	for _, a := range t.altered {
		which := a.leaves
		if byLeaf {
			which = a.tile
		}
		t.faults.join(which)
	}
	if !byTile && !byLeaf {
		t.faults.add(OtherRoot, t.suspect(), "the %d leaves do not lead to the root that is signed", signed.Size)
	}
	return byTile || byLeaf, nil
}

// forked reports whether the tree does not continue what was seen.
func (t *tree) forked() bool { return t.seen != nil && t.seen.passed.other }

// suspect is the first leaf of the first block that is not as it was seen; where
// all full blocks are, the first leaf behind them; -1 where nothing was seen.
func (t *tree) suspect() int64 {
	switch {
	case t.seen == nil:
		return -1
	case t.seen.differs >= 0 || !t.forked():
		return t.seen.differs
	}
	return int64(len(t.seen.Blocks)) * ledger.TileWidth
}
