package redline

import (
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/rasprava/rasprava/internal/act"
)

// A comparison holds both acts as units and what has been found out about them. A split or a merge stands as one matched pair of units,
// the others hanging on it.
type comparison struct {
	*workroom
	oldAct       *act.Act
	newAct       *act.Act
	old, new     []unit
	toOld, toNew []int
	oldWith      [][]int // by new unit: old units merged into it besides the one it continues
	newWith      [][]int // by new unit: new units split off the old one that it continues
	oldTaken     []bool  // stands in an oldWith
	newTaken     []bool  // stands in a newWith
	moved        []bool  // by new unit
	carried      []bool  // by new unit: a division that left its parent, or one in it
	below        childPairs
	rewritten    map[string]string  // by the old id, what stands in its place with other words
	rarity       *rarity            // nil until asked for
	insides      map[int]*inside    // by new unit: articles whose paragraphs differ
	joined       map[*act.Node]bool // paragraphs and points split off another or merged into it
	relocations  relocations
	following    following
	cascades     []Cascade
}

// newComparison reads both acts with the vocabulary of a room.
func newComparison(w *workroom, old, new *act.Act) (*comparison, error) {
	c := &comparison{workroom: w, oldAct: old, newAct: new}
	var err error
	c.old, err = unitsOf(old)
	if err != nil {
		return nil, fmt.Errorf("old act: %w", err)
	}
	c.new, err = unitsOf(new)
	if err != nil {
		return nil, fmt.Errorf("new act: %w", err)
	}
	err = readUnits(c.vocabulary, c.old, c.new)
	if err != nil {
		return nil, err
	}
	c.toOld, c.toNew = nones(len(c.new)), nones(len(c.old))
	c.oldWith, c.newWith = make([][]int, len(c.new)), make([][]int, len(c.new))
	c.oldTaken, c.newTaken = make([]bool, len(c.old)), make([]bool, len(c.new))
	c.moved = make([]bool, len(c.new))
	return c, nil
}

func unitsOf(a *act.Act) ([]unit, error) {
	if !utf8.ValidString(a.Title) {
		return nil, fmt.Errorf("read the name of the act: %w", errNotUTF8)
	}
	likely := 0
	a.Walk(func(n *act.Node, depth int) bool {
		if depth == 0 || n.Kind == act.KindArticle || isContainer(n.Kind) {
			likely++
		}
		return isContainer(n.Kind)
	})
	w := unitWalk{units: make([]unit, 0, likely)}
	w.walk(a.Body, none)
	return w.units, nil
}

func nones(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = none
	}
	return out
}

// align finds which unit continues which, what was moved, and what was split or merged.
func (c *comparison) align() {
	classes := []func(*unit) bool{
		func(u *unit) bool { return u.level == LevelArticle },
		c.isDivision,
		func(u *unit) bool { return u.level != LevelArticle && !isContainer(u.node.Kind) },
	}
	for k, class := range classes {
		if k == 1 {
			c.alignHeadings()
		}
		c.alignClass(class)
	}
	c.markDivisions()
	c.markMoves(classes[0])
	c.markMoves(classes[2])
	undone := c.findSplits()
	if c.keepNumbers() || undone {
		c.markMoves(classes[0])
	}
}

func (c *comparison) run() (*Redline, error) {
	c.align()
	err := c.pairs()
	if err != nil {
		return nil, err
	}
	c.letGo()
	c.following = newFollowing(c)
	c.cascades = append(c.divisionCascades(), c.articleCascades()...)
	err = c.lookInside()
	if err != nil {
		return nil, err
	}
	c.letGoOfRarity()
	joined := c.joins()
	named, steady := c.readNamed(joined)
	c.relocate()
	c.following.numbered()
	r := &Redline{
		Format: Format, Old: c.oldAct.Hash, New: c.newAct.Hash, Lang: c.newAct.Lang, Profile: c.newAct.Profile, pairs: c.below.toOld,
	}
	if c.oldAct.Lang != c.newAct.Lang {
		r.OldLang = c.oldAct.Lang
	}
	err = c.reportTitle(r)
	if err != nil {
		return nil, err
	}
	places := c.order()
	r.Changes = make([]Change, 0, c.countUnlike(places))
	for _, p := range places {
		err = c.report(r, p)
		if err != nil {
			return nil, err
		}
	}
	for k := range c.relocations.list {
		m, err := c.make(k)
		if err != nil {
			return nil, err
		}
		r.Moves = append(r.Moves, m.Move)
	}
	c.following.count(c.cascades)
	r.Cascades = c.cascades
	if !steady {
		r.References = referenceChanges(c.oldAct, c.newAct, r.pairs, joined, r.Changes, c.following.reading, named)
	}
	return r, nil
}

// letGo forgets what units are aligned by and a report does not need.
func (c *comparison) letGo() {
	if c.spare() {
		c.likeness = likenessRoom{}
	}
	for _, us := range [][]unit{c.old, c.new} {
		for k := range us {
			us[k].template, us[k].pairs = nil, nil
		}
	}
}

// letGoOfRarity forgets how rare words are, of which reports ask seldom and which is counted anew then.
func (c *comparison) letGoOfRarity() {
	if c.spare() {
		c.rarity, c.likeness = nil, likenessRoom{}
	}
}

// alignClass aligns the units of one class that have no counterpart yet.
func (c *comparison) alignClass(class func(*unit) bool) {
	olds, oldItems := freeUnits(c.old, c.toNew, class)
	news, newItems := freeUnits(c.new, c.toOld, class)
	if len(olds) == 0 || len(news) == 0 {
		return
	}
	a := align(&c.likeness, oldItems, newItems)
	for j, i := range a.toOld {
		if i != none {
			c.match(olds[i], news[j])
		}
	}
}

func freeUnits(us []unit, to []int, class func(*unit) bool) ([]int, []*item) {
	var indexes []int
	var items []*item
	for i := range us {
		if to[i] == none && class(&us[i]) {
			indexes = append(indexes, i)
			items = append(items, &us[i].item)
		}
	}
	return indexes, items
}

func (c *comparison) match(i, j int) {
	c.toNew[i], c.toOld[j] = j, i
}

// alignHeadings matches headings under which the same articles stand, or that have the same number and the same words as no other one.
func (c *comparison) alignHeadings() {
	votes := make(map[match]int)
	oldSize, newSize := make([]int, len(c.old)), make([]int, len(c.new))
	var pairs []match
	for i := range c.old {
		for p := c.old[i].parent; p != none; p = c.old[p].parent {
			oldSize[p]++
		}
	}
	for j := range c.new {
		for q := c.new[j].parent; q != none; q = c.new[q].parent {
			newSize[q]++
			if c.toOld[j] == none {
				continue
			}
			for p := c.old[c.toOld[j]].parent; p != none; p = c.old[p].parent {
				k := match{old: p, new: q}
				if votes[k] == 0 {
					pairs = append(pairs, k)
				}
				votes[k]++
			}
		}
	}
	for _, m := range c.sameHeadings() {
		if votes[m] == 0 {
			pairs = append(pairs, m)
		}
	}
	rank := make(map[match]int, len(pairs))
	for _, k := range pairs {
		o, n := &c.old[k.old], &c.new[k.new]
		share := 2000 * votes[k] / (oldSize[k.old] + newSize[k.new])
		if o.hash == n.hash && sameKeys(o.tokens, n.tokens) {
			share += 2000
		}
		if o.node.Kind == n.node.Kind {
			share += 100
		}
		if o.number == n.number {
			share += 20
		}
		rank[k] = share
	}
	slices.SortFunc(pairs, func(a, b match) int {
		switch {
		case rank[a] != rank[b]:
			return rank[b] - rank[a]
		case a.old != b.old:
			return a.old - b.old
		}
		return a.new - b.new
	})
	for _, k := range pairs {
		if rank[k] >= 600 && c.toNew[k.old] == none && c.toOld[k.new] == none {
			c.match(k.old, k.new)
		}
	}
}

// pairs finds which old provision each new one continues, units and all that stands in them.
func (c *comparison) pairs() error {
	c.below = childPairs{
		vocabulary: c.vocabulary, room: &c.likeness, toOld: make(map[string]string, len(c.new)*4), toNew: make(map[string]string, len(c.old)*4),
		scattered: map[string]*act.Node{},
	}
	for j := range c.new {
		i := c.toOld[j]
		if i == none {
			continue
		}
		c.below.pair(c.old[i].node, c.new[j].node)
		err := c.below.match(childrenOf(c.old, i, c.oldWith[j]), childrenOf(c.new, j, c.newWith[j]))
		if err != nil {
			return err
		}
	}
	err := c.below.matchScattered(c.old, c.new)
	if err == nil {
		c.rewrite()
	}
	return err
}

// childrenOf returns what stands in a unit and in those that go with it, in the order of the text.
func childrenOf(us []unit, k int, with []int) []*act.Node {
	if len(with) == 0 {
		return us[k].own.Children
	}
	var out []*act.Node
	for _, m := range members(k, with) {
		out = append(out, us[m].own.Children...)
	}
	return out
}
