package act

import (
	"strconv"
	"strings"

	"github.com/rasprava/rasprava/internal/script"
)

// maxTargets is how many targets the references of an act have in all before of a
// range the two ends alone are given.
const maxTargets = 1 << 20

// A targets finds the provisions of an act by their numbers.
type targets struct {
	profile  *profile
	cyrillic bool
	amending bool
	attached bool
	articles map[string]*Node // by annex and number
	order    map[*Node]int    // the place of an article among ids
	ids      []string         // of the articles in the order of the text
	sequence []placed         // those articles
	children map[*Node]map[childKey]*Node
	points   map[*Node]map[string]*Node // of an article, by number
	listed   int                        // targets so far
}

// A placed article is one with the annex that it stands in.
type placed struct {
	article *Node
	annex   string
}

type childKey struct {
	kind   Kind
	number string
}

func newTargets(a *Act, c *citing) *targets {
	p := &targets{
		profile: profileNamed(a.Profile), cyrillic: a.Lang == langCyrillic, amending: a.amends(c), attached: c.attached,
		articles: map[string]*Node{}, order: map[*Node]int{}, children: map[*Node]map[childKey]*Node{}, points: map[*Node]map[string]*Node{},
	}
	p.enter(a.Body, "")
	return p
}

func (p *targets) enter(nodes []*Node, annex string) {
	for _, n := range nodes {
		switch n.Kind {
		case KindArticle:
			p.order[n] = len(p.ids)
			p.ids = append(p.ids, n.ID)
			p.sequence = append(p.sequence, placed{n, annex})
			if k := annex + " " + p.folded(n.Number); p.articles[k] == nil {
				p.articles[k] = n
			}
		case KindAnnex:
			p.enter(n.Children, n.ID)
		default:
			p.enter(n.Children, annex)
		}
	}
}

// bareNumber leaves out what may part the letter of a number from its digits.
var bareNumber = strings.NewReplacer(" ", "", ".", "")

// folded returns a number as it is compared: the letters of both scripts are one.
func (p *targets) folded(number string) string {
	if plainNumber(number) {
		return number
	}
	if p.cyrillic {
		number = script.AsCyrillic(number)
	}
	return bareNumber.Replace(script.Fold(number))
}

// article returns the article with the number that a text in the annex means, nil
// when there is none.
func (p *targets) article(annex, number string, main bool) *Node {
	number = p.folded(number)
	if annex != "" && !main {
		if n := p.articles[annex+" "+number]; n != nil {
			return n
		}
	}
	return p.articles[" "+number]
}

// former reports whether a paragraph only says that a paragraph which stood in its
// place is gone, and so has no number: "Брисан је ранији став 2."
func (p *targets) former(s string) bool {
	if !p.profile.gone(s) {
		return false
	}
	for at := 0; at < len(s) && at < 80; {
		k, n := key(s[at:])
		if strings.HasPrefix(k, "ranij") {
			return true
		}
		at += max(n, 1)
	}
	return false
}

// child returns the provision of the kind and number directly under n. Indents are
// counted, and so are paragraphs without printed numbers.
func (p *targets) child(n *Node, kind Kind, number string) *Node {
	index := p.children[n]
	if index == nil {
		index = make(map[childKey]*Node, len(n.Children))
		indents, former := 0, 0
		for _, c := range n.Children {
			k := childKey{c.Kind, p.folded(c.Number)}
			switch {
			case c.Kind == KindIndent:
				indents++
				k.number = strconv.Itoa(indents)
			case c.Kind != KindParagraph || c.Label != "" || c.Number == "":
			case p.former(c.Text):
				former++
				continue
			case former > 0:
				k.number = strconv.Itoa(atoi(c.Number) - former)
			}
			if k.number != "" && index[k] == nil {
				index[k] = c
			}
		}
		p.children[n] = index
	}
	return index[childKey{kind, p.folded(number)}]
}

// point returns the first point with the number under the article, whatever its
// paragraph.
func (p *targets) point(article *Node, number string) *Node {
	index := p.points[article]
	if index == nil {
		index = map[string]*Node{}
		var gather func(nodes []*Node)
		gather = func(nodes []*Node) {
			for _, c := range nodes {
				if c.Kind == KindPoint {
					if k := p.folded(c.Number); index[k] == nil {
						index[k] = c
					}
					continue
				}
				gather(c.Children)
			}
		}
		gather(article.Children)
		p.points[article] = index
	}
	return index[p.folded(number)]
}

// resolve sets whose provisions the reference names and, where they are those of
// this act, which.
func (p *targets) resolve(ref *Reference, cit *citation, here position) {
	ref.Scope, ref.Act = p.scope(cit, here), cit.tail.name
	if ref.Scope == ScopeBase || ref.Scope == ScopeOther {
		return
	}
	if cit.tail.kind == treatyTail {
		ref.Act = ""
	}
	for i := range cit.paths {
		p.path(ref, &cit.paths[i], &cit.tail, here)
	}
}

func (p *targets) scope(cit *citation, here position) Scope {
	switch {
	case cit.tail.kind == otherTail, cit.tail.kind == treatyTail && here.annex == "":
		return ScopeOther
	case cit.quoted:
		return ScopeBase
	case cit.tail.kind == actTail:
		return ScopeAct
	case (cit.tail.kind == relativeTail || cit.tail.kind == nextTail) && cit.paths[0].number[rankArticle] == "":
		return ScopeRelative
	case p.amending:
		return ScopeBase
	case cit.paths[0].number[rankArticle] == "":
		return ScopeRelative
	}
	return ScopeAct
}

// path adds what one path names to the reference.
func (p *targets) path(ref *Reference, at *path, t *tail, here position) {
	var n *Node
	first := rankArticle
	switch {
	case at.number[rankArticle] != "":
	case here.article == nil || t.kind == actTail:
		return
	case t.kind == nextTail:
		if n = p.beside(t, here); n == nil {
			return
		}
		first = t.rank + 1
	case t.kind == relativeTail && t.rank == rankPoint && here.point != nil:
		n, first = here.point, rankSubpoint
	case t.kind == relativeTail && t.rank == rankParagraph && here.paragraph != nil:
		n, first = here.paragraph, rankPoint
	default:
		n, first = here.article, rankParagraph
		if at.number[rankParagraph] == "" && t.kind == noTail {
			n, first = p.nearest(at, here)
		}
	}
	missing := ""
	var parent, article *Node
	for rank := first; rank <= at.rank; rank++ {
		number := at.number[rank]
		if number == "" {
			continue
		}
		if missing != "" {
			missing += "__" + segments[rankKinds[rank]] + "_" + p.spelled(number)
			continue
		}
		if n != nil && n.Kind == KindArticle {
			article = n
		}
		parent = n
		n = p.step(n, rank, number, here.annex, t.kind == actTail)
		wanted := parent
		if n == nil && rank == rankPoint && article != nil && article != parent && at.number[rankParagraph] == "1" {
			parent = article
			n = p.child(article, KindPoint, number) // a list without its first words
		}
		if n == nil {
			missing = p.address(wanted, rank, number)
		}
	}
	if missing != "" {
		ref.Dangling = append(ref.Dangling, missing)
		return
	}
	if n == nil {
		return
	}
	p.target(ref, n)
	if at.upto == "" {
		return
	}
	last := p.step(parent, at.rank, at.upto, here.annex, t.kind == actTail)
	if last == nil {
		ref.Dangling = append(ref.Dangling, p.address(parent, at.rank, at.upto))
		return
	}
	p.between(ref, parent, n, last)
	p.target(ref, last)
}

// beside returns the provision that stands before or behind the one of the rank of
// the tail at the position; nil when there is none.
func (p *targets) beside(t *tail, here position) *Node {
	parent, n := here.article, here.paragraph
	switch t.rank {
	case rankArticle:
		at := p.order[here.article] + t.step
		if at < 0 || at >= len(p.sequence) || p.sequence[at].annex != here.annex {
			return nil
		}
		return p.sequence[at].article
	case rankPoint:
		n = here.point
		if here.paragraph != nil {
			parent = here.paragraph
		}
	case rankParagraph:
	default:
		return nil
	}
	if n == nil {
		return nil
	}
	var before *Node
	found := false
	for _, c := range parent.Children {
		switch {
		case c.Kind != n.Kind:
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
	switch {
	case at.number[rankPoint] != "":
		if here.paragraph != nil && p.child(here.paragraph, KindPoint, at.number[rankPoint]) != nil {
			return here.paragraph, rankPoint
		}
	case here.point != nil:
		return here.point, rankSubpoint
	case here.paragraph != nil:
		return here.paragraph, rankSubpoint
	}
	return here.article, rankParagraph
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
	case n.Kind == KindArticle && rank == rankPoint:
		return p.point(n, number)
	}
	if c := p.child(n, rankKinds[rank], number); c != nil {
		return c
	}
	if n.Kind == KindArticle {
		if only := p.child(n, KindParagraph, "1"); only != nil {
			return p.child(only, rankKinds[rank], number)
		}
	}
	return nil
}

// between adds what stands between the ends of a range.
func (p *targets) between(ref *Reference, parent, first, last *Node) {
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
	for _, c := range parent.Children {
		switch {
		case c == first:
			inside = true
		case c == last:
			return
		case inside && c.Kind == first.Kind:
			ref.Targets = append(ref.Targets, c.ID)
			p.listed++
		}
	}
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
	segment := segments[rankKinds[rank]] + "_" + p.spelled(number)
	if rank == rankArticle {
		return segment
	}
	return parent.ID + "__" + segment
}

// spelled writes a number as it stands in ids.
func (p *targets) spelled(number string) string {
	return (&namer{cyrillic: p.cyrillic}).number(&Node{Kind: KindArticle, Number: number})
}

// amends reports whether the title of the act says that it amends another.
func (a *Act) amends(c *citing) bool {
	for at := 0; at < len(a.Title); {
		k, n := key(a.Title[at:])
		if n == 0 {
			at++
			continue
		}
		if c.amends[k] {
			return true
		}
		at += n
	}
	return false
}
