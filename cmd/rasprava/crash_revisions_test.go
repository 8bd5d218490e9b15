package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/ledger"
	"github.com/rasprava/rasprava/internal/load"
	"github.com/rasprava/rasprava/internal/store"
)

// revised is what authors have made of submissions, by the numbers of their receipts:
// corrected or withdrawn.
type revised map[string]ledger.Kind

// revisedInOneCrash is how many submissions of the crash before are revised during one:
// no more than one address may in that time.
const revisedInOneCrash = 2

// revise has some of the receipts in a file corrected and the others withdrawn, one
// after another. What gets no answer is sent again with its key, until it has one.
func (r revised) revise(ctx context.Context, web, kept string) error {
	f, err := os.Open(kept)
	if err != nil {
		return err
	}
	defer f.Close()
	left := revisedInOneCrash
	return load.EachKept(f, func(got load.Receipt) error {
		if left == 0 || r[got.ReceiptNo] != "" {
			return nil
		}
		left--
		proof, err := ledger.ParseReceipt([]byte(got.Proof))
		if err != nil {
			return err
		}
		kind, path, body := ledger.Withdrawn, "/withdraw", "{}"
		if left%2 == 0 {
			said := strings.Repeat(`,{"body":"Рок од 30 дана је предуг."}`, len(proof.Leaf.Commitments))
			kind, path, body = ledger.Corrected, "/correct", `{"comments":[`+said[1:]+`]}`
		}
		_, err = insist(ctx, http.StatusOK, func(ctx context.Context) (*http.Request, error) {
			req, err := http.NewRequestWithContext(ctx, http.MethodPost, web+"/api/v1/receipts/"+got.ReceiptNo+path, strings.NewReader(body))
			if err == nil {
				req.Header.Set("Authorization", "Bearer "+got.Secret)
				req.Header.Set("Content-Type", "application/json")
				req.Header.Set("Idempotency-Key", "revision of "+got.ReceiptNo)
			}
			return req, err
		})
		if err != nil {
			return fmt.Errorf("%s of %s: %w", kind, got.ReceiptNo, err)
		}
		r[got.ReceiptNo] = kind
		return nil
	})
}

// holdToRecord holds what was answered to the record: each revision is there once, and
// its leaf too.
func (r revised) holdToRecord(t *testing.T, st *store.Store) {
	t.Helper()
	for no, kind := range r {
		var leaves, comments, changed int
		err := st.DB().QueryRowContext(t.Context(), `
			SELECT (SELECT count(*) FROM log_leaves l WHERE l.log = s.log AND l.subject = s.id AND l.kind = $2), count(*),
				count(*) FILTER (WHERE CASE $2 WHEN 'withdrawn' THEN c.withdrawn_at IS NOT NULL ELSE c.version = 1 AND c.withdrawn_at IS NULL END)
			FROM submissions s JOIN comments c ON c.submission = s.id WHERE s.receipt_no = $1 GROUP BY s.id`, no, string(kind)).Scan(&leaves, &comments, &changed)
		if err != nil || leaves != 1 || changed != comments {
			t.Errorf("%s was %s: %d leaves say so, and %d of %d comments are so, %v", no, kind, leaves, changed, comments, err)
		}
	}
}
