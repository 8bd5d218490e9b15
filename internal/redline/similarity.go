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

// A likenessRoom is the memory that likenesses takes, for one call after the other.
type likenessRoom struct {
	shingles []uint32
	holders  []uint16
	stamps   []int32
	postings []int32
	rare     []rarityBucket
	pairs    []wordPair
}

// zeroed returns n zeros in the room that a slice has, or in more.
func zeroed[T any](room []T, n int) []T {
	out := slices.Grow(room[:0], n)[:n]
	clear(out)
	return out
}

// likenesses returns, for every old provision with index in olds, the most alike new ones of news, in no useful order but always the
// same. The work is near to linear: shingles that stand in more than a quarter of the provisions, or in more than mostHolders,
// count nothing.
func (room *likenessRoom) likenesses(old, new []*item, olds, news []int) []likeness {
	if len(olds) == 0 || len(news) == 0 {
		return nil
	}
	x := newShingleIndex(room, old, new, olds, news)
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
			if score >= leastLikeness && sameKind(old[i].node, new[news[b]].node) {
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
	weight               []uint16 // by bucket; first how many provisions have it
	oldWeight, newWeight []int
	start                []int32 // by bucket, where its postings begin
	postings             []int32
	stamps               []int32  // by bucket, the last provision in which it was met, counted from 1
	shingles             []uint32 // of one provision behind the other
	mask                 uint32
}

func newShingleIndex(room *likenessRoom, old, new []*item, olds, news []int) *shingleIndex {
	total := 0
	for _, i := range olds {
		total += len(old[i].tokens)
	}
	for _, j := range news {
		total += len(new[j].tokens)
	}
	buckets := 1 << max(10, min(21, bits.Len(uint(total))))
	room.shingles = slices.Grow(room.shingles[:0], total)
	room.holders, room.stamps = zeroed(room.holders, buckets), zeroed(room.stamps, buckets+2)
	x := &shingleIndex{mask: uint32(buckets - 1), weight: room.holders, stamps: room.stamps, shingles: room.shingles}
	x.old = x.sets(old, olds, 0)
	x.new = x.sets(new, news, len(olds))
	x.weigh(len(olds) + len(news))
	x.post(room)
	x.oldWeight, x.newWeight = x.weights(x.old), x.weights(x.new)
	return x
}

// sets returns the shingles of provisions, behind so many others, and counts for each bucket those that have it, to one more than
// mostHolders.
func (x *shingleIndex) sets(items []*item, list []int, behind int) [][]uint32 {
	out := make([][]uint32, len(list))
	for k, i := range list {
		out[k] = x.set(items[i].tokens, int32(behind+k+1))
		for _, s := range out[k] {
			x.weight[s] = min(x.weight[s]+1, mostHolders+1)
		}
	}
	return out
}

// weigh makes of how many provisions have a bucket what it weighs among n of them.
func (x *shingleIndex) weigh(n int) {
	for s, holders := range x.weight {
		x.weight[s] = 0
		if holders > 0 && holders <= mostHolders && (n < 12 || int(holders) <= n/4+2) {
			x.weight[s] = uint16(1 + bits.Len(uint(n/int(holders))))
		}
	}
}

// post lists the new provisions of each bucket that counts. The stamps, no longer needed, become the starts: while a bucket is filled its
// start stands one further, so that it has moved to its end when the next bucket's begins there.
func (x *shingleIndex) post(room *likenessRoom) {
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
	room.postings = zeroed(room.postings, int(next[len(x.weight)]))
	x.postings = room.postings
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

// set returns the set of words and word pairs of a text. All numbers count as one word, so that renumbered references do not make
// provisions less alike.
func (x *shingleIndex) set(ts []token, stamp int32) []uint32 {
	from := len(x.shingles)
	add := func(h uint64) {
		h *= 0x9E3779B97F4A7C15
		s := uint32(h>>40) & x.mask
		if x.stamps[s] != stamp {
			x.stamps[s] = stamp
			x.shingles = append(x.shingles, s)
		}
	}
	prev := uint64(0)
	for _, t := range ts {
		if t.class != wordToken {
			continue
		}
		word := uint64(1)
		if t.trait() != digitToken {
			word = uint64(t.key) + 2
			add(word)
		}
		add(prev<<32 | word)
		prev = word
	}
	return x.shingles[from:len(x.shingles):len(x.shingles)]
}

func startsWithDigit(s string) bool {
	return '0' <= s[0] && s[0] <= '9'
}
