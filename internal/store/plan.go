package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
)

// PlanItem is an act that the plan of work of the Government has for a year.
type PlanItem struct {
	ID     string `db:"id"`
	Title  string `db:"title"`
	Kind   string `db:"kind"`
	EU     bool   `db:"eu"`
	Code   string `db:"code"` // of the body, under the name of the day of the plan
	NameSr string `db:"name_sr"`
	NameEn string `db:"name_en"`
	Heir   string `db:"heir"` // code of the body that stands in for it today
	dossier.PlanMoment
}

const planItems = `
	SELECT i.id, i.title, i.kind, i.eu, i.year, coalesce(i.month, 0) AS month, coalesce(i.quarter, 0) AS quarter, b.code, b.name_sr, b.name_en, n.code AS heir
	FROM plan_items i JOIN bodies b ON b.id = i.body JOIN body_heirs h ON h.body = b.id JOIN bodies n ON n.id = h.heir `

// generalSecretariat is the code of the body whose officers keep the plan.
const generalSecretariat = "GSV"

// MayKeepPlan returns nil for operators and for officers of the General
// Secretariat of the Government, or of the body that took over from it.
func (s *Store) MayKeepPlan(ctx context.Context, person string) error {
	return mayKeepPlan(ctx, s.reads, person)
}

func mayKeepPlan(ctx context.Context, q sqlx.QueryerContext, person string) error {
	a, err := actor(ctx, q, person)
	if err != nil {
		return err
	}
	at, err := now(ctx, q)
	if err != nil {
		return err
	}
	day := dossier.Day(at, belgrade)
	err = dossier.May(a, dossier.KeepPlan, dossier.Standing{}, day)
	if err != nil || a.Has(dossier.Operator, "", day) {
		return err
	}
	var code string
	err = sqlx.GetContext(ctx, q, &code, `
		SELECT n.code FROM bodies b JOIN body_heirs h ON h.body = b.id JOIN bodies n ON n.id = h.heir WHERE b.code = $1`, generalSecretariat)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("find the General Secretariat: %w", err)
	}
	if code == "" || !a.Has(dossier.Officer, code, day) {
		return dossier.Refuse(dossier.CodeNotYourBody)
	}
	return nil
}

// PlanImport is a table of the plan that is brought in; its id is made by whoever
// asks, so that bringing it twice is once.
type PlanImport struct {
	ID   string
	Year int
	File string // its name
}

// KnownPlanItems returns those of the lines that the plan of the year has already,
// by their place in lines.
func (s *Store) KnownPlanItems(ctx context.Context, year int, lines []dossier.PlanLine) ([]int, error) {
	return knownPlanItems(ctx, s.reads, year, lines)
}

func knownPlanItems(ctx context.Context, q sqlx.QueryerContext, year int, lines []dossier.PlanLine) ([]int, error) {
	codes, keys := make([]string, len(lines)), make([]string, len(lines))
	for i, l := range lines {
		codes[i], keys[i] = l.Body, dossier.PlanTitleKey(l.Title)
	}
	known := []int{}
	err := sqlx.SelectContext(ctx, q, &known, `
		SELECT u.n - 1 FROM unnest($2::text[], $3::text[]) WITH ORDINALITY AS u (code, key, n)
		JOIN bodies b ON b.code = u.code JOIN plan_items i ON i.year = $1 AND i.body = b.id AND i.title_key = u.key ORDER BY u.n`, year, array(codes), array(keys))
	if err != nil {
		return nil, fmt.Errorf("look for items of the plan: %w", err)
	}
	return known, nil
}

// AddPlanItems adds acts to the plan of a year: all of them or none. It returns
// how many were added; 0 where the import was brought before. Refusals: forbidden
// and its kin, plan_year, invalid in the field lines[n], where n counts from 0,
// for an act that cannot be taken or that the plan has already.
func (s *Store) AddPlanItems(ctx context.Context, person string, in PlanImport, lines []dossier.PlanLine) (int, error) {
	err := checkPlan(in.Year, lines)
	if err != nil {
		return 0, err
	}
	added := 0
	err = s.transact(ctx, func(tx *sqlx.Tx) error {
		added = 0
		err := mayKeepPlan(ctx, tx, person)
		if err != nil {
			return err
		}
		var imported *string
		if in.File != "" {
			var n int64
			n, err = changed(tx.ExecContext(ctx, `
				INSERT INTO plan_imports (id, year, file, rows, imported_by) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO NOTHING`,
				in.ID, in.Year, in.File, len(lines), person))
			if err != nil || n == 0 {
				return err
			}
			imported = &in.ID
		}
		known, err := knownPlanItems(ctx, tx, in.Year, lines)
		if err != nil {
			return err
		}
		if len(known) > 0 {
			return invalidField(fmt.Sprintf("lines[%d]", known[0]), dossier.CodePlanItemKnown)
		}
		for i, l := range lines {
			err = addPlanItem(ctx, tx, person, imported, i, l)
			if err != nil {
				return err
			}
		}
		added = len(lines)
		return nil
	})
	if duplicate(err) { // somebody was a moment before
		return 0, invalidField("lines[0]", dossier.CodePlanItemKnown)
	}
	if err != nil {
		return 0, fmt.Errorf("add to the plan of %d: %w", in.Year, err)
	}
	return added, nil
}

func checkPlan(year int, lines []dossier.PlanLine) error {
	if year < 2000 || year > 2099 {
		return invalidField("year", dossier.CodePlanYear)
	}
	for i, l := range lines {
		field := fmt.Sprintf("lines[%d].", i)
		switch {
		case l.Title == "":
			return invalidField(field+"title", dossier.CodeTitleRequired)
		case !slices.Contains(procedure.ActKinds, l.Kind):
			return invalidField(field+"kind", dossier.CodeKindUnknown)
		case !l.Valid() || l.Year != year:
			return invalidField(field+"when", dossier.CodePlanWhen)
		}
		err := bounded(field+"title", l.Title, dossier.MaxTitle, dossier.CodeTextTooLong)
		if err != nil {
			return err
		}
	}
	return nil
}

func addPlanItem(ctx context.Context, tx *sqlx.Tx, person string, imported *string, i int, l dossier.PlanLine) error {
	n, err := changed(tx.ExecContext(ctx, `
		INSERT INTO plan_items (id, year, body, title, title_key, kind, month, quarter, eu, import, source_row, added_by)
		SELECT $1, $2, b.id, $4, $5, $6, nullif($7, 0), nullif($8, 0), $9, $10, CASE WHEN $10::uuid IS NULL THEN NULL ELSE $11::integer END, $12
		FROM bodies b WHERE b.code = $3`,
		newID(), l.Year, l.Body, l.Title, dossier.PlanTitleKey(l.Title), l.Kind, l.Month, l.Quarter, l.EU, imported, l.Row, person))
	if err != nil {
		return fmt.Errorf("add item %d: %w", i, err)
	}
	if n == 0 {
		return invalidField(fmt.Sprintf("lines[%d].body", i), dossier.CodeBodyUnknown, "body", l.Body)
	}
	return nil
}

// changed returns how many rows a statement changed.
func changed(res sql.Result, err error) (int64, error) {
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}

// PlanYears lists the years for which there is a plan, oldest first.
func (s *Store) PlanYears(ctx context.Context) ([]int, error) {
	years := []int{}
	err := s.reads.SelectContext(ctx, &years, `SELECT DISTINCT year FROM plan_items ORDER BY year`)
	if err != nil {
		return nil, fmt.Errorf("list years of plans: %w", err)
	}
	return years, nil
}

// PlanItemsOf lists the items of plans from a year on that are for one of the
// bodies, or for one whose heir it is today, by year, month and title.
func (s *Store) PlanItemsOf(ctx context.Context, from int, bodies []string) ([]PlanItem, error) {
	items := []PlanItem{}
	err := s.reads.SelectContext(ctx, &items, planItems+`
		WHERE i.year >= $1 AND n.code = ANY($2) ORDER BY i.year, coalesce(i.month, i.quarter * 3), i.title_key, i.id`, from, array(bodies))
	if err != nil {
		return nil, fmt.Errorf("list items of plans: %w", err)
	}
	return items, nil
}

// planItemOf returns the item for which a dossier is; nil for none.
func planItemOf(ctx context.Context, q sqlx.QueryerContext, id string) (*PlanItem, error) {
	var items []PlanItem
	err := sqlx.SelectContext(ctx, q, &items, planItems+`JOIN planned_dossiers l ON l.item = i.id WHERE l.dossier = $1`, id)
	if err != nil {
		return nil, fmt.Errorf("read item of the plan: %w", err)
	}
	if len(items) == 0 {
		return nil, nil
	}
	return &items[0], nil
}

// LinkPlan says for which item of the plan a dossier is; an empty item: for none.
// Refusals: not_found, forbidden and its kin, not_now where the dossier has ended,
// plan_item_unknown, nothing_changed.
func (s *Store) LinkPlan(ctx context.Context, person string, ref dossier.Ref, item string) error {
	err := s.transact(ctx, func(tx *sqlx.Tx) error {
		f, err := open(ctx, tx, ref)
		if err != nil {
			return err
		}
		_, err = f.may(ctx, tx, person, dossier.LinkPlan)
		if err != nil {
			return err
		}
		if f.Status != dossier.Open {
			return dossier.Refuse(dossier.CodeNotNow, "command", string(dossier.LinkPlan), "stage", f.Run.Stage)
		}
		was, err := planItemOf(ctx, tx, f.ID)
		if err != nil {
			return err
		}
		if was == nil && item == "" || was != nil && was.ID == item {
			return dossier.Refuse(dossier.CodeNothingChanged)
		}
		return linkPlan(ctx, tx, f.ID, person, item)
	})
	if err != nil {
		return fmt.Errorf("link %s to the plan: %w", ref, err)
	}
	return nil
}

func linkPlan(ctx context.Context, tx *sqlx.Tx, id, person, item string) error {
	n, err := changed(tx.ExecContext(ctx, `
		INSERT INTO plan_links (dossier, version, item, linked_by)
		SELECT $1, (SELECT coalesce(max(version), 0) + 1 FROM plan_links WHERE dossier = $1), nullif($2, '')::uuid, $3
		WHERE $2 = '' OR EXISTS (SELECT 1 FROM plan_items WHERE id = nullif($2, '')::uuid)`, id, item, person))
	if unreadable(err) || err == nil && n == 0 {
		return invalidField("plan_item", dossier.CodePlanItemUnknown)
	}
	if err != nil {
		return fmt.Errorf("link to the plan: %w", err)
	}
	return nil
}
