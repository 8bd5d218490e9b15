package act

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rasprava/rasprava/internal/script"
)

// markFootnotes marks the notes that stand behind a text of the Union, or behind the part of it before
// an annex, each with its number in brackets: "(1) OJ L 376, 27.12.2006, p. 36." They are told from
// items of a list by the text, which calls every one of them, in their order.
func markFootnotes(lines []line, p *profile) {
	markRaised(lines)
	if !p.footnotes {
		return
	}
	begin, called, at := 0, 0, 0 // the part read, how many notes the text has called, and how far it was read for calls
	for end := 1; end <= len(lines); end++ {
		if end < len(lines) && lines[end].mark != annexMark {
			continue
		}
		first := end
		for first > begin && lines[first-1].footnote() > 0 {
			first--
		}
		for first < end && lines[first].footnote() != called+1 {
			first++ // a list before the notes
		}
		begin = end
		if first == end || first == 0 || listed(&lines[first-1]) {
			continue
		}
		wanted := called
		for ; at < first; at++ {
			wanted = calls(&lines[at], wanted)
		}
		last := first
		for last < end && lines[last].footnote() == called+1+last-first {
			last++
		}
		if last < end || wanted < called+last-first {
			continue
		}
		for k := first; k < end; k++ {
			lines[k].unset()
			lines[k].mark = noteMark
		}
		called += end - first
	}
}

// markRaised marks the notes that begin with raised figures, each called by the same figures in the text before it: "¹ Члан 5."
func markRaised(lines []line) {
	var called map[string]bool
	read := 0 // the line up to which the text was read for calls
	for i := range lines {
		s := lines[i].text
		if s[0] != 0xC2 && s[0] != 0xE2 || lines[i].mark != plain { // as ¹ and ⁴ begin
			continue
		}
		n := raisedFiguresAt(s)
		if n == 0 || strings.TrimSpace(s[n:]) == "" {
			continue
		}
		if called == nil {
			called = map[string]bool{}
		}
		for ; read < i; read++ {
			raisedIn(lines[read].text, called)
		}
		if called[s[:n]] {
			lines[i].mark = noteMark
		}
	}
}

// raisedFiguresAt returns the length of the raised figures that s begins with.
func raisedFiguresAt(s string) int {
	return len(s) - len(strings.TrimLeft(s, raisedDigits))
}

// raisedIn adds to found the runs of raised figures in s, but for those it begins with.
func raisedIn(s string, found map[string]bool) {
	s = s[raisedFiguresAt(s):]
	for {
		at := strings.IndexAny(s, raisedDigits)
		if at < 0 {
			return
		}
		n := raisedFiguresAt(s[at:])
		found[s[at:at+n]] = true
		s = s[at+n:]
	}
}

// footnote returns the number in brackets that the line begins with, 0 where there is none.
func (l *line) footnote() int {
	if l.mark != rungMark || l.text[0] != '(' || digits(l.number) != len(l.number) || l.rest() == "" {
		return 0
	}
	return atoi(l.number)
}

// calls returns how many notes were called when the text of the line is read, before which it were
// so many. A call is the number of the next note in brackets behind a blank, or raised.
func calls(l *line, called int) int {
	s := l.text[l.label:]
	for {
		number := strconv.Itoa(called + 1)
		at := callAt(s, "("+number+")", func(before, _ rune) bool { return unicode.IsSpace(before) })
		if raised := callAt(s, script.Raised(number), func(_, behind rune) bool { return !strings.ContainsRune(raisedFigures, behind) }); at < 0 || raised >= 0 && raised < at {
			at = raised
		}
		if at < 0 {
			return called
		}
		s = s[at+len(number):]
		called++
	}
}

// callAt returns where in s a call stands, -1 where none does between characters that fit.
func callAt(s, call string, fits func(before, behind rune) bool) int {
	for from := 0; ; {
		at := strings.Index(s[from:], call)
		if at < 0 {
			return -1
		}
		at += from
		before, _ := utf8.DecodeLastRuneInString(s[:at])
		behind, _ := utf8.DecodeRuneInString(s[at+len(call):])
		if at > 0 && fits(before, behind) {
			return at
		}
		from = at + len(call)
	}
}
