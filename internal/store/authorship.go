package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/locale"
)

// maxVerification is the longest note on how a claimant was verified.
const maxVerification = dossier.MaxReason

// authorName is the published name of who sent a submission s in a round r: none
// where it was found out that they did not.
const authorName = `shown_name(s, r.names)`

// AuthorshipCase is what was opened when somebody said that they did not write what
// stands under their name, as officers see it.
type AuthorshipCase struct {
	ID         string               `db:"id"`
	Number     int                  `db:"number"` // of the comment at which it was opened
	RoundNo    int                  `db:"round_no"`
	Body       string               `db:"body"`
	Published  string               `db:"published"` // the name in question
	OpenedAt   time.Time            `db:"opened_legal"`
	Name       string               `db:"name"` // of the claimant; empty, as the two below: it was erased
	Contact    string               `db:"contact"`
	Statement  string               `db:"statement"`
	Method     dossier.Verification `db:"method"` // empty: they were not verified
	Note       string               `db:"note"`
	NoteGone   bool                 `db:"note_gone"` // it was forgotten in time
	VerifiedBy string               `db:"verified_by"`
	VerifiedAt *time.Time           `db:"verified_legal"`
	Decision   string               `db:"decision"` // taken_down or refused; empty: none yet
	Reasons    string               `db:"reasons"`
	DecidedBy  string               `db:"decided_by"`
	DecidedAt  *time.Time           `db:"decided_legal"`
	Comments   int                  `db:"comments"` // of the submission, whose name it is
}

// Disown opens a case for somebody who says that they did not write a comment that
// stands under their name, which the viewer hears of; the same claim again, while it is
// not decided, opens no other. There may be any number of cases about one submission:
// claims that somebody makes up keep nobody from theirs. Refused not_found, with each
// field of the claim, name_not_shown, or claims_enough where one is undecided that is
// reached in the same way.
func (s *Store) Disown(ctx context.Context, viewer string, n dossier.Claim) error {
	err := n.Check()
	if err != nil {
		return err
	}
	c, err := s.Comment(ctx, viewer, n.Comment)
	if err != nil {
		return err
	}
	if c.Author == "" {
		return dossier.Refuse(dossier.CodeNameNotShown)
	}
	err = s.onComment(ctx, c.ID, func(a *aside) error {
		_, err := a.tx.ExecContext(ctx, `SELECT 1 FROM submissions WHERE id = $1 FOR NO KEY UPDATE`, a.Submission)
		if err != nil {
			return fmt.Errorf("lock submission: %w", err)
		}
		var open []bool // whether it is the same
		err = a.tx.SelectContext(ctx, &open, `
			SELECT k.comment = $2 AND m.name = $3 AND m.contact = $4 AND m.statement = $5 FROM authorship_cases k JOIN authorship_claims m ON m.authorship_case = k.id
			WHERE k.submission = $1 AND k.decision IS NULL AND lower(btrim(m.contact)) = lower(btrim($4))`, a.Submission, a.Comment, n.Name, n.Contact, n.Statement)
		switch {
		case err != nil:
			return fmt.Errorf("read cases: %w", err)
		case slices.Contains(open, true):
			return nil
		case len(open) > 0:
			return dossier.Refuse(dossier.CodeClaimsEnough)
		}
		id := newID()
		_, err = a.tx.ExecContext(ctx, `INSERT INTO authorship_cases (id, submission, comment, opened_at, opened_legal) VALUES ($1, $2, $3, $4, $5)`,
			id, a.Submission, a.Comment, a.f.At, a.f.legal())
		if err != nil {
			return fmt.Errorf("open case: %w", err)
		}
		_, err = a.tx.ExecContext(ctx, `INSERT INTO authorship_claims (authorship_case, name, contact, statement, lang) VALUES ($1, $2, $3, $4, $5)`,
			id, n.Name, n.Contact, n.Statement, cmp.Or(n.Lang, string(locale.SrCyrl)))
		if err != nil {
			return fmt.Errorf("write claim: %w", err)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("open a case on who wrote a comment: %w", err)
	}
	return nil
}

// caseState is how far a case has come, and by whom.
type caseState struct {
	Method     dossier.Verification `db:"method"`
	Note       string               `db:"note"`
	VerifiedBy string               `db:"verified_by"`
	Decision   string               `db:"decision"`
	Reasons    string               `db:"reasons"`
	DecidedBy  string               `db:"decided_by"`
}

// onCase runs f on a case, for who may decide it; refused not_found, or as who may not
// is.
func (s *Store) onCase(ctx context.Context, person, id string, f func(a *aside, as dossier.Appointment, c caseState) error) error {
	var comment string
	err := s.db.GetContext(ctx, &comment, `SELECT comment FROM authorship_cases WHERE id::text = $1`, id)
	if err != nil {
		return orNotFound(err)
	}
	return s.onComment(ctx, comment, func(a *aside) error {
		grounds, err := a.f.grounds(ctx, a.tx, person, dossier.SettleAuthorship)
		if err != nil {
			return err
		}
		_, err = a.tx.ExecContext(ctx, `SELECT 1 FROM submissions WHERE id = $1 FOR NO KEY UPDATE`, a.Submission)
		if err != nil {
			return fmt.Errorf("lock submission: %w", err)
		}
		var c caseState
		err = a.tx.GetContext(ctx, &c, `
			SELECT coalesce(method, '') AS method, note, coalesce(verified_by::text, '') AS verified_by, coalesce(decision, '') AS decision, reasons, coalesce(decided_by::text, '') AS decided_by
			FROM authorship_cases WHERE id::text = $1`, id)
		if err != nil {
			return fmt.Errorf("read case: %w", err)
		}
		return f(a, grounds[0], c)
	})
}

// VerifyClaimant puts down how an officer found out that a claimant is who they say;
// where they have put down the same before, it does nothing. Refused as onCase says,
// case_decided, claimant_verified, or with the fields method and note.
func (s *Store) VerifyClaimant(ctx context.Context, person, id string, method dossier.Verification, note string) error {
	var fields []dossier.Field
	if !method.Known() {
		fields = append(fields, dossier.Field{Name: "method", Code: dossier.CodeVerification})
	}
	switch {
	case utf8.RuneCountInString(note) > maxVerification:
		fields = append(fields, dossier.Field{Name: "note", Code: dossier.CodeTextTooLong, Params: map[string]string{"limit": fmt.Sprint(maxVerification)}})
	case dossier.CheckReasons("note", note) != nil:
		fields = append(fields, dossier.Field{Name: "note", Code: dossier.CodeClaimRequired})
	}
	if fields != nil {
		return &dossier.Problem{Code: dossier.CodeInvalid, Fields: fields}
	}
	err := s.onCase(ctx, person, id, func(a *aside, _ dossier.Appointment, c caseState) error {
		switch {
		case c.Method == method && c.Note == note && c.VerifiedBy == person:
			return nil
		case c.Decision != "":
			return dossier.Refuse(dossier.CodeCaseDecided)
		case c.Method != "":
			return dossier.Refuse(dossier.CodeClaimantVerified)
		}
		_, err := a.tx.ExecContext(ctx, `UPDATE authorship_cases SET method = $2, note = $3, verified_by = $4, verified_at = $5, verified_legal = $6 WHERE id::text = $1`,
			id, method, note, person, a.f.At, a.f.legal())
		if err != nil {
			return fmt.Errorf("write how: %w", err)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("verify a claimant: %w", err)
	}
	return nil
}

// SettleAuthorship decides a case: the name under which everything of the submission
// was sent is taken down, which needs a claimant who was verified, or the case is
// refused, with reasons. The text stays, and is answered. Where the same person has
// decided the same before, it does nothing. Refused as onCase says, case_decided,
// claimant_unverified, or with the field reasons.
func (s *Store) SettleAuthorship(ctx context.Context, person, id string, takeDown bool, reasons string) error {
	decision := "taken_down"
	if !takeDown {
		decision = "refused"
	}
	if !takeDown || reasons != "" {
		err := dossier.CheckReasons("reasons", reasons)
		if err != nil {
			return err
		}
	}
	err := s.onCase(ctx, person, id, func(a *aside, as dossier.Appointment, c caseState) error {
		switch {
		case c.Decision == decision && c.Reasons == reasons && c.DecidedBy == person:
			return nil
		case c.Decision != "":
			return dossier.Refuse(dossier.CodeCaseDecided)
		case takeDown && c.Method == "":
			return dossier.Refuse(dossier.CodeClaimantUnverified)
		}
		_, err := a.tx.ExecContext(ctx, `
			UPDATE authorship_cases SET decision = $2, reasons = $3, decided_by = $4, decided_for = nullif($5, '')::uuid, decided_at = $6, decided_legal = $7 WHERE id::text = $1`,
			id, decision, reasons, person, as.Delegation, a.f.At, a.f.legal())
		if err != nil {
			return fmt.Errorf("write what was decided: %w", err)
		}
		err = s.tellClaimant(ctx, a.tx, a.Submission, id)
		if err != nil || !takeDown {
			return err
		}
		err = s.tellAuthor(ctx, a.tx, MailNameTaken, a.Submission, id)
		if err != nil {
			return err
		}
		_, err = a.tx.ExecContext(ctx, `UPDATE submissions SET disowned_at = coalesce(disowned_at, $2) WHERE id = $1`, a.Submission, a.f.At)
		if err != nil {
			return fmt.Errorf("take down name: %w", err)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("decide who wrote a comment: %w", err)
	}
	return nil
}

const authorshipCase = `
	SELECT k.id, c.number, r.no AS round_no, c.body, coalesce(o.name, s.author_name) AS published, k.opened_legal,
		coalesce(m.name, '') AS name, coalesce(m.contact, '') AS contact, coalesce(m.statement, '') AS statement,
		coalesce(k.method, '') AS method, k.note, k.note_gone_at IS NOT NULL AS note_gone, coalesce(p.name, '') AS verified_by, k.verified_legal,
		coalesce(k.decision, '') AS decision, k.reasons, coalesce(q.name, '') AS decided_by, k.decided_legal,
		(SELECT count(*) FROM comments x WHERE x.submission = s.id) AS comments
	FROM authorship_cases k JOIN comments c ON c.id = k.comment JOIN submissions s ON s.id = k.submission LEFT JOIN organisations o ON o.id = s.organisation
	JOIN rounds r ON r.id = c.round JOIN dossiers d ON d.id = r.dossier LEFT JOIN authorship_claims m ON m.authorship_case = k.id
	LEFT JOIN persons p ON p.id = k.verified_by LEFT JOIN persons q ON q.id = k.decided_by
`

// AuthorshipCases lists the cases of a dossier that are decided, or are not, the
// oldest first, for who may decide them; and the cursor of the next page, empty at
// the end.
func (s *Store) AuthorshipCases(ctx context.Context, viewer string, ref dossier.Ref, decided bool, p Page) ([]AuthorshipCase, string, error) {
	limit, err := p.limit()
	if err != nil {
		return nil, "", err
	}
	after, err := p.place()
	if err != nil {
		return nil, "", err
	}
	err = s.settlesAuthorship(ctx, viewer, ref)
	if err != nil {
		return nil, "", err
	}
	rows := []AuthorshipCase{}
	err = s.reads.SelectContext(ctx, &rows, authorshipCase+`
		WHERE d.ref = $1 AND (k.decision IS NOT NULL) = $2 AND ($3 = '' OR k.id > nullif($3, '')::uuid) ORDER BY k.id LIMIT $4`, ref, decided, after.ID, limit+1)
	if err != nil {
		return nil, "", fmt.Errorf("list cases on who wrote: %w", err)
	}
	next := ""
	if len(rows) > limit {
		rows = rows[:limit]
		next = cursor{Key: byID, ID: rows[limit-1].ID}.String()
	}
	return rows, next, nil
}

// AuthorshipCase returns one case of a dossier, for who may decide it; refused
// not_found where there is no such one.
func (s *Store) AuthorshipCase(ctx context.Context, viewer string, ref dossier.Ref, id string) (AuthorshipCase, error) {
	err := s.settlesAuthorship(ctx, viewer, ref)
	if err != nil {
		return AuthorshipCase{}, err
	}
	var c AuthorshipCase
	err = s.reads.GetContext(ctx, &c, authorshipCase+`WHERE d.ref = $1 AND k.id::text = $2`, ref, id)
	if err != nil {
		return AuthorshipCase{}, fmt.Errorf("read case on who wrote: %w", orNotFound(err))
	}
	return c, nil
}

func (s *Store) settlesAuthorship(ctx context.Context, viewer string, ref dossier.Ref) error {
	powers, err := s.Powers(ctx, viewer, ref)
	if err != nil {
		return err
	}
	return powers.May(dossier.SettleAuthorship)
}
