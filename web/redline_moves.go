package web

import (
	"strconv"

	"github.com/rasprava/rasprava/internal/redline"
)

// moveNote says where what was moved stands now, or where it stood.
func (w *redlineWriter) moveNote(move int, leaves bool) *moveNote {
	n := &moveNote{Text: w.redline.MoveNote(string(w.lang), move, leaves), Href: w.moveHref(move, !leaves)}
	if w.anchors {
		n.ID = moveID(move, leaves)
	}
	return n
}

// moveID names the place that something was moved from, or the one it was moved
// to, on the page of two versions.
func moveID(move int, from bool) string {
	if from {
		return "premesteno-odavde-" + strconv.Itoa(move)
	}
	return "premesteno-ovde-" + strconv.Itoa(move)
}

// moveHref returns the address of a place of a move in the redline; empty: no
// change of it is known.
func (w *redlineWriter) moveHref(move int, from bool) string {
	for i := range w.redline.Changes {
		c := &w.redline.Changes[i]
		for _, m := range w.movesIn(c.Spans) {
			if m.Move == move && m.Leaves == from {
				return w.address(w.mode, w.wid(c)) + "#" + moveID(move, from)
			}
		}
	}
	return ""
}

// movesIn returns what was moved out of spans and into them, also inside of what
// was moved.
func (w *redlineWriter) movesIn(spans []redline.Span) []redline.Passage {
	var all []redline.Passage
	for _, p := range w.redline.Passages(spans) {
		if p.Move == 0 {
			continue
		}
		all = append(all, p)
		if !p.Leaves {
			all = append(all, w.movesIn(p.Spans)...)
		}
	}
	return all
}

// movesOf are the links to what was moved out of a change and into it.
func (w *redlineWriter) movesOf(c *redline.Change) []link {
	var all []link
	for _, p := range w.movesIn(c.Spans) {
		all = append(all, link{w.address(w.mode, w.wid(c)) + "#" + moveID(p.Move, p.Leaves), upperFirst(w.redline.MoveName(string(w.lang), p.Move, p.Leaves))})
	}
	return all
}
