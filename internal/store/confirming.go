package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
)

// MailConfirm asks an author to confirm the address, with the receipt.
const MailConfirm MailKind = "confirm"

// confirmDays is for how many whole days after the end of a round, or after the letter
// went where that was later, what came in time may still be confirmed; confirms_until
// in the database says the same.
const confirmDays = 3

const (
	maxAsked   = 5                // how often one author is written to
	askedAgain = 10 * time.Minute // how long lies between two of these at least
)

// confirmToken is what the link in an e-mail to confirm an address carries. It is made
// anew from the keys whenever it is needed; the database has its hash alone.
func (k *keyring) confirmToken(submission, address string) string {
	return derived(k.secret, confirmText(submission, address))
}

// confirmGiven is confirmToken for a link whose hash is kept.
func (k *keyring) confirmGiven(submission, address string, hash []byte) string {
	return k.given(confirmText(submission, address), hash)
}

func confirmText(submission, address string) string {
	return "rasprava.confirm/1\n" + submission + "\n" + strings.ToLower(address)
}

// heldRow is a held submission, with its round.
type heldRow struct {
	Submission  string     `db:"submission"`
	Round       string     `db:"round"`
	ReceiptNo   string     `db:"receipt_no"`
	Lang        string     `db:"lang"`
	Email       string     `db:"author_email"`
	Content     []byte     `db:"content"`
	Salts       byteses    `db:"salts"`
	Asked       int        `db:"asked"`
	AskedAt     time.Time  `db:"asked_at"`
	ConfirmedAt *time.Time `db:"confirmed_at"`
	DisownedAt  *time.Time `db:"disowned_at"`
	Erased      bool       `db:"erased"` // at the wish of its author or of officers; DisownedAt says when
	Until       time.Time  `db:"until"`
	Over        bool       `db:"over"`
	Wanted      bool       `db:"wanted"`
}

// isWanted says of a submission s that its author confirmed it while the log could not
// be signed, and that it is not admitted yet.
const isWanted = `EXISTS (SELECT 1 FROM outbox o WHERE o.topic = 'confirm' AND o.key = s.id::text AND o.delivered_at IS NULL)`

const heldColumns = `h.submission, s.round, s.receipt_no, s.lang, s.author_email, h.content, h.salts, h.asked, h.asked_at, h.confirmed_at, h.disowned_at, s.erased_at IS NOT NULL AND h.confirmed_at IS NULL AS erased,
		confirms_until(r.closes_at, h.told_at) AS until, (r.final_at IS NOT NULL OR clock_timestamp() >= confirms_until(r.closes_at, h.told_at)) AS over, ` + isWanted + ` AS wanted
	FROM held_submissions h JOIN submissions s ON s.id = h.submission JOIN rounds r ON r.id = s.round`

// ConfirmationState is how a submission stands that its author must confirm.
type ConfirmationState string

// The states. Only what is confirmed counts.
const (
	ConfirmationAwaited  ConfirmationState = "awaited"
	ConfirmationWanted   ConfirmationState = "wanted" // confirmed while the log cannot be signed: it is admitted once it can
	ConfirmationGiven    ConfirmationState = "confirmed"
	ConfirmationDisowned ConfirmationState = "disowned"
	ConfirmationErased   ConfirmationState = "erased"
	ConfirmationOver     ConfirmationState = "over" // the term has passed
)

// Confirmation is whether, and until when, the author of a submission is to confirm
// the address.
type Confirmation struct {
	State     ConfirmationState
	Until     time.Time // exclusive
	At        time.Time // when it was confirmed, disowned or erased
	AskAgain  bool      // the author can be written to once more, now
	ReceiptNo string
	Comments  []SaidComment // what was sent, while it is to be confirmed; for whoever has the link
	Others    int           // submissions that wait at the same address in the round besides; likewise
}

func (h heldRow) confirmation(now time.Time) Confirmation {
	c := Confirmation{State: ConfirmationAwaited, Until: h.Until.UTC(), ReceiptNo: h.ReceiptNo}
	switch {
	case h.ConfirmedAt != nil:
		c.State, c.At = ConfirmationGiven, h.ConfirmedAt.UTC()
	case h.Erased:
		c.State, c.At = ConfirmationErased, h.DisownedAt.UTC()
	case h.DisownedAt != nil:
		c.State, c.At = ConfirmationDisowned, h.DisownedAt.UTC()
	case h.Wanted:
		c.State = ConfirmationWanted
	case h.Over:
		c.State = ConfirmationOver
	default:
		c.AskAgain = h.Asked < maxAsked && now.Sub(h.AskedAt) >= askedAgain
	}
	return c
}

// ConfirmationBy returns how the submission stands whose link leads here; refused
// confirmation_unknown.
func (s *Store) ConfirmationBy(ctx context.Context, token string) (Confirmation, error) {
	h, err := heldBy(ctx, s.db, token, "")
	if err != nil {
		return Confirmation{}, err
	}
	at, err := s.Now(ctx)
	if err != nil {
		return Confirmation{}, err
	}
	c := h.confirmation(at)
	if h.Content == nil || c.State != ConfirmationAwaited {
		return c, nil
	}
	content, err := h.content()
	if err != nil {
		return c, err
	}
	c.Comments = content.said()
	others, err := othersAt(ctx, s.db, h, "")
	c.Others = len(others)
	return c, err
}

// content reads what a held submission says.
func (h heldRow) content() (heldContent, error) {
	var content heldContent
	err := json.Unmarshal(h.Content, &content)
	if err != nil {
		return content, fmt.Errorf("read held submission %s: %w", h.Submission, err)
	}
	return content, nil
}

// said returns it as its author reads it.
func (c heldContent) said() []SaidComment {
	var all []SaidComment
	for _, n := range c.Comments {
		one := SaidComment{Kind: string(n.Kind), Body: n.Body, Proposed: n.ProposedText}
		if n.Quote != nil {
			one.Quote = n.Quote.Exact
		}
		all = append(all, one)
	}
	return all
}

// heldBy finds a held submission by its token; lock is what stands behind the query.
func heldBy(ctx context.Context, q sqlx.QueryerContext, token, lock string) (heldRow, error) {
	var h heldRow
	err := sqlx.GetContext(ctx, q, &h, `SELECT `+heldColumns+` WHERE h.token_hash = $1`+lock, hashOf(token))
	if err != nil {
		if dossier.CodeOf(orNotFound(err)) == dossier.CodeNotFound {
			return h, dossier.Refuse(dossier.CodeConfirmationUnknown)
		}
		return h, fmt.Errorf("find held submission: %w", err)
	}
	return h, nil
}

// Confirm admits the submission whose author's link this is: from then on it counts,
// as received when it came. It returns the number of its receipt; asked again, it
// does nothing. While the log cannot be signed, or has not taken the submission in,
// it puts down that the author has confirmed: the submission is admitted once the log
// can be signed, though the term may have passed by then. Refused
// confirmation_unknown, confirmation_over, disowned or submission_erased.
func (s *Store) Confirm(ctx context.Context, token string) (string, error) {
	no, err := s.confirm(ctx, token)
	switch dossier.CodeOf(err) {
	case dossier.CodeUnavailable, dossier.CodePromisePending:
		return s.wantConfirmed(ctx, token)
	}
	return no, err
}

// wantConfirmed has a submission admitted later.
func (s *Store) wantConfirmed(ctx context.Context, token string) (string, error) {
	var no string
	err := s.transact(ctx, func(tx *sqlx.Tx) error {
		h, err := heldBy(ctx, tx, token, ` FOR NO KEY UPDATE OF h`)
		if err != nil {
			return err
		}
		no = h.ReceiptNo
		at, err := now(ctx, tx)
		if err != nil {
			return err
		}
		switch h.confirmation(at).State {
		case ConfirmationErased:
			return dossier.Refuse(dossier.CodeErased)
		case ConfirmationDisowned:
			return dossier.Refuse(dossier.CodeDisowned)
		case ConfirmationOver:
			return dossier.Refuse(dossier.CodeConfirmationOver, "due", h.Until.UTC().Format(time.RFC3339))
		case ConfirmationAwaited:
			return post(ctx, tx, TopicConfirm, h.Submission, 0)
		}
		return nil
	})
	if err != nil {
		return "", fmt.Errorf("put down confirmation: %w", err)
	}
	return no, nil
}

// ConfirmWanted admits a submission whose author confirmed it while the log could not
// be signed; where they said afterwards that they did not send it, it does nothing.
// Refused promise_pending or unavailable while the log cannot take it.
func (s *Store) ConfirmWanted(ctx context.Context, submission string) error {
	err := s.transactBeside(ctx, func(tx *sqlx.Tx) error {
		b := batch{store: s, tx: inTransaction{s.intake, tx}}
		err := tx.GetContext(ctx, &b.round, `SELECT round FROM submissions WHERE id = $1`, submission)
		if err != nil {
			return fmt.Errorf("find submission: %w", orNotFound(err))
		}
		err = b.enter(ctx)
		if err != nil {
			return err
		}
		var h heldRow
		err = tx.GetContext(ctx, &h, `SELECT `+heldColumns+` WHERE h.submission = $1 FOR NO KEY UPDATE OF h, s`, submission)
		if err != nil {
			return fmt.Errorf("read held submission: %w", orNotFound(err))
		}
		if h.confirmation(b.row.Now).State != ConfirmationWanted {
			return nil
		}
		return b.admitHeld(ctx, h)
	})
	if err != nil {
		return fmt.Errorf("admit submission: %w", away(err))
	}
	return nil
}

// ConfirmAccount puts down that the address of a person's account is theirs: they are
// signed in, and have confirmed, by the link, a submission that they sent while they
// were, with that address. Otherwise it does nothing.
func (s *Store) ConfirmAccount(ctx context.Context, token, person string) error {
	_, err := s.db.ExecContext(ctx, `
		UPDATE persons p SET confirmed_at = clock_timestamp() FROM held_submissions h JOIN submissions s ON s.id = h.submission
		WHERE h.token_hash = $1 AND p.id = $2 AND s.sent_by = p.id AND lower(s.author_email) = lower(p.email) AND p.confirmed_at IS NULL
			AND h.disowned_at IS NULL AND (h.confirmed_at IS NOT NULL OR `+isWanted+`)`, hashOf(token), person)
	if err != nil {
		return fmt.Errorf("confirm address of an account: %w", err)
	}
	return nil
}

func (s *Store) confirm(ctx context.Context, token string) (string, error) {
	var no string
	err := s.transactBeside(ctx, func(tx *sqlx.Tx) error {
		b := batch{store: s, tx: inTransaction{s.intake, tx}}
		h, err := b.enterHeld(ctx, token)
		if err != nil {
			return err
		}
		no = h.ReceiptNo
		switch state := h.confirmation(b.row.Now).State; state {
		case ConfirmationGiven, ConfirmationWanted:
			return nil
		case ConfirmationErased:
			return dossier.Refuse(dossier.CodeErased)
		case ConfirmationDisowned:
			return dossier.Refuse(dossier.CodeDisowned)
		case ConfirmationOver:
			return dossier.Refuse(dossier.CodeConfirmationOver, "due", h.Until.UTC().Format(time.RFC3339))
		}
		return b.admitHeld(ctx, h)
	})
	if err != nil {
		return "", fmt.Errorf("confirm submission: %w", away(err))
	}
	return no, nil
}

// enterHeld takes the locks to decide on a held submission: of its round, then its own.
func (b *batch) enterHeld(ctx context.Context, token string) (heldRow, error) {
	h, err := heldBy(ctx, b.tx, token, "")
	if err != nil {
		return h, err
	}
	b.round = h.Round
	err = b.enter(ctx)
	if err != nil {
		return h, err
	}
	return heldBy(ctx, b.tx, token, ` FOR NO KEY UPDATE OF h, s`)
}

// admitHeld makes the comments of a held submission.
func (b *batch) admitHeld(ctx context.Context, h heldRow) error {
	content, err := h.content()
	if err != nil {
		return err
	}
	var leaf []byte
	err = b.tx.GetContext(ctx, &leaf, `SELECT leaf FROM log_leaves WHERE subject = $1 AND kind = $2 AND log = $3`, h.Submission, string(ledger.SubmissionHeld), b.row.Log)
	if dossier.CodeOf(orNotFound(err)) == dossier.CodeNotFound {
		return dossier.Refuse(dossier.CodePromisePending, "due", b.row.Now.Add(promiseTerm).UTC().Format(time.RFC3339))
	}
	if err != nil {
		return fmt.Errorf("read leaf: %w", err)
	}
	one := sealed{id: h.Submission, no: h.ReceiptNo, comments: content.IDs, wids: content.Wids}
	one.leaf, err = ledger.ParseLeaf(leaf)
	if err != nil {
		return fmt.Errorf("read leaf of %s: %w", h.Submission, err)
	}
	for _, salt := range h.Salts {
		one.salts = append(one.salts, ledger.Salt(salt))
	}
	b.deliveries = []Delivery{{Submission: dossier.Submission{Comments: content.Comments}}}
	b.sealed = []sealed{one}
	_, err = b.tx.ExecContext(ctx, `
		WITH open AS (UPDATE submissions SET held = false WHERE id = $1)
		UPDATE held_submissions SET confirmed_at = $2, content = NULL, salts = NULL WHERE submission = $1`, h.Submission, b.row.Now)
	if err != nil {
		return fmt.Errorf("admit submission: %w", err)
	}
	if b.row.Status == dossier.RoundClosed {
		_, err = b.tx.ExecContext(ctx, `UPDATE rounds SET submissions = submissions + 1, comments = comments + $2 WHERE id = $1`, b.round, len(content.IDs))
		if err != nil {
			return fmt.Errorf("count submission: %w", err)
		}
	}
	err = b.writeComments(ctx)
	if err != nil {
		return err
	}
	err = b.writeAttachments(ctx)
	if err != nil {
		return err
	}
	err = b.askHeld(ctx, h)
	if err != nil {
		return err
	}
	err = post(ctx, b.tx.tx, TopicRound, b.round, 0)
	if err != nil {
		return err
	}
	_, err = b.store.extend(ctx, b.tx, b.row.Log, b.row.Dossier, []entry{{subject: h.Submission,
		leaf: ledger.Leaf{Kind: ledger.Confirmed, At: b.row.Now, Dossier: b.row.name(), Round: b.round, Submission: h.Submission}}})
	return err
}

// DenyAddress puts down that whoever reads mail at the address did not send the
// submission, and forgets what it says. It stays received, never counts, and cannot
// be confirmed any more. Refused confirmation_unknown, confirmation_over, or
// already_confirmed.
func (s *Store) DenyAddress(ctx context.Context, token string) error {
	err := s.transactBeside(ctx, func(tx *sqlx.Tx) error {
		b := batch{store: s, tx: inTransaction{s.intake, tx}}
		h, err := b.enterHeld(ctx, token)
		if err != nil {
			return err
		}
		switch h.confirmation(b.row.Now).State {
		case ConfirmationGiven:
			return dossier.Refuse(dossier.CodeAlreadyConfirmed)
		case ConfirmationOver:
			return dossier.Refuse(dossier.CodeConfirmationOver, "due", h.Until.UTC().Format(time.RFC3339))
		case ConfirmationDisowned, ConfirmationErased:
			return nil
		}
		return b.disown(ctx, h)
	})
	if err != nil {
		return fmt.Errorf("disown submission: %w", err)
	}
	return nil
}

// confirmationOf returns how a submission stands that was held, or nil.
func confirmationOf(ctx context.Context, q sqlx.QueryerContext, submission string) (*Confirmation, heldContent, error) {
	var rows []heldRow
	err := sqlx.SelectContext(ctx, q, &rows, `SELECT `+heldColumns+` WHERE h.submission = $1`, submission)
	if err != nil {
		return nil, heldContent{}, fmt.Errorf("read held submission: %w", err)
	}
	if len(rows) == 0 {
		return nil, heldContent{}, nil
	}
	at, err := now(ctx, q)
	if err != nil {
		return nil, heldContent{}, err
	}
	c := rows[0].confirmation(at)
	var content heldContent
	if rows[0].Content != nil {
		content, err = rows[0].content()
		if err != nil {
			return nil, heldContent{}, err
		}
	}
	return &c, content, nil
}

// stillHeld returns how many submissions of a round may still be confirmed, and until
// when; and how many were not confirmed and never will be.
func stillHeld(ctx context.Context, q sqlx.QueryerContext, round string) (waiting int64, until time.Time, held int64, err error) {
	var row struct {
		Waiting int64     `db:"waiting"`
		Until   time.Time `db:"until"`
		Held    int64     `db:"held"`
	}
	err = sqlx.GetContext(ctx, q, &row, `
		SELECT coalesce(w.until, confirms_until(r.closes_at)) AS until, (SELECT count(*) FROM submissions WHERE round = r.id AND held) AS held, w.waiting
		FROM rounds r CROSS JOIN LATERAL (SELECT count(*) AS waiting, max(confirms_until(r.closes_at, h.told_at)) AS until FROM submissions s JOIN held_submissions h ON h.submission = s.id
			WHERE s.round = r.id AND s.held AND h.disowned_at IS NULL AND (clock_timestamp() < confirms_until(r.closes_at, h.told_at) OR `+isWanted+`)) w
		WHERE r.id = $1`, round)
	if err != nil {
		return 0, time.Time{}, 0, fmt.Errorf("count held submissions: %w", err)
	}
	return row.Waiting, row.Until.UTC(), row.Held, nil
}

// MayStillConfirm returns how many submissions of a round its authors may still
// confirm, and until when, exclusive. The caller has seen to it that the person
// handles the round.
func (s *Store) MayStillConfirm(ctx context.Context, round string) (int64, time.Time, error) {
	waiting, until, _, err := stillHeld(ctx, s.reads, round)
	return waiting, until, err
}

// mayStillConfirm refuses to close a round for good while authors may still confirm
// what they sent in time.
func mayStillConfirm(ctx context.Context, q sqlx.QueryerContext, round string) error {
	waiting, until, _, err := stillHeld(ctx, q, round)
	if err == nil && waiting > 0 {
		err = dossier.Refuse(dossier.CodeConfirmationsOpen, "count", fmt.Sprint(waiting), "due", until.Format(time.RFC3339))
	}
	return err
}
