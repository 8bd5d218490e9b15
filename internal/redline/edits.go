package redline

import "slices"

// An edit is a stretch of old[o0:o1] and new[n0:n1]. Where same is set the stretches are equally long and have equal keys; where it is
// not, the old stretch is gone and the new one stands in its place; typographic says that it says the same, follows that it is a number in
// a reference that goes with a renumbering. A script of edits covers both sequences in order.
type edit struct {
	same        bool
	typographic bool
	follows     bool
	o0, o1      int
	n0, n1      int
}

// A scriptBuilder collects edits and joins neighbours of the same kind.
type scriptBuilder struct {
	edits []edit
	o, n  int
}

func (b *scriptBuilder) keep(n int) {
	b.add(edit{same: true, o0: b.o, o1: b.o + n, n0: b.n, n1: b.n + n})
}

func (b *scriptBuilder) replace(removed, added int) {
	b.add(edit{o0: b.o, o1: b.o + removed, n0: b.n, n1: b.n + added})
}

func (b *scriptBuilder) add(e edit) {
	b.o, b.n = e.o1, e.n1
	if e.o0 == e.o1 && e.n0 == e.n1 {
		return
	}
	if k := len(b.edits) - 1; k >= 0 && b.edits[k].same == e.same {
		b.edits[k].o1, b.edits[k].n1 = e.o1, e.n1
		return
	}
	b.edits = append(b.edits, e)
}

// maxProduct bounds the work of one word comparison: two sequences whose lengths multiply to more are first cut at words, or runs of
// words, that stand once in each, and what cannot be cut is shown as replaced.
const maxProduct = 16 << 20

// compareWords appends to the script the words kept and changed between two sequences.
func (b *scriptBuilder) compareWords(d *wordDiffer, old, new []token) {
	head := 0
	for head < len(old) && head < len(new) && old[head].key == new[head].key {
		head++
	}
	b.keep(head)
	old, new = old[head:], new[head:]
	tail := 0
	for tail < len(old) && tail < len(new) && old[len(old)-1-tail].key == new[len(new)-1-tail].key {
		tail++
	}
	old, new = old[:len(old)-tail], new[:len(new)-tail]
	b.compareMiddle(d, old, new)
	b.keep(tail)
}

func (b *scriptBuilder) compareMiddle(d *wordDiffer, old, new []token) {
	if len(old) == 0 || len(new) == 0 {
		b.replace(len(old), len(new))
		return
	}
	if len(old) > maxProduct/len(new) {
		b.compareAtAnchors(d, old, new)
		return
	}
	pieces := d.pieces(old, new)
	b.edits = slices.Grow(b.edits, len(pieces))
	for _, p := range pieces {
		switch p.op {
		case '=':
			b.keep(p.n)
		case '-':
			b.replace(p.n, 0)
		default:
			b.replace(0, p.n)
		}
	}
}

func (b *scriptBuilder) compareAtAnchors(d *wordDiffer, old, new []token) {
	var anchors []match
	for _, run := range []int{1, 3, 9, 27} {
		anchors = uniqueAnchors(tokenKeys(old, run), tokenKeys(new, run))
		anchors = slices.DeleteFunc(anchors, func(m match) bool { return old[m.old].key != new[m.new].key })
		if len(anchors) > 0 {
			break
		}
	}
	o, n := 0, 0
	for _, a := range anchors {
		b.compareMiddle(d, old[o:a.old], new[n:a.new])
		b.keep(1)
		o, n = a.old+1, a.new+1
	}
	if len(anchors) == 0 {
		b.replace(len(old), len(new))
		return
	}
	b.compareMiddle(d, old[o:], new[n:])
}

// tokenKeys returns, for every token behind which enough stand, a number for it and those behind it, so many in all.
func tokenKeys(ts []token, run int) []uint64 {
	out := make([]uint64, max(0, len(ts)-run+1))
	for i := range out {
		out[i] = hashKeys(ts[i : i+run])
	}
	return out
}

type match struct{ old, new int }

// uniqueAnchors returns the longest chain, rising on both sides, of values that stand exactly once in each sequence.
func uniqueAnchors(old, new []uint64) []match {
	if len(old) == 0 || len(new) == 0 {
		return nil
	}
	type place struct{ oldCount, newCount, old int }
	places := make(map[uint64]place, len(old))
	for i, k := range old {
		p := places[k]
		p.oldCount++
		p.old = i
		places[k] = p
	}
	for _, k := range new {
		p, ok := places[k]
		if ok {
			p.newCount++
			places[k] = p
		}
	}
	var candidates []match
	for j, k := range new {
		p := places[k]
		if p.oldCount == 1 && p.newCount == 1 {
			candidates = append(candidates, match{old: p.old, new: j})
		}
	}
	return longestRise(candidates, nil)
}
