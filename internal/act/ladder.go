package act

import (
	"slices"
	"strings"
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

// A step is an open level of a list.
type step struct {
	rung, value int
	number      string
	node        *Node
	stated      standing
}

// follows reports whether the number read as r comes next after the step or is one
// inserted behind it.
func (s *step) follows(r reading, number string) bool {
	return s.rung == r.rung && (r.value == s.value+1 || r.value == s.value && len(number) >= len(s.number) && number > s.number)
}

// enumerate takes "(a) text" by the rungs of the profile.
func (b *builder) enumerate(l *line) {
	label, text := b.split(l)
	f := dotted
	switch {
	case strings.HasPrefix(label, "("):
		f = bracketed
	case strings.HasSuffix(label, ")"):
		f = closed
	}
	var buffer [maxReadings]reading
	list := b.p.readings(buffer[:0], l.number, f)
	if b.host.Kind == KindPreamble && b.p.recitals && b.p.rungs[list[0].rung].class == arabic {
		b.recital(l, label, text, list[0].value)
		return
	}
	depth, r, next := b.stated(l, list)
	if !next {
		depth, r, next = b.level(list, l.number)
	}
	if b.wrapped(l, text, next) {
		b.parts = append(b.parts, l.text)
		return
	}
	b.steps = b.steps[:depth]
	n := (*Node)(nil)
	kind := b.p.rungs[r.rung].kind
	if depth > 0 && l.stated.below(b.steps[depth-1].stated) {
		kind = lowered(b.steps[depth-1].node.Kind, kind)
	}
	switch {
	case kind == KindParagraph:
		b.paragraph(l.number, label, text)
		n = b.para
	default:
		parent := b.host
		if depth > 0 {
			parent = b.steps[depth-1].node
		} else if b.para != nil {
			parent = b.para
		}
		n = b.add(parent, kind, l.number, label, text)
		b.point, b.sub = n, nil
	}
	b.steps = append(b.steps, step{r.rung, r.value, l.number, n, l.stated})
}

// level returns below how many open steps a marker stands, how it is to be read,
// and whether it goes on with a list or begins one.
func (b *builder) level(list []reading, number string) (int, reading, bool) {
	inner := -1
	if len(b.steps) > 0 {
		inner = b.steps[len(b.steps)-1].rung
	}
	if b.listed() || b.doubles(list, inner) {
		for _, r := range list {
			if r.value <= 1 && r.rung > inner {
				return len(b.steps), r, true
			}
		}
	}
	if d := len(b.steps) - 1; number == "aa" && d >= 0 && b.steps[d].number == "z" && !b.listed() {
		for _, r := range list {
			if r.rung == inner {
				return d, r, true
			}
		}
	}
	for d := len(b.steps) - 1; d >= 0; d-- {
		for _, r := range list {
			if b.steps[d].follows(r, number) {
				return d, r, true
			}
		}
	}
	best := list[0]
	for _, r := range list {
		if r.value <= 1 && !b.open(r.rung) {
			if r.rung > inner || best.value > 1 {
				return b.above(r.rung), r, true
			}
		}
	}
	for d := len(b.steps) - 1; d >= 0; d-- {
		for _, r := range list {
			if b.steps[d].rung == r.rung {
				return d, r, false
			}
		}
	}
	for _, r := range list {
		if r.rung > inner {
			best = r
			break
		}
	}
	return b.above(best.rung), best, best.value <= 1
}

// maxDoubles is how many lines are looked at for the bb) behind an aa).
const maxDoubles = 60

// doubles reports whether the marker is the aa) of a list that stands under an item with one letter of
// a rung right outside of doubled letters: bb) follows, and the letters before have not run out.
func (b *builder) doubles(list []reading, inner int) bool {
	if inner < 0 || inner+1 >= len(b.p.rungs) || b.p.rungs[inner+1].class != doubled || b.p.rungs[inner].class != small || b.steps[len(b.steps)-1].value >= 26 {
		return false
	}
	if !slices.Contains(list, reading{inner + 1, 1}) {
		return false
	}
	ahead := b.ahead()
	for i := range ahead[:min(len(ahead), maxDoubles)] {
		l := &ahead[i]
		switch {
		case l.mark == articleMark:
			return false
		case l.mark == rungMark && l.number == "bb":
			return true
		case l.mark == rungMark && len(l.number) == 1 && l.number >= "a":
			return false
		}
	}
	return false
}

func (b *builder) open(rung int) bool {
	for _, s := range b.steps {
		if s.rung == rung {
			return true
		}
	}
	return false
}

// above returns how many open steps are of outer rungs.
func (b *builder) above(rung int) int {
	d := len(b.steps)
	for d > 0 && b.steps[d-1].rung >= rung {
		d--
	}
	return d
}

// listed reports whether what was read last announces a list.
func (b *builder) listed() bool {
	tail := unstarred(b.tail())
	for _, end := range b.p.announced {
		if strings.HasSuffix(tail, end) {
			return true
		}
	}
	return false
}

// recital takes a numbered item of the preamble.
func (b *builder) recital(l *line, label, text string, value int) {
	if value != b.recitals+1 && !l.gap && !terminal(b.tail()) && b.tail() != "" {
		b.parts = append(b.parts, l.text)
		return
	}
	b.recitals = value
	b.para = b.add(b.host, KindParagraph, l.number, label, text)
	b.roles[b.para] = recitalRole
	b.point, b.sub, b.steps = nil, nil, b.steps[:0]
}

// headed reports whether what stands behind the number of an article on its line is
// its heading, and not its text.
func (p *profile) headed(rest string) bool {
	if longer(rest, maxHeading) {
		return false
	}
	if !terminal(rest) {
		return true
	}
	return p.stopped && strings.HasSuffix(rest, ".") && !p.states(rest) && (allCaps(rest) || len(strings.Fields(rest)) <= 12 && strings.Count(rest, ". ") == 0)
}

// states reports whether s is a sentence with one of the verbs that headings, whose words are in
// capitals, do not have.
func (p *profile) states(s string) bool {
	for word := range strings.FieldsSeq(s) {
		if startsLower(word) && p.verbs[spell(word)] {
			return true
		}
	}
	return false
}

// holdsText reports whether what stands behind the number of an article is its text, and no heading.
func (p *profile) holdsText(rest string) bool {
	return terminal(rest) && (p.states(rest) || longer(rest, maxHeading) || p.opensList(rest))
}

// headingBelow marks the lines of the heading of the article at i that stand behind
// its number.
func (lay *layout) headingBelow(lines []line, i int) {
	p := lay.profile
	heading := lines[i].rest()
	for k := i + 1; k < min(len(lines), i+1+maxLead); k++ {
		l := &lines[k]
		if l.mark != plain || longer(l.text, maxHeading) {
			return
		}
		capitals := allCaps(heading) && allCaps(l.text)
		switch {
		case heading == "":
			if !l.headingLike(p) || k+1 == len(lines) || lay.begunText(lines, k) {
				return
			}
		case terminal(heading) || l.gap || lay.spaced && !startsLower(l.text):
			return
		case capitals && (p.stopped || !terminal(l.text)):
		case !terminal(l.text) && p.wraps(heading, l.text):
		default:
			return
		}
		l.mark = headingMark
		heading = l.text
	}
}

// begunText reports whether the line at k, which reads like a heading, begins the text of an article: a sentence
// ends in it, or lines right behind it go on with it to the end of one.
func (lay *layout) begunText(lines []line, k int) bool {
	if !allCaps(lines[k].text) && sentences(lines[k].text) {
		return true
	}
	for end := k + maxLead; k < end && k+1 < len(lines); k++ {
		before, l := &lines[k], &lines[k+1]
		if l.gap || l.mark != plain || !lay.profile.wraps(before.text, l.text) {
			return false
		}
		if terminal(l.text) && !strings.HasSuffix(l.text, ",") {
			return true
		}
	}
	return k+1 < len(lines)
}

// fold returns the number in the form in which equal numbers are equal.
func (p *profile) fold(number string) string {
	if p.name == serbia.name {
		return script.Fold(script.AsCyrillic(number))
	}
	return strings.Map(func(r rune) rune {
		if isMinus(r) {
			return '-'
		}
		return unicode.ToLower(r)
	}, number)
}
