package act

import "strings"

// headed reports whether what stands behind the number of an article on its line is
// its heading, and not its text.
func (p *profile) headed(rest string) bool {
	if longer(rest, maxHeading) {
		return false
	}
	if !terminal(rest) {
		return true
	}
	return p.stopped && strings.HasSuffix(rest, ".") && !p.states(rest) && (allCaps(rest) || len(strings.Fields(rest)) <= 12 && strings.Count(rest, ". ") == 0)
}

// states reports whether s is a sentence with one of the verbs that headings, whose words are in
// capitals, do not have.
func (p *profile) states(s string) bool {
	for word := range strings.FieldsSeq(s) {
		if startsLower(word) && p.verbs[spell(word)] {
			return true
		}
	}
	return false
}

// holdsText reports whether what stands behind the number of an article is its text, and no heading.
func (p *profile) holdsText(rest string) bool {
	return terminal(rest) && (p.states(rest) || longer(rest, maxHeading) || p.opensList(rest))
}

// headingBelow marks the lines of the heading of the article at i that stand behind
// its number.
func (lay *layout) headingBelow(lines []line, i int) {
	p := lay.profile
	heading := lines[i].rest()
	for k := i + 1; k < min(len(lines), i+1+maxLead); k++ {
		l := &lines[k]
		if l.mark != plain || longer(l.text, maxHeading) {
			return
		}
		capitals := allCaps(heading) && allCaps(l.text)
		switch {
		case heading == "":
			if !l.headingLike(p) || k+1 == len(lines) || lay.begunText(lines, k) {
				return
			}
		case terminal(heading) || l.gap || lay.spaced && !startsLower(l.text):
			return
		case capitals && (p.stopped || !terminal(l.text)):
		case !terminal(l.text) && p.wraps(heading, l.text):
		default:
			return
		}
		l.mark = headingMark
		heading = l.text
	}
}

// begunText reports whether the line at k, which reads like a heading, begins the text of an article: a sentence
// ends in it, or lines right behind it go on with it to the end of one.
func (lay *layout) begunText(lines []line, k int) bool {
	if !allCaps(lines[k].text) && sentences(lines[k].text) {
		return true
	}
	for end := k + maxLead; k < end && k+1 < len(lines); k++ {
		before, l := &lines[k], &lines[k+1]
		if l.gap || l.mark != plain || !lay.profile.wraps(before.text, l.text) {
			return false
		}
		if terminal(l.text) && !strings.HasSuffix(l.text, ",") {
			return true
		}
	}
	return k+1 < len(lines)
}
