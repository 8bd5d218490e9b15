package act

import (
	"unicode"
	"unicode/utf8"

	"github.com/rasprava/rasprava/internal/script"
)

// maxMarker is the most bytes that the number of a marker has.
const maxMarker = 8

// enumerated reads a marker of one of the rungs of the profile: "(1) text", "a) text",
// "1. text".
func (l *line) enumerated(s string, core int, p *profile, markdown bool) bool {
	body, f, end := marker(s, markdown)
	if end == 0 {
		return false
	}
	var first [1]reading
	if len(p.readings(first[:0], body, f)) == 0 {
		return false
	}
	if f == dotted {
		rest := s[end:]
		next, _ := utf8.DecodeRuneInString(rest)
		glued := digits(body) == len(body) && unicode.IsUpper(next)
		if rest != "" && spaces(rest) == 0 && !glued && next != '*' && next != '_' {
			return false
		}
		if p.dated(s[end:]) || p.led(s[end:]) {
			return false
		}
	}
	l.set(rungMark, body, core+end)
	return true
}

// dated reports whether s goes on with a month, and with a year where the word may
// be another.
func (p *profile) dated(s string) bool {
	s = s[spaces(s):]
	word, n := key(s)
	if alone, ok := p.dates[word]; !ok || alone {
		return ok
	}
	return digits(s[n+spaces(s[n:]):]) == 4
}

// led reports whether s goes on with the word for an article whose number stands before it:
// 5. člen.
func (p *profile) led(s string) bool {
	s = s[spaces(s):]
	if p.leading == nil {
		return false
	}
	word, n := key(s)
	return p.leading[word] && digits(s[n+spaces(s[n:]):]) == 0
}

// marker returns the number of the marker that s begins with, its form and its
// length in bytes, 0 when there is none.
func marker(s string, markdown bool) (string, form, int) {
	start := 0
	if s[0] == '(' {
		start = 1
	}
	at := start
	if r, size := utf8.DecodeRuneInString(s[at:]); isMinus(r) && (start == 1 || digits(s[size:]) > 0) {
		at += size // what was inserted before the first: (-a), -1.
	}
	first := at
	for at < len(s) && at-start <= maxMarker && alphanumeric(s[at]) {
		at++
	}
	if at == first || at == len(s) || at-start > maxMarker {
		return "", 0, 0
	}
	body, end := s[start:at], at
	if markdown && s[end] == '\\' && end+1 < len(s) {
		end++
	}
	switch {
	case s[end] == ')' && start == 1:
		return body, bracketed, end + 1
	case s[end] == ')':
		return body, closed, end + 1
	case s[end] == '.' && start == 0:
		return body, dotted, end + 1
	}
	return "", 0, 0
}

func alphanumeric(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

func isMinus(r rune) bool { return r == '-' || r == '–' || r == '−' || r == '‑' }

// maxReadings is more than a marker can be read in ways: no two rungs have the same form and class.
const maxReadings = int(doubledCaps) + 2

// A reading is a rung that a marker may be of, with the value of its number there.
type reading struct{ rung, value int }

// readings adds to list what the number of a marker may mean, so much of it as there is room for.
func (p *profile) readings(list []reading, number string, f form) []reading {
	body, shift := number, 0
	if r, size := utf8.DecodeRuneInString(body); isMinus(r) {
		body, shift = body[size:], -1
	}
	figures := digits(body) > 0
	for i := range p.rungs {
		r := &p.rungs[i]
		if r.form != f || (r.class == arabic) != figures {
			continue
		}
		if value := r.class.value(body, p.number.doubled); value > 0 {
			if list = append(list, reading{i, value + shift}); len(list) == cap(list) {
				break
			}
		}
	}
	return list
}

// value returns the value of a number written with the class, 0 when it is not. The
// letters of an inserted number do not count; where letters behind z are doubled,
// aa is 27.
func (c class) value(s string, doubling bool) int {
	if c == arabic {
		d := digits(s)
		if d == 0 || d > 3 || len(s)-d > 2 {
			return 0
		}
		return atoi(s[:d])
	}
	first := byte('a')
	if c == capital || c == capitalRoman || c == doubledCaps {
		first = 'A'
	}
	for i := range len(s) {
		if s[i] < first || s[i] > first+25 {
			return 0
		}
	}
	same := len(s) == 2 && s[0] == s[1]
	value := int(s[0]-first) + 1
	switch c {
	case smallRoman, capitalRoman:
		var room [2 * maxMarker]byte
		numeral := room[:0]
		for i := range len(s) {
			numeral = append(numeral, s[i]-first+'A')
		}
		if value := script.RomanValue(string(numeral)); value > 0 || len(s) == 1 {
			return value
		}
		return script.RomanValue(string(numeral[:len(s)-1])) // inserted: (iia)
	case doubled, doubledCaps:
		if same {
			return value
		}
		return 0
	}
	switch {
	case len(s) == 1 || !doubling && len(s) <= 3:
		return value
	case same:
		return 26 + value
	}
	return 0
}
