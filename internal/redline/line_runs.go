package redline

import "slices"

const (
	lineCover = 700 // per mille of a line's words that must come from the part of another line it was split from
	fewInLine = 3   // words from which so many are enough; a line of fewer must have come whole
	likeRest  = 600 // per mille of Dice of a line and of what a pair does not explain

	maxRunPairs = 1 << 14 // free lines held against each other between two pairs
)

// runs finds, among lines that are free on both sides between two pairs, one that became several, or several that became one: a paragraph
// written as a list, none of whose points is like the whole.
func (a *lineAligner) runs() {
	if !a.gaps() {
		return
	}
	out := make([]lineGroup, 0, len(a.groups)+1)
	o, n := 0, 0
	for k := 0; k <= len(a.groups); k++ {
		end := lineGroup{o0: len(a.old), n0: len(a.new)}
		if k < len(a.groups) {
			end = a.groups[k]
		}
		out = a.runsBetween(out, lineGroup{o0: o, o1: end.o0, n0: n, n1: end.n0})
		if k < len(a.groups) {
			out = append(out, end)
			o, n = end.o1, end.n1
		}
	}
	a.groups = out
}

// gaps reports whether lines are free on both sides between two pairs.
func (a *lineAligner) gaps() bool {
	var last lineGroup
	for _, g := range a.groups {
		if g.o0 > last.o1 && g.n0 > last.n1 {
			return true
		}
		last = g
	}
	return len(a.old) > last.o1 && len(a.new) > last.n1
}

// runsBetween appends the runs that it finds in a gap.
func (a *lineAligner) runsBetween(out []lineGroup, gap lineGroup) []lineGroup {
	olds, news := gap.o1-gap.o0, gap.n1-gap.n0
	if olds == 0 || news == 0 || olds+news < 3 || olds > maxRunPairs/news {
		return out
	}
	for i := gap.o0; i < gap.o1 && gap.n0 < gap.n1; i++ {
		if words, label := a.oldLine(i); !label {
			if from, to, found := runOf(words, gap.n0, gap.n1, a.newLine); found {
				out = a.reversedRuns(out, lineGroup{o0: gap.o0, o1: i, n0: gap.n0, n1: from})
				out = append(out, lineGroup{o0: i, o1: i + 1, n0: from, n1: to})
				gap.o0, gap.n0 = i+1, to
			}
		}
	}
	return a.reversedRuns(out, gap)
}

// reversedRuns is runsBetween for lines that became one.
func (a *lineAligner) reversedRuns(out []lineGroup, gap lineGroup) []lineGroup {
	for j := gap.n0; j < gap.n1 && gap.o0 < gap.o1; j++ {
		if words, label := a.newLine(j); !label {
			if from, to, found := runOf(words, gap.o0, gap.o1, a.oldLine); found {
				out = append(out, lineGroup{o0: from, o1: to, n0: j, n1: j + 1})
				gap.o0 = to
			}
		}
	}
	return out
}

// runOf returns the first of the lines in [from, to), two or more of them, which together are as alike to a line of the other side as two
// lines must be that are one.
func runOf(whole []int32, from, to int, line func(k int) ([]int32, bool)) (int, int, bool) {
	for ; from < to; from++ {
		rest, last, words := whole, from, 0
		offer(from, to, 1, func(k int) bool {
			part, label := line(k)
			switch {
			case label:
				return last > from
			case last == from && k > from || !covers(rest, part):
				return false
			}
			rest, last, words = without(rest, part), k+1, words+len(part)
			return true
		})
		if last-from > 1 && 2000*(len(whole)-len(rest)) >= lineLikeness*(len(whole)+words) {
			return from, last, true
		}
	}
	return 0, 0, false
}

// offer offers the lines from one on until too many in a row are refused.
func offer(from, to, step int, take func(k int) bool) {
	refused := 0
	for k := from; k != to && refused <= mostBetween; k += step {
		if take(k) {
			refused = 0
		} else {
			refused++
		}
	}
}

// absorb widens pairs over the free lines beside them when the words of these are the part of the other side that the pair does not
// explain: a paragraph that was cut in several, or several that were joined. What stands in the label of a provision is stepped over.
func (a *lineAligner) absorb() {
	for k := range a.groups {
		g := &a.groups[k]
		nextOld, nextNew, lastOld, lastNew := len(a.old), len(a.new), 0, 0
		if k+1 < len(a.groups) {
			nextOld, nextNew = a.groups[k+1].o0, a.groups[k+1].n0
		}
		if k > 0 {
			lastOld, lastNew = a.groups[k-1].o1, a.groups[k-1].n1
		}
		if g.o0 == lastOld && g.o1 == nextOld && g.n0 == lastNew && g.n1 == nextNew || g.o1-g.o0+g.n1-g.n0 > 2 || a.equal(g.o0, g.n0) {
			continue
		}
		ow, nw := a.oldWords(g.o0), a.newWords(g.n0)
		g.n0, g.n1 = widen(without(ow, nw), g.n0, g.n1, lastNew, nextNew, a.newLine)
		if g.n1 == g.n0+1 {
			g.o0, g.o1 = widen(without(nw, ow), g.o0, g.o1, lastOld, nextOld, a.oldLine)
		}
	}
}

// widen returns from and to moved apart, no further than low and high, over the lines that rest covers, which are taken out of it.
func widen(rest []int32, from, to, low, high int, line func(k int) ([]int32, bool)) (int, int) {
	take := func(k int) bool {
		words, label := line(k)
		switch {
		case label:
			return true
		case !covers(rest, words):
			return false
		}
		rest, from, to = without(rest, words), min(from, k), max(to, k+1)
		return true
	}
	offer(to, high, 1, take)
	offer(from-1, low-1, -1, take)
	return from, to
}

// oldLine returns the words of a line without the number of a point, and whether it is a label or empty.
func (a *lineAligner) oldLine(i int) ([]int32, bool) {
	return a.old[i].saying(a.oldTokens, a.oldWords(i)), a.old[i].isLabel(a.oldStep)
}

func (a *lineAligner) newLine(j int) ([]int32, bool) {
	return a.new[j].saying(a.newTokens, a.newWords(j)), a.new[j].isLabel(a.newStep)
}

// pointLabel returns the number of a point or paragraph that tokens begin with; none where there is none.
func pointLabel(ts []token) []token {
	end := 0
	for end < len(ts) && end <= longestLabel && !isBlank(ts[end]) {
		end++
	}
	if end < 2 || !labelLike(ts[:end]) {
		return nil
	}
	return ts[:end]
}

// rankLabel returns the number of a row of a table in its first cell, or one of several parts such as "2.1.", that tokens begin with; none
// where there is none. The line behind it may be the same under another one.
func rankLabel(ts []token) []token {
	end := 0
	for end < len(ts) && (ts[end].trait() == digitToken || end > 0 && ts[end].trait() == sentenceMark) {
		end++
	}
	if end == 0 || end == len(ts) || ts[end].class != spaceToken || end < 3 && ts[end].piece == spaceKey {
		return nil
	}
	return ts[:end]
}

// saying returns the words of a line that are no number of a point or paragraph at its beginning.
func (l *textLine) saying(ts []token, words []int32) []int32 {
	label := pointLabel(ts[l.start:l.end])
	if label == nil {
		return words
	}
	k := slices.IndexFunc(label, func(t token) bool { return t.class == wordToken })
	return without(words, []int32{label[k].key})
}

// isLabel tells whether everything in a line stands in the labels or headings of provisions.
func (l *textLine) isLabel(step []bool) bool {
	return l.start == l.end || step != nil && !slices.Contains(step[l.start:l.end], false)
}

// covers tells whether the words of a part mostly stand in rest, are as alike to it as two lines must be to be one that was edited, or are most
// of rest and a good part of their own: one of two sentences joined leaves out what both began with.
func covers(rest, part []int32) bool {
	if len(part) == 0 {
		return false
	}
	shared := common(rest, part)
	if len(part) < fewInLine {
		return shared == len(part)
	}
	return 1000*shared >= lineCover*len(part) || shared >= fewInLine && 2000*shared >= likeRest*(len(rest)+len(part)) ||
		shared >= 2*fewInLine && 1000*shared >= lineCover*len(rest) && 1000*shared >= lineLikeness*len(part)
}

// compareRun appends to the script the words kept and changed between one line and several: a border between two of these that no number
// or dash stands behind is held against the spaces of the other side, and is changed all the same.
func (b *scriptBuilder) compareRun(d *wordDiffer, old, new []token) {
	o, n := b.o, b.n
	var run scriptBuilder
	run.o, run.n = o, n
	run.compareWords(d, bordersAsSpaces(old), bordersAsSpaces(new))
	for _, e := range run.edits {
		for k := e.o0; k < e.o1 && e.same; k++ {
			if at := k + e.n0 - e.o0; old[k-o].class != new[at-n].class {
				b.keep(k - b.o)
				b.replace(1, 1)
			}
		}
		if e.same {
			b.keep(e.o1 - b.o)
		} else {
			b.replace(e.o1-e.o0, e.n1-e.n0)
		}
	}
}

func bordersAsSpaces(ts []token) []token {
	out := ts
	for k, t := range ts {
		if t.class != lineToken || pointLabel(ts[k+1:]) != nil || k+1 < len(ts) && ts[k+1].class == markToken {
			continue
		}
		if &out[0] == &ts[0] {
			out = slices.Clone(ts)
		}
		out[k].key = spaceKey
	}
	return out
}
