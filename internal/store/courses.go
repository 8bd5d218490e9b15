package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/procedure"
)

// passedRuns reads how a dossier has come where it is: a run has lasted to its
// lastDay, whenever that was put down; the package of a run is the one that was
// there when it ended.
const passedRuns = `
	SELECT r.stage, (r.legal_entered AT TIME ZONE $2)::date::text AS entered, coalesce((r.legal_published AT TIME ZONE $2)::date::text, '') AS published,
		CASE WHEN r.ended_at IS NULL THEN '' ELSE ` + lastDay + `::text END AS last_day,
		greatest(r.legal_ended, CASE WHEN r.ended_at IS NOT NULL THEN w.legal_end END) AS ended, coalesce(r.outcome, '') AS outcome,
		coalesce((SELECT string_agg(p.channel, ',' ORDER BY p.channel) FROM proofs p WHERE p.dossier = r.dossier AND p.stage_no = r.no), '') AS channels,
		coalesce((SELECT string_agg(DISTINCT p.kind, ',') FROM package_documents p WHERE p.dossier = r.dossier AND p.no = (
			SELECT max(k.no) FROM packages k WHERE k.dossier = r.dossier AND (r.ended_at IS NULL OR k.created_at <= r.ended_at))), '') AS documents,
		(SELECT count(*) FROM signatures g WHERE g.dossier = r.dossier AND g.stage_no = r.no AND g.sealed = (
			SELECT q.sealed FROM preparations q WHERE q.dossier = r.dossier AND q.stage_no = r.no ORDER BY q.prepared_at DESC LIMIT 1)) AS signatures,
		EXISTS (SELECT 1 FROM conclusions c WHERE c.dossier = r.dossier AND c.stage_no = r.no) AS concluded,
		coalesce((SELECT string_agg(DISTINCT b.code, ',') FROM opinion_requests q JOIN body_heirs h ON h.body = q.body
			JOIN body_heirs o ON o.heir = h.heir JOIN bodies b ON b.id = o.body WHERE q.dossier = r.dossier AND q.stage_no = r.no), '') AS asked
	FROM stage_runs r LEFT JOIN LATERAL (SELECT max(legal_end) AS legal_end FROM windows
		WHERE dossier = r.dossier AND stage_no = r.no AND lapsed_at IS NOT NULL AND kind <> 'max') w ON true
	WHERE r.dossier = $1 ORDER BY r.no`

// course reads how the dossier has come where it is, and which terms run.
func (f *file) course(ctx context.Context, q sqlx.QueryerContext) (procedure.Course, error) {
	c := procedure.Course{Traits: f.Traits}
	err := sqlx.GetContext(ctx, q, &c.Act, `SELECT kind FROM dossiers WHERE id = $1`, f.ID)
	if err != nil {
		return c, fmt.Errorf("read course of %s: %w", f.Ref, err)
	}
	var rows []struct {
		Stage      string     `db:"stage"`
		Entered    string     `db:"entered"`
		Published  string     `db:"published"`
		LastDay    string     `db:"last_day"`
		Ended      *time.Time `db:"ended"`
		Outcome    string     `db:"outcome"`
		Channels   string     `db:"channels"`
		Documents  string     `db:"documents"`
		Signatures int        `db:"signatures"`
		Concluded  bool       `db:"concluded"`
		Asked      string     `db:"asked"`
	}
	err = sqlx.SelectContext(ctx, q, &rows, passedRuns, f.ID, f.Def.Timezone)
	if err != nil {
		return c, fmt.Errorf("read course of %s: %w", f.Ref, err)
	}
	for _, r := range rows {
		run := procedure.Passed{Stage: r.Stage, Entered: civil(r.Entered), Published: civil(r.Published), LastDay: civil(r.LastDay), Outcome: r.Outcome,
			Channels: codes(r.Channels), Documents: codes(r.Documents), Signatures: r.Signatures, Concluded: r.Concluded, Asked: codes(r.Asked)}
		if r.Ended != nil {
			run.Ended = r.Ended.UTC()
		}
		c.Runs = append(c.Runs, run)
	}
	ws, err := f.windows(ctx, q)
	if err != nil {
		return c, err
	}
	for _, w := range ws { // of the terms of several bodies in one window the last
		id, _, _ := strings.Cut(w.ID, ":")
		term := procedure.RunningTerm{ID: id, Kind: procedure.WindowKind(w.Kind), Due: civil(w.Due)}
		i := slices.IndexFunc(c.Running, func(r procedure.RunningTerm) bool { return r.ID == id })
		switch {
		case i < 0:
			c.Running = append(c.Running, term)
		case term.Due.After(c.Running[i].Due):
			c.Running[i] = term
		}
	}
	return c, nil
}

// codes returns the codes of a list joined by commas.
func codes(list string) []string {
	return strings.FieldsFunc(list, func(r rune) bool { return r == ',' })
}

// moveTerms makes the terms of the present stage what a version makes of them:
// those that end later, and those that the stage had not.
func (f *file) moveTerms(ctx context.Context, tx *sqlx.Tx, moved []procedure.Moved) error {
	cal, err := f.calendar(ctx, tx)
	if err != nil {
		return fmt.Errorf("move terms: %w", err)
	}
	for _, m := range moved {
		end := cal.EndOf(m.Due)
		_, err = tx.ExecContext(ctx, `
			INSERT INTO windows (dossier, stage_no, id, version, kind, term, starts, raw, due, legal_end, ends_at, basis, verified)
			SELECT $1, $2, $3, coalesce(max(version), 0) + 1, $4, $5, $6::date, $7::date, $8::date, $9, $10, $11, $12
			FROM windows WHERE dossier = $1 AND stage_no = $2 AND id = $3`,
			f.ID, f.StageNo, m.Window.ID, m.Window.Kind, m.Window.Term, m.Due.Start.String(), m.Due.Raw.String(), m.Due.Due.String(), end, f.real(end),
			m.Window.Basis, m.Window.Evidence.Verified())
		if err != nil {
			return fmt.Errorf("move term %s: %w", m.Window.ID, err)
		}
	}
	return nil
}
