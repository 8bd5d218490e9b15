package redline

import (
	"strings"

	"github.com/rasprava/rasprava/internal/act"
)

// childPairs finds which paragraphs, points and indents continue which, inside provisions that are already matched.
type childPairs struct {
	vocabulary *vocabulary
	room       *likenessRoom
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
	for j, i := range align(p.room, oldItems, newItems).toOld {
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

func (p *childPairs) items(nodes []*act.Node) ([]*item, error) {
	out := make([]*item, 0, len(nodes))
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

// matchScattered pairs paragraphs and points that left their provision for another one: those of enough words whose text, the mark that ends
// it aside, stands once among what is still without counterpart in each act, then those of more words that were edited on the way.
func (p *childPairs) matchScattered(old, new []unit) error {
	var olds, news []*item
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
	same := uniqueHashes(olds, news)
	usual := usualTexts(old, new, olds, same)
	for _, m := range same {
		o, n := olds[m.old], news[m.new]
		if !sameKeys(o.tokens, n.tokens) || !sameKind(o.node, n.node) || p.toNew[o.node.ID] != "" || p.toOld[n.node.ID] != "" || usual[closed(o.body)] {
			continue
		}
		err := p.pairScattered(o.node, n.node)
		if err != nil {
			return err
		}
	}
	for _, m := range p.editedElsewhere(olds, news) {
		o, n := olds[m.old].node, news[m.new].node
		if p.toNew[o.ID] != "" || p.toOld[n.ID] != "" {
			continue
		}
		err := p.pairScattered(o, n)
		if err != nil {
			return err
		}
	}
	p.keepTogether(old, new)
	return nil
}

// usualTexts returns those of the few words that were found without counterpart in both acts which stand in either of them again: words such as
// "other tasks in accordance with the law" end many lists, and what goes from one is not what comes into another.
func usualTexts(old, new []unit, olds []*item, found []match) map[string]bool {
	times := map[string]int{}
	for _, m := range found {
		if o := olds[m.old]; o.words < scatteredWords {
			times[closed(o.body)] = 0
		}
	}
	usual := map[string]bool{}
	if len(times) == 0 {
		return usual
	}
	var count func(nodes []*act.Node)
	count = func(nodes []*act.Node) {
		for _, n := range nodes {
			text := closed(n.Text)
			if k, asked := times[text]; asked {
				times[text] = k + 1
				usual[text] = usual[text] || k > 0
			}
			count(n.Children)
		}
	}
	for _, us := range [][]unit{old, new} {
		for text := range times {
			times[text] = 0
		}
		for k := range us {
			count(us[k].own.Children)
		}
	}
	return usual
}

// closed returns a text without the mark that ends it, which a provision changes with its place among others.
func closed(text string) string { return strings.TrimRight(text, closingMarks+" ") }

const closingMarks = ".,;"

// withoutClosing is closed of tokens.
func (p *childPairs) withoutClosing(ts []token) []token {
	for len(ts) > 0 && closed(p.vocabulary.text(ts[len(ts)-1])) == "" {
		ts = ts[:len(ts)-1]
	}
	return ts
}

// keepTogether forgets of what was found scattered that which still stands under the same provision: it went along with that one.
func (p *childPairs) keepTogether(old, new []unit) {
	if len(p.scattered) == 0 {
		return
	}
	above := map[*act.Node]*act.Node{}
	var walk func(n *act.Node)
	walk = func(n *act.Node) {
		for _, c := range n.Children {
			above[c] = n
			walk(c)
		}
	}
	for _, us := range [][]unit{old, new} {
		for k := range us {
			for _, n := range us[k].own.Children {
				walk(n)
			}
		}
	}
	for n, parent := range above {
		o := p.scattered[n.ID]
		if o != nil && above[o] != nil && p.toOld[parent.ID] == above[o].ID {
			delete(p.scattered, n.ID)
		}
	}
}

func (p *childPairs) pairScattered(old, new *act.Node) error {
	p.pair(old, new)
	p.scattered[new.ID] = old
	return p.match(old.Children, new.Children)
}

const (
	sentenceWords     = 4   // words of a paragraph that left its article from which it is looked for as it was
	scatteredWords    = 12  // words below which a provision that left its article is not looked for edited
	scatteredLikeness = 670 // per mille from which one found elsewhere is the same
	scatteredLead     = 100 // per mille by which it must be more alike than any other
)

// editedElsewhere returns the pairs of provisions without counterpart and of enough words that are much alike, each more alike than to any
// other.
func (p *childPairs) editedElsewhere(old, new []*item) []match {
	var olds, news []int
	for i := range old {
		if old[i].words >= scatteredWords && p.toNew[old[i].node.ID] == "" {
			olds = append(olds, i)
		}
	}
	for j := range new {
		if new[j].words >= scatteredWords && p.toOld[new[j].node.ID] == "" {
			news = append(news, j)
		}
	}
	candidates := p.room.likenesses(old, new, olds, news)
	oldRivals, newRivals := make([]rivals, len(old)), make([]rivals, len(new))
	for _, c := range candidates {
		oldRivals[c.old].add(c.score)
		newRivals[c.new].add(c.score)
	}
	var out []match
	for _, c := range candidates {
		if c.score >= scatteredLikeness && oldRivals[c.old].leads(c.score) && newRivals[c.new].leads(c.score) {
			out = append(out, match{old: c.old, new: c.new})
		}
	}
	return out
}

// rivals are the two best scores of a provision.
type rivals struct{ first, second int }

func (r *rivals) add(score int) {
	r.first, r.second = max(r.first, score), max(r.second, min(r.first, score))
}

func (r *rivals) leads(score int) bool {
	return score == r.first && score >= r.second+scatteredLead
}

func (p *childPairs) collect(nodes []*act.Node, into *[]*item, free func(id string) bool) error {
	for _, n := range nodes {
		if free(n.ID) {
			it := newItem(n)
			err := it.read(p.vocabulary)
			if err != nil {
				return err
			}
			if it.words >= fewWords || n.Kind == act.KindParagraph && it.words >= sentenceWords {
				it.tokens = p.withoutClosing(it.tokens)
				it.hash = hashKeys(it.tokens)
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
func uniqueHashes(old, new []*item) []match {
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
