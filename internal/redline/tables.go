package redline

import (
	"slices"
	"strings"
)

// TableRows returns a paragraph that is a row of a table as rows of cells: one, or where cells themselves came or went the row as it was and
// the row as it is. It returns nil for a paragraph that is none.
func TableRows(line []Span) [][][]Span {
	tab := func(sp Span) bool { return strings.Contains(sp.Text, "\t") || strings.Contains(sp.Old, "\t") }
	if Cells(line) == nil {
		return nil
	}
	one := func(sp Span) bool { return sp.Op == line[0].Op }
	kept := func(sp Span) bool {
		return !tab(sp) || sp.Op == Equal || sp.Op == Typographic && strings.Count(sp.Old, "\t") == strings.Count(sp.Text, "\t")
	}
	if !slices.ContainsFunc(line, func(sp Span) bool { return !one(sp) }) || !slices.ContainsFunc(line, func(sp Span) bool { return !kept(sp) }) {
		return [][][]Span{Cells(line)}
	}
	return [][][]Span{Cells(oneSide(line, Deleted)), Cells(oneSide(line, Inserted))}
}

// Cells returns the cells of a row of a table as it stands in one act, or in both alike, and nil for a paragraph that is no such row.
func Cells(line []Span) [][]Span {
	if !slices.ContainsFunc(line, func(sp Span) bool { return strings.Contains(sp.Text, "\t") || strings.Contains(sp.Old, "\t") }) {
		return nil
	}
	cells := [][]Span{nil}
	for _, sp := range line {
		olds := strings.Split(sp.Old, "\t")
		for k, text := range strings.Split(sp.Text, "\t") {
			if k > 0 {
				cells = append(cells, nil)
			}
			part := sp
			part.Text = text
			if part.Old = ""; k < len(olds) {
				part.Old = olds[k]
			}
			if text != "" || part.Old != "" {
				cells[len(cells)-1] = append(cells[len(cells)-1], part)
			}
		}
	}
	return cells
}
