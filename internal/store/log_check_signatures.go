package store

import (
	"context"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/rasprava/rasprava/internal/audit"
	"github.com/rasprava/rasprava/internal/ledger"
)

// checkSignatures holds every signature of an organisation to its leaf: the nth leaf of
// one is of its nth signature, and opens with the stored salt until it is erased. A
// withdrawn one has a leaf that says so, and the number beside the submission is that
// of the signatures under what it says now.
func (s *Store) checkSignatures(ctx context.Context, log string, _ int64) ([]audit.Fault, error) {
	var rows []struct {
		N          int64   `db:"n"`
		Leaf       []byte  `db:"leaf"`
		Submission string  `db:"submission"`
		Place      int     `db:"place"`
		RegisterNo *string `db:"register_no"` // null: the signature is not in the record
		Name       *string `db:"name"`
		Text       []byte  `db:"text_hash"`
		Salt       []byte  `db:"salt"`
		Hash       string  `db:"commitment"`
		Gone       bool    `db:"gone"`
		Told       bool    `db:"told"`
		Key        string  `db:"log_key"`
		Signed     bool    `db:"signed"` // the text is one that the log has
	}
	err := s.db.SelectContext(ctx, &rows, `
		WITH told AS (SELECT n, leaf, kind, subject, (convert_from(leaf, 'UTF8')::json->>'submission')::uuid AS submission, (convert_from(leaf, 'UTF8')::json->>'seq')::integer AS place
				FROM log_leaves WHERE log = $1 AND kind IN ('cosigned', 'signature_withdrawn')),
			numbered AS (SELECT *, row_number() OVER (PARTITION BY subject ORDER BY n) AS no, lead(n) OVER (PARTITION BY subject ORDER BY n) AS next FROM told WHERE kind = 'cosigned'),
			given AS (SELECT g.*, k.submission, k.no AS place, k.register_no, k.name, d.log_key,
					EXISTS (SELECT 1 FROM log_leaves l WHERE l.subject = k.submission AND l.log = $1 AND l.leaf_hash = g.text_hash) AS signed
				FROM cosigner_signatures g JOIN cosigners k ON k.id = g.cosigner JOIN submissions s ON s.id = k.submission JOIN rounds r ON r.id = s.round JOIN dossiers d ON d.id = r.dossier WHERE s.log = $1)
		SELECT coalesce(t.n, -1) AS n, t.leaf, coalesce(x.submission, t.submission) AS submission, coalesce(x.place, t.place, 0) AS place, x.register_no, x.name, x.text_hash, x.salt,
			coalesce(x.commitment, '') AS commitment, coalesce(x.withdrawn_at IS NOT NULL, false) AS gone, coalesce(x.log_key, '') AS log_key, coalesce(x.signed, false) AS signed,
			EXISTS (SELECT 1 FROM told w WHERE w.subject = t.subject AND w.kind = 'signature_withdrawn' AND w.n > t.n AND (t.next IS NULL OR w.n < t.next)) AS told
		FROM numbered t FULL JOIN given x ON x.cosigner = t.subject AND x.no = t.no ORDER BY 1, 3, 4`, log)
	if err != nil {
		return nil, fmt.Errorf("read signatures: %w", err)
	}
	var found []audit.Fault
	for _, r := range rows {
		what := fmt.Sprintf("signature %d under submission %s", r.Place, r.Submission)
		switch {
		case r.Leaf == nil:
			found = append(found, altered(-1, "%s has no leaf", what))
			continue
		case r.RegisterNo == nil:
			found = append(found, altered(r.N, "%s is not in the record", what))
			continue
		case !names(r.Leaf, r.Hash, r.Key):
			found = append(found, altered(r.N, "%s is not the one that was given", what))
		case !r.Signed:
			found = append(found, altered(r.N, "%s is under a text that was not received", what))
		case r.Salt != nil:
			hash, err := ledger.Cosigner{RegisterNo: *r.RegisterNo, Name: *r.Name, Text: tlog.Hash(r.Text)}.Commit(ledger.Salt(r.Salt))
			if err != nil || hash != r.Hash {
				found = append(found, altered(r.N, "%s is of another organisation, or of another text", what))
			}
		}
		if r.Gone != r.Told {
			found = append(found, altered(r.N, "whether %s is withdrawn is not as the log says", what))
		}
	}
	var wrong []string
	err = s.db.SelectContext(ctx, &wrong, `
		SELECT s.id FROM submissions s WHERE s.log = $1 AND s.erased_at IS NULL AND s.id IN (SELECT submission FROM cosigners) AND s.signatures <>
			(SELECT count(*) FROM cosigners k JOIN cosigner_signatures g ON g.cosigner = k.id WHERE k.submission = s.id AND g.withdrawn_at IS NULL
				AND g.revision = coalesce((SELECT max(v.no) FROM revisions v WHERE v.submission = s.id AND v.kind = 'corrected'), 0)) ORDER BY s.id LIMIT 1000`, log)
	if err != nil {
		return nil, fmt.Errorf("count signatures: %w", err)
	}
	for _, id := range wrong {
		found = append(found, altered(-1, "the number of signatures beside submission %s is not that of its signatures", id))
	}
	return found, nil
}
