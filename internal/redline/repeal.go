package redline

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

func freeRepealed(items []item, to []int) bool {
	for k := range items {
		if to[k] == none && items[k].node.Repealed() {
			return true
		}
	}
	return false
}

// atNumbers returns which item bears a number, none where several do.
func atNumbers(items []item) map[string]int {
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
