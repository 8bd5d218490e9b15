package redline

import "unicode/utf8"

// Carry returns what became of a quote. A quote that stands in several places has a state only where all of them share it.
func (c *Carrier) Carry(q Quote) Carried {
	if !utf8.ValidString(q.Exact) {
		return Carried{State: Orphaned, Doubt: NotInOld}
	}
	p := int32(none)
	if q.Provision != "" {
		k, ok := c.old.byID[q.Provision]
		switch {
		case ok:
			p = k
		case q.Exact == "":
			return Carried{State: Orphaned, Doubt: NotInOld}
		}
	}
	if q.Exact == "" {
		return c.whole(p)
	}
	if p != none {
		places := c.old.locate(c.vocabulary, q, c.old.provisions[p].from, c.old.provisions[p].to)
		if len(places) > 0 {
			return c.carryPlaces(p, places)
		}
	}
	places := c.old.locate(c.vocabulary, q, 0, int32(len(c.old.tokens)))
	if len(places) == 0 {
		return Carried{State: Orphaned, Doubt: NotInOld}
	}
	out := c.carryPlaces(none, places)
	switch {
	case q.Provision == "":
	case len(places) > 1:
		return Carried{State: Orphaned, Doubt: NotUnique}
	case out.State.Placed():
		out.State, out.Doubt = Candidate, OtherProvision
	case out.State != Candidate:
		return Carried{State: Orphaned, Doubt: OtherProvision}
	}
	return out
}

// whole carries a provision, which is kept where it has the same words and marks in their order. The act as a whole is always kept.
func (c *Carrier) whole(p int32) Carried {
	if p == none {
		return Carried{State: Kept, Score: 1, Method: ByIdentity}
	}
	own := &c.old.provisions[p]
	x := c.extent(p, stretch{from: own.firstByte, to: c.old.at[own.to]})
	n := c.counterpart[p]
	switch {
	case n == none && len(x.all) == 0:
		return c.gone(x)
	case n == none:
		return c.carryWords(x) // it may stand in another one now
	}
	q := &c.new.provisions[n]
	here := func(m int32) bool { return q.from <= m && m < q.to }
	out := Carried{State: Edited, Provision: q.node.ID, Score: c.score(x, here), Method: ByIdentity}
	if c.same(q.from, q.to, x) {
		out.State = Kept
	}
	return out
}

// carryPlaces carries all places of one quote and returns what they share: state, and for placed ones the provision. The first stands for
// all. Places that fare differently make a candidate of the first that has a place.
func (c *Carrier) carryPlaces(p int32, places []stretch) Carried {
	first := c.carry(p, places[0])
	best, same := first, true
	for _, place := range places[1:] {
		other := c.carry(p, place)
		if other.State != first.State || other.Provision != first.Provision {
			same = false
		}
		if best.Exact == "" && other.Exact != "" {
			best = other
		}
	}
	if same && (len(places) < mostPlaces || p != none) {
		return first
	}
	if best.Exact == "" {
		return Carried{State: Orphaned, Doubt: NotUnique}
	}
	best.State, best.Doubt = Candidate, NotUnique
	return best
}

// An extent is a located quote.
type extent struct {
	stretch
	first, last int32   // the tokens [first, last) of the old act that have its bytes
	provision   int32   // said to hold it, or the innermost that does
	all         []int32 // its words and marks, printed numbers apart
	measure     []int32 // the words whose survival counts
}

// extent reads what a quote at the bytes b is made of. What survives is measured by its whole words that say what the text is about;
// where it has none, by all its words; where it has none of these either, by its marks.
func (c *Carrier) extent(p int32, b stretch) *extent {
	x := &extent{stretch: b, first: c.old.tokenAt(b.from), last: c.old.tokenAt(max(b.from, b.to-1)) + 1, provision: p}
	if p == none {
		x.provision = c.old.innermost(x.first, x.last)
	}
	var words []int32
	for t := x.first; t < x.last; t++ {
		class := c.old.tokens[t].class
		if class == spaceToken || class == lineToken || c.old.label[t] {
			continue
		}
		x.all = append(x.all, t)
		if class == wordToken {
			words = append(words, t)
		}
		if c.old.content[t] && c.old.at[t] >= b.from && c.old.at[t]+int32(c.old.tokens[t].size) <= b.to {
			x.measure = append(x.measure, t)
		}
	}
	if len(x.measure) == 0 {
		x.measure = words
	}
	if len(x.measure) == 0 {
		x.measure = x.all
	}
	return x
}

// alive counts the tokens that go on at a place of the new act that counts.
func (c *Carrier) alive(tokens []int32, counts func(n int32) bool) int {
	k := 0
	for _, t := range tokens {
		if n := c.toNew[t]; n != none && counts(n) {
			k++
		}
	}
	return k
}

// same tells whether the words and marks of the new act in [lo, hi) are those of the quote in their order.
func (c *Carrier) same(lo, hi int32, x *extent) bool {
	k := 0
	for n := lo; n < hi; n++ {
		if c.blank(n) || c.new.label[n] {
			continue
		}
		if k == len(x.all) || c.toNew[x.all[k]] != n {
			return false
		}
		k++
	}
	return k == len(x.all)
}

// score returns the share of a quote that goes on at places that count: of the words that say what it is about, and where all of these do,
// of all its words, so that a lost "not" is no whole.
func (c *Carrier) score(x *extent, counts func(n int32) bool) float64 {
	lives := c.alive(x.measure, counts)
	if lives < len(x.measure) {
		return share(lives, len(x.measure))
	}
	var words []int32
	for _, t := range x.all {
		if c.old.tokens[t].class == wordToken {
			words = append(words, t)
		}
	}
	return share(c.alive(words, counts), len(words))
}

// share returns k of n in hundredths, rounded; all of nothing is 1.
func share(k, n int) float64 {
	if n == 0 {
		return 1
	}
	return float64((200*k+n)/(2*n)) / 100
}

const (
	enoughSurvives = 400 // per mille of the words of a quote, so that what is left is still that text
	sureWords      = 5   // words that say what a text is about, from which the same words are the same text wherever they stand
)

// carry carries the quote at a place of the old act.
func (c *Carrier) carry(p int32, b stretch) Carried {
	x := c.extent(p, b)
	if len(x.all) == 0 {
		return c.whole(x.provision)
	}
	return c.carryWords(x)
}

// carryWords carries a quote by its words.
func (c *Carrier) carryWords(x *extent) Carried {
	home := c.destination(x)
	in := func(n int32) bool { return c.new.articleOf(c.new.home[n]) == home }
	lives := c.alive(x.measure, in)
	if lives == 0 || 1000*lives < enoughSurvives*len(x.measure) {
		return c.gone(x)
	}
	lo, hi := c.landing(x, in)
	out := c.judge(x, lo, hi, c.score(x, in), c.same(lo, hi, x))
	if out.State == Edited || out.State == Candidate {
		stands, sure, found := c.intact(x)
		if found && stands.State.Placed() && (sure || stands.Provision == out.Provision && stands.Start < out.End && out.Start < stands.End) {
			return stands
		}
	}
	return out
}

// destination returns the article of the new act in which most of the quote goes on; of equal ones the one that continues its own, else
// the first.
func (c *Carrier) destination(x *extent) int32 {
	own := int32(none)
	if a := c.old.articleOf(x.provision); a != none {
		own = c.counterpart[a]
	}
	counts := map[int32]int{}
	best, most := own, 0
	for _, t := range x.measure {
		if n := c.toNew[t]; n != none {
			a := c.new.articleOf(c.new.home[n])
			counts[a]++
		}
	}
	for _, t := range x.measure {
		n := c.toNew[t]
		if n == none {
			continue
		}
		a := c.new.articleOf(c.new.home[n])
		if counts[a] > most || counts[a] == most && a == own {
			best, most = a, counts[a]
		}
	}
	return best
}

// judge says what the place [lo, hi) of the new act is for the quote; same says that it has the same words and no others.
func (c *Carrier) judge(x *extent, lo, hi int32, score float64, same bool) Carried {
	out := Carried{State: Edited, Score: score, Method: ByWords}
	at, here := c.provisionAt(x, lo, hi)
	c.put(&out, x, at, lo, hi)
	switch {
	case here && same:
		out.State = Kept
	case here:
	case c.wentOff(x, at), same && (len(x.measure) >= sureWords || c.goesWhole(x, at) || c.surroundings(x) >= sureWords):
		out.State = Moved
	default:
		out.State, out.Doubt = Candidate, Elsewhere
	}
	return out
}

// goesWhole tells whether the innermost provision of the quote went into provision q of the new act, all but a few words.
func (c *Carrier) goesWhole(x *extent, q int32) bool {
	p := c.old.innermost(x.first, x.last)
	if p == none || q == none {
		return false
	}
	all := c.extent(p, stretch{from: c.old.provisions[p].firstByte, to: c.old.at[c.old.provisions[p].to]})
	target := &c.new.provisions[q]
	lives := c.alive(all.measure, func(n int32) bool { return target.from <= n && n < target.to })
	return 1000*lives >= searchSurvives*len(all.measure)
}

// surroundings counts the words that say what a text is about in the quote and before and behind it, as far as all of the old act goes on in the
// new one in the same order with nothing between.
func (c *Carrier) surroundings(x *extent) int {
	words := len(x.measure)
	for _, step := range []int32{-1, 1} {
		o := x.first
		if step > 0 {
			o = x.last - 1
		}
		n := c.toNew[o]
		for words < sureWords && n != none {
			o, n = c.besideOld(o, step), c.besideNew(n, step)
			if o == none || n == none || c.toNew[o] != n {
				break
			}
			if c.old.content[o] {
				words++
			}
		}
	}
	return words
}

// besideOld is besideNew in the old act.
func (c *Carrier) besideOld(o, step int32) int32 {
	for o += step; o >= 0 && int(o) < len(c.old.tokens); o += step {
		if class := c.old.tokens[o].class; class != spaceToken && class != lineToken && !c.old.label[o] {
			return o
		}
	}
	return none
}

// gone says what became of a quote whose words are not where they stood.
func (c *Carrier) gone(x *extent) Carried {
	stands, _, ok := c.intact(x)
	if ok && stands.State.Placed() {
		return stands
	}
	out, found := c.search(x)
	switch {
	case found && (out.State == Moved || !ok):
		return out
	case ok:
		return stands
	}
	out = Carried{State: ProvisionRemoved, Method: ByIdentity, Score: out.Score}
	if x.provision == none {
		out.State = TextRemoved
		return out
	}
	if n := c.counterpart[x.provision]; n != none {
		out.State, out.Provision = TextRemoved, c.new.provisions[n].node.ID
	} else if anew := c.rewritten[c.old.provisions[x.provision].node.ID]; anew != "" {
		out.State, out.Provision = TextRemoved, anew
	}
	return out
}
