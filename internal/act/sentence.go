package act

import (
	"strings"
	"unicode/utf8"
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

// leadsOn reports whether s ends with a word that no sentence ends with.
func (p *profile) leadsOn(s string) bool {
	word, n := key(lastPart(s))
	return n > 0 && p.joints[word]
}

// surelyOn reports whether a line surely goes on with s, the one before it: it begins with a small letter, or s ends with a word
// that no sentence ends with.
func (p *profile) surelyOn(s, next string) bool {
	return startsLower(strings.TrimPrefix(next, "(")) || p.leadsOn(s)
}

// open reports whether a text breaks off behind a word that no sentence ends with:
// "у року од".
func (p *profile) open(text string) bool {
	last := text[lastBlank(text)+1:]
	if longer(last, 6) {
		return false
	}
	word, n := key(last)
	return n == len(last) && p.joints[word] && !p.conjunctions[word]
}

// leadsToNumber reports whether s, which is not empty, ends with a noun behind which a number is part of a reference, or
// with such a noun abbreviated: "члана", "чл.".
func (p *profile) leadsToNumber(s string) bool {
	nouns := p.nouns
	switch end := s[len(s)-1]; {
	case end == '.':
		nouns = p.abbreviated
	case end < utf8.RuneSelf && !isLetter(rune(end)):
		return false
	}
	if len(nouns) == 0 {
		return false
	}
	last := strings.TrimSuffix(strings.TrimLeft(s[lastBlank(s)+1:], "(„"), ".")
	word, n := key(last)
	return n > 0 && n == len(last) && nouns[word]
}

// cites reports whether s begins with a date or with a reference to an article by
// its sign.
func (p *profile) cites(s string) bool {
	n := digits(s)
	return n > 0 && strings.HasPrefix(s[n:], ".") && p.dated(s[n+1:]) || p.sign != 0 && strings.HasPrefix(s, string(p.sign))
}

// numberEnds reports whether s ends with a number or a letter before the mark given, behind which a comma or a word that joins
// may stand: тач. 1), 2) и
func numberEnds(s string, form byte) bool {
	s = strings.TrimSuffix(s, ",")
	if last := lastPart(s); joinsPoints[last] || joinsNumbers[last] {
		s = strings.TrimRight(s[:len(s)-len(last)], " \u00a0")
	}
	if s == "" || s[len(s)-1] != form {
		return false
	}
	last := strings.TrimLeft(lastPart(s[:len(s)-1]), "(")
	n := digits(last)
	return n > 0 && n+suffix(last[n:], 1) == len(last) || n == 0 && last != "" && suffix(last, 1) == len(last)
}

// joinsNumbers are words and strokes between the first and the last of several numbers.
var joinsNumbers = map[string]bool{"-": true, "–": true, "до": true, "do": true, "to": true, "bis": true}

// quotes reports whether s ends with a colon behind a word for the words that are quoted behind it.
func quotes(s string) bool {
	s = strings.TrimSuffix(s, ":")
	word, _ := key(lastPart(s))
	return quotedNouns[word]
}

// quotedNouns are words for what an order replaces, strikes out or adds within a sentence.
var quotedNouns = keys("reč reči rečima riječ riječi riječima broj brojem brojevi brojevima iznos iznosom procenat procentom word words figure Wort Wörter Wörtern Angabe Zahl")

// brackets returns how many brackets are open behind s, before which so many were.
func brackets(s string, open int) int {
	for i := range len(s) {
		switch s[i] {
		case '(':
			open++
		case ')':
			open = max(open-1, 0)
		}
	}
	return open
}

// filledOut reports whether s holds a row of dots or of strokes to the column of a number or to the end.
func filledOut(s string) bool {
	for _, row := range []string{"....", "____", "----", "……"} {
		if strings.Contains(s, row) {
			return true
		}
	}
	return strings.Contains(s, ". . .") && strings.Count(s, ".") > 3
}

// inForce reports whether s ends with a verb that an act stands behind which is in force, or no longer so.
func inForce(s string) bool {
	word, _ := key(lastPart(s))
	return ofForce[word]
}

// ofForce are the last words of what says that the acts behind them are in force or not.
var ofForce = keys("važi važe snage primenjuje primenjuju primjenjuje primjenjuju")

// inRows reports whether s is a line of a form or a table.
func inRows(s string) bool { return strings.IndexByte(s, '\t') >= 0 || filledOut(s) }
