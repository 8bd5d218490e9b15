package act

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// uncommented takes the comments out of a text in Markdown and warns of each. The
// lines that they take are left empty; one that does not end is text, and so is what
// stands between fences.
func uncommented(text string) (string, []Warning) {
	if !strings.Contains(text, "<!--") {
		return text, []Warning{}
	}
	w := &warner{act: &Act{Warnings: []Warning{}}, counts: map[string]int{}}
	var b strings.Builder
	line, fence := 1, ""
	for begun := true; text != ""; {
		if begun {
			fence = fenceBehind(text, fence)
		}
		n := strings.IndexByte(text, '\n') + 1
		if n == 0 {
			n = len(text)
		}
		at := strings.Index(text[:n], "<!--")
		if at < 0 || fence != "" {
			b.WriteString(text[:n])
			text, line, begun = text[n:], line+1, true
			continue
		}
		end := strings.Index(text[at+4:], "-->")
		if end < 0 {
			b.WriteString(text)
			break
		}
		comment := text[at+4:][:end]
		b.WriteString(text[:at])
		text, begun = text[at+4+end+3:], false
		if strings.IndexFunc(comment, unicode.IsLetter) >= 0 {
			w.add(line, WarnComments, excerpt(strings.Join(strings.Fields(comment), " ")))
		}
		lines := strings.Count(comment, "\n")
		b.WriteString(strings.Repeat("\n", lines))
		line += lines
		if lines == 0 && (at == 0 || strings.HasSuffix(b.String()[max(0, b.Len()-1):], " ")) {
			text = strings.TrimPrefix(text, " ")
		}
	}
	w.more()
	return b.String(), w.act.Warnings
}

// fenceBehind returns the fence that is open behind the line that s begins with, where
// one was open before it: of three or more marks, "" for none.
func fenceBehind(s, open string) string {
	s = strings.TrimLeft(s, " ")
	for _, mark := range []string{"```", "~~~"} {
		if !strings.HasPrefix(s, mark) {
			continue
		}
		switch open {
		case "":
			return mark
		case mark:
			return ""
		}
	}
	return open
}

// unmarked takes the marks of Markdown off the lines: they say how the text is shown
// and are no part of it. A heading becomes forced, with its level; emphasis, the
// marks of quotations and the backslash before a mark are taken away, of a link all but its words; the rows of a table become one.
func unmarked(lines []line) []line {
	kept := 0
	for i := 0; i < len(lines); i++ {
		l := lines[i]
		if l.mark == noteMark {
			lines[kept] = l
			kept++
			continue
		}
		if n := tableRows(lines, i); n > 1 {
			l.text, l.mark = tableText(lines[i:i+n]), tableMark
			i += n - 1
		} else {
			l.unmark()
		}
		if l.text == "" {
			continue
		}
		lines[kept] = l
		kept++
	}
	return lines[:kept]
}

// unmark takes the marks off one line.
func (l *line) unmark() {
	s := l.text
	for strings.HasPrefix(s, "> ") || s == ">" { // a quotation
		s = strings.TrimLeft(s[1:], " ")
	}
	n := len(s) - len(strings.TrimLeft(s, "#"))
	if n > 0 && n <= 6 && n < len(s) && spaces(s[n:]) > 0 {
		l.forced, l.level = true, uint8(n)
		s = strings.TrimSpace(s[n:])
	}
	bare := unemphasised(s)
	if len(bare)+4 == len(s) && !terminal(bare) && (strings.HasPrefix(s, "**") || strings.HasPrefix(s, "__")) {
		l.forced = true
	}
	l.text = strings.TrimSpace(bare)
}

// unemphasised returns s without stars and underlines that stand in pairs around
// words, without backslashes before marks, without the marks of code and what links lead to.
func unemphasised(s string) string {
	if !strings.ContainsAny(s, "*_\\`[") {
		return s
	}
	var b strings.Builder
	var open [4]int // where the marks *, **, _, __ were opened, counted from 1
	drop := map[int]int{}
	last := ' '
	for i := 0; i < len(s); {
		if n := drop[i]; n > 0 { // what a link leads to
			i += n
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == '`':
			marks, end := code(s[i:])
			if end > 0 {
				drop[i], drop[i+end-marks] = marks, marks
			}
			last = r
			i += max(end, marks)
			continue
		case r == '[' && (i == 0 || s[i-1] != '!'):
			if words, end := link(s[i:]); end > 0 {
				drop[i], drop[i+words] = 1, end-words
				i++
				continue
			}
		}
		if r == '\\' && i+1 < len(s) && escapable(s[i+1]) {
			drop[i] = 1
			last = rune(s[i+1])
			i += 2
			continue
		}
		if r != '*' && r != '_' {
			last = r
			i += size
			continue
		}
		n := 1
		if i+1 < len(s) && s[i+1] == s[i] {
			n = 2
		}
		kind := n - 1
		if r == '_' {
			kind += 2
		}
		next, _ := utf8.DecodeRuneInString(s[i+n:])
		word := func(r rune) bool { return r != utf8.RuneError && !unicode.IsSpace(r) }
		switch {
		case open[kind] > 0 && word(last) && (r == '*' || !unicode.IsLetter(next)):
			drop[open[kind]-1], drop[i] = n, n
			open[kind] = 0
		case word(next) && i+n < len(s) && next != r && (r == '*' && i+n < len(s) || !unicode.IsLetter(last)):
			open[kind] = i + 1
		}
		last = r
		i += n
	}
	if len(drop) == 0 {
		return s
	}
	for i := 0; i < len(s); {
		if n := drop[i]; n > 0 {
			i += n
			if n == 1 && s[i-1] == '\\' {
				b.WriteByte(s[i])
				i++
			}
			continue
		}
		b.WriteByte(s[i])
		i++
	}
	return b.String()
}

// maxInline is how many bytes code or a link has at most.
const maxInline = 4096

// code returns how many marks stand before and behind the code that s begins with, and its length, which is
// 0 where it does not end: `a`, “b“.
func code(s string) (int, int) {
	s = s[:min(len(s), maxInline)]
	marks := len(s) - len(strings.TrimLeft(s, "`"))
	for at := marks; at < len(s); {
		begin := strings.IndexByte(s[at:], '`')
		if begin < 0 {
			break
		}
		at += begin
		run := len(s[at:]) - len(strings.TrimLeft(s[at:], "`"))
		if run == marks && strings.TrimSpace(s[marks:at]) != "" {
			return marks, at + run
		}
		at += run
	}
	return marks, 0
}

// link returns where the words end of the link that s begins with, and its length, 0 where it begins with
// none: [закон](https://primer.rs/zakon).
func link(s string) (int, int) {
	s = s[:min(len(s), maxInline)]
	words := strings.IndexByte(s, ']')
	if words < 2 || !strings.HasPrefix(s[words:], "](") || strings.ContainsAny(s[1:words], "[\\") {
		return 0, 0
	}
	end := strings.IndexByte(s[words:], ')')
	if end < 0 {
		return 0, 0
	}
	to, title, _ := strings.Cut(s[words+2:words+end], " ")
	if title != "" && !strings.HasPrefix(title, `"`) && !strings.HasPrefix(title, "'") {
		return 0, 0
	}
	to = strings.Trim(to, "<>")
	for _, begin := range []string{"http://", "https://", "mailto:", "www.", "#", "/", "./", "../"} {
		if len(to) > len(begin) && strings.HasPrefix(to, begin) {
			return words, words + end + 1
		}
	}
	return 0, 0
}

// linksLeft warns of what the links in the lines lead to outside of the text, which is no part of their words.
func linksLeft(lines []line) []Warning {
	w := &warner{act: &Act{}, counts: map[string]int{}}
	for i := range lines {
		s := lines[i].text
		if !strings.Contains(s, "](") {
			continue
		}
		for at := 0; at < len(s); at++ {
			switch s[at] {
			case '\\':
				at++
			case '`':
				marks, end := code(s[at:])
				at += max(end, marks) - 1
			case '[':
				if words, end := link(s[at:]); end > 0 && (at == 0 || s[at-1] != '!') {
					if to := strings.TrimSpace(s[at+words+2 : at+end-1]); to != s[at+1:at+words] && to[0] != '#' {
						w.add(lines[i].at, WarnLeftOut, excerpt(to))
					}
					at += end - 1
				}
			}
		}
	}
	w.more()
	return w.act.Warnings
}

// escapable reports whether a backslash before the character says that it is no mark of Markdown.
func escapable(c byte) bool { return graphic(c) && !alphanumeric(c) && c != 0x7f }

// cellsOf returns the cells of a row; a stroke behind a backslash ends none.
func cellsOf(row string) []string {
	row = strings.TrimPrefix(row, "|")
	var cells []string
	from := 0
	for i := 0; i < len(row); i++ {
		switch row[i] {
		case '\\':
			i++
		case '|':
			cells = append(cells, row[from:i])
			from = i + 1
		}
	}
	if strings.TrimSpace(row[from:]) != "" || len(cells) == 0 {
		cells = append(cells, row[from:])
	}
	return cells
}

// tableRows returns how many lines from i on are the rows of one table, 0 when they
// are none: the second says where the cells are.
func tableRows(lines []line, i int) int {
	if lines[i].text[0] != '|' || i+1 == len(lines) || lines[i+1].gap || strings.Trim(lines[i+1].text, "|-: ") != "" || lines[i+1].text[0] != '|' {
		return 0
	}
	n := 2
	for i+n < len(lines) && lines[i+n].text[0] == '|' && !lines[i+n].gap {
		n++
	}
	return n
}

// tableText returns the rows as a table: a row a line, the cells divided by tabs.
func tableText(rows []line) string {
	var b strings.Builder
	for i := range rows {
		if i == 1 {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		for k, cell := range cellsOf(rows[i].text) {
			if k > 0 {
				b.WriteByte('\t')
			}
			b.WriteString(unemphasised(strings.TrimSpace(cell)))
		}
	}
	return b.String()
}
