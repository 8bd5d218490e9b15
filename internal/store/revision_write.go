package store

import (
	"context"
	"fmt"
	"slices"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
	"github.com/rasprava/rasprava/internal/script"
)

// corrected returns what the comments say then.
func (r *revision) corrected(ctx context.Context, to []CorrectedComment, covers []coverOf) ([]dossier.NewComment, error) {
	if len(to) != len(r.comments) {
		return nil, &dossier.Problem{Code: dossier.CodeInvalid, Fields: []dossier.Field{{Name: "comments", Code: dossier.CodeSameComments}}}
	}
	texts := make([]dossier.NewComment, len(to))
	var fields, settled []dossier.Field
	for i, was := range r.comments {
		texts[i] = was.comment()
		n, marked := was.unmarked(i, to[i], covers)
		if code := was.settled(); code != "" {
			if !was.says(n) && (was.live() || n.says()) {
				settled = append(settled, dossier.Field{Name: fmt.Sprintf("comments[%d].body", i), Code: code, Params: was.numbered()})
			}
			continue
		}
		fields = append(fields, marked...)
		texts[i].Quote, texts[i].ProposedText, texts[i].Body, texts[i].Attachments = n.Quote, n.ProposedText, n.Body, n.Attachments
	}
	if settled != nil {
		return nil, &dossier.Problem{Code: settled[0].Code, Params: settled[0].Params, Fields: settled}
	}
	if fields != nil {
		return nil, &dossier.Problem{Code: dossier.CodeInvalid, Fields: fields}
	}
	whole := dossier.Submission{Author: dossier.Author{Kind: dossier.Anonymous}, Comments: texts}
	err := whole.Check()
	if err != nil {
		return nil, err
	}
	own := r.files.hashes
	r.deliveries, r.results = []Delivery{{Submission: whole}}, make([]result, 1)
	err = r.claim(ctx, true)
	if err != nil {
		return nil, err
	}
	if r.files.hashes == nil {
		r.files = claimed{hashes: map[string]string{}, used: map[string]bool{}}
	}
	for id, h := range own {
		r.files.hashes[id] = h
	}
	for i, t := range texts {
		for k, id := range t.Attachments {
			if !r.files.has(id) || slices.Contains(t.Attachments[:k], id) {
				fields = append(fields, dossier.Field{Name: fmt.Sprintf("comments[%d].attachments[%d]", i, k), Code: dossier.CodeAttachmentUnknown})
			}
		}
	}
	if fields != nil {
		return nil, &dossier.Problem{Code: dossier.CodeInvalid, Fields: fields}
	}
	return texts, nil
}

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
		INSERT INTO earlier_comments (comment, revision, version, covered, document, provision, kind, quote_exact, quote_prefix, quote_suffix, proposed_text, body, salt, commitment, scan_sha256, attachments)
		SELECT c.id, $2, c.version, c.covered, c.document, c.provision, c.kind, c.quote_exact, c.quote_prefix, c.quote_suffix, c.proposed_text, c.body, c.salt, c.commitment, c.scan_sha256,
			ARRAY(SELECT attachment FROM comment_attachments a WHERE a.comment = c.id ORDER BY a.no) FROM comments c WHERE c.submission = $1`, r.submission, r.no)
	if err != nil {
		return fmt.Errorf("keep what was said: %w", err)
	}
	_, err = r.tx.ExecContext(ctx, `
		WITH was AS (DELETE FROM sealed_comments z USING comments c WHERE c.submission = $1 AND z.comment = c.id RETURNING z.*)
		INSERT INTO sealed_earlier (comment, revision, body, proposed_text, quote_exact, quote_prefix, quote_suffix)
		SELECT comment, $2, body, proposed_text, quote_exact, quote_prefix, quote_suffix FROM was`, r.submission, r.no)
	if err != nil {
		return fmt.Errorf("keep originals of what was said: %w", err)
	}
	_, err = r.tx.ExecContext(ctx, `
		WITH said AS (SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bytea[], $8::bytea[], $9::text[])
				AS u (id, exact, prefix, suffix, proposed, body, salt, commitment, searched)),
			gone AS (DELETE FROM comment_attachments WHERE comment = ANY($1))
		UPDATE comments c SET quote_exact = u.exact, quote_prefix = u.prefix, quote_suffix = u.suffix, proposed_text = u.proposed, body = u.body,
			salt = u.salt, commitment = u.commitment, search_key = u.searched, version = $10, covered = false FROM said u WHERE c.id = u.id`,
		array(ids), array(exacts), array(prefixes), array(suffixes), array(proposed), array(bodies), array(kept), array(commitments), array(searched), r.no)
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
