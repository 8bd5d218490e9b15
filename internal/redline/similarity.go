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
	weight               []uint16 // by bucket; 0 of one that counts nothing
	oldWeight, newWeight []int
	start                []int32 // by bucket, where its postings begin
	postings             []int32
	stamps               []int32 // by bucket, the last provision in which it was met, counted from 1
	room                 []uint32
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
	holders := make([]uint16, buckets) // how many provisions have the bucket, to one more than mostHolders
	x := &shingleIndex{mask: uint32(buckets - 1), stamps: make([]int32, buckets+2), room: make([]uint32, 0, total)}
	x.old = x.sets(old, olds, 0, holders)
	x.new = x.sets(new, news, len(olds), holders)
	x.weigh(holders, len(olds)+len(news))
	x.post()
	x.oldWeight, x.newWeight = x.weights(x.old), x.weights(x.new)
	return x
}

// sets returns the shingles of provisions, behind so many others, and counts their holders.
func (x *shingleIndex) sets(items []*item, list []int, behind int, holders []uint16) [][]uint32 {
	out := make([][]uint32, len(list))
	for k, i := range list {
		out[k] = x.shingles(items[i].tokens, int32(behind+k+1))
		for _, s := range out[k] {
			holders[s] = min(holders[s]+1, mostHolders+1)
		}
	}
	return out
}

// weigh makes of the number of holders of each bucket what it weighs among n provisions.
func (x *shingleIndex) weigh(holders []uint16, n int) {
	for s, h := range holders {
		holders[s] = 0
		if h > 0 && h <= mostHolders && (n < 12 || int(h) <= n/4+2) {
			holders[s] = uint16(1 + bits.Len(uint(n/int(h))))
		}
	}
	x.weight = holders
}

// post lists the new provisions of each bucket that counts. The stamps, no longer needed, become the starts: while a bucket is filled its
// start stands one further, so that it has moved to its end when the next bucket's begins there.
func (x *shingleIndex) post() {
	clear(x.stamps)
	next := x.stamps[1:]
	for _, set := range x.new {
		for _, s := range set {
			if x.weight[s] > 0 {
				next[s+1]++
			}
		}
	}
	for s := range x.weight {
		next[s+1] += next[s]
	}
	x.postings = make([]int32, next[len(x.weight)])
	for b, set := range x.new {
		for _, s := range set {
			if x.weight[s] > 0 {
				x.postings[next[s]] = int32(b)
				next[s]++
			}
		}
	}
	x.start = x.stamps
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
func (x *shingleIndex) shingles(ts []token, stamp int32) []uint32 {
	from := len(x.room)
	add := func(h uint64) {
		h *= 0x9E3779B97F4A7C15
		s := uint32(h>>40) & x.mask
		if x.stamps[s] != stamp {
			x.stamps[s] = stamp
			x.room = append(x.room, s)
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
	return x.room[from:len(x.room):len(x.room)]
}

func startsWithDigit(s string) bool {
	return '0' <= s[0] && s[0] <= '9'
}
