package act

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// PlainText returns the text of the provision with its heading, label and all
// that stands under it: one provision a line, an empty line before a further
// article or division. It is a run of consecutive lines of the text of the act.
func (n *Node) PlainText() string {
	var w textWriter
	w.b.Grow(n.textSize())
	w.node(n)
	return w.b.String()
}

// textSize is the most bytes of the plain text.
func (n *Node) textSize() int {
	size := len(n.Label) + len(n.Heading) + len(n.Text) + len("\n\n  ")
	for _, c := range n.Children {
		size += c.textSize()
	}
	return size
}

// A Place says where the heading, label and text of a provision, its children apart, stand in a text: in the bytes from From up to To.
type Place struct {
	Node     *Node
	From, To int
}

// PlainTextPlaces returns PlainText with the places of the provision and of all that stands under it, in the order of the text. A
// provision with nothing of its own has an empty place.
func (n *Node) PlainTextPlaces() (string, []Place) {
	return n.PlainText(), n.AppendPlaces(nil)
}

// AppendPlaces appends to places those that PlainTextPlaces returns.
func (n *Node) AppendPlaces(places []Place) []Place {
	w := textWriter{sought: true, places: places}
	w.node(n)
	return w.places
}

// OwnText returns the heading, label and text of the provision itself, without
// its children.
func (n *Node) OwnText() string {
	own := *n
	own.Children = nil
	return own.PlainText()
}

// PlainText returns the text of the whole act, with its title.
func (a *Act) PlainText() string {
	var w textWriter
	for i, n := range a.Body {
		if i == a.TitleAfter {
			w.title(a.Title)
		}
		if n.Kind == KindPoint && w.size > 0 && (i == 0 || a.Body[i-1].Kind != KindPoint) {
			w.write("\n") // the first point of an act of points begins no list of what stands before it
		}
		w.node(n)
	}
	if a.TitleAfter >= len(a.Body) {
		w.title(a.Title)
	}
	return w.b.String()
}

// A textWriter writes a text or, where places are sought, says where in it they are.
type textWriter struct {
	b      strings.Builder
	size   int // bytes written
	sought bool
	begins bool // nothing but line breaks of the open place is written
	places []Place
}

func (w *textWriter) write(s string) {
	w.size += len(s)
	switch {
	case !w.sought:
		w.b.WriteString(s)
	case w.begins:
		rest := strings.TrimLeft(s, "\n")
		w.places[len(w.places)-1].From += len(s) - len(rest)
		w.begins = rest == ""
	}
}

func (w *textWriter) title(title string) {
	if title != "" {
		w.gap()
		w.write(title)
	}
}

// gap leaves an empty line behind what is written.
func (w *textWriter) gap() {
	if w.size > 0 {
		w.write("\n\n")
	}
}

func (w *textWriter) line(s string) {
	if w.size > 0 {
		w.write("\n")
	}
	w.write(s)
}

func (w *textWriter) node(n *Node) {
	if w.sought {
		w.places = append(w.places, Place{Node: n, From: w.size})
		w.begins = true
	}
	switch n.Kind {
	case KindPart, KindTitle, KindChapter, KindSection, KindSubsection, KindArticle, KindAnnex, KindPreamble:
		w.division(n)
	default:
		w.item(n)
	}
	if w.sought {
		w.places[len(w.places)-1].To = w.size
	}
	for _, c := range n.Children {
		w.node(c)
	}
}

func (w *textWriter) division(n *Node) {
	first, second, between := n.Label, n.Heading, " "
	switch {
	case n.Kind == KindArticle && !n.HeadingAfter:
		first, second, between = n.Heading, n.Label, "\n"
	case n.Kind != KindArticle && worded(n.Label):
		between = "\n"
	}
	named := first != "" || second != ""
	if named || n.Text != "" {
		w.gap()
	}
	w.write(first)
	if first != "" && second != "" {
		w.write(between)
	}
	w.write(second)
	if n.Text != "" {
		if named {
			w.write("\n")
		}
		w.write(n.Text)
	}
}

func (w *textWriter) item(n *Node) {
	first := true
	for _, part := range [...]string{n.Label, n.Heading, n.Text} {
		switch {
		case part == "":
			continue
		case first:
			w.line(part)
		default:
			w.write(" ")
			w.write(part)
		}
		first = false
	}
}

// worded reports whether a label has a word in it (ГЛАВА II, ПРВИ ДЕО), so that
// its heading is printed on a line of its own.
func worded(label string) bool {
	letters := 0
	for len(label) > 0 {
		r, size := utf8.DecodeRuneInString(label)
		label = label[size:]
		if !unicode.IsLetter(r) || strings.ContainsRune("IVXLCDMИВХ", r) {
			letters = 0
			continue
		}
		letters++
		if letters > 2 {
			return true
		}
	}
	return false
}
