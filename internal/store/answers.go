package store

import (
	"context"
	"crypto/rand"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
)

// NewAnswer answers a comment. Version is that of the answer it replaces, 0 for
// the first: what somebody else wrote meanwhile is never overwritten.
//
// Answers become public when the round has closed. Early publishes this one
// while it runs; once that was done, later versions of the answer are early too,
// asked for or not, so that nobody hides again what was published.
type NewAnswer struct {
	Comment  string
	Revision int // of the comment that is answered; 0: as it stands
	Version  int
	Outcome  dossier.AnswerOutcome
	Reasons  string
	ChangeNo int    // the package that carries the change; 0: none
	ChangeAt string // the provision in it
	Early    bool
}

// Answer writes an answer and returns its version. Once the dossier has ended its
// answers stay as they are; until then one may be given or changed even after
// the report, which names those that were missing. Refusals: forbidden and its
// kin, not_found, answers_final, answer_outcome_unknown, reasons_required,
// invalid with reasons too long, comment_corrected where it is of another revision,
// answer_conflict, provision_unknown.
func (s *Store) Answer(ctx context.Context, person string, n NewAnswer) (int, error) {
	if strings.TrimSpace(n.Reasons) == "" {
		return 0, dossier.Refuse(dossier.CodeReasonsRequired)
	}
	if utf8.RuneCountInString(n.Reasons) > dossier.MaxReasons {
		return 0, &dossier.Problem{Code: dossier.CodeInvalid, Fields: []dossier.Field{{Name: "reasons", Code: dossier.CodeReasonsTooLong,
			Params: map[string]string{"limit": fmt.Sprint(dossier.MaxReasons)}}}}
	}
	err := s.transact(ctx, func(tx *sqlx.Tx) error {
		var c struct {
			Ref        dossier.Ref         `db:"ref"`
			Kind       dossier.CommentKind `db:"kind"`
			Submission string              `db:"submission"`
			Round      string              `db:"round"`
			No         int64               `db:"no"`
			Dossier    string              `db:"dossier"`
		}
		err := tx.GetContext(ctx, &c, `
			SELECT d.ref, d.id AS dossier, c.kind, c.submission, c.round, c.no FROM comments c JOIN rounds r ON r.id = c.round JOIN dossiers d ON d.id = r.dossier
			WHERE c.id = $1`, n.Comment)
		if err != nil {
			return orNotFound(err)
		}
		// No lock on the dossier's row: thousands of answers an hour must not wait for
		// each other. Whoever prepares or signs waits for those that are being written,
		// and those that follow wait for it: what is signed is what there is.
		_, err = tx.ExecContext(ctx, `SELECT pg_advisory_xact_lock_shared($1, hashtext($2))`, signingLocks, c.Dossier)
		if err != nil {
			return fmt.Errorf("wait for signatures: %w", err)
		}
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
		if f.Status != dossier.Open {
			return dossier.Refuse(dossier.CodeAnswersFinal)
		}
		if !n.Outcome.ValidFor(c.Kind) {
			return dossier.Refuse(dossier.CodeAnswerOutcome, "outcome", string(n.Outcome))
		}
		var gone struct {
			Withdrawn bool `db:"withdrawn"`
			Aside     bool `db:"aside"`
			Erased    bool `db:"erased"`
			Revision  int  `db:"revision"`
		}
		err = tx.GetContext(ctx, &gone, `
			SELECT withdrawn_at IS NOT NULL AS withdrawn, set_aside IS NOT NULL AS aside, erased_at IS NOT NULL AS erased, version + 1 AS revision FROM comments WHERE id = $1 FOR NO KEY UPDATE`, n.Comment)
		switch {
		case err != nil:
			return fmt.Errorf("lock comment: %w", err)
		case gone.Withdrawn:
			return dossier.Refuse(dossier.CodeWithdrawn)
		case gone.Erased:
			return dossier.Refuse(dossier.CodeErased)
		case gone.Aside:
			return dossier.Refuse(dossier.CodeSetAside)
		case n.Revision != 0 && n.Revision != gone.Revision:
			return dossier.Refuse(dossier.CodeCommentCorrected)
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
		salt, err := ledger.NewSalt(rand.Reader)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `
			INSERT INTO answers (comment, version, outcome, reasons, change_no, change_provision, answered_by, answered_at, legal_at, early, delegation, salt)
			SELECT $1, $2, $3, $4, nullif($5, 0), nullif($6, ''), $7, $8, $9, $10 OR EXISTS (SELECT 1 FROM answers WHERE comment = $1 AND early),
				nullif($11, '')::uuid, $12`,
			n.Comment, n.Version+1, n.Outcome, n.Reasons, n.ChangeNo, n.ChangeAt, person, at, f.legal(), n.Early, delegation, salt[:])
		if err != nil {
			return fmt.Errorf("write answer: %w", err)
		}
		return s.append(ctx, tx, f.Log, f.ID, ledger.Leaf{Kind: ledger.Answered, At: at, Dossier: string(f.Ref), Round: c.Round,
			Submission: c.Submission, Seq: c.No, Hash: ledger.CommitAnswer(salt, string(n.Outcome), n.Reasons)})
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
