package redline

import "github.com/rasprava/rasprava/internal/act"

// sameHeadings returns the headings without counterpart that have a number and words, which no other heading of either act has with that number.
func (c *comparison) sameHeadings() []match {
	type printed struct {
		kind   act.Kind
		number string
		hash   uint64
	}
	find := func(us []unit, to []int) map[printed]int {
		out := map[printed]int{}
		for k := range us {
			u := &us[k]
			if u.level != LevelHeading || u.number == "" || u.words == 0 {
				continue
			}
			key := printed{kind: u.node.Kind, number: u.number, hash: u.hash}
			if _, twice := out[key]; twice || to[k] != none {
				out[key] = none
				continue
			}
			out[key] = k
		}
		return out
	}
	olds, news := find(c.old, c.toNew), find(c.new, c.toOld)
	var out []match
	for j := range c.new {
		u := &c.new[j]
		key := printed{kind: u.node.Kind, number: u.number, hash: u.hash}
		if at, ok := news[key]; !ok || at != j {
			continue
		}
		if i, ok := olds[key]; ok && i != none && sameKeys(c.old[i].tokens, u.tokens) {
			out = append(out, match{old: i, new: j})
		}
	}
	return out
}
