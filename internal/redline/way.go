package redline

import "github.com/rasprava/rasprava/internal/act"

// A Step is one provision on the way from what an act is divided into to what stands in it: its kind, its number and its label as printed,
// which may be empty, and the heading of a division without a number or of two of one number that are named together.
type Step struct {
	Kind    string `json:"kind"`
	Number  string `json:"number"`
	Label   string `json:"label,omitempty"`
	Heading string `json:"heading,omitempty"`
}

// An Address is a provision of an act with the way to it.
type Address struct {
	ID  string `json:"id"`
	Way []Step `json:"way"`
}

func stepOf(n *act.Node) Step {
	s := Step{Kind: string(n.Kind), Number: n.Number, Label: oneLine(n.Label)}
	if n.Number == "" && isContainer(n.Kind) {
		s.Heading = oneLine(n.Heading)
	}
	return s
}

// divides tells a step that is a part, a chapter or what else groups articles.
func (s *Step) divides() bool { return isContainer(act.Kind(s.Kind)) }

// waysOf returns the ways to some provisions of an act by their ids: from the article that they stand in, from the annex where that has no
// articles, else from the outermost division. A division is its own way. The only paragraph of an article that has no number is left out, as acts
// do, but in those of Serbia where it is what is asked for.
func waysOf(a *act.Act, asked map[string]bool) map[string][]Step {
	ways := make(map[string][]Step, len(asked))
	var walk func(nodes []*act.Node, way []Step)
	walk = func(nodes []*act.Node, way []Step) {
		for _, n := range nodes {
			if len(ways) == len(asked) {
				return
			}
			here := way
			switch {
			case n.Kind == act.KindArticle, n.Kind == act.KindAnnex, isContainer(n.Kind) && holdsArticle(n):
				here = nil
			}
			named := append(here[:len(here):len(here)], stepOf(n))
			alone := len(nodes) == 1 && n.Kind == act.KindParagraph && n.Label == "" && len(here) > 0
			if !alone {
				here = named
			}
			switch {
			case asked[n.ID] && a.Profile == traditionSerbia:
				ways[n.ID] = named
			case asked[n.ID]:
				ways[n.ID] = here
			}
			walk(n.Children, here)
		}
	}
	walk(a.Body, nil)
	return ways
}
