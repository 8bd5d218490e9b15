package act

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A span is the bytes [start, end) of a text.
type span struct{ start, end int }

// quotations returns the outermost quotations of s with their marks. One that does
// not end reaches to the end.
func quotations(s string) []span {
	if !mayQuote(s) {
		return nil
	}
	var found []span
	depth, start := 0, -1
	last := ' '
	for at, r := range s {
		before := depth
		switch r {
		case '„':
			depth++
		case '«', '»':
			switch {
			case unicode.IsSpace(last) || last == '(':
				depth++
			case depth > 0:
				depth--
			}
		case '“', '”', '"', 'ˮ', '‟':
			after := s[at+utf8.RuneLen(r):]
			switch {
			case depth > 0:
				depth--
			case opens(last, after):
				depth++
			}
		}
		switch {
		case before == 0 && depth == 1:
			start = at
		case before == 1 && depth == 0:
			found = append(found, span{start, at + utf8.RuneLen(r)})
			start = -1
		}
		last = r
	}
	if start >= 0 {
		found = append(found, span{start, len(s)})
	}
	return found
}

// quotationsOf returns the quotations of s between pairs of marks, with the marks, but for
// those within others. One that does not end is none.
func quotationsOf(s string, pairs []quotation) []span {
	var found []span
	left := 64*len(s) + maxQuoted
	for at := 0; at < len(s) && left > 0; {
		next := at + 1
		for _, q := range pairs {
			if !strings.HasPrefix(s[at:], q.open) || q == straight && !opensStraight(s, at) {
				continue
			}
			end, looked := q.end(s, at+len(q.open))
			left -= looked
			if end > 0 {
				found = append(found, span{at, end})
				next = end
				break
			}
		}
		at = next
	}
	return found
}

// quoted returns the quotations of s in a text that orders something.
func (w *ordering) quoted(s string) []span {
	if w.quotes != nil {
		return quotationsOf(s, w.quotes)
	}
	found := quotations(s)
	if found == nil && w.straight {
		return quotationsOf(s, []quotation{straight})
	}
	return found
}

// maxQuoted is how far the end of words quoted in a sentence is looked for.
const maxQuoted = 4096

// end returns where a quotation ends whose words begin at s[at:], 0 when it does not,
// and how many bytes were looked at.
func (q quotation) end(s string, at int) (int, int) {
	start := at
	if !strings.Contains(s[at:min(len(s), at+maxQuoted)], q.close) {
		return 0, 0
	}
	depth := 1
	for limit := min(len(s), at+maxQuoted); at < limit; {
		switch {
		case q == straight && opensStraight(s, at):
			at++
			depth++
		case strings.HasPrefix(s[at:], q.close):
			at += len(q.close)
			if r, _ := utf8.DecodeRuneInString(s[at:]); unicode.IsLetter(r) {
				continue // an apostrophe
			}
			if depth--; depth == 0 {
				return at, at - start
			}
		case strings.HasPrefix(s[at:], q.open):
			at += len(q.open)
			depth++
		default:
			at++
		}
	}
	return 0, at - start
}

// straight are typed quotation marks, which read alike at both ends and as apostrophes.
var straight = quotation{"'", "'"}

// opensStraight reports whether a straight mark stands at s[at:] that opens a quotation:
// at the beginning or behind a space, a colon or a parenthesis, and before what is quoted.
func opensStraight(s string, at int) bool {
	if !strings.HasPrefix(s[at:], straight.open) {
		return false
	}
	last, size := utf8.DecodeLastRuneInString(s[:at])
	next, _ := utf8.DecodeRuneInString(s[at+1:])
	return (size == 0 || unicode.IsSpace(last) || last == ':' || last == '(') && (unicode.IsLetter(next) || unicode.IsDigit(next) || next == '(')
}
