package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/dossier"
)

// maxStaged is how many bytes one person may have staged for one dossier.
const maxStaged = 48 << 20

// forgetStaged removes what somebody staged for a dossier once they have staged
// nothing more for thirty days.
const forgetStaged = `
	DELETE FROM staged_documents s WHERE s.staged_at < clock_timestamp() - interval '30 days' AND NOT EXISTS (
		SELECT 1 FROM staged_documents n WHERE n.dossier = s.dossier AND n.person = s.person AND n.staged_at >= clock_timestamp() - interval '30 days')`

// stagedRow is one row of what a person staged; at position 0 the kind falls away.
type stagedRow struct {
	Kind      dossier.DocumentKind `db:"kind"`
	Position  int                  `db:"position"`
	Name      string               `db:"name"`
	Bytes     []byte               `db:"bytes"`
	SHA256    []byte               `db:"sha256"`
	VersionNo int                  `db:"version_no"`
	StagedAt  time.Time            `db:"staged_at"`
}

// readStaged reads what the person staged, the act first.
func readStaged(ctx context.Context, q sqlx.QueryerContext, person string, ref dossier.Ref) ([]stagedRow, error) {
	var rows []stagedRow
	err := sqlx.SelectContext(ctx, q, &rows, `
		SELECT s.kind, s.position, s.name, s.bytes, s.sha256, s.version_no, s.staged_at
		FROM staged_documents s JOIN dossiers d ON d.id = s.dossier
		WHERE d.ref = $1 AND s.person = $2 ORDER BY s.kind <> 'act', s.kind, s.position`, ref, person)
	if err != nil {
		return nil, fmt.Errorf("read what is staged: %w", err)
	}
	return rows, nil
}

// packageOf returns the version that staged rows make.
func packageOf(ref dossier.Ref, rows []stagedRow) NewPackage {
	p := NewPackage{Ref: ref}
	for _, r := range rows {
		if r.Position == 0 {
			p.Remove = append(p.Remove, r.Kind)
			continue
		}
		p.Documents = append(p.Documents, NewDocument{Kind: r.Kind, Name: r.Name, Bytes: r.Bytes})
	}
	return p
}

// began returns the version that was the newest when the first of the rows was
// staged.
func began(rows []stagedRow) int {
	first := slices.MinFunc(rows, func(a, b stagedRow) int { return a.VersionNo - b.VersionNo })
	return first.VersionNo
}

// drafting runs f for somebody who may add a version to the dossier.
func (s *Store) drafting(ctx context.Context, person string, ref dossier.Ref, f func(tx *sqlx.Tx, f *file) error) error {
	return s.transact(ctx, func(tx *sqlx.Tx) error {
		at, err := now(ctx, tx)
		if err != nil {
			return err
		}
		d, err := read(ctx, tx, ref, at)
		if err != nil {
			return err
		}
		_, err = d.may(ctx, tx, person, dossier.AddPackage)
		if err != nil {
			return err
		}
		return f(tx, d)
	})
}

// staging is drafting while the text is open. The person's own row keeps the
// changes to what they staged one after the other; the dossier is not locked, so
// nobody else waits for an upload.
func (s *Store) staging(ctx context.Context, person string, ref dossier.Ref, f func(tx *sqlx.Tx, f *file) error) error {
	return s.drafting(ctx, person, ref, func(tx *sqlx.Tx, d *file) error {
		if d.textClosed() {
			return dossier.Refuse(dossier.CodeTextClosed, "stage", d.Run.Stage)
		}
		err := lockPerson(ctx, tx, person)
		if err != nil {
			return err
		}
		return f(tx, d)
	})
}

func lockPerson(ctx context.Context, tx *sqlx.Tx, person string) error {
	_, err := tx.ExecContext(ctx, `SELECT 1 FROM persons WHERE id = $1 FOR NO KEY UPDATE`, person)
	if err != nil {
		return fmt.Errorf("lock person: %w", err)
	}
	return nil
}

// Stage keeps a document for the next version until its person saves it, and
// returns its position among those of its kind. The act, and a document of the
// same kind and name, is replaced. It is refused as AddPackage would refuse it,
// its fields named kind, name and content; with more than 50 documents
// too_many_documents, with more than 48 MiB staged_too_large.
func (s *Store) Stage(ctx context.Context, person string, ref dossier.Ref, d NewDocument) (int, error) {
	fields := d.check(func(field string) string { return field })
	if fields != nil {
		return 0, &dossier.Problem{Code: dossier.CodeInvalid, Fields: fields}
	}
	_, err := d.parse("content")
	if err != nil {
		return 0, err
	}
	var position int
	err = s.staging(ctx, person, ref, func(tx *sqlx.Tx, f *file) error {
		position, err = keepStaged(ctx, tx, f, person, d, f.PackageNo)
		if err != nil {
			return err
		}
		return release(ctx, tx, f, person)
	})
	if err != nil {
		return 0, fmt.Errorf("stage %s for %s: %w", d.Kind, ref, err)
	}
	return position, nil
}

// keepStaged writes a document that is staged over version no, in place of one
// that it replaces, and returns its position.
func keepStaged(ctx context.Context, tx *sqlx.Tx, f *file, person string, d NewDocument, no int) (int, error) {
	var position int
	err := tx.GetContext(ctx, &position, `
		SELECT coalesce(max(position) FILTER (WHERE kind = 'act' OR name = $4), max(position), 0) + CASE
			WHEN count(*) FILTER (WHERE position > 0 AND (kind = 'act' OR name = $4)) > 0 THEN 0 ELSE 1 END
		FROM staged_documents WHERE dossier = $1 AND person = $2 AND kind = $3`, f.ID, person, d.Kind, d.Name)
	if err != nil {
		return 0, fmt.Errorf("find place: %w", err)
	}
	if position > maxDocuments {
		return 0, dossier.Refuse(dossier.CodeTooManyDocuments, "limit", fmt.Sprint(maxDocuments))
	}
	_, err = tx.ExecContext(ctx, `
		DELETE FROM staged_documents WHERE dossier = $1 AND person = $2 AND kind = $3 AND position IN (0, $4)`, f.ID, person, d.Kind, position)
	if err != nil {
		return 0, fmt.Errorf("replace: %w", err)
	}
	sum := sha256.Sum256(d.Bytes)
	_, err = tx.ExecContext(ctx, `
		INSERT INTO staged_documents (dossier, person, kind, position, name, bytes, sha256, version_no, staged_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`, f.ID, person, d.Kind, position, d.Name, d.Bytes, sum[:], no, f.At)
	if err != nil {
		return 0, fmt.Errorf("keep document: %w", err)
	}
	var n struct {
		Count int   `db:"count"`
		Size  int64 `db:"size"`
	}
	err = tx.GetContext(ctx, &n, `
		SELECT count(*) AS count, coalesce(sum(length(bytes)), 0) AS size FROM staged_documents
		WHERE dossier = $1 AND person = $2 AND position > 0`, f.ID, person)
	switch {
	case err != nil:
		return 0, fmt.Errorf("count documents: %w", err)
	case n.Count > maxDocuments:
		return 0, dossier.Refuse(dossier.CodeTooManyDocuments, "limit", fmt.Sprint(maxDocuments))
	case n.Size > maxStaged:
		return 0, dossier.Refuse(dossier.CodeStagedFull, "limit", "48")
	}
	return position, nil
}

// StageRemoval notes that the next version is to have no document of the kind,
// in place of those that were staged. Refused document_unknown when the present
// version has none.
func (s *Store) StageRemoval(ctx context.Context, person string, ref dossier.Ref, kind dossier.DocumentKind) error {
	err := s.staging(ctx, person, ref, func(tx *sqlx.Tx, f *file) error {
		present, err := documents(ctx, tx, f.ID, f.PackageNo)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(present, func(d dossier.Document) bool { return d.Kind == kind }) {
			return dossier.Refuse(dossier.CodeDocumentUnknown)
		}
		_, err = tx.ExecContext(ctx, `DELETE FROM staged_documents WHERE dossier = $1 AND person = $2 AND kind = $3`, f.ID, person, kind)
		if err != nil {
			return fmt.Errorf("replace: %w", err)
		}
		_, err = tx.ExecContext(ctx, `
			INSERT INTO staged_documents (dossier, person, kind, position, version_no, staged_at) VALUES ($1, $2, $3, 0, $4, $5)`,
			f.ID, person, kind, f.PackageNo, f.At)
		return err
	})
	if err != nil {
		return fmt.Errorf("stage removal from %s: %w", ref, err)
	}
	return nil
}

// Unstage forgets one staged document; position 0: that its kind is to fall away.
// Refused not_found when it is not staged.
func (s *Store) Unstage(ctx context.Context, person string, ref dossier.Ref, kind dossier.DocumentKind, position int) error {
	err := s.drafting(ctx, person, ref, func(tx *sqlx.Tx, f *file) error {
		res, err := tx.ExecContext(ctx, `
			DELETE FROM staged_documents WHERE dossier = $1 AND person = $2 AND kind = $3 AND position = $4`, f.ID, person, kind, position)
		if err != nil {
			return err
		}
		n, err := res.RowsAffected()
		if err == nil && n == 0 {
			err = dossier.Refuse(dossier.CodeNotFound)
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("unstage from %s: %w", ref, err)
	}
	return nil
}

// errStagedChanged says that what is staged changed while it was being saved.
var errStagedChanged = errors.New("what is staged has changed")

// sealOf returns the hash of what is staged and of how its act is understood.
func sealOf(rows []stagedRow, text *act.Act) string {
	h := sha256.New()
	for _, r := range rows {
		fmt.Fprintf(h, "%s %d %q %x\n", r.Kind, r.Position, r.Name, r.SHA256)
	}
	if text != nil {
		fmt.Fprintln(h, text.Hash)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// SaveStaged adds what the person staged as a version, and nothing is staged any
// more, both in one transaction. seen is the seal of what they saw (StagedView.Seal);
// where it is not that of what is staged now: refused preview_changed, and nothing
// is saved; an empty one asks for nothing. over is the version that they saw their
// documents laid over; 0 is that on which they began. When it is not the newest,
// somebody added one meanwhile: refused version_between with began and now, and
// what goes on is to show the newest and to save over that. Other refusals:
// nothing_staged, and those of AddPackage.
func (s *Store) SaveStaged(ctx context.Context, person string, ref dossier.Ref, seen string, over int, reason dossier.ChangeReason, note string) (PackageAdded, error) {
	for {
		rows, err := readStaged(ctx, s.db, person, ref)
		if err != nil {
			return PackageAdded{}, err
		}
		if len(rows) == 0 {
			return PackageAdded{}, dossier.Refuse(dossier.CodeNothingStaged)
		}
		p := packageOf(ref, rows)
		p.Reason, p.Note = reason, note
		err = p.check()
		if err != nil {
			return PackageAdded{}, err
		}
		text, err := p.parse()
		if err != nil {
			return PackageAdded{}, err
		}
		if seen != "" && seen != sealOf(rows, text) {
			return PackageAdded{}, dossier.Refuse(dossier.CodePreviewChanged)
		}
		if over == 0 {
			over = began(rows)
		}
		out, err := s.addUntilSettled(ctx, person, p, text, func(tx *sqlx.Tx, f *file) error {
			err := clearStaged(ctx, tx, person, f, rows)
			if err == nil && f.PackageNo != over {
				err = dossier.Refuse(dossier.CodeVersionBetween, "began", fmt.Sprint(over), "now", fmt.Sprint(f.PackageNo))
			}
			return err
		})
		if !errors.Is(err, errStagedChanged) {
			return out, err
		}
	}
}

// clearStaged removes what is staged, where it still is what was read.
func clearStaged(ctx context.Context, tx *sqlx.Tx, person string, f *file, read []stagedRow) error {
	err := lockPerson(ctx, tx, person)
	if err != nil {
		return err
	}
	var at []time.Time
	err = tx.SelectContext(ctx, &at, `
		SELECT staged_at FROM staged_documents WHERE dossier = $1 AND person = $2 ORDER BY kind <> 'act', kind, position`, f.ID, person)
	if err != nil {
		return fmt.Errorf("read what is staged: %w", err)
	}
	if !slices.EqualFunc(at, read, func(a time.Time, r stagedRow) bool { return a.Equal(r.StagedAt) }) {
		return errStagedChanged
	}
	_, err = tx.ExecContext(ctx, `DELETE FROM staged_documents WHERE dossier = $1 AND person = $2`, f.ID, person)
	if err != nil {
		return fmt.Errorf("clear what is staged: %w", err)
	}
	return nil
}
