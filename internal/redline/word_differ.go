package redline

import "slices"

// A piece is a run of tokens that stand in both sequences ('='), in the old one only ('-') or in the new one only ('+').
type piece struct {
	op byte
	n  int
}

// A wordDiffer finds the fewest tokens that were removed and added between two sequences, searching from both ends at once: E. W. Myers,
// An O(ND) Difference Algorithm and Its Variations, 1986. It knows no time limit, with which the answer would depend on the load of the
// machine; the caller bounds the lengths instead. It reuses its memory and is for one goroutine.
type wordDiffer struct {
	old, new          []int32 // keys
	forward, backward []int32 // by diagonal, how far into the old sequence the search has come from either end
	out, unsettled    []piece

	oldLines, newLines []textLine // of a lineAligner, as are the groups
	groups             []lineGroup
}

// pieces returns what rebuilds both sequences, in order. The slice is good until the next call.
func (d *wordDiffer) pieces(old, new []token) []piece {
	d.old, d.new = appendKeys(d.old[:0], old), appendKeys(d.new[:0], new)
	d.out = d.out[:0]
	d.compare(0, len(old), 0, len(new))
	return slices.DeleteFunc(d.out, func(p piece) bool { return p.n == 0 })
}

func appendKeys(keys []int32, ts []token) []int32 {
	keys = slices.Grow(keys, len(ts))
	for k := range ts {
		keys = append(keys, ts[k].key)
	}
	return keys
}

func (d *wordDiffer) add(op byte, n int) {
	if n > 0 {
		d.out = append(d.out, piece{op: op, n: n})
	}
}

// compare appends the pieces of old[o0:o1] and new[n0:n1].
func (d *wordDiffer) compare(o0, o1, n0, n1 int) {
	from := len(d.out)
	head := sameHead(d.old[o0:o1], d.new[n0:n1])
	d.add('=', head)
	if head == o1-o0 && head == n1-n0 {
		return
	}
	tail := sameTail(d.old[o0+head:o1], d.new[n0+head:n1])
	d.compareMiddle(o0+head, o1-tail, n0+head, n1-tail)
	d.add('=', tail)
	d.settle(from, o0, n0)
}

// compareMiddle does what compare does for stretches that neither begin nor end alike.
func (d *wordDiffer) compareMiddle(o0, o1, n0, n1 int) {
	old, new := d.old[o0:o1], d.new[n0:n1]
	if len(old) == 0 || len(new) == 0 {
		d.add('-', len(old))
		d.add('+', len(new))
		return
	}
	op, longer, shorter := byte('+'), new, old
	if len(old) > len(new) {
		op, longer, shorter = '-', old, new
	}
	if at := indexOf(longer, shorter); at >= 0 {
		d.add(op, at)
		d.add('=', len(shorter))
		d.add(op, len(longer)-at-len(shorter))
		return
	}
	if len(shorter) > 1 {
		if o, n, ok := d.meet(old, new); ok {
			d.compare(o0, o0+o, n0, n0+n)
			d.compare(o0+o, o1, n0+n, n1)
			return
		}
	}
	d.add('-', len(old))
	d.add('+', len(new))
}

// meet returns a place in both sequences through which a shortest way from one to the other leads; false where they have nothing in common.
func (d *wordDiffer) meet(old, new []int32) (int, int, bool) {
	most := (len(old) + len(new) + 1) / 2
	if len(d.forward) <= 2*most {
		d.forward, d.backward = make([]int32, 3*most+1), make([]int32, 3*most+1)
	}
	forward, backward := d.forward[:2*most+1], d.backward[:2*most+1]
	forward[most-1], forward[most], forward[most+1] = unreached, unreached, 0
	backward[most-1], backward[most], backward[most+1] = unreached, unreached, 0
	skew := len(old) - len(new)
	odd := skew%2 != 0 // the ways meet on a step forward
	// The diagonals that ran off the table are not looked at again.
	var offForward, offBackward [2]int
	for step := range most {
		// Between these diagonals the other search has been.
		from, to := skew-step-1, skew+step+1
		if out := step + 1; step > 0 {
			forward[most-out], forward[most+out] = unreached, unreached
			backward[most-out], backward[most+out] = unreached, unreached
		}
		for k := -step + offForward[0]; k <= step-offForward[1]; k += 2 {
			x := nextReach(forward[most+k-1 : most+k+2])
			y := x - k
			for uint(x) < uint(len(old)) && uint(y) < uint(len(new)) && old[x] == new[y] {
				x++
				y++
			}
			forward[most+k] = int32(x)
			switch {
			case x > len(old):
				offForward[1] += 2
			case y > len(new):
				offForward[0] += 2
			case odd && from <= k && k <= to:
				if back := int(backward[most+skew-k]); back != unreached && x >= len(old)-back {
					return x, y, true
				}
			}
		}
		for k := -step + offBackward[0]; k <= step-offBackward[1]; k += 2 {
			x := nextReach(backward[most+k-1 : most+k+2])
			y := x - k
			for o, n := len(old)-1-x, len(new)-1-y; uint(o) < uint(len(old)) && uint(n) < uint(len(new)) && old[o] == new[n]; {
				x++
				y++
				o--
				n--
			}
			backward[most+k] = int32(x)
			switch {
			case x > len(old):
				offBackward[1] += 2
			case y > len(new):
				offBackward[0] += 2
			case !odd && from <= k && k <= to:
				if ahead := int(forward[most+skew-k]); ahead != unreached && ahead >= len(old)-x {
					return ahead, ahead - (skew - k), true
				}
			}
		}
	}
	return 0, 0, false
}

const unreached = -1

// nextReach returns how far one more removal or addition leads on the middle one of three diagonals. Of the others one may be unreached.
func nextReach(beside []int32) int {
	return int(max(beside[2], beside[0]+1))
}

// settle rewrites the pieces behind from, which begin at old[o] and new[n], until nothing changes: changes beside each other become one
// removal and one addition without what these begin and end with alike, and a change between two kept stretches, one of which it holds at
// its other end, moves over that one.
func (d *wordDiffer) settle(from, o, n int) {
	for {
		d.join(from, o, n)
		if !d.shift(from, o, n) {
			return
		}
	}
}

// join makes one removal and one addition of changes beside each other.
func (d *wordDiffer) join(from, o, n int) {
	d.unsettled = append(d.unsettled[:0], d.out[from:]...)
	d.out = d.out[:from]
	var removed, added, removals, additions int
	for k := 0; k <= len(d.unsettled); k++ {
		kept := piece{op: '='} // behind the last
		if k < len(d.unsettled) {
			kept = d.unsettled[k]
		}
		switch kept.op {
		case '-':
			removed += kept.n
			removals++
			continue
		case '+':
			added += kept.n
			additions++
			continue
		}
		nextO, nextN := o+removed+kept.n, n+added+kept.n
		last := len(d.out) - 1
		if removals > 0 && additions > 0 {
			head := sameHead(d.old[o:o+removed], d.new[n:n+added])
			if head > 0 && last >= from {
				d.out[last].n += head
			} else {
				d.add('=', head)
			}
			removed, added, o, n = removed-head, added-head, o+head, n+head
			tail := sameTail(d.old[o:o+removed], d.new[n:n+added])
			removed, added, kept.n = removed-tail, added-tail, kept.n+tail
		}
		if removals > 0 {
			d.out = append(d.out, piece{op: '-', n: removed})
		}
		if additions > 0 {
			d.out = append(d.out, piece{op: '+', n: added})
		}
		if removals+additions == 0 && last >= from {
			d.out[last].n += kept.n
		} else {
			d.out = append(d.out, kept)
		}
		o, n = nextO, nextN
		removed, added, removals, additions = 0, 0, 0, 0
	}
	if last := len(d.out) - 1; last >= from && d.out[last].n == 0 {
		d.out = d.out[:last]
	}
}

// shift moves changes over kept stretches and tells whether it moved any.
func (d *wordDiffer) shift(from, o, n int) bool {
	shifted := false
	for k := from + 1; k < len(d.out)-1; k++ {
		o, n = d.out[k-1].behind(o, n)
		if d.out[k-1].op != '=' || d.out[k+1].op != '=' {
			continue
		}
		before, change, after := d.out[k-1].n, d.out[k], d.out[k+1].n
		keys, at := d.old, o
		if change.op == '+' {
			keys, at = d.new, n
		}
		changed := keys[at : at+change.n]
		switch {
		case hasTail(changed, keys[at-before:at]):
			d.out[k+1].n += before
			d.out = slices.Delete(d.out, k-1, k)
			o, n = change.behind(o-before, n-before)
		case hasHead(changed, keys[at+change.n:at+change.n+after]):
			d.out[k-1].n += after
			d.out = slices.Delete(d.out, k+1, k+2)
			o, n = o+after, n+after
		default:
			continue
		}
		shifted = true
	}
	return shifted
}

// behind returns where the old and the new sequence go on behind a piece that begins at o and n.
func (p piece) behind(o, n int) (int, int) {
	if p.op != '+' {
		o += p.n
	}
	if p.op != '-' {
		n += p.n
	}
	return o, n
}

// sameHead counts the keys with which both begin.
func sameHead(a, b []int32) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// sameTail counts the keys with which both end.
func sameTail(a, b []int32) int {
	n := 0
	for n < len(a) && n < len(b) && a[len(a)-1-n] == b[len(b)-1-n] {
		n++
	}
	return n
}

func hasHead(s, head []int32) bool { return len(s) >= len(head) && slices.Equal(s[:len(head)], head) }

func hasTail(s, tail []int32) bool {
	return len(s) >= len(tail) && slices.Equal(s[len(s)-len(tail):], tail)
}

// indexOf returns where part stands first in s, -1 where it does not.
func indexOf(s, part []int32) int {
	for at := 0; at+len(part) <= len(s); at++ {
		next := slices.Index(s[at:len(s)-len(part)+1], part[0])
		if next < 0 {
			return -1
		}
		at += next
		if slices.Equal(s[at:at+len(part)], part) {
			return at
		}
	}
	return -1
}
