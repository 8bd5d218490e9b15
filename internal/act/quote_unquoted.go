package act

import "strings"

// unquotedWording returns the first and the last line of the new wording whose first article is at
// lines[i] and that stands without quotation marks; the last is -1 where that is an article of the
// act. The line before it or its heading announces it, orders something and names its number, which
// is not the one behind the article of the amending act that is read. It goes on to the article
// that has that one.
func unquotedWording(lines []line, i, outer int, p *profile) (int, int) {
	l := &lines[i]
	if i == 0 || outer == 0 || l.number == "" || l.value == outer+1 && digits(l.number) == len(l.number) || p.citing == nil || p.citing.orders == nil {
		return i, -1
	}
	first := i
	for first > 1 && i-first < maxLead && p.heading == above && (lines[first-1].headingLike(p) || lines[first-1].wrapped()) {
		first--
	}
	before := unstarred(lines[first-1].text)
	if !strings.HasSuffix(before, ":") || lines[first-1].mark == quotedMark || !strings.Contains(before, l.number) ||
		!p.citing.orders.ordersIn(before) || p.citing.next(before, 0) < 0 {
		return i, -1
	}
	end := i
	for k := i + 1; k < len(lines); k++ {
		next := &lines[k]
		if next.mark == annexMark || next.mark == partMark || next.mark == articleMark && next.value == outer+1 && digits(next.number) == len(next.number) {
			for end > i+1 && !terminal(lines[end].text) && !listed(&lines[end]) {
				end-- // a heading above the next article
			}
			break
		}
		end = k
	}
	return first, end
}
