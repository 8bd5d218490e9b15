package act

// maxBelow is the most characters of the title of an article on the line below its number, where the
// tradition has it above.
const maxBelow = 80

// titlesBelow marks the titles of articles that stand on the line below their numbers, as those of
// treaties do, where most articles of the act, or of an annex, have one.
func (lay *layout) titlesBelow(lines []line) {
	for begin := lay.titleEnd; begin < len(lines); {
		end := begin + 1
		for end < len(lines) && lines[end].mark != annexMark && !lines[end].resumes {
			end++
		}
		var titles []int
		articles := 0
		for i := begin; i < end; i++ {
			if lines[i].mark != articleMark {
				continue
			}
			articles++
			if lay.titleBelow(lines[i:end]) && (i == begin || lines[i-1].mark != rubricMark && lines[i-1].mark != headingMark) {
				titles = append(titles, i+1)
			}
		}
		if len(titles) > 1 && len(titles)*4 >= articles*3 {
			for _, i := range titles {
				lines[i].mark = headingMark
			}
		}
		begin = end
	}
}

// titleBelow reports whether behind the article that the lines begin with a line stands that reads
// like its title, and then its text.
func (lay *layout) titleBelow(lines []line) bool {
	if lines[0].rest() != "" || len(lines) < 3 || !lines[1].headingLike(lay.profile) || longer(lines[1].text, maxBelow) {
		return false
	}
	next := &lines[2]
	switch next.mark {
	case plain, itemMark, parenMark, rungMark:
		return !startsLower(next.text) && !next.headingLike(lay.profile)
	}
	return false
}
