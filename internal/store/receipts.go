package store

import (
	"context"
	"crypto/subtle"
	"fmt"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
)

// ReceiptView is what the number of a receipt shows to anybody: that it was
// received, and what became of each comment once that is public.
type ReceiptView struct {
	ReceiptNo  string
	Ref        dossier.Ref
	Title      string
	Round      string
	ReceivedAt time.Time
	Log        string
	Leaf       *int64 // nil: promised, not in the log yet
	Comments   []CommentState
}

// CommentState is what became of one comment; an empty Outcome: no public answer yet.
type CommentState struct {
	ID       string `db:"id"`
	No       int    `db:"no"`
	Number   int    `db:"number"` // in the round
	Document string `db:"document"`
	Place    string `db:"provision"`
	Outcome  string `db:"outcome"`
	Reasons  string `db:"reasons"`
}

// Receipt returns the public state of a receipt; refused receipt_unknown. The
// number may be written in any of its spellings.
func (s *Store) Receipt(ctx context.Context, no string) (ReceiptView, error) {
	kept, err := ledger.ParseReceiptNo(no)
	if err != nil {
		return ReceiptView{}, dossier.Refuse(dossier.CodeReceiptUnknown).Because(err)
	}
	var row struct {
		ID         string      `db:"id"`
		Ref        dossier.Ref `db:"ref"`
		Title      string      `db:"title"`
		Round      string      `db:"round"`
		ReceivedAt time.Time   `db:"received_at"`
		Origin     string      `db:"origin"`
		Leaf       *int64      `db:"n"`
	}
	err = s.reads.GetContext(ctx, &row, `
		SELECT s.id, d.ref, d.title, s.round, s.received_at, g.origin, l.n FROM submissions s
		JOIN rounds r ON r.id = s.round JOIN dossiers d ON d.id = r.dossier JOIN logs g ON g.id = s.log
		LEFT JOIN log_leaves l ON l.log = s.log AND l.subject = s.id AND l.kind = 'submission_received'
		WHERE s.receipt_no = $1`, kept)
	if err != nil {
		if dossier.CodeOf(orNotFound(err)) == dossier.CodeNotFound {
			return ReceiptView{}, dossier.Refuse(dossier.CodeReceiptUnknown)
		}
		return ReceiptView{}, fmt.Errorf("read receipt: %w", err)
	}
	v := ReceiptView{ReceiptNo: kept, Ref: row.Ref, Title: row.Title, Round: row.Round, ReceivedAt: row.ReceivedAt.UTC(), Log: row.Origin, Leaf: row.Leaf}
	err = s.reads.SelectContext(ctx, &v.Comments, `
		SELECT c.id, c.no, c.number, c.document, coalesce(c.provision, '') AS provision, coalesce(a.outcome, '') AS outcome, coalesce(a.reasons, '') AS reasons
		FROM comments c JOIN rounds r ON r.id = c.round
		LEFT JOIN LATERAL (SELECT outcome, reasons FROM answers WHERE comment = c.id AND (r.status = 'closed' OR early) ORDER BY version DESC LIMIT 1) a ON true
		WHERE c.submission = $1 ORDER BY c.no`, row.ID)
	if err != nil {
		return ReceiptView{}, fmt.Errorf("read receipt: %w", err)
	}
	return v, nil
}

// ReceiptFile returns the receipt file, with its salts and a proof in the
// present tree, to whoever holds the secret; refused receipt_unknown,
// secret_wrong, promise_pending while the log's promise is not kept, or
// unavailable when the log proves nothing for now.
func (s *Store) ReceiptFile(ctx context.Context, no, secret string) ([]byte, error) {
	kept, err := ledger.ParseReceiptNo(no)
	if err != nil {
		return nil, dossier.Refuse(dossier.CodeReceiptUnknown).Because(err)
	}
	var row struct {
		ID   string `db:"id"`
		Hash []byte `db:"secret_hash"`
	}
	err = s.reads.GetContext(ctx, &row, `SELECT id, secret_hash FROM submissions WHERE receipt_no = $1`, kept)
	if err != nil {
		if dossier.CodeOf(orNotFound(err)) == dossier.CodeNotFound {
			return nil, dossier.Refuse(dossier.CodeReceiptUnknown)
		}
		return nil, fmt.Errorf("read receipt: %w", err)
	}
	if subtle.ConstantTimeCompare(row.Hash, hashOf(secret)) != 1 {
		return nil, dossier.Refuse(dossier.CodeSecretWrong)
	}
	r, err := s.receiptOf(ctx, s.db, row.ID)
	if err != nil {
		return nil, err
	}
	if r.promise != nil {
		return nil, dossier.Refuse(dossier.CodePromisePending, "due", r.due.Format(time.RFC3339))
	}
	return r.bytes, nil
}
