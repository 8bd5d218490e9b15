package act

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// htmlKept gathers the words of elements of a page that are read as any others and are told of.
type htmlKept struct {
	element atom.Atom // the outermost that is open, 0 for none
	depth   int       // of its name
	words   strings.Builder
	texts   []string
}

// open takes the start of an element; told says that its words are told of.
func (k *htmlKept) open(t html.Token, told bool) {
	if t.Type != html.StartTagToken || t.DataAtom == 0 {
		return
	}
	switch {
	case k.element == 0 && told && !htmlVoid[t.DataAtom]:
		k.element, k.depth = t.DataAtom, 1
	case k.element == t.DataAtom:
		k.depth++
	}
}

func (k *htmlKept) close(a atom.Atom) {
	if k.element == 0 || a != k.element {
		return
	}
	if k.depth--; k.depth == 0 {
		k.element = 0
		k.next()
	}
}

// block ends a paragraph that no end tag ended before another block begins.
func (k *htmlKept) block() {
	if k.element == atom.P {
		k.element = 0
		k.next()
	}
}

func (k *htmlKept) take(s string) {
	if k.element != 0 {
		k.words.WriteString(s)
	}
}

// next keeps the words that were gathered as one text.
func (k *htmlKept) next() {
	keep(&k.texts, k.words.String())
	k.words.Reset()
}

// all returns the texts, with the one that no end tag ended.
func (k *htmlKept) all() []string {
	k.next()
	return k.texts
}

// htmlVoid are the elements that have no content and no end.
var htmlVoid = map[atom.Atom]bool{
	atom.Img: true, atom.Br: true, atom.Hr: true, atom.Input: true, atom.Meta: true, atom.Link: true, atom.Wbr: true, atom.Col: true, atom.Area: true,
	atom.Base: true, atom.Embed: true, atom.Source: true, atom.Track: true, atom.Param: true,
}

// unshown reports whether the element says of itself that it is not shown.
func unshown(t html.Token) bool {
	for _, a := range t.Attr {
		switch a.Key {
		case "hidden":
			return true
		case "style":
			style := strings.ToLower(strings.Join(strings.Fields(a.Val), ""))
			if strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden") {
				return true
			}
		}
	}
	return false
}
