package redline

import "slices"

const (
	mostBetweenChanges = 3       // kept words between changes that are looked at together
	mostChosen         = 1 << 12 // old by new tokens of what is looked at together
	digitWeight        = 12      // of a number, which says more than a short word
)

// keepRepeated chooses anew what is kept of changes close to each other where words are taken away in one of them and brought in another: of all ways the one that keeps most
// words, and of these the longest, in as few pieces. Of "12/05 и 30/18" and "12/05, 30/18 и 7/26" the number 30/18 stays, not the word и, and of "рад и финансирање" and "рад, финансирање и надзор"
// the word финансирање.
func keepRepeated(edits []edit, old, new []token) []edit {
	for i := 0; i+2 < len(edits); i++ {
		end := i
		for end+2 < len(edits) && edits[end].within(old, new) && edits[end+2].within(old, new) && edits[end+1].between(old) &&
			(edits[end+2].o1-edits[i].o0)*(edits[end+2].n1-edits[i].n0) <= mostChosen {
			end += 2
		}
		if end == i || changePlaces(edits[i:end+1], old, new) || !repeats(edits[i:end+1], old, new) {
			i = max(i, end-1)
			continue
		}
		again := chosen(edits[i:end+1], old, new)
		if again != nil {
			edits = slices.Replace(edits, i, end+1, again...)
			end = i + len(again) - 1
		}
		i = end - 1
	}
	return edits
}

// within tells a change inside a line.
func (e edit) within(old, new []token) bool {
	broken := func(t token) bool { return t.class == lineToken }
	return !e.same && !e.typographic && !e.follows && !slices.ContainsFunc(old[e.o0:e.o1], broken) && !slices.ContainsFunc(new[e.n0:e.n1], broken)
}

// between tells a kept stretch inside a line of few words.
func (e edit) between(old []token) bool {
	words := 0
	for _, t := range old[e.o0:e.o1] {
		if t.class == wordToken {
			words++
		}
		if t.class == lineToken || words > mostBetweenChanges {
			return false
		}
	}
	return e.same
}

// changePlaces tells two stretches that changed places around a kept one: "писмено и усмено" is "усмено и писмено".
func changePlaces(edits []edit, old, new []token) bool {
	first, last := edits[0], edits[len(edits)-1]
	return len(edits) == 3 && sameKeys(old[first.o0:first.o1], new[last.n0:last.n1]) && sameKeys(old[last.o0:last.o1], new[first.n0:first.n1])
}

// repeats tells whether a word that one change takes away another one brings.
func repeats(edits []edit, old, new []token) bool {
	for a, gone := range edits {
		for b, come := range edits {
			if a == b || gone.same || come.same {
				continue
			}
			for _, o := range old[gone.o0:gone.o1] {
				if o.class == wordToken && slices.ContainsFunc(new[come.n0:come.n1], func(n token) bool { return n.key == o.key }) {
					return true
				}
			}
		}
	}
	return false
}

// chosen returns the edits between the same places that keep most, nil where those given keep as much or are fewer.
func chosen(edits []edit, old, new []token) []edit {
	first, last := edits[0], edits[len(edits)-1]
	olds, news := old[first.o0:last.o1], new[first.n0:last.n1]
	kept := int64(0)
	for _, e := range edits {
		for k := e.o0; k < e.o1 && e.same; k++ {
			kept += weightOfKept(old[k])
		}
	}
	// most[at(o, n)] is what is kept at most of olds[o:] and news[n:], pair[at(o, n)] where both begin with the same that is kept, with one more for each that stands behind another.
	width := len(news) + 1
	at := func(o, n int) int { return o*width + n }
	most, pair := make([]int64, (len(olds)+1)*width), make([]int64, (len(olds)+1)*width)
	for o := len(olds) - 1; o >= 0; o-- {
		for n := len(news) - 1; n >= 0; n-- {
			most[at(o, n)] = max(most[at(o+1, n)], most[at(o, n+1)])
			if olds[o].key == news[n].key {
				pair[at(o, n)] = weightOfKept(olds[o])<<keptShift + 1 + max(most[at(o+1, n+1)], pair[at(o+1, n+1)]+1)
				most[at(o, n)] = max(most[at(o, n)], pair[at(o, n)])
			}
		}
	}
	if most[0]>>keptShift <= kept {
		return nil
	}
	b := scriptBuilder{o: first.o0, n: first.n0}
	o, n, run := 0, 0, false
	for o < len(olds) && n < len(news) {
		switch next := at(o, n); {
		case pair[next] > 0 && (pair[next] == most[next] || run && pair[next]+1 >= most[next]):
			b.keep(1)
			o, n, run = o+1, n+1, true
			continue
		case most[at(o+1, n)] == most[next]:
			b.replace(1, 0)
			o++
		default:
			b.replace(0, 1)
			n++
		}
		run = false
	}
	b.replace(len(olds)-o, len(news)-n)
	if len(b.edits) > len(edits) {
		return nil
	}
	return b.edits
}

// keptShift is by how many bits what words weigh stands above how many tokens are kept, and how many of them behind another.
const keptShift = 16

// weightOfKept weighs words alone: each more than all letters of those that may stand beside it.
func weightOfKept(t token) int64 {
	switch {
	case t.class != wordToken:
		return 0
	case t.trait() == digitToken:
		return 1<<20 + max(digitWeight, int64(t.size))
	}
	return 1<<20 + int64(t.size)
}
