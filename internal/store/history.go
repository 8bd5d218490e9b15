package store

import (
	"context"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
)

// ofDossier says to which dossier a row belongs, where those of several are read.
type ofDossier struct {
	Dossier string `db:"dossier"`
}

// The parts of a dossier's history; the parameter is a list of ids.
const (
	runsOf = `
		SELECT r.dossier, r.no, r.stage, r.kind, b.code AS actor_code, b.name_sr AS actor_sr, b.name_en AS actor_en, r.legal_entered, r.legal_published,
			r.legal_ended, coalesce(r.outcome, '') AS outcome, r.lapsed, r.overdue_at IS NOT NULL AS overdue, r.ground, r.support, coalesce(r.electorate, 0) AS electorate,
			coalesce(e.code, '') AS for_code, coalesce(e.name_sr, '') AS for_sr, coalesce(e.name_en, '') AS for_en,
			coalesce(t.reasons, '') AS reasons, coalesce(p.name, '') AS ended_by,
			coalesce((SELECT c.ref FROM dossiers c WHERE c.parent = r.dossier AND c.parent_stage = r.no), '') AS within
		FROM stage_runs r JOIN bodies b ON b.id = r.actor LEFT JOIN bodies e ON e.id = r.ended_for
		LEFT JOIN (SELECT DISTINCT ON (dossier, stage_no, outcome) dossier, stage_no, outcome, reasons, actor FROM steps
			WHERE dossier = ANY($1::uuid[]) AND outcome <> '' ORDER BY dossier, stage_no, outcome, seq DESC) t
			ON t.dossier = r.dossier AND t.stage_no = r.no AND t.outcome = r.outcome
		LEFT JOIN persons p ON p.id = t.actor
		WHERE r.dossier = ANY($1::uuid[]) ORDER BY r.dossier, r.no`

	windowsOf = `
		SELECT DISTINCT ON (w.dossier, w.stage_no, w.id) w.dossier, w.stage_no, w.id, split_part(w.id, ':', 2) AS body, w.kind, w.term, w.starts::text AS starts, w.raw::text AS raw,
			w.due::text AS due, w.ends_at, w.lapsed_at IS NOT NULL AS lapsed, w.moved_by IS NOT NULL AS extended, w.basis, w.verified,
			(SELECT b.due::text FROM windows b WHERE b.dossier = w.dossier AND b.stage_no = w.stage_no AND b.id = w.id AND b.moved_by IS NULL
				ORDER BY b.version DESC LIMIT 1) AS first_due, coalesce(t.reasons, '') AS reasons,
			coalesce(p.name, '') AS moved_by
		FROM windows w LEFT JOIN steps t ON t.command = w.moved_by LEFT JOIN persons p ON p.id = t.actor
		WHERE w.dossier = ANY($1::uuid[]) ORDER BY w.dossier, w.stage_no, w.id, w.version DESC`

	proofsOf = `SELECT dossier, stage_no, channel, url, sha256, published_at FROM proofs WHERE dossier = ANY($1::uuid[]) ORDER BY stage_no, channel`

	opinionsOf = `
		SELECT q.dossier, q.stage_no, b.code AS body_code, b.name_sr AS body_sr, b.name_en AS body_en, q.mandatory, q.silent_at IS NOT NULL AS silent,
			coalesce(o.opinion, '') AS opinion, coalesce(o.text, '') AS text, coalesce(o.package, '') AS package,
			coalesce(o.package = p.hash OR q.beside <> '{}' AND same_beside(d.id, o.no, d.package_no, q.beside), false) AS current, o.given_at, o.legal_at
		FROM opinion_requests q JOIN bodies b ON b.id = q.body JOIN dossiers d ON d.id = q.dossier
		LEFT JOIN packages p ON p.dossier = d.id AND p.no = d.package_no
		LEFT JOIN LATERAL (SELECT o.opinion, o.text, o.package, o.given_at, coalesce(t.legal_at, o.given_at) AS legal_at,
				(SELECT max(n.no) FROM packages n WHERE n.dossier = o.dossier AND n.hash = o.package) AS no
			FROM opinions o LEFT JOIN steps t ON t.dossier = o.dossier AND t.command = o.command
			WHERE o.dossier = q.dossier AND o.stage_no = q.stage_no AND o.body = q.body ORDER BY o.given_at DESC LIMIT 1) o ON true
		WHERE q.dossier = ANY($1::uuid[]) ORDER BY q.stage_no, b.code`

	conclusionsOf = `
		SELECT c.dossier, c.stage_no, b.code AS body_code, b.name_sr AS body_sr, b.name_en AS body_en, c.outcome, c.number, c.date::text AS date, c.document, c.sha256,
			coalesce(c.size, 0) AS size, c.present, c.in_favour, c.against, c.abstained, c.chair_in_favour, c.members
		FROM conclusions c JOIN bodies b ON b.id = c.body WHERE c.dossier = ANY($1::uuid[]) ORDER BY c.stage_no`

	handsOf = `
		SELECT x.dossier, x.stage_no, x.prepared, x.person, n.name, coalesce(o.name, '') AS on_behalf, x.package, x.sealed,
			coalesce(x.package = p.hash, false) AND x.sealed = (SELECT l.sealed FROM preparations l WHERE l.dossier = x.dossier AND l.stage_no = x.stage_no
				ORDER BY l.prepared_at DESC LIMIT 1) AS counts, x.at, coalesce(t.legal_at, x.at) AS legal_at, coalesce(b.code, '') AS body_code FROM (
			SELECT dossier, stage_no, true AS prepared, prepared_by AS person, package, sealed, prepared_at AS at, delegation, command, NULL::uuid AS body FROM preparations WHERE dossier = ANY($1::uuid[])
			UNION ALL SELECT s.dossier, s.stage_no, false, s.signer, s.package, s.sealed, s.signed_at, s.delegation, s.command, coalesce(s.body, r.actor)
				FROM signatures s JOIN stage_runs r ON r.dossier = s.dossier AND r.no = s.stage_no WHERE s.dossier = ANY($1::uuid[])) x
		JOIN persons n ON n.id = x.person JOIN dossiers d ON d.id = x.dossier
		LEFT JOIN packages p ON p.dossier = d.id AND p.no = d.package_no
		LEFT JOIN steps t ON t.dossier = x.dossier AND t.command = x.command
		LEFT JOIN body_heirs h ON h.body = x.body LEFT JOIN bodies b ON b.id = h.heir
		LEFT JOIN delegations g ON g.id = x.delegation LEFT JOIN persons o ON o.id = g.delegator ORDER BY x.stage_no, x.at`

	slotsOf = `
		SELECT q.dossier, q.stage_no, min(q.position) AS position, n.code AS body_code, n.name_sr AS body_sr, n.name_en AS body_en, max(q.needed) AS need
		FROM signature_requests q JOIN body_heirs h ON h.body = q.body JOIN bodies n ON n.id = h.heir
		WHERE q.dossier = ANY($1::uuid[]) GROUP BY q.dossier, q.stage_no, n.code, n.name_sr, n.name_en ORDER BY q.dossier, q.stage_no, 3, n.code`

	exemptionsOf = `
		SELECT e.dossier, e.id, e.stage_no, e.kind, e.ground, coalesce(e.window_id, '') AS window_id, coalesce(e.term_before, '') AS term_before, coalesce(e.term, '') AS term,
			 e.reason, p.name AS person, e.granted_at, coalesce(t.legal_at, e.granted_at) AS legal_at, e.expires_at
		FROM exemptions e JOIN persons p ON p.id = e.granted_by LEFT JOIN steps t ON t.dossier = e.dossier AND t.command = e.command
		WHERE e.dossier = ANY($1::uuid[]) ORDER BY e.granted_at`

	documentsOf = `
		SELECT d.id AS dossier, p.kind, p.since, p.visibility, p.no = d.package_no AS newest
		FROM dossiers d JOIN package_documents p ON p.dossier = d.id
		WHERE d.id = ANY($1::uuid[]) AND (p.no = d.package_no OR p.no = (SELECT max(m.no) FROM package_documents m WHERE m.dossier = d.id AND m.visibility = 'public'))
		ORDER BY p.dossier, p.no, p.kind, p.position`
)

// fillHistory reads into the views, by id of the dossier, the runs of their
// stages and what happened in each: what only insiders see, for those that say
// that the viewer is one.
func fillHistory(ctx context.Context, q sqlx.QueryerContext, views map[string]*DossierView) error {
	ids := make([]string, 0, len(views))
	for id := range views {
		ids = append(ids, id)
	}
	err := each(ctx, q, runsOf, ids, func(r *struct {
		ofDossier
		StageView
	}) {
		v := views[r.Dossier]
		v.Stages = append(v.Stages, r.StageView)
	})
	if err != nil {
		return err
	}
	run := func(id string, no int) *StageView { return &views[id].Stages[no-1] } // runs are numbered from 1 without gaps
	err = each(ctx, q, windowsOf, ids, func(r *struct {
		ofDossier
		WindowView
	}) {
		st := run(r.Dossier, r.StageNo)
		st.Windows = append(st.Windows, r.WindowView)
	})
	if err != nil {
		return err
	}
	err = each(ctx, q, proofsOf, ids, func(r *struct {
		ofDossier
		ProofView
	}) {
		st := run(r.Dossier, r.StageNo)
		st.Proofs = append(st.Proofs, r.ProofView)
	})
	if err != nil {
		return err
	}
	err = each(ctx, q, opinionsOf, ids, func(r *struct {
		ofDossier
		OpinionView
	}) {
		if !views[r.Dossier].Insider {
			r.Text = ""
		}
		st := run(r.Dossier, r.StageNo)
		st.Opinions = append(st.Opinions, r.OpinionView)
	})
	if err != nil {
		return err
	}
	err = each(ctx, q, conclusionsOf, ids, func(r *struct {
		ofDossier
		ConclusionView
	}) {
		run(r.Dossier, r.StageNo).Conclude = &r.ConclusionView
	})
	if err != nil {
		return err
	}
	err = each(ctx, q, broughtOf, ids, func(r *struct {
		ofDossier
		BroughtView
	}) {
		run(r.Dossier, r.StageNo).Brought = &r.BroughtView
	})
	if err != nil {
		return err
	}
	err = each(ctx, q, slotsOf, ids, func(r *struct {
		ofDossier
		SlotView
	}) {
		st := run(r.Dossier, r.StageNo)
		st.Slots = append(st.Slots, r.SlotView)
	})
	if err != nil {
		return err
	}
	var inside []string
	for id, v := range views {
		if v.Insider {
			inside = append(inside, id)
		}
	}
	err = fillHands(ctx, q, inside, views)
	if err != nil {
		return err
	}
	err = each(ctx, q, exemptionsOf, ids, func(r *struct {
		ofDossier
		ExemptionView
	}) {
		v := views[r.Dossier]
		v.Exemptions = append(v.Exemptions, r.ExemptionView)
	})
	if err != nil {
		return err
	}
	err = each(ctx, q, movesOf, ids, func(r *struct {
		ofDossier
		MoveView
	}) {
		v := views[r.Dossier]
		v.Moves = append(v.Moves, r.MoveView)
	})
	if err != nil {
		return err
	}
	return fillStale(ctx, q, ids, views)
}

// fillHands reads into the views that are named whose hands are on what.
func fillHands(ctx context.Context, q sqlx.QueryerContext, ids []string, views map[string]*DossierView) error {
	if ids == nil {
		return nil
	}
	var signed []string // those that are signed now
	for _, id := range ids {
		v := views[id]
		st, _ := v.Definition.Stage(v.Stage)
		if v.Status == dossier.Open && dossier.FourEyes(st) && v.Stages[v.StageNo-1].Ended == nil {
			signed = append(signed, id)
		}
	}
	now := map[string]dossier.Manifest{}
	if signed != nil {
		var err error
		now, err = manifests(ctx, q, signed)
		if err != nil {
			return err
		}
	}
	return each(ctx, q, handsOf, ids, func(r *struct {
		ofDossier
		HandView
	}) {
		if sealed, present := now[r.Dossier]; present && r.StageNo == views[r.Dossier].StageNo {
			r.Counts = r.Sealed == sealed.Seal()
		}
		st := &views[r.Dossier].Stages[r.StageNo-1]
		st.Hands = append(st.Hands, r.HandView)
	})
}

// fillStale finds in each view the documents that are older than the text, as
// far as the viewer sees both.
func fillStale(ctx context.Context, q sqlx.QueryerContext, ids []string, views map[string]*DossierView) error {
	seen := map[string][]dossier.Document{}
	err := each(ctx, q, documentsOf, ids, func(r *struct {
		ofDossier
		Kind       dossier.DocumentKind `db:"kind"`
		Since      int                  `db:"since"`
		Visibility dossier.Visibility   `db:"visibility"`
		Newest     bool                 `db:"newest"`
	}) {
		if views[r.Dossier].Insider && r.Newest || !views[r.Dossier].Insider && r.Visibility == dossier.Public {
			seen[r.Dossier] = append(seen[r.Dossier], dossier.Document{Kind: r.Kind, Since: r.Since})
		}
	})
	if err != nil {
		return err
	}
	for id, docs := range seen {
		views[id].Stale = dossier.Stale(docs)
	}
	return nil
}

// each calls take for every row that a query finds for a list of dossiers.
func each[T any](ctx context.Context, q sqlx.QueryerContext, query string, ids []string, take func(*T)) error {
	var rows []T
	err := sqlx.SelectContext(ctx, q, &rows, query, array(ids))
	if err != nil {
		return fmt.Errorf("read histories: %w", err)
	}
	for i := range rows {
		take(&rows[i])
	}
	return nil
}

// histories returns the views of the dossiers in rows, as far as a list of
// several needs them, in their order: stages, exemptions, definition and clock.
// The viewer is taken for an outsider.
func histories(ctx context.Context, q sqlx.QueryerContext, rows []DossierRow, at time.Time) ([]DossierView, error) {
	views := make([]DossierView, len(rows))
	byID := map[string]*DossierView{}
	ids := make([]string, len(rows))
	for i, r := range rows {
		views[i].DossierRow, ids[i] = r, r.ID
		byID[r.ID] = &views[i]
	}
	clocks, err := readClocks(ctx, q, ids)
	if err != nil {
		return nil, err
	}
	days := calendarDays{}
	for i := range views {
		v := &views[i]
		v.LegalNow, v.Paused = clockOrReal(clocks[v.ID], at), clocks[v.ID].Paused
		v.Definition, err = applied(ctx, q, rows[i].Definition, rows[i].Traits)
		if err != nil {
			return nil, err
		}
		v.Definition, err = days.in(ctx, q, v.Definition)
		if err != nil {
			return nil, err
		}
		err = nameStage(ctx, q, &v.DossierRow)
		if err != nil {
			return nil, err
		}
	}
	return views, fillHistory(ctx, q, byID)
}
