package act

import (
	"strings"
)

// finishes reports whether a full line ends where a sentence does, and not behind
// a comma, a colon, an abbreviation or the number of a provision that the line next goes on to name.
func (p *profile) finishes(s, next string) bool {
	s = unstarred(s)
	switch {
	case s == "" || strings.HasSuffix(s, ",") || strings.HasSuffix(s, ":") || !terminal(s):
		return false
	case !strings.HasSuffix(s, ".") || strings.HasSuffix(s, ")."):
		return true
	}
	last := lastPart(s)
	last = strings.TrimSuffix(last[strings.LastIndexByte(last, '(')+1:], ".")
	at := len(s) - len(last) - 1
	if n := digits(last); n > 0 {
		return n+suffix(last[n:], 1) < len(last) || at > 0 && !startsLower(next) && !(n < 3 && p.dated(next)) && !(p.citesWork(next) && p.numbers(s[:at]))
	}
	return !abbreviated(last)
}

// lastPart returns what stands behind the last blank of s.
func lastPart(s string) string {
	at := lastBlank(s)
	if at >= 0 && s[at] != ' ' {
		at++ // a blank that does not break has two bytes
	}
	return s[at+1:]
}

// citesWork reports whether s begins with a word for a work whose provisions are cited, or that follows the number of one.
func (p *profile) citesWork(s string) bool {
	word, _ := key(s)
	for _, c := range p.cited {
		if begin := strings.TrimSuffix(c, " "); word == begin || begin == c && strings.HasPrefix(word, c) {
			return true
		}
	}
	return false
}

// numbers reports whether s ends with a noun for a provision and with numbers behind it at most: чл. 5. и
func (p *profile) numbers(s string) bool {
	for {
		s = strings.TrimRight(s, " \u00a0,")
		last := lastPart(s)
		if last == "" {
			return true // the noun stands on the line before
		}
		if digits(last) == 0 && !p.conjunctions[spell(last)] && !joinsNumbers[last] {
			return p.leadsToNumber(s)
		}
		s = s[:len(s)-len(last)]
	}
}

// abbreviated reports whether a word before a dot may be shortened by it: one without a vowel, a letter, or one of those
// that acts use; two capitals and more are an acronym: ЕУ.
func abbreviated(s string) bool {
	switch {
	case s == "" || longer(s, maxShortened):
		return false
	case strings.IndexByte(s, '.') > 0:
		return true // д.о.о.
	}
	letters, vowels, capitals := 0, 0, 0
	for _, r := range s {
		if !isLetter(r) {
			continue
		}
		letters++
		if isUpper(r) {
			capitals++
		}
		if strings.ContainsRune("аеиоуaeiouyäöü", r) || strings.ContainsRune("АЕИОУAEIOUYÄÖÜ", r) {
			vowels++
		}
	}
	if letters > 1 && capitals == letters {
		return false
	}
	if vowels == 0 || letters < 2 {
		return !longer(s, 3)
	}
	word, _ := key(s)
	return shortened[word]
}

// maxShortened is the most letters of an abbreviation.
const maxShortened = 6

// shortened are the abbreviations of acts that have a vowel.
var shortened = keys(`tač podtač god inž prof dipl al ul tel min maks ek kom odn im or sek npr itd ing
	art no sec reg par vol op ed inc co abs ua usw lit gem hrsg ca sog gesp`)
