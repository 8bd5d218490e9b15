package redline

// markMoves marks the units of one class that stand under another parent or out of order. Of all ways to keep in order what kept its parent
// the one is taken that moves the fewest provisions, then the fewest that kept their number, then the fewest words.
func (c *comparison) markMoves(class func(*unit) bool) {
	var ms []match
	var weights []int
	for j := range c.new {
		i := c.toOld[j]
		if i == none || !class(&c.new[j]) {
			continue
		}
		c.moved[j] = true
		if !c.otherParent(i, j) {
			ms = append(ms, match{old: i, new: j})
			weights = append(weights, weightInPlace(c.old[i].number, c.new[j].number, c.new[j].words))
		}
	}
	for _, m := range longestRise(ms, weights) {
		c.moved[m.new] = false
	}
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
