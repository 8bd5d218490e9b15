package store

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
)

func recordConclusion(ctx context.Context, tx *sqlx.Tx, t *transition) error {
	if !t.Stage.Collegial {
		return dossier.Refuse(dossier.CodeNotNow, "command", string(t.command.Name), "stage", t.Run.Stage)
	}
	a := t.command.Args
	o, err := t.outcome()
	if err != nil {
		return err
	}
	number := strings.TrimSpace(a.Number)
	if number == "" || utf8.RuneCountInString(number) > 100 {
		return dossier.Refuse(dossier.CodeNumberRequired)
	}
	_, err = time.Parse(time.DateOnly, a.Date)
	if err != nil {
		return dossier.Refuse(dossier.CodeDateInvalid, "date", a.Date).Because(err)
	}
	if a.Date > t.today() {
		return dossier.Refuse(dossier.CodeDateInFuture, "date", a.Date)
	}
	before, err := t.endBefore(ctx, tx)
	if err != nil {
		return err
	}
	if a.Date < before {
		return dossier.Refuse(dossier.CodeDateBeforeStage, "date", a.Date, "day", before)
	}
	if strings.TrimSpace(a.Document) == "" || utf8.RuneCountInString(a.Document) > 200 || !hexSHA256.MatchString(a.SHA256) {
		return dossier.Refuse(dossier.CodeProofMissing)
	}
	t.members, err = t.membersOn(ctx, tx, a.Date)
	if err != nil {
		return err
	}
	_, err = t.said(o)
	if err != nil {
		return err
	}
	brought, err := t.keepBrought(ctx, tx, a.SHA256)
	if err != nil {
		return err
	}
	body, err := heir(ctx, tx, t.Run.Actor, dossier.Day(t.At, belgrade))
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `
		INSERT INTO conclusions (dossier, stage_no, body, outcome, number, date, document, sha256, recorded_by, recorded_at, command,
			present, in_favour, against, abstained, chair_in_favour, members, blob, media_type, size)
		VALUES ($1, $2, $3, $4, $5, $6::date, $7, $8, $9, $10, $11, nullif($12, 0), CASE WHEN $12 > 0 THEN $13::integer END,
			CASE WHEN $12 > 0 THEN $14::integer END, CASE WHEN $12 > 0 THEN $15::integer END, $12 > 0 AND $16, CASE WHEN $12 > 0 THEN nullif($17, 0) END, $18, $19, $20)`,
		t.ID, t.StageNo, body, o.ID, number, a.Date, brought.Name, a.SHA256, t.command.Actor, t.At, t.command.ID,
		a.Present, a.InFavour, a.Against, a.Abstain, a.Chair, t.members,
		brought.SHA256, brought.MediaType, len(brought.Bytes))
	if err != nil {
		return fmt.Errorf("record conclusion: %w", err)
	}
	err = t.tellAuthors(ctx, tx, MailDecided, "", strconv.Itoa(t.StageNo))
	if err != nil {
		return err
	}
	return t.leaveWith(ctx, tx, o)
}

func giveOpinion(ctx context.Context, tx *sqlx.Tx, t *transition) error {
	a := t.command.Args
	bodies, err := t.speaksFor(ctx, tx)
	if err != nil {
		return err
	}
	hash, err := t.seen(ctx, tx, dossier.CodeOpinionOtherText)
	if err != nil {
		return err
	}
	if !a.Opinion.Valid() {
		return dossier.Refuse(dossier.CodeOutcomeUnknown, "outcome", string(a.Opinion))
	}
	if a.Opinion != dossier.Positive && strings.TrimSpace(a.Text) == "" {
		return dossier.Refuse(dossier.CodeReasonsRequired)
	}
	err = bounded("text", a.Text, dossier.MaxOpinion, dossier.CodeTextTooLong)
	if err != nil {
		return err
	}
	n, err := changed(tx.ExecContext(ctx, `
		INSERT INTO opinions (id, dossier, stage_no, body, opinion, text, package, given_by, given_at, command)
		SELECT gen_random_uuid(), $1, $2, unnest($3::uuid[]), $4, $5, $6, $7, $8, $9 ON CONFLICT (dossier, stage_no, body, package) DO NOTHING`,
		t.ID, t.StageNo, array(bodies), a.Opinion, a.Text, hash, t.command.Actor, t.At, t.command.ID))
	if err != nil {
		return fmt.Errorf("give opinion: %w", err)
	}
	if n == 0 {
		return dossier.Refuse(dossier.CodeOpinionGiven)
	}
	facts, err := t.facts(ctx, tx)
	if err != nil {
		return err
	}
	if len(facts.OpinionsMissing)+len(facts.OpinionsOnOtherText) > 0 {
		return nil
	}
	return t.end(ctx, tx, dossier.Main(t.Stage), false) // the proposer's documents are not the giver's to mend
}

// speaksFor returns the ids of the asked bodies for which the person gives the
// opinion: that of the one they name, or of the only one they can. It has several
// where it took over from several that were asked.
func (t *transition) speaksFor(ctx context.Context, tx *sqlx.Tx) ([]string, error) {
	st, err := t.standing(ctx, tx)
	if err != nil {
		return nil, err
	}
	var mine []string
	for _, code := range st.Asked {
		named := t.command.Args.Body == "" || t.command.Args.Body == code
		if named && t.actor.For(t.Ref).Has(dossier.OpinionGiver, code, dossier.Day(t.At, belgrade)) {
			mine = append(mine, code)
		}
	}
	if len(mine) != 1 {
		return nil, dossier.Refuse(dossier.CodeNotAsked, "body", t.command.Args.Body)
	}
	t.delegation = dossier.Lent(t.grounds, mine[0])
	var ids []string
	err = tx.SelectContext(ctx, &ids, `
		SELECT q.body FROM opinion_requests q JOIN body_heirs h ON h.body = q.body JOIN bodies n ON n.id = h.heir
		WHERE q.dossier = $1 AND q.stage_no = $2 AND n.code = $3`, t.ID, t.StageNo, mine[0])
	if err != nil {
		return nil, fmt.Errorf("find request: %w", err)
	}
	return ids, nil
}

// AskedOf returns the bodies that are asked for an opinion in the dossier's present
// stage and for which the person may give it; none where they are none's.
func (s *Store) AskedOf(ctx context.Context, person string, ref dossier.Ref) ([]BodyName, error) {
	f, err := s.peek(ctx, person, ref)
	if err != nil {
		return nil, err
	}
	a, err := s.Actor(ctx, person)
	if err != nil {
		return nil, err
	}
	st, err := f.standing(ctx, s.reads)
	if err != nil {
		return nil, err
	}
	a = a.For(ref)
	var mine []string
	for _, code := range st.Asked {
		if a.Has(dossier.OpinionGiver, code, dossier.Day(f.At, belgrade)) {
			mine = append(mine, code)
		}
	}
	var names []BodyName
	err = sqlx.SelectContext(ctx, s.reads, &names, `
		SELECT code, name_sr AS namesr, name_en AS nameen FROM bodies WHERE code = ANY($1) ORDER BY code`, array(mine))
	if err != nil {
		return nil, fmt.Errorf("name bodies: %w", err)
	}
	return names, nil
}
