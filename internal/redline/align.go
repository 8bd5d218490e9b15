package redline

import (
	"slices"
	"strings"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/script"
)

// An item is one provision to be aligned: its text without its own label, and what else tells it from others. Without tokens it is one
// whose text was found unchanged in the other act.
type item struct {
	node   *act.Node
	body   string
	tokens []token
	words  int
	hash   uint64
	number string

	template *templateWords // nil until asked for, as are the pairs
	pairs    []wordPair
}

// wordPairs is wordPairs of the words of the provision, kept.
func (it *item) wordPairs() []wordPair {
	if it.pairs == nil {
		it.pairs = wordPairs(it.tokens)
	}
	return it.pairs
}

const none = -1

// An alignment says which old item each new one continues and the reverse, none where there is no such item.
type alignment struct {
	old, new     []*item
	toOld, toNew []int
	room         *likenessRoom
}

// align finds for each new item the old one that it continues, one to one, by equal text, then identity, then number, neighbours and
// similarity together. Of candidates equally good the one with the smaller old, then the smaller new index is taken.
func align(room *likenessRoom, old, new []*item) *alignment {
	a := &alignment{room: room, old: old, new: new, toOld: make([]int, len(new)), toNew: make([]int, len(old))}
	for j := range a.toOld {
		a.toOld[j] = none
	}
	for i := range a.toNew {
		a.toNew[i] = none
	}
	a.equalTexts()
	crossed := a.undoCrossed()
	a.identities()
	a.inPlace()
	olds, news := freeItems(a.toNew), freeItems(a.toOld)
	a.fillGaps(olds, news)
	for _, m := range crossed {
		if a.free(m.old, m.new) {
			a.match(m.old, m.new)
		}
	}
	a.similar(olds, news)
	a.twinsBesideEdited()
	return a
}

// freeItems returns the items without counterpart.
func freeItems(to []int) []int {
	var out []int
	for k, other := range to {
		if other == none {
			out = append(out, k)
		}
	}
	return out
}

func (a *alignment) match(i, j int) {
	a.toNew[i], a.toOld[j] = j, i
}

func (a *alignment) free(i, j int) bool {
	return a.toNew[i] == none && a.toOld[j] == none
}

// fewWords is how many words a text must have to be recognised anywhere in the act by its words alone.
const fewWords = 5

// equalTexts matches provisions with the same compared text: first those whose text stands once in each act, then, among repeated or very
// short ones, those beside a match, those that follow each other alike and those with the same number, and last the others of a repeated
// text in their order. Equal texts do not cross but with what stands beside them.
func (a *alignment) equalTexts() {
	groups := make(map[uint64]*twins, len(a.old))
	order, room := make([]*twins, 0, len(a.old)+len(a.new)), make([]twins, len(a.old)+len(a.new))
	at := func(it *item) *twins {
		g, ok := groups[it.hash]
		if !ok {
			g, room = &room[0], room[1:]
			g.olds, g.news = g.room[:0:1], g.room[1:1]
			groups[it.hash] = g
			order = append(order, g)
		}
		return g
	}
	for i := range a.old {
		g := at(a.old[i])
		g.olds = append(g.olds, i)
	}
	for j := range a.new {
		g := at(a.new[j])
		g.news = append(g.news, j)
	}
	for _, g := range order {
		if len(g.olds) == 1 && len(g.news) == 1 && a.old[g.olds[0]].words >= fewWords && a.sameText(g.olds[0], g.news[0]) {
			a.match(g.olds[0], g.news[0])
		}
	}
	a.extend()
	a.twinRuns(order)
	for _, g := range order {
		if len(g.olds) == 0 || len(g.news) == 0 {
			continue
		}
		byNumber := make(map[string]int, min(len(g.olds), len(g.news)))
		for _, i := range slices.Backward(g.olds) {
			byNumber[a.old[i].number] = i
		}
		for _, j := range g.news {
			i, ok := byNumber[a.new[j].number]
			if ok && a.free(i, j) && a.sameNumber(i, j) && a.sameText(i, j) {
				a.match(i, j)
			}
		}
	}
	a.extend()
	for _, g := range order {
		if a.shortGroup(g.olds) {
			continue
		}
		k := 0
		for _, j := range g.news {
			for k < len(g.olds) && a.toNew[g.olds[k]] != none {
				k++
			}
			if k < len(g.olds) && a.toOld[j] == none && a.sameText(g.olds[k], j) {
				a.match(g.olds[k], j)
			}
		}
	}
	for _, g := range order {
		if a.shortGroup(g.olds) {
			a.sameLabels(g.olds, g.news)
		}
		if len(g.olds) > 1 {
			a.uncross(g.olds)
		}
	}
}

// sameLabels matches what is free of a short text by the whole label, where one of each stands there.
func (a *alignment) sameLabels(olds, news []int) {
	i, j := none, none
	for _, k := range olds {
		if a.toNew[k] == none {
			if i != none {
				return
			}
			i = k
		}
	}
	for _, k := range news {
		if a.toOld[k] == none {
			if j != none {
				return
			}
			j = k
		}
	}
	if i != none && j != none && a.sameText(i, j) && script.Fold(a.old[i].node.Label) == script.Fold(a.new[j].node.Label) {
		a.match(i, j)
	}
}

// uncross pairs the matched provisions of one text in their order, but for those that go with what stands beside them.
func (a *alignment) uncross(olds []int) {
	var is, js []int
	for _, i := range olds {
		if j := a.toNew[i]; j != none && a.sameText(i, j) && !a.besideOther(i, j) {
			is, js = append(is, i), append(js, j)
		}
	}
	slices.Sort(js)
	for k := range is {
		a.match(is[k], js[k])
	}
}

func (a *alignment) shortGroup(olds []int) bool {
	return len(olds) == 0 || a.old[olds[0]].words < fewWords
}

func (a *alignment) sameText(i, j int) bool {
	o, n := a.old[i], a.new[j]
	if o.hash != n.hash || !sameKind(o.node, n.node) {
		return false
	}
	if o.tokens == nil && n.tokens == nil {
		return o.body == n.body
	}
	return o.tokens != nil && n.tokens != nil && sameKeys(o.tokens, n.tokens)
}

func (a *alignment) sameNumber(i, j int) bool {
	return a.old[i].number == a.new[j].number && a.old[i].number != ""
}

// extend matches provisions of equal text that stand directly behind or before a match.
func (a *alignment) extend() {
	for j := 1; j < len(a.new); j++ {
		if i := a.toOld[j-1]; i != none && i+1 < len(a.old) && a.free(i+1, j) && a.sameText(i+1, j) {
			a.match(i+1, j)
		}
	}
	for j := len(a.new) - 2; j >= 0; j-- {
		if i := a.toOld[j+1]; i > 0 && a.free(i-1, j) && a.sameText(i-1, j) {
			a.match(i-1, j)
		}
	}
}

// identities matches provisions that carry the same identity. An identity that both acts derived from the position of the provision says
// nothing, and one that stands twice is not used.
func (a *alignment) identities() {
	told := func(it *item) bool { return it.node.WID != "" && it.node.WID != it.node.ID }
	if !slices.ContainsFunc(a.old, told) && !slices.ContainsFunc(a.new, told) {
		return
	}
	olds := make(map[string]int, len(a.old))
	for i := range a.old {
		w := a.old[i].node.WID
		if w == "" {
			continue
		}
		if _, twice := olds[w]; twice {
			olds[w] = none
			continue
		}
		olds[w] = i
	}
	for j := range a.new {
		n := a.new[j].node
		i, ok := olds[n.WID]
		if !ok || i == none || n.WID == "" || !a.free(i, j) {
			continue
		}
		o := a.old[i].node
		if (o.ID != o.WID || n.ID != n.WID) && o.Kind == n.Kind {
			a.match(i, j)
		}
	}
}

// The least likeness, per mille, at which provisions are matched, by how much speaks for it besides: the same number, the one before and
// the one behind matched to each other count one each, the same heading two.
var leastBySupport = [...]int{320, 200, 140, 110, 100, 100}

const (
	sureLikeness = 550 // per mille; enough in the first pass, before neighbours are known
	supportBonus = 60  // per mille for each point of support
)

// similar matches what is alike among the given old and new items, whether they are still free or not: how much a word says does not depend
// on how many of those that have it were matched before.
func (a *alignment) similar(olds, news []int) {
	if len(freeItems(a.toNew)) == 0 || len(freeItems(a.toOld)) == 0 {
		return
	}
	candidates := a.room.likenesses(a.old, a.new, olds, news)
	a.takeBest(candidates, func(l likeness, _ int) bool { return l.score >= sureLikeness })
	a.repeals()
	for range 2 {
		a.takeBest(candidates, func(l likeness, support int) bool { return l.score >= leastBySupport[support] })
	}
	for _, j := range news {
		for _, i := range a.besideMatches(j) {
			if a.free(i, j) && (a.rewritten(i, j) || a.shortened(i, j)) {
				a.match(i, j)
			}
		}
	}
	a.repeals()
}

// shortened tells a provision that kept its number between the same neighbours, and of which much was left out or added: two fifths of the
// words of the shorter stand in the longer.
func (a *alignment) shortened(i, j int) bool {
	o, n := a.old[i], a.new[j]
	if !sameKind(o.node, n.node) || !a.sameNumber(i, j) || !a.matchedBefore(i, j) || !a.matchedBehind(i, j) {
		return false
	}
	op, np := o.wordPairs(), n.wordPairs()
	shorter := min(len(op), len(np))
	return shorter >= 2*partWords && 5*common(op, np) >= 2*shorter
}

// takeBest matches the acceptable candidates, best first, but for those that are outweighed.
func (a *alignment) takeBest(candidates []likeness, accept func(l likeness, support int) bool) {
	type ranked struct {
		likeness
		rank int
	}
	var list []ranked
	outweighed := a.outweighed(candidates)
	for _, c := range candidates {
		if !a.free(c.old, c.new) {
			continue
		}
		support := a.support(c.old, c.new)
		if accept(c, support) && !outweighed[match{old: c.old, new: c.new}] {
			list = append(list, ranked{likeness: c, rank: c.score + supportBonus*support})
		}
	}
	slices.SortFunc(list, func(p, q ranked) int {
		switch {
		case p.rank != q.rank:
			return q.rank - p.rank
		case p.old != q.old:
			return p.old - q.old
		}
		return p.new - q.new
	})
	for _, c := range list {
		if a.free(c.old, c.new) {
			a.match(c.old, c.new)
		}
	}
}

// outweighed returns those candidates of different numbers where the old one with the new one of its number, and the new one with the old one of
// its number, are together more alike: where a long paragraph went from one article to the next, shorter one, both still stand.
func (a *alignment) outweighed(candidates []likeness) map[match]bool {
	var scores map[match]int
	var oldAt, newAt map[string]int
	var out map[match]bool
	for _, c := range candidates {
		if c.score < leastBySupport[len(leastBySupport)-1] || !a.free(c.old, c.new) || a.sameNumber(c.old, c.new) {
			continue
		}
		if scores == nil {
			scores, oldAt, newAt = make(map[match]int, len(candidates)), atNumbers(a.old), atNumbers(a.new)
			for _, c := range candidates {
				scores[match{old: c.old, new: c.new}] = c.score
			}
		}
		i, ok := oldAt[a.new[c.new].number]
		j, also := newAt[a.old[c.old].number]
		if !ok || !also || i == none || j == none || !a.free(i, j) {
			continue
		}
		stay, come := scores[match{old: c.old, new: j}], scores[match{old: i, new: c.new}]
		if min(stay, come) >= leastBySupport[1] && stay+come > c.score+scores[match{old: i, new: j}] {
			if out == nil {
				out = map[match]bool{}
			}
			out[match{old: c.old, new: c.new}] = true
		}
	}
	return out
}

func (a *alignment) support(i, j int) int {
	n := 0
	if a.sameNumber(i, j) {
		n++
	}
	if sameHeading(a.old[i].node, a.new[j].node) {
		n += 2
	}
	if a.matchedBefore(i, j) {
		n++
	}
	if a.matchedBehind(i, j) {
		n++
	}
	return n
}

// sameHeading tells two provisions under headings of the same words, their endings aside.
func sameHeading(old, new *act.Node) bool {
	o, n := old.Heading, new.Heading
	return o != "" && n != "" && (o == n || sameStems(script.Fold(o), script.Fold(n)))
}

// sameStems tells two headings of the same words, their endings aside.
func sameStems(old, new string) bool {
	ows, nws := strings.Fields(old), strings.Fields(new)
	if len(ows) != len(nws) {
		return false
	}
	for k := range ows {
		n := 0
		for n < len(ows[k]) && n < len(nws[k]) && ows[k][n] == nws[k][n] {
			n++
		}
		if longer := max(len(ows[k]), len(nws[k])); longer-n > min(2, longer/3) {
			return false
		}
	}
	return true
}

func (a *alignment) matchedBefore(i, j int) bool {
	if i == 0 || j == 0 {
		return i == j
	}
	return a.toOld[j-1] == i-1
}

func (a *alignment) matchedBehind(i, j int) bool {
	if i == len(a.old)-1 || j == len(a.new)-1 {
		return i == len(a.old)-1 && j == len(a.new)-1
	}
	return a.toOld[j+1] == i+1
}

// besideMatches returns the old items that stand where the new item j stands, as seen from its neighbours.
func (a *alignment) besideMatches(j int) []int {
	var out []int
	switch {
	case j == 0 && len(a.old) > 0:
		out = append(out, 0)
	case j > 0 && a.toOld[j-1] != none && a.toOld[j-1]+1 < len(a.old):
		out = append(out, a.toOld[j-1]+1)
	}
	switch {
	case j == len(a.new)-1 && len(a.old) > 0:
		out = append(out, len(a.old)-1)
	case j < len(a.new)-1 && a.toOld[j+1] > 0:
		out = append(out, a.toOld[j+1]-1)
	}
	return out
}

// rewritten tells a provision whose words are all new but which kept its place, its number and its heading.
func (a *alignment) rewritten(i, j int) bool {
	return sameKind(a.old[i].node, a.new[j].node) && a.sameNumber(i, j) && sameHeading(a.old[i].node, a.new[j].node)
}
