package redline

import (
	"slices"

	"github.com/rasprava/rasprava/internal/act"
)

const (
	intactWords     = 3  // words that say what a text is about, from which the same words in the same article are the same text
	farWords        = 12 // the same in text that is new anywhere in the act, from which a person is asked
	articlesBetween = 8  // articles between two neighbours that are looked at whole
	mostTakers      = 3  // articles that an article went into that are looked at
	leastInTaker    = 3  // of its words that one must have
)

// A haven is a provision of the new act in which the words of a quote may stand though the alignment lost them, and how many words that
// say what a text is about must agree there, those before and behind the quote included, so that nobody need look. With fewer a person is
// asked where asks is set, and nothing is said where it is not. Without a provision it is the act, where a person is always asked.
type haven struct {
	provision int32
	enough    int
	asks      bool
}

// havens lists where the words of a quote are looked for, the likeliest first.
func (c *Carrier) havens(x *extent) []haven {
	var out []haven
	add := func(n int32, enough int, asks bool) {
		if n != none && !slices.ContainsFunc(out, func(h haven) bool { return h.provision == n }) {
			out = append(out, haven{provision: n, enough: enough, asks: asks})
		}
	}
	inner := c.old.innermost(x.first, x.last)
	article := c.old.articleOf(inner)
	for p := inner; p != none && p != article; p = c.old.provisions[p].parent {
		add(c.counterpart[p], 1, true)
	}
	if x.provision != none && x.provision != article && c.old.articleOf(x.provision) == article {
		add(c.counterpart[x.provision], 1, true)
	}
	if article == none || c.old.provisions[article].node.Kind != act.KindArticle {
		return out
	}
	enough := intactWords
	if inner == article {
		enough = 1 // a line of the article itself
	}
	add(c.counterpart[article], enough, true)
	for _, h := range c.besideArticle(article) {
		add(h.provision, h.enough, h.asks)
	}
	return append(out, haven{provision: none, enough: farWords})
}

// besideArticle lists the articles of the new act that took up words of an article of the old one, most words first, then those that stand
// between what continues the nearest articles before and behind it that live, these included. One that has nearly all its words is as its own.
func (c *Carrier) besideArticle(a int32) []haven {
	if known, ok := c.beside[a]; ok {
		return known
	}
	list := c.takers(a)
	before, behind := c.livingArticle(a, -1), c.livingArticle(a, 1)
	news := c.new.articles
	i, j := slices.Index(news, before), slices.Index(news, behind)
	switch {
	case i >= 0 && j >= i && j-i <= articlesBetween:
		list = append(list, news[i:j+1]...)
	case i >= 0 && j >= 0:
		list = append(list, news[i], news[min(i+1, len(news)-1)], news[max(0, j-1)], news[j])
	case i >= 0:
		list = append(list, news[i:min(i+2, len(news))]...)
	case j >= 0:
		list = append(list, news[max(0, j-1):j+1]...)
	}
	out := make([]haven, 0, len(list))
	for _, n := range list {
		h := haven{provision: n, enough: exactWords}
		if c.tookUp(a, n) {
			h.enough, h.asks = intactWords, true
		}
		out = append(out, h)
	}
	if c.beside == nil {
		c.beside = map[int32][]haven{}
	}
	c.beside[a] = out
	return out
}

// tookUp tells whether an article of the new act has nearly all the words of one of the old act, those that go on there and those that are new.
func (c *Carrier) tookUp(a, n int32) bool {
	fresh, ok := c.fresh[n]
	if !ok {
		fresh = map[int32]int{}
		for t := c.new.provisions[n].from; t < c.new.provisions[n].to; t++ {
			if c.toOld[t] == none && c.new.content[t] {
				fresh[c.folding.keys[c.new.tokens[t].key]]++
			}
		}
		if c.fresh == nil {
			c.fresh = map[int32]map[int32]int{}
		}
		c.fresh[n] = fresh
	}
	all, here := 0, 0
	used := map[int32]int{}
	for t := c.old.provisions[a].from; t < c.old.provisions[a].to; t++ {
		if !c.old.content[t] {
			continue
		}
		all++
		if m := c.toNew[t]; m != none {
			if c.new.articleOf(c.new.home[m]) == n {
				here++
			}
			continue
		}
		key := c.folding.keys[c.old.tokens[t].key]
		if used[key] < fresh[key] {
			used[key]++
			here++
		}
	}
	return 1000*here >= searchSurvives*all
}

// takers lists the articles of the new act that most words of an article of the old one went into.
func (c *Carrier) takers(a int32) []int32 {
	counts := map[int32]int{}
	var out []int32
	for t := c.old.provisions[a].from; t < c.old.provisions[a].to; t++ {
		n := c.toNew[t]
		if n == none || !c.old.content[t] {
			continue
		}
		to := c.new.articleOf(c.new.home[n])
		if to == none {
			continue
		}
		counts[to]++
		if counts[to] == leastInTaker {
			out = append(out, to)
		}
	}
	slices.SortStableFunc(out, func(p, q int32) int { return counts[q] - counts[p] })
	return out[:min(len(out), mostTakers)]
}

// livingArticle returns what continues the nearest article before or behind one of the old act that lives, none where there is none.
func (c *Carrier) livingArticle(a, step int32) int32 {
	at, _ := slices.BinarySearch(c.old.articles, a)
	for k := at + int(step); k >= 0 && k < len(c.old.articles); k += int(step) {
		if n := c.counterpart[c.old.articles[k]]; n != none {
			return n
		}
	}
	return none
}
