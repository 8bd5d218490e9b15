package store

import (
	"context"
	"fmt"

	"github.com/jmoiron/sqlx"
)

// IdleAfter is after how many days without a step a dossier stands still, where no
// term runs in its stage.
const IdleAfter = 30

// idlePage is how many dossiers stand on a page.
const idlePage = 50

// IdleFilter narrows the list of dossiers by their time in a stage; empty fields
// do not.
type IdleFilter struct {
	Body   string // code of the lead proposer, or of the body that stands in for it today
	Days   int    // at least so many in the stage
	Still  bool   // those that stand still
	Number int    // of the page, from 1
}

// IdleRow is an open dossier with its time in the present stage.
type IdleRow struct {
	DossierRow
	IdleTimes
}

// IdleTimes are in civil days.
type IdleTimes struct {
	Days      int  `db:"days"`      // in the stage
	Quiet     int  `db:"quiet"`     // since something last happened
	Technical int  `db:"technical"` // of those in the stage, within periods of a technical Government
	Still     bool `db:"still"`
}

// IdleView is one page of the list.
type IdleView struct {
	Rows   []IdleRow
	Total  int
	Still  int // of the total
	Number int
	Pages  int
}

// standingSince finds the open dossiers that the viewer sees, with their time in the
// stage; rehearsals have clocks of their own and stand in no such list.
const standingSince = `
	SELECT s.*, count(*) OVER () AS total, count(*) FILTER (WHERE s.still) OVER () AS stands FROM (
		SELECT d.id, x.days, x.quiet, x.quiet >= $5 AND (e.ends_at IS NULL OR e.ends_at < clock_timestamp()) AS still,
			coalesce((SELECT sum(upper(o.both) - lower(o.both)) FROM government_periods g,
				LATERAL (SELECT g.valid * daterange(x.since, civil_today(), '[)') AS both) o WHERE g.cancelled_by IS NULL AND NOT isempty(o.both)), 0)::integer AS technical
		FROM dossiers d JOIN dossiers_for(nullif($1, '')::uuid) seen ON seen.dossier = d.id JOIN bodies b ON b.id = d.lead
		JOIN body_heirs h ON h.body = d.lead JOIN bodies n ON n.id = h.heir
		JOIN stage_runs r ON r.dossier = d.id AND r.no = d.stage_no` + openRoundAndEnds + `
		JOIN LATERAL (SELECT (r.legal_entered AT TIME ZONE 'Europe/Belgrade')::date AS since,
			greatest(civil_today() - (r.legal_entered AT TIME ZONE 'Europe/Belgrade')::date, 0) AS days,
			greatest(civil_today() - ((SELECT t.legal_at FROM steps t WHERE t.dossier = d.id AND t.seq = d.seq) AT TIME ZONE 'Europe/Belgrade')::date, 0) AS quiet) x ON true
		WHERE d.status = 'open' AND NOT d.rehearsal AND ($2 = '' OR b.code = $2 OR n.code = $2)) s
	WHERE s.days >= $3 AND (NOT $4 OR s.still)
	ORDER BY s.days DESC, s.id OFFSET $6 LIMIT $7`

// Idle lists the open dossiers that the viewer sees, those first that have been in
// their stage the longest.
func (s *Store) Idle(ctx context.Context, viewer string, f IdleFilter) (IdleView, error) {
	v := IdleView{Rows: []IdleRow{}, Number: max(f.Number, 1), Pages: 1}
	err := s.reads.snapshot(ctx, func(q sqlx.QueryerContext) error {
		var found []struct {
			ID     string `db:"id"`
			Total  int    `db:"total"`
			Stands int    `db:"stands"`
			IdleTimes
		}
		err := sqlx.SelectContext(ctx, q, &found, standingSince, viewer, f.Body, max(f.Days, 0), f.Still, IdleAfter, (v.Number-1)*idlePage, idlePage)
		if err != nil || len(found) == 0 {
			return err
		}
		v.Total, v.Still, v.Pages = found[0].Total, found[0].Stands, (found[0].Total+idlePage-1)/idlePage
		page := make([]counted, len(found))
		for i, r := range found {
			page[i].ID = r.ID
		}
		rows, err := rowsOf(ctx, q, page)
		if err != nil {
			return err
		}
		for i := range rows {
			err = nameStage(ctx, q, &rows[i])
			if err != nil {
				return err
			}
			v.Rows = append(v.Rows, IdleRow{DossierRow: rows[i], IdleTimes: found[i].IdleTimes})
		}
		return nil
	})
	if err != nil {
		return IdleView{}, fmt.Errorf("list dossiers by their time: %w", err)
	}
	return v, nil
}

// IsTechnical reports whether a Government may do current business alone on the
// civil day, as far as somebody recorded it; it returns that period.
func (s *Store) IsTechnical(ctx context.Context, day string) (Period, bool, error) {
	periods, err := s.Periods(ctx)
	if err != nil {
		return Period{}, false, err
	}
	for _, p := range periods {
		if !p.Cancelled && p.From <= day && (p.Until == "" || day <= p.Until) {
			return p, true, nil
		}
	}
	return Period{}, false, nil
}
