package redline

import "slices"

// mostBeside is how many words and marks on either side of a place are compared.
const mostBeside = 24

// An intactPlace is a place where the words of a quote stand in their order: tokens [lo, hi) of the new act.
type intactPlace struct {
	lo, hi int32
	words  int  // words that say what a text is about which agree in the quote and around it, as far as all agrees
	beside int  // words and marks before and behind it that agree
	whole  bool // the innermost provision of the quote stands there from its first word to its last
}

// intact looks for the words of a quote, letter for letter but for writing and capitals, where the text around them went: in what
// continues their provision, in its article, in the articles that took the article up, and in those beside it. Words of the new act that
// continue others of the old one are another text. The answer is a Candidate where too little agrees or several places agree alike. Sure says
// that so much agrees as would be enough wherever it stood; found is false where nothing stands.
func (c *Carrier) intact(x *extent) (out Carried, sure, found bool) {
	c.foldKeys()
	seed := c.rarest(x)
	if seed == none {
		return Carried{}, false, false
	}
	var doubtful Carried
	asked := false
	for _, h := range c.havens(x) {
		best, alike, ok := c.intactPlaces(x, seed, h.provision)
		if !ok {
			continue
		}
		strong := best.words >= h.enough || best.whole && h.provision != none && best.words >= min(h.enough, intactWords)
		switch {
		case strong && !alike && h.provision != none:
			return c.standsAt(x, best), best.words >= sureWords || best.whole, true
		case !asked && (strong || h.asks):
			doubtful, asked = c.standsAt(x, best), true
			doubtful.State, doubtful.Doubt = Candidate, Elsewhere
			if alike {
				doubtful.Doubt = NotUnique
			}
		}
	}
	return doubtful, false, asked
}

// standsAt is the answer for the words of a quote that stand at a place.
func (c *Carrier) standsAt(x *extent, s intactPlace) Carried {
	out := Carried{State: Moved, Score: 1, Method: BySearch}
	at, here := c.provisionAt(x, s.lo, s.hi)
	if here {
		out.State = Kept
	}
	from, to := c.new.at[s.lo], c.new.at[s.hi-1]+int32(c.new.tokens[s.hi-1].size)
	if o := x.all[0]; o == x.first && x.from > c.old.at[o] && c.old.word(o) == c.new.word(s.lo) {
		from += x.from - c.old.at[o]
	}
	if o := x.all[len(x.all)-1]; o == x.last-1 && x.to < c.old.at[x.last] && c.old.word(o) == c.new.word(s.hi-1) {
		to = c.new.at[s.hi-1] + x.to - c.old.at[o]
	}
	c.write(&out, at, from, to)
	return out
}

// folding is the keys of both acts without regard to capitals: by key the first of those that differ in capitals alone, and where the words of
// the new act stand by these.
type folding struct {
	keys  []int32
	words postings
}

func (c *Carrier) foldKeys() {
	if c.folding != nil {
		return
	}
	small := c.vocabulary.smallForms()
	f := &folding{keys: make([]int32, len(small))}
	first := make(map[string]int32, len(small))
	for key, form := range small {
		k, ok := first[form]
		if !ok {
			k = int32(key)
			first[form] = k
		}
		f.keys[key] = k
	}
	tokens := slices.Clone(c.new.tokens)
	for i := range tokens {
		tokens[i].key = f.keys[tokens[i].key]
	}
	f.words = newPostings(tokens, c.vocabulary)
	c.folding = f
}

// alike tells a token of the old act that reads as one of the new act does.
func (c *Carrier) alike(o, n int32) bool {
	return c.folding.keys[c.old.tokens[o].key] == c.folding.keys[c.new.tokens[n].key]
}

// rarest returns the place in x.all of the word that the new act has least often, none where it lacks a word of the quote or the quote has none.
func (c *Carrier) rarest(x *extent) int {
	seed, least := none, 0
	for i, t := range x.all {
		if c.old.tokens[t].class != wordToken {
			continue
		}
		n := len(c.folding.words.of(c.folding.keys[c.old.tokens[t].key]))
		if n == 0 {
			return none
		}
		if seed == none || n < least {
			seed, least = i, n
		}
	}
	return seed
}

// intactPlaces returns the place in a provision of the new act where the words of a quote stand and most agrees around them, and whether another
// agrees as much.
func (c *Carrier) intactPlaces(x *extent, seed int, in int32) (best intactPlace, alike, found bool) {
	from, to := int32(0), int32(len(c.new.tokens))
	if in != none {
		from, to = c.new.provisions[in].from, c.new.provisions[in].to
	}
	list := c.folding.words.of(c.folding.keys[c.old.tokens[x.all[seed]].key])
	at, _ := slices.BinarySearch(list, from)
	tried := 0
	for _, n := range list[at:] {
		if n >= to {
			break
		}
		if tried++; tried > mostSeeds {
			return best, true, found
		}
		s, ok := c.intactAt(x, seed, n)
		if !ok || s.lo < from || s.hi > to {
			continue
		}
		switch {
		case !found || s.beside > best.beside:
			best, alike, found = s, false, true
		case s.beside == best.beside:
			alike = true
		}
	}
	return best, alike, found
}

// intactAt reads the new act around the token n as the word x.all[seed] of a quote.
func (c *Carrier) intactAt(x *extent, seed int, n int32) (intactPlace, bool) {
	s := intactPlace{lo: n, hi: n + 1}
	words, free := 0, 0
	first, last := int32(none), int32(none) // of other words of the old act that read as the quote and go on here
	count := func(k int, n int32) {
		o := x.all[k]
		if c.old.tokens[o].class != wordToken {
			return
		}
		if c.old.content[o] {
			s.words++
		}
		words++
		from := c.toOld[n]
		switch {
		case from == none:
			if c.mayBe(o, n) {
				free++
			}
		case x.first <= from && from < x.last:
			free++
		case first != none && first <= from && from <= last:
		default:
			if first, last = c.readsAs(x, k, from); first == none {
				free++
			}
		}
	}
	if c.new.label[n] {
		return s, false
	}
	count(seed, n)
	for k := seed - 1; k >= 0; k-- {
		s.lo = c.besideNew(s.lo, -1)
		if s.lo == none || !c.alike(x.all[k], s.lo) {
			return s, false
		}
		count(k, s.lo)
	}
	end := n
	for k := seed + 1; k < len(x.all); k++ {
		end = c.besideNew(end, 1)
		if end == none || !c.alike(x.all[k], end) {
			return s, false
		}
		count(k, end)
	}
	s.hi = end + 1
	from, to := c.widen(&s, x.all[0], s.lo, -1), c.widen(&s, x.all[len(x.all)-1], end, 1)
	if inner := c.old.innermost(x.first, x.last); inner != none {
		own := &c.old.provisions[inner]
		s.whole = c.besideOld(own.ownFrom-1, 1) >= from && c.besideOld(own.ownTo, -1) <= to
	}
	if 2*free < words && (first == none || !c.betterHere(x, s, first, last)) {
		return s, false
	}
	return s, true
}

// betterHere tells whether a place is rather that of the quote than of the other words of the old act, from first to last, that read as it does
// and were taken to go on there: the whole provision of the quote stands there and the others are of the same article, or more agrees around it.
func (c *Carrier) betterHere(x *extent, s intactPlace, first, last int32) bool {
	if s.whole && c.old.articleOf(c.old.home[first]) == c.old.articleOf(c.old.home[x.first]) {
		return true
	}
	other := intactPlace{}
	c.widen(&other, first, s.lo, -1)
	c.widen(&other, last, s.hi-1, 1)
	return other.beside < s.beside
}

// readsAs returns the first and the last token of the old act where the words and marks around the token o are those around x.all[k] in the
// quote, none where they are not.
func (c *Carrier) readsAs(x *extent, k int, o int32) (first, last int32) {
	ends := [2]int32{}
	for side, step := range []int{-1, 1} {
		at := o
		for i := k + step; i >= 0 && i < len(x.all); i += step {
			at = c.besideOld(at, int32(step))
			if at == none || c.folding.keys[c.old.tokens[at].key] != c.folding.keys[c.old.tokens[x.all[i]].key] {
				return none, none
			}
		}
		ends[side] = at
	}
	return ends[0], ends[1]
}

// widen counts what agrees beside a place in a direction and returns the last token of the old act that does.
func (c *Carrier) widen(s *intactPlace, o, n, step int32) int32 {
	for range mostBeside {
		nextOld, nextNew := c.besideOld(o, step), c.besideNew(n, step)
		if nextOld == none || nextNew == none || !c.alike(nextOld, nextNew) {
			break
		}
		o, n = nextOld, nextNew
		s.beside++
		if c.old.content[o] {
			s.words++
		}
	}
	return o
}
