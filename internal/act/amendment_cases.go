package act

import "strings"

// inflect says of orders of words, whose sentences mention cases, that the words stand in all of
// theirs: у различитим падежима, у одговарајућем падежу. What is said behind the last words of an
// order is said of those before it in the sentence too, up to one of which it was said already.
func (r *amendmentReader) inflect(a *Act) {
	if len(r.words.cases) == 0 || len(r.found) == 0 {
		return
	}
	texts := map[string]string{}
	for i := range r.found {
		texts[r.found[i].From] = ""
	}
	a.Walk(func(n *Node, _ int) bool {
		if _, orders := texts[n.ID]; orders {
			texts[n.ID] = n.Text
		}
		return true
	})
	open := 0 // the first order that what is said next is said of
	mark := func(from, to int) {
		for k := from; k < to; k++ {
			if m := &r.found[k]; m.OldWords != "" && m.Unit == "" {
				m.Inflected = true
			}
		}
	}
	for i := 0; i < len(r.found); {
		m := &r.found[i]
		next := i + 1 // behind the orders that are read of the same words
		for next < len(r.found) && r.found[next].From == m.From && r.found[next].Start == m.Start && r.found[next].End == m.End {
			next++
		}
		text := texts[m.From]
		behind := text[m.End:r.nextStart(i, len(text))]
		stop := strings.IndexAny(behind, ".;")
		if stop >= 0 {
			behind = behind[:stop]
		}
		whole := text[m.Start : m.End+len(behind)]
		first, last := 0, 0 // where the words that it quotes begin and end
		if quotes := r.words.quoted(whole); len(quotes) > 0 {
			first, last = quotes[0].start, quotes[len(quotes)-1].end
		}
		if strings.IndexAny(strings.TrimLeft(whole[:first], " \u00a0"), ".;") == 0 {
			open = i
		}
		if first > 0 && open < i && r.inCases(whole[:first]) {
			mark(open, i)
			open = i
		} else if r.inCases(whole[:last]) {
			mark(i, next)
		}
		if r.inCases(whole[last:]) {
			mark(open, next)
			open = next
		}
		if stop >= 0 || strings.ContainsAny(whole[last:], ".;") || next < len(r.found) && r.found[next].From != m.From {
			open = next
		}
		i = next
	}
}

// nextStart returns where behind the order at i the next one of its provision begins, most where
// none does.
func (r *amendmentReader) nextStart(i, most int) int {
	m := &r.found[i]
	for _, next := range r.found[i+1:] {
		if next.From != m.From {
			break
		}
		if next.Start != m.Start || next.End != m.End {
			return max(next.Start, m.End)
		}
	}
	return most
}

// inCases reports whether the order mentions cases outside the words that it quotes.
func (r *amendmentReader) inCases(s string) bool {
	at := 0
	for _, q := range append(r.words.quoted(s), span{len(s), len(s)}) {
		for at < q.start {
			k, n := key(s[at:])
			if at+n <= q.start && r.words.cases[k] {
				return true
			}
			at += max(n, 1)
		}
		at = max(at, q.end)
	}
	return false
}
