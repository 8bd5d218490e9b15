package act

import (
	"math"
	"strings"
)

// role says what an unnumbered paragraph is; it shows in its ID alone.
type role uint8

const (
	closingRole role = iota + 1 // text behind the points of a paragraph
	quotedRole                  // a quoted provision
	recitalRole                 // a recital
	subRole                     // a further text of a numbered paragraph
)

// A builder makes the tree out of resolved lines.
type builder struct {
	p        *profile
	lay      layout
	lines    []line
	warn     *warner
	markdown bool
	top      *Node   // holds the body
	path     []*Node // open divisions
	ranks    []int

	host       *Node // what paragraphs are added to
	para       *Node
	point      *Node
	sub        *Node
	deep       *Node // the last item of a list within deepOf
	deepOf     *Node
	indent     *Node  // the last item with one dash
	subForm    string // how the markers of sub and deep are written
	deepForm   string
	paragraphs int
	printed    bool // paragraphs of the host carry printed numbers
	pointValue int
	subValue   int
	dotted     bool // the points are written "1."
	steps      []step
	recitals   int
	items      int  // number of the last item written "1."
	broken     bool // the items of the host are broken into short lines
	index      int  // of the line that is read
	behind     int  // the line behind the one read last that is not of the title
	at         Line // of the line that is read

	last   *Node    // whose text goes on
	lastIn *Node    // what it stands in
	nest   []nested // the items that are open, where the source states their levels
	parts  []string
	glue   string

	rubric        []string
	roles         map[*Node]role
	main          int  // number of the last article that stands in no annex
	annexArticles bool // the open annex has articles of its own
	titles        []string
	pages         []line  // the numbers of pages that are not in the tree yet
	listNotes     []line  // the notes within lists that are not
	behindNotes   int     // the line behind the notes that were looked at last
	after         int     // nodes of the body before the title
	room          []Node  // for those to come
	used          int     // how many of the room are in the tree
	places        []*Node // for the children of those that have none yet
}

// nodesAtOnce is how many provisions are given room at once.
const nodesAtOnce = 64

// node returns a node of the kind that begins at the line that is read.
func (b *builder) node(kind Kind, number, label string) *Node {
	if b.used == len(b.room) {
		b.room, b.used = make([]Node, min(nodesAtOnce, len(b.ahead())+1)), 0
	}
	n := &b.room[b.used]
	b.used++
	n.Kind, n.Number, n.Label, n.Line = kind, number, label, b.at
	return n
}

// childrenAtFirst is how many children a provision has room for when it gets its first.
const childrenAtFirst = 2

// adopt adds n to the children of parent.
func (b *builder) adopt(parent, n *Node) {
	if parent.Children == nil {
		if len(b.places) == 0 {
			b.places = make([]*Node, childrenAtFirst*min(nodesAtOnce, len(b.ahead())+1))
		}
		parent.Children, b.places = b.places[:0:childrenAtFirst], b.places[childrenAtFirst:]
	}
	parent.Children = append(parent.Children, n)
}

func newBuilder(lines []line, p *profile, lay layout, markdown bool) *builder {
	top := &Node{}
	return &builder{p: p, lay: lay, lines: lines, markdown: markdown, top: top, host: top, roles: map[*Node]role{}}
}

func (b *builder) build() {
	endings, concluded := b.concluding(), 0
	for i := range b.lines {
		l := &b.lines[i]
		b.at, b.index = Line(l.at), i
		switch {
		case i >= b.lay.titleAt && i < b.lay.titleEnd:
			b.title(i, l)
			continue
		case i == 0 || i == b.lay.titleEnd:
			b.opening(i)
		case i == b.lay.first && l.mark == itemMark: // the first point of an act of points, behind its preamble
			b.flush()
			b.enter(b.top)
		}
		if n := endings[i]; n > 0 && (len(b.path) == 0 || b.path[0].Kind != KindAnnex) {
			concluded = i + n
			b.conclude()
		}
		if i < concluded {
			b.paragraph("", "", l.text)
			b.behind = b.index + 1
			continue
		}
		before := b.last
		b.line(i, l)
		b.nesting(l, before)
		b.behind = b.index + 1
	}
	b.flush()
	b.at = math.MaxInt
	b.paged(b.host)
}

// ahead returns the lines behind the one that is read.
func (b *builder) ahead() []line { return b.lines[b.index+1:] }

// before returns the line read last, nil where there is none.
func (b *builder) before() *line {
	if b.behind == 0 {
		return nil
	}
	return &b.lines[b.behind-1]
}

// paged adds to parent the numbers of the pages that ended, and the notes that stand, before the line that is read.
func (b *builder) paged(parent *Node) {
	for {
		next := &b.pages
		if len(b.pages) == 0 || len(b.listNotes) > 0 && b.listNotes[0].at < b.pages[0].at {
			next = &b.listNotes
		}
		if len(*next) == 0 || Line((*next)[0].at) >= b.at {
			return
		}
		b.page(parent, &(*next)[0])
		*next = (*next)[1:]
	}
}

// page adds the number of a page, or a note, to parent.
func (b *builder) page(parent *Node, l *line) {
	n := b.node(KindNote, "", "")
	n.Text, n.Line = l.text, Line(l.at)
	b.adopt(parent, n)
}

// title takes a line of the title.
func (b *builder) title(i int, l *line) {
	if i == b.lay.titleAt {
		b.flush()
		b.after = len(b.top.Children)
	}
	b.titles = append(b.titles, unspace(l.text))
}

// opening opens a preamble for what stands before the first provision.
func (b *builder) opening(i int) {
	b.flush()
	before := i < b.lay.titleAt
	if !before && (i >= b.lay.first || b.lay.first == len(b.lines)) {
		b.enter(b.top)
		return
	}
	n := b.node(KindPreamble, "", "")
	b.adopt(b.top, n)
	b.enter(n)
}

// line adds one line to the tree.
func (b *builder) line(i int, l *line) {
	if l.open != nil && l.mark == l.open.mark && l.mark != articleMark {
		b.division(l.open.kind, l.open.rank, l)
		if l.mark == annexMark {
			b.annexArticles = l.open.then != "" // which are not those the act goes on with
		}
		return
	}
	if b.nested(l) {
		return
	}
	switch l.mark {
	case chapterMark:
		b.division(KindChapter, 30, l)
	case sectionMark:
		switch {
		case l.depth == 1 && b.named():
			b.division(KindSection, 44, l)
		case l.depth == 1:
			b.division(KindSection, 40, l)
		default:
			b.division(KindSubsection, 50+l.depth, l)
		}
	case groupMark:
		kind, rank := b.group(i, l)
		b.division(kind, rank, l)
	case headingMark:
		b.more(l.text)
	case rubricMark:
		b.flush()
		b.paged(b.host)
		b.rubric = append(b.rubric, l.text)
	case articleMark:
		b.article(l)
	case pointMark:
		b.addPoint(l, false)
	case itemMark:
		b.item(l)
	case parenMark:
		b.paren(l)
	case letterMark:
		b.letter(l)
	case dashMark:
		b.dash(l)
	case noteMark:
		b.note(l)
	case quotedMark:
		b.quoted(l)
	case tableMark:
		b.table(l)
	case rungMark:
		b.enumerate(l)
	case entryMark:
		b.paragraph("", "", l.text)
	default:
		b.plain(l)
	}
}

// named reports whether a section is open that is called by its word, so that one
// with a number alone stands in it: "1. Воља" under "Одсек 1".
func (b *builder) named() bool {
	for _, n := range b.path {
		if n.Kind == KindSection && worded(n.Label) {
			return true
		}
	}
	return false
}

// more continues the heading above.
func (b *builder) more(text string) {
	if b.host.Kind == KindArticle && b.last == nil && (b.lay.profile.heading != above || b.before() != nil && b.before().mark == articleMark) {
		b.host.Heading, b.host.HeadingAfter = continued(b.host.Heading, text), true
		return
	}
	if len(b.rubric) > 0 {
		b.rubric = append(b.rubric, text)
		return
	}
	if n := len(b.path); n > 0 {
		d := b.path[n-1]
		d.Heading = continued(d.Heading, text)
	}
}

// continued returns a heading that goes on with text.
func continued(heading, text string) string {
	if heading == "" {
		return strings.TrimSpace(text)
	}
	return strings.TrimSpace(heading + " " + text)
}

// group returns the kind and rank of the unnumbered heading that begins at line i.
func (b *builder) group(i int, l *line) (Kind, int) {
	heading := l.text
	for k := i + 1; k < min(len(b.lines), i+maxLead) && b.lines[k].mark == headingMark; k++ {
		heading += " " + b.lines[k].text
	}
	level := 0
	if b.markdown {
		level = int(l.level)
	}
	switch {
	case b.p.added(heading), b.closes(i, heading):
		return KindChapter, 30
	case level == 1 || level == 2 && b.lay.chapters == 0:
		return KindChapter, 30
	case level == 2 || level == 3:
		return KindSection, 40
	case level > 3:
		return KindSubsection, 50 + level
	case !allCaps(l.text):
		return KindSubsection, 55
	case b.lay.chapters == 0 && b.lay.articles > 0:
		return KindChapter, 30
	}
	return KindSection, 40
}

// division opens a division and closes those of its rank and below.
func (b *builder) division(kind Kind, rank int, l *line) {
	b.flush()
	b.paged(b.host)
	b.close(rank)
	n := b.node(kind, l.number, strings.TrimSpace(l.text[:l.label]))
	n.Heading = l.rest()
	b.adopt(b.parent(), n)
	b.path, b.ranks = append(b.path, n), append(b.ranks, rank)
	b.enter(n)
	if b.p.gone(n.Heading) && b.p.heading == above {
		n.Heading = ""
		b.paragraph("", "", l.rest())
	}
}

func (b *builder) close(rank int) {
	for len(b.ranks) > 0 && b.ranks[len(b.ranks)-1] >= rank {
		b.path, b.ranks = b.path[:len(b.path)-1], b.ranks[:len(b.ranks)-1]
	}
}

func (b *builder) parent() *Node {
	if len(b.path) == 0 {
		return b.top
	}
	return b.path[len(b.path)-1]
}

// enter makes n what paragraphs are added to.
func (b *builder) enter(n *Node) {
	b.host, b.paragraphs, b.printed = n, 0, false
	b.para, b.point, b.sub, b.last, b.steps = nil, nil, nil, nil, b.steps[:0]
	b.broken = false
	if b.lay.articles > 0 || n.Kind == KindAnnex { // else points count on through divisions
		b.items = 0
	}
	b.nest = b.nest[:0]
}

// article opens an article.
func (b *builder) article(l *line) {
	b.flush()
	if len(b.rubric) == 0 {
		b.paged(b.host)
	}
	annexed := len(b.path) > 0 && b.path[0].Kind == KindAnnex
	if annexed && (l.resumes || !b.annexArticles && l.value > 1 && l.value == b.main+1) {
		b.close(0)
		annexed = false
	}
	if annexed {
		b.annexArticles = true
	} else {
		b.main = l.value
	}
	n := b.node(KindArticle, l.number, strings.TrimSpace(l.text[:l.label]))
	n.Heading = strings.Join(b.rubric, " ")
	b.rubric = b.rubric[:0]
	b.adopt(b.parent(), n)
	b.enter(n)
	rest := l.rest()
	switch {
	case rest == "":
	case n.Heading == "" && b.p.headed(rest) && (b.p.heading != above || !b.p.gone(rest)):
		n.Heading, n.HeadingAfter = rest, true
	default:
		inner := line{text: rest, at: l.at}
		if b.p.rungs != nil && b.p.opensList(rest) && inner.enumerated(rest, 0, b.p, b.markdown) {
			b.enumerate(&inner)
			return
		}
		b.paragraph("", "", rest)
	}
}
