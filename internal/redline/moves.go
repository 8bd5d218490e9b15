package redline

// markDivisions marks the divisions that stand under another one or out of order. Of all ways to keep in order what kept its parent the one is
// taken that moves the fewest words, those of what stands in the divisions counted: of two that changed places the smaller one moved, of two of
// one size the one that stands later now.
func (c *comparison) markDivisions() {
	sizes := c.divisionSizes()
	c.carried = make([]bool, len(c.new))
	c.keepOrder(c.isDivision, func(_, j int) int { return max(1, sizes[j]) })
}

// markMoves marks the units of one class, none of them divisions, that stand under another parent or out of order. Where divisions changed
// places what stands in those that moved did. Else, of all ways to keep in order what kept its parent, the one is taken that moves the fewest
// provisions, then the fewest that kept their number, then the fewest words.
func (c *comparison) markMoves(class func(*unit) bool) {
	c.keepOrder(class, func(i, j int) int { return weightInPlace(c.old[i].number, c.new[j].number, c.new[j].words) })
}

// keepOrder marks as moved, of the matched units of a class, all but the heaviest chain in order. What stands in a division that moved
// is of the chain only where it goes with all others of it.
func (c *comparison) keepOrder(class func(*unit) bool, weigh func(i, j int) int) {
	var stay, along []match
	for j := range c.new {
		i := c.toOld[j]
		if i == none || !class(&c.new[j]) {
			continue
		}
		home, left := c.home(j), c.otherParent(i, j)
		carried := home != none && c.carried[home]
		if c.isDivision(&c.new[j]) {
			c.carried[j] = carried || left
		} else {
			carried = carried || home != none && c.moved[home]
		}
		c.moved[j] = true
		switch {
		case left:
		case carried:
			along = append(along, match{old: i, new: j})
		default:
			stay = append(stay, match{old: i, new: j})
		}
	}
	stay = longestRise(stay, c.weights(stay, weigh))
	if len(along) > 0 {
		stay = fitting(stay, along)
		stay = longestRise(stay, c.weights(stay, weigh))
	}
	for _, m := range stay {
		c.moved[m.new] = false
	}
}

func (c *comparison) weights(ms []match, weigh func(i, j int) int) []int {
	out := make([]int, len(ms))
	for k, m := range ms {
		out[k] = weigh(m.old, m.new)
	}
	return out
}

// fitting returns a chain of matches and those others that each go with it, all in the order of the new act.
func fitting(chain, others []match) []match {
	out := make([]match, 0, len(chain)+len(others))
	last := 0
	for _, m := range others {
		for last < len(chain) && chain[last].new < m.new {
			out = append(out, chain[last])
			last++
		}
		if (last == 0 || chain[last-1].old < m.old) && (last == len(chain) || m.old < chain[last].old) {
			out = append(out, m)
		}
	}
	return append(out, chain[last:]...)
}

func (c *comparison) isDivision(u *unit) bool {
	return u.level != LevelArticle && isContainer(u.node.Kind)
}

// home returns the nearest division above new unit j that the old act has too; none where there is none.
func (c *comparison) home(j int) int {
	for j = c.new[j].parent; j != none && c.toOld[j] == none; {
		j = c.new[j].parent
	}
	return j
}

// divisionSizes returns, by new unit, how many words a division has of its own, with those of the units right under it that the old act has too.
func (c *comparison) divisionSizes() []int {
	sizes := make([]int, len(c.new))
	for j := range c.new {
		if c.toOld[j] == none {
			continue
		}
		into := j
		if !c.isDivision(&c.new[j]) {
			into = c.home(j)
		}
		if into != none {
			sizes[into] += c.new[j].words
		}
	}
	return sizes
}

// weightInPlace returns what a provision weighs that stays where it stood: one counts more than all that keep their numbers, which some have
// none of, and the number more than all the words.
func weightInPlace(oldNumber, newNumber string, size int) int {
	weight := 1<<44 + min(size, 1<<16)
	if oldNumber != "" && oldNumber == newNumber {
		weight += 1 << 26
	}
	return weight
}

// otherParent tells whether a unit left the heading it stood under for another one that was already there. A heading that is new, gone,
// split or merged moves nothing.
func (c *comparison) otherParent(i, j int) bool {
	p, q := c.old[i].parent, c.new[j].parent
	lifted := false
	for p != none && c.toNew[p] == none {
		p = c.old[p].parent
		lifted = true
	}
	for q != none && c.toOld[q] == none {
		q = c.new[q].parent
		lifted = true
	}
	image := none
	if p != none {
		image = c.toNew[p]
	}
	if image == q {
		return false
	}
	return !lifted || !c.standsUnder(image, q) && !c.standsUnder(q, image) && !c.stoodUnder(i, q)
}

// stoodUnder tells whether the old unit i stood under the heading that the new heading q continues.
func (c *comparison) stoodUnder(i, q int) bool {
	if q == none {
		return false
	}
	for p := c.old[i].parent; p != none; p = c.old[p].parent {
		if p == c.toOld[q] {
			return true
		}
	}
	return false
}

// standsUnder tells whether new unit j stands under the heading above.
func (c *comparison) standsUnder(j, above int) bool {
	for j != above && j != none {
		j = c.new[j].parent
	}
	return j == above
}
