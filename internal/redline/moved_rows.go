package redline

import (
	"fmt"
	"slices"
	"strings"
)

// movedRows says how many rows of tables were moved, which the spans show as deleted where they stood and inserted where they stand: the number
// in the first cell aside.
func (w wording) movedRows(ch *Change) []string {
	if !slices.ContainsFunc(ch.Spans, func(sp Span) bool { return sp.Op == Inserted && strings.Contains(sp.Text, "\t") }) ||
		!slices.ContainsFunc(ch.Spans, func(sp Span) bool { return sp.Op == Deleted && strings.Contains(sp.Text, "\t") }) {
		return nil
	}
	gone := map[string]int{}
	var came []string
	for _, line := range Paragraphs(ch.Spans) {
		for _, cells := range TableRows(line) {
			switch row := slices.Concat(cells...); {
			case len(row) == 0:
			case only(row, Deleted):
				gone[rowSaying(cells)]++
			case only(row, Inserted):
				came = append(came, rowSaying(cells))
			}
		}
	}
	moved := 0
	for _, row := range came {
		if gone[row] > 0 && wordsIn(row) > 1 {
			gone[row]--
			moved++
		}
	}
	switch moved {
	case 0:
		return nil
	case 1:
		return []string{w.rowMoved}
	}
	return []string{fmt.Sprintf(w.rowsMoved, moved)}
}

// rowSaying returns the cells of a row without the number in the first.
func rowSaying(cells [][]Span) string {
	var texts []string
	for k, cell := range cells {
		text := ""
		for _, sp := range cell {
			text += sp.Text
		}
		if k > 0 || strings.Trim(text, "0123456789. ") != "" {
			texts = append(texts, oneLine(text))
		}
	}
	return strings.Join(texts, "\t")
}
