package store

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
)

// RoundView is a round as everybody sees it.
type RoundView struct {
	ID           string              `db:"id"`
	Ref          dossier.Ref         `db:"ref"`
	Title        string              `db:"title"`
	StageNo      int                 `db:"stage_no"`
	Stage        string              `db:"stage"`
	No           int                 `db:"no"`
	PackageNo    int                 `db:"package_no"`
	Status       dossier.RoundStatus `db:"status"` // by the database's clock: closed once the end has come
	Who          dossier.Admission   `db:"who"`
	ShowComments bool                `db:"show_comments"`
	OpensAt      time.Time           `db:"opens_at"`
	ClosesAt     time.Time           `db:"closes_at"`
	Comments     int                 `db:"comments"`
	Answered     int                 `db:"answered"`
	Late         int                 `db:"late"`
	Report       string              `db:"report"` // hash; empty: none yet
	Rehearsal    bool                `db:"rehearsal"`
	EndsAt       time.Time           `db:"ends_at"` // by which rounds are listed
}

const roundView = `
	SELECT r.id, d.ref, d.title, r.stage_no, s.stage, r.no, r.package_no, r.who, r.show_comments, r.opens_at, r.closes_at, r.closes_at AS ends_at,
		CASE WHEN r.status = 'open' AND clock_timestamp() < r.closes_at THEN 'open' ELSE 'closed' END AS status, d.rehearsal,
		(SELECT count(*) FROM comments c WHERE c.round = r.id) AS comments,
		(SELECT count(DISTINCT a.comment) FROM answers a JOIN comments c ON c.id = a.comment WHERE c.round = r.id) AS answered,
		(SELECT count(*) FROM late_notes l WHERE l.round = r.id) AS late,
		coalesce((SELECT hash FROM reports p WHERE p.round = r.id), '') AS report
	FROM rounds r JOIN dossiers d ON d.id = r.dossier JOIN stage_runs s ON s.dossier = r.dossier AND s.no = r.stage_no
`

// Rounds lists rounds that the viewer sees: those of one dossier, or of all that
// are listed; open ones by the day they close. Status: open, closed or empty.
func (s *Store) Rounds(ctx context.Context, viewer string, ref dossier.Ref, status string, p Page) ([]RoundView, string, error) {
	limit, err := p.limit()
	if err != nil {
		return nil, "", err
	}
	after, err := p.place()
	if err != nil {
		return nil, "", err
	}
	rounds := []RoundView{}
	err = s.reads.SelectContext(ctx, &rounds, roundView+`
		WHERE (sees(nullif($1, '')::uuid, d) OR (d.rehearsal AND d.visibility = 'public'))
		AND (d.ref = $2 OR ($2 = '' AND NOT d.rehearsal))
		AND ($3 = '' OR $3 = CASE WHEN r.status = 'open' AND clock_timestamp() < r.closes_at THEN 'open' ELSE 'closed' END)
		AND ($4 = '' OR (r.closes_at, r.id) > (nullif($4, '')::timestamptz, nullif($5, '')::uuid))
		ORDER BY r.closes_at, r.id LIMIT $6`, viewer, ref, status, after.Key, after.ID, limit+1)
	if unreadable(err) {
		return nil, "", dossier.Refuse(dossier.CodeCursorInvalid).Because(err)
	}
	if err != nil {
		return nil, "", fmt.Errorf("list rounds: %w", err)
	}
	next := ""
	if len(rounds) > limit {
		rounds = rounds[:limit]
		next = cursor{Key: rounds[limit-1].EndsAt.UTC().Format(time.RFC3339Nano), ID: rounds[limit-1].ID}.String()
	}
	return rounds, next, nil
}

// Round returns one round; refused not_found when the viewer does not see it.
func (s *Store) Round(ctx context.Context, viewer, id string) (RoundView, error) {
	var r RoundView
	err := s.reads.GetContext(ctx, &r, roundView+`
		WHERE r.id = $1 AND (sees(nullif($2, '')::uuid, d) OR (d.rehearsal AND d.visibility = 'public'))`, id, viewer)
	if err != nil {
		return RoundView{}, fmt.Errorf("read round: %w", orNotFound(err))
	}
	return r, nil
}

// CommentView is a comment with its answer. Names are there where their owner
// wished it, and organisations'; answers are public once the round is closed.
type CommentView struct {
	ID           string     `db:"id"`
	Document     string     `db:"document"`
	Provision    string     `db:"provision"`
	WID          string     `db:"wid"`
	Quote        string     `db:"quote_exact"`
	Kind         string     `db:"kind"`
	ProposedText string     `db:"proposed_text"`
	Body         string     `db:"body"`
	AuthorKind   string     `db:"author_kind"`
	Author       string     `db:"author"` // empty: not published
	Lang         string     `db:"lang"`
	ReceivedAt   time.Time  `db:"received_at"`
	Outcome      string     `db:"outcome"` // empty: no answer that the viewer sees
	Reasons      string     `db:"reasons"`
	ChangeNo     int        `db:"change_no"` // package that carries the change; 0: none
	ChangeAt     string     `db:"change_provision"`
	AnswerNo     int        `db:"answer_version"`
	AnsweredAt   *time.Time `db:"answered_at"`
}

const commentView = `
	SELECT c.id, c.document, coalesce(c.provision, '') AS provision, coalesce(c.wid, '') AS wid, coalesce(c.quote_exact, '') AS quote_exact,
		c.kind, c.proposed_text, c.body, s.author_kind,
		CASE WHEN o.id IS NOT NULL THEN o.name WHEN s.publish_name THEN s.author_name ELSE '' END AS author, s.lang, s.received_at,
		coalesce(a.outcome, '') AS outcome, coalesce(a.reasons, '') AS reasons, coalesce(a.change_no, 0) AS change_no,
		coalesce(a.change_provision, '') AS change_provision, coalesce(a.version, 0) AS answer_version, a.answered_at
	FROM comments c JOIN submissions s ON s.id = c.submission JOIN rounds r ON r.id = c.round JOIN dossiers d ON d.id = r.dossier
	LEFT JOIN organisations o ON o.id = s.organisation
	LEFT JOIN LATERAL (SELECT outcome, reasons, change_no, change_provision, version, answered_at FROM answers WHERE comment = c.id AND (r.status = 'closed' OR insider(nullif($2, '')::uuid, d))
		ORDER BY version DESC LIMIT 1) a ON true
`

// Comments lists the comments of a round, oldest first. While the round runs
// the public sees them only where the round says so.
func (s *Store) Comments(ctx context.Context, viewer, round string, p Page) ([]CommentView, string, error) {
	limit, err := p.limit()
	if err != nil {
		return nil, "", err
	}
	after, err := p.place()
	if err != nil {
		return nil, "", err
	}
	_, err = s.Round(ctx, viewer, round)
	if err != nil {
		return nil, "", err
	}
	comments := []CommentView{}
	err = s.reads.SelectContext(ctx, &comments, commentView+`
		WHERE c.round = $1 AND (r.show_comments OR r.status = 'closed' OR insider(nullif($2, '')::uuid, d))
		AND ($3 = '' OR c.id > nullif($3, '')::uuid) ORDER BY c.id LIMIT $4`, round, viewer, after.ID, limit+1)
	if unreadable(err) {
		return nil, "", dossier.Refuse(dossier.CodeCursorInvalid).Because(err)
	}
	if err != nil {
		return nil, "", fmt.Errorf("list comments: %w", err)
	}
	next := ""
	if len(comments) > limit {
		comments = comments[:limit]
		next = cursor{Key: byID, ID: comments[limit-1].ID}.String()
	}
	return comments, next, nil
}

// NewAnswer answers a comment. Version is that of the answer it replaces, 0 for
// the first: what somebody else wrote meanwhile is never overwritten.
type NewAnswer struct {
	Comment  string
	Version  int
	Outcome  dossier.AnswerOutcome
	Reasons  string
	ChangeNo int    // the package that carries the change; 0: none
	ChangeAt string // the provision in it
}

// Answer writes an answer and returns its version. Refusals: forbidden and its
// kin, not_found, answer_outcome_unknown, reasons_required, answer_conflict,
// provision_unknown.
func (s *Store) Answer(ctx context.Context, person string, n NewAnswer) (int, error) {
	if strings.TrimSpace(n.Reasons) == "" {
		return 0, dossier.Refuse(dossier.CodeReasonsRequired)
	}
	if utf8.RuneCountInString(n.Reasons) > dossier.MaxReasons {
		return 0, &dossier.Problem{Code: dossier.CodeInvalid, Fields: []dossier.Field{{Name: "reasons", Code: dossier.CodeBodyTooLong,
			Params: map[string]string{"limit": fmt.Sprint(dossier.MaxReasons)}}}}
	}
	err := s.transact(ctx, func(tx *sqlx.Tx) error {
		var c struct {
			Ref        dossier.Ref         `db:"ref"`
			Kind       dossier.CommentKind `db:"kind"`
			Submission string              `db:"submission"`
			Round      string              `db:"round"`
			No         int64               `db:"no"`
		}
		err := tx.GetContext(ctx, &c, `
			SELECT d.ref, c.kind, c.submission, c.round, c.no FROM comments c JOIN rounds r ON r.id = c.round JOIN dossiers d ON d.id = r.dossier
			WHERE c.id = $1`, n.Comment)
		if err != nil {
			return orNotFound(err)
		}
		// No lock on the dossier: thousands of answers an hour must not wait for
		// each other, and the gate counts answers that are committed.
		at, err := now(ctx, tx)
		if err != nil {
			return err
		}
		f, err := read(ctx, tx, c.Ref, at)
		if err != nil {
			return err
		}
		delegation, err := f.may(ctx, tx, person, dossier.AnswerComm)
		if err != nil {
			return err
		}
		if !n.Outcome.ValidFor(c.Kind) {
			return dossier.Refuse(dossier.CodeAnswerOutcome, "outcome", string(n.Outcome))
		}
		_, err = tx.ExecContext(ctx, `SELECT 1 FROM comments WHERE id = $1 FOR NO KEY UPDATE`, n.Comment)
		if err != nil {
			return fmt.Errorf("lock comment: %w", err)
		}
		var last int
		err = tx.GetContext(ctx, &last, `SELECT coalesce(max(version), 0) FROM answers WHERE comment = $1`, n.Comment)
		if err != nil {
			return fmt.Errorf("read answers: %w", err)
		}
		if last != n.Version {
			return dossier.Refuse(dossier.CodeAnswerConflict, "now", fmt.Sprint(last))
		}
		err = checkChange(ctx, tx, f, n)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `
			INSERT INTO answers (comment, version, outcome, reasons, change_no, change_provision, answered_by, answered_at, delegation)
			VALUES ($1, $2, $3, $4, nullif($5, 0), nullif($6, ''), $7, $8, nullif($9, '')::uuid)`,
			n.Comment, n.Version+1, n.Outcome, n.Reasons, n.ChangeNo, n.ChangeAt, person, at, delegation)
		if err != nil {
			return fmt.Errorf("write answer: %w", err)
		}
		return s.append(ctx, tx, f.Log, f.ID, ledger.Leaf{Kind: ledger.Answered, At: at, Dossier: string(f.Ref), Round: c.Round,
			Submission: c.Submission, Seq: c.No, Hash: ledger.HashOf([]byte(string(n.Outcome) + "\n" + n.Reasons))})
	})
	if err != nil {
		return 0, fmt.Errorf("answer comment: %w", err)
	}
	return n.Version + 1, nil
}

// checkChange refuses a change that names no provision of the package it is in.
func checkChange(ctx context.Context, tx *sqlx.Tx, f *file, n NewAnswer) error {
	if n.ChangeNo == 0 && n.ChangeAt == "" {
		return nil
	}
	var there bool
	err := tx.GetContext(ctx, &there, `
		SELECT EXISTS (SELECT 1 FROM provisions WHERE dossier = $1 AND no = $2 AND id = $3)`, f.ID, n.ChangeNo, n.ChangeAt)
	if err != nil {
		return fmt.Errorf("check change: %w", err)
	}
	if !there {
		return dossier.Refuse(dossier.CodeProvisionUnknown, "provision", n.ChangeAt)
	}
	return nil
}
