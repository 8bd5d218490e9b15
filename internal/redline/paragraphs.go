package redline

import "strings"

// Paragraphs returns spans by the paragraphs in which they are shown: no span crosses the border of one, line breaks themselves are left
// out, and so are empty paragraphs. What a typographic span was written as goes with the line that it became.
func Paragraphs(spans []Span) [][]Span {
	var p paragraphs
	for _, sp := range spans {
		for k, line := range linesOf(sp) {
			if k > 0 {
				p.breakLine()
			}
			p.add(line)
		}
	}
	p.breakLine()
	return p.done
}

// Sides returns spans as two texts beside each other, row by row: the old one with what was deleted from it, the new one with what was
// inserted. Paragraphs between the same two kept line breaks stand in the same rows; a row that only one side has is nil on the other. A
// typographic span is on each side as it was written there.
func Sides(spans []Span) (left, right [][]Span) {
	return sides(spans, func(*Span) bool { return false })
}

// sides is Sides, with what is unmarked on each side as it was written there and yet as equal.
func sides(spans []Span, unmarked func(*Span) bool) (left, right [][]Span) {
	var l, r paragraphs
	row := func() {
		l.breakLine()
		r.breakLine()
		for len(l.done) < len(r.done) {
			l.done = append(l.done, nil)
		}
		for len(r.done) < len(l.done) {
			r.done = append(r.done, nil)
		}
	}
	for _, sp := range spans {
		switch sp.Op {
		case Deleted:
			l.addLines(sp)
		case Inserted:
			r.addLines(sp)
		case Typographic:
			op := Typographic
			if unmarked(&sp) {
				op = Equal
			}
			olds, news := strings.Split(sp.Old, "\n"), strings.Split(sp.Text, "\n")
			if len(olds) != len(news) {
				l.addLines(Span{Op: op, Text: sp.Old})
				r.addLines(Span{Op: op, Text: sp.Text})
				continue
			}
			for k := range olds {
				if k > 0 {
					row()
				}
				l.add(Span{Op: op, Text: olds[k]})
				r.add(Span{Op: op, Text: news[k]})
			}
		default:
			for k, line := range strings.Split(sp.Text, "\n") {
				if k > 0 {
					row()
				}
				l.add(Span{Op: Equal, Text: line})
				r.add(Span{Op: Equal, Text: line})
			}
		}
	}
	row()
	return l.done, r.done
}

// paragraphs gathers spans without line breaks into paragraphs.
type paragraphs struct {
	done [][]Span
	open []Span
}

func (p *paragraphs) add(sp Span) {
	if sp.Text != "" || sp.Old != "" {
		p.open = append(p.open, sp)
	}
}

func (p *paragraphs) addLines(sp Span) {
	for k, line := range strings.Split(sp.Text, "\n") {
		if k > 0 {
			p.breakLine()
		}
		p.add(Span{Op: sp.Op, Text: line, Move: sp.Move})
	}
}

func (p *paragraphs) breakLine() {
	if p.open != nil {
		p.done = append(p.done, p.open)
		p.open = nil
	}
}

// linesOf cuts a span at its line breaks. Where the old form of a typographic one has fewer or more of them, all of it goes with the first
// line.
func linesOf(sp Span) []Span {
	news := strings.Split(sp.Text, "\n")
	olds := strings.Split(sp.Old, "\n")
	if len(olds) != len(news) {
		olds = []string{oneLine(sp.Old)}
	}
	lines := make([]Span, len(news))
	for k, text := range news {
		lines[k] = Span{Op: sp.Op, Text: text, Move: sp.Move}
		if k < len(olds) {
			lines[k].Old = olds[k]
		}
	}
	return lines
}
