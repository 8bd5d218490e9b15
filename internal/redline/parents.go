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
	from, to = addressOf(c.old, olds, shared), addressOf(c.new, news, shared)
	if from != nil && to != nil && sameNumbering(from.Way, to.Way) {
		last := len(from.Way) - 1
		from.Way[last].Heading, to.Way[last].Heading = headingAt(c.old, olds), headingAt(c.new, news)
	}
	return from, to
}

// sameNumbering tells two ways of which each step has the number of the other, so that they would be called alike.
func sameNumbering(a, b []Step) bool {
	return len(a) > 0 && slices.EqualFunc(a, b, func(s, t Step) bool { return s.Kind == t.Kind && s.Number == t.Number && s.Heading == t.Heading })
}

// headingAt returns the heading of the innermost of some divisions.
func headingAt(us []unit, divisions []int) string {
	return oneLine(us[divisions[len(divisions)-1]].node.Heading)
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
