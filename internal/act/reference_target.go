package act

import (
	"slices"
	"strconv"
	"strings"

	"github.com/rasprava/rasprava/internal/script"
)

// maxTargets is how many targets the references of an act have in all before of a
// range the two ends alone are given.
const maxTargets = 1 << 20

// maxCounted is how many numbers of ranges that are not there as a whole are looked for
// before of a range the two ends alone are.
const maxCounted = 1 << 16

// A targets finds the provisions of an act by their numbers.
type targets struct {
	profile    *profile
	cyrillic   bool
	amending   bool
	attached   bool
	lettered   bool
	unmarked   bool
	agreement  bool // the act is an agreement
	addendum   bool // and an annex that changes one
	sign       string
	kinds      map[string]calledKind
	articles   map[string]*Node // by annex and number, behind the sign where they are headed with it
	signed     bool             // the articles cited stand behind their sign
	order      map[*Node]int    // the place of an article among ids
	ids        []string         // of the articles in the order of the text
	sequence   []placed         // those articles
	children   map[*Node]map[childKey]*Node
	points     map[*Node]map[string]*Node   // of an article, by number
	lists      map[*Node]map[childKey]*Node // what stands in the lists within a provision
	parents    map[*Node]*Node              // of what stands in articles
	listed     int                          // targets so far
	counted    int                          // numbers of ranges looked for so far
	body       []*Node
	index      *divisionIndex
	introduced map[string]bool // the abbreviations of acts
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
		profile: profileNamed(a.Profile), cyrillic: a.Lang == langCyrillic, amending: !c.longTitle && a.amends(c), attached: c.attached, lettered: c.lettered && !c.attached,
		unmarked: c.unmarked, sign: c.sign, kinds: c.kinds, body: a.Body,
		articles: map[string]*Node{}, order: map[*Node]int{}, children: map[*Node]map[childKey]*Node{}, points: map[*Node]map[string]*Node{},
		lists: map[*Node]map[childKey]*Node{},
	}
	p.agreement, p.addendum = a.agrees(c)
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
			k := annex + " " + p.folded(n.Number)
			if p.sign != "" && strings.HasPrefix(n.Label, p.sign) {
				k = p.sign + k
			}
			if p.articles[k] == nil {
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
	forms := [2]string{"", p.sign}
	if p.signed {
		forms = [2]string{p.sign, ""}
	}
	for _, sign := range forms {
		if annex != "" && !main {
			if n := p.articles[sign+annex+" "+number]; n != nil {
				return n
			}
		}
		if n := p.articles[sign+" "+number]; n != nil {
			return n
		}
	}
	return nil
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
		for _, c := range article.Children {
			if p.attached && c.Kind == KindParagraph && strings.HasSuffix(c.Label, ".") && index[p.folded(c.Number)] == nil {
				index[p.folded(c.Number)] = c // points of an order are numbered as paragraphs are: točka 1.
			}
		}
		p.points[article] = index
	}
	return index[p.folded(number)]
}

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
	if rank == rankArticle {
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

// amends reports whether the title of the act says that it amends another.
func (a *Act) amends(c *citing) bool {
	if c.longTitle {
		return c.longTitleAmended(a.Title) != ""
	}
	if a.addendumOf() != "" {
		return true
	}
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
