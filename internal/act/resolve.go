package act

import (
	"strings"
)

// A layout is what the lines as a whole say about how the act is written.
type layout struct {
	profile    *profile
	spaced     bool // an empty line stands before nearly every line
	blocks     bool // an empty line stands between articles
	articles   int
	chapters   int
	rubrics    int  // articles with what reads like a heading before them
	capRubrics bool // those headings are in capitals
	titleAt    int  // first line of the title
	titleEnd   int  // line behind the title
	first      int  // first line that belongs to the body proper
}

// resolve decides the lines that only their surroundings can decide.
func resolve(lines []line, p *profile, markdown bool) layout {
	sequence(lines)
	lay := survey(lines, p)
	lead := leads(lines, p)
	for i := range lines {
		resolveNumbered(lines, i, lead, lay)
	}
	lay.findTitle(lines)
	for i := range lines[:lay.titleEnd] {
		lines[i].unset()
	}
	for i := lay.titleEnd; i < len(lines); i++ {
		switch lines[i].mark {
		case partMark, chapterMark, sectionMark, annexMark:
			i = lay.divisionHeading(lines, i)
		}
	}
	last := lay.titleEnd
	for i := last; i < len(lines); i++ {
		if lines[i].mark == articleMark {
			lay.articleHeadings(lines, last, i)
			last = i + 1
		}
	}
	lay.looseHeadings(lines, markdown)
	lay.first = len(lines)
	for i := lay.titleEnd; i < len(lines); i++ {
		switch lines[i].mark {
		case articleMark, partMark, chapterMark, sectionMark, annexMark, groupMark, rubricMark:
			lay.first = i
			return lay
		}
	}
	return lay
}

// sequence takes back marks that count only in sequence: "Члан 5. Закон…" and
// "I пример…" are headings where 4 and nothing went before.
func sequence(lines []line) {
	article, chapter := 0, 0
	for i := range lines {
		l := &lines[i]
		switch l.mark {
		case articleMark:
			if l.strict && l.value != article+1 {
				l.unset()
				continue
			}
			article = l.value
		case chapterMark:
			apart := l.gap && allCaps(l.rest()) && i+1 < len(lines) && (lines[i+1].gap || lines[i+1].mark == articleMark)
			if l.strict && l.value != chapter+1 && !apart {
				l.unset()
				continue
			}
			chapter = l.value
		case partMark, annexMark:
			chapter = 0
		}
	}
}

// survey counts what tells the layout.
func survey(lines []line, p *profile) layout {
	lay := layout{profile: p}
	gaps, apart, caps := 0, 0, 0
	for i := range lines {
		l := &lines[i]
		if l.gap {
			gaps++
		}
		switch l.mark {
		case chapterMark:
			lay.chapters++
		case articleMark:
			lay.articles++
			if l.gap || i > 0 && lines[i-1].gap || i > 1 && lines[i-2].gap {
				apart++
			}
			if i > 0 && lines[i-1].headingLike(p) {
				capital := allCaps(lines[i-1].text)
				if capital && underDivision(lines, i-1, p) {
					continue
				}
				lay.rubrics++
				if capital {
					caps++
				}
			}
		}
	}
	lay.spaced = gaps*10 > len(lines)*7
	lay.blocks = !lay.spaced && apart*10 > lay.articles*7
	lay.capRubrics = caps*2 > lay.rubrics
	return lay
}

// underDivision reports whether a division begins right above the heading at i.
func underDivision(lines []line, i int, p *profile) bool {
	for k := i - 1; k >= 0 && k > i-maxLead; k-- {
		if lines[k].mark == chapterMark || lines[k].mark == partMark {
			return true
		}
		if !lines[k].headingLike(p) {
			return false
		}
	}
	return false
}

// maxLead is how many lines of headings may stand before an article.
const maxLead = 6

// leads returns for every line how many lines of headings stand between it and
// the article they belong to, more than maxLead where there is none.
func leads(lines []line, p *profile) []int {
	lead := make([]int, len(lines)+1)
	lead[len(lines)] = maxLead + 1
	for i := len(lines) - 1; i >= 0; i-- {
		l := &lines[i]
		switch {
		case l.mark == articleMark:
			lead[i] = 0
		case l.headingLike(p) || l.numberedHeading() || l.mark == plain && startsLower(l.text) && !terminal(l.text) || l.mark == noteMark && l.onlyStars():
			lead[i] = min(lead[i+1]+1, maxLead+1)
		default:
			lead[i] = maxLead + 1
		}
	}
	return lead
}

// numberedHeading reports whether what follows the number of the line reads like
// a heading.
func (l *line) numberedHeading() bool {
	if l.mark != sectionMark && l.mark != letterMark {
		return false
	}
	rest := l.rest()
	if rest == "" || longer(rest, maxHeading) || startsLower(rest) {
		return false
	}
	return !terminal(rest) && firstLetter(rest) != 0
}

// resolveNumbered decides whether "2. Казне" and "а) Услови" are headings.
func resolveNumbered(lines []line, i int, lead []int, lay layout) {
	l := &lines[i]
	if l.mark != sectionMark && l.mark != letterMark {
		return
	}
	heading := l.forced && !startsLower(l.rest())
	if !heading && l.numberedHeading() {
		heading = lead[i+1] <= maxLead
		if lay.articles == 0 && l.mark == sectionMark {
			heading = l.gap || i == 0 || terminal(lines[i-1].text) || lines[i-1].mark == sectionMark
		}
	}
	if l.mark == letterMark && heading && i > 0 {
		before := &lines[i-1]
		heading = !listed(before) && (before.mark != letterMark && before.mark != pointMark || terminal(before.text))
	}
	switch {
	case heading && l.mark == letterMark:
		l.mark, l.depth = sectionMark, 4
	case !heading && l.mark == sectionMark:
		l.mark = itemMark
	}
}

// listed reports whether a list goes on behind the line.
func listed(l *line) bool {
	s := strings.TrimRight(l.text, "* ")
	return strings.HasSuffix(s, ":") || strings.HasSuffix(s, ";") || strings.HasSuffix(s, ",")
}

// wraps reports whether the heading goes on in the next line.
func (p *profile) wraps(heading, next string) bool {
	if startsLower(next) {
		return true
	}
	trimmed := strings.TrimRight(heading, "* ")
	if strings.HasSuffix(trimmed, ",") || strings.HasSuffix(trimmed, "-") || strings.HasSuffix(trimmed, "–") {
		return true
	}
	if end, _ := key(trimmed[strings.LastIndexAny(trimmed, " \u00a0")+1:]); p.joints[end] {
		return true
	}
	begin, _ := key(next)
	return p.conjunctions[begin] || p.joints[begin] && allCaps(heading) && allCaps(next)
}
