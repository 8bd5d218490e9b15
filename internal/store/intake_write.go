package store

import (
	"context"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"
	"golang.org/x/mod/sumdb/tlog"

	"github.com/rasprava/rasprava/internal/ledger"
	"github.com/rasprava/rasprava/internal/script"
)

// write puts the sealed deliveries into the record, rows from arrays, and then
// acknowledges each.
func (b *batch) write(ctx context.Context) error {
	err := b.writeSubmissions(ctx)
	if err != nil {
		return err
	}
	all := b.sealed
	b.sealed = b.admitted()
	if len(b.sealed) > 0 {
		err = b.writeComments(ctx)
		if err != nil {
			return err
		}
	}
	err = b.writeAttachments(ctx)
	if err != nil {
		return err
	}
	b.sealed = all
	err = b.writeHeld(ctx)
	if err != nil {
		return err
	}
	err = b.writeCollectors(ctx)
	if err != nil {
		return err
	}
	err = b.writeCosigners(ctx)
	if err != nil {
		return err
	}
	err = b.writeMails(ctx)
	if err != nil {
		return err
	}
	return b.acknowledge(b, ctx)
}

// prove puts the leaves of the batch into the log and answers with receipts.
func (b *batch) prove(ctx context.Context) error {
	entries := make([]entry, len(b.sealed))
	for n, one := range b.sealed {
		entries[n] = entry{leaf: one.leaf, subject: one.id}
	}
	ext, err := b.store.extend(ctx, b.tx, b.row.Log, b.row.Dossier, entries)
	if err != nil {
		return err
	}
	indexes := make([]int64, len(b.sealed))
	for n := range b.sealed {
		indexes[n] = ext.First + int64(n)
	}
	reader := ledger.Overlay(ext.read, ext.Start, ext.Hashes)
	proofs, err := ledger.Prove(ext.Head.Size, indexes, reader)
	if err != nil {
		return fmt.Errorf("prove submissions: %w", err)
	}
	for n, one := range b.sealed {
		receipt, err := formatReceipt(one.no, one.leaf, ledger.HoldSalts(one.salts), indexes[n], proofs[n], ext.Checkpoint)
		if err != nil {
			return err
		}
		b.results[one.i].accepted = Accepted{SubmissionID: one.id, ReceiptNo: one.no, Secret: b.store.keys.secretOf(one.no),
			ReceivedAt: one.leaf.At.UTC(), Leaf: indexes[n], Comments: one.comments, Receipt: receipt, ConfirmUntil: b.confirmUntil(one)}
	}
	return nil
}

func formatReceipt(no string, leaf ledger.Leaf, salts []ledger.HeldSalt, index int64, proof tlog.RecordProof, checkpoint []byte) ([]byte, error) {
	receipt, err := ledger.Receipt{Number: no, Leaf: leaf, Salts: salts, Index: index, Proof: proof, Checkpoint: checkpoint}.Format()
	if err != nil {
		return nil, fmt.Errorf("write receipt: %w", err)
	}
	return receipt, nil
}

func (b *batch) writeSubmissions(ctx context.Context) error {
	n := len(b.sealed)
	var (
		ids, nos, keys, kinds, names, emails, langs = make([]string, n), make([]string, n), make([]string, n), make([]string, n), make([]string, n), make([]string, n), make([]string, n)
		keysOf                                      = make([]string, n)
		secrets, hashes                             = make([][]byte, n), make([][]byte, n)
		orgs, people                                = make([]*string, n), make([]*string, n)
		publish                                     = make([]bool, n)
	)
	for i, one := range b.sealed {
		d := b.deliveries[one.i]
		a := d.Submission.Author
		keysOf[i] = b.knownBy(d).Of
		ids[i], nos[i], keys[i], kinds[i], names[i], emails[i], langs[i] = one.id, one.no, d.Key, string(a.Kind), a.Name, a.Email, d.Submission.Lang
		secrets[i], hashes[i] = hashOf(b.store.keys.secretOf(one.no)), one.hash
		orgs[i], publish[i] = one.org, a.PublishName
		if d.Person != "" {
			people[i] = &b.deliveries[one.i].Person
		}
	}
	_, err := b.tx.ExecContext(ctx, `
		INSERT INTO submissions (id, round, receipt_no, secret_hash, idem_key, key_of, request_hash, author_kind, author_name, author_email,
			organisation, unregistered, publish_name, sent_by, lang, received_at, log)
		SELECT id, $1, no, secret, key, key_of, hash, kind, name, email, org, kind = 'organisation' AND org IS NULL, publish, person, lang, $2, $3
		FROM unnest($4::uuid[], $5::text[], $6::bytea[], $7::text[], $8::bytea[], $9::text[], $10::text[], $11::text[], $12::uuid[],
			$13::boolean[], $14::uuid[], $15::text[], $16::text[]) AS u (id, no, secret, key, hash, kind, name, email, org, publish, person, lang, key_of)`,
		b.round, b.row.Now, b.row.Log, uuidArray(ids), textArray(nos), byteaArray(secrets), textArray(keys), byteaArray(hashes), textArray(kinds),
		textArray(names), textArray(emails), uuidArray(orgs), array(publish), uuidArray(people), textArray(langs), textArray(keysOf))
	if err != nil {
		return fmt.Errorf("write submissions: %w", err)
	}
	return nil
}

// writeComments writes the comments with their numbers in the round. The row of
// the counter is held until the commit, as the log's head is soon after: two
// batches of one round would wait for each other there anyhow.
func (b *batch) writeComments(ctx context.Context) error {
	p, err := b.store.rounds.of(ctx, b.tx, version{b.round, b.row.Dossier, b.row.PackageNo})
	if err != nil {
		return err
	}
	var (
		ids, submissions, documents, kinds, proposed, bodies []string
		searched                                             []string
		nos, at                                              []int64
		provisions, wids, exacts, prefixes, suffixes         []*string
		salts, commitments                                   [][]byte
	)
	for _, one := range b.sealed {
		for n := range b.deliveries[one.i].Submission.Comments {
			c := &b.deliveries[one.i].Submission.Comments[n]
			ids, submissions, nos = append(ids, one.comments[n]), append(submissions, one.id), append(nos, int64(n+1))
			documents, kinds = append(documents, string(c.Document)), append(kinds, string(c.Kind))
			at = append(at, int64(p.at(string(c.Document), c.Provision)))
			proposed, bodies = append(proposed, c.ProposedText), append(bodies, c.Body)
			searched = append(searched, script.SearchKey(c.Body+"\n"+c.ProposedText))
			var provision, exact, prefix, suffix *string
			if c.Provision != "" {
				provision = &c.Provision
			}
			if c.Quote != nil {
				exact, prefix, suffix = &c.Quote.Exact, &c.Quote.Prefix, &c.Quote.Suffix
			}
			provisions, wids = append(provisions, provision), append(wids, one.wids[n])
			exacts, prefixes, suffixes = append(exacts, exact), append(prefixes, prefix), append(suffixes, suffix)
			salts, commitments = append(salts, one.salts[n][:]), append(commitments, one.leaf.Commitments[n][:])
		}
	}
	_, err = b.tx.ExecContext(ctx, `
		WITH counted AS (
			INSERT INTO comment_numbers AS k (round, last) VALUES ($1, $16) ON CONFLICT (round) DO UPDATE SET last = k.last + excluded.last RETURNING last)
		INSERT INTO comments (id, submission, round, no, number, document, provision, wid, quote_exact, quote_prefix, quote_suffix, kind,
			proposed_text, body, salt, commitment, search_key, place)
		SELECT u.id, u.submission, $1, u.no, counted.last - $16 + u.nth, u.document, u.provision, u.wid, u.exact, u.prefix, u.suffix, u.kind,
			u.proposed, u.body, u.salt, u.commitment, u.searched, u.place
		FROM counted, unnest($2::uuid[], $3::uuid[], $4::integer[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[],
			$11::text[], $12::text[], $13::text[], $14::bytea[], $15::bytea[], $17::text[], $18::integer[]) WITH ORDINALITY
			AS u (id, submission, no, document, provision, wid, exact, prefix, suffix, kind, proposed, body, salt, commitment, searched, place, nth)`,
		b.round, uuidArray(ids), uuidArray(submissions), array(nos), textArray(documents), textArray(provisions), textArray(wids), textArray(exacts),
		textArray(prefixes), textArray(suffixes), textArray(kinds), textArray(proposed), textArray(bodies), byteaArray(salts), byteaArray(commitments),
		len(ids), textArray(searched), array(at))
	if err != nil {
		return fmt.Errorf("write comments: %w", err)
	}
	return nil
}

// acceptedAgain rebuilds what the author was given, with the proof from the
// log as it is now; a promise that is not kept yet is given as it was.
func (s *Store) acceptedAgain(ctx context.Context, q sqlx.QueryerContext, submission string) (Accepted, error) {
	r, err := s.receiptOf(ctx, q, submission, textNow)
	if err != nil {
		return Accepted{}, err
	}
	var comments []string
	err = sqlx.SelectContext(ctx, q, &comments, `SELECT id FROM comments WHERE submission = $1 ORDER BY no`, submission)
	if err != nil {
		return Accepted{}, fmt.Errorf("read comments: %w", err)
	}
	held, content, err := confirmationOf(ctx, q, submission)
	if err != nil {
		return Accepted{}, err
	}
	var until *time.Time
	if held != nil && held.State != ConfirmationGiven {
		comments, until = content.IDs, &held.Until
	}
	return Accepted{SubmissionID: submission, ConfirmUntil: until, ReceiptNo: r.no, Secret: s.keys.secretGiven(r.no, r.secret), ReceivedAt: r.at,
		Leaf: r.index, Comments: comments, Receipt: r.bytes, Promise: r.promise, Replayed: true}, nil
}
