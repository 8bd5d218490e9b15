package act

import (
	"sort"
	"unicode"
)

// places say at which character of the act, white space not counted, the text of
// each provision begins. An input and the act made of it have the same characters
// in the same order.
type places struct {
	starts []int
	ids    []string
	end    int
	beside map[string]bool // notes that stand elsewhere in the input
}

// placesOf returns the places of an act, without the notes that stand elsewhere in the input.
func placesOf(a *Act, beside map[string]bool) *places {
	p := &places{beside: beside}
	for i, n := range a.Body {
		if i == a.TitleAfter {
			p.end += dark(a.Title)
		}
		p.node(n)
	}
	if a.TitleAfter >= len(a.Body) {
		p.end += dark(a.Title)
	}
	return p
}

func (p *places) node(n *Node) {
	if n.Kind == KindNote && p.beside[n.Text] {
		return
	}
	p.starts = append(p.starts, p.end)
	p.ids = append(p.ids, n.ID)
	p.end += dark(n.Label) + dark(n.Heading) + dark(n.Text)
	for _, c := range n.Children {
		p.node(c)
	}
}

// at returns the ID of the provision that holds the character, empty in the title
// before the first one and behind the end.
func (p *places) at(character int) string {
	i := sort.Search(len(p.starts), func(i int) bool { return p.starts[i] > character })
	if i == 0 || character >= p.end {
		return ""
	}
	return p.ids[i-1]
}

// dark returns the number of characters that are no white space.
func dark(s string) int {
	n := 0
	for _, r := range s {
		if !unicode.IsSpace(r) {
			n++
		}
	}
	return n
}
