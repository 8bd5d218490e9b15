package act

import "strings"

// inflect says of orders of words, whose sentences mention cases, that the words stand in all of
// theirs: у различитим падежима, у одговарајућем падежу.
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
	from, start, end, cases := "", 0, 0, false // of the sentence looked at last
	for i := range r.found {
		m := &r.found[i]
		if m.OldWords == "" || m.Unit != "" {
			continue
		}
		if from != m.From || m.Start != start || m.End != end {
			from, start, end = m.From, m.Start, m.End
			behind := texts[from][end:r.nextStart(i, len(texts[from]))]
			if stop := strings.IndexAny(behind, ".;"); stop >= 0 {
				behind = behind[:stop]
			}
			cases = r.inCases(texts[from][start : end+len(behind)])
		}
		m.Inflected = cases
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
