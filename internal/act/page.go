package act

import (
	"strings"
)

// maxPage is the most bytes of a line that holds the number of a page.
const maxPage = 24

// minPage is the least number of lines of a file between the numbers of two pages, minPageText the
// least number of bytes where paragraphs may be one line.
const (
	minPage     = 10
	minPageText = 1500
)

// pageNumber returns the number of a page that the line is and nothing else: 3, - 3 -,
// Страна 3, 3/12; 0 for any other.
func pageNumber(s string) int {
	if len(s) > maxPage {
		return 0
	}
	s = strings.Trim(s, "-–— \u00a0")
	if word, n := key(s); n > 0 {
		if !pageWords[word] {
			return 0
		}
		s = strings.TrimLeft(s[n:], ". \u00a0")
	}
	d := digits(s)
	if d == 0 || d > 4 {
		return 0
	}
	rest := strings.TrimSpace(s[d:])
	if word, n := key(rest); pageJoints[word] {
		rest = strings.TrimSpace(rest[n:])
	} else {
		rest = strings.TrimSpace(strings.TrimPrefix(rest, "/"))
	}
	if rest != "" && (digits(rest) != len(rest) || atoi(rest) < atoi(s[:d]) || rest == s[d:]) {
		return 0
	}
	return atoi(s[:d])
}

// pageWords may stand before the number of a page, pageJoints between it and that of all pages.
var (
	pageWords  = keys("strana str stranica page seite")
	pageJoints = keys("od of von")
)

// takePages takes the numbers of printed pages out of the lines and returns both. They stand
// alone between empty lines and count on, or alone where a sentence or a list goes on behind
// them. What they part is then no longer set apart.
// The notes that are known are numbers of pages wherever they stand.
func takePages(lines []line, p *profile, opts *Options) (kept, pages []line) {
	is := pagesAmong(lines, p, opts)
	if is == nil {
		return lines, nil
	}
	kept = lines[:0]
	cut := false // a page ended before this line
	for i, l := range lines {
		if is[i] {
			pages = append(pages, l)
			cut = true
			continue
		}
		if cut && len(kept) > 0 && l.goesOver(&kept[len(kept)-1]) {
			l.gap = false
		}
		cut = false
		kept = append(kept, l)
	}
	return kept, pages
}

// goesOver reports whether the line at the top of a page goes on with what ended the one before.
func (l *line) goesOver(before *line) bool {
	if listed(before) {
		return l.mark != plain || startsLower(l.text)
	}
	return l.mark == plain && startsLower(l.text) && !terminal(before.text)
}

// pagesAmong tells which lines are the numbers of pages, nil for none.
func pagesAmong(lines []line, p *profile, opts *Options) []bool {
	var is []bool
	take := func(i int) {
		if is == nil {
			is = make([]bool, len(lines))
		}
		is[i] = true
	}
	type place struct{ line, read int }
	var last map[int]place // where each number was read last, and how many bytes were read before it
	articles, read := false, 0
	for i := range lines {
		l := &lines[i]
		if opts.notes != nil {
			if opts.notes[l.text] {
				take(i)
			}
			continue
		}
		articles = articles || l.mark == articleMark
		read += len(l.text)
		if l.mark != plain && l.mark != dashMark || len(l.text) > maxPage || !alone(lines, i, opts.blocks) || i > 0 && lines[i-1].wants(p) {
			continue
		}
		n := pageNumber(l.text)
		if n == 0 {
			continue
		}
		if last == nil {
			last = map[int]place{}
		}
		if before, ok := last[n-1]; ok && articles && (l.at-lines[before.line].at >= minPage || opts.blocks && read-before.read >= minPageText) {
			take(before.line)
			take(i)
		}
		if i > 0 && i+1 < len(lines) && lines[i+1].goesOver(&lines[i-1]) && !strings.HasSuffix(lines[i-1].text, ":") && (listed(&lines[i-1]) || longer(lines[i-1].text, minWrapped-1)) {
			take(i)
		}
		last[n] = place{i, read}
	}
	return is
}

// alone reports whether nothing stands in the paragraph of a line beside it.
func alone(lines []line, i int, blocks bool) bool {
	l := &lines[i]
	if blocks {
		return !l.forced && !l.counted && (i == 0 || lines[i-1].at != l.at) && (i+1 == len(lines) || lines[i+1].at != l.at)
	}
	return l.gap && (i+1 == len(lines) || lines[i+1].gap)
}

// wants reports whether the line is the name of a division, an annex or an article and has no
// number, so that the next may be its number.
func (l *line) wants(p *profile) bool {
	if l.mark == annexMark || l.mark == articleMark {
		return l.number == ""
	}
	word, n := key(l.text)
	return l.mark == plain && n == len(l.text) && p.openings[word] != nil
}

// pageNumbers returns the notes of the act that are numbers of pages.
func (a *Act) pageNumbers() map[string]bool {
	var found map[string]bool
	a.Walk(func(n *Node, _ int) bool {
		if n.Kind == KindNote && pageNumber(n.Text) > 0 {
			if found == nil {
				found = map[string]bool{}
			}
			found[n.Text] = true
		}
		return true
	})
	return found
}
