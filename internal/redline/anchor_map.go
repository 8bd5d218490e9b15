package redline

import (
	"slices"

	"github.com/rasprava/rasprava/internal/act"
)

func newCarrier(v *vocabulary, old, new *act.Act) (*Carrier, error) {
	cmp, err := newComparison(v, old, new)
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

// mapWords finds for each word of the old act the one of the new act that continues it.
func (c *Carrier) mapWords(cmp *comparison) {
	c.mapText(&cmp.differ, c.old.titleTokens(), c.new.titleTokens())
	for j := range cmp.new {
		i := cmp.toOld[j]
		if i == none {
			continue
		}
		c.mapText(&cmp.differ, c.old.unitTokens(members(i, cmp.oldWith[j])), c.new.unitTokens(members(j, cmp.newWith[j])))
	}
	c.mapProvisions(&cmp.differ)
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

// unitTokens lists the tokens of units, with the line break before each but the first.
func (s *stream) unitTokens(units []int) []int32 {
	var out []int32
	for n, k := range units {
		from, to := s.unitAt[k], s.unitAt[k+1]
		if k+2 < len(s.unitAt) {
			to-- // the line break before the next unit
		}
		if n > 0 {
			from--
		}
		out = append(out, span(from, to)...)
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
	for _, e := range tidy(compareTexts(d, o, n), o, n) {
		if e.same || e.o1-e.o0 == e.n1-e.n0 && c.vocabulary.sameButCapitals(o[e.o0:e.o1], n[e.n0:e.n1]) {
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

// join says that a word of the old act is continued by one of the new act, unless either has another.
func (c *Carrier) join(o, n int32) {
	if c.toNew[o] == none && c.toOld[n] == none {
		c.toNew[o], c.toOld[n] = n, o
	}
}

// part leaves the words of the old act, and those of the new one, without the counterparts that were found for them.
func (c *Carrier) part(olds, news []int32) {
	for _, o := range olds {
		if n := c.toNew[o]; n != none {
			c.toNew[o], c.toOld[n] = none, none
		}
	}
	for _, n := range news {
		if o := c.toOld[n]; o != none {
			c.toNew[o], c.toOld[n] = none, none
		}
	}
}

// mapProvisions compares the paragraphs and points that continue each other out of order or under another provision, so that their words
// were not found where the text around them is.
func (c *Carrier) mapProvisions(d *wordDiffer) {
	for o, n := range c.counterpart {
		if n == none {
			continue
		}
		p, q := &c.old.provisions[o], &c.new.provisions[n]
		olds, news := span(p.ownFrom, p.ownTo), span(q.ownFrom, q.ownTo)
		if c.mapped(c.old, c.toNew, olds) || c.mapped(c.new, c.toOld, news) {
			continue
		}
		c.part(olds, news)
		c.mapText(d, olds, news)
	}
}

// mapped tells whether a word that says what the text is about has a counterpart, or there is none.
func (c *Carrier) mapped(s *stream, to []int32, tokens []int32) bool {
	words := 0
	for _, t := range tokens {
		if !s.content[t] {
			continue
		}
		words++
		if to[t] != none {
			return true
		}
	}
	return words == 0
}
