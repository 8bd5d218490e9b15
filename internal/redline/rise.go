package redline

import (
	"cmp"
	"slices"
	"sort"
)

// longestRise returns the heaviest chain of matches whose old indexes rise, given matches in the order of their new indexes. Without
// weights every match counts one; all weights are more than 0. Of two chains of one weight the one that ends at the earlier match is taken,
// all the way back, so the answer is unique.
func longestRise(ms []match, weights []int) []match {
	rising := func(behind, before match) int { return cmp.Compare(behind.old, before.old+1) } // equal ones do not rise
	if slices.IsSortedFunc(ms, rising) {
		return ms
	}
	order := make([]int, len(ms))
	for i := range order {
		order[i] = i
	}
	sort.Slice(order, func(a, b int) bool {
		if ms[order[a]].old != ms[order[b]].old {
			return ms[order[a]].old < ms[order[b]].old
		}
		return order[a] < order[b]
	})
	rank := make([]int, len(ms))
	r := 0
	for k, i := range order {
		if k == 0 || ms[i].old != ms[order[k-1]].old {
			r++
		}
		rank[i] = r
	}
	best := make([]int, len(ms))
	before := make([]int, len(ms))
	tree := make([]int, r+1)
	for i := range tree {
		tree[i] = -1
	}
	better := func(a, b int) bool {
		return b < 0 || best[a] > best[b] || best[a] == best[b] && a < b
	}
	last := -1
	for i := range ms {
		w := 1
		if weights != nil {
			w = weights[i]
		}
		before[i] = -1
		for k := rank[i] - 1; k > 0; k &= k - 1 {
			if t := tree[k]; t >= 0 && (before[i] < 0 || better(t, before[i])) {
				before[i] = t
			}
		}
		best[i] = w
		if before[i] >= 0 {
			best[i] += best[before[i]]
		}
		for k := rank[i]; k <= r; k += k & -k {
			if better(i, tree[k]) {
				tree[k] = i
			}
		}
		if better(i, last) {
			last = i
		}
	}
	var chain []match
	for i := last; i >= 0; i = before[i] {
		chain = append(chain, ms[i])
	}
	for i, j := 0, len(chain)-1; i < j; i, j = i+1, j-1 {
		chain[i], chain[j] = chain[j], chain[i]
	}
	return chain
}
