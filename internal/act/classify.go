package act

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// classify sets what the beginning of the line says it may be. It looks at the
// line alone.
func (l *line) classify(p *profile, markdown bool) {
	s := l.text
	if s == "" {
		return
	}
	c := s[0]
	switch {
	case c >= '1' && c <= '9' && len(s) <= maxLed && l.led(p):
	case p.rungs != nil && l.enumerated(s, 0, p, markdown):
	case p.rungs != nil && (c >= '0' && c <= '9' || c == '('):
	case c >= '0' && c <= '9':
		l.numbered(s, 0, p, markdown)
	case c == '(':
		l.parenthesis(s, 0)
	case c == '*' && !markdown && l.decorated(s, p):
	case c == '[' && l.decorated(s, p):
	case c == '*':
		if !markdown || l.onlyStars() || p.gazette(strings.TrimLeft(s, "* ")) {
			l.mark = noteMark
			return
		}
		l.dash(s, 0, p)
	case c == '+' && markdown && spaces(s[1:]) > 0:
		l.set(dashMark, "", 1)
	case c == '-' || c == 0xe2 || c == 0xc2 || c == 0xef:
		l.dash(s, 0, p)
	default:
		l.lettered(s, 0, p)
	}
}

// gazette reports whether s names the gazette in which a change was published.
func (p *profile) gazette(s string) bool {
	k, _ := key(s)
	for _, g := range p.gazettes {
		if k == g || len(g) > 2 && strings.HasPrefix(k, g) {
			return true
		}
	}
	return false
}

// numbered reads "1) text", "5а) text", "2. Heading", "2.1. Heading".
func (l *line) numbered(s string, core int, p *profile, markdown bool) {
	n := digits(s)
	end := n
	if size := suffix(s[n:], 1); size > 0 {
		end += size
	}
	after := s[end:]
	if markdown && strings.HasPrefix(after, `\`) {
		after = after[1:]
	}
	if strings.HasPrefix(after, ")") && n <= 4 {
		l.set(pointMark, s[:end], core+len(s)-len(after)+1)
		l.value = atoi(s[:n])
		return
	}
	if (strings.HasPrefix(after, ".)") || strings.HasPrefix(after, "/") && spaces(after[1:]) > 0 && firstLetter(after) != 0) && n <= 2 { // 1.) and 1/
		size := strings.IndexAny(after, ")/") + 1
		l.set(pointMark, s[:end], core+end+size)
		l.value = atoi(s[:n])
		return
	}
	if p.decimals {
		l.decimal(s, core)
	}
}

// decimal reads the number of a section or of a point written with a dot.
func (l *line) decimal(s string, core int) {
	at, depth := 0, 0
	for {
		n := digits(s[at:])
		if n == 0 || n > 3 {
			break
		}
		at += n
		depth++
		if at < len(s) && s[at] == '.' && digits(s[at+1:]) > 0 {
			at++
			continue
		}
		break
	}
	if depth == 0 || at > 0 && s[at-1] == '.' {
		return
	}
	number := at + suffix(s[at:], 1)
	at = number
	dot := strings.HasPrefix(s[at:], ".")
	if dot {
		at++
	}
	if spaces(s[at:]) == 0 && (at < len(s) || depth > 1) || !dot && depth == 1 && number == digits(s) {
		return
	}
	l.set(sectionMark, s[:number], core+at)
	l.value, l.depth = atoi(s[:digits(s)]), depth
}

// suffix returns the length of a run of at most most letters at the beginning of
// s, small or capital, that no other letter or digit follows; 0 for none.
func suffix(s string, most int) int {
	if most == 1 && len(s) > 3 && cyrillicAt(s, 0) && cyrillicAt(s, 2) {
		return 0 // a word, as most texts begin with
	}
	n, letters := 0, 0
	var last rune
	for n < len(s) {
		r, size := utf8.DecodeRuneInString(s[n:])
		if !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) {
			if unicode.IsDigit(r) {
				return 0
			}
			break
		}
		if !(last == 'l' && r == 'j' || last == 'n' && r == 'j' || last == 'd' && r == 'ž') && unicode.IsLetter(r) {
			letters++
		}
		if letters > most {
			return 0
		}
		last = r
		n += size
	}
	return n
}

func (l *line) set(m mark, number string, label int) {
	l.mark, l.number, l.label = m, number, label
}

// parenthesis reads "(1) text" and "(а) text".
func (l *line) parenthesis(s string, core int) {
	n := digits(s[1:])
	end := 1 + n + suffix(s[1+n:], 1)
	if end == 1 || end >= len(s) || s[end] != ')' || n > 3 {
		return
	}
	m := parenMark
	if n == 0 {
		m = letterMark
	}
	l.set(m, s[1:end], core+end+1)
	l.value = atoi(s[1 : 1+n])
	if end+1 < len(s) && strings.HasPrefix(s[end+1:], ".") {
		l.label++
	}
}

// dash reads an item of a list without a number.
func (l *line) dash(s string, core int, p *profile) {
	r, size := utf8.DecodeRuneInString(s)
	switch r {
	case '-', '‐', '‑', '‒', '–', '—', '−', '•', '·', '▪', '●', '◦', '‣', '\uf0b7', '\uf02d', '*':
	case p.sign:
		l.signed(s, core, size, p)
		return
	default:
		l.lettered(s, core, p)
		return
	}
	rest := s[size:]
	if l.dashedArticle(s, size+spaces(rest), p) {
		return
	}
	next, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(rest, unicode.IsSpace))
	if rest == "" || !unicode.IsLetter(next) && spaces(rest) == 0 || unicode.IsDigit(next) && spaces(rest) == 0 || next == r {
		return
	}
	l.set(dashMark, "", core+size)
}

// decorated reads an article heading within stars or brackets: "**Члан 5.**",
// "[Члан 5.]".
func (l *line) decorated(s string, p *profile) bool {
	at := len(s) - len(strings.TrimLeft(s, "*["))
	if s[at:] == "" || !p.initials.begins(s[at:]) {
		return false
	}
	word, n := key(s[at:])
	if o := p.openings[word]; o == nil || o.mark != articleMark || o.several {
		return false
	}
	l.article(s[at:], at, n, p)
	if l.mark == articleMark && l.number != "" && l.rest() == "" {
		return true
	}
	l.unset()
	return false
}

// maxDashed is the most bytes of the heading of an article between dashes.
const maxDashed = 40

// dashedArticle reads the heading of an article between dashes whose word stands at s[at:]: "-Члан 9-", "– Члан 9 –".
func (l *line) dashedArticle(s string, at int, p *profile) bool {
	if len(s) > maxDashed || at >= len(s) || !p.initials.begins(s[at:]) {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(s)
	word, n := key(s[at:])
	if o := p.openings[word]; o == nil || o.mark != articleMark || o.several || !strings.ContainsRune("-–—", last) {
		return false
	}
	l.article(s[at:], at, n, p)
	if l.mark == articleMark && l.number != "" && l.rest() == "" {
		l.strict = true
		return true
	}
	l.unset()
	return false
}

// maxSmall is the most bytes of an article heading in small letters.
const maxSmall = 24

// small reads an article heading that begins with a small letter: "члан 5." or "чл. 5. и 6."
// alone on its line.
func (l *line) small(s string, core int, first rune, p *profile) {
	if len(s) > maxSmall || !p.initials.has(first) {
		return
	}
	word, n := key(s)
	o := p.openings[word]
	if o == nil || o.mark != articleMark {
		return
	}
	l.opening(s, core, n, o, p)
	if l.mark == articleMark && l.number != "" && l.rest() == "" {
		l.strict = true
		return
	}
	l.unset()
}

// digraph reports whether the two letters are one in Serbian and Croatian: lj, nj, dž.
func digraph(first, second rune) bool {
	switch first {
	case 'L', 'l', 'N', 'n':
		return second == 'J' || second == 'j'
	case 'D', 'd':
		return second == 'Ž' || second == 'ž'
	}
	return false
}

// spacedKey returns the key of a word whose letters are spaced out, "Ч л а н", and
// its length in bytes.
func spacedKey(s string) (string, int) {
	var word strings.Builder
	n := 0
	for n < len(s) {
		r, size := utf8.DecodeRuneInString(s[n:])
		next, _ := utf8.DecodeRuneInString(s[n+size:])
		if second, _ := firstRune(s[n+size:]); digraph(r, second) {
			word.WriteRune(r)
			n += size
			r, size = second, utf8.RuneLen(second)
			next, _ = utf8.DecodeRuneInString(s[n+size:])
		}
		last := n+size == len(s) && n > 0
		if !unicode.IsLetter(r) || !last && !unicode.IsSpace(next) || word.Len() > 40 {
			break
		}
		word.WriteRune(r)
		n += size
		if last {
			break
		}
		if gap := spaces(s[n:]); gap > 1 {
			break
		}
		n += utf8.RuneLen(next)
	}
	k, _ := key(word.String())
	return k, len(strings.TrimRight(s[:n], " \u00a0"))
}

// lettered reads what begins with a letter: headings of articles and divisions,
// annexes, Roman numerals and "а) text".
func (l *line) lettered(s string, core int, p *profile) {
	first, _ := firstRune(s)
	if !isLetter(first) {
		return
	}
	if n := suffix(s, 1); n > 0 && p.rungs == nil && (strings.HasPrefix(s[n:], ")") || isLower(first) && strings.HasPrefix(s[n:], "/ ")) {
		l.set(letterMark, s[:n], core+n+1)
		return
	}
	if isLower(first) {
		l.small(s, core, first, p)
		return
	}
	if p.initials.has(first) {
		word, n := key(s)
		if n == utf8.RuneLen(first) {
			word, n = spacedKey(s)
		}
		if o := p.openings[word]; o != nil {
			l.opening(s, core, n, o, p)
		} else if len(s) <= maxLed && p.sole[spell(strings.TrimRight(s, oddTail))] {
			l.set(articleMark, "1", core+len(s))
			l.value, l.strict = 1, true
		} else if value, n := p.ordinalAt(s, word, n); value > 0 {
			l.part(s, core, n, strconv.Itoa(value), value, p)
		}
	}
	if l.mark == plain && p.unnumbered != nil && (p.heading != above || capitalsBegin(s)) {
		l.unnumbered(s, core, p)
	}
	if l.mark == plain && p.numerals {
		switch first {
		case 'I', 'V', 'X', 'L', 'И', 'В', 'Х', 'І':
			l.numeral(s, core, p)
		}
	}
	if l.mark == plain && p.decimals && len(s) > 2 && (s[1] == '.' || s[2] == '.') {
		l.letterHeading(s, core)
	}
}
