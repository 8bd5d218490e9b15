package act

import "strings"

// quote gives a quoted provision to the amendment that announced it, which the provision read last
// orders. What that one announces in an order that is not known is nobody's, first of what it announces
// being the quoted provision directly below.
func (r *amendmentReader) quote(n *Node, first bool) {
	if r.table != nil || !r.announced() {
		r.unannounced(first)
		return
	}
	last := &r.found[len(r.found)-1]
	if last.Action != ActionSubstitute && last.Action != ActionInsert && (last.Unit != UnitSentence || last.Action == ActionDeleteWords) {
		r.unannounced(first)
		return
	}
	for i := range r.parted() {
		part := &r.found[len(r.found)-1-i]
		part.Quoted = append(part.Quoted, n.ID)
	}
	if id := r.headed(n.Text); id != "" && last.Action == ActionInsert && len(last.Becomes) == 0 && !last.Heading {
		last.Becomes = []Amended{{ID: id}}
	}
}

// announced reports whether the last order announces what is quoted below the provision read last: that
// one orders it, in its last sentence, and does not announce more than what comes in the sentence itself.
func (r *amendmentReader) announced() bool {
	if !r.ordered() || r.provision == nil {
		return false
	}
	last, s := &r.found[len(r.found)-1], r.provision.Text
	if last.From != r.provision.ID || last.NewWords != "" && introduces(s) {
		return false
	}
	behind := last.End
	if behind > 0 && s[behind-1] == '.' { // додаје се члан 9а. У члану 8.
		behind--
	}
	return !r.anotherSentence(s[behind:])
}

// introduces reports whether what stands below s is announced at its end.
func introduces(s string) bool { return strings.HasSuffix(strings.TrimRight(s, " \u00a0"), ":") }

// unannounced says of the provision read last that it is not clear what it announces, where it
// announces something.
func (r *amendmentReader) unannounced(first bool) {
	if r.table != nil {
		r.lose(r.table)
		return
	}
	if first && r.provision != nil && introduces(r.provision.Text) {
		r.lose(r.provision)
	}
}

// anotherSentence reports whether in s, which stands behind an order, a sentence begins.
func (r *amendmentReader) anotherSentence(s string) bool {
	previous := ""
	for at := 0; at < len(s); {
		k, n := key(s[at:])
		if n == 0 && s[at] == '.' && sentenceEnds(s, at, previous, r.citing) && strings.TrimSpace(s[at+1:]) != "" {
			return true
		}
		previous = k
		at += max(n, 1)
	}
	return false
}
