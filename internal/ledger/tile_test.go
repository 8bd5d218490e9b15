package ledger

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/mod/sumdb/tlog"
)

func TestTilePathsAreThoseOfTlogTiles(t *testing.T) {
	for path, want := range map[string]Tile{
		"tile/0/000":                {0, 0, 256},
		"tile/0/x001/x234/067":      {0, 1234067, 256},
		"tile/1/x001/x234/067.p/8":  {1, 1234067, 8},
		"tile/63/000.p/1":           {63, 0, 1},
		"tile/entries/000":          {EntriesLevel, 0, 256},
		"tile/entries/x001/002.p/5": {EntriesLevel, 1002, 5},
	} {
		got, err := ParseTilePath(path)
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", path, diff)
		}
		if got.Path() != path {
			t.Errorf("got %s, want %s", got.Path(), path)
		}
	}
	for _, path := range []string{
		"", "tile", "tile/", "tile/0", "tile/0/", "tile/0/0", "tile/0/1000", "tile/00/000", "tile/-1/000", "tile/64/000",
		"tile/0/x000/000", "tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000.p/01", "tile/0/000.p", "tile/data/000",
		"tile/entries", "/tile/0/000", "tile/0/000/", "tile/0/001/000", "tile/8/0/000", "tile/0/../0/000",
		"tile/0/x999/x999/x999/x999/x999/x999/x999/x999/999",
	} {
		if got, err := ParseTilePath(path); !errors.Is(err, ErrNoTile) {
			t.Errorf("%q: got %+v, %v, want ErrNoTile", path, got, err)
		}
	}
}

func TestTreeOf70000HasTheTilesOfTheSpecification(t *testing.T) {
	count := map[string]int{}
	for _, tile := range NewTiles(0, 70000) {
		count[fmt.Sprintf("level %d, width %d", tile.Level, tile.Width)]++
	}
	want := map[string]int{
		"level -1, width 256": 273, "level -1, width 112": 1, "level 0, width 256": 273, "level 0, width 112": 1,
		"level 1, width 256": 1, "level 1, width 17": 1, "level 2, width 1": 1,
	}
	if diff := cmp.Diff(want, count); diff != "" {
		t.Error(diff)
	}
}

func TestTreeCanBeRebuiltFromItsTiles(t *testing.T) {
	const size = 66000
	leaves := make([][]byte, size)
	for i := range leaves {
		leaves[i] = binary.BigEndian.AppendUint32(nil, uint32(i))
	}
	hashes, root, err := Append(0, leaves, nil)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, tile := range NewTiles(0, size) {
		if tile.Level == EntriesLevel {
			first, n, err := tile.Leaves(size)
			if err != nil {
				t.Fatal(err)
			}
			if files[tile.Path()], err = EntriesBytes(leaves[first : first+int64(n)]); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if files[tile.Path()], err = TileBytes(tile, size, Hashes(hashes)); err != nil {
			t.Fatal(err)
		}
		if len(files[tile.Path()]) != tile.Width*sha256.Size {
			t.Fatalf("%s has %d bytes", tile.Path(), len(files[tile.Path()]))
		}
	}
	reader := tlog.TileHashReader(tlog.Tree{N: size, Hash: root}, tileFiles(files))
	for _, n := range []int64{0, 255, 256, 65535, 65536, size - 1} {
		proof, err := tlog.ProveRecord(size, n, reader)
		if err != nil {
			t.Fatal(err)
		}
		if err := tlog.CheckRecord(proof, size, root, n, tlog.RecordHash(leaves[n])); err != nil {
			t.Errorf("leaf %d: %v", n, err)
		}
	}
	var read [][]byte
	for _, tile := range NewTiles(0, size) {
		if tile.Level == EntriesLevel {
			part, err := ParseEntries(files[tile.Path()])
			if err != nil {
				t.Fatal(err)
			}
			read = append(read, part...)
		}
	}
	if diff := cmp.Diff(leaves, read); diff != "" {
		t.Error(diff)
	}
}

// tileFiles serves tiles as a static folder would.
type tileFiles map[string][]byte

func (f tileFiles) Height() int                     { return tileHeight }
func (f tileFiles) SaveTiles([]tlog.Tile, [][]byte) {}

func (f tileFiles) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	out := make([][]byte, len(tiles))
	for i, t := range tiles {
		path := Tile{Level: t.L, N: t.N, Width: t.W}.Path()
		b, ok := f[path]
		if !ok {
			return nil, fmt.Errorf("no file %s", path)
		}
		out[i] = b
	}
	return out, nil
}

func TestTileBeyondTheTreeIsNotServed(t *testing.T) {
	hashes, _, err := Append(0, make([][]byte, 300), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		tile Tile
		has  bool
	}{
		{Tile{0, 0, 256}, true},
		{Tile{0, 0, 1}, true},
		{Tile{0, 1, 44}, true},
		{Tile{0, 1, 45}, false},
		{Tile{0, 1, 256}, false},
		{Tile{0, 2, 1}, false},
		{Tile{1, 0, 1}, true},
		{Tile{1, 0, 2}, false},
		{Tile{2, 0, 1}, false},
		{Tile{63, 0, 1}, false},
		{Tile{0, 1 << 62, 1}, false},
		{Tile{0, -1, 1}, false},
		{Tile{0, 0, 0}, false},
		{Tile{0, 0, 257}, false},
		{Tile{64, 0, 1}, false},
		{Tile{EntriesLevel, 0, 256}, false},
	} {
		_, err := TileBytes(tt.tile, 300, Hashes(hashes))
		if tt.has && err != nil || !tt.has && !errors.Is(err, ErrNoTile) {
			t.Errorf("%+v: got %v, want it served: %v", tt.tile, err, tt.has)
		}
	}
	for tile, want := range map[Tile]bool{
		{EntriesLevel, 1, 44}: true, {EntriesLevel, 1, 45}: false, {EntriesLevel, 2, 1}: false, {0, 0, 1}: false,
	} {
		if _, _, err := tile.Leaves(300); (err == nil) != want {
			t.Errorf("%+v: got %v, want leaves: %v", tile, err, want)
		}
	}
}

func TestEntriesCutShortAreRefused(t *testing.T) {
	b, err := EntriesBytes([][]byte{[]byte("one"), {}, []byte("three")})
	if err != nil {
		t.Fatal(err)
	}
	whole := map[int]bool{0: true, 5: true, 7: true, len(b): true}
	for n := range len(b) + 1 {
		if _, err := ParseEntries(b[:n]); (err == nil) != whole[n] {
			t.Errorf("%d bytes: got %v", n, err)
		}
	}
	if _, err := EntriesBytes([][]byte{make([]byte, MaxLeafBytes+1)}); !errors.Is(err, ErrLeaf) {
		t.Errorf("got %v, want ErrLeaf", err)
	}
}

func FuzzParseTilePath(f *testing.F) {
	f.Add("tile/0/x001/x234/067.p/8")
	f.Add("tile/entries/000")
	f.Fuzz(func(t *testing.T, path string) {
		tile, err := ParseTilePath(path)
		if err == nil && tile.Path() != path {
			t.Errorf("got %s, want %s", tile.Path(), path)
		}
	})
}

func FuzzParseEntries(f *testing.F) {
	f.Add([]byte("\x00\x03one\x00\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		leaves, err := ParseEntries(data)
		if err != nil {
			return
		}
		again, err := EntriesBytes(leaves)
		if err != nil || string(again) != string(data) {
			t.Errorf("got %q, %v, want %q", again, err, data)
		}
	})
}
