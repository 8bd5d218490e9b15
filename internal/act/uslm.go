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
	for _, c := range root.children {
		switch {
		case c.el == nil:
			r.text(top, strings.TrimSpace(collapse(c.text)), root)
		case c.el.name == "meta" || c.el.name == "metadata":
		case uslmFronts[c.el.name]:
			r.uslmFront(top, c.el)
		case uslmMains[c.el.name]:
			r.uslmMain(top, c.el)
		default:
			r.uslmPart(top, c.el)
		}
	}
	r.body = r.nest(append(top.Children, r.notes...))
	r.settle()
	r.place(r.body)
	return r.act()
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

// uslmMain takes the title, what is enacted by, and the provisions.
func (r *markupReader) uslmMain(top *Node, e *element) {
	for _, c := range e.children {
		switch {
		case c.el == nil:
			r.text(top, strings.TrimSpace(collapse(c.text)), e)
		case c.el.name == "longTitle" && r.title == "":
			title := c.el.childNamed("officialTitle")
			if title == nil {
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
