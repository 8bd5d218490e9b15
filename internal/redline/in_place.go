package redline

// sameEnough is the likeness, per mille of the words and word pairs of the longer, at which a provision that kept its number and its place
// behind the same one is taken for the same without a look at all others.
const sameEnough = 700

// inPlace matches provisions that kept number and place and most of their words. Among those of one template, and where one
// beside is more alike, that says little: they are left for the order to decide.
func (a *alignment) inPlace() {
	left := none // the old one that was left for the new one before
	for j := range a.new {
		i := left
		left = none
		switch {
		case j == 0:
			i = 0
		case a.toOld[j-1] != none:
			i = a.toOld[j-1] + 1
		case i == none:
			continue
		default:
			i++
		}
		if i >= len(a.old) || !a.free(i, j) || !a.sameNumber(i, j) || !sameKind(a.old[i].node, a.new[j].node) {
			continue
		}
		o, n := a.old[i], a.new[j]
		if o.words < fewWords || 10*min(o.words, n.words) < 7*max(o.words, n.words) {
			continue
		}
		alike := 1000*sameEnds(o.tokens, n.tokens) >= sameEnough*max(len(o.tokens), len(n.tokens))
		if !alike {
			op, np := o.wordPairs(), n.wordPairs()
			alike = 1000*common(op, np) >= sameEnough*max(len(op), len(np))
		}
		switch {
		case !alike:
		case inRun(a.old, i) && inRun(a.new, j) || a.elsewhere(i, j):
			left = i
		default:
			a.match(i, j)
		}
	}
}

// sameEnds counts the tokens that two texts have in common at their beginning and their end.
func sameEnds(old, new []token) int {
	n := min(len(old), len(new))
	head := 0
	for head < n && old[head].key == new[head].key {
		head++
	}
	tail := 0
	for tail < n-head && old[len(old)-1-tail].key == new[len(new)-1-tail].key {
		tail++
	}
	return head + tail
}
