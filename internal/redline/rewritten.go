package redline

import (
	"slices"

	"github.com/rasprava/rasprava/internal/act"
)

// rewrite finds, in an article that continues, what stands with other words where something else stood: under the same provision, with its
// number and of its kind, between neighbours that continue or were written anew too. It is no continuation, but what a reference by number
// names now.
func (c *comparison) rewrite() {
	c.rewritten = map[string]string{}
	for j := range c.new {
		if i := c.toOld[j]; i != none && c.old[i].text != c.new[j].text && len(c.oldWith[j]) == 0 && len(c.newWith[j]) == 0 {
			c.below.rewrite(c.old[i].own.Children, c.new[j].own.Children, c.rewritten)
		}
	}
}

// rewrite finds the same among two lists of provisions and in those of them that continue, by the old id.
func (p *childPairs) rewrite(old, new []*act.Node, into map[string]string) {
	before := 0 // behind the last of the new that continues
	for i := 0; i < len(old); {
		next := p.toNew[old[i].ID]
		is := func(n *act.Node) bool { return n.ID == next }
		j := -1
		if next != "" {
			if j = slices.IndexFunc(new[before:], is); j >= 0 {
				j += before
			} else {
				j = slices.IndexFunc(new, is)
			}
		}
		if j >= 0 {
			p.rewrite(old[i].Children, new[j].Children, into)
			before = j + 1
			i++
			continue
		}
		run := i
		for run < len(old) && p.toNew[old[run].ID] == "" {
			run++
		}
		p.rewriteRun(old[i:run], new[before:], run == len(old), p.next(old, run), into)
		i = max(run, i+1)
	}
}

// next returns what continues the old provision at a place, nothing at the end.
func (p *childPairs) next(old []*act.Node, at int) string {
	if at == len(old) {
		return ""
	}
	return p.toNew[old[at].ID]
}

// rewriteRun takes a run of old provisions that none continues, if as many new ones of the same numbers that continue none stand at the
// beginning of the others, before what continues the one behind the run or before the end.
func (p *childPairs) rewriteRun(old, new []*act.Node, last bool, next string, into map[string]string) {
	n := len(old)
	if len(new) < n || last != (len(new) == n) || !last && new[n].ID != next {
		return
	}
	for k := range old {
		o, s := old[k], new[k]
		if p.toOld[s.ID] != "" || o.Kind != s.Kind || o.Number == "" || otherNumber(o.Number, s.Number) || s.Repealed() {
			return
		}
	}
	for k := range old {
		into[old[k].ID] = new[k].ID
	}
}
