package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jmoiron/sqlx"
	"golang.org/x/mod/sumdb/tlog"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
)

// lastLeaf finds the leaf l of what a submission s says now: as it was received, or
// as it was corrected last.
const lastLeaf = `LEFT JOIN LATERAL (SELECT n, leaf FROM log_leaves WHERE subject = s.id AND kind IN ('submission_received', 'submission_held', 'late_entry', 'corrected') AND log = s.log
			ORDER BY n DESC LIMIT 1) l ON true`

// leafOfText finds the leaf l of the text of a submission s that its revision $2 wrote,
// 0: of what was received.
const leafOfText = `LEFT JOIN LATERAL (SELECT n, leaf FROM log_leaves WHERE subject = s.id AND log = s.log AND CASE $2::integer WHEN 0 THEN kind IN ('submission_received', 'submission_held', 'late_entry')
				ELSE kind = 'corrected' AND EXISTS (SELECT 1 FROM revisions v WHERE v.submission = s.id AND v.no = $2 AND v.kind = 'corrected') END
			ORDER BY n OFFSET (SELECT greatest(count(*), 1) - 1 FROM revisions v WHERE v.submission = s.id AND v.no <= $2 AND v.kind = 'corrected') LIMIT 1) l ON true`

type keptReceipt struct {
	no     string
	secret []byte    // its hash
	at     time.Time // when it was received, as the first answer said it
	leaf   ledger.Leaf
	index  int64
	bytes  []byte

	promise []byte // in place of index and bytes, while it is not kept
	due     time.Time
}

// textNow is the text of a submission as it is now, in place of the number of the
// revision that wrote it.
const textNow = -1

// receiptOf writes the receipt of a text of a submission, 0: of what was received, with
// a proof in the present tree, which it checks first, or returns the promise of one. A
// tree that does not prove the leaf is refused as unavailable, a revision that wrote no
// text as not_found, and a text of which nothing is left as text_erased.
func (s *Store) receiptOf(ctx context.Context, q sqlx.QueryerContext, submission string, text int) (keptReceipt, error) {
	var row struct {
		No      string     `db:"receipt_no"`
		Secret  []byte     `db:"secret_hash"`
		At      time.Time  `db:"received_at"`
		Log     string     `db:"log"`
		N       *int64     `db:"n"`
		Leaf    []byte     `db:"leaf"`
		Promise *string    `db:"promise"`
		Due     *time.Time `db:"due"`
		Said    bool       `db:"said"` // it was admitted, with its comments
	}
	leafOf, args := lastLeaf, []any{submission}
	if text != textNow {
		leafOf, args = leafOfText, append(args, text)
	}
	err := sqlx.GetContext(ctx, q, &row, `
		SELECT s.receipt_no, s.secret_hash, s.received_at, s.log, l.n, coalesce(l.leaf, p.leaf) AS leaf, p.promise, p.due, EXISTS (SELECT 1 FROM comments WHERE submission = s.id) AS said FROM submissions s
		`+leafOf+`
		LEFT JOIN promises p ON p.submission = s.id WHERE s.id = $1`, args...)
	if err != nil {
		return keptReceipt{}, fmt.Errorf("read leaf: %w", orNotFound(err))
	}
	if row.N == nil && text > 0 {
		return keptReceipt{}, dossier.Refuse(dossier.CodeNotFound)
	}
	if row.N == nil && row.Promise == nil {
		return keptReceipt{}, away(fmt.Errorf("read leaf of %s: %w: neither there nor promised", submission, ledger.ErrCorrupt))
	}
	salts, err := saltsOf(ctx, q, submission, text)
	if err != nil {
		return keptReceipt{}, err
	}
	leaf, err := ledger.ParseLeaf(row.Leaf)
	if err != nil {
		return keptReceipt{}, fmt.Errorf("read leaf of %s: %w", submission, err)
	}
	switch {
	case len(salts) == 0 && leaf.Kind == ledger.SubmissionHeld && !row.Said: // it was forgotten, with its salts
		return keptReceipt{}, dossier.Refuse(dossier.CodeConfirmationOver, "due", "")
	case len(salts) == 0: // what was said before it was corrected is erased, and no print of it is kept
		return keptReceipt{}, dossier.Refuse(dossier.CodeTextErased)
	}
	if row.N == nil {
		return keptReceipt{no: row.No, secret: row.Secret, at: row.At.UTC(), leaf: leaf, promise: []byte(*row.Promise), due: row.Due.UTC()}, nil
	}
	n := *row.N
	var state struct {
		Size       int64  `db:"size"`
		Root       []byte `db:"root"`
		Checkpoint string `db:"checkpoint"`
	}
	err = sqlx.GetContext(ctx, q, &state, `SELECT size, root, checkpoint FROM logs WHERE id = $1`, row.Log)
	if err != nil {
		return keptReceipt{}, fmt.Errorf("read log: %w", err)
	}
	proofs, err := ledger.Prove(state.Size, []int64{n}, hashReader{ctx, q, row.Log})
	if err != nil {
		return keptReceipt{}, away(fmt.Errorf("prove leaf %d: %w", n, err))
	}
	err = tlog.CheckRecord(proofs[0], state.Size, tlog.Hash(state.Root), n, tlog.RecordHash(row.Leaf))
	if err != nil {
		return keptReceipt{}, away(fmt.Errorf("prove leaf %d: %w: %w", n, ledger.ErrCorrupt, err))
	}
	bytes, err := formatReceipt(row.No, leaf, salts, n, proofs[0], []byte(state.Checkpoint))
	if err != nil {
		return keptReceipt{}, err
	}
	return keptReceipt{no: row.No, secret: row.Secret, at: row.At.UTC(), leaf: leaf, index: n, bytes: bytes}, nil
}

// saltsOf returns the salts of a text of a submission, see receiptOf, in the order of
// its comments, and the prints of those that are erased; none where neither is left.
func saltsOf(ctx context.Context, q sqlx.QueryerContext, submission string, text int) ([]ledger.HeldSalt, error) {
	var rows []struct {
		Salt  []byte `db:"salt"` // null: the comment is erased, and the print of it stays
		Print []byte `db:"salt_print"`
	}
	err := sqlx.SelectContext(ctx, q, &rows, `
		SELECT salt, salt_print FROM (SELECT no, salt, salt_print FROM comments WHERE submission = $1 AND $2::integer IN ($3, version)
			UNION ALL SELECT c.no, e.salt, NULL FROM earlier_comments e JOIN comments c ON c.id = e.comment WHERE c.submission = $1 AND e.version = $2
			UNION ALL SELECT no, salt, NULL FROM held_submissions, unnest(salts) WITH ORDINALITY AS u (salt, no) WHERE submission = $1 AND $2 IN ($3::integer, 0)) x ORDER BY no`,
		submission, text, textNow)
	if err != nil {
		return nil, fmt.Errorf("read salts: %w", err)
	}
	held := make([]ledger.HeldSalt, len(rows))
	for i, r := range rows {
		if r.Salt == nil {
			held[i] = ledger.HoldErased(ledger.Fingerprint(r.Print))
			continue
		}
		held[i] = ledger.HoldSalt(ledger.Salt(r.Salt))
	}
	return held, nil
}

// earlierOf adds to the comments of a submission what they said before.
func earlierOf(ctx context.Context, q sqlx.QueryerContext, submission string, comments []SaidComment) error {
	var rows []struct {
		Number   int       `db:"number"`
		Until    time.Time `db:"at"`
		Quote    string    `db:"quote_exact"`
		Body     string    `db:"body"`
		Proposed string    `db:"proposed_text"`
	}
	err := sqlx.SelectContext(ctx, q, &rows, `
		SELECT c.number, v.at, coalesce(e.quote_exact, '') AS quote_exact, e.body, e.proposed_text FROM earlier_comments e JOIN comments c ON c.id = e.comment
		JOIN revisions v ON v.submission = c.submission AND v.no = e.revision WHERE c.submission = $1 ORDER BY c.no, e.revision`, submission)
	if err != nil {
		return fmt.Errorf("read what was corrected: %w", err)
	}
	for _, r := range rows {
		i := slices.IndexFunc(comments, func(c SaidComment) bool { return c.Number == r.Number })
		comments[i].Earlier = append(comments[i].Earlier, EarlierComment{r.Until.UTC(), r.Quote, r.Body, r.Proposed})
	}
	return nil
}
