package store

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
)

// traits are the features of an act on which its procedure depends, by id.
type traits map[string]string

// Scan reads them from a column.
func (t *traits) Scan(column any) error {
	b, ok := column.([]byte)
	if !ok {
		return fmt.Errorf("read traits: a %T", column)
	}
	return json.Unmarshal(b, t)
}

// applied returns the definition with that hash as it applies to an act with
// those traits; it is not to be changed.
func applied(ctx context.Context, q sqlx.QueryerContext, hash string, of traits) (*procedure.Definition, error) {
	d, err := definition(ctx, q, hash)
	if err != nil {
		return nil, err
	}
	return d.For(of), nil
}

// chosen returns the traits that who opens a dossier chose, as the column keeps
// them; refused trait_unknown at each that the definition does not have, or does
// not let them choose.
func chosen(d *procedure.Definition, given map[string]string) ([]byte, error) {
	var fields []dossier.Field
	for _, id := range slices.Sorted(maps.Keys(given)) {
		t, known := d.Trait(id)
		_, valued := t.Value(given[id])
		if !known || !valued || t.Decided {
			fields = append(fields, dossier.Field{Name: "traits." + id, Code: dossier.CodeTraitUnknown})
		}
	}
	if fields != nil {
		return nil, &dossier.Problem{Code: dossier.CodeInvalid, Fields: fields}
	}
	if given == nil {
		given = map[string]string{}
	}
	return json.Marshal(given)
}

// set gives the traits that an outcome changes their new values.
func (f *file) set(ctx context.Context, tx *sqlx.Tx, o procedure.OutcomeDef) error {
	if len(o.Sets) == 0 {
		return nil
	}
	b, err := json.Marshal(o.Sets)
	if err != nil {
		return fmt.Errorf("set traits: %w", err)
	}
	_, err = tx.ExecContext(ctx, `UPDATE dossiers SET traits = traits || $2::jsonb WHERE id = $1`, f.ID, b)
	if err != nil {
		return fmt.Errorf("set traits: %w", err)
	}
	full := maps.Clone(f.Traits)
	if full == nil {
		full = traits{}
	}
	maps.Copy(full, o.Sets)
	f.Traits = full
	f.Def, err = applied(ctx, tx, f.Definition, full)
	return err
}
