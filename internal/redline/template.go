package redline

import (
	"math/bits"
	"slices"
)

// Articles written after one template („Одобрава се износ од …“) are as alike as two versions of one of them: among these the order and
// the number say more than a word that happens to be equal.

// ofOneTemplate is the likeness, per mille of the words and word pairs of the longer, all numbers counted as one word, from which provisions
// are taken to be written after one template.
const ofOneTemplate = 850

// templateWords is what is compared of one provision.
type templateWords struct {
	skeleton uint64    // hash of the words in their order, all numbers counted as one word
	sketch   [4]uint64 // of the words that are no numbers
	numbers  []int32   // sorted bag
	words    int       // that are no numbers
	bag      []int32   // the sorted bag of these, nil until asked for
}

// written returns how a provision is written, which is read once.
func (it *item) written() *templateWords {
	if it.template == nil {
		it.template = readTemplate(it.tokens)
	}
	return it.template
}

func readTemplate(ts []token) *templateWords {
	w := &templateWords{skeleton: fnvOffset}
	for _, t := range ts {
		if t.class != wordToken {
			continue
		}
		if t.trait() == digitToken {
			w.numbers = append(w.numbers, t.key)
			w.skeleton = (w.skeleton ^ 1) * fnvPrime
			continue
		}
		w.words++
		w.skeleton = (w.skeleton ^ uint64(t.key+2)) * fnvPrime
		bit := uint64(t.key) * 0x9E3779B97F4A7C15 >> 56
		w.sketch[bit/64] |= 1 << (bit % 64)
	}
	slices.Sort(w.numbers)
	return w
}

// wordBag returns the sorted bag of the words of a provision that are no numbers.
func (it *item) wordBag() []int32 {
	w := it.written()
	if w.bag == nil {
		w.bag = make([]int32, 0, w.words)
		for _, t := range it.tokens {
			if t.class == wordToken && t.trait() != digitToken {
				w.bag = append(w.bag, t.key)
			}
		}
		slices.Sort(w.bag)
	}
	return w.bag
}

// unlike returns the least number of words that stand in one of two texts alone.
func (w *templateWords) unlike(v *templateWords) int {
	n := 0
	for k := range w.sketch {
		n += bits.OnesCount64(w.sketch[k] ^ v.sketch[k])
	}
	return n
}

// oneTemplate returns how many words of the longer provision stand in the other, per mille, a number for half a word, and 0 when they are
// not alike enough to be written after one template, or to be taken for the same where they stand.
func oneTemplate(o, n *item) int {
	longer := max(o.words, n.words)
	if !sameKind(o.node, n.node) || min(o.words, n.words) < fewWords || 10*min(o.words, n.words) < 7*longer || o.tokens == nil || n.tokens == nil {
		return 0
	}
	ow, nw := o.written(), n.written()
	same := ow.words
	if ow.skeleton != nw.skeleton {
		// Every word has two entries in the bag of words and pairs.
		if 1000*ow.unlike(nw) > 4*(1000-ofOneTemplate)*longer || !shares(o.wordPairs(), n.wordPairs(), ofOneTemplate) {
			return 0
		}
		same = common(o.wordBag(), n.wordBag())
	}
	return 500 * (2*same + common(ow.numbers, nw.numbers)) / longer
}

// inRun tells whether a provision is written after the template of the one before it or behind it in its act.
func inRun(items []*item, k int) bool {
	for _, m := range []int{k - 1, k + 1} {
		if m >= 0 && m < len(items) && oneTemplate(items[m], items[k]) > 0 {
			return true
		}
	}
	return false
}

// elsewhere tells whether a provision is more alike, by its words, to one that stands beside the other or is shifted from it by what one act
// has more.
func (a *alignment) elsewhere(i, j int) bool {
	more := len(a.new) - len(a.old)
	unlike := func(i, j int) int { return a.old[i].written().unlike(a.new[j].written()) }
	least := unlike(i, j)
	for _, m := range [...]match{{i + 1, j}, {i - 1, j}, {j - more, j}, {i, j + 1}, {i, j - 1}, {i, i + more}} {
		if m.old < 0 || m.new < 0 || m.old >= len(a.old) || m.new >= len(a.new) || a.old[m.old].tokens == nil || a.new[m.new].tokens == nil {
			continue
		}
		if unlike(m.old, m.new) < least {
			return true
		}
	}
	return false
}

// shares tells whether so much per mille of the longer of two sorted bags stands in the other. It looks no further when it is clear that it
// is less.
func shares(a, b []wordPair, least int) bool {
	need := (least*max(len(a), len(b)) + 999) / 1000
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b) && n+min(len(a)-i, len(b)-j) >= need; {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			n++
			i++
			j++
		}
	}
	return n >= need
}

// Offsets tell, for a number of places by which matches are shifted, how many are and between which new places.
type offsets map[int]*struct{ count, first, last int }

func (o offsets) add(i, j int) {
	at := o[j-i]
	if at == nil {
		at = &struct{ count, first, last int }{first: j}
		o[j-i] = at
	}
	at.count++
	at.last = j
}

// sparse tells whether fewer than a quarter of the places between the first and the last match shifted like this one are matched so.
func (o offsets) sparse(i, j int) bool {
	at := o[j-i]
	return at != nil && 4*at.count < at.last-at.first+1
}

// dense tells whether many matches are shifted like this one, and a third of the places between the first and the last.
func (o offsets) dense(i, j int) bool {
	at := o[j-i]
	return at != nil && at.count >= 8 && 3*at.count >= at.last-at.first+1
}

// undoCrossed takes back the matches of equal texts that stand alone or sparsely under other numbers, further off than what one act has more
// than the other explains, when on each side the provision that bears the number of the other is free, or matched so itself, and as good
// as the same: these are words that met by chance. It returns what it took back.
func (a *alignment) undoCrossed() []match {
	shifted := offsets{}
	for j, i := range a.toOld {
		if i != none && !a.sameNumber(i, j) {
			shifted.add(i, j)
		}
	}
	more := len(a.new) - len(a.old)
	alone := func(i, j int) bool {
		if a.sameNumber(i, j) || min(0, more) <= j-i && j-i <= max(0, more) {
			return false
		}
		return !a.matchedBefore(i, j) && !a.matchedBehind(i, j) || shifted.sparse(i, j)
	}
	var ms []match
	for j, i := range a.toOld {
		if i != none && a.old[i].tokens != nil && alone(i, j) {
			ms = append(ms, match{old: i, new: j})
		}
	}
	if len(ms) == 0 {
		return nil
	}
	oldAt, newAt := atNumbers(a.old), atNumbers(a.new)
	var undone []match
	for _, m := range ms {
		i, there := oldAt[a.new[m.new].number]
		if there && (i == none || a.toNew[i] != none && !alone(i, a.toNew[i]) || oneTemplate(a.old[i], a.new[m.new]) == 0) {
			continue
		}
		j, here := newAt[a.old[m.old].number]
		if here && (j == none || a.toOld[j] != none && !alone(a.toOld[j], j) || oneTemplate(a.old[m.old], a.new[j]) == 0) {
			continue
		}
		if there && here || (there || here) && inRun(a.old, m.old) && inRun(a.new, m.new) {
			undone = append(undone, m)
		}
	}
	for _, m := range undone {
		a.toNew[m.old], a.toOld[m.new] = none, none
	}
	return undone
}

const (
	mostInGap   = 1 << 20 // pairs of provisions in one gap that are held against each other
	leastInGap  = 500     // per mille; likeness above this counts for a pair in a gap
	placeInGap  = 60      // per mille for a place that the same number speaks for, or what one side has more than the other
	numberInGap = 5       // per mille for the same number besides
	someMoved   = 2       // provisions that may have been moved out of a gap or into it, when all words but numbers are the same
)

// fillGaps matches, between two matches that stand in order, what is free on both sides and alike, in order: of all ways the one whose pairs
// are most alike together.
func (a *alignment) fillGaps(olds, news []int) {
	if len(olds) == 0 || len(news) == 0 {
		return
	}
	for _, m := range a.fences() {
		p, q := before(olds, m.old), before(news, m.new)
		a.fill(olds[:p], news[:q])
		olds, news = olds[p:], news[q:]
	}
}

// before returns how many of the sorted indexes are smaller than k.
func before(indexes []int, k int) int {
	n, _ := slices.BinarySearch(indexes, k)
	return n
}

// strangers counts those of some provisions that are not written after the template of a neighbour.
func strangers(items []*item, some []int) int {
	n := 0
	for _, k := range some {
		if !inRun(items, k) {
			n++
		}
	}
	return n
}

// fill matches the provisions of one gap. Of a long one only those are held against each other that stand near to a diagonal from an end of
// the gap, so that the work is bounded.
func (a *alignment) fill(olds, news []int) {
	if len(olds) == 0 || len(news) == 0 {
		return
	}
	low, high := min(0, len(news)-len(olds)), max(0, len(news)-len(olds))
	strangers := strangers(a.old, olds) + strangers(a.new, news)
	leastShift, mostShift := low-strangers, high+strangers
	band := (mostInGap/len(olds) - (high - low + 1)) / 2
	if band < 0 {
		return
	}
	low, high = max(1-len(olds), low-band), min(len(news)-1, high+band)
	// best[p][d] is the best of the first p old ones and the first p+low+d new ones.
	width := high - low + 1
	const (
		dropOld = iota
		dropNew
		pair
	)
	best := make([]int, width+2)
	next := make([]int, width+2)
	steps := make([]uint8, (len(olds)+1)*width)
	const never = -1 << 60
	for p := range len(olds) + 1 {
		for d := range width {
			q := p + low + d
			next[d] = never
			if q < 0 || q > len(news) {
				continue
			}
			if p == 0 && q == 0 {
				next[d] = 0
				continue
			}
			value, step := never, uint8(dropOld)
			if p > 0 && d+1 < width && best[d+1] > value {
				value = best[d+1]
			}
			if q > 0 && d > 0 && next[d-1] > value {
				value, step = next[d-1], dropNew
			}
			if p > 0 && q > 0 && best[d] != never {
				i, j := olds[p-1], news[q-1]
				if score := oneTemplate(a.old[i], a.new[j]); score > 0 {
					score = max(0, score-leastInGap) + 1
					same := a.sameNumber(i, j)
					spread := 0
					if a.old[i].written().skeleton == a.new[j].written().skeleton {
						spread = someMoved
					}
					if same || leastShift-spread <= q-p && q-p <= mostShift+spread {
						score += placeInGap
					}
					if same {
						score += numberInGap
					}
					if best[d]+score >= value {
						value, step = best[d]+score, pair
					}
				}
			}
			next[d] = value
			steps[p*width+d] = step
		}
		best, next = next, best
	}
	for p, q := len(olds), len(news); p > 0 && q > 0; {
		switch steps[p*width+q-p-low] {
		case dropOld:
			p--
		case dropNew:
			q--
		default:
			p, q = p-1, q-1
			a.match(olds[p], news[q])
		}
	}
}
