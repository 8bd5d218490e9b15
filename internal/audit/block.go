package audit

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"sync"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/rasprava/rasprava/internal/ledger"
)

// Source gives what a log publishes. What is not there is fs.ErrNotExist; any other
// error is of the source itself. It is used by several goroutines.
type Source interface {
	// Read returns a file by its name below the address of the log: checkpoint, keys, tile/….
	Read(ctx context.Context, name string) ([]byte, error)
	// Report opens the report on a round, which may be of any length.
	Report(ctx context.Context, round string) (io.ReadCloser, error)
}

// block is up to 256 leaves as one tile holds them: their bytes, and the hashes
// that the tile of level 0 gives for them.
type block struct {
	first  int64
	width  int
	leaves []ledger.Leaf // nil: not there or unreadable
	unread []error       // by leaf; nil where it could be read
	own    []tlog.Hash   // of the bytes; nil with leaves
	tile   []tlog.Hash   // nil: not there
	faults faults
}

// agrees reports whether bytes and tile say the same.
func (b *block) agrees() bool {
	if len(b.own) != len(b.tile) {
		return false
	}
	for i, h := range b.own {
		if h != b.tile[i] {
			return false
		}
	}
	return true
}

// readTile returns a tile, cut from the full one where the partial is no longer
// kept, as C2SP tlog-tiles allows.
func readTile(ctx context.Context, src Source, t ledger.Tile) ([]byte, bool, error) {
	data, err := src.Read(ctx, t.Path())
	if !errors.Is(err, fs.ErrNotExist) || t.Width == ledger.TileWidth {
		return data, false, err
	}
	t.Width = ledger.TileWidth
	data, err = src.Read(ctx, t.Path())
	return data, true, err
}

// readBlock reads the nth block of a tree of size leaves. The error is of the
// source; what is wrong with the block stands in its faults.
func readBlock(ctx context.Context, src Source, n, size int64) (*block, error) {
	b := &block{first: n * ledger.TileWidth, width: int(min(ledger.TileWidth, size-n*ledger.TileWidth))}
	err := b.readHashes(ctx, src, n)
	if err != nil {
		return nil, err
	}
	return b, b.readLeaves(ctx, src, n)
}

func (b *block) readHashes(ctx context.Context, src Source, n int64) error {
	t := ledger.Tile{Level: 0, N: n, Width: b.width}
	data, cut, err := readTile(ctx, src, t)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		b.faults.add(TileMissing, b.first, "%s is missing", t.Path())
		return nil
	case err != nil:
		return fmt.Errorf("read %s: %w", t.Path(), err)
	}
	hashes, ok := hashesOf(data, b.width, cut)
	if !ok {
		b.faults.doubt(t)
		b.faults.add(TileAltered, b.first, "%s has %d bytes, %d hashes have %d", t.Path(), len(data), b.width, b.width*tlog.HashSize)
		return nil
	}
	b.tile = hashes
	return nil
}

// hashesOf returns the first width hashes of a tile; more may stand in it only
// when it is cut from a fuller one.
func hashesOf(data []byte, width int, cut bool) ([]tlog.Hash, bool) {
	if len(data)%tlog.HashSize != 0 || len(data) < width*tlog.HashSize || !cut && len(data) > width*tlog.HashSize {
		return nil, false
	}
	hashes := make([]tlog.Hash, width)
	for i := range hashes {
		hashes[i] = tlog.Hash(data[i*tlog.HashSize : (i+1)*tlog.HashSize])
	}
	return hashes, true
}

func (b *block) readLeaves(ctx context.Context, src Source, n int64) error {
	t := ledger.Tile{Level: ledger.EntriesLevel, N: n, Width: b.width}
	data, cut, err := readTile(ctx, src, t)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		b.faults.add(TileMissing, b.first, "%s is missing", t.Path())
		return nil
	case err != nil:
		return fmt.Errorf("read %s: %w", t.Path(), err)
	}
	leaves, err := ledger.ParseEntries(data)
	if err != nil {
		b.faults.doubt(t)
		b.faults.add(TileAltered, b.first, "%s: %v", t.Path(), err)
		return nil
	}
	if cut && len(leaves) > b.width {
		leaves = leaves[:b.width]
	}
	hashes := make([]tlog.Hash, len(leaves))
	for i, leaf := range leaves {
		hashes[i] = tlog.RecordHash(leaf)
	}
	if len(leaves) != b.width {
		b.faults.doubt(t)
		b.faults.add(LeafMissing, b.first+firstOther(hashes, b.tile), "%s holds %d leaves, %d are signed: this is where they first differ",
			t.Path(), len(leaves), b.width)
		return nil
	}
	b.own = hashes
	b.leaves, b.unread = make([]ledger.Leaf, b.width), make([]error, b.width)
	for i, leaf := range leaves {
		b.leaves[i], b.unread[i] = ledger.ParseLeaf(leaf)
	}
	return nil
}

// firstOther returns the first place at which two lists differ.
func firstOther(a, b []tlog.Hash) int64 {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return int64(i)
		}
	}
	return int64(min(len(a), len(b)))
}

// differences says of a block whose bytes and tile differ what was done to the
// leaves, if the tile is right.
func (b *block) differences(f *faults) {
	at := map[tlog.Hash]int{}
	for i, h := range b.tile {
		at[h] = i
	}
	for i, h := range b.own {
		if h == b.tile[i] {
			continue
		}
		n := b.first + int64(i)
		if j, known := at[h]; known {
			f.add(LeavesSwapped, n, "the leaf that was signed as leaf %d stands here", b.first+int64(j))
			continue
		}
		f.add(LeafAltered, n, "its bytes are not those that were signed")
	}
}

// blocks reads the blocks of a tree of size leaves, several at once, and calls
// each in order. It stops at the first error.
func blocks(ctx context.Context, src Source, size int64, readers int, each func(*block) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	type answer struct {
		block *block
		err   error
	}
	count := (size + ledger.TileWidth - 1) / ledger.TileWidth
	queue := make(chan chan answer, readers)
	var work sync.WaitGroup
	defer work.Wait()
	defer cancel()
	work.Go(func() {
		defer close(queue)
		slots := make(chan struct{}, readers)
		for n := range count {
			slot := make(chan answer, 1)
			select {
			case queue <- slot:
			case <-ctx.Done():
				return
			}
			slots <- struct{}{}
			work.Go(func() {
				defer func() { <-slots }()
				b, err := readBlock(ctx, src, n, size)
				slot <- answer{b, err}
			})
		}
	})
	for slot := range queue {
		a := <-slot
		if a.err != nil {
			return a.err
		}
		err := each(a.block)
		if err != nil {
			return err
		}
	}
	return ctx.Err()
}
