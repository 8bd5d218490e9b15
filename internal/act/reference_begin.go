package act

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rasprava/rasprava/internal/script"
)

// next returns where the next word that may begin a reference stands in s[at:]: one
// before a number; -1 when there is none.
func (c *citing) next(s string, at int) int {
	for at < len(s) {
		digit := c.nextNumber(s, at)
		if digit == len(s) {
			return -1
		}
		if s[digit] == ')' {
			if letter := wordStart(s, at, digit); c.letterAt(s, letter) {
				if start := c.wordBefore(s, at, letter); start >= 0 {
					return start
				}
			}
			at = digit + 1
			continue
		}
		if start := c.wordBefore(s, at, digit); start >= 0 {
			return start
		}
		if _, n := c.led(s[digit:]); n > 0 {
			return digit
		}
		at = digit + max(digits(s[digit:]), 1)
	}
	return -1
}

// nextNumber returns where in s, from at on, the next digit stands or what else may be a number of the tradition, len(s) where nothing does.
func (c *citing) nextNumber(s string, at int) int {
	switch {
	case c.attached:
		for at < len(s) && (s[at] < '0' || s[at] > '9') && s[at] != '(' && !(c.lettered && s[at] == ')') {
			at++
		}
		return at
	case !c.lettered:
		return script.NextDigit(s, at)
	}
	for from := at; ; at++ {
		at = script.NextDigitOr(s, at, ')')
		if at == len(s) || s[at] != ')' || at > from && s[at-1] >= 'A' {
			return at
		}
	}
}

// letterAt reports whether a letter with a bracket that counts as a number stands at s[at:].
func (c *citing) letterAt(s string, at int) bool {
	n := suffix(s[at:], 1)
	return n > 0 && startsLower(s[at:]) && strings.HasPrefix(s[at+n:], ")")
}

// led reads an article that is named with its number first at the beginning of s: 5. člen;
// n is 0 for anything else.
func (c *citing) led(s string) (it item, n int) {
	if !c.leading {
		return item{}, 0
	}
	d := digits(s)
	end := d + suffix(s[d:], 1)
	if d == 0 || d > 4 || !strings.HasPrefix(s[end:], ".") {
		return item{}, 0
	}
	at := end + 1 + spaces(s[end+1:])
	k, size := key(s[at:])
	if w, ok := c.words[k]; !ok || w.rank != rankArticle || at == end+1 {
		return item{}, 0
	}
	return item{number: s[:end], at: span{0, end}}, at + size
}

// wordBefore returns where the word of a rank begins that stands in s[from:] before
// the digit, with an opening parenthesis or "од" between them at most; -1 for none.
func (c *citing) wordBefore(s string, from, digit int) int {
	for range 2 {
		end := len(strings.TrimRightFunc(s[from:digit], func(r rune) bool { return unicode.IsSpace(r) || r == '(' || r == '.' || r == '*' })) + from
		start := wordStart(s, from, end)
		if start == end {
			if sign := c.signBefore(s[from:end]); sign > 0 {
				return end - sign
			}
			return -1
		}
		word, _ := key(s[start:end])
		if w, ok := c.words[word]; ok && (w.short || !strings.Contains(s[end:digit], ".")) {
			return start
		}
		if !c.from[word] {
			return -1
		}
		digit = start
	}
	return -1
}

// wordStart returns where the word begins that ends at s[end:], from at the earliest; end
// for none.
func wordStart(s string, from, end int) int {
	start := end
	for start > from {
		r, size := utf8.DecodeLastRuneInString(s[from:start])
		if !isLetter(r) && r != '\u030c' || end-start > 40 {
			break
		}
		start -= size
	}
	return start
}

// signBefore returns the length of the sign or signs of articles at the end of s.
func (c *citing) signBefore(s string) int {
	if c.sign == "" {
		return 0
	}
	return len(s) - len(strings.TrimSuffix(strings.TrimSuffix(s, c.sign), c.sign))
}

// pointing returns where in s[at:limit] the next word stands that points to the
// provision itself or one beside it, without a number: овог члана, претходног члана; -1
// for none.
func (c *citing) pointing(s string, at, limit int) int {
	for at < limit {
		r, size := firstRune(s[at:])
		if !isLetter(r) {
			at += size
			continue
		}
		if !c.pointers.has(r) || !c.mayPoint(s[at+size:]) {
			at += wordLength(s[at:])
			continue
		}
		k, n := key(s[at:])
		if c.here[k] || c.beside[k] != 0 {
			next := at + n + spaces(s[at+n:])
			k, size := key(s[next:])
			if w, ok := c.words[k]; ok && w.single() && next > at+n && next+size <= limit {
				return at
			}
		}
		at += max(n, 1)
	}
	return -1
}

// mayPoint reports whether a word whose first letter points may do so by its second,
// which rest begins with.
func (c *citing) mayPoint(rest string) bool {
	r, _ := firstRune(rest)
	return r == '\u030c' || c.seconds.has(r)
}

// single reports whether the word stands for one provision that it can point to.
func (w *citingWord) single() bool { return !w.several && !w.short && !w.passed }

// point reads the reference without a number that begins at s[start:].
func (c *citing) point(s string, start int) (citation, bool) {
	k, n := key(s[start:])
	next := start + n + spaces(s[start+n:])
	word, size := key(s[next:])
	w := c.words[word]
	cit := citation{start: start, end: next + size, bare: true, paths: []path{{rank: w.rank}}, tail: tail{kind: relativeTail, rank: w.rank}}
	if step := c.beside[k]; step != 0 {
		cit.tail.kind, cit.tail.step = nextTail, step
	}
	return cit, true
}
