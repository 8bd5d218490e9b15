package act

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// tabled joins lines whose cells are parted by tabs, two or more one behind the other,
// into tables, as those of HTML are: a row a line. What stands alone with a tab in it
// is text.
func tabled(lines []line) []line {
	kept := 0
	for i := 0; i < len(lines); {
		l := &lines[i]
		n := rowsFrom(lines[i:])
		if n > 1 {
			l.text, l.mark = rowsOf(lines[i:i+n], rowText), tableMark
		} else {
			l.text = trimSpace(l.text)
		}
		if kept < i {
			lines[kept] = *l
		}
		kept++
		i += max(n, 1)
	}
	return lines[:kept]
}

// rowsOf returns the text of a table of lines, each written as a row.
func rowsOf(lines []line, row func(string) string) string {
	var b strings.Builder
	for k := range lines {
		if k > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(row(lines[k].text))
	}
	return b.String()
}

// rowsFrom returns how many lines from the first on are rows of one table.
func rowsFrom(lines []line) int {
	cells := 0 // tabs of the row before
	for i := range lines {
		s := lines[i].text
		tabs := strings.Count(s, "\t")
		switch {
		case lines[i].mark != plain, tabs == 0, i > 0 && lines[i].gap, !isRow(s, tabs):
			return i
		case strings.Contains(strings.Trim(s, "\t "), "\t"):
		case i == 0 && (s[0] == '\t' || len(lines) == 1 || strings.Count(lines[1].text, "\t") != tabs):
			return 0
		case i > 0 && tabs != cells, terminal(s):
			return i
		}
		cells = tabs
	}
	return len(lines)
}

// isRow reports whether a line with so many tabs may be the row of a table: its cells
// are short, and what stands before the only tab is not the number of an article or
// the mark of an item, behind which programs put one, and no sentence goes on behind it.
func isRow(s string, tabs int) bool {
	for rest := s; rest != ""; {
		cell, after, _ := strings.Cut(rest, "\t")
		if longer(cell, maxHeading) {
			return false
		}
		rest = after
	}
	if tabs > 1 {
		return true
	}
	first, second, _ := strings.Cut(s, "\t")
	first = strings.TrimSpace(first)
	if first == "" {
		return true
	}
	second = strings.TrimSpace(second)
	if correlates(first, second) {
		return true
	}
	return signature(first) == nil && !itemMarker(first, second) && !(startsLower(second) && terminal(second))
}

// correlates reports whether two cells are the row of a correlation table: each is a provision or a dash, and not both of
// them dashes.
func correlates(first, second string) bool {
	switch {
	case terminal(second):
		return false
	case signature(first) != nil:
		return second == "" || onlyDash(second) || signature(second) != nil
	}
	return onlyDash(first) && signature(second) != nil
}

// onlyDash reports whether s is a dash, which stands in a table where there is nothing.
func onlyDash(s string) bool { return s == "-" || s == "–" || s == "—" }

// itemMarker reports whether first is the mark of an item, "1.", "а)", "–", "1.1", and
// second its text.
func itemMarker(first, second string) bool {
	if longer(first, 6) {
		return false
	}
	switch last := first[len(first)-1]; {
	case last == '.', last == ')':
		return true
	case strings.Contains(first, "."):
		return unicode.IsLetter(firstLetter(second)) && strings.Trim(first, "0123456789.") == ""
	}
	r, size := utf8.DecodeRuneInString(first)
	return size == len(first) && !unicode.IsLetter(r) && !unicode.IsDigit(r)
}

// rowText returns a row without the blanks around its cells.
func rowText(s string) string {
	cells := strings.Split(s, "\t")
	for i, cell := range cells {
		cells[i] = strings.TrimSpace(cell)
	}
	return strings.Join(cells, "\t")
}
