package audit

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/rasprava/rasprava/internal/ledger"
)

// incoming is where a mirror keeps what it read until it knows that it is right.
const incoming = ".incoming"

// mirroring reads from a source and keeps what it read beside the folder. Tiles, which
// cannot change, are read from the folder when they are there.
type mirroring struct {
	from  Source
	to    Folder
	fresh bool // everything is read from the source

	mu         sync.Mutex
	checkpoint []byte
	reused     bool              // something was read that an earlier run kept
	partial    map[string]bool   // the tiles read that are not full
	reports    map[string]string // the hash of each that was read, by its round
}

func newMirroring(from Source, to Folder, fresh bool) *mirroring {
	return &mirroring{from: from, to: to, fresh: fresh, partial: map[string]bool{}, reports: map[string]string{}}
}

// beside is where what is read is kept for the time being.
func (m *mirroring) beside() Folder { return Folder(filepath.Join(string(m.to), incoming)) }

// Read implements [Source].
func (m *mirroring) Read(ctx context.Context, name string) ([]byte, error) {
	if !strings.HasPrefix(name, "tile/") {
		data, err := m.from.Read(ctx, name)
		if name == "checkpoint" {
			m.checkpoint = data
		}
		return data, err
	}
	if strings.Contains(name, ".p/") {
		m.mu.Lock()
		m.partial[name] = true
		m.mu.Unlock()
	}
	for _, kept := range []Folder{m.to, m.beside()} {
		if m.fresh {
			break
		}
		data, err := kept.Read(ctx, name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		m.mu.Lock()
		m.reused = true
		m.mu.Unlock()
		return data, err
	}
	data, err := m.from.Read(ctx, name)
	if err != nil {
		return data, err
	}
	err = m.beside().put(name, data)
	if err != nil {
		return nil, fmt.Errorf("keep %s: %w", name, err)
	}
	return data, nil
}

// Report implements [Source].
func (m *mirroring) Report(ctx context.Context, round string) (io.ReadCloser, error) {
	content, err := m.from.Report(ctx, round)
	if err != nil {
		return nil, err
	}
	path, err := m.beside().path(reportName(round))
	if err == nil {
		err = os.MkdirAll(filepath.Dir(path), 0o755)
	}
	if err != nil {
		return nil, errors.Join(err, content.Close())
	}
	file, err := os.Create(path)
	if err != nil {
		return nil, errors.Join(err, content.Close())
	}
	sum := sha256.New()
	return &keptReport{Reader: io.TeeReader(content, io.MultiWriter(file, sum)), content: content, file: file, sum: sum, round: round, m: m}, nil
}

// keptReport is a report that is put into a file while it is read.
type keptReport struct {
	io.Reader
	content io.Closer
	file    *os.File
	sum     hash.Hash
	round   string
	m       *mirroring
}

// Close implements [io.Closer].
func (r *keptReport) Close() error {
	err := errors.Join(r.content.Close(), r.file.Sync(), r.file.Close())
	r.m.reports[r.round] = "sha256:" + hex.EncodeToString(r.sum.Sum(nil))
	return err
}

// Mirror audits the log that src publishes and keeps a copy of it in the folder,
// which is made: the tiles, the published reports, the keys and, last, the checkpoint.
// Nothing of it comes to its place before the tree holds, and no tile and no report
// that is not the one that was signed; what was read stands in .incoming until then, so
// that it may be cut off and go on, and the folder may be served as it is. Where
// something of what was read earlier does not hold, everything is read again. What the
// folder had before is what was seen, unless o says otherwise.
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
	m := newMirroring(src, to, false)
	res, err := Run(ctx, m, o)
	if err == nil && m.reused && (!res.TreeHolds || len(res.unfit) > 0) {
		err = os.RemoveAll(string(m.beside()))
		if err != nil {
			return nil, err
		}
		m = newMirroring(src, to, true)
		res, err = Run(ctx, m, o)
	}
	if err != nil {
		return nil, err
	}
	if res.TreeHolds {
		err = m.keep(ctx, res)
	}
	return res, errors.Join(err, os.RemoveAll(string(m.beside())))
}

// keep brings what was read to its place.
func (m *mirroring) keep(ctx context.Context, res *Result) error {
	for _, r := range res.Rounds {
		path, err := m.beside().path(reportName(r.ID))
		if sum, read := m.reports[r.ID]; err == nil && read && sum != r.ReportHash {
			err = os.Remove(path)
		}
		if err != nil {
			return fmt.Errorf("mirror report on round %s: %w", r.ID, err)
		}
	}
	for _, name := range []string{"key", "keys"} {
		data, err := m.from.Read(ctx, name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err == nil {
			err = m.beside().put(name, data)
		}
		if err != nil {
			return fmt.Errorf("mirror %s: %w", name, err)
		}
	}
	err := m.beside().each(func(name string) error {
		if res.unfit[name] {
			return nil
		}
		to, err := m.to.path(name)
		if err == nil {
			err = os.MkdirAll(filepath.Dir(to), 0o755)
		}
		if err == nil {
			err = os.Rename(filepath.Join(string(m.beside()), filepath.FromSlash(name)), to)
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("mirror: %w", err)
	}
	err = m.to.put("checkpoint", m.checkpoint)
	if err != nil {
		return err
	}
	return m.to.each(func(name string) error { // tiles of smaller trees
		if !strings.HasPrefix(name, "tile/") || !strings.Contains(name, ".p/") || m.partial[name] {
			return nil
		}
		path, err := m.to.path(name)
		if err != nil {
			return err
		}
		return os.Remove(path)
	})
}

// each calls f with the name of every file, other than those that are hidden.
func (d Folder) each(f func(name string) error) error {
	return filepath.WalkDir(string(d), func(path string, e fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil || path == string(d) {
			return err
		}
		if strings.HasPrefix(e.Name(), ".") {
			if e.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if e.IsDir() {
			return nil
		}
		name, err := filepath.Rel(string(d), path)
		if err != nil {
			return err
		}
		return f(filepath.ToSlash(name))
	})
}

// seen returns the checkpoint that the folder has, signed by one of the keys or by
// one that the folder says the log has gone over to from them.
func (d Folder) seen(ctx context.Context, keys []string) (*Seen, error) {
	signed, err := d.Read(ctx, "checkpoint")
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	_, keys, err = follow(ctx, d, keys)
	if err != nil {
		return nil, fmt.Errorf("the mirror's own: %w", err)
	}
	c, err := ledger.VerifyCheckpoint(signed, keys...)
	if err != nil {
		return nil, fmt.Errorf("read the mirror's own checkpoint: %w: %w", ErrUnreadable, err)
	}
	return &Seen{Origin: c.Origin, Head: c.Head, Checkpoint: signed, differs: -1}, nil
}
