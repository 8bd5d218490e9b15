package redline

import "slices"

// Twins are the provisions of one text.
type twins struct {
	olds, news []int
	room       [2]int // for one of each, which is what most texts have
}

// twinRun is from how many provisions on that follow each other in both acts their texts alone tell which continues which.
const twinRun = 3

// twinRuns matches repeated texts that follow each other in both acts alike: between two matches that stand in order, of all ways to pair
// equal texts in order one that pairs the most, as far as it pairs several one behind the other.
func (a *alignment) twinRuns(all []*twins) {
	var olds, news []int
	text := make(map[uint64]int32)
	for k, g := range all {
		if len(g.olds) < 2 && len(g.news) < 2 || len(g.news) == 0 || a.shortGroup(g.olds) {
			continue
		}
		text[a.old[g.olds[0]].hash] = int32(k)
		for _, i := range g.olds {
			if a.toNew[i] == none {
				olds = append(olds, i)
			}
		}
		for _, j := range g.news {
			if a.toOld[j] == none {
				news = append(news, j)
			}
		}
	}
	if len(olds) < twinRun || len(news) < twinRun {
		return
	}
	slices.Sort(olds)
	slices.Sort(news)
	var d wordDiffer
	for _, m := range a.fences() {
		p, q := before(olds, m.old), before(news, m.new)
		a.twinsBetween(&d, text, olds[:p], news[:q])
		olds, news = olds[p:], news[q:]
	}
}

// twinsBetween is twinRuns between two matches.
func (a *alignment) twinsBetween(d *wordDiffer, text map[uint64]int32, olds, news []int) {
	if len(olds) < twinRun || len(news) < twinRun || len(olds) > maxProduct/len(news) {
		return
	}
	d.old, d.new, d.out = d.old[:0], d.new[:0], d.out[:0]
	for _, i := range olds {
		d.old = append(d.old, text[a.old[i].hash])
	}
	for _, j := range news {
		d.new = append(d.new, text[a.new[j].hash])
	}
	d.compare(0, len(olds), 0, len(news))
	var run []match
	end := func() {
		if len(run) >= twinRun {
			for _, m := range run {
				a.match(m.old, m.new)
			}
		}
		run = run[:0]
	}
	o, n := 0, 0
	for _, p := range d.out {
		for k := 0; k < p.n && p.op == '='; k++ {
			m := match{old: olds[o+k], new: news[n+k]}
			if last := len(run) - 1; last >= 0 && (run[last].old != m.old-1 || run[last].new != m.new-1) {
				end()
			}
			if a.sameText(m.old, m.new) {
				run = append(run, m)
			}
		}
		o, n = p.behind(o, n)
	}
	end()
}

// fences returns the longest chain of matches that stand in order, and the ends of both acts behind it.
func (a *alignment) fences() []match {
	var ms []match
	for j, i := range a.toOld {
		if i != none {
			ms = append(ms, match{old: i, new: j})
		}
	}
	return append(longestRise(ms, nil), match{old: len(a.old), new: len(a.new)})
}

// besideOther tells whether a match goes with one of another text that stands before or behind it in both acts.
func (a *alignment) besideOther(i, j int) bool {
	return i > 0 && j > 0 && a.toOld[j-1] == i-1 && a.old[i-1].hash != a.old[i].hash ||
		i+1 < len(a.old) && j+1 < len(a.new) && a.toOld[j+1] == i+1 && a.old[i+1].hash != a.old[i].hash
}
