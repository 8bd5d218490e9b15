package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
)

// maxProposers is how many bodies may propose an act together.
const maxProposers = 21

// ProposerChange is a body that came to a proposal, or left it.
type ProposerChange struct {
	Seq    int64 `db:"seq"` // of the step
	Joined bool  `db:"joined"`
	BodyName
}

// moved returns the body that a command takes to a proposal, or away from it.
func moved(c dossier.Command) string {
	switch c.Name {
	case dossier.JoinProposer, dossier.LeaveProposer:
		return c.Args.Body
	}
	return ""
}

// joinProposer adds a body that there is today to the proposers, while the text
// is open.
func joinProposer(ctx context.Context, tx *sqlx.Tx, t *transition) error {
	st, err := t.proposing(ctx, tx)
	if err != nil {
		return err
	}
	var id string
	err = tx.GetContext(ctx, &id, `
		SELECT id FROM bodies WHERE code = $1 AND NOT collegial AND valid_from <= $2::date AND (valid_to IS NULL OR valid_to >= $2::date)`,
		t.command.Args.Body, dossier.Day(t.At, belgrade))
	if errors.Is(err, sql.ErrNoRows) {
		return invalidField("args.body", dossier.CodeBodyUnknown, "body", t.command.Args.Body)
	}
	if err != nil {
		return fmt.Errorf("find body: %w", err)
	}
	switch {
	case slices.Contains(st.Proposers, t.command.Args.Body):
		return dossier.Refuse(dossier.CodeProposes)
	case len(st.Proposers) >= maxProposers:
		return dossier.Refuse(dossier.CodeTooManyProposers, "limit", fmt.Sprint(maxProposers))
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO dossier_proposers (dossier, body) VALUES ($1, $2)`, t.ID, id)
	if err != nil {
		return fmt.Errorf("add proposer: %w", err)
	}
	err = t.changed(ctx, tx, []string{id}, true)
	if err != nil {
		return err
	}
	return t.proposersChanged(ctx, tx, "")
}

// leaveProposer takes a body away from the proposers, while the text is open. The
// lead's signer may take away any, another body's that body alone; the lead stays.
func leaveProposer(ctx context.Context, tx *sqlx.Tx, t *transition) error {
	st, err := t.proposing(ctx, tx)
	if err != nil {
		return err
	}
	body := t.command.Args.Body
	switch {
	case body == st.Lead:
		return dossier.Refuse(dossier.CodeLeadStays)
	case !slices.Contains(st.Proposers, body):
		return dossier.Refuse(dossier.CodeProposesNot)
	}
	i := slices.IndexFunc(t.grounds, func(g dossier.Appointment) bool { return g.Body == st.Lead || g.Body == body })
	if i < 0 {
		return dossier.Refuse(dossier.CodeNotYourBody)
	}
	t.delegation = t.grounds[i].Delegation
	var ids []string
	err = tx.SelectContext(ctx, &ids, `
		DELETE FROM dossier_proposers p USING body_heirs h, bodies n
		WHERE p.dossier = $1 AND h.body = p.body AND n.id = h.heir AND n.code = $2 RETURNING p.body`, t.ID, body)
	if err != nil {
		return fmt.Errorf("take proposer away: %w", err)
	}
	err = t.changed(ctx, tx, ids, false)
	if err != nil {
		return err
	}
	return t.proposersChanged(ctx, tx, body)
}

// proposing checks what a change of proposers needs: reasons, and a text that is
// open.
func (t *transition) proposing(ctx context.Context, tx *sqlx.Tx) (dossier.Standing, error) {
	_, err := t.reasons()
	if err != nil {
		return dossier.Standing{}, err
	}
	if t.textClosed() {
		return dossier.Standing{}, dossier.Refuse(dossier.CodeTextClosed, "stage", t.Run.Stage)
	}
	return t.standing(ctx, tx)
}

func (t *transition) changed(ctx context.Context, tx *sqlx.Tx, bodies []string, joined bool) error {
	_, err := tx.ExecContext(ctx, `
		INSERT INTO proposer_changes (command, dossier, body, joined) SELECT $1, $2, unnest($3::uuid[]), $4`, t.command.ID, t.ID, array(bodies), joined)
	if err != nil {
		return fmt.Errorf("write change of proposers: %w", err)
	}
	return nil
}

// proposerChanges reads which bodies came and left, in their order.
func proposerChanges(ctx context.Context, q sqlx.QueryerContext, id string) ([]ProposerChange, error) {
	var rows []struct {
		Seq    int64  `db:"seq"`
		Joined bool   `db:"joined"`
		Code   string `db:"code"`
		NameSr string `db:"name_sr"`
		NameEn string `db:"name_en"`
	}
	err := sqlx.SelectContext(ctx, q, &rows, `
		SELECT t.seq, c.joined, b.code, b.name_sr, b.name_en
		FROM proposer_changes c JOIN steps t ON t.command = c.command JOIN bodies b ON b.id = c.body
		WHERE c.dossier = $1 ORDER BY t.seq`, id)
	if err != nil {
		return nil, fmt.Errorf("read changes of proposers: %w", err)
	}
	changes := make([]ProposerChange, len(rows))
	for i, r := range rows {
		changes[i] = ProposerChange{r.Seq, r.Joined, BodyName{r.Code, r.NameSr, r.NameEn}}
	}
	return changes, nil
}
