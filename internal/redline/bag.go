package redline

import "cmp"

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
