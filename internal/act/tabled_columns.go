package act

import (
	"strings"
	"unicode/utf8"
)

// A cell of a line: where it begins and ends, in characters, and its text.
type cell struct {
	from, to int
	text     string
}

// columned joins lines whose cells stand under each other, parted by two or more blanks, into tables, as tabled
// does those that tabs part: a row a line. Of cells in two columns more than one row in two has figures in the second, so
// that those who sign an act side by side are none.
func columned(lines []line) []line {
	kept := 0
	for i := 0; i < len(lines); {
		n := 0
		if rows := columnsFrom(lines[i:]); rows != nil {
			lines[i].text, lines[i].mark = columnText(rows), tableMark
			n = len(rows)
		}
		if kept < i {
			lines[kept] = lines[i]
		}
		kept++
		i += max(n, 1)
	}
	return lines[:kept]
}

// columnsFrom returns the rows of the table that the first line begins, nil where there is none.
func columnsFrom(lines []line) [][]cell {
	if lines[0].mark != plain || !strings.Contains(lines[0].text, "  ") || len(lines) < 2 || lines[1].gap {
		return nil
	}
	last := lines[0].cells()
	if len(last) < 2 {
		return nil
	}
	rows := [][]cell{last}
	whole, columns := 1, len(last)
	wide := strings.Contains(lines[0].text, "   ")
	figures := hasFigures(last)
	for i := 1; i < len(lines) && !lines[i].gap && lines[i].mark == plain; i++ {
		row := lines[i].cells()
		switch {
		case len(row) > 1 && aligned(last, row):
			whole, columns, last = whole+1, max(columns, len(row)), row
			figures += hasFigures(row)
			wide = wide || strings.Contains(lines[i].text, "   ")
		case len(row) == 1 && inColumn(row[0], last):
		default:
			lines = lines[:i]
			continue
		}
		rows = append(rows, row)
	}
	if whole < 2 || !wide || columns == 2 && figures*2 < whole {
		return nil
	}
	return rows
}

// hasFigures returns 1 where the last cell of the row holds figures, else 0.
func hasFigures(row []cell) int {
	if strings.ContainsAny(row[len(row)-1].text, "0123456789") {
		return 1
	}
	return 0
}

// cells returns the cells of the line; none where it is no row: where one is long, the first is the heading of an article,
// or the mark of an item and the other its text.
func (l *line) cells() []cell {
	if !strings.Contains(l.text, "  ") {
		if longer(l.text, maxHeading) {
			return nil
		}
		return []cell{{int(l.indent), int(l.indent) + utf8.RuneCountInString(l.text), l.text}}
	}
	var row []cell
	at := int(l.indent)
	for rest := l.text; rest != ""; {
		text, after, _ := strings.Cut(rest, "  ")
		c := cell{at, at + utf8.RuneCountInString(text), text}
		if c.to-c.from > maxHeading || len(row) == maxCells {
			return nil
		}
		row = append(row, c)
		rest = strings.TrimLeft(after, " ")
		at = c.to + 2 + len(after) - len(rest)
	}
	if signature(row[0].text) != nil || len(row) == 2 && itemMarker(row[0].text, row[1].text) {
		return nil
	}
	return row
}

// maxCells is the most columns that a table of plain text has.
const maxCells = 24

// aligned reports whether each cell of the row with fewer of them stands under or above one of the other: both begin
// or both end in the same column.
func aligned(a, b []cell) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	at := 0
	for _, c := range a {
		for at < len(b) && b[at].from != c.from && b[at].to != c.to {
			at++
		}
		if at == len(b) {
			return false
		}
		at++
	}
	return true
}

// inColumn reports whether the only cell of a line goes on with one behind the first of the row above.
func inColumn(c cell, row []cell) bool {
	for _, above := range row[1:] {
		if c.from == above.from {
			return true
		}
	}
	return false
}

// columnText returns the rows as those of a table, each cell in the column that it stands in.
func columnText(rows [][]cell) string {
	full := rows[0] // the row that has a cell in each column
	for _, row := range rows {
		if len(row) > len(full) {
			full = row
		}
	}
	var b strings.Builder
	for i, row := range rows {
		if i > 0 {
			b.WriteByte('\n')
		}
		column := 0
		for k, c := range row {
			for column < len(full)-(len(row)-k) && full[column].from != c.from && full[column].to != c.to && full[column].to <= c.from {
				b.WriteByte('\t')
				column++
			}
			b.WriteString(c.text)
			if k < len(row)-1 {
				b.WriteByte('\t')
				column++
			}
		}
		for ; column < len(full)-1; column++ {
			b.WriteByte('\t')
		}
	}
	return b.String()
}
