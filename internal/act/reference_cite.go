package act

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxListed is how many numbers one list of a reference has at most.
const maxListed = 256

// A citation is a reference as written, before it is known what it names.
type citation struct {
	start, end int
	paths      []path
	widened    bool // a wider rank stands behind a narrower one: став 2. члана 5.
	tail       tail
	quoted     bool
}

// A path names one provision, or those from one to another, by the numbers of the
// ranks that are given.
type path struct {
	number [ranks]string
	rank   int    // the narrowest given
	upto   string // the number of the last of a range
}

// A tail is what behind the numbers says whose they are.
type tail struct {
	kind tailKind
	rank int    // of the provision that a relativeTail points to
	name string // of the other act
}

type tailKind uint8

const (
	noTail       tailKind = iota
	actTail               // овог закона
	relativeTail          // овог члана
	otherTail             // Закона о …
	treatyTail            // овог споразума
	thatTail              // тог члана
)

// next returns where the next word that may begin a reference stands in s[at:]: one
// before a number; -1 when there is none.
func (c *citing) next(s string, at int) int {
	for at < len(s) {
		digit := at
		for digit < len(s) && (s[digit] < '0' || s[digit] > '9') {
			digit++
		}
		if digit == len(s) {
			return -1
		}
		if start := c.wordBefore(s, at, digit); start >= 0 {
			return start
		}
		at = digit + digits(s[digit:])
	}
	return -1
}

// wordBefore returns where the word of a rank begins that stands in s[from:] before
// the digit, with an opening parenthesis or "од" between them at most; -1 for none.
func (c *citing) wordBefore(s string, from, digit int) int {
	for range 2 {
		end := len(strings.TrimRightFunc(s[from:digit], func(r rune) bool { return unicode.IsSpace(r) || r == '(' || r == '.' || r == '*' })) + from
		start := end
		for start > from {
			r, size := utf8.DecodeLastRuneInString(s[from:start])
			if !unicode.IsLetter(r) && r != '\u030c' || end-start > 40 {
				break
			}
			start -= size
		}
		if start == end {
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

// cite reads the reference that begins with the word at s[start:]. It reports false
// when there is no number of a provision behind the word.
func (c *citing) cite(s string, start int) (citation, bool) {
	cit := citation{start: start}
	at, direct := start, true
	for {
		w, n := c.word(s[at:])
		if n == 0 {
			break
		}
		items, size := c.list(s[at+n:], w)
		if len(items) == 0 || !cit.add(w.rank, items, direct) {
			break
		}
		cit.end = at + n + size
		gap, joined := c.gap(s[cit.end:])
		at, direct = cit.end+gap, !joined
	}
	if len(cit.paths) == 0 || cit.heading(s) {
		return citation{}, false
	}
	var size int
	cit.tail, size = c.tail(s[cit.end:])
	cit.end += size
	return cit, true
}

// heading reports whether the citation is a quoted heading, alone on its line.
func (cit *citation) heading(s string) bool {
	r, _ := utf8.DecodeRuneInString(s[cit.start:])
	if !unicode.IsUpper(r) || len(cit.paths) > 1 || cit.paths[0].rank != rankArticle {
		return false
	}
	before := strings.TrimRight(s[:cit.start], `„“"ˮ `)
	rest := strings.TrimLeft(s[cit.end:], " \u00a0.*")
	return (before == "" || strings.HasSuffix(before, "\n")) && (rest == "" || rest[0] == '\n')
}

// word reads a word of a rank with the white space behind it.
func (c *citing) word(s string) (citingWord, int) {
	k, n := key(s)
	w, ok := c.words[k]
	if !ok {
		return citingWord{}, 0
	}
	if w.short && strings.HasPrefix(s[n:], ".") {
		n++
	} else if w.short && w.marked {
		return citingWord{}, 0
	}
	n += blank(s[n:])
	return w, n
}

// add takes the numbers listed behind the word of a rank, which stands directly
// behind what was read before or is joined to it. It reports false when they belong
// to another reference.
func (cit *citation) add(rank int, items []item, direct bool) bool {
	var base path
	if n := len(cit.paths); n > 0 {
		last := cit.paths[n-1]
		switch {
		case direct && rank > last.rank:
			base = last
			if base.upto != "" {
				base.number[base.rank], base.upto = base.upto, ""
			} else {
				cit.paths = cit.paths[:n-1]
			}
		case direct && len(items) == 1 && items[0].upto == "" && cit.paths[0].number[rank] == "":
			for i := range cit.paths {
				if rank < cit.paths[i].rank {
					cit.paths[i].number[rank] = items[0].number
				}
			}
			cit.widened = true
			return true
		case !direct && rank > rankArticle && rank <= last.rank && !cit.widened:
			base = last
			for r := rank; r < ranks; r++ {
				base.number[r] = ""
			}
		default:
			return false
		}
	}
	for _, it := range items {
		p := path{number: base.number, rank: rank, upto: it.upto}
		p.number[rank] = it.number
		cit.paths = append(cit.paths, p)
	}
	return true
}

// follow takes what the citation does not say itself from the one before it.
func (cit *citation) follow(before *citation) {
	if len(before.paths) == 0 {
		cit.tail = tail{kind: otherTail}
		return
	}
	for i := range cit.paths {
		if cit.paths[i].number[rankArticle] == "" {
			cit.paths[i].number[rankArticle] = before.paths[len(before.paths)-1].number[rankArticle]
		}
	}
	cit.tail = before.tail
}

// An item is a number in a list, or a range of them.
type item struct{ number, upto string }

// list reads the numbers that follow a word, and their length.
func (c *citing) list(s string, w citingWord) ([]item, int) {
	at := 0
	if k, n := key(s); n > 0 && c.from[k] {
		at = n + spaces(s[n:])
	}
	first, n, ok := c.number(s[at:], w, true)
	if !ok {
		return nil, 0
	}
	items, end := []item{{number: first}}, at+n
	for len(items) < maxListed {
		gap, ranged := c.until(s[end:])
		if !ranged {
			var joined bool
			gap, joined = c.gap(s[end:])
			if !joined {
				break
			}
		}
		number, n, ok := c.number(s[end+gap:], w, false)
		if !ok {
			break
		}
		if last := &items[len(items)-1]; ranged && last.upto == "" {
			last.upto = number
		} else {
			items = append(items, item{number: number})
		}
		end += gap + n
	}
	return items, end
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
			for _, o := range c.ordinals {
				if strings.HasPrefix(k, o.stem) && c.ends(k[len(o.stem):]) {
					return strconv.Itoa(o.value), n, true
				}
			}
		}
	}
	open := 0
	if strings.HasPrefix(s, "(") && w.rank > rankArticle {
		open = 1
	}
	n := digits(s[open:])
	if n == 0 || n > 4 {
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
	case s[end] == '.':
		if digits(s[end+1:]) > 0 {
			return "", 0, false
		}
		end++
		marked = true
	case s[end] == '/' || s[end] == '%':
		return "", 0, false
	}
	rest := s[end:]
	k, size := key(rest[spaces(rest):])
	switch {
	case size > 0 && c.notNumbers[k] || w.marked && !marked:
		return "", 0, false
	case first || marked:
		return number, end, true
	}
	return number, end, c.concludes(rest)
}

// concludes reports whether a number without a mark that stands before rest is the
// last part of a list or one that is followed by more of the reference.
func (c *citing) concludes(rest string) bool {
	rest = rest[blank(rest):]
	k, n := key(rest)
	if n == 0 {
		r, _ := utf8.DecodeRuneInString(rest)
		return rest == "" || strings.ContainsRune(",;:)-–—−", r)
	}
	_, ok := c.words[k]
	return ok || c.joins[k] || c.upto[k] || c.here[k] || c.there[k] || c.acts[k] || c.treaties[k]
}

func (c *citing) ends(s string) bool {
	for _, e := range c.endings {
		if s == e {
			return true
		}
	}
	return false
}

// maxJoint is the longest text between two references that are joined.
const maxJoint = 48

// joined reports whether references with s between them share what is said of their
// act behind the last of them.
func (c *citing) joined(s string) bool {
	if len(s) > maxJoint {
		return false
	}
	for s != "" {
		n := blank(s)
		if n == 0 && strings.HasPrefix(s, ",") {
			n = 1
		}
		if n == 0 {
			var k string
			k, n = key(s)
			if n == 0 || !c.joins[k] && !c.between[k] {
				return false
			}
		}
		s = s[n:]
	}
	return true
}
