package script

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// letterUnits are the units of one letter. Each is a Serbian letter too, which counts
// points, houses and parcels, or an abbreviation.
var letterUnits = set("m l t g h s A")

// areas are the units that a 2 or 3 behind them makes one of area or volume.
var areas = set("m km cm mm dm")

// countedBefore are the words before numbers with a letter, by how they begin or, of the
// abbreviations, in full.
var (
	countedBefore   = []string{"član", "stav", "tačk", "podtačk", "alinej", "odelj", "parcel", "ulic", "bulevar", "broj", "soba", "sobe", "sobi"}
	abbreviatedSuch = set("čl st tač br ul bul kp kat stan stana stanu sprat ulaz")
)

// currents are how the words begin near which A is the unit of electric current.
var currents = []string{"struj", "jačin", "osigura", "amper"}

// amongNumbers are the words between a number and what it is the number of.
var amongNumbers = set("i ili do od odnosno")

// seldomStarts are the words that stand behind s for seconds; before others it is the preposition.
var seldomStarts = set("i ili a do od u na po pre posle nakon za")

// letterUnit reports whether w at text[c.at:end] is a unit of one letter: it stands
// behind a number, a space between, that is none of an article, an address or a year.
func (c *cyrillicWriter) letterUnit(w string, end int) bool {
	if !letterUnits[w] || !c.afterNumber() || c.figureBefore() {
		return false
	}
	rest := c.text[end:]
	if next, dotted := strings.CutPrefix(rest, "."); dotted && amidSentence(next) {
		return false
	}
	if strings.HasPrefix(rest, "/") && continues(rest[1:]) || strings.HasPrefix(rest, "-") {
		return false
	}
	number := strings.TrimRight(c.text[:c.at], " \u00a0")
	switch w {
	case "g":
		if endsInYear(number) {
			return false
		}
	case "s":
		if next, _ := c.wordAfter(end); next != "" && !capital(next) && !seldomStarts[next] {
			return false
		}
	case "A":
		return besideCurrent(number)
	}
	return !countsWithLetters(number)
}

// amidSentence reports whether a sentence goes on behind a full stop: a small letter or a figure comes.
func amidSentence(s string) bool {
	s = strings.TrimLeft(s, " \u00a0")
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLower(r) || unicode.IsDigit(r)
}

// endsInYear reports whether a text ends in a whole number from 1000 to 2199.
func endsInYear(s string) bool {
	start := len(strings.TrimRight(s, "0123456789"))
	year := s[start:]
	return len(year) == 4 && (year[0] == '1' || year[0] == '2' && year[1] < '2') && !strings.HasSuffix(s[:start], ",")
}

// besideCurrent reports whether one of the words before a number tells of electric current.
func besideCurrent(s string) bool {
	const most = 8
	words := strings.Fields(strings.ToLower(s[strings.LastIndexByte(s, '\n')+1:]))
	return slices.ContainsFunc(words[max(0, len(words)-most):], func(w string) bool {
		return slices.ContainsFunc(currents, func(stem string) bool { return strings.HasPrefix(w, stem) })
	})
}

// countsWithLetters reports whether the number that a text ends in is of a provision, a
// parcel or a house: before it stands the word for it, or in a sentence a name.
func countsWithLetters(s string) bool {
	for {
		s = strings.TrimRight(s, "0123456789.,–- \u00a0")
		start := lastWord(s)
		if w := s[start:]; w == "" || !amongNumbers[w] {
			break
		}
		s = s[:start]
	}
	start := lastWord(s)
	w := s[start:]
	lower := strings.ToLower(w)
	if abbreviatedSuch[lower] || slices.ContainsFunc(countedBefore, func(stem string) bool { return strings.HasPrefix(lower, stem) }) {
		return true
	}
	if !titled(w) {
		return false
	}
	before, spaced := cutSpace(s[:start])
	if !spaced {
		return false
	}
	word := strings.TrimSuffix(before, ".")
	if r, _ := utf8.DecodeLastRuneInString(before); unicode.IsLetter(r) || r == ',' {
		return true
	}
	return abbreviatedSuch[strings.ToLower(word[lastWord(word):])]
}
