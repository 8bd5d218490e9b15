package load

import (
	"context"
	"fmt"
	"io"
	"net/http"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/rasprava/rasprava/internal/ledger"
)

// atOnce is how many receipts are held to the log with one reading of it.
const atOnce = 512

// check holds each receipt to its own proof, and to the log as it is now: its
// leaf stands there at its place, and the tree that the receipt was signed over
// is the beginning of it. What was promised is asked for again, and files that came
// with comments are read back.
func (r *run) check(ctx context.Context, report *Report) error {
	keys, err := r.keys(ctx)
	if err != nil {
		return err
	}
	now, err := r.checkpoint(ctx, keys)
	if err != nil {
		return err
	}
	report.Log = &Log{Origin: now.Origin, Size: now.Head.Size}
	c := checking{run: r, keys: keys, size: now.Head.Size, heads: map[ledger.Head]bool{}, taken: make([]bool, now.Head.Size),
		tree: tlog.TileHashReader(tlog.Tree{N: now.Head.Size, Hash: now.Head.Root}, &tiles{run: r, ctx: ctx, have: map[tlog.Tile][]byte{}})}
	err = r.kept.each(func(got Receipt) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		r.checked.Add(1)
		if got.ReceiptNo == "" || got.Secret == "" || got.Proof == "" && got.Promise == "" {
			report.Receipts.Failed++
			r.fault("key %s: received without a receipt", got.Key)
			return nil
		}
		if got.Proof == "" {
			got.Proof = c.redeem(ctx, got)
			if got.Proof == "" {
				report.Receipts.Promised++
				return nil
			}
		}
		err := c.alone(got)
		if err != nil {
			report.Receipts.Failed++
			r.fault("receipt %s: %v", got.ReceiptNo, err)
			return nil
		}
		if got.File.ID != "" {
			err = r.holdFile(ctx, got.File)
			if err != nil {
				r.fault("receipt %s: %v", got.ReceiptNo, err)
			} else {
				report.Files++
			}
		}
		if len(c.waiting) < atOnce {
			return nil
		}
		return c.inLog(report)
	})
	if err != nil {
		return err
	}
	return c.inLog(report)
}

// checking is the state of one check.
type checking struct {
	run     *run
	keys    []ledger.KeyTerm
	size    int64 // of the log
	tree    tlog.HashReader
	heads   map[ledger.Head]bool // that are the beginning of the log
	taken   []bool               // places that a receipt has
	waiting []placed
}

// placed is a receipt whose own proof holds.
type placed struct {
	no   string
	at   int64
	leaf tlog.Hash
	head ledger.Head
}

// alone holds a receipt to its own proof.
func (c *checking) alone(got Receipt) error {
	verdict, err := ledger.VerifyBy([]byte(got.Proof), c.keys)
	if err != nil {
		return err
	}
	if verdict.Number != got.ReceiptNo || verdict.Round != c.run.target.Round {
		return fmt.Errorf("it is of receipt %s in round %s", verdict.Number, verdict.Round)
	}
	if verdict.TreeSize > c.size {
		return fmt.Errorf("it is signed over %d leaves, and the log has %d", verdict.TreeSize, c.size)
	}
	if c.taken[verdict.Index] {
		return fmt.Errorf("leaf %d is that of another key too", verdict.Index)
	}
	c.taken[verdict.Index] = true
	parsed, err := ledger.ParseReceipt([]byte(got.Proof))
	if err != nil {
		return err
	}
	hash, err := parsed.Leaf.RecordHash()
	if err != nil {
		return err
	}
	c.waiting = append(c.waiting, placed{no: verdict.Number, at: verdict.Index, leaf: hash, head: ledger.Head{Size: verdict.TreeSize, Root: verdict.Root}})
	return nil
}

// inLog holds what waits to the log. The error is of reading it.
func (c *checking) inLog(report *Report) error {
	defer func() { c.waiting = c.waiting[:0] }()
	if len(c.waiting) == 0 {
		return nil
	}
	at := make([]int64, len(c.waiting))
	for i, p := range c.waiting {
		at[i] = tlog.StoredHashIndex(0, p.at)
	}
	stored, err := c.tree.ReadHashes(at)
	if err != nil {
		return fmt.Errorf("read the log: %w", err)
	}
	for i, p := range c.waiting {
		begins, err := c.begins(p.head)
		switch {
		case err != nil:
			return err
		case stored[i] != p.leaf:
			c.run.fault("receipt %s: leaf %d of the log is another", p.no, p.at)
		case !begins:
			c.run.fault("receipt %s: the tree of %d leaves that it is signed over is not the beginning of the log", p.no, p.head.Size)
		default:
			report.Receipts.Verified++
			continue
		}
		report.Receipts.Failed++
	}
	return nil
}

// begins reports whether a tree is the beginning of the log.
func (c *checking) begins(head ledger.Head) (bool, error) {
	if known, asked := c.heads[head]; asked {
		return known, nil
	}
	root, err := tlog.TreeHash(head.Size, c.tree)
	if err != nil {
		return false, fmt.Errorf("read the log: %w", err)
	}
	c.heads[head] = root == head.Root
	return c.heads[head], nil
}

// keys reads the keys of the log, after all was sent: one may have taken the place of
// another meanwhile.
func (r *run) keys(ctx context.Context) ([]ledger.KeyTerm, error) {
	text, err := r.read(ctx, r.target.log+"/key")
	if err != nil {
		return nil, err
	}
	keys, err := ledger.ParseKeyTerms(string(text))
	if err != nil {
		r.fault("the log's keys: %v", err)
		return nil, fmt.Errorf("check receipts: %w: %w", ErrUsage, err)
	}
	return keys, nil
}

// checkpoint reads the log's checkpoint.
func (r *run) checkpoint(ctx context.Context, keys []ledger.KeyTerm) (ledger.Checkpoint, error) {
	signed, err := r.read(ctx, r.target.log+"/checkpoint")
	if err != nil {
		return ledger.Checkpoint{}, err
	}
	c, err := ledger.VerifyCheckpoint(signed, ledger.KeysOf(keys)...)
	if err != nil {
		r.fault("the log's checkpoint: %v", err)
		return c, fmt.Errorf("check receipts: %w: %w", ErrUsage, err)
	}
	return c, nil
}

// redeem returns the receipt of what was promised, once the promise is kept;
// empty: not yet. A promise that the log did not sign is a fault.
func (c *checking) redeem(ctx context.Context, got Receipt) string {
	_, err := ledger.VerifyPromise([]byte(got.Promise), ledger.KeysOf(c.keys)...)
	if err != nil {
		c.run.fault("promise of %s: %v", got.ReceiptNo, err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.run.URL+"/api/v1/receipts/"+got.ReceiptNo+"/proof", nil)
	if err != nil {
		return ""
	}
	req.Header.Set("Authorization", "Bearer "+got.Secret)
	res, err := c.run.client.Do(req)
	if err != nil {
		return ""
	}
	defer res.Body.Close()
	b, err := io.ReadAll(io.LimitReader(res.Body, ledger.MaxReceiptBytes+1))
	if err != nil || res.StatusCode != http.StatusOK {
		return ""
	}
	return string(b)
}

// tiles reads the log's tiles over HTTP. Those that a run needs again are kept;
// what they say was checked against the root before.
type tiles struct {
	run  *run
	ctx  context.Context
	have map[tlog.Tile][]byte
}

// mostTiles bounds the tiles that are kept, at 8 KiB each.
const mostTiles = 4096

// Height implements tlog.TileReader: that of C2SP tlog-tiles.
func (t *tiles) Height() int { return 8 }

// ReadTiles implements tlog.TileReader.
func (t *tiles) ReadTiles(want []tlog.Tile) ([][]byte, error) {
	out := make([][]byte, len(want))
	for i, tile := range want {
		if b, ok := t.have[tile]; ok {
			out[i] = b
			continue
		}
		path := ledger.Tile{Level: tile.L, N: tile.N, Width: tile.W}.Path()
		b, err := t.run.read(t.ctx, t.run.target.log+"/"+path)
		if err != nil {
			return nil, err
		}
		out[i] = b
	}
	return out, nil
}

// SaveTiles implements tlog.TileReader.
func (t *tiles) SaveTiles(read []tlog.Tile, data [][]byte) {
	if len(t.have)+len(read) > mostTiles {
		clear(t.have)
	}
	for i, tile := range read {
		t.have[tile] = data[i]
	}
}
