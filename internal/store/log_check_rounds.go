package store

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/rasprava/rasprava/internal/attachment"
	"github.com/rasprava/rasprava/internal/audit"
	"github.com/rasprava/rasprava/internal/ledger"
)

// checkRounds holds every round to the leaves of its opening, its end and its closings.
func (s *Store) checkRounds(ctx context.Context, log string, _ int64) ([]audit.Fault, error) {
	var rounds []struct {
		ID          string    `db:"id"`
		Key         string    `db:"log_key"`
		OpensAt     time.Time `db:"opens_at"`
		ClosesAt    time.Time `db:"closes_at"`
		Package     string    `db:"hash"`
		Closed      bool      `db:"closed"`
		Final       bool      `db:"final"`
		Submissions int64     `db:"submissions"`
		Comments    int64     `db:"comments"`
	}
	err := s.db.SelectContext(ctx, &rounds, `
		SELECT r.id, d.log_key, r.opens_at, r.closes_at, p.hash, r.status = 'closed' AS closed, r.final_at IS NOT NULL AS final, coalesce(r.submissions, 0) AS submissions, coalesce(r.comments, 0) AS comments
		FROM rounds r JOIN dossiers d ON d.id = r.dossier JOIN packages p ON p.dossier = r.dossier AND p.no = r.package_no WHERE d.log = $1 ORDER BY r.id`, log)
	if err != nil {
		return nil, fmt.Errorf("read rounds: %w", err)
	}
	var leaves []struct {
		N    int64  `db:"n"`
		Leaf []byte `db:"leaf"`
	}
	err = s.db.SelectContext(ctx, &leaves, `SELECT n, leaf FROM log_leaves WHERE log = $1 AND kind IN ('round_opened', 'round_moved', 'round_ended', 'round_closed') ORDER BY n`, log)
	if err != nil {
		return nil, fmt.Errorf("read leaves of rounds: %w", err)
	}
	type told struct {
		n    int64
		leaf ledger.Leaf
	}
	of := map[string]map[ledger.Kind]told{}
	for _, l := range leaves {
		leaf, err := ledger.ParseLeaf(l.Leaf)
		if err != nil {
			continue // the audit names it
		}
		if of[leaf.Round] == nil {
			of[leaf.Round] = map[ledger.Kind]told{}
		}
		of[leaf.Round][leaf.Kind] = told{l.N, leaf}
	}
	var found []audit.Fault
	for _, r := range rounds {
		opened, known := of[r.ID][ledger.RoundOpened]
		switch {
		case !known:
			found = append(found, altered(-1, "round %s has no leaf", r.ID))
		case opened.leaf.Hash != r.Package && opened.leaf.Hash != ledger.HashOf([]byte(r.Key+"\n"+r.Package)):
			found = append(found, altered(opened.n, "round %s is on another version than the one that it was opened on", r.ID))
		case !opened.leaf.At.Equal(r.OpensAt.UTC().Truncate(time.Second)):
			found = append(found, altered(opened.n, "round %s began at another time than its leaf says", r.ID))
		}
		end := opened
		if moved, is := of[r.ID][ledger.RoundMoved]; is {
			end = moved
		}
		if !end.leaf.Until.IsZero() && !end.leaf.Until.Equal(wholeSecond(r.ClosesAt)) {
			found = append(found, altered(end.n, "round %s ends at another time than its leaf says", r.ID))
		}
		for kind, is := range map[ledger.Kind]bool{ledger.RoundEnded: r.Closed, ledger.RoundClosed: r.Final} {
			if l, said := of[r.ID][kind]; said != is {
				if !said {
					l.n = -1
				}
				found = append(found, altered(l.n, "whether round %s is closed, or for good, is not as the log says", r.ID))
			}
		}
		if last, said := of[r.ID][ledger.RoundClosed]; said && (last.leaf.Counts["submissions"] != r.Submissions || last.leaf.Counts["comments"] != r.Comments) {
			found = append(found, altered(last.n, "round %s has other counts than those that it was closed with", r.ID))
		}
		delete(of, r.ID)
	}
	for _, id := range slices.Sorted(maps.Keys(of)) {
		for _, l := range of[id] {
			found = append(found, altered(l.n, "round %s is not in the record", id))
		}
	}
	return found, nil
}

// checkStates holds what the record says has become of submissions and comments, that
// they are withdrawn, confirmed or covered, to the leaves that say so.
func (s *Store) checkStates(ctx context.Context, log string, _ int64) ([]audit.Fault, error) {
	var rows []struct {
		N    int64  `db:"n"`
		What string `db:"what"`
	}
	err := s.db.SelectContext(ctx, &rows, `
		WITH told AS (SELECT n, kind, (convert_from(leaf, 'UTF8')::json->>'submission')::uuid AS submission, coalesce((convert_from(leaf, 'UTF8')::json->>'seq')::integer, 0) AS no
				FROM log_leaves WHERE log = $1 AND kind IN ('withdrawn', 'confirmed', 'submission_held')),
			gone AS (SELECT * FROM told WHERE kind = 'withdrawn')
		SELECT -1::bigint AS n, format('comment %s of submission %s is withdrawn in the record, and no leaf says so', c.no, c.submission) AS what
			FROM comments c JOIN submissions s ON s.id = c.submission
			WHERE s.log = $1 AND c.withdrawn_at IS NOT NULL AND s.erased_at IS NULL AND NOT EXISTS (SELECT 1 FROM gone g WHERE g.submission = c.submission AND g.no IN (0, c.no))
		UNION ALL SELECT g.n, format('comment %s of submission %s was withdrawn, and is not in the record', c.no, c.submission)
			FROM gone g JOIN comments c ON c.submission = g.submission AND (g.no = 0 AND c.set_aside IS NULL OR g.no = c.no) JOIN submissions s ON s.id = c.submission
			WHERE s.log = $1 AND c.withdrawn_at IS NULL AND s.erased_at IS NULL
		UNION ALL SELECT h.n, format('whether submission %s was confirmed is not as the log says', s.id) FROM told h JOIN submissions s ON s.id = h.submission
			WHERE h.kind = 'submission_held' AND s.held = EXISTS (SELECT 1 FROM told k WHERE k.kind = 'confirmed' AND k.submission = s.id)
		ORDER BY 1, 2`, log)
	if err != nil {
		return nil, fmt.Errorf("read what became of submissions: %w", err)
	}
	found := make([]audit.Fault, len(rows))
	for i, r := range rows {
		found[i] = altered(r.N, "%s", r.What)
	}
	more, err := s.checkRedactions(ctx, log)
	return append(found, more...), err
}

// checkRedactions holds everything that covers something, or did, to its leaves: each
// has one at least, and a leaf is of one, on its ground. A correction says it again.
func (s *Store) checkRedactions(ctx context.Context, log string) ([]audit.Fault, error) {
	var rows []struct {
		N          int64  `db:"n"`
		Leaf       []byte `db:"leaf"`
		Kind       string `db:"kind"`
		Submission string `db:"submission"`
		No         int    `db:"no"`
		Key        string `db:"log_key"`
		Grounds    string `db:"grounds"` // of what the record has
	}
	err := s.db.SelectContext(ctx, &rows, `
		WITH told AS (SELECT n, leaf, kind, (convert_from(leaf, 'UTF8')::json->>'submission')::uuid AS submission, (convert_from(leaf, 'UTF8')::json->>'seq')::integer AS no
				FROM log_leaves WHERE log = $1 AND kind IN ('redacted', 'redaction_lifted')),
			laid AS (SELECT c.submission, c.no, k.kind, string_agg(DISTINCT r.ground, ' ') AS grounds FROM redactions r JOIN redaction_spans p ON p.redaction = r.id JOIN comments c ON c.id = p.comment
				JOIN submissions s ON s.id = c.submission CROSS JOIN (VALUES ('redacted'), ('redaction_lifted')) AS k (kind)
				WHERE s.log = $1 AND s.erased_at IS NULL AND (r.state IN ('laid', 'lifting') AND k.kind = 'redacted' OR r.state = 'lifted') GROUP BY 1, 2, 3)
		SELECT coalesce(t.n, -1) AS n, t.leaf, coalesce(t.kind, l.kind) AS kind, coalesce(t.submission, l.submission) AS submission, coalesce(t.no, l.no) AS no, d.log_key,
			coalesce(l.grounds, '') AS grounds
		FROM told t FULL JOIN laid l ON l.submission = t.submission AND l.no = t.no AND l.kind = t.kind
		JOIN submissions s ON s.id = coalesce(t.submission, l.submission) AND s.erased_at IS NULL JOIN rounds r ON r.id = s.round JOIN dossiers d ON d.id = r.dossier
		ORDER BY 1, 4, 5, 3`, log)
	if err != nil {
		return nil, fmt.Errorf("read what is covered: %w", err)
	}
	words := map[string]string{string(ledger.Redacted): "covered", string(ledger.RedactionLifted): "uncovered"}
	var found []audit.Fault
	for _, r := range rows {
		what := fmt.Sprintf("comment %d of submission %s", r.No, r.Submission)
		switch {
		case r.Leaf == nil:
			found = append(found, altered(-1, "%s is %s in the record, and no leaf says so", what, words[r.Kind]))
		case r.Grounds == "":
			found = append(found, altered(r.N, "that %s was %s is not in the record", what, words[r.Kind]))
		case !slices.ContainsFunc(strings.Fields(r.Grounds), func(ground string) bool { return names(r.Leaf, ledger.HashOf([]byte(ground)), r.Key) }):
			found = append(found, altered(r.N, "the ground on which %s was %s is not the one that was given", what, words[r.Kind]))
		}
	}
	return found, nil
}

// checkFiles holds the bytes of attachments, where they are kept, to their hashes,
// which the commitments to comments open to.
func (s *Store) checkFiles(ctx context.Context, log string, _ int64) ([]audit.Fault, error) {
	var files []struct {
		ID         string `db:"id"`
		Hash       []byte `db:"sha256"`
		Submission string `db:"submission"`
		N          int64  `db:"n"`
	}
	err := s.db.SelectContext(ctx, &files, `
		SELECT f.id, f.sha256, x.submission, coalesce((SELECT min(l.n) FROM log_leaves l WHERE l.subject = x.submission AND l.log = $1), -1) AS n FROM (
			SELECT a.attachment, c.submission FROM comment_attachments a JOIN comments c ON c.id = a.comment
			UNION SELECT u.id, c.submission FROM earlier_comments e JOIN comments c ON c.id = e.comment CROSS JOIN unnest(e.attachments) AS u (id)
			UNION SELECT s.scan, s.id FROM submissions s WHERE s.scan IS NOT NULL) x
		JOIN attachments f ON f.id = x.attachment AND f.state = 'kept' JOIN submissions s ON s.id = x.submission WHERE s.log = $1 ORDER BY x.submission, f.id`, log)
	if err != nil {
		return nil, fmt.Errorf("read attachments: %w", err)
	}
	if len(files) > 0 && s.files == nil {
		return nil, errors.New("check attachments: where they are kept is not known")
	}
	var found []audit.Fault
	for _, f := range files {
		b, err := s.files.Get(ctx, f.ID)
		sum := sha256.Sum256(b)
		switch {
		case errors.Is(err, attachment.ErrNotKept):
			found = append(found, altered(f.N, "file %s of submission %s is not kept", f.ID, f.Submission))
		case err != nil:
			return nil, fmt.Errorf("read attachment %s: %w", f.ID, err)
		case string(sum[:]) != string(f.Hash):
			found = append(found, altered(f.N, "file %s of submission %s is not the one that was sent", f.ID, f.Submission))
		}
	}
	return found, nil
}
