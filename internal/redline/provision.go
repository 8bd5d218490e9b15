package redline

import (
	"slices"
	"strings"

	"github.com/rasprava/rasprava/internal/act"
)

// A Provision is what became of one paragraph, point, subpoint or indent of a changed article, or of several after a split or a merge. Old,
// New and the flags mean what they mean in a Change; Edited and Typographic speak of the words of the provision itself and not of what
// stands under it, which has entries of its own. Of what was added or removed with all that stands under it only the topmost provision is
// listed. A provision that left its article for another is listed in both, as moved. Spans, which cover its whole text, are there when it
// was moved: see Move. OldWays and NewWays, which are there of what was split or merged among its siblings, lead from the article to each of Old
// and New.
type Provision struct {
	Level       string   `json:"level"`
	Old         []string `json:"old"`
	New         []string `json:"new"`
	OldLabel    string   `json:"old_label,omitempty"`
	NewLabel    string   `json:"new_label,omitempty"`
	Edited      bool     `json:"edited"`
	Typographic bool     `json:"typographic"`
	Moved       bool     `json:"moved"`
	Renumbered  bool     `json:"renumbered"`
	Repealed    bool     `json:"repealed,omitempty"`
	OldWays     [][]Step `json:"old_ways,omitempty"`
	NewWays     [][]Step `json:"new_ways,omitempty"`
	Spans       []Span   `json:"spans,omitempty"`
}

// Added says that the provision stands only in the new act.
func (p *Provision) Added() bool { return len(p.Old) == 0 }

// Removed says that the provision stands only in the old act.
func (p *Provision) Removed() bool { return len(p.New) == 0 }

// Split says that one provision became several.
func (p *Provision) Split() bool { return len(p.Old) == 1 && len(p.New) > 1 }

// Merged says that several provisions became one.
func (p *Provision) Merged() bool { return len(p.Old) > 1 && len(p.New) == 1 }

// An inner is one provision inside the articles of a change.
type inner struct {
	node   *act.Node
	parent int // among the inner provisions of its side; none directly under the article
	before int // the sibling before it, and the one behind; none where it is the first, the last
	after  int
	other  int // its counterpart inside the change; none where it has none there
	lone   bool
	with   []int // of those split off it (new side) or merged into it (old side)
	taken  bool
	moved  bool
}

// An inside is a change looked at from below its article.
type inside struct {
	c        *comparison
	old, new []inner
	out      []Provision
	text     string   // of the new articles
	written  [][2]int // its typographic stretches, in bytes
	at       int      // what of the text lies before the provision reported last
}

// insideOf looks into a matched pair of articles from below; nil where nothing differs there.
func (c *comparison) insideOf(i, j int) (*inside, error) {
	olds, news := childrenOf(c.old, i, c.oldWith[j]), childrenOf(c.new, j, c.newWith[j])
	if sameNodes(olds, news) && sameNumbers(olds, news) {
		return nil, nil
	}
	in := &inside{c: c, old: flatten(make([]inner, 0, countNodes(olds)), olds, none), new: flatten(make([]inner, 0, countNodes(news)), news, none)}
	in.connect()
	in.markMoves()
	return in, in.findSplits()
}

// provisions returns what became of the provisions inside a matched pair of articles, whose redline the spans are and whose new text is
// given.
func (c *comparison) provisions(p place, spans []Span, text string) ([]Provision, error) {
	in := c.insides[p.new]
	if in == nil {
		return nil, nil
	}
	in.text, in.written = text, typographicRanges(spans)
	in.listed(p, spans)
	err := in.report()
	if err != nil {
		return nil, err
	}
	in.cascades(c.articlesOf(c.old, p.old, c.oldWith[p.new]), c.articlesOf(c.new, p.new, c.newWith[p.new]))
	return in.out, nil
}

func sameNumbers(old, new []*act.Node) bool {
	for k := range old {
		if old[k].Label != new[k].Label || old[k].Number != new[k].Number || !sameNumbers(old[k].Children, new[k].Children) {
			return false
		}
	}
	return true
}

// countNodes counts provisions and what stands below them.
func countNodes(nodes []*act.Node) int {
	n := len(nodes)
	for _, node := range nodes {
		n += countNodes(node.Children)
	}
	return n
}

func flatten(into []inner, nodes []*act.Node, parent int) []inner {
	before := none
	for _, n := range nodes {
		k := len(into)
		into = append(into, inner{node: n, parent: parent, before: before, after: none, other: none})
		if before != none {
			into[before].after = k
		}
		before = k
		into = flatten(into, n.Children, k)
	}
	return into
}

// connect finds the counterparts.
func (in *inside) connect() {
	at := make(map[string]int, len(in.old))
	for i := range in.old {
		o := &in.old[i]
		at[o.node.ID] = i
		o.lone = in.c.below.toNew[o.node.ID] == ""
	}
	for j := range in.new {
		n := &in.new[j]
		id, ok := in.c.below.toOld[n.node.ID]
		if !ok {
			n.lone = true
			continue
		}
		if i, here := at[id]; here {
			n.other, in.old[i].other = i, j
		}
	}
}

// markMoves marks what stands out of order among its siblings or under another provision, and what came from or went to another article.
func (in *inside) markMoves() {
	for i := range in.old {
		in.old[i].moved = !in.old[i].lone && in.old[i].other == none
	}
	groups := map[int][]match{}
	var order []int
	for j := range in.new {
		n := &in.new[j]
		i := n.other
		if i == none {
			n.moved = !n.lone
			continue
		}
		above := in.oldAbove(i)
		if above != in.newAbove(j) {
			n.moved = true
			continue
		}
		if groups[above] == nil {
			order = append(order, above)
		}
		groups[above] = append(groups[above], match{old: i, new: j})
	}
	for _, above := range order {
		ms := groups[above]
		if slices.IsSortedFunc(ms, func(a, b match) int { return a.old - b.old }) {
			continue // most stand in the order in which they stood
		}
		weights := make([]int, len(ms))
		for k, m := range ms {
			// A note of repeal is where it is because of what was there, and moves nothing.
			in.new[m.new].moved = !repealedSince(in.old[m.old].node, in.new[m.new].node)
			o, n := in.old[m.old].node, in.new[m.new].node
			weights[k] = weightInPlace(o.Label, n.Label, wordsUnder(n))
		}
		for _, m := range longestRise(ms, weights) {
			in.new[m.new].moved = false
		}
	}
}

// wordsUnder counts the words of a provision with all that stands under it.
func wordsUnder(n *act.Node) int {
	words := 0
	for range strings.FieldsSeq(n.Text) {
		words++
	}
	for _, c := range n.Children {
		words += wordsUnder(c)
	}
	return words
}

// oldAbove returns what of the new side continues the nearest provision above old i that has a counterpart here.
func (in *inside) oldAbove(i int) int {
	for p := in.old[i].parent; p != none; p = in.old[p].parent {
		if in.old[p].other != none {
			return in.old[p].other
		}
	}
	return none
}

func (in *inside) newAbove(j int) int {
	for q := in.new[j].parent; q != none; q = in.new[q].parent {
		if in.new[q].other != none {
			return q
		}
	}
	return none
}

// findSplits hangs an added provision on the sibling beside it that lost what it holds, and a removed one on the sibling that took it up.
func (in *inside) findSplits() error {
	for j := range in.new {
		i := in.new[j].other
		if i == none || in.old[i].node.Text == in.new[j].node.Text && len(in.old[i].node.Children) == len(in.new[j].node.Children) {
			continue
		}
		if !in.loneBeside(in.new, j) && !in.loneBeside(in.old, i) {
			continue
		}
		ow, err := in.c.innerPairs(in.old[i].node)
		if err != nil {
			return err
		}
		nw, err := in.c.innerPairs(in.new[j].node)
		if err != nil {
			return err
		}
		in.new[j].with, err = in.absorb(in.new, j, without(ow, nw))
		if err != nil {
			return err
		}
		if len(in.new[j].with) > 0 {
			continue
		}
		in.old[i].with, err = in.absorb(in.old, i, without(nw, ow))
		if err != nil {
			return err
		}
	}
	return nil
}

func (in *inside) loneBeside(list []inner, k int) bool {
	b, a := list[k].before, list[k].after
	return b != none && list[b].lone || a != none && list[a].lone
}

// absorb takes lone siblings beside k, nearest first, as long as rest covers them.
func (in *inside) absorb(list []inner, k int, rest []wordPair) ([]int, error) {
	var taken []int
	var failed error
	take := func(s int) bool {
		if len(rest) < leastLeft || !list[s].lone || list[s].taken || list[s].node.Kind != list[k].node.Kind {
			return false
		}
		it := newItem(list[s].node)
		failed = it.read(in.c.vocabulary)
		if failed != nil || !in.c.coversPart(&rest, it) {
			return false
		}
		list[s].taken = true
		in.c.joined[list[s].node] = true
		taken = append(taken, s)
		return true
	}
	for s := list[k].after; s != none && take(s); s = list[s].after {
	}
	for s := list[k].before; s != none && take(s); s = list[s].before {
	}
	return taken, failed
}

func (c *comparison) innerPairs(n *act.Node) ([]wordPair, error) {
	it := newItem(n)
	err := it.read(c.vocabulary)
	return it.wordPairs(), err
}

// report lists what happened in the order of the new text; what was removed stands behind what came before it.
func (in *inside) report() error {
	behind := make([][]int, len(in.new)+1)
	last := 0
	for i := range in.old {
		o := &in.old[i]
		switch {
		case o.other != none:
			if !in.new[o.other].moved {
				last = o.other + 1
			}
		case !o.taken:
			behind[last] = append(behind[last], i)
		}
	}
	for j := -1; j < len(in.new); j++ {
		if j >= 0 && !in.new[j].taken {
			err := in.reportNew(j)
			if err != nil {
				return err
			}
		}
		for _, i := range behind[j+1] {
			err := in.reportOld(i)
			if err != nil {
				return err
			}
		}
	}
	return nil
}

func (in *inside) reportNew(j int) error {
	n := &in.new[j]
	switch {
	case n.lone:
		if above := n.parent; above == none || !in.new[above].lone || in.new[above].taken {
			in.add([]*act.Node{}, []*act.Node{n.node}, Provision{})
		}
		return nil
	case n.other == none:
		old := in.c.below.scattered[n.node.ID]
		if old == nil {
			return nil // goes with what stands above it
		}
		return in.compare([]*act.Node{old}, []*act.Node{n.node}, true)
	}
	olds, news := []*act.Node{}, []*act.Node{}
	for _, k := range members(n.other, in.old[n.other].with) {
		olds = append(olds, in.old[k].node)
	}
	for _, k := range members(j, n.with) {
		news = append(news, in.new[k].node)
	}
	return in.compare(olds, news, n.moved)
}

func (in *inside) reportOld(i int) error {
	o := &in.old[i]
	if o.lone {
		if above := o.parent; above == none || !in.old[above].lone || in.old[above].taken {
			in.add([]*act.Node{o.node}, []*act.Node{}, Provision{})
		}
		return nil
	}
	id := in.c.below.toNew[o.node.ID]
	if in.c.below.scattered[id] != o.node {
		return nil
	}
	new := in.c.following.newNodes[id]
	return in.compare([]*act.Node{o.node}, []*act.Node{new}, true)
}

func (in *inside) add(olds, news []*act.Node, p Provision) {
	p.Old, p.New = []string{}, []string{}
	for _, n := range olds {
		p.Old = append(p.Old, n.ID)
	}
	for _, n := range news {
		p.New = append(p.New, n.ID)
	}
	if len(olds) > 0 {
		p.Level, p.OldLabel = string(olds[0].Kind), olds[0].Label
	}
	if len(news) > 0 {
		p.Level, p.NewLabel = string(news[0].Kind), news[0].Label
	}
	if p.Split() || p.Merged() {
		p.OldWays, p.NewWays = in.ways(in.old, olds), in.ways(in.new, news)
		if p.OldWays == nil || p.NewWays == nil || olds[0].Kind != news[0].Kind {
			p.OldWays, p.NewWays = nil, nil
		}
	}
	in.out = append(in.out, p)
}

// articlesOf returns in which article each inner provision of a change stands, of those that were split or merged too.
func (c *comparison) articlesOf(us []unit, k int, with []int) []*act.Node {
	var out []*act.Node
	for _, m := range members(k, with) {
		for range countNodes(us[m].own.Children) {
			out = append(out, us[m].node)
		}
	}
	return out
}

// cascades adds the renumberings of siblings; olds and news are the articles in which the inner provisions stand.
func (in *inside) cascades(olds, news []*act.Node) {
	if !in.renumbers() {
		return
	}
	type siblings struct {
		parent   int
		old, new *act.Node // the articles
	}
	oldPlaces, newPlaces := siblingPlaces(in.old), siblingPlaces(in.new)
	byParent := map[siblings]*cascader{}
	var order []*cascader
	for j := range in.new {
		n := &in.new[j]
		if n.taken {
			continue
		}
		at := siblings{parent: n.parent, old: olds[0], new: news[j]}
		if n.other != none {
			at.old = olds[n.other]
		}
		s := byParent[at]
		if s == nil {
			s = &cascader{within: &IDPair{Old: at.old.ID, New: at.new.ID}, oldWay: []Step{stepOf(at.old)}, newWay: []Step{stepOf(at.new)}}
			if n.parent != none && in.new[n.parent].other != none {
				from := in.new[n.parent].other
				s.within = &IDPair{Old: in.old[from].node.ID, New: in.new[n.parent].node.ID}
				s.oldWay, s.newWay = in.wayTo(in.old, from, s.oldWay), in.wayTo(in.new, n.parent, s.newWay)
			}
			byParent[at] = s
			order = append(order, s)
		}
		if n.other == none || n.moved {
			s.end()
			continue
		}
		o := &in.old[n.other]
		plain := len(o.with) == 0 && len(n.with) == 0 && otherNumber(o.node.Number, n.node.Number) && o.node.Number != "" && n.node.Number != "" && o.node.Kind == n.node.Kind
		if plain && string(n.node.Kind) != s.level {
			s.end()
			s.level = string(n.node.Kind)
		}
		s.offer(place{old: oldPlaces[n.other], new: newPlaces[j]}, o.node, n.node, plain)
	}
	for _, s := range order {
		in.c.cascades = append(in.c.cascades, s.done...)
	}
}

// renumbers reports whether a provision and the one that it continues have different numbers.
func (in *inside) renumbers() bool {
	for j := range in.new {
		if n := &in.new[j]; n.other != none && otherNumber(in.old[n.other].node.Number, n.node.Number) {
			return true
		}
	}
	return false
}

// wayTo returns the way from an article to what stands in it, without the only paragraph that has no number, as acts name it.
func (in *inside) wayTo(list []inner, k int, article []Step) []Step {
	var below []Step
	for ; k != none; k = list[k].parent {
		n := &list[k]
		if alone := n.before == none && n.after == none && n.node.Kind == act.KindParagraph && n.node.Label == ""; !alone {
			below = append(below, stepOf(n.node))
		}
	}
	slices.Reverse(below)
	return append(slices.Clone(article), below...)
}

// siblingPlaces returns the place of each provision among those under the same one.
func siblingPlaces(list []inner) []int {
	next := map[int]int{}
	out := make([]int, len(list))
	for k := range list {
		out[k] = next[list[k].parent]
		next[list[k].parent]++
	}
	return out
}
