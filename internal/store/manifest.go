package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
)

// sealedOf reads what a sign-off on dossiers stands on, the parameter being a list
// of their ids; since is by the step that was taken at the same instant, where the
// row does not say itself when it was on the dossier's own clock.
const sealedOf = `
	SELECT x.dossier, x.part, x.says, coalesce(x.legal_at, (SELECT t.legal_at FROM steps t WHERE t.dossier = x.dossier AND t.at = x.at ORDER BY t.seq LIMIT 1), x.at) AS since FROM (
		SELECT d.id AS dossier, 'package' AS part, p.hash AS says, p.created_at AS at, p.legal_at
			FROM dossiers d JOIN packages p ON p.dossier = d.id AND p.no = d.package_no WHERE d.id = ANY($1::uuid[])
		UNION ALL SELECT p.dossier, 'proposer', b.code, coalesce((SELECT max(t.at) FROM proposer_changes c JOIN steps t ON t.command = c.command
				WHERE c.dossier = p.dossier AND c.body = p.body AND c.joined), d.opened_at), NULL
			FROM dossier_proposers p JOIN dossiers d ON d.id = p.dossier JOIN bodies b ON b.id = p.body WHERE p.dossier = ANY($1::uuid[]) AND p.body <> d.lead
		UNION ALL SELECT r.dossier, 'answers', concat_ws(' ', r.no, 'sha256:' || encode(sha256(string_agg(p.digest, ''::bytea ORDER BY p.page)), 'hex')), max(p.last_at), max(p.last_at)
			FROM rounds r JOIN answer_pages p ON p.round = r.id WHERE r.dossier = ANY($1::uuid[]) GROUP BY r.id
		UNION ALL SELECT r.dossier, 'report', concat_ws(' ', r.no, p.hash), p.published_at, NULL
			FROM rounds r JOIN reports p ON p.round = r.id WHERE r.dossier = ANY($1::uuid[])
		UNION ALL SELECT o.dossier, 'opinion', concat_ws(' ', o.stage_no, b.code, o.opinion, o.package, hash_of(o.text)), o.given_at, NULL
			FROM (SELECT DISTINCT ON (o.dossier, o.stage_no, o.body) o.dossier, o.stage_no, o.body, o.opinion, o.package, o.text, o.given_at
				FROM opinions o LEFT JOIN packages p ON p.dossier = o.dossier AND p.hash = o.package WHERE o.dossier = ANY($1::uuid[])
				ORDER BY o.dossier, o.stage_no, o.body, p.no DESC NULLS LAST, o.given_at DESC) o JOIN bodies b ON b.id = o.body
		UNION ALL SELECT q.dossier, 'opinion', concat_ws(' ', q.stage_no, b.code, 'silent', q.silent_on), q.silent_at, NULL
			FROM opinion_requests q JOIN bodies b ON b.id = q.body WHERE q.dossier = ANY($1::uuid[]) AND q.silent_on IS NOT NULL
		UNION ALL SELECT c.dossier, 'conclusion', concat_ws(' ', c.stage_no, b.code, c.outcome, to_char(c.date, 'YYYY-MM-DD'), 'sha256:' || c.sha256,
				hash_of(concat(c.number, E'\n', c.document, E'\n', c.present, E'\n', c.in_favour, E'\n', c.against, E'\n', c.abstained, E'\n', c.members, E'\n', c.chair_in_favour))), c.recorded_at, NULL
			FROM conclusions c JOIN bodies b ON b.id = c.body WHERE c.dossier = ANY($1::uuid[])
		UNION ALL SELECT m.dossier, 'changes', concat_ws(' ', m.stage_no, m.outcome, m.debated, m.text, hash_of(m.reasons)), m.decided_at, NULL
			FROM material_decisions m WHERE m.dossier = ANY($1::uuid[])
		UNION ALL SELECT e.dossier, 'exemption', concat_ws(' ', e.stage_no, e.kind, e.id,
				hash_of(concat(e.ground, E'\n', e.window_id, E'\n', e.term_before, E'\n', e.term, E'\n', extract(epoch FROM e.expires_at), E'\n', e.reason))), e.granted_at, NULL
			FROM exemptions e WHERE e.dossier = ANY($1::uuid[])) x
	ORDER BY x.dossier, x.part, x.says`

// manifests returns what a sign-off on each of the dossiers stands on now.
func manifests(ctx context.Context, q sqlx.QueryerContext, ids []string) (map[string]dossier.Manifest, error) {
	all := make(map[string]dossier.Manifest, len(ids))
	err := each(ctx, q, sealedOf, ids, func(r *struct {
		ofDossier
		Part  dossier.Part `db:"part"`
		Says  string       `db:"says"`
		Since time.Time    `db:"since"`
	}) {
		all[r.Dossier] = append(all[r.Dossier], dossier.Sealed{Part: r.Part, Says: r.Says, Since: r.Since.UTC()})
	})
	if err != nil {
		return nil, fmt.Errorf("read what sign-offs stand on: %w", err)
	}
	return all, nil
}

// sealing is what signatures stand on in the present stage: now, and when it was
// put before the signers last.
type sealing struct {
	manifest dossier.Manifest
	Seal     string // of the manifest; empty: there is no package
	Package  string // hash of the one that was prepared; empty: none was
	Newer    map[dossier.Part]time.Time
	Partial  bool // what was prepared was sealed when seals left something out
	At       time.Time
}

// prepared reports whether what there is now is before the signers.
func (s sealing) prepared() bool { return s.Package != "" && s.Seal != "" && !s.broken() }

// broken reports whether something has come that was not there when it was prepared.
func (s sealing) broken() bool { return len(s.Newer) > 0 || s.Partial }

// newer returns what is newer than the preparation, as procedure.Facts has it.
func (s sealing) newer() map[string]string {
	if !s.broken() {
		return nil
	}
	newer := map[string]string{}
	for part, at := range s.Newer {
		newer[string(part)] = at.Format(time.RFC3339)
	}
	if s.Partial {
		newer["before"] = s.At.Format(time.RFC3339)
	}
	return newer
}

// refusal is why nobody signs: what is newer than the preparation, beside another
// package; nil where nothing is.
func (s sealing) refusal() error {
	newer := procedure.Facts{NewerThanPrepared: s.newer()}.NewerBesidePackage()
	if newer == nil {
		return nil
	}
	params := []string{}
	for _, part := range slices.Sorted(maps.Keys(newer)) {
		params = append(params, part, newer[part])
	}
	return dossier.Refuse(dossier.CodeNewerThanPrepared, params...)
}

// sealing reads it. Of what was prepared that which is so again counts before what
// was prepared last.
func (f *file) sealing(ctx context.Context, q sqlx.QueryerContext) (sealing, error) {
	all, err := manifests(ctx, q, []string{f.ID})
	if err != nil {
		return sealing{}, err
	}
	s := sealing{manifest: all[f.ID]}
	if f.PackageNo > 0 {
		s.Seal = s.manifest.Seal()
	}
	var last struct {
		Package  string    `db:"package"`
		Seal     string    `db:"sealed"`
		Manifest string    `db:"manifest"`
		At       time.Time `db:"at"`
	}
	err = sqlx.GetContext(ctx, q, &last, `
		SELECT p.package, p.sealed, s.manifest, coalesce(t.legal_at, p.prepared_at) AS at
		FROM preparations p JOIN seals s ON s.seal = p.sealed LEFT JOIN steps t ON t.dossier = p.dossier AND t.command = p.command
		WHERE p.dossier = $1 AND p.stage_no = $2 ORDER BY p.sealed = $3 DESC, p.prepared_at DESC LIMIT 1`, f.ID, f.StageNo, s.Seal)
	if errors.Is(err, sql.ErrNoRows) {
		return s, nil
	}
	if err != nil {
		return sealing{}, fmt.Errorf("read what is prepared: %w", err)
	}
	s.Package, s.At, s.Partial = last.Package, last.At.UTC(), dossier.Partial(last.Manifest)
	switch {
	case last.Seal == s.Seal:
	case s.Partial:
		s.Newer = s.manifest.Of(dossier.PartPackage).NewerThan(last.Manifest, s.At)
	default:
		s.Newer = s.manifest.NewerThan(last.Manifest, s.At)
	}
	return s, nil
}

// signingLocks is the class of the advisory locks of dossiers that are prepared
// and signed: whoever answers a comment holds one shared, so that every answer is
// either under a seal or after it.
const signingLocks = 7003

// holdAnswers keeps answers from coming until the transaction ends: all that hold
// the lock shared have committed, none follows until we have.
func (f *file) holdAnswers(ctx context.Context, tx *sqlx.Tx) error {
	_, err := tx.ExecContext(ctx, `SELECT pg_advisory_xact_lock($1, hashtext($2))`, signingLocks, f.ID)
	if err != nil {
		return fmt.Errorf("hold answers: %w", err)
	}
	return nil
}

// keep puts down the manifest by its seal, once.
func (s sealing) keep(ctx context.Context, tx *sqlx.Tx) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO seals (seal, manifest) VALUES ($1, $2) ON CONFLICT (seal) DO NOTHING`, s.Seal, s.manifest.Text())
	if err != nil {
		return fmt.Errorf("keep seal: %w", err)
	}
	return nil
}
