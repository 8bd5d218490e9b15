package act

import "strings"

// A Printed is a line of the text of an act as PlainText prints it, with the
// provision that it belongs to. A line break inside the text of a provision ends a
// line, but the rows of a table are one.
type Printed struct {
	Node *Node // nil for the title
	Text string
	// Label is the printed marker that the line begins with; empty where it holds none.
	Label string
	// Role says what of the provision stands in the line.
	Role PrintedRole
	Gap  bool // an empty line stands before it
}

// A PrintedRole says what a line is of its provision.
type PrintedRole uint8

// The roles of printed lines.
const (
	PrintedTitle   PrintedRole = iota + 1 // the title of the act
	PrintedMarker                         // the label, alone or with the heading or text behind it
	PrintedHeading                        // a heading on a line of its own
	PrintedText                           // text without a label
	PrintedTable                          // a table, rows divided by line breaks and cells by tabs
)

// Printed returns the lines of the whole act in their order.
func (a *Act) Printed() []Printed {
	var p printer
	for i, n := range a.Body {
		if i == a.TitleAfter {
			p.title(a.Title)
		}
		p.node(n)
	}
	if a.TitleAfter >= len(a.Body) {
		p.title(a.Title)
	}
	return p.lines
}

// Printed returns the lines of the provision with all that stands under it.
func (n *Node) Printed() []Printed {
	var p printer
	p.node(n)
	return p.lines
}

type printer struct {
	lines []Printed
}

func (p *printer) add(l Printed) {
	if len(p.lines) == 0 {
		l.Gap = false
	}
	p.lines = append(p.lines, l)
}

func (p *printer) title(title string) {
	for i, text := range strings.Split(title, "\n") {
		if title != "" {
			p.add(Printed{Text: text, Role: PrintedTitle, Gap: i == 0})
		}
	}
}

func (p *printer) node(n *Node) {
	switch n.Kind {
	case KindPart, KindTitle, KindChapter, KindSection, KindSubsection, KindArticle, KindAnnex, KindPreamble:
		p.division(n)
	default:
		p.item(n)
	}
	for _, c := range n.Children {
		p.node(c)
	}
}

func (p *printer) division(n *Node) {
	gap := true
	line := func(role PrintedRole, label, text string) {
		for i, part := range strings.Split(text, "\n") {
			if i > 0 {
				label = ""
			}
			p.add(Printed{Node: n, Text: part, Label: label, Role: role, Gap: gap})
			gap = false
		}
	}
	switch {
	case n.headingFirst():
		if n.Heading != "" {
			line(PrintedHeading, "", n.Heading)
		}
		if n.Label != "" {
			line(PrintedMarker, n.Label, n.Label)
		}
	case n.Label != "" && n.Heading != "" && n.Kind != KindArticle && worded(n.Label):
		line(PrintedMarker, n.Label, n.Label)
		line(PrintedHeading, "", n.Heading)
	case n.Label != "" && n.Heading != "":
		line(PrintedMarker, n.Label, n.Label+" "+n.Heading)
	case n.Label != "":
		line(PrintedMarker, n.Label, n.Label)
	case n.Heading != "":
		line(PrintedHeading, "", n.Heading)
	}
	switch {
	case n.Text == "":
	case n.Table:
		p.add(Printed{Node: n, Text: n.Text, Role: PrintedTable, Gap: gap})
	default:
		line(PrintedText, "", n.Text)
	}
}

func (p *printer) item(n *Node) {
	if n.Table && n.Label == "" && n.Heading == "" {
		if n.Text != "" {
			p.add(Printed{Node: n, Text: n.Text, Role: PrintedTable})
		}
		return
	}
	var parts []string
	for _, part := range []string{n.Label, n.Heading, n.Text} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	if len(parts) == 0 {
		return
	}
	role := PrintedText
	if n.Label != "" {
		role = PrintedMarker
	}
	label := n.Label
	for _, text := range strings.Split(strings.Join(parts, " "), "\n") {
		p.add(Printed{Node: n, Text: text, Label: label, Role: role})
		label, role = "", PrintedText
	}
}
