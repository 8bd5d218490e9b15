package store

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/script"
)

// Order says how a list of dossiers is sorted.
type Order string

const (
	OrderNewest  Order = ""        // opened last, first
	OrderClosing Order = "closing" // open rounds by their end, then what is on its way by the next end of a term, then what has ended, latest first
)

// DossierFilter narrows a list of dossiers; empty fields do not.
type DossierFilter struct {
	Stage, Body, Kind, Status, Query string
	Stages                           []string // in one of these, such as those of a phase
	OpenRound                        bool     // those that take comments now
	Mine                             bool     // those of the viewer's own bodies, rehearsals with them
	Order                            Order
	Page
}

// listed is what a list of dossiers consists of; its first ten parameters are
// those of DossierFilter.match. Rehearsals stand in nobody's list but their own
// people's.
const listed = `
	FROM dossiers d JOIN dossiers_for(nullif($1, '')::uuid) seen ON seen.dossier = d.id JOIN bodies b ON b.id = d.lead LEFT JOIN stage_runs r ON r.dossier = d.id AND r.no = d.stage_no`

const listedWhere = `
	WHERE (NOT d.rehearsal OR seen.inside)
	AND ($2 = '' OR r.stage = $2) AND ($3::text[] IS NULL OR r.stage = ANY($3)) AND ($4 = '' OR d.lead IN (SELECT l.body FROM body_lines l JOIN bodies n ON n.id = l.heir WHERE n.code = $4)) AND ($5 = '' OR d.kind = $5)
	AND ($6 = '' OR d.status = $6) AND ($7 = '' OR strpos(d.title_key, $7) > 0 OR d.ref = ($8::text[])[1] OR d.id IN (SELECT w.dossier FROM dossier_words w WHERE w.words @@ ($8::text[])[2]::tsquery))
	AND (NOT $9 OR EXISTS (SELECT 1 FROM rounds x WHERE x.dossier = d.id AND x.status = 'open'))
	AND (NOT $10 OR seen.inside)`

func (f DossierFilter) match(viewer string) []any {
	words, ref := titleOrRef(f.Query)
	return []any{viewer, f.Stage, array(f.Stages), f.Body, f.Kind, f.Status, words, array(ref), f.OpenRound, f.Mine}
}

// titleOrRef returns what to look for in titles, and the number that the query may
// be with the stems of its words, as Postgres reads a tsquery.
func titleOrRef(query string) (words string, refAndStems []string) {
	query = strings.TrimSpace(query)
	ref := query
	if read, ok := dossier.ReadRef(query); ok {
		ref = string(read)
	}
	return script.SearchKey(query), []string{ref, soughtWords(query).query}
}

// place is where a row stands in a list that is sorted by more than its instant
// of opening: by rank, by the place in it, by id.
type place struct {
	Rank  int   `db:"rank"`
	Place int64 `db:"place"`
}

// listedRow is a row with its place.
type listedRow struct {
	DossierRow
	place
}

// A list is picked first and read afterwards, so that what a row shows is found
// for the rows of one page alone.
const (
	byNewest = `
		SELECT 0 AS rank, 0 AS place, ` + dossierColumns + dossierFrom + `
		JOIN (SELECT d.id AS picked` + listed + listedWhere + `
			AND ($11 = '' OR (d.opened_at, d.id) < (nullif($11, '')::timestamptz, nullif($12, '')::uuid))
			ORDER BY d.opened_at DESC, d.id DESC LIMIT $13 OFFSET $14) p ON p.picked = d.id
		ORDER BY d.opened_at DESC, d.id DESC`

	byClosing = `
		SELECT p.rank, p.place, ` + dossierColumns + dossierFrom + `
		JOIN (SELECT picked, rank, place FROM (
				SELECT d.id AS picked, CASE WHEN o.id IS NOT NULL THEN 0 WHEN d.status = 'open' THEN 1 ELSE 2 END AS rank,
					coalesce(CASE WHEN d.status <> 'open' THEN -(extract(epoch FROM coalesce(r.legal_ended, d.ended_at)) * 1000000)::bigint
						ELSE (extract(epoch FROM coalesce(o.closes_at, r.overdue_at, e.ends_at)) * 1000000)::bigint END, 9223372036854775807) AS place` +
		listed + openRoundAndEnds + listedWhere + `) x
			WHERE $11 = '' OR (rank, place, picked) > (split_part($11, ' ', 1)::integer, split_part($11, ' ', 2)::bigint, nullif($12, '')::uuid)
			ORDER BY rank, place, picked LIMIT $13 OFFSET $14) p ON p.picked = d.id
		ORDER BY p.rank, p.place, p.picked`
)

// Dossiers lists the dossiers that the viewer sees, in the order that is asked
// for, and the cursor of the next page, empty at the end.
func (s *Store) Dossiers(ctx context.Context, viewer string, f DossierFilter) ([]DossierRow, string, error) {
	limit, err := f.limit()
	if err != nil {
		return nil, "", err
	}
	after, err := f.after()
	if err != nil {
		return nil, "", err
	}
	rows, err := s.list(ctx, viewer, f, after, limit+1, 0)
	if err != nil {
		return nil, "", err
	}
	next := ""
	if len(rows) > limit {
		rows = rows[:limit]
		next = f.cursor(rows[limit-1]).String()
	}
	return dossierRows(rows), next, nil
}

// after reads the cursor of the order that is asked for.
func (f DossierFilter) after() (cursor, error) {
	if f.Order != OrderClosing {
		return f.place()
	}
	c, err := f.decode()
	if err != nil || c == (cursor{}) {
		return c, err
	}
	var at place
	_, err = fmt.Sscanf(c.Key, "%d %d", &at.Rank, &at.Place)
	if err != nil || at.String() != c.Key {
		return cursor{}, dossier.Refuse(dossier.CodeCursorInvalid).Because(err)
	}
	return c, nil
}

func (f DossierFilter) cursor(last listedRow) cursor {
	if f.Order == OrderClosing {
		return cursor{Key: last.place.String(), ID: last.ID}
	}
	return cursor{Key: last.OpenedAt.UTC().Format(time.RFC3339Nano), ID: last.ID}
}

// String writes the place as a cursor carries it.
func (p place) String() string { return fmt.Sprintf("%d %d", p.Rank, p.Place) }

func (s *Store) list(ctx context.Context, viewer string, f DossierFilter, after cursor, limit, skip int) ([]listedRow, error) {
	query := byNewest
	if f.Order == OrderClosing {
		query = byClosing
	}
	rows := []listedRow{}
	err := s.reads.SelectContext(ctx, &rows, query, append(f.match(viewer), after.Key, after.ID, limit, skip)...)
	if unreadable(err) {
		return nil, dossier.Refuse(dossier.CodeCursorInvalid).Because(err)
	}
	if err != nil {
		return nil, fmt.Errorf("list dossiers: %w", err)
	}
	kin := make([]*DossierRow, len(rows))
	for i := range rows {
		kin[i] = &rows[i].DossierRow
		err = nameStage(ctx, s.reads, kin[i])
		if err != nil {
			return nil, err
		}
	}
	return rows, tellKin(ctx, s.reads, viewer, kin...)
}

func dossierRows(listed []listedRow) []DossierRow {
	rows := make([]DossierRow, len(listed))
	for i, r := range listed {
		rows[i] = r.DossierRow
	}
	return rows
}

// maxListed is how many dossiers the numbered pages of a list show, and how far
// they are counted: whoever looks for one beyond narrows the list.
const maxListed = 1000

// DossierList is one numbered page of a list.
type DossierList struct {
	Rows   []DossierRow
	Number int  // of the page, from 1
	Pages  int  // how many there are
	First  int  // number of the first row in the list, from 1; 0: there are none
	Last   int  // number of the last row
	Total  int  // how many there are in all, up to maxListed
	More   bool // there are more than Total
}

// DossierPage returns a numbered page of the dossiers that the viewer sees: one
// can go to it, come back to it and send its address to somebody. A number
// beyond the end gives the last page; a cursor is not looked at.
func (s *Store) DossierPage(ctx context.Context, viewer string, f DossierFilter, number int) (DossierList, error) {
	limit, err := f.limit()
	if err != nil {
		return DossierList{}, err
	}
	var found int
	err = s.reads.GetContext(ctx, &found, `SELECT count(*) FROM (SELECT 1`+listed+listedWhere+` LIMIT $11) x`, append(f.match(viewer), maxListed+1)...)
	if err != nil {
		return DossierList{}, fmt.Errorf("count dossiers: %w", err)
	}
	l := DossierList{Rows: []DossierRow{}, Total: min(found, maxListed), More: found > maxListed}
	l.Pages = max((l.Total+limit-1)/limit, 1)
	l.Number = min(max(number, 1), l.Pages)
	if l.Total == 0 {
		return l, nil
	}
	skip := (l.Number - 1) * limit
	rows, err := s.list(ctx, viewer, f, cursor{}, min(limit, maxListed-skip), skip)
	if err != nil {
		return DossierList{}, err
	}
	l.Rows = dossierRows(rows)
	if len(rows) > 0 {
		l.First, l.Last = skip+1, skip+len(rows)
	}
	return l, nil
}

// ListedBodies returns the lead proposers of the dossiers that the viewer sees,
// for a filter, by code.
func (s *Store) ListedBodies(ctx context.Context, viewer string) ([]BodyName, error) {
	var rows []struct {
		Code   string `db:"code"`
		NameSr string `db:"name_sr"`
		NameEn string `db:"name_en"`
	}
	err := s.reads.SelectContext(ctx, &rows, `
		SELECT b.code, b.name_sr, b.name_en FROM bodies b
		WHERE b.id IN (SELECT d.lead FROM dossiers d JOIN dossiers_for(nullif($1, '')::uuid) seen ON seen.dossier = d.id WHERE NOT d.rehearsal OR seen.inside)
		ORDER BY b.code`, viewer)
	if err != nil {
		return nil, fmt.Errorf("list lead proposers: %w", err)
	}
	names := make([]BodyName, len(rows))
	for i, r := range rows {
		names[i] = BodyName(r)
	}
	return names, nil
}
