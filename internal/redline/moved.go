package redline

import (
	"fmt"
	"slices"
	"strings"

	"github.com/rasprava/rasprava/internal/act"
)

// A Move is a paragraph, a point or what else stands under an article, that stands elsewhere in the new act: under another provision or in
// another order. From and To say where, from the article down. Spans cover its whole text with all that stands under it; Edited says that
// words of it differ, its own number left aside, and Words how many, as in a Change. In the spans of the changes its text is deleted where it stood and inserted where it
// stands; these spans bear the number of the move.
type Move struct {
	Level  string `json:"level"`
	Old    string `json:"old"`
	New    string `json:"new"`
	From   []Step `json:"from"`
	To     []Step `json:"to"`
	Edited bool   `json:"edited"`
	Words  Words  `json:"words"`
	Spans  []Span `json:"spans"`
}

// A movedText is where the text of a moved provision stands in that of its unit, in bytes.
type movedText struct {
	from, to int
	move     int // from 0
}

// holds tells whether a stretch lies in another one.
func (s movedText) holds(in movedText) bool { return s.from <= in.from && in.to <= s.to }

// A relocation is a Move that is being made.
type relocation struct {
	old, new         *act.Node
	oldUnit, newUnit int
	made             bool
	Move
}

// relocations are the moves of provisions inside units, in the order of the new act, with the stretches of each unit: an outer one before
// those in it.
type relocations struct {
	list     []relocation
	old, new map[int][]movedText // by unit
	byNew    map[string]int      // by id
}

// lookInside finds what became of the provisions in every matched pair of articles, annexes and what else holds some, in which they differ.
func (c *comparison) lookInside() error {
	c.insides, c.joined = map[int]*inside{}, map[*act.Node]bool{}
	for j := range c.new {
		i := c.toOld[j]
		if i == none || c.new[j].level == LevelHeading || c.new[j].node.Kind == act.KindPreamble && !slices.ContainsFunc(c.new[j].own.Children, numbered) {
			continue
		}
		if len(c.oldWith[j]) == 0 && len(c.newWith[j]) == 0 && c.old[i].text == c.new[j].text && !c.moved[j] && c.old[i].number == c.new[j].number {
			continue
		}
		in, err := c.insideOf(i, j)
		if err != nil {
			return err
		}
		if in != nil {
			c.insides[j] = in
		}
	}
	return nil
}

// relocate finds which provisions inside units were moved.
func (c *comparison) relocate() {
	origins := map[*act.Node]*act.Node{} // old by new
	for _, in := range c.insides {
		for j := range in.new {
			if n := &in.new[j]; n.other != none && n.moved {
				origins[n.node] = in.old[n.other].node
			}
		}
	}
	if len(origins)+len(c.below.scattered) == 0 {
		return
	}
	sources := map[*act.Node]bool{}
	for _, o := range origins {
		sources[o] = true
	}
	for _, o := range c.below.scattered {
		sources[o] = true
	}
	homes := map[*act.Node]home{}
	for k := range c.old {
		standing(homes, &c.old[k], k, func(n *act.Node) bool { return sources[n] })
	}
	m := relocations{old: map[int][]movedText{}, new: map[int][]movedText{}, byNew: map[string]int{}}
	for k := range c.new {
		u := &c.new[k]
		here := map[*act.Node]home{}
		order := standing(here, u, k, func(n *act.Node) bool { return origins[n] != nil || c.below.scattered[n.ID] != nil })
		for _, n := range order {
			o := origins[n]
			if o == nil {
				o = c.below.scattered[n.ID]
			}
			from, ok := homes[o]
			to := here[n]
			if !ok || !isLines(c.old[from.unit].text, from.place) || !isLines(u.text, to.place) {
				continue
			}
			delete(homes, o)
			number := len(m.list)
			from.place.move, to.place.move = number, number
			m.byNew[n.ID] = number
			m.old[from.unit] = append(m.old[from.unit], from.place)
			m.new[k] = append(m.new[k], to.place)
			m.list = append(m.list, relocation{
				old: o, new: n, oldUnit: from.unit, newUnit: k,
				Move: Move{Level: string(n.Kind), Old: o.ID, New: n.ID, From: from.steps, To: to.steps},
			})
		}
	}
	for _, stretches := range []map[int][]movedText{m.old, m.new} {
		for _, list := range stretches {
			slices.SortStableFunc(list, func(a, b movedText) int {
				if a.from != b.from {
					return a.from - b.from
				}
				return b.to - a.to
			})
		}
	}
	c.relocations = m
}

// A home is where a provision stands: the unit, its text there, and the way to it.
type home struct {
	unit  int
	place movedText
	steps []Step
}

// standing finds those provisions below a unit that are asked for and have a text, and returns them in the order of the text.
func standing(into map[*act.Node]home, u *unit, index int, asked func(n *act.Node) bool) []*act.Node {
	var order []*act.Node
	var places map[*act.Node]act.Place
	way := []Step{stepOf(u.node)}
	var walk func(nodes []*act.Node)
	walk = func(nodes []*act.Node) {
		for _, n := range nodes {
			here := len(way)
			way = append(way, stepOf(n))
			if alone := len(nodes) == 1 && n.Kind == act.KindParagraph && n.Label == "" && !asked(n); alone {
				way = way[:here] // as acts do, which then name the article and the point
			}
			if asked(n) {
				if places == nil {
					places = placesIn(u)
				}
				at := places[n]
				place := movedText{from: at.From, to: lastPlace(n, places)}
				if place.from < place.to {
					into[n] = home{unit: index, place: place, steps: slices.Clone(way)}
					order = append(order, n)
				}
			}
			walk(n.Children)
			way = way[:here]
		}
	}
	walk(u.own.Children)
	return order
}

func placesIn(u *unit) map[*act.Node]act.Place {
	list := u.own.AppendPlaces(nil)
	out := make(map[*act.Node]act.Place, len(list))
	for _, p := range list {
		out[p.Node] = p
	}
	return out
}

// lastPlace returns where the text of a provision ends, with all that stands under it.
func lastPlace(n *act.Node, places map[*act.Node]act.Place) int {
	end := places[n].To
	for _, c := range n.Children {
		end = max(end, lastPlace(c, places))
	}
	return end
}

// isLines tells whether a stretch of a text is one line or several, without spaces at its ends.
func isLines(text string, s movedText) bool {
	return (s.from == 0 || text[s.from-1] == '\n') && (s.to == len(text) || text[s.to] == '\n') &&
		strings.TrimSpace(text[s.from:s.to]) == text[s.from:s.to]
}

// outermost returns those stretches that lie in no other one.
func outermost(list []movedText) []movedText {
	var out []movedText
	for _, s := range list {
		if len(out) == 0 || !out[len(out)-1].holds(s) {
			out = append(out, s)
		}
	}
	return out
}

// within returns the outermost of the stretches that lie in that of a move, counted from its beginning.
func within(list []movedText, move int) []movedText {
	k := slices.IndexFunc(list, func(s movedText) bool { return s.move == move })
	outer := list[k]
	var inner []movedText
	for _, s := range list[k+1:] {
		if outer.holds(s) {
			inner = append(inner, movedText{from: s.from - outer.from, to: s.to - outer.from, move: s.move})
		}
	}
	return outermost(inner)
}

// make compares the words of a moved provision and of those that were moved in it.
func (c *comparison) make(move int) (*relocation, error) {
	m := &c.relocations.list[move]
	if m.made {
		return m, nil
	}
	m.made = true
	olds, err := c.sideOf(m.old, within(c.relocations.old[m.oldUnit], move), Deleted)
	if err != nil {
		return nil, err
	}
	news, err := c.sideOf(m.new, within(c.relocations.new[m.newUnit], move), Inserted)
	if err != nil {
		return nil, err
	}
	s, err := c.compareSides(&olds, &news, false, false)
	if err != nil {
		return nil, fmt.Errorf("compare %s with %s: %w", m.old.ID, m.new.ID, err)
	}
	var judged Change
	judged.judge(s.edits, &s.old, &s.new)
	m.Edited, m.Spans, m.Words = judged.Edited || len(olds.cuts)+len(news.cuts) > 0, s.spans, s.words
	return m, nil
}

// sideOf returns a moved provision as a side of its own.
func (c *comparison) sideOf(n *act.Node, inner []movedText, op string) (side, error) {
	text, places := n.PlainTextPlaces()
	s := side{ids: []string{n.ID}, text: text, shared: true}
	var err error
	s.tokens, err = c.vocabulary.tokens(text)
	if err != nil {
		return side{}, err
	}
	s.own, s.told = make([]bool, len(s.tokens)), make([]bool, len(s.tokens))
	if n.Label != "" {
		mark(s.own, s.tokens, 0, len(n.Label)+1)
	}
	for _, p := range places {
		if c.continued(p.Node, op) {
			mark(s.told, s.tokens, p.From, p.From+len(p.Node.Label))
		}
	}
	if op == Deleted {
		c.following.cite(&s, places, 0)
	}
	s.cut(inner)
	return s, nil
}

// continued tells whether a provision of the side of an op continues in the other act, so that its number is told of by itself.
func (c *comparison) continued(n *act.Node, op string) bool {
	if n.Label == "" {
		return false
	}
	if op == Deleted {
		return c.below.toNew[n.ID] != "" || c.joined[n]
	}
	return c.below.toOld[n.ID] != "" || c.joined[n]
}
