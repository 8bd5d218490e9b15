package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
)

// documents reads the documents of one package.
func documents(ctx context.Context, q sqlx.QueryerContext, id string, no int) ([]dossier.Document, error) {
	var rows []struct {
		Kind      dossier.DocumentKind `db:"kind"`
		Position  int                  `db:"position"`
		Name      string               `db:"name"`
		MediaType string               `db:"media_type"`
		SHA256    []byte               `db:"sha256"`
		Size      int64                `db:"size"`
		Since     int                  `db:"since"`
	}
	err := sqlx.SelectContext(ctx, q, &rows, `
		SELECT kind, position, name, media_type, sha256, size, since FROM package_documents
		WHERE dossier = $1 AND no = $2 ORDER BY kind, position`, id, no)
	if err != nil {
		return nil, fmt.Errorf("read documents: %w", err)
	}
	out := make([]dossier.Document, len(rows))
	for i, r := range rows {
		out[i] = dossier.Document{Kind: r.Kind, Position: r.Position, Name: r.Name, MediaType: r.MediaType,
			SHA256: [32]byte(r.SHA256), Size: r.Size, Since: r.Since}
	}
	return out, nil
}

// packageHash returns the hash of the dossier's present package; empty when it
// has none.
func (f *file) packageHash(ctx context.Context, q sqlx.QueryerContext) (string, error) {
	var hash string
	err := sqlx.GetContext(ctx, q, &hash, `SELECT hash FROM packages WHERE dossier = $1 AND no = $2`, f.ID, f.PackageNo)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("read package hash: %w", err)
	}
	return hash, nil
}

// facts gathers what procedure.Unmet asks. Under the dossier's lock it is what
// the gates are checked on; without it, what a person is told.
func (f *file) facts(ctx context.Context, q sqlx.QueryerContext) (procedure.Facts, error) {
	docs, err := documents(ctx, q, f.ID, f.PackageNo)
	if err != nil {
		return procedure.Facts{}, err
	}
	out := procedure.Facts{Documents: map[string]bool{}, Now: f.legal()}
	for _, d := range docs {
		out.Documents[string(d.Kind)] = true
	}
	for _, k := range dossier.Stale(docs) {
		out.StaleDocuments = append(out.StaleDocuments, string(k))
	}
	out.PackageHash, err = f.packageHash(ctx, q)
	if err != nil {
		return procedure.Facts{}, err
	}
	ws, err := f.windows(ctx, q)
	if err != nil {
		return procedure.Facts{}, err
	}
	for _, w := range ws {
		longest := w.Kind == string(procedure.MaxWindow)
		switch {
		case !longest && w.LegalEnd.After(out.MinWindowEnds):
			out.MinWindowEnds = w.LegalEnd
		case longest && w.Lapsed == nil && (out.MaxWindowEnds.IsZero() || w.LegalEnd.Before(out.MaxWindowEnds)):
			out.MaxWindowEnds = w.LegalEnd
		}
	}
	for _, read := range []struct {
		into any
		sql  string
		args []any
	}{
		{&out.ProvedChannels, `SELECT channel FROM proofs WHERE dossier = $1 AND stage_no = $2 ORDER BY channel`, []any{f.ID, f.StageNo}},
	} {
		err = sqlx.SelectContext(ctx, q, read.into, read.sql, read.args...)
		if err != nil {
			return procedure.Facts{}, fmt.Errorf("read facts of %s: %w", f.Ref, err)
		}
	}
	out.Members, err = f.membersOn(ctx, q, f.today())
	if err != nil {
		return procedure.Facts{}, err
	}
	out.OpinionsMissing, out.OpinionsOnOtherText, err = f.bound(ctx, q)
	if err != nil {
		return procedure.Facts{}, err
	}
	err = f.countSignatures(ctx, q, &out)
	if err != nil {
		return procedure.Facts{}, err
	}
	out.ChangedArticles, out.AnotherRound, err = f.changedArticles(ctx, q)
	if err != nil {
		return procedure.Facts{}, err
	}
	out.DebateDecided, err = f.debated(ctx, q)
	if err != nil {
		return procedure.Facts{}, err
	}
	for _, read := range []struct {
		into any
		sql  string
		args []any
	}{
		{&out.UnansweredComments, `
			SELECT coalesce(sum(c.comments), 0) + (SELECT count(*) FROM set_asides a JOIN comments c ON c.id = a.comment JOIN rounds r ON r.id = c.round
				WHERE r.dossier = $1 AND a.contested_at IS NOT NULL AND a.verdict IS NULL)
			FROM comment_totals c JOIN rounds r ON r.id = c.round WHERE r.dossier = $1 AND c.outcome = ''`, []any{f.ID}},
		{&out.ProvisionalClosings, `SELECT count(*) FROM rounds WHERE dossier = $1 AND status = 'closed' AND final_at IS NULL`, []any{f.ID}},
		{&out.ReportPublished, `
			SELECT NOT EXISTS (SELECT 1 FROM rounds r WHERE r.dossier = $1 AND NOT EXISTS (SELECT 1 FROM reports p WHERE p.round = r.id)
				AND NOT EXISTS (SELECT 1 FROM provisional_reports p WHERE p.round = r.id))`, []any{f.ID}},
		{&out.PackagePublic, `
			SELECT NOT EXISTS (SELECT 1 FROM package_documents WHERE dossier = $1 AND no = $2 AND kind = ANY($3) AND visibility <> 'public')`,
			[]any{f.ID, f.PackageNo, array(f.Stage.PublicDocs)}},
	} {
		err = sqlx.GetContext(ctx, q, read.into, read.sql, read.args...)
		if err != nil {
			return procedure.Facts{}, fmt.Errorf("read facts of %s: %w", f.Ref, err)
		}
	}
	return out, nil
}

// factsToDecide are the facts that something is decided by: a PendingRedline where
// one of them is not known yet.
func (f *file) factsToDecide(ctx context.Context, tx *sqlx.Tx) (procedure.Facts, error) {
	facts, err := f.facts(ctx, tx)
	if err != nil || facts.ChangedArticles != uncompared {
		return facts, err
	}
	m, err := f.material(ctx, tx)
	if err == nil {
		err = m.known()
	}
	return facts, err
}

// leave ends the present stage with an outcome where procedure.Unmet finds
// nothing against it.
func (f *file) leave(ctx context.Context, tx *sqlx.Tx, outcome string, with said) error {
	facts, err := f.factsToDecide(ctx, tx)
	if err != nil {
		return err
	}
	with.into(&facts)
	reasons := procedure.Unmet(f.Stage, outcome, facts)
	if len(reasons) > 0 {
		return unmet(reasons)
	}
	return f.end(ctx, tx, outcome, false)
}

// Way is one way out of the present stage, with what stands against it.
type Way struct {
	Outcome procedure.OutcomeDef
	Unmet   []procedure.Reason
	Refused error // why the viewer may not take it, whatever stands against it; nil: they may, or it comes by itself
}

// Ways returns every way out of the dossier's present stage, and why those that
// are not open are not. It answers for whoever may see the dossier.
func (s *Store) Ways(ctx context.Context, viewer string, ref dossier.Ref) ([]Way, error) {
	o, err := s.Outlook(ctx, viewer, ref)
	return o.Ways(), err
}

// peek reads a dossier as transactions do, without a lock, for a viewer who may
// see it.
func (s *Store) peek(ctx context.Context, viewer string, ref dossier.Ref) (*file, error) {
	return peek(ctx, s.reads, viewer, ref)
}

func peek(ctx context.Context, q sqlx.QueryerContext, viewer string, ref dossier.Ref) (*file, error) {
	f, seen, err := readFor(ctx, q, viewer, ref)
	if err != nil {
		return nil, err
	}
	if !seen {
		return nil, dossier.Refuse(dossier.CodeNotFound)
	}
	return f, nil
}
