package store

import (
	"context"
	"encoding/hex"
	"fmt"
	"slices"
	"time"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/dossier"
)

// PackageView is a version of the package, with those of its documents that the
// viewer sees.
type PackageView struct {
	No        int                  `db:"no"`
	Hash      string               `db:"hash"`
	Reason    dossier.ChangeReason `db:"reason"`
	Note      string               `db:"note"` // insiders only
	StageNo   int                  `db:"stage_no"`
	CreatedAt time.Time            `db:"created_at"`
	LegalAt   time.Time            `db:"legal_at"` // the same on the dossier's own clock
	ActHash   string               `db:"act_hash"` // empty: no act, or unseen
	ActTitle  string               `db:"act_title"`
	Documents []DocumentView
}

// DocumentView is one document of a package.
type DocumentView struct {
	No         int                  `db:"no"`
	Kind       dossier.DocumentKind `db:"kind"`
	Position   int                  `db:"position"`
	Name       string               `db:"name"`
	MediaType  string               `db:"media_type"`
	SHA        []byte               `db:"sha256"`
	Size       int64                `db:"size"`
	Since      int                  `db:"since"`
	Visibility dossier.Visibility   `db:"visibility"`
	Stale      bool                 `db:"-"` // older than the text
}

// SHA256 returns the hash of the document's bytes in hexadecimal.
func (d DocumentView) SHA256() string { return hex.EncodeToString(d.SHA) }

// Packages returns the versions of a dossier's package of which the viewer sees
// a document, oldest first.
func (s *Store) Packages(ctx context.Context, viewer string, ref dossier.Ref) ([]PackageView, error) {
	f, err := s.peek(ctx, viewer, ref)
	if err != nil {
		return nil, err
	}
	var all []PackageView
	err = s.reads.SelectContext(ctx, &all, `
		SELECT p.no, p.hash, p.reason, CASE WHEN $2 THEN p.note ELSE '' END AS note, p.stage_no, p.created_at, p.legal_at,
			coalesce(a.hash, '') AS act_hash, coalesce(a.title, '') AS act_title
		FROM packages p LEFT JOIN acts a ON a.dossier = p.dossier AND a.no = p.no
		WHERE p.dossier = $1 ORDER BY p.no`, f.ID, f.Inside)
	if err != nil {
		return nil, fmt.Errorf("list versions of %s: %w", ref, err)
	}
	var docs []DocumentView
	err = s.reads.SelectContext(ctx, &docs, `
		SELECT p.no, p.kind, p.position, p.name, p.media_type, p.sha256, p.size, p.since, p.visibility
		FROM package_documents p WHERE p.dossier = $1 AND (p.visibility = 'public' OR $2)
		ORDER BY p.no, p.kind <> 'act', p.kind, p.position`, f.ID, f.Inside)
	if err != nil {
		return nil, fmt.Errorf("list documents of %s: %w", ref, err)
	}
	out := []PackageView{}
	for _, p := range all {
		seen, text := 0, 0
		for _, d := range docs {
			if d.No != p.No {
				continue
			}
			if d.Kind == dossier.ActDocument {
				text = d.Since
			}
		}
		for _, d := range docs {
			if d.No == p.No {
				d.Stale = d.Since < text
				p.Documents = append(p.Documents, d)
				seen++
			}
		}
		if text == 0 {
			p.ActHash, p.ActTitle = "", ""
		}
		if seen > 0 {
			out = append(out, p)
		}
	}
	return out, nil
}

// Package returns one version with its act, nil when it has none that the
// viewer sees; refused not_found when the viewer sees nothing of it.
func (s *Store) Package(ctx context.Context, viewer string, ref dossier.Ref, no int) (PackageView, *act.Act, error) {
	all, err := s.Packages(ctx, viewer, ref)
	if err != nil {
		return PackageView{}, nil, err
	}
	i := slices.IndexFunc(all, func(p PackageView) bool { return p.No == no })
	if i < 0 {
		return PackageView{}, nil, dossier.Refuse(dossier.CodeNotFound)
	}
	if all[i].ActHash == "" {
		return all[i], nil, nil
	}
	a, err := s.lastAct(ctx, ref, no)
	return all[i], a, err
}

// DocumentBytes returns a document as it was put in; refused not_found when the
// viewer does not see it.
func (s *Store) DocumentBytes(ctx context.Context, viewer string, ref dossier.Ref, no int, kind dossier.DocumentKind, position int) (DocumentView, []byte, error) {
	p, _, err := s.Package(ctx, viewer, ref, no)
	if err != nil {
		return DocumentView{}, nil, err
	}
	for _, d := range p.Documents {
		if d.Kind != kind || d.Position != position {
			continue
		}
		var b []byte
		err = s.reads.GetContext(ctx, &b, `SELECT bytes FROM blobs WHERE sha256 = $1`, d.SHA)
		if err != nil {
			return DocumentView{}, nil, fmt.Errorf("read document: %w", err)
		}
		return d, b, nil
	}
	return DocumentView{}, nil, dossier.Refuse(dossier.CodeNotFound)
}
