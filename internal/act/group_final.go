package act

// closes reports whether the unnumbered heading at line i, in capitals, is that of the transitional and final
// provisions, which stand beside the chapters: none comes behind it.
func (b *builder) closes(i int, heading string) bool {
	if b.lay.chapters == 0 || !allCaps(heading) || !finalProvisions(heading) {
		return false
	}
	for k := i + 1; k < len(b.lines) && b.lines[k].mark != annexMark; k++ {
		switch b.lines[k].mark {
		case chapterMark, partMark:
			return false
		case groupMark:
			if ofProvisions(b.lines[k].text) && !finalProvisions(b.lines[k].text) {
				return false
			}
		}
	}
	return true
}
