package store

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"iter"
	"slices"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
)

// What can be wrong with a row of a file of the portal, besides what a comment is
// refused for.
const (
	PortalNoID  dossier.Code = "portal_no_id"
	PortalTwice dossier.Code = "portal_twice" // the id stands in a row above

	PortalUnreadable dossier.Code = "portal_unreadable" // its cells are not as they should be
	PortalNotText    dossier.Code = "portal_not_text"   // a number, true or false stands where text is wanted
	PortalUnwritable dossier.Code = "portal_unwritable" // the record cannot hold what it says
)

// PortalFault is what is wrong with a row.
type PortalFault struct {
	Field string       `json:"field"` // empty: the row
	Code  dossier.Code `json:"code"`
	Line  int          `json:"line,omitempty"` // of the row above
}

// PortalRow is a comment as a file of the national portal has it.
type PortalRow struct {
	Line       int
	ID         string // by which the portal knows it
	SentOn     string // civil date
	Place      string // in the words of the portal
	Placed     bool   // the words name a provision
	Submission dossier.Submission
	Faults     []PortalFault
}

// hash returns the hash of what the row says. What is kept of it is under a salt.
func (r PortalRow) hash() []byte {
	a := r.Submission.Author
	var c dossier.NewComment
	if len(r.Submission.Comments) > 0 {
		c = r.Submission.Comments[0]
	}
	who := a.Name
	if a.Kind == dossier.Organisation {
		who = a.Organisation
	}
	return portalHash(r.SentOn, string(a.Kind), who, string(c.Document), c.Provision, string(c.Kind), c.Body, c.ProposedText)
}

// portalHash is the hash of a comment of the portal, of everything that is compared.
func portalHash(sentOn, authorKind, who, document, provision, kind, body, proposed string) []byte {
	b, err := json.Marshal([]string{sentOn, authorKind, who, document, provision, kind, body, proposed})
	if err != nil {
		panic(err) // strings always marshal
	}
	sum := sha256.Sum256(b)
	return sum[:]
}

// salted returns what is kept of the hash of a comment of the portal.
func salted(salt, hash []byte) []byte {
	sum := sha256.Sum256(slices.Concat(salt, hash))
	return sum[:]
}

// PortalFile is a file of the portal as it was understood.
type PortalFile struct {
	Name    string
	Format  string // csv, xlsx or jsonl
	Content []byte // kept, so that it can be understood in another way; nil: it is long, and is not
	SHA256  []byte
	Size    int64
	Columns map[string]string // headings, by what they hold
	Rows    iter.Seq[PortalRow]
}

// PortalFileView is a file that was brought.
type PortalFileView struct {
	ID        string            `db:"id"`
	No        int               `db:"no"`
	Name      string            `db:"name"`
	Format    string            `db:"format"`
	Hash      []byte            `db:"sha256"`
	Size      int               `db:"size"`
	BroughtBy string            `db:"brought_by"` // name
	BroughtAt time.Time         `db:"brought_at"`
	Early     bool              `db:"early"` // before the end of the round: it may lack what came last
	Columns   map[string]string `db:"-"`

	ColumnsJSON []byte `db:"columns"`
}

const portalFileView = `
	SELECT f.id, f.no, f.name, f.format, f.sha256, f.size, p.name AS brought_by, f.brought_at, f.columns,
		f.brought_at < coalesce(least(r.closed_at, r.closes_at), r.closes_at) AS early
	FROM portal_files f JOIN persons p ON p.id = f.brought_by JOIN rounds r ON r.id = f.round WHERE f.round = $1 ORDER BY f.no DESC LIMIT 1`

// lastPortalFile returns the newest file of a round; nil: there is none.
func lastPortalFile(ctx context.Context, q sqlx.QueryerContext, round string) (*PortalFileView, error) {
	var files []PortalFileView
	err := sqlx.SelectContext(ctx, q, &files, portalFileView, round)
	if err != nil {
		return nil, fmt.Errorf("read file of the portal: %w", err)
	}
	if len(files) == 0 {
		return nil, nil
	}
	f := &files[0]
	f.BroughtAt = f.BroughtAt.UTC()
	err = json.Unmarshal(f.ColumnsJSON, &f.Columns)
	if err != nil {
		return nil, fmt.Errorf("read columns of the portal: %w", err)
	}
	return f, nil
}

// portalLocks is the class of the advisory locks of rounds under which one file of the
// portal after another is brought, and its parts are taken in. Who takes one has none of
// roundLocks yet.
const portalLocks = 7005

// enteringPortal takes a round's lock for oneself, and asks what mayEnterPortal does.
func enteringPortal(ctx context.Context, tx *sqlx.Tx, person, round string) error {
	err := lockAlone(ctx, tx, round)
	if err != nil {
		return err
	}
	return mayEnterPortal(ctx, tx, person, round)
}

// mayEnterPortal asks whether a person handles a round whose closing is not final. Refused
// closing_final, or as who answers comments is.
func mayEnterPortal(ctx context.Context, tx *sqlx.Tx, person, round string) error {
	_, err := handling(ctx, tx, person, round)
	if err != nil {
		return err
	}
	final, err := isFinal(ctx, tx, round)
	if err == nil && final {
		err = dossier.Refuse(dossier.CodeClosingFinal)
	}
	return err
}

// BringPortalFile keeps a file of the portal as the newest of a round, to be looked
// at, taken in and compared. While it is written nothing else that comes into the round
// waits. Refused closing_final, or as who answers comments is.
func (s *Store) BringPortalFile(ctx context.Context, person, round string, f PortalFile) (PortalFileView, error) {
	var out PortalFileView
	err := s.transact(ctx, func(tx *sqlx.Tx) error {
		err := lockIn(ctx, tx, portalLocks, round)
		if err != nil {
			return err
		}
		err = mayEnterPortal(ctx, tx, person, round)
		if err != nil {
			return err
		}
		id, err := keepPortalFile(ctx, tx, person, round, f)
		if err != nil {
			return err
		}
		err = enteringPortal(ctx, tx, person, round)
		if err != nil {
			return err
		}
		err = forgetErasedRows(ctx, tx, id)
		if err != nil {
			return err
		}
		last, err := lastPortalFile(ctx, tx, round)
		if err == nil {
			out = *last
		}
		return err
	})
	if err == nil {
		err = s.transact(ctx, func(tx *sqlx.Tx) error { return forgetReplaced(ctx, tx, round) })
	}
	if err != nil {
		return PortalFileView{}, fmt.Errorf("bring file of the portal: %w", err)
	}
	return out, nil
}

func isFinal(ctx context.Context, q sqlx.QueryerContext, round string) (bool, error) {
	var final bool
	err := sqlx.GetContext(ctx, q, &final, `SELECT final_at IS NOT NULL FROM rounds WHERE id = $1`, round)
	if err != nil {
		return false, fmt.Errorf("read closing: %w", err)
	}
	return final, nil
}

// keepPortalFile writes a file with its rows, and returns its id.
func keepPortalFile(ctx context.Context, tx *sqlx.Tx, person, round string, f PortalFile) (string, error) {
	columns, err := json.Marshal(f.Columns)
	if err != nil {
		return "", fmt.Errorf("write columns of the portal: %w", err)
	}
	last, err := lastPortalFile(ctx, tx, round)
	if err != nil {
		return "", err
	}
	no := 1
	if last != nil {
		no = last.No + 1
	}
	id := newID()
	_, err = tx.ExecContext(ctx, `
		INSERT INTO portal_files (id, round, no, name, format, sha256, size, columns, content, brought_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		id, round, no, f.Name, f.Format, f.SHA256, f.Size, string(columns), f.Content, person)
	if err != nil {
		return "", fmt.Errorf("write file of the portal: %w", err)
	}
	return id, writePortalRows(ctx, tx, round, id, f.Rows)
}

// forgetReplaced keeps of the files of a round neither their bytes nor what their rows say
// once there is a newer one. It is a transaction of its own: whoever erases a comment waits
// for these rows with the round's lock, which bringing a file asks for last.
func forgetReplaced(ctx context.Context, tx *sqlx.Tx, round string) error {
	const older = `f.round = $1 AND EXISTS (SELECT 1 FROM portal_files n WHERE n.round = f.round AND n.no > f.no)`
	_, err := tx.ExecContext(ctx, `UPDATE portal_rows w SET content = NULL FROM portal_files f WHERE w.file = f.id AND w.content IS NOT NULL AND `+older, round)
	if err == nil {
		_, err = tx.ExecContext(ctx, `UPDATE portal_files f SET content = NULL WHERE f.content IS NOT NULL AND `+older, round)
	}
	if err != nil {
		return fmt.Errorf("replace file of the portal: %w", err)
	}
	return nil
}

// forgetErasedRows keeps of a file of the portal neither what its rows say whose
// comments were erased here, nor, where it has such rows, its bytes. Such a row has the
// hash of what was taken in, as writePortalRows says, also where the comment was erased
// while it was written.
func forgetErasedRows(ctx context.Context, tx *sqlx.Tx, file string) error {
	_, err := tx.ExecContext(ctx, `
		WITH gone AS (UPDATE portal_rows w SET content = NULL, hash = k.hash FROM portal_files f, portal_comments k, submissions s
			WHERE w.file = $1 AND f.id = w.file AND k.round = f.round AND k.portal_id = w.portal_id AND s.id = k.submission AND s.erased_at IS NOT NULL RETURNING 1)
		UPDATE portal_files SET content = NULL WHERE id = $1 AND EXISTS (SELECT 1 FROM gone)`, file)
	if err != nil {
		return fmt.Errorf("forget what was erased: %w", err)
	}
	return nil
}

// writePortalRows writes rows with their hashes under the salts of their comments, of
// which new ones get one. The salt of what was erased, or whose names were forgotten, is
// gone: nobody can tell what its row says from what was taken in, and it has that hash.
func writePortalRows(ctx context.Context, tx *sqlx.Tx, round, file string, rows iter.Seq[PortalRow]) error {
	for part := range chunks(rows, 1000) {
		lines := make([]int64, len(part))
		ids, contents, faults := make([]string, len(part)), make([]string, len(part)), make([]string, len(part))
		hashes := make([][]byte, len(part))
		for i, r := range part {
			content, err := json.Marshal(r)
			if err != nil {
				return fmt.Errorf("write row %d: %w", r.Line, err)
			}
			wrong, err := json.Marshal(append([]PortalFault{}, r.Faults...))
			if err != nil {
				return fmt.Errorf("write row %d: %w", r.Line, err)
			}
			lines[i], ids[i], hashes[i], contents[i], faults[i] = int64(r.Line), r.ID, r.hash(), string(content), string(wrong)
		}
		_, err := tx.ExecContext(ctx, `
			INSERT INTO portal_salts (round, portal_id, salt)
			SELECT $1, id, sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())) FROM unnest($2::text[]) AS u (id)
			WHERE NOT EXISTS (SELECT 1 FROM portal_comments k WHERE k.round = $1 AND k.portal_id = u.id) ON CONFLICT DO NOTHING`, round, array(ids))
		if err != nil {
			return fmt.Errorf("salt rows of the portal: %w", err)
		}
		_, err = tx.ExecContext(ctx, `
			INSERT INTO portal_rows (file, line, portal_id, hash, content, faults, taken)
			SELECT $1, line, id, coalesce(sha256(z.salt || u.hash), k.hash), content::jsonb, faults::jsonb, k.portal_id IS NOT NULL
			FROM unnest($2::integer[], $3::text[], $4::bytea[], $5::text[], $6::text[]) AS u (line, id, hash, content, faults)
			LEFT JOIN portal_salts z ON z.round = $7 AND z.portal_id = u.id LEFT JOIN portal_comments k ON k.round = $7 AND k.portal_id = u.id`,
			file, array(lines), array(ids), array(hashes), array(contents), array(faults), round)
		if err != nil {
			return fmt.Errorf("write rows of the portal: %w", err)
		}
	}
	return nil
}

// chunks yields what a sequence does, so many at a time; a slice holds until the next.
func chunks[T any](all iter.Seq[T], size int) iter.Seq[[]T] {
	return func(yield func([]T) bool) {
		part := make([]T, 0, size)
		for one := range all {
			part = append(part, one)
			if len(part) == size {
				if !yield(part) {
					return
				}
				part = part[:0]
			}
		}
		if len(part) > 0 {
			yield(part)
		}
	}
}

// PortalContent returns the bytes of the newest file of a round, so that it can be
// understood in another way. Refused not_found, or as who answers comments is.
func (s *Store) PortalContent(ctx context.Context, person, round string) (PortalFileView, []byte, error) {
	err := s.handles(ctx, person, round)
	if err != nil {
		return PortalFileView{}, nil, fmt.Errorf("read file of the portal: %w", err)
	}
	last, err := lastPortalFile(ctx, s.reads, round)
	if err != nil {
		return PortalFileView{}, nil, err
	}
	if last == nil {
		return PortalFileView{}, nil, dossier.Refuse(dossier.CodeNotFound)
	}
	var content []byte
	err = s.reads.GetContext(ctx, &content, `SELECT content FROM portal_files WHERE id = $1`, last.ID)
	if err != nil {
		return PortalFileView{}, nil, fmt.Errorf("read file of the portal: %w", err)
	}
	return *last, content, nil
}

// PortalRows returns rows of a file as they were understood, from the one behind a
// line on: those that are wrong alone, where that is asked for. The caller has seen
// to it that the person handles the round.
func (s *Store) PortalRows(ctx context.Context, file string, wrong bool, behind, most int) ([]PortalRow, error) {
	var rows []struct {
		Content []byte `db:"content"`
		Faults  []byte `db:"faults"`
	}
	err := s.reads.SelectContext(ctx, &rows, `
		SELECT content, faults FROM portal_rows WHERE file = $1 AND line > $2 AND content IS NOT NULL AND (NOT $3 OR faults <> '[]') ORDER BY line LIMIT $4`,
		file, behind, wrong, most)
	if err != nil {
		return nil, fmt.Errorf("read rows of the portal: %w", err)
	}
	all := make([]PortalRow, len(rows))
	for i, r := range rows {
		err = json.Unmarshal(r.Content, &all[i])
		if err == nil {
			all[i].Faults, err = readFaults(r.Faults)
		}
		if err != nil {
			return nil, fmt.Errorf("read rows of the portal: %w", err)
		}
	}
	return all, nil
}

func readFaults(b []byte) ([]PortalFault, error) {
	var faults []PortalFault
	err := json.Unmarshal(b, &faults)
	if err != nil {
		return nil, fmt.Errorf("read faults of the portal: %w", err)
	}
	return faults, nil
}
