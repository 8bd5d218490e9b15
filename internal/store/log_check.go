package store

import (
	"context"
	"fmt"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/rasprava/rasprava/internal/audit"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
)

// CheckLog holds the record to its log: every stored hash is recomputed from the
// leaves, the log is audited as it would be published, and the rows of everything that
// has a leaf, or a hash in one, are compared with it, and the bytes of documents and of
// attachments with their hashes. It returns what differs. What no leaf speaks of, such
// as names, cannot be checked; docs/architecture.md lists it.
func (s *Store) CheckLog(ctx context.Context, rehearsal bool, progress func(done, total int64)) ([]audit.Fault, error) {
	log := logOf(rehearsal)
	state, err := stateOf(ctx, s.db, log, false)
	if err != nil || state.Size == 0 {
		return nil, err
	}
	keys, err := keysOf(ctx, s.db, log)
	if err != nil {
		return nil, err
	}
	res, err := audit.Run(ctx, s.PublishedLog(rehearsal), audit.Options{Keys: keys, Progress: progress})
	if err != nil {
		return nil, fmt.Errorf("check log %s: %w", log, err)
	}
	found := res.Faults
	for _, check := range []func(context.Context, string, int64) ([]audit.Fault, error){
		s.checkHashes, s.checkSubmissions, s.checkStates, s.checkAnswers, s.checkAsides, s.checkSignatures, s.checkExemptions, s.checkReports,
		s.checkSteps, s.checkPackages, s.checkSeals, s.checkRounds, s.checkFiles} {
		more, err := check(ctx, log, state.Size)
		if err != nil {
			return nil, fmt.Errorf("check log %s: %w", log, err)
		}
		found = append(found, more...)
	}
	return found, nil
}

func altered(leaf int64, format string, args ...any) audit.Fault {
	return audit.Fault{Code: audit.RowAltered, Leaf: leaf, Text: fmt.Sprintf(format, args...)}
}

// checkPage is how many rows are read at once.
const checkPage = 2000

// checkHashes recomputes the stored hashes in their order, those between the
// tiles too, which the published log does not show.
func (s *Store) checkHashes(ctx context.Context, log string, size int64) ([]audit.Fault, error) {
	var found []audit.Fault
	var stack []tlog.Hash
	for first := int64(0); first < size; first += checkPage {
		var rows []struct {
			Leaf []byte `db:"leaf"`
			Hash []byte `db:"leaf_hash"`
		}
		last := min(first+checkPage, size)
		err := s.db.SelectContext(ctx, &rows, `SELECT leaf, leaf_hash FROM log_leaves WHERE log = $1 AND n >= $2 AND n < $3 ORDER BY n`, log, first, last)
		if err != nil {
			return nil, fmt.Errorf("read leaves: %w", err)
		}
		if int64(len(rows)) != last-first {
			return append(found, altered(first, "of the leaves from here to %d %d are stored", last-1, len(rows))), nil
		}
		var stored [][]byte
		start, end := tlog.StoredHashCount(first), tlog.StoredHashCount(last)
		err = s.db.SelectContext(ctx, &stored, `SELECT hash FROM log_hashes WHERE log = $1 AND idx >= $2 AND idx < $3 ORDER BY idx`, log, start, end)
		if err != nil {
			return nil, fmt.Errorf("read hashes: %w", err)
		}
		if int64(len(stored)) != end-start {
			return append(found, altered(first, "of the hashes over the leaves from here to %d %d are stored, %d were computed", last-1, len(stored), end-start)), nil
		}
		at := 0
		for i, row := range rows {
			n := first + int64(i)
			h := tlog.RecordHash(row.Leaf)
			if string(row.Hash) != string(h[:]) {
				found = append(found, altered(n, "the hash beside it is not that of its bytes"))
			}
			for level := 0; ; level++ {
				if string(stored[at]) != string(h[:]) {
					found = append(found, altered(n, "the stored hash %d, of level %d, is not that of what is below it", start+int64(at), level))
				}
				at++
				stack = append(stack, h)
				if n>>level&1 == 0 {
					break
				}
				h = tlog.NodeHash(stack[len(stack)-2], h)
				stack = stack[:len(stack)-2]
			}
		}
	}
	return found, nil
}

// checkSubmissions opens every commitment with the stored salt and content: what a
// submission says now with that of its last leaf, what it said before with those
// before. What is erased cannot be opened, and the log says that it was.
func (s *Store) checkSubmissions(ctx context.Context, log string, _ int64) ([]audit.Fault, error) {
	var found []audit.Fault
	for after := "00000000-0000-0000-0000-000000000000"; ; {
		var rows []storedRow
		err := s.db.SelectContext(ctx, &rows, `
			SELECT s.id, s.round, s.receipt_no, s.received_at, s.erased_at IS NOT NULL AS erased, p.leaf AS promised,
				EXISTS (SELECT 1 FROM log_leaves l WHERE l.subject = s.id AND l.log = s.log AND l.kind = 'erased') AS told
			FROM submissions s LEFT JOIN promises p ON p.submission = s.id WHERE s.log = $1 AND s.id > $2 ORDER BY s.id LIMIT $3`, log, after, checkPage)
		if err != nil {
			return nil, fmt.Errorf("read submissions: %w", err)
		}
		if len(rows) == 0 {
			break
		}
		ids := make([]string, len(rows))
		for i, r := range rows {
			ids[i] = r.ID
		}
		leaves, err := s.storedLeaves(ctx, log, ids)
		if err != nil {
			return nil, err
		}
		said, err := s.storedComments(ctx, ids)
		if err != nil {
			return nil, err
		}
		forgotten, err := s.addHeld(ctx, ids, said)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			if !forgotten[r.ID] {
				found = append(found, r.against(leaves[r.ID], said[r.ID])...)
			}
		}
		after = rows[len(rows)-1].ID
	}
	for _, orphan := range []struct{ query, text string }{
		{`SELECT n FROM log_leaves l WHERE log = $1 AND kind IN ('submission_received', 'submission_held', 'late_entry')
			AND NOT EXISTS (SELECT 1 FROM submissions s WHERE s.id = l.subject) ORDER BY n LIMIT 1000`, "the submission that was received here is not in the record"},
		{`SELECT n FROM log_leaves l WHERE log = $1 AND kind = 'erased'
			AND EXISTS (SELECT 1 FROM submissions s WHERE s.id = l.subject AND s.erased_at IS NULL) ORDER BY n LIMIT 1000`, "the submission that was erased here is still in the record"},
	} {
		var ns []int64
		err := s.db.SelectContext(ctx, &ns, orphan.query, log)
		if err != nil {
			return nil, fmt.Errorf("read leaves: %w", err)
		}
		for _, n := range ns {
			found = append(found, altered(n, "%s", orphan.text))
		}
	}
	var uncovered []string
	err := s.db.SelectContext(ctx, &uncovered, `
		SELECT c.id FROM sealed_comments z JOIN comments c ON c.id = z.comment JOIN submissions s ON s.id = c.submission
		WHERE s.log = $1 AND (NOT c.covered OR c.body <> covered_text(c.id, c.version, 'body', z.body) OR c.proposed_text <> covered_text(c.id, c.version, 'proposed_text', z.proposed_text)
			OR c.quote_exact IS DISTINCT FROM covered_text(c.id, c.version, 'quote', z.quote_exact))
		UNION SELECT c.id FROM sealed_earlier z JOIN earlier_comments e USING (comment, revision) JOIN comments c ON c.id = z.comment JOIN submissions s ON s.id = c.submission
		WHERE s.log = $1 AND (NOT e.covered OR e.body <> covered_text(c.id, e.version, 'body', z.body) OR e.proposed_text <> covered_text(c.id, e.version, 'proposed_text', z.proposed_text)
			OR e.quote_exact IS DISTINCT FROM covered_text(c.id, e.version, 'quote', z.quote_exact))
		UNION SELECT c.id FROM redactions r JOIN redaction_spans p ON p.redaction = r.id JOIN comments c ON c.id = p.comment JOIN submissions s ON s.id = c.submission
		WHERE s.log = $1 AND r.state IN ('laid', 'lifting') AND s.erased_at IS NULL AND NOT EXISTS (SELECT 1 FROM sealed_comments z WHERE z.comment = c.id AND c.version = p.version)
			AND NOT EXISTS (SELECT 1 FROM sealed_earlier z JOIN earlier_comments e USING (comment, revision) WHERE z.comment = c.id AND e.version = p.version)
		ORDER BY 1 LIMIT 1000`, log)
	if err != nil {
		return nil, fmt.Errorf("read what is covered: %w", err)
	}
	for _, id := range uncovered {
		found = append(found, altered(-1, "what is read of comment %s is not its original under its covers", id))
	}
	return found, nil
}

// storedRow is a submission as the record has it.
type storedRow struct {
	ID         string    `db:"id"`
	Round      string    `db:"round"`
	No         string    `db:"receipt_no"`
	ReceivedAt time.Time `db:"received_at"`
	Erased     bool      `db:"erased"`
	Told       bool      `db:"told"` // the log says that it was erased
	Promised   []byte    `db:"promised"`
}

// storedLeaf is a leaf with commitments.
type storedLeaf struct {
	n    int64 // -1: it is only promised
	leaf []byte
}

// storedLeaves returns the leaves that say what submissions said, oldest first.
func (s *Store) storedLeaves(ctx context.Context, log string, submissions []string) (map[string][]storedLeaf, error) {
	var rows []struct {
		Subject string `db:"subject"`
		N       int64  `db:"n"`
		Leaf    []byte `db:"leaf"`
	}
	err := s.db.SelectContext(ctx, &rows, `
		SELECT subject, n, leaf FROM log_leaves WHERE subject = ANY($1) AND log = $2 AND kind IN ('submission_received', 'submission_held', 'late_entry', 'corrected') ORDER BY n`,
		array(submissions), log)
	if err != nil {
		return nil, fmt.Errorf("read leaves of submissions: %w", err)
	}
	leaves := map[string][]storedLeaf{}
	for _, r := range rows {
		leaves[r.Subject] = append(leaves[r.Subject], storedLeaf{r.N, r.Leaf})
	}
	return leaves, nil
}

// against says where a submission differs from its leaves.
func (r storedRow) against(leaves []storedLeaf, said [][]storedComment) []audit.Fault {
	if leaves == nil {
		leaves = []storedLeaf{{-1, r.Promised}}
	}
	var found []audit.Fault
	if r.Erased && !r.Told {
		found = append(found, altered(leaves[0].n, "submission %s is erased, and the log does not say so", r.ID))
	}
	if !r.Erased && len(said) != len(leaves) {
		found = append(found, altered(leaves[0].n, "submission %s: of what it said, %d versions are stored, and %d were received", r.ID, len(said), len(leaves)))
	}
	for i, l := range leaves {
		leaf, err := ledger.ParseLeaf(l.leaf)
		if err != nil {
			found = append(found, altered(l.n, "submission %s has no leaf and no promise of one: %v", r.ID, err))
			continue
		}
		// Of what is erased the last version alone has left its prints.
		if k := i + len(said) - len(leaves); k >= 0 {
			for _, what := range against(said[k], leaf, r.No) {
				found = append(found, altered(l.n, "submission %s: %s", r.ID, what))
			}
		}
		if leaf.Submission != r.ID || leaf.Round != r.Round || i == 0 && !leaf.At.Equal(r.ReceivedAt.UTC().Truncate(time.Second)) {
			found = append(found, altered(l.n, "submission %s: the round, or when it came, is not as its leaf says", r.ID))
		}
	}
	return found
}

// storedComment is what the record has of one version of a comment.
type storedComment struct {
	content    ledger.CommentContent
	salt       ledger.HeldSalt // without the salt itself where it is erased
	commitment ledger.Commitment
}

// against says where the comments of a submission differ from its leaf.
func against(stored []storedComment, leaf ledger.Leaf, no string) []string {
	if len(stored) != len(leaf.Commitments) {
		return []string{fmt.Sprintf("%d comments are stored, %d were received", len(stored), len(leaf.Commitments))}
	}
	var found []string
	salts := make([]ledger.HeldSalt, len(stored))
	for i, c := range stored {
		salts[i] = c.salt
		if c.salt.Salt != nil {
			got, err := c.content.Commit(*c.salt.Salt)
			if err != nil || got != leaf.Commitments[i] {
				found = append(found, fmt.Sprintf("comment %d is not the one that was received", i+1))
				continue
			}
		}
		if c.commitment != leaf.Commitments[i] {
			found = append(found, fmt.Sprintf("the commitment beside comment %d is another", i+1))
		}
	}
	seal, err := ledger.Seal(no, salts)
	if err != nil || seal != leaf.Hash {
		found = append(found, "the receipt number or a salt is not the one that was sealed")
	}
	return found
}

// storedComments returns what submissions said, as it was sent: oldest first, and
// last what they say now, each with its comments in their order.
func (s *Store) storedComments(ctx context.Context, submissions []string) (map[string][][]storedComment, error) {
	var rows []struct {
		Submission string `db:"submission"`
		Revision   int    `db:"revision"` // that replaced it
		No         int    `db:"no"`
		Document   string `db:"document"`
		Provision  string `db:"provision"`
		Kind       string `db:"kind"`
		Body       string `db:"body"`
		Proposed   string `db:"proposed_text"`
		Exact      string `db:"quote_exact"`
		Prefix     string `db:"quote_prefix"`
		Suffix     string `db:"quote_suffix"`
		Salt       []byte `db:"salt"`
		Print      []byte `db:"salt_print"`
		Commitment []byte `db:"commitment"`
		Files      string `db:"files"` // their hashes
		Scan       []byte `db:"scan_sha256"`
	}
	err := s.db.SelectContext(ctx, &rows, `
		SELECT c.submission, 2147483647 AS revision, c.no, c.document, coalesce(c.provision, '') AS provision, c.kind, coalesce(z.body, c.body) AS body,
			coalesce(z.proposed_text, c.proposed_text) AS proposed_text, coalesce(z.quote_exact, c.quote_exact, '') AS quote_exact,
			coalesce(z.quote_prefix, c.quote_prefix, '') AS quote_prefix, coalesce(z.quote_suffix, c.quote_suffix, '') AS quote_suffix, c.salt, c.salt_print, c.commitment, c.scan_sha256,
			array_to_string(ARRAY(SELECT 'sha256:' || encode(f.sha256, 'hex') FROM comment_attachments a JOIN attachments f ON f.id = a.attachment WHERE a.comment = c.id ORDER BY a.no), ' ') AS files
		FROM comments c LEFT JOIN sealed_comments z ON z.comment = c.id WHERE c.submission = ANY($1)
		UNION ALL SELECT c.submission, e.revision, c.no, coalesce(e.document, c.document), coalesce(CASE WHEN e.document IS NULL THEN c.provision ELSE e.provision END, ''),
			coalesce(e.kind, c.kind), coalesce(z.body, e.body), coalesce(z.proposed_text, e.proposed_text), coalesce(z.quote_exact, e.quote_exact, ''),
			coalesce(z.quote_prefix, e.quote_prefix, ''), coalesce(z.quote_suffix, e.quote_suffix, ''), e.salt, NULL, e.commitment, e.scan_sha256,
			array_to_string(ARRAY(SELECT 'sha256:' || encode(f.sha256, 'hex') FROM unnest(e.attachments) WITH ORDINALITY AS u (id, place) JOIN attachments f ON f.id = u.id ORDER BY u.place), ' ')
		FROM earlier_comments e JOIN comments c ON c.id = e.comment LEFT JOIN sealed_earlier z ON z.comment = e.comment AND z.revision = e.revision
		WHERE c.submission = ANY($1) ORDER BY 1, 2, 3`, array(submissions))
	if err != nil {
		return nil, fmt.Errorf("read comments: %w", err)
	}
	said := map[string][][]storedComment{}
	last := map[string]int{}
	for _, r := range rows {
		if before, known := last[r.Submission]; !known || before != r.Revision {
			said[r.Submission] = append(said[r.Submission], nil)
		}
		last[r.Submission] = r.Revision
		c := storedComment{commitment: ledger.Commitment(r.Commitment), content: ledger.CommentContent{Attachments: strings.Fields(r.Files), Document: r.Document, Provision: r.Provision, Kind: r.Kind,
			Body: r.Body, ProposedText: r.Proposed, Quote: ledger.Quote{Exact: r.Exact, Prefix: r.Prefix, Suffix: r.Suffix}}}
		if r.Scan != nil {
			c.content = withScan(c.content, r.Scan)
		}
		if r.Salt == nil {
			c.salt = ledger.HoldErased(ledger.Fingerprint(r.Print))
		} else {
			c.salt = ledger.HoldSalt(ledger.Salt(r.Salt))
		}
		all := said[r.Submission]
		all[len(all)-1] = append(all[len(all)-1], c)
	}
	return said, nil
}

// checkAnswers holds every version of an answer to its leaf: the nth leaf of a
// comment is of the nth version. The first one behind a correction of a submission
// that holds an answered comment tells again what was the answer to it.
func (s *Store) checkAnswers(ctx context.Context, log string, _ int64) ([]audit.Fault, error) {
	rows, err := s.db.QueryxContext(ctx, `
		WITH told AS (
			SELECT n, leaf, subject, (convert_from(leaf, 'UTF8')::json->>'submission')::uuid AS submission, (convert_from(leaf, 'UTF8')::json->>'seq')::integer AS no
			FROM log_leaves WHERE log = $1 AND kind = 'answered'),
		behind AS (SELECT *, lag(n) OVER (PARTITION BY submission, no ORDER BY n) AS before FROM told),
		marked AS (
			SELECT *, before IS NOT NULL AND EXISTS (
				SELECT 1 FROM log_leaves k WHERE k.log = $1 AND k.subject = b.submission AND k.kind = 'corrected' AND k.n > b.before AND k.n < b.n) AS again FROM behind b),
		numbered AS (SELECT *, count(*) FILTER (WHERE NOT again) OVER (PARTITION BY submission, no ORDER BY n) AS version FROM marked),
		given AS (
			SELECT c.submission, c.no, a.version, a.outcome, a.reasons, a.salt, d.log_key FROM answers a JOIN comments c ON c.id = a.comment
			JOIN rounds r ON r.id = c.round JOIN dossiers d ON d.id = r.dossier WHERE d.log = $1)
		SELECT coalesce(t.n, -1), t.leaf, coalesce(g.submission, t.submission), coalesce(g.no, t.no), g.outcome, g.reasons, g.salt, g.log_key
		FROM numbered t FULL JOIN given g ON g.submission = t.submission AND g.no = t.no AND g.version = t.version
		ORDER BY 1, 3, 4`, log)
	if err != nil {
		return nil, fmt.Errorf("read answers: %w", err)
	}
	defer rows.Close()
	var found []audit.Fault
	for rows.Next() {
		var (
			n                     int64
			leaf, salt            []byte
			submission            string
			no                    int
			outcome, reasons, key *string
		)
		err := rows.Scan(&n, &leaf, &submission, &no, &outcome, &reasons, &salt, &key)
		if err != nil {
			return nil, fmt.Errorf("read answers: %w", err)
		}
		switch {
		case leaf == nil:
			found = append(found, altered(-1, "an answer to comment %d of submission %s has no leaf", no, submission))
		case outcome == nil:
			found = append(found, altered(n, "the answer to comment %d of submission %s is not in the record", no, submission))
		case !names(leaf, answerHash(salt, *outcome, *reasons), *key):
			found = append(found, altered(n, "the answer to comment %d of submission %s is not the one that was given", no, submission))
		}
	}
	return found, rows.Err()
}

// answerHash is what the leaf of an answer has of it; salt nil: of one that was written
// before there were salts.
func answerHash(salt []byte, outcome, reasons string) string {
	if salt == nil {
		return ledger.HashOf([]byte(outcome + "\n" + reasons))
	}
	return ledger.CommitAnswer(ledger.Salt(salt), outcome, reasons)
}

// checkExemptions holds every departure from a rule to its leaf.
func (s *Store) checkExemptions(ctx context.Context, log string, _ int64) ([]audit.Fault, error) {
	var rows []struct {
		dossier.ExemptionRecord
		Expires *time.Time `db:"expires_at"`
		ID      *string    `db:"id"`
		Key     string     `db:"log_key"`
		N       int64      `db:"n"`
		Leaf    []byte     `db:"leaf"`
	}
	err := s.db.SelectContext(ctx, &rows, `
		WITH granted AS (
			SELECT e.*, d.ref, d.log_key FROM exemptions e JOIN dossiers d ON d.id = e.dossier WHERE d.log = $1),
		told AS (SELECT n, leaf, subject FROM log_leaves WHERE log = $1 AND kind = 'exemption')
		SELECT g.id, coalesce(g.ref, '') AS dossier, coalesce(g.stage_no, 0) AS stageno, coalesce(g.kind, '') AS kind, coalesce(g.ground, '') AS ground,
			coalesce(g.reason, '') AS reason, g.expires_at, coalesce(g.window_id, '') AS window, coalesce(g.term_before, '') AS before,
			coalesce(g.term, '') AS term, coalesce(g.log_key, '') AS log_key, coalesce(t.n, -1) AS n, t.leaf
		FROM granted g FULL JOIN told t ON t.subject = g.id ORDER BY n, g.id`, log)
	if err != nil {
		return nil, fmt.Errorf("read exemptions: %w", err)
	}
	var found []audit.Fault
	for _, r := range rows {
		if r.Expires != nil {
			r.ExemptionRecord.Expires = dossier.Instant(*r.Expires)
		}
		switch {
		case r.Leaf == nil:
			found = append(found, altered(-1, "an exemption in dossier %s has no leaf", r.Dossier))
		case r.ID == nil:
			found = append(found, altered(r.N, "the exemption that was granted here is not in the record"))
		case !names(r.Leaf, r.ExemptionRecord.Hash(), r.Key):
			found = append(found, altered(r.N, "the exemption in dossier %s is not the one that was granted", r.Dossier))
		}
	}
	return found, nil
}

// names reports whether the leaf is of hash, as it is or veiled with the key.
func names(leaf []byte, hash, key string) bool {
	l, err := ledger.ParseLeaf(leaf)
	return err == nil && (l.Hash == hash || l.Hash == ledger.HashOf([]byte(key+"\n"+hash)))
}

// checkReports holds every report to its leaf.
func (s *Store) checkReports(ctx context.Context, log string, _ int64) ([]audit.Fault, error) {
	var rows []struct {
		Round string `db:"round"`
		Kept  string `db:"kept"` // hash of its parts
		Hash  string `db:"hash"`
		Key   string `db:"log_key"`
		N     *int64 `db:"n"`
		Leaf  []byte `db:"leaf"`
	}
	err := s.db.SelectContext(ctx, &rows, `
		WITH published AS (SELECT p.*, row_number() OVER (PARTITION BY p.round ORDER BY p.provisional DESC) AS nth FROM `+allReports+` p),
			told AS (SELECT subject, n, leaf, row_number() OVER (PARTITION BY subject ORDER BY n) AS nth FROM log_leaves WHERE log = $1 AND kind = 'report_published')
		SELECT p.round, coalesce((SELECT 'sha256:' || encode(sha256(convert_to(string_agg(t.content, '' ORDER BY t.no), 'UTF8')), 'hex') FROM report_parts t
			WHERE t.round = p.round AND t.provisional = p.provisional), '') AS kept, p.hash, d.log_key, l.n, l.leaf FROM published p JOIN rounds r ON r.id = p.round
		JOIN dossiers d ON d.id = r.dossier LEFT JOIN told l ON l.subject = r.id AND l.nth = p.nth
		WHERE d.log = $1 ORDER BY l.n, p.round`, log)
	if err != nil {
		return nil, fmt.Errorf("read reports: %w", err)
	}
	var found []audit.Fault
	for _, r := range rows {
		switch {
		case r.N == nil:
			found = append(found, altered(-1, "the report on round %s has no leaf", r.Round))
		case r.Kept != r.Hash || !names(r.Leaf, r.Hash, r.Key):
			found = append(found, altered(*r.N, "the report on round %s is not the one that was published", r.Round))
		}
	}
	return found, nil
}
