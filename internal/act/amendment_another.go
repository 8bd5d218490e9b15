package act

import "strings"

// A sentence may change one act and go on with another: In Regulation (EU) 2031/417, Article 3 is
// deleted, and in Directive 2030/12/EU, Article 4 is deleted.

// another returns the name of an act with a number that stands at s[at:] directly behind a word that says
// that something in it is changed, "" where none does or where it is the one that is changed already. It
// reports false where what the sentence named since begin is not known to be changed yet.
func (r *amendmentReader) another(o *order, s string, begin, at int) (string, bool) {
	before, word := wordBefore(s[:at])
	if !r.words.within[word] {
		before, word = wordBefore(before) // in der Richtlinie
	}
	if r.words.grammar != verbBehind || !r.words.within[word] {
		return "", false
	}
	name := r.actName(r.citing.actName(s[at:]))
	if name == r.base || r.citing.nameless(name) || !strings.ContainsAny(name, "0123456789") {
		return "", false
	}
	if o.verb != "" {
		return name, true
	}
	between := s[min(begin, len(before)):len(before)]
	for rest, word := wordBefore(between); r.citing.joins[word]; rest, word = wordBefore(between) {
		between = rest
	}
	return name, strings.Trim(between, " .,;’'”“") == ""
}

// ofAnother reports whether a citation of provisions of another act begins an order behind one of whole
// provisions: Article 3 is deleted, and in Article 4 of Directive 2030/12/EU, paragraph 2 is deleted.
func (r *amendmentReader) ofAnother(o *order, cit *citation, s string) bool {
	if r.words.grammar != verbBehind || o.verb == "" || len(o.subjects) == 0 || len(o.old) > 0 || !o.within || cit.tail.kind != otherTail {
		return false
	}
	if name := r.actName(cit.tail.name); name == "" || name == r.base {
		return false
	}
	before, word := wordBefore(s[:cit.start])
	if !r.words.within[word] {
		return false
	}
	_, word = wordBefore(before)
	return strings.HasSuffix(before, ",") || r.citing.joins[word]
}

// wordBefore returns the key of the last word of s, and what stands before it.
func wordBefore(s string) (string, string) {
	s = strings.TrimRight(s, " \u00a0")
	start := strings.LastIndexAny(s, " \u00a0,;.’'") + 1
	for start < len(s) && s[start]&0xC0 == 0x80 {
		start++
	}
	k, _ := key(s[start:])
	return strings.TrimRight(s[:start], " \u00a0"), k
}
