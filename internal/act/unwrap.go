package act

import (
	"strings"
	"unicode/utf8"
)

// An unwrapper joins the lines that a program has broken at a column.
type unwrapper struct {
	breaking
	p        *profile
	lines    []line
	head     int               // the first line of the paragraph that is read
	taken    int               // the line up to which what is open in it is counted
	open     int               // brackets that are open in it
	quotes   int               // quotations that are
	inner    bool              // they begin within the paragraph, and not with a provision: Заклетва гласи: „Обећавам …
	dashes   bool              // the article has items with dashes
	stopped  bool              // those before the last end with a mark
	numbered bool              // paragraphs have numbers in brackets
	rubrics  bool              // articles have headings above them
	values   [rungMark + 1]int // of the markers of each kind read last in the article
	letter   string            // of the marker with one that was read last in it
}

// unwrap joins the lines of a text that is broken exactly at a column: one whose first word
// had no room on the line before it and that goes on with its sentence. Where a full line ends with a sentence, the
// next is a paragraph of its own, but within an item of a list, or where empty lines part the paragraphs.
func unwrap(lines []line, br breaking, p *profile) []line {
	u := &unwrapper{breaking: br, p: p, lines: lines}
	u.rubrics = rubricsAmong(lines, p)
	kept := 0
	for i := 0; i < len(lines); i++ {
		u.begin(i)
		for i+1 < len(lines) && u.goesOn(i, i+1) {
			i++
		}
		l := lines[u.head]
		if i > u.head {
			l.text, l.ends = joinLines(lines[u.head:i+1]), uint8(lines[i].end(maxWidth+1))
			switch l.mark {
			case articleMark, partMark, chapterMark, sectionMark, annexMark:
				l.unset()
				l.classify(p, false)
			}
		}
		lines[kept] = l
		kept++
	}
	return lines[:kept]
}

// joinLines returns the texts of lines with spaces between them.
func joinLines(lines []line) string {
	size := len(lines)
	for i := range lines {
		size += len(lines[i].text)
	}
	var b strings.Builder
	b.Grow(size)
	for i := range lines {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(lines[i].text)
	}
	return b.String()
}

// begin takes the line for the first of a paragraph.
func (u *unwrapper) begin(i int) {
	l := &u.lines[i]
	u.head, u.taken, u.open, u.quotes, u.inner = i, i, 0, 0, false
	u.values[l.mark] = l.value
	switch l.mark {
	case parenMark:
		u.numbered = u.numbered || l.value == 1 && i > 0 && !listed(&u.lines[i-1])
	case articleMark:
		u.values = [rungMark + 1]int{}
		u.dashes, u.numbered, u.letter = false, false, ""
	case letterMark:
		u.letter = l.number
	case dashMark:
		u.stopped = u.dashes && i > 0 && terminal(u.lines[i-1].text)
		u.dashes = true
	}
}

// take counts the brackets and the quotations that are open behind the line.
func (u *unwrapper) take(i int) {
	text := u.lines[i].text
	if i == u.head {
		text = text[u.lines[i].label:]
	}
	u.open = brackets(text, u.open)
	if mayQuote(text) {
		quoteMarks(text, &u.quotes, func(at, depth int) {
			if depth == 1 {
				u.inner = (at > 0 || i > u.head) && !structural(text[at:], u.p)
			}
		})
	}
}

// goesOn reports whether the line at next goes on with the one at last, which is right before it.
func (u *unwrapper) goesOn(last, next int) bool {
	before, l := &u.lines[last], &u.lines[next]
	if l.gap || l.forced || l.counted || before.forced || before.counted || !l.fills(before, u.width) || !u.aligned(last, next) {
		return false
	}
	tail := unstarred(before.text)
	if tail == "" || inRows(tail) || inRows(l.text) {
		return false
	}
	for ; u.taken <= last; u.taken++ {
		u.take(u.taken)
	}
	cut := !terminal(tail) && !strings.HasSuffix(tail, "?")
	switch l.mark {
	case plain:
		return u.plain(next, tail, cut)
	case noteMark:
		rest := strings.TrimLeft(l.text, "* ")
		return rest == "" || startsLower(rest) && !u.p.finishes(tail, rest) || cut && u.p.leadsOn(tail)
	case dashMark:
		return u.open > 0 || cut && (!u.dashes || u.stopped)
	case pointMark, itemMark, sectionMark, parenMark, letterMark, rungMark:
		if l.open != nil {
			return cut && u.p.leadsOn(tail)
		}
		return u.cites(l, tail, cut)
	case articleMark:
		return cut && (startsLower(l.text) || l.rest() != "" && u.p.leadsOn(tail))
	case chapterMark, partMark, annexMark:
		if l.open == nil {
			return cut && (u.p.leadsOn(tail) || startsLower(l.rest()))
		}
		return cut && l.rest() != "" && u.p.leadsOn(tail)
	}
	return false
}

// aligned reports whether the line at next begins in the column of the paragraph. The first line of one may be
// set in, and that of an item or of one that breaks off set out.
func (u *unwrapper) aligned(last, next int) bool {
	before, l := &u.lines[last], &u.lines[next]
	switch {
	case l.indent == before.indent:
		return true
	case last > u.head:
		return false
	}
	return l.indent < before.indent || before.mark != plain || l.mark == plain && !u.p.finishes(before.text, l.text) && !strings.HasSuffix(before.text, ":")
}

// plain is goesOn of a line without a marker.
func (u *unwrapper) plain(next int, tail string, cut bool) bool {
	head, l := &u.lines[u.head], &u.lines[next]
	s := l.text
	switch {
	case strings.HasSuffix(tail, ",") && u.p.enacting(tail, s):
		return false
	case u.open > 0 && !u.p.finishes(tail, s):
		return true
	case startsLower(strings.TrimPrefix(s, "(")):
		return !u.p.gone(s)
	case u.p.gone(head.text) && (strings.HasSuffix(tail, ")") || !cut):
		return u.apart
	case strings.HasSuffix(tail, ":"):
		return (!opensQuote(s) || quotes(tail) || u.gazette(s)) && !u.entry(next)
	case strings.HasSuffix(tail, ";"):
		return head.mark == plain && (u.head == 0 || !listed(&u.lines[u.head-1]))
	case u.p.finishes(tail, s):
		return !u.p.gone(s) && (u.apart || u.within(next) || u.inner && u.quotes > 0)
	case !cut || u.p.leadsOn(tail):
		return true
	case allCaps(tail) != allCaps(s) && (allCaps(tail) || longer(s, minCapitals)):
		return false
	}
	if head.numberedHeading() || head.open != nil || head.mark == chapterMark {
		return !u.heads(next)
	}
	return u.head > 0 || !u.rubrics || !u.heads(next)
}

// entry reports whether the line behind a colon is the first of a list without marks: it begins with a capital, and ends
// without a stop where the first word of the next had room.
func (u *unwrapper) entry(next int) bool {
	l := &u.lines[next]
	first, _ := firstRune(l.text)
	return isUpper(first) && !terminal(l.text) && next+1 < len(u.lines) && !u.lines[next+1].gap && !u.lines[next+1].fills(l, u.width)
}

// minCapitals is more than a word in capitals has that stands alone on the last line of a paragraph.
const minCapitals = 12

// heads reports whether the line at i stands right above an article and reads like its heading.
func (u *unwrapper) heads(i int) bool {
	return i+1 < len(u.lines) && u.lines[i+1].mark == articleMark && u.lines[i].headingLike(u.p)
}

// within reports whether the sentence that begins at next, a line without a marker, stands within an item: one
// of numbered paragraphs, or one before the item with the next number, where no text stands between those.
func (u *unwrapper) within(next int) bool {
	head := &u.lines[u.head]
	switch head.mark {
	case parenMark:
		if u.numbered {
			return true
		}
	case rungMark:
		if head.text[0] == '(' && digits(head.number) > 0 && u.p.rungs[0].form == bracketed {
			return true
		}
	case pointMark, letterMark:
	default:
		return false
	}
	for i := next; i < min(len(u.lines), next+maxPointLines); i++ {
		l := &u.lines[i]
		switch {
		case l.mark == head.mark && l.text[l.label-1] == head.text[head.label-1]:
			return !l.gap && behind(head.number, l.number)
		case l.gap || l.mark == articleMark || i > next && l.mark == plain && !l.fills(&u.lines[i-1], u.width):
			return false
		}
	}
	return false
}

// behind reports whether the number or letter next comes behind last.
func behind(last, next string) bool {
	if n := digits(last); n > 0 {
		return digits(next) > 0 && atoi(next[:digits(next)]) == atoi(last[:n])+1
	}
	return letterBehind(last, next)
}

// maxPointLines is the most lines of a point that is looked through for the next.
const maxPointLines = 60

// gazette reports whether s begins with the name of a gazette between quotation marks.
func (u *unwrapper) gazette(s string) bool {
	_, size := utf8.DecodeRuneInString(s)
	return u.p.gazette(s[size:])
}

// cites reports whether the marker that l begins with is a number that the sentence before it cites.
func (u *unwrapper) cites(l *line, tail string, cut bool) bool {
	rest := l.rest()
	cut = cut || strings.HasSuffix(tail, ",") && u.open > 0
	if u.p.leadsToNumber(tail) || u.open > 0 && cut {
		return true
	}
	if rest == "" || strings.IndexByte(",.;)–-", rest[0]) >= 0 {
		return cut || strings.HasSuffix(tail, ",")
	}
	if u.p.rungs != nil {
		return false
	}
	word, _ := key(rest)
	switch {
	case numberEnds(tail, l.text[l.label-1]) && (cut || strings.HasSuffix(tail, ",") && u.p.conjunctions[word]):
		return true
	case !cut:
		return false
	}
	return !u.follows(l) || u.p.open(tail)
}

// follows reports whether the marker of the line is the first of a list, or comes behind the last with such a one.
func (u *unwrapper) follows(l *line) bool {
	if l.mark == letterMark {
		return l.begins() || letterBehind(u.letter, l.number)
	}
	return l.value == 1 || l.value == u.values[l.mark]+1 || l.value == u.values[l.mark] && digits(l.number) < len(l.number)
}

// rubricsAmong reports whether most articles behind the first have what reads like a heading before them.
func rubricsAmong(lines []line, p *profile) bool {
	articles, headed := 0, 0
	for i := 1; i < len(lines); i++ {
		if lines[i].mark != articleMark {
			continue
		}
		if articles++; articles > 1 && lines[i-1].headingLike(p) {
			headed++
		}
	}
	return headed*2 > articles-1
}
