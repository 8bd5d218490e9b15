package act

import "strings"

// barred joins lines that draw a table with strokes, two or more rows one behind the other, into tables, as those of HTML
// are: a row a line. The strokes stay, each before its cell, and so do the rules between the rows.
func barred(lines []line) []line {
	kept := 0
	for i := 0; i < len(lines); {
		n, rows := 0, 0
		for i+n < len(lines) && (n == 0 || !lines[i+n].gap) && barOrRule(lines[i+n].text) {
			if lines[i+n].text[0] == '|' && !isRule(lines[i+n].text) {
				rows++
			}
			n++
		}
		if rows > 1 {
			text := rowsOf(lines[i:i+n], barredRow)
			lines[kept] = lines[i]
			lines[kept].text, lines[kept].mark = text, tableMark
			kept++
			i += n
			continue
		}
		n = max(n, 1)
		kept += copy(lines[kept:], lines[i:i+n])
		i += n
	}
	return lines[:kept]
}

// barOrRule reports whether s is a row between strokes, or a rule above, between or below such rows: | а | б |, +---+---+.
func barOrRule(s string) bool {
	switch s[0] {
	case '|':
		return len(s) > 2 && s[len(s)-1] == '|'
	case '+':
		return len(s) > 2 && isRule(s)
	}
	return false
}

// isRule reports whether s is drawn of strokes alone.
func isRule(s string) bool { return strings.Trim(s, "|+-=: \t") == "" && strings.ContainsAny(s, "-=") }

// barredRow returns a row with tabs between its cells.
func barredRow(s string) string {
	if isRule(s) {
		return s
	}
	cells := strings.SplitAfter(strings.TrimSuffix(s, "|"), "|")
	for i, cell := range cells { // each with the stroke of the next at its end
		cells[i] = strings.TrimSpace(strings.TrimSuffix(cell, "|"))
	}
	return strings.TrimSpace("| "+strings.Join(cells[1:], "\t| ")) + "\t|"
}
