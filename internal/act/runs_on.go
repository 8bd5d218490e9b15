package act

import (
	"strings"
)

// runsOn reports whether the line goes on with the sentence that the line before breaks off, whichever letter it begins
// with: the words on both sides tell so, though lines as a whole do not tell where they are broken.
func (b *builder) runsOn(l *line, text string) bool {
	tail := b.tail()
	if n := len(tail); terminal(tail) && tail[n-1] != ',' && strings.IndexByte(text, ')') < 0 && !(n > 1 && tail[n-1] == '.' && digits(tail[n-2:]) > 0) {
		return false // most lines end with a sentence
	}
	if l.mark != plain || l.forced || len(b.parts) == 0 || b.p.gone(b.parts[0]) || b.before() == nil || b.before().end(maxWidth+1) > maxWidth || allCaps(tail) || allCaps(text) {
		return false
	}
	tail = unstarred(tail)
	if filledOut(tail) || filledOut(text) || strings.IndexByte(tail, '\t') >= 0 || strings.IndexByte(text, '\t') >= 0 {
		return false
	}
	cut := !terminal(tail)
	if _, month := b.p.dates[spell(lastPart(tail))]; month && digits(text) == 4 {
		return true
	}
	if b.lay.exact {
		end := b.before().end(maxWidth)
		near := end*4 >= b.lay.width*3 || longer(tail, end) // lines are joined in it
		return b.closesBracket(text) || near && cut && (startsLower(text) || b.p.leadsOn(tail))
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
		return b.dateBehind(tail, text) || b.p.citesWork(text) && !b.p.finishes(tail, text)
	}
	return len(b.parts) > 1 && startsLower(text) || b.p.leadsOn(tail) || b.p.citesWork(text) && (b.p.numbers(strings.TrimSuffix(tail, ")")) || b.p.citesWork(lastPart(tail))) || b.host.Kind == KindArticle && b.p.heading == above && b.last.Kind == KindParagraph && inForce(tail) && b.p.entitled(text)
}

// inForce reports whether s ends with a verb that an act stands behind which is in force, or no longer so.
func inForce(s string) bool {
	word, _ := key(lastPart(s))
	return ofForce[word]
}

// ofForce are the last words of what says that the acts behind them are in force or not.
var ofForce = keys("važi važe snage primenjuje primenjuju primjenjuje primjenjuju")

// dateBehind reports whether the line goes on with the month of a day that ends the one before: vom 17. / Mai 2013
func (b *builder) dateBehind(tail, text string) bool {
	last := strings.TrimSuffix(lastPart(tail), ".")
	n := digits(last)
	return n > 0 && n == len(last) && n < 3 && b.p.dated(text)
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
	word, _ := key(lastPart(strings.TrimSuffix(tail, ":")))
	if !quotedNouns[word] {
		return false
	}
	ahead := b.ahead()
	return len(ahead) == 0 || ahead[0].mark != quotedMark
}
