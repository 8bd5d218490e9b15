package store

import (
	"context"
	"fmt"
	"time"
)

// DecidedRequest is a request to speak for an organisation that was confirmed or
// refused, as operators see it.
type DecidedRequest struct {
	Organisation
	Person    string    `db:"person"`
	DecidedBy string    `db:"decided_by"`
	DecidedAt time.Time `db:"decided_at"`
	Confirmed bool      `db:"confirmed"`
	Reasons   string    `db:"reasons"` // of a refusal
}

// DecidedRequests lists for an operator the last requests that were decided, by
// whomever, the newest first.
func (s *Store) DecidedRequests(ctx context.Context, operator string) ([]DecidedRequest, error) {
	err := mayOperate(ctx, s.reads, operator)
	if err != nil {
		return nil, err
	}
	requests := []DecidedRequest{}
	err = s.reads.SelectContext(ctx, &requests, `
		SELECT r.register_no, coalesce(o.name, r.name) AS name, coalesce(o.kind, r.kind) AS kind, p.name AS person, b.name AS decided_by,
			r.decided_at, r.mandate IS NOT NULL AS confirmed, r.reasons
		FROM mandate_requests r JOIN persons p ON p.id = r.person JOIN persons b ON b.id = r.decided_by
		LEFT JOIN organisations o ON o.register_no = r.register_no AND o.confirmed_at IS NOT NULL
		WHERE r.decided_at IS NOT NULL ORDER BY r.decided_at DESC, r.id LIMIT 20`)
	if err != nil {
		return nil, fmt.Errorf("list decided requests: %w", err)
	}
	return requests, nil
}
