package redline

import "slices"

// parents returns the divisions that a moved unit left and that it stands under; nil for both where it stayed under the same.
func (c *comparison) parents(i, j int) (from, to *Address) {
	if !c.otherParent(i, j) {
		return nil, nil
	}
	olds, news := above(c.old, i), above(c.new, j)
	shared := 0
	for shared < len(olds)-1 && shared < len(news)-1 && c.toOld[news[shared]] == olds[shared] {
		shared++
	}
	return addressOf(c.old, olds, shared), addressOf(c.new, news, shared)
}

// above returns the divisions that a unit stands under, the outermost first.
func above(us []unit, k int) []int {
	var out []int
	for p := us[k].parent; p != none; p = us[p].parent {
		out = append(out, p)
	}
	slices.Reverse(out)
	return out
}

// addressOf returns the address of the innermost of some divisions, whose way leaves out the first of them; nil of none.
func addressOf(us []unit, divisions []int, without int) *Address {
	if len(divisions) == 0 {
		return nil
	}
	a := Address{ID: us[divisions[len(divisions)-1]].node.ID}
	for _, k := range divisions[without:] {
		a.Way = append(a.Way, stepOf(us[k].node))
	}
	return &a
}
