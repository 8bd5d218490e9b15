package store

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
)

// E-mail to organisations that are asked to sign a submission.
const (
	MailCosign      MailKind = "cosign"       // asks one
	MailCosignAgain MailKind = "cosign_again" // it was corrected: what was signed is its earlier text
	MailCosignOff   MailKind = "cosign_off"   // its author took it back
)

// cosignToken is what the link in an e-mail to an organisation carries. It is made anew
// from the keys whenever it is needed; the database has its hash alone.
func (k *keyring) cosignToken(cosigner, address string) string {
	return derived(k.secret, cosignText(cosigner, address))
}

// cosignGiven is cosignToken for a link whose hash is kept.
func (k *keyring) cosignGiven(cosigner, address string, hash []byte) string {
	return k.given(cosignText(cosigner, address), hash)
}

func cosignText(cosigner, address string) string {
	return "rasprava.cosign/1\n" + cosigner + "\n" + strings.ToLower(address)
}

// CosignerState is how an organisation stands to a submission that it is asked to sign.
type CosignerState string

// The states. Signatories are those alone that have signed what it says now.
const (
	CosignerAsked     CosignerState = "asked"
	CosignerSigned    CosignerState = "signed"
	CosignerEarlier   CosignerState = "earlier" // it signed what was corrected since
	CosignerDeclined  CosignerState = "declined"
	CosignerWithdrawn CosignerState = "withdrawn" // it took its signature back
)

// Signatory is an organisation that signed a submission beside its author, as everybody
// sees it.
type Signatory struct {
	RegisterNo string
	Name       string
	At         time.Time // when it signed
	Mandated   bool      // somebody with a mandate signed; else who reads mail at its address
	Earlier    bool      // it signed what was corrected since
}

// Cosigner is an organisation that is asked to sign, as the author sees it.
type Cosigner struct {
	No         int // its place, from 1
	RegisterNo string
	Name       string
	Email      string // empty: it declined, or the address was forgotten
	State      CosignerState
	At         time.Time // when it signed, declined or took its signature back
	Mandated   bool      // as of a Signatory
	AskAgain   bool      // it can be written to once more, now
}

// cosignerRow is an organisation that is asked, with its last signature.
type cosignerRow struct {
	ID         string     `db:"id"`
	Submission string     `db:"submission"`
	No         int        `db:"no"`
	RegisterNo string     `db:"register_no"`
	Named      string     `db:"named"` // by the author
	Name       string     `db:"name"`  // in the register, where it is in it
	Known      bool       `db:"known"` // it is
	Email      string     `db:"email"`
	Asked      int        `db:"asked"`
	AskedAt    time.Time  `db:"asked_at"`
	DeclinedAt *time.Time `db:"declined_at"`
	Signature  int        `db:"signature"` // number of the last; 0: none
	Mandated   bool       `db:"mandated"`
	Revision   int        `db:"revision"` // that it is under
	SignedAt   *time.Time `db:"signed_at"`
	GoneAt     *time.Time `db:"withdrawn_at"`
	Current    int        `db:"current"` // revision with what the submission says now; 0: as received
}

const (
	cosignerColumns = `SELECT k.id, k.submission, k.no, k.register_no, k.name AS named, coalesce(o.name, k.name) AS name, o.id IS NOT NULL AS known, k.email, k.asked, k.asked_at,
		k.declined_at, coalesce(g.no, 0) AS signature, coalesce(g.mandated, false) AS mandated, coalesce(g.revision, 0) AS revision, g.signed_at, g.withdrawn_at,
		coalesce((SELECT max(v.no) FROM revisions v WHERE v.submission = k.submission AND v.kind = 'corrected'), 0) AS current`
	cosignerTables = ` FROM cosigners k LEFT JOIN organisations o ON o.register_no = k.register_no AND o.confirmed_at IS NOT NULL
		LEFT JOIN LATERAL (SELECT no, mandated, revision, signed_at, withdrawn_at FROM cosigner_signatures WHERE cosigner = k.id ORDER BY no DESC LIMIT 1) g ON true `
)

// stands reports whether a signature stands, under what the submission says now or
// said earlier.
func (c cosignerRow) stands() bool { return c.Signature > 0 && c.GoneAt == nil }

// state returns how the organisation stands, and since when.
func (c cosignerRow) state() (CosignerState, time.Time) {
	switch {
	case c.stands() && c.Revision == c.Current:
		return CosignerSigned, c.SignedAt.UTC()
	case c.DeclinedAt != nil:
		return CosignerDeclined, c.DeclinedAt.UTC()
	case c.stands():
		return CosignerEarlier, c.SignedAt.UTC()
	case c.GoneAt != nil:
		return CosignerWithdrawn, c.GoneAt.UTC()
	}
	return CosignerAsked, time.Time{}
}

// mayAsk reports whether the organisation can be written to once more.
func (c cosignerRow) mayAsk(now time.Time) bool {
	return c.Asked < maxAsked && now.Sub(c.AskedAt) >= askedAgain
}

func (c cosignerRow) cosigner(now time.Time, open bool) Cosigner {
	out := Cosigner{No: c.No, RegisterNo: c.RegisterNo, Name: c.Name, Email: c.Email, Mandated: c.Mandated}
	out.State, out.At = c.state()
	out.AskAgain = open && out.State != CosignerSigned && out.State != CosignerDeclined && c.mayAsk(now)
	return out
}

// cosignersOf returns the organisations that are asked to sign a submission, in the
// order in which its author named them.
func cosignersOf(ctx context.Context, q sqlx.QueryerContext, submission string) ([]cosignerRow, error) {
	var rows []cosignerRow
	err := sqlx.SelectContext(ctx, q, &rows, cosignerColumns+cosignerTables+`WHERE k.submission = $1 AND k.name <> '' ORDER BY k.no`, submission)
	if err != nil {
		return nil, fmt.Errorf("read cosigners: %w", err)
	}
	return rows, nil
}

// signatories returns those of them that signed, under an earlier text too.
func signatories(rows []cosignerRow) []Signatory {
	var all []Signatory
	for _, r := range rows {
		if r.stands() {
			all = append(all, Signatory{RegisterNo: r.RegisterNo, Name: r.Name, At: r.SignedAt.UTC(), Mandated: r.Mandated, Earlier: r.Revision != r.Current})
		}
	}
	return all
}

// signatoriesOf returns, of comments, who signed what their submissions say now, by the
// comment; where the name of an author is covered, no names.
func (s *Store) signatoriesOf(ctx context.Context, comments []string) (map[string][]Signatory, error) {
	if len(comments) == 0 {
		return nil, nil
	}
	var rows []struct {
		Comment string `db:"comment"`
		cosignerRow
	}
	err := s.reads.SelectContext(ctx, &rows, cosignerColumns+`, c.id AS comment`+cosignerTables+`
		JOIN comments c ON c.submission = k.submission JOIN submissions s ON s.id = k.submission WHERE c.id = ANY($1::uuid[]) AND NOT s.covered AND k.name <> '' ORDER BY k.submission, k.no`, array(comments))
	if err != nil {
		return nil, fmt.Errorf("read signatories: %w", err)
	}
	by := map[string][]Signatory{}
	for _, r := range rows {
		for _, one := range signatories([]cosignerRow{r.cosignerRow}) {
			if !one.Earlier {
				by[r.Comment] = append(by[r.Comment], one)
			}
		}
	}
	return by, nil
}

// writeCosigners puts down whom the authors of a batch ask to sign with them.
func (b *batch) writeCosigners(ctx context.Context) error {
	var (
		ids, submissions, registerNos, names, emails []string
		nos, asked                                   []int64
		tokens                                       [][]byte
	)
	for _, one := range b.sealed {
		for n, id := range one.cosigners {
			c := b.deliveries[one.i].Submission.Cosigners[n].Tidy()
			ids, submissions, nos = append(ids, id), append(submissions, one.id), append(nos, int64(n+1))
			registerNos, names, emails = append(registerNos, c.RegisterNo), append(names, c.Name), append(emails, c.Email)
			tokens = append(tokens, hashOf(b.store.keys.cosignToken(id, c.Email)))
			times := int64(1)
			if one.held {
				times = 0 // only what counts asks others
			}
			asked = append(asked, times)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	_, err := b.tx.ExecContext(ctx, `
		INSERT INTO cosigners (id, submission, no, register_no, name, email, token_hash, asked, asked_at)
		SELECT id, submission, no, register_no, name, email, token, asked, $9
		FROM unnest($1::uuid[], $2::uuid[], $3::integer[], $4::text[], $5::text[], $6::text[], $7::bytea[], $8::integer[]) AS u (id, submission, no, register_no, name, email, token, asked)`,
		array(ids), array(submissions), array(nos), array(registerNos), array(names), array(emails), array(tokens), array(asked), b.row.Now)
	if err != nil {
		return fmt.Errorf("write cosigners: %w", err)
	}
	return nil
}

// askHeld writes to the organisations that the author of a submission asks to sign,
// once it counts.
func (b *batch) askHeld(ctx context.Context, h heldRow) error {
	rows, err := cosignersOf(ctx, b.tx, h.Submission)
	if err != nil || len(rows) == 0 {
		return err
	}
	var mails []toSend
	for _, r := range rows {
		mails = append(mails, cosignMail(MailCosign, r, 1, h.Lang))
	}
	_, err = b.tx.ExecContext(ctx, `UPDATE cosigners SET asked = 1, asked_at = $2 WHERE submission = $1`, h.Submission, b.row.Now)
	if err != nil {
		return fmt.Errorf("ask cosigners: %w", err)
	}
	return b.store.queueMails(ctx, b.tx.tx, mails)
}

// cosignMail is an e-mail to an organisation; time tells it from others of its kind.
func cosignMail(kind MailKind, c cosignerRow, time int, lang string) toSend {
	return toSend{key: fmt.Sprintf("%s/%s/%d", kind, c.ID, time), kind: kind, submission: c.Submission, cosigner: c.ID, address: c.Email, lang: lang}
}

// tellCosigners writes to the organisations of a submission that may hear, of what its
// author did with it by a revision: to those that signed, and, where all is taken
// back, to those that are still asked. None of them signs what it says now.
func (r *revision) tellCosigners(ctx context.Context, kind MailKind) error {
	rows, err := cosignersOf(ctx, r.tx, r.submission)
	if err != nil || len(rows) == 0 {
		return err
	}
	var lang string
	err = r.tx.GetContext(ctx, &lang, `UPDATE submissions SET signatures = CASE WHEN $2 THEN 0 ELSE signatures END WHERE id = $1 RETURNING lang`, r.submission, kind == MailCosignAgain)
	if err != nil {
		return fmt.Errorf("count signatures: %w", err)
	}
	var mails []toSend
	for _, c := range rows {
		if state, _ := c.state(); c.Email != "" && (c.stands() || kind == MailCosignOff && state == CosignerAsked) {
			mails = append(mails, cosignMail(kind, c, r.no, lang))
		}
	}
	return r.store.queueMails(ctx, r.tx.tx, mails)
}

// AskCosigner writes once more to an organisation that is asked to sign, by its place,
// at the same address or at another, for whoever holds the secret of the receipt.
// Refused receipt_unknown, secret_wrong, not_found, cosigning_over, unconfirmed,
// submission_withdrawn, submission_erased, cosigner_has_signed, cosigner_declined,
// asked_lately, or invalid for what is no address, or the author's own.
func (s *Store) AskCosigner(ctx context.Context, no, secret string, place int, address string) error {
	kept, id, err := s.heldBySecret(ctx, no, secret)
	if err != nil {
		return err
	}
	if !dossier.ValidEmail(address) {
		return &dossier.Problem{Code: dossier.CodeInvalid, Fields: []dossier.Field{{Name: "email", Code: dossier.CodeEmailInvalid}}}
	}
	err = s.transactBeside(ctx, func(tx *sqlx.Tx) error {
		c := cosigning{batch: batch{store: s, tx: inTransaction{s.intake, tx}}, receiptNo: kept}
		err := c.tx.GetContext(ctx, &c.round, `SELECT round FROM submissions WHERE id = $1`, id)
		if err == nil {
			err = c.enter(ctx)
		}
		if err != nil {
			return fmt.Errorf("find round: %w", err)
		}
		rows, err := cosignersOf(ctx, c.tx, id)
		if err != nil {
			return err
		}
		for _, r := range rows {
			if r.No == place {
				c.who = r
			}
		}
		if c.who.ID == "" {
			return dossier.Refuse(dossier.CodeNotFound)
		}
		err = c.lock(ctx)
		if err != nil {
			return err
		}
		err = c.ready(ctx)
		if err != nil {
			return err
		}
		switch state, _ := c.who.state(); {
		case state == CosignerSigned:
			return dossier.Refuse(dossier.CodeCosignerHasSigned)
		case state == CosignerDeclined:
			return dossier.Refuse(dossier.CodeCosignerDeclined)
		case !c.who.mayAsk(c.row.Now):
			return dossier.Refuse(dossier.CodeAskedLately, "limit", fmt.Sprint(maxAsked))
		case strings.EqualFold(address, c.author.Email):
			return &dossier.Problem{Code: dossier.CodeInvalid, Fields: []dossier.Field{{Name: "email", Code: dossier.CodeCosignerSelf}}}
		}
		_, err = c.tx.ExecContext(ctx, `UPDATE cosigners SET email = $2, token_hash = $3, asked = asked + 1, asked_at = $4 WHERE id = $1`,
			c.who.ID, address, hashOf(s.keys.cosignToken(c.who.ID, address)), c.row.Now)
		if err != nil {
			return fmt.Errorf("ask again: %w", err)
		}
		c.who.Email = address
		return s.queueMails(ctx, tx, []toSend{cosignMail(MailCosign, c.who, c.who.Asked+1, c.author.Lang)})
	})
	if err != nil {
		return fmt.Errorf("ask cosigner: %w", err)
	}
	return nil
}
