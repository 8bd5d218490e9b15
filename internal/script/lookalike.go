package script

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Lookalike is a word in which letters of one script stand for those of the
// other.
type Lookalike struct {
	Offset int    // in bytes, of the word
	Word   string // as written
	Want   string // as it should be written
}

// scripts seen in a word
const (
	cyrillicSeen = 1 << iota
	latinSeen
)

// Lookalikes returns the words of s that mix look-alike letters of both scripts,
// in order. A word that holds letters peculiar to both (an abbreviation with a
// Serbian ending) is not one of them. A Latin word of one or two letters that all
// look Cyrillic is one between Cyrillic words (a, o, y, je), and o at the
// beginning of a line before one. So is the number of an inserted provision behind
// a Cyrillic word whose letter is Latin: 27a.
func Lookalikes(s string) []Lookalike {
	if !bothScripts(s) {
		return nil
	}
	found, numbers := mixed(s), lettered(s)
	if len(numbers) == 0 {
		return found
	}
	found = append(found, numbers...)
	slices.SortStableFunc(found, func(a, b Lookalike) int { return a.Offset - b.Offset })
	return found
}

// lettered returns the numbers of inserted provisions behind a Cyrillic word whose
// letter is a small Latin one that looks Cyrillic.
func lettered(s string) []Lookalike {
	var found []Lookalike
	for i := NextDigit(s, 1); i+1 < len(s); i = NextDigit(s, i+1) {
		if !strings.ContainsRune("aeoj", rune(s[i+1])) {
			continue
		}
		next, _ := utf8.DecodeRuneInString(s[i+2:])
		if unicode.IsLetter(next) || unicode.IsDigit(next) {
			continue
		}
		start := i
		for start > 0 && s[start-1] >= '0' && s[start-1] <= '9' {
			start--
		}
		before := strings.TrimRight(s[:start], ". \u00a0")
		last, _ := utf8.DecodeLastRuneInString(before)
		if len(before) == start || !IsCyrillic(last) {
			continue
		}
		number := s[start : i+2]
		found = append(found, Lookalike{Offset: start, Word: number, Want: AsCyrillic(number)})
	}
	return found
}

// mixed returns the look-alikes but those behind figures.
func mixed(s string) []Lookalike {
	var found []Lookalike
	cyrillic, last := true, 0
	for i := 0; i < len(s); {
		start := i
		var seen int
		i, seen = word(s, i)
		if seen == 0 {
			continue
		}
		w := s[start:i]
		want, ok := "", false
		switch {
		case seen == cyrillicSeen|latinSeen && cyrillic && inserted(w):
			continue
		case seen == cyrillicSeen|latinSeen:
			want, ok = unmix(w, cyrillic)
		case stray(w) && last == cyrillicSeen && spaced(s, start) && cyrillicNext(s, i),
			(w == "o" || w == "O") && (start == 0 || s[start-1] == '\n') && cyrillicNext(s, i):
			want, ok = AsCyrillic(w), true
		}
		if ok {
			found = append(found, Lookalike{Offset: start, Word: w, Want: want})
			w, seen = want, scriptOf(want)
		}
		last = seen
		switch {
		case len(w) == 1:
		case seen == cyrillicSeen:
			cyrillic = true
		case seen == latinSeen && RomanValue(w) == 0:
			cyrillic = false
		}
	}
	return found
}

// inserted reports whether the word is the number of an inserted division: a Roman numeral and a small
// Cyrillic letter, one of the first where the numeral is of one letter, IIIа, Vа.
func inserted(w string) bool {
	letter, size := utf8.DecodeLastRuneInString(w)
	numeral := w[:len(w)-size]
	return IsCyrillic(letter) && unicode.IsLower(letter) && RomanValue(numeral) > 0 && (len(numeral) > 1 || strings.Contains("IVX", numeral) && strings.ContainsRune("абвгд", letter))
}

// bothScripts reports whether letters of both scripts may stand in s, by their bytes.
func bothScripts(s string) bool { return leadsLatin(s) && leadsCyrillic(s) }

// byteScripts holds the scripts of the letters that each byte leads.
var byteScripts = func() (scripts [256]uint8) {
	for c := range scripts {
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= 0xc3 && c <= 0xc9:
			scripts[c] = latinSeen
		case c >= 0xd0 && c <= 0xd3:
			scripts[c] = cyrillicSeen
		}
	}
	return scripts
}()

// scriptOf returns the scripts in the first word of s.
func scriptOf(s string) int {
	_, seen := word(s, 0)
	return seen
}

// stray reports whether the Latin word has one or two small letters that all look
// like Cyrillic ones.
func stray(w string) bool {
	if len(w) > 2 {
		return false
	}
	for i := 0; i < len(w); i++ {
		if cyrillicTwins.of(rune(w[i])) == 0 || w[i] < 'a' {
			return false
		}
	}
	return true
}

// spaced reports whether a space stands before s[at].
func spaced(s string, at int) bool {
	return at > 0 && (s[at-1] == ' ' || strings.HasSuffix(s[:at], "\u00a0"))
}

// maxStray is the most words that may stand one behind another with all their
// letters in the wrong script.
const maxStray = 3

// cyrillicNext reports whether a space and a Cyrillic word follow s[:at], up to
// maxStray stray words before it.
func cyrillicNext(s string, at int) bool {
	for range maxStray {
		start := at
		for start < len(s) && s[start] == ' ' {
			start++
		}
		if strings.HasPrefix(s[start:], "\u00a0") {
			start += len("\u00a0")
		}
		if start == at {
			return false
		}
		end, seen := word(s, start)
		if seen == cyrillicSeen|latinSeen {
			want, ok := unmix(s[start:end], true)
			return ok && scriptOf(want) == cyrillicSeen
		}
		if seen != latinSeen || !stray(s[start:end]) {
			return seen == cyrillicSeen
		}
		at = end
	}
	return false
}

// word returns the end of the word that begins at s[i] and the scripts in it, or
// the end of the rune at i and no script when none begins there. It looks at
// bytes: D0 to D3 lead Cyrillic letters, C3 to C9 Latin ones, CC and CD
// combining marks.
func word(s string, i int) (int, int) {
	seen := 0
	for i < len(s) {
		c := s[i]
		switch {
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z':
			seen |= latinSeen
			i++
		case c < 0x80:
			if seen == 0 {
				i++
			}
			return i, seen
		case c >= 0xd0 && c <= 0xd3:
			seen |= cyrillicSeen
			i = min(i+2, len(s))
		case c >= 0xc3 && c <= 0xc9:
			r, size := utf8.DecodeRuneInString(s[i:])
			if !unicode.IsLetter(r) {
				if seen == 0 {
					i += size
				}
				return i, seen
			}
			seen |= latinSeen
			i += size
		case (c == 0xcc || c == 0xcd) && seen != 0:
			i = min(i+2, len(s))
		default:
			if seen == 0 {
				_, size := utf8.DecodeRuneInString(s[i:])
				i += size
			}
			return i, seen
		}
	}
	return i, seen
}

// unmix returns the word in the one script it was meant in. Where every letter
// exists in both, the script around it decides.
func unmix(w string, cyrillic bool) (string, bool) {
	if roman, ok := mixedRoman(w); ok {
		return roman, true
	}
	onlyCyrillic, onlyLatin := false, false
	for _, r := range w {
		switch {
		case IsCyrillic(r):
			onlyCyrillic = onlyCyrillic || latinTwins.of(r) == 0
		case unicode.IsLetter(r):
			onlyLatin = onlyLatin || cyrillicTwins.of(r) == 0
		}
	}
	if onlyCyrillic && onlyLatin {
		return "", false
	}
	twin := &latinTwins
	if onlyCyrillic || !onlyLatin && cyrillic {
		twin = &cyrillicTwins
	}
	return strings.Map(func(r rune) rune {
		if t := twin.of(r); t != 0 {
			return t
		}
		return r
	}, w), true
}

// mixedRoman reads a Roman numeral that was half transliterated, such as ИX.
func mixedRoman(w string) (string, bool) {
	latin := make([]byte, 0, 16)
	for _, r := range w {
		switch r {
		case 'И', 'I', 'І':
			latin = append(latin, 'I')
		case 'В', 'V':
			latin = append(latin, 'V')
		case 'Х', 'X':
			latin = append(latin, 'X')
		default:
			return "", false
		}
	}
	if len(latin) < 2 {
		return "", false
	}
	roman := string(latin)
	return roman, RomanValue(roman) > 0
}

// AsCyrillic returns s with every Latin letter that looks like a Cyrillic one
// replaced by it. It is for a letter that stands alone, as in "члан 27a".
func AsCyrillic(s string) string {
	return strings.Map(func(r rune) rune {
		if twin := cyrillicTwins.of(r); twin != 0 {
			return twin
		}
		return r
	}, s)
}

// Repair returns s with every look-alike letter that Lookalikes finds replaced, but
// for those behind figures.
func Repair(s string) string {
	if !bothScripts(s) {
		return s
	}
	found := mixed(s)
	if len(found) == 0 {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + len(found))
	at := 0
	for _, f := range found {
		b.WriteString(s[at:f.Offset])
		b.WriteString(f.Want)
		at = f.Offset + len(f.Word)
	}
	b.WriteString(s[at:])
	return b.String()
}

// RomanValue returns the value of a Roman numeral in its usual form, 1 to 3999,
// written in Latin capitals, and 0 for anything else.
func RomanValue(s string) int {
	for i := range len(s) {
		switch s[i] {
		case 'I', 'V', 'X', 'L', 'C', 'D', 'M':
		default:
			return 0
		}
	}
	value, rest := 0, s
	for _, step := range romanSteps {
		for n := 0; n < step.most && strings.HasPrefix(rest, step.letters); n++ {
			value += step.value
			rest = rest[len(step.letters):]
		}
	}
	if rest != "" || s == "" {
		return 0
	}
	if !spellsRoman(s, value) {
		return 0
	}
	return value
}

var romanSteps = []struct {
	letters string
	value   int
	most    int
}{
	{"M", 1000, 3}, {"CM", 900, 1}, {"D", 500, 1}, {"CD", 400, 1}, {"C", 100, 3}, {"XC", 90, 1}, {"L", 50, 1},
	{"XL", 40, 1}, {"X", 10, 3}, {"IX", 9, 1}, {"V", 5, 1}, {"IV", 4, 1}, {"I", 1, 3},
}

// spellsRoman reports whether s is the usual form of the value.
func spellsRoman(s string, value int) bool {
	for _, step := range romanSteps {
		for ; value >= step.value; value -= step.value {
			rest, ok := strings.CutPrefix(s, step.letters)
			if !ok {
				return false
			}
			s = rest
		}
	}
	return s == ""
}
