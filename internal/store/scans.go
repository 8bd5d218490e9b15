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

// scans are the media types that the scan of a letter may be of.
var scans = []string{"application/pdf", "image/jpeg", "image/png"}

// scanUsable says of a file f that it may be the scan of an entry of the round in the
// parameter $2: it was uploaded and waits, or is the scan of another entry there.
const scanUsable = `(f.state = 'waiting' OR f.state = 'kept' AND EXISTS (SELECT 1 FROM submissions o WHERE o.scan = f.id AND o.round = $2))`

// scanOpen is the SQL of whether a scan is to be public as a condition says, which it
// is not once it was closed; scan is the SQL of its id.
func scanOpen(public, scan string) string {
	return public + ` AND NOT EXISTS (SELECT 1 FROM closed_scans k WHERE k.scan = ` + scan + `)`
}

// findScan locks the scan that an entry is to have, and returns its hash; refused
// attachment_unknown or scan_kind.
func (b *batch) findScan(ctx context.Context, id string) ([]byte, error) {
	var found []struct {
		Kind string `db:"media_type"`
		Hash []byte `db:"sha256"`
	}
	if !isUUID(id) {
		return nil, invalidField("scan", dossier.CodeAttachmentUnknown)
	}
	err := b.tx.SelectContext(ctx, &found, `SELECT f.media_type, f.sha256 FROM attachments f WHERE f.id = $1 AND `+scanUsable+` FOR NO KEY UPDATE OF f`, id, b.round)
	if err != nil {
		return nil, fmt.Errorf("find scan: %w", err)
	}
	code := dossier.CodeAttachmentUnknown
	switch {
	case len(found) > 0 && slices.Contains(scans, found[0].Kind):
		return found[0].Hash, nil
	case len(found) > 0:
		code = dossier.CodeScanKind
	}
	return nil, invalidField("scan", code)
}

// keepScan claims the scan of an entry.
func (b *batch) keepScan(ctx context.Context, id string) error {
	_, err := b.tx.ExecContext(ctx, `UPDATE attachments SET state = 'kept' WHERE id = $1 AND state = 'waiting'`, id)
	if err != nil {
		return fmt.Errorf("keep scan: %w", err)
	}
	return nil
}

// AddScan keeps the scan of what is still to be entered, as AddAttachment does;
// refused scan_kind where it is neither a PDF nor a picture.
func (s *Store) AddScan(ctx context.Context, name string, data []byte) (Attachment, error) {
	a, err := s.AddAttachment(ctx, name, data)
	if err == nil && !slices.Contains(scans, a.MediaType) { // it goes after its day, as what nobody uses does
		err = &dossier.Problem{Code: dossier.CodeInvalid, Fields: []dossier.Field{{Name: "file", Code: dossier.CodeScanKind}}}
	}
	return a, err
}

// EnteredScan is a file that the scan of an entry may be.
type EnteredScan struct {
	Attachment
	Entries int `db:"entries"` // how many came in it so far
}

// ScanToEnter returns a file that the scan of an entry of the round may be: to who
// handles it. Refused not_found, or as who answers comments is.
func (s *Store) ScanToEnter(ctx context.Context, person, round, id string) (EnteredScan, error) {
	err := s.handles(ctx, person, round)
	if err == nil && !isUUID(id) {
		err = dossier.Refuse(dossier.CodeNotFound)
	}
	if err != nil {
		return EnteredScan{}, fmt.Errorf("read scan: %w", err)
	}
	var a EnteredScan
	err = s.reads.GetContext(ctx, &a, `
		SELECT `+attachmentColumns+`, (SELECT count(*) FROM submissions s WHERE s.scan = f.id) AS entries FROM attachments f WHERE f.id = $1 AND `+scanUsable, id, round)
	if err != nil {
		return EnteredScan{}, fmt.Errorf("read scan: %w", orNotFound(err))
	}
	return a, nil
}

// scanShown says of a submission s in a round r that everybody who hears of its
// comments may see its scan.
const scanShown = `shows_scan(s, r.names)`

// ScanFile returns the scan of entries with its bytes: to who handles the round, and,
// while that is shown by all of them, to whoever hears of the comments; refused
// not_found.
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
		FROM submissions s JOIN attachments f ON f.id = s.scan JOIN rounds r ON r.id = s.round JOIN dossiers d ON d.id = r.dossier WHERE s.scan = $1 LIMIT 1`, id, viewer)
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
// whatever is corrected later and whichever others came in it, and puts down who
// decided so. Of one that is not public it does nothing. Refused receipt_unknown, or as
// who answers comments is.
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
			INSERT INTO closed_scans (scan, submission, person, delegation, at, legal_at) SELECT scan, $1, $2, nullif($3, '')::uuid, $4, $5 FROM shown
			ON CONFLICT (scan) DO NOTHING`,
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

// scanOf says of a file f that the submission in the parameter $1 came in it, as it is
// entered now or was before.
const scanOf = `f.id IN (SELECT scan FROM submissions WHERE id = $1 UNION SELECT scan FROM earlier_entries WHERE submission = $1)`

// scanOfOthers says of a file f that it is the scan of another submission than the one
// in the parameter $1 too, likewise.
const scanOfOthers = `(EXISTS (SELECT 1 FROM submissions o WHERE o.scan = f.id AND o.id <> $1) OR EXISTS (SELECT 1 FROM earlier_entries o WHERE o.scan = f.id AND o.submission <> $1))`

// leaveScans closes the scans that stay with other letters, for a person who decides
// to erase this one. From then on no other comes to share its scans, or is erased.
func (e *erasing) leaveScans(ctx context.Context, tx *sqlx.Tx, person, lent string) error {
	_, err := tx.ExecContext(ctx, `SELECT 1 FROM attachments f WHERE `+scanOf+` ORDER BY f.id FOR NO KEY UPDATE OF f`, e.submission)
	if err != nil {
		return fmt.Errorf("lock scans: %w", err)
	}
	_, err = tx.ExecContext(ctx, `
		INSERT INTO closed_scans (scan, submission, person, delegation, at, legal_at)
		SELECT f.id, $1, $2, nullif($3, '')::uuid, $4, $5 FROM attachments f WHERE `+scanOf+` AND `+scanOfOthers+` ON CONFLICT (scan) DO NOTHING`,
		e.submission, person, lent, e.At, e.legal())
	if err != nil {
		return fmt.Errorf("close scans: %w", err)
	}
	return nil
}
