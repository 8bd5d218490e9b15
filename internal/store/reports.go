package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
)

// Report is the statutory report on a round: what was received, what was
// answered and how, and, by their ids, the comments that have no answer yet.
// It holds no names and no texts of authors, so that erasing one leaves it true.
type Report struct {
	Format      string         `json:"format"` // rasprava.report/1
	Dossier     dossier.Ref    `json:"dossier"`
	Round       string         `json:"round"`
	Package     string         `json:"package"` // hash of what was consulted on
	OpensAt     time.Time      `json:"opens_at"`
	ClosedAt    time.Time      `json:"closed_at"`
	Submissions int            `json:"submissions"`
	Received    int            `json:"received"`
	Answered    int            `json:"answered"`
	Withdrawn   int            `json:"withdrawn,omitempty"` // of those received, by their authors
	SetAside    int            `json:"set_aside,omitempty"` // of those received, on the grounds that their lines name
	Erased      int            `json:"erased,omitempty"`    // of those received, before they were answered
	Late        int            `json:"late"`
	Unconfirmed int            `json:"unconfirmed,omitempty"` // submissions whose authors did not confirm their address; they are not among those received
	Unanswered  []string       `json:"unanswered"`
	Outcomes    map[string]int `json:"outcomes"`
	Comments    []ReportLine   `json:"comments"`
}

// ReportLine is what became of one comment.
type ReportLine struct {
	ID        string `json:"id" db:"id"`
	Number    int    `json:"number" db:"number"`
	Document  string `json:"document" db:"document"`
	Provision string `json:"provision,omitempty" db:"provision"`
	Kind      string `json:"kind" db:"kind"`
	Outcome   string `json:"outcome,omitempty" db:"outcome"`
	Ground    string `json:"ground,omitempty" db:"ground"` // on which it is set aside
	Reasons   string `json:"reasons,omitempty" db:"reasons"`
}

const answeredComments = `
	SELECT c.id, c.number, c.document, coalesce(c.provision, '') AS provision, c.kind, 
		CASE WHEN c.withdrawn_at IS NOT NULL THEN 'withdrawn' WHEN c.set_aside IS NOT NULL THEN 'set_aside' WHEN c.erased_at IS NOT NULL THEN coalesce(a.outcome, 'erased')
			ELSE coalesce(a.outcome, '') END AS outcome,
		coalesce(c.set_aside, '') AS ground, coalesce(CASE WHEN c.set_aside IS NOT NULL THEN sa.reasons ELSE a.reasons END, '') AS reasons
	FROM comments c LEFT JOIN LATERAL (SELECT outcome, reasons FROM answers WHERE comment = c.id AND c.withdrawn_at IS NULL ORDER BY version DESC LIMIT 1) a ON true
	` + wasSetAside + `WHERE c.round = $1 ORDER BY c.number`

// writeReport publishes the report on the last closed round of the dossier with
// whatever answers there are, and names the comments that have none. A round
// has one report: the first stays.
func (s *Store) writeReport(ctx context.Context, tx *sqlx.Tx, f *file, command *string) error {
	r := Report{Format: "rasprava.report/1", Dossier: f.Ref, Unanswered: []string{}, Outcomes: map[string]int{}, Comments: []ReportLine{}}
	err := tx.QueryRowxContext(ctx, `
		SELECT r.id, p.hash, r.opens_at, r.closed_at, r.submissions, (SELECT count(*) FROM late_notes WHERE round = r.id)
		FROM rounds r JOIN packages p ON p.dossier = r.dossier AND p.no = r.package_no
		WHERE r.dossier = $1 AND r.status = 'closed' ORDER BY r.no DESC LIMIT 1`, f.ID).
		Scan(&r.Round, &r.Package, &r.OpensAt, &r.ClosedAt, &r.Submissions, &r.Late)
	if errors.Is(err, sql.ErrNoRows) {
		return dossier.Refuse(dossier.CodeRoundNotOpen)
	}
	if err != nil {
		return fmt.Errorf("read round: %w", err)
	}
	// The report is of everything that was sent in time: nothing is entered after it.
	err = lockAlone(ctx, tx, r.Round)
	if err != nil {
		return err
	}
	err = f.holdAnswers(ctx, tx) // those that the report counts are those that the log has before it
	if err != nil {
		return err
	}
	if command != nil {
		err = mayStillConfirm(ctx, tx, r.Round)
		if err != nil {
			return err
		}
	}
	err = f.closeForGood(ctx, tx, r.Round, nil)
	if err != nil {
		return err
	}
	err = tx.QueryRowxContext(ctx, `SELECT submissions, (SELECT count(*) FROM submissions WHERE round = $1 AND held) FROM rounds WHERE id = $1`, r.Round).Scan(&r.Submissions, &r.Unconfirmed)
	if err != nil {
		return fmt.Errorf("count submissions: %w", err)
	}
	err = tx.SelectContext(ctx, &r.Comments, answeredComments, r.Round)
	if err != nil {
		return fmt.Errorf("read comments: %w", err)
	}
	r.OpensAt, r.ClosedAt, r.Received = r.OpensAt.UTC(), r.ClosedAt.UTC(), len(r.Comments)
	for _, c := range r.Comments {
		if c.Outcome == "" {
			r.Unanswered = append(r.Unanswered, c.ID)
			continue
		}
		switch c.Outcome {
		case outcomeWithdrawn:
			r.Withdrawn++
			continue
		case outcomeAside:
			r.SetAside++
			continue
		case outcomeErased:
			r.Erased++
			continue
		}
		r.Answered++
		r.Outcomes[c.Outcome]++
	}
	content, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	hash := ledger.HashOf(content)
	res, err := tx.ExecContext(ctx, `
		INSERT INTO reports (round, stage_no, hash, content, received, answered, published_at, command) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
		ON CONFLICT (round) DO NOTHING`, r.Round, f.StageNo, hash, content, r.Received, r.Answered, f.At, command)
	if err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	n, err := res.RowsAffected()
	if err != nil || n == 0 {
		return err
	}
	err = f.tellAuthors(ctx, tx, MailAnswered, r.Round, "")
	if err != nil {
		return err
	}
	f.put(r.Round, ledger.Leaf{Kind: ledger.ReportPublished, At: f.At, Dossier: string(f.Ref), Round: r.Round, Hash: hash,
		Counts: map[string]int64{"answered": int64(r.Answered), "received": int64(r.Received)}})
	return nil
}

// ReportOf returns the report on a round as it was published, byte for byte,
// with its hash; refused not_found when there is none or the dossier is unseen.
func (s *Store) ReportOf(ctx context.Context, viewer, round string) (json.RawMessage, string, error) {
	var r struct {
		Content json.RawMessage `db:"content"`
		Hash    string          `db:"hash"`
	}
	err := s.reads.GetContext(ctx, &r, `
		SELECT p.content, p.hash FROM reports p JOIN rounds r ON r.id = p.round JOIN dossiers d ON d.id = r.dossier
		WHERE r.id = $1 AND sees(nullif($2, '')::uuid, d)`, round, viewer)
	if err != nil {
		return nil, "", fmt.Errorf("read report: %w", orNotFound(err))
	}
	return r.Content, r.Hash, nil
}
