package audit

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/rasprava/rasprava/internal/ledger"
)

func TestASoundLogIsFoundSoundAtEverySize(t *testing.T) {
	for _, n := range []int{6, 255, 256, 257, 258, 512, 1000, 65_536 + 300} {
		l := sound(t, n)
		f := l.publish()
		r := l.audit(f, nil)
		faultless(t, r)
		if r.Checkpoint.Head.Size != int64(len(l.leaves)) || len(r.Rounds) != 1 || r.Rounds[0].Waiting != 0 || r.Rounds[0].Answered != r.Rounds[0].Comments {
			t.Errorf("%d leaves: got %+v, %+v", n, r.Checkpoint, r.Rounds[0])
		}
		faultless(t, l.audit(f, again(t, r)))
	}
}

func TestALogThatGrewContinuesWhatWasSeen(t *testing.T) {
	l := sound(t, 700)
	whole := l.leaves
	for _, size := range []int{1, 2, 255, 256, 257, 512, 600, 699} {
		l.leaves = whole[:size]
		seen := again(t, l.audit(l.publish(), nil))
		l.leaves = whole
		r := l.audit(l.publish(), seen)
		faultless(t, r)
		if r.Seen.Head.Size != int64(len(whole)) || len(r.Seen.Blocks) != len(whole)/256 {
			t.Errorf("from %d: keeps %+v", size, r.Seen.Head)
		}
	}
}

// entries takes an entries tile apart and writes it again.
func (f files) entries(t *testing.T, path string, change func([][]byte) [][]byte) {
	t.Helper()
	leaves, err := ledger.ParseEntries(f[path])
	if err != nil {
		t.Fatal(err)
	}
	f[path], err = ledger.EntriesBytes(change(slices.Clone(leaves)))
	if err != nil {
		t.Fatal(err)
	}
}

func TestWhatIsDoneToThePublishedFilesIsNamed(t *testing.T) {
	l := sound(t, 700)
	f := l.publish()
	tests := []struct {
		name   string
		tamper func(f files)
		code   Code
		leaf   int64
		holds  bool // the tree can still be recomputed
	}{
		{"a bit of a leaf is flipped", func(f files) { flip(f["tile/entries/001"], 2000) }, LeafAltered, 262, true},
		{"a leaf is edited", func(f files) {
			f.entries(t, "tile/entries/001", func(b [][]byte) [][]byte {
				b[44] = bytes.Replace(b[44], []byte("2026-0017"), []byte("2026-0018"), 1)
				return b
			})
		}, LeafAltered, 300, true},
		{"a leaf is dropped", func(f files) {
			f.entries(t, "tile/entries/001", func(b [][]byte) [][]byte { return slices.Delete(b, 44, 45) })
		}, LeafMissing, 300, true},
		{"the last leaf is dropped", func(f files) {
			f.entries(t, "tile/entries/002.p/188", func(b [][]byte) [][]byte { return b[:187] })
		}, LeafMissing, 699, true},
		{"two leaves are swapped", func(f files) {
			f.entries(t, "tile/entries/001", func(b [][]byte) [][]byte { b[10], b[20] = b[20], b[10]; return b })
		}, LeavesSwapped, 276, true},
		{"a leaf is put in twice", func(f files) {
			f.entries(t, "tile/entries/001", func(b [][]byte) [][]byte { return slices.Insert(b, 30, b[29]) })
		}, LeafMissing, 286, true},
		{"a bit of a tile is flipped", func(f files) { flip(f["tile/0/001"], 32*7+3) }, TileAltered, 263, true},
		{"a bit of a higher tile is flipped", func(f files) { flip(f["tile/1/000.p/2"], 32+5) }, TileAltered, 256, true},
		{"a bit of the last tile is flipped", func(f files) { flip(f["tile/0/002.p/188"], 32*100) }, TileAltered, 612, true},
		{"a tile is cut", func(f files) { f["tile/0/001"] = f["tile/0/001"][:32*255] }, TileAltered, 256, true},
		{"a tile is gone", func(f files) { delete(f, "tile/0/001") }, TileMissing, 256, true},
		{"a higher tile is gone", func(f files) { delete(f, "tile/1/000.p/2") }, TileMissing, 0, true},
		{"a tile of leaves is gone", func(f files) { delete(f, "tile/entries/001") }, TileMissing, 256, true},
		{"leaves and their hashes are gone", func(f files) { delete(f, "tile/entries/001"); delete(f, "tile/0/001") }, LeafMissing, 256, false},
		{"a tile of leaves is no tile", func(f files) { f["tile/entries/001"] = []byte{0, 200, 1} }, TileAltered, 256, true},
		{"a leaf and its hash are changed", func(f files) {
			f.entries(t, "tile/entries/001", func(b [][]byte) [][]byte {
				b[44] = bytes.Replace(b[44], []byte("2026-0017"), []byte("2026-0018"), 1)
				h := tlog.RecordHash(b[44])
				copy(f["tile/0/001"][32*44:], h[:])
				return b
			})
		}, TileAltered, 256, false}, // the tile above still has the hash over them
		{"the signature is another's", func(f files) { f["checkpoint"] = sound(t, 700).publish()["checkpoint"] }, BadSignature, -1, false},
		{"a bit of the signature is flipped", func(f files) {
			at := bytes.LastIndexByte(f["checkpoint"], ' ')
			sig := decoded(t, strings.TrimSpace(string(f["checkpoint"][at+1:])))
			flip(sig, 20)
			f["checkpoint"] = fmt.Appendf(f["checkpoint"][:at+1:at+1], "%s\n", encoded(sig))
		}, BadSignature, -1, false},
		{"the checkpoint says another size", func(f files) {
			f["checkpoint"] = bytes.Replace(f["checkpoint"], []byte("\n700\n"), []byte("\n699\n"), 1)
		}, BadSignature, -1, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			g := f.clone()
			tt.tamper(g)
			r := l.audit(g, nil)
			named(t, r, tt.code, tt.leaf)
			if r.TreeHolds != tt.holds {
				t.Errorf("tree holds: %v, want %v", r.TreeHolds, tt.holds)
			}
		})
	}
}

// What follows is done by whoever holds the key and signs anew: only who saw the
// log before can tell.
func TestALogThatIsRewrittenAndSignedAnewIsToldFromTheOneThatWasSeen(t *testing.T) {
	l := sound(t, 700)
	whole := slices.Clone(l.leaves)
	edited := func(b []byte) []byte { return bytes.Replace(b, []byte("2026-0017"), []byte("2026-0018"), 1) }
	tests := []struct {
		name    string
		rewrite func(b [][]byte) [][]byte
		code    Code
		leaf    int64
	}{
		{"a leaf is edited", func(b [][]byte) [][]byte { b[300] = edited(b[300]); return b }, Forked, 256},
		{"a leaf behind the last full block is edited", func(b [][]byte) [][]byte { b[600] = edited(b[600]); return b }, Forked, 512},
		{"a leaf is dropped and another added", func(b [][]byte) [][]byte {
			return append(slices.Delete(b, 300, 301), b[299])
		}, Forked, 256},
		{"two leaves are swapped", func(b [][]byte) [][]byte { b[1], b[700-1] = b[700-1], b[1]; return b }, Forked, 0},
		{"it is another log altogether", func([][]byte) [][]byte {
			return sound(t, 900).leaves
		}, Forked, 256}, // the first block is the same: the round has received as much by then
		{"the last leaf is taken back", func(b [][]byte) [][]byte { return b[:len(b)-1] }, RolledBack, 699},
		{"all of it is taken back", func(b [][]byte) [][]byte { return b[:0] }, RolledBack, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			l.leaves = slices.Clone(whole)
			first := l.audit(l.publish(), nil)
			faultless(t, first)
			l.leaves = tt.rewrite(slices.Clone(whole))
			r := l.audit(l.publish(), again(t, first))
			named(t, r, tt.code, tt.leaf)
			if r.TreeHolds || r.Seen != nil {
				t.Errorf("what was rewritten is kept as seen: %+v", r.Seen)
			}
		})
	}
}

func TestWhatWasSeenOfOneLogIsNotComparedWithAnother(t *testing.T) {
	l := sound(t, 20)
	seen := again(t, l.audit(l.publish(), nil))
	seen.Origin = "rasprava.example/log/other"
	_, err := Run(t.Context(), l.publish(), Options{Keys: []string{l.signer.VerifierKey()}, Seen: seen})
	if err == nil {
		t.Error("it was compared")
	}
}

func TestEveryFlippedBitOfASmallLogIsFound(t *testing.T) {
	l := sound(t, 12)
	f := l.publish()
	for name, b := range f {
		if name == "key" {
			continue
		}
		for at := range b {
			g := f.clone()
			flip(g[name], at)
			r, err := Run(t.Context(), g, Options{Keys: []string{l.signer.VerifierKey()}})
			if err == nil && r.Wrong == 0 {
				t.Fatalf("%s: byte %d: nothing was found", name, at)
			}
		}
	}
}
