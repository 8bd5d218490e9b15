package store

import (
	"context"
	"crypto/rand"
	"fmt"
	"slices"
	"time"

	"github.com/jmoiron/sqlx"
	"golang.org/x/mod/sumdb/tlog"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
)

// Invitation names what an organisation is asked to sign: by the token of the link that
// it was sent, or by the id of the invitation, to a person who speaks for it.
type Invitation struct {
	Key    string
	Person string // who is signed in; empty: nobody
}

// ToSign is what an organisation is asked to sign, for whoever speaks for it or has its
// link.
type ToSign struct {
	Name       string // of the organisation
	RegisterNo string
	State      CosignerState
	At         time.Time // when it signed, declined or took its signature back
	Revision   int       // with what the submission says now; who signs says which one they read
	Mandate    bool      // who speaks for it signs, signed in
	Speaks     bool      // the person does
	Over       bool      // the round takes no signatures any more
	Promised   bool      // the log has not taken the submission in yet: it cannot be signed for now
	Covered    bool      // something of it is, or is to be covered: likewise
	Gone       bool      // its author took it back, or nothing of it stands
	Erased     bool
	Closes     time.Time // of the round, on the dossier's own clock
	Leaf       int64     // of the signature that stands, in the log; -1: none stands

	Ref        dossier.Ref
	Title      string
	Round      string
	PackageNo  int
	ReceiptNo  string
	ReceivedAt time.Time
	AuthorKind string
	Author     string // its published name
	Comments   []SaidComment
	Signed     []Signatory // the others
	Places     []CommentState
}

// author is who sent the submission that is signed.
type author struct {
	Email string `db:"author_email"`
	Lang  string `db:"lang"`
}

// cosigning is a transaction about the signature of one organisation.
type cosigning struct {
	batch
	who       cosignerRow
	receiptNo string
	author    author
	logged    []byte // the leaf of what the submission says
}

// invited finds an organisation by the token of its link, or, for a person who speaks
// for it, by the id of the invitation.
func invited(ctx context.Context, q sqlx.QueryerContext, by Invitation) (cosignerRow, string, error) {
	var row struct {
		cosignerRow
		Round string `db:"round"`
	}
	id := ""
	if isUUID(by.Key) {
		id = by.Key
	}
	err := sqlx.GetContext(ctx, q, &row, cosignerColumns+`, s.round`+cosignerTables+`JOIN submissions s ON s.id = k.submission WHERE k.asked > 0
		AND (k.token_hash = $1 OR k.id = nullif($2, '')::uuid AND o.id IN (SELECT m.organisation FROM mandates m JOIN persons p ON p.id = m.person
			WHERE m.person = nullif($3, '')::uuid AND p.disabled_at IS NULL AND m.ended_at IS NULL AND m.valid @> civil_today()))`, hashOf(by.Key), id, by.Person)
	if err != nil {
		if dossier.CodeOf(orNotFound(err)) == dossier.CodeNotFound {
			return cosignerRow{}, "", dossier.Refuse(dossier.CodeCosigningUnknown)
		}
		return cosignerRow{}, "", fmt.Errorf("find invitation: %w", err)
	}
	return row.cosignerRow, row.Round, nil
}

// ToSign returns what an organisation is asked to sign. Refused cosigning_unknown.
func (s *Store) ToSign(ctx context.Context, by Invitation) (ToSign, error) {
	who, _, err := invited(ctx, s.reads, by)
	if err != nil {
		return ToSign{}, err
	}
	t := ToSign{Name: who.Name, RegisterNo: who.RegisterNo, Revision: who.Current, Mandate: who.Known, Leaf: -1}
	t.State, t.At = who.state()
	var row struct {
		ReceiptNo  string    `db:"receipt_no"`
		AuthorKind string    `db:"author_kind"`
		Author     string    `db:"author"`
		Open       bool      `db:"open"`
		Closes     time.Time `db:"closes"`
		PackageNo  int       `db:"package_no"`
		Covering   bool      `db:"covering"`
		Named      bool      `db:"named"`
		Promised   bool      `db:"promised"`
		Leaf       *int64    `db:"leaf"`
	}
	err = s.reads.GetContext(ctx, &row, `
		SELECT s.receipt_no, s.author_kind, `+authorName+` AS author, r.status = 'open' AND clock_timestamp() < r.closes_at AS open, `+closesLegally+` AS closes, r.package_no, NOT s.covered AS named,
			`+covering+` AS covering,
			EXISTS (SELECT 1 FROM promises p WHERE p.submission = s.id AND p.kept_at IS NULL) AS promised,
			(SELECT max(l.n) FROM log_leaves l WHERE l.subject = $2 AND l.log = s.log AND l.kind = 'cosigned') AS leaf
		FROM submissions s JOIN rounds r ON r.id = s.round JOIN dossiers d ON d.id = r.dossier WHERE s.id = $1`, who.Submission, who.ID)
	if err != nil {
		return ToSign{}, fmt.Errorf("read submission: %w", err)
	}
	r, err := s.Receipt(ctx, row.ReceiptNo)
	if err != nil {
		return ToSign{}, err
	}
	t.Ref, t.Title, t.Round, t.ReceiptNo, t.ReceivedAt, t.Places, t.PackageNo = r.Ref, r.Title, r.Round, r.ReceiptNo, r.ReceivedAt, r.Comments, row.PackageNo
	t.Closes = row.Closes.UTC()
	t.AuthorKind, t.Author, t.Over, t.Promised, t.Covered, t.Erased = row.AuthorKind, row.Author, !row.Open, row.Promised, row.Covering, r.ErasedAt != nil
	if who.stands() && row.Leaf != nil {
		t.Leaf = *row.Leaf
	}
	if t.Mandate && by.Person != "" {
		t.Speaks, err = speaksFor(ctx, s.reads, by.Person, who.RegisterNo)
		if err != nil {
			return ToSign{}, err
		}
	}
	err = s.reads.SelectContext(ctx, &t.Comments, `
		SELECT c.number, c.kind, c.withdrawn_at IS NOT NULL AS withdrawn, NOT `+readable+` AS hidden, CASE WHEN `+readable+` THEN coalesce(c.quote_exact, '') ELSE '' END AS quote_exact,
			CASE WHEN `+readable+` THEN c.body ELSE '' END AS body, CASE WHEN `+readable+` THEN c.proposed_text ELSE '' END AS proposed_text, '' AS statement
		FROM comments c WHERE c.submission = $1 ORDER BY c.no`, who.Submission)
	if err != nil {
		return ToSign{}, fmt.Errorf("read submission: %w", err)
	}
	t.Gone = !slices.ContainsFunc(t.Places, func(c CommentState) bool { return !c.Withdrawn && !c.Stands() })
	rows, err := cosignersOf(ctx, s.reads, who.Submission)
	if err != nil {
		return ToSign{}, err
	}
	if row.Named {
		t.Signed = signatories(slices.DeleteFunc(rows, func(r cosignerRow) bool { return r.ID == who.ID }))
	}
	return t, nil
}

// underSignature runs f on the signature of an organisation while the round is open. Refused
// cosigning_unknown, cosigning_over, or cosigning_mandate where only who speaks for the
// organisation may, signed in, and anyone is enough does not hold.
func (s *Store) underSignature(ctx context.Context, by Invitation, anyone bool, f func(c *cosigning) error) error {
	return s.transactBeside(ctx, func(tx *sqlx.Tx) error {
		c := cosigning{batch: batch{store: s, tx: inTransaction{s.intake, tx}}}
		var err error
		c.who, c.round, err = invited(ctx, tx, by)
		if err != nil {
			return err
		}
		err = c.enter(ctx)
		if err != nil {
			return err
		}
		err = c.lock(ctx)
		if err != nil {
			return err
		}
		if !c.row.open() {
			return dossier.Refuse(dossier.CodeCosigningOver)
		}
		if c.who.Known && !anyone {
			speaks := false
			if by.Person != "" {
				speaks, err = speaksFor(ctx, tx, by.Person, c.who.RegisterNo)
			}
			if err == nil && !speaks {
				err = dossier.Refuse(dossier.CodeCosigningMandate)
			}
			if err != nil {
				return err
			}
		}
		return f(&c)
	})
}

// lock locks the submission, and reads who is asked to sign it as it is then.
func (c *cosigning) lock(ctx context.Context) error {
	err := c.tx.QueryRowxContext(ctx, `SELECT receipt_no, author_email, lang FROM submissions WHERE id = $1 FOR NO KEY UPDATE`, c.who.Submission).
		Scan(&c.receiptNo, &c.author.Email, &c.author.Lang)
	if err != nil {
		return fmt.Errorf("lock submission: %w", err)
	}
	err = c.tx.GetContext(ctx, &c.who, cosignerColumns+cosignerTables+`WHERE k.id = $1`, c.who.ID)
	if err != nil {
		return fmt.Errorf("read cosigner: %w", err)
	}
	return nil
}

// ready refuses what cannot be signed now.
func (c *cosigning) ready(ctx context.Context) error {
	if !c.row.open() {
		return dossier.Refuse(dossier.CodeCosigningOver)
	}
	var row struct {
		Held     bool       `db:"held"`
		Erased   bool       `db:"erased"`
		Covering bool       `db:"covering"`
		Live     bool       `db:"live"`
		Due      *time.Time `db:"due"`
		Leaf     []byte     `db:"leaf"`
	}
	err := c.tx.GetContext(ctx, &row, `
		SELECT s.held, s.erased_at IS NOT NULL AS erased, `+covering+` AS covering,
			EXISTS (SELECT 1 FROM comments c WHERE c.submission = s.id AND c.withdrawn_at IS NULL AND c.set_aside IS NULL) AS live,
			(SELECT max(due) FROM promises WHERE submission = s.id AND kept_at IS NULL) AS due, l.leaf
		FROM submissions s `+lastLeaf+` WHERE s.id = $1`, c.who.Submission)
	if err != nil {
		return fmt.Errorf("read submission: %w", err)
	}
	switch {
	case row.Erased:
		return dossier.Refuse(dossier.CodeErased)
	case row.Held:
		return dossier.Refuse(dossier.CodeUnconfirmed)
	case row.Due != nil:
		return dossier.Refuse(dossier.CodePromisePending, "due", row.Due.UTC().Format(time.RFC3339))
	case !row.Live:
		return dossier.Refuse(dossier.CodeWithdrawn)
	case row.Covering:
		return dossier.Refuse(dossier.CodeRedacted)
	}
	c.logged = row.Leaf
	return nil
}

// Cosign signs a submission for an organisation that is asked to, as its text stands
// with a revision; signed already, it does nothing. Refused cosigning_unknown,
// cosigning_over, cosigning_mandate, cosigning_text where it was corrected meanwhile,
// submission_withdrawn, submission_erased, comment_redacted, promise_pending while the
// log has not taken it in, or unavailable.
func (s *Store) Cosign(ctx context.Context, by Invitation, revision int) error {
	err := s.underSignature(ctx, by, false, func(c *cosigning) error {
		if state, _ := c.who.state(); state == CosignerSigned && revision == c.who.Current {
			return nil
		}
		err := c.ready(ctx)
		if err != nil {
			return err
		}
		if revision != c.who.Current {
			return dossier.Refuse(dossier.CodeCosigningText)
		}
		salt, err := ledger.NewSalt(rand.Reader)
		if err != nil {
			return err
		}
		text := tlog.RecordHash(c.logged)
		hash, err := ledger.Cosigner{RegisterNo: c.who.RegisterNo, Name: c.who.Named, Text: text}.Commit(salt)
		if err != nil {
			return fmt.Errorf("seal signature: %w", err)
		}
		var person *string
		if c.who.Known {
			person = &by.Person
		}
		_, err = c.tx.ExecContext(ctx, `
			WITH heard AS (UPDATE cosigners SET declined_at = NULL WHERE id = $1 AND declined_at IS NOT NULL)
			INSERT INTO cosigner_signatures (cosigner, no, revision, text_hash, salt, commitment, person, mandated, signed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
			c.who.ID, c.who.Signature+1, c.who.Current, text[:], salt[:], hash, person, c.who.Known, c.row.Now)
		if err != nil {
			return fmt.Errorf("write signature: %w", err)
		}
		return c.put(ctx, ledger.Leaf{Kind: ledger.Cosigned, Hash: hash})
	})
	if err != nil {
		return fmt.Errorf("sign submission: %w", away(err))
	}
	return nil
}

// TakeSignatureBack withdraws the signature of an organisation, while the round is
// open; where none stands, it does nothing. Refused cosigning_unknown, cosigning_over,
// cosigning_mandate, or unavailable.
func (s *Store) TakeSignatureBack(ctx context.Context, by Invitation) error {
	err := s.underSignature(ctx, by, false, func(c *cosigning) error {
		if !c.who.stands() {
			return nil
		}
		_, err := c.tx.ExecContext(ctx, `UPDATE cosigner_signatures SET withdrawn_at = $3 WHERE cosigner = $1 AND no = $2`, c.who.ID, c.who.Signature, c.row.Now)
		if err != nil {
			return fmt.Errorf("withdraw signature: %w", err)
		}
		return c.put(ctx, ledger.Leaf{Kind: ledger.SignatureWithdrawn})
	})
	if err != nil {
		return fmt.Errorf("take signature back: %w", away(err))
	}
	return nil
}

// Decline puts down that an organisation does not sign, and forgets its address: it is
// not written to again. It may still sign. Where its signature stands under what the
// submission says now, refused cosigner_has_signed: that is withdrawn. Refused
// cosigning_unknown or cosigning_over.
func (s *Store) Decline(ctx context.Context, by Invitation) error {
	err := s.underSignature(ctx, by, true, func(c *cosigning) error {
		switch state, _ := c.who.state(); state {
		case CosignerDeclined:
			return nil
		case CosignerSigned:
			return dossier.Refuse(dossier.CodeCosignerHasSigned)
		}
		_, err := c.tx.ExecContext(ctx, `
			WITH unsent AS (UPDATE mails m SET `+noLonger+` WHERE cosigner = $1 AND sent_at IS NULL AND given_up_at IS NULL)
			UPDATE cosigners SET declined_at = $2, email = '' WHERE id = $1`, c.who.ID, c.row.Now)
		if err != nil {
			return fmt.Errorf("write refusal: %w", err)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("decline to sign: %w", err)
	}
	return nil
}

// put counts who signs what the submission says now, and appends a leaf about the
// signature.
func (c *cosigning) put(ctx context.Context, leaf ledger.Leaf) error {
	_, err := c.tx.ExecContext(ctx, `
		UPDATE submissions SET signatures = (SELECT count(*) FROM cosigners k JOIN cosigner_signatures g ON g.cosigner = k.id
			WHERE k.submission = $1 AND g.withdrawn_at IS NULL AND g.revision = $2) WHERE id = $1`, c.who.Submission, c.who.Current)
	if err != nil {
		return fmt.Errorf("count signatures: %w", err)
	}
	err = post(ctx, c.tx.tx, TopicRound, c.round, 0)
	if err != nil {
		return err
	}
	leaf.At, leaf.Dossier, leaf.Round, leaf.Submission, leaf.Seq = c.row.Now, c.row.name(), c.round, c.who.Submission, int64(c.who.No)
	_, err = c.store.extend(ctx, c.tx, c.row.Log, c.row.Dossier, []entry{{leaf: leaf, subject: c.who.ID}})
	return err
}

// AskedToSign is an invitation, as who speaks for the organisation sees it.
type AskedToSign struct {
	ID           string        `db:"id"`
	Organisation string        `db:"organisation"`
	Ref          dossier.Ref   `db:"ref"`
	Title        string        `db:"title"`
	ReceiptNo    string        `db:"receipt_no"`
	AskedAt      time.Time     `db:"asked_at"`
	Closes       time.Time     `db:"closes"`
	State        CosignerState `db:"-"`
}

// AskedToSign lists what the organisations that a person speaks for are asked to sign
// in rounds that run, the newest first, two hundred at most.
func (s *Store) AskedToSign(ctx context.Context, person string) ([]AskedToSign, error) {
	var rows []struct {
		AskedToSign
		Asked cosignerRow `db:"k"`
	}
	err := s.reads.SelectContext(ctx, &rows, `
		SELECT k.id, o.name AS organisation, d.ref, d.title, s.receipt_no, k.asked_at, `+closesLegally+` AS closes,
			coalesce(g.no, 0) AS "k.signature", coalesce(g.revision, 0) AS "k.revision", g.signed_at AS "k.signed_at", g.withdrawn_at AS "k.withdrawn_at", k.declined_at AS "k.declined_at",
			coalesce((SELECT max(v.no) FROM revisions v WHERE v.submission = k.submission AND v.kind = 'corrected'), 0) AS "k.current"`+cosignerTables+`
		JOIN submissions s ON s.id = k.submission JOIN rounds r ON r.id = s.round JOIN dossiers d ON d.id = r.dossier
		WHERE o.id IN (`+spokenFor+`) AND k.asked > 0 AND s.erased_at IS NULL AND r.status = 'open' AND clock_timestamp() < r.closes_at ORDER BY k.asked_at DESC, k.id LIMIT 200`, person)
	if err != nil {
		return nil, fmt.Errorf("list invitations: %w", err)
	}
	list := make([]AskedToSign, len(rows))
	for i, r := range rows {
		list[i] = r.AskedToSign
		list[i].State, _ = r.Asked.state()
	}
	return list, nil
}

// FileToSign returns a file of what an organisation is asked to sign, with its bytes;
// refused cosigning_unknown, or not_found for a file of something else, or of what is
// not read.
func (s *Store) FileToSign(ctx context.Context, by Invitation, id string) (Attachment, []byte, error) {
	who, _, err := invited(ctx, s.reads, by)
	if err != nil {
		return Attachment{}, nil, err
	}
	if !isUUID(id) {
		return Attachment{}, nil, dossier.Refuse(dossier.CodeNotFound)
	}
	var of struct {
		No   string `db:"receipt_no"`
		Hash []byte `db:"secret_hash"`
	}
	err = s.reads.GetContext(ctx, &of, `
		SELECT s.receipt_no, s.secret_hash FROM comment_attachments a JOIN comments c ON c.id = a.comment JOIN submissions s ON s.id = c.submission
		WHERE a.attachment = $1 AND s.id = $2 AND `+readable, id, who.Submission)
	if err != nil {
		return Attachment{}, nil, fmt.Errorf("find attachment: %w", orNotFound(err))
	}
	return s.AttachmentFile(ctx, "", id, func(receiptNo string) string {
		if receiptNo != of.No {
			return ""
		}
		return s.keys.secretGiven(of.No, of.Hash)
	})
}
