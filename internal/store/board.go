package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
)

// boardPage is how many dossiers stand on one page of the board.
const boardPage = 50

// soonDays is how far ahead the board looks for ends of terms.
const soonDays = 7

// BoardFilter narrows the board; empty fields do not.
type BoardFilter struct {
	Procedure, Body string
	Query           string // words of the title, or a reference
	Mine            bool   // dossiers of the viewer's own bodies
	Late            bool   // those whose term has passed
	Number          int    // of the page, from 1
}

// BoardView is the dossiers that are under way, phase by phase.
type BoardView struct {
	UnderWay    int
	Deciding    int // that wait for somebody's decision or check
	LongestWait int // days, of those
	Soon        int // whose next term ends within seven days
	Late        int
	Latest      []LateStage // the three that are late the longest
	Groups      []BoardGroup
	Number      int // of the page, from 1
	Pages       int
}

// LateStage is a stage whose term has passed.
type LateStage struct {
	Definition string // its hash
	Stage      string
	TitleSr    string
	TitleEn    string
	Days       int
}

// BoardGroup is the dossiers of one procedure. Versions of it that have the same
// phases stand together.
type BoardGroup struct {
	Procedure string
	TitleSr   string
	TitleEn   string
	Phases    []procedure.PhaseDef
	Rows      []BoardRow
}

// BoardRow is a dossier with a cell for each phase of its group.
type BoardRow struct {
	DossierRow
	Cells []BoardCell
}

// BoardCell is a phase of a dossier. Of phases that come no dates are given.
type BoardCell struct {
	PhaseView
	Given int // opinions on the present text, and silence, where the stage asks for opinions
	Asked int // how many are awaited in all; 0: the stage asks for none
}

// onBoard finds everything that stands on the board, late first, then by the
// next end of a term. It is read whole, once, for the counts and for the page.
const onBoard = `
	SELECT d.id, d.definition, d.rehearsal, coalesce(r.stage, '') AS stage, coalesce(ask.legal_at, r.legal_entered) AS since, e.ends_at, e.longest::text AS longest,
		r.overdue_at IS NOT NULL AS late, coalesce(r.kind, '') IN ('decision', 'check') AND r.ended_at IS NULL AS deciding
	FROM dossiers d JOIN dossiers_for(nullif($1, '')::uuid) seen ON seen.dossier = d.id JOIN bodies b ON b.id = d.lead
	LEFT JOIN stage_runs r ON r.dossier = d.id AND r.no = d.stage_no` + openRoundAndEnds + `
	LEFT JOIN LATERAL (SELECT d.id, d.stage_no, (SELECT hash FROM packages WHERE dossier = d.id AND no = d.package_no) AS hash) m ON true
	` + asking + `
	WHERE d.status = 'open' AND (NOT d.rehearsal OR seen.inside)
	AND ($2 = '' OR d.procedure = $2) AND ($3 = '' OR b.code = $3) AND (NOT $4 OR seen.inside)
	AND ($5 = '' OR strpos(d.title_key, $5) > 0 OR d.ref = ($6::text[])[1] OR d.id IN (SELECT w.dossier FROM dossier_words w WHERE w.words @@ ($6::text[])[2]::tsquery)) AND (NOT $7 OR (r.overdue_at IS NOT NULL AND NOT d.rehearsal))
	ORDER BY r.overdue_at, e.ends_at, d.opened_at, d.id`

// counted is a dossier on the board as far as it is counted.
type counted struct {
	ID         string     `db:"id"`
	Definition string     `db:"definition"`
	Rehearsal  bool       `db:"rehearsal"`
	Stage      string     `db:"stage"`
	Since      *time.Time `db:"since"` // it waits where it stands, as in Pending
	EndsAt     *time.Time `db:"ends_at"`
	Longest    *string    `db:"longest"` // last day of its longest term
	Late       bool       `db:"late"`
	Deciding   bool       `db:"deciding"`
}

// Board returns the open dossiers that the viewer sees, late ones first, then by
// the next end of a term.
func (s *Store) Board(ctx context.Context, viewer string, f BoardFilter) (BoardView, error) {
	var v BoardView
	err := s.reads.snapshot(ctx, func(q sqlx.QueryerContext) error {
		at, err := now(ctx, q)
		if err != nil {
			return err
		}
		var all []counted
		words, ref := titleOrRef(f.Query)
		err = sqlx.SelectContext(ctx, q, &all, onBoard, viewer, f.Procedure, f.Body, f.Mine, words, array(ref), f.Late)
		if err != nil {
			return fmt.Errorf("pick: %w", err)
		}
		v = tiles(all, at)
		for i := range v.Latest {
			def, err := definition(ctx, q, v.Latest[i].Definition)
			if err != nil {
				return err
			}
			st, _ := def.Stage(v.Latest[i].Stage)
			v.Latest[i].TitleSr, v.Latest[i].TitleEn = st.TitleSr, st.TitleEn
		}
		v.Pages = max((len(all)+boardPage-1)/boardPage, 1)
		v.Number = min(max(f.Number, 1), v.Pages)
		page := all[min((v.Number-1)*boardPage, len(all)):min(v.Number*boardPage, len(all))]
		rows, err := rowsOf(ctx, q, page)
		if err != nil {
			return err
		}
		views, err := histories(ctx, q, rows, at)
		if err != nil {
			return err
		}
		v.Groups, err = grouped(views)
		return err
	})
	if err != nil {
		return BoardView{}, fmt.Errorf("draw board: %w", err)
	}
	return v, nil
}

// rowsOf reads the dossiers of a page, in its order.
func rowsOf(ctx context.Context, q sqlx.QueryerContext, page []counted) ([]DossierRow, error) {
	ids := make([]string, len(page))
	for i, c := range page {
		ids[i] = c.ID
	}
	var rows []DossierRow
	err := sqlx.SelectContext(ctx, q, &rows, dossierRow+`WHERE d.id = ANY($1::uuid[]) ORDER BY array_position($1::uuid[], d.id)`, array(ids))
	if err != nil {
		return nil, fmt.Errorf("read dossiers: %w", err)
	}
	return rows, nil
}

// tiles counts what stands on the board. Rehearsals have clocks of their own:
// nobody waits in them, and they are late for nobody.
func tiles(all []counted, at time.Time) BoardView {
	v := BoardView{UnderWay: len(all)}
	today := civil(dossier.Day(at, belgrade))
	for _, c := range all {
		if c.Rehearsal {
			continue
		}
		if c.EndsAt != nil && !c.EndsAt.Before(at) && c.EndsAt.Before(at.AddDate(0, 0, soonDays)) {
			v.Soon++
		}
		if c.Deciding {
			v.Deciding++
			v.LongestWait = max(v.LongestWait, civil(dossier.Day(*c.Since, belgrade)).DaysUntil(today))
		}
		if c.Late && c.Longest != nil {
			v.Late++
			v.Latest = append(v.Latest, LateStage{Definition: c.Definition, Stage: c.Stage, Days: max(civil(*c.Longest).DaysUntil(today), 0)})
		}
	}
	slices.SortStableFunc(v.Latest, func(a, b LateStage) int { return b.Days - a.Days })
	v.Latest = v.Latest[:min(len(v.Latest), 3)]
	return v
}

// grouped puts dossiers with the same procedure and phases together, in the order
// of the first of each.
func grouped(views []DossierView) ([]BoardGroup, error) {
	groups := []BoardGroup{}
	at := map[string]int{}
	for _, v := range views {
		cal, err := v.Definition.Days()
		if err != nil {
			return nil, fmt.Errorf("draw %s: %w", v.Ref, err)
		}
		phases := v.track(cal)
		names := []string{v.Definition.ID}
		for _, p := range phases {
			names = append(names, p.ID)
		}
		key := strings.Join(names, " ")
		i, known := at[key]
		if !known {
			i, at[key] = len(groups), len(groups)
			groups = append(groups, BoardGroup{Procedure: v.Definition.ID, TitleSr: v.Definition.TitleSr, TitleEn: v.Definition.TitleEn, Phases: v.Definition.Tracker()})
		}
		groups[i].Rows = append(groups[i].Rows, BoardRow{DossierRow: v.DossierRow, Cells: v.cells(phases)})
	}
	return groups, nil
}

func (v DossierView) cells(phases []PhaseView) []BoardCell {
	cells := make([]BoardCell, len(phases))
	for i, p := range phases {
		cells[i].PhaseView = p
	}
	run, ok := v.present()
	i := slices.IndexFunc(phases, func(p PhaseView) bool { return p.Stage != "" })
	if !ok || i < 0 {
		return cells
	}
	for _, o := range run.Opinions {
		if !o.Mandatory {
			continue
		}
		cells[i].Asked++
		if o.Current || o.Silent {
			cells[i].Given++
		}
	}
	return cells
}
