package store

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
)

// heldContent is what a held submission says, as its comments are made from it.
type heldContent struct {
	Comments []dossier.NewComment
	IDs      []string
	Wids     []*string
}

// held reports whether a delivery waits for its author's confirmation: it does unless
// it comes from an account whose own address was confirmed, and names no other.
func (b *batch) held(d Delivery) bool {
	if b.entry != nil || b.row.Who != dossier.ConfirmedEmail {
		return false
	}
	own, email := b.confirmed[d.Person], d.Submission.Author.Email
	return own == "" || email != "" && !strings.EqualFold(email, own)
}

// readConfirmed reads the confirmed addresses of who is signed in, where the round
// asks for such.
func (b *batch) readConfirmed(ctx context.Context) error {
	if b.row.Who != dossier.ConfirmedEmail || b.entry != nil {
		return nil
	}
	var people []string
	for _, i := range b.pending() {
		if d := b.deliveries[i]; d.Person != "" {
			people = append(people, d.Person)
		}
	}
	if people == nil {
		return nil
	}
	var rows []struct {
		ID    string `db:"id"`
		Email string `db:"email"`
	}
	err := b.tx.SelectContext(ctx, &rows, `SELECT id, email FROM persons WHERE id = ANY($1::uuid[]) AND confirmed_at IS NOT NULL`, array(people))
	if err != nil {
		return fmt.Errorf("read confirmed addresses: %w", err)
	}
	b.confirmed = map[string]string{}
	for _, r := range rows {
		b.confirmed[r.ID] = r.Email
	}
	return nil
}

// writeHeld keeps what waits for its author's confirmation.
func (b *batch) writeHeld(ctx context.Context) error {
	for _, one := range b.sealed {
		if !one.held {
			continue
		}
		d := b.deliveries[one.i].Submission
		content, err := json.Marshal(heldContent{d.Comments, one.comments, one.wids})
		if err != nil {
			return fmt.Errorf("write held submission: %w", err)
		}
		salts := make([][]byte, len(one.salts))
		var files []string
		for i := range one.salts {
			salts[i] = one.salts[i][:]
			files = append(files, d.Comments[i].Attachments...)
		}
		_, err = b.tx.ExecContext(ctx, `
			WITH kept AS (UPDATE attachments SET state = 'kept' WHERE id = ANY($7::uuid[])),
				held AS (UPDATE submissions SET held = true WHERE id = $1)
			INSERT INTO held_submissions (submission, content, salts, comments, token_hash, asked_at) VALUES ($1, $2, $3, $4, $5, $6)`,
			one.id, content, array(salts), len(d.Comments), hashOf(b.store.keys.confirmToken(one.id, d.Author.Email)), b.row.Now, array(files))
		if err != nil {
			return fmt.Errorf("write held submission: %w", err)
		}
	}
	return nil
}

// confirmUntil returns until when the author of a submission is to confirm; nil where
// nothing is to be confirmed.
func (b *batch) confirmUntil(one sealed) *time.Time {
	if !one.held {
		return nil
	}
	until := endOfDay(b.row.ClosesAt.Add(-time.Microsecond), confirmDays)
	return &until
}

// admitted returns what of the batch needs no confirmation.
func (b *batch) admitted() []sealed {
	return slices.DeleteFunc(slices.Clone(b.sealed), func(one sealed) bool { return one.held })
}

// forgetContent forgets what a held submission says, and who sent it.
func forgetContent(ctx context.Context, tx *sqlx.Tx, submission string, content heldContent, disowned *time.Time) error {
	var files []string
	for _, c := range content.Comments {
		files = append(files, c.Attachments...)
	}
	_, err := tx.ExecContext(ctx, `
		WITH files AS (UPDATE attachments SET state = 'discarded' WHERE id = ANY($3::uuid[])),
			asked AS (DELETE FROM cosigners WHERE submission = $1),
			who AS (UPDATE submissions SET author_name = '', author_email = '', publish_name = false, sent_by = NULL, request_hash = `+zeroHash+` WHERE id = $1)
		UPDATE held_submissions SET content = NULL, salts = NULL, disowned_at = $2 WHERE submission = $1`, submission, disowned, array(files))
	if err != nil {
		return fmt.Errorf("forget held submission: %w", err)
	}
	return nil
}

// forgetUnconfirmed forgets what was not confirmed in its term, and returns how many
// submissions that were.
func (s *Store) forgetUnconfirmed(ctx context.Context) (int64, error) {
	var gone int64
	err := s.transact(ctx, func(tx *sqlx.Tx) error {
		gone = 0
		var rows []struct {
			Submission string `db:"submission"`
			Content    []byte `db:"content"`
		}
		err := tx.SelectContext(ctx, &rows, `
			SELECT h.submission, h.content FROM held_submissions h JOIN submissions s ON s.id = h.submission JOIN rounds r ON r.id = s.round
			WHERE h.content IS NOT NULL AND s.held AND coalesce(r.final_at, confirms_until(r.closes_at, h.told_at)) < clock_timestamp() - interval '1 day' ORDER BY h.submission LIMIT 1000 FOR NO KEY UPDATE OF h SKIP LOCKED`)
		if err != nil {
			return fmt.Errorf("find unconfirmed submissions: %w", err)
		}
		for _, r := range rows {
			var content heldContent
			err = json.Unmarshal(r.Content, &content)
			if err != nil {
				return fmt.Errorf("read held submission %s: %w", r.Submission, err)
			}
			err = forgetContent(ctx, tx, r.Submission, content, nil)
			if err != nil {
				return err
			}
			gone++
		}
		return nil
	})
	return gone, err
}

// addHeld adds to what is stored of submissions what held ones say, and returns those
// of which nothing is stored any more, because they were never confirmed.
func (s *Store) addHeld(ctx context.Context, submissions []string, said map[string][][]storedComment) (map[string]bool, error) {
	var rows []struct {
		Submission string  `db:"submission"`
		Content    []byte  `db:"content"`
		Salts      byteses `db:"salts"`
	}
	err := s.db.SelectContext(ctx, &rows, `SELECT submission, content, salts FROM held_submissions WHERE submission = ANY($1) AND confirmed_at IS NULL`, array(submissions))
	if err != nil {
		return nil, fmt.Errorf("read held submissions: %w", err)
	}
	forgotten := map[string]bool{}
	for _, r := range rows {
		if r.Content == nil {
			forgotten[r.Submission] = true
			continue
		}
		var content heldContent
		err = json.Unmarshal(r.Content, &content)
		if err != nil || len(content.Comments) != len(r.Salts) {
			said[r.Submission] = [][]storedComment{nil}
			continue
		}
		var files []string
		for _, c := range content.Comments {
			files = append(files, c.Attachments...)
		}
		known := claimed{hashes: map[string]string{}}
		var hashes []struct {
			ID   string `db:"id"`
			Hash []byte `db:"sha256"`
		}
		if len(files) > 0 {
			err = s.db.SelectContext(ctx, &hashes, `SELECT id, sha256 FROM attachments WHERE id = ANY($1::uuid[])`, array(files))
			if err != nil {
				return nil, fmt.Errorf("read attachments: %w", err)
			}
		}
		for _, h := range hashes {
			known.hashes[h.ID] = "sha256:" + hex.EncodeToString(h.Hash)
		}
		var stored []storedComment
		for i, c := range content.Comments {
			salt := ledger.Salt(r.Salts[i])
			commitment, err := known.contentOf(c).Commit(salt)
			if err != nil {
				commitment = ledger.Commitment{}
			}
			// None stands beside it: the leaf has it.
			stored = append(stored, storedComment{content: known.contentOf(c), salt: ledger.HoldSalt(salt), commitment: commitment})
		}
		said[r.Submission] = [][]storedComment{stored}
	}
	return forgotten, nil
}
