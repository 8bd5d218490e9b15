package act

import (
	"slices"
	"strings"
)

// AKN returns the act as a document of Akoma Ntoso 3.0 (OASIS LegalDocML, Akoma
// Ntoso Version 1.0, 29 August 2018) that its schema admits. Every provision has its
// ID as eId, which tells its printed number, and its WID as wId, which it keeps when
// the number changes. Of an amending act the analysis says what it does to the act that
// it amends. The same act and work give the same bytes.
func (a *Act) AKN(work Work) []byte {
	w := aknWriter{lang: a.Lang}
	w.document(a, work, nil)
	return []byte(w.b.String())
}

// Analysed returns AKN with the analysis of the text in its metadata: whole elements
// that the schema admits inside analysis, and the references to documents that they
// name.
func (a *Act) Analysed(work Work, analysis *Analysis) []byte {
	w := aknWriter{lang: a.Lang}
	w.document(a, work, analysis)
	return []byte(w.b.String())
}

// TitleID is the eId of the title in Akoma Ntoso.
const TitleID = "longtitle"

// aknNames are the eIds of what is no provision.
var aknNames = map[string]bool{TitleID: true, "author": true, "rasprava": true, "original": true, "amended": true}

// aknElements are the elements of the hierarchy by kinds; the kinds that the
// vocabulary has no element for are written as hcontainer with their name.
var aknElements = map[Kind]string{
	KindPart: "part", KindTitle: "title", KindChapter: "chapter", KindSection: "section", KindSubsection: "subsection",
	KindArticle: "article", KindParagraph: "paragraph", KindPoint: "point", KindIndent: "indent",
}

type aknWriter struct {
	b    strings.Builder
	lang string
}

func (w *aknWriter) document(a *Act, work Work, analysis *Analysis) {
	w.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<akomaNtoso xmlns=\"" + aknSpace + "\">\n")
	w.raw("<" + work.element() + " name=\"" + work.element() + "\" contains=\"singleVersion\">\n")
	ids := work.identify(a)
	w.meta(ids, a, "", analysis)
	after := min(a.TitleAfter, len(a.Body))
	w.preface(a, after)
	body := a.Body[after:]
	if len(body) > 0 && body[0].Kind == KindPreamble {
		w.preamble(body[0])
		body = body[1:]
	}
	end := len(body)
	for end > 0 && body[end-1].Kind == KindAnnex {
		end--
	}
	w.raw("<body>\n")
	for _, n := range body[:end] {
		w.node(n, false)
	}
	if end == 0 {
		w.raw("<hcontainer name=\"empty\"/>\n")
	}
	w.raw("</body>\n")
	if end < len(body) {
		w.raw("<attachments>\n")
		for _, n := range body[end:] {
			w.attachment(n, ids, a)
		}
		w.raw("</attachments>\n")
	}
	w.raw("</" + work.element() + ">\n</akomaNtoso>\n")
}

// preface writes the title, after what stands before it.
func (w *aknWriter) preface(a *Act, after int) {
	if after == 0 && a.Title == "" {
		return
	}
	w.raw("<preface>\n")
	for _, n := range a.Body[:after] {
		w.container(n)
	}
	if a.Title != "" {
		w.raw("<longTitle eId=\"" + TitleID + "\" wId=\"" + TitleID + "\"><p><docTitle>")
		w.inline(a.Title)
		w.raw("</docTitle></p></longTitle>\n")
	}
	w.raw("</preface>\n")
}

// preamble writes what stands between the title and the first provision.
func (w *aknWriter) preamble(n *Node) {
	w.raw("<preamble")
	w.identity(n)
	w.raw(">\n")
	w.contained(n)
	w.raw("</preamble>\n")
}

// container writes a provision where the schema admits no hierarchy.
func (w *aknWriter) container(n *Node) {
	if n.Kind == KindParagraph && n.Label+n.Heading == "" && n.Number == numberShown(n) && !n.Table && len(n.Children) == 0 && !strings.Contains(n.Text, "\n") {
		w.raw("<p")
		w.identity(n)
		w.raw(">")
		w.inline(n.Text)
		w.raw("</p>\n")
		return
	}
	w.raw("<container name=\"" + string(n.Kind) + "\"")
	w.identity(n)
	w.raw(">\n")
	w.contained(n)
	w.raw("</container>\n")
}

// contained writes what a provision holds as blocks: its label, heading and text by
// their names, then its children.
func (w *aknWriter) contained(n *Node) {
	empty := len(n.Children) == 0
	for _, part := range w.headed(n) {
		w.raw("<block name=\"" + part.name + "\"" + part.attributes + ">")
		w.inline(part.text)
		w.raw("</block>\n")
		empty = false
	}
	switch {
	case n.Table:
		w.table(n.Text)
		empty = false
	case n.Text != "":
		for _, line := range strings.Split(n.Text, "\n") {
			w.raw("<block name=\"text\">")
			w.inline(line)
			w.raw("</block>\n")
		}
		empty = false
	}
	if empty {
		w.raw("<block name=\"text\"/>\n")
	}
	for _, c := range n.Children {
		w.container(c)
	}
}

// A namedPart is the label or the heading of a provision.
type namedPart struct{ name, text, attributes string }

// headed returns label and heading in the order in which they are printed. Where the
// number is not the one that the label shows it stands in an attribute.
func (w *aknWriter) headed(n *Node) []namedPart {
	var parts []namedPart
	attributes := ""
	if n.Number != numberShown(n) {
		attributes = " title=\"" + aknEscaped(n.Number) + "\""
	}
	if n.Label != "" || attributes != "" {
		parts = append(parts, namedPart{"num", n.Label, attributes})
	}
	if n.Heading != "" {
		parts = append(parts, namedPart{name: "heading", text: n.Heading})
	}
	if n.Kind == KindArticle && !n.HeadingAfter {
		slices.Reverse(parts)
	}
	return parts
}

// node writes a provision of the hierarchy; last says that it ends those of its
// parent.
func (w *aknWriter) node(n *Node, last bool) {
	bare := n.Kind == KindParagraph && n.Label+n.Heading+n.Number == "" && !n.Table && len(n.Children) == 0
	switch segment := lastSegment(n.ID); {
	case bare && last && strings.HasPrefix(segment, "wrap"):
		w.raw("<wrapUp")
		w.identity(n)
		w.raw(">\n")
		w.lines(n)
		w.raw("</wrapUp>\n")
		return
	case bare && strings.HasPrefix(segment, "mod"):
		w.mod(n)
		return
	case bare && strings.HasPrefix(segment, "wrap"):
		w.hierarchy(n, "alinea", "")
		return
	}
	element, name := aknElements[n.Kind], ""
	if element == "" {
		element, name = "hcontainer", " name=\""+string(n.Kind)+"\""
	}
	w.hierarchy(n, element, name)
}

func (w *aknWriter) hierarchy(n *Node, element, name string) {
	w.raw("<" + element + name)
	w.identity(n)
	w.raw(">\n")
	for _, part := range w.headed(n) {
		w.raw("<" + part.name + part.attributes + ">")
		w.inline(part.text)
		w.raw("</" + part.name + ">\n")
	}
	switch {
	case len(n.Children) == 0 && (n.Text != "" || n.Table):
		w.raw("<content>\n")
		w.lines(n)
		w.raw("</content>\n")
	case n.Text != "" || n.Table:
		w.raw("<intro>\n")
		w.lines(n)
		w.raw("</intro>\n")
	}
	for i, c := range n.Children {
		w.node(c, i == len(n.Children)-1)
	}
	w.raw("</" + element + ">\n")
}

// mod writes a quoted provision as the modification that it is.
func (w *aknWriter) mod(n *Node) {
	w.raw("<alinea><content><p><mod")
	w.identity(n)
	w.raw("><quotedStructure>\n")
	w.lines(n)
	w.raw("</quotedStructure></mod></p></content></alinea>\n")
}

// attachment writes an annex as a document of its own.
func (w *aknWriter) attachment(n *Node, ids frbr, a *Act) {
	w.raw("<attachment")
	w.identity(n)
	w.raw(">\n")
	for _, part := range w.headed(n) {
		w.raw("<" + part.name + part.attributes + ">")
		w.inline(part.text)
		w.raw("</" + part.name + ">\n")
	}
	w.raw("<doc name=\"annex\" contains=\"singleVersion\">\n")
	w.meta(ids, a, "!"+n.ID, nil)
	w.raw("<mainBody>\n")
	if n.Text != "" || n.Table || len(n.Children) == 0 {
		w.lines(n)
	}
	for _, c := range n.Children {
		w.node(c, false)
	}
	w.raw("</mainBody>\n</doc>\n</attachment>\n")
}

// lines writes the text of a provision: a paragraph for every line, or its table.
func (w *aknWriter) lines(n *Node) {
	if n.Table {
		w.table(n.Text)
		return
	}
	for _, line := range strings.Split(n.Text, "\n") {
		w.raw("<p>")
		w.inline(line)
		w.raw("</p>\n")
	}
}

func (w *aknWriter) table(text string) {
	w.raw("<table>\n")
	for _, row := range strings.Split(text, "\n") {
		w.raw("<tr>")
		for _, cell := range strings.Split(row, "\t") {
			w.raw("<td><p>")
			w.inline(cell)
			w.raw("</p></td>")
		}
		w.raw("</tr>\n")
	}
	w.raw("</table>\n")
}

func (w *aknWriter) identity(n *Node) {
	w.raw(" eId=\"" + aknEscaped(n.ID) + "\" wId=\"" + aknEscaped(n.WID) + "\"")
}

// lastSegment returns the part of an identity behind those of the provisions above.
func lastSegment(id string) string { return id[strings.LastIndex("__"+id, "__"):] }
