package act

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxListed is how many numbers one list of a reference has at most.
const maxListed = 256

// An item is a number in a list, or a range of them.
type item struct {
	number, upto string
	at, uptoAt   span
	below        []narrower
}

// A narrower is the number of a narrower rank in brackets behind that of a wider one.
type narrower struct {
	number string
	at     span
}

// list reads the numbers that follow a word at s[start:], and their length. It reports true where behind
// them articles go on, in whose list those numbers stand.
func (c *citing) list(s string, start int, w citingWord, in chain) ([]item, int, bool) {
	at := start
	if k, n := key(s[at:]); n > 0 && c.from[k] {
		at += n + spaces(s[at+n:])
	}
	bare := w.marked && !w.short // чланова 91, 92. и 94: one of several numbers needs no dot
	w.marked = w.marked && w.short
	first, n, ok := c.number(s[at:], w, true)
	if !ok {
		return nil, 0, false
	}
	items, end := []item{{number: first, at: within(s, at, n, first)}}, at+n
	unmarked := s[end-1] != '.' && s[end-1] != ')'
	bare = bare && unmarked
	unmarked = unmarked && w.several // чл. 5 и 6 уређују: nor has the last one a dot
	items[0].below, end = c.below(s, end)
	for len(items) < maxListed {
		gap, ranged := c.until(s[end:])
		if !ranged {
			var joined bool
			gap, joined = c.gap(s[end:])
			if !joined {
				break
			}
		}
		if it, n, bracket := c.beneath(s, end+gap, items[len(items)-1], w); bracket && !ranged {
			if n == 0 {
				break
			}
			items, end = append(items, it), end+gap+n
			continue
		}
		number, n, ok := c.number(s[end+gap:], w, unmarked)
		if !ok {
			break
		}
		if !ranged && c.again(s, end, gap, n, &w, &in) {
			return items, end - start, true
		}
		place := within(s, end+gap, n, number)
		if last := &items[len(items)-1]; ranged && last.upto == "" {
			last.upto, last.uptoAt = number, place
		} else {
			items = append(items, item{number: number, at: place})
		}
		end += gap + n
		if last := &items[len(items)-1]; last.upto == "" {
			last.below, end = c.below(s, end)
		}
	}
	if bare && len(items) == 1 && items[0].upto == "" {
		return nil, 0, false
	}
	return items, end - start, false
}

// within returns where the number stands in the n bytes of it at s[at:]; nowhere where
// it is written as a word.
func within(s string, at, n int, number string) span {
	k := strings.Index(s[at:at+n], number)
	if k < 0 {
		return span{}
	}
	return span{at + k, at + k + len(number)}
}

// blank returns the length of the white space at the beginning of s, with the stars
// in it that point to notes.
func blank(s string) int {
	n := spaces(s)
	for n < len(s) && s[n] == '*' {
		n++
		n += spaces(s[n:])
	}
	return n
}

// below reads the numbers in brackets that stand directly at s[at:], and where they
// end.
func (c *citing) below(s string, at int) ([]narrower, int) {
	var numbers []narrower
	for c.attached && at < len(s) && s[at] == '(' && len(numbers) < ranks-1 {
		n := inBrackets(s[at:])
		if n == 0 {
			break
		}
		numbers = append(numbers, narrower{s[at+1 : at+n-1], span{at + 1, at + n - 1}})
		at += n
	}
	return numbers, at
}

// beneath reads the item of a list at s[at:] that says with its brackets alone what
// stands beside a provision of the last one, in which that stands: 1(1) and (2). It
// reports false where the item says its own number, and n is 0 where it is none.
func (c *citing) beneath(s string, at int, last item, w citingWord) (it item, n int, bracket bool) {
	size := 0
	if c.attached {
		size = inBrackets(s[at:])
	}
	if size == 0 || w.rank > rankArticle && len(last.below) == 0 {
		return item{}, 0, false
	}
	letters := scriptOf(s[at+1 : at+size-1])
	depth := len(last.below) - 1
	for depth >= 0 && !letters.beside(scriptOf(last.below[depth].number), depth > 0 && scriptOf(last.below[depth-1].number).letters()) {
		depth--
	}
	if depth < 0 {
		return item{}, 0, w.rank == rankArticle
	}
	below, end := c.below(s, at)
	it = item{number: last.number, at: last.at, below: append(slices.Clone(last.below[:depth]), below...)}
	return it, end - at, true
}

// The signs of a number in brackets are what it is made of.
type signs uint8

const (
	byDigits signs = iota
	byLetters
	byRomans // small letters that are roman numbers too
	byCapitals
)

func scriptOf(number string) signs {
	switch {
	case number[0] <= '9':
		return byDigits
	case number[0] <= 'Z':
		return byCapitals
	case strings.Trim(number, "ivx") == "":
		return byRomans
	}
	return byLetters
}

func (n signs) letters() bool { return n == byLetters || n == byRomans }

// beside reports whether a number may stand in a list with another, which stands in one
// with letters or not: beside a point (i) that stands in one with a letter there is no
// point (b).
func (n signs) beside(other signs, inLetters bool) bool {
	return n == other || n.letters() && other.letters() && (n == byRomans || !inLetters)
}

// inBrackets returns the length of a number or letters in brackets at the beginning
// of s, 0 for none.
func inBrackets(s string) int {
	if !strings.HasPrefix(s, "(") {
		return 0
	}
	n := 1
	for n < len(s) && n < 6 && (s[n] >= '0' && s[n] <= '9' || s[n] >= 'a' && s[n] <= 'z' || s[n] >= 'A' && s[n] <= 'Z') {
		n++
	}
	if n == 1 || n == len(s) || s[n] != ')' {
		return 0
	}
	return n + 1
}

// gap reads what stands between two parts of a reference: white space alone, or a
// comma, a word that joins, or both.
func (c *citing) gap(s string) (int, bool) {
	n, joined := blank(s), false
	if strings.HasPrefix(s[n:], ",") {
		n++
		n += blank(s[n:])
		joined = true
	}
	if k, size := key(s[n:]); size > 0 && c.joins[k] {
		n += size
		if strings.HasPrefix(s[n:], "/") {
			if k, size := key(s[n+1:]); c.joins[k] {
				n += 1 + size
			}
		}
		return n + spaces(s[n:]), true
	}
	return n, joined
}

// until reads what stands between the ends of a range.
func (c *citing) until(s string) (int, bool) {
	n := blank(s)
	if k, size := key(s[n:]); size > 0 && c.upto[k] {
		n += size
		return n + spaces(s[n:]), true
	}
	r, size := utf8.DecodeRuneInString(s[n:])
	if !strings.ContainsRune("-‐‑‒–—−", r) {
		return 0, false
	}
	n += size
	return n + spaces(s[n:]), true
}

// number reads the number of a provision: "5.", "7а", "3)", "(2)", or an ordinal
// where indents are counted. It reports false for the number of something else.
func (c *citing) number(s string, w citingWord, first bool) (string, int, bool) {
	if w.rank == rankIndent {
		if k, n := key(s); n > 0 {
			if value := c.ordinalOf(k); value > 0 {
				return strconv.Itoa(value), n, true
			}
		}
	}
	if n := inBrackets(s); c.attached && n > 0 {
		return s[1 : n-1], n, true
	}
	if w.lettered && c.letterAt(s, 0) {
		n := strings.IndexByte(s, ')')
		return s[:n], n + 1, true
	}
	if w.letters {
		n := suffix(s, 2)
		return s[:n], n, n > 0 && s[0] >= 'a'
	}
	open := 0
	if strings.HasPrefix(s, "(") && w.rank > rankArticle {
		open = 1
	}
	n := digits(s[open:])
	if n == 0 || n > 4 && (!c.long || n > 6) {
		return "", 0, false
	}
	end := open + n
	end += suffix(s[end:], 2)
	number := s[open:end]
	for end < len(s) && s[end] == '*' {
		end++
	}
	marked := false
	switch {
	case end == len(s):
	case s[end] == ')' && (open == 1 || w.rank > rankParagraph):
		end++
		marked = true
	case open == 1:
		return "", 0, false
	case s[end] == '.' && c.unmarked:
		if _, led := c.led(s[open:]); led > 0 || digits(s[end+1:]) > 0 {
			return "", 0, false
		}
	case s[end] == '.':
		if digits(s[end+1:]) > 0 {
			return "", 0, false
		}
		end++
		marked = true
		if letter := suffix(s[end:], 1); c.dotted && letter > 0 {
			end += letter
			number = s[open:end]
			if strings.HasPrefix(s[end:], ".") {
				end++
			}
		}
	case s[end] == '/' || s[end] == '%':
		return "", 0, false
	}
	rest := s[end:]
	k, size := key(rest[spaces(rest):])
	switch {
	case size > 0 && c.notNumbers[k] || w.marked && !marked:
		return "", 0, false
	case size > 0 && c.clauses != nil && (c.clauses.verb(k) || c.clauses.clitics[k]): // чл. 5. и 6 уређују
		return number, end, true
	case first || marked || w.several && c.unmarked, c.attached && strings.HasPrefix(rest, "("):
		return number, end, true
	case c.unmarked && size > 0:
		r, _ := utf8.DecodeRuneInString(rest[spaces(rest):])
		return number, end, !unicode.IsUpper(r) || c.concludes(rest)
	}
	return number, end, c.concludes(rest)
}

// concludes reports whether a number without a mark that stands before rest is the
// last part of a list or one that is followed by more of the reference.
func (c *citing) concludes(rest string) bool {
	rest = rest[blank(rest):]
	k, n := wordKey(rest)
	if n == 0 {
		r, _ := utf8.DecodeRuneInString(rest)
		return rest == "" || strings.ContainsRune(",;:)-–—−", r) || c.unmarked && r == '.'
	}
	_, ok := c.words[k]
	return ok || c.joins[k] || c.upto[k] || c.here[k] || c.there[k] || c.act(rest, k, n)
}

func (c *citing) ends(s string) bool {
	for _, e := range c.endings {
		if s == e {
			return true
		}
	}
	return false
}
