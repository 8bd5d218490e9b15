package redline

import (
	"maps"

	"github.com/rasprava/rasprava/internal/act"
)

// repeals matches a provision with the note that says in its place that it was repealed: both free, with one number, and beside the same
// neighbour or alone with that number in their acts. The provision that takes the place of a note must stand between the same neighbours.
func (a *alignment) repeals() {
	if !freeRepealed(a.old, a.toNew) && !freeRepealed(a.new, a.toOld) {
		return
	}
	oldAt, newAt := atNumbers(a.old), atNumbers(a.new)
	for j := range a.new {
		if a.toOld[j] != none {
			continue
		}
		number := a.new[j].number
		beside := a.besideMatches(j)
		if i, ok := oldAt[number]; ok && i != none && newAt[number] == j {
			beside = append(beside, i)
		}
		for _, i := range beside {
			if !a.free(i, j) || !a.sameNumber(i, j) || a.old[i].node.Kind != a.new[j].node.Kind {
				continue
			}
			was, is := a.old[i].node.Repealed(), a.new[j].node.Repealed()
			if is && !was || was && !is && a.matchedBefore(i, j) && a.matchedBehind(i, j) {
				a.match(i, j)
			}
		}
	}
}

func freeRepealed(items []*item, to []int) bool {
	for k := range items {
		if to[k] == none && items[k].node.Repealed() {
			return true
		}
	}
	return false
}

// atNumbers returns which item bears a number, none where several do.
func atNumbers(items []*item) map[string]int {
	out := make(map[string]int, len(items))
	for k := range items {
		n := items[k].number
		if _, twice := out[n]; twice || n == "" {
			out[n] = none
			continue
		}
		out[n] = k
	}
	return out
}

// withoutRepealed returns pairs, from ids of the new act to those of the old, without what a note says was repealed since: a reference to it
// names what is no longer there.
func withoutRepealed(old, new *act.Act, pairs map[string]string, changes []Change) map[string]string {
	edited := map[string]bool{} // by old id
	mark := func(ids []string, is bool) {
		if is && len(ids) == 1 {
			edited[ids[0]] = true
		}
	}
	for i := range changes {
		ch := &changes[i]
		mark(ch.Old, ch.Edited && len(ch.New) == 1)
		for k := range ch.Provisions {
			p := &ch.Provisions[k]
			mark(p.Old, p.Edited && len(p.New) == 1)
		}
	}
	if len(edited) == 0 {
		return pairs
	}
	return withoutNotes(old, new, pairs, func(id string) bool { return edited[id] })
}

// withoutNotes returns pairs without the notes of repeal, of those whose old provision is asked for, that stand where something was said
// before.
func withoutNotes(old, new *act.Act, pairs map[string]string, asked func(old string) bool) map[string]string {
	notes := map[string]*act.Node{} // by the old id
	new.Walk(func(n *act.Node, _ int) bool {
		if len(n.Children) <= 1 && n.Repealed() {
			if o, paired := pairs[n.ID]; paired && asked(o) {
				notes[o] = n
			}
		}
		return true
	})
	if len(notes) == 0 {
		return pairs
	}
	left := pairs
	old.Walk(func(o *act.Node, _ int) bool {
		if n := notes[o.ID]; n != nil && !o.Repealed() {
			if len(left) == len(pairs) {
				left = maps.Clone(pairs)
			}
			forget(left, n)
		}
		return true
	})
	return left
}

// repealedSince tells whether a provision that said something is a note of its repeal now.
func repealedSince(old, new *act.Node) bool {
	return new.Repealed() && !old.Repealed() && len(new.Children) <= 1
}

// forget takes a provision and what stands in it out of pairs.
func forget(pairs map[string]string, n *act.Node) {
	delete(pairs, n.ID)
	for _, child := range n.Children {
		forget(pairs, child)
	}
}
