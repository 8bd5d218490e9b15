package act

import "strings"

// The one annex of an act has no number and is named without one: listed in the Annex, из Прилога овог закона,
// in der Anlage genannt.

// sole returns the one annex of the act, which has no number, nil for an act with none or several. A form is none.
func (p *targets) sole() *Node {
	all := p.divided().annexes
	if len(all) != 1 || all[0].Number != "" || p.formed(all[0]) {
		return nil
	}
	if o := p.profile.openings[firstKey(all[0].Label)]; o != nil && o.alone {
		return nil // Образложење
	}
	return all[0]
}

// aloneCited reads the reference to the one annex of an act at s[start:].
func (r *referenceReader) aloneCited(s string, start int) (divisionCitation, bool) {
	if r.targets.sole() == nil {
		return divisionCitation{}, false
	}
	in, ok := r.annexCited(s, start)
	return in, ok && in.alone() && r.citing.namesAlone(s, start, in.divisionMention.end, in.tail)
}

// namesAlone reports whether the word for an annex at s[start:end] names the one of an act, which t says to be that of
// this or of another one.
func (c *citing) namesAlone(s string, start, end int, t tail) bool {
	k, _ := key(s[start:])
	before, word := wordBefore(s[:start])
	if !c.alone[k] || c.here[word] || c.there[word] || c.notAlone[word] || t.kind == treatyTail {
		return false
	}
	if t.kind == actTail || t.kind == otherTail {
		return true
	}
	if startsLower(s[start:]) {
		return false
	}
	if c.placedAlone == nil {
		return word != "" && !strings.HasSuffix(before, ".") || strings.HasPrefix(s[end:], ")") // not the first word of a sentence
	}
	if strings.HasSuffix(s[:start], "(") || !c.works[k] || before != "" && digits(before[len(before)-1:]) > 0 {
		return true
	}
	next, _ := key(s[end+spaces(s[end:]):])
	return c.placedAlone[next] // in der Anlage genannten
}

// ofItself reports whether a provision says something of the act itself, and so cites that where it names no other:
// Овај закон ступа на снагу осмог дана, осим члана 3. It orders nothing.
func (c *citing) ofItself(s string) bool {
	k, n := key(s)
	return len(c.kinds) > 0 && itself[k] && c.calls(s[n+spaces(s[n:]):]) && !c.orders.ordersIn(s)
}

// itself are the words that point to the act, in the nominative.
var itself = keys("ovaj ova")
