package act

import (
	"strings"
	"unicode"

	"github.com/rasprava/rasprava/internal/script"
)

// An ordinal is a number written as a word without its ending.
type ordinal struct {
	stem  string
	value int
}

// ordinal returns the value of an ordinal number of one word in the ASCII spelling, 0 when it
// is none.
func (p *profile) ordinal(word string) int { return p.ordinalWords[word] }

// ordinalWords returns the values of the ordinals with each of the endings, of two alike that of the first.
func ordinalWords(ordinals []ordinal, endings []string) map[string]int {
	words := make(map[string]int, len(ordinals)*len(endings))
	for _, o := range ordinals {
		for _, ending := range endings {
			if _, known := words[o.stem+ending]; !known {
				words[o.stem+ending] = o.value
			}
		}
	}
	return words
}

// ordinalAt returns the value of the ordinal number that s begins with, up to 99, and its
// length in bytes; zeros when there is none. The key of the first word of s is word, and n what key
// returns with it.
func (p *profile) ordinalAt(s, word string, n int) (int, int) {
	if value := p.ordinal(word); value > 0 {
		return value, n
	}
	switch {
	case n == 0:
	case p.tens != nil && (word == "" || len(word) >= shortestInOne):
		return p.inOneWord(s, word, n)
	case p.tens[word] > 0:
		if unit, size := p.unitBehind(s[n:]); unit > 0 {
			return p.tens[word] + unit, n + size
		}
	case word == "" && p.units != nil && (strings.Contains(s[:n], "und") || strings.Contains(s[:n], "UND")):
		n = len(s) - len(strings.TrimLeftFunc(s, isLetter))
		if n > longestOrdinal {
			break
		}
		unit, ten, _ := strings.Cut(spell(s[:n]), "und")
		if value := p.ordinal(ten); p.units[unit] > 0 && value >= 20 {
			return value + p.units[unit], n
		}
	}
	return 0, 0
}

// shortestInOne is the least bytes of the key of an ordinal above twenty in one word, педесетпрви, which
// no word for a ten alone has.
const shortestInOne = len("pedesetprvi")

// inOneWord returns the value of the ordinal above twenty that s begins with where it is written as
// one word, двадесетпрва or двадесетипрва, and its length; zeros for any other word. The word and n
// are those of ordinalAt.
func (p *profile) inOneWord(s, word string, n int) (int, int) {
	if word == "" {
		if !strings.Contains(s[:n], "десет") && !strings.Contains(s[:n], "ДЕСЕТ") && !strings.Contains(s[:n], "deset") && !strings.Contains(s[:n], "DESET") {
			return 0, 0
		}
		if n = wordLength(s); n > 2*longestOrdinal {
			return 0, 0
		}
		word = spell(script.Repair(s[:n]))
	}
	at := strings.Index(word, "deset") + len("deset")
	if at > len(word) || p.tens[word[:at]] == 0 {
		return 0, 0
	}
	unit := p.ordinal(strings.TrimPrefix(word[at:], "i"))
	if unit == 0 || unit > 9 {
		return 0, 0
	}
	return p.tens[word[:at]] + unit, n
}

// isOrdinal reports whether s begins with an ordinal number, as ordinalAt reads it.
func (p *profile) isOrdinal(s, word string, n int) bool {
	value, _ := p.ordinalAt(s, word, n)
	return value > 0
}

// longestOrdinal is the most bytes that an ordinal of one word has that no key is of.
const longestOrdinal = 28

// unitBehind returns the value of the ordinal below ten that s goes on with behind a blank or
// the word "и", and its length with what stands before it; zeros when there is none.
func (p *profile) unitBehind(s string) (int, int) {
	at := 0
	for range 2 {
		gap := spaces(s[at:])
		if gap == 0 {
			break
		}
		at += gap
		word, n := key(s[at:])
		if value := p.ordinal(word); value > 0 && value < 10 {
			return value, at + n
		}
		if word != "i" {
			break
		}
		at += n
	}
	return 0, 0
}

// ordinalStart returns where the ordinal begins whose last word is at s[at:]: at the ten before
// it, or at itself, as any other word.
func (p *profile) ordinalStart(s string, at int) int {
	if p.tens == nil || at == 0 {
		return at
	}
	end := len(strings.TrimRightFunc(s[:at], unicode.IsSpace))
	start := wordStart(s, 0, end)
	ten, _ := key(s[start:end])
	if end == at || p.tens[ten] == 0 {
		return at
	}
	if unit, n := p.unitBehind(s[end:]); unit == 0 || end+n <= at {
		return at
	}
	return start
}

// values returns the numbers by their words.
func values(numbers []ordinal) map[string]int {
	m := map[string]int{}
	for _, o := range numbers {
		m[o.stem] = o.value
	}
	return m
}
