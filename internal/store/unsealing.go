package store

import (
	"context"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
)

// unsealedFor is how long what was unsealed may be read.
const unsealedFor = 15 * time.Minute

// Original is a comment as it was sent, for who unsealed it.
type Original struct {
	Ref      dossier.Ref `db:"ref"`
	Number   int         `db:"number"` // in the round
	Round    int         `db:"round"`  // number of it
	Body     string      `db:"body"`
	Proposed string      `db:"proposed_text"`
	Quote    string      `db:"quote"`
	Author   string      `db:"author"` // empty: none that is or was published
	Reason   string      `db:"reason"`
	Files    []Attachment
}

// Unsealing is that somebody read an original.
type Unsealing struct {
	Name   string    `db:"name"`
	Reason string    `db:"reason"`
	At     time.Time `db:"legal_at"` // on the dossier's own clock
}

// Unseal puts down that a person reads the original of a comment, and why, and
// returns by what they do. Refused as who may not, submission_erased,
// reasons_required or reasons_too_long.
func (s *Store) Unseal(ctx context.Context, person, comment, reason string) (string, error) {
	reason = strings.TrimSpace(reason)
	if reason == "" || utf8.RuneCountInString(reason) > dossier.MaxNote {
		code := dossier.CodeReasonsRequired
		if reason != "" {
			code = dossier.CodeReasonsTooLong
		}
		return "", &dossier.Problem{Code: dossier.CodeInvalid, Fields: []dossier.Field{{Name: "reason", Code: code, Params: map[string]string{"limit": fmt.Sprint(dossier.MaxNote)}}}}
	}
	id := newID()
	err := s.transact(ctx, func(tx *sqlx.Tx) error {
		h, err := s.handle(ctx, tx, person, dossier.Unseal, comment)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `
			INSERT INTO unsealings (id, comment, person, delegation, reason, at, legal_at) VALUES ($1, $2, $3, nullif($4, '')::uuid, $5, $6, $7)`,
			id, comment, person, h.delegation, reason, h.At, h.legal())
		if err != nil {
			return fmt.Errorf("put down who reads: %w", err)
		}
		return nil
	})
	if err != nil {
		return "", fmt.Errorf("unseal comment: %w", err)
	}
	return id, nil
}

// Unsealed returns what a person unsealed, for a quarter of an hour, while they
// still may; refused not_found, unsealed_long, or as who may not.
func (s *Store) Unsealed(ctx context.Context, person, id string) (Original, error) {
	var row struct {
		Original
		Comment string `db:"comment"`
		Fresh   bool   `db:"fresh"`
	}
	if !isUUID(id) {
		return Original{}, dossier.Refuse(dossier.CodeNotFound)
	}
	err := s.reads.GetContext(ctx, &row, `
		SELECT d.ref, c.number, r.no AS round, c.id AS comment, u.reason, u.at > clock_timestamp() - $3 * interval '1 second' AS fresh,
			coalesce(z.body, c.body) AS body, coalesce(z.proposed_text, c.proposed_text) AS proposed_text, coalesce(z.quote_exact, c.quote_exact, '') AS quote,
			coalesce(o.name, CASE WHEN coalesce(a.publish_name, s.publish_name) THEN coalesce(a.author_name, s.author_name) END, '') AS author
		FROM unsealings u JOIN comments c ON c.id = u.comment JOIN submissions s ON s.id = c.submission JOIN rounds r ON r.id = c.round JOIN dossiers d ON d.id = r.dossier
		LEFT JOIN sealed_comments z ON z.comment = c.id LEFT JOIN sealed_authors a ON a.submission = s.id
		LEFT JOIN organisations o ON o.id = coalesce(a.organisation, s.organisation)
		WHERE u.id = $1 AND u.person = nullif($2, '')::uuid`, id, person, unsealedFor.Seconds())
	if err != nil {
		return Original{}, fmt.Errorf("read what was unsealed: %w", orNotFound(err))
	}
	err = s.mayHandle(ctx, person, row.Ref, dossier.Unseal)
	if err != nil {
		return Original{}, err
	}
	if !row.Fresh {
		return Original{}, dossier.Refuse(dossier.CodeUnsealedLong)
	}
	err = s.reads.SelectContext(ctx, &row.Files, `
		SELECT f.id, coalesce(z.name, f.name) AS name, f.media_type, f.size, f.sha256, f.state IN ('expired', 'gone') AS covered FROM comment_attachments a JOIN attachments f ON f.id = a.attachment
		LEFT JOIN sealed_files z ON z.attachment = f.id WHERE a.comment = $1 ORDER BY a.no`, row.Comment)
	if err != nil {
		return Original{}, fmt.Errorf("read files of what was unsealed: %w", err)
	}
	return row.Original, nil
}

// UnsealedFile returns a file of what a person unsealed; refused as Unsealed does.
func (s *Store) UnsealedFile(ctx context.Context, person, id, file string) (Attachment, []byte, error) {
	o, err := s.Unsealed(ctx, person, id)
	if err != nil {
		return Attachment{}, nil, err
	}
	i := slices.IndexFunc(o.Files, func(a Attachment) bool { return a.ID == file })
	if i < 0 || o.Files[i].Covered || s.files == nil {
		return Attachment{}, nil, dossier.Refuse(dossier.CodeNotFound)
	}
	b, err := s.files.Get(ctx, file)
	if err != nil {
		return Attachment{}, nil, err
	}
	if sum := sha256.Sum256(b); !slices.Equal(sum[:], o.Files[i].Hash) {
		return Attachment{}, nil, fmt.Errorf("read attachment %s: its bytes are not those that were kept", file)
	}
	return o.Files[i], b, nil
}

// Unsealings returns who read the original of a comment, newest first, to who may.
func (s *Store) Unsealings(ctx context.Context, viewer string, ref dossier.Ref, comment string) ([]Unsealing, error) {
	err := s.mayHandle(ctx, viewer, ref, dossier.Unseal)
	if err != nil {
		return nil, err
	}
	all := []Unsealing{}
	err = s.reads.SelectContext(ctx, &all, `
		SELECT p.name, u.reason, u.legal_at FROM unsealings u JOIN persons p ON p.id = u.person WHERE u.comment = $1 ORDER BY u.id DESC LIMIT $2`, comment, maxLimit)
	if err != nil {
		return nil, fmt.Errorf("list who unsealed: %w", err)
	}
	return all, nil
}
