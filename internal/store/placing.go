package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/redline"
)

// PlaceDecision says whether the likely place of a comment in a version is the right one. Version is that of the decision it replaces, 0 for
// the first.
type PlaceDecision struct {
	Comment   string
	No        int
	Version   int
	Confirmed bool
}

// DecidePlace writes down the decision and returns its version. Who answers comments decides where they stand, until the dossier has ended.
// Refusals: forbidden and its kin, not_found, answers_final, place_conflict.
func (s *Store) DecidePlace(ctx context.Context, person string, n PlaceDecision) (int, error) {
	err := s.transact(ctx, func(tx *sqlx.Tx) error {
		var ref dossier.Ref
		err := tx.GetContext(ctx, &ref, `
			SELECT d.ref FROM comment_anchors a JOIN dossiers d ON d.id = a.dossier WHERE a.comment = $1 AND a.no = $2 AND a.state = $3`,
			n.Comment, n.No, redline.Candidate)
		if err != nil {
			return orNotFound(err)
		}
		at, err := now(ctx, tx)
		if err != nil {
			return err
		}
		f, err := read(ctx, tx, ref, at)
		if err != nil {
			return err
		}
		delegation, err := f.may(ctx, tx, person, dossier.AnswerComm)
		if err != nil {
			return err
		}
		if f.Status != dossier.Open {
			return dossier.Refuse(dossier.CodeAnswersFinal)
		}
		_, err = tx.ExecContext(ctx, `SELECT 1 FROM comments WHERE id = $1 FOR NO KEY UPDATE`, n.Comment)
		if err != nil {
			return fmt.Errorf("lock comment: %w", err)
		}
		var last struct {
			Version   int  `db:"version"`
			Confirmed bool `db:"confirmed"`
		}
		err = tx.GetContext(ctx, &last, `
			SELECT version, confirmed FROM anchor_decisions WHERE comment = $1 AND no = $2 ORDER BY version DESC LIMIT 1`, n.Comment, n.No)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return fmt.Errorf("read decisions on places: %w", err)
		}
		if last.Version != n.Version {
			return dossier.Refuse(dossier.CodePlaceConflict)
		}
		if last.Version > 0 && last.Confirmed == n.Confirmed {
			return dossier.Refuse(dossier.CodeNothingChanged)
		}
		_, err = tx.ExecContext(ctx, `
			INSERT INTO anchor_decisions (comment, no, version, confirmed, decided_by, decided_at, legal_at, delegation)
			VALUES ($1, $2, $3, $4, $5, $6, $7, nullif($8, '')::uuid)`, n.Comment, n.No, n.Version+1, n.Confirmed, person, at, f.legal(), delegation)
		if err != nil {
			return fmt.Errorf("write decision on a place: %w", err)
		}
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("decide where a comment stands: %w", err)
	}
	return n.Version + 1, nil
}

// NumberOfPlace returns the number of a comment with a likely place in a version of the dossier; refused not_found where there is no such
// comment there.
func (s *Store) NumberOfPlace(ctx context.Context, ref dossier.Ref, n PlaceDecision) (int, error) {
	var number int
	err := s.reads.GetContext(ctx, &number, `
		SELECT c.number FROM comment_anchors a JOIN comments c ON c.id = a.comment JOIN dossiers d ON d.id = a.dossier
		WHERE d.ref = $1 AND a.comment::text = $2 AND a.no = $3 AND a.state = $4`, ref, n.Comment, n.No, redline.Candidate)
	if err != nil {
		return 0, fmt.Errorf("find place: %w", orNotFound(err))
	}
	return number, nil
}

// placesRow is a dossier with comments in its newest text of which only a person
// can say where they stand.
type placesRow struct {
	Ref       dossier.Ref `db:"ref"`
	Title     string      `db:"title"`
	Rehearsal bool        `db:"rehearsal"`
	LeadSr    string      `db:"lead_sr"`
	LeadEn    string      `db:"lead_en"`
	Version   int         `db:"version"`
	Places    int         `db:"places"`
	Since     time.Time   `db:"since"` // the version came
	clockRow
}

// placesWaiting lists the dossiers in which places wait for a person who may
// answer their comments.
func (s *Store) placesWaiting(ctx context.Context, person string) ([]placesRow, error) {
	var rows []placesRow
	err := s.reads.SelectContext(ctx, &rows, `
		WITH held AS (
			SELECT a.body, a.dossier FROM held_roles a JOIN persons p ON p.id = a.person
			WHERE a.person = nullif($1, '')::uuid AND p.disabled_at IS NULL AND a.valid @> civil_today() AND a.role = 'drafter'),
		uncertain AS (
			SELECT p.dossier, p.no, count(*) AS places FROM placed_comments p
			WHERE p.found = 'candidate' AND p.state = 'candidate' AND EXISTS (SELECT 1 FROM held)
			AND NOT EXISTS (SELECT 1 FROM acts a WHERE a.dossier = p.dossier AND a.no > p.no)
			GROUP BY p.dossier, p.no)
		SELECT d.ref, d.title, d.rehearsal, b.name_sr AS lead_sr, b.name_en AS lead_en, u.no AS version, u.places, v.legal_at AS since,
			extract(epoch FROM d.clock_pace)::float8 AS pace, d.clock_real, d.clock_legal, d.clock_paused
		FROM uncertain u JOIN dossiers d ON d.id = u.dossier JOIN bodies b ON b.id = d.lead JOIN packages v ON v.dossier = u.dossier AND v.no = u.no
		WHERE d.status = 'open' AND EXISTS (SELECT 1 FROM held h JOIN body_heirs x ON x.heir = h.body WHERE x.body = d.lead AND (h.dossier IS NULL OR h.dossier = d.id))
		ORDER BY since, d.ref LIMIT 500`, person)
	if err != nil {
		return nil, fmt.Errorf("list places that wait: %w", err)
	}
	return rows, nil
}
