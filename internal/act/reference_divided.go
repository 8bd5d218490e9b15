package act

import (
	"slices"
	"strings"
)

// A divisionKey is by what divisions are found: glava II and ГЛАВА ДРУГА have one.
type divisionKey struct {
	kind   Kind
	value  int
	suffix string
}

// A divisionIndex finds the divisions and annexes of an act.
type divisionIndex struct {
	kinds   map[Kind]bool
	nodes   map[divisionKey][]*Node
	parent  map[*Node]*Node
	annexes []*Node // with numbers and without
}

// divided returns the index of the divisions of the act.
func (p *targets) divided() *divisionIndex {
	if p.index == nil {
		p.index = &divisionIndex{kinds: map[Kind]bool{}, nodes: map[divisionKey][]*Node{}, parent: map[*Node]*Node{}}
		p.enterDivisions(p.body, nil)
	}
	return p.index
}

func (p *targets) enterDivisions(nodes []*Node, parent *Node) {
	for _, n := range nodes {
		switch n.Kind {
		case KindAnnex, KindPart, KindTitle, KindChapter, KindSection, KindSubsection:
			p.index.parent[n] = parent
			if n.Kind == KindAnnex {
				p.index.annexes = append(p.index.annexes, n)
			}
			if n.Number != "" {
				k := p.divisionKey(n.Kind, n.Number)
				p.index.kinds[n.Kind] = true
				p.index.nodes[k] = append(p.index.nodes[k], n)
			}
			p.enterDivisions(n.Children, n)
		}
	}
}

func (p *targets) divisionKey(k Kind, number string) divisionKey {
	_, value, end := p.profile.divisionNumber(number, 0)
	if end == 0 {
		return divisionKey{kind: k, suffix: p.folded(number)}
	}
	letters := end
	if _, n, value := roman(number); value > 0 {
		letters = n
	}
	for letters > 0 && suffix(number[letters-1:end], 1) > 0 && digits(number) > 0 {
		letters--
	}
	return divisionKey{k, value, p.folded(number[letters:])}
}

// Shape returns the text of the reference with a # for each number of a division in it,
// which need not be of digits, and for each letter that is a number.
func (ref *Reference) Shape() string {
	var b strings.Builder
	at := ref.Start
	places := slices.Concat(ref.divided, ref.letters)
	slices.SortFunc(places, func(a, b span) int { return a.start - b.start })
	for _, n := range places {
		b.WriteString(ref.Text[at-ref.Start : n.start-ref.Start])
		b.WriteByte('#')
		at = n.end
	}
	b.WriteString(ref.Text[at-ref.Start:])
	return b.String()
}

// lettersOf returns where the numbers of a citation stand that are letters.
func lettersOf(text string, cit *citation) []span {
	var out []span
	for i := range cit.paths {
		at := &cit.paths[i]
		for _, place := range append(at.place[:], at.uptoAt) {
			if place.end > place.start && place.start >= cit.start && digits(text[place.start-cit.start:]) == 0 && !slices.Contains(out, place) {
				out = append(out, place)
			}
		}
	}
	return out
}

// resolveDivisions sets whose divisions the reference names and, where they are those of
// this act, which. It reports false for what is no reference to divisions that the act
// has or is said to have.
func (p *targets) resolveDivisions(ref *Reference, cit *divisionCitation, here position) bool {
	if p.itself(&cit.tail) {
		ref.Scope = ScopeBase
		return true
	}
	switch {
	case cit.tail.kind == otherTail, cit.tail.kind == treatyTail && here.annex == "":
		ref.Scope, ref.Act = ScopeOther, cit.tail.name
		return true
	case cit.quoted, cit.tail.kind == noTail && cit.inside == "" && p.changes(here):
		ref.Scope = ScopeBase
		return true
	case cit.inside != "":
		ref.Scope = ScopeRelative
	default:
		ref.Scope = ScopeAct
	}
	if cit.form && !slices.ContainsFunc(p.divided().annexes, p.formed) {
		return false
	}
	said := cit.tail.kind == actTail || cit.inside != ""
	if !p.divided().kinds[cit.kind] && !cit.alone() {
		if !said || cit.kind == KindAnnex {
			return false
		}
	} else if cit.worded && !said && len(cit.wider) == 0 {
		return false
	}
	for i := range cit.numbers {
		p.divisionsOf(ref, cit, i, here)
	}
	return true
}

// divisionsOf adds what one number of the citation names, or a range.
func (p *targets) divisionsOf(ref *Reference, cit *divisionCitation, i int, here position) {
	it := cit.numbers[i]
	first, missing := p.find(cit, it.number, here)
	if first != nil {
		ref.number(it.at, first)
		p.target(ref, first)
	} else if missing {
		p.missing(ref, p.divisionAddress(cit, cit.named[i].ID, here))
	}
	if it.upto == "" {
		return
	}
	last, missing := p.find(cit, it.upto, here)
	if last == nil {
		if missing {
			p.missing(ref, p.divisionAddress(cit, cit.named[i].Upto, here))
		}
		return
	}
	ref.number(it.uptoAt, last)
	if first != nil {
		for _, n := range p.betweenDivisions(first, last) {
			p.target(ref, n)
		}
	}
	if last != first {
		p.target(ref, last)
	}
}

// betweenDivisions returns the divisions between two of one kind that stand in the same.
func (p *targets) betweenDivisions(first, last *Node) []*Node {
	siblings := p.body
	if parent := p.divided().parent[first]; parent != nil {
		siblings = parent.Children
	}
	from, to := slices.Index(siblings, first), slices.Index(siblings, last)
	var out []*Node
	for k := from + 1; k < to && p.listed < maxTargets; k++ {
		if siblings[k].Kind == first.Kind {
			out = append(out, siblings[k])
		}
	}
	return out
}

// maxAlike is how many divisions with one number are told from each other.
const maxAlike = 256

// find returns the division with the number, nil where there is none or several may be
// meant. It reports whether there is none.
func (p *targets) find(cit *divisionCitation, number string, here position) (*Node, bool) {
	if cit.alone() {
		if all := p.divided().annexes; len(all) == 1 {
			return all[0], false
		}
		return nil, false
	}
	all := p.divided().nodes[p.divisionKey(cit.kind, number)]
	if len(all) > maxAlike {
		return nil, false
	}
	found := make([]*Node, 0, len(all))
	for _, n := range all {
		if cit.form == p.formed(n) && p.standsIn(n, cit, here) {
			found = append(found, n)
		}
	}
	best, depth, several := (*Node)(nil), -1, false
	for _, n := range found {
		switch d := p.common(n, here.within); {
		case d > depth:
			best, depth, several = n, d, false
		case d == depth:
			several = true
		}
	}
	if several {
		return nil, false
	}
	return best, best == nil
}

// formed reports whether a division is an annex that is called a form.
func (p *targets) formed(n *Node) bool {
	o := p.profile.openings[firstKey(n.Label)]
	return n.Kind == KindAnnex && o != nil && o.form
}

// standsIn reports whether a division stands in those that the citation names as wider.
func (p *targets) standsIn(n *Node, cit *divisionCitation, here position) bool {
	for _, wide := range cit.wider {
		k := p.divisionKey(wide.kind, wide.numbers[0].number)
		in := p.divided().parent[n]
		for in != nil && p.divisionKey(in.Kind, in.Number) != k && !(wide.alone() && in.Kind == KindAnnex) {
			in = p.divided().parent[in]
		}
		if in == nil {
			return false
		}
	}
	if around := p.around(cit.inside, here); around != nil {
		in := p.divided().parent[n]
		for in != nil && in != around {
			in = p.divided().parent[in]
		}
		return in == around
	}
	return true
}

// around returns the division of the kind in which the position is, nil for none.
func (p *targets) around(k Kind, here position) *Node {
	n := here.within
	for n != nil && n.Kind != k {
		n = p.divided().parent[n]
	}
	return n
}

// common returns in how many divisions both stand, and one more where both or neither
// stand in an annex.
func (p *targets) common(a, b *Node) int {
	parent := p.divided().parent
	above := map[*Node]bool{}
	annexed := [2]bool{}
	for n := b; n != nil; n = parent[n] {
		above[n] = true
		annexed[0] = annexed[0] || n.Kind == KindAnnex
	}
	depth := 0
	for n := parent[a]; n != nil; n = parent[n] {
		if above[n] {
			depth++
		}
		annexed[1] = annexed[1] || n.Kind == KindAnnex
	}
	if annexed[0] == annexed[1] {
		depth++
	}
	return depth
}

// divisionAddress returns the id that a division would have that is not there.
func (p *targets) divisionAddress(cit *divisionCitation, segment string, here position) string {
	if around := p.around(cit.inside, here); around != nil && len(cit.wider) == 0 {
		return join(around.ID, segment)
	}
	id := segment
	for _, wide := range cit.wider {
		id = join(wide.named[0].ID, id)
	}
	return id
}
