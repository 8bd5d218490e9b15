package act

import "hash/maphash"

// A stringSet holds strings. It is a map[string]bool that is only added to, sooner done and smaller for many.
type stringSet struct {
	seed  maphash.Seed
	all   []string // in the order in which they came
	slots []uint32 // by the hash, the place in all from 1 on, 0 for none; at least a quarter is free
}

// newStringSet returns an empty set with room for n strings.
func newStringSet(n int) *stringSet {
	size := 8
	for 3*size < 4*n {
		size *= 2
	}
	return &stringSet{seed: maphash.MakeSeed(), all: make([]string, 0, n), slots: make([]uint32, size)}
}

// slot returns where s stands among the slots, or the free one where it would.
func (set *stringSet) slot(s string) *uint32 {
	last := uint64(len(set.slots) - 1)
	for at := maphash.String(set.seed, s) & last; ; at = (at + 1) & last {
		if place := set.slots[at]; place == 0 || set.all[place-1] == s {
			return &set.slots[at]
		}
	}
}

// has reports whether the set holds s.
func (set *stringSet) has(s string) bool { return *set.slot(s) != 0 }

// add adds s and reports whether the set did not hold it.
func (set *stringSet) add(s string) bool {
	slot := set.slot(s)
	if *slot != 0 {
		return false
	}
	if set.all = append(set.all, s); 4*len(set.all) <= 3*len(set.slots) {
		*slot = uint32(len(set.all))
		return true
	}
	set.slots = make([]uint32, 2*len(set.slots))
	for i, held := range set.all {
		*set.slot(held) = uint32(i + 1)
	}
	return true
}
