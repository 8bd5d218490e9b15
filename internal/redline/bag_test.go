package redline

import (
	"math/rand/v2"
	"slices"
	"testing"
)

func TestPairsOfWordsAreSortedAtEveryLength(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, n := range []int{0, 1, 2, 63, 64, 65, 100, 1000, 70_000} {
		for _, most := range []uint32{1, 1 << 8, 1 << 20, 1<<32 - 1} {
			ps := make([]wordPair, n)
			for k := range ps {
				ps[k] = wordPair(r.Uint32N(most))
			}
			want := slices.Clone(ps)
			slices.Sort(want)
			sortPairs(ps)
			if !slices.Equal(ps, want) {
				t.Errorf("%d pairs below %d are not sorted", n, most)
			}
		}
	}
}
