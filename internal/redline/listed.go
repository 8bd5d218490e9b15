package redline

import (
	"maps"
	"slices"
	"strings"
	"unicode"
)

// listed returns the places of the changes that are shown one by one: all but those of articles and divisions of which nothing but the number
// is another, and of which a cascade tells, and those of which nothing but the script is where the whole act is in another one.
func (r *Redline) listed() []int {
	told := map[IDPair]bool{}
	for k := range r.Cascades {
		for _, id := range r.Cascades[k].IDs {
			told[id] = true
		}
	}
	var out []int
	for i := range r.Changes {
		ch := &r.Changes[i]
		written := r.otherwiseInScript(ch)
		if written && !ch.Moved && !ch.Renumbered {
			continue
		}
		if !ch.numberAlone() && !(written && ch.Renumbered && !ch.Material()) || len(ch.Old) != 1 || len(ch.New) != 1 || !told[IDPair{Old: ch.Old[0], New: ch.New[0]}] {
			out = append(out, i)
		}
	}
	return out
}

// numberAlone reports whether nothing but the number of a provision is another.
func (c *Change) numberAlone() bool { return c.Renumbered && !c.Material() && !c.Typographic }

// reordered reports whether provisions inside an article changed places in it, and nothing else in it was edited.
func (c *Change) reordered() bool {
	if !c.Edited || c.Words != (Words{}) || slices.ContainsFunc(c.Provisions, func(p Provision) bool { return p.Edited }) {
		return false
	}
	from, to := map[int]bool{}, map[int]bool{}
	for _, sp := range c.Spans {
		switch {
		case sp.Move > 0 && sp.Op == Deleted:
			from[sp.Move] = true
		case sp.Move > 0:
			to[sp.Move] = true
		}
	}
	return len(to) > 0 && maps.Equal(from, to)
}

// spaces reports whether a typographic span differs in spaces alone.
func (sp *Span) spaces() bool {
	return sp.Op == Typographic && withoutSpaces(sp.Old) == withoutSpaces(sp.Text)
}

// spacesAlone reports whether every typographic span differs in spaces alone.
func spacesAlone(spans []Span) bool {
	for _, sp := range spans {
		if sp.Op == Typographic && !sp.spaces() {
			return false
		}
	}
	return true
}

func withoutSpaces(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}
