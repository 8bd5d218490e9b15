package store

import (
	"context"
	"fmt"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
)

// Body is a ministry or another authority, under the name of its day.
type Body struct {
	Code      string          `db:"code"`
	NameSr    string          `db:"name_sr"`
	NameEn    string          `db:"name_en"`
	Collegial bool            `db:"collegial"`
	Contact   dossier.Contact `db:"contact"`
	ValidFrom string          `db:"valid_from"`
	ValidTo   string          `db:"valid_to"`
	Successor string          `db:"successor"`
}

// AddBody registers a body. One whose code is known already stays as it is, but
// for its contact, where b has one.
func (s *Store) AddBody(ctx context.Context, b Body) error {
	_, err := s.db.ExecContext(ctx, `
		INSERT INTO bodies (id, code, name_sr, name_en, collegial, valid_from, valid_to, contact)
		VALUES ($1, $2, $3, $4, $5, $6::date, nullif($7, '')::date, $8)
		ON CONFLICT (code) DO UPDATE SET contact = excluded.contact WHERE excluded.contact NOT IN ('', bodies.contact)`,
		newID(), b.Code, b.NameSr, b.NameEn, b.Collegial, b.ValidFrom, b.ValidTo, b.Contact)
	if err != nil {
		return fmt.Errorf("add body %s: %w", b.Code, err)
	}
	return nil
}

// EndBody ends a body on a civil day and names the one that takes over.
func (s *Store) EndBody(ctx context.Context, code, last, successor string) error {
	res, err := s.db.ExecContext(ctx, `
		UPDATE bodies SET valid_to = $2::date, successor = (SELECT id FROM bodies WHERE code = nullif($3, ''))
		WHERE code = $1 AND ($3 = '' OR EXISTS (SELECT 1 FROM bodies WHERE code = $3))`, code, last, successor)
	if err != nil {
		return fmt.Errorf("end body %s: %w", code, err)
	}
	n, err := res.RowsAffected()
	if err != nil {
		return fmt.Errorf("end body %s: %w", code, err)
	}
	if n == 0 {
		return dossier.Refuse(dossier.CodeBodyUnknown, "body", code)
	}
	return nil
}

// Bodies lists all bodies by code, those of the past too.
func (s *Store) Bodies(ctx context.Context) ([]Body, error) {
	bodies := []Body{}
	err := s.reads.SelectContext(ctx, &bodies, `
		SELECT b.code, b.name_sr, b.name_en, b.collegial, b.contact, b.valid_from::text AS valid_from,
			coalesce(b.valid_to::text, '') AS valid_to, coalesce(n.code, '') AS successor
		FROM bodies b LEFT JOIN bodies n ON n.id = b.successor
		ORDER BY b.code`)
	if err != nil {
		return nil, fmt.Errorf("list bodies: %w", err)
	}
	return bodies, nil
}

// Contacts returns where bodies can be turned to, by their codes; of one that
// has ended, where the one can be that took over from it in the end. Bodies
// without a contact are left out.
func (s *Store) Contacts(ctx context.Context) (map[string]dossier.Contact, error) {
	var rows []struct {
		Code    string          `db:"code"`
		Contact dossier.Contact `db:"contact"`
	}
	err := s.reads.SelectContext(ctx, &rows, `
		SELECT b.code, h.contact FROM bodies b JOIN body_heirs x ON x.body = b.id JOIN bodies h ON h.id = x.heir WHERE h.contact <> ''`)
	if err != nil {
		return nil, fmt.Errorf("list contacts: %w", err)
	}
	contacts := make(map[string]dossier.Contact, len(rows))
	for _, r := range rows {
		contacts[r.Code] = r.Contact
	}
	return contacts, nil
}

// heir returns the id of the body with that code or, when it has ended by the
// civil date day, of the body that took over from it in the end.
func heir(ctx context.Context, q sqlx.QueryerContext, code, day string) (string, error) {
	var id string
	err := sqlx.GetContext(ctx, q, &id, `
		WITH RECURSIVE line AS (
			SELECT id, valid_to, successor, 1 AS depth FROM bodies WHERE code = $1
			UNION ALL
			SELECT b.id, b.valid_to, b.successor, depth + 1 FROM bodies b JOIN line l ON b.id = l.successor
			WHERE l.valid_to < $2::date AND depth < 32)
		SELECT id FROM line ORDER BY depth DESC LIMIT 1`, code, day)
	if err != nil {
		if dossier.CodeOf(orNotFound(err)) == dossier.CodeNotFound {
			return "", dossier.Refuse(dossier.CodeBodyUnknown, "body", code)
		}
		return "", fmt.Errorf("find body %s: %w", code, err)
	}
	return id, nil
}
