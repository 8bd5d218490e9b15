package redline

import "slices"

// A joins says, by ids, what was split, what was merged and what was written anew, articles and what stands in them.
type joins struct {
	became map[string][]string // of an old provision that was split, what it became, in the order of the new act
	part   map[string]string   // of what such a one became, the old provision
	merged map[string][]string // of a new provision, those old ones that were merged into it
	anew   map[string]string   // of an old provision that was written anew, what stands in its place
}

// joins returns what was split and merged, the pairs being known.
func (c *comparison) joins() joins {
	out := joins{anew: c.rewritten}
	for j, with := range c.newWith {
		if len(with) > 0 {
			var ids []string
			for _, k := range members(j, with) {
				ids = append(ids, c.new[k].node.ID)
			}
			out.split(c.old[c.toOld[j]].node.ID, ids)
		}
		if with := c.oldWith[j]; len(with) > 0 {
			for _, i := range members(c.toOld[j], with) {
				out.merge(c.old[i].node.ID, c.new[j].node.ID)
			}
		}
	}
	for _, in := range c.insides {
		for j := range in.new {
			n := &in.new[j]
			if n.other == none {
				continue
			}
			if len(n.with) > 0 {
				var ids []string
				for _, k := range members(j, n.with) {
					ids = append(ids, in.new[k].node.ID)
				}
				out.split(in.old[n.other].node.ID, ids)
			}
			if with := in.old[n.other].with; len(with) > 0 {
				for _, i := range members(n.other, with) {
					out.merge(in.old[i].node.ID, n.node.ID)
				}
			}
		}
	}
	return out
}

func (j *joins) split(old string, into []string) {
	if j.became == nil {
		j.became, j.part = map[string][]string{}, map[string]string{}
	}
	j.became[old] = into
	for _, n := range into {
		j.part[n] = old
	}
}

func (j *joins) merge(old, into string) {
	if j.merged == nil {
		j.merged = map[string][]string{}
	}
	j.merged[into] = append(j.merged[into], old)
}

// origins returns of which old provisions the text of a new one is: the one that it continues, the one that was split, those that were merged.
func (j *joins) origins(new string, pairs map[string]string) []string {
	var out []string
	if merged := j.merged[new]; merged != nil {
		return merged
	}
	for _, old := range []string{pairs[new], j.part[new]} {
		if old != "" && !slices.Contains(out, old) {
			out = append(out, old)
		}
	}
	return out
}
