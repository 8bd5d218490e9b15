package redline

import "slices"

// keepRepeated keeps words that a script inserts before a kept stretch and deletes behind it, or the reverse, and replaces that stretch, where
// it has fewer words: of "12/05 и 30/18" and "12/05, 30/18 и 7/26" the number 30/18 stays, not the word и.
func keepRepeated(edits []edit, old, new []token) []edit {
	for i := 0; i+2 < len(edits); i++ {
		before, kept, behind := edits[i], edits[i+1], edits[i+2]
		if before.same || !kept.same || behind.same {
			continue
		}
		var again []edit
		switch {
		case before.o0 == before.o1:
			again = repeated(before.n0, kept, behind, old, new)
		case before.n0 == before.n1:
			again = repeated(before.o0, kept.turned(), behind.turned(), new, old)
			for k := range again {
				again[k] = again[k].turned()
			}
		}
		if again != nil {
			edits = slices.Replace(edits, i, i+3, again...)
			i += len(again) - 2
		}
	}
	return edits
}

// turned returns the edit from the new text to the old one.
func (e edit) turned() edit {
	e.o0, e.o1, e.n0, e.n1 = e.n0, e.n1, e.o0, e.o1
	return e
}

// repeated returns the edits of what is inserted from a place up to a kept stretch, of that, and of what is replaced behind it, so that the words
// which go there stay; nil where the inserted ones do not hold them or the kept ones are not fewer.
func repeated(from int, kept, behind edit, old, new []token) []edit {
	gone := old[behind.o0:behind.o1]
	if words := countOf(gone); words == 0 || words <= countOf(old[kept.o0:kept.o1]) || slices.ContainsFunc(old[kept.o0:behind.o1], func(t token) bool { return t.class == lineToken }) {
		return nil
	}
	for at := from; at+len(gone) <= kept.n0; at++ {
		if !sameKeys(gone, new[at:at+len(gone)]) {
			continue
		}
		tail := 0 // of the stretch that was kept, and of what is inserted
		for tail < kept.o1-kept.o0 && tail < at-from && old[kept.o1-1-tail].key == new[at-1-tail].key {
			tail++
		}
		return dropEmpty([]edit{
			{o0: kept.o0, o1: kept.o1 - tail, n0: from, n1: at - tail},
			{same: true, o0: kept.o1 - tail, o1: behind.o1, n0: at - tail, n1: at + len(gone)},
			{o0: behind.o1, o1: behind.o1, n0: at + len(gone), n1: behind.n1},
		})
	}
	return nil
}

// countOf counts the words of a text.
func countOf(ts []token) int {
	words := 0
	for _, t := range ts {
		if t.class == wordToken {
			words++
		}
	}
	return words
}
