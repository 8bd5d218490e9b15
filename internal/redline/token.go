package redline

import (
	"errors"
	"math"
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

// maxKeys is the most distinct tokens of two acts, far more than any have; it bounds what is remembered of them.
const maxKeys = 1_100_000

var errTooManyWords = errors.New("too many distinct words")

// A vocabulary gives every compared form a number, in the order of first sight, so one comparison of two acts uses one vocabulary.
type vocabulary struct {
	pieces  numbering            // the texts that tokens have
	known   []token              // by piece
	forms   numbering            // a key is the number of its form
	texts   map[string][]token   // split before; shared by who asks
	latest  []token              // of the text split last, overwritten by the next
	room    []token              // what is kept, with room for more behind it
	marks   [utf8.RuneSelf]int32 // the numbers of pieces of one ASCII mark
	written textRoom             // of forms
	limit   int
}

// The keys of the two tokens that are no words and no marks, and the numbers of the pieces that are one space and one line break.
const (
	spaceKey int32 = iota
	lineKey
)

// newVocabulary returns one with room for the words of texts of that many bytes in all.
func newVocabulary(size int) *vocabulary {
	v := &vocabulary{pieces: newNumbering(), forms: newNumbering(), texts: map[string][]token{}, limit: maxKeys}
	v.expect(size)
	for _, form := range []string{spaceKey: " ", lineKey: "\n"} {
		_, slot := v.pieces.find(form)
		v.pieces.add(form, slot)
		_, slot = v.forms.find(form)
		v.forms.add(form, slot)
	}
	v.known = append(v.known,
		token{piece: spaceKey, key: spaceKey, size: 1, class: spaceToken}, token{piece: lineKey, key: lineKey, size: 1, class: lineToken})
	for k := range v.marks {
		v.marks[k] = none
	}
	return v
}

// expect makes room for the words of texts of that many bytes in all, unless there is as much already.
func (v *vocabulary) expect(size int) {
	words := int(1.6 * math.Pow(float64(size), 0.6)) // as many distinct ones as laws have
	v.pieces.reserve(words)
	v.forms.reserve(words)
	v.known = slices.Grow(v.known, max(0, words-len(v.known)))
	if lines := size / 256; len(v.texts) == 0 && lines > 0 {
		v.texts = make(map[string][]token, lines)
	}
}

// tokens splits a text. Joining the tokens' texts gives the text back. The slice is shared: nobody writes into it.
func (v *vocabulary) tokens(text string) ([]token, error) {
	if known, ok := v.texts[text]; ok {
		return known, nil
	}
	var err error
	v.latest, err = v.split(v.latest, text)
	if err != nil {
		return nil, err
	}
	out := v.keep(v.latest)
	v.texts[text] = out
	return out, nil
}

// split returns the tokens of a text in the room that a slice has, or in more.
func (v *vocabulary) split(room []token, text string) ([]token, error) {
	out := slices.Grow(room[:0], likelyTokens(text))
	anyDisguised, lines := false, strings.IndexByte(text, '\n') >= 0
	for len(text) > 0 {
		if lines && (len(out) == 0 || out[len(out)-1].class == lineToken) {
			if line, n := v.knownLine(text); n > 0 {
				out = append(out, line...)
				text = text[n:]
				continue
			}
		}
		if text[0] == ' ' && len(text) > 1 && text[1] > ' ' && text[1] < utf8.RuneSelf || len(text) > 2 && text[0] == ' ' && cyrillicLead(text[1]) {
			out = append(out, v.known[spaceKey])
			text = text[1:]
			continue
		}
		if c := text[0]; c < utf8.RuneSelf && v.marks[c] != none && (len(text) == 1 || text[1] != c) { // two of one may be another mark
			out = append(out, v.known[v.marks[c]])
			text = text[1:]
			continue
		}
		n, class := firstToken(text)
		piece := text[:n]
		number, slot := v.pieces.find(piece)
		if number == none {
			var err error
			number, err = v.learn(piece, class, slot)
			if err != nil {
				return nil, err
			}
		}
		t := v.known[number]
		anyDisguised = anyDisguised || t.trait() == disguised
		out = append(out, t)
		text = text[n:]
	}
	if anyDisguised {
		return out, v.readDisguised(out)
	}
	return out, nil
}

// splitToKeep returns the tokens of a text where they stay; they are the caller's.
func (v *vocabulary) splitToKeep(text string) ([]token, error) {
	likely := likelyTokens(text)
	if cap(v.room)-len(v.room) < likely {
		v.room = make([]token, 0, max(likely, keptAtOnce))
	}
	from := len(v.room)
	out, err := v.split(v.room[from:], text)
	if len(out) <= cap(v.room)-from { // else it stands in a room of its own
		v.room = v.room[:from+len(out)]
	}
	return out[:len(out):len(out)], err
}

// likelyTokens guesses how many tokens a text has: a space and a word each time, and a mark now and then.
func likelyTokens(text string) int { return 16 + 5*strings.Count(text, " ")/2 }

// knownLine returns the tokens of the line that a text begins with, and its length, where it was split before.
func (v *vocabulary) knownLine(text string) ([]token, int) {
	line := text
	if end := strings.IndexByte(text, '\n'); end >= 0 {
		line = text[:end]
	}
	ts := v.texts[line]
	if len(ts) == 0 || isBlank(ts[0]) || isBlank(ts[len(ts)-1]) {
		return nil, 0
	}
	return ts, len(line)
}

// keptAtOnce is how many tokens of short texts are given room at once.
const keptAtOnce = 256

// keep returns tokens where they stay.
func (v *vocabulary) keep(ts []token) []token {
	if len(ts) > cap(v.room)-len(v.room) {
		if len(ts) > keptAtOnce/4 {
			return slices.Clone(ts)
		}
		v.room = make([]token, 0, keptAtOnce)
	}
	from := len(v.room)
	v.room = append(v.room, ts...)
	return v.room[from:len(v.room):len(v.room)]
}

func isBlank(t token) bool { return t.class == spaceToken || t.class == lineToken }

// keepLines remembers the tokens of every line of a text, since the provisions that stand in it are asked for next.
func (v *vocabulary) keepLines(text string, ts []token) {
	start, at, from := 0, 0, 0
	keep := func(k int) {
		line := ts[start:k:k]
		if len(line) == 0 {
			return
		}
		v.texts[text[from:at]] = line
		if len(line) > 3 && line[0].trait() == digitToken && v.text(line[1]) == ")" && line[2].class == spaceToken {
			label := textLength(line[:3])
			v.texts[text[from+label:at]] = line[3:]
		}
	}
	for k, t := range ts {
		if t.class == lineToken {
			keep(k)
			start, from = k+1, at+int(t.size)
		}
		at += int(t.size)
	}
	keep(len(ts))
}

// text returns the text of a token.
func (v *vocabulary) text(t token) string { return v.pieces.texts[t.piece] }

// learn enters a piece that was not met before, at the slot where it was not found, and returns its number.
func (v *vocabulary) learn(piece string, class tokenClass, slot uint64) (int32, error) {
	number := int32(len(v.known))
	known := token{piece: number, size: uint16(len(piece)), class: class}
	var err error
	var buf [64]byte
	if form, plain := plainForm(buf[:0], piece, class); plain {
		var at uint64
		known.key, at = v.forms.find(string(form))
		if known.key == none {
			known.key, err = v.newKey(v.written.keep(form), at)
		}
	} else {
		known.key, err = v.keyOf(compareForm(piece, class))
	}
	if err != nil {
		return none, err
	}
	if class == wordToken {
		known.marks = uint8(lettersInCapitals(piece)) << traitBits
	}
	known.marks |= uint8(traitOf(piece, class))
	if len(piece) == 1 && class == markToken {
		v.marks[piece[0]] = number
	}
	v.pieces.add(piece, slot)
	v.known = append(v.known, known)
	return number, nil
}

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

// plainForm appends compareForm of a number, or of a Cyrillic word in small letters, the first one perhaps a capital. It tells whether the
// piece is one.
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
		if r < 0x430 && k > 0 || r > 0x45F {
			return nil, false
		}
		buf = append(buf, plainLatin[r-0x400]...)
	}
	return buf, true
}

// plainLatin holds the compared form of each letter of U+0400 to U+045F where small letters follow it.
var plainLatin = func() (out [0x60]string) {
	for k := range out {
		out[k] = capitalDigraphs.Replace(script.ToLatin(string(rune(0x400 + k))))
	}
	return out
}()

func (v *vocabulary) keyOf(form string) (int32, error) {
	key, slot := v.forms.find(form)
	if key != none {
		return key, nil
	}
	return v.newKey(form, slot)
}

func (v *vocabulary) newKey(form string, slot uint64) (int32, error) {
	if len(v.forms.texts) >= v.limit {
		return none, errTooManyWords
	}
	return v.forms.add(form, slot), nil
}

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
