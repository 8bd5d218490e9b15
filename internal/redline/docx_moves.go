package redline

import (
	"strconv"
	"strings"

	"github.com/rasprava/rasprava/internal/docx"
)

// insideMoves are the moves of paragraphs and points, tracked inside the texts of articles. Of one that cannot be tracked at both of its
// places each place is tracked by itself, as deleted and as inserted.
type insideMoves struct {
	r     *Redline
	apart map[int]bool // by number
}

func (m *insideMoves) name(number int) string { return "provision" + strconv.Itoa(number) }

// A trackedPiece is a stretch of a text with its tracked change. The last one of a text is the end of its last line.
type trackedPiece struct {
	text   string
	change docx.Change
	move   string
	last   bool
}

// pieces returns the text with what was moved inside it as it is tracked at its place: where it stood with the words that were deleted from it,
// where it stands with those that were inserted.
func (t *tracked) pieces(spans []Span) []trackedPiece {
	var out []trackedPiece
	for _, sp := range spans {
		if sp.Move == 0 || t.inside == nil || t.inside.r.moveOf(sp) == nil {
			if sp.Op == Typographic {
				out = append(out, trackedPiece{text: sp.Old, change: t.changes(Deleted)}, trackedPiece{text: sp.Text, change: t.changes(Inserted)})
			} else {
				out = append(out, trackedPiece{text: sp.Text, change: t.changes(sp.Op)})
			}
			continue
		}
		out = append(out, t.inside.pieces(sp)...)
	}
	return out
}

func (m *insideMoves) pieces(sp Span) []trackedPiece {
	change, plain := docx.MovedTo, docx.Inserted
	if sp.Op == Deleted {
		change, plain = docx.MovedFrom, docx.Deleted
	}
	if m.apart[sp.Move] {
		return []trackedPiece{{text: sp.Text, change: plain}}
	}
	name := m.name(sp.Move)
	var out []trackedPiece
	if strings.HasPrefix(sp.Text, "\n") {
		out = append(out, trackedPiece{text: "\n", change: change, move: name})
	}
	for _, in := range oneSide(m.r.Moves[sp.Move-1].Spans, sp.Op) {
		switch {
		case in.Move != 0:
			out = append(out, m.pieces(in)...)
		case in.Op == Equal:
			out = append(out, trackedPiece{text: in.Text, change: change, move: name})
		default:
			out = append(out, trackedPiece{text: in.Text, change: plain, move: name})
		}
	}
	if strings.HasSuffix(sp.Text, "\n") {
		out = append(out, trackedPiece{text: "\n", change: change, move: name})
	}
	return out
}

// ownBreaks gives what was moved with the line break before it the one behind it: that which stands there, or the end of the text. It tells
// whether the end of the text stands among the pieces.
func ownBreaks(pieces []trackedPiece) ([]trackedPiece, bool) {
	out := make([]trackedPiece, 0, len(pieces)+2)
	ended := false
	for k := 0; k < len(pieces); k++ {
		p := pieces[k]
		if p.move == "" || p.text != "\n" || k > 0 && pieces[k-1].move == p.move {
			out = append(out, p)
			continue
		}
		own := k + 1
		for own < len(pieces) && pieces[own].move == p.move {
			own++
		}
		next := own
		for next < len(pieces) && pieces[next].move != "" {
			next++
		}
		switch {
		case next == len(pieces) && !ended:
			out = append(out, trackedPiece{last: true})
			ended = true
		case next == len(pieces):
		case strings.HasPrefix(pieces[next].text, "\n"):
			out = append(out, trackedPiece{text: "\n", change: pieces[next].change})
			pieces[next].text = pieces[next].text[1:]
		default:
			out = append(out, p)
			continue
		}
		out = append(out, pieces[k+1:own]...)
		out = append(out, p)
		k = own - 1
	}
	return out, ended
}

// oneEnded tells, of moves inside texts, those that stand at one of their places alone.
func oneEnded(blocks []docx.Block, m *insideMoves) []int {
	from, to := map[string]bool{}, map[string]bool{}
	for _, b := range blocks {
		if b.Paragraph == nil {
			continue
		}
		if b.Paragraph.Mark&docx.MovedFrom != 0 {
			from[b.Paragraph.Move] = true
		}
		if b.Paragraph.Mark&docx.MovedTo != 0 {
			to[b.Paragraph.Move] = true
		}
	}
	var out []int
	for k := range m.r.Moves {
		if name := m.name(k + 1); from[name] != to[name] {
			out = append(out, k+1)
		}
	}
	return out
}
