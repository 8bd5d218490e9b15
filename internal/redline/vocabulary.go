package redline

import (
	"errors"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/rasprava/rasprava/internal/intern"
)

// maxKeys is the most distinct tokens of two acts, far more than any have; it bounds what is remembered of them.
const maxKeys = 1_100_000

var errTooManyWords = errors.New("too many distinct words")

// A vocabulary gives every compared form a number, in the order of first sight, so one comparison of two acts uses one vocabulary.
type vocabulary struct {
	pieces  *intern.Strings      // the texts that tokens have
	known   []token              // by piece
	forms   *intern.Strings      // a key is the number of its form
	texts   map[string][]token   // split before; shared by who asks
	lines   int                  // how many of them have room
	latest  []token              // of the text split last, overwritten by the next
	room    []token              // what is kept, with room for more behind it
	widest  []token              // the widest room that there was
	kept    int                  // how many tokens are kept
	before  int                  // how many were before all was forgotten
	marks   [utf8.RuneSelf]int32 // the numbers of pieces of one ASCII mark
	written textRoom             // of forms
	torn    bool                 // by a byte that is no UTF-8
	limit   int
}

// The keys of the two tokens that are no words and no marks, and the numbers of the pieces that are one space and one line break.
const (
	spaceKey int32 = iota
	lineKey
)

// newVocabulary returns one with room for the words of texts of that many bytes in all.
func newVocabulary(size int) *vocabulary {
	v := &vocabulary{pieces: intern.New(0), forms: intern.New(0), texts: map[string][]token{}, limit: maxKeys}
	v.expect(size)
	v.begin()
	return v
}

// forget makes a vocabulary new, but for the room that it has; nobody may hold tokens of it.
func (v *vocabulary) forget() {
	v.pieces.Forget()
	v.forms.Forget()
	clear(v.texts)
	v.known, v.room, v.written = v.known[:0], v.widest, textRoom{}
	v.kept, v.before, v.torn = 0, v.kept, false
	v.begin()
}

// begin enters what every vocabulary knows.
func (v *vocabulary) begin() {
	for _, form := range []string{spaceKey: " ", lineKey: "\n"} {
		v.pieces.Put(form)
		v.forms.Put(form)
	}
	v.known = append(v.known,
		token{piece: spaceKey, key: spaceKey, size: 1, class: spaceToken}, token{piece: lineKey, key: lineKey, size: 1, class: lineToken})
	for k := range v.marks {
		v.marks[k] = none
	}
}

// expect makes room for the words of texts of that many bytes in all, unless there is as much already.
func (v *vocabulary) expect(size int) {
	words := int(1.6 * math.Pow(float64(size), 0.6)) // as many distinct ones as laws have at most, since to grow costs more
	v.pieces.Reserve(words)
	v.forms.Reserve(words)
	v.known = slices.Grow(v.known, max(0, words-len(v.known)))
	if lines := size / 256; len(v.texts) == 0 && lines > v.lines {
		v.texts, v.lines = make(map[string][]token, lines), lines
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
	out := room[:0]
	if cap(out) == 0 {
		out = slices.Grow(out, likelyTokens(text))
	}
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
		number, slot, known := v.pieces.Find(piece)
		if !known {
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
	from := len(v.room)
	out, err := v.split(v.room[from:], text)
	if len(out) <= cap(v.room)-from { // else they stand in a room of their own
		v.room = v.room[:from+len(out)]
	}
	v.kept += len(out)
	return out[:len(out):len(out)], err
}

// widen makes room for that many more tokens that are kept, or for as many as the texts before had, if those were more.
func (v *vocabulary) widen(tokens int) {
	tokens = max(tokens, v.before)
	if tokens > cap(v.room)-len(v.room) {
		v.room = make([]token, 0, tokens)
	}
	if cap(v.room) > cap(v.widest) {
		v.widest = v.room[:0]
	}
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
	v.kept += len(ts)
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
func (v *vocabulary) text(t token) string { return v.pieces.All()[t.piece] }

// learn enters a piece that was not met before, at the slot where it was not found, and returns its number.
func (v *vocabulary) learn(piece string, class tokenClass, slot uint64) (int32, error) {
	number := int32(len(v.known))
	known := token{piece: number, size: uint16(len(piece)), class: class}
	var err error
	var buf [64]byte
	if form, plain := plainForm(buf[:0], piece, class); plain {
		key, at, met := v.forms.Find(string(form))
		if !met {
			key, err = v.newKey(v.written.keep(form), at)
		}
		known.key = key
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
		if piece[0] < utf8.RuneSelf {
			v.marks[piece[0]] = number
		} else {
			v.torn = true
		}
	}
	v.pieces.Add(piece, slot)
	v.known = append(v.known, known)
	return number, nil
}

func (v *vocabulary) keyOf(form string) (int32, error) {
	key, slot, met := v.forms.Find(form)
	if met {
		return key, nil
	}
	return v.newKey(form, slot)
}

func (v *vocabulary) newKey(form string, slot uint64) (int32, error) {
	if v.forms.Len() >= v.limit {
		return none, errTooManyWords
	}
	return v.forms.Add(form, slot), nil
}
