package store

import (
	"context"
	"fmt"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
)

// Cover is what everybody may know of something that is covered in a comment.
type Cover struct {
	Part   dossier.RedactionPart
	Ground dossier.RedactionGround
	At     time.Time // since when, on the dossier's own clock
}

// coversOf returns what is covered in comments, by the comment.
func (s *Store) coversOf(ctx context.Context, comments []string) (map[string][]Cover, error) {
	if len(comments) == 0 {
		return nil, nil
	}
	var rows []struct {
		Comment string                  `db:"id"`
		Part    dossier.RedactionPart   `db:"part"`
		Ground  dossier.RedactionGround `db:"ground"`
		At      time.Time               `db:"at"`
	}
	err := s.reads.SelectContext(ctx, &rows, `
		SELECT c.id, p.part, r.ground, min(t.legal_at) AS at FROM comments c JOIN redactions r ON r.submission = c.submission AND r.state IN ('laid', 'lifting')
		JOIN redaction_spans p ON p.redaction = r.id AND (p.comment = c.id AND p.version = c.version OR p.part = 'name') JOIN redaction_steps t ON t.redaction = r.id AND t.kind = 'confirmed'
		WHERE c.id = ANY($1::uuid[]) GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`, array(comments))
	if err != nil {
		return nil, fmt.Errorf("read covers: %w", err)
	}
	covers := map[string][]Cover{}
	for _, r := range rows {
		covers[r.Comment] = append(covers[r.Comment], Cover{r.Part, r.Ground, r.At.UTC()})
	}
	return covers, nil
}

// Redaction is a redaction as those see it who handle the round.
type Redaction struct {
	ID     string                  `db:"id"`
	Number int                     `db:"number"` // of the comment, in its round
	Round  int                     `db:"round"`  // number of it
	Ground dossier.RedactionGround `db:"ground"`
	State  dossier.RedactionState  `db:"state"`
	Past   bool                    `db:"past"` // it covers nothing of what is said now: it was corrected since
	May    error                   `db:"-"`    // why the viewer does not decide on what was asked last; nil: they may
	Parts  []CoveredPart
	Words  []string // passages and names of files that it is to cover while it is asked for, in order, as far as they are read now
	Steps  []StepOfRedaction
}

// CoveredPart is how much of a part of a comment a redaction covers.
type CoveredPart struct {
	Part   dossier.RedactionPart `db:"part"`
	Places int                   `db:"places"`
}

// StepOfRedaction is what somebody did with a redaction.
type StepOfRedaction struct {
	Kind     dossier.RedactionStep `db:"kind"` // or asked
	Person   string                `db:"person"`
	For      string                `db:"for"` // id of who lends them the role; empty: it is their own
	Name     string                `db:"name"`
	Note     string                `db:"note"`
	NoteGone bool                  `db:"note_gone"` // it was forgotten in time
	At       time.Time             `db:"legal_at"`  // on the dossier's own clock
}

// liesNow is whether a redaction x covers, or is to cover, something of what its
// submission says now, or its author's name.
const liesNow = `EXISTS (SELECT 1 FROM redaction_spans q JOIN comments y ON y.id = q.comment WHERE q.redaction = x.id AND (q.version = y.version OR q.part = 'name'))`

// covering is whether something of what a submission s says now is covered or waits
// to be.
const covering = `EXISTS (SELECT 1 FROM redactions x WHERE x.submission = s.id AND x.state IN ('asked', 'laid', 'lifting') AND ` + liesNow + `)`

// askedWords are the passages and the names of the files that redaction $1 is on, but
// for what another covers: that is read by unsealing alone.
const askedWords = `
	SELECT words FROM (
		SELECT p.no, CASE p.part WHEN 'file' THEN f.name ELSE substr(CASE p.part WHEN 'body' THEN coalesce(z.body, c.body) WHEN 'quote' THEN coalesce(z.quote_exact, c.quote_exact)
			ELSE coalesce(z.proposed_text, c.proposed_text) END, p.starts + 1, p.ends - p.starts) END AS words
		FROM redaction_spans p JOIN comments c ON c.id = p.comment AND c.version = p.version AND c.erased_at IS NULL
		LEFT JOIN sealed_comments z ON z.comment = c.id LEFT JOIN attachments f ON f.id = p.attachment AND NOT f.covered
		WHERE p.redaction = $1 AND p.part <> 'name' AND NOT EXISTS (
			SELECT 1 FROM redaction_spans q JOIN redactions r ON r.id = q.redaction
			WHERE q.comment = p.comment AND q.version = p.version AND q.part = p.part AND r.state IN ('laid', 'lifting') AND q.starts < p.ends AND p.starts < q.ends)) x
	WHERE words <> '' GROUP BY words ORDER BY min(no)`

// Redactions returns those of a comment, or where none is named those of the
// dossier that wait for a decision, newest first, to who may redact; refused as
// Powers is.
func (s *Store) Redactions(ctx context.Context, viewer string, ref dossier.Ref, comment string) ([]Redaction, error) {
	grounds, err := s.handlingGrounds(ctx, viewer, ref, dossier.Redact)
	if err != nil {
		return nil, err
	}
	all := []Redaction{}
	err = s.reads.SelectContext(ctx, &all, `
		SELECT x.id, x.ground, x.state, c.number, r.no AS round, NOT `+liesNow+` AS past FROM redactions x JOIN comments c ON c.id = x.comment JOIN rounds r ON r.id = c.round
		JOIN dossiers d ON d.id = r.dossier
		WHERE d.ref = $1 AND CASE WHEN $2 = '' THEN x.state IN ('asked', 'lifting') AND c.erased_at IS NULL ELSE nullif($2, '')::uuid IN (SELECT comment FROM redaction_spans WHERE redaction = x.id) END ORDER BY x.id DESC LIMIT $3`, ref, comment, maxLimit)
	if err != nil {
		return nil, fmt.Errorf("list redactions: %w", err)
	}
	for i := range all {
		err = s.reads.SelectContext(ctx, &all[i].Parts, `
			SELECT p.part, count(*) AS places FROM redaction_spans p JOIN redactions x ON x.id = p.redaction JOIN comments c ON c.id = p.comment
			WHERE x.id = $1 AND (p.part = 'name' OR p.version = CASE WHEN `+liesNow+` THEN c.version ELSE (SELECT max(version) FROM redaction_spans WHERE redaction = x.id) END)
			GROUP BY p.part ORDER BY min(p.no)`, all[i].ID)
		if err == nil && all[i].State == dossier.RedactionAsked {
			err = s.reads.SelectContext(ctx, &all[i].Words, askedWords, all[i].ID)
		}
		if err == nil {
			err = s.reads.SelectContext(ctx, &all[i].Steps, `
				SELECT t.kind, t.person, coalesce(g.delegator::text, '') AS for, p.name, t.note, t.note_gone_at IS NOT NULL AS note_gone, t.legal_at FROM redaction_steps t JOIN persons p ON p.id = t.person
				LEFT JOIN delegations g ON g.id = t.delegation WHERE t.redaction = $1 ORDER BY t.no`, all[i].ID)
		}
		if err != nil {
			return nil, fmt.Errorf("read redaction: %w", err)
		}
		last := all[i].Steps[len(all[i].Steps)-1]
		_, all[i].May = dossier.AnotherHand([]dossier.Hand{{Person: last.Person, OnBehalf: last.For}}, viewer, grounds)
	}
	return all, nil
}

// mayHandle refuses who may not do the action in the dossier.
func (s *Store) mayHandle(ctx context.Context, viewer string, ref dossier.Ref, action dossier.Action) error {
	_, err := s.handlingGrounds(ctx, viewer, ref, action)
	return err
}

// handlingGrounds returns the appointments by which the viewer may do the action in
// the dossier; refused as mayHandle does.
func (s *Store) handlingGrounds(ctx context.Context, viewer string, ref dossier.Ref, action dossier.Action) ([]dossier.Appointment, error) {
	powers, err := s.Powers(ctx, viewer, ref)
	if err != nil {
		return nil, err
	}
	return dossier.Grounds(powers.actor, action, powers.standing, powers.day)
}
