package act

import "strings"

// behindAnnex reports whether an annex is named directly before the citation at s[at:], which is of what stands in
// it, and which one of the act that is, nil where it is not known: Anlage 1 Nummer 2.
func (r *referenceReader) behindAnnex(s string, at int) (*Node, bool) {
	start := at
	for range 3 {
		end := len(strings.TrimRight(s[:start], " \u00a0.)("))
		start = wordStart(s, max(end-maxSpelled, 0), end)
		if start == end { // a number
			for start > 0 && digits(s[start-1:start]) > 0 {
				start--
			}
		}
		if start == end {
			return nil, false
		}
		k, _ := key(s[start:end])
		if r.citing.divisions[k].kind != KindAnnex {
			continue
		}
		m, ok := r.targets.division(r.citing, r.citing.divisions, s, start)
		if !ok || m.end > at || strings.TrimSpace(s[m.end:at]) != "" || len(m.named) > 1 || len(m.named) == 1 && m.named[0].Upto != "" {
			return nil, false
		}
		return r.targets.annex(&m), true
	}
	return nil, false
}

// maxSpelled is the most bytes of a word that names a division.
const maxSpelled = 40

// annex returns the annex of the act that is named, nil for none or several.
func (p *targets) annex(m *divisionMention) *Node {
	found := p.divided().annexes
	if len(m.numbers) == 1 {
		found = p.divided().nodes[p.divisionKey(KindAnnex, m.numbers[0].number)]
	}
	if len(found) != 1 {
		return nil
	}
	return found[0]
}

// inAnnex adds what a path names in an annex, whose points have no others of their number in it.
func (p *targets) inAnnex(ref *Reference, annex *Node, at *path) {
	points := p.points[annex]
	if points == nil {
		points = map[string]*Node{}
		walk(annex.Children, 0, func(n *Node, _ int) bool {
			if n.Kind == KindPoint {
				k := p.folded(n.Number)
				_, again := points[k]
				points[k] = n
				if again {
					points[k] = nil // that of which list is not known
				}
			}
			return true
		})
		p.points[annex] = points
	}
	n := points[p.folded(at.number[rankPoint])]
	if at.first() != rankPoint || at.upto != "" || n == nil {
		return
	}
	ref.number(at.place[rankPoint], n)
	for rank := rankPoint + 1; rank <= at.rank; rank++ {
		if at.number[rank] == "" {
			continue
		}
		if n = p.child(n, rankKinds[rank], at.number[rank]); n == nil {
			return
		}
		ref.number(at.place[rank], n)
	}
	p.target(ref, n)
}
