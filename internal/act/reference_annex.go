package act

import (
	"slices"
	"strconv"
	"strings"
)

// maxBefore is how far before a citation the division begins at most that it stands in.
const maxBefore = 80

// annexBefore looks for the annex that is named directly before a citation in s[from:], in which what
// it names stands: Annex II, Part B, point 3.
func (r *referenceReader) annexBefore(s string, from int, cit *citation, here position) bool {
	c := r.citing
	if cit.bare || cit.annexed || cit.in != nil || cit.paths[0].number[rankArticle] != "" || cit.tail.kind != noTail && cit.tail.kind != actTail && cit.tail.kind != otherTail {
		return false
	}
	end := len(strings.TrimRight(s[from:cit.start], " \u00a0,")) + from
	if end == cit.start || end == from {
		return false
	}
	for at := max(from, end-maxBefore); at < end; {
		letter, size := firstRune(s[at:])
		if !isLetter(letter) {
			at += size
			continue
		}
		if at > from && wordStart(s, from, at) < at || !c.parting.has(letter) {
			at += wordLength(s[at:])
			continue
		}
		in, ok := r.annexCited(s, at)
		if ok && in.end == end && r.takesAnnex(s, cit, &in, here) {
			return true
		}
		at += max(wordLength(s[at:]), size)
	}
	return false
}

// takesAnnex gives a citation what is named directly before it, where that is an annex or stands in one.
func (r *referenceReader) takesAnnex(s string, cit *citation, in *divisionCitation, here position) bool {
	listed := cit.listed
	if cit.alone > 0 { // Annex II, point 3, and point 2 of Annex I
		listed = cit.aloneEnd
	}
	end, around := r.annexAround(s, listed, in)
	if !r.annexed(in, here) {
		return false
	}
	was, loose := *cit, in.alone() && strings.HasSuffix(strings.TrimRight(s[:cit.start], " \u00a0"), ",")
	if loose && (!r.citing.commas || cit.paths[0].first() < rankPoint) {
		return false // subject to the Annex, paragraph 2 applies
	}
	if cit.alone > 0 {
		cit.paths = cit.paths[:cit.alone]
	}
	switch {
	case around || cit.alone > 0:
		cit.end, cit.listed, cit.tail = listed, listed, tail{}
	case cit.tail.kind == actTail || cit.tail.kind == otherTail:
		in.tail = cit.tail
	}
	switch {
	case in.tail.kind == otherTail:
		cit.start, cit.tail = in.start, in.tail
	case r.targets.changes(here) || !r.in(cit, in, here):
		if loose {
			*cit = was
			return false
		}
		cit.annexed = true
		return true
	default:
		cit.start = in.start
	}
	if around {
		cit.end = end
	}
	return true
}

// annexAround adds to a division the annex that it stands in, where that is named behind the numbers of the citation behind
// the division, which end at s[at:], and returns where that ends: Part A, point 2, of Annex II.
func (r *referenceReader) annexAround(s string, at int, in *divisionCitation) (int, bool) {
	c := r.citing
	if in.annex() {
		return 0, false
	}
	next := c.wider(s, at)
	if comma := strings.IndexByte(s[at:next], ','); comma >= 0 && !c.ofNext(s, at+comma+1) && (c.orders == nil || !c.orders.annexed[firstKey(s[next:])]) {
		return 0, false
	}
	around, ok := r.annexCited(s, next)
	if !ok || around.kind != KindAnnex || len(around.named) != 1 || around.named[0].Upto != "" {
		return 0, false
	}
	in.wider, in.tail = append(in.wider, around.divisionMention), around.tail
	return around.end, true
}

// annexCited reads the reference to divisions that begins at s[start:], or to an annex that is named without a number.
func (r *referenceReader) annexCited(s string, start int) (divisionCitation, bool) {
	if in, ok := r.divisionCited(s, start); ok {
		return in, true
	}
	m, ok := r.targets.division(r.citing, r.citing.divisions, s, start)
	if !ok || m.kind != KindAnnex || len(m.named) > 0 {
		return divisionCitation{}, false
	}
	m.named, m.numbers = []Amended{{ID: segments[KindAnnex]}}, []item{{}}
	in := divisionCitation{start: start, end: m.end, divisionMention: m}
	in.of(r.citing, s)
	return in, true
}

// annexed reports whether a division is said to be an annex or to stand in one, or is one that does; where it may be one of
// several, all do.
func (r *referenceReader) annexed(in *divisionCitation, here position) bool {
	if in.annex() {
		return true
	}
	p := r.targets
	n, missing := p.find(in, in.numbers[0].number, here)
	if n == nil && !missing {
		return !slices.ContainsFunc(p.divided().nodes[p.divisionKey(in.kind, in.numbers[0].number)], func(n *Node) bool { return !p.inAnnex(n) })
	}
	return p.inAnnex(n)
}

// inAnnex reports whether a division is an annex or stands in one.
func (p *targets) inAnnex(n *Node) bool {
	for n != nil && n.Kind != KindAnnex {
		n = p.divided().parent[n]
	}
	return n != nil
}

// annex reports whether a division is said to be an annex or to stand in one.
func (cit *divisionCitation) annex() bool {
	return cit.kind == KindAnnex || slices.ContainsFunc(cit.wider, func(m divisionMention) bool { return m.kind == KindAnnex })
}

// in gives a citation the annex or its division that it stands in. It reports false, and leaves it as it is, where
// it is not known what of that it names.
func (r *referenceReader) in(cit *citation, in *divisionCitation, here position) bool {
	if cit.paths[0].number[rankArticle] != "" || len(in.named) != 1 || in.named[0].Upto != "" || cit.quoted {
		return false
	}
	var ref Reference
	r.targets.inDivision(&ref, cit, in, here)
	if len(ref.Targets)+len(ref.Dangling) == 0 {
		return false
	}
	cit.in = in
	return true
}

// inDivision adds what a citation names in an annex or in a division of one.
func (p *targets) inDivision(ref *Reference, cit *citation, in *divisionCitation, here position) {
	division, _ := p.find(in, in.numbers[0].number, here)
	if division == nil {
		return
	}
	ref.number(in.numbers[0].at, division)
	for _, wide := range in.wider {
		k := p.divisionKey(wide.kind, wide.numbers[0].number)
		for n := p.divided().parent[division]; n != nil; n = p.divided().parent[n] {
			if p.divisionKey(n.Kind, n.Number) == k {
				ref.number(wide.numbers[0].at, n)
			}
		}
	}
	for i := range cit.paths {
		at := &cit.paths[i]
		if at.upto == "" {
			p.annexPath(ref, division, at)
			continue
		}
		for _, number := range p.counting(at.number[at.rank], at.upto) {
			one := *at
			one.number[at.rank], one.upto = number, ""
			switch number {
			case at.upto:
				one.place[at.rank] = at.uptoAt
			case at.number[at.rank]:
			default:
				one.place[at.rank] = span{}
			}
			p.annexPath(ref, division, &one)
		}
	}
}

// annexPath adds what one path names in a division of an annex, whose paragraphs may be cited as points. Where several have
// its first number, as one in each part may, that is meant in which the other numbers stand.
func (p *targets) annexPath(ref *Reference, division *Node, at *path) {
	first := at.first()
	outer := p.numberedIn(division, at.number[first])
	switch {
	case len(outer) > 0:
	case p.countedFully(division, at.number[first]):
		p.missing(ref, division.ID+"__"+segments[KindParagraph]+"_"+p.spelled(at.number[first]))
	case first == rankPoint:
		if n := p.onlyPoint(division, at.number[first]); n != nil {
			outer = []*Node{n}
		}
	}
	var named [ranks]*Node
	var meant *Node
	for _, n := range outer {
		steps, last := p.annexSteps(n, first, at)
		switch {
		case last != nil && meant != nil:
			return
		case last != nil || len(outer) == 1:
			named, meant = steps, last
		}
	}
	for rank, n := range named {
		if n != nil {
			ref.number(at.place[rank], n)
		}
	}
	if meant != nil {
		p.target(ref, meant)
	}
}

// annexSteps returns what the numbers of a path name, by their ranks, of which n is the first, and the last of them; that is nil
// where it is not there.
func (p *targets) annexSteps(n *Node, first int, at *path) (named [ranks]*Node, last *Node) {
	for rank := first; rank <= at.rank; rank++ {
		if number := p.lastOf(n, rank, at.number[rank]); rank > first && number != "" {
			n = p.listedIn(n, rank, number)
		}
		if n == nil {
			return named, nil
		}
		if at.number[rank] != "" {
			named[rank] = n
		}
		if at.sub != 0 && rank == at.subBelow {
			if n, _ = p.subparagraph(n, at.sub); n == nil {
				return named, nil
			}
		}
	}
	return named, n
}

// numberedIn returns the paragraph or point with the number that stands in a division, or those that stand in the ones
// below it.
func (p *targets) numberedIn(division *Node, number string) []*Node {
	for _, kind := range []Kind{KindParagraph, KindPoint} {
		if n := p.child(division, kind, number); n != nil && n.Label != "" {
			return []*Node{n}
		}
	}
	var found []*Node
	for _, c := range division.Children {
		switch c.Kind {
		case KindPart, KindTitle, KindChapter, KindSection, KindSubsection:
			found = append(found, p.numberedIn(c, number)...)
		case KindParagraph: // words before a list
			if n := p.child(c, KindPoint, number); n != nil {
				found = append(found, n)
			}
		}
	}
	return found
}

// onlyPoint returns the point with the number that is the only one with it anywhere in a division, nil for none.
func (p *targets) onlyPoint(division *Node, number string) *Node {
	points := p.points[division]
	if points == nil {
		points = map[string]*Node{}
		walk(division.Children, 0, func(n *Node, _ int) bool {
			if n.Kind == KindPoint {
				k := p.folded(n.Number)
				_, again := points[k]
				points[k] = n
				if again {
					points[k] = nil
				}
			}
			return true
		})
		p.points[division] = points
	}
	return points[p.folded(number)]
}

// listedIn returns the provision of a list with the number that stands in n.
func (p *targets) listedIn(n *Node, rank int, number string) *Node {
	kinds := []Kind{KindPoint, KindSubpoint, KindParagraph}
	if rank == rankIndent {
		kinds = []Kind{KindIndent}
	}
	for _, kind := range kinds {
		if c := p.child(n, kind, number); c != nil && c.Label != "" {
			return c
		}
	}
	return nil
}

// countedFully reports whether what stands in a division is counted from 1 without a gap and ends before
// the number.
func (p *targets) countedFully(division *Node, number string) bool {
	last := 0
	for _, c := range division.Children {
		if c.Kind != KindParagraph || c.Label == "" {
			return false
		}
		if last++; c.Number != strconv.Itoa(last) {
			return false
		}
	}
	return last > 1 && plainNumber(number) && atoi(number) > last
}
