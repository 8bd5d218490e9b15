package act

import (
	"strconv"
	"strings"

	"github.com/rasprava/rasprava/internal/script"
)

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
	whole      *Node // holds the points of an act of points, nil of another
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
	if len(p.ids) == 0 {
		p.whole = &Node{Children: pointsOf(a.Body, nil)}
	}
	return p
}

// pointsOf appends to points those that an act or its divisions consist of.
func pointsOf(nodes, points []*Node) []*Node {
	for _, n := range nodes {
		switch n.Kind {
		case KindPoint:
			points = append(points, n)
		case KindPart, KindTitle, KindChapter, KindSection, KindSubsection:
			points = pointsOf(n.Children, points)
		}
	}
	return points
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
			if d := digits(c.Text); c.Kind == KindParagraph && c.Label == "" && d > 0 && strings.HasPrefix(c.Text[d:], ". ") && index[c.Text[:d]] == nil {
				index[c.Text[:d]] = c // where paragraphs are counted as points are: тачка 2. овог члана
			}
		}
		p.points[article] = index
	}
	return index[p.folded(number)]
}
