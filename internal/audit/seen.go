package audit

import (
	"encoding/base64"
	"encoding/json"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/rasprava/rasprava/internal/ledger"
)

const seenFormat = "rasprava.audit/1"

// Seen is what an audit keeps for the next one: the checkpoint, and the root of
// each full block of 256 leaves, by which a fork is found in the block where it
// begins.
type Seen struct {
	Origin     string
	Head       ledger.Head
	Checkpoint []byte // as it was signed: with another of the same size, the proof of a fork
	Blocks     []tlog.Hash

	passed  *passed
	differs int64 // first leaf of the first block that is not as it was; -1: none
}

type seenFile struct {
	Format     string   `json:"format"`
	Origin     string   `json:"origin"`
	Size       int64    `json:"size"`
	Root       string   `json:"root"`
	Checkpoint string   `json:"checkpoint"`
	Blocks     []string `json:"blocks"`
}

// Bytes returns the state file.
func (s *Seen) Bytes() ([]byte, error) {
	f := seenFile{Format: seenFormat, Origin: s.Origin, Size: s.Head.Size, Root: s.Head.Root.String(), Checkpoint: string(s.Checkpoint),
		Blocks: make([]string, len(s.Blocks))}
	for i, h := range s.Blocks {
		f.Blocks[i] = h.String()
	}
	b, err := json.MarshalIndent(f, "", " ")
	if err != nil {
		return nil, fmt.Errorf("write state: %w", err)
	}
	return append(b, '\n'), nil
}

// ParseSeen reads what [Seen.Bytes] wrote.
func ParseSeen(data []byte) (*Seen, error) {
	var f seenFile
	err := json.Unmarshal(data, &f)
	if err != nil {
		return nil, fmt.Errorf("read state: %w", err)
	}
	if f.Format != seenFormat {
		return nil, fmt.Errorf("read state: not a %s file", seenFormat)
	}
	s := &Seen{Origin: f.Origin, Head: ledger.Head{Size: f.Size}, Checkpoint: []byte(f.Checkpoint), Blocks: make([]tlog.Hash, len(f.Blocks)), differs: -1}
	s.Head.Root, err = parseHash(f.Root)
	if err != nil {
		return nil, fmt.Errorf("read state: root: %w", err)
	}
	if f.Size < 0 || int64(len(f.Blocks)) != f.Size/ledger.TileWidth {
		return nil, fmt.Errorf("read state: %d blocks of %d leaves", len(f.Blocks), f.Size)
	}
	for i, text := range f.Blocks {
		s.Blocks[i], err = parseHash(text)
		if err != nil {
			return nil, fmt.Errorf("read state: block %d: %w", i, err)
		}
	}
	return s, nil
}

func parseHash(text string) (tlog.Hash, error) {
	b, err := base64.StdEncoding.DecodeString(text)
	if err != nil || len(b) != tlog.HashSize {
		return tlog.Hash{}, fmt.Errorf("%q is not a hash", text)
	}
	return tlog.Hash(b), nil
}
