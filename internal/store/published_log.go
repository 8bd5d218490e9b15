package store

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"github.com/rasprava/rasprava/internal/dossier"
)

// PublishedLog is a log by the names under which it is published, straight from
// the record: audit.Source.
type PublishedLog struct {
	store     *Store
	rehearsal bool
}

// PublishedLog returns the public log, or the one of rehearsals, with its leaves.
func (s *Store) PublishedLog(rehearsal bool) PublishedLog { return PublishedLog{s, rehearsal} }

// Report returns the report on a round; fs.ErrNotExist when there is none that is public.
func (p PublishedLog) Report(ctx context.Context, round string) (io.ReadCloser, error) {
	r, err := p.store.ReportOf(ctx, "", round)
	if dossier.CodeOf(err) == dossier.CodeNotFound {
		return nil, fmt.Errorf("read report on round %s: %w", round, fs.ErrNotExist)
	}
	if err != nil {
		return nil, err
	}
	return io.NopCloser(r.Open(ctx)), nil
}

// Read returns a file of the log; fs.ErrNotExist when there is none such.
func (p PublishedLog) Read(ctx context.Context, name string) ([]byte, error) {
	b, err := p.read(ctx, name)
	if dossier.CodeOf(err) == dossier.CodeNotFound {
		return nil, fmt.Errorf("read %s: %w", name, fs.ErrNotExist)
	}
	return b, err
}

func (p PublishedLog) read(ctx context.Context, name string) ([]byte, error) {
	switch {
	case name == "checkpoint":
		return p.store.Checkpoint(ctx, p.rehearsal)
	case name == "witnessed":
		return p.store.Witnessed(ctx, p.rehearsal)
	case name == "key", name == "keys":
		h, err := p.store.LogKeys(ctx, p.rehearsal)
		if err != nil {
			return nil, err
		}
		if name == "key" {
			return []byte(h.Text()), nil
		}
		return h.Bytes()
	case strings.HasPrefix(name, "tile/"):
		return p.store.LogTile(ctx, p.rehearsal, name)
	}
	return nil, dossier.Refuse(dossier.CodeNotFound)
}

// Checkpoint returns the signed checkpoint of a log, with the lines of witnesses
// who have signed this tree; refused not_found while nothing is logged.
func (s *Store) Checkpoint(ctx context.Context, rehearsal bool) ([]byte, error) {
	l, err := s.Log(ctx, rehearsal)
	if err != nil {
		return nil, err
	}
	if l.Checkpoint == "" {
		return nil, dossier.Refuse(dossier.CodeNotFound)
	}
	return s.withWitnesses(ctx, logOf(rehearsal), l.Size, []byte(l.Checkpoint))
}
