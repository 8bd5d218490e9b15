package script

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// splitter stands between two letters that are not one digraph; it is invisible
// and ToCyrillic takes it away.
const splitter = '\u200c'

// ToCyrillic returns a Serbian Latin text in Cyrillic. Lj, nj and dž become one
// letter except in the stems where they meet by chance (инјекција, надживети) or
// where U+200C stands between them. It leaves Roman numerals, vitamins, categories of vehicles, addresses, units
// after a number, well-known abbreviations, the Official Journal of the Union with its
// series, foreign phrases of legal texts, words with letters that Serbian does not have, what stands with them in one foreign name
// and compounds such as CD-ROM; dj is never read as ђ.
func ToCyrillic(s string) string {
	s = norm.NFC.String(s)
	c := cyrillicWriter{text: s, markers: markerNumerals(s), categories: categoryCodes(s)}
	c.b.Grow(len(s) + len(s)/2)
	for c.at < len(s) {
		r, size := utf8.DecodeRuneInString(s[c.at:])
		switch {
		case IsLatin(r):
			c.word()
		case r == splitter:
			c.at += size
		default:
			c.b.WriteString(s[c.at : c.at+size])
			c.at += size
		}
	}
	return c.b.String()
}

type cyrillicWriter struct {
	text       string
	at         int
	markers    map[int]bool // where i, v and vi are numerals of a list
	categories map[int]int  // where codes of categories of vehicles begin and end
	compound   int          // where the compound ends that was looked at last
	b          strings.Builder
}

// word writes the Latin word that begins at c.at.
func (c *cyrillicWriter) word() {
	if end := addressEnd(c.text, c.at); end > c.at {
		c.b.WriteString(c.text[c.at:end])
		c.at = end
		return
	}
	if end := c.categories[c.at]; end > c.at {
		c.b.WriteString(c.text[c.at:end])
		c.at = end
		return
	}
	end := c.at
	for end < len(c.text) {
		r, size := utf8.DecodeRuneInString(c.text[end:])
		if !IsLatin(r) && r != splitter && !IsCyrillic(r) {
			break
		}
		end += size
	}
	w := c.text[c.at:end]
	if last := journalEnd(c.text, c.at, end); last > c.at {
		c.b.WriteString(c.text[c.at:last])
		c.at = last
		return
	}
	if last := c.measureEnd(c.at, end); last > c.at {
		c.b.WriteString(c.text[c.at:last])
		c.at = last
		return
	}
	if last := max(phraseEnd(c.text, c.at, end), c.compoundEnd(c.at, end), c.nameEnd()); last > c.at {
		c.b.WriteString(c.text[c.at:last])
		c.at = last
		return
	}
	switch {
	case c.stays(w, end):
		c.b.WriteString(w)
	default:
		if numeral := numeralPrefix(w); numeral > 0 {
			c.b.WriteString(w[:numeral])
			w = w[numeral:]
		}
		writeCyrillic(&c.b, w)
	}
	c.at = end
}

// stays reports whether the word at text[c.at:end] is left in Latin.
func (c *cyrillicWriter) stays(w string, end int) bool {
	if keptWords[w] || smallNumerals[w] && !c.figureBefore() || c.markers[c.at] || isForeignWord(w) || c.vitamin(w, end) {
		return true
	}
	for _, r := range w {
		if r == splitter || IsCyrillic(r) {
			continue
		}
		if !serbian(r) {
			return !isNumeral(w) || c.numeral(w, end)
		}
	}
	if isNumeral(w) {
		return c.numeral(w, end)
	}
	if foreign(w) {
		return true
	}
	return units[w] && c.afterNumber() || c.letterUnit(w, end) || c.inName(w, end)
}

// serbian reports whether the Latin letter belongs to the Serbian alphabet.
func serbian(r rune) bool {
	if cyrillicOf[r] != 0 {
		return true
	}
	switch r {
	case 'Ǆ', 'ǅ', 'ǆ', 'Ǉ', 'ǈ', 'ǉ', 'Ǌ', 'ǋ', 'ǌ':
		return true
	}
	return false
}

// isNumeral accepts the numerals that laws use for their divisions (I to
// LXXXIX) and longer ones, which are no Serbian words. LI, DI, MI are words.
func isNumeral(w string) bool {
	value := RomanValue(w)
	return value > 0 && (value < 50 || value < 90 && len(w) > 2 || len(w) > 3)
}

func lastWord(s string) int {
	at := len(s)
	for at > 0 {
		r, size := utf8.DecodeLastRuneInString(s[:at])
		if !unicode.IsLetter(r) {
			break
		}
		at -= size
	}
	return at
}

// capitals reports whether s begins with a word of two capitals or more.
func capitals(s string) bool {
	n := 0
	for _, r := range s {
		if !unicode.IsUpper(r) {
			break
		}
		n++
	}
	return n > 1
}

func (c *cyrillicWriter) afterNumber() bool {
	before := strings.TrimRight(c.text[:c.at], " \u00a0")
	return before != "" && before[len(before)-1] >= '0' && before[len(before)-1] <= '9'
}

// figureBefore reports whether a figure stands before the word with no space between.
func (c *cyrillicWriter) figureBefore() bool {
	return c.at > 0 && c.text[c.at-1] >= '0' && c.text[c.at-1] <= '9'
}

// numeralPrefix returns the length of the numeral in a heading such as IVb.
func numeralPrefix(w string) int {
	if len(w) < 3 || w[len(w)-1] < 'a' || w[len(w)-1] > 'z' {
		return 0
	}
	if value := RomanValue(w[:len(w)-1]); value == 0 || value > 89 {
		return 0
	}
	return len(w) - 1
}

// writeCyrillic writes a Latin word in Cyrillic.
func writeCyrillic(b *strings.Builder, w string) {
	split := splitAt(w)
	for i := 0; i < len(w); {
		r, size := utf8.DecodeRuneInString(w[i:])
		if r == splitter {
			i += size
			continue
		}
		next, nextSize := utf8.DecodeRuneInString(w[i+size:])
		if letter := digraph(r, next); letter != 0 && i+size != split {
			b.WriteRune(letter)
			i += size + nextSize
			continue
		}
		i += size
		switch r {
		case 'Ǆ', 'ǅ':
			b.WriteRune('Џ')
		case 'ǆ':
			b.WriteRune('џ')
		case 'Ǉ', 'ǈ':
			b.WriteRune('Љ')
		case 'ǉ':
			b.WriteRune('љ')
		case 'Ǌ', 'ǋ':
			b.WriteRune('Њ')
		case 'ǌ':
			b.WriteRune('њ')
		default:
			if letter := cyrillicOf[r]; letter != 0 {
				r = letter
			}
			b.WriteRune(r)
		}
	}
}

func digraph(r, next rune) rune {
	switch {
	case next == 'j' || next == 'J':
		switch r {
		case 'l':
			return 'љ'
		case 'L':
			return 'Љ'
		case 'n':
			return 'њ'
		case 'N':
			return 'Њ'
		}
	case next == 'ž' || next == 'Ž':
		switch r {
		case 'd':
			return 'џ'
		case 'D':
			return 'Џ'
		}
	}
	return 0
}

// splitAt returns the offset in w before which a digraph ends by chance, or -1.
func splitAt(w string) int {
	lower := strings.ToLower(w)
	if len(lower) != len(w) || !strings.Contains(lower, "nj") && !strings.Contains(lower, "dž") {
		return -1
	}
	for _, s := range splitStems {
		if strings.HasPrefix(lower, s.letters) {
			return s.at
		}
	}
	for _, s := range innerStems {
		if at := strings.Index(lower, s.letters); at >= 0 {
			return at + s.at
		}
	}
	return -1
}
