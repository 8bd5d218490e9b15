package store

import (
	"context"
	"fmt"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/rasprava/rasprava/internal/audit"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
)

// CheckLog holds the record to its log: every stored hash is recomputed from the
// leaves, the log is audited as it would be published, and the rows of
// submissions, comments, answers, what was set aside and reports are compared with their leaves. It
// returns what differs. What no leaf speaks of, such as names, cannot be checked.
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
	for _, check := range []func(context.Context, string, int64) ([]audit.Fault, error){s.checkHashes, s.checkSubmissions, s.checkAnswers, s.checkAsides, s.checkExemptions, s.checkReports} {
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

// checkSubmissions opens every commitment with the stored salt and content.
func (s *Store) checkSubmissions(ctx context.Context, log string, _ int64) ([]audit.Fault, error) {
	var found []audit.Fault
	for after := "00000000-0000-0000-0000-000000000000"; ; {
		var rows []struct {
			ID         string    `db:"id"`
			Round      string    `db:"round"`
			No         string    `db:"receipt_no"`
			ReceivedAt time.Time `db:"received_at"`
			N          *int64    `db:"n"`
			Leaf       []byte    `db:"leaf"`
			Corrected  []byte    `db:"corrected"` // leaf of what it says since; nil: it was not corrected
		}
		err := s.db.SelectContext(ctx, &rows, `
			SELECT s.id, s.round, s.receipt_no, s.received_at, l.n, coalesce(l.leaf, p.leaf) AS leaf,
				(SELECT k.leaf FROM log_leaves k WHERE k.subject = s.id AND k.log = s.log AND k.kind = 'corrected' ORDER BY k.n DESC LIMIT 1) AS corrected
			FROM submissions s
			LEFT JOIN log_leaves l ON l.subject = s.id AND l.log = s.log AND l.kind IN ('submission_received', 'submission_held', 'late_entry')
			LEFT JOIN promises p ON p.submission = s.id
			WHERE s.log = $1 AND s.id > $2 ORDER BY s.id LIMIT $3`, log, after, checkPage)
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
		said, err := s.storedComments(ctx, ids)
		if err != nil {
			return nil, err
		}
		forgotten, err := s.addHeld(ctx, ids, said)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			n := int64(-1)
			if r.N != nil {
				n = *r.N
			}
			leaf, err := ledger.ParseLeaf(r.Leaf)
			if err != nil {
				found = append(found, altered(n, "submission %s has no leaf and no promise of one: %v", r.ID, err))
				continue
			}
			says := leaf
			if r.Corrected != nil {
				says, err = ledger.ParseLeaf(r.Corrected)
				if err != nil {
					found = append(found, altered(n, "the leaf of what submission %s was corrected to: %v", r.ID, err))
					continue
				}
			}
			for _, what := range said[r.ID].against(says, r.No) {
				if forgotten[r.ID] {
					break
				}
				found = append(found, altered(n, "submission %s: %s", r.ID, what))
			}
			if leaf.Submission != r.ID || leaf.Round != r.Round || !leaf.At.Equal(r.ReceivedAt.UTC().Truncate(time.Second)) {
				found = append(found, altered(n, "submission %s: the round, or when it came, is not as its leaf says", r.ID))
			}
		}
		after = rows[len(rows)-1].ID
	}
	var orphans []struct {
		N    int64  `db:"n"`
		Leaf []byte `db:"leaf"`
	}
	err := s.db.SelectContext(ctx, &orphans, `
		SELECT n, leaf FROM log_leaves l WHERE log = $1 AND kind IN ('submission_received', 'submission_held', 'late_entry')
			AND NOT EXISTS (SELECT 1 FROM submissions s WHERE s.id = l.subject) ORDER BY n LIMIT 1000`, log)
	if err != nil {
		return nil, fmt.Errorf("read leaves: %w", err)
	}
	for _, o := range orphans {
		found = append(found, altered(o.N, "the submission that was received here is not in the record"))
	}
	return found, nil
}

// storedSubmission is what the record has of one.
type storedSubmission struct {
	contents    []ledger.CommentContent
	salts       []ledger.Salt
	commitments []ledger.Commitment
}

// against says where it differs from its leaf.
func (b storedSubmission) against(leaf ledger.Leaf, no string) []string {
	if len(b.contents) != len(leaf.Commitments) {
		return []string{fmt.Sprintf("%d comments are stored, %d were received", len(b.contents), len(leaf.Commitments))}
	}
	var found []string
	for i, c := range b.contents {
		got, err := c.Commit(b.salts[i])
		if err != nil || got != leaf.Commitments[i] {
			found = append(found, fmt.Sprintf("comment %d is not the one that was received", i+1))
		} else if b.commitments[i] != got {
			found = append(found, fmt.Sprintf("the commitment beside comment %d is another", i+1))
		}
	}
	seal, err := ledger.Seal(no, ledger.HoldSalts(b.salts))
	if err != nil || seal != leaf.Hash {
		found = append(found, "the receipt number or a salt is not the one that was sealed")
	}
	return found
}

func (s *Store) storedComments(ctx context.Context, submissions []string) (map[string]storedSubmission, error) {
	var rows []struct {
		ID         string `db:"id"`
		Submission string `db:"submission"`
		Document   string `db:"document"`
		Provision  string `db:"provision"`
		Kind       string `db:"kind"`
		Body       string `db:"body"`
		Proposed   string `db:"proposed_text"`
		Exact      string `db:"quote_exact"`
		Prefix     string `db:"quote_prefix"`
		Suffix     string `db:"quote_suffix"`
		Salt       []byte `db:"salt"`
		Commitment []byte `db:"commitment"`
	}
	err := s.db.SelectContext(ctx, &rows, `
		SELECT id, submission, document, coalesce(provision, '') AS provision, kind, body, proposed_text, coalesce(quote_exact, '') AS quote_exact,
			coalesce(quote_prefix, '') AS quote_prefix, coalesce(quote_suffix, '') AS quote_suffix, salt, commitment
		FROM comments WHERE submission = ANY($1) ORDER BY submission, no`, array(submissions))
	if err != nil {
		return nil, fmt.Errorf("read comments: %w", err)
	}
	ids := make([]string, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	files, err := s.Attachments(ctx, ids)
	if err != nil {
		return nil, err
	}
	said := map[string]storedSubmission{}
	for _, r := range rows {
		b := said[r.Submission]
		var attached []string
		for _, f := range files[r.ID] {
			attached = append(attached, "sha256:"+f.SHA256())
		}
		b.contents = append(b.contents, ledger.CommentContent{Attachments: attached, Document: r.Document, Provision: r.Provision, Kind: r.Kind, Body: r.Body, ProposedText: r.Proposed,
			Quote: ledger.Quote{Exact: r.Exact, Prefix: r.Prefix, Suffix: r.Suffix}})
		b.salts, b.commitments = append(b.salts, ledger.Salt(r.Salt)), append(b.commitments, ledger.Commitment(r.Commitment))
		said[r.Submission] = b
	}
	return said, nil
}

// checkAnswers holds every version of an answer to its leaf: the nth leaf of a
// comment is of the nth version.
func (s *Store) checkAnswers(ctx context.Context, log string, _ int64) ([]audit.Fault, error) {
	rows, err := s.db.QueryxContext(ctx, `
		WITH told AS (
			SELECT n, leaf, subject, (convert_from(leaf, 'UTF8')::json->>'submission')::uuid AS submission, (convert_from(leaf, 'UTF8')::json->>'seq')::integer AS no
			FROM log_leaves WHERE log = $1 AND kind = 'answered'),
		numbered AS (SELECT *, row_number() OVER (PARTITION BY submission, no ORDER BY n) AS version FROM told),
		given AS (
			SELECT c.submission, c.no, a.version, a.outcome, a.reasons, d.log_key FROM answers a JOIN comments c ON c.id = a.comment
			JOIN rounds r ON r.id = c.round JOIN dossiers d ON d.id = r.dossier WHERE d.log = $1)
		SELECT coalesce(t.n, -1), t.leaf, coalesce(g.submission, t.submission), coalesce(g.no, t.no), g.outcome, g.reasons, g.log_key
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
			leaf                  []byte
			submission            string
			no                    int
			outcome, reasons, key *string
		)
		err := rows.Scan(&n, &leaf, &submission, &no, &outcome, &reasons, &key)
		if err != nil {
			return nil, fmt.Errorf("read answers: %w", err)
		}
		switch {
		case leaf == nil:
			found = append(found, altered(-1, "an answer to comment %d of submission %s has no leaf", no, submission))
		case outcome == nil:
			found = append(found, altered(n, "the answer to comment %d of submission %s is not in the record", no, submission))
		case !names(leaf, ledger.HashOf([]byte(*outcome+"\n"+*reasons)), *key):
			found = append(found, altered(n, "the answer to comment %d of submission %s is not the one that was given", no, submission))
		}
	}
	return found, rows.Err()
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
		Round   string `db:"round"`
		Content []byte `db:"content"`
		Hash    string `db:"hash"`
		Key     string `db:"log_key"`
		N       *int64 `db:"n"`
		Leaf    []byte `db:"leaf"`
	}
	err := s.db.SelectContext(ctx, &rows, `
		SELECT p.round, convert_to(p.content::text, 'UTF8') AS content, p.hash, d.log_key, l.n, l.leaf FROM reports p JOIN rounds r ON r.id = p.round
		JOIN dossiers d ON d.id = r.dossier LEFT JOIN log_leaves l ON l.log = d.log AND l.subject = r.id AND l.kind = 'report_published'
		WHERE d.log = $1 ORDER BY l.n, p.round`, log)
	if err != nil {
		return nil, fmt.Errorf("read reports: %w", err)
	}
	var found []audit.Fault
	for _, r := range rows {
		switch {
		case r.N == nil:
			found = append(found, altered(-1, "the report on round %s has no leaf", r.Round))
		case ledger.HashOf(r.Content) != r.Hash || !names(r.Leaf, r.Hash, r.Key):
			found = append(found, altered(*r.N, "the report on round %s is not the one that was published", r.Round))
		}
	}
	return found, nil
}
