package ledger

import (
	"encoding/binary"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// ErrNoTile: the path names no tile, or one that the tree does not have yet.
var ErrNoTile = errors.New("no such tile")

const (
	tileHeight   = 8
	maxTileLevel = 63

	// TileWidth is the number of hashes in a full tile.
	TileWidth = 1 << tileHeight
	// EntriesLevel is the level of a tile that holds leaves.
	EntriesLevel = -1
)

// Tile names a tile of C2SP tlog-tiles.
type Tile struct {
	Level int   // 0 to 63, or EntriesLevel
	N     int64 // index in its level
	Width int   // 1 to TileWidth; less than TileWidth is a partial tile
}

// Path returns tile/<L>/<N>[.p/<W>], or tile/entries/<N>[.p/<W>].
func (t Tile) Path() string {
	path := strings.TrimPrefix(t.tlog().Path(), "tile/8/")
	if rest, ok := strings.CutPrefix(path, "data/"); ok {
		path = "entries/" + rest
	}
	return "tile/" + path
}

// ParseTilePath reads what [Tile.Path] writes and no other spelling. The error
// is ErrNoTile.
func ParseTilePath(path string) (Tile, error) {
	rest, ok := strings.CutPrefix(path, "tile/")
	if !ok || strings.HasPrefix(rest, "data/") {
		return Tile{}, fmt.Errorf("parse tile path %q: %w", clip(path), ErrNoTile)
	}
	if n, entries := strings.CutPrefix(rest, "entries/"); entries {
		rest = "data/" + n
	}
	parsed, err := tlog.ParseTilePath("tile/8/" + rest)
	if err != nil || parsed.L > maxTileLevel {
		return Tile{}, fmt.Errorf("parse tile path %q: %w", clip(path), ErrNoTile)
	}
	return Tile{Level: parsed.L, N: parsed.N, Width: parsed.W}, nil
}

func (t Tile) tlog() tlog.Tile {
	return tlog.Tile{H: tileHeight, L: t.Level, N: t.N, W: t.Width}
}

// Leaves returns the index of the first leaf and the number of leaves of an
// entries tile in a tree of size leaves. The error is ErrNoTile.
func (t Tile) Leaves(size int64) (int64, int, error) {
	if t.Level != EntriesLevel || !t.within(0, size) {
		return 0, 0, fmt.Errorf("read %s of %d leaves: %w", t.Path(), size, ErrNoTile)
	}
	return t.N * TileWidth, t.Width, nil
}

// within reports whether a tree of size leaves has the tile's hashes of level.
func (t Tile) within(level int, size int64) bool {
	if t.N < 0 || t.Width < 1 || t.Width > TileWidth || size < 0 {
		return false
	}
	have := size
	for range level {
		have >>= tileHeight
	}
	return t.N <= have/TileWidth && t.N*TileWidth+int64(t.Width) <= have
}

// TileBytes returns the hashes of a tile of level 0 or above, 32 bytes each, in
// a tree of size leaves. The error is ErrNoTile when the tree has not all of
// them.
func TileBytes(t Tile, size int64, reader HashReader) ([]byte, error) {
	if t.Level < 0 || t.Level > maxTileLevel || !t.within(t.Level, size) {
		return nil, fmt.Errorf("read %s of %d leaves: %w", t.Path(), size, ErrNoTile)
	}
	b, err := tlog.ReadTileData(t.tlog(), reader)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", t.Path(), err)
	}
	return b, nil
}

// NewTiles returns the tiles, entries among them, that a tree of newSize leaves
// has and one of oldSize had not.
func NewTiles(oldSize, newSize int64) []Tile {
	var tiles []Tile
	for _, t := range tlog.NewTiles(tileHeight, oldSize, newSize) {
		tiles = append(tiles, Tile{Level: t.L, N: t.N, Width: t.W})
		if t.L == 0 {
			tiles = append(tiles, Tile{Level: EntriesLevel, N: t.N, Width: t.W})
		}
	}
	return tiles
}

// EntriesBytes returns the bytes of an entries tile: each leaf after its length
// in two bytes, big end first.
func EntriesBytes(leaves [][]byte) ([]byte, error) {
	var b []byte
	for i, leaf := range leaves {
		if len(leaf) > MaxLeafBytes {
			return nil, leafError("leaf %d of the tile has %d bytes", i, len(leaf))
		}
		b = binary.BigEndian.AppendUint16(b, uint16(len(leaf)))
		b = append(b, leaf...)
	}
	return b, nil
}

// ParseEntries returns the leaves of an entries tile. They share memory with
// data. The error is ErrFormat.
func ParseEntries(data []byte) ([][]byte, error) {
	var leaves [][]byte
	for len(data) > 0 {
		if len(data) < 2 || len(data) < 2+int(binary.BigEndian.Uint16(data)) {
			return nil, fmt.Errorf("parse entries: %w", formatError("leaf %d is cut short", len(leaves)))
		}
		end := 2 + int(binary.BigEndian.Uint16(data))
		leaves = append(leaves, data[2:end:end])
		data = data[end:]
	}
	return leaves, nil
}
