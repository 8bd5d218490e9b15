package act

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rasprava/rasprava/internal/script"
)

// The spellings of letters in ASCII by which key words are recognised and
// numbers written in identities. They are chosen so that no two sequences of
// letters are spelled alike.
var spelling = map[rune]string{
	'а': "a", 'б': "b", 'в': "v", 'г': "g", 'д': "d", 'ђ': "dx", 'е': "e", 'ж': "zx", 'з': "z", 'и': "i",
	'ј': "j", 'к': "k", 'л': "l", 'љ': "lx", 'м': "m", 'н': "n", 'њ': "nx", 'о': "o", 'п': "p", 'р': "r",
	'с': "s", 'т': "t", 'ћ': "cy", 'у': "u", 'ф': "f", 'х': "h", 'ц': "c", 'ч': "cx", 'џ': "dy", 'ш': "sx",
	'đ': "dx", 'ž': "zx", 'ć': "cy", 'č': "cx", 'š': "sx",
}

// cyrillicSpelling holds the spellings of the letters of U+0400 to U+045F, capitals and small ones.
var cyrillicSpelling = func() (table [0x60]string) {
	for at := range table {
		table[at] = spelling[unicode.ToLower(rune(0x400+at))]
	}
	return table
}()

// latinSpelling holds the spellings of the letters of U+0080 to U+017F that are no letters of ASCII in another case.
var latinSpelling = func() (table [0x180 - utf8.RuneSelf]string) {
	for at := range table {
		switch r := unicode.ToLower(rune(utf8.RuneSelf + at)); {
		case r < utf8.RuneSelf || !unicode.IsLetter(r):
		case spelling[r] != "":
			table[at] = spelling[r]
		default:
			table[at] = "u" + strconv.FormatInt(int64(r), 16)
		}
	}
	return table
}()

// isLetter is unicode.IsLetter, sooner done for Cyrillic ones.
func isLetter(r rune) bool {
	return r >= 0x400 && r <= 0x481 || unicode.IsLetter(r)
}

// isLower is unicode.IsLower, sooner done for Cyrillic ones.
func isLower(r rune) bool {
	if r >= 0x400 && r <= 0x45F {
		return r >= 0x430
	}
	return unicode.IsLower(r)
}

// isUpper is unicode.IsUpper, sooner done for Cyrillic ones.
func isUpper(r rune) bool {
	if r >= 0x400 && r <= 0x45F {
		return r < 0x430
	}
	return unicode.IsUpper(r)
}

// key returns the first word of s in the ASCII spelling, in small letters, and
// its length in bytes. Words longer than any key word have no key.
func key(s string) (string, int) {
	var room keyRoom
	word, n := appendKey(room[:0], s)
	return string(word), n
}

// A keyRoom has room for most keys.
type keyRoom [2 * longestKey]byte

// appendKey appends to out what key returns.
func appendKey(out []byte, s string) ([]byte, int) {
	if out, n := cyrillicKey(out, s); n > 0 {
		return out, n
	}
	if out, n := asciiKey(out, s); n > 0 {
		return out, n
	}
	return anyKey(out, s)
}

func anyKey(out []byte, s string) ([]byte, int) {
	n, letters, mixed, caron := 0, 0, 0, false
	for n < len(s) {
		r, size := rune(s[n]), 1
		if r >= 0x80 {
			r, size = utf8.DecodeRuneInString(s[n:])
		}
		if r == '\u030c' && n > 0 {
			caron = true
		} else if !isLetter(r) {
			break
		}
		if r < 0x80 {
			mixed |= 1
		} else if script.IsCyrillic(r) {
			mixed |= 2
		}
		n += size
		letters++
		if letters > longestKey {
			return out, n
		}
	}
	if letters == 0 {
		return out, 0
	}
	word := s[:n]
	if mixed == 3 {
		word = script.Repair(word)
	}
	if caron {
		word = script.Normalize(word)
	}
	return appendSpelling(out, word), n
}

// longestKey is how many letters a key word has at most.
const longestKey = 14

// cyrillicKey is appendKey of a word that is nothing but letters of U+0400 to U+045F with a spelling, all that most texts have; n is 0 for any other.
func cyrillicKey(out []byte, s string) (word []byte, n int) {
	begin := len(out)
	for n+1 < len(s) && cyrillicAt(s, n) {
		at := int(s[n]&1)<<6 | int(s[n+1]&0x3F)
		if at >= len(cyrillicSpelling) || cyrillicSpelling[at] == "" {
			return nil, 0
		}
		n += 2
		if n > 2*longestKey {
			return out[:begin], n
		}
		out = append(out, cyrillicSpelling[at]...)
	}
	if n < len(s) && (s[n] >= utf8.RuneSelf || isLetter(rune(s[n]))) {
		return nil, 0
	}
	return out, n
}

// asciiKey is appendKey of a word that is nothing but letters of ASCII; n is 0 for any other.
func asciiKey(out []byte, s string) (word []byte, n int) {
	begin, last := len(out), byte(0)
	for n < len(s) {
		c := s[n] | 0x20
		if c < 'a' || c > 'z' {
			break
		}
		n++
		if n > longestKey {
			return out[:begin], n
		}
		if c == 'j' && (last == 'l' || last == 'n') {
			c = 'x'
		}
		out = append(out, c)
		last = c
	}
	if n < len(s) && s[n] >= utf8.RuneSelf {
		return nil, 0
	}
	return out, n
}

// cyrillicAt reports whether a letter of U+0400 to U+047F stands at s[n:], which has two bytes: all of these are letters.
func cyrillicAt(s string, n int) bool { return s[n]&^1 == 0xD0 && s[n+1]&0xC0 == 0x80 }

// firstRune is utf8.DecodeRuneInString, sooner done for Cyrillic letters.
func firstRune(s string) (rune, int) {
	if len(s) > 1 && cyrillicAt(s, 0) {
		return rune(s[0]&0x1F)<<6 | rune(s[1]&0x3F), 2
	}
	return utf8.DecodeRuneInString(s)
}

// spell writes a word in the ASCII spelling.
func spell(word string) string {
	var buffer [40]byte
	return string(appendSpelling(buffer[:0], word))
}

// appendSpelling appends to out what spell returns.
func appendSpelling(out []byte, word string) []byte {
	for i := 0; i < len(word); {
		if c := word[i]; c < 0x80 {
			if 'A' <= c && c <= 'Z' {
				c += 'a' - 'A'
			}
			if c != 'l' && c != 'n' && c != 'd' {
				out = append(out, c)
				i++
				continue
			}
		}
		r, size := utf8.DecodeRuneInString(word[i:])
		i += size
		if at := r - 0x400; at >= 0 && at < rune(len(cyrillicSpelling)) && cyrillicSpelling[at] != "" {
			out = append(out, cyrillicSpelling[at]...)
			continue
		}
		if at := r - utf8.RuneSelf; at >= 0 && at < rune(len(latinSpelling)) && latinSpelling[at] != "" {
			out = append(out, latinSpelling[at]...)
			continue
		}
		r = unicode.ToLower(r)
		second := rune(0)
		if r == 'l' || r == 'n' || r == 'd' {
			second, size = utf8.DecodeRuneInString(word[i:])
			second = unicode.ToLower(second)
		}
		switch {
		case (r == 'l' || r == 'n') && second == 'j':
			out = append(out, byte(r), 'x')
			i += size
		case r == 'd' && second == 'ž':
			out = append(out, "dy"...)
			i += size
		case r < 0x80:
			out = append(out, byte(r))
		case spelling[r] != "":
			out = append(out, spelling[r]...)
		default:
			out = append(out, 'u')
			out = strconv.AppendInt(out, int64(r), 16)
		}
	}
	return out
}

// roman reads the Roman numeral at the beginning of s, in Latin or
// transliterated letters (ИИ, ИX), and returns it in Latin, its length in bytes
// and its value, 0 when there is none.
func roman(s string) (string, int, int) {
	var latin [8]byte
	n, letters := 0, 0
	for n < len(s) {
		r, size := utf8.DecodeRuneInString(s[n:])
		var c byte
		switch r {
		case 'I', 'И', 'І':
			c = 'I'
		case 'V', 'В':
			c = 'V'
		case 'X', 'Х':
			c = 'X'
		case 'L':
			c = 'L'
		}
		if c == 0 {
			break
		}
		if letters == len(latin) {
			return "", 0, 0
		}
		latin[letters] = c
		letters++
		n += size
	}
	if letters == 0 {
		return "", 0, 0
	}
	numeral := string(latin[:letters])
	return numeral, n, script.RomanValue(numeral)
}

// digits returns the number of ASCII digits at the beginning of s.
func digits(s string) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n
}

// spaces returns the length of the white space at the beginning of s.
func spaces(s string) int {
	return len(s) - len(strings.TrimLeftFunc(s, unicode.IsSpace))
}

// atoi returns the value of up to nine digits.
func atoi(s string) int {
	v := 0
	for i := 0; i < len(s) && i < 9; i++ {
		v = v*10 + int(s[i]-'0')
	}
	return v
}
