package redline

import (
	"math"
	"math/bits"
	"slices"
)

const (
	partCover  = 250           // per mille of the words and word pairs of a part that must come from what its neighbour left over
	leastCover = 150           // the same, rare or not, below which nothing is weighed
	partWords  = 8             // words of a part or of what is left over below which more must agree:
	fewerCover = 500           // per mille of the words and word pairs of the shorter of the two,
	shortCover = 300           // and of the part
	leastLeft  = 2 * fewInLine // words and word pairs left over that may be looked for in a part
)

// findSplits hangs an added article on its neighbour when it holds what that one lost, and a removed article on its neighbour when that
// one took it up: one old article whose text is covered by consecutive new ones, and the reverse. It tells whether a match was undone for it.
func (c *comparison) findSplits() bool {
	undone := false
	olds, news := c.articles(c.old), c.articles(c.new)
	oldPlace, newPlace := places(olds, len(c.old)), places(news, len(c.new))
	for _, j := range news {
		i := c.toOld[j]
		if i == none || c.old[i].hash == c.new[j].hash || c.old[i].tokens == nil {
			continue
		}
		if !near(news, newPlace[j], func(k int) bool { return c.toOld[k] == none || c.moved[k] }) &&
			!near(olds, oldPlace[i], func(k int) bool { return c.toNew[k] == none }) {
			continue
		}
		ow, nw := c.old[i].wordPairs(), c.new[j].wordPairs()
		rest := without(ow, nw)
		grow(news, newPlace[j], func(k int) bool {
			if len(rest) < leastLeft || c.newTaken[k] || c.toOld[k] != none && !c.strayed(k, rest) || !c.coversPart(&rest, &c.new[k].item) {
				return false
			}
			if o := c.toOld[k]; o != none {
				c.toOld[k], c.toNew[o], c.moved[k] = none, none, false
				undone = true
			}
			c.newTaken[k] = true
			c.newWith[j] = append(c.newWith[j], k)
			return true
		})
		if len(c.newWith[j]) > 0 {
			continue
		}
		rest = without(nw, ow)
		grow(olds, oldPlace[i], func(k int) bool {
			if len(rest) < leastLeft || c.toNew[k] != none || c.oldTaken[k] || !c.coversPart(&rest, &c.old[k].item) {
				return false
			}
			c.oldTaken[k] = true
			c.oldWith[j] = append(c.oldWith[j], k)
			return true
		})
	}
	return undone
}

// keepNumbers lets an earlier part with the number of the article that was split continue it, or where all parts have other numbers the one with its rubric, and of those
// that were merged an earlier one with the number of what they became go on, unless the pair has one identity: a later one has it of a renumbering. It tells whether another
// pair was made.
func (c *comparison) keepNumbers() bool {
	other := false
	for j := range c.new {
		i := c.toOld[j]
		if i == none || c.old[i].number == c.new[j].number || c.sameIdentity(i, j) {
			continue
		}
		rubric := c.underRubric(i, j)
		for k, part := range c.newWith[j] {
			if part < j && (c.new[part].number == c.old[i].number && c.old[i].number != "" || part == rubric) {
				c.newWith[part], c.newWith[j] = c.newWith[j], nil
				c.newWith[part][k] = j
				c.newTaken[part], c.newTaken[j] = false, true
				c.toOld[j], c.moved[j] = none, false
				c.match(i, part)
				other = true
				break
			}
		}
		for k, part := range c.oldWith[j] {
			if part < i && c.old[part].number == c.new[j].number && c.new[j].number != "" {
				c.oldWith[j][k] = i
				c.oldTaken[part], c.oldTaken[i] = false, true
				c.toNew[i] = none
				c.match(part, j)
				other = true
				break
			}
		}
	}
	return other
}

// underRubric returns the earlier of the parts that j became of, or with, the old article i that alone stands under its rubric; none where another has its number.
func (c *comparison) underRubric(i, j int) int {
	of := none
	for _, part := range members(j, c.newWith[j]) {
		switch {
		case c.new[part].number == c.old[i].number:
			return none
		case sameHeading(c.old[i].node, c.new[part].node):
			if of != none || part >= j {
				return none
			}
			of = part
		}
	}
	return of
}

// keepsNumber tells whether, of the parts of a split or a merge, one that it became has the number of one that it was.
func (c *comparison) keepsNumber(p place) bool {
	for _, j := range members(p.new, c.newWith[p.new]) {
		for _, i := range members(p.old, c.oldWith[p.new]) {
			if c.old[i].number == c.new[j].number {
				return true
			}
		}
	}
	return false
}

// sameIdentity tells a pair that carries one identity, which is not derived from the place of both.
func (c *comparison) sameIdentity(i, j int) bool {
	o, n := c.old[i].node, c.new[j].node
	return o.WID != "" && o.WID == n.WID && (o.ID != o.WID || n.ID != n.WID)
}

// strayed tells a new provision that was taken for one moved here from elsewhere, though more of it comes from what its neighbour lost.
func (c *comparison) strayed(k int, rest []wordPair) bool {
	if !c.moved[k] || c.new[k].hash == c.old[c.toOld[k]].hash || len(c.newWith[k]) > 0 {
		return false
	}
	ps := c.new[k].wordPairs()
	r := c.rare()
	return r.weightsWithout(ps, rest) < r.weightsWithout(ps, c.old[c.toOld[k]].wordPairs())
}

// mostBetween is how many other provisions may stand between the parts of one that was split.
const mostBetween = 2

// grow offers the provisions behind the one at place, then those before it, nearest first, until too many in a row are refused.
func grow(list []int, place int, take func(k int) bool) {
	for _, step := range []int{1, -1} {
		refused := 0
		for p := place + step; p >= 0 && p < len(list) && refused <= mostBetween; p += step {
			if take(list[p]) {
				refused = 0
			} else {
				refused++
			}
		}
	}
}

// near tells whether one of the provisions that grow offers first is as asked.
func near(list []int, place int, is func(k int) bool) bool {
	for p := max(0, place-mostBetween-1); p < len(list) && p <= place+mostBetween+1; p++ {
		if p != place && is(list[p]) {
			return true
		}
	}
	return false
}

func (c *comparison) articles(us []unit) []int {
	var out []int
	for i := range us {
		if us[i].level == LevelArticle {
			out = append(out, i)
		}
	}
	return out
}

func places(list []int, n int) []int {
	out := nones(n)
	for p, k := range list {
		out[k] = p
	}
	return out
}

// A rarity tells how much it says that two texts share a word or a pair of words: more the fewer articles have it, and nothing when very
// many do.
type rarity struct {
	buckets []rarityBucket // of words and pairs
	of      int            // articles counted
	shift   int
}

// A rarityBucket counts the articles that have a word or pair of it, and holds the last of them, counted from 1.
type rarityBucket struct{ articles, last uint16 }

// newRarity counts in the articles whose words were read, at most in as many as a bucket can count.
func newRarity(room *likenessRoom, old, new []unit) *rarity {
	total, most := 0, 0
	for _, us := range [][]unit{old, new} {
		for k := range us {
			total += len(us[k].tokens)
			most = max(most, len(us[k].tokens))
		}
	}
	size := max(10, min(21, bits.Len(uint(total))))
	room.rare, room.pairs = zeroed(room.rare, 1<<size), slices.Grow(room.pairs[:0], most)
	r := &rarity{buckets: room.rare, shift: 64 - size}
	for _, us := range [][]unit{old, new} {
		for k := range us {
			if us[k].level != LevelArticle || us[k].tokens == nil || r.of == math.MaxUint16 {
				continue
			}
			r.of++
			room.pairs = appendWordPairs(room.pairs[:0], us[k].tokens)
			for _, p := range room.pairs {
				if b := r.bucket(p); b.last != uint16(r.of) {
					b.last = uint16(r.of)
					b.articles++
				}
			}
		}
	}
	return r
}

func (r *rarity) bucket(p wordPair) *rarityBucket {
	return &r.buckets[uint64(p)*0x9E3779B97F4A7C15>>r.shift]
}

func (r *rarity) weight(p wordPair) int {
	n := max(1, int(r.bucket(p).articles))
	if r.of >= 12 && n > r.of/6+2 {
		return 0
	}
	return 1 + bits.Len(uint(r.of/n))
}

func (r *rarity) weights(ps []wordPair) int {
	sum := 0
	for _, p := range ps {
		sum += r.weight(p)
	}
	return sum
}

// weightsWithout is weights of what without returns.
func (r *rarity) weightsWithout(ps, others []wordPair) int {
	sum, k := 0, 0
	for _, p := range ps {
		for k < len(others) && others[k] < p {
			k++
		}
		if k < len(others) && others[k] == p {
			k++
			continue
		}
		sum += r.weight(p)
	}
	return sum
}

// rare returns the rarity of words in both acts, counted when first asked for.
func (c *comparison) rare() *rarity {
	if c.rarity == nil {
		c.rarity = newRarity(&c.likeness, c.old, c.new)
	}
	return c.rarity
}

// coversPart tells whether the words and word pairs of a part mostly stand in rest, the rare ones counting most, and takes them away from it.
func (c *comparison) coversPart(rest *[]wordPair, part *item) bool {
	ps := part.wordPairs()
	shared, fewer := common(*rest, ps), min(len(*rest), len(ps))
	switch {
	case 1000*shared < leastCover*len(ps), fewer < leastLeft:
		return false
	case fewer < 2*partWords && (1000*shared < fewerCover*fewer || 1000*shared < shortCover*len(ps)):
		return false
	}
	r := c.rare()
	gone, whole := r.weightsWithout(ps, *rest), r.weights(ps)
	least := whole
	if fewer < 2*partWords {
		least = min(whole, r.weights(*rest))
	}
	if 1000*(whole-gone) < partCover*least || least == 0 {
		return false
	}
	*rest = without(*rest, ps)
	return true
}

// A wordPair is a word, as its key and two, all numbers being 1, or two neighbouring words, as a hash of them with the highest bit set.
type wordPair uint32

// wordPairs returns the sorted bag of the words of a text and of its pairs of neighbouring words.
func wordPairs(ts []token) []wordPair {
	out := appendWordPairs(make([]wordPair, 0, len(ts)+2), ts)
	sortPairs(out)
	return out
}

// appendWordPairs appends what wordPairs sorts.
func appendWordPairs(out []wordPair, ts []token) []wordPair {
	prev := uint64(0)
	for _, t := range ts {
		if t.class != wordToken {
			continue
		}
		word := uint64(1)
		if t.trait() != digitToken {
			word = uint64(t.key) + 2
		}
		out = append(out, wordPair(word), wordPair((prev<<32|word)*0x9E3779B97F4A7C15>>33)|1<<31)
		prev = word
	}
	return out
}
