package redline

import "slices"

const (
	searchSurvives = 800 // per mille of the words of a quote that a place must have to be shown to a person
	searchMargin   = 150 // per mille by which it must be better than any other
	exactWords     = 8   // words from which the same text standing once is the text itself, and needs no person
	mostSought     = 256 // words of a quote that are compared
	mostSeeds      = 256 // places of its rarest words that are looked at
)

// looseWords are the content words of the new act that continue no word of the old one: only text that is new can be where a text that is
// gone went. The same words in text that was there before are another text.
type looseWords struct {
	tokens []int32
	places map[int32][]int32 // by key: indexes into tokens
}

func (c *Carrier) looseText() *looseWords {
	if c.loose != nil {
		return c.loose
	}
	l := &looseWords{places: map[int32][]int32{}}
	for n := range c.new.tokens {
		if c.toOld[n] == none && c.new.content[n] {
			key := c.new.tokens[n].key
			l.places[key] = append(l.places[key], int32(len(l.tokens)))
			l.tokens = append(l.tokens, int32(n))
		}
	}
	c.loose = l
	return l
}

// A find of the search: loose words [lo, hi] that have so many words of the quote in their order.
type sighting struct{ lo, hi, words int }

// search looks for the words of a quote in the new text of the new act. What it returns is Moved for the same words, many enough, standing
// there once; a Candidate for most of them, standing there better than anywhere else; false for less.
func (c *Carrier) search(x *extent) (Carried, bool) {
	sought := x.measure
	if len(sought) < sureWords || !c.old.content[sought[0]] {
		return Carried{}, false
	}
	sought = sought[:min(len(sought), mostSought)]
	best, second := c.sightings(sought)
	n := len(sought)
	score := share(best.words, n)
	if 1000*best.words < searchSurvives*n || 1000*(best.words-second.words) < searchMargin*n {
		return Carried{}, false
	}
	l := c.looseText()
	lo, hi := l.tokens[best.lo], l.tokens[best.hi]+1
	if !slices.ContainsFunc(sought, func(o int32) bool { return c.toNew[o] == none && c.mayBe(o, lo) }) {
		return Carried{}, false
	}
	out := Carried{State: Candidate, Method: BySearch, Score: score, Doubt: Elsewhere}
	if n >= exactWords && len(x.measure) == n {
		from, to, ok := c.sameText(x, lo, hi)
		if ok && c.standsOnce(x) {
			lo, hi = from, to
			out.State, out.Doubt = Moved, NoDoubt
		}
	}
	c.put(&out, x, c.new.innermost(lo, hi), lo, hi)
	return out, true
}

// sightings returns the best place of the sought words in loose text, and the best that does not overlap it.
func (c *Carrier) sightings(sought []int32) (best, second sighting) {
	l := c.looseText()
	keys := make([]int32, len(sought))
	seeds := make([]int, len(sought))
	missing := 0
	for i, t := range sought {
		keys[i], seeds[i] = c.old.tokens[t].key, i
		if len(l.places[keys[i]]) == 0 {
			missing++
		}
	}
	allowed := len(keys) - (searchSurvives*len(keys)+999)/1000
	if missing > allowed {
		return sighting{}, sighting{}
	}
	slices.SortStableFunc(seeds, func(a, b int) int { return len(l.places[keys[a]]) - len(l.places[keys[b]]) })
	tried := 0
	var found []sighting
	for _, i := range seeds[:min(len(seeds), allowed+1+missing)] {
		for _, at := range l.places[keys[i]] {
			tried++
			if tried > mostSeeds {
				break
			}
			s := c.compareAt(keys, i, int(at))
			if s.words > 0 {
				found = append(found, s)
			}
		}
	}
	for _, s := range found {
		if s.words > best.words {
			best = s
		}
	}
	for _, s := range found {
		if (s.hi < best.lo || s.lo > best.hi) && s.words > second.words {
			second = s
		}
	}
	return best, second
}

// compareAt counts the words that the quote and the loose text around one of its words have in the same order, within one article.
func (c *Carrier) compareAt(keys []int32, i, at int) sighting {
	l := c.looseText()
	slack := len(keys)/4 + 2
	from, to := max(0, at-i-slack), min(len(l.tokens), at-i+len(keys)+slack)
	home := c.new.articleOf(c.new.home[l.tokens[at]])
	for from < at && c.new.articleOf(c.new.home[l.tokens[from]]) != home {
		from++
	}
	for to-1 > at && c.new.articleOf(c.new.home[l.tokens[to-1]]) != home {
		to--
	}
	width := to - from + 1
	table := make([]uint16, (len(keys)+1)*width)
	for p := len(keys) - 1; p >= 0; p-- {
		for q := to - from - 1; q >= 0; q-- {
			b := max(table[(p+1)*width+q], table[p*width+q+1])
			if keys[p] == c.new.tokens[l.tokens[from+q]].key {
				b = max(b, table[(p+1)*width+q+1]+1)
			}
			table[p*width+q] = b
		}
	}
	s := sighting{lo: -1, words: int(table[0])}
	for p, q := 0, 0; p < len(keys) && q < to-from; {
		switch {
		case keys[p] == c.new.tokens[l.tokens[from+q]].key && table[p*width+q] == table[(p+1)*width+q+1]+1:
			if s.lo < 0 {
				s.lo = from + q
			}
			s.hi = from + q
			p++
			q++
		case table[p*width+q] == table[(p+1)*width+q]:
			p++
		default:
			q++
		}
	}
	return s
}

// sameText returns the tokens of the new act around [lo, hi) that read exactly as the quote does, printed numbers and spaces apart.
func (c *Carrier) sameText(x *extent, lo, hi int32) (from, to int32, ok bool) {
	first := slices.Index(x.all, x.measure[0])
	from = lo
	for k := first - 1; k >= 0; k-- {
		from = c.besideNew(from, -1)
		if from == none || c.new.tokens[from].key != c.old.tokens[x.all[k]].key {
			return 0, 0, false
		}
	}
	at := lo
	for k := first; k < len(x.all); k++ {
		if at == none || c.new.tokens[at].key != c.old.tokens[x.all[k]].key {
			return 0, 0, false
		}
		to = at + 1
		at = c.besideNew(at, 1)
	}
	return from, to, to >= hi
}

// besideNew returns the next word or mark of the new act in a direction, printed numbers apart.
func (c *Carrier) besideNew(n, step int32) int32 {
	for n += step; n >= 0 && int(n) < len(c.new.tokens); n += step {
		if !c.blank(n) && !c.new.label[n] {
			return n
		}
	}
	return none
}

// standsOnce tells whether the words of the quote stand in one place of the old act.
func (c *Carrier) standsOnce(x *extent) bool {
	folded := stretch{from: 0, to: int32(len(c.old.folded))}
	needle := c.old.folded[c.old.foldedAt[x.first]:c.old.foldedAt[x.last]]
	rare := x.measure[0]
	for _, t := range x.measure {
		if len(c.old.words.of(c.old.tokens[t].key)) < len(c.old.words.of(c.old.tokens[rare].key)) {
			rare = t
		}
	}
	at := c.old.foldedAt[rare] - c.old.foldedAt[x.first]
	return len(findAt(c.old.folded, needle, folded, c.old.words.of(c.old.tokens[rare].key), c.old.foldedAt, int(at))) <= 1
}
