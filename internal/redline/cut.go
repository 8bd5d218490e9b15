package redline

import "slices"

// A cut is a moved provision that was taken out of a text, with the line break behind it or, when late is set, before it.
type cut struct {
	from, to int // tokens
	at       int // bytes of the text without cuts before it
	text     string
	move     int
	late     bool
}

// cut says which stretches of its text are compared elsewhere. What is not whole tokens stays.
func (s *side) cut(list []movedText) {
	if len(list) == 0 {
		return
	}
	at, k := 0, 0
	var cuts []cut
	for _, st := range list {
		for k < len(s.tokens) && at < st.from {
			at += int(s.tokens[k].size)
			k++
		}
		first, from := k, at
		for k < len(s.tokens) && at < st.to {
			at += int(s.tokens[k].size)
			k++
		}
		if from == st.from && at == st.to {
			cuts = append(cuts, cut{from: first, to: k, move: st.move})
		}
	}
	s.cuts = s.withBreaks(cuts)
}

// withBreaks gives every cut a line break beside it: of cuts that follow each other to all the one behind or to all the one before.
func (s *side) withBreaks(cuts []cut) []cut {
	for k := 0; k < len(cuts); {
		end := k + 1
		for end < len(cuts) && cuts[end-1].to+1 == cuts[end].from {
			end++
		}
		before := cuts[k].from > 0 && s.tokens[cuts[k].from-1].class == lineToken
		behind := cuts[end-1].to < len(s.tokens) && s.tokens[cuts[end-1].to].class == lineToken
		late := before && (!behind || s.tokens[cuts[end-1].to].size > 1)
		for ; k < end; k++ {
			switch c := &cuts[k]; {
			case late:
				c.late = true
				c.from--
			case behind:
				c.to++
			case k+1 < end: // the whole text is cuts
				c.to++
			}
		}
	}
	return cuts
}

// reduced returns the side without what was cut out of it, in a room of its own.
func (s *side) reduced(room *sideRoom) side {
	if len(s.cuts) == 0 {
		return *s
	}
	n := len(s.tokens)
	room.tokens, room.own, room.told = slices.Grow(room.tokens[:0], n), slices.Grow(room.own[:0], n), slices.Grow(room.told[:0], n)
	r := side{ids: s.ids, labels: s.labels, cuts: slices.Clone(s.cuts), tokens: room.tokens, own: room.own, told: room.told}
	text := make([]byte, 0, len(s.text))
	at, k, begins, numbers := 0, 0, s.begins, s.numbers
	take := func(to int, keep bool) string {
		from := at
		for ; k < to; k++ {
			at += int(s.tokens[k].size)
			for len(begins) > 0 && begins[0].token <= k {
				if keep && begins[0].token == k {
					r.begins = append(r.begins, beginning{token: len(r.tokens), node: begins[0].node})
				}
				begins = begins[1:]
			}
			for len(numbers) > 0 && numbers[0].token <= k {
				if keep {
					r.numbers = append(r.numbers, citedNumber{token: len(r.tokens), id: numbers[0].id})
				}
				numbers = numbers[1:]
			}
			if keep {
				if s.step != nil {
					r.step = append(r.step, s.step[k])
				}
				r.tokens, r.own, r.told = append(r.tokens, s.tokens[k]), append(r.own, s.own[k]), append(r.told, s.told[k])
			}
		}
		if keep {
			text = append(text, s.text[from:at]...)
		}
		return s.text[from:at]
	}
	for m := range r.cuts {
		c := &r.cuts[m]
		take(c.from, true)
		c.at = len(text)
		c.text = take(c.to, false)
	}
	take(len(s.tokens), true)
	r.text = string(text)
	return r
}

// woven returns spans of two texts without cuts with these put back, as deleted from the old text and inserted in the new one.
func woven(spans []Span, olds, news []cut) []Span {
	if len(olds)+len(news) == 0 {
		return spans
	}
	out := make([]Span, 0, len(spans)+2*(len(olds)+len(news)))
	o, n := 0, 0
	put := func(cuts *[]cut, at int, goesOn bool, op string) {
		for len(*cuts) > 0 && (*cuts)[0].at == at && (goesOn || !(*cuts)[0].late) {
			out = append(out, Span{Op: op, Text: (*cuts)[0].text, Move: (*cuts)[0].move + 1})
			*cuts = (*cuts)[1:]
		}
	}
	rest := slices.Clone(spans)
	for len(rest) > 0 {
		sp := rest[0]
		put(&olds, o, sp.Op != Inserted, Deleted)
		put(&news, n, sp.Op != Deleted, Inserted)
		length := len(sp.Text)
		if sp.Op == Typographic {
			if len(olds) > 0 && olds[0].at < o+len(sp.Old) || len(news) > 0 && news[0].at < n+len(sp.Text) {
				rest = slices.Replace(rest, 0, 1, Span{Op: Deleted, Text: sp.Old}, Span{Op: Inserted, Text: sp.Text})
				continue
			}
			out, rest = append(out, sp), rest[1:]
			o, n = o+len(sp.Old), n+len(sp.Text)
			continue
		}
		if sp.Op != Inserted && len(olds) > 0 {
			length = min(length, olds[0].at-o)
		}
		if sp.Op != Deleted && len(news) > 0 {
			length = min(length, news[0].at-n)
		}
		out = append(out, Span{Op: sp.Op, Text: sp.Text[:length]})
		if sp.Op != Inserted {
			o += length
		}
		if sp.Op != Deleted {
			n += length
		}
		rest[0].Text = sp.Text[length:]
		if rest[0].Text == "" {
			rest = rest[1:]
		}
	}
	put(&olds, o, true, Deleted)
	put(&news, n, true, Inserted)
	return out
}
