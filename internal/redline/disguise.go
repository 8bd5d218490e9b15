package redline

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rasprava/rasprava/internal/script"
)

// readDisguised gives words of nothing but Latin look-alikes between Cyrillic words the key of the Cyrillic word they stand for.
func (v *vocabulary) readDisguised(ts []token) error {
	behind := make([]neighbour, len(ts))
	next := noWord
	for i := len(ts) - 1; i >= 0; i-- {
		behind[i] = next
		next = v.neighbour(ts[i], next)
	}
	before := noWord
	for i := range ts {
		if ts[i].trait() != disguised {
			before = v.neighbour(ts[i], before)
			continue
		}
		if before == latinWord || behind[i] == latinWord || before == noWord && behind[i] == noWord {
			continue
		}
		key, err := v.keyOf(compareForm(cyrillicReading(v.text(ts[i])), wordToken))
		if err != nil {
			return err
		}
		ts[i].key = key
	}
	return nil
}

// A neighbour is the nearest word of letters on one side that is not itself in disguise.
type neighbour uint8

const (
	noWord neighbour = iota
	cyrillicWord
	latinWord
)

// neighbour returns what a word beside the token sees there; further is what it would see without the token.
func (v *vocabulary) neighbour(t token, further neighbour) neighbour {
	switch {
	case !hasLetters(t) || t.trait() == disguised:
		return further
	case hasCyrillic(v.text(t)):
		return cyrillicWord
	}
	return latinWord
}

func hasLetters(t token) bool {
	return t.class == wordToken && t.trait() != digitToken
}

func hasCyrillic(s string) bool {
	for _, r := range s {
		if script.IsCyrillic(r) {
			return true
		}
	}
	return false
}

// cyrillicReading returns the Cyrillic word that a word of Latin letters looks like, and nothing when there is none. Roman numerals and
// abbreviations in capitals are taken as what they are.
func cyrillicReading(piece string) string {
	if piece[0] >= utf8.RuneSelf {
		return ""
	}
	if script.RomanValue(piece) > 0 {
		return ""
	}
	var b strings.Builder
	for i, r := range piece {
		c, ok := cyrillicTwins[r]
		if !ok || i > 0 && unicode.IsUpper(r) {
			return ""
		}
		b.WriteRune(c)
	}
	return b.String()
}

var cyrillicTwins = map[rune]rune{
	'a': 'а', 'e': 'е', 'o': 'о', 'p': 'р', 'c': 'с', 'x': 'х', 'j': 'ј', 'y': 'у', 'k': 'к',
	'A': 'А', 'B': 'В', 'E': 'Е', 'J': 'Ј', 'K': 'К', 'M': 'М', 'H': 'Н', 'O': 'О', 'P': 'Р', 'C': 'С', 'T': 'Т', 'X': 'Х', 'Y': 'У',
}
