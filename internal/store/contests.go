package store

import (
	"context"
	"fmt"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
	"github.com/rasprava/rasprava/internal/script"
)

// Contest is what the author of a comment says against its being set aside.
type Contest struct {
	ReceiptNo string
	Secret    string
	Comment   string // id
	Statement string
	Person    string // who is signed in; empty: nobody
}

// Contest puts down what the author of a comment that is set aside says against it,
// for whoever holds the secret of the submission, for a term of days from the decision,
// whether or not the report on the round is published meanwhile, and while the dossier
// is open. Said again in the same words it does nothing. Refused
// receipt_unknown, secret_wrong, came_as_letter for staff who had it in their hands, not_found for a comment of another submission,
// not_set_aside, contested_already, contest_too_late, set_aside_final, or with the
// field statement.
func (s *Store) Contest(ctx context.Context, n Contest) error {
	no, err := ledger.ParseReceiptNo(n.ReceiptNo)
	if err != nil {
		return dossier.Refuse(dossier.CodeReceiptUnknown).Because(err)
	}
	submission, err := s.submissionOf(ctx, no, n.Secret)
	if err == nil {
		err = s.notByStaff(ctx, submission, n.Person)
	}
	if err != nil {
		return err
	}
	err = dossier.CheckReasons("statement", n.Statement)
	if err != nil {
		return err
	}
	err = s.onComment(ctx, n.Comment, func(a *aside) error {
		if a.Submission != submission {
			return dossier.Refuse(dossier.CodeNotFound)
		}
		var last []struct {
			ID        string    `db:"id"`
			Contested bool      `db:"contested"`
			Statement string    `db:"statement"`
			Until     time.Time `db:"contest_until"`
		}
		err := a.tx.SelectContext(ctx, &last, `
			SELECT id, contested_at IS NOT NULL AS contested, statement, contest_until FROM set_asides WHERE comment = $1 AND decision = 'confirmed'`, a.Comment)
		switch {
		case err != nil:
			return fmt.Errorf("read how it was set aside: %w", err)
		case len(last) == 0:
			return dossier.Refuse(dossier.CodeNotSetAside)
		case last[0].Contested && last[0].Statement == n.Statement:
			return nil
		case last[0].Contested:
			return dossier.Refuse(dossier.CodeContested)
		case a.f.Status != dossier.Open:
			return dossier.Refuse(dossier.CodeAsideFinal)
		case !a.f.legal().Before(last[0].Until):
			return dossier.Refuse(dossier.CodeContestTooLate, "until", last[0].Until.UTC().Format(time.RFC3339))
		}
		_, err = a.tx.ExecContext(ctx, `UPDATE set_asides SET statement = $2, contested_at = $3, contested_legal = $4 WHERE id = $1`, last[0].ID, n.Statement, a.f.At, a.f.legal())
		if err != nil {
			return fmt.Errorf("write contest: %w", err)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("contest that a comment is set aside: %w", err)
	}
	return nil
}

// SettleContest decides on what an author says against their comment's being set
// aside: it is reinstated, and waits for an answer again, or it stays set aside.
// That may come after the report too, which stays as it was published. Refused as
// who may not is, same_officer for who proposed or confirmed, not_contested,
// contest_settled, submission_erased where what is to be reinstated was erased
// meanwhile, set_aside_final, or with the field reasons.
func (s *Store) SettleContest(ctx context.Context, person, id string, reinstated bool, reasons string) error {
	err := dossier.CheckReasons("reasons", reasons)
	if err != nil {
		return err
	}
	err = s.onSetting(ctx, id, func(a *aside, p setting) error {
		grounds, err := a.may(ctx, person, dossier.SettleContest)
		switch {
		case err != nil:
			return err
		case !p.Contested:
			return dossier.Refuse(dossier.CodeNotContested)
		case p.Verdict != "":
			return dossier.Refuse(dossier.CodeContestSettled)
		case reinstated && a.Erased:
			return dossier.Refuse(dossier.CodeErased)
		}
		as, err := dossier.AnotherHand(p.hands(), person, grounds)
		if err != nil {
			return err
		}
		verdict := "upheld"
		if reinstated {
			verdict = "reinstated"
		}
		_, err = a.tx.ExecContext(ctx, `
			UPDATE set_asides SET verdict = $2, verdict_reasons = $3, settled_by = $4, settled_for = nullif($5, '')::uuid, settled_at = $6, settled_legal = $7 WHERE id::text = $1`,
			id, verdict, reasons, person, as.Delegation, a.f.At, a.f.legal())
		if err != nil {
			return fmt.Errorf("write what was decided: %w", err)
		}
		err = s.tellAuthor(ctx, a.tx, MailContestSettled, a.Submission, id)
		if err != nil || !reinstated || !a.Aside {
			return err
		}
		return a.reinstate(ctx)
	})
	if err != nil {
		return fmt.Errorf("settle a contest: %w", err)
	}
	return nil
}

// reinstate has the comment wait for an answer again, and be found by its words.
func (a *aside) reinstate(ctx context.Context) error {
	err := countAs(ctx, a.tx, []string{a.Comment}, "", false)
	if err != nil {
		return err
	}
	_, err = a.tx.ExecContext(ctx, `UPDATE comments SET set_aside = NULL, outcome = '', early = false, search_key = $2 WHERE id = $1`,
		a.Comment, script.SearchKey(a.Body+"\n"+a.Proposed))
	if err != nil {
		return fmt.Errorf("reinstate comment: %w", err)
	}
	err = reword(ctx, a.tx, []string{a.Comment})
	if err != nil {
		return err
	}
	return a.extend(ctx, ledger.Reinstated, "")
}

// notByStaff refuses, as came_as_letter, what somebody says by the secret of a letter who
// entered it, or may enter letters into its dossier: it stood on their desk.
func (s *Store) notByStaff(ctx context.Context, submission, person string) error {
	if person == "" {
		return nil
	}
	var of struct {
		Channel   dossier.Channel `db:"channel"`
		EnteredBy string          `db:"entered_by"`
		Ref       dossier.Ref     `db:"ref"`
	}
	err := s.reads.GetContext(ctx, &of, `
		SELECT s.channel, coalesce(s.entered_by::text, '') AS entered_by, d.ref
		FROM submissions s JOIN rounds r ON r.id = s.round JOIN dossiers d ON d.id = r.dossier WHERE s.id = $1`, submission)
	if err != nil {
		return fmt.Errorf("read who entered it: %w", err)
	}
	if of.Channel == dossier.OwnSite {
		return nil
	}
	if of.EnteredBy == person {
		return dossier.Refuse(dossier.CodeCameAsLetter)
	}
	powers, err := s.Powers(ctx, person, of.Ref)
	switch {
	case dossier.CodeOf(err) == dossier.CodeNotFound:
		return nil
	case err != nil:
		return err
	case powers.May(dossier.AnswerComm) == nil:
		return dossier.Refuse(dossier.CodeCameAsLetter)
	}
	return nil
}
