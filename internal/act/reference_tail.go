package act

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// tail reads what stands behind the numbers of a reference and says whose they are,
// and how much of it belongs to the reference.
func (c *citing) tail(s string) (tail, int) {
	start := blank(s)
	k, n := key(s[start:])
	for range 2 {
		if n > 0 && (c.of[k] || c.the[k]) {
			start += n
			start += spaces(s[start:])
			k, n = key(s[start:])
		}
	}
	if n == 0 {
		return tail{}, 0
	}
	at := start + n
	if step := c.beside[k]; step != 0 {
		at += spaces(s[at:])
		if k, n := key(s[at:]); n > 0 {
			if w, ok := c.words[k]; ok && !w.short && !w.several {
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
	case c.acts[k] || c.treaties[k]:
		return tail{kind: otherTail, name: actName(s[start:])}, at
	default:
		if end := c.qualified(s, start); end > 0 {
			return tail{kind: otherTail, name: actName(s[start:])}, end
		}
		return tail{}, 0
	}
	at += spaces(s[at:])
	k, n = key(s[at:])
	if w, ok := c.words[k]; ok && !w.short {
		if kind == thatTail {
			return tail{kind: thatTail}, at + n
		}
		return tail{kind: relativeTail, rank: w.rank}, at + n
	}
	switch {
	case c.acts[k] && kind == actTail:
		return tail{kind: actTail}, at + n
	case c.treaties[k] && kind == actTail:
		return tail{kind: treatyTail, name: actName(s[start:])}, at + n
	case c.acts[k] || c.treaties[k]:
		return tail{kind: otherTail, name: actName(s[start:])}, at + n
	}
	return tail{}, 0
}

// maxQualities is how many words stand before what an act is called.
const maxQualities = 4

// qualified returns the end of what an act is called with words before it that say
// which one: Кривичног законика, важећег закона. It returns 0 for anything else.
func (c *citing) qualified(s string, at int) int {
	for i := range maxQualities {
		k, n := key(s[at:])
		if n == 0 {
			return 0
		}
		if i > 0 && (c.acts[k] || c.treaties[k]) {
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

// actName returns the name at the beginning of s as far as a punctuation mark.
func actName(s string) string {
	n, words := 0, 0
	for n < len(s) && words < maxName {
		end := n
		for end < len(s) {
			r, size := utf8.DecodeRuneInString(s[end:])
			if unicode.IsSpace(r) || strings.ContainsRune(",;.:()„“”\"–—", r) {
				break
			}
			end += size
		}
		if end == n {
			break
		}
		words++
		n = end
		if spaces(s[n:]) == 0 || words == maxName {
			break
		}
		n += spaces(s[n:])
	}
	return strings.Join(strings.Fields(s[:n]), " ")
}

// named returns where in s an act is named with a capital or as a code (Кривичним
// закоником) that is not pointed to as this one; -1 when none is.
func (c *citing) named(s string) int {
	previous, before, capital := "", 0, false
	for at := 0; at < len(s); {
		r, size := utf8.DecodeRuneInString(s[at:])
		if !unicode.IsLetter(r) {
			at += size
			continue
		}
		end := at + wordLength(s[at:])
		k, _ := key(s[at:end])
		if (c.acts[k] || c.treaties[k]) && !c.here[previous] {
			switch {
			case unicode.IsUpper(r):
				return at
			case capital && c.quality(previous):
				return before
			}
		}
		previous, before, capital = k, at, unicode.IsUpper(r)
		at = end
	}
	return -1
}

// wordLength returns the length of the letters at the beginning of s.
func wordLength(s string) int {
	for at, r := range s {
		if !unicode.IsLetter(r) && r != '\u030c' {
			return at
		}
	}
	return len(s)
}
