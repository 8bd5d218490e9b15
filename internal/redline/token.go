package redline

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rasprava/rasprava/internal/script"
)

type tokenClass uint8

const (
	wordToken tokenClass = iota
	spaceToken
	lineToken
	markToken
)

// A token is the smallest piece of text that is kept or changed as a whole: a word, a run of spaces, a line break with the spaces
// around it, or one other character. Tokens with the same key differ at most typographically, those with the same piece not at all. What
// is asked of a text for every token of it stands in the token, which holds no pointer: there are very many.
type token struct {
	piece int32 // the number of its text in the vocabulary
	key   int32
	size  uint16 // of its text, in bytes
	class tokenClass
	marks uint8 // its trait and, above traitBits, what capitals returns
}

// longestToken is the most bytes of a token; what is longer is several.
const longestToken = 1<<16 - 1

// traitBits is how many bits a trait takes.
const traitBits = 2

func (t token) trait() trait { return trait(t.marks & (1<<traitBits - 1)) }

// capitals returns how many letters a word in capitals has, at most mostCapitalLetters; 0 for other words.
func (t token) capitals() int { return int(t.marks >> traitBits) }

// mostCapitalLetters is as many as are counted.
const mostCapitalLetters = 1<<(8-traitBits) - 1

// A trait is what a token has besides its class.
type trait uint8

const (
	plainToken   trait = iota
	digitToken         // begins with a digit
	sentenceMark       // ends a sentence or a part of one
	disguised          // a word of Latin letters that looks like a Cyrillic one
)

func isBlank(t token) bool { return t.class == spaceToken || t.class == lineToken }

func traitOf(piece string, class tokenClass) trait {
	switch {
	case startsWithDigit(piece):
		return digitToken
	case class == markToken && endsSentence(piece):
		return sentenceMark
	case class == wordToken && cyrillicReading(piece) != "":
		return disguised
	}
	return plainToken
}

// cyrillicLead tells the first byte of a letter of U+0400 to U+047F, all of which are letters.
func cyrillicLead(c byte) bool { return c == 0xD0 || c == 0xD1 }

// plainForm appends compareForm of a number, or of a Cyrillic word in which no capital may be the second half of a digraph. It tells whether
// the piece is one.
func plainForm(buf []byte, piece string, class tokenClass) ([]byte, bool) {
	if class != wordToken || len(piece) > 40 {
		return nil, false
	}
	if allDigits(piece) {
		return append(buf, piece...), true
	}
	if len(piece)%2 != 0 {
		return nil, false
	}
	for k := 0; k < len(piece); k += 2 {
		if !cyrillicLead(piece[k]) {
			return nil, false
		}
		r := rune(piece[k]&0x1F)<<6 | rune(piece[k+1]&0x3F)
		if k > 0 && (r == 'Ј' || r == 'Ж') || r > 0x45F {
			return nil, false
		}
		buf = append(buf, plainLatin[r-0x400]...)
	}
	return buf, true
}

// plainLatin holds the compared form of each letter of U+0400 to U+045F by itself.
var plainLatin = func() (out [0x60]string) {
	for k := range out {
		out[k] = capitalDigraphs.Replace(script.ToLatin(string(rune(0x400 + k))))
	}
	return out
}()

// firstToken returns the length in bytes and the class of the token a text begins with.
func firstToken(text string) (int, tokenClass) {
	text = withinToken(text)
	plain := plainWordEnd(text)
	if plain > 0 && (plain == len(text) || text[plain] < utf8.RuneSelf) {
		if plain <= 3 && plain < len(text) && (text[plain] == '.' || text[plain] == ',') {
			plain = amountEnd(text, plain)
		}
		return plain, wordToken
	}
	r, size := utf8.DecodeRuneInString(text)
	switch {
	case isWord(r):
		n := size
		for n < len(text) {
			r, size = utf8.DecodeRuneInString(text[n:])
			if !isWord(r) && !isJoiner(r) {
				break
			}
			n += size
		}
		return n, wordToken
	case isSpace(r):
		class := spaceToken
		n := 0
		for n < len(text) {
			r, size = utf8.DecodeRuneInString(text[n:])
			if !isSpace(r) {
				break
			}
			if r == '\n' {
				class = lineToken
			}
			n += size
		}
		return n, class
	}
	for _, m := range longMarks {
		if strings.HasPrefix(text, m) {
			return len(m), markToken
		}
	}
	return size, markToken
}

// withinToken returns as much of a text as one token can have.
func withinToken(text string) string {
	if len(text) <= longestToken {
		return text
	}
	end := longestToken
	for end > longestToken-utf8.UTFMax && !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end]
}

// amountEnd returns where an amount with its thousands apart or decimals ends, in a text that begins with a word of n bytes: "1.200",
// "12.000.000,50", "1,200", "12,5". It returns n where the word is none.
func amountEnd(text string, n int) int {
	if len(leadingDigits(text[:n])) != n {
		return n
	}
	mark, end := text[n], n
	for end < len(text) && text[end] == mark && digitsWord(text[end+1:]) == 3 {
		end += 4
	}
	if end > n && end < len(text) && text[end] != mark && (text[end] == '.' || text[end] == ',') {
		if d := digitsWord(text[end+1:]); d > 0 {
			end += 1 + d
		}
	}
	if end == n && mark == ',' {
		if d := digitsWord(text[n+1:]); d > 0 && !numbersGoOn(text[n+1+d:]) {
			end += 1 + d
		}
	}
	return end
}

// numbersGoOn tells whether what stands behind a number is the rest of a list of numbers: "чл. 2,3. и 5", "2,3,4".
func numbersGoOn(text string) bool {
	rest, stopped := strings.CutPrefix(text, ".")
	if !stopped {
		rest, listed := strings.CutPrefix(text, ",")
		return listed && len(leadingDigits(rest)) > 0
	}
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(rest, " "))
	return unicode.IsLower(r) || unicode.IsDigit(r)
}

// digitsWord returns the length of the digits a text begins with, 0 where they are only a part of a word.
func digitsWord(text string) int {
	n := len(leadingDigits(text))
	if r, _ := utf8.DecodeRuneInString(text[n:]); isWord(r) || isJoiner(r) {
		return 0
	}
	return n
}

// plainWordEnd returns how far a text begins with Cyrillic letters, ASCII letters and digits.
func plainWordEnd(text string) int {
	n := 0
	for n < len(text) {
		switch c := text[n]; {
		case cyrillicLead(c) && n+1 < len(text) && text[n+1] >= 0x80 && text[n+1] < 0xC0:
			n += 2
		case 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9':
			n++
		default:
			return n
		}
	}
	return n
}

// longMarks are marks typed as several characters: an ellipsis, and quotation marks typed as commas or apostrophes.
var longMarks = []string{"...", ",,", "''"}

func isWord(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r))
}

// isJoiner tells the invisible characters that stand inside words: the soft hyphen, joiners and the word joiner.
func isJoiner(r rune) bool {
	return r == 0xAD || 0x200B <= r && r <= 0x200D || r == 0x2060 || r == 0xFEFF
}

func isSpace(r rune) bool {
	return unicode.IsSpace(r) || isJoiner(r)
}

// compareForm is what decides whether two tokens are the same: the normalized form in the Latin script, with the digraphs of capitals
// written one way (ЉУБАВ, LJUBAV and LjUBAV are one word).
func compareForm(piece string, class tokenClass) string {
	switch class {
	case spaceToken:
		return " "
	case lineToken:
		return "\n"
	}
	if piece == ",," || piece == "''" {
		return `"`
	}
	form := script.Normalize(piece)
	if class == wordToken {
		form = capitalDigraphs.Replace(script.ToLatin(strings.Map(dropJoiner, form)))
	}
	return form
}

var capitalDigraphs = strings.NewReplacer("LJ", "Lj", "NJ", "Nj", "DŽ", "Dž")

func dropJoiner(r rune) rune {
	if isJoiner(r) {
		return -1
	}
	return r
}

func sameKeys(a, b []token) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].key != b[i].key {
			return false
		}
	}
	return true
}

func sameTexts(a, b []token) bool {
	return slices.EqualFunc(a, b, func(x, y token) bool { return x.piece == y.piece })
}

// textLength returns how many bytes the texts of tokens have.
func textLength(ts []token) int {
	n := 0
	for k := range ts {
		n += int(ts[k].size)
	}
	return n
}
