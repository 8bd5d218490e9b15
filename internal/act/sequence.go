package act

// follows reports whether the number of the article l comes next after the number
// last, or names an article inserted behind it.
func follows(l *line, last int, p *profile) bool {
	switch {
	case l.value == last+1, l.value == last && digits(l.number) < len(l.number):
		return true
	case p.heading == above:
		return false
	}
	return l.value > last && l.gap || p.byDivision && l.value%100 == 1
}

// skips reports whether the article at i comes next but one after the number last and
// what stands behind it bears it out, so that one whose heading cannot be read stands
// between: a sentence ends before it and the next article, if there is one, is the
// next.
func skips(lines []line, i, last int, p *profile) bool {
	l := &lines[i]
	if p.heading != above || last == 0 || l.value != last+2 || l.rest() == "" || misread(l.printedNumber()) == l.number || !terminal(lines[i-1].text) || listed(&lines[i-1]) {
		return false
	}
	for k := i + 1; k < len(lines); k++ {
		if lines[k].mark == articleMark {
			return lines[k].value == l.value+1
		}
	}
	return true
}
