package audit

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/rasprava/rasprava/internal/ledger"
)

// Folder is a log as a folder of static files: what a mirror keeps, or a web
// server's own copy.
type Folder string

// Read implements [Source].
func (d Folder) Read(_ context.Context, name string) ([]byte, error) {
	path, err := d.path(name)
	if err != nil {
		return nil, err
	}
	return os.ReadFile(path)
}

func (d Folder) path(name string) (string, error) {
	if !filepath.IsLocal(filepath.FromSlash(name)) {
		return "", fmt.Errorf("%q: %w", name, fs.ErrNotExist)
	}
	return filepath.Join(string(d), filepath.FromSlash(name)), nil
}

// put writes a file whole, or not at all.
func (d Folder) put(name string, data []byte) error {
	path, err := d.path(name)
	if err != nil {
		return err
	}
	err = os.MkdirAll(filepath.Dir(path), 0o755)
	if err != nil {
		return err
	}
	return WriteFile(path, data, 0o644)
}

// WriteFile puts data at path, or leaves what stands there: whoever reads sees
// one or the other, also after the power was cut.
func WriteFile(path string, data []byte, mode fs.FileMode) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(data)
	err = errors.Join(err, f.Chmod(mode), f.Sync(), f.Close())
	if err != nil {
		return err
	}
	err = os.Rename(f.Name(), path)
	if err != nil {
		return err
	}
	folder, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}

// mirroring reads from a source and keeps what it read. What cannot change is
// read from the folder when it is there.
type mirroring struct {
	from Source
	to   Folder
}

// Read implements [Source].
func (m mirroring) Read(ctx context.Context, name string) ([]byte, error) {
	tile := strings.HasPrefix(name, "tile/")
	if tile {
		data, err := m.to.Read(ctx, name)
		if !errors.Is(err, fs.ErrNotExist) {
			return data, err
		}
	}
	data, err := m.from.Read(ctx, name)
	if err != nil || !tile && !strings.HasPrefix(name, "reports/") {
		return data, err
	}
	err = m.to.put(name, data)
	if err != nil {
		return nil, fmt.Errorf("keep %s: %w", name, err)
	}
	return data, nil
}

// Mirror audits the log that src publishes and keeps a copy of it in the folder,
// which is made: the tiles, the published reports, the keys and, last and only
// where the tree holds, the checkpoint. Tiles that it has are not read again, so
// it may be cut off and go on, and the folder may be served as it is. What it had
// kept before is what was seen, unless o says otherwise.
func Mirror(ctx context.Context, src Source, to Folder, o Options) (*Result, error) {
	err := os.MkdirAll(string(to), 0o755)
	if err != nil {
		return nil, err
	}
	if o.Seen == nil {
		o.Seen, err = to.seen(ctx, o.Keys)
		if err != nil {
			return nil, err
		}
	}
	var signed []byte
	res, err := Run(ctx, capture{mirroring{src, to}, &signed}, o)
	if err != nil || !res.TreeHolds {
		return res, err
	}
	for _, name := range []string{"key", "keys"} {
		data, err := src.Read(ctx, name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err == nil {
			err = to.put(name, data)
		}
		if err != nil {
			return nil, fmt.Errorf("mirror %s: %w", name, err)
		}
	}
	return res, to.put("checkpoint", signed)
}

// seen returns the checkpoint that the folder has.
func (d Folder) seen(ctx context.Context, keys []string) (*Seen, error) {
	signed, err := d.Read(ctx, "checkpoint")
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	c, err := ledger.VerifyCheckpoint(signed, keys...)
	if err != nil {
		return nil, fmt.Errorf("read the mirror's own checkpoint: %w: %w", ErrUnreadable, err)
	}
	return &Seen{Origin: c.Origin, Head: c.Head, Checkpoint: signed, differs: -1}, nil
}

// capture keeps the checkpoint that went by.
type capture struct {
	Source
	checkpoint *[]byte
}

// Read implements [Source].
func (c capture) Read(ctx context.Context, name string) ([]byte, error) {
	data, err := c.Source.Read(ctx, name)
	if name == "checkpoint" {
		*c.checkpoint = data
	}
	return data, err
}
