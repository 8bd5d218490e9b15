package store

import (
	"context"
	"fmt"
	"slices"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
)

// askSignatures puts down whose signatures the present stage needs, where the
// definition says whose they are: the bodies that stand in today for those it names.
func (f *file) askSignatures(ctx context.Context, tx *sqlx.Tx) error {
	if !dossier.FourEyes(f.Stage) {
		return nil
	}
	day := dossier.Day(f.At, belgrade)
	lead, err := heir(ctx, tx, f.Lead, day)
	if err != nil {
		return fmt.Errorf("ask for signatures: %w", err)
	}
	for position, by := range f.Stage.Signatures {
		bodies := []string{lead}
		switch by.By {
		case procedure.Lead:
		case procedure.CoProposers:
			bodies = nil
			err = sqlx.SelectContext(ctx, tx, &bodies, `
				SELECT DISTINCT h.heir FROM dossier_proposers p JOIN body_heirs h ON h.body = p.body WHERE p.dossier = $1 AND h.heir <> $2 ORDER BY h.heir`, f.ID, lead)
		default:
			bodies[0], err = heir(ctx, tx, by.By, day)
		}
		if err != nil {
			return fmt.Errorf("ask for signatures: %w", err)
		}
		for _, body := range bodies {
			_, err = tx.ExecContext(ctx, `
				INSERT INTO signature_requests (dossier, stage_no, body, position, needed) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
				f.ID, f.StageNo, body, position, by.Count)
			if err != nil {
				return fmt.Errorf("ask for signatures: %w", err)
			}
		}
	}
	return nil
}

// proposersChanged asks the bodies that propose now for their signatures, where the
// present stage is signed by them: one that has come is asked, the one that has left
// is asked no more. What was prepared and signed was a proposal of others, so it is
// prepared again (dossier.PartProposer).
func (t *transition) proposersChanged(ctx context.Context, tx *sqlx.Tx, left string) error {
	position := slices.IndexFunc(t.Stage.Signatures, func(by procedure.SignedBy) bool { return by.By == procedure.CoProposers })
	if position < 0 {
		return nil
	}
	_, err := tx.ExecContext(ctx, `
		DELETE FROM signature_requests q USING body_heirs h, bodies n
		WHERE q.dossier = $1 AND q.stage_no = $2 AND q.position = $3 AND h.body = q.body AND n.id = h.heir AND n.code = $4`,
		t.ID, t.StageNo, position, left)
	if err != nil {
		return fmt.Errorf("ask %s no more for a signature: %w", left, err)
	}
	return t.askSignatures(ctx, tx)
}

// slots returns the places of the signatures that the present stage needs, with
// how many are there under a seal: of the bodies that stand in today for those
// that were asked. Bodies that have become one sign once.
func (f *file) slots(ctx context.Context, q sqlx.QueryerContext, sealed string) ([]dossier.Slot, error) {
	var slots []dossier.Slot
	err := sqlx.SelectContext(ctx, q, &slots, `
		SELECT n.code AS body, min(q.position) AS position, max(q.needed) AS need
		FROM signature_requests q JOIN body_heirs h ON h.body = q.body JOIN bodies n ON n.id = h.heir
		WHERE q.dossier = $1 AND q.stage_no = $2 GROUP BY n.code ORDER BY 2, 1`, f.ID, f.StageNo)
	if err != nil {
		return nil, fmt.Errorf("read whose signatures are needed: %w", err)
	}
	if slots == nil {
		slots = []dossier.Slot{{Body: f.Run.Actor, Need: max(f.Stage.Signers, 1)}}
	}
	var given []struct {
		Body string `db:"body"`
		N    int    `db:"n"`
	}
	err = sqlx.SelectContext(ctx, q, &given, `
		SELECT n.code AS body, count(*) AS n
		FROM signatures s JOIN stage_runs r ON r.dossier = s.dossier AND r.no = s.stage_no
		JOIN body_heirs h ON h.body = coalesce(s.body, r.actor) JOIN bodies n ON n.id = h.heir
		WHERE s.dossier = $1 AND s.stage_no = $2 AND s.sealed = $3 GROUP BY n.code`, f.ID, f.StageNo, sealed)
	if err != nil {
		return nil, fmt.Errorf("count signatures: %w", err)
	}
	for _, g := range given {
		i := slices.IndexFunc(slots, func(s dossier.Slot) bool { return s.Body == g.Body })
		if i >= 0 {
			slots[i].Have += g.N
		}
	}
	return slots, nil
}

// signing returns the codes of the bodies whose signatures the present stage
// needs; nil where they are the acting body's.
func (f *file) signing(ctx context.Context, q sqlx.QueryerContext) ([]string, error) {
	if !dossier.FourEyes(f.Stage) || len(f.Stage.Signatures) == 0 {
		return nil, nil
	}
	slots, err := f.slots(ctx, q, "")
	if err != nil {
		return nil, err
	}
	codes := make([]string, len(slots))
	for i, s := range slots {
		codes[i] = s.Body
	}
	return codes, nil
}

// countSignatures puts into the facts what was put before the signers, what is
// newer, and which signatures are there on what there is.
func (f *file) countSignatures(ctx context.Context, q sqlx.QueryerContext, out *procedure.Facts) error {
	if !dossier.FourEyes(f.Stage) {
		return nil
	}
	now, err := f.sealing(ctx, q)
	if err != nil {
		return err
	}
	out.PreparedHash, out.NewerThanPrepared = now.Package, now.newer()
	slots, err := f.slots(ctx, q, now.Seal)
	if err != nil {
		return err
	}
	for _, s := range slots {
		out.Signatures += min(s.Have, s.Need)
		out.SignaturesNeeded += s.Need
	}
	if len(f.Stage.Signatures) > 0 {
		out.SignaturesMissing = dossier.Unsigned(slots)
	}
	return nil
}

// seat returns as what a person signs what there is now, by one of the grounds: as
// another hand than all that were on it, and when their body's turn has come.
func (f *file) seat(ctx context.Context, q sqlx.QueryerContext, now sealing, person, body string, grounds []dossier.Appointment) (dossier.Appointment, error) {
	err := now.refusal()
	if err != nil {
		return dossier.Appointment{}, err
	}
	hands, err := f.hands(ctx, q, now.Seal)
	if err != nil {
		return dossier.Appointment{}, err
	}
	_, err = hands.Signature(person, grounds)
	if err != nil {
		return dossier.Appointment{}, err
	}
	slots, err := f.slots(ctx, q, now.Seal)
	if err != nil {
		return dossier.Appointment{}, err
	}
	seats, err := dossier.Seat(slots, f.Stage.Ordered, grounds, body)
	if err != nil {
		return dossier.Appointment{}, err
	}
	return hands.Signature(person, seats)
}

// SlotView is the place of one body's signatures in a run of a stage.
type SlotView struct {
	StageNo  int    `db:"stage_no"`
	Position int    `db:"position"`
	BodyCode string `db:"body_code"` // of the body that stands in for it today
	BodySr   string `db:"body_sr"`
	BodyEn   string `db:"body_en"`
	Need     int    `db:"need"`
}
