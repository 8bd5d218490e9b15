package store

import (
	"context"
	"fmt"

	"github.com/rasprava/rasprava/internal/audit"
)

// checkAsides holds everything that is set aside, or was, to its leaves: each is
// named by one at least, and a leaf names one. A correction of other comments of
// the submission says it again.
func (s *Store) checkAsides(ctx context.Context, log string, _ int64) ([]audit.Fault, error) {
	var rows []struct {
		N          int64   `db:"n"`
		Leaf       []byte  `db:"leaf"`
		Kind       string  `db:"kind"`
		Submission string  `db:"submission"`
		No         int     `db:"no"`
		Ground     *string `db:"ground"`
		Reasons    *string `db:"reasons"`
		Key        *string `db:"log_key"`
	}
	err := s.db.SelectContext(ctx, &rows, `
		WITH told AS (
			SELECT n, leaf, kind, (convert_from(leaf, 'UTF8')::json->>'submission')::uuid AS submission, (convert_from(leaf, 'UTF8')::json->>'seq')::integer AS no
			FROM log_leaves WHERE log = $1 AND kind IN ('set_aside', 'reinstated')),
		done AS (
			SELECT c.submission, c.no, k.kind, a.ground, a.reasons, d.log_key FROM set_asides a JOIN comments c ON c.id = a.comment JOIN rounds r ON r.id = c.round
			JOIN dossiers d ON d.id = r.dossier CROSS JOIN (VALUES ('set_aside'), ('reinstated')) AS k (kind)
			WHERE d.log = $1 AND a.decision = 'confirmed' AND (k.kind = 'set_aside' OR a.verdict = 'reinstated'))
		SELECT coalesce(t.n, -1) AS n, t.leaf, coalesce(t.kind, x.kind) AS kind, coalesce(x.submission, t.submission) AS submission, coalesce(x.no, t.no) AS no,
			x.ground, x.reasons, x.log_key
		FROM told t FULL JOIN done x ON x.submission = t.submission AND x.no = t.no AND x.kind = t.kind
		ORDER BY 1, 4, 5, 3`, log)
	if err != nil {
		return nil, fmt.Errorf("read what was set aside: %w", err)
	}
	var found []audit.Fault
	for _, r := range rows {
		what := fmt.Sprintf("comment %d of submission %s", r.No, r.Submission)
		switch {
		case r.Leaf == nil:
			found = append(found, altered(-1, "%s is %s in the record, and no leaf says so", what, r.Kind))
		case r.Ground == nil:
			found = append(found, altered(r.N, "%s is not %s in the record", what, r.Kind))
		case r.Kind == outcomeAside && !names(r.Leaf, asideHash(*r.Ground, *r.Reasons), *r.Key):
			found = append(found, altered(r.N, "the ground or the reasons on which %s was set aside are not those that were given", what))
		}
	}
	return found, nil
}
