package store

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

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

// versionOn returns the version of a procedure under which a dossier begins on the
// civil day of an instant: of those that are valid then, the newest. Refusals:
// procedure_unknown, and procedure_not_valid with the days between which none is.
func versionOn(ctx context.Context, q sqlx.QueryerContext, id string, at time.Time) (*procedure.Definition, error) {
	all, err := versions(ctx, q, id)
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return nil, dossier.Refuse(dossier.CodeProcedureUnknown, "procedure", id)
	}
	day := dossier.Day(at, zoneOf(all[0]))
	if d := inForce(all, day); d.ValidOn(day) {
		return d, nil
	}
	before, after := around(all, day)
	return nil, dossier.Refuse(dossier.CodeProcedureNotValid, "procedure", id, "day", day, "until", before, "from", after)
}

// currentVersion returns what versionOn does, and where no version is valid on the
// day the newest, for what cannot wait until one is; refused procedure_unknown.
func currentVersion(ctx context.Context, q sqlx.QueryerContext, id, day string) (*procedure.Definition, error) {
	all, err := versions(ctx, q, id)
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return nil, dossier.Refuse(dossier.CodeProcedureUnknown, "procedure", id)
	}
	return inForce(all, day), nil
}

// inForce returns of the versions of a procedure, the newest first, the one under
// which a dossier begins on a day; the newest where none is valid then.
func inForce(all []*procedure.Definition, day string) *procedure.Definition {
	for _, d := range all {
		if d.ValidOn(day) {
			return d
		}
	}
	return all[0]
}

// around returns the last day of the last version before a day in which none is
// valid, and the first day of the next one; empty: there is none.
func around(all []*procedure.Definition, day string) (before, after string) {
	for _, d := range all {
		if d.ValidTo != "" && d.ValidTo < day {
			before = max(before, d.ValidTo)
		}
		if d.ValidFrom > day && (after == "" || d.ValidFrom < after) {
			after = d.ValidFrom
		}
	}
	return before, after
}

// Versions returns every registered version of a procedure, the newest first;
// none where the procedure is not known.
func (s *Store) Versions(ctx context.Context, id string) ([]*procedure.Definition, error) {
	return versions(ctx, s.reads, id)
}

func versions(ctx context.Context, q sqlx.QueryerContext, id string) ([]*procedure.Definition, error) {
	var hashes []string
	err := sqlx.SelectContext(ctx, q, &hashes, `SELECT hash FROM definitions WHERE procedure = $1 ORDER BY version DESC, registered_at DESC`, id)
	if err != nil {
		return nil, fmt.Errorf("list versions of %s: %w", id, err)
	}
	return definitions(ctx, q, hashes)
}

func definitions(ctx context.Context, q sqlx.QueryerContext, hashes []string) ([]*procedure.Definition, error) {
	defs := make([]*procedure.Definition, 0, len(hashes))
	for _, h := range hashes {
		d, err := definition(ctx, q, h)
		if err != nil {
			return nil, err
		}
		defs = append(defs, d)
	}
	return defs, nil
}

// Definitions returns of every procedure the version under which a dossier begins
// today, or its newest where it has none such, by id.
func (s *Store) Definitions(ctx context.Context) ([]*procedure.Definition, error) {
	at, err := now(ctx, s.reads)
	if err != nil {
		return nil, err
	}
	return s.DefinitionsOn(ctx, dossier.Day(at, belgrade))
}

// DefinitionsOn returns of every procedure the version under which a dossier
// begins on a civil day, or its newest where it has none such, by id, with the days
// that were added to its calendar.
func (s *Store) DefinitionsOn(ctx context.Context, day string) ([]*procedure.Definition, error) {
	var hashes []string
	err := s.reads.SelectContext(ctx, &hashes, `SELECT hash FROM definitions ORDER BY procedure, version DESC, registered_at DESC`)
	if err != nil {
		return nil, fmt.Errorf("list procedures: %w", err)
	}
	all, err := definitions(ctx, s.reads, hashes)
	if err != nil {
		return nil, err
	}
	var chosen []*procedure.Definition
	days := calendarDays{}
	for rest := all; len(rest) > 0; {
		n := slices.IndexFunc(rest, func(d *procedure.Definition) bool { return d.ID != rest[0].ID })
		if n < 0 {
			n = len(rest)
		}
		d, err := days.in(ctx, s.reads, inForce(rest[:n], day))
		if err != nil {
			return nil, err
		}
		chosen = append(chosen, d)
		rest = rest[n:]
	}
	return chosen, nil
}
