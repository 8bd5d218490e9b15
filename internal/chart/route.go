package chart

import (
	"cmp"
	"slices"
)

// span is the part of a side that a trunk takes.
type span struct {
	trunk
	row      int // of the node to which it leads
	from, to float64
}

// route gives every trunk a lane: the shorter ones stand nearer.
func (l *layout) route() {
	for _, side := range []way{left, right} {
		spans := l.spans(side)
		slices.SortStableFunc(spans, func(a, b span) int {
			return cmp.Or(cmp.Compare(a.to-a.from, b.to-b.from), cmp.Compare(a.row, b.row))
		})
		var taken [][]span
		for _, s := range spans {
			k := slices.IndexFunc(taken, func(lane []span) bool {
				return !slices.ContainsFunc(lane, func(o span) bool { return s.from < o.to+8 && o.from < s.to+8 })
			})
			if k < 0 {
				k, taken = len(taken), append(taken, nil)
			}
			taken[k] = append(taken[k], s)
			l.lanes[s.trunk] = l.laneX(side, k)
		}
	}
}

func (l *layout) laneX(side way, k int) float64 {
	if side == right {
		return l.right + float64(k)*laneStep
	}
	return l.left - band - float64(k)*laneStep
}

// spans returns the trunks of a side, in the order of the nodes to which they lead.
func (l *layout) spans(side way) []span {
	var all []span
	for _, b := range l.boxes {
		s := span{trunk: trunk{b.ID, side}, row: b.row}
		found := false
		for i, e := range l.flow.Edges {
			if l.ways[i] != side || e.To != b.ID {
				continue
			}
			from, in := l.ends(i)
			if !found {
				found, s.from, s.to = true, in, in
			}
			s.from, s.to = min(s.from, from), max(s.to, from)
		}
		if found {
			all = append(all, s)
		}
	}
	return all
}

// ends returns at which height an edge along a side leaves, and comes in.
func (l *layout) ends(i int) (float64, float64) {
	e := l.flow.Edges[i]
	from, to := l.byID[e.From], l.byID[e.To]
	if l.ways[i] == left {
		return portOf(from.left, i).y, portOf(to.left, -1).y
	}
	return portOf(from.right, i).y, portOf(to.right, -1).y
}

// point is a place in the picture.
type point struct{ x, y float64 }

// path returns the corners of an edge; the last lies on the box to which it leads.
func (l *layout) path(i int) []point {
	e := l.flow.Edges[i]
	from, to := l.byID[e.From], l.byID[e.To]
	switch l.ways[i] {
	case down:
		x := from.x + from.w/2
		return []point{{x, from.bottom()}, {x, to.y}}
	case short:
		y := portOf(from.right, i).y
		return []point{{from.x + from.w, y}, {to.x, y}}
	case left:
		out, in := l.ends(i)
		x := l.lanes[trunk{to.ID, left}]
		return []point{{from.x, out}, {x, out}, {x, in}, {to.x, in}}
	}
	out, in := l.ends(i)
	x := l.lanes[trunk{to.ID, right}]
	return []point{{from.x + from.w, out}, {x, out}, {x, in}, {to.x + to.w, in}}
}
