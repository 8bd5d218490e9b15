package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/rasprava/rasprava/internal/dossier"
)

// Badge is who somebody is today, as the head of every page names them.
type Badge struct {
	Person        string
	Name          string
	Lang          string
	Confirmed     string         // e-mail address of the account; empty: nobody has shown that it is theirs
	Roles         []dossier.Role // held or lent, in any body; each once, sorted
	Bodies        []BodyName
	Organisations []Organisation // that they speak for
}

// Has reports whether the person holds one of the roles in any body.
func (b Badge) Has(roles ...dossier.Role) bool {
	for _, held := range b.Roles {
		for _, r := range roles {
			if held == r {
				return true
			}
		}
	}
	return false
}

// Badge returns who somebody is today, in one question; refused not_found when
// the account is disabled or unknown.
func (s *Store) Badge(ctx context.Context, person string) (Badge, error) {
	var row struct {
		Name          string `db:"name"`
		Lang          string `db:"lang"`
		Confirmed     string `db:"confirmed"`
		Roles         []byte `db:"roles"`
		Bodies        []byte `db:"bodies"`
		Organisations []byte `db:"organisations"`
	}
	err := s.reads.GetContext(ctx, &row, `
		SELECT p.name, p.lang, CASE WHEN p.confirmed_at IS NULL THEN '' ELSE p.email END AS confirmed,
			(SELECT coalesce(json_agg(DISTINCT h.role ORDER BY h.role), '[]') FROM held_roles h
				WHERE h.person = p.id AND h.valid @> civil_today()) AS roles,
			(SELECT coalesce(json_agg(json_build_object('Code', b.code, 'NameSr', b.name_sr, 'NameEn', b.name_en) ORDER BY b.code), '[]') FROM bodies b
				WHERE b.id IN (SELECT a.body FROM appointments a WHERE a.person = p.id AND a.valid @> civil_today())) AS bodies,
			(SELECT coalesce(json_agg(json_build_object('RegisterNo', o.register_no, 'Name', o.name, 'Kind', o.kind) ORDER BY o.name, o.id), '[]')
				FROM organisations o JOIN mandates m ON m.organisation = o.id
				WHERE m.person = p.id AND m.ended_at IS NULL AND m.valid @> civil_today() AND o.confirmed_at IS NOT NULL) AS organisations
		FROM persons p WHERE p.id = $1 AND p.disabled_at IS NULL`, person)
	if err != nil {
		return Badge{}, fmt.Errorf("read badge: %w", orNotFound(err))
	}
	b := Badge{Person: person, Name: row.Name, Lang: row.Lang, Confirmed: row.Confirmed}
	err = errors.Join(json.Unmarshal(row.Roles, &b.Roles), json.Unmarshal(row.Bodies, &b.Bodies), json.Unmarshal(row.Organisations, &b.Organisations))
	if err != nil {
		return Badge{}, fmt.Errorf("read badge: %w", err)
	}
	return b, nil
}
