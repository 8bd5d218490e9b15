package chart

import "strings"

// SVG draws the graph.
func (f Flow) SVG() []byte {
	l := f.lay()
	var d drawing
	d.begin(f.Heading, l.width, l.height)
	for _, taken := range []bool{false, true} { // what was taken lies on top
		for i, e := range l.flow.Edges {
			if e.Taken == taken {
				l.line(&d, i)
			}
		}
	}
	for _, b := range l.boxes {
		b.draw(&d)
	}
	for i, e := range l.flow.Edges {
		l.label(&d, i, e)
	}
	return d.end()
}

// line draws an edge with its head.
func (l *layout) line(d *drawing, i int) {
	e := l.flow.Edges[i]
	colour, width := ink2, 1.3
	if l.ways[i] == down {
		width = 2
	}
	if e.Taken {
		colour, width = live, 3.5
	}
	corners := l.path(i)
	d.put("path", "d", rounded(corners), "fill", "none", "stroke", colour, "stroke-width", width)
	last, before := corners[len(corners)-1], corners[len(corners)-2]
	d.put("path", "d", head(before, last), "fill", colour)
}

// rounded returns a path through corners, with its corners rounded.
func rounded(corners []point) string {
	var b strings.Builder
	b.WriteString("M" + number(corners[0].x) + " " + number(corners[0].y))
	for i := 1; i < len(corners)-1; i++ {
		in, at, out := corners[i-1], corners[i], corners[i+1]
		r := min(7, distance(in, at)/2, distance(at, out)/2)
		a, z := towards(at, in, r), towards(at, out, r)
		b.WriteString("L" + number(a.x) + " " + number(a.y) + "Q" + number(at.x) + " " + number(at.y) + " " + number(z.x) + " " + number(z.y))
	}
	last := corners[len(corners)-1]
	end := towards(last, corners[len(corners)-2], 7)
	b.WriteString("L" + number(end.x) + " " + number(end.y))
	return b.String()
}

// head returns the head of an arrow that comes from before and ends at last.
func head(before, last point) string {
	foot := towards(last, before, 9)
	dx, dy := 0.0, 5.0
	if before.x == last.x {
		dx, dy = 5, 0
	}
	return "M" + number(last.x) + " " + number(last.y) + "L" + number(foot.x+dx) + " " + number(foot.y+dy) + "L" + number(foot.x-dx) + " " + number(foot.y-dy) + "Z"
}

func distance(a, b point) float64 { return max(a.x-b.x, b.x-a.x) + max(a.y-b.y, b.y-a.y) }

// towards returns the point that lies r from a on the straight line to b, which
// is level or upright.
func towards(a, b point, r float64) point {
	switch {
	case b.x > a.x:
		return point{a.x + r, a.y}
	case b.x < a.x:
		return point{a.x - r, a.y}
	case b.y > a.y:
		return point{a.x, a.y + r}
	}
	return point{a.x, a.y - r}
}

// draw draws a node.
func (b *box) draw(d *drawing) {
	fill, stroke, width, radius := paper, ink2, 1.5, 5.0
	if b.Round {
		fill, radius = wash, min(b.h/2, 18)
	}
	switch b.State {
	case Done:
		fill, stroke = mint, green
	case Now:
		fill, stroke, width = blue, live, 3
	}
	dash := ""
	if b.Place == Side {
		dash = "6 4"
	}
	d.put("rect", "x", b.x, "y", b.y, "width", b.w, "height", b.h, "rx", radius, "fill", fill, "stroke", stroke, "stroke-width", width, "stroke-dasharray", dash)
	cx := b.x + b.w/2
	if b.Place == Stop {
		y := b.y + (b.h-float64(len(b.title)+len(b.Notes))*noteStep)/2 + noteSize - 1
		d.lines(b.title, cx, y, noteSize, noteStep, "text-anchor", "middle", "font-weight", "600")
		d.lines(b.Notes, cx, y+float64(len(b.title))*noteStep, noteSize, noteStep, "text-anchor", "middle", "fill", ink2)
		return
	}
	text := float64(len(b.title))*titleStep + float64(len(b.notes))*noteStep
	if b.Badge != "" {
		text += titleStep
	}
	y := b.y + (b.h-text)/2 + titleSize - 1
	d.lines(b.title, cx, y, titleSize, titleStep, "text-anchor", "middle", "font-weight", "600")
	y += float64(len(b.title)) * titleStep
	d.lines(b.notes, cx, y-1, noteSize, noteStep, "text-anchor", "middle", "fill", ink2)
	y += float64(len(b.notes)) * noteStep
	if b.Badge != "" {
		d.lines([]string{b.Badge}, cx, y, titleSize, titleStep, "text-anchor", "middle", "font-weight", "600", "fill", live)
	}
}

// written is a label with its place: the first line stands on y, and x is where
// its lines begin or, as the anchor says, end.
type written struct {
	lines  []string
	x, y   float64
	anchor string
}

// label writes what stands on an edge.
func (l *layout) label(d *drawing, i int, e Edge) {
	w := l.written(i)
	colour, weight := ink2, ""
	if e.Taken {
		colour, weight = live, "600"
	}
	d.lines(w.lines, w.x, w.y, noteSize, noteStep, "text-anchor", w.anchor, "fill", colour, "font-weight", weight)
}

// written returns the label of an edge; without lines where it has none, as an
// edge to an end beside its node, which says it itself.
func (l *layout) written(i int) written {
	e := l.flow.Edges[i]
	b := l.byID[e.From]
	switch l.ways[i] {
	case down:
		y := b.bottom() + 4 + noteSize
		for j := range i {
			if l.ways[j] == down && l.flow.Edges[j].From == e.From {
				y += float64(len(l.underneath(j))) * noteStep
			}
		}
		return written{l.underneath(i), b.x + b.w/2 + 10, y, ""}
	case left:
		p := portOf(b.left, i)
		return written{p.lines, b.x - 10, p.y - 5 - float64(len(p.lines)-1)*noteStep, "end"}
	case right:
		p := portOf(b.right, i)
		return written{p.lines, b.x + b.w + 10, p.y - 5 - float64(len(p.lines)-1)*noteStep, ""}
	}
	return written{}
}

// underneath returns the lines of the label of an edge down.
func (l *layout) underneath(i int) []string {
	return wrap(l.flow.Edges[i].Label, noteSize, underWidth)
}
