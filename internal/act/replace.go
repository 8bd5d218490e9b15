package act

import "strings"

// WithTexts returns the text of the whole act, as PlainText gives it, with those
// of some provisions, each with all that stands under it, replaced by what texts
// holds for their ids; false when one of them is not there, or stands under
// another. An empty text takes a provision out.
func (a *Act) WithTexts(texts map[string]string) (string, bool) {
	r := replacer{texts: texts}
	r.act(a)
	return r.w.b.String(), r.found == len(texts)
}

// replacer writes an act, and for some of its provisions another text.
type replacer struct {
	w     textWriter
	texts map[string]string
	found int
	put   stretch   // where the last of the texts stands
	marks []stretch // tables and headings
}

func (r *replacer) act(a *Act) {
	for i, n := range a.Body {
		if i == a.TitleAfter {
			r.w.title(a.Title)
		}
		r.node(n)
	}
	if a.TitleAfter >= len(a.Body) {
		r.w.title(a.Title)
	}
}

func (r *replacer) node(n *Node) {
	if text, ok := r.texts[n.ID]; ok {
		r.found++
		text = strings.Trim(text, "\n")
		switch {
		case text == "":
		case n.apart():
			r.w.gap()
			r.w.b.WriteString(text)
		default:
			r.w.line(text)
		}
		r.put = stretch{from: r.w.b.Len() - len(text), to: r.w.b.Len()}
		return
	}
	own := *n
	own.Children = nil
	before := r.w.b.Len()
	r.w.node(&own)
	after := r.w.b.Len()
	switch {
	case n.Table && n.Text != "":
		r.marks = append(r.marks, stretch{from: after - len(n.Text), to: after, table: true})
	case n.apart() && n.Heading != "":
		r.marks = append(r.marks, stretch{from: before + len("\n\n")*min(before, 1), to: after - len(n.Text)})
	}
	for _, c := range n.Children {
		r.node(c)
	}
}

// apart reports whether an empty line stands before a provision.
func (n *Node) apart() bool {
	switch n.Kind {
	case KindPart, KindTitle, KindChapter, KindSection, KindSubsection, KindArticle, KindAnnex, KindPreamble:
		return n.Label+n.Heading+n.Text != ""
	}
	return false
}
