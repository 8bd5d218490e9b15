package act

import (
	"html"
	"strconv"
	"strings"
)

// HTML returns the act as a whole HTML document: a section with a heading for
// every division and article, each provision under its ID, no style of its own.
func (a *Act) HTML() []byte {
	var w htmlWriter
	w.raw("<!DOCTYPE html>\n<html lang=\"" + html.EscapeString(a.Lang) + "\">\n<head>\n<meta charset=\"utf-8\">\n")
	w.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
	w.text(a.Title)
	w.raw("</title>\n</head>\n<body>\n<main>\n")
	w.act(a)
	w.raw("</main>\n</body>\n</html>\n")
	return []byte(w.b.String())
}

// Fragment returns the act as an HTML article to stand in a page.
func (a *Act) Fragment() []byte {
	var w htmlWriter
	w.act(a)
	return []byte(w.b.String())
}

// Fragment returns the provision with all under it as HTML to stand in a page
// under a heading of the level above; level is that of its own heading, 1 to 6.
func (n *Node) Fragment(level int) []byte {
	var w htmlWriter
	w.node(n, level)
	return []byte(w.b.String())
}

type htmlWriter struct {
	b strings.Builder
}

func (w *htmlWriter) raw(s string) { w.b.WriteString(s) }

func (w *htmlWriter) text(s string) { w.b.WriteString(html.EscapeString(s)) }

func (w *htmlWriter) act(a *Act) {
	w.raw("<article class=\"act\" lang=\"" + html.EscapeString(a.Lang) + "\" data-profile=\"" + html.EscapeString(a.Profile) + "\">\n")
	for i, n := range a.Body {
		if i == a.TitleAfter {
			w.title(a.Title)
		}
		w.node(n, 2)
	}
	if a.TitleAfter >= len(a.Body) {
		w.title(a.Title)
	}
	w.raw("</article>\n")
}

func (w *htmlWriter) title(title string) {
	if title != "" {
		w.raw("<h1>")
		w.text(title)
		w.raw("</h1>\n")
	}
}

func (w *htmlWriter) node(n *Node, level int) {
	switch n.Kind {
	case KindPart, KindTitle, KindChapter, KindSection, KindSubsection, KindArticle, KindAnnex, KindPreamble:
		w.section(n, level)
	default:
		w.item(n, level)
	}
}

// section writes a division or an article.
func (w *htmlWriter) section(n *Node, level int) {
	label, heading := Display(n.Label), Display(n.Heading)
	if bold, ok := strings.CutPrefix(label, "**"); ok && strings.HasSuffix(heading, "**") {
		label, heading = bold, strings.TrimSuffix(heading, "**")
	}
	named := label+heading != ""
	w.raw("<section class=\"" + string(n.Kind) + "\" id=\"" + html.EscapeString(n.ID) + "\"")
	if named {
		w.raw(" aria-labelledby=\"" + html.EscapeString(n.ID) + "__heading\"")
	} else if n.Text == "" && len(n.Children) == 0 {
		w.raw(" hidden")
	}
	w.identity(n, label, heading)
	w.raw(">\n")
	if named {
		tag := "h" + strconv.Itoa(min(max(level, 1), 6))
		w.raw("<" + tag + " id=\"" + html.EscapeString(n.ID) + "__heading\">")
		first, second := "label", "heading"
		texts := map[string]string{"label": label, "heading": heading}
		if n.Kind == KindArticle && !n.HeadingAfter {
			first, second = second, first
		}
		for i, class := range []string{first, second} {
			if texts[class] == "" {
				continue
			}
			if i == 1 && texts[first] != "" {
				w.raw(" ")
			}
			w.raw("<span class=\"" + class + "\">")
			w.text(texts[class])
			w.raw("</span>")
		}
		w.raw("</" + tag + ">\n")
	}
	w.body(n, n.Text)
	w.children(n, level+1)
	w.raw("</section>\n")
}

// children writes what stands under n; points, subpoints and indents as lists.
func (w *htmlWriter) children(n *Node, level int) {
	list := false
	for _, c := range n.Children {
		item := c.Kind == KindPoint || c.Kind == KindSubpoint || c.Kind == KindIndent
		if item != list {
			if list {
				w.raw("</div>\n")
			} else {
				w.raw("<div role=\"list\">\n")
			}
			list = item
		}
		w.node(c, level)
	}
	if list {
		w.raw("</div>\n")
	}
}

// item writes a provision inside an article.
func (w *htmlWriter) item(n *Node, level int) {
	w.raw("<div class=\"" + string(n.Kind) + "\" id=\"" + html.EscapeString(n.ID) + "\"")
	switch n.Kind {
	case KindPoint, KindSubpoint, KindIndent:
		w.raw(" role=\"listitem\"")
	case KindNote:
		w.raw(" role=\"note\"")
	}
	label, heading := Display(n.Label), Display(n.Heading)
	w.identity(n, label, heading)
	w.raw(">\n")
	w.labelled(n, label, heading)
	w.children(n, level)
	w.raw("</div>\n")
}

// identity writes what the page does not show of the provision: its number and its
// lasting identity where they are not those that label and id tell, and the marks of
// Markdown in label and heading.
func (w *htmlWriter) identity(n *Node, label, heading string) {
	for _, a := range []struct{ name, value, shown string }{
		{"wid", n.WID, n.ID},
		{"number", n.Number, numberShown(n)},
		{"label", n.Label, label},
		{"heading", n.Heading, heading},
	} {
		if a.value != a.shown {
			w.raw(" data-" + a.name + "=\"" + html.EscapeString(a.value) + "\"")
		}
	}
	if n.HeadingAfter && (n.Kind != KindArticle || n.Heading == "") {
		w.raw(" data-heading-after")
	}
}

// labelled writes the label, heading and text of a provision inside an article.
func (w *htmlWriter) labelled(n *Node, label, heading string) {
	first, rest, more := strings.Cut(n.Text, "\n")
	if n.Table {
		first, rest, more = "", n.Text, true
	}
	if label+heading+first != "" {
		w.raw("<p>")
		for _, part := range []struct{ class, text string }{{"label", label}, {"heading", heading}} {
			if part.text != "" {
				w.raw("<span class=\"" + part.class + "\">")
				w.text(part.text)
				w.raw("</span> ")
			}
		}
		w.text(first)
		w.raw("</p>\n")
	} else if more && !n.Table {
		w.raw("<p></p>\n")
	}
	if more {
		w.body(n, rest)
	}
}

// body writes lines of the text of a provision, or its table.
func (w *htmlWriter) body(n *Node, text string) {
	switch {
	case n.Table:
		w.table(text)
	case text != "" || n.Text != text:
		w.lines(text)
	}
}

func (w *htmlWriter) lines(s string) {
	for _, line := range strings.Split(s, "\n") {
		w.raw("<p>")
		w.text(line)
		w.raw("</p>\n")
	}
}

func (w *htmlWriter) table(s string) {
	w.raw("<table>\n")
	for _, row := range strings.Split(s, "\n") {
		w.raw("<tr>")
		for _, cell := range strings.Split(row, "\t") {
			w.raw("<td>")
			w.text(cell)
			w.raw("</td>")
		}
		w.raw("</tr>\n")
	}
	w.raw("</table>\n")
}

// Display returns a label or heading without the marks of Markdown that make it
// a heading or bold, as it is shown to readers.
func Display(s string) string {
	marks := len(s) - len(strings.TrimLeft(s, "#"))
	if marks > 0 && marks <= 6 && (marks == len(s) || s[marks] == ' ') {
		s = strings.TrimLeft(s[marks:], " ")
	}
	for _, bold := range []string{"**", "__"} {
		if len(s) > 2*len(bold) && strings.HasPrefix(s, bold) && strings.HasSuffix(s, bold) {
			s = s[len(bold) : len(s)-len(bold)]
		}
	}
	return unescaped.Replace(s)
}

var unescaped = strings.NewReplacer(`\)`, ")", `\.`, ".")
