package redline

// A Passage is a run of paragraphs of a change: of text that kept its place, or of one provision that was moved. Of the latter Move is the
// number, from 1, and Leaves tells the place where it stood from that where it stands; its spans are its text as deleted there, and here
// those of the Move, in which others may have been moved.
type Passage struct {
	Move   int
	Leaves bool
	Spans  []Span
}

// Passages returns spans of a change, or of a Move, by what was moved in them. The line breaks between two passages are left out. Without a
// Redline nothing was moved.
func (r *Redline) Passages(spans []Span) []Passage {
	var out []Passage
	from := 0
	plain := func(to int) {
		if run := withoutBreaks(spans[from:to]); len(run) > 0 {
			out = append(out, Passage{Spans: run})
		}
		from = to + 1
	}
	for k, sp := range spans {
		m := r.moveOf(sp)
		if m == nil {
			continue
		}
		plain(k)
		p := Passage{Move: sp.Move, Leaves: sp.Op == Deleted, Spans: m.Spans}
		if p.Leaves {
			p.Spans = withoutBreaks([]Span{{Op: Deleted, Text: sp.Text}})
		}
		out = append(out, p)
	}
	plain(len(spans))
	return out
}

// moveOf returns the Move whose text a span is, nil where it was not moved.
func (r *Redline) moveOf(sp Span) *Move {
	if r == nil || sp.Move < 1 || sp.Move > len(r.Moves) {
		return nil
	}
	return &r.Moves[sp.Move-1]
}

// withoutBreaks returns spans without the line break that they begin or end with.
func withoutBreaks(spans []Span) []Span {
	out := append([]Span(nil), spans...)
	if len(out) == 0 {
		return nil
	}
	if first := &out[0]; first.Op != Typographic && len(first.Text) > 0 && first.Text[0] == '\n' {
		first.Text = first.Text[1:]
	}
	if out[0].Text == "" && out[0].Old == "" {
		out = out[1:]
	}
	if len(out) == 0 {
		return nil
	}
	if last := &out[len(out)-1]; last.Op != Typographic && len(last.Text) > 0 && last.Text[len(last.Text)-1] == '\n' {
		last.Text = last.Text[:len(last.Text)-1]
		if last.Text == "" {
			out = out[:len(out)-1]
		}
	}
	return out
}

// MoveName names the provision of a move by the place that it leaves, or by that where it stands, and says where to or where from, in the
// language named or in that of the new act when lang is empty. Number counts the moves from 1.
func (r *Redline) MoveName(lang string, number int, leaves bool) string {
	w, m := r.wording(lang), &r.Moves[number-1]
	return w.placed(m, leaves) + ": " + w.moveNote(m, leaves)
}

// MoveNote says, in the language named or in that of the new act when lang is empty, where to a provision was moved, for the place that it
// leaves, or where from. Number counts the moves from 1.
func (r *Redline) MoveNote(lang string, number int, leaves bool) string {
	return r.wording(lang).moveNote(&r.Moves[number-1], leaves)
}

// FromWhere says, in a sentence in the language named or in that of the new act when lang is empty, from which part, chapter or section to which
// a provision was moved; nothing of one that stayed under the same.
func (r *Redline) FromWhere(lang string, ch *Change) string {
	w := r.wording(lang)
	if said := w.parted(ch); said != "" {
		return w.sentence(said)
	}
	return ""
}
