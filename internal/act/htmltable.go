package act

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// maxSpan is the most columns that a cell is taken to span.
const maxSpan = 50

// maxTables is how many tables may stand one in another; the tags of further ones
// are passed over, what stands in them is not.
const maxTables = 16

func (r *htmlReader) openTable(t html.Token) {
	if len(r.tables) == maxTables {
		r.passed++
		return
	}
	role := attribute(t, "role")
	r.tables = append(r.tables, &htmlTable{outer: r.blocks, layout: role == "presentation" || role == "none", lists: len(r.lists)})
	r.blocks = nil
}

func (r *htmlReader) openCell(t html.Token) {
	n := len(r.tables)
	if n == 0 {
		return
	}
	r.closeCell()
	table := r.tables[n-1]
	if len(table.rows) == 0 {
		table.rows = append(table.rows, nil)
	}
	last := len(table.rows) - 1
	span, err := strconv.Atoi(strings.TrimSpace(attribute(t, "colspan")))
	if err != nil || span < 1 || span > maxSpan {
		span = 1
	}
	rows, err := strconv.Atoi(strings.TrimSpace(attribute(t, "rowspan")))
	if err != nil || rows < 0 || rows > maxSpan {
		rows = 1
	}
	// What stands between the cells is kept in front of the table.
	table.outer = append(table.outer, r.blocks...)
	r.blocks = nil
	table.rows[last] = append(table.rows[last], htmlCell{span: span, rows: rows})
	table.inCell = true
}

// closeCell ends the cell that is open, if one is.
func (r *htmlReader) closeCell() {
	n := len(r.tables)
	if n == 0 || !r.tables[n-1].inCell {
		return
	}
	table := r.tables[n-1]
	row := table.rows[len(table.rows)-1]
	row[len(row)-1].blocks = r.blocks
	r.blocks = nil
	table.inCell = false
	if len(r.lists) > table.lists {
		r.lists = r.lists[:table.lists]
	}
}

// closeTable ends the innermost table: a table of data becomes one block, what a
// table only arranges becomes the paragraphs it is.
func (r *htmlReader) closeTable() {
	r.closeCell()
	table := r.tables[len(r.tables)-1]
	r.tables = r.tables[:len(r.tables)-1]
	between := r.blocks
	r.blocks = table.outer
	item := table.item()
	if item != nil {
		r.blocks = append(r.blocks, item...)
	} else if table.arranges() {
		for _, row := range table.rows {
			for _, c := range row {
				r.blocks = append(r.blocks, c.blocks...)
			}
		}
	} else if text := table.text(); strings.TrimSpace(text) != "" {
		r.blocks = append(r.blocks, block{text: text, table: true, gap: r.gap})
		r.gap = false
	}
	if n := len(r.tables); n > 0 {
		r.tables[n-1].listed = r.tables[n-1].listed || item != nil
		r.tables[n-1].layout = r.tables[n-1].layout || item == nil
	}
	r.blocks = append(r.blocks, between...)
}

// item returns the paragraphs of a table that is an item of a list, its one row a cell with
// the marker of the item and one with its text; nil for any other.
func (t *htmlTable) item() []block {
	if len(t.rows) != 1 {
		return nil
	}
	var cells [][]block
	for _, c := range t.rows[0] {
		if len(c.blocks) > 0 {
			cells = append(cells, c.blocks)
		}
	}
	if len(cells) != 2 || len(cells[0]) != 1 || !isMarker(cells[0][0].text) {
		return nil
	}
	marker, text := cells[0][0], cells[1]
	if marker.heading || text[0].heading {
		return nil
	}
	if !text[0].table && !marked(text[0].text) {
		marker.text += " " + text[0].text
		text = text[1:]
	}
	return append([]block{marker}, text...)
}

// arranges reports whether the table only arranges what stands in it: it has one
// column, or another table, a heading or an article in a cell, or items of a list and rows
// that are not alike.
func (t *htmlTable) arranges() bool {
	if t.layout || t.listed && !t.even() {
		return true
	}
	wide := false
	for _, row := range t.rows {
		wide = wide || len(row) > 1
		for _, c := range row {
			for _, b := range c.blocks {
				if b.table || b.heading || startsArticle(b.text) {
					return true
				}
			}
		}
	}
	return !wide
}

// even reports whether the table has several rows, all of the same number of cells.
func (t *htmlTable) even() bool {
	for _, row := range t.rows {
		if len(row) != len(t.rows[0]) {
			return false
		}
	}
	return len(t.rows) > 1
}

// startsArticle reports whether the first line of s is the marker of an article.
func startsArticle(s string) bool {
	first, _, _ := strings.Cut(strings.TrimSpace(s), "\n")
	if longer(first, 20) {
		return false
	}
	word, n := key(first)
	return word == "cxlan" && digits(first[n+spaces(first[n:]):]) > 0
}

// text writes the table: rows divided by line breaks, cells by tabs. Below a cell that
// spans rows its columns are empty.
func (t *htmlTable) text() string {
	var rows []string
	var held []int // how many rows below a cell spans, by column; -1 for all
	for _, row := range t.rows {
		var cells []string
		below := slices.Clone(held)
		pass := func() {
			for at := len(cells); at < len(held) && held[at] != 0; at++ {
				cells = append(cells, "")
				below[at] = max(held[at]-1, min(held[at], 0))
			}
		}
		for _, c := range row {
			pass()
			if len(cells)+c.span > maxColumns {
				c.span = 1
			}
			cells = append(cells, c.text())
			cells = append(cells, make([]string, c.span-1)...)
			for at := len(cells) - c.span; at < len(cells) && c.rows != 1 && at < maxColumns; at++ {
				for len(below) <= at {
					below = append(below, 0)
				}
				below[at] = c.rows - 1
			}
		}
		pass()
		held = below
		rows = append(rows, strings.Join(cells, "\t"))
	}
	return strings.Join(rows, "\n")
}

// maxColumns is how many columns of a table are kept apart by what spans them.
const maxColumns = 1000

func (c *htmlCell) text() string {
	var words []string
	for _, p := range c.blocks {
		words = append(words, strings.Fields(p.text)...)
	}
	return strings.Join(words, " ")
}
