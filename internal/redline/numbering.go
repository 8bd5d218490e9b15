package redline

import (
	"hash/maphash"
	"slices"
	"strings"
)

// A numbering gives every distinct text a number, from 0 in the order of first sight. It is a map whose keys stand in a list of their own,
// without what a map keeps for texts that go away again.
type numbering struct {
	texts []string
	slots []int32 // where a text is sought: its number and one, 0 for nothing; a third more than texts at least, a power of two
}

var numberingSeed = maphash.MakeSeed()

func newNumbering() numbering { return numbering{slots: make([]int32, 64)} }

// reserve makes room for that many texts.
func (n *numbering) reserve(texts int) {
	n.texts = slices.Grow(n.texts, max(0, texts-len(n.texts)))
	slots := len(n.slots)
	for 3*slots < 4*texts {
		slots *= 2
	}
	n.spread(slots)
}

// find returns the number of a text, none where it has none, and the slot at which a text without one is added.
func (n *numbering) find(text string) (int32, uint64) {
	mask := uint64(len(n.slots) - 1)
	for at := maphash.String(numberingSeed, text) & mask; ; at = (at + 1) & mask {
		k := n.slots[at]
		if k == 0 {
			return none, at
		}
		if n.texts[k-1] == text {
			return k - 1, at
		}
	}
}

// add gives a text its number, at the slot where it was not found.
func (n *numbering) add(text string, slot uint64) int32 {
	n.texts = append(n.texts, text)
	number := int32(len(n.texts))
	n.slots[slot] = number
	if 4*len(n.texts) > 3*len(n.slots) {
		n.spread(2 * len(n.slots))
	}
	return number - 1
}

// forget takes every text its number.
func (n *numbering) forget() {
	clear(n.texts)
	clear(n.slots)
	n.texts = n.texts[:0]
}

// spread puts the numbers of the texts into that many slots.
func (n *numbering) spread(slots int) {
	if slots == len(n.slots) {
		return
	}
	n.slots = make([]int32, slots)
	for k, text := range n.texts {
		_, slot := n.find(text)
		n.slots[slot] = int32(k + 1)
	}
}

// A textRoom keeps texts, many in one allocation.
type textRoom struct {
	open strings.Builder
}

// textsAtOnce is how many bytes are given room at once.
const textsAtOnce = 2 << 10

// keep returns the bytes as a text.
func (r *textRoom) keep(text []byte) string {
	if r.open.Cap()-r.open.Len() < len(text) {
		r.open = strings.Builder{}
		r.open.Grow(max(textsAtOnce, len(text)))
	}
	from := r.open.Len()
	r.open.Write(text)
	return r.open.String()[from:]
}
