package chart

import "slices"

// Flow is a graph of steps: one column of those on the main way, those beside it
// further right, each in a row of its own.
type Flow struct {
	Heading
	Nodes []Node // in the order in which they are drawn, from the top
	Edges []Edge
}

// Place says where a node stands.
type Place int

const (
	Main Place = iota // in the column of the main way
	Side              // beside it
	Stop              // at the end of the one edge that leads to it
)

// State says what a dossier has to do with a node.
type State int

const (
	Plain State = iota
	Done
	Now
)

// Node is a step, or an end.
type Node struct {
	ID    string
	Place Place
	Title string
	Notes []string // in smaller letters below it
	Badge string   // in strong letters below those
	State State
	Round bool // an end
}

// Edge is a way from a node to another.
type Edge struct {
	From, To string
	Label    string
	Taken    bool
}

// The measures of a graph, in units of the picture.
const (
	nodeWidth  = 250.0
	band       = 200.0 // beside a column, where the labels of edges stand
	shift      = nodeWidth/2 + 40
	underWidth = nodeWidth/2 + shift + 50 // of the labels under a node, right of its middle
	laneStep   = 13.0
	margin     = 12.0
	titleSize  = 14.0
	titleStep  = 18.0
	noteSize   = 12.5
	noteStep   = 16.0
	padding    = 10.0
	leastGap   = 26.0
	portHeight = 20.0
)

// box is a node with its place in the picture.
type box struct {
	Node
	row         int
	x, y, w, h  float64
	title       []string
	notes       []string
	left, right []port
}

func (b *box) bottom() float64 { return b.y + b.h }

// port is where an edge leaves a box or comes in, at the side.
type port struct {
	edge  int // -1: edges come in
	lines []string
	h     float64
	y     float64 // of the edge
}

// way says how an edge goes.
type way int

const (
	down  way = iota // to the next of the main way
	left             // back, along the left side
	right            // along the right side
	short            // to its own end
)

// layout is a graph with everything in its place.
type layout struct {
	flow          Flow
	boxes         []*box // as the nodes of the flow
	byID          map[string]*box
	ways          []way
	lanes         map[trunk]float64 // x of each
	left          float64           // of the main column
	right         float64           // where the lanes of the right side begin
	width, height float64
}

// trunk is a line along a side that all edges share which lead to one node.
type trunk struct {
	to   string
	side way
}

// lay puts everything in its place. An edge from or to a node that there is not
// is left out.
func (f Flow) lay() *layout {
	l := &layout{byID: map[string]*box{}, lanes: map[trunk]float64{}}
	for _, n := range f.Nodes {
		b := &box{Node: n, row: -1, w: nodeWidth}
		b.title = wrap(n.Title, titleSize, nodeWidth-2*padding-8)
		for _, note := range n.Notes {
			b.notes = append(b.notes, wrap(note, noteSize, nodeWidth-2*padding)...)
		}
		l.boxes, l.byID[n.ID] = append(l.boxes, b), b
	}
	for _, e := range f.Edges {
		if l.byID[e.From] != nil && l.byID[e.To] != nil {
			l.flow.Edges = append(l.flow.Edges, e)
		}
	}
	l.flow.Heading = f.Heading
	l.rows()
	l.choose()
	l.columns()
	l.stack()
	l.route()
	return l
}

// rows numbers the rows.
func (l *layout) rows() {
	row := 0
	for _, b := range l.boxes {
		if b.Place != Stop {
			b.row = row
			row++
		}
	}
}

// choose decides how each edge goes, and gives it its ports.
func (l *layout) choose() {
	next := map[string]string{}
	before := ""
	for _, b := range l.boxes {
		if b.Place == Main {
			next[before], before = b.ID, b.ID
		}
	}
	sided := slices.ContainsFunc(l.boxes, func(b *box) bool { return b.Place == Side })
	incoming := map[trunk]bool{}
	for i, e := range l.flow.Edges {
		from, to := l.byID[e.From], l.byID[e.To]
		w := right
		switch {
		case to.Place == Stop:
			w = short
		case from.Place == Main && next[from.ID] == to.ID:
			w = down
		case from.Place == Main && to.row <= from.row:
			w = left
		}
		l.ways = append(l.ways, w)
		switch w {
		case left:
			from.left = append(from.left, outgoing(i, e.Label, band))
		case right:
			room := band
			if from.Place == Main && sided {
				room += shift
			}
			from.right = append(from.right, outgoing(i, e.Label, room))
		case short:
			h := float64(len(wrap(to.Title, noteSize, stopWidth-2*padding))+len(to.Notes))*noteStep + 14
			from.right = append(from.right, port{edge: i, h: h})
		}
		if t := (trunk{to.ID, w}); (w == left || w == right) && !incoming[t] {
			incoming[t] = true
			if w == left {
				to.left = append([]port{{edge: -1, h: portHeight}}, to.left...)
			} else {
				to.right = append([]port{{edge: -1, h: portHeight}}, to.right...)
			}
		}
	}
}

// stopWidth is how wide an end is that stands beside its node.
const stopWidth = band - 34

// outgoing returns the port of an edge whose label has that much room.
func outgoing(edge int, label string, room float64) port {
	p := port{edge: edge, lines: wrap(label, noteSize, room-24)}
	p.h = float64(len(p.lines))*noteStep + 10
	return p
}

// columns finds the place of the columns from left to right.
func (l *layout) columns() {
	x := margin
	for i := range l.flow.Edges {
		if l.ways[i] == left {
			x = margin + float64(l.trunks(left))*laneStep + band
			break
		}
	}
	l.left = x
	for _, b := range l.boxes {
		b.x = x
		if b.Place == Side {
			b.x = x + shift
		}
	}
	for _, b := range l.boxes {
		l.right = max(l.right, b.x+nodeWidth)
	}
	for i := range l.flow.Edges {
		if l.ways[i] == short || l.ways[i] == right {
			l.width = band // room for labels and ends
		}
	}
	l.right += l.width
	l.width = l.right + float64(l.trunks(right))*laneStep + margin
	l.width = max(l.width, x+nodeWidth/2+underWidth+margin)
}

// trunks returns how many nodes are led to along a side.
func (l *layout) trunks(side way) int {
	to := map[string]bool{}
	for i, e := range l.flow.Edges {
		if l.ways[i] == side {
			to[e.To] = true
		}
	}
	return len(to)
}

// stack finds the height of every row and the place of every port.
func (l *layout) stack() {
	y := margin
	for _, b := range l.boxes {
		if b.Place == Stop {
			continue
		}
		text := float64(len(b.title))*titleStep + float64(len(b.notes))*noteStep
		if b.Badge != "" {
			text += titleStep
		}
		b.y, b.h = y, max(text, tall(b.left), tall(b.right))+2*padding
		space(b, b.left)
		space(b, b.right)
		gap := leastGap
		if below := l.below(b); len(below) > 0 {
			gap = max(gap, float64(len(below))*noteStep+16)
		}
		y = b.bottom() + gap
		l.height = b.bottom() + margin
	}
	for i, e := range l.flow.Edges {
		if l.ways[i] != short {
			continue
		}
		from, to := l.byID[e.From], l.byID[e.To]
		p := portOf(from.right, i)
		to.title = wrap(to.Title, noteSize, stopWidth-2*padding)
		to.w, to.h = stopWidth, p.h-4
		to.x, to.y = from.x+from.w+28, p.y-to.h/2
	}
}

func tall(ports []port) float64 {
	h := 0.0
	for _, p := range ports {
		h += p.h
	}
	return h
}

// space spreads ports over the side of a box.
func space(b *box, ports []port) {
	y := b.y + (b.h-tall(ports))/2
	for i := range ports {
		p := &ports[i]
		y += p.h
		switch {
		case p.edge < 0 || p.lines == nil:
			p.y = y - p.h/2
		default: // the label stands on the line
			p.y = y - 4
		}
	}
}

func portOf(ports []port, edge int) port {
	for _, p := range ports {
		if p.edge == edge {
			return p
		}
	}
	return port{}
}

// below returns the labels of the edges down from a node, each in its lines.
func (l *layout) below(b *box) []string {
	var lines []string
	for i, e := range l.flow.Edges {
		if l.ways[i] == down && e.From == b.ID {
			lines = append(lines, l.underneath(i)...)
		}
	}
	return lines
}
