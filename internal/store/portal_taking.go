package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
)

// portalBatch is how many comments of the portal one transaction takes in.
const portalBatch = 100

// PortalTaken is what became of a part of a file.
type PortalTaken struct {
	Taken   int
	Refused int  // their rows say why
	More    bool // that may still be taken in
}

// TakePortal takes a part of the newest file of the portal into a round: every row
// that is right and was not taken in before, once by its id, as a submission of its
// own. A row that the record cannot hold keeps no other one out. It is asked again
// until nothing is left. Refused closing_final, not_found where there is no file,
// unavailable, or as who answers comments is.
func (s *Store) TakePortal(ctx context.Context, person, round string) (PortalTaken, error) {
	out, err := s.takePart(ctx, person, round, "")
	if unwritable(err) {
		out, err = s.takeEach(ctx, person, round)
	}
	if err != nil {
		return PortalTaken{}, fmt.Errorf("take in comments of the portal: %w", err)
	}
	return out, nil
}

// takeEach takes the rows of a part in alone, and puts down which cannot be.
func (s *Store) takeEach(ctx context.Context, person, round string) (PortalTaken, error) {
	file, err := lastPortalFile(ctx, s.db, round)
	if err != nil {
		return PortalTaken{}, err
	}
	var ids []string
	err = s.db.SelectContext(ctx, &ids, `SELECT w.portal_id FROM portal_rows w WHERE w.file = $1 AND `+untaken+` ORDER BY w.line LIMIT $2`, file.ID, portalBatch)
	if err != nil {
		return PortalTaken{}, fmt.Errorf("read rows of the portal: %w", err)
	}
	all := PortalTaken{More: len(ids) == portalBatch}
	for _, id := range ids {
		one, err := s.takePart(ctx, person, round, id)
		if unwritable(err) {
			one.Refused = 1
			err = faultRow(ctx, s.db, file.ID, id, []PortalFault{{Code: PortalUnwritable}})
		}
		if err != nil {
			return PortalTaken{}, err
		}
		all.Taken, all.Refused = all.Taken+one.Taken, all.Refused+one.Refused
	}
	return all, nil
}

// takePart takes a part in, or the one row with an id.
func (s *Store) takePart(ctx context.Context, person, round, only string) (PortalTaken, error) {
	out, err := s.takePortalWith(ctx, person, round, only, (*batch).prove)
	if unsignable(err) {
		return s.takePortalWith(ctx, person, round, only, (*batch).promise)
	}
	return out, err
}

func (s *Store) takePortalWith(ctx context.Context, person, round, only string, acknowledge func(*batch, context.Context) error) (PortalTaken, error) {
	var out PortalTaken
	err := s.transactOn(ctx, s.intake.db, func(tx *sqlx.Tx) error {
		out = PortalTaken{}
		// One part at a time: two would take the same rows in.
		err := lockIn(ctx, tx, portalLocks, round)
		if err != nil {
			return err
		}
		b := batch{store: s, tx: inTransaction{s.intake, tx}, round: round, entry: &Entry{Channel: dossier.Portal}, acknowledge: acknowledge}
		err = b.enterBy(ctx, person)
		if err != nil {
			return err
		}
		file, err := lastPortalFile(ctx, tx, round)
		if err != nil {
			return err
		}
		if file == nil {
			return dossier.Refuse(dossier.CodeNotFound)
		}
		p := portalPart{batch: &b, file: file.ID, person: person, only: only}
		out, err = p.take(ctx)
		return err
	})
	return out, err
}

// portalPart is a transaction that takes in a part of a file.
type portalPart struct {
	*batch
	file   string
	person string
	only   string // id of the one row to be taken in; empty: the next ones
	rows   []PortalRow
}

// untaken is the condition of rows w of a file that are to be taken in.
const untaken = `NOT w.taken AND w.faults = '[]' AND w.content IS NOT NULL`

func (p *portalPart) take(ctx context.Context) (PortalTaken, error) {
	within, err := p.span(ctx)
	if err != nil {
		return PortalTaken{}, err
	}
	if within.final {
		return PortalTaken{}, dossier.Refuse(dossier.CodeClosingFinal)
	}
	var contents [][]byte
	err = p.tx.SelectContext(ctx, &contents, `SELECT w.content FROM portal_rows w WHERE w.file = $1 AND `+untaken+` AND ($3 = '' OR w.portal_id = $3) ORDER BY w.line LIMIT $2`,
		p.file, portalBatch, p.only)
	if err != nil {
		return PortalTaken{}, fmt.Errorf("read rows of the portal: %w", err)
	}
	p.rows = make([]PortalRow, len(contents))
	for i, c := range contents {
		err = json.Unmarshal(c, &p.rows[i])
		if err != nil {
			return PortalTaken{}, fmt.Errorf("read rows of the portal: %w", err)
		}
	}
	err = p.sealRows(ctx, within)
	if err != nil {
		return PortalTaken{}, err
	}
	out := PortalTaken{Taken: len(p.sealed), More: len(contents) == portalBatch}
	if out.Taken > 0 {
		err = p.keep(ctx)
		if err != nil {
			return PortalTaken{}, err
		}
	}
	out.Refused, err = p.refuse(ctx)
	if err != nil {
		return PortalTaken{}, err
	}
	return out, nil
}

// sealRows seals the rows of the part that may be taken in, and has in results why the
// others may not.
func (p *portalPart) sealRows(ctx context.Context, within span) error {
	p.results = make([]result, len(p.rows))
	for i, r := range p.rows {
		p.deliveries = append(p.deliveries, Delivery{Round: p.round, Key: "ekonsultacije/" + r.ID, Submission: r.Submission})
		p.results[i].err = within.holds(whenSent{channel: dossier.Portal, sent: r.SentOn})
	}
	p.row.Who, p.overdue = dossier.Anyone, !p.row.open()
	return p.seal(ctx)
}

// errOnlyChecked takes a transaction back in which nothing failed.
var errOnlyChecked = errors.New("only checked")

// CheckPortal returns for each row of a file of the portal what would keep it from being
// taken into a round now; nothing is written. Refused closing_final, or as who answers
// comments is.
func (s *Store) CheckPortal(ctx context.Context, person, round string, rows []PortalRow) ([][]PortalFault, error) {
	var faults [][]PortalFault
	for part := range slices.Chunk(rows, portalBatch) {
		err := s.transactOn(ctx, s.intake.db, func(tx *sqlx.Tx) error {
			b := batch{store: s, tx: inTransaction{s.intake, tx}, round: round, entry: &Entry{Channel: dossier.Portal}}
			err := b.enterBy(ctx, person)
			if err != nil {
				return err
			}
			p := portalPart{batch: &b, person: person, rows: part}
			within, err := p.span(ctx)
			if err != nil {
				return err
			}
			if within.final {
				return dossier.Refuse(dossier.CodeClosingFinal)
			}
			err = p.sealRows(ctx, within)
			if err != nil {
				return err
			}
			for _, r := range p.results {
				why, err := portalFaults(r.err)
				if err != nil {
					return err
				}
				faults = append(faults, why)
			}
			return errOnlyChecked
		})
		if !errors.Is(err, errOnlyChecked) {
			return nil, err
		}
	}
	return faults, nil
}

// PortalLeft counts the rows of the newest file of the portal that are still to be taken into
// a round; none where there is no file.
func (s *Store) PortalLeft(ctx context.Context, round string) (int, error) {
	file, err := lastPortalFile(ctx, s.db, round)
	if err != nil || file == nil {
		return 0, err
	}
	var n int
	err = s.db.GetContext(ctx, &n, `SELECT count(*) FROM portal_rows w WHERE w.file = $1 AND `+untaken, file.ID)
	if err != nil {
		return 0, fmt.Errorf("count rows of the portal: %w", err)
	}
	return n, nil
}

// keep writes what is taken in, and from where it is.
func (p *portalPart) keep(ctx context.Context) error {
	comments := 0
	submissions, ids, days := make([]string, len(p.sealed)), make([]string, len(p.sealed)), make([]string, len(p.sealed))
	hashes := make([][]byte, len(p.sealed))
	for n, one := range p.sealed {
		r := p.rows[one.i]
		submissions[n], ids[n], days[n], hashes[n] = one.id, r.ID, r.SentOn, r.hash()
		comments += len(one.comments)
	}
	if p.overdue && p.row.Status == dossier.RoundClosed {
		_, err := p.tx.ExecContext(ctx, `UPDATE rounds SET submissions = submissions + $2, comments = comments + $3 WHERE id = $1`, p.round, len(p.sealed), comments)
		if err != nil {
			return fmt.Errorf("count late entries: %w", err)
		}
	}
	err := p.write(ctx)
	if err != nil {
		return err
	}
	_, err = p.tx.ExecContext(ctx, `
		UPDATE submissions s SET channel = 'ekonsultacije', sent_on = u.day, entered_by = $3 FROM unnest($1::uuid[], $2::date[]) AS u (id, day) WHERE s.id = u.id`,
		array(submissions), array(days), p.person)
	if err != nil {
		return fmt.Errorf("write entries: %w", err)
	}
	_, err = p.tx.ExecContext(ctx, `
		INSERT INTO portal_comments (round, portal_id, submission, hash) SELECT $1, id, submission, sha256(z.salt || u.hash)
		FROM unnest($2::text[], $3::uuid[], $4::bytea[]) AS u (id, submission, hash) JOIN portal_salts z ON z.round = $1 AND z.portal_id = u.id`,
		p.round, array(ids), array(submissions), array(hashes))
	if err != nil {
		return fmt.Errorf("write comments of the portal: %w", err)
	}
	_, err = p.tx.ExecContext(ctx, `UPDATE portal_rows SET taken = true WHERE file = $1 AND portal_id = ANY ($2::text[])`, p.file, array(ids))
	if err != nil {
		return fmt.Errorf("mark rows of the portal: %w", err)
	}
	return nil
}

// refuse puts down why rows cannot be taken in, and returns how many.
func (p *portalPart) refuse(ctx context.Context) (int, error) {
	n := 0
	for i, r := range p.results {
		faults, err := portalFaults(r.err)
		if err != nil {
			return 0, err
		}
		if faults == nil {
			continue
		}
		err = faultRow(ctx, p.tx, p.file, p.rows[i].ID, faults)
		if err != nil {
			return 0, err
		}
		n++
	}
	return n, nil
}

// portalFaults returns why a row was refused; the error where it was not refused but
// something failed.
func portalFaults(err error) ([]PortalFault, error) {
	var problem *dossier.Problem
	if err == nil || !errors.As(err, &problem) {
		return nil, err
	}
	var faults []PortalFault
	for _, f := range problem.Fields {
		faults = append(faults, PortalFault{Field: portalField(f.Name), Code: f.Code})
	}
	if faults == nil {
		faults = []PortalFault{{Code: problem.Code}}
	}
	return faults, nil
}

// faultRow puts down what is wrong with a row of a file.
func faultRow(ctx context.Context, q sqlx.ExecerContext, file, id string, faults []PortalFault) error {
	b, err := json.Marshal(faults)
	if err == nil {
		_, err = q.ExecContext(ctx, `UPDATE portal_rows SET faults = $3::jsonb WHERE file = $1 AND portal_id = $2`, file, id, string(b))
	}
	if err != nil {
		return fmt.Errorf("write faults of a row: %w", err)
	}
	return nil
}

// portalField returns which column a field of an entry comes from.
func portalField(name string) string {
	switch name {
	case "sent_on":
		return "date"
	case "author.organisation":
		return "organisation"
	case "author.name":
		return "name"
	case "comments[0].provision", "comments[0].document":
		return "place"
	}
	return "text"
}
