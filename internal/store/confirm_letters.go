package store

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
)

// mostHeld is how many submissions wait at one address in one round. What is beyond is
// refused until some are confirmed or disowned: one letter names them all.
const mostHeld = 50

// Waits is a submission that a letter asks to confirm besides the one that it is about.
type Waits struct {
	ReceiptNo  string
	Secret     string
	ReceivedAt time.Time
	Token      string
}

// countHeld counts what waits at the addresses of a batch.
func (b *batch) countHeld(ctx context.Context) error {
	var addresses []string
	for _, i := range b.pending() {
		if d := b.deliveries[i]; b.held(d) && d.Submission.Author.Email != "" {
			addresses = append(addresses, strings.ToLower(d.Submission.Author.Email))
		}
	}
	if addresses == nil {
		return nil
	}
	var rows []struct {
		Address string `db:"address"`
		Count   int    `db:"n"`
	}
	err := b.tx.SelectContext(ctx, &rows, `
		SELECT lower(author_email) AS address, count(*) AS n FROM submissions WHERE round = $1 AND held AND author_email <> '' AND lower(author_email) = ANY($2) GROUP BY 1`,
		b.round, array(addresses))
	if err != nil {
		return fmt.Errorf("count what waits at addresses: %w", err)
	}
	b.waiting = map[string]int{}
	for _, r := range rows {
		b.waiting[r.Address] = r.Count
	}
	return nil
}

// full reports whether nothing more may wait at the address of a delivery; what does
// not is counted.
func (b *batch) full(d Delivery) bool {
	address := strings.ToLower(d.Submission.Author.Email)
	if b.waiting[address] >= mostHeld {
		return true
	}
	b.waiting[address]++
	return false
}

// queueConfirm asks for the letter about what waits at an address in a round. One that
// waits there and was never handed out becomes the letter about this, which came last.
func (s *Store) queueConfirm(ctx context.Context, tx *sqlx.Tx, round string, m toSend) error {
	var turned []int64
	err := tx.SelectContext(ctx, &turned, `
		UPDATE mails m SET submission = $2, lang = $3 FROM submissions x
		WHERE m.kind = 'confirm' AND m.sent_at IS NULL AND m.given_up_at IS NULL AND m.attempts = 0 AND m.address_hash = $1 AND x.id = m.submission AND x.round = $4
		RETURNING m.id`, s.keys.addressHash(m.address), m.submission, m.lang, round)
	if err != nil {
		return fmt.Errorf("add to a letter: %w", err)
	}
	if turned != nil {
		return nil
	}
	return s.queueMails(ctx, tx, []toSend{m})
}

// othersAt returns what waits at the address of a held submission in its round besides,
// the newest first; lock is what stands behind the query.
func othersAt(ctx context.Context, q sqlx.QueryerContext, h heldRow, lock string) ([]heldRow, error) {
	var rows []heldRow
	err := sqlx.SelectContext(ctx, q, &rows, `SELECT `+heldColumns+`
		WHERE s.round = $1 AND s.held AND s.author_email <> '' AND lower(s.author_email) = lower($2) AND s.id <> $3 AND h.content IS NOT NULL AND NOT `+isWanted+`
			AND r.final_at IS NULL AND clock_timestamp() < confirms_until(r.closes_at, h.told_at) ORDER BY s.id DESC`+lock, h.Round, h.Email, h.Submission)
	if err != nil {
		return nil, fmt.Errorf("read what waits at an address: %w", err)
	}
	return rows, nil
}

// lists puts into the letter that asks to confirm a submission all else that waits at
// its address in the round.
func (s *Store) lists(ctx context.Context, m *Mail) error {
	var rows []struct {
		ID       string    `db:"id"`
		No       string    `db:"receipt_no"`
		Received time.Time `db:"received_at"`
		Secret   []byte    `db:"secret_hash"`
		Token    []byte    `db:"token_hash"`
	}
	err := s.db.SelectContext(ctx, &rows, `
		SELECT s.id, s.receipt_no, s.received_at, s.secret_hash, h.token_hash FROM submissions x JOIN submissions s ON s.round = x.round JOIN held_submissions h ON h.submission = s.id JOIN rounds r ON r.id = s.round
		WHERE x.id = $1 AND s.id <> $1 AND s.held AND s.author_email <> '' AND lower(s.author_email) = lower($2) AND h.content IS NOT NULL AND NOT `+isWanted+`
			AND r.final_at IS NULL AND clock_timestamp() < confirms_until(r.closes_at, h.told_at) ORDER BY s.id DESC`, m.Submission, m.To)
	if err != nil {
		return fmt.Errorf("read what waits at an address: %w", err)
	}
	for _, r := range rows {
		m.Others = append(m.Others, Waits{ReceiptNo: r.No, Secret: s.keys.secretGiven(r.No, r.Secret), ReceivedAt: r.Received.UTC(), Token: s.keys.confirmGiven(r.ID, m.To, r.Token)})
	}
	return nil
}

// tellsHeld puts down of what a letter $1 asks to confirm that its term counts from now
// on; it stands before the statement that forgets the address.
const tellsHeld = `
	WITH told AS (UPDATE held_submissions h SET told_at = clock_timestamp() FROM mails m, submissions x, submissions s
		WHERE m.id = $1 AND m.kind = 'confirm' AND x.id = m.submission AND s.round = x.round AND s.held AND s.author_email <> '' AND lower(s.author_email) = lower(m.address)
			AND h.submission = s.id AND h.told_at IS NULL AND h.asked_at <= m.composed_at) `

// disown forgets what a held submission says, which whoever reads mail at its address
// did not send.
func (b *batch) disown(ctx context.Context, h heldRow) error {
	content, err := h.content()
	if err != nil {
		return err
	}
	return forgetContent(ctx, b.tx.tx, h.Submission, content, &b.row.Now)
}

// DenyAll puts down, as DenyAddress does of one, that whoever reads mail at the address
// sent neither the submission nor anything else that waits there in its round, and
// returns how many that were. Refused confirmation_unknown.
func (s *Store) DenyAll(ctx context.Context, token string) (int, error) {
	denied := 0
	err := s.transactBeside(ctx, func(tx *sqlx.Tx) error {
		denied = 0
		b := batch{store: s, tx: inTransaction{s.intake, tx}}
		h, err := b.enterHeld(ctx, token)
		if err != nil {
			return err
		}
		all, err := othersAt(ctx, tx, h, ` FOR NO KEY UPDATE OF h, s`)
		if err != nil {
			return err
		}
		if h.confirmation(b.row.Now).State == ConfirmationAwaited {
			all = append(all, h)
		}
		for _, one := range all {
			err = b.disown(ctx, one)
			if err != nil {
				return err
			}
		}
		denied = len(all)
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("disown what waits at an address: %w", err)
	}
	return denied, nil
}

// AskAgain has the author of a held submission written to once more, at the same
// address or at another, for whoever holds the secret of its receipt. Refused
// receipt_unknown, secret_wrong, confirmation_unknown where nothing is to be
// confirmed, confirmation_over, disowned, already_confirmed, asked_lately, or invalid
// for what is no address.
func (s *Store) AskAgain(ctx context.Context, no, secret, address string) error {
	kept, err := ledger.ParseReceiptNo(no)
	if err != nil {
		return dossier.Refuse(dossier.CodeReceiptUnknown).Because(err)
	}
	id, err := s.submissionOf(ctx, kept, secret)
	if err != nil {
		return err
	}
	if !dossier.ValidEmail(address) {
		return &dossier.Problem{Code: dossier.CodeInvalid, Fields: []dossier.Field{{Name: "author.email", Code: dossier.CodeEmailInvalid}}}
	}
	err = s.transact(ctx, func(tx *sqlx.Tx) error {
		var h heldRow
		err := tx.GetContext(ctx, &h, `SELECT `+heldColumns+` WHERE h.submission = $1 FOR NO KEY UPDATE OF h, s`, id)
		if dossier.CodeOf(orNotFound(err)) == dossier.CodeNotFound {
			return dossier.Refuse(dossier.CodeConfirmationUnknown)
		}
		if err != nil {
			return fmt.Errorf("read held submission: %w", err)
		}
		at, err := now(ctx, tx)
		if err != nil {
			return err
		}
		c := h.confirmation(at)
		switch {
		case c.State == ConfirmationGiven, c.State == ConfirmationWanted:
			return dossier.Refuse(dossier.CodeAlreadyConfirmed)
		case c.State == ConfirmationErased:
			return dossier.Refuse(dossier.CodeErased)
		case c.State == ConfirmationDisowned:
			return dossier.Refuse(dossier.CodeDisowned)
		case c.State == ConfirmationOver:
			return dossier.Refuse(dossier.CodeConfirmationOver, "due", c.Until.Format(time.RFC3339))
		case !c.AskAgain:
			return dossier.Refuse(dossier.CodeAskedLately, "limit", fmt.Sprint(maxAsked))
		}
		_, err = tx.ExecContext(ctx, `
			WITH who AS (UPDATE submissions SET author_email = $2 WHERE id = $1)
			UPDATE held_submissions SET asked = asked + 1, asked_at = $4, token_hash = $3 WHERE submission = $1`,
			id, address, hashOf(s.keys.confirmToken(id, address)), at)
		if err != nil {
			return fmt.Errorf("ask again: %w", err)
		}
		return s.queueConfirm(ctx, tx, h.Round, toSend{key: fmt.Sprintf("confirm/%s/%d", id, h.Asked+1), kind: MailConfirm, submission: id, address: address, lang: h.Lang})
	})
	if err != nil {
		return fmt.Errorf("ask again: %w", err)
	}
	return nil
}
