package redline

import "slices"

const (
	partCover = 600 // per mille of the word pairs of a part that must come from what its neighbour left over
	partWords = 8   // words below which a provision is not taken for a part of another
)

// findSplits hangs an added article on its neighbour when it holds what that one lost, and a removed article on its neighbour when that
// one took it up: one old article whose text is covered by consecutive new ones, and the reverse.
func (c *comparison) findSplits() {
	olds, news := c.articles(c.old), c.articles(c.new)
	oldPlace, newPlace := places(olds, len(c.old)), places(news, len(c.new))
	for _, j := range news {
		i := c.toOld[j]
		if i == none || c.old[i].hash == c.new[j].hash {
			continue
		}
		ow, nw := wordPairs(c.old[i].tokens), wordPairs(c.new[j].tokens)
		rest := without(ow, nw)
		grow(news, newPlace[j], func(k int) bool {
			if c.toOld[k] != none || c.newTaken[k] || !coversPart(&rest, c.new[k].tokens) {
				return false
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
			if c.toNew[k] != none || c.oldTaken[k] || !coversPart(&rest, c.old[k].tokens) {
				return false
			}
			c.oldTaken[k] = true
			c.oldWith[j] = append(c.oldWith[j], k)
			return true
		})
	}
}

// grow offers the provisions behind the one at place, then those before it, nearest first, until one is refused.
func grow(list []int, place int, take func(k int) bool) {
	for p := place + 1; p < len(list) && take(list[p]); p++ {
	}
	for p := place - 1; p >= 0 && take(list[p]); p-- {
	}
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

// coversPart tells whether the word pairs of a part mostly stand in rest, and takes them away from it.
func coversPart(rest *[]uint64, part []token) bool {
	ps := wordPairs(part)
	if len(ps) < partWords || len(*rest) < partWords {
		return false
	}
	left := without(*rest, ps)
	if 1000*(len(*rest)-len(left)) < partCover*len(ps) {
		return false
	}
	*rest = left
	return true
}

// wordPairs returns the sorted bag of pairs of neighbouring words.
func wordPairs(ts []token) []uint64 {
	out := make([]uint64, 0, len(ts)/2+1)
	prev := uint64(0)
	for _, t := range ts {
		if t.class != wordToken {
			continue
		}
		word := uint64(t.key) + 1
		out = append(out, prev<<32|word)
		prev = word
	}
	slices.Sort(out)
	return out
}
