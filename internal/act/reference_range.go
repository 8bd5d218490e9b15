package act

import "strconv"

// span adds the provisions from one number to another under parent: those that are
// there, with what stands between them, and those that are missing where they can be
// counted.
func (p *targets) span(ref *Reference, parent *Node, at *path, here position, main bool) {
	from, upto := at.number[at.rank], at.upto
	find := func(number string) *Node { return p.step(parent, at.rank, number, here.annex, main) }
	first, last := find(from), find(upto)
	if first == nil && p.several(parent, at.rank, from) || last == nil && p.several(parent, at.rank, upto) {
		return
	}
	if first != nil {
		ref.number(at.place[at.rank], first)
	}
	if last != nil {
		ref.number(at.uptoAt, last)
	}
	if first == nil || last == nil {
		for _, number := range p.counting(from, upto) {
			n := find(number)
			switch {
			case n == nil:
				p.missing(ref, p.address(parent, at.rank, number))
			case first == nil:
				first, last = n, n
			default:
				last = n
			}
		}
	}
	if first == nil {
		return
	}
	p.target(ref, first)
	if last != nil && last != first {
		p.between(ref, first, last)
		p.target(ref, last)
	}
}

// counting returns the numbers from one to another, or the two where many were counted.
func (p *targets) counting(from, upto string) []string {
	if p.counted >= maxCounted {
		return []string{from, upto}
	}
	numbers := countedFrom(from, upto)
	p.counted += len(numbers)
	return numbers
}

// countedFrom returns the numbers from one to another, both of digits or both a letter; of
// others the two.
func countedFrom(from, upto string) []string {
	var numbers []string
	switch {
	case plainNumber(from) && plainNumber(upto) && atoi(from) < atoi(upto) && atoi(upto)-atoi(from) < maxListed:
		for n := atoi(from); n <= atoi(upto); n++ {
			numbers = append(numbers, strconv.Itoa(n))
		}
	case len(from) == 1 && len(upto) == 1 && from < upto && from != "i" && (from >= "a" && upto <= "z" || from >= "A" && upto <= "Z"):
		for c := from[0]; c <= upto[0]; c++ {
			numbers = append(numbers, string(rune(c)))
		}
	default:
		return []string{from, upto}
	}
	return numbers
}

// between adds what stands between the ends of a range.
func (p *targets) between(ref *Reference, first, last *Node) {
	if p.listed > maxTargets {
		return
	}
	if first.Kind == KindArticle && last.Kind == KindArticle {
		if from, to := p.order[first]+1, p.order[last]; from < to {
			ref.Targets = append(ref.Targets, p.ids[from:to]...)
			p.listed += to - from
		}
		return
	}
	inside := false
	for _, c := range p.siblings(first) {
		switch {
		case c == first:
			inside = true
		case c == last:
			return
		case inside && c.Kind == first.Kind && !isQuoted(c):
			ref.Targets = append(ref.Targets, c.ID)
			p.listed++
		}
	}
}

// siblings returns what stands under the provision that n stands in.
func (p *targets) siblings(n *Node) []*Node {
	if p.parents == nil {
		p.parents = map[*Node]*Node{}
		var enter func(parent *Node)
		enter = func(parent *Node) {
			for _, c := range parent.Children {
				p.parents[c] = parent
				enter(c)
			}
		}
		for _, at := range p.sequence {
			enter(at.article)
		}
		if p.whole != nil {
			enter(p.whole)
		}
	}
	if parent := p.parents[n]; parent != nil {
		return parent.Children
	}
	return nil
}

// missing adds the id of a provision that is not there.
func (p *targets) missing(ref *Reference, id string) {
	if p.listed > maxTargets {
		return
	}
	ref.Dangling = append(ref.Dangling, id)
	p.listed++
}
