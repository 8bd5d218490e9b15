package audit

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"runtime"

	"github.com/rasprava/rasprava/internal/ledger"
)

// ErrUnreadable: what was published cannot be read as a log at all.
var ErrUnreadable = errors.New("not a log")

// Options say what a log is held to.
type Options struct {
	Keys      []string         // verifier keys of the log, at least one
	Terms     []ledger.KeyTerm // what is known of their terms
	Witnesses []ledger.Witness // each must have signed the checkpoint, or an earlier one of the same tree
	Seen      *Seen            // what an earlier audit saw; nil: nothing
	Readers   int              // how many blocks are read at once; 0: two a processor
	Progress  func(done, total int64)
}

// Result is what an audit found.
type Result struct {
	Checkpoint ledger.Checkpoint
	KeyID      string  // name and hash of the key that signed it
	Faults     []Fault // at most 1,000
	Wrong      int64   // how many there are
	TreeHolds  bool    // leaves, signed root and what was seen before agree
	Seen       *Seen   // to keep for the next audit; only where TreeHolds
	Rounds     []*Round
	Unreported []Unreported // rounds that are over, of which more is to come
	Kinds      map[ledger.Kind]int64
	Reports    int      // that were published beside the log, and compared
	Restored   []int64  // leaves that say that the log went on from a backup
	Witnessed  []string // by whom, of how many leaves and when

	unfit map[string]bool // as of faults
}

// Run audits the log that src publishes. The error is of the source, or
// ErrUnreadable; what is wrong with the log stands in the result.
func Run(ctx context.Context, src Source, o Options) (*Result, error) {
	signed, err := src.Read(ctx, "checkpoint")
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("read checkpoint: %w: there is none", ErrUnreadable)
	}
	if err != nil {
		return nil, fmt.Errorf("read checkpoint: %w", err)
	}
	var found faults
	res := &Result{}
	followed, keys, err := follow(ctx, src, o.Keys)
	if err != nil {
		return nil, err
	}
	res.Checkpoint, err = ledger.VerifyCheckpoint(signed, keys...)
	if err != nil {
		if errors.Is(err, ledger.ErrFormat) {
			return nil, fmt.Errorf("%w: %w", ErrUnreadable, err)
		}
		found.add(BadSignature, -1, "the checkpoint is not signed by the log: %v", err)
		res.Faults, res.Wrong = found.all, found.count
		return res, nil
	}
	signers := signersOf(signed, keys)
	res.KeyID = idOf(signers[len(signers)-1])
	size := res.Checkpoint.Head.Size
	if o.Seen != nil {
		o.Seen.differs = -1
		switch {
		case o.Seen.Origin != res.Checkpoint.Origin:
			return nil, fmt.Errorf("compare with what was seen: %w: that was of the log %s, this is %s", ErrUnreadable, o.Seen.Origin, res.Checkpoint.Origin)
		case o.Seen.Head.Size > size:
			found.add(RolledBack, size, "the log ends here, and had %d leaves when it was seen before", o.Seen.Head.Size)
		}
	}
	t := &tree{src: src, seen: o.Seen, faults: &found, byTile: &frontier{}}
	if o.Seen != nil {
		o.Seen.passed = t.must(o.Seen.Head)
	}
	rotations := make([]*passed, len(followed))
	for i, f := range followed {
		rotations[i] = t.must(f.Head)
	}
	witnessed, err := witnesses(ctx, src, signed, keys, o.Witnesses, size, res, &found)
	if err != nil {
		return nil, err
	}
	var watched *passed
	if witnessed != nil {
		watched = t.must(*witnessed)
	}
	rs := newRounds(&found)
	err = blocks(ctx, src, size, o.readers(), func(b *block) error {
		found.join(b.faults)
		err := t.add(ctx, b)
		if err != nil {
			return err
		}
		for i := range b.leaves {
			n := b.first + int64(i)
			if b.unread[i] != nil {
				found.add(BadLeaf, n, "%v", b.unread[i])
				continue
			}
			rs.add(n, &b.leaves[i])
		}
		if o.Progress != nil {
			o.Progress(b.first+int64(b.width), size)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	whole, err := t.finish(ctx, res.Checkpoint.Head)
	if err != nil {
		return nil, err
	}
	rs.finish()
	rs.holdKeys(signers, size, o.Terms)
	for i, f := range followed {
		named := rs.rotated[f.Head.Size-1]
		if p := rotations[i]; p.other || !p.found || named != ledger.HashOf([]byte(f.Key)) {
			found.add(BadSignature, f.Head.Size-1, "the log does not say here that it goes on with the key %s", f.Key)
		}
	}
	if watched != nil && watched.other {
		found.add(Forked, -1, "the first %d leaves are not those that the witnesses signed", watched.head.Size)
	}
	res.Reports, err = reports(ctx, src, rs.all, &found)
	if err != nil {
		return nil, err
	}
	res.TreeHolds = whole && !t.forked() && (watched == nil || !watched.other) && (o.Seen == nil || o.Seen.Head.Size <= size)
	if res.TreeHolds {
		res.Seen = &Seen{Origin: res.Checkpoint.Origin, Head: res.Checkpoint.Head, Checkpoint: signed, Blocks: t.blocks, differs: -1}
	}
	res.Unreported = rs.unreported()
	res.unfit = found.unfit
	res.Faults, res.Wrong, res.Rounds, res.Kinds, res.Restored = found.all, found.count, rs.all, rs.kinds, rs.restored
	return res, nil
}

// follow returns the keys that the log has gone over to from those of keys, and all
// of both.
func follow(ctx context.Context, src Source, keys []string) ([]ledger.Succession, []string, error) {
	data, err := src.Read(ctx, "keys")
	if errors.Is(err, fs.ErrNotExist) {
		return nil, keys, nil
	}
	if err != nil {
		return nil, nil, fmt.Errorf("read keys: %w", err)
	}
	history, err := ledger.ParseKeyHistory(data)
	if err != nil {
		return nil, nil, fmt.Errorf("%w: %w", ErrUnreadable, err)
	}
	followed := history.Follow(keys)
	keys = keys[:len(keys):len(keys)]
	for _, f := range followed {
		keys = append(keys, f.Key)
	}
	return followed, keys, nil
}

// Leaves returns the leaves of the log that src publishes, from the block on in
// which leaf from stands, and the index of the first. They are not verified.
func Leaves(ctx context.Context, src Source, from int64) (int64, iter.Seq2[[]byte, error], error) {
	signed, err := src.Read(ctx, "checkpoint")
	if err != nil {
		return 0, nil, fmt.Errorf("read checkpoint: %w", err)
	}
	size, err := ledger.SizeOf(signed)
	if err != nil {
		return 0, nil, fmt.Errorf("%w: %w", ErrUnreadable, err)
	}
	start := from / ledger.TileWidth
	return start * ledger.TileWidth, func(yield func([]byte, error) bool) {
		for n := start; n*ledger.TileWidth < size; n++ {
			t := ledger.Tile{Level: ledger.EntriesLevel, N: n, Width: int(min(ledger.TileWidth, size-n*ledger.TileWidth))}
			data, _, err := readTile(ctx, src, t)
			var leaves [][]byte
			if err == nil {
				leaves, err = ledger.ParseEntries(data)
			}
			if err == nil && len(leaves) < t.Width {
				err = fmt.Errorf("%s holds %d leaves, want %d: %w", t.Path(), len(leaves), t.Width, ErrUnreadable)
			}
			if err != nil {
				yield(nil, fmt.Errorf("read %s: %w", t.Path(), err))
				return
			}
			for _, leaf := range leaves[:t.Width] {
				if !yield(leaf, nil) {
					return
				}
			}
		}
	}, nil
}

func (o Options) readers() int {
	if o.Readers > 0 {
		return o.Readers
	}
	return 2 * runtime.GOMAXPROCS(0)
}
