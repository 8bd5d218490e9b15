package web

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/rasprava/rasprava/internal/calendar"
	"github.com/rasprava/rasprava/internal/dossier"
	"github.com/rasprava/rasprava/internal/procedure"
	"github.com/rasprava/rasprava/internal/store"
)

var boardPages = concat(
	[]page{get("/pregled", dossier.ReadBoard, (*Server).boardPage)},
	flowPages,
	deviationPages,
	systemPages,
	calendarPages,
	downtimePages,
	bodiesPages,
	membersPages,
	idlePages,
	workPlanPages,
)

// boardPage is where all dossiers stand, and what one of them does now.
type boardPage struct {
	Tiles  []tile
	Action string // where the form asks
	Clear  string // address of the whole list
	Query  field
	narrowing
	Groups []boardGroup
	Pager  pager
	Empty  emptyState
	Chosen *flowCard
}

// tile is a number that matters, with what it counts.
type tile struct {
	Count int
	Text  string
	Warn  bool
}

// boardGroup is the dossiers of a procedure under its phases.
type boardGroup struct {
	Title  string
	Phases []string
	Rows   []boardRow
}

// boardRow is a dossier with a cell for each phase.
type boardRow struct {
	Href      string // shows what the dossier does
	Ref       string
	Title     string // Serbian
	Lead      string
	Rehearsal bool
	Chosen    bool
	Cells     []boardCell
}

// boardCell is a phase of a dossier: a mark and a word for the eye, a sentence
// for the ear.
type boardCell struct {
	Class string // done, now, late, skip; empty: nothing is shown
	Mark  string
	Text  string
	Full  string
}

var boardTemplate = templateFor[boardPage]("board")

// onBoard is what narrows the board, as it stands in its address.
type onBoard struct {
	query, body, procedure string
	mine, late             bool
	number                 int
}

// The names of what narrows the board beside those of lists, and of the dossier
// that is looked at.
const (
	byProcedure = "postupak"
	byMine      = "moji"
	byLate      = "kasne"
	byDossier   = "predmet"
)

// readOnBoard reads what is asked for; what is no choice of ours finds nothing.
func readOnBoard(q url.Values) onBoard {
	ask := onBoard{query: soughtText(q.Get(byQuery)), body: soughtText(q.Get(byBody)), procedure: soughtText(q.Get(byProcedure)),
		mine: q.Get(byMine) != "", late: q.Get(byLate) != "", number: 1}
	n, err := strconv.Atoi(q.Get(byNumber))
	if err == nil && n > 1 {
		ask.number = n
	}
	return ask
}

// values returns the query of the same board, on its first page.
func (b onBoard) values() url.Values {
	q := url.Values{}
	for name, value := range map[string]string{byQuery: b.query, byBody: b.body, byProcedure: b.procedure, byMine: ticked(b.mine), byLate: ticked(b.late)} {
		if value != "" {
			q.Set(name, value)
		}
	}
	return q
}

// ticked is what a checkbox sends.
func ticked(on bool) string {
	if on {
		return "1"
	}
	return ""
}

// with returns the query of the same board with one thing changed.
func (b onBoard) with(name, value string) string {
	q := b.values()
	q.Set(name, value)
	if value == "" {
		q.Del(name)
	}
	if len(q) == 0 {
		return ""
	}
	return "?" + q.Encode()
}

// boardPage shows the board.
func (s *Server) boardPage(v *visit) (reply, error) {
	ask := readOnBoard(v.Request.URL.Query())
	bodies, err := s.store.ListedBodies(v.ctx(), v.person())
	if err != nil {
		return reply{}, err
	}
	defs, err := s.store.Definitions(v.ctx())
	if err != nil {
		return reply{}, err
	}
	b, err := s.store.Board(v.ctx(), v.person(), store.BoardFilter{Procedure: ask.procedure, Body: ask.body, Query: ask.query, Mine: ask.mine,
		Late: ask.late, Number: ask.number})
	if err != nil {
		return reply{}, err
	}
	body := v.boardWords(ask, b, bodies, defs)
	chosen, err := chosenOn(b, v.Query(byDossier))
	if err != nil {
		return reply{}, err
	}
	if chosen != "" {
		r, err := s.flowOf(v.ctx(), v.person(), chosen, true)
		if err != nil {
			return reply{}, err
		}
		card, err := v.flowCard(r)
		if err != nil {
			return reply{}, err
		}
		body.Chosen = &card
		body.mark(string(chosen))
	}
	return boardTemplate.show(v, heading{Title: v.t("board.title"), Crumbs: []link{{Text: v.t("nav.board")}}, Wide: true, Staff: true}, body)
}

// chosenOn returns the dossier that is looked at: the one that is asked for, or
// the first that stands on the board; empty: there is none.
func chosenOn(b store.BoardView, asked string) (dossier.Ref, error) {
	if asked != "" {
		return refOf(asked)
	}
	if len(b.Groups) == 0 {
		return "", nil
	}
	return b.Groups[0].Rows[0].Ref, nil
}

// mark marks the row of the dossier that is looked at.
func (b *boardPage) mark(ref string) {
	for _, g := range b.Groups {
		for i := range g.Rows {
			g.Rows[i].Chosen = g.Rows[i].Ref == ref
		}
	}
}

// boardWords puts the board into words.
func (v *visit) boardWords(ask onBoard, b store.BoardView, bodies []store.BodyName, defs []*procedure.Definition) boardPage {
	at := v.href("/pregled")
	body := boardPage{Tiles: v.tiles(b), Action: at, Clear: at}
	v.boardFilters(&body, ask, at, bodies, defs)
	for _, g := range b.Groups {
		group := boardGroup{Title: v.title(g.TitleSr, g.TitleEn),
			Phases: each(g.Phases, func(p procedure.PhaseDef) string { return v.title(p.TitleSr, p.TitleEn) })}
		for _, r := range g.Rows {
			here := ask.values()
			here.Set(byDossier, string(r.Ref))
			if b.Number > 1 {
				here.Set(byNumber, strconv.Itoa(b.Number))
			}
			group.Rows = append(group.Rows, boardRow{Href: at + "?" + here.Encode() + "#tok", Ref: string(r.Ref), Title: r.Title,
				Lead: v.title(r.LeadNameSr, r.LeadNameEn), Rehearsal: r.Rehearsal, Cells: v.boardCells(r.Cells)})
		}
		body.Groups = append(body.Groups, group)
	}
	if b.Number > 1 {
		body.Pager.Previous = at + ask.with(byNumber, strconv.Itoa(b.Number-1))
	}
	if b.Number < b.Pages {
		body.Pager.Next = at + ask.with(byNumber, strconv.Itoa(b.Number+1))
	}
	return body
}

// boardFilters says what narrows the board, and what does now.
func (v *visit) boardFilters(body *boardPage, ask onBoard, at string, bodies []store.BodyName, defs []*procedure.Definition) {
	body.Query = field{ID: idOf(byQuery), Name: byQuery, Label: v.t("list.query"), Value: ask.query, Max: maxSought}
	n := narrows{v, &body.narrowing, func(name string) string { return at + ask.with(name, "") }}
	n.seek(byQuery, ask.query)
	n.choose(byBody, v.t("list.organ"), v.t("list.any.organ"), ask.body,
		each(bodies, func(b store.BodyName) option { return option{Value: b.Code, Label: v.title(b.NameSr, b.NameEn)} }))
	n.choose(byProcedure, v.t("board.procedure"), v.t("board.any_procedure"), ask.procedure,
		each(defs, func(d *procedure.Definition) option { return option{Value: d.ID, Label: v.title(d.TitleSr, d.TitleEn)} }))
	n.tick(byLate, v.t("board.only_late"), ask.late)
	n.tick(byMine, v.t("board.only_mine"), ask.mine)
	body.Empty = emptyState{Text: v.t("board.none"), Href: v.href("/predmeti"), Link: v.t("board.none_do")}
	if len(body.Active) > 0 {
		body.Empty = emptyState{Text: v.t("board.none_such"), Href: at, Link: v.t("list.clear")}
	}
}

// tiles says what the numbers of the board count.
func (v *visit) tiles(b store.BoardView) []tile {
	deciding := v.n("board.deciding", b.Deciding)
	if b.LongestWait > 0 {
		deciding += ", " + v.t("board.longest", "wait", v.n("board.days", b.LongestWait))
	}
	late := v.n("board.late", b.Late)
	if len(b.Latest) > 0 {
		late += ": " + strings.Join(each(b.Latest, func(l store.LateStage) string {
			return v.title(l.TitleSr, l.TitleEn) + " (" + v.n("board.days", l.Days) + ")"
		}), ", ")
	}
	return []tile{{b.UnderWay, v.n("board.under_way", b.UnderWay), false}, {b.Deciding, deciding, false},
		{b.Soon, v.n("board.soon", b.Soon), false}, {b.Late, late, b.Late > 0}}
}

// shortest is the longest name of an outcome, in letters, that a cell has room for.
const shortest = 16

// boardCells puts the phases of a dossier into cells.
func (v *visit) boardCells(cells []store.BoardCell) []boardCell {
	phases := each(cells, func(c store.BoardCell) store.PhaseView { return c.PhaseView })
	marks := v.marks(phases)
	drawn := make([]boardCell, len(cells))
	for i, c := range cells {
		m := marks[i]
		said := slices.DeleteFunc(append([]string{m.State}, m.Notes...), func(s string) bool { return s == "" })
		cell := boardCell{Class: m.Class, Full: strings.Join(said, ", ")}
		switch c.State {
		case store.PhaseDone:
			cell.Mark, cell.Text = "✓", v.shortDay(c.To)
		case store.PhaseNow:
			cell.Mark, cell.Text = "●", v.t("board.now")
			if !c.Due.IsZero() {
				cell.Text = v.t("phase.until", "day", v.shortDay(c.Due))
			}
			if c.Asked > 0 {
				cell.Text = v.t("board.given", "have", c.Given, "need", c.Asked)
				cell.Full += ", " + v.t("board.given_full", "have", c.Given, "need", c.Asked)
			}
		case store.PhaseLate:
			cell.Mark, cell.Text = "▲", v.t("board.late_now")
			if c.LateDays > 0 {
				cell.Text = v.n("phase.late_days", c.LateDays)
			}
		case store.PhaseSkipped:
			cell.Mark, cell.Text = "╱", v.t("board.skipped")
			if len(m.Notes) > 0 && utf8.RuneCountInString(m.Notes[0]) <= shortest {
				cell.Text = m.Notes[0]
			}
		case store.PhaseNotApplicable:
			cell.Class, cell.Mark = "", "–"
		default:
			cell.Class = ""
		}
		drawn[i] = cell
	}
	return drawn
}

// shortDay writes a civil date without its year; nothing for none.
func (v *visit) shortDay(d calendar.Date) string {
	if d.IsZero() {
		return ""
	}
	return v.say.ShortDate(d.Month, d.Day)
}
