package redline

import "slices"

// A textLine is one line of a text: its tokens lie in [start, end) of the text's, without the line break.
type textLine struct {
	start, end int
	hash       uint64
	words      []int32
	unranked   []int32 // the words without the number of a row or a section
}

// textLines returns the lines of a text in the room that a slice has, or in more.
func textLines(room []textLine, ts []token) []textLine {
	out, start := room[:0], 0
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

// unrankedWords is sortedWords without what rankLabel returns.
func (l *textLine) unrankedWords(ts []token) []int32 {
	if l.unranked == nil {
		l.unranked = l.sortedWords(ts)
		if label := rankLabel(ts[l.start:l.end]); label != nil {
			var numbers []int32
			for _, t := range label {
				if t.class == wordToken {
					numbers = append(numbers, t.key)
				}
			}
			slices.Sort(numbers)
			l.unranked = without(l.unranked, numbers)
		}
	}
	return l.unranked
}

const (
	lineLikeness = 400 // per mille of Dice from which two lines may be one line edited
	lonelyLike   = 150 // the same for two lines that have nothing else to be compared with, or of which it is known otherwise

	maxLinePairs = 1 << 20 // lines held against each other between two anchors
	maxLineWork  = 1 << 26 // words looked at for it
)

// A lineGroup says that old lines [o0, o1) became new lines [n0, n1): one and one, or one and several after a split, several and one after a
// merge.
type lineGroup struct{ o0, o1, n0, n1 int }

// A lineAligner finds which line of an old text continues as which line of a new one, in order.
type lineAligner struct {
	oldTokens, newTokens []token
	oldStep, newStep     []bool // by token: stands in the label or heading of a provision that the text is of; may be nil
	old, new             []textLine
	groups               []lineGroup
	joined               bool    // a side is several provisions: a heading says little of what became of the words under it
	notes                []int   // new lines that are notes of repeal, with their numbers, of provisions that are known
	known                []match // lines with which a provision and the one that it continues begin, in the order of the new ones
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
	for _, m := range a.anchors(head, oldEnd, newEnd) {
		a.fill(o, m.old, n, m.new)
		a.pair(m.old, m.new)
		o, n = m.old+1, m.new+1
	}
	a.fill(o, oldEnd, n, newEnd)
	for k := range tail {
		a.pair(oldEnd+k, newEnd+k)
	}
	a.runs()
	a.absorb()
	return a.groups
}

// anchors returns lines behind head and before the ends of which it is clear that one goes on as the other, in order: those that stand
// once on each side, and those that are known and alike.
func (a *lineAligner) anchors(head, oldEnd, newEnd int) []match {
	var equal []match
	if !a.joined || len(a.known) == 0 && oldEnd-head > maxLinePairs/max(1, newEnd-head) {
		equal = uniqueAnchors(lineHashes(a.old[head:oldEnd]), lineHashes(a.new[head:newEnd]))
	}
	var all []match
	k := 0
	known := func(before int) {
		for ; k < len(a.known) && a.known[k].new < before; k++ {
			m := a.known[k]
			if len(all) > 0 && all[len(all)-1].new == m.new {
				continue // the line goes on as another one already
			}
			if m.old >= head && m.old < oldEnd && m.new >= head && m.new < newEnd && (a.likenessBesideRanks(m.old, m.new) >= lonelyLike || slices.Contains(a.notes, m.new)) {
				all = append(all, m)
			}
		}
	}
	for _, m := range equal {
		m.old += head
		m.new += head
		if !a.equal(m.old, m.new) {
			continue
		}
		known(m.new)
		if k < len(a.known) && a.known[k] == m {
			k++
		}
		all = append(all, m)
	}
	known(newEnd)
	if k == 0 {
		return all // those alone that stand once rise already
	}
	return longestRise(all, nil)
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

// fill aligns what lies between two anchors: the pairs that keep the most words, in order, found by the usual table. Of very many lines
// only those are held against each other that stand near to the diagonal.
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
	words := a.new[n1-1].end - a.new[n0].start + a.old[o1-1].end - a.old[o0].start
	width := min(cols, max(1, min(maxLinePairs, maxLineWork/(words/(rows+cols)+1))/rows))
	t := lineTable{rows: rows, cols: cols, width: width, gain: make([]int, rows*width), best: make([]int, rows*width)}
	for i := rows - 1; i >= 0; i-- {
		from := t.from(i)
		for j := from + width - 1; j >= from; j-- {
			g := a.gain(o0+i, n0+j)
			b := max(t.at(i+1, j), t.at(i, j+1))
			if g > 0 {
				b = max(b, g+t.at(i+1, j+1))
			}
			t.gain[i*width+j-from], t.best[i*width+j-from] = g, b
		}
	}
	for i, j := 0, 0; i < rows && j < cols; {
		j = max(j, t.from(i))
		if j == t.from(i)+width {
			i++
			continue
		}
		g := t.gain[i*width+j-t.from(i)]
		switch {
		case g > 0 && t.at(i, j) == g+t.at(i+1, j+1):
			a.pair(o0+i, n0+j)
			i++
			j++
		case t.at(i, j) == t.at(i+1, j):
			i++
		default:
			j++
		}
	}
}

// A lineTable holds, for the lines that stand near to the diagonal, what pairing them gains and the best that can be had from there on.
type lineTable struct {
	rows, cols, width int
	gain, best        []int
}

// from returns the first column that a row has.
func (t *lineTable) from(row int) int {
	return max(0, min(t.cols-t.width, row*t.cols/t.rows-t.width/2))
}

// at returns the best from a row and a column on: of a column before those that the row has, that of its first, and nothing behind its last.
func (t *lineTable) at(row, col int) int {
	if row == t.rows {
		return 0
	}
	k := max(0, col-t.from(row))
	if k >= t.width {
		return 0
	}
	return t.best[row*t.width+k]
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

// likenessBesideRanks is likeness without the numbers of rows and sections.
func (a *lineAligner) likenessBesideRanks(i, j int) int {
	ow, nw := a.old[i].unrankedWords(a.oldTokens), a.new[j].unrankedWords(a.newTokens)
	if len(ow)+len(nw) == 0 {
		return a.likeness(i, j)
	}
	return 2000 * common(ow, nw) / (len(ow) + len(nw))
}

func (a *lineAligner) gain(i, j int) int {
	if a.equal(i, j) {
		return 4*len(a.oldWords(i)) + 3
	}
	ow, nw := a.old[i].unrankedWords(a.oldTokens), a.new[j].unrankedWords(a.newTokens)
	if 2000*min(len(ow), len(nw)) < lineLikeness*(len(ow)+len(nw)) {
		return 0
	}
	shared := common(ow, nw)
	if shared == 0 || 2000*shared < lineLikeness*(len(ow)+len(nw)) {
		return 0
	}
	return 4*shared + 1
}

// compareTexts is the script between two texts: their lines are aligned, then the words of the lines that belong together.
func compareTexts(d *wordDiffer, old, new []token) []edit {
	return newLineAligner(d, old, new).compare(d)
}

// newLineAligner returns one that takes the room of the wordDiffer: it is good until the next is made.
func newLineAligner(d *wordDiffer, old, new []token) *lineAligner {
	d.oldLines, d.newLines = textLines(d.oldLines, old), textLines(d.newLines, new)
	return &lineAligner{oldTokens: old, newTokens: new, old: d.oldLines, new: d.newLines, groups: d.groups[:0]}
}

// compare aligns the lines and returns the script between the words of those that belong together.
func (a *lineAligner) compare(d *wordDiffer) []edit {
	old, new := a.oldTokens, a.newTokens
	var b scriptBuilder
	for _, g := range a.align() {
		o0, n0 := a.old[g.o0].start, a.new[g.n0].start
		b.between(old[b.o:o0], new[b.n:n0])
		olds, news := old[o0:a.old[g.o1-1].end], new[n0:a.new[g.n1-1].end]
		if g.o1-g.o0 == g.n1-g.n0 {
			b.compareWords(d, olds, news)
		} else {
			b.compareRun(d, olds, news)
		}
	}
	b.between(old[b.o:], new[b.n:])
	d.groups = a.groups
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
