package redline

import (
	"slices"

	"github.com/rasprava/rasprava/internal/act"
)

func newCarrier(v *vocabulary, old, new *act.Act) (*Carrier, error) {
	cmp, err := newComparison(&workroom{vocabulary: v}, old, new)
	if err != nil {
		return nil, err
	}
	cmp.align()
	err = cmp.pairs()
	if err != nil {
		return nil, err
	}
	c := &Carrier{vocabulary: v, steps: 1}
	c.old, err = newStream(v, old, cmp.old)
	if err != nil {
		return nil, err
	}
	c.new, err = newStream(v, new, cmp.new)
	if err != nil {
		return nil, err
	}
	c.toNew, c.toOld = noneList(len(c.old.tokens)), noneList(len(c.new.tokens))
	c.counterpart = noneList(len(c.old.provisions))
	for k := range c.new.provisions {
		o, ok := c.old.byID[cmp.below.toOld[c.new.provisions[k].node.ID]]
		if ok && c.counterpart[o] == none {
			c.counterpart[o] = int32(k)
		}
	}
	c.followMerged(cmp)
	c.followSplit(cmp)
	c.rewritten = cmp.rewritten
	c.markAlone()
	c.mapWords(cmp)
	slices.SortFunc(c.replaced, func(a, b edit) int { return a.o0 - b.o0 })
	return c, nil
}

// followMerged gives every article that went into another one that one for its counterpart.
func (c *Carrier) followMerged(cmp *comparison) {
	for j, with := range cmp.oldWith {
		for _, i := range with {
			o, there := c.old.byID[cmp.old[i].node.ID]
			n, known := c.new.byID[cmp.new[j].node.ID]
			if there && known && c.counterpart[o] == none {
				c.counterpart[o] = n
			}
		}
	}
}

// followSplit notes which articles went off which.
func (c *Carrier) followSplit(cmp *comparison) {
	c.splitOff = map[crossing]bool{}
	for j, with := range cmp.newWith {
		for _, k := range with {
			o, there := c.old.byID[cmp.old[cmp.toOld[j]].node.ID]
			n, known := c.new.byID[cmp.new[k].node.ID]
			if there && known {
				c.splitOff[crossing{from: o, to: n}] = true
			}
		}
	}
}

// wentOff tells a quote of a provision that is continued, in an article split off its own, by provision q of the new act.
func (c *Carrier) wentOff(x *extent, q int32) bool {
	p := c.old.innermost(x.first, x.last)
	return p != none && q != none && c.counterpart[p] == q && c.splitOff[crossing{from: c.old.articleOf(p), to: c.new.articleOf(q)}]
}

// markAlone marks the provisions that continue none and that none continues.
func (c *Carrier) markAlone() {
	for k := range c.new.provisions {
		c.new.provisions[k].alone = true
	}
	for o, n := range c.counterpart {
		c.old.provisions[o].alone = n == none
		if n != none {
			c.new.provisions[n].alone = false
		}
	}
}

// mapWords finds for each word of the old act the one of the new act that continues it: provision by provision, and then what went from one
// provision into another.
func (c *Carrier) mapWords(cmp *comparison) {
	c.mapText(&cmp.differ, c.old.titleTokens(), c.new.titleTokens())
	for o, n := range c.counterpart {
		if n != none {
			p, q := &c.old.provisions[o], &c.new.provisions[n]
			c.mapText(&cmp.differ, span(p.ownFrom, p.ownTo), span(q.ownFrom, q.ownTo))
		}
	}
	for j := range cmp.new {
		if i := cmp.toOld[j]; i != none {
			c.mapAcross(&cmp.differ, members(i, cmp.oldWith[j]), members(j, cmp.newWith[j]))
		}
	}
	c.replaced = slices.DeleteFunc(c.replaced, func(e edit) bool { return mapped(c.toNew[e.o0:e.o1]) || mapped(c.toOld[e.n0:e.n1]) })
}

// mapped tells whether any of some tokens has a counterpart.
func mapped(to []int32) bool {
	return slices.ContainsFunc(to, func(t int32) bool { return t != none })
}

func (s *stream) titleTokens() []int32 {
	if len(s.unitAt) == 0 {
		return nil
	}
	return span(0, s.unitAt[0])
}

func span(from, to int32) []int32 {
	out := make([]int32, 0, max(0, to-from))
	for t := from; t < to; t++ {
		out = append(out, t)
	}
	return out
}

func (s *stream) pick(at []int32) []token {
	if len(at) == 0 {
		return nil
	}
	if first, last := at[0], at[len(at)-1]; int(last-first)+1 == len(at) {
		return s.tokens[first : last+1]
	}
	out := make([]token, len(at))
	for i, t := range at {
		out[i] = s.tokens[t]
	}
	return out
}

// mapText compares two lists of tokens as the redline does and keeps what became of each.
func (c *Carrier) mapText(d *wordDiffer, olds, news []int32) {
	o, n := c.old.pick(olds), c.new.pick(news)
	if sameKeys(o, n) {
		for k := range olds {
			c.join(olds[k], news[k])
		}
		return
	}
	for _, e := range c.script(d, o, n) {
		if e.same {
			for k := range e.o1 - e.o0 {
				c.join(olds[e.o0+k], news[e.n0+k])
			}
			continue
		}
		if e.o0 < e.o1 && e.n0 < e.n1 {
			c.replaced = append(c.replaced, edit{o0: int(olds[e.o0]), o1: int(olds[e.o1-1]) + 1, n0: int(news[e.n0]), n1: int(news[e.n1-1]) + 1})
		}
	}
}

// script compares two texts as the redline does; words that differ in capitals alone are the same.
func (c *Carrier) script(d *wordDiffer, o, n []token) []edit {
	edits := tidy(compareTexts(d, o, n), o, n)
	for k := range edits {
		e := &edits[k]
		e.same = e.same || e.o1-e.o0 == e.n1-e.n0 && c.vocabulary.sameButCapitals(o[e.o0:e.o1], n[e.n0:e.n1])
	}
	return edits
}

// join says that a word of the old act is continued by one of the new act, unless either has another.
func (c *Carrier) join(o, n int32) {
	if c.toNew[o] == none && c.toOld[n] == none {
		c.toNew[o], c.toOld[n] = n, o
	}
}
