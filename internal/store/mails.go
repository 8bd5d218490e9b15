package store

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
)

// MailKind says what an e-mail is about.
type MailKind string

// MailReceipt brings the author of a submission its number and its secret.
const MailReceipt MailKind = "receipt"

// mailsAnHour is about how many e-mails one address is sent in an hour; what is
// beyond waits.
const mailsAnHour = 10

// Mail is an e-mail that waits to be sent, with all that it tells. It holds what is
// for its reader alone: it must not be logged.
type Mail struct {
	ID       int64     `db:"id"`
	Key      string    `db:"key"` // the same however often it is sent
	Kind     MailKind  `db:"kind"`
	To       string    `db:"address"`
	Lang     string    `db:"lang"`
	QueuedAt time.Time `db:"queued_at"`
	Attempts int       `db:"attempts"` // with the one that begins

	Title      string    `db:"title"` // of the dossier
	ReceiptNo  string    `db:"receipt_no"`
	Secret     string    `db:"-"`
	ReceivedAt time.Time `db:"received_at"`
	Token      string    `db:"-"`     // of the link to confirm, or to sign
	Others     []Waits   `db:"-"`     // what waits at the address besides, the newest first
	Until      time.Time `db:"until"` // the link is good

	Cosigner     string `db:"cosigner"`     // id of the organisation that it goes to; empty: to the author
	Organisation string `db:"organisation"` // its name, as the author typed it
	Asks         string `db:"asks"`         // the organisation that asks it, of the register; empty: a person does
	Submission   string `db:"submission"`   // empty: it is to somebody who handles the dossier
	About        string `db:"about"`
	Told         bool   `db:"told"` // its reader asked to be told
	Stop         string `db:"-"`    // token of the link with which they stop that; empty: there is nothing to stop

	Ref     dossier.Ref `db:"ref"`
	Round   int         `db:"round"` // its number; 0: it is about none
	Number  int         // of the comment
	Ground  string      // on which it is set aside or covered
	Decided string      // what was decided on a contest or a claim, or as what the dossier ended
	Stage   Title       // in which a body decided
	Outcome Title       // what it decided
	Body    Title       // which body
	Date    string      // civil, of its decision

	Person   string          `db:"person"` // to whom, of those who handle the dossier; empty: it is to none
	Requests RequestsWaiting // that wait for them

	SecretHash []byte `db:"secret_hash"` // of the submission
	TokenHash  []byte `db:"token_hash"`  // of the link
}

// Title is a name in both languages.
type Title struct{ Sr, En string }

// toSend is an e-mail that is asked for.
type toSend struct {
	key, submission, address, lang string
	cosigner                       string // id of the organisation that it goes to; empty: to the author
	kind                           MailKind
	about                          string
	person, dossier                string // of whom handles the dossier; submission is empty then
}

// queueMails puts e-mails into the queue, each key once.
func (s *Store) queueMails(ctx context.Context, tx *sqlx.Tx, mails []toSend) error {
	if len(mails) == 0 {
		return nil
	}
	n := len(mails)
	column := func(of func(toSend) string) any {
		all := make([]string, n)
		for i, m := range mails {
			all[i] = of(m)
		}
		return array(all)
	}
	hashes := make([][]byte, n)
	for i, m := range mails {
		hashes[i] = s.keys.addressHash(m.address)
	}
	_, err := tx.ExecContext(ctx, `
		INSERT INTO mails (key, kind, submission, address, address_hash, lang, cosigner, about, person, dossier)
		SELECT key, kind, nullif(submission, '')::uuid, address, hash, lang, nullif(cosigner, '')::uuid, about, nullif(person, '')::uuid, nullif(dossier, '')::uuid
		FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bytea[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[])
			AS u (key, kind, submission, address, hash, lang, cosigner, about, person, dossier) ON CONFLICT (key) DO NOTHING`,
		column(func(m toSend) string { return m.key }), column(func(m toSend) string { return string(m.kind) }), column(func(m toSend) string { return m.submission }),
		column(func(m toSend) string { return m.address }), array(hashes), column(func(m toSend) string { return m.lang }), column(func(m toSend) string { return m.cosigner }),
		column(func(m toSend) string { return m.about }), column(func(m toSend) string { return m.person }), column(func(m toSend) string { return m.dossier }))
	if err != nil {
		return fmt.Errorf("queue mails: %w", err)
	}
	return nil
}

// addressHash stands for an e-mail address where it is only to be known again.
func (k *keyring) addressHash(address string) []byte {
	m := hmac.New(sha256.New, k.secret)
	m.Write([]byte("rasprava.address/1\n" + strings.ToLower(address)))
	return m.Sum(nil)
}

// writeMails asks for the e-mail to each author who left an address, and puts down
// who is to be told what becomes of it.
func (b *batch) writeMails(ctx context.Context) error {
	var mails []toSend
	var told []string
	for _, one := range b.sealed {
		d := b.deliveries[one.i].Submission
		if d.Author.Email != "" {
			m := toSend{key: "receipt/" + one.id, kind: MailReceipt, submission: one.id, address: d.Author.Email, lang: d.Lang}
			if one.held {
				m.key, m.kind = "confirm/"+one.id+"/1", MailConfirm
				err := b.store.queueConfirm(ctx, b.tx.tx, b.round, m)
				if err != nil {
					return err
				}
			} else {
				mails = append(mails, m)
			}
		}
		for n, id := range one.cosigners {
			if !one.held {
				mails = append(mails, cosignMail(MailCosign, cosignerRow{ID: id, Submission: one.id, Email: d.Cosigners[n].Tidy().Email}, 1, d.Lang))
			}
		}
		if d.Author.Told {
			told = append(told, one.id)
		}
	}
	if told != nil {
		_, err := b.tx.ExecContext(ctx, `INSERT INTO told_authors (submission, round) SELECT unnest($1::uuid[]), $2`, array(told), b.round)
		if err != nil {
			return fmt.Errorf("write who is told: %w", err)
		}
	}
	return b.store.queueMails(ctx, b.tx.tx, mails)
}

// Mails hands out up to limit e-mails that are due, the oldest first, one caller
// each, and hides them for a while: a caller that dies gives them back.
func (s *Store) Mails(ctx context.Context, limit int, hide time.Duration) ([]Mail, error) {
	var mails []Mail
	err := s.db.SelectContext(ctx, &mails, `
		WITH taken AS (
			UPDATE mails SET attempts = attempts + 1, composed_at = clock_timestamp(), available_at = clock_timestamp() + $2 * interval '1 second'
			WHERE id IN (SELECT id FROM mails m WHERE sent_at IS NULL AND given_up_at IS NULL AND available_at <= clock_timestamp()
				AND (SELECT count(*) FROM mails o WHERE o.address_hash = m.address_hash AND o.sent_at > clock_timestamp() - interval '1 hour') < $3
				ORDER BY available_at, id LIMIT $1 FOR NO KEY UPDATE SKIP LOCKED)
			RETURNING id, key, kind, submission, person, dossier, about, address, lang, queued_at, attempts, cosigner)
		SELECT t.id, t.key, t.kind, t.address, t.lang, t.queued_at, t.attempts, coalesce(t.submission::text, '') AS submission, coalesce(t.person::text, '') AS person, t.about, d.title, d.ref,
			coalesce(s.receipt_no, '') AS receipt_no, coalesce(s.received_at, t.queued_at) AS received_at, coalesce(r.no, 0) AS round,
			coalesce(CASE WHEN t.cosigner IS NULL THEN confirms_until(r.closes_at, hs.told_at) ELSE `+closesLegally+` END, t.queued_at) AS until,
			coalesce(t.cosigner::text, '') AS cosigner, coalesce(k.name, '') AS organisation, CASE WHEN t.cosigner IS NULL OR s.covered THEN '' ELSE coalesce(o.name, '') END AS asks,
			w.submission IS NOT NULL AND t.cosigner IS NULL AS told, s.secret_hash, coalesce(k.token_hash, hs.token_hash) AS token_hash
		FROM taken t LEFT JOIN submissions s ON s.id = t.submission LEFT JOIN cosigners k ON k.id = t.cosigner LEFT JOIN organisations o ON o.id = s.organisation
		LEFT JOIN rounds r ON r.id = s.round JOIN dossiers d ON d.id = coalesce(r.dossier, t.dossier) LEFT JOIN held_submissions hs ON hs.submission = t.submission LEFT JOIN told_authors w ON w.submission = t.submission ORDER BY t.id`,
		limit, hide.Seconds(), mailsAnHour)
	if err != nil {
		return nil, fmt.Errorf("take mails: %w", err)
	}
	for i := range mails {
		m := &mails[i]
		m.QueuedAt, m.ReceivedAt = m.QueuedAt.UTC(), m.ReceivedAt.UTC()
		m.Until = m.Until.UTC()
		switch {
		case m.Cosigner != "": // the secret is the author's
			m.Token = s.keys.cosignGiven(m.Cosigner, m.To, m.TokenHash)
		case m.Kind == MailConfirm:
			m.Token = s.keys.confirmGiven(m.Submission, m.To, m.TokenHash)
			m.Secret = s.keys.secretGiven(m.ReceiptNo, m.SecretHash)
			err = s.lists(ctx, m)
			if err != nil {
				return nil, err
			}
		case m.Kind == MailReceipt:
			m.Secret = s.keys.secretGiven(m.ReceiptNo, m.SecretHash)
		}
		if m.Told && m.Kind != MailClaimSettled {
			m.Stop = s.keys.stopToken(m.Submission)
		}
		err = s.tells(ctx, m)
		if err != nil {
			return nil, err
		}
	}
	return s.withoutDecided(ctx, mails)
}

// HoldMails hides e-mails that were handed out for a while from now on.
func (s *Store) HoldMails(ctx context.Context, ids []int64, hide time.Duration) error {
	_, err := s.db.ExecContext(ctx, `UPDATE mails SET available_at = clock_timestamp() + $2 * interval '1 second' WHERE id = ANY($1) AND sent_at IS NULL AND given_up_at IS NULL`, array(ids), hide.Seconds())
	if err != nil {
		return fmt.Errorf("hold mails: %w", err)
	}
	return nil
}

// withoutDecided leaves out the e-mails about requests that were all decided while the
// e-mail waited, and forgets these.
func (s *Store) withoutDecided(ctx context.Context, mails []Mail) ([]Mail, error) {
	var over []int64
	mails = slices.DeleteFunc(mails, func(m Mail) bool {
		if m.Kind != MailRequests || m.Requests.any() {
			return false
		}
		over = append(over, m.ID)
		return true
	})
	if over == nil {
		return mails, nil
	}
	_, err := s.db.ExecContext(ctx, `DELETE FROM mails WHERE id = ANY($1)`, array(over))
	if err != nil {
		return nil, fmt.Errorf("forget mails about what is decided: %w", err)
	}
	return mails, nil
}

// MailSent puts down that an e-mail was sent, and forgets to whom.
func (s *Store) MailSent(ctx context.Context, id int64) error {
	_, err := s.db.ExecContext(ctx, tellsHeld+`UPDATE mails SET sent_at = clock_timestamp(), address = '', cause = '',
		address_hash = CASE WHEN kind = 'erased' THEN `+zeroHash+` ELSE address_hash END WHERE id = $1 AND given_up_at IS NULL`, id)
	if err != nil {
		return fmt.Errorf("put down mail %d: %w", id, err)
	}
	return nil
}

// MailUnsent puts down why an e-mail was not sent, in a word that names nobody; it
// comes again after a while, or, where that is 0, no more.
func (s *Store) MailUnsent(ctx context.Context, id int64, cause string, again time.Duration) error {
	var err error
	if again > 0 {
		_, err = s.db.ExecContext(ctx, `UPDATE mails SET cause = left($2, 100), available_at = clock_timestamp() + $3 * interval '1 second' WHERE id = $1 AND given_up_at IS NULL`, id, cause, again.Seconds())
	} else {
		_, err = s.db.ExecContext(ctx, tellsHeld+`UPDATE mails SET cause = left($2, 100), given_up_at = clock_timestamp(), address = '',
			address_hash = CASE WHEN kind = 'erased' THEN `+zeroHash+` ELSE address_hash END WHERE id = $1 AND sent_at IS NULL`, id, cause)
	}
	if err != nil {
		return fmt.Errorf("put mail %d back: %w", id, err)
	}
	return nil
}

// causeNoServer is why mails wait where none of the installation's workers knows a
// mail server.
const causeNoServer = "no_server"

// causeForgotten is why an e-mail is not sent any more that nobody refused: whom it was
// to is forgotten.
const causeForgotten = "forgotten"

// noLonger is what is set of e-mails, as m, whose address is forgotten at the instant $2:
// those that were not sent are given up.
const noLonger = `address = '', address_hash = ` + zeroHash + `, cause = CASE WHEN m.sent_at IS NULL AND m.given_up_at IS NULL THEN '` + causeForgotten + `' ELSE m.cause END,
	given_up_at = CASE WHEN m.sent_at IS NULL THEN coalesce(m.given_up_at, $2) END`

// KeepMails puts down that nothing is sent for now because no mail server is set,
// and returns how many e-mails wait.
func (s *Store) KeepMails(ctx context.Context) (int64, error) {
	_, err := s.db.ExecContext(ctx, `UPDATE mails SET cause = $1 WHERE sent_at IS NULL AND given_up_at IS NULL AND cause = ''`, causeNoServer)
	if err != nil {
		return 0, fmt.Errorf("keep mails: %w", err)
	}
	var n int64
	err = s.db.GetContext(ctx, &n, `SELECT count(*) FROM mails WHERE sent_at IS NULL AND given_up_at IS NULL`)
	if err != nil {
		return 0, fmt.Errorf("count mails: %w", err)
	}
	return n, nil
}

// forgetMails deletes what was sent a month ago: nothing is asked of it any more.
const forgetMails = `DELETE FROM mails WHERE coalesce(sent_at, given_up_at) < clock_timestamp() - interval '30 days'`

// mailTroubles is the part of the troubles about e-mail.
const mailTroubles = `
		(SELECT CASE WHEN given_up_at IS NOT NULL THEN 'mail_given_up' WHEN cause = '` + causeNoServer + `' THEN 'mail_unserved' ELSE 'mail_undelivered' END, coalesce(r.dossier, m.dossier),
				min(m.queued_at), NULL::timestamptz, '', '', max(m.attempts), count(*)::integer, max(m.cause)
			FROM mails m LEFT JOIN submissions s ON s.id = m.submission LEFT JOIN rounds r ON r.id = s.round
			WHERE (given_up_at > clock_timestamp() - interval '7 days' AND cause NOT IN ('', '` + causeForgotten + `')) OR (sent_at IS NULL AND given_up_at IS NULL AND (cause = '` + causeNoServer + `' OR attempts >= 3))
			GROUP BY 1, 2 ORDER BY 3 LIMIT $2)`

// About e-mail to authors; each is of all that waits in one dossier.
const (
	MailUnserved    TroubleCode = "mail_unserved"    // no mail server is set
	MailUndelivered TroubleCode = "mail_undelivered" // tried three times or more
	MailGivenUp     TroubleCode = "mail_given_up"    // in the last seven days: the address does not exist, or refuses; not what nobody is to get any more
)
