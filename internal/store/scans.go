package store

import (
	"context"
	"crypto/sha256"
	"fmt"
	"slices"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
)

// AddScan keeps the scan of what is still to be entered, as AddAttachment does;
// refused scan_kind where it is neither a PDF nor a picture.
func (s *Store) AddScan(ctx context.Context, name string, data []byte) (Attachment, error) {
	a, err := s.AddAttachment(ctx, name, data)
	if err == nil && !slices.Contains(scans, a.MediaType) { // it goes after its day, as what nobody uses does
		err = &dossier.Problem{Code: dossier.CodeInvalid, Fields: []dossier.Field{{Name: "file", Code: dossier.CodeScanKind}}}
	}
	return a, err
}

// scanShown says of a submission s in a round r that everybody who hears of its
// comments may see its scan.
const scanShown = `shows_scan(s, r.names)`

// ScanFile returns the scan of an entry with its bytes: to who handles the round,
// and, while that is shown, to whoever hears of the comments; refused not_found.
func (s *Store) ScanFile(ctx context.Context, viewer, id string) (Attachment, []byte, error) {
	if !isUUID(id) || s.files == nil {
		return Attachment{}, nil, dossier.Refuse(dossier.CodeNotFound)
	}
	var row struct {
		Attachment
		Round string `db:"round"`
		Seen  bool   `db:"seen"`
	}
	err := s.reads.GetContext(ctx, &row, `
		SELECT `+attachmentColumns+`, s.round, `+scanShown+` AND (sees(nullif($2, '')::uuid, d) OR (d.rehearsal AND d.visibility = 'public'))
			AND (r.show_comments OR r.status = 'closed' OR insider(nullif($2, '')::uuid, d)) AS seen
		FROM submissions s JOIN attachments f ON f.id = s.scan JOIN rounds r ON r.id = s.round JOIN dossiers d ON d.id = r.dossier WHERE s.scan = $1`, id, viewer)
	if err != nil {
		return Attachment{}, nil, fmt.Errorf("read scan: %w", orNotFound(err))
	}
	if !row.Seen && (viewer == "" || s.handles(ctx, viewer, row.Round) != nil) {
		return Attachment{}, nil, dossier.Refuse(dossier.CodeNotFound)
	}
	b, err := s.files.Get(ctx, row.ID)
	if err != nil {
		return Attachment{}, nil, err
	}
	if sum := sha256.Sum256(b); !slices.Equal(sum[:], row.Hash) {
		return Attachment{}, nil, fmt.Errorf("read scan %s: its bytes are not those that were kept", row.ID)
	}
	return row.Attachment, b, nil
}

// CloseScan has nobody but who handles the round see the scan of an entry from now on,
// whatever is corrected later, and puts down who decided so. Of one that is not public
// it does nothing. Refused receipt_unknown, or as who answers comments is.
func (s *Store) CloseScan(ctx context.Context, person, no string) error {
	kept, err := ledger.ParseReceiptNo(no)
	if err != nil {
		return dossier.Refuse(dossier.CodeReceiptUnknown).Because(err)
	}
	err = s.transact(ctx, func(tx *sqlx.Tx) error {
		var row struct {
			ID    string `db:"id"`
			Round string `db:"round"`
		}
		err := tx.GetContext(ctx, &row, `SELECT id, round FROM submissions WHERE receipt_no = $1`, kept)
		if dossier.CodeOf(orNotFound(err)) == dossier.CodeNotFound {
			return dossier.Refuse(dossier.CodeReceiptUnknown)
		}
		if err != nil {
			return fmt.Errorf("find entry: %w", err)
		}
		f, err := handling(ctx, tx, person, row.Round)
		if err != nil {
			return err
		}
		lent, err := f.may(ctx, tx, person, dossier.AnswerComm)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `
			WITH shown AS (UPDATE submissions SET scan_public = false WHERE id = $1 AND scan_public RETURNING scan)
			INSERT INTO closed_scans (scan, submission, person, delegation, at, legal_at) SELECT scan, $1, $2, nullif($3, '')::uuid, $4, $5 FROM shown`,
			row.ID, person, lent, f.At, f.legal())
		if err != nil {
			return fmt.Errorf("write who closed it: %w", err)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("close scan: %w", err)
	}
	return nil
}
