package redline

import "sort"

// landing returns the tokens [lo, hi) of the new act that have what survives of the quote: from its first measured word there to its
// last, with the rest of the quote that joins on, and what replaced an end of it.
func (c *Carrier) landing(x *extent, in func(n int32) bool) (lo, hi int32) {
	lo, hi = none, none
	for _, t := range x.measure {
		n := c.toNew[t]
		if n == none || !in(n) {
			continue
		}
		if lo == none || n < lo {
			lo = n
		}
		hi = max(hi, n+1)
	}
	for moved := true; moved; {
		moved = false
		for lo > 0 && c.quoted(lo-1, x) {
			lo--
			moved = true
		}
		for int(hi) < len(c.new.tokens) && c.quoted(hi, x) {
			hi++
			moved = true
		}
		if e := c.replacement(int(x.first), int(x.last), int(lo), int(hi)); e != nil && in(int32(e.n0)) {
			lo, hi = min(lo, int32(e.n0)), max(hi, int32(e.n1))
			moved = true
		}
	}
	for lo < hi-1 && c.blank(lo) {
		lo++
	}
	for hi-1 > lo && c.blank(hi-1) {
		hi--
	}
	return lo, hi
}

func (c *Carrier) blank(n int32) bool {
	class := c.new.tokens[n].class
	return class == spaceToken || class == lineToken
}

// quoted tells a token of the new act that continues one of the quote, or stands between such.
func (c *Carrier) quoted(n int32, x *extent) bool {
	if c.blank(n) {
		return true
	}
	o := c.toOld[n]
	return o != none && x.first <= o && o < x.last
}

// replacement returns an edit that replaced words of the quote [first, last) and nothing else, and joins on to [lo, hi) from outside.
func (c *Carrier) replacement(first, last, lo, hi int) *edit {
	from := sort.Search(len(c.replaced), func(k int) bool { return c.replaced[k].o0 >= first })
	for k := from; k < len(c.replaced) && c.replaced[k].o0 < last; k++ {
		e := &c.replaced[k]
		if e.o1 <= last && (e.n1 == lo || e.n0 == hi) {
			return e
		}
	}
	return nil
}

// provisionAt returns the provision of the new act to which the place [lo, hi) belongs for the quote, and whether it is the one that
// continues its own.
func (c *Carrier) provisionAt(x *extent, lo, hi int32) (at int32, here bool) {
	if x.provision == none {
		at = c.new.innermost(lo, hi)
		return at, at == none // the name of the act
	}
	at = c.counterpart[x.provision]
	if at != none {
		q := &c.new.provisions[at]
		if q.from <= lo && hi <= q.to && c.sameArticle(x.provision, at) {
			return at, true
		}
	}
	return c.new.innermost(lo, hi), false
}

// sameArticle tells whether the article of provision q of the new act continues that of provision p of the old one.
func (c *Carrier) sameArticle(p, q int32) bool {
	a, b := c.old.provisions[p].article, c.new.provisions[q].article
	return a == none && b == none || a != none && c.counterpart[a] == b
}

// put writes the place [lo, hi) in provision at of the new act. An end of the quote inside a word stays there if the word is written as it
// was.
func (c *Carrier) put(out *Carried, x *extent, at, lo, hi int32) {
	from, to := c.new.at[lo], c.new.at[hi-1]+int32(c.new.tokens[hi-1].size)
	if o := c.toOld[lo]; o == x.first && x.from > c.old.at[o] && c.old.word(o) == c.new.word(lo) {
		from += x.from - c.old.at[o]
	}
	if o := c.toOld[hi-1]; o == x.last-1 && x.to < c.old.at[x.last] && c.old.word(o) == c.new.word(hi-1) {
		to = min(to, c.new.at[hi-1]+x.to-c.old.at[o])
	}
	c.write(out, at, from, to)
}

// write writes the bytes [from, to) of the new act in provision at.
func (c *Carrier) write(out *Carried, at, from, to int32) {
	out.Exact = c.new.text[from:to]
	if at != none {
		out.Provision = c.new.provisions[at].node.ID
		out.Start, out.End = c.new.runes(at, from, to)
	}
}
