package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
)

// BodyChangeKind is what a legal act does to bodies.
type BodyChangeKind string

const (
	BodyRenamed   BodyChangeKind = "renamed"
	BodyMerged    BodyChangeKind = "merged" // several become one, which is new or one that there is
	BodyAbolished BodyChangeKind = "abolished"
)

// BodyChangeKinds lists all kinds.
var BodyChangeKinds = []BodyChangeKind{BodyRenamed, BodyMerged, BodyAbolished}

// BodyChange is what is to become of bodies.
type BodyChange struct {
	Kind BodyChangeKind
	Day  string // the first on which it holds
	Act  string // that makes it
	From []string
	// The successor: a body that there is, by its code, or a new one with its names.
	// Who is abolished may have none.
	Successor string
	New       *NewBody
}

// NewBody is a body that comes with a change.
type NewBody struct{ Code, NameSr, NameEn string }

// BodyImpact is what a change of bodies touches.
type BodyImpact struct {
	Dossiers     int // open ones that they lead or propose together with others
	Acting       int // open ones in whose stage they act
	Opinions     int // asked of them and not given, in present stages
	Appointments int // that hold on the day or later
	Delegations  int // that are in force or lie ahead
	Plan         int // items of plans, of the year of the day and later
}

// Work reports whether something open would be nobody's without a successor.
func (i BodyImpact) Work() bool { return i.Dossiers+i.Acting+i.Opinions > 0 }

var bodyCode = regexp.MustCompile(`^[A-Z][A-Z0-9_]{0,31}$`)

// check refuses what can be seen to be wrong without the record.
func (c *BodyChange) check(today string) error {
	var fields []dossier.Field
	add := func(name string, code dossier.Code, params ...string) {
		fields = append(fields, dossier.Field{Name: name, Code: code, Params: dossier.Refuse(code, params...).Params})
	}
	act, err := legalAct("act", c.Act)
	var p *dossier.Problem
	if errors.As(err, &p) {
		fields = append(fields, p.Fields...)
	}
	c.Act = act
	_, err = time.Parse(time.DateOnly, c.Day)
	switch {
	case err != nil:
		add("day", dossier.CodeDateInvalid, "date", c.Day)
	case c.Day < today:
		add("day", dossier.CodeDateInPast)
	}
	c.From = slices.Compact(slices.Sorted(slices.Values(c.From)))
	switch n := len(c.From); {
	case !slices.Contains(BodyChangeKinds, c.Kind):
		add("kind", dossier.CodeKindUnknown)
	case n == 0, c.Kind == BodyRenamed && n > 1, c.Kind == BodyMerged && n < 2 && c.New != nil:
		add("from", dossier.CodeBodyParts)
	case c.Kind == BodyRenamed && c.New == nil, c.Kind == BodyMerged && c.New == nil && c.Successor == "", c.Kind == BodyAbolished && c.New != nil:
		add("successor", dossier.CodeBodySuccessor)
	case slices.Contains(c.From, c.Successor):
		add("successor", dossier.CodeBodySuccessor)
	}
	if c.New != nil {
		c.New.NameSr, c.New.NameEn = strings.TrimSpace(c.New.NameSr), strings.TrimSpace(c.New.NameEn)
		if !bodyCode.MatchString(c.New.Code) {
			add("code", dossier.CodeBodyCode)
		}
		for name, text := range map[string]string{"name_sr": c.New.NameSr, "name_en": c.New.NameEn} {
			switch {
			case text == "":
				add(name, dossier.CodeNameMissing)
			case utf8.RuneCountInString(text) > 300:
				add(name, dossier.CodeTextTooLong, "limit", "300")
			}
		}
	}
	if fields != nil {
		return &dossier.Problem{Code: dossier.CodeInvalid, Fields: fields}
	}
	return nil
}

// PreviewBodyChange returns what a change would touch, or refuses it as making it
// would; nothing is changed.
func (s *Store) PreviewBodyChange(ctx context.Context, person string, c BodyChange) (BodyImpact, error) {
	var out BodyImpact
	err := s.transact(ctx, func(tx *sqlx.Tx) error {
		_, impact, err := checkBodyChange(ctx, tx, person, &c)
		out = impact
		return err
	})
	if err != nil {
		return BodyImpact{}, fmt.Errorf("preview change of bodies: %w", err)
	}
	return out, nil
}

// lockedBody is a body under its row's lock.
type lockedBody struct {
	ID        string `db:"id"`
	Code      string `db:"code"`
	Collegial bool   `db:"collegial"`
	Contact   string `db:"contact"`
	From      string `db:"valid_from"`
	To        string `db:"valid_to"`
}

// checkBodyChange locks the bodies of a change and returns them, the successor
// last where there is one already, with what the change touches. Refusals:
// forbidden and its kin, invalid with the fields, body_unknown, body_ended,
// body_code_taken, body_has_work.
func checkBodyChange(ctx context.Context, tx *sqlx.Tx, person string, c *BodyChange) ([]lockedBody, BodyImpact, error) {
	today, err := mayAdminister(ctx, tx, person)
	if err != nil {
		return nil, BodyImpact{}, err
	}
	err = c.check(today)
	if err != nil {
		return nil, BodyImpact{}, err
	}
	codes := slices.Clone(c.From)
	if c.Successor != "" {
		codes = append(codes, c.Successor)
	}
	var bodies []lockedBody
	err = tx.SelectContext(ctx, &bodies, `
		SELECT id, code, collegial, contact, valid_from::text AS valid_from, coalesce(valid_to::text, '') AS valid_to
		FROM bodies WHERE code = ANY($1) ORDER BY id FOR NO KEY UPDATE`, array(codes))
	if err != nil {
		return nil, BodyImpact{}, fmt.Errorf("lock bodies: %w", err)
	}
	slices.SortFunc(bodies, func(a, b lockedBody) int { return slices.Index(codes, a.Code) - slices.Index(codes, b.Code) })
	if len(bodies) != len(codes) {
		return nil, BodyImpact{}, invalidField("from", dossier.CodeBodyUnknown)
	}
	for _, b := range bodies {
		if b.To != "" || b.From >= c.Day {
			return nil, BodyImpact{}, dossier.Refuse(dossier.CodeBodyEnded, "body", b.Code)
		}
	}
	if c.New != nil {
		var taken bool
		err = tx.GetContext(ctx, &taken, `SELECT EXISTS (SELECT 1 FROM bodies WHERE code = $1)`, c.New.Code)
		if err != nil {
			return nil, BodyImpact{}, fmt.Errorf("look for code: %w", err)
		}
		if taken {
			return nil, BodyImpact{}, invalidField("code", dossier.CodeBodyCodeTaken)
		}
	}
	impact, err := impactOf(ctx, tx, c.Day, bodies[:len(c.From)])
	if err == nil && c.Kind == BodyAbolished && c.Successor == "" && impact.Work() {
		err = dossier.Refuse(dossier.CodeBodyHasWork)
	}
	return bodies, impact, err
}

// impactOf counts what a change of bodies touches: theirs is what is theirs as
// heirs too.
func impactOf(ctx context.Context, q sqlx.QueryerContext, day string, bodies []lockedBody) (BodyImpact, error) {
	ids := make([]string, len(bodies))
	for i, b := range bodies {
		ids[i] = b.ID
	}
	var out BodyImpact
	err := sqlx.GetContext(ctx, q, &out, `
		WITH line AS (SELECT body FROM body_heirs WHERE heir = ANY($1::uuid[]) UNION SELECT unnest($1::uuid[]))
		SELECT (SELECT count(*) FROM dossiers d WHERE d.status = 'open' AND (d.lead IN (SELECT body FROM line)
				OR EXISTS (SELECT 1 FROM dossier_proposers p WHERE p.dossier = d.id AND p.body IN (SELECT body FROM line)))) AS dossiers,
			(SELECT count(*) FROM dossiers d JOIN stage_runs r ON r.dossier = d.id AND r.no = d.stage_no
				WHERE d.status = 'open' AND r.ended_at IS NULL AND r.actor IN (SELECT body FROM line)) AS acting,
			(SELECT count(*) FROM dossiers d JOIN opinion_requests o ON o.dossier = d.id AND o.stage_no = d.stage_no
				WHERE d.status = 'open' AND o.body IN (SELECT body FROM line) AND NOT EXISTS (SELECT 1 FROM opinions x
					WHERE x.dossier = o.dossier AND x.stage_no = o.stage_no AND x.body = o.body)) AS opinions,
			(SELECT count(*) FROM appointments WHERE body = ANY($1::uuid[]) AND valid && daterange($2::date, NULL)) AS appointments,
			(SELECT count(*) FROM delegations WHERE body = ANY($1::uuid[]) AND valid && daterange($2::date, NULL) AND revoked_at IS NULL) AS delegations,
			(SELECT count(*) FROM plan_items WHERE body = ANY($1::uuid[]) AND year >= extract(year FROM $2::date)) AS plan`, array(ids), day)
	if err != nil {
		return BodyImpact{}, fmt.Errorf("count what bodies have: %w", err)
	}
	return out, nil
}

// ChangeBodies makes a change of bodies, from its day on: those that go end with
// the day before and name their successor, and appointments that hold on the day
// or later are carried to it. Refusals as checkBodyChange.
func (s *Store) ChangeBodies(ctx context.Context, person string, c BodyChange) error {
	err := s.transact(ctx, func(tx *sqlx.Tx) error {
		c := c
		bodies, _, err := checkBodyChange(ctx, tx, person, &c)
		if err != nil {
			return err
		}
		old := bodies[:len(c.From)]
		successor, err := successorOf(ctx, tx, c, bodies)
		if err != nil {
			return err
		}
		id := newID()
		names := NewBody{}
		if c.New != nil {
			names = *c.New
		}
		_, err = tx.ExecContext(ctx, `
			INSERT INTO body_changes (id, kind, day, act, successor, made, name_sr, name_en, recorded_by) VALUES ($1, $2, $3::date, $4, $5, $6, $7, $8, $9)`,
			id, c.Kind, c.Day, c.Act, successor, c.New != nil, names.NameSr, names.NameEn, person)
		if err != nil {
			return fmt.Errorf("write change: %w", err)
		}
		for _, b := range old {
			_, err = tx.ExecContext(ctx, `INSERT INTO body_change_parts (change, body) VALUES ($1, $2)`, id, b.ID)
			if err != nil {
				return fmt.Errorf("write part of change: %w", err)
			}
			_, err = tx.ExecContext(ctx, `UPDATE bodies SET valid_to = $2::date - 1, successor = $3 WHERE id = $1`, b.ID, c.Day, successor)
			if err != nil {
				return fmt.Errorf("end body %s: %w", b.Code, err)
			}
		}
		if successor == nil {
			return nil
		}
		return carryAppointments(ctx, tx, id, c.Day, *successor)
	})
	if duplicate(err) {
		return invalidField("code", dossier.CodeBodyCodeTaken)
	}
	if err != nil {
		return fmt.Errorf("change bodies: %w", err)
	}
	return nil
}

// successorOf returns the id of the body that takes over, which it makes where it
// is new; nil: there is none.
func successorOf(ctx context.Context, tx *sqlx.Tx, c BodyChange, bodies []lockedBody) (*string, error) {
	if c.Successor != "" {
		return &bodies[len(bodies)-1].ID, nil
	}
	if c.New == nil {
		return nil, nil
	}
	id := newID()
	_, err := tx.ExecContext(ctx, `
		INSERT INTO bodies (id, code, name_sr, name_en, collegial, contact, valid_from) VALUES ($1, $2, $3, $4, $5, $6, $7::date)`,
		id, c.New.Code, c.New.NameSr, c.New.NameEn, bodies[0].Collegial, bodies[0].Contact, c.Day)
	if err != nil {
		return nil, fmt.Errorf("add body %s: %w", c.New.Code, err)
	}
	return &id, nil
}

// carryAppointments ends the appointments in the bodies of a change with the day
// before it, and makes their like in the successor for the days that were left,
// those apart in which the person holds the role there already. How they were is
// kept, so that the change can be undone.
func carryAppointments(ctx context.Context, tx *sqlx.Tx, change, day, successor string) error {
	for _, write := range []string{
		`INSERT INTO carried_appointments (change, id, person, body, role, valid, carried_by)
			SELECT $1, a.id, a.person, a.body, a.role, a.valid, a.carried_by FROM appointments a
			JOIN body_change_parts p ON p.body = a.body WHERE p.change = $1 AND a.valid && daterange($2::date, NULL) AND $3::uuid IS NOT NULL`,
		`DELETE FROM appointments a USING carried_appointments c WHERE c.change = $1 AND a.id = c.id AND lower(a.valid) >= $2::date AND $3::uuid IS NOT NULL`,
		`UPDATE appointments a SET valid = daterange(lower(a.valid), $2::date) FROM carried_appointments c
			WHERE c.change = $1 AND a.id = c.id AND $3::uuid IS NOT NULL`,
		`INSERT INTO appointments (id, person, body, role, valid, carried_by)
			SELECT gen_random_uuid(), x.person, $3, x.role, unnest(x.days), $1 FROM (
				SELECT c.person, c.role, range_agg(c.valid * daterange($2::date, NULL))
					- coalesce((SELECT range_agg(e.valid) FROM appointments e WHERE e.person = c.person AND e.body = $3 AND e.role = c.role), '{}') AS days
				FROM carried_appointments c WHERE c.change = $1 GROUP BY c.person, c.role) x`,
	} {
		_, err := tx.ExecContext(ctx, write, change, day, successor)
		if err != nil {
			return fmt.Errorf("carry appointments: %w", err)
		}
	}
	return nil
}

// UndoBodyChange undoes a change before its day comes: bodies and appointments are
// as they were, and the change stays in the record as undone. Refusals: forbidden
// and its kin, not_found, body_change_begun, body_change_followed where something
// was built on it.
func (s *Store) UndoBodyChange(ctx context.Context, person, id string) error {
	err := s.transact(ctx, func(tx *sqlx.Tx) error {
		today, err := mayAdminister(ctx, tx, person)
		if err != nil {
			return err
		}
		var c struct {
			Day       string  `db:"day"`
			Successor *string `db:"successor"`
			Made      bool    `db:"made"`
			Undone    bool    `db:"undone"`
		}
		err = tx.GetContext(ctx, &c, `
			SELECT day::text AS day, successor, made, undone_at IS NOT NULL AS undone FROM body_changes WHERE id = $1 FOR NO KEY UPDATE`, id)
		switch {
		case errors.Is(err, sql.ErrNoRows):
			return dossier.Refuse(dossier.CodeNotFound)
		case err != nil:
			return fmt.Errorf("lock change: %w", err)
		case c.Undone || c.Day <= today:
			return dossier.Refuse(dossier.CodeChangeBegun)
		}
		return undoBodyChange(ctx, tx, person, id, c.Successor, c.Made)
	})
	if referenced(err) || overlapping(err) {
		return dossier.Refuse(dossier.CodeChangeFollowed).Because(err)
	}
	if err != nil {
		return fmt.Errorf("undo change of bodies: %w", err)
	}
	return nil
}

func undoBodyChange(ctx context.Context, tx *sqlx.Tx, person, id string, successor *string, made bool) error {
	if successor != nil {
		var followed bool
		err := tx.GetContext(ctx, &followed, `
			SELECT EXISTS (SELECT 1 FROM body_change_parts p JOIN body_changes c ON c.id = p.change WHERE p.body = $1 AND c.undone_at IS NULL)`, *successor)
		if err != nil {
			return fmt.Errorf("look for later changes: %w", err)
		}
		if followed {
			return dossier.Refuse(dossier.CodeChangeFollowed)
		}
	}
	for _, write := range []struct {
		sql  string
		args []any
	}{
		{`DELETE FROM appointments WHERE carried_by = $1`, []any{id}},
		{`UPDATE appointments a SET valid = c.valid FROM carried_appointments c WHERE c.change = $1 AND a.id = c.id`, []any{id}},
		{`INSERT INTO appointments (id, person, body, role, valid, carried_by) SELECT id, person, body, role, valid, carried_by FROM carried_appointments c
			WHERE change = $1 AND NOT EXISTS (SELECT 1 FROM appointments a WHERE a.id = c.id)`, []any{id}},
		{`UPDATE bodies SET valid_to = NULL, successor = NULL WHERE id IN (SELECT body FROM body_change_parts WHERE change = $1)`, []any{id}},
		{`UPDATE body_changes SET undone_by = $2, undone_at = clock_timestamp() WHERE id = $1`, []any{id, person}},
		{`DELETE FROM bodies WHERE id = $1 AND $2`, []any{successor, made}},
	} {
		_, err := tx.ExecContext(ctx, write.sql, write.args...)
		if err != nil {
			return fmt.Errorf("put back what was: %w", err)
		}
	}
	return nil
}

// BodyChangeView is a change that was recorded.
type BodyChangeView struct {
	ID         string         `db:"id"`
	Kind       BodyChangeKind `db:"kind"`
	Day        string         `db:"day"`
	Act        string         `db:"act"`
	NameSr     string         `db:"name_sr"` // of the successor; empty: there is none
	NameEn     string         `db:"name_en"`
	RecordedBy string         `db:"recorded_by"` // name
	RecordedAt time.Time      `db:"recorded_at"`
	Undone     bool           `db:"undone"`
	Ahead      bool           `db:"ahead"`   // its day has not come
	Carried    int            `db:"carried"` // appointments
	From       []BodyName     `db:"-"`
}

// BodyChanges lists the changes of bodies, newest day first; refused to whoever is
// not an operator.
func (s *Store) BodyChanges(ctx context.Context, person string) ([]BodyChangeView, error) {
	_, err := mayAdminister(ctx, s.reads, person)
	if err != nil {
		return nil, err
	}
	changes := []BodyChangeView{}
	err = s.reads.SelectContext(ctx, &changes, `
		SELECT c.id, c.kind, c.day::text AS day, c.act, coalesce(nullif(c.name_sr, ''), b.name_sr, '') AS name_sr,
			coalesce(nullif(c.name_en, ''), b.name_en, '') AS name_en, p.name AS recorded_by, c.recorded_at, c.undone_at IS NOT NULL AS undone,
			c.day > civil_today() AS ahead, (SELECT count(*) FROM carried_appointments a WHERE a.change = c.id) AS carried
		FROM body_changes c JOIN persons p ON p.id = c.recorded_by LEFT JOIN bodies b ON b.id = c.successor ORDER BY c.day DESC, c.recorded_at DESC`)
	if err != nil {
		return nil, fmt.Errorf("list changes of bodies: %w", err)
	}
	var parts []struct {
		Change string `db:"change"`
		Code   string `db:"code"`
		NameSr string `db:"name_sr"`
		NameEn string `db:"name_en"`
	}
	err = s.reads.SelectContext(ctx, &parts, `
		SELECT p.change, b.code, b.name_sr, b.name_en FROM body_change_parts p JOIN bodies b ON b.id = p.body ORDER BY b.name_sr`)
	if err != nil {
		return nil, fmt.Errorf("list parts of changes: %w", err)
	}
	for _, p := range parts {
		i := slices.IndexFunc(changes, func(c BodyChangeView) bool { return c.ID == p.Change })
		changes[i].From = append(changes[i].From, BodyName{p.Code, p.NameSr, p.NameEn})
	}
	return changes, nil
}

// Successors returns, by the code of a body that has ended, the body that stands
// in for it today; one without is an empty name.
func (s *Store) Successors(ctx context.Context) (map[string]BodyName, error) {
	var rows []struct {
		Was    string `db:"was"`
		Code   string `db:"code"`
		NameSr string `db:"name_sr"`
		NameEn string `db:"name_en"`
		Ended  bool   `db:"ended"`
	}
	err := s.reads.SelectContext(ctx, &rows, `
		SELECT b.code AS was, n.code, n.name_sr, n.name_en, coalesce(n.valid_to < civil_today(), false) AS ended
		FROM bodies b JOIN body_heirs h ON h.body = b.id JOIN bodies n ON n.id = h.heir WHERE b.valid_to < civil_today()`)
	if err != nil {
		return nil, fmt.Errorf("list successors: %w", err)
	}
	heirs := make(map[string]BodyName, len(rows))
	for _, r := range rows {
		heirs[r.Was] = BodyName{r.Code, r.NameSr, r.NameEn}
		if r.Ended {
			heirs[r.Was] = BodyName{}
		}
	}
	return heirs, nil
}
