package act

// outset returns in what, and from which rank on, the provision of a path is looked
// for; the rank is ranks where that is not known.
func (p *targets) outset(at *path, cit *citation, here position) (*Node, int) {
	article, t := here.at[rankArticle], &cit.tail
	switch {
	case at.number[rankArticle] != "":
		return nil, rankArticle
	case p.whole != nil && t.kind == actTail && at.number[rankPoint] != "" && at.number[rankParagraph] == "":
		return p.whole, rankPoint
	case p.whole != nil && t.kind == relativeTail && here.at[t.rank] != nil:
		return here.at[t.rank], t.rank + 1
	case article == nil || t.kind == actTail:
		return nil, ranks
	case t.kind == nextTail:
		if n := p.beside(t, here); n != nil {
			return n, t.rank + 1
		}
		return nil, ranks
	case t.kind == relativeTail && here.at[t.rank] != nil:
		return here.at[t.rank], t.rank + 1
	case cit.bare:
		return nil, ranks
	case at.sub != 0 && at.subBelow <= rankParagraph && at.number[rankParagraph] == "" && t.kind == noTail:
		if n := here.at[rankParagraph]; n != nil {
			return n, rankPoint
		}
		return nil, ranks
	case at.number[rankParagraph] == "" && t.kind == noTail:
		return p.nearest(at, here)
	}
	return article, rankParagraph
}

// beside returns the provision that stands before or behind the one of the rank of
// the tail at the position; nil when there is none.
func (p *targets) beside(t *tail, here position) *Node {
	if t.rank == rankArticle {
		at := p.order[here.at[rankArticle]] + t.step
		if at < 0 || at >= len(p.sequence) || p.sequence[at].annex != here.annex {
			return nil
		}
		return p.sequence[at].article
	}
	n := here.at[t.rank]
	if n == nil {
		return nil
	}
	parent := here.at[rankArticle]
	for _, wider := range here.at[rankArticle:t.rank] {
		if wider != nil {
			parent = wider
		}
	}
	var before *Node
	found := false
	for _, c := range parent.Children {
		switch {
		case c.Kind != n.Kind || isQuoted(c):
		case found:
			return c
		case c == n && t.step < 0:
			return before
		case c == n:
			found = true
		default:
			before = c
		}
	}
	return nil
}

// nearest returns where a point, subpoint or indent is looked for that is named
// without anything wider: in the list it stands in itself where it has such numbers.
func (p *targets) nearest(at *path, here position) (*Node, int) {
	rank := rankPoint
	for rank < at.rank && at.number[rank] == "" {
		rank++
	}
	if at.number[rank] == "" { // nothing but what was read of other words
		return nil, ranks
	}
	var nearest *Node
	for wider := rank - 1; wider >= rankParagraph; wider-- {
		n := here.at[wider]
		if wider == rankParagraph && here.sub != nil && p.child(here.sub, rankKinds[rank], at.number[rank]) != nil {
			return here.sub, rank
		}
		if n == nil {
			continue
		}
		if p.child(n, rankKinds[rank], at.number[rank]) != nil {
			return n, rank
		}
		if nearest == nil {
			nearest = n
		}
	}
	if c, several := p.inList(here.at[rankArticle], p.kind(rank, at.number[rank]), at.number[rank]); c != nil || several {
		return here.at[rankArticle], rank
	}
	if nearest != nil && (rank > rankPoint || p.unmarked && nearest.Label != "") {
		return nearest, rank
	}
	return here.at[rankArticle], rankParagraph
}
