package act

import (
	"strings"
	"unicode/utf8"
)

// Acts go by abbreviations that the text introduces behind their names, Кодекс поступања полиције (у даљем
// тексту: КПП), or says to have provisions: одредбе КПП. One that it does neither of may be a body: МУП.

// abbreviated gives a citation the act whose abbreviation stands behind it, where the text says that it is one.
func (r *referenceReader) abbreviated(s string, cit *citation) {
	if r.citing.clauses == nil || cit.tail.kind != noTail || cit.bare {
		return
	}
	at := cit.listed + spaces(s[cit.listed:])
	n := wordLength(s[at:])
	if name := s[at : at+n]; abbreviation(name) && r.targets.abbreviations(r.citing)[name] {
		cit.tail, cit.end = tail{kind: otherTail, name: name}, at+n
	}
}

// abbreviations returns those of acts that the text introduces as such.
func (p *targets) abbreviations(c *citing) map[string]bool {
	if p.introduced != nil {
		return p.introduced
	}
	p.introduced = map[string]bool{}
	walk(p.body, 0, func(n *Node, _ int) bool {
		c.introduces(n.Text, p.introduced)
		return true
	})
	return p.introduced
}

// introduces adds the abbreviations that a text says to be acts.
func (c *citing) introduces(s string, found map[string]bool) {
	for open, at := -1, 0; at < len(s); {
		r, size := utf8.DecodeRuneInString(s[at:])
		switch {
		case r == '(':
			open = at
		case r == ')':
			open = -1
		case isUpper(r):
			size = max(wordLength(s[at:]), size)
			word := s[at : at+size]
			if found[word] || !abbreviation(word) {
				break
			}
			_, before := wordBefore(s[:at])
			introduced := open >= 0 && strings.HasPrefix(s[at+size:], ")") && (open+1 == at || strings.HasSuffix(strings.TrimRight(s[open:at], " \u00a0„"), ":"))
			if provisionWords[before] || introduced && c.namedBefore(s[:open], word) {
				found[word] = true
			}
		case isLetter(r):
			size = max(wordLength(s[at:]), size)
		}
		at += size
	}
}

// provisionWords are those for provisions of an act without a number.
var provisionWords = keys("одредба одредбе одредби одредбу одредбом одредаба одредбама")

// namedBefore reports whether s ends with the name of an act, which goes by the abbreviation. Where its initials
// are not those of the name, what has it may be named before: Агенција основана Законом о раду (АР).
func (c *citing) namedBefore(s, abbreviation string) bool {
	s = lastOf(s, maxThereof)
	last := -1
	for at := 0; at < len(s); {
		k, n := wordKey(s[at:])
		if n > 0 && c.callsAct(k) {
			last = at
		}
		at += max(n, 1)
	}
	s = strings.TrimRight(s, " \u00a0,")
	if last < 0 || last+c.nameEnd(s[last:]) < len(s) {
		return false
	}
	start := last
	for before, k := wordBefore(s[:start]); c.quality(k); before, k = wordBefore(s[:start]) {
		if start = len(before) + spaces(s[len(before):]); start == 0 {
			break
		}
	}
	return hasInitials(s[start:], abbreviation) || !strings.Contains(s[:start], abbreviation[:firstSize(abbreviation)])
}

// callsAct reports whether the key is that of what acts are called, in any case.
func (c *citing) callsAct(k string) bool {
	if _, ok := c.kinds[k]; ok || c.acts[k] || c.treaties[k] || c.agreements[k] {
		return true
	}
	known := func(k string) bool { return c.acts[k] || c.treaties[k] }
	if k == "" {
		return false
	}
	stem := k[:len(k)-1]
	return known(k+"a") || strings.HasSuffix(k, "a") && known(stem+"e") || strings.HasSuffix(k, "o") && known(stem+"a")
}

// hasInitials reports whether every letter of the abbreviation begins a word of the name.
func hasInitials(name, abbreviation string) bool {
	words := strings.Fields(strings.ToUpper(name))
	for _, letter := range abbreviation {
		fits := false
		for _, word := range words {
			fits = fits || strings.HasPrefix(word, string(letter))
		}
		if !fits {
			return false
		}
	}
	return true
}

// firstSize returns the length of the first character of s.
func firstSize(s string) int {
	_, n := utf8.DecodeRuneInString(s)
	return n
}
