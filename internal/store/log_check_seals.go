package store

import (
	"context"
	"fmt"

	"github.com/rasprava/rasprava/internal/audit"
)

// checkSeals holds what signatures stand on to the seal that the leaves of the steps
// have: opinions, conclusions, decisions on changes, departures, reports and versions,
// each of which must still be in the record as it was sealed. What is not sealed yet is
// held to nothing. A silence may be broken later, and answers and proposers change;
// the rows of answers have leaves of their own.
func (s *Store) checkSeals(ctx context.Context, log string, _ int64) ([]audit.Fault, error) {
	told, err := s.toldLeaves(ctx, log, stepKinds)
	if err != nil {
		return nil, err
	}
	var rows []struct {
		ofDossier
		Ref  string `db:"ref"`
		Seq  int64  `db:"seq"`
		What string `db:"what"`
	}
	err = s.db.SelectContext(ctx, &rows, `
		WITH taken AS (SELECT t.dossier, d.ref, t.seq, t.command, t.package, t.sealed, m.manifest FROM steps t JOIN dossiers d ON d.id = t.dossier LEFT JOIN seals m ON m.seal = t.sealed
				WHERE d.log = $1 AND t.sealed <> ''),
			lines AS (SELECT t.dossier, min(t.ref) AS ref, min(t.seq) AS seq, line FROM taken t, regexp_split_to_table(t.manifest, E'\n') AS line
				WHERE line ~ '^(opinion|conclusion|changes|exemption|report|package) ' AND line !~ '^opinion [0-9]+ [^ ]+ silent ' GROUP BY t.dossier, line),
			kept (dossier, line) AS (
				SELECT p.dossier, 'package ' || p.hash FROM packages p
				UNION ALL SELECT r.dossier, concat_ws(' ', 'report', r.no, p.hash) FROM rounds r JOIN reports p ON p.round = r.id
				UNION ALL SELECT o.dossier, concat_ws(' ', 'opinion', o.stage_no, b.code, o.opinion, o.package, hash_of(o.text)) FROM opinions o JOIN bodies b ON b.id = o.body
				UNION ALL SELECT c.dossier, concat_ws(' ', 'conclusion', c.stage_no, b.code, c.outcome, to_char(c.date, 'YYYY-MM-DD'), 'sha256:' || c.sha256,
					hash_of(concat(c.number, E'\n', c.document, E'\n', c.present, E'\n', c.in_favour, E'\n', c.against, E'\n', c.abstained, E'\n', c.members, E'\n', c.chair_in_favour)))
					FROM conclusions c JOIN bodies b ON b.id = c.body
				UNION ALL SELECT m.dossier, concat_ws(' ', 'changes', m.stage_no, m.outcome, m.debated, m.text, hash_of(m.reasons)) FROM material_decisions m
				UNION ALL SELECT e.dossier, concat_ws(' ', 'exemption', e.stage_no, e.kind, e.id,
					hash_of(concat(e.ground, E'\n', e.window_id, E'\n', e.term_before, E'\n', e.term, E'\n', extract(epoch FROM e.expires_at), E'\n', e.reason))) FROM exemptions e)
		SELECT dossier, ref, seq, 'what it sealed is not kept' AS what FROM taken WHERE manifest IS NULL OR hash_of(manifest) <> sealed
		UNION ALL SELECT l.dossier, l.ref, l.seq, format('of what it sealed this is not in the record as it was: %s', l.line) FROM lines l
			WHERE NOT EXISTS (SELECT 1 FROM kept k WHERE k.dossier = l.dossier AND k.line = l.line)
		UNION ALL SELECT t.dossier, t.ref, t.seq, format('the %s that it is of is on another version, or on another seal', x.what) FROM taken t
			JOIN (SELECT 'signature' AS what, command, package, sealed FROM signatures UNION ALL SELECT 'preparation', command, package, sealed FROM preparations) x ON x.command = t.command
			WHERE x.package <> t.package OR x.sealed <> t.sealed
		UNION ALL SELECT t.dossier, t.ref, t.seq, 'the signature or the preparation that it is of is not in the record' FROM taken t
			WHERE NOT EXISTS (SELECT 1 FROM signatures x WHERE x.command = t.command) AND NOT EXISTS (SELECT 1 FROM preparations x WHERE x.command = t.command)
		ORDER BY 2, 3, 4`, log)
	if err != nil {
		return nil, fmt.Errorf("read what was sealed: %w", err)
	}
	found := make([]audit.Fault, len(rows))
	for i, r := range rows {
		n := int64(-1)
		if leaves := told[numberedRow{r.Dossier, r.Seq}]; len(leaves) > 0 {
			n = leaves[len(leaves)-1].n
		}
		found[i] = altered(n, "step %d of dossier %s: %s", r.Seq, r.Ref, r.What)
	}
	return found, nil
}
