package script

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Normalize returns the text as it is compared, not as it is shown: NFC,
// look-alike letters repaired, all double quotation marks ", all single ones ',
// all dashes -, the digraphs of one code point as two letters, invisible
// characters gone and every run of white space one space. Case and diacritics
// stay. What differs between two texts with equal results is typography.
func Normalize(s string) string {
	if plain(s) {
		return s
	}
	if mayCombine(s) {
		s = norm.NFC.String(strings.Map(visible, s)) // a mark combines with the letter that it is seen on
	}
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range s {
		if r < 0x80 && r != '`' && r > ' ' || IsCyrillic(r) {
			space = false
			b.WriteRune(r)
			continue
		}
		if unicode.IsSpace(r) {
			if !space {
				b.WriteByte(' ')
			}
			space = true
			continue
		}
		if invisible(r) {
			continue
		}
		space = false
		if same, ok := unified[r]; ok {
			b.WriteString(same)
			continue
		}
		b.WriteRune(r)
	}
	return Repair(b.String())
}

// visible returns a character, and what strings.Map leaves out for one that is invisible.
func visible(r rune) rune {
	if invisible(r) {
		return -1
	}
	return r
}

// plain reports whether Normalize would give s back without looking further.
func plain(s string) bool {
	seen := uint8(0)
	for i := 0; i < len(s); i++ {
		c := s[i]
		if (c == 0xd0 || c == 0xd1) && i+1 < len(s) && s[i+1]&0xc0 == 0x80 {
			seen |= cyrillicSeen // a letter of U+0400 to U+047F, none of which is composed with what stands before it
			i++
			continue
		}
		if c >= 0x80 || c < ' ' || c == '`' || c == ' ' && i > 0 && s[i-1] == ' ' {
			return false
		}
		seen |= byteScripts[c]
	}
	return seen != cyrillicSeen|latinSeen
}

// mayCombine reports whether some letter may be written otherwise in NFC. All
// below the combining marks, the Cyrillic letters and the usual punctuation are
// there as they are, and no two of them make one.
func mayCombine(s string) bool {
	for _, r := range s {
		if r >= 0x300 && (r < 0x400 || r > 0x482) && (r < 0x2010 || r > 0x2027) {
			return true
		}
	}
	return false
}

func invisible(r rune) bool {
	switch r {
	case '\u00ad', '\u200b', '\u200c', '\u200d', '\u200e', '\u200f', '\u2060', '\ufeff':
		return true
	}
	return false
}

var unified = map[rune]string{
	'„': `"`, '“': `"`, '”': `"`, '‟': `"`, '«': `"`, '»': `"`, '″': `"`, 'ˮ': `"`, '〝': `"`, '〞': `"`, '＂': `"`,
	'‘': "'", '’': "'", '‚': "'", '‛': "'", '´': "'", '`': "'", 'ʼ': "'", '′': "'",
	'‐': "-", '‑': "-", '‒': "-", '–': "-", '—': "-", '―': "-", '−': "-", '﹣': "-", '－': "-",
	'…': "...",
	'Ǆ': "DŽ", 'ǅ': "Dž", 'ǆ': "dž", 'Ǉ': "LJ", 'ǈ': "Lj", 'ǉ': "lj", 'Ǌ': "NJ", 'ǋ': "Nj", 'ǌ': "nj",
	'Ð': "Đ", 'Ɖ': "Đ", 'ð': "đ",
}

// Fold returns the key by which texts are found and compared whatever their
// script and case: Normalize, then Latin, then lower case, without white space
// at the ends.
func Fold(s string) string {
	return strings.TrimSpace(strings.ToLower(ToLatin(Normalize(s))))
}

// SearchKey returns Fold without diacritics, so that a word typed without them
// is found: č and ć as c, š as s, ž as z, đ as dj.
func SearchKey(s string) string {
	if key, ok := plainKey(s); ok {
		return key
	}
	return bare.Replace(Fold(s))
}

// plainKey returns the search key of a text of Serbian Cyrillic letters, digits,
// signs of ASCII and white space alone, as most comments are, in one look; false:
// it holds something else, which may have to be repaired first or be an address.
func plainKey(s string) (string, bool) {
	b := make([]byte, 0, len(s))
	space := true // none at the beginning
	for _, r := range s {
		if r >= firstCyrillic && r <= lastCyrillic && plainLetters[r-firstCyrillic] != "" {
			b = append(b, plainLetters[r-firstCyrillic]...)
			space = false
			continue
		}
		switch {
		case r == ' ' || r == '\n' || r == '\r' || r == '\t':
			if !space {
				b = append(b, ' ')
			}
			space = true
		case r > ' ' && r < 0x7f && !IsLatin(r) && r != '`' && r != '@' && r != ':':
			b = append(b, byte(r))
			space = false
		default:
			return "", false
		}
	}
	if space && len(b) > 0 {
		b = b[:len(b)-1]
	}
	return string(b), true
}

// plainLetters is what plainKey writes for a letter. It is filled with toLatin,
// which it is made of.
var plainLetters [lastCyrillic - firstCyrillic + 1]string

func fillPlainLetters() {
	for _, r := range azbuka {
		key := bare.Replace(toLatin[r-firstCyrillic])
		plainLetters[r-firstCyrillic], plainLetters[unicode.ToUpper(r)-firstCyrillic] = key, key
	}
}

var bare = strings.NewReplacer("č", "c", "ć", "c", "š", "s", "ž", "z", "đ", "dj")
