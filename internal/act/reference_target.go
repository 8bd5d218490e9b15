package act

import (
	"slices"
	"strings"
)

// maxTargets is how many targets the references of an act have in all before of a
// range the two ends alone are given.
const maxTargets = 1 << 20

// maxCounted is how many numbers of ranges that are not there as a whole are looked for
// before of a range the two ends alone are.
const maxCounted = 1 << 16

// resolve sets whose provisions the reference names and, where they are those of
// this act, which.
func (p *targets) resolve(ref *Reference, cit *citation, here position) {
	if p.itself(&cit.tail) {
		ref.Scope = ScopeBase
		return
	}
	switch {
	case cit.tail.kind != otherTail:
	case p.amending && p.barely(cit.tail.name):
		ref.Scope = ScopeBase
		return
	case p.ownAbbreviation(cit.tail.name):
		cit.tail = tail{kind: actTail}
	}
	ref.Scope, ref.Act = p.scope(cit, here), cit.tail.name
	if ref.Scope == ScopeBase || ref.Scope == ScopeOther {
		return
	}
	if cit.tail.kind == treatyTail {
		ref.Act = ""
	}
	if cit.in != nil {
		ref.divided = cit.in.places()
		p.inDivision(ref, cit, cit.in, here)
		slices.SortFunc(ref.Numbers, func(a, b CitedNumber) int { return a.Start - b.Start })
		return
	}
	if cit.annexed {
		return
	}
	p.signed = cit.sign
	for i := range cit.paths {
		p.path(ref, &cit.paths[i], cit, here)
	}
	slices.SortFunc(ref.Numbers, func(a, b CitedNumber) int { return a.Start - b.Start })
}

func (p *targets) scope(cit *citation, here position) Scope {
	switch {
	case cit.tail.kind == otherTail, cit.tail.kind == treatyTail && here.annex == "":
		return ScopeOther
	case cit.quoted:
		return ScopeBase
	case cit.tail.kind == actTail, cit.in != nil:
		return ScopeAct
	case p.foreign(cit, here) && (p.amending || p.changes(here)):
		return ScopeBase // § 2 in an amending act of articles
	case p.foreign(cit, here):
		return ScopeOther
	case (cit.tail.kind == relativeTail || cit.tail.kind == nextTail) && cit.paths[0].number[rankArticle] == "":
		return ScopeRelative
	case p.changes(here):
		return ScopeBase
	case cit.paths[0].number[rankArticle] == "" && !cit.annexed:
		return ScopeRelative
	}
	return ScopeAct
}

// changes reports whether what stands at a place says what becomes of another act.
func (p *targets) changes(here position) bool { return p.amending && !here.own || here.ordering }

// foreign reports whether a citation names articles in another way than those of this
// act are headed, with the sign of articles or with a word: Artikel 3 in an act of
// paragraphs.
func (p *targets) foreign(cit *citation, here position) bool {
	if p.sign == "" || cit.tail.kind == actTail || cit.paths[0].number[rankArticle] == "" || len(p.sequence) == 0 {
		return false
	}
	article := here.at[rankArticle]
	if article == nil {
		article = p.sequence[0].article
	}
	return strings.HasPrefix(article.Label, p.sign) != cit.sign
}

// path adds what one path names to the reference.
func (p *targets) path(ref *Reference, at *path, cit *citation, here position) {
	t := &cit.tail
	n, first := p.outset(at, cit, here)
	if first == ranks {
		return
	}
	main := t.kind == actTail
	missing := ""
	var parent, article *Node
	counted := at.sub == 0
	for rank := first; rank <= at.rank || !counted; rank++ {
		if !counted && rank > at.subBelow && n != nil {
			counted = true
			if n, missing = p.subparagraph(n, at.sub); n == nil && missing == "" {
				return
			}
		}
		if rank > at.rank {
			break
		}
		number := p.lastOf(n, rank, at.number[rank])
		if number == "" {
			continue
		}
		if n != nil && n.Kind == KindArticle {
			article = n
		}
		if rank == at.rank && at.upto != "" && missing == "" {
			p.span(ref, n, at, here, main)
			return
		}
		if rank == at.rank && at.upto != "" {
			for _, number := range p.counting(number, at.upto) {
				p.missing(ref, missing+"__"+p.segmentOf(rank, number))
			}
			return
		}
		if missing != "" {
			missing += "__" + p.segmentOf(rank, number)
			continue
		}
		parent = n
		n = p.step(n, rank, number, here.annex, main)
		if rank == rankParagraph && at.attached && n != nil && n.Label == "" {
			if listed := p.point(parent, number); listed != nil {
				n = listed // 2(1) of an article that begins with the words before a list
			}
		}
		wanted := parent
		if n == nil && rank == rankPoint && article != nil && article != parent && at.number[rankParagraph] == "1" {
			n = p.child(article, KindPoint, number) // a list without its first words
		}
		if n == nil {
			if p.several(wanted, rank, number) {
				return
			}
			missing = p.address(wanted, rank, number)
			continue
		}
		ref.number(at.place[rank], n)
	}
	switch {
	case missing != "":
		p.missing(ref, missing)
	case n != nil:
		p.target(ref, n)
	}
}

// number says where in the text the number of a provision stands.
func (ref *Reference) number(at span, n *Node) {
	if at.end == 0 {
		return
	}
	for i := max(0, len(ref.Numbers)-ranks); i < len(ref.Numbers); i++ {
		if ref.Numbers[i].Start == at.start {
			return
		}
	}
	ref.Numbers = append(ref.Numbers, CitedNumber{Start: at.start, End: at.end, ID: n.ID})
}

// step returns the provision of a rank under n, nil when there is none.
func (p *targets) step(n *Node, rank int, number, annex string, main bool) *Node {
	switch {
	case rank == rankArticle:
		return p.article(annex, number, main)
	case n.Kind == KindArticle && rank == rankParagraph:
		if c := p.child(n, KindParagraph, number); c != nil {
			return c
		}
		if number == "1" && p.child(n, KindPoint, "1") != nil {
			return n
		}
		if p.attached {
			return p.point(n, number) // 2(1) is also the first point of a list
		}
		return nil
	case n.Kind == KindArticle && rank == rankPoint && p.kind(rank, number) == KindPoint:
		if c := p.point(n, number); c != nil || len(n.Children) != 1 {
			return c
		}
		n = n.Children[0] // its only paragraph
	}
	kind := p.kind(rank, number)
	if c := p.child(n, kind, number); c != nil {
		return c
	}
	if c := p.bySubparagraphs(n, kind, number); c != nil {
		return c
	}
	if rank == rankPoint && kind == KindPoint && n.Kind == KindParagraph && !holdsPoints(n) {
		return p.child(n, KindSubpoint, number) // став 1. тачка (1) of a paragraph that begins with subpoints
	}
	if n.Kind == KindArticle {
		if only := p.child(n, KindParagraph, "1"); only != nil {
			if c := p.child(only, kind, number); c != nil {
				return c
			}
		}
	}
	if p.attached && rank > rankPoint {
		if c := p.child(n, KindPoint, number); c != nil {
			return c // 2(1)(A) where what 2 holds begins with points
		}
	}
	if p.attached && n.Kind == KindPoint {
		return p.child(n, KindSubpoint, number)
	}
	listed, _ := p.inList(n, kind, number)
	return listed
}

// holdsPoints reports whether points stand directly under the provision.
func holdsPoints(n *Node) bool {
	return slices.ContainsFunc(n.Children, func(c *Node) bool { return c.Kind == KindPoint })
}

// target adds a provision to the reference.
func (p *targets) target(ref *Reference, n *Node) {
	ref.Targets = append(ref.Targets, n.ID)
	p.listed++
	if p.profile.gone(n.opening()) {
		ref.Repealed = append(ref.Repealed, n.ID)
	}
}

// address returns the id that the provision with the number under parent would have.
func (p *targets) address(parent *Node, rank int, number string) string {
	if rank == rankPoint && parent.Kind == KindPoint {
		rank = rankSubpoint // 2(1)(C) where what 2 holds begins with points
	}
	segment := p.segmentOf(rank, number)
	if rank == rankArticle || parent == p.whole {
		return segment
	}
	return parent.ID + "__" + segment
}

// kind returns the kind of the provisions of a rank with the number.
func (p *targets) kind(rank int, number string) Kind {
	if p.lettered && rank == rankPoint && digits(number) == 0 {
		return KindSubpoint
	}
	return rankKinds[rank]
}

// segmentOf returns the last part of the id of a provision of a rank.
func (p *targets) segmentOf(rank int, number string) string {
	return segments[p.kind(rank, number)] + "_" + p.spelled(number)
}

// spelled writes a number as it stands in ids.
func (p *targets) spelled(number string) string {
	return (&namer{cyrillic: p.cyrillic, capitals: p.profile.rungs != nil}).number(&Node{Kind: KindArticle, Number: number})
}
