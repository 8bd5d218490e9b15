package script

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// ToLatin returns the text in Serbian Latin. Љ, Њ and Џ become Lj, Nj and Dž
// before a lower-case letter and LJ, NJ and DŽ before an upper-case one; at the
// end of a word the letter before decides, and of one that stands alone, as in
// words with spaced letters, the words beside it. Latin letters that stand for Cyrillic
// ones inside a Cyrillic word are read as those; all else is left as it is, web
// and mail addresses in Cyrillic letters among it.
func ToLatin(s string) string {
	if !hasCyrillic(s) {
		return s
	}
	s = Repair(s)
	var b strings.Builder
	b.Grow(len(s))
	addresses, skip := mayHoldAddress(s), 0
	for i, r := range s {
		if i < skip {
			b.WriteRune(r)
			continue
		}
		if addresses && unicode.IsLetter(r) {
			if skip = addressEnd(s, i); skip > i {
				b.WriteRune(r)
				continue
			}
		}
		if r < firstCyrillic || r > lastCyrillic || toLatin[r-firstCyrillic] == "" {
			b.WriteRune(r)
			continue
		}
		latin := toLatin[r-firstCyrillic]
		if len(latin) > 1 && unicode.IsUpper(r) && isDigraph(r) && amongCapitals(s, i, i+utf8.RuneLen(r)) {
			latin = strings.ToUpper(latin)
		}
		b.WriteString(latin)
	}
	return b.String()
}

func isDigraph(r rune) bool { return r == 'Љ' || r == 'Њ' || r == 'Џ' }

// amongCapitals reports whether the upper-case letter at s[start:end] stands in
// a word of capitals: the next letter decides, at the end of a word the last, and
// where it has neither the words beside it.
func amongCapitals(s string, start, end int) bool {
	for _, r := range s[end:] {
		if unicode.Is(unicode.Mn, r) {
			continue
		}
		if unicode.IsLetter(r) {
			return unicode.IsUpper(r)
		}
		break
	}
	for start > 0 {
		r, size := utf8.DecodeLastRuneInString(s[:start])
		start -= size
		if unicode.Is(unicode.Mn, r) {
			continue
		}
		if !strings.ContainsRune(spaces, r) {
			return unicode.IsUpper(r)
		}
		break
	}
	return besideCapitals(s[:start], s[end:])
}

// besideCapitals reports whether a letter that stands alone is one of those around it: a
// word of capitals or a lone capital stands before it, or a lone capital behind. An
// initial is one of a name, whatever lone letter stands before it, or word where the name
// is written in small letters: МИНИСТАР Љ. Петровић.
func besideCapitals(before, after string) bool {
	before = strings.TrimRight(before, spaces)
	word := before[strings.LastIndexFunc(before, func(r rune) bool { return !unicode.IsLetter(r) })+1:]
	_, first := utf8.DecodeRuneInString(word)
	if word != "" && !strings.ContainsFunc(word, unicode.IsLower) {
		name, initial := strings.CutPrefix(after, ".")
		return !initial || first < len(word) && !titled(firstWord(strings.TrimLeft(name, spaces)))
	}
	behind := strings.TrimLeft(after, spaces)
	r, size := utf8.DecodeRuneInString(behind)
	next, _ := utf8.DecodeRuneInString(behind[size:])
	return len(behind) < len(after) && unicode.IsUpper(r) && strings.ContainsRune(spaces, next)
}

const spaces = " \u00a0"

func hasCyrillic(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0xd0 && s[i] <= 0xd3 {
			return true
		}
	}
	return false
}
