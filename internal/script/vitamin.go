package script

import "strings"

// vitamins are the letters by which vitamins are named, in Latin in either script.
var vitamins = set("A B C D E H K")

// mostVitamins is how many of them are looked back at in one enumeration.
const mostVitamins = 12

// vitamin reports whether w at text[c.at:end] names a vitamin: it stands before the word
// (C витамин; not А, which is a conjunction too) or behind it, alone or in an
// enumeration (витамини A, D и B12).
func (c *cyrillicWriter) vitamin(w string, end int) bool {
	if !vitamins[w] {
		return false
	}
	number := end
	for number < len(c.text) && c.text[number] >= '0' && c.text[number] <= '9' {
		number++
	}
	if continues(c.text[number:]) {
		return false
	}
	if next, _ := c.wordAfter(number); (w != "A" || number > end) && isVitamin(next) {
		return true
	}
	at := c.at
	for range mostVitamins {
		rest, ok := cutSpace(c.text[:at])
		if !ok {
			return false
		}
		w := rest[lastWord(rest):]
		switch {
		case isVitamin(w):
			return true
		case w == "i" || w == "ili":
			rest, ok = cutSpace(rest[:len(rest)-len(w)])
			if !ok {
				return false
			}
		default:
			listed, is := strings.CutSuffix(rest, ",")
			if !is {
				return false
			}
			rest = listed
		}
		rest = strings.TrimRight(rest, "0123456789")
		name := rest[lastWord(rest):]
		if !vitamins[name] {
			return isVitamin(name)
		}
		at = len(rest) - len(name)
	}
	return false
}

func isVitamin(w string) bool {
	return len(w) >= len("vitamin") && strings.EqualFold(w[:len("vitamin")], "vitamin")
}
