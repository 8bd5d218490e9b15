package redline

import "slices"

// A textLine is one line of a text: its tokens lie in [start, end) of the text's, without the line break.
type textLine struct {
	start, end int
	hash       uint64
	words      []int32
}

func textLines(ts []token) []textLine {
	out := make([]textLine, 0, 8)
	start := 0
	for i := 0; i <= len(ts); i++ {
		if i < len(ts) && ts[i].class != lineToken {
			continue
		}
		out = append(out, textLine{start: start, end: i, hash: hashKeys(ts[start:i])})
		start = i + 1
	}
	return out
}

const (
	fnvOffset = 14695981039346656037
	fnvPrime  = 1099511628211
)

func hashKeys(ts []token) uint64 {
	h := uint64(fnvOffset)
	for _, t := range ts {
		h = (h ^ uint64(t.key)) * fnvPrime
	}
	return h
}

func hashText(s string) uint64 {
	h := uint64(fnvOffset)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * fnvPrime
	}
	return h
}

// sortedWords is the bag of a line's words, filled when first asked for.
func (l *textLine) sortedWords(ts []token) []int32 {
	if l.words == nil {
		l.words = make([]int32, 0, (l.end-l.start)/2+1)
		for _, t := range ts[l.start:l.end] {
			if t.class == wordToken {
				l.words = append(l.words, t.key)
			}
		}
		slices.Sort(l.words)
	}
	return l.words
}

const (
	lineLikeness  = 400 // per mille of Dice from which two lines may be one line edited
	lonelyLike    = 150 // the same for two lines that have nothing else to be compared with
	lineCover     = 700 // per mille of a line's words that must come from the part of another line it was split from
	maxLineMatrix = 64 << 10
)

// A lineGroup says that old lines [o0, o1) became new lines [n0, n1): one and one, or one and two after a split, two and one after a merge.
type lineGroup struct{ o0, o1, n0, n1 int }

// A lineAligner finds which line of an old text continues as which line of a new one, in order.
type lineAligner struct {
	oldTokens, newTokens []token
	old, new             []textLine
	groups               []lineGroup
	joined               bool // a side is several provisions: a heading says little of what became of the words under it
}

func (a *lineAligner) align() []lineGroup {
	head := 0
	for head < len(a.old) && head < len(a.new) && a.equal(head, head) {
		a.pair(head, head)
		head++
	}
	tail := 0
	for tail < len(a.old)-head && tail < len(a.new)-head && a.equal(len(a.old)-1-tail, len(a.new)-1-tail) {
		tail++
	}
	oldEnd, newEnd := len(a.old)-tail, len(a.new)-tail
	o, n := head, head
	var anchors []match
	if !a.joined || oldEnd-head > maxLineMatrix/max(1, newEnd-head) {
		anchors = uniqueAnchors(lineHashes(a.old[head:oldEnd]), lineHashes(a.new[head:newEnd]))
	}
	for _, m := range anchors {
		m.old += head
		m.new += head
		if !a.equal(m.old, m.new) {
			continue
		}
		a.fill(o, m.old, n, m.new)
		a.pair(m.old, m.new)
		o, n = m.old+1, m.new+1
	}
	a.fill(o, oldEnd, n, newEnd)
	for k := range tail {
		a.pair(oldEnd+k, newEnd+k)
	}
	return a.groups
}

func lineHashes(ls []textLine) []uint64 {
	out := make([]uint64, len(ls))
	for i, l := range ls {
		out[i] = l.hash
	}
	return out
}

func (a *lineAligner) equal(i, j int) bool {
	return a.old[i].hash == a.new[j].hash &&
		sameKeys(a.oldTokens[a.old[i].start:a.old[i].end], a.newTokens[a.new[j].start:a.new[j].end])
}

func (a *lineAligner) pair(i, j int) {
	a.groups = append(a.groups, lineGroup{o0: i, o1: i + 1, n0: j, n1: j + 1})
}

func (a *lineAligner) oldWords(i int) []int32 { return a.old[i].sortedWords(a.oldTokens) }
func (a *lineAligner) newWords(j int) []int32 { return a.new[j].sortedWords(a.newTokens) }

// fill aligns what lies between two anchors: the pairs that keep the most words, in order, found by the usual table.
func (a *lineAligner) fill(o0, o1, n0, n1 int) {
	rows, cols := o1-o0, n1-n0
	if rows == 0 || cols == 0 {
		return
	}
	if rows == 1 && cols == 1 {
		if a.likeness(o0, n0) >= lonelyLike {
			a.pair(o0, n0)
		}
		return
	}
	if rows > maxLineMatrix/cols {
		return
	}
	gain := make([]int, rows*cols)
	best := make([]int, (rows+1)*(cols+1))
	width := cols + 1
	for i := rows - 1; i >= 0; i-- {
		for j := cols - 1; j >= 0; j-- {
			gain[i*cols+j] = a.gain(o0+i, n0+j)
			b := max(best[(i+1)*width+j], best[i*width+j+1])
			if g := gain[i*cols+j]; g > 0 {
				b = max(b, g+best[(i+1)*width+j+1])
			}
			best[i*width+j] = b
		}
	}
	first := len(a.groups)
	for i, j := 0, 0; i < rows && j < cols; {
		g := gain[i*cols+j]
		switch {
		case g > 0 && best[i*width+j] == g+best[(i+1)*width+j+1]:
			a.pair(o0+i, n0+j)
			i++
			j++
		case best[i*width+j] == best[(i+1)*width+j]:
			i++
		default:
			j++
		}
	}
	a.absorb(first, o0, o1, n0, n1)
}

// likeness is the Dice coefficient of the bags of words of two lines, per mille.
func (a *lineAligner) likeness(i, j int) int {
	ow, nw := a.oldWords(i), a.newWords(j)
	if len(ow)+len(nw) == 0 {
		if a.equal(i, j) {
			return 1000
		}
		return 0
	}
	return 2000 * common(ow, nw) / (len(ow) + len(nw))
}

func (a *lineAligner) gain(i, j int) int {
	if a.equal(i, j) {
		return 4*len(a.oldWords(i)) + 3
	}
	ow, nw := a.oldWords(i), a.newWords(j)
	shared := common(ow, nw)
	if shared == 0 || 2000*shared < lineLikeness*(len(ow)+len(nw)) {
		return 0
	}
	return 4*shared + 1
}

// absorb widens pairs of this gap over a free line beside them when that line's words are the part of the other side that its pair
// does not explain: a paragraph that was cut in two, or two that were joined.
func (a *lineAligner) absorb(first, o0, o1, n0, n1 int) {
	for k := first; k < len(a.groups); k++ {
		g := &a.groups[k]
		nextOld, nextNew := o1, n1
		if k+1 < len(a.groups) {
			nextOld, nextNew = a.groups[k+1].o0, a.groups[k+1].n0
		}
		lastOld, lastNew := o0, n0
		if k > first {
			lastOld, lastNew = a.groups[k-1].o1, a.groups[k-1].n1
		}
		ow, nw := a.oldWords(g.o0), a.newWords(g.n0)
		switch {
		case g.n1 < nextNew && covers(without(ow, nw), a.newWords(g.n1)):
			g.n1++
		case g.n0 > lastNew && covers(without(ow, nw), a.newWords(g.n0-1)):
			g.n0--
		case g.o1 < nextOld && covers(without(nw, ow), a.oldWords(g.o1)):
			g.o1++
		case g.o0 > lastOld && covers(without(nw, ow), a.oldWords(g.o0-1)):
			g.o0--
		}
	}
}

func covers(rest, part []int32) bool {
	return len(part) >= 3 && 1000*common(rest, part) >= lineCover*len(part)
}

// compareTexts is the script between two texts: their lines are aligned, then the words of the lines that belong together.
func compareTexts(d *wordDiffer, old, new []token) []edit {
	return compareLines(d, old, new, false)
}

// compareLines is compareTexts; joined says that one of the texts is several provisions, split or merged.
func compareLines(d *wordDiffer, old, new []token, joined bool) []edit {
	a := lineAligner{oldTokens: old, newTokens: new, old: textLines(old), new: textLines(new), joined: joined}
	var b scriptBuilder
	for _, g := range a.align() {
		o0, n0 := a.old[g.o0].start, a.new[g.n0].start
		b.between(old[b.o:o0], new[b.n:n0])
		b.compareWords(d, old[o0:a.old[g.o1-1].end], new[n0:a.new[g.n1-1].end])
	}
	b.between(old[b.o:], new[b.n:])
	return b.edits
}

// between adds lines without counterpart. A line break that opens or closes both stretches is kept.
func (b *scriptBuilder) between(old, new []token) {
	if len(old) > 0 && len(new) > 0 && old[0].class == lineToken && new[0].class == lineToken {
		b.keep(1)
		old, new = old[1:], new[1:]
	}
	tail := 0
	if len(old) > 0 && len(new) > 0 && old[len(old)-1].class == lineToken && new[len(new)-1].class == lineToken {
		tail = 1
	}
	b.replace(len(old)-tail, len(new)-tail)
	b.keep(tail)
}
