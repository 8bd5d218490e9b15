package store

import (
	"context"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
)

// asidesRow is a dossier in which proposals, what authors say against them, or cases
// on who wrote something wait for a person.
type asidesRow struct {
	Ref       dossier.Ref `db:"ref"`
	Title     string      `db:"title"`
	Rehearsal bool        `db:"rehearsal"`
	LeadSr    string      `db:"lead_sr"`
	LeadEn    string      `db:"lead_en"`
	Proposed  int         `db:"proposed"`
	Contested int         `db:"contested"`
	Claims    int         `db:"claims"`   // cases on who wrote something
	Protect   int         `db:"protect"`  // to cover something, to lift a cover, or to erase
	Returned  int         `db:"returned"` // comments to be answered that were reinstated after the report
	Since     time.Time   `db:"since"`    // of the oldest
	clockRow
}

// undecided are the requests about single comments that wait for a decision, and the
// comments that were reinstated after the report and wait for an answer: the dossier, which it is and of what kind, since when on the dossier's clock and by real
// time, and the hands that it has been through.
const undecided = `
	SELECT r.dossier, a.id, CASE WHEN a.decision IS NULL THEN 'proposed' ELSE 'contested' END AS what, coalesce(a.contested_legal, a.proposed_legal) AS since,
		coalesce(a.contested_at, a.proposed_at) AS asked, ARRAY[a.proposed_by, pd.delegator, a.decided_by, qd.delegator] AS hands
	FROM set_asides a JOIN comments c ON c.id = a.comment JOIN rounds r ON r.id = c.round
	LEFT JOIN delegations pd ON pd.id = a.proposed_for LEFT JOIN delegations qd ON qd.id = a.decided_for
	WHERE a.decision IS NULL AND c.outcome = '' AND NOT EXISTS (SELECT 1 FROM reports t WHERE t.round = r.id) OR a.contested_at IS NOT NULL AND a.verdict IS NULL
	UNION ALL SELECT r.dossier, k.id, 'claim', k.opened_legal, k.opened_at, '{}' FROM authorship_cases k JOIN submissions s ON s.id = k.submission JOIN rounds r ON r.id = s.round
	WHERE k.decision IS NULL
	UNION ALL SELECT r.dossier, x.id, 'protect', t.legal_at, t.at, ARRAY[t.person, g.delegator] FROM redactions x JOIN comments c ON c.id = x.comment JOIN rounds r ON r.id = c.round
	CROSS JOIN LATERAL (SELECT person, delegation, at, legal_at FROM redaction_steps WHERE redaction = x.id ORDER BY no DESC LIMIT 1) t LEFT JOIN delegations g ON g.id = t.delegation
	WHERE x.state IN ('asked', 'lifting') AND c.erased_at IS NULL
	UNION ALL SELECT r.dossier, e.id, 'protect', e.asked_at, e.asked_at, ARRAY[e.asked_by, g.delegator] FROM erasures e LEFT JOIN delegations g ON g.id = e.asked_for JOIN submissions s ON s.id = e.submission JOIN rounds r ON r.id = s.round
	WHERE e.state = 'asked'
	UNION ALL SELECT r.dossier, a.id, 'returned', a.settled_legal, a.settled_at, '{}' FROM set_asides a JOIN comments c ON c.id = a.comment JOIN rounds r ON r.id = c.round
	WHERE a.verdict = 'reinstated' AND c.outcome = '' AND EXISTS (SELECT 1 FROM reports t WHERE t.round = r.id)`

// asidesWaiting lists the dossiers in which something about single comments waits
// for a person to decide, who is another hand than those before.
func asidesWaiting(ctx context.Context, q sqlx.QueryerContext, person string) ([]asidesRow, error) {
	var rows []asidesRow
	err := sqlx.SelectContext(ctx, q, &rows, `
		WITH held AS (
			SELECT a.body, a.dossier, a.role, coalesce(a.delegator, a.person) AS hand FROM held_roles a JOIN persons p ON p.id = a.person
			WHERE a.person = nullif($1, '')::uuid AND p.disabled_at IS NULL AND a.valid @> civil_today() AND a.role IN ('drafter', 'signer')),
		undecided AS (SELECT * FROM (`+undecided+`) u WHERE EXISTS (SELECT 1 FROM held))
		SELECT d.ref, d.title, d.rehearsal, b.name_sr AS lead_sr, b.name_en AS lead_en, count(*) FILTER (WHERE u.what = 'proposed') AS proposed,
			count(*) FILTER (WHERE u.what = 'contested') AS contested, count(*) FILTER (WHERE u.what = 'claim') AS claims, count(*) FILTER (WHERE u.what = 'protect') AS protect,
			count(*) FILTER (WHERE u.what = 'returned') AS returned, min(u.since) AS since,
			extract(epoch FROM d.clock_pace)::float8 AS pace, d.clock_real, d.clock_legal, d.clock_paused
		FROM undecided u JOIN dossiers d ON d.id = u.dossier JOIN bodies b ON b.id = d.lead
		WHERE (d.status = 'open' OR u.what = 'protect') AND coalesce($1::uuid <> ALL (array_remove(u.hands, NULL)), true)
			AND EXISTS (SELECT 1 FROM held h JOIN body_heirs x ON x.heir = h.body
				WHERE x.body = d.lead AND (h.dossier IS NULL OR h.dossier = d.id) AND (u.what <> 'returned' OR h.role = 'drafter') AND h.hand <> ALL (array_remove(u.hands, NULL)))
		GROUP BY d.id, b.id ORDER BY min(u.since), d.ref LIMIT 500`, person)
	if err != nil {
		return nil, fmt.Errorf("list what about setting aside waits: %w", err)
	}
	return rows, nil
}
