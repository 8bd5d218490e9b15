package store

import (
	"context"
	"fmt"

	"github.com/jmoiron/sqlx"
)

// eraseHeld removes what a held submission said and who sent it, and returns its files.
// It cannot be confirmed any more; its letter that waits becomes one about what else
// waits at the address in the round, or is given up.
func (e *erasing) eraseHeld(ctx context.Context, tx *sqlx.Tx) ([]string, error) {
	var content heldContent
	if e.held.Content != nil {
		var err error
		content, err = e.held.content()
		if err != nil {
			return nil, err
		}
	}
	others, err := othersAt(ctx, tx, *e.held, "")
	if err != nil {
		return nil, err
	}
	if len(others) > 0 {
		_, err = tx.ExecContext(ctx, `UPDATE mails SET submission = $2, lang = $3 WHERE submission = $1 AND kind = 'confirm' AND sent_at IS NULL AND given_up_at IS NULL AND attempts = 0`,
			e.submission, others[0].Submission, others[0].Lang)
		if err != nil {
			return nil, fmt.Errorf("keep the letter for what else waits: %w", err)
		}
	}
	err = forgetContent(ctx, tx, e.submission, content, &e.At)
	if err != nil {
		return nil, err
	}
	for _, q := range []struct{ what, query string }{
		{"that it was there", `UPDATE submissions SET erased_at = $2, organisation = NULL, signatures = 0 WHERE id = $1`},
		{"addresses of mails", `
			UPDATE mails m SET ` + noLonger + ` WHERE submission = $1`},
		{"whether its author is told", `DELETE FROM told_authors WHERE submission = $1 AND $2::timestamptz IS NOT NULL`},
	} {
		_, err = tx.ExecContext(ctx, q.query, e.submission, e.At)
		if err != nil {
			return nil, fmt.Errorf("erase %s: %w", q.what, err)
		}
	}
	var files []string
	for _, c := range content.Comments {
		files = append(files, c.Attachments...)
	}
	return files, post(ctx, tx, TopicRound, e.round, 0)
}
