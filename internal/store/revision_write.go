package store

import (
	"context"
	"fmt"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
	"github.com/rasprava/rasprava/internal/script"
)

// rewrite keeps what the comments said, and has them say what they say now.
func (r *revision) rewrite(ctx context.Context, texts []dossier.NewComment, leaf ledger.Leaf, salts []ledger.Salt) error {
	n := len(texts)
	ids, proposed, bodies, searched := make([]string, n), make([]string, n), make([]string, n), make([]string, n)
	exacts, prefixes, suffixes := make([]*string, n), make([]*string, n), make([]*string, n)
	kept, commitments := make([][]byte, n), make([][]byte, n)
	one := sealed{comments: ids}
	for i, t := range texts {
		ids[i], proposed[i], bodies[i] = r.comments[i].ID, t.ProposedText, t.Body
		if r.comments[i].found() {
			searched[i] = script.SearchKey(t.Body + "\n" + t.ProposedText)
		}
		if t.Quote != nil {
			exacts[i], prefixes[i], suffixes[i] = &t.Quote.Exact, &t.Quote.Prefix, &t.Quote.Suffix
		}
		kept[i], commitments[i] = salts[i][:], leaf.Commitments[i][:]
	}
	_, err := r.tx.ExecContext(ctx, `
		INSERT INTO earlier_comments (comment, revision, document, provision, kind, quote_exact, quote_prefix, quote_suffix, proposed_text, body, salt, commitment, scan_sha256, attachments)
		SELECT c.id, $2, c.document, c.provision, c.kind, c.quote_exact, c.quote_prefix, c.quote_suffix, c.proposed_text, c.body, c.salt, c.commitment, c.scan_sha256,
			ARRAY(SELECT attachment FROM comment_attachments a WHERE a.comment = c.id ORDER BY a.no) FROM comments c WHERE c.submission = $1`, r.submission, r.no)
	if err != nil {
		return fmt.Errorf("keep what was said: %w", err)
	}
	_, err = r.tx.ExecContext(ctx, `
		WITH said AS (SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bytea[], $8::bytea[], $9::text[])
				AS u (id, exact, prefix, suffix, proposed, body, salt, commitment, searched)),
			gone AS (DELETE FROM comment_attachments WHERE comment = ANY($1))
		UPDATE comments c SET quote_exact = u.exact, quote_prefix = u.prefix, quote_suffix = u.suffix, proposed_text = u.proposed, body = u.body,
			salt = u.salt, commitment = u.commitment, search_key = u.searched FROM said u WHERE c.id = u.id`,
		array(ids), array(exacts), array(prefixes), array(suffixes), array(proposed), array(bodies), array(kept), array(commitments), array(searched))
	if err != nil {
		return fmt.Errorf("correct comments: %w", err)
	}
	err = reword(ctx, r.tx, ids)
	if err != nil {
		return err
	}
	r.sealed = []sealed{one}
	return r.writeAttachments(ctx)
}

// contents are what the commitments cover when the comments say something else.
func (r *revision) contents(texts []dossier.NewComment) []ledger.CommentContent {
	all := make([]ledger.CommentContent, len(texts))
	for i, t := range texts {
		all[i] = r.files.contentOf(t)
		if hash := r.comments[i].Scan; hash != nil {
			all[i] = withScan(all[i], hash)
		}
	}
	return all
}
