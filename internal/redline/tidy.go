package redline

import "slices"

// tidy rewrites a script so that its edits read well: an insertion or a deletion that could stand in several places stands at the best
// border, and what was kept by chance between two edits is shown as replaced with them.
func tidy(edits []edit, old, new []token) []edit {
	edits = joinOverScraps(joinOverScraps(edits, old, new), old, new) // once more between what became larger
	edits = keepRuns(keepRepeated(edits, old, new), old, new)
	slide(edits, old, new)
	return labelsApart(dropEmpty(edits), old, new)
}

// labelsApart cuts a replacement before the label that both sides end with, where one of them has lines before its own: the lines came or
// went, and the label behind them is another one, but for the bracket that both begin with.
func labelsApart(edits []edit, old, new []token) []edit {
	for i := 0; i < len(edits); i++ {
		e := edits[i]
		if e.same || e.typographic || e.follows || e.o0 == e.o1 || e.n0 == e.n1 || !beginsLine(old, e.o0) || !beginsLine(new, e.n0) {
			continue
		}
		o, n := lastLine(old, e.o0, e.o1), lastLine(new, e.n0, e.n1)
		if o == e.o0 && n == e.n0 || !labelLike(old[o:e.o1]) || !labelLike(new[n:e.n1]) {
			continue
		}
		label := e
		label.o0, label.n0 = o, n
		for label.o0 < label.o1 && label.n0 < label.n1 && old[label.o0].class == markToken && old[label.o0].key == new[label.n0].key {
			label.o0++
			label.n0++
		}
		edits[i].o1, edits[i].n1 = o, n
		if label.o0 > o {
			i++
			edits = slices.Insert(edits, i, edit{same: true, o0: o, o1: label.o0, n0: n, n1: label.n0})
		}
		i++
		edits = slices.Insert(edits, i, label)
	}
	return edits
}

func beginsLine(ts []token, k int) bool { return k == 0 || ts[k-1].class == lineToken }

// lastLine returns where the last line of ts[from:to] begins.
func lastLine(ts []token, from, to int) int {
	for to > from && ts[to-1].class != lineToken {
		to--
	}
	return to
}

// longestLabel is the most tokens of a label: "(12a)".
const longestLabel = 4

// labelLike tells what may be the label of a point or a part of it: a number or letters, with marks around them.
func labelLike(ts []token) bool {
	words := 0
	for _, t := range ts {
		switch {
		case t.class == wordToken && t.size <= longestLabel:
			words++
		case t.class != markToken:
			return false
		}
	}
	return words == 1 && len(ts) <= longestLabel
}

// joinOverScraps replaces kept stretches that hold no word, or only a short word between larger edits. A kept line break always stays, and so do
// all the words of a line, however few.
func joinOverScraps(edits []edit, old, new []token) []edit {
	out := edits[:0]
	for i := 0; i < len(edits); i++ {
		e := edits[i]
		if e.same && len(out) > 0 && i+1 < len(edits) && isScrap(old, new, out[len(out)-1], e, edits[i+1]) {
			last := &out[len(out)-1]
			last.o1, last.n1 = edits[i+1].o1, edits[i+1].n1
			i++
			continue
		}
		out = append(out, e)
	}
	return out
}

func isScrap(old, new []token, before, kept, after edit) bool {
	if before.same || after.same || onlySpaces(old[before.o0:before.o1]) && onlySpaces(new[before.n0:before.n1]) ||
		onlySpaces(old[after.o0:after.o1]) && onlySpaces(new[after.n0:after.n1]) {
		return false
	}
	words, letters := 0, 0
	for _, t := range old[kept.o0:kept.o1] {
		switch t.class {
		case lineToken:
			return false
		case wordToken:
			words++
			letters += int(t.size)
		}
	}
	if words == 0 {
		return !oneSided(before, after)
	}
	if wholeLine(old, kept.o0, kept.o1) && wholeLine(new, kept.n0, kept.n1) {
		return false
	}
	smaller := min(size(before), size(after))
	return words == 1 && letters <= 6 && smaller >= 5 || words <= 2 && letters <= 16 && smaller >= 16
}

// wholeLine tells a stretch with all the words of a line but for those of its label.
func wholeLine(ts []token, from, to int) bool {
	start := lastLine(ts, 0, from)
	for to < len(ts) && ts[to].class != lineToken {
		if ts[to].class == wordToken {
			return false
		}
		to++
	}
	return start == from || labelLike(ts[start:from])
}

// oneSided tells two insertions or two deletions, between which a kept comma is better left alone.
func oneSided(a, b edit) bool {
	return a.o0 == a.o1 && b.o0 == b.o1 || a.n0 == a.n1 && b.n0 == b.n1
}

func size(e edit) int {
	return max(e.o1-e.o0, e.n1-e.n0)
}

// slide moves each pure insertion or deletion between two kept stretches to the border that scores best; of equal ones the leftmost.
func slide(edits []edit, old, new []token) {
	for i := 1; i+1 < len(edits); i++ {
		before, e, after := &edits[i-1], &edits[i], &edits[i+1]
		if e.same || !before.same || !after.same {
			continue
		}
		ts, from, to := new, e.n0, e.n1
		if e.n0 == e.n1 {
			ts, from, to = old, e.o0, e.o1
		} else if e.o0 != e.o1 {
			continue
		}
		left := 0
		for left < before.o1-before.o0 && ts[from-left-1].key == ts[to-left-1].key {
			left++
		}
		right := 0
		for right < after.o1-after.o0 && ts[from+right].key == ts[to+right].key {
			right++
		}
		best, bestScore := 0, -1
		for k := -left; k <= right; k++ {
			score := borderScore(ts, from+k) + borderScore(ts, to+k)
			if score > bestScore {
				best, bestScore = k, score
			}
		}
		before.o1 += best
		before.n1 += best
		e.o0 += best
		e.o1 += best
		e.n0 += best
		e.n1 += best
		after.o0 += best
		after.n0 += best
	}
}

// borderScore says how good a place k of the text is for a change to begin or end: at its ends and at line breaks best, then behind a
// sentence, before or behind a mark, behind a space, before one.
func borderScore(ts []token, k int) int {
	if k == 0 || k == len(ts) {
		return 10
	}
	before, after := ts[k-1], ts[k]
	switch {
	case before.class == lineToken:
		return 9
	case after.class == lineToken:
		return 8
	case before.class == spaceToken && k >= 2 && ts[k-2].trait() == sentenceMark:
		return 7
	case after.class == spaceToken && before.trait() == sentenceMark:
		return 6
	case after.class == markToken:
		return 5
	case after.class == spaceToken:
		return 3
	case before.class == spaceToken:
		return 4
	}
	return 0
}

func endsSentence(mark string) bool {
	switch mark {
	case ".", ";", ":", "!", "?":
		return true
	}
	return false
}

func dropEmpty(edits []edit) []edit {
	out := edits[:0]
	for _, e := range edits {
		if e.o0 == e.o1 && e.n0 == e.n1 {
			continue
		}
		if k := len(out) - 1; k >= 0 && out[k].same == e.same && out[k].typographic == e.typographic && !out[k].follows && !e.follows {
			out[k].o1, out[k].n1 = e.o1, e.n1
			continue
		}
		out = append(out, e)
	}
	return out
}
