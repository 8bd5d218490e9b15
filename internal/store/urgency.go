package store

import (
	"context"
	"fmt"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/procedure"
)

// urgencyTrait is the trait by which a procedure tells acts that are adopted
// urgently: any value but its first.
const urgencyTrait = "urgency"

// UrgencyYear is how many acts were adopted in a year, and how many of them by an
// urgent procedure.
type UrgencyYear struct {
	Year   int `db:"year"`
	Acts   int `db:"acts"`
	Urgent int `db:"urgent"`
}

// Urgency returns by year, the latest first, the acts whose procedure was
// completed in it, of those that the public sees and whose procedure decides on
// urgency. A year without any is left out, and so are rehearsals and what was imported.
func (s *Store) Urgency(ctx context.Context) ([]UrgencyYear, error) {
	var years []UrgencyYear
	err := s.reads.snapshot(ctx, func(q sqlx.QueryerContext) error {
		var known []string
		err := sqlx.SelectContext(ctx, q, &known, `SELECT DISTINCT definition FROM dossiers WHERE status = 'completed' ORDER BY definition`)
		if err != nil {
			return err
		}
		var hashes, ordinary []string
		for _, hash := range known {
			d, err := definition(ctx, q, hash)
			if err != nil {
				return err
			}
			first, decides := regular(d)
			if decides {
				hashes, ordinary = append(hashes, hash), append(ordinary, first)
			}
		}
		return sqlx.SelectContext(ctx, q, &years, `
			SELECT extract(year FROM r.legal_ended AT TIME ZONE 'Europe/Belgrade')::integer AS year, count(*) AS acts,
				count(*) FILTER (WHERE coalesce(d.traits->>'`+urgencyTrait+`', o.first) <> o.first) AS urgent
			FROM unnest($1::text[], $2::text[]) AS o (definition, first)
			JOIN dossiers d ON d.definition = o.definition JOIN stage_runs r ON r.dossier = d.id AND r.no = d.stage_no
			WHERE d.status = 'completed' AND d.imported_at IS NULL AND d.visibility = 'public' AND NOT d.rehearsal AND r.legal_ended IS NOT NULL
			GROUP BY 1 ORDER BY 1 DESC`, array(hashes), array(ordinary))
	})
	if err != nil {
		return nil, fmt.Errorf("count urgent acts: %w", err)
	}
	return years, nil
}

// regular returns the value of an act that is not adopted urgently, and whether
// the procedure decides on urgency.
func regular(d *procedure.Definition) (string, bool) {
	t, known := d.Trait(urgencyTrait)
	if !known || !t.Decided || len(t.Values) == 0 {
		return "", false
	}
	return t.Values[0].ID, true
}
