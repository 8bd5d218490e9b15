package act

import (
	"strings"

	"github.com/rasprava/rasprava/internal/script"
)

// markerForm returns how the marker of an item is written, its number apart: "a.", "(1)".
func (l *line) markerForm() string {
	kind := "a"
	switch {
	case l.value > 0:
		kind = "1"
	case l.strict:
		kind = "i"
	}
	label := strings.TrimSpace(l.text[:l.label])
	return strings.Replace(label, l.number, kind, 1)
}

// begins reports whether the marker of the item is the first of a list.
func (l *line) begins() bool {
	return l.value == 1 || l.value == 0 && (l.number == "а" || l.number == "a" || l.strict && l.number == "i")
}

// deeper takes an item of a list within a subpoint: "(а)" where "(2)" announced it, and those
// behind it. It reports whether the line is one.
func (b *builder) deeper(l *line) bool {
	if b.sub == nil {
		return false
	}
	form := l.markerForm()
	goesOn := b.deep != nil && b.deepOf == b.sub && b.deepForm == form
	if !goesOn && !(form != b.subForm && l.begins() && (b.listing() || l.counted)) {
		return false
	}
	label, text := b.split(l)
	b.deep = b.add(b.sub, KindSubpoint, l.number, label, text)
	b.deepOf, b.deepForm = b.sub, form
	return true
}

// dottedLetter takes "a. text", "i. text" within a list: the first where a list is announced
// or a program counts, each further one behind the letter before it. It reports whether the
// line is one.
func (b *builder) dottedLetter(l *line) bool {
	dot := strings.IndexByte(l.text[:min(len(l.text), maxMarker)], '.')
	if dot < 1 || dot+1 == len(l.text) || spaces(l.text[dot+1:]) == 0 || !startsLower(l.text) || b.para == nil && b.point == nil {
		return false
	}
	number := l.text[:dot]
	item := *l
	item.set(letterMark, number, dot+1)
	deep := b.deep != nil && b.deepOf == b.sub
	switch {
	case deep && b.deepForm == "i." && romanBehind(b.deep.Number, number), b.sub != nil && b.subForm == "a." && number == "i" && (b.listing() || l.counted && b.sub.Number != "h"):
		item.strict = true
	case suffix(l.text, 1) != dot:
		return false
	case deep && b.deepForm == "a." && letterBehind(b.deep.Number, number):
	case b.sub != nil && b.subForm == "a." && letterBehind(b.sub.Number, number):
		b.subpoint(&item, l.text[:dot+1], strings.TrimSpace(l.text[dot+1:]))
		return true
	case !item.begins() || !b.listing() && !(l.counted && b.point != nil):
		return false
	case b.sub == nil:
		b.subpoint(&item, l.text[:dot+1], strings.TrimSpace(l.text[dot+1:]))
		return true
	}
	return b.deeper(&item)
}

// romanBehind reports whether the small Roman numeral next comes behind last.
func romanBehind(last, next string) bool {
	value := script.RomanValue(strings.ToUpper(next))
	return value > 1 && value == script.RomanValue(strings.ToUpper(last))+1
}

// doubleDash takes "-- text" within a list: an item below the last one with a dash, or one with
// a dash. It reports whether the line is one.
func (b *builder) doubleDash(l *line) bool {
	if l.text == "" || l.text[0] != '-' && l.text[0] != 0xe2 || b.last == nil {
		return false
	}
	rest := strings.TrimLeft(l.text, "-–—")
	marks := l.text[:len(l.text)-len(rest)]
	if dashes := strings.Count(marks, "-") + strings.Count(marks, "–") + strings.Count(marks, "—"); dashes != 2 || firstLetter(rest) == 0 {
		return false
	}
	switch b.last.Kind {
	case KindIndent, KindSubpoint, KindPoint:
	default:
		return false
	}
	item := *l
	item.set(dashMark, "", len(marks))
	if b.indent == nil || b.last.Kind != KindIndent || b.indent.Label == marks {
		b.dash(&item)
		return true
	}
	b.add(b.indent, KindIndent, "", marks, strings.TrimSpace(rest))
	return true
}
