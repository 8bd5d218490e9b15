package act

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// tail reads what stands behind the numbers of a reference and says whose they are,
// and how much of it belongs to the reference.
func (c *citing) tail(s string) (tail, int) {
	start := blank(s)
	k, n := wordKey(s[start:])
	owned := false
	for range 2 {
		if n > 0 && (c.of[k] || c.the[k]) {
			owned = owned || c.owned && c.of[k]
			start += n
			start += spaces(s[start:])
			k, n = wordKey(s[start:])
		}
	}
	if n == 0 {
		return tail{}, 0
	}
	at := start + n
	if c.thereof[k] {
		return tail{kind: thereofTail}, at
	}
	if step := c.beside[k]; step != 0 {
		at += spaces(s[at:])
		if k, n := wordKey(s[at:]); n > 0 {
			if w, ok := c.words[k]; ok && w.single() {
				return tail{kind: nextTail, rank: w.rank, step: step}, at + n
			}
		}
		at = start + n
	}
	kind := otherTail
	switch {
	case c.here[k]:
		kind = actTail
	case c.there[k]:
		kind = thatTail
	case c.act(s[start:], k, n):
		return c.other(s, start, at)
	case c.abbreviated && capitals(s[start:at]) > 1, c.lawAbbreviation(s, start, at):
		return tail{kind: otherTail, name: s[start:at]}, at
	default:
		if c.titled != nil && start > blank(s) && c.titledName(s[start:]) {
			return c.other(s, start, at)
		}
		if end := c.qualified(s, start); end > 0 {
			return c.other(s, start, end)
		}
		if _, ok := c.words[k]; !ok && owned {
			return c.other(s, start, at)
		}
		return tail{}, 0
	}
	at += spaces(s[at:])
	k, n = wordKey(s[at:])
	if w, ok := c.words[k]; ok && !w.short && !w.passed {
		if kind == thatTail {
			return tail{kind: thatTail, rank: w.rank}, at + n
		}
		return tail{kind: relativeTail, rank: w.rank}, at + n
	}
	switch {
	case c.treaties[k] && kind == actTail:
		return tail{kind: treatyTail, name: c.actName(s[start:])}, at + n
	case c.act(s[at:], k, n) && kind == actTail:
		return tail{kind: actTail}, at + n
	case c.act(s[at:], k, n), kind == thatTail && owned:
		return tail{kind: otherTail, name: c.actName(s[start:])}, at + n
	}
	return tail{}, 0
}

// other returns the tail that names the act at s[start:] and where what belongs to the
// reference ends, which is end where names do not end with what an act is called.
func (c *citing) other(s string, start, end int) (tail, int) {
	n := c.nameEnd(s[start:])
	if k, _ := key(s[start:]); c.owned && c.divisions[k].kind != "" && strings.HasPrefix(s[start+n:], ", ") && c.capitalised(s[start+n+2:]) {
		n += 2
		n += c.nameEnd(s[start+n:]) // title 5, United States Code
	}
	if c.nameJoints != nil && c.nameOpenings == nil {
		end = max(end, start+n)
	}
	return tail{kind: otherTail, name: name(s[start : start+n])}, end
}

// wordKey is key, with the length of the whole word where that is too long for a key.
func wordKey(s string) (string, int) {
	k, n := key(s)
	if k == "" && n > 0 {
		n = wordLength(s)
	}
	return k, n
}

// act reports whether the word of n bytes at the beginning of s, with the key, is what
// an act is called.
func (c *citing) act(s, k string, n int) bool {
	if n == 0 || c.acts[k] || c.treaties[k] {
		return n > 0
	}
	return c.compound(s[:n])
}

// compound reports whether a word ends with what an act is called.
func (c *citing) compound(word string) bool {
	if len(c.actEnds) == 0 {
		return false
	}
	word = strings.ToLower(word)
	for _, end := range c.actEnds {
		if len(word) > len(end)+2 && strings.HasSuffix(word, end) {
			return !slices.Contains(c.noActs, word)
		}
	}
	return false
}

// capitals returns how many capitals a word has that begins with one, 0 for another.
func capitals(word string) int {
	n := 0
	for at, r := range word {
		switch {
		case unicode.IsUpper(r):
			n++
		case at == 0:
			return 0
		}
	}
	return n
}

// qualified returns the end of what an act is called with words before it that say
// which one: Кривичног законика, важећег закона. It returns 0 for anything else.
func (c *citing) qualified(s string, at int) int {
	for i := range maxQualities {
		k, n := wordKey(s[at:])
		if n == 0 {
			return 0
		}
		if i > 0 && c.act(s[at:], k, n) {
			return at + n
		}
		first, _ := utf8.DecodeRuneInString(s[at:])
		if i == 0 && !unicode.IsUpper(first) && !c.qualities[k] || !c.quality(k) && !(i > 0 && c.joins[k]) {
			return 0
		}
		at += n
		gap := spaces(s[at:])
		if gap == 0 {
			return 0
		}
		at += gap
	}
	return 0
}

func (c *citing) quality(k string) bool {
	for _, end := range c.qualityEnds {
		if strings.HasSuffix(k, end) {
			return true
		}
	}
	return false
}

// maxName is how many words the name of an act has in a reference.
const maxName = 12

// actName returns the name of the act at the beginning of s.
func (c *citing) actName(s string) string { return name(s[:c.nameEnd(s)]) }

// nameEnd returns where the name of the act at the beginning of s ends: at a punctuation
// mark, another reference, or a word that goes on with the sentence.
func (c *citing) nameEnd(s string) int {
	end, more := c.nameUpto(s, maxName)
	if !more || c.nameJoints != nil {
		return end
	}
	if long, _ := c.nameUpto(s, maxLongName); long > end && long < len(s) && inGazette(s, min(long+spaces(s[long:]), len(s)-1)) > 0 {
		return long
	}
	return end
}

// maxLongName is how many words a name has at most behind which the gazette stands in brackets.
const maxLongName = 40

// nameUpto is nameEnd for a name of at most so many words, and reports whether it has as many.
func (c *citing) nameUpto(s string, most int) (int, bool) {
	n, words, opened := 0, 0, len(c.nameOpenings) == 0
	last := 0         // behind the last word that a name may end with
	relative := false // a clause of the name has begun that has no verb yet
	for n < len(s) && words < most {
		end := n
		for end < len(s) {
			r, size := utf8.DecodeRuneInString(s[end:])
			initial := r == '.' && c.nameJoints != nil && end == n+1 && unicode.IsUpper(rune(s[n]))
			law := r == '–' && c.owned && end > n && digits(s[end-1:end]) > 0 && digits(s[end+size:]) > 0 // Public Law 117–58
			if unicode.IsSpace(r) || strings.ContainsRune(",;.:()„“”\"–—", r) && !initial && !law {
				break
			}
			end += size
		}
		if size := entity(s[n:]); c.entities && end == n && size > 0 {
			end += size
		}
		if size := unionNumber(s[n:]); c.clauses != nil && end == n && size > 0 && c.called(s[:n]) {
			end += size
		}
		if size := c.quotedName(s[n:]); end == n && words > 0 && size > 0 {
			n += size
			return n, false
		}
		if end == n {
			break
		}
		if words > 0 && c.nameJoints == nil && abbreviation(s[n:end]) && !allCaps(s[:n]) {
			words++
			n = end + spaces(s[end:])
			last = end
			continue
		}
		k, _ := key(s[n:end])
		w, cites := c.words[k]
		joint := c.nameJoints[k] && (opened || c.nameOpenings[k])
		first, _ := utf8.DecodeRuneInString(s[n:])
		switch {
		case words == 0:
		case c.infinitive(s[:last], k):
			return last, false
		case c.goesOn(k, &relative):
			return c.beforeVerb(s[:last], k), false
		case c.entities && c.joins[previous(s[:n])] && c.divisions[k].kind != "" && unicode.IsUpper(first): // Regulation (EU) 2030/5 and Annex I
			return last, false
		case cites && (w.short || c.numbered(s[end:])):
			return last, false
		case c.nameJoints == nil && c.joins[previous(s[:n])] && unicode.IsUpper(first) && c.act(s[n:], k, end-n):
			return last, false
		case c.nameJoints != nil && unicode.IsLower(first) && !joint:
			return last, false
		case len(c.actEnds) > 0 && !joint && c.called(s[:n]) && !(c.entities && (s[n] == '(' || digits(s[n:]) > 0)):
			return last, false
		}
		opened = opened || c.nameOpenings[k]
		words++
		n = end
		if !joint && !(c.nameJoints == nil && (c.joins[k] || c.between[k])) {
			last = n
		}
		if spaces(s[n:]) == 0 || words == most {
			break
		}
		n += spaces(s[n:])
	}
	return last, words == most
}

// called reports whether the last word of s is what an act is called.
func (c *citing) called(s string) bool {
	s = strings.TrimRightFunc(s, unicode.IsSpace)
	word := s[strings.LastIndexFunc(s, unicode.IsSpace)+1:]
	k, _ := key(word)
	return c.act(word, k, len(word))
}

// entity returns the length of the letters in brackets at the beginning of s that say
// whose an act is: (EU).
func entity(s string) int {
	if !strings.HasPrefix(s, "(") {
		return 0
	}
	n := 1
	for n < len(s) && n < 10 && s[n] >= 'A' && s[n] <= 'Z' {
		n++
	}
	if n == 1 || n == len(s) || s[n] != ')' {
		return 0
	}
	return n + 1
}

func name(s string) string { return strings.Join(strings.Fields(s), " ") }

// previous returns the key of the last word of s.
func previous(s string) string {
	s = strings.TrimRightFunc(s, unicode.IsSpace)
	k, _ := key(s[strings.LastIndexFunc(s, unicode.IsSpace)+1:])
	return k
}

// numbered reports whether a number stands at the beginning of s.
func (c *citing) numbered(s string) bool {
	s = s[spaces(s):]
	return digits(s) > 0 || c.attached && inBrackets(s) > 0
}

// sentence returns the sentence of s in which the byte at stands, which is not before
// the one given.
func (c *citing) sentence(s string, from span, at int) span {
	found := span{from.start, len(s)}
	if from.end < len(s) {
		found.start = from.end
	}
	for k := found.start; k < len(s); k++ {
		if s[k] != '.' {
			continue
		}
		next, _ := utf8.DecodeRuneInString(s[k+1+spaces(s[k+1:]):])
		if spaces(s[k+1:]) == 0 || !unicode.IsUpper(next) && !strings.HasPrefix(c.sign, string(next)) || c.words[previous(s[:k])].short {
			continue
		}
		if k >= at {
			found.end = k + 1
			break
		}
		found.start = k + 1
	}
	return found
}

// named returns where in s an act is named with a capital or as a code (Кривичним
// закоником) that is not pointed to as this one; -1 when none is.
func (c *citing) named(s string) int {
	previous, before, capital := "", 0, false
	begun := -1 // the first of the words with capitals
	capitals := c.nameJoints == nil && len(c.actEnds) == 0
	passed := span{} // the previous word, where its key was not read
	for at := 0; at < len(s); {
		r, size := utf8.DecodeRuneInString(s[at:])
		if !isLetter(r) {
			at += size
			continue
		}
		end := at + wordLength(s[at:])
		if capitals && !capital && !unicode.IsUpper(r) {
			passed, at = span{at, end}, end
			continue
		}
		if passed.end > 0 {
			previous, _ = key(s[passed.start:passed.end])
			before, passed = passed.start, span{}
		}
		k, _ := key(s[at:end])
		if !c.here[previous] {
			switch known := c.acts[k] || c.treaties[k] && c.divisions[k].kind != KindAnnex; {
			case len(c.actEnds) > 0:
				if c.compound(s[at:end]) {
					return at
				}
			case known && c.nameJoints != nil:
				if unicode.IsUpper(r) && capital {
					return begun
				}
			case known && unicode.IsUpper(r):
				return at
			case known && capital && c.quality(previous):
				return before
			}
		}
		if !unicode.IsUpper(r) && !(begun >= 0 && c.nameJoints[k]) {
			begun = -1
		} else if begun < 0 {
			begun = at
		}
		previous, before, capital = k, at, unicode.IsUpper(r)
		at = end
	}
	return -1
}

// wordLength returns the length of the letters at the beginning of s.
func wordLength(s string) int {
	n := 0
	for n+1 < len(s) && cyrillicAt(s, n) {
		n += 2
	}
	for at, r := range s[n:] {
		if !isLetter(r) && r != '\u030c' {
			return n + at
		}
	}
	return len(s)
}
