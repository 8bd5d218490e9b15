package act

import "strings"

// An earlierChange is what clauses are made of that say how an act was changed before: , das
// zuletzt durch Artikel 3 des Gesetzes vom 1. April 2026 (BGBl. I S. 200) geändert worden ist.
type earlierChange struct {
	begins, last, changed, by map[string]bool
	ends, auxiliary           map[string]bool // worden, ist
}

// maxEarlier is how long such a clause is at most.
const maxEarlier = 600

// clause returns where such a clause ends that begins with the comma at s[at:], 0 where
// something else stands there.
func (w *earlierChange) clause(s string, at int) int {
	if w == nil || s[at] != ',' {
		return 0
	}
	at++
	next := func(among map[string]bool) bool {
		start := at + spaces(s[at:])
		k, n := key(s[start:])
		if n > 0 && among[k] {
			at = start + n
			return true
		}
		return false
	}
	begun := next(w.begins)
	last := next(w.last)
	if !begun { // zuletzt geändert durch Artikel 3 des Gesetzes vom 1. April 2026 (BGBl. I S. 200)
		if !next(w.changed) || !next(w.by) {
			return 0
		}
		if end := strings.IndexAny(s[at:], "),;"); end >= 0 && s[at+end] == ')' {
			return at + end + 1
		}
		return at
	}
	if !next(w.by) && !last {
		return 0
	}
	s = s[:min(len(s), at+maxEarlier)]
	for at < len(s) && s[at] != ';' {
		if next(w.ends) {
			next(w.auxiliary)
			return at
		}
		at += spaces(s[at:])
		if end := strings.IndexByte(s[at:], ')'); end > 0 && s[at] == '(' {
			at += end
		}
		_, n := key(s[at:])
		at += max(n, 1)
	}
	return 0
}
