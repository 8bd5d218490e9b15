package redline

import (
	"math/bits"
	"slices"
)

// A likeness is how alike two provisions are: Dice over their words and pairs of neighbouring words, each weighted by how few provisions
// have it, per mille.
type likeness struct {
	old, new int
	score    int
}

const (
	leastLikeness  = 100  // per mille; provisions less alike are no candidates
	mostCandidates = 12   // for one provision
	mostHolders    = 1000 // provisions that have a shingle which still counts
)

// likenesses returns, for every old provision with index in olds, the most alike new ones of news, in no useful order but always the
// same. The work is near to linear: shingles that stand in more than a quarter of the provisions, or in more than mostHolders,
// count nothing.
func likenesses(old, new []*item, olds, news []int) []likeness {
	if len(olds) == 0 || len(news) == 0 {
		return nil
	}
	x := newShingleIndex(old, new, olds, news)
	acc := make([]int, len(news))
	var touched []int
	var out []likeness
	for a, i := range olds {
		touched = touched[:0]
		for _, s := range x.old[a] {
			w := int(x.weight[s])
			if w == 0 {
				continue
			}
			for _, b := range x.postings[x.start[s]:x.start[s+1]] {
				if acc[b] == 0 {
					touched = append(touched, int(b))
				}
				acc[b] += w
			}
		}
		first := len(out)
		for _, b := range touched {
			score := 2000 * acc[b] / (x.oldWeight[a] + x.newWeight[b])
			acc[b] = 0
			if score >= leastLikeness && old[i].node.Kind == new[news[b]].node.Kind {
				out = append(out, likeness{old: i, new: news[b], score: score})
			}
		}
		if len(out)-first > mostCandidates {
			slices.SortFunc(out[first:], func(p, q likeness) int {
				if p.score != q.score {
					return q.score - p.score
				}
				return p.new - q.new
			})
			out = out[:first+mostCandidates]
		}
	}
	return out
}

// A shingleIndex holds the set of shingles of each provision, as numbers of buckets, and for each bucket the new provisions that have it.
type shingleIndex struct {
	old, new             [][]uint32
	weight               []uint8
	oldWeight, newWeight []int
	start                []int32
	postings             []int32
	mask                 uint32
}

func newShingleIndex(old, new []*item, olds, news []int) *shingleIndex {
	total := 0
	for _, i := range olds {
		total += len(old[i].tokens)
	}
	for _, j := range news {
		total += len(new[j].tokens)
	}
	buckets := 1 << max(10, min(21, bits.Len(uint(total))))
	x := &shingleIndex{mask: uint32(buckets - 1), weight: make([]uint8, buckets), start: make([]int32, buckets+1)}
	stamps := make([]int32, buckets)
	df := make([]int32, buckets)
	x.old = make([][]uint32, len(olds))
	for a, i := range olds {
		x.old[a] = x.shingles(old[i].tokens, stamps, int32(a+1))
		for _, s := range x.old[a] {
			df[s]++
		}
	}
	x.new = make([][]uint32, len(news))
	for b, j := range news {
		x.new[b] = x.shingles(new[j].tokens, stamps, int32(len(olds)+b+1))
		for _, s := range x.new[b] {
			df[s]++
			x.start[s+1]++
		}
	}
	n := len(olds) + len(news)
	for s, f := range df {
		if f > 0 && f <= mostHolders && (n < 12 || int(f) <= n/4+2) {
			x.weight[s] = uint8(1 + bits.Len(uint(n/int(f))))
		}
	}
	for s := range buckets {
		x.start[s+1] += x.start[s]
	}
	x.postings = make([]int32, x.start[buckets])
	next := df // no longer needed
	copy(next, x.start)
	for b := range news {
		for _, s := range x.new[b] {
			x.postings[next[s]] = int32(b)
			next[s]++
		}
	}
	x.oldWeight = x.weights(x.old)
	x.newWeight = x.weights(x.new)
	return x
}

func (x *shingleIndex) weights(sets [][]uint32) []int {
	out := make([]int, len(sets))
	for i, set := range sets {
		for _, s := range set {
			out[i] += int(x.weight[s])
		}
	}
	return out
}

// shingles returns the set of words and word pairs of a text. All numbers count as one word, so that renumbered references do not make
// provisions less alike.
func (x *shingleIndex) shingles(ts []token, stamps []int32, stamp int32) []uint32 {
	out := make([]uint32, 0, len(ts))
	add := func(h uint64) {
		h *= 0x9E3779B97F4A7C15
		s := uint32(h>>40) & x.mask
		if stamps[s] != stamp {
			stamps[s] = stamp
			out = append(out, s)
		}
	}
	prev := uint64(0)
	for _, t := range ts {
		if t.class != wordToken {
			continue
		}
		word := uint64(1)
		if t.trait != digitToken {
			word = uint64(t.key) + 2
			add(word)
		}
		add(prev<<32 | word)
		prev = word
	}
	return out
}

func startsWithDigit(s string) bool {
	return '0' <= s[0] && s[0] <= '9'
}
