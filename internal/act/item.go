package act

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// add opens a provision under parent whose text begins with the one given.
func (b *builder) add(parent *Node, kind Kind, number, label, text string) *Node {
	b.flush()
	b.paged(parent)
	n := b.node(kind, number, label)
	b.adopt(parent, n)
	b.last, b.lastIn = n, parent
	if b.glue != " " {
		b.glue = " "
	}
	if text != "" {
		b.parts = append(b.parts, text)
	}
	return n
}

// flush writes the text gathered for the last provision.
func (b *builder) flush() {
	if b.last != nil && len(b.parts) > 0 {
		b.last.Text = strings.Join(b.parts, b.glue)
	}
	b.parts = b.parts[:0]
}

// tail returns the last line of the text gathered, or the heading above.
func (b *builder) tail() string {
	if len(b.parts) > 0 {
		return b.parts[len(b.parts)-1]
	}
	return ""
}

// listing reports whether a list is announced by what was read last.
func (b *builder) listing() bool { return strings.HasSuffix(unstarred(b.tail()), ":") }

func (b *builder) paragraph(number, label, text string) {
	b.paragraphs++
	if number == "" {
		number = strconv.Itoa(b.paragraphs)
	} else {
		if d := digits(number); d > 0 {
			b.paragraphs = atoi(number[:d])
		}
		b.printed = true
	}
	b.para = b.add(b.host, KindParagraph, number, label, text)
	b.point, b.sub, b.steps = nil, nil, b.steps[:0]
}

// open reports whether a text breaks off behind a word that no sentence ends with:
// "у року од".
func (p *profile) open(text string) bool {
	last := text[lastBlank(text)+1:]
	if longer(last, 6) {
		return false
	}
	word, n := key(last)
	return n == len(last) && p.joints[word] && !p.conjunctions[word]
}

// minWrapped is the least length in characters of a line that a word wrap made.
const minWrapped = 35

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
	if b.runsOn(l, text) || b.setIn(l) {
		return true
	}
	if b.p.rungs != nil && (b.markdown || b.lay.width > 0) {
		return b.filled(l) && !(b.lay.exact && l.mark == plain) || l.mark == plain && !l.forced && (b.markdown || startsLower(text) && !terminal(tail))
	}
	if !terminal(tail) && (b.p.cites(l.text) || b.p.open(tail) && (l.mark == plain || l.mark == itemMark) && !l.forced) {
		return true
	}
	if b.p.recitals && b.host.Kind == KindPreamble && b.listed() {
		return false
	}
	if b.lay.width > 0 && !b.lay.exact && l.mark == plain && b.filled(l) && (startsLower(text) || !b.p.finishes(tail, text)) {
		return true
	}
	comma := strings.HasSuffix(tail, ",") && !(b.p.recitals && b.host.Kind == KindPreamble) && b.last.Kind == KindParagraph && longer(tail, minWrapped-1)
	cut := l.mark == plain && strings.HasSuffix(tail, ".") && startsLower(text) && !b.p.finishes(tail, text) // … у члану 5.
	if terminal(tail) && !comma && !cut {
		return false
	}
	return (startsLower(text) || b.bracketed(l)) && longer(tail, minWrapped-1) || b.markdown && !l.forced && l.mark == plain
}

// bracketed reports whether the line begins with a bracket that a sentence goes on in: (у даљем тексту: Министарство).
func (b *builder) bracketed(l *line) bool {
	if l.mark != plain || l.text == "" || l.text[0] != '(' || !startsLower(l.text[1:]) && !opensQuote(l.text[1:]) {
		return false
	}
	tail := b.tail()
	return !terminal(tail) && !allCaps(tail) && !filledOut(tail) && !b.p.gone(l.text) // no legend of a form
}

// cited reports whether the number that l begins with belongs to a reference whose
// noun ends the line before: "из члана 9. тачка" and "7) овог закона".
func (b *builder) cited(l *line) bool {
	tail := b.tail()
	return tail != "" && b.last != nil && !l.gap && !l.counted && l.label > 0 && b.p.leadsToNumber(tail) && b.roles[b.last] != quotedRole && !b.last.Table
}

// leadsToNumber reports whether s, which is not empty, ends with a noun behind which a number is part of a reference, or
// with such a noun abbreviated: "члана", "чл.".
func (p *profile) leadsToNumber(s string) bool {
	nouns := p.nouns
	switch end := s[len(s)-1]; {
	case end == '.':
		nouns = p.abbreviated
	case end < utf8.RuneSelf && !isLetter(rune(end)):
		return false
	}
	if len(nouns) == 0 {
		return false
	}
	last := strings.TrimSuffix(strings.TrimLeft(s[lastBlank(s)+1:], "(„"), ".")
	word, n := key(last)
	return n > 0 && n == len(last) && nouns[word]
}

// filled reports whether the first word of l would not have fitted behind the line
// before it, where a program has broken the lines.
func (b *builder) filled(l *line) bool {
	if b.lay.width == 0 || b.before() == nil || l.gap {
		return false
	}
	return l.fills(b.before(), b.lay.width)
}

// cites reports whether s begins with a date or with a reference to an article by
// its sign.
func (p *profile) cites(s string) bool {
	n := digits(s)
	return n > 0 && strings.HasPrefix(s[n:], ".") && p.dated(s[n+1:]) || p.sign != 0 && strings.HasPrefix(s, string(p.sign))
}

func (b *builder) plain(l *line) {
	if b.p.rungs == nil && (b.dottedLetter(l) || b.doubleDash(l)) {
		return
	}
	switch {
	case b.last != nil && len(b.parts) == 0 && b.last.Label != "":
		b.parts = append(b.parts, l.text)
	case b.goesOn(l, l.text), b.breaks(l):
		b.parts = append(b.parts, l.text)
	case (b.point != nil || b.sub != nil || b.last != nil && b.last.Kind == KindIndent) && startsLower(l.text) && b.para != nil && !l.gap:
		b.roles[b.add(b.para, KindParagraph, "", "", l.text)] = closingRole
		b.point, b.sub = nil, nil
		if len(b.steps) > 0 && b.steps[0].node == b.para {
			b.steps = b.steps[:1]
		} else {
			b.steps = b.steps[:0]
		}
	case len(b.steps) > 0 && b.steps[0].node == b.para:
		b.roles[b.add(b.para, KindParagraph, "", "", l.text)] = subRole
		b.point, b.sub, b.steps = nil, nil, b.steps[:1]
	default:
		b.paragraph("", "", l.text)
	}
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

// addPoint adds "1) text"; behind a point that announces a list it is a subpoint.
func (b *builder) addPoint(l *line, dotted bool) {
	if b.cited(l) {
		b.parts = append(b.parts, l.text)
		return
	}
	label, text := b.split(l)
	if b.point != nil && (b.dotted || !dotted) {
		other := b.dotted != dotted
		inner := b.sub == nil && l.value == 1 && b.listing() || b.sub != nil && b.subValue > 0 && l.value == b.subValue+1 && (other || l.value != b.pointValue+1)
		if inner {
			b.sub = b.add(b.point, KindSubpoint, l.number, label, text)
			b.subValue, b.subForm = l.value, l.markerForm()
			return
		}
	}
	parent := b.host
	if b.para != nil {
		parent = b.para
	}
	b.point = b.add(parent, KindPoint, l.number, label, text)
	b.pointValue, b.dotted, b.sub, b.subValue = l.value, dotted, nil, 0
}

func (b *builder) split(l *line) (string, string) {
	return strings.TrimSpace(l.text[:l.label]), l.rest()
}

// item takes "2. text": a point where a list is written so, else text.
func (b *builder) item(l *line) {
	free := b.lay.articles == 0 && (l.gap || terminal(b.tail()) || b.tail() == "")
	first := l.value == 1 && (b.listing() || free)
	next := b.point != nil && (l.value == b.pointValue+1 || l.value == b.pointValue && digits(l.number) < len(l.number)) || free && b.items > 0 && l.value == b.items+1
	if free && (first && !b.listing() || next && b.point == nil) {
		b.para = nil
	}
	skipped := !first && !next && b.skipsItems(l)
	if l.depth == 1 && (first || next || skipped) && !b.goesOn(l, l.rest()) && strings.HasSuffix(strings.TrimRight(l.text[:l.label], "*_ "), ".") {
		if skipped {
			b.warn.add(l.at, WarnGap, excerpt(l.text))
		}
		b.addPoint(l, b.point == nil || b.dotted)
		b.items = l.value
		return
	}
	if l.depth == 2 && b.point != nil && b.dotted && l.value == b.pointValue && (b.sub != nil || b.listing()) {
		label, text := b.split(l)
		b.subpoint(l, label, text)
		return
	}
	if b.goesOn(l, l.rest()) {
		b.parts = append(b.parts, l.text)
		return
	}
	b.paragraph("", "", l.text)
}

// skipsItems reports whether the line goes on with the list that is open though numbers are left out
// before it, as those of points that were repealed are.
func (b *builder) skipsItems(l *line) bool {
	return b.point != nil && b.dotted && b.sub == nil && b.last == b.point && l.value > b.pointValue && l.value <= b.pointValue+maxSkipped && terminal(b.tail()) && !b.listing()
}

// maxSkipped is the most numbers that are left out of a list that goes on.
const maxSkipped = 20

// paren takes "(1) text": a paragraph with a printed number, a subpoint, or a
// wrapped reference.
func (b *builder) paren(l *line) {
	label, text := b.split(l)
	switch {
	case b.cited(l):
		b.parts = append(b.parts, l.text)
	case b.deeper(l):
	case b.sub != nil && l.value == b.subValue+1 && !(b.printed && l.value == b.paragraphs+1 && strings.HasSuffix(b.tail(), ".")),
		b.sub == nil && b.point != nil && l.value == 1 && !strings.HasSuffix(b.tail(), "."):
		b.subpoint(l, label, text)
		b.subValue = l.value
	case b.paragraphs == 0 || b.printed && l.value == b.paragraphs+1:
		b.paragraph(l.number, label, text)
	case b.goesOn(l, text):
		b.parts = append(b.parts, l.text)
	case b.point == nil && b.sub == nil && !b.listing() && l.value <= b.paragraphs+1 && unicode.IsUpper(firstLetter(text)):
		b.paragraph(l.number, label, text)
	case b.printed, l.counted && !b.listing() && b.sub == nil:
		b.paragraph(l.number, label, text)
	case b.listing() || b.sub != nil:
		b.subpoint(l, label, text)
		b.subValue = l.value
	default:
		b.paragraph("", "", l.text)
	}
}

func (b *builder) subpoint(l *line, label, text string) {
	parent := b.host
	switch {
	case b.point != nil:
		parent = b.point
	case b.para != nil:
		parent = b.para
	}
	b.sub = b.add(parent, KindSubpoint, l.number, label, text)
	b.subValue, b.subForm = 0, l.markerForm()
}

// letter takes "а) text".
func (b *builder) letter(l *line) {
	label, text := b.split(l)
	if b.goesOn(l, text) && b.sub == nil && !b.listing() {
		b.parts = append(b.parts, l.text)
		return
	}
	if !b.deeper(l) {
		b.subpoint(l, label, text)
	}
}

// dash takes an item without a number.
func (b *builder) dash(l *line) {
	label, text := b.split(l)
	if b.last != nil && b.last.Kind != KindIndent && b.goesOn(l, text) {
		b.parts = append(b.parts, l.text)
		return
	}
	parent := b.host
	for _, n := range []*Node{b.para, b.point, b.sub} {
		if n != nil {
			parent = n
		}
	}
	if b.deep != nil && b.sub == b.deepOf {
		parent = b.deep
	}
	b.indent = b.add(parent, KindIndent, "", label, text)
}

// note takes the evidence of a change; it ends what stands before it.
func (b *builder) note(l *line) {
	b.add(b.host, KindNote, "", "", l.text)
	b.para, b.point, b.sub, b.steps = nil, nil, nil, b.steps[:0]
}

// quoted takes a line of a quoted provision.
func (b *builder) quoted(l *line) {
	if b.quotesOn(l) {
		b.parts = append(b.parts, l.text)
		return
	}
	if b.last != nil && b.roles[b.last] == quotedRole {
		glue := "\n"
		if b.wrappedQuote(l) {
			glue = " "
		}
		b.parts = append(b.parts, glue, l.text)
		return
	}
	parent := b.host
	if b.para != nil {
		parent = b.para
	}
	if inner := len(b.steps) - 2; inner >= 0 {
		parent = b.steps[inner].node // the list goes on behind it
	}
	n := b.add(parent, KindParagraph, "", "", l.text)
	b.roles[n] = quotedRole
	b.glue = ""
	b.point, b.sub = nil, nil
}

// wrappedQuote reports whether the line of a quoted provision goes on with a sentence that the one before it breaks off.
func (b *builder) wrappedQuote(l *line) bool {
	tail := b.tail()
	if l.gap || b.p.finishes(tail, l.text) || !longer(tail, minWrapped-1) {
		return false
	}
	return (startsLower(l.text) && !terminal(tail) || !b.lay.exact && b.filled(l)) && !structuralText(l.text, b.p) && !opensQuote(l.text)
}

// table takes a table as a paragraph of its own.
func (b *builder) table(l *line) {
	b.paragraph("", "", l.text)
	b.last.Table = true
}
