package act

import (
	"slices"
	"strconv"
)

// inList returns the subpoint or the indent with the number that stands in a list anywhere under n, nil
// where none does, and where several do of which the number does not tell one: алинеја 2. овог члана.
func (p *targets) inList(n *Node, kind Kind, number string) (*Node, bool) {
	if p.attached || kind != KindSubpoint && kind != KindIndent {
		return nil, false
	}
	index := p.lists[n]
	if index == nil {
		index = map[childKey]*Node{}
		p.gather(index, n.Children)
		p.lists[n] = index
	}
	c, is := index[childKey{kind, p.folded(number)}]
	return c, is && c == nil
}

// gather enters the subpoints and indents among the nodes and below them by their numbers, those that have the same one as nil.
func (p *targets) gather(index map[childKey]*Node, nodes []*Node) {
	indents := 0
	for _, c := range nodes {
		p.gather(index, c.Children)
		k := childKey{c.Kind, p.folded(c.Number)}
		switch c.Kind {
		case KindIndent:
			indents++
			k.number = strconv.Itoa(indents)
		case KindSubpoint:
		default:
			continue
		}
		if _, again := index[k]; again {
			index[k] = nil
			continue
		}
		index[k] = c
	}
}

// several reports whether the number of a provision of the rank under parent tells none of several, or may be that of an indent further
// down where lists are not looked into.
func (p *targets) several(parent *Node, rank int, number string) bool {
	if parent == nil {
		return false
	}
	if p.attached {
		isIndent := func(c *Node) bool { return c.Kind == KindIndent }
		return rank == rankIndent && !slices.ContainsFunc(parent.Children, isIndent) && slices.ContainsFunc(parent.Children, holdsIndents)
	}
	_, several := p.inList(parent, p.kind(rank, number), number)
	return several
}

func holdsIndents(n *Node) bool {
	return slices.ContainsFunc(n.Children, func(c *Node) bool { return c.Kind == KindIndent || holdsIndents(c) })
}

// ofWider reports whether s, behind provisions of the rank, says that these are of a wider one with a number: of section 3.
func (c *citing) ofWider(s string, rank int) bool {
	s = s[spaces(s):]
	k, n := key(s)
	if n == 0 || !c.of[k] {
		return false
	}
	s = s[n+spaces(s[n:]):]
	w, n := c.word(s)
	return n > 0 && !w.passed && w.rank < rank && digits(s[n:]) > 0
}
