package store

import (
	"context"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
)

// OldPin is an open dossier under a version of its procedure that has a newer
// one today. Of a dossier that the operator does not see there is the reference
// and the stage, and no title.
type OldPin struct {
	Ref      dossier.Ref           `db:"ref"`
	Title    string                `db:"title"`
	Stage    string                `db:"stage"`
	OpenedAt time.Time             `db:"opened_at"`
	Pinned   string                `db:"definition"`
	From     *procedure.Definition `db:"-"`
	To       *procedure.Definition `db:"-"` // under which a dossier begins today
}

// maxOldPins is how many dossiers are listed.
const maxOldPins = 500

// OldPins lists the open dossiers that stand under an older version of their
// procedure, by procedure and reference; of rehearsals those alone that the
// operator has a part in. Refused to whoever is not an operator today.
func (s *Store) OldPins(ctx context.Context, person string) ([]OldPin, error) {
	err := s.operates(ctx, person)
	if err != nil {
		return nil, err
	}
	defs, err := s.Definitions(ctx)
	if err != nil {
		return nil, err
	}
	newest := map[string]*procedure.Definition{}
	var today []string
	for _, d := range defs {
		newest[d.ID] = d
		today = append(today, d.Hash)
	}
	var rows []OldPin
	err = s.reads.SelectContext(ctx, &rows, `
		SELECT d.ref, CASE WHEN seen.inside OR (seen.dossier IS NOT NULL AND NOT d.rehearsal) THEN d.title ELSE '' END AS title,
			coalesce(r.stage, '') AS stage, d.opened_at, d.definition
		FROM dossiers d LEFT JOIN stage_runs r ON r.dossier = d.id AND r.no = d.stage_no LEFT JOIN dossiers_for($1) seen ON seen.dossier = d.id
		WHERE d.status = 'open' AND d.definition <> ALL($2) AND (NOT d.rehearsal OR seen.inside)
		ORDER BY d.procedure, d.ref LIMIT $3`, person, array(today), maxOldPins)
	if err != nil {
		return nil, fmt.Errorf("list old versions: %w", err)
	}
	old := []OldPin{}
	for _, r := range rows {
		r.From, err = definition(ctx, s.reads, r.Pinned)
		if err != nil {
			return nil, err
		}
		r.To = newest[r.From.ID]
		if r.To.Newer(r.From) {
			old = append(old, r)
		}
	}
	return old, nil
}

// MigrationPreview is what it would mean for a dossier to go over to a version.
type MigrationPreview struct {
	Ref       dossier.Ref
	Title     string // empty: the operator does not see the dossier
	Rehearsal bool
	Seq       int64
	Stage     string
	StageNo   int
	From      *procedure.Definition
	To        *procedure.Definition
	Today     string // on the dossier's own clock; civil
	Busy      bool   // between two stages, where nothing can be decided
	Migration procedure.Migration
}

// PreviewMigration says what it would mean for a dossier to go over to the version
// with that hash, or, without one, to that under which a dossier begins today. It only
// reads. Refusals: those of authority, not_found, not_now for a dossier that has
// ended, version_unknown, version_not_valid.
func (s *Store) PreviewMigration(ctx context.Context, person string, ref dossier.Ref, hash string) (MigrationPreview, error) {
	err := s.operates(ctx, person)
	if err != nil {
		return MigrationPreview{}, err
	}
	var p MigrationPreview
	err = s.reads.snapshot(ctx, func(q sqlx.QueryerContext) error {
		p, err = previewOf(ctx, q, person, ref, hash)
		return err
	})
	return p, err
}

func previewOf(ctx context.Context, q sqlx.QueryerContext, person string, ref dossier.Ref, hash string) (MigrationPreview, error) {
	f, seen, err := readFor(ctx, q, person, ref)
	if err != nil {
		return MigrationPreview{}, err
	}
	if f.Status != dossier.Open {
		return MigrationPreview{}, dossier.Refuse(dossier.CodeNotNow, "command", string(dossier.MigrateProcedure), "stage", f.Run.Stage)
	}
	if hash == "" {
		all, err := versions(ctx, q, f.Def.ID)
		if err != nil {
			return MigrationPreview{}, err
		}
		hash = inForce(all, f.today()).Hash
	}
	to, err := f.laterVersion(ctx, q, hash)
	if err != nil {
		return MigrationPreview{}, err
	}
	from, err := definition(ctx, q, f.Definition)
	if err != nil {
		return MigrationPreview{}, err
	}
	p := MigrationPreview{Ref: ref, Rehearsal: f.Rehearsal, Seq: f.Seq, Stage: f.Run.Stage, StageNo: f.StageNo, From: from, To: to, Today: f.today(),
		Busy: f.StageNo == 0 || f.Run.Ended != nil}
	if seen && (f.Inside || !f.Rehearsal) {
		err = sqlx.GetContext(ctx, q, &p.Title, `SELECT title FROM dossiers WHERE id = $1`, f.ID)
		if err != nil {
			return MigrationPreview{}, fmt.Errorf("preview migration of %s: %w", ref, err)
		}
	}
	course, err := f.course(ctx, q)
	if err != nil {
		return MigrationPreview{}, err
	}
	cal, err := calendarWith(ctx, q, to.Calendar)
	if err != nil {
		return MigrationPreview{}, err
	}
	p.Migration, err = procedure.Migrate(from, to, cal, course)
	return p, err
}

// operates refuses whoever is not an operator today.
func (s *Store) operates(ctx context.Context, person string) error {
	if person == "" {
		return dossier.Refuse(dossier.CodeUnauthenticated)
	}
	a, err := s.Actor(ctx, person)
	if err != nil {
		return err
	}
	at, err := now(ctx, s.reads)
	if err != nil {
		return err
	}
	return dossier.May(a, dossier.Action(dossier.MigrateProcedure), dossier.Standing{}, dossier.Day(at, belgrade))
}

// MigrationView is one going over to a newer version.
type MigrationView struct {
	Seq       int64     `db:"seq"`
	From      string    `db:"from_version"` // versions, as their definitions name them
	To        string    `db:"to_version"`
	FromHash  string    `db:"from_definition"`
	ToHash    string    `db:"to_definition"`
	StageNo   int       `db:"stage_no"`
	Reasons   string    `db:"reasons"`
	Basis     string    `db:"basis"`
	DecidedAt time.Time `db:"legal_at"` // on the dossier's own clock
}

// migrations reads when a dossier went over to newer versions, oldest first.
func migrations(ctx context.Context, q sqlx.QueryerContext, id string) ([]MigrationView, error) {
	var all []MigrationView
	err := sqlx.SelectContext(ctx, q, &all, `
		SELECT m.seq, o.version AS from_version, n.version AS to_version, m.from_definition, m.to_definition, m.stage_no, m.reasons, m.basis, m.legal_at
		FROM procedure_migrations m JOIN definitions o ON o.hash = m.from_definition JOIN definitions n ON n.hash = m.to_definition
		WHERE m.dossier = $1 ORDER BY m.seq`, id)
	if err != nil {
		return nil, fmt.Errorf("read migrations: %w", err)
	}
	for i := range all {
		all[i].DecidedAt = all[i].DecidedAt.UTC()
	}
	return all, nil
}
