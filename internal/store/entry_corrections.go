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
}

// CorrectEntry has what staff entered say something else, as a record of its own
// with who did it and why; what it said before is kept. It may be done until the
// closing of the round is final, and of comments that are not answered. Refused
// receipt_unknown, no_entry, closing_final, as who answers comments is, as revise
// says, or invalid with each field.
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
	err = transactOn(ctx, s.intake.db, func(tx *sqlx.Tx) error {
		r := revision{batch: batch{store: s, tx: inTransaction{s.intake, tx}}, receiptNo: kept, key: c.Key, hash: hash[:]}
		e := correctingEntry{&r, c, person}
		var err error
		out.At, out.Replayed, err = e.begin(ctx)
		if err == nil && !out.Replayed {
			err = e.correct(ctx)
		}
		if err != nil {
			return err
		}
		receipt, err := s.receiptOf(ctx, tx, r.submission)
		out.Receipt = receipt.bytes
		return err
	})
	if err != nil {
		return Revised{}, fmt.Errorf("correct entry: %w", err)
	}
	return out, nil
}

// correctingEntry is a transaction that corrects an entry.
type correctingEntry struct {
	*revision
	to     EntryCorrection
	person string
}

// begin takes the locks, and tells whether the correction was made before, and when.
func (e correctingEntry) begin(ctx context.Context) (time.Time, bool, error) {
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
func (e correctingEntry) allowed(ctx context.Context, was dossier.Channel) error {
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
	author := dossier.Author{Kind: dossier.Anonymous, Name: e.to.Name}
	if e.to.PublishName {
		author.Kind, author.PublishName = dossier.Citizen, true
	}
	var p *dossier.Problem
	if errors.As(dossier.Submission{Author: author, Comments: e.to.Comments}.Check(), &p) {
		fields = append(fields, p.Fields...)
	}
	if len(fields) > 0 {
		return &dossier.Problem{Code: dossier.CodeInvalid, Fields: fields}
	}
	return within.holds(sent)
}

func (e correctingEntry) correct(ctx context.Context) error {
	to := make([]CorrectedComment, len(e.to.Comments))
	for i, c := range e.to.Comments {
		to[i] = CorrectedComment{Quote: c.Quote, ProposedText: c.ProposedText, Body: c.Body, Attachments: c.Attachments}
	}
	texts, err := e.corrected(ctx, to)
	if err != nil {
		return err
	}
	moved, err := e.moved(ctx, texts)
	if err != nil {
		return err
	}
	contents := make([]ledger.CommentContent, len(texts))
	for i, t := range texts {
		contents[i] = e.files.contentOf(t)
	}
	leaf, salts, err := ledger.SealSubmission(rand.Reader, e.leaf(ledger.Corrected, 0), e.receiptNo, contents)
	if err != nil {
		return fmt.Errorf("seal correction: %w", err)
	}
	err = e.rewrite(ctx, texts, leaf, salts)
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
	leaves := []ledger.Leaf{leaf}
	for _, was := range e.comments {
		if was.Withdrawn != nil {
			leaves = append(leaves, e.leaf(ledger.Withdrawn, was.No))
		}
	}
	return e.extend(ctx, leaves...)
}

// movedComment is a comment whose place or kind was entered wrongly.
type movedComment struct {
	standing
	to  dossier.NewComment
	wid *string
}

// moved puts the places and kinds that are corrected into texts, and returns which
// comments they are of.
func (e correctingEntry) moved(ctx context.Context, texts []dossier.NewComment) ([]movedComment, error) {
	p, err := e.store.rounds.of(ctx, e.tx, version{e.row.Dossier, e.row.PackageNo})
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
		m := movedComment{standing: was, to: n}
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

// move writes the places and kinds that are corrected, and counts them anew.
func (e correctingEntry) move(ctx context.Context, moved []movedComment) error {
	if len(moved) == 0 {
		return nil
	}
	ids := make([]string, len(moved))
	for i, m := range moved {
		ids[i] = m.ID
	}
	err := e.count(ctx, ids, -1)
	if err != nil {
		return err
	}
	for _, m := range moved {
		_, err = e.tx.ExecContext(ctx, `
			UPDATE comments SET document = $2, provision = nullif($3, ''), wid = $4, kind = $5 WHERE id = $1`,
			m.ID, string(m.to.Document), m.to.Provision, m.wid, string(m.to.Kind))
		if err != nil {
			return fmt.Errorf("move comment: %w", err)
		}
	}
	err = reword(ctx, e.tx, ids)
	if err != nil {
		return err
	}
	return e.count(ctx, ids, 1)
}

// count adds to the totals of a round its comments with ids, or takes them off.
func (e correctingEntry) count(ctx context.Context, ids []string, by int) error {
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

// rewriteEntry keeps what was said of the entry itself, and says it anew.
func (e correctingEntry) rewriteEntry(ctx context.Context) error {
	_, err := e.tx.ExecContext(ctx, `
		INSERT INTO earlier_entries (submission, revision, channel, sent_on, arrived_on, author_name, publish_name)
		SELECT id, $2, channel, sent_on, arrived_on, author_name, publish_name FROM submissions WHERE id = $1`, e.submission, e.no)
	if err != nil {
		return fmt.Errorf("keep what was entered: %w", err)
	}
	_, err = e.tx.ExecContext(ctx, `
		UPDATE submissions SET channel = CASE channel WHEN 'ekonsultacije' THEN channel ELSE $2 END, sent_on = $3::date, arrived_on = nullif($4, '')::date,
			author_name = CASE author_kind WHEN 'citizen' THEN $5 ELSE author_name END, publish_name = author_kind = 'citizen' AND $6 WHERE id = $1`,
		e.submission, string(e.to.Channel), e.to.SentOn, e.to.ArrivedOn, strings.TrimSpace(e.to.Name), e.to.PublishName)
	if err != nil {
		return fmt.Errorf("correct entry: %w", err)
	}
	return nil
}
