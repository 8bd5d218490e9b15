package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
	"github.com/rasprava/rasprava/internal/procedure"
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
	Closing     *ReportClosing `json:"closing,omitempty"` // nil in what was published before it was told
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

// ReportClosing is how far the round was closed when the report was published.
type ReportClosing struct {
	Final      bool       `json:"final"` // everything that was sent in time is in
	DeclaredAt *time.Time `json:"declared_at,omitempty"`
	DeclaredBy string     `json:"declared_by,omitempty"` // name of the official who says so
	Portal     string     `json:"portal,omitempty"`      // none: declared to have no comments; reconciled: what it has is compared and explained; empty: not told yet
	FromPortal int        `json:"from_portal,omitempty"` // comments, of those received
	Entered    int        `json:"entered,omitempty"`     // comments, of those received, that came on paper, by e-mail or at a hearing
}

// ReportLine is what became of one comment.
type ReportLine struct {
	ID        string `json:"id" db:"id"`
	Number    int    `json:"number" db:"number"`
	Document  string `json:"document" db:"document"`
	Provision string `json:"provision,omitempty" db:"provision"`
	Channel   string `json:"channel,omitempty" db:"channel"` // by which it came; empty: the own site
	Kind      string `json:"kind" db:"kind"`
	Outcome   string `json:"outcome,omitempty" db:"outcome"`
	Ground    string `json:"ground,omitempty" db:"ground"` // on which it is set aside
	Reasons   string `json:"reasons,omitempty" db:"reasons"`
	// Of a comment that is set aside, and of which nothing was decided on that yet: until
	// when, on the dossier's own clock, its author may contest it, where it is open to
	// them, or that they did. What comes of it does not change the report.
	ContestUntil *time.Time `json:"contest_until,omitempty" db:"contest_until"`
	Contested    bool       `json:"contested,omitempty" db:"contested"`
}

const answeredComments = `
	SELECT c.id, c.number, c.document, coalesce(c.provision, '') AS provision, c.kind, coalesce(nullif(s.channel, 'web'), '') AS channel,
		CASE WHEN c.withdrawn_at IS NOT NULL THEN 'withdrawn' WHEN c.set_aside IS NOT NULL THEN 'set_aside' WHEN c.erased_at IS NOT NULL THEN coalesce(a.outcome, 'erased')
			ELSE coalesce(a.outcome, '') END AS outcome,
		coalesce(c.set_aside, '') AS ground, coalesce(CASE WHEN c.set_aside IS NOT NULL THEN sa.reasons ELSE a.reasons END, '') AS reasons,
		CASE WHEN c.set_aside IS NOT NULL AND sa.contested_at IS NULL AND ` + legalNow + ` < sa.contest_until THEN sa.contest_until END AS contest_until,
		c.set_aside IS NOT NULL AND sa.contested_at IS NOT NULL AND sa.verdict IS NULL AS contested
	FROM comments c JOIN submissions s ON s.id = c.submission JOIN rounds r ON r.id = c.round JOIN dossiers d ON d.id = r.dossier LEFT JOIN LATERAL (SELECT outcome, reasons FROM answers WHERE comment = c.id AND c.withdrawn_at IS NULL ORDER BY version DESC LIMIT 1) a ON true
	` + wasSetAside + `WHERE c.round = $1 ORDER BY c.number`

// writeReport publishes the report on the last closed round of the dossier with
// whatever answers there are, and names the comments that have none. A round
// has one report: the first stays. On its last day, and so without a command, it is
// published even while the closing is provisional; it says so, and is followed by
// another one with the final closing.
func (s *Store) writeReport(ctx context.Context, tx *sqlx.Tx, f *file, command *string) error {
	var round string
	err := tx.GetContext(ctx, &round, `SELECT id FROM rounds WHERE dossier = $1 AND status = 'closed' ORDER BY no DESC LIMIT 1`, f.ID)
	if errors.Is(err, sql.ErrNoRows) {
		return dossier.Refuse(dossier.CodeRoundNotOpen)
	}
	if err != nil {
		return fmt.Errorf("read round: %w", err)
	}
	err = lockAlone(ctx, tx, round)
	if err != nil {
		return err
	}
	final, err := isFinal(ctx, tx, round)
	if err != nil {
		return err
	}
	if final {
		return f.report(ctx, tx, round, f.StageNo, false, `
			INSERT INTO reports (round, stage_no, hash, received, answered, published_at, command) VALUES ($1, $2, $3, $4, $5, $6, $7)
			ON CONFLICT (round) DO NOTHING`, command)
	}
	if command != nil {
		return unmet([]procedure.Reason{{Code: procedure.ClosingDeclared, Basis: f.Stage.Basis}})
	}
	return f.report(ctx, tx, round, f.StageNo, true, `
		INSERT INTO provisional_reports (round, stage_no, hash, received, answered, published_at) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (round) DO NOTHING`)
}

// reportAgain publishes the report on everything, where one had to be published
// while the closing was provisional. The caller holds the round's lock alone.
func (f *file) reportAgain(ctx context.Context, tx *sqlx.Tx, round string) error {
	var before []int
	err := tx.SelectContext(ctx, &before, `SELECT stage_no FROM provisional_reports WHERE round = $1`, round)
	if err != nil {
		return fmt.Errorf("find report: %w", err)
	}
	if len(before) == 0 {
		return nil
	}
	return f.report(ctx, tx, round, before[0], false, `
		INSERT INTO reports (round, stage_no, hash, received, answered, published_at) VALUES ($1, $2, $3, $4, $5, $6)`)
}

// report writes the report on a round as it stands, by a statement whose parameters
// are the round, the stage, the hash, what was received and answered, the instant, and
// what else is given. The caller holds the round's lock alone.
func (f *file) report(ctx context.Context, tx *sqlx.Tx, round string, stage int, provisional bool, into string, with ...any) error {
	err := f.holdAnswers(ctx, tx) // those that the report counts are those that the log has before it
	if err != nil {
		return err
	}
	r, err := reportOn(ctx, tx, round)
	if err != nil {
		return err
	}
	r.Dossier = f.Ref
	parts, hash, err := r.parts()
	if err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	res, err := tx.ExecContext(ctx, into, append([]any{round, stage, hash, r.Received, r.Answered, f.At}, with...)...)
	if err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	n, err := res.RowsAffected()
	if err != nil || n == 0 {
		return err
	}
	for no, content := range parts {
		_, err = tx.ExecContext(ctx, `INSERT INTO report_parts (round, provisional, no, content) VALUES ($1, $2, $3, $4)`, round, provisional, no, content)
		if err != nil {
			return fmt.Errorf("write report: %w", err)
		}
	}
	err = f.tellAuthors(ctx, tx, MailAnswered, round, "")
	if err != nil {
		return err
	}
	f.put(round, ledger.Leaf{Kind: ledger.ReportPublished, At: f.At, Dossier: string(f.Ref), Round: round, Hash: hash,
		Counts: map[string]int64{"answered": int64(r.Answered), "received": int64(r.Received)}})
	return nil
}

// reportOn reads what a report on the round says now.
func reportOn(ctx context.Context, tx *sqlx.Tx, round string) (Report, error) {
	r := Report{Format: "rasprava.report/1", Round: round, Closing: &ReportClosing{}, Unanswered: []string{}, Outcomes: map[string]int{}, Comments: []ReportLine{}}
	var portal bool
	c := r.Closing
	err := tx.QueryRowxContext(ctx, `
		SELECT p.hash, r.opens_at, r.closed_at, r.submissions, (SELECT count(*) FROM late_notes WHERE round = r.id),
			(SELECT count(*) FROM submissions WHERE round = r.id AND held), r.final_at IS NOT NULL, CASE WHEN r.final_by IS NOT NULL THEN coalesce(r.final_legal_at, r.final_at) END,
			coalesce((SELECT name FROM persons WHERE id = r.final_by), ''),
			CASE WHEN r.portal_none THEN 'none' ELSE '' END, EXISTS (SELECT 1 FROM portal_files f WHERE f.round = r.id)
		FROM rounds r JOIN packages p ON p.dossier = r.dossier AND p.no = r.package_no WHERE r.id = $1`, round).
		Scan(&r.Package, &r.OpensAt, &r.ClosedAt, &r.Submissions, &r.Late, &r.Unconfirmed, &c.Final, &c.DeclaredAt, &c.DeclaredBy, &c.Portal, &portal)
	if err != nil {
		return r, fmt.Errorf("read round: %w", err)
	}
	if c.DeclaredAt != nil {
		at := c.DeclaredAt.UTC()
		c.DeclaredAt = &at
		if portal {
			c.Portal = PortalReconciled
		}
	}
	err = tx.SelectContext(ctx, &r.Comments, answeredComments, round)
	if err != nil {
		return r, fmt.Errorf("read comments: %w", err)
	}
	r.OpensAt, r.ClosedAt, r.Received = r.OpensAt.UTC(), r.ClosedAt.UTC(), len(r.Comments)
	r.count()
	return r, nil
}

// Of returns how many comments came to that, or to Unanswered.
func (r *Report) Of(o dossier.AnswerOutcome) int {
	switch o {
	case Unanswered:
		return len(r.Unanswered)
	case outcomeWithdrawn:
		return r.Withdrawn
	case outcomeAside:
		return r.SetAside
	case outcomeErased:
		return r.Erased
	}
	return r.Outcomes[string(o)]
}

// count counts what became of the comments.
func (r *Report) count() {
	for _, c := range r.Comments {
		switch dossier.Channel(c.Channel) {
		case "":
		case dossier.Portal:
			r.Closing.FromPortal++
		default:
			r.Closing.Entered++
		}
		switch c.Outcome {
		case "":
			r.Unanswered = append(r.Unanswered, c.ID)
		case outcomeWithdrawn:
			r.Withdrawn++
		case outcomeAside:
			r.SetAside++
		case outcomeErased:
			r.Erased++
		default:
			r.Answered++
			r.Outcomes[c.Outcome]++
		}
	}
}

// What a round says of the national portal once its closing is final.
const (
	PortalNone       = "none"
	PortalReconciled = "reconciled"
)
