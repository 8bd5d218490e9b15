package act

import (
	"strings"
)

// Lines that are broken exactly at a column are joined before anything is read of them (unwrap.go). Whether any other line runs
// on is decided here, where it is put into the tree, but for breaks within a paragraph of a page or of a document (block.go). What tells it is in both cases the words on both sides of the break
// (sentence.go) and the column (breaking.go).

// goesOn reports whether the line continues the text read last, and is not a
// provision of its own.
func (b *builder) goesOn(l *line, text string) bool {
	if b.cited(l) {
		return true
	}
	tail := b.tail()
	if tail == "" || l.counted && l.label > 0 || b.last == nil || b.last.Kind == KindNote || b.last.Table || l.gap || b.roles[b.last] == quotedRole {
		return false
	}
	if b.byWords(l, text) || b.byColumn(l, text) || b.setIn(l) {
		return true
	}
	if b.p.rungs != nil && (b.markdown || b.lay.width > 0) {
		return l.mark == plain && !l.forced && (b.markdown || startsLower(text) && !terminal(tail))
	}
	if !terminal(tail) && (b.p.cites(l.text) || b.breaksOff(l, tail)) {
		return true
	}
	if b.p.recitals && b.host.Kind == KindPreamble && b.listed() {
		return false
	}
	comma := strings.HasSuffix(tail, ",") && !(b.p.recitals && b.host.Kind == KindPreamble) && b.last.Kind == KindParagraph && longer(tail, minWrapped-1)
	cut := l.mark == plain && strings.HasSuffix(tail, ".") && startsLower(text) && !b.p.finishes(tail, text) // … у члану 5.
	if terminal(tail) && !comma && !cut {
		return false
	}
	return (startsLower(text) && !signsAlone(text) || b.bracketed(l)) && longer(tail, minWrapped-1) || b.markdown && !l.forced && l.mark == plain
}

// breaksOff reports whether tail, the line before, ends with a word that no sentence ends with: у року од. One that joins
// may stand before the last item of a list too, чл. 3, 5. и, and alone in what is no text.
func (b *builder) breaksOff(l *line, tail string) bool {
	if l.forced || l.mark != plain && l.mark != itemMark {
		return false
	}
	return b.p.open(tail) || b.p.leadsOn(tail) && longer(tail, minWrapped/2) && (l.mark == plain || b.p.numbers(tail))
}

// byWords reports whether the line goes on with the sentence that the line before breaks off, whichever letter it begins
// with: the words on both sides tell so, though lines as a whole do not tell where they are broken.
func (b *builder) byWords(l *line, text string) bool {
	tail := b.tail()
	if n := len(tail); terminal(tail) && tail[n-1] != ',' && strings.IndexByte(text, ')') < 0 && !(n > 1 && tail[n-1] == '.' && digits(tail[n-2:]) > 0) {
		return false // most lines end with a sentence
	}
	if l.mark != plain || l.forced || len(b.parts) == 0 || b.p.gone(b.parts[0]) || b.before() == nil || b.before().end(maxWidth+1) > maxWidth || allCaps(tail) || allCaps(text) {
		return false
	}
	tail = unstarred(tail)
	if inRows(tail) || inRows(text) {
		return false
	}
	cut := !terminal(tail)
	if _, month := b.p.dates[spell(lastPart(tail))]; month && digits(text) == 4 {
		return true
	}
	if b.lay.exact {
		end := b.before().end(maxWidth)
		near := end*4 >= b.lay.width*3 || longer(tail, end) // lines are joined in it
		return b.closesBracket(text) || near && cut && b.p.surelyOn(tail, text)
	}
	switch {
	case len(b.parts) == 1 && !longer(tail, minWrapped-1):
		return false
	case b.closesBracket(text), b.quotesOn(l):
		return true
	case !cut && !strings.HasSuffix(tail, ",") && !strings.HasSuffix(tail, "."), b.p.gone(text):
		return false
	case strings.HasSuffix(tail, ","):
		word, _ := key(text)
		return startsLower(text) && b.p.conjunctions[word]
	case strings.HasSuffix(tail, "."):
		return (b.p.dated(text) || b.p.citesWork(text)) && !b.p.finishes(tail, text)
	}
	return len(b.parts) > 1 && startsLower(text) || b.p.leadsOn(tail) || b.p.citesWork(text) && (b.p.numbers(strings.TrimSuffix(tail, ")")) || b.p.citesWork(lastPart(tail))) || b.host.Kind == KindArticle && b.p.heading == above && b.last.Kind == KindParagraph && inForce(tail) && b.p.entitled(text)
}

// byColumn reports whether the column near which the lines are broken tells that the line goes on with the one before it. Lines that
// are broken exactly at one have been joined already; with numbers on rungs a marker may begin such a line.
func (b *builder) byColumn(l *line, text string) bool {
	if !b.filled(l) {
		return false
	}
	if l.mark != plain {
		return b.p.rungs != nil
	}
	return !b.lay.exact && (startsLower(text) || !b.p.finishes(b.tail(), text))
}

// maxBracketed is the most lines that a bracket stands open over.
const maxBracketed = 6

// closesBracket reports whether s closes a bracket that the lines gathered leave open.
func (b *builder) closesBracket(s string) bool {
	end := strings.IndexByte(s, ')')
	if begin := strings.IndexByte(s, '('); end < 0 || begin >= 0 && begin < end {
		return false
	}
	open := 0
	for _, part := range b.parts[max(0, len(b.parts)-maxBracketed):] {
		open = brackets(part, open)
	}
	return open > 0
}

// setIn reports whether the line goes on with the item before it, behind whose marker it is set in.
func (b *builder) setIn(l *line) bool {
	before := b.before()
	return l.mark == plain && before != nil && before.label > 0 && before.mark != articleMark && l.indent > before.indent && startsLower(l.text) && !terminal(b.tail())
}

// quotesOn reports whether the quotation that the line is stands in the sentence that the line before it breaks off
// behind a word for what is quoted: додају се речи: / „у року од 15 дана”.
func (b *builder) quotesOn(l *line) bool {
	tail := unstarred(b.tail())
	if b.last == nil || l.gap || l.forced || b.roles[b.last] == quotedRole || b.last.Table || !longer(tail, minWrapped-1) || longer(tail, maxWidth) || !opensQuote(l.text) || structural(l.text, b.p) {
		return false
	}
	if !quotes(tail) {
		return false
	}
	ahead := b.ahead()
	return len(ahead) == 0 || ahead[0].mark != quotedMark
}

// filled reports whether the first word of l would not have fitted behind the line
// before it, where a program has broken the lines.
func (b *builder) filled(l *line) bool {
	if b.lay.width == 0 || b.before() == nil || l.gap {
		return false
	}
	return l.fills(b.before(), b.lay.width)
}

// cited reports whether the number that l begins with belongs to a reference whose
// noun ends the line before: "из члана 9. тачка" and "7) овог закона".
func (b *builder) cited(l *line) bool {
	tail := b.tail()
	return tail != "" && b.last != nil && !l.gap && !l.counted && l.label > 0 && b.p.leadsToNumber(tail) && b.roles[b.last] != quotedRole && !b.last.Table
}

// bracketed reports whether the line begins with a bracket that a sentence goes on in: (у даљем тексту: Министарство).
func (b *builder) bracketed(l *line) bool {
	if l.mark != plain || l.text == "" || l.text[0] != '(' || !startsLower(l.text[1:]) && !opensQuote(l.text[1:]) {
		return false
	}
	tail := b.tail()
	return !terminal(tail) && !allCaps(tail) && !filledOut(tail) && !b.p.gone(l.text) // no legend of a form
}

// breaks reports whether the line goes on with an item of a list, or with the text
// behind one, that is broken into lines of any length. That an item is broken tells
// the next one, which comes behind small letters alone; the last of a list is broken
// where one before it was.
func (b *builder) breaks(l *line) bool {
	if b.last == nil || l.gap || l.forced || !startsLower(l.text) || b.tail() == "" || terminal(b.tail()) {
		return false
	}
	switch {
	case b.roles[b.last] == closingRole:
		return true
	case b.last.Kind != KindPoint && b.last.Kind != KindSubpoint && b.last.Kind != KindIndent:
		return false
	}
	if b.broken {
		return true
	}
	before := l
	ahead := b.ahead()
	for i := range min(len(ahead), maxItemLines) {
		next := &ahead[i]
		if next.gap {
			return false
		}
		if next.mark != plain {
			b.broken = b.nextItem(next)
			return b.broken
		}
		if !startsLower(next.text) || terminal(before.text) {
			return false
		}
		before = next
	}
	return false
}

// maxItemLines is the most lines of an item that is broken into short ones.
const maxItemLines = 8

// nextItem reports whether the line is the item behind the one read last.
func (b *builder) nextItem(l *line) bool {
	switch l.mark {
	case pointMark:
		return b.point != nil && l.value == b.pointValue+1 || b.sub != nil && l.value == b.subValue+1
	case letterMark:
		return b.sub != nil
	case parenMark:
		return b.sub != nil && l.value == b.subValue+1
	case dashMark:
		return b.last.Kind == KindIndent
	}
	return false
}

// wrapped reports whether a marker at the beginning of the line belongs to a
// reference in the text before it.
func (b *builder) wrapped(l *line, text string, next bool) bool {
	tail := b.tail()
	if tail == "" || b.last == nil || l.gap || b.roles[b.last] == quotedRole || b.last.Table || b.listed() {
		return false
	}
	if b.cited(l) {
		return true
	}
	if b.markdown || b.lay.width > 0 {
		return !next && (b.markdown || b.filled(l))
	}
	return !next && !terminal(tail) && longer(tail, minWrapped-1) && (startsLower(text) || text == "")
}

// wrappedQuote reports whether the line of a quoted provision goes on with a sentence that the one before it breaks off.
func (b *builder) wrappedQuote(l *line) bool {
	tail := b.tail()
	if l.gap || b.p.finishes(tail, l.text) || !longer(tail, minWrapped-1) {
		return false
	}
	return (startsLower(l.text) && !terminal(tail) || !b.lay.exact && b.filled(l)) && !structuralText(l.text, b.p) && !opensQuote(l.text)
}
