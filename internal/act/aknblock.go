package act

import (
	"strconv"
	"strings"
)

// spaced returns characters as the text has them: in documents of others every run
// of white space is one space.
func (r *markupReader) spaced(s string) string {
	if r.own {
		return s
	}
	return collapse(s)
}

// collapse returns s with one space for every run of the white space of XML.
func collapse(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; c {
		case ' ', '\t', '\n', '\r':
			if !space {
				b.WriteByte(' ')
			}
			space = true
		default:
			space = false
			b.WriteByte(c)
		}
	}
	return b.String()
}

// line returns the characters of an element that is a line, with spaces for the
// breaks in it.
func (r *markupReader) line(e *element) string {
	var b strings.Builder
	r.lineTo(&b, e)
	if r.own {
		return b.String()
	}
	return strings.TrimSpace(collapse(b.String()))
}

func (r *markupReader) lineTo(b *strings.Builder, e *element) {
	for _, c := range e.children {
		switch {
		case c.el == nil:
			b.WriteString(c.text)
		case c.el.name == "br" || c.el.name == "eol":
			b.WriteByte('\n')
			r.lineTo(b, c.el)
		case c.el.name == "marker":
			b.WriteString(markerText(c.el))
			r.lineTo(b, c.el)
		case c.el.name == "authorialNote" || c.el.name == "footnote":
			r.note(c.el)
		default:
			if blockLike[c.el.name] && b.Len() > 0 {
				b.WriteByte(' ')
			}
			r.lineTo(b, c.el)
		}
	}
}

// markerText returns the character that a marker of ours names.
func markerText(e *element) string {
	code, ok := strings.CutPrefix(e.attr("name"), "U+")
	if !ok || len(code) > 6 {
		return ""
	}
	n, err := strconv.ParseUint(code, 16, 32)
	if err != nil || n == 0 || n > 0x10ffff || n >= 0xd800 && n < 0xe000 {
		return ""
	}
	return string(rune(n))
}

// blockLike are the elements that stand apart from the text around them.
var blockLike = func() map[string]bool {
	m := map[string]bool{}
	for _, name := range strings.Fields(`p block blockList blockContainer container div table tblock toc tocItem ul ol li item foreign formula longTitle
		recitals recital citations citation listIntroduction listWrapUp intro wrapUp content quotedStructure embeddedStructure subFlow
		caption tr td th row entry layout column header quotedContent quoted-block text chapeau continuation heading num
		quotedBlock preface preamble body mainBody conclusions interstitial`) {
		m[name] = true
	}
	return m
}()

// note keeps a note for the end of the provision.
func (r *markupReader) note(e *element) {
	n := r.node(KindNote, e)
	n.Label = e.attr("marker")
	var lines []string
	r.flatten(e, &lines)
	n.Text = strings.Join(lines, "\n")
	r.notes = append(r.notes, n)
}

// blocks takes the blocks that stand in an element.
func (r *markupReader) blocks(n *Node, e *element) {
	var loose []child
	flush := func() {
		if len(loose) > 0 {
			r.paragraph(n, &element{name: "p", children: loose, at: e.at})
			loose = nil
		}
	}
	first := true
	for _, c := range e.children {
		if c.el == nil || !blockLike[c.el.name] && c.el.name != "list" {
			if c.el != nil || strings.TrimSpace(c.text) != "" || len(loose) > 0 {
				if kind, ok := r.hierarchical(c.el, n); ok {
					flush()
					r.hierarchy(n, c.el, kind)
					continue
				}
				if c.el == nil && r.own && strings.TrimSpace(c.text) == "" {
					continue
				}
				loose = append(loose, c)
			}
			continue
		}
		flush()
		if r.own && c.el.name == "p" && !first {
			r.extend(n, "\n")
		}
		first = false
		r.block(n, c.el)
	}
	flush()
}

func (r *markupReader) hierarchical(e *element, n *Node) (Kind, bool) {
	if e == nil || e.name == "item" {
		return "", false
	}
	return r.kindOf(e, n.Kind)
}

// block takes an element that is no part of the hierarchy.
func (r *markupReader) block(n *Node, e *element) {
	switch e.name {
	case "table", "layout":
		r.table(n, e)
	case "blockList", "ul", "ol", "toc":
		for _, c := range e.children {
			switch {
			case c.el == nil:
				r.text(n, strings.TrimSpace(r.spaced(c.text)), e)
			case c.el.name == "listIntroduction":
				r.lead(n, &element{name: "intro", children: []child{c}, at: c.el.at})
			case c.el.name == "item" || c.el.name == "li" || c.el.name == "tocItem":
				kind := under(n.Kind)
				if hosts(n.Kind) {
					kind = KindPoint
				}
				r.hierarchy(n, c.el, kind)
			default:
				r.block(n, c.el)
			}
		}
	case "quotedStructure", "embeddedStructure", "quotedContent", "quoted-block":
		r.quoted(n, e, e)
	case "authorialNote", "footnote":
		r.note(e)
	case "recital", "citation":
		r.hierarchy(n, e, KindParagraph)
	case "num", "heading", "subheading", "enum", "header":
		r.fill(n, &element{name: e.name, children: []child{{el: e}}, at: e.at})
	case "intro", "wrapUp", "content", "blockContainer", "container", "div", "tblock", "foreign", "formula", "longTitle", "recitals", "citations",
		"subFlow", "caption", "preface", "preamble", "body", "mainBody", "conclusions", "interstitial", "componentRef", "chapeau", "continuation", "list":
		if e.childNamed("num") != nil || e.childNamed("heading") != nil {
			r.fill(n, e)
		} else {
			r.blocks(n, e)
		}
	default:
		r.paragraph(n, e)
	}
}

// childNamed returns the first child of the name, nil where there is none.
func (e *element) childNamed(name string) *element {
	for _, c := range e.children {
		if c.el != nil && c.el.name == name {
			return c.el
		}
	}
	return nil
}

// paragraph takes an element of running text. What stands in it as a block of its
// own, a quoted provision or a table, parts it.
func (r *markupReader) paragraph(n *Node, e *element) {
	var b strings.Builder
	r.running(n, e, e, &b)
	r.end(n, e, &b)
}

// end ends a run of text.
func (r *markupReader) end(n *Node, e *element, b *strings.Builder) {
	text := b.String()
	b.Reset()
	if !r.own {
		lines := strings.Split(text, "\x00") // XML holds no zero: breaks of the line
		kept := lines[:0]
		for _, line := range lines {
			if line = strings.TrimSpace(collapse(line)); line != "" {
				kept = append(kept, line)
			}
		}
		text = strings.Join(kept, "\n")
	} else {
		text = strings.ReplaceAll(text, "\x00", "\n")
	}
	r.text(n, text, e)
}

func (r *markupReader) running(n *Node, p, e *element, b *strings.Builder) {
	for _, c := range e.children {
		switch {
		case c.el == nil:
			b.WriteString(c.text)
		case c.el.name == "br" || c.el.name == "eol":
			if r.uslm {
				b.WriteByte(' ') // a break of the print, inside of sentences
			} else {
				b.WriteByte(0)
			}
			r.running(n, p, c.el, b)
		case c.el.name == "marker":
			b.WriteString(markerText(c.el))
			r.running(n, p, c.el, b)
		case c.el.name == "authorialNote" || c.el.name == "footnote":
			r.note(c.el)
		case c.el.name == "quotedStructure" || c.el.name == "embeddedStructure" || c.el.name == "quotedContent" || c.el.name == "quoted-block":
			r.part(n, p, b)
			r.quoted(n, c.el, e)
		case blockLike[c.el.name]:
			r.part(n, p, b)
			r.block(n, c.el)
		default:
			if (c.el.name == "actionDescription" || c.el.name == "role") && b.Len() > 0 {
				b.WriteByte(' ')
			}
			r.running(n, p, c.el, b)
		}
	}
}

// part ends a run of text before a block that stands in it.
func (r *markupReader) part(n *Node, p *element, b *strings.Builder) {
	if strings.Trim(b.String(), " \t\r\n\x00") != "" {
		r.end(n, p, b)
	}
	b.Reset()
}

// quoted takes a quoted provision: a paragraph of its lines. Of our own documents
// the modification that it stands in carries its identity.
func (r *markupReader) quoted(n *Node, e, mod *element) {
	if mod.name != "mod" {
		mod = e
	}
	c := r.node(KindParagraph, mod)
	r.roles[c] = quotedRole
	if r.own {
		r.blocks(c, e)
	} else {
		var lines []string
		r.flatten(e, &lines)
		if len(lines) == 0 {
			return
		}
		lines[0] = e.attr("startQuote") + lines[0]
		lines[len(lines)-1] += e.attr("endQuote")
		c.Text = strings.Join(lines, "\n")
	}
	r.add(n, c)
}

// flatten adds the lines of what stands in an element: number and heading on one,
// a number before the text that follows it.
func (r *markupReader) flatten(e *element, lines *[]string) {
	var b strings.Builder
	emit := func() {
		if text := strings.TrimSpace(collapse(b.String())); text != "" {
			*lines = append(*lines, text)
		}
		b.Reset()
	}
	var walk func(e *element)
	walk = func(e *element) {
		for i, c := range e.children {
			switch {
			case c.el == nil:
				b.WriteString(c.text)
			case c.el.name == "num" || c.el.name == "enum":
				emit()
				walk(c.el)
				b.WriteByte(' ')
				if e.name == "article" && !headed(e.children[i+1:]) {
					emit()
				}
			case c.el.name == "heading" || c.el.name == "header" || c.el.name == "tr" || c.el.name == "row":
				walk(c.el)
				emit()
			case c.el.name == "td" || c.el.name == "th" || c.el.name == "entry":
				walk(c.el)
				b.WriteByte(' ')
			case c.el.name == "br" || c.el.name == "eol":
				emit()
				walk(c.el)
			case c.el.name == "p" || c.el.name == "block" || c.el.name == "content" || c.el.name == "text" || c.el.name == "chapeau" || c.el.name == "continuation":
				walk(c.el)
				emit()
			default:
				walk(c.el)
			}
		}
	}
	walk(e)
	emit()
}

// headed reports whether the first of the elements is a heading.
func headed(children []child) bool {
	for _, c := range children {
		if c.el != nil {
			return c.el.name == "heading"
		}
	}
	return false
}

// table takes a table: as n itself where nothing else stands in it, else as a
// paragraph of its own.
func (r *markupReader) table(n *Node, e *element) {
	var rows []string
	var walk func(e *element)
	walk = func(e *element) {
		for _, c := range e.children {
			if c.el == nil {
				if text := strings.TrimSpace(collapse(c.text)); text != "" {
					rows = append(rows, text)
				}
				continue
			}
			switch c.el.name {
			case "tr", "row":
				rows = append(rows, r.row(c.el))
			case "tbody", "thead", "tfoot", "tgroup", "table":
				walk(c.el)
			default:
				if text := strings.TrimSpace(collapse(r.line(c.el))); text != "" {
					rows = append(rows, text)
				}
			}
		}
	}
	walk(e)
	text := strings.Join(rows, "\n")
	if !r.own && strings.TrimSpace(text) == "" {
		return
	}
	if n.Text == "" && !n.Table && (r.own || !hosts(n.Kind) && len(n.Children) == 0) {
		n.Table, n.Text = true, text
		return
	}
	c := r.node(KindParagraph, e)
	c.Table, c.Text = true, text
	n.Children = append(n.Children, c)
	delete(r.leads, n)
}

func (r *markupReader) row(e *element) string {
	var cells []string
	for _, c := range e.children {
		if c.el == nil {
			if text := strings.TrimSpace(collapse(c.text)); text != "" {
				cells = append(cells, text)
			}
			continue
		}
		text := r.line(c.el)
		if !r.own {
			text = strings.ReplaceAll(strings.ReplaceAll(text, "\n", " "), "\t", " ")
		}
		cells = append(cells, text)
	}
	return strings.Join(cells, "\t")
}
