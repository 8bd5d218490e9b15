package store

import (
	"context"
	"fmt"
	"sync"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
)

// RegisterDefinition keeps the canonical bytes of a definition by their hash,
// and the bodies that it names where they are not known yet. Registering it
// again changes nothing.
func (s *Store) RegisterDefinition(ctx context.Context, d *procedure.Definition) error {
	for _, b := range d.Bodies {
		err := s.AddBody(ctx, Body{Code: b.Code, NameSr: b.NameSr, NameEn: b.NameEn, Collegial: b.Collegial, ValidFrom: "1990-01-01"})
		if err != nil {
			return fmt.Errorf("register %s: %w", d.ID, err)
		}
	}
	_, err := s.db.ExecContext(ctx, `
		INSERT INTO definitions (hash, procedure, version, source) VALUES ($1, $2, $3, $4) ON CONFLICT (hash) DO NOTHING`,
		d.Hash, d.ID, d.Version, d.Source)
	if err != nil {
		return fmt.Errorf("register %s: %w", d.ID, err)
	}
	return nil
}

// loaded keeps definitions by hash: the bytes behind a hash never change.
var loaded sync.Map

// Definition returns the definition with that hash; it is not to be changed.
func (s *Store) Definition(ctx context.Context, hash string) (*procedure.Definition, error) {
	return definition(ctx, s.reads, hash)
}

func definition(ctx context.Context, q sqlx.QueryerContext, hash string) (*procedure.Definition, error) {
	d, ok := loaded.Load(hash)
	if ok {
		return d.(*procedure.Definition), nil
	}
	var source []byte
	err := sqlx.GetContext(ctx, q, &source, `SELECT source FROM definitions WHERE hash = $1`, hash)
	if err != nil {
		return nil, fmt.Errorf("read definition %s: %w", hash, orNotFound(err))
	}
	def, err := procedure.Load(source)
	if err != nil {
		return nil, fmt.Errorf("load definition %s: %w", hash, err)
	}
	if def.Hash != hash {
		return nil, fmt.Errorf("load definition %s: the stored bytes have the hash %s", hash, def.Hash)
	}
	loaded.Store(hash, def)
	return def, nil
}

// newestDefinition returns the version of a procedure that was registered last,
// with its hash; refused procedure_unknown when there is none.
func newestDefinition(ctx context.Context, q sqlx.QueryerContext, id string) (*procedure.Definition, string, error) {
	var hash string
	err := sqlx.GetContext(ctx, q, &hash, `
		SELECT hash FROM definitions WHERE procedure = $1 ORDER BY version DESC, registered_at DESC LIMIT 1`, id)
	if err != nil {
		if dossier.CodeOf(orNotFound(err)) == dossier.CodeNotFound {
			return nil, "", dossier.Refuse(dossier.CodeProcedureUnknown, "procedure", id)
		}
		return nil, "", fmt.Errorf("find procedure %s: %w", id, err)
	}
	d, err := definition(ctx, q, hash)
	return d, hash, err
}

// Definitions returns the newest registered version of every procedure, by id, with
// the days that were added to its calendar.
func (s *Store) Definitions(ctx context.Context) ([]*procedure.Definition, error) {
	var hashes []string
	err := s.reads.SelectContext(ctx, &hashes, `
		SELECT DISTINCT ON (procedure) hash FROM definitions ORDER BY procedure, version DESC, registered_at DESC`)
	if err != nil {
		return nil, fmt.Errorf("list procedures: %w", err)
	}
	days := calendarDays{}
	defs := make([]*procedure.Definition, 0, len(hashes))
	for _, h := range hashes {
		d, err := definition(ctx, s.reads, h)
		if err != nil {
			return nil, err
		}
		d, err = days.in(ctx, s.reads, d)
		if err != nil {
			return nil, err
		}
		defs = append(defs, d)
	}
	return defs, nil
}
