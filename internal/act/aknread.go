package act

import "strings"

// aknDocuments are the elements of Akoma Ntoso that are a document.
var aknDocuments = map[string]bool{
	"act": true, "bill": true, "doc": true, "amendment": true, "amendmentList": true, "statement": true, "judgment": true, "debate": true,
	"debateReport": true, "documentCollection": true, "officialGazette": true, "portion": true,
}

// readAKN reads a document of Akoma Ntoso, of any version of its name space.
func readAKN(root *element, opts Options) *Act {
	doc := root
	if !aknDocuments[root.name] {
		doc = &element{name: "doc", at: root.at}
		for _, c := range root.children {
			if c.el != nil && aknDocuments[c.el.name] {
				doc = c.el
				break
			}
		}
	}
	r := newMarkupReader("")
	identification := doc.first("identification")
	country, language := "", ""
	if identification != nil {
		r.own = identification.attr("source") == "#rasprava"
		if e := identification.first("FRBRcountry"); e != nil {
			country = strings.ToLower(e.attr("value"))
		}
		if e := identification.first("FRBRlanguage"); e != nil {
			language = e.attr("language")
		}
	}
	r.profile, r.lang = profileOf(country, opts), languageNamed(language)
	if !r.own && doc.first("article") == nil && doc.first("section") != nil {
		r.unit = "section"
	}
	changes := accept(root, opts.Rejected)
	top := &Node{}
	r.document(top, doc)
	if root != doc {
		for _, c := range root.children {
			switch {
			case c.el == nil:
				r.text(top, strings.TrimSpace(collapse(c.text)), root)
			case c.el != doc:
				r.annexes(top, c.el)
			}
		}
	}
	r.body = top.Children
	r.settle()
	r.placeAll()
	a := r.act()
	a.Warnings = append(changes, a.Warnings...)
	return a
}

// accept takes what tracked changes delete out of a document, or where they are rejected what they insert, and returns
// warnings that name it.
func accept(root *element, rejected bool) []Warning {
	w := &warner{act: &Act{Warnings: []Warning{}}, counts: map[string]int{}}
	gone, kept := "del", "ins"
	if rejected {
		gone, kept = kept, gone
	}
	changed := 0
	var walk func(e *element)
	walk = func(e *element) {
		left := e.children[:0]
		for _, c := range e.children {
			if c.el != nil && c.el.name == gone {
				w.add(c.el.at, WarnTrackedChanges, excerpt(strings.Join(strings.Fields(c.el.flat()), " ")))
				continue
			}
			left = append(left, c)
			if c.el != nil {
				if c.el.name == kept {
					changed++
				}
				walk(c.el)
			}
		}
		e.children = left
	}
	walk(root)
	if changed > 0 && len(w.act.Warnings) == 0 {
		w.add(0, WarnTrackedChanges, "")
	}
	w.more()
	return w.act.Warnings
}

// profileOf returns the profile of a country: that which is asked for, else its own
// where it has one, else that of the European Union.
func profileOf(country string, opts Options) string {
	switch {
	case opts.Profile != "" && opts.Profile != auto:
		return opts.Profile
	case country == "rs" || country == "hr" || country == "eu" || country == "us" || country == "de":
		return country
	case country == "":
		return "eu"
	}
	return "eu"
}

// languageNamed returns the code of a language as acts have it, "" where only the
// text tells which script or language it is in.
func languageNamed(code string) string {
	code = strings.TrimSpace(code)
	base, _, _ := strings.Cut(strings.ToLower(code), "-")
	if base == "sr" || base == "srp" || base == "und" || base == "" {
		return ""
	}
	for _, l := range languages {
		if base == l.two || base == l.three {
			return l.two
		}
	}
	if len(base) > 8 || strings.Trim(base, "abcdefghijklmnopqrstuvwxyz") != "" {
		return ""
	}
	return base
}

// document takes a document into top.
func (r *markupReader) document(top *Node, doc *element) {
	for _, c := range doc.children {
		if c.el == nil {
			r.text(top, strings.TrimSpace(collapse(c.text)), doc)
			continue
		}
		switch c.el.name {
		case "meta":
			for _, m := range c.el.children {
				if m.el != nil && m.el.name == "notes" {
					for _, note := range m.el.children {
						if note.el != nil {
							r.note(note.el)
						}
					}
				}
			}
		case "coverPage":
			r.front(top, c.el)
		case "preface":
			r.preface(top, c.el)
		case "preamble":
			r.preamble(top, c.el)
		case "attachments", "components", "collectionBody":
			r.annexes(top, c.el)
		default:
			r.main(top, c.el)
		}
	}
	top.Children = append(top.Children, r.notes...)
	r.notes = nil
}

// main takes the body of a document.
func (r *markupReader) main(top *Node, e *element) {
	for _, c := range e.children {
		switch {
		case c.el == nil:
			r.text(top, strings.TrimSpace(collapse(c.text)), e)
		case r.own && c.el.name == "hcontainer" && c.el.attr("name") == "empty" && len(c.el.children) == 0:
		default:
			r.fill(top, &element{name: e.name, children: []child{c}, at: c.el.at})
		}
	}
}

// front takes what stands before the text as a preamble, where it says anything.
func (r *markupReader) front(top *Node, e *element) {
	n := r.node(KindPreamble, e)
	n.ID, n.WID = "", ""
	r.blocks(n, e)
	n.Children = append(n.Children, r.notes...)
	r.notes = nil
	if len(n.Children) > 0 {
		top.Children = append(top.Children, n)
	}
}

// preface takes the title and what stands around it.
func (r *markupReader) preface(top *Node, e *element) {
	if r.own {
		for _, c := range e.children {
			switch {
			case c.el == nil:
				r.text(top, strings.TrimSpace(c.text), e)
			case c.el.name == "longTitle" && r.title == "":
				title := c.el
				if t := title.first("docTitle"); t != nil && strings.TrimSpace(t.flat()) == strings.TrimSpace(title.flat()) {
					title = t
				}
				r.title, r.after = r.line(title), len(top.Children)
			default:
				r.contained(top, c.el)
			}
		}
		if r.title == "" {
			r.after = len(top.Children)
		}
		return
	}
	titled := titleOf(e)
	before, after := &element{name: e.name, at: e.at}, &element{name: e.name, at: e.at}
	into := before
	for _, c := range e.children {
		if c.el != nil && c.el == titled {
			into = after
			continue
		}
		into.children = append(into.children, c)
	}
	r.front(top, before)
	if titled != nil {
		r.title, r.after = r.line(titled), len(top.Children)
	}
	r.front(top, after)
}

// titleOf returns the child of a preface that is the title, nil where none is.
func titleOf(e *element) *element {
	for _, name := range []string{"longTitle", "docTitle", "shortTitle", "docType"} {
		for _, c := range e.children {
			if c.el != nil && (c.el.name == name || c.el.first(name) != nil) {
				return c.el
			}
		}
	}
	return nil
}

// preamble takes the legal basis, citations and recitals.
func (r *markupReader) preamble(top *Node, e *element) {
	n := r.node(KindPreamble, e)
	if r.own {
		r.containedIn(n, e)
		top.Children = append(top.Children, n)
		return
	}
	r.blocks(n, e)
	n.Children = append(n.Children, r.notes...)
	r.notes = nil
	if len(n.Children) > 0 || n.Text != "" {
		top.Children = append(top.Children, n)
	}
}

// contained takes a provision that our own documents hold outside of the hierarchy.
func (r *markupReader) contained(top *Node, e *element) {
	kind := htmlKinds[e.attr("name")]
	if e.name != "container" || kind == "" {
		kind = KindParagraph
	}
	n := r.node(kind, e)
	if e.name == "container" {
		r.containedIn(n, e)
	} else {
		n.Text = r.line(e)
	}
	if n.Number == "" && n.Label == "" {
		n.Number = numberShown(n)
	}
	top.Children = append(top.Children, n)
}

func (r *markupReader) containedIn(n *Node, e *element) {
	text := false
	for _, c := range e.children {
		switch {
		case c.el == nil:
			if strings.TrimSpace(c.text) != "" {
				r.extend(n, c.text)
			}
		case c.el.name == "table":
			r.table(n, c.el)
		case c.el.name != "block":
			r.contained(n, c.el)
		case c.el.attr("name") == "num":
			r.num(n, c.el)
		case c.el.attr("name") == "heading":
			r.heading(n, c.el)
		default:
			if text {
				r.extend(n, "\n")
			}
			r.extend(n, r.line(c.el))
			text = true
		}
	}
}

// annexes takes the documents that are attached.
func (r *markupReader) annexes(top *Node, e *element) {
	for _, c := range e.children {
		if c.el == nil {
			r.text(top, strings.TrimSpace(collapse(c.text)), e)
			continue
		}
		if aknDocuments[c.el.name] {
			n := r.node(KindAnnex, c.el)
			r.annexDocument(n, c.el)
			top.Children = append(top.Children, n)
			continue
		}
		n := r.node(KindAnnex, c.el)
		for _, part := range c.el.children {
			switch {
			case part.el == nil:
				r.text(n, strings.TrimSpace(collapse(part.text)), c.el)
			case aknDocuments[part.el.name]:
				r.annexDocument(n, part.el)
			default:
				r.fill(n, &element{name: c.el.name, children: []child{part}, at: part.el.at})
			}
		}
		top.Children = append(top.Children, n)
	}
}

// annexDocument takes an attached document into the annex it is. Its title is the
// heading where the annex has none.
func (r *markupReader) annexDocument(n *Node, doc *element) {
	if r.own {
		for _, c := range doc.children {
			switch {
			case c.el == nil:
				r.text(n, strings.TrimSpace(c.text), doc)
			case c.el.name != "meta":
				r.blocks(n, c.el)
			}
		}
		return
	}
	title, after, outer := r.title, r.after, r.notes
	r.notes = nil
	inner := &Node{Kind: KindAnnex}
	r.title = ""
	r.document(inner, doc)
	if r.title != "" {
		if n.Heading == "" && r.after == 0 {
			n.Heading = r.title
		} else {
			c := &Node{Kind: KindParagraph, Text: r.title}
			inner.Children = append(inner.Children[:r.after:r.after], append([]*Node{c}, inner.Children[r.after:]...)...)
		}
	}
	r.title, r.after, r.notes = title, after, outer
	n.Children = append(n.Children, inner.Children...)
}

// placeAll numbers what has no printed number, as the document or its order says.
func (r *markupReader) placeAll() {
	if !r.own {
		r.place(r.body)
		return
	}
	walk(r.body, 0, func(n *Node, _ int) bool {
		if n.Number == "" && n.Label == "" {
			n.Number = numberShown(n)
		}
		return true
	})
}
