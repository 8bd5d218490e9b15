package act

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
)

// readOwnHTML reads a page that HTML wrote, back to the act it was written from. It
// returns nil for any other page, and for one that was changed so that it is no
// longer of that form.
func readOwnHTML(src []byte) *Act {
	if !bytes.Contains(src, []byte(`<article class="act"`)) {
		return nil
	}
	root := elementsOf(src)
	if root == nil {
		return nil
	}
	t := tree{profile: root.attr("data-profile"), lang: root.attr("lang"), roles: map[*Node]role{}, at: map[*Node]int{}}
	if profileNamed(t.profile) == nil || t.lang == "" {
		return nil
	}
	titled := false
	for _, c := range root.children {
		switch {
		case c.el == nil:
			if strings.TrimSpace(c.text) != "" {
				return nil
			}
		case c.el.name == "h1" && !titled:
			titled, t.after = true, len(t.body)
			t.title = c.el.flat()
		default:
			n := t.own(c.el)
			if n == nil {
				return nil
			}
			t.body = append(t.body, n)
		}
	}
	return t.act()
}

// The bounds of a page that HTML wrote; one beyond them is read as any other.
const (
	maxOwnDepth    = 200 // of elements one in another
	maxOwnElements = 300_000
)

// elementsOf returns the element that holds the act, nil where its tags do not match.
func elementsOf(src []byte) *element {
	z := html.NewTokenizer(bytes.NewReader(src))
	var open []*element
	count := 0
	for {
		switch z.Next() {
		case html.ErrorToken:
			return nil
		case html.TextToken:
			if n := len(open); n > 0 {
				open[n-1].children = append(open[n-1].children, child{text: string(z.Text())})
			}
		case html.StartTagToken:
			t := z.Token()
			if len(open) == 0 && (t.Data != "article" || attribute(t, "class") != "act") {
				continue
			}
			e := &element{name: t.Data}
			for _, a := range t.Attr {
				e.attrs = append(e.attrs, attr{name: a.Key, value: a.Val})
			}
			if n := len(open); n > 0 {
				open[n-1].children = append(open[n-1].children, child{el: e})
			}
			count++
			if open = append(open, e); len(open) > maxOwnDepth || count > maxOwnElements {
				return nil
			}
		case html.SelfClosingTagToken:
			if len(open) > 0 {
				return nil
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			n := len(open)
			switch {
			case n == 0:
			case open[n-1].name != string(name):
				return nil
			case n == 1:
				return open[0]
			default:
				open = open[:n-1]
			}
		}
	}
}

// htmlKinds are the kinds by the class of the elements that HTML writes.
var htmlKinds = func() map[string]Kind {
	m := map[string]Kind{}
	for kind := range segments {
		m[string(kind)] = kind
	}
	return m
}()

// own returns the provision that an element of our own page is, nil where it is
// none.
func (t *tree) own(e *element) *Node {
	kind := htmlKinds[e.attr("class")]
	if kind == "" || e.name != "section" && e.name != "div" {
		return nil
	}
	n := &Node{Kind: kind, ID: e.attr("id"), WID: e.attr("data-wid")}
	var lines []string
	started := false
	for _, c := range e.children {
		switch {
		case c.el == nil:
			if strings.TrimSpace(c.text) != "" {
				return nil
			}
		case c.el.attr("role") == "list":
			for _, item := range c.el.children {
				if item.el == nil && strings.TrimSpace(item.text) == "" {
					continue
				}
				if item.el == nil || !t.add(n, item.el) {
					return nil
				}
			}
		case c.el.name == "p", len(c.el.name) == 2 && c.el.name[0] == 'h':
			text, written := c.el.ownLine(n, started)
			if written {
				lines = append(lines, text)
			}
			started = true
		case c.el.name == "table":
			n.Table, n.Text = true, c.el.ownTable()
		default:
			if !t.add(n, c.el) {
				return nil
			}
		}
	}
	if !n.Table {
		n.Text = strings.Join(lines, "\n")
	} else if strings.Join(lines, "") != "" {
		return nil
	}
	for name, field := range map[string]*string{"data-label": &n.Label, "data-heading": &n.Heading} {
		if e.has(name) {
			*field = e.attr(name)
		}
	}
	n.HeadingAfter = n.HeadingAfter || e.has("data-heading-after")
	n.Number = numberShown(n)
	if e.has("data-number") {
		n.Number = e.attr("data-number")
	}
	if n.WID == "" {
		n.WID = n.ID
	}
	return n
}

func (t *tree) add(n *Node, e *element) bool {
	c := t.own(e)
	if c == nil {
		return false
	}
	n.Children = append(n.Children, c)
	return true
}

// ownLine takes label and heading out of a line of our own page and returns its
// text, and whether it is a line of the text at all. The first line of a provision
// may begin with its label.
func (e *element) ownLine(n *Node, started bool) (string, bool) {
	var b strings.Builder
	labelled := false
	for _, c := range e.children {
		if c.el == nil {
			b.WriteString(c.text)
			continue
		}
		text := c.el.flat()
		switch class := c.el.attr("class"); {
		case class == "label" && !started:
			n.HeadingAfter = n.HeadingAfter || e.name != "p" && n.Kind == KindArticle
			n.Label, labelled = text, true
			if n.Heading != "" {
				n.HeadingAfter = false
			}
		case class == "heading" && !started:
			n.Heading, labelled = text, true
		default:
			b.WriteString(text)
		}
	}
	if e.name != "p" {
		if n.Heading == "" {
			n.HeadingAfter = false
		}
		return b.String(), strings.TrimSpace(b.String()) != ""
	}
	text := b.String()
	if labelled {
		// A space stands behind each of label and heading.
		for _, part := range []string{n.Label, n.Heading} {
			if part != "" {
				text = strings.TrimPrefix(text, " ")
			}
		}
	}
	return text, true
}

// ownTable returns the rows of a table divided by line breaks, the cells by tabs.
func (e *element) ownTable() string {
	var rows []string
	for _, r := range e.children {
		if r.el == nil {
			continue
		}
		var cells []string
		for _, c := range r.el.children {
			if c.el != nil {
				cells = append(cells, c.el.flat())
			}
		}
		rows = append(rows, strings.Join(cells, "\t"))
	}
	return strings.Join(rows, "\n")
}
