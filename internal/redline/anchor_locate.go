package redline

import (
	"strings"
	"unicode/utf8"
)

// A stretch is the bytes [from, to) of a text.
type stretch struct{ from, to int32 }

const (
	mostPlaces    = 64      // of one quote that are looked at
	shortHaystack = 4 << 10 // bytes searched without the index of words
)

// locate returns where the quote stands in the tokens [from, to): as it is written, or else in the compared form, whatever its script,
// case, spaces, quotation marks and look-alike letters. Of several places those that agree best with what should stand before and behind.
func (s *stream) locate(v *vocabulary, q Quote, from, to int32) []stretch {
	if q.Exact == "" || from >= to {
		return nil
	}
	written := stretch{from: s.at[from], to: s.at[to]}
	folded := stretch{from: s.foldedAt[from], to: s.foldedAt[to]}
	var found []stretch
	rare, offset, foldedOffset := s.rareWord(v, q.Exact)
	if rare == nil || written.to-written.from <= shortHaystack {
		found = find(s.text, q.Exact, written)
	} else {
		found = findAt(s.text, q.Exact, written, rare, s.at, offset)
	}
	if len(found) == 0 {
		needle := foldText(q.Exact)
		if rare != nil {
			found = findAt(s.folded, needle, folded, rare, s.foldedAt, foldedOffset)
		}
		if len(found) == 0 {
			found = find(s.folded, needle, folded)
		}
		for i, f := range found {
			found[i] = s.unfold(f)
		}
	}
	if len(found) > 1 && q.Prefix+q.Suffix != "" {
		found = s.bestContext(found, foldText(q.Prefix), foldText(q.Suffix))
	}
	return found
}

// rareWord returns where that word of the quote stands in the stream that stands there least often, and the bytes of the quote before it,
// as written and folded. Words at the ends of a quote may be parts of words and do not count. Without another word that the text has the
// list is nil.
func (s *stream) rareWord(v *vocabulary, quote string) (places []int32, offset, folded int) {
	before := 0
	for at := 0; at < len(quote); {
		n, class := firstToken(quote[at:])
		form := foldPiece(quote[at:at+n], class)
		if class == wordToken && at > 0 && at+n < len(quote) {
			key, _, known := v.forms.Find(compareForm(quote[at:at+n], class))
			if !known {
				return nil, 0, 0
			}
			if list := s.words.of(key); list != nil && (places == nil || len(list) < len(places)) {
				places, offset, folded = list, at, before
			}
		}
		before += len(form)
		at += n
	}
	return places, offset, folded
}

func foldPiece(piece string, class tokenClass) string {
	if class == spaceToken || class == lineToken {
		return ""
	}
	return strings.ToLower(compareForm(piece, class))
}

// foldText returns a text as it would stand in folded: words of look-alike letters are read as the words around them.
func foldText(text string) string {
	text = strings.ToValidUTF8(text, "\ufffd")
	own := newVocabulary(len(text))
	ts, err := own.tokens(text)
	if err != nil {
		return ""
	}
	small := own.smallForms()
	var b strings.Builder
	for _, t := range ts {
		if t.class == wordToken || t.class == markToken {
			b.WriteString(small[t.key])
		}
	}
	return b.String()
}

// find returns the places of the needle within a stretch, in order.
func find(haystack, needle string, in stretch) []stretch {
	if needle == "" {
		return nil
	}
	var out []stretch
	for from := int(in.from); len(out) < mostPlaces; {
		k := strings.Index(haystack[from:in.to], needle)
		if k < 0 {
			break
		}
		out = append(out, stretch{from: int32(from + k), to: int32(from + k + len(needle))})
		_, size := utf8.DecodeRuneInString(needle)
		from += k + size
	}
	return out
}

// findAt is find where a token of the needle, offset bytes behind its beginning, can only stand at the tokens listed.
func findAt(haystack, needle string, in stretch, tokens, at []int32, offset int) []stretch {
	var out []stretch
	for _, t := range tokens {
		from := int(at[t]) - offset
		if from < int(in.from) || from+len(needle) > int(in.to) || haystack[from:from+len(needle)] != needle {
			continue
		}
		out = append(out, stretch{from: int32(from), to: int32(from + len(needle))})
		if len(out) == mostPlaces {
			break
		}
	}
	return out
}

// unfold returns the bytes of the text that a stretch of the folded text stands for. An end inside a word stays there if the word is
// written with the letters it is compared by, letter for letter, and takes the whole word in if not.
func (s *stream) unfold(f stretch) stretch {
	first, last := s.foldedToken(f.from), s.foldedToken(f.to-1)
	out := stretch{from: s.at[first], to: s.at[last] + int32(s.tokens[last].size)}
	out.from += int32(runePrefix(s.word(first), int(f.from-s.foldedAt[first]), false))
	end := f.to - s.foldedAt[last]
	if end < s.foldedAt[last+1]-s.foldedAt[last] {
		out.to = s.at[last] + int32(runePrefix(s.word(last), int(end), true))
	}
	return out
}

// word returns the text of a token.
func (s *stream) word(k int32) string { return s.text[s.at[k] : s.at[k]+int32(s.tokens[k].size)] }

// foldedToken returns the token that has the byte of the folded text.
func (s *stream) foldedToken(b int32) int32 {
	lo, hi := 0, len(s.foldedAt)-1
	for lo < hi {
		mid := (lo + hi + 1) / 2
		if s.foldedAt[mid] <= b {
			lo = mid
		} else {
			hi = mid - 1
		}
	}
	return int32(lo)
}

// runePrefix returns the bytes of a word whose compared form has n bytes; where no letter ends there, the next fewer, or with up the next
// more.
func runePrefix(word string, n int, up bool) int {
	if n == 0 {
		return 0
	}
	at := 0
	for at < len(word) {
		_, size := utf8.DecodeRuneInString(word[at:])
		folded := len(foldPiece(word[:at+size], wordToken))
		switch {
		case folded == n:
			return at + size
		case folded > n && up:
			return at + size
		case folded > n:
			return at
		}
		at += size
	}
	return at
}

// bestContext returns the places before and behind which most of a folded prefix and suffix stand.
func (s *stream) bestContext(places []stretch, prefix, suffix string) []stretch {
	best := -1
	var out []stretch
	for _, p := range places {
		score := s.contextBefore(p.from, prefix) + s.contextBehind(p.to, suffix)
		if score > best {
			best, out = score, nil
		}
		if score == best {
			out = append(out, p)
		}
	}
	return out
}

// contextBefore counts the bytes at the end of a folded prefix that stand before a byte of the text.
func (s *stream) contextBefore(at int32, prefix string) int {
	n := 0
	if at > 0 {
		t := s.tokenAt(at - 1)
		part := foldPiece(s.text[s.at[t]:at], s.tokens[t].class)
		n = commonEnd(part, prefix)
		if n < len(part) {
			return n
		}
		n += commonEnd(s.folded[:s.foldedAt[t]], prefix[:len(prefix)-n])
	}
	return n
}

// contextBehind counts the bytes at the beginning of a folded suffix that stand behind a byte of the text.
func (s *stream) contextBehind(at int32, suffix string) int {
	if int(at) >= len(s.text) {
		return 0
	}
	t := s.tokenAt(at)
	part := foldPiece(s.text[at:s.at[t+1]], s.tokens[t].class)
	n := commonBeginning(part, suffix)
	if n < len(part) {
		return n
	}
	return n + commonBeginning(s.folded[s.foldedAt[t+1]:], suffix[n:])
}

func commonBeginning(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

func commonEnd(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[len(a)-1-n] == b[len(b)-1-n] {
		n++
	}
	return n
}
