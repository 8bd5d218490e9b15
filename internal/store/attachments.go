package store

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"

	"github.com/google/uuid"

	"github.com/rasprava/rasprava/internal/attachment"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
)

// Attachment is a file that came with a comment, or waits for one.
type Attachment struct {
	ID        string `db:"id"`
	Name      string `db:"name"`
	MediaType string `db:"media_type"`
	Size      int    `db:"size"`
	Hash      []byte `db:"sha256"`  // of the file as it is kept
	Covered   bool   `db:"covered"` // nobody gets it: it is covered, as its name says, or was kept for its term
	Telling   bool   `db:"telling"` // it may still tell of its maker, and is not sent yet
}

// SHA256 returns the hash of the file in hexadecimal.
func (a Attachment) SHA256() string { return hex.EncodeToString(a.Hash) }

const attachmentColumns = `f.id, f.name, f.media_type, f.size, f.sha256, f.covered OR f.state IN ('expired', 'gone') AS covered, f.telling AND f.state = 'waiting' AS telling`

var attachmentCodes = []struct {
	err  error
	code dossier.Code
}{
	{attachment.ErrEmpty, dossier.CodeAttachmentEmpty}, {attachment.ErrTooLarge, dossier.CodeTooLarge}, {attachment.ErrKind, dossier.CodeAttachmentKind},
	{attachment.ErrDamaged, dossier.CodeAttachmentDamaged}, {attachment.ErrSwollen, dossier.CodeAttachmentSwollen}, {attachment.ErrActive, dossier.CodeAttachmentActive},
}

// AddAttachment keeps a file for a comment that is still to come, for a day,
// without what tells of its maker. Its id, which nobody can guess, is all that is
// needed to use it, once. Refused for the field file: attachment_empty,
// attachment_kind, attachment_damaged, attachment_swollen, attachment_active;
// too_large; or unavailable where none are taken.
func (s *Store) AddAttachment(ctx context.Context, name string, data []byte) (Attachment, error) {
	if s.files == nil {
		return Attachment{}, dossier.Refuse(dossier.CodeUnavailable)
	}
	kept, err := attachment.Clean(data)
	for _, c := range attachmentCodes {
		if errors.Is(err, c.err) {
			refused := dossier.Field{Name: "file", Code: c.code, Params: map[string]string{"limit": "20"}}
			code := dossier.CodeInvalid
			if c.code == dossier.CodeTooLarge {
				code = c.code
			}
			return Attachment{}, (&dossier.Problem{Code: code, Fields: []dossier.Field{refused}}).Because(err)
		}
	}
	if err != nil {
		return Attachment{}, fmt.Errorf("clean attachment: %w", err)
	}
	sum := sha256.Sum256(kept.Data)
	a := Attachment{ID: uuid.NewString(), Name: attachment.Name(name, kept.Kind), MediaType: string(kept.Kind), Size: len(kept.Data), Hash: sum[:], Telling: kept.Telling}
	// The row comes first: bytes that nobody knows of would stay for ever.
	_, err = s.db.ExecContext(ctx, `INSERT INTO attachments (id, name, media_type, size, sha256, telling) VALUES ($1, $2, $3, $4, $5, $6)`, a.ID, a.Name, a.MediaType, a.Size, a.Hash, a.Telling)
	if err != nil {
		return Attachment{}, fmt.Errorf("write attachment: %w", err)
	}
	err = s.files.Put(ctx, a.ID, kept.Data)
	if err != nil {
		return Attachment{}, err
	}
	return a, nil
}

// WaitingAttachments returns those of the files that wait for their comment, in
// the order in which they are asked for; the others are left out.
func (s *Store) WaitingAttachments(ctx context.Context, ids []string) ([]Attachment, error) {
	ids = uuids(ids)
	if len(ids) == 0 {
		return nil, nil
	}
	var found []Attachment
	err := s.reads.SelectContext(ctx, &found, `
		SELECT `+attachmentColumns+` FROM attachments f WHERE f.id = ANY($1) AND f.state = 'waiting' ORDER BY array_position($1::uuid[], f.id)`, array(ids))
	if err != nil {
		return nil, fmt.Errorf("read attachments: %w", err)
	}
	return found, nil
}

// isUUID reports whether a text can be an id, in the one spelling that ids have here.
func isUUID(id string) bool {
	u, err := uuid.Parse(id)
	return err == nil && u.String() == id
}

// uuids returns what can be an id.
func uuids(ids []string) []string {
	return slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return !isUUID(id) })
}

// Attachments returns the files of comments, by the comment, in the order of
// their authors. The caller has seen to it that the comments may be read.
func (s *Store) Attachments(ctx context.Context, comments []string) (map[string][]Attachment, error) {
	comments = uuids(comments)
	if len(comments) == 0 {
		return nil, nil
	}
	var rows []struct {
		Attachment
		Comment string `db:"comment"`
	}
	err := s.reads.SelectContext(ctx, &rows, `
		SELECT c.comment, `+attachmentColumns+` FROM comment_attachments c JOIN attachments f ON f.id = c.attachment WHERE c.comment = ANY($1) ORDER BY c.comment, c.no`,
		array(comments))
	if err != nil {
		return nil, fmt.Errorf("read attachments: %w", err)
	}
	byComment := map[string][]Attachment{}
	for _, r := range rows {
		byComment[r.Comment] = append(byComment[r.Comment], r.Attachment)
	}
	return byComment, nil
}

// attach adds to comments their files, who signed them, and what is covered in them.
func (s *Store) attach(ctx context.Context, comments []CommentView) error {
	ids := make([]string, len(comments))
	var covered, signed []string
	for i, c := range comments {
		if c.Signatures > 0 {
			signed = append(signed, c.ID)
		}
		if !c.Withdrawn && !c.Hides() {
			ids[i] = c.ID
		}
		if c.Covered {
			covered = append(covered, c.ID)
		}
	}
	files, err := s.Attachments(ctx, ids)
	if err != nil {
		return err
	}
	covers, err := s.coversOf(ctx, covered)
	if err != nil {
		return err
	}
	signatories, err := s.signatoriesOf(ctx, signed)
	if err != nil {
		return err
	}
	for i, c := range comments {
		comments[i].Attachments, comments[i].Covers, comments[i].Signatories = files[c.ID], covers[c.ID], signatories[c.ID]
		if c.ErasedAt != nil {
			*comments[i].ErasedAt = c.ErasedAt.UTC()
		}
	}
	return nil
}

func (s *Store) withAttachments(ctx context.Context, c CommentView) (CommentView, error) {
	one := []CommentView{c}
	err := s.attach(ctx, one)
	return one[0], err
}

// AttachmentFile returns a file of a comment with its bytes, to whoever hears of
// the comment, sent it, or holds the secret of its receipt, which is asked for by
// the number; refused not_found.
func (s *Store) AttachmentFile(ctx context.Context, viewer, id string, secretOf func(receiptNo string) string) (Attachment, []byte, error) {
	if !isUUID(id) || s.files == nil {
		return Attachment{}, nil, dossier.Refuse(dossier.CodeNotFound)
	}
	var rows []struct {
		Attachment
		No     string `db:"receipt_no"`
		Secret []byte `db:"secret_hash"`
		Seen   bool   `db:"seen"`
	}
	err := s.reads.SelectContext(ctx, &rows, `
		SELECT `+attachmentColumns+`, s.receipt_no, s.secret_hash,
			coalesce(s.sent_by = nullif($2, '')::uuid, false) OR `+readable+` AND (sees(nullif($2, '')::uuid, d) OR (d.rehearsal AND d.visibility = 'public'))
				AND (r.show_comments OR r.status = 'closed' OR insider(nullif($2, '')::uuid, d)) AS seen
		FROM attachments f JOIN comment_attachments a ON a.attachment = f.id JOIN comments c ON c.id = a.comment JOIN submissions s ON s.id = c.submission
		JOIN rounds r ON r.id = c.round JOIN dossiers d ON d.id = r.dossier WHERE f.id = $1 AND NOT f.covered AND f.state NOT IN ('expired', 'gone')`, id, viewer)
	if err != nil {
		return Attachment{}, nil, fmt.Errorf("read attachment: %w", err)
	}
	for _, r := range rows {
		if secret := secretOf(r.No); r.Seen || secret != "" && subtle.ConstantTimeCompare(r.Secret, hashOf(secret)) == 1 {
			return s.readFile(ctx, r.Attachment)
		}
	}
	return Attachment{}, nil, dossier.Refuse(dossier.CodeNotFound)
}

// OwnAttachmentFile returns a file of a submission with its bytes to whoever holds the
// secret of its receipt, whether or not others hear of it, and whether it came with what
// the submission says now or with what it said before; refused receipt_unknown,
// secret_wrong, or not_found.
func (s *Store) OwnAttachmentFile(ctx context.Context, no, secret, id string) (Attachment, []byte, error) {
	_, submission, err := s.heldBySecret(ctx, no, secret)
	if err != nil {
		return Attachment{}, nil, err
	}
	if !isUUID(id) || s.files == nil {
		return Attachment{}, nil, dossier.Refuse(dossier.CodeNotFound)
	}
	var a Attachment
	err = s.reads.GetContext(ctx, &a, `
		SELECT `+attachmentColumns+` FROM attachments f WHERE f.id = $2 AND NOT f.covered AND f.state NOT IN ('expired', 'gone', 'discarded')
			AND (EXISTS (SELECT 1 FROM comment_attachments a JOIN comments c ON c.id = a.comment WHERE a.attachment = f.id AND c.submission = $1)
				OR EXISTS (SELECT 1 FROM earlier_comments e JOIN comments c ON c.id = e.comment WHERE f.id = ANY(e.attachments) AND c.submission = $1))`, submission, id)
	if err != nil {
		return Attachment{}, nil, fmt.Errorf("read attachment: %w", orNotFound(err))
	}
	return s.readFile(ctx, a)
}

// readFile returns a file with its bytes, which it holds to their hash.
func (s *Store) readFile(ctx context.Context, a Attachment) (Attachment, []byte, error) {
	b, err := s.files.Get(ctx, a.ID)
	if err != nil {
		return Attachment{}, nil, err
	}
	if sum := sha256.Sum256(b); !slices.Equal(sum[:], a.Hash) {
		return Attachment{}, nil, fmt.Errorf("read attachment %s: its bytes are not those that were kept", a.ID)
	}
	return a, b, nil
}

// discardAttachments removes files that waited a day for a comment, and returns
// how many went. What was cut off goes on with the next call.
func (s *Store) discardAttachments(ctx context.Context) (int64, error) {
	if s.files == nil {
		return 0, nil
	}
	_, err := s.db.ExecContext(ctx, `
		UPDATE attachments SET state = 'discarded' WHERE state = 'waiting' AND uploaded_at < clock_timestamp() - interval '1 day'`)
	if err != nil {
		return 0, fmt.Errorf("discard attachments: %w", err)
	}
	var ids []string
	err = s.db.SelectContext(ctx, &ids, `SELECT id FROM attachments WHERE state = 'discarded' ORDER BY uploaded_at LIMIT 1000`)
	if err != nil {
		return 0, fmt.Errorf("discard attachments: %w", err)
	}
	var gone int64
	for _, id := range ids {
		err = s.files.Delete(ctx, id)
		if err != nil {
			return gone, err
		}
		_, err = s.db.ExecContext(ctx, `DELETE FROM attachments WHERE id = $1 AND state = 'discarded'`, id)
		if err != nil {
			return gone, fmt.Errorf("discard attachment: %w", err)
		}
		gone++
	}
	return gone, nil
}

// claimed are the files that the deliveries of a batch name and may use.
type claimed struct {
	hashes map[string]string // "sha256:…" by id
	used   map[string]bool   // by a delivery before
}

func (c claimed) has(id string) bool { return c.hashes[id] != "" && !c.used[id] }

// use gives the files of a submission to it.
func (c claimed) use(s dossier.Submission) {
	for _, one := range s.Comments {
		for _, id := range one.Attachments {
			c.used[id] = true
		}
	}
}

// contentOf is what the commitment to a comment covers.
func (c claimed) contentOf(n dossier.NewComment) ledger.CommentContent {
	content := contentOf(n)
	for _, id := range n.Attachments {
		if h := c.hashes[id]; h != "" {
			content.Attachments = append(content.Attachments, h)
		}
	}
	return content
}

// claim finds the files that the deliveries name, and locks them where they are to
// be used. A batch that names none asks nothing.
func (b *batch) claim(ctx context.Context, lock bool) error {
	var ids []string
	for _, i := range b.pending() {
		for _, c := range b.deliveries[i].Submission.Comments {
			ids = append(ids, c.Attachments...)
		}
	}
	ids = uuids(ids)
	if len(ids) == 0 {
		return nil
	}
	query := `SELECT id, sha256 FROM attachments WHERE id = ANY($1) AND state = 'waiting' ORDER BY id`
	if lock {
		query += ` FOR NO KEY UPDATE`
	}
	var rows []struct {
		ID   string `db:"id"`
		Hash []byte `db:"sha256"`
	}
	err := b.tx.SelectContext(ctx, &rows, query, array(ids))
	if err != nil {
		return fmt.Errorf("claim attachments: %w", err)
	}
	b.files = claimed{hashes: map[string]string{}, used: map[string]bool{}}
	for _, r := range rows {
		b.files.hashes[r.ID] = "sha256:" + hex.EncodeToString(r.Hash)
	}
	return nil
}

// writeAttachments ties the files that were claimed to their comments.
func (b *batch) writeAttachments(ctx context.Context) error {
	var (
		comments, ids []string
		nos           []int64
	)
	for _, one := range b.sealed {
		for n, c := range b.deliveries[one.i].Submission.Comments {
			for k, id := range c.Attachments {
				comments, ids, nos = append(comments, one.comments[n]), append(ids, id), append(nos, int64(k+1))
			}
		}
	}
	if len(ids) == 0 {
		return nil
	}
	_, err := b.tx.ExecContext(ctx, `
		INSERT INTO comment_attachments (comment, no, attachment) SELECT comment, no, attachment FROM unnest($1::uuid[], $2::integer[], $3::uuid[]) AS u (comment, no, attachment)`,
		array(comments), array(nos), array(ids))
	if err != nil {
		return fmt.Errorf("write attachments of comments: %w", err)
	}
	_, err = b.tx.ExecContext(ctx, `UPDATE attachments SET state = 'kept' WHERE id = ANY($1)`, array(ids))
	if err != nil {
		return fmt.Errorf("keep attachments: %w", err)
	}
	return nil
}
