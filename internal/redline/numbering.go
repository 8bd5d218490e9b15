package redline

import "hash/maphash"

// A numbering gives every distinct text a number, from 0 in the order of first sight. It is a map whose keys stand in a list of their own,
// without what a map keeps for texts that go away again.
type numbering struct {
	texts []string
	slots []int32 // where a text is sought: its number and one, 0 for nothing; twice as many as texts at least, a power of two
}

var numberingSeed = maphash.MakeSeed()

// newNumbering returns one with room for about that many texts.
func newNumbering(texts int) numbering {
	slots := 64
	for slots < 2*texts {
		slots *= 2
	}
	return numbering{texts: make([]string, 0, texts), slots: make([]int32, slots)}
}

// find returns the number of a text, none where it has none.
func (n *numbering) find(text string) int32 {
	for at := maphash.String(numberingSeed, text); ; at++ {
		k := n.slots[at&uint64(len(n.slots)-1)]
		if k == 0 {
			return none
		}
		if n.texts[k-1] == text {
			return k - 1
		}
	}
}

// add gives a text that has none its number.
func (n *numbering) add(text string) int32 {
	n.texts = append(n.texts, text)
	number := int32(len(n.texts))
	if 2*len(n.texts) <= len(n.slots) {
		n.put(text, number)
		return number - 1
	}
	n.slots = make([]int32, 2*len(n.slots))
	for k, t := range n.texts {
		n.put(t, int32(k+1))
	}
	return number - 1
}

func (n *numbering) put(text string, number int32) {
	at := maphash.String(numberingSeed, text)
	for n.slots[at&uint64(len(n.slots)-1)] != 0 {
		at++
	}
	n.slots[at&uint64(len(n.slots)-1)] = number
}
