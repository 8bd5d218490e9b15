package act

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
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
func bareList(t html.Token) bool { return listStyle(t, "none") != "" }

// listStyle returns which of the words its style says that a list or an item is marked with, "" for none of them.
func listStyle(t html.Token, words ...string) string {
	for declaration := range strings.SplitSeq(strings.ToLower(attribute(t, "style")), ";") {
		property, value, _ := strings.Cut(declaration, ":")
		if property = strings.TrimSpace(property); property != "list-style" && property != "list-style-type" {
			continue
		}
		for _, word := range strings.Fields(strings.TrimSuffix(strings.TrimSpace(value), "!important")) {
			if slices.Contains(words, word) {
				return word
			}
		}
	}
	return ""
}

func orderedList(t html.Token) htmlList {
	l := htmlList{ordered: true, bare: bareList(t), kind: '1', next: 1, step: 1}
	if kind := attribute(t, "type"); len(kind) == 1 && strings.Contains("aAiI", kind) {
		l.kind = kind[0]
	}
	switch listStyle(t, "decimal", "lower-alpha", "lower-latin", "upper-alpha", "upper-latin", "lower-roman", "upper-roman") {
	case "decimal":
		l.kind = '1'
	case "lower-alpha", "lower-latin":
		l.kind = 'a'
	case "upper-alpha", "upper-latin":
		l.kind = 'A'
	case "lower-roman":
		l.kind = 'i'
	case "upper-roman":
		l.kind = 'I'
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
func marked(s string) bool { return markerLength(strings.TrimLeftFunc(s, unicode.IsSpace)) > 0 }

// markerLength returns the length of the marker that s begins with, 0 when there is none.
func markerLength(s string) int {
	if rest, ok := strings.CutPrefix(s, "("); ok {
		end := strings.IndexByte(rest, ')')
		if end <= 0 || end > 8 || strings.IndexFunc(rest[:end], unicode.IsSpace) >= 0 {
			return 0
		}
		return end + len("()")
	}
	n := digits(s)
	if n > 0 {
		n += suffix(s[n:], 1)
		if strings.HasPrefix(s[n:], ")") || strings.HasPrefix(s[n:], ".") {
			return n + 1
		}
		return 0
	}
	r, size := utf8.DecodeRuneInString(s)
	switch {
	case !unicode.IsLetter(r):
		if !strings.ContainsRune("-‐‑‒–—−•·▪●◦‣*\uf0b7\uf02d", r) {
			return 0
		}
		return size
	case strings.HasPrefix(s[size:], ")"):
		return size + 1
	}
	return 0
}

// isMarker reports whether a text is the marker of an item and nothing else, but for an opening
// quotation mark before it: (a) ii) 1. 1.2. ‘(3) –.
func isMarker(s string) bool {
	s = strings.TrimLeft(s, " \u00a0‘“„\"")
	for rest := strings.TrimSpace(s); rest != ""; {
		n := markerLength(rest)
		if n == 0 {
			return smallMarker(rest)
		}
		rest = rest[n:]
		if rest == "" || digits(s) > 0 && digits(rest) == len(rest) {
			return true
		}
	}
	return false
}

// smallMarker reports whether s is a small letter, one twice or a small Roman numeral, with a
// bracket or a dot behind it: aa) ii) b.
func smallMarker(s string) bool {
	letters := strings.TrimRight(s, ").")
	first, size := utf8.DecodeRuneInString(letters)
	if len(s) != len(letters)+1 || !unicode.IsLower(first) {
		return false
	}
	return len(letters) == size || letters[size:] == letters[:size] || len(letters) < 6 && strings.Trim(letters, "ivx") == ""
}

// isNote reports whether an element is a footnote: of a page of the Official Journal, of a proposal
// of the Commission, of a page that Word wrote, or one that says so.
func isNote(t html.Token) bool {
	for _, class := range strings.Fields(attribute(t, "class")) {
		switch strings.ToLower(class) {
		case "note", "oj-note", "footnotetext", "msofootnotetext", "msoendnotetext":
			return true
		}
	}
	role := attribute(t, "role")
	return role == "doc-footnote" || role == "doc-endnote"
}

// enterNote and leaveNote say which element that is no paragraph is a footnote.
func (r *htmlReader) enterNote(t html.Token) {
	if r.noted == atom.Dd && t.DataAtom == atom.Dd {
		r.noted = 0 // its end tag may be left out
	}
	switch {
	case r.noted == 0 && isNote(t):
		r.noted, r.nested = t.DataAtom, 1
	case r.noted == t.DataAtom:
		r.nested++
	}
	r.note = r.noted != 0
}

func (r *htmlReader) leaveNote(a atom.Atom) {
	if a == atom.Dl && r.noted == atom.Dd {
		r.noted = 0
	}
	if r.noted == a {
		if r.nested--; r.nested == 0 {
			r.noted = 0
		}
	}
	r.note = r.noted != 0
}
