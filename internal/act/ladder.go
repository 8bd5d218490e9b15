package act

import (
	"slices"
	"strings"
)

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
