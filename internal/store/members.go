package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
)

// MaxMembers is the most members that a body can be said to have.
const MaxMembers = 10_000

// Members is how many members a collegial body has, from a civil day on until
// another number is entered for it.
type Members struct {
	ID        string `db:"id"`
	Body      string `db:"body"` // code
	From      string `db:"valid_from"`
	Count     int    `db:"members"`
	Act       string `db:"act"` // legal act that says so
	Cancelled bool   `db:"cancelled"`
}

// checked returns m as it is kept; refused with the fields count, from and act.
func (m Members) checked() (Members, error) {
	var fields []dossier.Field
	add := func(name string, code dossier.Code, params ...string) {
		fields = append(fields, dossier.Field{Name: name, Code: code, Params: dossier.Refuse(code, params...).Params})
	}
	_, err := time.Parse(time.DateOnly, m.From)
	if err != nil {
		add("from", dossier.CodeDateInvalid, "date", m.From)
	}
	if m.Count < 1 || m.Count > MaxMembers {
		add("count", dossier.CodeMembersInvalid, "limit", fmt.Sprint(MaxMembers))
	}
	act, err := legalAct("act", m.Act)
	var p *dossier.Problem
	if errors.As(err, &p) {
		fields = append(fields, p.Fields...)
	}
	m.Act = act
	if fields != nil {
		return Members{}, &dossier.Problem{Code: dossier.CodeInvalid, Fields: fields}
	}
	return m, nil
}

// AddMembers records how many members a body has that is there already. Refusals: forbidden and its kin,
// invalid with the fields body, from, count and act; members_entered in the field
// from where a number holds from that day already.
func (s *Store) AddMembers(ctx context.Context, person string, m Members) error {
	_, err := mayAdminister(ctx, s.db, person)
	if err != nil {
		return err
	}
	m, err = m.checked()
	if err != nil {
		return err
	}
	n, err := changed(s.db.ExecContext(ctx, addMembers, newID(), m.Body, m.From, m.Count, m.Act, person))
	switch {
	case duplicate(err):
		return invalidField("from", dossier.CodeMembersEntered)
	case err != nil:
		return fmt.Errorf("add members of %s: %w", m.Body, err)
	case n == 0:
		return invalidField("body", dossier.CodeBodyUnknown, "body", m.Body)
	}
	return nil
}

const addMembers = `
	INSERT INTO body_members (id, body, valid_from, members, act, recorded_by)
	SELECT $1, b.id, $3::date, $4, $5, nullif($6, '')::uuid FROM bodies b WHERE b.code = $2 AND b.valid_from <= civil_today()`

// EnterMembers records how many members a body that there is has, as a roster says;
// what holds from that day already stays as it is. Refusals: invalid with the fields
// from, count and act.
func (s *Store) EnterMembers(ctx context.Context, m Members) error {
	m, err := m.checked()
	if err != nil {
		return err
	}
	_, err = s.db.ExecContext(ctx, addMembers+` ON CONFLICT DO NOTHING`, newID(), m.Body, m.From, m.Count, m.Act, "")
	if err != nil {
		return fmt.Errorf("enter members of %s: %w", m.Body, err)
	}
	return nil
}

// CancelMembers says that a number was entered by mistake; it stays in the record.
// Refusals: forbidden and its kin, not_found, members_cancelled.
func (s *Store) CancelMembers(ctx context.Context, person, id string) error {
	err := s.transact(ctx, func(tx *sqlx.Tx) error {
		_, err := mayAdminister(ctx, tx, person)
		if err != nil {
			return err
		}
		var cancelled bool
		err = tx.GetContext(ctx, &cancelled, `SELECT cancelled_by IS NOT NULL FROM body_members WHERE id = $1 FOR NO KEY UPDATE`, id)
		switch {
		case err != nil:
			return orNotFound(err)
		case cancelled:
			return dossier.Refuse(dossier.CodeMembersCancelled)
		}
		_, err = tx.ExecContext(ctx, `UPDATE body_members SET cancelled_by = $2 WHERE id = $1`, id, person)
		return err
	})
	if err != nil {
		return fmt.Errorf("cancel members: %w", err)
	}
	return nil
}

// AllMembers lists what was entered of every body, its newest day first, with what
// was cancelled.
func (s *Store) AllMembers(ctx context.Context) ([]Members, error) {
	all := []Members{}
	err := s.reads.SelectContext(ctx, &all, `
		SELECT m.id, b.code AS body, m.valid_from::text AS valid_from, m.members, m.act, m.cancelled_by IS NOT NULL AS cancelled
		FROM body_members m JOIN bodies b ON b.id = m.body ORDER BY b.code, m.valid_from DESC, m.recorded_at DESC`)
	if err != nil {
		return nil, fmt.Errorf("list members: %w", err)
	}
	return all, nil
}

// membersOn returns how many members the body that acts in the present stage has
// on a civil day: of one that was only renamed, as many as under its name of before,
// until another number is entered. 0: nobody has entered it, or nothing of the stage
// depends on it.
func (f *file) membersOn(ctx context.Context, q sqlx.QueryerContext, day string) (int, error) {
	if f.Stage.Quorum == nil || !f.Stage.Quorum.Relative() {
		return 0, nil
	}
	body, err := heir(ctx, q, f.Run.Actor, day)
	if err != nil {
		return 0, err
	}
	var members int
	err = sqlx.GetContext(ctx, q, &members, `
		WITH RECURSIVE line (body, depth) AS (
			SELECT $1::uuid, 0
			UNION ALL
			SELECT p.body, l.depth + 1 FROM line l
			JOIN body_changes c ON c.successor = l.body AND c.kind = 'renamed' AND c.undone_at IS NULL
			JOIN body_change_parts p ON p.change = c.id WHERE l.depth < 32)
		SELECT coalesce((SELECT m.members FROM line l JOIN body_members m ON m.body = l.body
			WHERE m.valid_from <= $2::date AND m.cancelled_by IS NULL ORDER BY l.depth, m.valid_from DESC LIMIT 1), 0)`, body, day)
	if err != nil {
		return 0, fmt.Errorf("count members: %w", err)
	}
	return members, nil
}
