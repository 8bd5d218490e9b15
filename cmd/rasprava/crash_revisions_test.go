package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

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
		for {
			status, answer, err := ask(ctx, web+"/api/v1/receipts/"+got.ReceiptNo+path, got, body)
			switch {
			case err == nil && status == http.StatusOK:
				r[got.ReceiptNo] = kind
				return nil
			case ctx.Err() != nil:
				return fmt.Errorf("%s of %s: %w: %v", kind, got.ReceiptNo, ctx.Err(), err)
			case err == nil && status < 500 && status != http.StatusTooManyRequests:
				return fmt.Errorf("%s of %s: %d %s", kind, got.ReceiptNo, status, answer)
			}
			time.Sleep(50 * time.Millisecond)
		}
	})
}

// ask sends what whoever holds a receipt asks for.
func ask(ctx context.Context, address string, got load.Receipt, body string) (int, []byte, error) {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, strings.NewReader(body))
	if err != nil {
		return 0, nil, err
	}
	req.Header.Set("Authorization", "Bearer "+got.Secret)
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Idempotency-Key", "revision of "+got.ReceiptNo)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, nil, err
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(res.Body)
	return res.StatusCode, answer, err
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
