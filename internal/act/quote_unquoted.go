package act

import "strings"

// unquotedEnd returns the last line of the new wording that begins with the article at lines[i]
// and stands without quotation marks; -1 where it is an article of the act. The line before
// announces it, orders something and names its number, which is not the one behind the article
// of the amending act that is read. It goes on to the article that has that one.
func unquotedEnd(lines []line, i, outer int, p *profile) int {
	l := &lines[i]
	if i == 0 || outer == 0 || l.number == "" || l.value == outer+1 && digits(l.number) == len(l.number) || p.citing == nil || p.citing.orders == nil {
		return -1
	}
	before := strings.TrimRight(lines[i-1].text, "* ")
	if !strings.HasSuffix(before, ":") || lines[i-1].mark == quotedMark || !strings.Contains(before, l.number) ||
		!p.citing.orders.ordersIn(before) || p.citing.next(before, 0) < 0 {
		return -1
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
	return end
}
