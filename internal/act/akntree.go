package act

import (
	"strconv"
	"strings"
)

// A markupReader makes provisions of the elements of a document in XML.
type markupReader struct {
	tree
	// own says that we wrote the document: its kinds are ours and its white space is
	// that of the text.
	own bool
	// unit is the element that an article is.
	unit string
	uslm bool // the document is of the United States
	// ranks are those of the headings of appropriations.
	ranks map[*Node]int
	notes []*Node // of the provision that is being read
	// leads are the paragraphs before a list, by the provision they stand in; the
	// points that follow belong to them.
	leads   map[*Node]*Node
	growths map[*Node]*growth
}

func newMarkupReader(profile string) *markupReader {
	return &markupReader{
		tree:    tree{profile: profile, roles: map[*Node]role{}, at: map[*Node]int{}},
		leads:   map[*Node]*Node{},
		ranks:   map[*Node]int{},
		growths: map[*Node]*growth{},
	}
}

// node returns a provision with the identities of the element.
func (r *markupReader) node(kind Kind, e *element) *Node {
	n := &Node{Kind: kind, ID: e.attr("eId")}
	for _, name := range []string{"wId", "evolvingId", "GUID", "eId", "id", "xml:id"} {
		if n.WID = e.attr(name); n.WID != "" {
			break
		}
	}
	r.at[n] = e.at
	return n
}

// hosts reports whether the text of a provision of the kind stands in paragraphs.
func hosts(kind Kind) bool {
	switch kind {
	case KindParagraph, KindPoint, KindSubpoint, KindIndent, KindNote:
		return false
	}
	return true
}

// under returns the kind of what stands under a provision without a name of its own.
func under(kind Kind) Kind {
	switch kind {
	case KindParagraph:
		return KindPoint
	case KindPoint, KindSubpoint:
		return KindSubpoint
	case KindIndent:
		return KindIndent
	}
	return KindParagraph
}

// add puts a provision under n; points under the paragraph that leads to them.
func (r *markupReader) add(n, c *Node) {
	if lead := r.leads[n]; lead != nil {
		switch {
		case r.roles[c] == closingRole, c.Kind == KindPoint, c.Kind == KindSubpoint, c.Kind == KindIndent:
			n = lead
		default:
			delete(r.leads, n)
		}
	}
	n.Children = append(n.Children, c)
}

// text adds a run of text to n: to its own, or where it holds none or has gone on to
// its children as a paragraph.
func (r *markupReader) text(n *Node, text string, e *element) *Node {
	if r.own && n.Kind != "" {
		r.extend(n, text)
		return n
	}
	if text == "" {
		return n
	}
	if !hosts(n.Kind) && len(n.Children) == 0 && !n.Table {
		if n.Text != "" {
			text = "\n" + text
		}
		r.extend(n, text)
		return n
	}
	c := &Node{Kind: KindParagraph, Text: text}
	r.at[c] = e.at
	if !hosts(n.Kind) || r.leads[n] != nil && len(r.leads[n].Children) > 0 {
		r.roles[c] = closingRole
	} else {
		delete(r.leads, n)
	}
	r.add(n, c)
	return c
}

// hierarchy adds the provision that an element of the hierarchy is.
func (r *markupReader) hierarchy(n *Node, e *element, kind Kind) {
	c := r.node(kind, e)
	if r.uslm && e.name == "appropriations" {
		r.ranks[c] = appropriations[e.attr("level")].rank
	}
	outer := r.notes
	r.notes = nil
	r.fill(c, e)
	c.Children = append(c.Children, r.notes...)
	r.notes = outer
	if c.Heading == "" {
		c.HeadingAfter = false
	}
	if r.own {
		if e.name == "alinea" && c.ID == "" && len(c.Children) == 1 && c.Label+c.Heading+c.Text == "" && r.growths[c] == nil && r.roles[c.Children[0]] == quotedRole {
			c = c.Children[0]
		}
		n.Children = append(n.Children, c)
		return
	}
	chunk := c.Kind == KindParagraph && c.Label+c.Heading == "" && !hosts(n.Kind)
	switch {
	case chunk && n.Text == "" && len(n.Children) == 0 && !n.Table:
		n.Text, n.Table, n.Children = c.Text, c.Table, c.Children
		if g := r.growths[c]; g != nil {
			r.further(n).text = g.text
			delete(r.growths, c)
		}
	case chunk:
		r.roles[c] = closingRole
		r.add(n, c)
	default:
		r.add(n, c)
	}
}

// fill takes what stands in an element into the provision.
func (r *markupReader) fill(n *Node, e *element) {
	var loose []child
	flush := func() {
		if len(loose) > 0 {
			r.paragraph(n, &element{name: "p", children: loose, at: e.at})
			loose = nil
		}
	}
	for _, c := range e.children {
		if c.el == nil {
			if strings.TrimSpace(c.text) != "" || !r.own && len(loose) > 0 {
				loose = append(loose, c)
			}
			continue
		}
		kind, ok := r.kindOf(c.el, n.Kind)
		if !ok && !blockLike[c.el.name] && !apart[c.el.name] {
			loose = append(loose, c)
			continue
		}
		flush()
		switch name := c.el.name; {
		case ok && name != "num":
			r.hierarchy(n, c.el, kind)
		case name == "num" || name == "enum":
			r.num(n, c.el)
		case name == "heading" || name == "subheading" || name == "header":
			r.heading(n, c.el)
		case name == "crossHeading":
			r.crossHeading(n, c.el)
		case name == "intro" || name == "chapeau" || name == "text":
			r.lead(n, c.el)
		case name == "wrapUp" || name == "continuation":
			r.wrapUp(n, c.el)
		case name == "list" || name == "sublist":
			r.fill(n, c.el)
		default:
			r.block(n, c.el)
		}
	}
	flush()
}

// apart are the further elements that stand in provisions and not in text.
var apart = map[string]bool{
	"enum": true, "subheading": true, "crossHeading": true, "list": true, "sublist": true, "authorialNote": true, "footnote": true,
}

func (r *markupReader) num(n *Node, e *element) {
	label := r.line(e)
	if label == "" && !r.own {
		return
	}
	if n.Number == "" {
		n.Number = numberOf(label)
	}
	if r.own && e.has("title") {
		n.Number = e.attr("title")
	}
	if n.Label != "" {
		r.further(n).label = append(r.further(n).label, label)
		return
	}
	n.Label = label
	n.HeadingAfter = n.Kind == KindArticle && n.Heading == ""
}

func (r *markupReader) heading(n *Node, e *element) {
	switch heading := r.line(e); {
	case heading == "":
	case n.Heading != "":
		r.further(n).heading = append(r.further(n).heading, heading)
	default:
		n.Heading = heading
	}
}

// A growth is what further elements add to the first label, heading and text of a
// provision; they are joined once, at the end.
type growth struct{ label, heading, text []string }

func (r *markupReader) further(n *Node) *growth {
	g := r.growths[n]
	if g == nil {
		g = &growth{}
		r.growths[n] = g
	}
	return g
}

// extend adds to the text of a provision.
func (r *markupReader) extend(n *Node, text string) {
	switch {
	case text == "":
	case n.Text == "" && r.growths[n] == nil:
		n.Text = text
	default:
		r.further(n).text = append(r.further(n).text, text)
	}
}

// settle joins what was added to provisions.
func (r *markupReader) settle() {
	for n, g := range r.growths {
		n.Text += strings.Join(g.text, "")
		if len(g.label) > 0 {
			n.Label += " " + strings.Join(g.label, " ")
		}
		if len(g.heading) > 0 {
			n.Heading += " " + strings.Join(g.heading, " ")
		}
	}
	clear(r.growths)
}

// crossHeading takes a heading that stands between provisions.
func (r *markupReader) crossHeading(n *Node, e *element) {
	if r.own || !hosts(n.Kind) || n.Kind == KindArticle {
		r.text(n, r.line(e), e)
		return
	}
	c := r.node(KindSubsection, e)
	c.Heading = r.line(e)
	n.Children = append(n.Children, c)
	delete(r.leads, n)
}

// lead takes the text before a list.
func (r *markupReader) lead(n *Node, e *element) {
	before := len(n.Children)
	r.blocks(n, e)
	if !r.own && hosts(n.Kind) && len(n.Children) > before && n.Children[len(n.Children)-1].Kind == KindParagraph {
		r.leads[n] = n.Children[len(n.Children)-1]
	}
}

// wrapUp takes the text behind a list.
func (r *markupReader) wrapUp(n *Node, e *element) {
	if !r.own {
		r.blocks(n, e)
		return
	}
	c := r.node(KindParagraph, e)
	r.roles[c] = closingRole
	r.blocks(c, e)
	n.Children = append(n.Children, c)
}

// place numbers the paragraphs without a printed number by their place.
func (r *markupReader) place(nodes []*Node) {
	count := 0
	for _, n := range nodes {
		if n.Kind == KindParagraph && r.roles[n] == 0 {
			count++
			if n.Label == "" {
				n.Number = strconv.Itoa(count)
			} else if digits(n.Number) > 0 {
				count = firstNumber(n.Number)
			}
		}
		r.place(n.Children)
	}
}

// divisions are the kinds of the elements above articles.
var divisions = map[string]Kind{
	"part": KindPart, "book": KindPart, "tome": KindPart, "title": KindTitle, "subtitle": KindTitle, "chapter": KindChapter,
	"subchapter": KindSection, "section": KindSection, "division": KindSection, "subpart": KindSection, "subsection": KindSubsection,
	"subdivision": KindSubsection,
}

// underSections are the kinds of the elements under sections where these are what
// articles are elsewhere.
var underSections = map[string]Kind{
	"subsection": KindParagraph, "paragraph": KindPoint, "subparagraph": KindSubpoint, "clause": KindSubpoint, "subclause": KindSubpoint,
	"item": KindSubpoint, "subitem": KindSubpoint, "subsubitem": KindSubpoint,
}

// provisions are the further elements of the hierarchy, which are what stands under
// their parent.
var provisions = map[string]bool{
	"paragraph": true, "subparagraph": true, "alinea": true, "clause": true, "subclause": true, "rule": true, "subrule": true,
	"proviso": true, "transitional": true, "level": true,
}

// kindOf returns the kind of an element of the hierarchy in a provision of the kind
// parent, false for any other element.
func (r *markupReader) kindOf(e *element, parent Kind) (Kind, bool) {
	var kind Kind
	ok := false
	switch {
	case r.uslm && e.name == "appropriations" && hosts(parent) && parent != KindArticle:
		if a, ok := appropriations[e.attr("level")]; ok {
			return a.kind, true
		}
		return KindSubsection, true
	case r.uslm && e.name == "recital":
		return KindParagraph, true
	case e.name == "article" || e.name == r.unit:
		if r.own || hosts(parent) && parent != KindArticle {
			return KindArticle, true
		}
		return under(parent), true
	case e.name == "hcontainer":
		kind, ok = htmlKinds[e.attr("name")]
		switch {
		case ok:
			return kind, true
		case parent == KindArticle || !hosts(parent):
			return under(parent), true
		}
		return KindSection, true
	case r.unit == "section" && underSections[e.name] != "" && (parent == KindArticle || !hosts(parent) || r.uslm && e.name != "subsection"):
		return underSections[e.name], true
	case e.name == "point":
		if !r.own && (parent == KindPoint || parent == KindSubpoint) {
			return KindSubpoint, true
		}
		return KindPoint, true
	case e.name == "indent":
		return KindIndent, true
	}
	if kind, ok = divisions[e.name]; ok && (r.own || hosts(parent) && parent != KindArticle) {
		return kind, true
	}
	switch {
	case ok:
		return under(parent), true
	case r.own && (e.name == "paragraph" || e.name == "alinea"):
		return KindParagraph, true
	case e.name == "alinea", e.name == "subparagraph" && e.childNamed("num") == nil:
		return KindParagraph, true
	}
	return under(parent), provisions[e.name]
}
