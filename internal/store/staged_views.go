package store

import (
	"context"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/docx"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/redline"
)

// StagedDocument is a document that waits to be saved.
type StagedDocument struct {
	Kind      dossier.DocumentKind
	Position  int
	Name      string
	MediaType string
	SHA256    []byte
	Size      int64
	StagedAt  time.Time
}

// StagedView is the next version as its person has put it together so far.
type StagedView struct {
	Documents []StagedDocument // the act first; none of these and of Removed: nothing is staged
	Removed   []dossier.DocumentKind
	Began     int                // the newest version when they began; 0: there was none, or nothing is staged
	PackageNo int                // the newest version now; another than Began: somebody added one meanwhile
	Result    []dossier.Document // of the version to come; what is new has the Since PackageNo+1
	Act       *ActSummary        // nil: no act is staged
	Closed    bool               // no version may come now
	Seal      string             // of all that, by which it is confirmed
}

// ActSummary is what was understood of a staged act.
type ActSummary struct {
	Title    string
	Counts   map[act.Kind]int
	Warnings []act.Warning
	Changes  *redline.Summary // against the newest version; nil: there is no text yet
	Redline  *redline.Redline // against the newest version; nil: there is no text yet
	Text     *act.Act
	Margin   act.Margin // what a Word document holds beside its text
}

// Staged returns what the person has staged for a dossier. Refusals: forbidden
// and its kin.
func (s *Store) Staged(ctx context.Context, person string, ref dossier.Ref) (StagedView, error) {
	var (
		v     StagedView
		rows  []stagedRow
		older []dossier.Document
	)
	err := s.drafting(ctx, person, ref, func(tx *sqlx.Tx, f *file) error {
		var err error
		rows, err = readStaged(ctx, tx, person, ref)
		if err != nil {
			return err
		}
		older, err = documents(ctx, tx, f.ID, f.PackageNo)
		v = StagedView{PackageNo: f.PackageNo, Closed: f.textClosed()}
		return err
	})
	if err != nil {
		return StagedView{}, fmt.Errorf("read what is staged for %s: %w", ref, err)
	}
	p := packageOf(ref, rows)
	v.Removed, v.Result = p.Remove, merge(older, p, v.PackageNo+1)
	if len(rows) > 0 {
		v.Began = began(rows)
	}
	for _, r := range rows {
		if r.Position > 0 {
			v.Documents = append(v.Documents, StagedDocument{Kind: r.Kind, Position: r.Position, Name: r.Name, SHA256: r.SHA256,
				MediaType: mediaType(NewDocument{Name: r.Name, Bytes: r.Bytes}), Size: int64(len(r.Bytes)), StagedAt: r.StagedAt.UTC()})
		}
	}
	text, changes, err := s.understand(ctx, p, v.PackageNo)
	if err != nil {
		return v, err
	}
	v.Seal = sealOf(rows, text)
	if text == nil {
		return v, nil
	}
	v.Act = &ActSummary{Title: text.Title, Counts: text.Counts, Warnings: text.Review(), Text: text}
	if changes != nil {
		v.Act.Changes, v.Act.Redline = &changes.Summary, changes
	}
	for _, d := range p.Documents {
		if d.Kind == dossier.ActDocument && docx.Is(d.Bytes) {
			v.Act.Margin, err = act.DocxMargin(d.Bytes, text)
			if err != nil {
				return v, fmt.Errorf("read the margin of %s: %w", ref, err)
			}
		}
	}
	return v, nil
}

// StagedAct returns the staged act for a preview, with the identities that its
// provisions will have, and the text of the newest version with the redline between
// them, both nil when there is none; refused nothing_staged without a staged act.
func (s *Store) StagedAct(ctx context.Context, person string, ref dossier.Ref) (text, saved *act.Act, changes *redline.Redline, err error) {
	var (
		p  NewPackage
		no int
	)
	err = s.drafting(ctx, person, ref, func(tx *sqlx.Tx, f *file) error {
		rows, err := readStaged(ctx, tx, person, ref)
		p, no = packageOf(ref, rows), f.PackageNo
		return err
	})
	if err != nil {
		return nil, nil, nil, fmt.Errorf("read what is staged for %s: %w", ref, err)
	}
	text, changes, err = s.understand(ctx, p, no)
	if err == nil && text == nil {
		err = dossier.Refuse(dossier.CodeNothingStaged)
	}
	if err == nil && changes != nil {
		saved, err = s.lastAct(ctx, ref, no)
	}
	return text, saved, changes, err
}

// understand parses the act of a package to come and compares it with the text
// of version no.
func (s *Store) understand(ctx context.Context, p NewPackage, no int) (*act.Act, *redline.Redline, error) {
	text, err := p.parse()
	if err != nil || text == nil {
		return nil, nil, err
	}
	changes, err := s.compareWith(ctx, p.Ref, no, text)
	return text, changes, err
}

// StagedBytes returns a staged document as it was put in; refused not_found.
func (s *Store) StagedBytes(ctx context.Context, person string, ref dossier.Ref, kind dossier.DocumentKind, position int) (NewDocument, error) {
	d := NewDocument{Kind: kind}
	err := s.drafting(ctx, person, ref, func(tx *sqlx.Tx, f *file) error {
		err := tx.QueryRowxContext(ctx, `
			SELECT name, bytes FROM staged_documents WHERE dossier = $1 AND person = $2 AND kind = $3 AND position = $4 AND position > 0`,
			f.ID, person, kind, position).Scan(&d.Name, &d.Bytes)
		return orNotFound(err)
	})
	if err != nil {
		return NewDocument{}, fmt.Errorf("read staged document of %s: %w", ref, err)
	}
	return d, nil
}
