package act

import "unicode/utf8"

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
		case '„', '«':
			depth++
		case '“', '”', '"', 'ˮ', '»', '‟':
			after := s[at+utf8.RuneLen(r):]
			switch {
			case depth > 0:
				depth--
			case r != '»' && opens(last, after):
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
