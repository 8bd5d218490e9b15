// Package intern gives distinct strings numbers.
package intern

import (
	"hash/maphash"
	"slices"
)

// Strings gives every distinct string a number, from 0 in the order of first sight. It is a map that is only added to, or forgotten as a
// whole: sooner asked, and smaller, than one whose keys may go away again. Its zero value is not ready; New makes one.
type Strings struct {
	all   []string
	slots []int32 // where a string is sought: its number and one, 0 for nothing; a third more than strings at least, a power of two
}

var seed = maphash.MakeSeed()

// New returns one with room for n strings.
func New(n int) *Strings {
	s := &Strings{slots: make([]int32, 8)}
	s.Reserve(n)
	return s
}

// Reserve makes room for n strings in all.
func (s *Strings) Reserve(n int) {
	s.all = slices.Grow(s.all, max(0, n-len(s.all)))
	slots := len(s.slots)
	for 3*slots < 4*n {
		slots *= 2
	}
	s.spread(slots)
}

// Find returns the number of a string and true, or the slot at which Add takes one that has no number, and false.
func (s *Strings) Find(text string) (number int32, slot uint64, known bool) {
	mask := uint64(len(s.slots) - 1)
	for at := maphash.String(seed, text) & mask; ; at = (at + 1) & mask {
		k := s.slots[at]
		if k == 0 {
			return 0, at, false
		}
		if s.all[k-1] == text {
			return k - 1, at, true
		}
	}
}

// Add gives a string its number and returns it, at the slot where Find did not find it, nothing having been added since.
func (s *Strings) Add(text string, slot uint64) int32 {
	s.all = append(s.all, text)
	number := int32(len(s.all))
	s.slots[slot] = number
	if 4*len(s.all) > 3*len(s.slots) {
		s.spread(2 * len(s.slots))
	}
	return number - 1
}

// Has reports whether a string has a number.
func (s *Strings) Has(text string) bool {
	_, _, known := s.Find(text)
	return known
}

// Put gives a string a number unless it has one, and reports whether it had none.
func (s *Strings) Put(text string) bool {
	_, slot, known := s.Find(text)
	if !known {
		s.Add(text, slot)
	}
	return !known
}

// Len returns how many strings have a number.
func (s *Strings) Len() int { return len(s.all) }

// All returns the strings by their numbers. Nobody writes into it.
func (s *Strings) All() []string { return s.all }

// Forget takes every string its number. The room stays.
func (s *Strings) Forget() {
	clear(s.all)
	clear(s.slots)
	s.all = s.all[:0]
}

// spread puts the numbers of the strings into that many slots.
func (s *Strings) spread(slots int) {
	if slots == len(s.slots) {
		return
	}
	s.slots = make([]int32, slots)
	for k, text := range s.all {
		_, slot, _ := s.Find(text)
		s.slots[slot] = int32(k + 1)
	}
}
