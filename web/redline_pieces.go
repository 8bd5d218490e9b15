package web

import (
	"slices"
	"strings"

	"github.com/rasprava/rasprava/internal/act"
)

// piece is a change, or, with a number below zero, a row of the text that stands
// in both versions.
type piece struct {
	change int
	row    provisionRow
}

// pieces returns what the page shows, in the order of the later text.
func (w *redlineWriter) pieces() []piece {
	if w.mode != modeWhole {
		return each(w.listed(), func(i int) piece { return piece{change: i} })
	}
	m := pieceMaker{redlineWriter: w, of: map[string]int{}}
	for i := range w.redline.Changes {
		for _, id := range w.redline.Changes[i].New {
			m.of[id] = i
		}
	}
	rows := w.rowsOf(w.new, nil)
	gone := w.gone(rows)
	for r, row := range rows {
		for m.next < len(w.redline.Changes) && w.redline.Changes[m.next].Removed() && gone[m.next] <= r {
			m.upTo(m.next)
		}
		m.row(row)
	}
	m.upTo(len(w.redline.Changes) - 1)
	return m.all
}

// gone returns, for every change that removes a provision, in front of which row
// of the later text it stood.
func (w *redlineWriter) gone(rows []provisionRow) map[int]int {
	wids := map[string]string{} // by id, in the later text
	w.new.Walk(func(n *act.Node, _ int) bool {
		wids[n.ID] = n.WID
		return true
	})
	at := map[string]int{} // row by identity
	for r, row := range rows {
		for id := range row.ids {
			at[wids[id]] = r
		}
	}
	behind := map[string]int{} // by id, in the earlier text
	last := 0
	w.old.Walk(func(n *act.Node, _ int) bool {
		behind[n.ID] = last
		if r, stays := at[n.WID]; stays {
			last = r + 1
		}
		return true
	})
	gone := map[int]int{}
	for i := range w.redline.Changes {
		if c := &w.redline.Changes[i]; c.Removed() {
			gone[i] = behind[c.Old[0]]
		}
	}
	return gone
}

// pieceMaker puts the changes where they stand among what did not change.
type pieceMaker struct {
	*redlineWriter
	of   map[string]int // change, by provision of the later text
	next int            // the change that comes next
	all  []piece
}

// upTo puts the changes up to one.
func (m *pieceMaker) upTo(i int) {
	for ; m.next <= i; m.next++ {
		m.all = append(m.all, piece{change: m.next})
	}
}

// row puts a row of the later text, or the changes that it consists of.
func (m *pieceMaker) row(row provisionRow) {
	i, changed := m.of[row.ID]
	switch {
	case row.article() && changed:
		m.upTo(i)
	case row.article():
		m.all = append(m.all, piece{-1, row})
	case row.Division && changed:
		m.upTo(i)
		if n := m.new.Find(row.ID); n != nil && holdsArticle(n) {
			row.Label, row.Heading = "", ""
			m.loose(row, row.ID)
		} // otherwise what stands under it is in the change
	default:
		m.loose(row, "")
	}
}

func holdsArticle(n *act.Node) bool {
	return slices.ContainsFunc(n.Children, func(c *act.Node) bool { return c.Kind == act.KindArticle || holdsArticle(c) })
}

// loose puts the lines of a row that is no article, and the changes among them;
// under is the changed provision to which the first lines belong.
func (m *pieceMaker) loose(row provisionRow, under string) {
	rest := row
	rest.Lines = nil
	put := func() {
		if len(rest.Lines) > 0 || rest.Named() {
			m.all = append(m.all, piece{-1, rest})
		}
		rest.Lines, rest.Label, rest.Heading = nil, "", ""
	}
	for _, line := range row.Lines {
		if line.ID != "" && (under == "" || !strings.HasPrefix(line.ID, under+"__") || row.Division && under == row.ID) {
			under = ""
			if i, changed := m.of[line.ID]; changed {
				put()
				m.upTo(i)
				under = line.ID
			}
		}
		if under == "" {
			rest.Lines = append(rest.Lines, line)
		}
	}
	put()
}
