package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
	"github.com/rasprava/rasprava/internal/script"
)

// outcomeAside is the outcome of a comment that is set aside.
const outcomeAside = "set_aside"

// SetAside asks a list of comments for those that are set aside.
const SetAside dossier.AnswerOutcome = outcomeAside

// readable says of a comment c that its words are shown: its author did not take
// them back, and no ground on which it is set aside hides them
// (dossier.AsideGround.Hides).
const readable = `(c.withdrawn_at IS NULL AND coalesce(c.set_aside NOT IN ('insulting', 'personal_data'), true))`

// AsideView is how a comment was set aside, as everybody sees it; an empty Ground:
// it never was.
type AsideView struct {
	Ground         dossier.AsideGround `db:"aside_ground"`
	SameAs         int                 `db:"aside_same"` // number of the comment that says the same; 0: that is not the ground
	Reasons        string              `db:"aside_reasons"`
	At             *time.Time          `db:"aside_at"`    // this and those below on the dossier's own clock
	Until          *time.Time          `db:"aside_until"` // its author may contest it, exclusive
	Contestable    bool                `db:"aside_contestable"`
	ContestedAt    *time.Time          `db:"aside_contested"`
	Verdict        string              `db:"aside_verdict"` // reinstated or upheld; empty: nobody has decided on it
	VerdictReasons string              `db:"aside_verdict_reasons"`
	SettledAt      *time.Time          `db:"aside_settled"`
}

// Stands reports whether the comment is set aside now.
func (a AsideView) Stands() bool { return a.Ground != "" && a.Verdict != "reinstated" }

// Hides reports whether the words of the comment are not shown for it.
func (a AsideView) Hides() bool { return a.Stands() && a.Ground.Hides() }

// asideColumns are those of an AsideView, of what wasSetAside joins to a comment c of
// a dossier d.
const (
	asideColumns = `coalesce(sa.ground, '') AS aside_ground, coalesce((SELECT x.number FROM comments x WHERE x.id = sa.same_as), 0) AS aside_same,
		coalesce(sa.reasons, '') AS aside_reasons, sa.decided_legal AS aside_at, sa.contest_until AS aside_until,
		coalesce(sa.contested_at IS NULL AND d.status = 'open' AND ` + legalNow + ` < sa.contest_until, false) AS aside_contestable, sa.contested_legal AS aside_contested, coalesce(sa.verdict, '') AS aside_verdict,
		coalesce(sa.verdict_reasons, '') AS aside_verdict_reasons, sa.settled_legal AS aside_settled`
	wasSetAside = ` LEFT JOIN set_asides sa ON sa.comment = c.id AND sa.decision = 'confirmed' `
)

// aside is a transaction in which officers decide on one comment.
type aside struct {
	store *Store
	tx    *sqlx.Tx
	f     *file

	Ref        dossier.Ref `db:"ref"`
	Dossier    string      `db:"dossier"`
	Comment    string      `db:"comment"`
	Submission string      `db:"submission"`
	Round      string      `db:"round"`
	No         int64       `db:"no"`
	Number     int         `db:"number"`

	// These are read under the comment's lock.
	Revision  int    `db:"revision"`
	Outcome   string `db:"outcome"`
	Withdrawn bool   `db:"withdrawn"`
	Aside     bool   `db:"aside"`
	Erased    bool   `db:"erased"`
	Reported  bool   `db:"reported"`
	Body      string `db:"body"`
	Proposed  string `db:"proposed_text"`
}

// onComment runs f on a comment, which it locks, in a dossier that is open. Who
// prepares or signs waits for it, as for an answer. Refused not_found or
// set_aside_final.
func (s *Store) onComment(ctx context.Context, comment string, f func(a *aside) error) error {
	return s.transact(ctx, func(tx *sqlx.Tx) error {
		a := aside{store: s, tx: tx}
		err := tx.GetContext(ctx, &a, `
			SELECT d.ref, d.id AS dossier, c.id AS comment, c.submission, c.round, c.no, c.number FROM comments c JOIN rounds r ON r.id = c.round JOIN dossiers d ON d.id = r.dossier
			WHERE c.id::text = $1`, comment)
		if err != nil {
			return orNotFound(err)
		}
		_, err = tx.ExecContext(ctx, `SELECT pg_advisory_xact_lock_shared($1, hashtext($2))`, signingLocks, a.Dossier)
		if err != nil {
			return fmt.Errorf("wait for signatures: %w", err)
		}
		at, err := now(ctx, tx)
		if err != nil {
			return err
		}
		a.f, err = read(ctx, tx, a.Ref, at)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `SELECT 1 FROM comments WHERE id = $1 FOR NO KEY UPDATE`, a.Comment)
		if err != nil {
			return fmt.Errorf("lock comment: %w", err)
		}
		err = tx.GetContext(ctx, &a, `
			SELECT version + 1 AS revision, outcome, withdrawn_at IS NOT NULL AS withdrawn, set_aside IS NOT NULL AS aside, erased_at IS NOT NULL AS erased, body, proposed_text,
				EXISTS (SELECT 1 FROM reports p WHERE p.round = c.round) AS reported FROM comments c WHERE id = $1`, a.Comment)
		if err != nil {
			return fmt.Errorf("read comment: %w", err)
		}
		return f(&a)
	})
}

// may returns the grounds on which the person may do the action.
func (a *aside) may(ctx context.Context, person string, action dossier.Action) ([]dossier.Appointment, error) {
	grounds, err := a.f.grounds(ctx, a.tx, person, action)
	if err == nil && a.f.Status != dossier.Open {
		err = dossier.Refuse(dossier.CodeAsideFinal)
	}
	return grounds, err
}

// waiting refuses a comment that nothing can be decided about any more.
func (a *aside) waiting() error {
	switch {
	case a.Withdrawn:
		return dossier.Refuse(dossier.CodeWithdrawn)
	case a.Aside:
		return dossier.Refuse(dossier.CodeSetAside)
	case a.Outcome != "":
		return dossier.Refuse(dossier.CodeAsideAnswered)
	case a.Reported:
		return dossier.Refuse(dossier.CodeAsideReported)
	}
	return nil
}

// ProposeAside proposes to set a comment aside, for another officer to decide, and
// returns the id of the proposal. Refused as who may not is, with each field of the
// setting, not_same_text or not_same_author in same_as, submission_withdrawn,
// comment_set_aside, comment_answered, comment_corrected where the comment is of
// another revision, round_reported once the report on the round
// is published, set_aside_proposed, considered_after_all or set_aside_final.
func (s *Store) ProposeAside(ctx context.Context, person string, n dossier.Setting) (string, error) {
	err := n.Check()
	if err != nil {
		return "", err
	}
	id := newID()
	err = s.onComment(ctx, n.Comment, func(a *aside) error {
		grounds, err := a.may(ctx, person, dossier.SetAside)
		if err == nil {
			err = a.waiting()
		}
		if err == nil && n.Revision != 0 && n.Revision != a.Revision {
			err = dossier.Refuse(dossier.CodeCommentCorrected)
		}
		if err != nil {
			return err
		}
		same, err := a.sameAs(ctx, n)
		if err != nil {
			return err
		}
		var before []string
		err = a.tx.SelectContext(ctx, &before, `SELECT coalesce(decision, '') FROM set_asides WHERE comment = $1 AND (decision IS NULL OR decision = 'confirmed')`, a.Comment)
		switch {
		case err != nil:
			return fmt.Errorf("read proposals: %w", err)
		case slices.Contains(before, ""):
			return dossier.Refuse(dossier.CodeAsideOpen)
		case len(before) > 0:
			return dossier.Refuse(dossier.CodeAsideOnce)
		}
		_, err = a.tx.ExecContext(ctx, `
			INSERT INTO set_asides (id, comment, revision, ground, same_as, reasons, proposed_by, proposed_for, proposed_at, proposed_legal)
			VALUES ($1, $2, $10, $3, $4, $5, $6, nullif($7, '')::uuid, $8, $9)`,
			id, a.Comment, n.Ground, same, n.Reasons, person, dossier.Lent(grounds, ""), a.f.At, a.f.legal(), a.Revision)
		if err != nil {
			return fmt.Errorf("write proposal: %w", err)
		}
		return nil
	})
	if err != nil {
		return "", fmt.Errorf("propose to set a comment aside: %w", err)
	}
	return id, nil
}

// sameAs returns the id of the earlier comment that says the same, where that is
// the ground: it must, and be by the same author, as far as that is more than claimed:
// of the same submission, account or organisation, or from the same address that was
// confirmed both times. Many people bear one name.
func (a *aside) sameAs(ctx context.Context, n dossier.Setting) (*string, error) {
	if n.Ground != dossier.SameText {
		return nil, nil
	}
	var rows []struct {
		ID   string `db:"id"`
		Body string `db:"body"`
		Text string `db:"proposed_text"`
		Same bool   `db:"same"`
	}
	err := a.tx.SelectContext(ctx, &rows, `
		SELECT e.id, e.body, e.proposed_text, coalesce(u.id = s.id OR u.sent_by = s.sent_by OR u.organisation = s.organisation
			OR u.author_email <> '' AND lower(u.author_email) = lower(s.author_email)
				AND (SELECT count(*) = 2 FROM held_submissions h WHERE h.submission IN (u.id, s.id) AND h.confirmed_at IS NOT NULL), false) AS same
		FROM comments c JOIN submissions s ON s.id = c.submission JOIN comments e ON e.round = c.round AND e.number = $2 AND e.number < c.number AND e.withdrawn_at IS NULL
			AND e.set_aside IS NULL JOIN submissions u ON u.id = e.submission
		WHERE c.id = $1`, a.Comment, n.SameAs)
	if err != nil {
		return nil, fmt.Errorf("read the earlier comment: %w", err)
	}
	switch {
	case len(rows) == 0 || !sameWords(rows[0].Body+"\n"+rows[0].Text, a.Body+"\n"+a.Proposed):
		return nil, invalidField("same_as", dossier.CodeNotSameText)
	case !rows[0].Same:
		return nil, invalidField("same_as", dossier.CodeNotSameAuthor)
	}
	return &rows[0].ID, nil
}

// sameWords reports whether two texts are the same, whatever their script, case and
// punctuation.
func sameWords(one, other string) bool {
	words := func(text string) []string {
		return strings.FieldsFunc(script.SearchKey(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	}
	return slices.Equal(words(one), words(other))
}

// setting is a proposal, with who had a part in it.
type setting struct {
	Comment     string              `db:"comment"`
	Revision    int                 `db:"revision"` // of the comment; 0: it was not kept
	SameAs      int                 `db:"same_as"`  // number of the comment that says the same; 0: that is not the ground
	Ground      dossier.AsideGround `db:"ground"`
	Reasons     string              `db:"reasons"`
	Decision    string              `db:"decision"`
	Contested   bool                `db:"contested"`
	Verdict     string              `db:"verdict"`
	ProposedBy  string              `db:"proposed_by"`
	ProposedFor string              `db:"proposed_for"`
	DecidedBy   string              `db:"decided_by"`
	DecidedFor  string              `db:"decided_for"`
}

func (p setting) hands() []dossier.Hand {
	return []dossier.Hand{{Person: p.ProposedBy, OnBehalf: p.ProposedFor}, {Person: p.DecidedBy, OnBehalf: p.DecidedFor}}
}

// hash is what the log has of a setting aside.
func (p setting) hash() string { return asideHash(string(p.Ground), p.Reasons) }

func asideHash(ground, reasons string) string { return ledger.HashOf([]byte(ground + "\n" + reasons)) }

// onSetting runs f on a proposal, whose comment it locks; refused not_found.
func (s *Store) onSetting(ctx context.Context, id string, f func(a *aside, p setting) error) error {
	var comment string
	err := s.db.GetContext(ctx, &comment, `SELECT comment FROM set_asides WHERE id::text = $1`, id)
	if err != nil {
		return orNotFound(err)
	}
	return s.onComment(ctx, comment, func(a *aside) error {
		var p setting
		err := a.tx.GetContext(ctx, &p, `
			SELECT a.comment, coalesce(a.revision, 0) AS revision, coalesce((SELECT number FROM comments WHERE id = a.same_as), 0) AS same_as, a.ground, a.reasons, coalesce(a.decision, '') AS decision, a.contested_at IS NOT NULL AS contested, coalesce(a.verdict, '') AS verdict,
				a.proposed_by, coalesce(g.delegator::text, '') AS proposed_for, coalesce(a.decided_by::text, '') AS decided_by, coalesce(h.delegator::text, '') AS decided_for
			FROM set_asides a LEFT JOIN delegations g ON g.id = a.proposed_for LEFT JOIN delegations h ON h.id = a.decided_for WHERE a.id::text = $1`, id)
		if err != nil {
			return fmt.Errorf("read proposal: %w", err)
		}
		return f(a, p)
	})
}

// decide writes what was decided on a proposal, as one of the grounds.
func (a *aside) decide(ctx context.Context, id, decision, reasons, person string, as dossier.Appointment) error {
	_, err := a.tx.ExecContext(ctx, `
		UPDATE set_asides SET decision = $2, decision_reasons = $3, decided_by = $4, decided_for = nullif($5, '')::uuid, decided_at = $6, decided_legal = $7,
			contest_until = CASE $2 WHEN 'confirmed' THEN $8::timestamptz END WHERE id::text = $1`,
		id, decision, reasons, person, as.Delegation, a.f.At, a.f.legal(), endOfDay(a.f.legal(), cmp.Or(a.store.contestDays, ContestDays)))
	if err != nil {
		return fmt.Errorf("write what was decided: %w", err)
	}
	return nil
}

// ContestDays is for how many whole days after it was set aside the author of a comment
// may contest that, unless the installation says otherwise.
const ContestDays = 8

// UndoAside takes back a proposal on which nobody has decided, for who made it.
// Refused as who may not is, not_proposer, set_aside_decided or set_aside_final.
func (s *Store) UndoAside(ctx context.Context, person, id string) error {
	err := s.onSetting(ctx, id, func(a *aside, p setting) error {
		grounds, err := a.may(ctx, person, dossier.SetAside)
		switch {
		case err != nil:
			return err
		case p.Decision != "":
			return dossier.Refuse(dossier.CodeAsideDecided)
		case p.ProposedBy != person:
			return dossier.Refuse(dossier.CodeNotProposer)
		}
		return a.decide(ctx, id, "undone", "", person, grounds[0])
	})
	if err != nil {
		return fmt.Errorf("take back a proposal: %w", err)
	}
	return nil
}

// DeclineAside declines a proposal, with reasons. Refused as ConfirmAside is, but
// for what the comment has become, and for each field.
func (s *Store) DeclineAside(ctx context.Context, person, id, reasons string) error {
	err := dossier.CheckReasons("reasons", reasons)
	if err != nil {
		return err
	}
	err = s.onSetting(ctx, id, func(a *aside, p setting) error {
		as, err := a.second(ctx, person, p)
		if err != nil {
			return err
		}
		return a.decide(ctx, id, "declined", reasons, person, as)
	})
	if err != nil {
		return fmt.Errorf("decline to set a comment aside: %w", err)
	}
	return nil
}

// second returns as what the person decides on a proposal.
func (a *aside) second(ctx context.Context, person string, p setting) (dossier.Appointment, error) {
	grounds, err := a.may(ctx, person, dossier.DecideAside)
	switch {
	case err != nil:
		return dossier.Appointment{}, err
	case p.Decision != "":
		return dossier.Appointment{}, dossier.Refuse(dossier.CodeAsideDecided)
	}
	return dossier.AnotherHand(p.hands(), person, grounds)
}

// ConfirmAside sets a comment aside, as another officer proposed. That is published
// at once with its ground and reasons, and is the record of what became of the
// comment. Refused as who may not is, same_officer for who had a part in the
// proposal, set_aside_decided, submission_withdrawn, comment_answered,
// comment_corrected since it was proposed, not_same_text or not_same_author where the
// earlier comment was, round_reported or set_aside_final.
func (s *Store) ConfirmAside(ctx context.Context, person, id string) error {
	err := s.onSetting(ctx, id, func(a *aside, p setting) error {
		as, err := a.second(ctx, person, p)
		if err == nil {
			err = a.waiting()
		}
		if err == nil && p.Revision != 0 && p.Revision != a.Revision {
			err = dossier.Refuse(dossier.CodeCommentCorrected)
		}
		if err == nil {
			_, err = a.sameAs(ctx, dossier.Setting{Ground: p.Ground, SameAs: p.SameAs})
		}
		if err != nil {
			return err
		}
		err = a.decide(ctx, id, "confirmed", "", person, as)
		if err != nil {
			return err
		}
		err = countAs(ctx, a.tx, []string{a.Comment}, outcomeAside, true)
		if err != nil {
			return err
		}
		_, err = a.tx.ExecContext(ctx, `
			UPDATE comments SET set_aside = $2, outcome = $3, early = true, search_key = CASE WHEN $4 THEN '' ELSE search_key END WHERE id = $1`,
			a.Comment, p.Ground, outcomeAside, p.Ground.Hides())
		if err != nil {
			return fmt.Errorf("set comment aside: %w", err)
		}
		err = reword(ctx, a.tx, []string{a.Comment})
		if err != nil {
			return err
		}
		err = a.store.tellAuthor(ctx, a.tx, MailSetAside, a.Submission, id)
		if err != nil {
			return err
		}
		return a.extend(ctx, ledger.SetAside, p.hash())
	})
	if err != nil {
		return fmt.Errorf("set a comment aside: %w", err)
	}
	return nil
}

// extend appends to the log what became of the comment.
func (a *aside) extend(ctx context.Context, kind ledger.Kind, hash string) error {
	return a.store.append(ctx, a.tx, a.f.Log, a.f.ID, ledger.Leaf{Kind: kind, At: a.f.At, Dossier: string(a.f.Ref), Round: a.Round, Submission: a.Submission, Seq: a.No, Hash: hash})
}

// countAs counts comments by another outcome than the one that they have, which the
// caller then gives them.
func countAs(ctx context.Context, tx recorder, ids []string, outcome string, early bool) error {
	_, err := tx.ExecContext(ctx, `
		INSERT INTO comment_totals AS t (round, document, article, kind, author_kind, outcome, early, comments)
		SELECT round, document, article, kind, author_kind, outcome, early, sum(n) FROM (
			SELECT c.round, c.document, c.article, c.kind, s.author_kind, o.outcome, o.early, o.n FROM comments c JOIN submissions s ON s.id = c.submission
			CROSS JOIN LATERAL (VALUES (c.outcome, c.early, -1), ($2, $3::boolean, 1)) AS o (outcome, early, n) WHERE c.id = ANY($1)) x
		GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 1, 2, 3, 4, 5, 6, 7
		ON CONFLICT (round, document, article, kind, author_kind, outcome, early) DO UPDATE SET comments = t.comments + excluded.comments`, array(ids), outcome, early)
	if err != nil {
		return fmt.Errorf("count comments as %q: %w", outcome, err)
	}
	return nil
}
