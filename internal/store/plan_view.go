package store

import (
	"context"
	"fmt"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
)

// PlannedDossier is a dossier as the plan looks at it.
type PlannedDossier struct {
	DossierRow
	Adopted string // civil day on which the Government adopted it, or it was completed without; empty: neither
}

// PlanRow is an item of the plan with the dossiers that are for it, as far as the
// viewer sees them, and how far they bring it.
type PlanRow struct {
	PlanItem
	Dossiers []PlannedDossier
	State    dossier.PlanState
	Late     bool
}

// PlanView is the plan of a year and what became of it.
type PlanView struct {
	Year    int
	Today   string
	Rows    []PlanRow
	OffPlan []PlannedDossier // opened in the year for no item of any plan
}

// planned finds the dossiers that are for items of a year, and those that were
// opened in it for none; whether what was imported was planned nobody can say here.
// Rehearsals are of no year.
const planned = `
	SELECT p.item, ` + dossierColumns + dossierFrom + `
	JOIN (SELECT d.id, coalesce(l.item::text, '') AS item
		FROM dossiers d JOIN dossiers_for(nullif($1, '')::uuid) seen ON seen.dossier = d.id
		LEFT JOIN planned_dossiers l ON l.dossier = d.id LEFT JOIN plan_items i ON i.id = l.item
		LEFT JOIN LATERAL (SELECT legal_at FROM steps WHERE dossier = d.id AND seq = 1) o ON true
		WHERE NOT d.rehearsal AND (i.year = $2
			OR l.item IS NULL AND d.imported_at IS NULL AND extract(year FROM coalesce(o.legal_at, d.opened_at) AT TIME ZONE 'Europe/Belgrade') = $2)) p ON p.id = d.id
	ORDER BY d.opened_at, d.id`

// Plan returns the plan of a year and what became of it, in the order of bodies
// and moments: figures are of dossiers that the viewer sees, and of nothing else.
func (s *Store) Plan(ctx context.Context, viewer string, year int) (PlanView, error) {
	out := PlanView{Year: year, Rows: []PlanRow{}}
	err := s.reads.snapshot(ctx, func(q sqlx.QueryerContext) error {
		at, err := now(ctx, q)
		if err != nil {
			return err
		}
		out.Today = dossier.Day(at, belgrade)
		var items []PlanItem
		err = sqlx.SelectContext(ctx, q, &items, planItems+`
			WHERE i.year = $1 ORDER BY b.name_sr, b.code, coalesce(i.month, i.quarter * 3), i.month IS NULL, i.title_key, i.id`, year)
		if err != nil {
			return err
		}
		var rows []struct {
			Item string `db:"item"`
			DossierRow
		}
		err = sqlx.SelectContext(ctx, q, &rows, planned, viewer, year)
		if err != nil {
			return err
		}
		ids := make([]string, len(rows))
		for i, r := range rows {
			ids[i] = r.ID
		}
		adopted, err := adoptions(ctx, q, ids)
		if err != nil {
			return err
		}
		of := map[string][]PlannedDossier{}
		for _, r := range rows {
			d := PlannedDossier{DossierRow: r.DossierRow, Adopted: adopted[r.ID]}
			err = nameStage(ctx, q, &d.DossierRow)
			if err != nil {
				return err
			}
			of[r.Item] = append(of[r.Item], d)
		}
		out.OffPlan = of[""]
		for _, i := range items {
			row := PlanRow{PlanItem: i, Dossiers: of[i.ID]}
			progress := make([]dossier.Progress, len(row.Dossiers))
			for n, d := range row.Dossiers {
				progress[n] = d.progress()
			}
			row.State, row.Late = i.StateOf(progress, out.Today)
			out.Rows = append(out.Rows, row)
		}
		return nil
	})
	if err != nil {
		return PlanView{}, fmt.Errorf("read plan of %d: %w", year, err)
	}
	return out, nil
}

func (d PlannedDossier) progress() dossier.Progress {
	return dossier.Progress{Status: d.Status, OpenRound: d.OpenRound != "", Adopted: d.Adopted}
}

// State returns how far a dossier that is for no item has come.
func (d PlannedDossier) State() dossier.PlanState {
	state, _ := dossier.PlanMoment{Year: 2099, Month: 12}.StateOf([]dossier.Progress{d.progress()}, "2000-01-01")
	return state
}

// adoptions returns, by dossier, the civil day on which the Government adopted its
// act: the day of the decision after which the act was a draft no more. An act on
// which the Government does not decide is adopted with the end of its dossier.
func adoptions(ctx context.Context, q sqlx.QueryerContext, ids []string) (map[string]string, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	var runs []struct {
		ID         string         `db:"id"`
		Definition string         `db:"definition"`
		Status     dossier.Status `db:"status"`
		Stage      string         `db:"stage"`
		Last       bool           `db:"last"`
		Entered    string         `db:"entered"`
		Ended      string         `db:"ended"`
	}
	err := sqlx.SelectContext(ctx, q, &runs, `
		SELECT d.id, d.definition, d.status, r.stage, r.no = d.stage_no AS last,
			(r.legal_entered AT TIME ZONE 'Europe/Belgrade')::date::text AS entered,
			coalesce((coalesce(r.legal_ended, r.ended_at) AT TIME ZONE 'Europe/Belgrade')::date::text, '') AS ended
		FROM dossiers d JOIN stage_runs r ON r.dossier = d.id WHERE d.id = ANY($1::uuid[]) ORDER BY d.id, r.no`, array(ids))
	if err != nil {
		return nil, fmt.Errorf("read adoptions: %w", err)
	}
	days := map[string]string{}
	for _, r := range runs {
		def, err := definition(ctx, q, r.Definition)
		if err != nil {
			return nil, err
		}
		switch {
		case def.Form(r.Stage, false) != procedure.Draft:
			if days[r.ID] == "" {
				days[r.ID] = r.Entered
			}
		case r.Last && r.Status == dossier.Completed:
			days[r.ID] = r.Ended
		default: // it went back to be a draft
			delete(days, r.ID)
		}
	}
	return days, nil
}
