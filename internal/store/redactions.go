package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/ledger"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/script"
)

// NewRedaction asks that something of a comment is covered, as it was sent: every
// place where one of the passages stands, files as a whole, the name of its author
// wherever the submission is shown. Another person confirms it.
type NewRedaction struct {
	Comment  string
	Ground   dossier.RedactionGround
	Note     string // for who confirms
	Body     []string
	Proposed []string
	Quote    []string
	Files    []string // ids
	Name     bool
}

// passages are the parts of a redaction that are told by their words.
func (n NewRedaction) passages() []struct {
	part dossier.RedactionPart
	all  []string
} {
	return []struct {
		part dossier.RedactionPart
		all  []string
	}{{dossier.InBody, n.Body}, {dossier.InProposed, n.Proposed}, {dossier.InQuote, n.Quote}}
}

// faults are those that are seen without the record.
func (n NewRedaction) faults() []dossier.Field {
	var fields []dossier.Field
	if !n.Ground.Valid() {
		fields = append(fields, dossier.Field{Name: "ground", Code: dossier.CodeGroundRequired})
	}
	if utf8.RuneCountInString(n.Note) > dossier.MaxNote {
		fields = append(fields, dossier.Field{Name: "note", Code: dossier.CodeTextTooLong, Params: map[string]string{"limit": fmt.Sprint(dossier.MaxNote)}})
	}
	if len(n.Body)+len(n.Proposed)+len(n.Quote)+len(n.Files) > dossier.MaxPassages {
		fields = append(fields, dossier.Field{Name: "body", Code: dossier.CodeTooManyPassages, Params: map[string]string{"limit": fmt.Sprint(dossier.MaxPassages)}})
	}
	if len(n.Body)+len(n.Proposed)+len(n.Quote)+len(n.Files) == 0 && !n.Name {
		fields = append(fields, dossier.Field{Name: "body", Code: dossier.CodeNothingCovered})
	}
	return fields
}

// handled is a comment in a transaction of who handles its round.
type handled struct {
	*file
	hand
	grounds    []dossier.Appointment // by which the person may
	Comment    string                `db:"comment"`
	Submission string                `db:"submission"`
	Round      string                `db:"round"`
	No         int64                 `db:"no"` // in the submission
	Lang       string                `db:"lang"`
	Erased     bool                  `db:"erased"`
	Body       string                `db:"body"`
	Version    int                   `db:"version"` // revision that made what it says
	Proposed   string                `db:"proposed_text"`
	Quote      string                `db:"quote"`
	Named      bool                  `db:"named"`
}

// handle reads and locks a comment with its submission, as it was sent, for a
// person who may do the action; refused as file.may does, or not_found.
func (s *Store) handle(ctx context.Context, tx *sqlx.Tx, person string, action dossier.Action, comment string) (handled, error) {
	var place struct {
		Ref        dossier.Ref `db:"ref"`
		Submission string      `db:"submission"`
	}
	if !isUUID(comment) {
		return handled{}, dossier.Refuse(dossier.CodeNotFound)
	}
	err := tx.GetContext(ctx, &place, `
		SELECT d.ref, c.submission FROM comments c JOIN rounds r ON r.id = c.round JOIN dossiers d ON d.id = r.dossier WHERE c.id = $1`, comment)
	if err != nil {
		return handled{}, fmt.Errorf("find comment: %w", orNotFound(err))
	}
	at, err := now(ctx, tx)
	if err != nil {
		return handled{}, err
	}
	f, err := read(ctx, tx, place.Ref, at)
	if err != nil {
		return handled{}, err
	}
	h := handled{file: f, hand: hand{person: person}}
	h.grounds, err = f.grounds(ctx, tx, person, action)
	if err != nil {
		return handled{}, err
	}
	h.delegation = dossier.Lent(h.grounds, "")
	_, err = tx.ExecContext(ctx, `SELECT 1 FROM submissions WHERE id = $1 FOR NO KEY UPDATE`, place.Submission)
	if err != nil {
		return handled{}, fmt.Errorf("lock submission: %w", err)
	}
	err = tx.GetContext(ctx, &h, `
		SELECT c.id AS comment, c.submission, c.round, c.no, c.version, s.lang, c.erased_at IS NOT NULL AS erased, coalesce(z.body, c.body) AS body,
			coalesce(z.proposed_text, c.proposed_text) AS proposed_text, coalesce(z.quote_exact, c.quote_exact, '') AS quote,
			s.covered OR s.organisation IS NOT NULL OR s.publish_name AND s.author_name <> '' AS named
		FROM comments c JOIN submissions s ON s.id = c.submission LEFT JOIN sealed_comments z ON z.comment = c.id WHERE c.id = $1 FOR NO KEY UPDATE OF c`, comment)
	if err != nil {
		return handled{}, fmt.Errorf("lock comment: %w", err)
	}
	if h.Erased {
		return handled{}, dossier.Refuse(dossier.CodeErased)
	}
	return h, nil
}

// original returns a part of the comment as it was sent.
func (h handled) original(part dossier.RedactionPart) string {
	switch part {
	case dossier.InBody:
		return h.Body
	case dossier.InProposed:
		return h.Proposed
	}
	return h.Quote
}

// Redact asks for a redaction and returns its id. Refused as who answers comments
// is; submission_erased; or invalid, with passage_missing for what does not stand in
// a text, and attachment_unknown for what is no file of the comment.
func (s *Store) Redact(ctx context.Context, person string, n NewRedaction) (string, error) {
	id := newID()
	err := s.transact(ctx, func(tx *sqlx.Tx) error {
		h, err := s.handle(ctx, tx, person, dossier.Redact, n.Comment)
		if err != nil {
			return err
		}
		spans, err := h.spansOf(ctx, tx, n)
		if err != nil {
			return err
		}
		say := locale.For(locale.Lang(h.Lang))
		mark := say.T("redacting.mark", map[string]any{"ground": say.Name("redaction_ground", string(n.Ground))})
		_, err = tx.ExecContext(ctx, `INSERT INTO redactions (id, submission, comment, ground, mark) VALUES ($1, $2, $3, $4, $5)`, id, h.Submission, h.Comment, n.Ground, mark)
		if err != nil {
			return fmt.Errorf("write redaction: %w", err)
		}
		err = spans.write(ctx, tx, id, h.Comment, h.Version)
		if err != nil {
			return err
		}
		return h.takeStep(ctx, tx, id, 1, "asked", n.Note)
	})
	if err != nil {
		return "", fmt.Errorf("ask for a redaction: %w", err)
	}
	return id, nil
}

func (h handled) takeStep(ctx context.Context, tx *sqlx.Tx, id string, no int, kind dossier.RedactionStep, note string) error {
	_, err := tx.ExecContext(ctx, `
		INSERT INTO redaction_steps (redaction, no, kind, person, delegation, note, at, legal_at) VALUES ($1, $2, $3, $4, nullif($5, '')::uuid, $6, $7, $8)`,
		id, no, kind, h.person, h.delegation, note, h.At, h.legal())
	if err != nil {
		return fmt.Errorf("write step of redaction: %w", err)
	}
	return nil
}

// StepRedaction does with a redaction what a person decides. Steps is how many were
// taken when they decided. Refused as Redact is, decided_before, same_officer for who
// asked, who lends them the role or acts in their place, or reasons_required where a
// lifting is asked for without.
func (s *Store) StepRedaction(ctx context.Context, person, id string, step dossier.RedactionStep, steps int, note string) error {
	note = strings.TrimSpace(note)
	switch {
	case utf8.RuneCountInString(note) > dossier.MaxNote:
		return &dossier.Problem{Code: dossier.CodeInvalid, Fields: []dossier.Field{{Name: "note", Code: dossier.CodeTextTooLong, Params: map[string]string{"limit": fmt.Sprint(dossier.MaxNote)}}}}
	case note == "" && step == dossier.AskLifting:
		return &dossier.Problem{Code: dossier.CodeInvalid, Fields: []dossier.Field{{Name: "note", Code: dossier.CodeReasonsRequired}}}
	case !isUUID(id):
		return dossier.Refuse(dossier.CodeNotFound)
	}
	err := s.transact(ctx, func(tx *sqlx.Tx) error {
		var r struct {
			Comment string                  `db:"comment"`
			Ground  dossier.RedactionGround `db:"ground"`
			State   dossier.RedactionState  `db:"state"`
			Taken   int                     `db:"taken"`
			By      string                  `db:"by"`
			For     string                  `db:"for"`
		}
		const redaction = `
			SELECT r.comment, r.ground, r.state, t.no AS taken, t.person AS by, coalesce(g.delegator::text, '') AS for FROM redactions r
			JOIN LATERAL (SELECT no, person, delegation FROM redaction_steps WHERE redaction = r.id ORDER BY no DESC LIMIT 1) t ON true
			LEFT JOIN delegations g ON g.id = t.delegation WHERE r.id = $1`
		err := tx.GetContext(ctx, &r, redaction, id)
		if err != nil {
			return fmt.Errorf("find redaction: %w", orNotFound(err))
		}
		h, err := s.handle(ctx, tx, person, dossier.Redact, r.Comment)
		if err != nil {
			return err
		}
		err = tx.GetContext(ctx, &r, redaction, id) // as it is now that nobody else changes it
		if err != nil {
			return fmt.Errorf("read redaction: %w", err)
		}
		if r.Taken != steps || r.State.After(step) == "" {
			return dossier.Refuse(dossier.CodeDecidedBefore)
		}
		if step.Decides() {
			as, err := dossier.AnotherHand([]dossier.Hand{{Person: r.By, OnBehalf: r.For}}, person, h.grounds)
			if err != nil {
				return err
			}
			h.delegation = as.Delegation
		}
		err = h.takeStep(ctx, tx, id, r.Taken+1, step, note)
		if err != nil || !step.Decides() {
			return err
		}
		lies, err := h.coveredBy(ctx, tx, id)
		if err != nil {
			return err
		}
		kind := ledger.Redacted
		if step == dossier.LiftRedaction {
			kind = ledger.RedactionLifted
		} else {
			err = s.tellAuthor(ctx, tx, MailRedacted, h.Submission, id)
			if err != nil {
				return err
			}
		}
		err = post(ctx, tx, TopicRound, h.Round, 0)
		if err != nil {
			return err
		}
		var entries []entry
		for _, c := range lies {
			err = findAgain(ctx, tx, c.ID)
			if err != nil {
				return err
			}
			entries = append(entries, entry{subject: h.Submission, leaf: ledger.Leaf{Kind: kind, At: h.At, Dossier: string(h.Ref), Round: h.Round,
				Submission: h.Submission, Seq: c.No, Hash: ledger.HashOf([]byte(r.Ground))}})
		}
		_, err = s.extend(ctx, tx, h.Log, h.ID, entries)
		return err
	})
	if err != nil {
		return fmt.Errorf("decide on redaction: %w", err)
	}
	return nil
}

// coveredComment is a comment in which a redaction covers something.
type coveredComment struct {
	ID string `db:"id"`
	No int64  `db:"no"` // in the submission
}

// coveredBy returns the comment with which a redaction was asked for, and those of its
// submission in which its words stand since they were corrected, in their order.
func (h handled) coveredBy(ctx context.Context, tx *sqlx.Tx, id string) ([]coveredComment, error) {
	var all []coveredComment
	err := tx.SelectContext(ctx, &all, `
		SELECT c.id, c.no FROM comments c WHERE c.id = $2 OR c.id IN (SELECT comment FROM redaction_spans p WHERE p.redaction = $1) ORDER BY c.no`, id, h.Comment)
	if err != nil {
		return nil, fmt.Errorf("read what is covered: %w", err)
	}
	return all, nil
}

// findAgain has a comment found by what is read of it.
func findAgain(ctx context.Context, tx *sqlx.Tx, comment string) error {
	var said string
	err := tx.GetContext(ctx, &said, `SELECT CASE WHEN `+readable+` THEN c.body || E'\n' || c.proposed_text ELSE '' END FROM comments c WHERE c.id = $1`, comment)
	if err != nil {
		return fmt.Errorf("read what is left of a comment: %w", err)
	}
	_, err = tx.ExecContext(ctx, `UPDATE comments SET search_key = $2 WHERE id = $1`, comment, script.SearchKey(said))
	if err != nil {
		return fmt.Errorf("write what a comment is found by: %w", err)
	}
	return reword(ctx, tx, []string{comment})
}

// spans are what a redaction covers.
type spans struct {
	parts        []string
	starts, ends []*int64
	files        []*string
}

func (s *spans) add(part dossier.RedactionPart, starts, ends *int64, file *string) {
	s.parts, s.starts, s.ends, s.files = append(s.parts, string(part)), append(s.starts, starts), append(s.ends, ends), append(s.files, file)
}

// write has a redaction cover them in a version of a comment.
func (s spans) write(ctx context.Context, tx *sqlx.Tx, id, comment string, version int) error {
	_, err := tx.ExecContext(ctx, `
		INSERT INTO redaction_spans (redaction, no, comment, version, part, starts, ends, attachment)
		SELECT $1, coalesce((SELECT max(no) FROM redaction_spans WHERE redaction = $1), 0) + u.no, $6, $7, u.part, u.starts, u.ends, u.file
		FROM unnest($2::text[], $3::integer[], $4::integer[], $5::uuid[]) WITH ORDINALITY AS u (part, starts, ends, file, no)`,
		id, array(s.parts), array(s.starts), array(s.ends), array(s.files), comment, version)
	if err != nil {
		return fmt.Errorf("write spans of redaction: %w", err)
	}
	return nil
}

// maxSpans is how many places one redaction covers.
const maxSpans = 400

// spansOf finds what is to be covered.
func (h handled) spansOf(ctx context.Context, tx *sqlx.Tx, n NewRedaction) (spans, error) {
	var found spans
	fields := n.faults()
	if len(n.Body)+len(n.Proposed)+len(n.Quote)+len(n.Files) > dossier.MaxPassages {
		return spans{}, &dossier.Problem{Code: dossier.CodeInvalid, Fields: fields}
	}
	for _, p := range n.passages() {
		for _, passage := range p.all {
			places := placesOf(h.original(p.part), passage)
			if places == nil {
				fields = append(fields, dossier.Field{Name: string(p.part), Code: dossier.CodePassageMissing, Params: map[string]string{"text": beginning(passage)}})
			}
			for _, at := range places {
				starts, ends := int64(at[0]), int64(at[1])
				found.add(p.part, &starts, &ends, nil)
			}
		}
	}
	var files []string
	err := tx.SelectContext(ctx, &files, `SELECT attachment FROM comment_attachments WHERE comment = $1 ORDER BY no`, h.Comment)
	if err != nil {
		return spans{}, fmt.Errorf("read files of comment: %w", err)
	}
	for _, id := range n.Files {
		if !slices.Contains(files, id) {
			fields = append(fields, dossier.Field{Name: "file", Code: dossier.CodeAttachmentUnknown})
			continue
		}
		found.add(dossier.WholeFile, nil, nil, &id)
	}
	if n.Name && !h.Named {
		fields = append(fields, dossier.Field{Name: "name", Code: dossier.CodeNothingCovered})
	} else if n.Name {
		found.add(dossier.WholeName, nil, nil, nil)
	}
	if len(found.parts) > maxSpans {
		fields = append(fields, dossier.Field{Name: "body", Code: dossier.CodeTooManyPassages, Params: map[string]string{"limit": fmt.Sprint(maxSpans)}})
	}
	if fields != nil {
		return spans{}, &dossier.Problem{Code: dossier.CodeInvalid, Fields: fields}
	}
	return found, nil
}

// beginning returns a passage as a message names it.
func beginning(passage string) string {
	letters := []rune(passage)
	if len(letters) <= 60 {
		return passage
	}
	return string(letters[:60]) + "…"
}
