package redline

import (
	"errors"
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
// around it, or one other character. Tokens with the same key differ at most typographically.
type token struct {
	text  string
	key   int32
	class tokenClass
}

// maxKeys is how many distinct tokens fit into the runes that stand for them: all of Unicode without 0, the surrogates and U+FFFD.
const maxKeys = 1_100_000

var errTooManyWords = errors.New("too many distinct words")

type knownToken struct {
	key      int32
	class    tokenClass
	disguise string
}

// A vocabulary gives every compared form a number, in the order of first sight, so one comparison of two acts uses one vocabulary.
type vocabulary struct {
	written map[string]knownToken
	forms   map[string]int32
	limit   int
}

// newVocabulary returns one with room for about that many tokens.
func newVocabulary(tokens int) *vocabulary {
	return &vocabulary{written: make(map[string]knownToken, tokens), forms: make(map[string]int32, tokens), limit: maxKeys}
}

// tokens splits a text. Joining the tokens' texts gives the text back.
func (v *vocabulary) tokens(text string) ([]token, error) {
	out := make([]token, 0, len(text)/6+1)
	disguised := false
	for len(text) > 0 {
		n, class := firstToken(text)
		piece := text[:n]
		known, ok := v.written[piece]
		if !ok {
			key, err := v.keyOf(compareForm(piece, class))
			if err != nil {
				return nil, err
			}
			known = knownToken{key: key, class: class}
			if class == wordToken {
				known.disguise = cyrillicReading(piece)
			}
			v.written[piece] = known
		}
		disguised = disguised || known.disguise != ""
		out = append(out, token{text: piece, key: known.key, class: known.class})
		text = text[n:]
	}
	if disguised {
		err := v.readDisguised(out)
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (v *vocabulary) keyOf(form string) (int32, error) {
	key, ok := v.forms[form]
	if ok {
		return key, nil
	}
	if len(v.forms) >= v.limit {
		return 0, errTooManyWords
	}
	key = int32(len(v.forms))
	v.forms[form] = key
	return key, nil
}

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
		reading := v.written[ts[i].text].disguise
		if reading == "" {
			before = v.neighbour(ts[i], before)
			continue
		}
		if before == latinWord || behind[i] == latinWord || before == noWord && behind[i] == noWord {
			continue
		}
		key, err := v.keyOf(compareForm(reading, wordToken))
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
	case !hasLetters(t) || v.written[t.text].disguise != "":
		return further
	case hasCyrillic(t.text):
		return cyrillicWord
	}
	return latinWord
}

func hasLetters(t token) bool {
	return t.class == wordToken && !startsWithDigit(t.text)
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

// firstToken returns the length in bytes and the class of the token a text begins with.
func firstToken(text string) (int, tokenClass) {
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

func joinTokens(ts []token) string {
	switch len(ts) {
	case 0:
		return ""
	case 1:
		return ts[0].text
	}
	n := 0
	for _, t := range ts {
		n += len(t.text)
	}
	var b strings.Builder
	b.Grow(n)
	for _, t := range ts {
		b.WriteString(t.text)
	}
	return b.String()
}
