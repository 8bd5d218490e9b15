package script

import (
	"strings"
	"unicode/utf8"
)

// keyBase is the first code point of sort keys, above all that a text holds.
const keyBase = 0xf0000

// SortKey returns a key whose order as bytes is the order of the azbuka (а б в г
// д ђ …), with Latin words read as Cyrillic ones. Case decides only between
// words that are otherwise equal.
func SortKey(s string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(ToCyrillic(Normalize(s))) {
		if i := azbukaIndex[r]; i > 0 {
			r = keyBase + rune(i)
		}
		b.WriteRune(r)
	}
	return b.String() + "\x00" + s
}

// SortKeyLatin returns a key whose order as bytes is the order of the abeceda
// (… d dž đ e … l lj m n nj o …), with Cyrillic words read as Latin ones.
func SortKeyLatin(s string) string {
	var b strings.Builder
	rest := strings.ToLower(ToCyrillic(Normalize(s)))
	for rest != "" {
		r, size := utf8.DecodeRuneInString(rest)
		if i := azbukaIndex[r]; i > 0 {
			r = keyBase + rune(abecedaIndex[latinOf[i-1]])
		}
		b.WriteRune(r)
		rest = rest[size:]
	}
	return b.String() + "\x00" + s
}

var abecedaIndex = func() map[string]int {
	index := map[string]int{}
	for i, letter := range abeceda {
		index[letter] = i + 1
	}
	return index
}()
