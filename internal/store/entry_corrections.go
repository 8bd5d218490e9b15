package store

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
)

// maxCorrectionReason is the longest reason for a correction, in letters.
const maxCorrectionReason = 2000

// EntryCorrection is what an entry that was entered wrongly is to say, with all of
// its comments in their order. Those that were withdrawn are passed over.
type EntryCorrection struct {
	ReceiptNo   string
	Key         string // of idempotency, within the submission
	Reason      string
	Channel     dossier.Channel // stays what it was where that is the portal
	SentOn      string
	ArrivedOn   string
	Name        string // of the author; that of an organisation is in the register
	PublishName bool
	Comments    []dossier.NewComment // their Attachments: ids of files that they have

	Kind         dossier.AuthorKind `json:",omitempty"` // empty: it stays
	Organisation string             `json:",omitempty"` // register number; empty: Name is that of an organisation that is not in the register
	Scan         *EntryScan         `json:",omitempty"` // nil: it stays
}

// CorrectEntry has what staff entered say something else, as a record of its own
// with who did it and why; what it said before is kept. It may be done until the
// closing of the round is final, and of comments that are not answered. One that came
// in a scan stays with one; of those that have none, which were entered while none was
// asked for or come from the portal, none is asked. Refused receipt_unknown, no_entry, closing_final, as who answers comments is, as Correct
// is, comment_redacted too where the name of its author is covered or is to be.
func (s *Store) CorrectEntry(ctx context.Context, person string, c EntryCorrection) (Revised, error) {
	kept, err := ledger.ParseReceiptNo(c.ReceiptNo)
	if err != nil {
		return Revised{}, dossier.Refuse(dossier.CodeReceiptUnknown).Because(err)
	}
	if c.Key == "" || len(c.Key) > 200 {
		return Revised{}, dossier.Refuse(dossier.CodeIdempotencyKey)
	}
	text, err := json.Marshal(c)
	if err != nil {
		return Revised{}, fmt.Errorf("correct entry: %w", err)
	}
	hash := sha256.Sum256(text)
	var out Revised
	err = s.transactOn(ctx, s.intake.db, func(tx *sqlx.Tx) error {
		r := revision{batch: batch{store: s, tx: inTransaction{s.intake, tx}}, receiptNo: kept, key: c.Key, hash: hash[:]}
		e := &correctingEntry{revision: &r, to: c, person: person}
		var err error
		out.At, out.Replayed, err = e.begin(ctx)
		if err == nil && !out.Replayed {
			err = e.correct(ctx)
		}
		if err != nil {
			return err
		}
		receipt, err := s.receiptOf(ctx, tx, r.submission, textNow)
		out.Receipt = receipt.bytes
		return err
	})
	if err != nil {
		return Revised{}, fmt.Errorf("correct entry: %w", err)
	}
	return out, nil
}

// EntryScan is what an entry came in.
type EntryScan struct {
	ID     string // that it has, of a fresh one, or that another entry of the round has; empty: none
	Public bool   // everybody may see it
}

// author is who the entry says sent it, once it is corrected.
func (c EntryCorrection) author() dossier.Author {
	a := dossier.Author{Kind: c.Kind}
	switch c.Kind {
	case dossier.Citizen:
		a.Name, a.PublishName = strings.TrimSpace(c.Name), c.PublishName
	case dossier.Organisation:
		a.Organisation = c.Organisation
		if c.Organisation == "" {
			a.Name, a.PublishName = strings.TrimSpace(c.Name), true
		}
	}
	return a
}

// correctingEntry is a transaction that corrects an entry.
type correctingEntry struct {
	*revision
	to     EntryCorrection
	person string
	was    enteredBy
	org    *string // of the corrected author; nil: it is none that is in the register
}

// enteredBy is what an entry says of who sent it and in what.
type enteredBy struct {
	Kind       dossier.AuthorKind `db:"author_kind"`
	RegisterNo string             `db:"register_no"`
	Name       string             `db:"author_name"`
	Scan       string             `db:"scan"`
	ScanPublic bool               `db:"scan_public"`
	ScanHash   []byte             `db:"scan_sha256"`
}

// begin takes the locks, and tells whether the correction was made before, and when.
func (e *correctingEntry) begin(ctx context.Context) (time.Time, bool, error) {
	var row struct {
		ID      string          `db:"id"`
		Round   string          `db:"round"`
		Channel dossier.Channel `db:"channel"`
	}
	err := e.tx.GetContext(ctx, &row, `SELECT id, round, channel FROM submissions WHERE receipt_no = $1`, e.receiptNo)
	if err != nil {
		if dossier.CodeOf(orNotFound(err)) == dossier.CodeNotFound {
			return time.Time{}, false, dossier.Refuse(dossier.CodeReceiptUnknown)
		}
		return time.Time{}, false, fmt.Errorf("find entry: %w", err)
	}
	e.submission, e.round = row.ID, row.Round
	err = e.enterBy(ctx, e.person)
	if err != nil {
		return time.Time{}, false, err
	}
	if row.Channel == dossier.OwnSite {
		return time.Time{}, false, dossier.Refuse(dossier.CodeNoEntry)
	}
	at, again, err := e.known(ctx)
	if err != nil || again {
		return at, again, err
	}
	err = e.allowed(ctx, row.Channel)
	if err != nil {
		return time.Time{}, false, err
	}
	return e.row.Now.UTC(), false, e.ready(ctx)
}

// allowed refuses what the days of the round, or a form, do not allow.
func (e *correctingEntry) allowed(ctx context.Context, was dossier.Channel) error {
	within, err := e.span(ctx)
	if err != nil {
		return err
	}
	if within.final {
		return dossier.Refuse(dossier.CodeClosingFinal)
	}
	sent := whenSent{e.to.Channel, e.to.SentOn, e.to.ArrivedOn}
	fields := sent.check()
	if was == dossier.Portal { // its portal has said so
		fields = slices.DeleteFunc(fields, func(f dossier.Field) bool { return f.Name == "channel" })
	}
	if n := utf8.RuneCountInString(e.to.Reason); strings.TrimSpace(e.to.Reason) == "" {
		fields = append(fields, dossier.Field{Name: "reason", Code: dossier.CodeReasonsRequired})
	} else if n > maxCorrectionReason {
		fields = append(fields, dossier.Field{Name: "reason", Code: dossier.CodeTextTooLong, Params: map[string]string{"limit": fmt.Sprint(maxCorrectionReason)}})
	}
	wrong, err := e.resolve(ctx)
	if err != nil {
		return err
	}
	var p *dossier.Problem
	if errors.As(checked(dossier.Submission{Author: e.to.author(), Comments: e.to.Comments}).Check(), &p) {
		fields = append(fields, p.Fields...)
	}
	fields = append(fields, wrong...)
	if len(fields) > 0 {
		return &dossier.Problem{Code: dossier.CodeInvalid, Fields: fields}
	}
	return within.holds(sent)
}

func (e *correctingEntry) correct(ctx context.Context) error {
	to := make([]CorrectedComment, len(e.to.Comments))
	for i, c := range e.to.Comments {
		to[i] = CorrectedComment{Quote: c.Quote, ProposedText: c.ProposedText, Body: c.Body, Attachments: c.Attachments}
	}
	covers, err := e.readCovers(ctx)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(covers, func(c coverOf) bool { return c.name }) { // who sent it is sealed
		return dossier.Refuse(dossier.CodeRedacted)
	}
	if i := slices.IndexFunc(e.comments, standing.answered); i >= 0 {
		return &dossier.Problem{Code: dossier.CodeAnsweredEarly, Params: e.comments[i].numbered()}
	}
	texts, err := e.corrected(ctx, to, covers)
	if err != nil {
		return err
	}
	carried, err := e.carry(covers, texts)
	if err != nil {
		return err
	}
	moved, err := e.moved(ctx, texts)
	if err == nil {
		err = e.misquoted(ctx, texts)
	}
	if err != nil {
		return err
	}
	e.comments[0].Scan = e.scan
	leaf, salts, err := ledger.SealSubmission(rand.Reader, e.leaf(ledger.Corrected, 0), e.receiptNo, e.contents(texts))
	if err != nil {
		return fmt.Errorf("seal correction: %w", err)
	}
	err = e.rewrite(ctx, texts, leaf, salts)
	if err != nil {
		return err
	}
	covered, err := e.cover(ctx, carried)
	if err != nil {
		return err
	}
	counted := make([]string, 0, len(e.comments))
	for _, c := range e.comments {
		if e.to.Kind != e.was.Kind || slices.ContainsFunc(moved, func(m movedComment) bool { return m.ID == c.ID }) {
			counted = append(counted, c.ID)
		}
	}
	err = e.count(ctx, counted, -1)
	if err != nil {
		return err
	}
	err = e.move(ctx, moved)
	if err != nil {
		return err
	}
	err = e.record(ctx, ledger.Corrected, nil, by{&e.person, &e.to.Reason})
	if err != nil {
		return err
	}
	err = e.rewriteEntry(ctx)
	if err != nil {
		return err
	}
	err = reword(ctx, e.tx, counted)
	if err != nil {
		return err
	}
	err = e.count(ctx, counted, 1)
	if err != nil {
		return err
	}
	leaves := []ledger.Leaf{leaf}
	for _, was := range e.comments {
		if was.Withdrawn != nil {
			leaves = append(leaves, e.leaf(ledger.Withdrawn, was.No))
		}
	}
	return e.extend(ctx, append(leaves, covered...)...)
}

// movedComment is a comment whose place or kind was entered wrongly.
type movedComment struct {
	standing
	to    dossier.NewComment
	wid   *string
	place int
}

// moved puts the places and kinds that are corrected into texts, and returns which
// comments they are of.
func (e *correctingEntry) moved(ctx context.Context, texts []dossier.NewComment) ([]movedComment, error) {
	p, err := e.store.rounds.of(ctx, e.tx, version{e.round, e.row.Dossier, e.row.PackageNo})
	if err != nil {
		return nil, err
	}
	var all []movedComment
	var fields []dossier.Field
	for i, was := range e.comments {
		n := e.to.Comments[i]
		if was.Withdrawn != nil || n.Document == texts[i].Document && n.Provision == texts[i].Provision && n.Kind == texts[i].Kind {
			continue
		}
		if !slices.Contains(p.documents, string(n.Document)) {
			fields = append(fields, dossier.Field{Name: fmt.Sprintf("comments[%d].document", i), Code: dossier.CodeDocumentUnknown})
		}
		m := movedComment{standing: was, to: n, place: p.at(string(n.Document), n.Provision)}
		if n.Provision != "" {
			w, ok := p.wids[n.Provision]
			if !ok || n.Document != dossier.ActDocument {
				fields = append(fields, dossier.Field{Name: fmt.Sprintf("comments[%d].provision", i), Code: dossier.CodeProvisionUnknown})
			}
			m.wid = &w
		}
		texts[i].Document, texts[i].Provision, texts[i].Kind = n.Document, n.Provision, n.Kind
		all = append(all, m)
	}
	if fields != nil {
		return nil, &dossier.Problem{Code: dossier.CodeInvalid, Fields: fields}
	}
	return all, nil
}

// move writes the places and kinds that are corrected.
func (e *correctingEntry) move(ctx context.Context, moved []movedComment) error {
	for _, m := range moved {
		_, err := e.tx.ExecContext(ctx, `
			UPDATE comments SET document = $2, provision = nullif($3, ''), wid = $4, kind = $5, place = $6 WHERE id = $1`,
			m.ID, string(m.to.Document), m.to.Provision, m.wid, string(m.to.Kind), m.place)
		if err != nil {
			return fmt.Errorf("move comment: %w", err)
		}
	}
	return nil
}

// count adds to the totals of a round its comments with ids, or takes them off.
func (e *correctingEntry) count(ctx context.Context, ids []string, by int) error {
	_, err := e.tx.ExecContext(ctx, `
		INSERT INTO comment_totals AS t (round, document, article, kind, author_kind, outcome, early, comments)
		SELECT c.round, c.document, c.article, c.kind, s.author_kind, c.outcome, c.early, count(*) * $2::integer
		FROM comments c JOIN submissions s ON s.id = c.submission WHERE c.id = ANY($1) GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 1, 2, 3, 4, 5, 6, 7
		ON CONFLICT (round, document, article, kind, author_kind, outcome, early) DO UPDATE SET comments = t.comments + excluded.comments`, array(ids), by)
	if err != nil {
		return fmt.Errorf("count what is moved: %w", err)
	}
	return nil
}

// resolve reads what the entry says of who sent it, fills in what stays, and finds
// the organisation and the scan that it is to have.
func (e *correctingEntry) resolve(ctx context.Context) ([]dossier.Field, error) {
	err := e.tx.GetContext(ctx, &e.was, `
		SELECT s.author_kind, coalesce(o.register_no, '') AS register_no, s.author_name, coalesce(s.scan::text, '') AS scan, s.scan_public, f.sha256 AS scan_sha256
		FROM submissions s LEFT JOIN organisations o ON o.id = s.organisation LEFT JOIN attachments f ON f.id = s.scan WHERE s.id = $1`, e.submission)
	if err != nil {
		return nil, fmt.Errorf("read entry: %w", err)
	}
	var fields []dossier.Field
	if e.to.Kind == "" {
		e.to.Kind = e.was.Kind
		e.to.Organisation = e.was.RegisterNo
		if e.was.Kind != dossier.Citizen {
			e.to.Name = e.was.Name
		}
	}
	if a := e.to.author(); a.Kind == dossier.Organisation && a.Organisation != "" {
		e.org, err = findOrganisation(ctx, e.tx, a.Organisation)
		if err != nil {
			return nil, err
		}
		if e.org == nil {
			fields = append(fields, dossier.Field{Name: "author.organisation", Code: dossier.CodeOrganisation})
		}
	}
	if e.to.Scan == nil {
		e.to.Scan = &EntryScan{e.was.Scan, e.was.ScanPublic}
	}
	switch e.to.Scan.ID {
	case e.was.Scan:
		e.scan = e.was.ScanHash
		return fields, nil
	case "":
		return append(fields, dossier.Field{Name: "scan", Code: dossier.CodeScanRequired}), nil
	}
	e.scan, err = e.findScan(ctx, e.to.Scan.ID)
	var p *dossier.Problem
	if errors.As(err, &p) {
		return append(fields, p.Fields...), nil
	}
	if err != nil {
		return nil, err
	}
	return fields, e.keepScan(ctx, e.to.Scan.ID)
}

// rewriteEntry keeps what was said of the entry itself, and says it anew.
func (e *correctingEntry) rewriteEntry(ctx context.Context) error {
	_, err := e.tx.ExecContext(ctx, `
		INSERT INTO earlier_entries (submission, revision, channel, sent_on, arrived_on, author_name, publish_name, author_kind, organisation, unregistered, scan, scan_public)
		SELECT id, $2, channel, sent_on, arrived_on, author_name, publish_name, author_kind, organisation, unregistered, scan, scan_public FROM submissions WHERE id = $1`, e.submission, e.no)
	if err != nil {
		return fmt.Errorf("keep what was entered: %w", err)
	}
	a := e.to.author()
	_, err = e.tx.ExecContext(ctx, `
		UPDATE submissions SET channel = CASE channel WHEN 'ekonsultacije' THEN channel ELSE $2 END, sent_on = $3::date, arrived_on = nullif($4, '')::date,
			author_kind = $5, author_name = $6, publish_name = $7, organisation = $8, unregistered = $5 = 'organisation' AND $8::uuid IS NULL,
			scan = nullif($9, '')::uuid, scan_public = `+scanOpen("$10", "nullif($9, '')::uuid")+` WHERE id = $1`,
		e.submission, string(e.to.Channel), e.to.SentOn, e.to.ArrivedOn, string(a.Kind), a.Name, a.PublishName, e.org, e.to.Scan.ID, e.to.Scan.Public && e.to.Scan.ID != "")
	if err != nil {
		return fmt.Errorf("correct entry: %w", err)
	}
	return e.sealScan(ctx, e.submission)
}
