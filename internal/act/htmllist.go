package act

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// attribute returns the value of an attribute of the tag, "" when it has none.
func attribute(t html.Token, key string) string {
	for _, a := range t.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// bareList reports whether the style of a list or an item takes its markers away.
func bareList(t html.Token) bool {
	style := strings.ReplaceAll(strings.ToLower(attribute(t, "style")), " ", "")
	return strings.Contains(style, "list-style:none") || strings.Contains(style, "list-style-type:none")
}

func orderedList(t html.Token) htmlList {
	l := htmlList{ordered: true, bare: bareList(t), kind: '1', next: 1, step: 1}
	if kind := attribute(t, "type"); len(kind) == 1 && strings.Contains("aAiI", kind) {
		l.kind = kind[0]
	}
	if n, err := strconv.Atoi(strings.TrimSpace(attribute(t, "start"))); err == nil {
		l.next = n
	}
	for _, a := range t.Attr {
		if a.Key == "reversed" {
			l.step = -1
		}
	}
	return l
}

// item begins an item and resolves the marker that is shown before it.
func (r *htmlReader) item(t html.Token) {
	r.marker = ""
	if len(r.lists) == 0 {
		return
	}
	l := &r.lists[len(r.lists)-1]
	if l.bare || bareList(t) {
		return
	}
	if !l.ordered {
		r.marker = "•"
		return
	}
	if n, err := strconv.Atoi(strings.TrimSpace(attribute(t, "value"))); err == nil {
		l.next = n
	}
	r.marker = counted(l.next, l.kind) + "."
	if l.next < 1<<30 && l.next > -1<<30 {
		l.next += l.step
	}
}

// counted writes a number of a list: 1 as decimal, a and A as letters, i and I as
// Roman numerals.
func counted(n int, kind byte) string {
	out := ""
	switch {
	case n > 0 && (kind == 'a' || kind == 'A'):
		for ; n > 0; n = (n - 1) / 26 {
			out = string(rune('a'+(n-1)%26)) + out
		}
	case n > 0 && n < 4000 && (kind == 'i' || kind == 'I'):
		for _, d := range []struct {
			value int
			sign  string
		}{
			{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"}, {40, "xl"}, {10, "x"}, {9, "ix"}, {5, "v"}, {4, "iv"}, {1, "i"},
		} {
			for ; n >= d.value; n -= d.value {
				out += d.sign
			}
		}
	default:
		return strconv.Itoa(n)
	}
	if kind < 'a' {
		out = strings.ToUpper(out)
	}
	return out
}

// marked reports whether a text carries a marker of its own: 1) 2. (3) а) – •.
func marked(s string) bool {
	s = strings.TrimLeftFunc(s, unicode.IsSpace)
	if rest, ok := strings.CutPrefix(s, "("); ok {
		end := strings.IndexByte(rest, ')')
		return end > 0 && end <= 8 && strings.IndexFunc(rest[:end], unicode.IsSpace) < 0
	}
	if n := digits(s); n > 0 {
		rest := s[n+suffix(s[n:], 1):]
		return strings.HasPrefix(rest, ")") || strings.HasPrefix(rest, ".")
	}
	r, size := utf8.DecodeRuneInString(s)
	if unicode.IsLetter(r) {
		return strings.HasPrefix(s[size:], ")")
	}
	return strings.ContainsRune("-‐‑‒–—−•·▪●◦‣*\uf0b7\uf02d", r)
}
