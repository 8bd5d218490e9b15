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

// twinsBesideEdited lets equal provisions that were paired by number or order change their counterparts where more of what stands beside
// them, which was edited, goes along then.
func (a *alignment) twinsBesideEdited() {
	for i, j := range a.toNew {
		if j == none || a.beside(i, j) == 2 || !a.sameText(i, j) {
			continue
		}
		for _, step := range []int{-1, 1} {
			beside := i + step
			if beside < 0 || beside >= len(a.old) || a.toNew[beside] == none {
				continue
			}
			k := a.toNew[beside] - step
			if k == j || k < 0 || k >= len(a.new) || a.old[i].hash != a.new[k].hash || !a.sameText(i, k) {
				continue
			}
			other, now, then := a.toOld[k], a.beside(i, j), a.beside(i, k)
			if other != none {
				now, then = now+a.beside(other, k), then+a.beside(other, j)
			}
			if then <= now || other != none && !a.sameText(other, k) {
				continue
			}
			a.match(i, k)
			a.toOld[j] = none
			if other != none {
				a.match(other, j)
			}
			break
		}
	}
}

// beside counts the matches of another text that stand before and behind a match in both acts.
func (a *alignment) beside(i, j int) int {
	n := 0
	for _, step := range []int{-1, 1} {
		o, k := i+step, j+step
		if o >= 0 && k >= 0 && o < len(a.old) && k < len(a.new) && a.toOld[k] == o && a.old[o].hash != a.old[i].hash {
			n++
		}
	}
	return n
}

// besideOther tells whether a match goes with one of another text that stands before or behind it in both acts.
func (a *alignment) besideOther(i, j int) bool { return a.beside(i, j) > 0 }
