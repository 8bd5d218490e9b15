package act

import (
	"strings"
)

// behindArticle returns the first of the lines[from:i] between two articles that may be a heading: what stands before it
// belongs to the article before. Headings in capitals may stand below its last line.
func (lay *layout) behindArticle(lines []line, from, i int) int {
	if i <= from || terminal(lines[i-1].text) {
		return from // no heading stands there
	}
	end := i
	for end > from && lines[end-1].mark == plain && allCaps(lines[end-1].text) {
		end--
	}
	if lay.goesOnTo(lines, from, end) {
		return end
	}
	return from
}

// goesOnTo reports whether the line before the one at i is the last of the article before, and no heading,
// though it reads like one: it is to be filled in, or goes on with a list whose items have no marks at their ends. Lines from the
// one given stand between the articles.
func (lay *layout) goesOnTo(lines []line, from, i int) bool {
	if i <= from || from == 0 || lines[from-1].mark != articleMark || lines[i-1].mark != plain {
		return false
	}
	last := &lines[i-1]
	if filledOut(last.text) {
		return true
	}
	k := i - 1
	for k > from && lines[k-1].mark == plain && !terminal(lines[k-1].text) {
		k--
	}
	opened := &lines[k-1] // what the list stands behind
	rest := unstarred(opened.rest())
	if k > from && (opened.mark == articleMark || !strings.HasSuffix(rest, ":")) || k == from && rest != "" && !strings.HasSuffix(rest, ":") {
		return false
	}
	if k == i-1 {
		return k > from && explains(last)
	}
	before := &lines[i-2]
	switch {
	case lay.profile.gone(lines[k].text), last.gap && !before.gap && !lay.spaced:
		return false
	case siblings(before.text, last.text):
		return true
	}
	return i-k >= minItems && !lay.spaced && !lay.mostly()
}

// minItems is the least number of lines without marks at their ends that are taken for a list to which the last belongs,
// however it begins.
const minItems = 3

// maxBeforeDash is the most characters before the dash of an item: II група –
const maxBeforeDash = 30

// maxSymbol is the most characters of a symbol that a line explains: T –
const maxSymbol = 4

// explains reports whether the line tells what a symbol stands for: T – маса, у t
func explains(l *line) bool {
	at := dashAt(l.text)
	return at > 0 && !longer(l.text[:at], maxSymbol) && strings.IndexByte(l.text[:at], ' ') < 0
}

// dashAt returns where the first dash or sign of equality of s between blanks stands, with the blank before it; -1 for none.
func dashAt(s string) int {
	first := -1
	for _, sign := range []string{" – ", " - ", " — ", " = "} {
		if at := strings.Index(s, sign); at >= 0 && (first < 0 || at < first) {
			first = at
		}
	}
	return first
}

// siblings reports whether the two begin alike: as many words before a dash, or the same word.
func siblings(a, b string) bool {
	if m, n := dashAt(a), dashAt(b); m > 0 && n > 0 {
		return !longer(a[:m], maxBeforeDash) && !longer(b[:n], maxBeforeDash) && strings.Count(a[:m], " ") == strings.Count(b[:n], " ")
	}
	first, n := key(a)
	second, m := key(b)
	return n > 0 && n < len(a) && m < len(b) && first == second
}
