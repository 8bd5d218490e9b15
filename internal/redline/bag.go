package redline

import (
	"cmp"
	"slices"
)

// common counts what two sorted bags share, each member as often as it stands in both.
func common[T cmp.Ordered](a, b []T) int {
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			n++
			i++
			j++
		}
	}
	return n
}

// sortPairs is slices.Sort, several times as fast for the many pairs of a long provision: by one byte after the other, the lowest first (D. E. Knuth, The Art of Computer
// Programming, 5.2.5, Algorithm R).
func sortPairs(ps []wordPair) {
	if len(ps) < 1<<6 {
		slices.Sort(ps)
		return
	}
	var behind [4][1 << 8]int32 // of each byte, how many pairs have it, then where those go
	for _, p := range ps {
		for b := range behind {
			behind[b][byte(p>>(8*b))]++
		}
	}
	other := make([]wordPair, len(ps))
	for b := range behind {
		at := int32(0)
		for v, n := range behind[b] {
			behind[b][v] = at
			at += n
		}
		for _, p := range ps {
			next := &behind[b][byte(p>>(8*b))]
			other[*next] = p
			*next++
		}
		ps, other = other, ps
	}
}

// without returns the sorted bag a less what stands in b.
func without[T cmp.Ordered](a, b []T) []T {
	out := make([]T, 0, len(a))
	j := 0
	for _, m := range a {
		for j < len(b) && b[j] < m {
			j++
		}
		if j < len(b) && b[j] == m {
			j++
			continue
		}
		out = append(out, m)
	}
	return out
}
