package redline

import (
	"slices"
	"strings"
)

// TableRows returns a paragraph that is a row of a table as rows of cells: one that holds the cells of both acts, each in its place, those
// that came inserted whole and those that went deleted whole; or the row as it was and the row as it is, where no word of it was kept and
// the cells are not the same in number. It returns nil for a paragraph that is none.
func TableRows(line []Span) [][][]Span {
	switch {
	case Cells(line) == nil:
		return nil
	case slices.ContainsFunc(line, func(sp Span) bool { return sp.kept() && wordsIn(sp.Text) > 0 }) || tabs(line, Deleted) == tabs(line, Inserted):
		return [][][]Span{Cells(wholeCells(line))}
	}
	var rows [][][]Span
	for _, op := range []string{Deleted, Inserted} {
		var row []Span
		for _, sp := range oneSide(line, op) {
			row = append(row, Span{Op: op, Text: sp.Text})
		}
		if cells := Cells(fused(row)); cells != nil {
			rows = append(rows, cells)
		} else if len(row) > 0 {
			rows = append(rows, [][]Span{fused(row)})
		}
	}
	return rows
}

// kept reports whether both acts have the text.
func (sp *Span) kept() bool { return sp.Op == Equal || sp.Op == Typographic }

// tabs counts the borders of cells that one side alone has.
func tabs(line []Span, op string) int {
	n := 0
	for _, sp := range line {
		switch {
		case sp.Op == op:
			n += strings.Count(sp.Text, "\t")
		case sp.Op == Typographic && op == Deleted:
			n += strings.Count(sp.Old, "\t")
		case sp.Op == Typographic:
			n += strings.Count(sp.Text, "\t")
		}
	}
	return n
}

// wholeCells moves an insertion or a deletion that holds the border of a cell along the text it stands in until it ends or begins with that
// border, where the same row can be read so: a cell that came is one insertion then. Both acts read as before.
func wholeCells(line []Span) []Span {
	out := slices.Clone(line)
	for i := 1; i+1 < len(out); i++ {
		before, sp, after := &out[i-1], &out[i], &out[i+1]
		if sp.kept() || before.Op != Equal || after.Op != Equal || strings.HasPrefix(sp.Text, "\t") || strings.HasSuffix(sp.Text, "\t") {
			continue
		}
		if last := strings.LastIndexByte(sp.Text, '\t'); last >= 0 && strings.HasSuffix(before.Text, sp.Text[last+1:]) {
			head, tail := sp.Text[:last+1], sp.Text[last+1:]
			before.Text = strings.TrimSuffix(before.Text, tail)
			sp.Text, after.Text = tail+head, tail+after.Text
		} else if first := strings.IndexByte(sp.Text, '\t'); first >= 0 && strings.HasPrefix(after.Text, sp.Text[:first]) {
			head, tail := sp.Text[:first], sp.Text[first:]
			before.Text += head
			sp.Text, after.Text = tail+head, strings.TrimPrefix(after.Text, head)
		}
	}
	return slices.DeleteFunc(out, func(sp Span) bool { return sp.Text == "" && sp.Old == "" })
}

// Cells returns the cells of a row of a table, cut at the borders that either act has, and nil for a paragraph that is no such row. What was
// deleted and what was inserted in its place with as many borders stand in the same cells.
func Cells(line []Span) [][]Span {
	if !slices.ContainsFunc(line, func(sp Span) bool { return strings.Contains(sp.Text, "\t") || strings.Contains(sp.Old, "\t") }) {
		return nil
	}
	cells := [][]Span{nil}
	add := func(sp Span) {
		if sp.Op == Typographic && strings.TrimSpace(sp.Text+sp.Old) == "" {
			sp = Span{Op: Equal, Text: sp.Text} // the border of a cell that was a space, or became one
		}
		if sp.Text != "" || sp.Old != "" {
			last := len(cells) - 1
			cells[last] = append(cells[last], sp)
		}
	}
	for i := 0; i < len(line); i++ {
		sp := line[i]
		news, olds := strings.Split(sp.Text, "\t"), strings.Split(sp.Old, "\t")
		replaced := sp.Op == Deleted && i+1 < len(line) && line[i+1].Op == Inserted && len(news) == strings.Count(line[i+1].Text, "\t")+1
		if replaced {
			olds, news = news, strings.Split(line[i+1].Text, "\t")
			i++
		}
		for k := range max(len(news), len(olds)) {
			if k > 0 {
				cells = append(cells, nil)
			}
			part := sp
			part.Text, part.Old = "", ""
			if k < len(news) {
				part.Text = news[k]
			}
			if k < len(olds) {
				part.Old = olds[k]
			}
			if replaced {
				add(Span{Op: Deleted, Text: part.Old, Move: sp.Move})
				add(Span{Op: Inserted, Text: part.Text, Move: line[i].Move})
			} else {
				add(part)
			}
		}
	}
	return cells
}
