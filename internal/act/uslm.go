package act

import "strings"

// uslmRoots are the elements that documents of USLM begin with, and the older bills
// and resolutions of the House.
var uslmRoots = map[string]bool{
	"bill": true, "resolution": true, "amendment": true, "engrossedAmendment": true, "amendment-doc": true, "pLaw": true, "publicLaw": true,
	"lawDoc": true, "uscDoc": true, "statuteCompilation": true, "document": true, "presidentialDoc": true, "rule": true,
}

// uslmFronts are the elements that stand before the text, uslmMains those that hold
// it.
var (
	uslmFronts = map[string]bool{"preface": true, "form": true, "coverText": true, "pre-form": true}
	uslmMains  = map[string]bool{"main": true, "legis-body": true, "resolution-body": true, "body": true, "engrossed-amendment-body": true}
)

// uslmGroups are the elements around the text that only hold others.
var uslmGroups = map[string]bool{
	"longTitle": true, "signatures": true, "endorsement": true, "attestation": true, "form": true, "preface": true,
	"attestation-group": true, "coverText": true, "pre-form": true, "container": true, "note": true, "notes": true,
}

// appropriations are the kinds of the headings of appropriation bills by level. What
// follows one of them stands under it up to the next of its rank, though the document
// has them side by side.
var appropriations = map[string]struct {
	kind Kind
	rank int
}{"major": {KindChapter, 1}, "intermediate": {KindSection, 2}, "small": {KindSubsection, 3}}

// readUSLM reads a bill or resolution of the United States: USLM in either of its
// name spaces, and the older vocabulary of the House.
func readUSLM(root *element, opts Options) *Act {
	r := newMarkupReader("us")
	if opts.Profile != "" && opts.Profile != auto {
		r.profile = opts.Profile
	}
	r.lang = "en"
	r.unit = "section"
	r.uslm = true
	top := &Node{}
	registered, closing := "", false
	for _, c := range root.children {
		closed := closing
		closing = c.el != nil && uslmClosings[c.el.name]
		switch {
		case c.el == nil:
			r.text(top, strings.TrimSpace(collapse(c.text)), root)
			closing = closed && strings.TrimSpace(c.text) == ""
		case c.el.name == "meta" || c.el.name == "metadata":
			registered = registeredTitle(c.el)
		case uslmFronts[c.el.name]:
			r.uslmFront(top, c.el)
		case uslmMains[c.el.name]:
			r.uslmMain(top, c.el, registered)
		case closing:
			r.uslmNote(top, c.el, closed)
		case c.el.name == "endorsement" || c.el.name == "endMarker":
			r.uslmNote(top, c.el, false)
		default:
			r.uslmPart(top, c.el)
		}
	}
	if r.title == "" {
		r.title, r.after = registered, 0
	}
	r.body = r.nest(append(top.Children, r.notes...))
	r.settle()
	r.place(r.body)
	return r.act()
}

// uslmClosings are the elements behind the text that say who passed it and who signs
// for it. Not every version of a bill has them, and none of them is part of the bill.
var uslmClosings = map[string]bool{"attestation": true, "attestation-group": true, "signatures": true}

// registeredTitle returns the official title as the metadata has it: behind the
// citation of the version that it is registered under. Versions whose text has only
// the kind of the document for a title are found by it.
func registeredTitle(meta *element) string {
	e := meta.childNamed("title")
	if e == nil {
		return ""
	}
	title := strings.TrimSpace(collapse(e.flat()))
	for _, c := range meta.children {
		if c.el != nil && c.el.name == "citableAs" {
			title = strings.TrimPrefix(title, strings.TrimSpace(collapse(c.el.flat()))+": ")
		}
	}
	return title
}

// uslmNote takes an element behind the text as a note of its lines, as a further part
// of the last note where it goes on with that.
func (r *markupReader) uslmNote(top *Node, e *element, further bool) {
	var gathered Node
	r.uslmPart(&gathered, e)
	var lines []string
	walk(gathered.Children, 0, func(n *Node, _ int) bool {
		line := strings.TrimSpace(strings.Join([]string{n.Label, n.Heading, n.Text}, " "))
		if line != "" {
			lines = append(lines, collapse(line))
		}
		return true
	})
	if len(lines) == 0 {
		return
	}
	text := strings.Join(lines, "\n")
	if last := len(top.Children) - 1; further && last >= 0 && top.Children[last].Kind == KindNote {
		r.extend(top.Children[last], "\n"+text)
		return
	}
	n := r.node(KindNote, e)
	r.extend(n, text)
	top.Children = append(top.Children, n)
}

// uslmFront takes what stands before the text as a preamble, a paragraph for every
// element of it. The title of the older bills stands among them.
func (r *markupReader) uslmFront(top *Node, e *element) {
	n := r.node(KindPreamble, e)
	for _, c := range e.children {
		switch {
		case c.el == nil:
			r.text(n, strings.TrimSpace(collapse(c.text)), e)
		case c.el.name == "official-title" && r.title == "":
			if len(n.Children) > 0 {
				top.Children = append(top.Children, n)
			}
			r.title, r.after = r.line(c.el), len(top.Children)
			n = &Node{Kind: KindPreamble}
		default:
			r.uslmPart(n, c.el)
		}
	}
	if len(n.Children) > 0 {
		top.Children = append(top.Children, n)
	}
}

// uslmPart takes an element around the text into n, each part of it as a paragraph.
func (r *markupReader) uslmPart(n *Node, e *element) {
	if !uslmGroups[e.name] {
		r.block(n, e)
		return
	}
	for _, c := range e.children {
		if c.el == nil {
			r.text(n, strings.TrimSpace(collapse(c.text)), e)
		} else {
			r.uslmPart(n, c.el)
		}
	}
}

// uslmMain takes the title, what is enacted by, and the provisions. Where the text has
// no official title, the registered one is the title, and what the text calls itself
// stands before it as where it has both.
func (r *markupReader) uslmMain(top *Node, e *element, registered string) {
	for _, c := range e.children {
		switch {
		case c.el == nil:
			r.text(top, strings.TrimSpace(collapse(c.text)), e)
		case c.el.name == "longTitle" && r.title == "":
			title := c.el.childNamed("officialTitle")
			if title == nil && registered == "" {
				title = c.el.childNamed("docTitle")
			}
			before, after := &element{name: "longTitle", at: c.el.at}, &element{name: "longTitle", at: c.el.at}
			into := before
			for _, part := range c.el.children {
				if part.el != nil && part.el == title {
					into = after
					continue
				}
				into.children = append(into.children, part)
			}
			r.uslmFront(top, &element{name: "preface", children: []child{{el: before}}, at: c.el.at})
			if title != nil {
				r.title, r.after = r.line(title), len(top.Children)
			} else {
				r.title, r.after = registered, len(top.Children)
			}
			r.uslmFront(top, &element{name: "preface", children: []child{{el: after}}, at: c.el.at})
		case c.el.name == "enactingFormula" || c.el.name == "resolvingClause" || c.el.name == "preamble":
			n := r.node(KindPreamble, c.el)
			r.fill(n, &element{name: "preamble", children: []child{c}, at: c.el.at})
			n.Children = append(n.Children, r.notes...)
			r.notes = nil
			if len(n.Children) > 0 {
				top.Children = append(top.Children, n)
			}
		default:
			r.fill(top, &element{name: e.name, children: []child{c}, at: c.el.at})
		}
	}
}

// nest puts what follows a heading of appropriations under it.
func (r *markupReader) nest(nodes []*Node) []*Node {
	var out, open []*Node
	for _, n := range nodes {
		n.Children = r.nest(n.Children)
		rank := r.ranks[n]
		for rank > 0 && len(open) > 0 && r.ranks[open[len(open)-1]] >= rank || len(open) > 0 && (n.Kind == KindTitle || n.Kind == KindPart) {
			open = open[:len(open)-1]
		}
		if len(open) > 0 {
			last := open[len(open)-1]
			last.Children = append(last.Children, n)
		} else {
			out = append(out, n)
		}
		if rank > 0 {
			open = append(open, n)
		}
	}
	return out
}
