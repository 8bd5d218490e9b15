package act

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxBroken is how many quotations without an end are looked for to the end of
// the text; an act with more of them is not searched further.
const maxBroken = 16

// markQuotes marks the lines of quoted provisions: in an amending act the words
// „Члан 5. …” are content, not a heading. It returns the line numbers at which a
// quotation begins that does not end, and warns of what is quoted without marks.
func markQuotes(lines []line, p *profile, warn *warner) []int {
	var broken []int
	outer := 0
	for i := 0; i < len(lines); i++ {
		l := &lines[i]
		if l.mark == articleMark {
			if first, end := unquotedWording(lines, i, outer, p); end >= i {
				warn.add(l.at, WarnUnquoted, excerpt(l.text))
				for k := first; k <= end; k++ {
					lines[k].quote()
				}
				i = end
				continue
			}
			outer = l.value
			continue
		}
		if end, found := blockEnd(lines, i, p, len(broken) < maxBroken); found {
			if end < 0 {
				broken = append(broken, l.at)
				continue
			}
			for k := i; k <= end; k++ {
				lines[k].quote()
			}
			i = end
			continue
		}
		announced := i > 0 && strings.HasSuffix(unstarred(lines[i-1].text), ":")
		at, depth := openQuote(l.text)
		if at < 0 {
			if announced && opensQuote(l.text) {
				l.quote()
			}
			continue
		}
		if depth == 0 || len(broken) >= maxBroken || !(at == 0 && announced || structural(l.text[at:], p)) {
			continue
		}
		end := quoteEnd(lines, i, depth, outer)
		if next := nextOrder(lines, i, end, outer+1, p); next > 0 {
			broken = append(broken, l.at)
			end = next - 1
		}
		if end < 0 {
			broken = append(broken, l.at)
			continue
		}
		if at == 0 {
			l.quote()
		}
		for k := i + 1; k <= end; k++ {
			lines[k].quote()
		}
		i = end
	}
	return broken
}

// blockEnd returns the line at which the quoted provisions end that begin at lines[i]
// with one of the marks of the profile, -1 when there is none, and whether such
// begin there.
func blockEnd(lines []line, i int, p *profile, look bool) (int, bool) {
	begun := false
	if first := lines[i].text; first != "" && alphanumeric(first[0]) {
		return -1, false
	}
	for _, q := range p.blocks {
		rest, ok := strings.CutPrefix(lines[i].text, q.open)
		if !ok {
			continue
		}
		announced := i > 0 && announces(lines[i-1].text, p.announced)
		if !announced && !structuralText(rest, p) {
			return 0, false
		}
		if !look {
			return 0, false
		}
		begun = true
		for k := i; k < len(lines); k++ {
			if q.closes(lines[k].text) {
				return k, true
			}
		}
	}
	return -1, begun
}

// announces reports whether s ends with one of the ends.
func announces(s string, ends []string) bool {
	s = unstarred(s)
	for _, end := range ends {
		if strings.HasSuffix(s, end) {
			return true
		}
	}
	return false
}

// closes reports whether a quotation that s does not itself begin inside the line
// ends with the line.
func (q quotation) closes(s string) bool {
	end := strings.TrimRight(s, ".,;:) ")
	for _, word := range []string{" and", " or"} {
		end = strings.TrimRight(strings.TrimSuffix(end, word), ".,;:) ")
	}
	if !strings.HasSuffix(end, q.close) {
		return false
	}
	inner := strings.TrimPrefix(end, q.open)
	opened, closed := 0, 0
	if q != straight {
		opened = strings.Count(inner, q.open)
	}
	for rest := inner; ; {
		at := strings.Index(rest, q.close)
		if at < 0 {
			break
		}
		before := end[:len(end)-len(rest)+at]
		rest = rest[at+len(q.close):]
		if q == straight && opensStraight(end, len(before)) {
			opened++
			continue
		}
		if next, _ := utf8.DecodeRuneInString(rest); !unicode.IsLetter(next) {
			closed++
		}
	}
	return closed > opened
}

func (l *line) quote() { l.unset(); l.mark, l.forced = quotedMark, false }

// opensQuote reports whether s begins with an opening quotation mark.
func opensQuote(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return strings.ContainsRune(`„“”«»"ˮ‚‘‟`, r) || strings.HasPrefix(s, ",,") || strings.HasPrefix(s, "''")
}

// openQuote returns where the first quotation begins that s leaves open, and how
// many are open at the end; -1 when none is.
func openQuote(s string) (int, int) {
	if !mayQuote(s) {
		return -1, 0
	}
	depth, first := 0, -1
	quoteMarks(s, &depth, func(at, depth int) {
		if depth == 1 {
			first = at
		}
	})
	if depth == 0 {
		return -1, 0
	}
	return first, depth
}

// mayQuote reports whether a byte of s may belong to a quotation mark.
func mayQuote(s string) bool {
	return strings.IndexByte(s, 0xe2) >= 0 || strings.IndexByte(s, '"') >= 0 || strings.IndexByte(s, 0xc2) >= 0 || strings.IndexByte(s, 0xcb) >= 0
}

// quoteMarks follows the quotation marks of s from the depth given; opened is
// told of each that opens.
func quoteMarks(s string, depth *int, opened func(at, depth int)) {
	last := ' '
	for at, r := range s {
		switch r {
		case '„':
			*depth++
			opened(at, *depth)
		case '«', '»':
			if unicode.IsSpace(last) || last == '(' {
				*depth++
				opened(at, *depth)
			} else if *depth > 0 {
				*depth--
			}
		case '“', '”', '"', 'ˮ', '‟':
			if *depth > 0 && !(r == '"' && *depth == 1 && opens(last, s[at+1:])) {
				*depth--
			} else if *depth == 0 && opens(last, s[at+utf8.RuneLen(r):]) {
				*depth++
				opened(at, *depth)
			}
		}
		last = r
	}
}

// opens reports whether a mark between last and rest opens a quotation.
func opens(last rune, rest string) bool {
	next, _ := utf8.DecodeRuneInString(rest)
	return (unicode.IsSpace(last) || last == '(') && (unicode.IsLetter(next) || unicode.IsDigit(next) || next == '(')
}

// structural reports whether the quotation s begins with a marker or heading of
// a provision.
func structural(s string, p *profile) bool {
	_, size := utf8.DecodeRuneInString(s)
	return structuralText(s[size:], p)
}

// structuralText reports whether s begins with a marker or heading of a provision.
func structuralText(s string, p *profile) bool {
	l := line{text: strings.TrimSpace(s)}
	if l.text == "" {
		return true
	}
	l.classify(p, false)
	return l.mark != plain
}

// quoteEnd returns the line at which the quotation ends that lines[i] leaves
// open, -1 when there is none.
func quoteEnd(lines []line, i, depth, outer int) int {
	for k := i + 1; k < len(lines); k++ {
		s := lines[k].text
		if !mayQuote(s) {
			continue
		}
		quoteMarks(s, &depth, func(int, int) {})
		if depth == 0 {
			return k
		}
		if k+1 < len(lines) && closesQuote(s) && lines[k+1].mark == articleMark && lines[k+1].value == outer+1 {
			return k
		}
	}
	return -1
}

// nextOrder returns the line at which the article of the amending act begins that a quotation
// swallows because it does not end: the one with the number that comes next, which orders
// something, or any with it where no quotation ends, and which the act has not again behind
// end. It returns 0 where there is none. The quotation begins at lines[i] and ends at
// lines[end], which is negative for one without an end.
func nextOrder(lines []line, i, end, number int, p *profile) int {
	is := func(l *line) bool {
		return l.mark == articleMark && l.value == number && digits(l.number) == len(l.number)
	}
	last := end
	if end < 0 {
		last = len(lines) - 1
	}
	next := 0
	for k := i + 1; k <= last; k++ {
		if is(&lines[k]) && (next > 0 || end < 0 || orders(lines, k, p)) {
			if next > 0 {
				return 0
			}
			next = k
		}
	}
	for k := last + 1; next > 0 && k < len(lines); k++ {
		if is(&lines[k]) {
			return 0
		}
	}
	return next
}

// orders reports whether the article at k orders something of another act.
func orders(lines []line, k int, p *profile) bool {
	if p.citing == nil || p.citing.orders == nil {
		return false
	}
	text := lines[k].rest()
	if text == "" && k+1 < len(lines) {
		text = lines[k+1].text
	}
	return p.citing.orders.ordersIn(text) && p.citing.next(text, 0) >= 0
}

// closesQuote reports whether s ends with a closing quotation mark.
func closesQuote(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, ".,;"))
	return strings.ContainsRune(`“”"ˮ»‟`, r)
}
