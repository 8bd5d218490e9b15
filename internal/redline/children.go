package redline

import "github.com/rasprava/rasprava/internal/act"

// childPairs finds which paragraphs, points and indents continue which, inside provisions that are already matched.
type childPairs struct {
	vocabulary *vocabulary
	toOld      map[string]string
	toNew      map[string]string
	scattered  map[string]*act.Node // old provisions that left their article, by their new id
}

func (p *childPairs) pair(old, new *act.Node) {
	if old.ID == "" || new.ID == "" {
		return
	}
	p.toOld[new.ID] = old.ID
	p.toNew[old.ID] = new.ID
}

// match aligns two lists of provisions and what stands in them.
func (p *childPairs) match(old, new []*act.Node) error {
	if len(old) == 0 || len(new) == 0 {
		return nil
	}
	head := 0
	for head < len(old) && head < len(new) && sameNode(old[head], new[head]) {
		head++
	}
	tail := 0
	for tail < len(old)-head && tail < len(new)-head && sameNode(old[len(old)-1-tail], new[len(new)-1-tail]) {
		tail++
	}
	p.matchInOrder(old[:head], new[:head])
	p.matchInOrder(old[len(old)-tail:], new[len(new)-tail:])
	old, new = old[head:len(old)-tail], new[head:len(new)-tail]
	if len(old) == 0 || len(new) == 0 {
		return nil
	}
	oldItems, err := p.items(old)
	if err != nil {
		return err
	}
	newItems, err := p.items(new)
	if err != nil {
		return err
	}
	for j, i := range align(oldItems, newItems).toOld {
		if i == none {
			continue
		}
		p.pair(old[i], new[j])
		err = p.match(old[i].Children, new[j].Children)
		if err != nil {
			return err
		}
	}
	return nil
}

func (p *childPairs) items(nodes []*act.Node) ([]item, error) {
	out := make([]item, 0, len(nodes))
	for _, n := range nodes {
		it := newItem(n)
		err := it.read(p.vocabulary)
		if err != nil {
			return nil, err
		}
		out = append(out, it)
	}
	return out, nil
}

func (p *childPairs) matchInOrder(old, new []*act.Node) {
	for k := range old {
		p.pair(old[k], new[k])
		p.matchInOrder(old[k].Children, new[k].Children)
	}
}

func sameNodes(old, new []*act.Node) bool {
	if len(old) != len(new) {
		return false
	}
	for k := range old {
		if !sameNode(old[k], new[k]) {
			return false
		}
	}
	return true
}

func sameNode(o, n *act.Node) bool {
	return o.Kind == n.Kind && o.Text == n.Text && o.Heading == n.Heading && sameNodes(o.Children, n.Children)
}

// matchScattered pairs paragraphs and points that left their provision for another one unchanged: those of enough words whose text
// stands once among what is still without counterpart in each act.
func (p *childPairs) matchScattered(old, new []unit) error {
	var olds, news []item
	for k := range old {
		err := p.collect(old[k].own.Children, &olds, func(id string) bool { return p.toNew[id] == "" })
		if err != nil {
			return err
		}
	}
	for k := range new {
		err := p.collect(new[k].own.Children, &news, func(id string) bool { return p.toOld[id] == "" })
		if err != nil {
			return err
		}
	}
	for _, m := range uniqueHashes(olds, news) {
		o, n := olds[m.old], news[m.new]
		if !sameKeys(o.tokens, n.tokens) || o.node.Kind != n.node.Kind || p.toNew[o.node.ID] != "" || p.toOld[n.node.ID] != "" {
			continue
		}
		p.pair(o.node, n.node)
		p.scattered[n.node.ID] = o.node
		err := p.match(o.node.Children, n.node.Children)
		if err != nil {
			return err
		}
	}
	return nil
}

func (p *childPairs) collect(nodes []*act.Node, into *[]item, free func(id string) bool) error {
	for _, n := range nodes {
		if free(n.ID) {
			it := newItem(n)
			err := it.read(p.vocabulary)
			if err != nil {
				return err
			}
			if it.words >= fewWords {
				*into = append(*into, it)
			}
		}
		err := p.collect(n.Children, into, free)
		if err != nil {
			return err
		}
	}
	return nil
}

// uniqueHashes returns the pairs of items whose hash stands once in each list, in the order of the new ones.
func uniqueHashes(old, new []item) []match {
	oldAt, newCount := make(map[uint64]int, len(old)), make(map[uint64]int, len(new))
	for i, it := range old {
		if _, twice := oldAt[it.hash]; twice {
			i = none
		}
		oldAt[it.hash] = i
	}
	for _, it := range new {
		newCount[it.hash]++
	}
	var out []match
	for j, it := range new {
		i, ok := oldAt[it.hash]
		if ok && i != none && newCount[it.hash] == 1 {
			out = append(out, match{old: i, new: j})
		}
	}
	return out
}
