package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"path"
	"strings"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
)

// forgetBrought removes documents of conclusions that nobody has recorded for
// thirty days.
const forgetBrought = `DELETE FROM brought_conclusions WHERE brought_at < clock_timestamp() - interval '30 days'`

// conclusionTypes is what the document of a conclusion may be, by the end of its
// name: what its first bytes must say that it is, and as what it is given.
var conclusionTypes = map[string]struct{ found, given string }{
	".pdf":  {"application/pdf", "application/pdf"},
	".docx": {"application/zip", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
	".odt":  {"application/zip", "application/vnd.oasis.opendocument.text"},
	".png":  {"image/png", "image/png"},
	".jpg":  {"image/jpeg", "image/jpeg"},
	".jpeg": {"image/jpeg", "image/jpeg"},
	".txt":  {"text/plain", "text/plain; charset=utf-8"},
}

// conclusionType returns as what the document of a conclusion is given; empty: it
// is nothing that one may be.
func conclusionType(d NewDocument) string {
	t, ok := conclusionTypes[strings.ToLower(path.Ext(d.Name))]
	found, _, _ := strings.Cut(http.DetectContentType(d.Bytes), ";")
	if !ok || found != t.found {
		return ""
	}
	return t.given
}

// BringConclusion keeps the document of a conclusion until the person records it
// in the present stage, in place of one that they brought before, and returns its
// SHA-256. Refused as recording is to whoever may not, not_now where the stage is
// decided in no session, and invalid with the fields name and content.
func (s *Store) BringConclusion(ctx context.Context, person string, ref dossier.Ref, d NewDocument) (string, error) {
	fields := d.checkFile(func(field string) string { return field })
	given := conclusionType(d)
	if fields == nil && given == "" {
		fields = []dossier.Field{{Name: "content", Code: dossier.CodeConclusionType}}
	}
	sum := sha256.Sum256(d.Bytes)
	err := s.transact(ctx, func(tx *sqlx.Tx) error {
		at, err := now(ctx, tx)
		if err != nil {
			return err
		}
		f, err := read(ctx, tx, ref, at)
		if err != nil {
			return err
		}
		_, err = f.may(ctx, tx, person, dossier.Action(dossier.RecordConclusion))
		if err != nil {
			return err
		}
		if !f.stands() || !f.Stage.Collegial {
			return dossier.Refuse(dossier.CodeNotNow, "command", string(dossier.RecordConclusion), "stage", f.Run.Stage)
		}
		if fields != nil {
			return &dossier.Problem{Code: dossier.CodeInvalid, Fields: fields}
		}
		_, err = tx.ExecContext(ctx, `
			INSERT INTO brought_conclusions (dossier, stage_no, person, name, media_type, bytes, sha256, brought_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
			ON CONFLICT (dossier, stage_no, person) DO UPDATE SET name = excluded.name, media_type = excluded.media_type, bytes = excluded.bytes,
				sha256 = excluded.sha256, brought_at = excluded.brought_at`,
			f.ID, f.StageNo, person, d.Name, given, d.Bytes, sum[:], f.At)
		return err
	})
	if err != nil {
		return "", fmt.Errorf("bring conclusion for %s: %w", ref, err)
	}
	return hex.EncodeToString(sum[:]), nil
}

// broughtDocument is a document that was brought to be recorded with a conclusion.
type broughtDocument struct {
	Name      string `db:"name"`
	MediaType string `db:"media_type"`
	Bytes     []byte `db:"bytes"`
	SHA256    []byte `db:"sha256"`
}

// keepBrought keeps for good the document with that hash that the person brought,
// and forgets what anybody brought for the stage. Refused conclusion_not_brought.
func (t *transition) keepBrought(ctx context.Context, tx *sqlx.Tx, hash string) (broughtDocument, error) {
	var d broughtDocument
	err := tx.GetContext(ctx, &d, `
		SELECT name, media_type, bytes, sha256 FROM brought_conclusions
		WHERE dossier = $1 AND stage_no = $2 AND person = $3 AND encode(sha256, 'hex') = $4`, t.ID, t.StageNo, t.command.Actor, hash)
	if errors.Is(err, sql.ErrNoRows) {
		return d, dossier.Refuse(dossier.CodeNotBrought)
	}
	if err != nil {
		return d, fmt.Errorf("find document of conclusion: %w", err)
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO blobs (sha256, bytes) VALUES ($1, $2) ON CONFLICT (sha256) DO NOTHING`, d.SHA256, d.Bytes)
	if err != nil {
		return d, fmt.Errorf("keep document of conclusion: %w", err)
	}
	_, err = tx.ExecContext(ctx, `DELETE FROM brought_conclusions WHERE dossier = $1 AND stage_no = $2`, t.ID, t.StageNo)
	if err != nil {
		return d, fmt.Errorf("forget what was brought: %w", err)
	}
	return d, nil
}

// ConclusionDocument is the document of a conclusion as it was put in.
type ConclusionDocument struct {
	Name      string `db:"document"`
	MediaType string `db:"media_type"`
	SHA256    string `db:"sha256"`
	Bytes     []byte `db:"bytes"`
}

// ConclusionDocument returns the document of the conclusion that ended a stage, to
// whoever sees the dossier; refused not_found where there is none, or where only
// its hash was kept.
func (s *Store) ConclusionDocument(ctx context.Context, viewer string, ref dossier.Ref, stageNo int) (ConclusionDocument, error) {
	f, err := s.peek(ctx, viewer, ref)
	if err != nil {
		return ConclusionDocument{}, err
	}
	var d ConclusionDocument
	err = s.reads.GetContext(ctx, &d, `
		SELECT c.document, c.media_type, c.sha256, b.bytes FROM conclusions c JOIN blobs b ON b.sha256 = c.blob
		WHERE c.dossier = $1 AND c.stage_no = $2`, f.ID, stageNo)
	if err != nil {
		return ConclusionDocument{}, fmt.Errorf("read document of conclusion: %w", orNotFound(err))
	}
	return d, nil
}
