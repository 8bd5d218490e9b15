package script

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A run of letters that stand alone is a word with spaced letters from spacedAlone of
// them on where it has its line for itself, from spacedAmong on wherever it stands.
const spacedAlone, spacedAmong, longestSpaced = 3, 5, 40

// spaced reports whether the letter at text[c.at:end] is one of a word with spaced
// letters: И З В Е Ш Т А Ј. Of Roman numerals alone there is none.
func (c *cyrillicWriter) spaced(end int) bool {
	start, last, n, word := c.at, end, 1, false
	for n < longestSpaced {
		rest, ok := cutSpace(c.text[:start])
		letter := rest[lastWord(rest):]
		if !ok || !isSpacedLetter(letter) {
			break
		}
		start, n, word = len(rest)-len(letter), n+1, word || RomanValue(letter) == 0
	}
	for n < longestSpaced {
		letter, letterEnd := c.wordAfter(last)
		if !isSpacedLetter(letter) {
			break
		}
		last, n, word = letterEnd, n+1, word || RomanValue(letter) == 0
	}
	if !word || n < spacedAlone {
		return false
	}
	return n >= spacedAmong || !besideWord(c.text[:start], true) && !besideWord(c.text[last:], false)
}

// isSpacedLetter reports whether w is one capital letter of the alphabet.
func isSpacedLetter(w string) bool {
	switch w {
	case "LJ", "NJ", "DŽ":
		return true
	}
	r, size := utf8.DecodeRuneInString(w)
	return size == len(w) && size > 0 && unicode.IsUpper(r) && serbian(r)
}

// besideWord reports whether a letter or a figure, with one space between or none,
// stands at the end of s, or at its beginning.
func besideWord(s string, atEnd bool) bool {
	var r rune
	if atEnd {
		rest, _ := cutSpace(s)
		r, _ = utf8.DecodeLastRuneInString(rest)
	} else {
		r, _ = utf8.DecodeRuneInString(strings.TrimPrefix(strings.TrimPrefix(s, " "), "\u00a0"))
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}
