package act

import (
	"strconv"
	"strings"
	"unicode"
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

// note takes a footnote or the evidence of a change; it ends what stands before it, but for a list that goes on behind it.
func (b *builder) note(l *line) {
	if b.noteInList() {
		b.listNotes = append(b.listNotes, *l)
		return
	}
	b.add(b.host, KindNote, "", "", l.text)
	b.para, b.point, b.sub, b.steps = nil, nil, nil, b.steps[:0]
}

// noteInList reports whether a list that is announced or open goes on behind the note that is read.
func (b *builder) noteInList() bool {
	if b.point == nil && b.sub == nil && len(b.steps) == 0 && !b.listing() && (b.last == nil || b.last.Kind != KindIndent) {
		return false
	}
	if b.behindNotes <= b.index {
		b.behindNotes = b.index + 1
		for b.behindNotes < len(b.lines) && b.lines[b.behindNotes].mark == noteMark {
			b.behindNotes++
		}
	}
	if b.behindNotes == len(b.lines) {
		return false
	}
	switch b.lines[b.behindNotes].mark {
	case pointMark, itemMark, parenMark, letterMark, dashMark, rungMark:
		return true
	}
	return false
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

// table takes a table as a paragraph of its own.
func (b *builder) table(l *line) {
	b.paragraph("", "", l.text)
	b.last.Table = true
}
