package store

import (
	"context"
	"fmt"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
)

// OwnSubmission is a submission as its sender sees it who was signed in.
type OwnSubmission struct {
	ReceiptNo    string      `db:"receipt_no"`
	Ref          dossier.Ref `db:"ref"`
	Title        string      `db:"title"`
	Organisation string      `db:"organisation"` // in whose name; empty: in their own or without one
	Anonymous    bool        `db:"anonymous"`
	ReceivedAt   time.Time   `db:"received_at"`
	LegalAt      time.Time   `db:"legal_at"` // the same, on the dossier's own clock
	Comments     int         `db:"comments"`
	Outcomes     []OutcomeCount
}

// OutcomeCount is how many comments had one outcome; an empty Outcome: none that
// is public yet.
type OutcomeCount struct {
	Outcome string `db:"outcome"`
	Count   int    `db:"count"`
}

// ownSubmissions is what the person $1 sent, on dossiers that they still see.
const ownSubmissions = `
	FROM submissions s JOIN rounds r ON r.id = s.round JOIN dossiers d ON d.id = r.dossier
	WHERE s.sent_by = $1 AND sees($1, d)`

// CountSubmissionsOf returns how many submissions the person sent.
func (s *Store) CountSubmissionsOf(ctx context.Context, person string) (int, error) {
	var n int
	err := s.reads.GetContext(ctx, &n, `SELECT count(*)`+ownSubmissions, person)
	if err != nil {
		return 0, fmt.Errorf("count submissions: %w", err)
	}
	return n, nil
}

// SubmissionsOf lists what the person sent while signed in, the newest first,
// and where the list goes on; empty: nowhere.
func (s *Store) SubmissionsOf(ctx context.Context, person string, p Page) ([]OwnSubmission, string, error) {
	limit, err := p.limit()
	if err != nil {
		return nil, "", err
	}
	after, err := p.place()
	if err != nil {
		return nil, "", err
	}
	var rows []struct {
		ID string `db:"id"`
		OwnSubmission
	}
	err = s.reads.SelectContext(ctx, &rows, `
		SELECT s.id, s.receipt_no, d.ref, d.title, coalesce((SELECT name FROM organisations WHERE id = s.organisation), '') AS organisation,
			s.author_kind = 'anonymous' AS anonymous, s.received_at, `+receivedLegally+` AS legal_at,
			(SELECT count(*) FROM comments c WHERE c.submission = s.id) AS comments`+ownSubmissions+`
		AND ($2 = '' OR (s.received_at, s.id) < (nullif($2, '')::timestamptz, nullif($3, '')::uuid))
		ORDER BY s.received_at DESC, s.id DESC LIMIT $4`, person, after.Key, after.ID, limit+1)
	if err != nil {
		return nil, "", fmt.Errorf("list submissions: %w", err)
	}
	next := ""
	if len(rows) > limit {
		rows = rows[:limit]
		last := rows[limit-1]
		next = cursor{last.ReceivedAt.Format(time.RFC3339Nano), last.ID}.String()
	}
	ids, at := make([]string, len(rows)), map[string]int{}
	list := make([]OwnSubmission, len(rows))
	for i, r := range rows {
		ids[i], at[r.ID], list[i] = r.ID, i, r.OwnSubmission
	}
	var outcomes []struct {
		Submission string `db:"submission"`
		OutcomeCount
	}
	err = s.reads.SelectContext(ctx, &outcomes, `
		SELECT c.submission, CASE WHEN c.set_aside IS NOT NULL THEN 'set_aside' ELSE coalesce(a.outcome, '') END AS outcome, count(*) AS count
		FROM comments c JOIN rounds r ON r.id = c.round
		LEFT JOIN LATERAL (SELECT outcome FROM answers WHERE comment = c.id AND (r.status = 'closed' OR early) ORDER BY version DESC LIMIT 1) a ON true
		WHERE c.submission = ANY($1::uuid[]) GROUP BY 1, 2 ORDER BY 1, 2 DESC`, array(ids))
	if err != nil {
		return nil, "", fmt.Errorf("count outcomes: %w", err)
	}
	for _, o := range outcomes {
		own := &list[at[o.Submission]]
		own.Outcomes = append(own.Outcomes, o.OutcomeCount)
	}
	return list, next, nil
}
