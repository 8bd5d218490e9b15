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
	capitals   int  // how many of them are
	provisions int  // how many of these say that provisions follow: ОСНОВНЕ ОДРЕДБЕ
	glued      bool // rubrics stand right behind the article before and apart from their own
	tight      bool // most articles have a rubric that nothing sets apart from them and the article before
	titleAt    int  // first line of the title
	titleEnd   int  // line behind the title
	first      int  // first line that belongs to the body proper
	width      int  // of lines that a program has broken at a column, else 0
	exact      bool // what goes on with a sentence behind a full line is joined
}

// resolve decides the lines that only their surroundings can decide.
func resolve(lines []line, p *profile, markdown bool, br breaking) layout {
	sequence(lines, p)
	letterDivisions(lines, p)
	lay := survey(lines, p)
	lay.width, lay.exact = br.width, br.exact
	lead := leads(lines, p)
	for i := range lines {
		resolveNumbered(lines, i, lead, &lay)
	}
	lay.findTitle(lines)
	lay.untitled(lines)
	for i := range lines[:lay.titleEnd] {
		if lines[i].mark != entryMark {
			lines[i].unset()
		}
	}
	for i := lay.titleEnd; i < len(lines); i++ {
		switch lines[i].mark {
		case partMark, chapterMark, sectionMark, annexMark:
			i = lay.divisionHeading(lines, i)
		}
	}
	last := lay.behindSource(lines)
	for i := last; i < len(lines); i++ {
		switch {
		case lines[i].mark != articleMark:
			continue
		case p.heading == above:
			lay.articleHeadings(lines, last, i)
		default:
			lay.headingBelow(lines, i)
		}
		last = i + 1
	}
	if p.heading == above {
		lay.titlesBelow(lines)
	}
	lay.looseHeadings(lines, markdown)
	lay.first = len(lines)
	for i := lay.titleEnd; i < len(lines); i++ {
		switch lines[i].mark {
		case articleMark, partMark, chapterMark, sectionMark, annexMark, groupMark, rubricMark:
			lay.first = i
			return lay
		case itemMark:
			if lay.articles == 0 && lines[i].value == 1 && lines[i].depth == 1 && (lines[i].gap || i == 0 || terminal(lines[i-1].text)) && (i == 0 || !listed(&lines[i-1])) {
				lay.first = i // of an act of points
				return lay
			}
		}
	}
	return lay
}

// sequence takes back marks that count only in sequence: "Члан 5. Закон…" and
// "I пример…" are headings where 4 and nothing went before, an article also on the first line.
func sequence(lines []line, p *profile) {
	if p.byDivision {
		contents(lines, p)
	}
	article, chapter, numeral := 0, 0, 0
	outer := 0                   // the article before an annex
	named := false               // chapters have a name before their numbers
	sectioned, inner := false, 0 // a section with a word before its number is open, and the numeral read last in it
	points := 0                  // the point read last of an act that has no articles
	lettered := ""               // the letter of the section read last
	annexed := false             // an annex stands before
	ahead := 0                   // a line of which is known that no article stands between it and the one that is read
	for i := range lines {
		l := &lines[i]
		switch l.mark {
		case articleMark:
			if number := l.misnumbered(article); number != "" {
				l.number, l.value = number, article+1
			}
			if l.strict && l.value == article {
				l.number += l.raisedNumber()
			}
			if l.strict && i > 0 && digits(l.text) == 0 && (!follows(l, article, p) && !(outer > 0 && follows(l, outer, p)) && !skips(lines, i, article, p) || startsLower(l.text) && !terminal(lines[i-1].text) && !heads(lines, i-1, p)) {
				l.unset()
				continue
			}
			if digits(l.text) > 0 && !(follows(l, article, p) && ledBetween(lines, i, p)) {
				l.unled(p)
				continue
			}
			article = max(l.value, lastNumber(l.number))
		case sectionMark:
			if l.open == &letterSection {
				lettered = l.number
			} else if l.open == nil && l.depth == 1 && l.value == points+1 {
				points++
			} else if l.open != nil && l.depth == 1 && chapter == 0 {
				sectioned, inner = true, 0
			}
		case chapterMark:
			if sectioned && chapter == 0 && l.open == nil && !l.strict && l.value == inner+1 {
				inner = l.value
				l.open = &numeralInSection
				continue
			}
			if lettered != "" && l.open == nil && letterBehind(lettered, l.text[:suffix(l.text, 1)]) {
				l.unset()
				l.letterHeading(l.text, 0)
				lettered = l.number
				continue
			}
			if named && l.open == nil && l.value == numeral+1 && (numeral > 0 || l.value != chapter+1) {
				numeral = l.value
				l.open = &numeralSection
				continue
			}
			apart := l.gap && allCaps(l.rest()) && i+1 < len(lines) && (lines[i+1].gap || lines[i+1].mark == articleMark)
			alone := l.rest() == "" && !l.gap && i > 0 && !(l.value == 1 && counts(lines[i+1:]))
			inserted := l.value == chapter && l.gap && strings.Trim(l.number, "IVXL") != ""
			if l.strict && (l.value != chapter+1 && !apart && !inserted || alone) {
				l.unset()
				continue
			}
			chapter, numeral, named = l.value, 0, l.open != nil
			lettered = ""
		case partMark:
			if l.number == "" && i > 0 && lines[i-1].mark == partMark && lines[i-1].number != "" && lines[i-1].rest() == "" {
				l.unset() // its heading: ДЕО ПРВИ, ОПШТИ ДЕО
				continue
			}
			chapter, numeral, named, lettered, sectioned = 0, 0, false, "", false
		case annexMark:
			if l.open != nil && l.open.alone && (i+1 < len(lines) && lines[i+1].mark == articleMark || l.strict && !ends(lines, i, &ahead, article, p)) {
				l.unset()
				continue
			}
			if l.open != nil && l.open.then != "" && (article == 0 || !l.gap && !l.forced || listed(&lines[i-1])) {
				l.unset()
				continue
			}
			if l.open != nil && l.open.form && (annexed || !ends(lines, i, &ahead, article, p) && !(article == 0 && endsPoints(lines, i, points))) {
				l.unset()
				continue
			}
			annexed = annexed || l.open == nil || !l.open.form
			chapter, numeral, named, sectioned = 0, 0, false, false
			if l.open == &ownPart {
				outer, article = article, 0
			}
		}
	}
}

// ends reports whether the act ends before the line at i, a name of what may stand behind it in small
// letters: it stands apart behind an article, no list goes on, and no article that comes next follows.
// ahead is a line that no article stands before, which is kept for the next question.
func ends(lines []line, i int, ahead *int, article int, p *profile) bool {
	if article == 0 || !lines[i].gap && !lines[i].forced || listed(&lines[i-1]) {
		return false
	}
	*ahead = max(*ahead, i)
	for *ahead < len(lines) && lines[*ahead].mark != articleMark {
		*ahead++
	}
	return *ahead == len(lines) || !follows(&lines[*ahead], article, p)
}

// maxAhead is how many lines behind the name of a form the next point of an act is sought.
const maxAhead = 64

// endsPoints reports whether the line at i stands behind all the points of an act that has no articles, the last of
// which has the number points.
func endsPoints(lines []line, i, points int) bool {
	if points < 2 || !lines[i].gap && !lines[i].forced || listed(&lines[i-1]) {
		return false
	}
	for k := i + 1; k < min(i+maxAhead, len(lines)); k++ {
		if l := &lines[k]; l.mark == articleMark || l.mark == sectionMark && l.value == points+1 {
			return false
		} else if l.mark == sectionMark {
			break
		}
	}
	return true
}

// counts reports whether the next Roman numeral alone on its line is II, so that the
// I before it is the first of the points of a decision and no letter.
func counts(lines []line) bool {
	for i := range lines {
		l := &lines[i]
		switch {
		case l.mark == articleMark:
			return false
		case l.mark == chapterMark && l.rest() == "":
			return l.value == 2
		}
	}
	return false
}

// numeralSection is a division headed by a Roman numeral alone where chapters have a
// name before theirs: "I. Одржавање" under "Глава друга".
var numeralSection = opening{mark: chapterMark, kind: KindSection, rank: 35}

// numeralInSection is a division headed by a Roman numeral alone in a section that is called by its word, where no chapter
// stands above: "I. Молбе" under "Одељак А".
var numeralInSection = opening{mark: chapterMark, kind: KindSubsection, rank: 45}

// heads reports whether the line at i stands over what follows: a heading of a
// division or in capitals, or a short line set apart.
func heads(lines []line, i int, p *profile) bool {
	l := &lines[i]
	switch l.mark {
	case partMark, chapterMark, sectionMark, annexMark:
		return true
	}
	return l.headingLike(p) && (allCaps(l.text) || l.gap && !longer(l.text, maxHeading/4))
}

// contents takes back the marks of a table of contents: where sections begin with a
// word in capitals, those that do not are entries of one, and so are the divisions
// between them; but for one that comes next and has its text behind it or on its line.
func contents(lines []line, p *profile) {
	capitals := false
	for i := range lines {
		if lines[i].mark == articleMark && strings.HasPrefix(lines[i].text, "SEC") {
			capitals = true
			break
		}
	}
	if !capitals {
		return
	}
	begin, last := -1, 0
	for i := range lines {
		l := &lines[i]
		switch {
		case l.mark != articleMark:
		case strings.HasPrefix(l.text, "SEC"), l.value == last+1 && l.gap && (p.holdsText(l.rest()) || i+1 < len(lines) && lines[i+1].gap && (lines[i+1].mark == plain || lines[i+1].mark == rungMark)):
			begin, last = i, l.value
		case strings.HasPrefix(l.text, "Sec"):
			l.unset()
			for k := begin + 1; begin >= 0 && k < i; k++ {
				if lines[k].mark == partMark || lines[k].mark == chapterMark {
					lines[k].unset()
				}
			}
			begin = i
		}
	}
}

// survey counts what tells the layout.
func survey(lines []line, p *profile) layout {
	lay := layout{profile: p}
	gaps, apart, caps, glued, tight := 0, 0, 0, 0, 0
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
				switch {
				case lines[i-1].gap:
				case l.gap:
					glued++
				case i > 1 && lines[i-2].mark != articleMark:
					tight++
				}
				if capital {
					caps++
					if ofProvisions(lines[i-1].text) {
						lay.provisions++
					}
				}
			}
		}
	}
	lay.spaced = gaps*10 > len(lines)*7
	lay.blocks = !lay.spaced && apart*10 > lay.articles*7
	lay.capitals, lay.capRubrics = caps, caps*2 > lay.rubrics
	lay.tight = tight*2 > lay.articles
	lay.glued = glued > 1 && glued*5 > lay.articles
	return lay
}

// untitled takes the title back that survey counted among the rubrics because the first article
// stands right behind it.
func (lay *layout) untitled(lines []line) {
	if lay.titleEnd == 0 || lay.titleEnd == len(lines) || lines[lay.titleEnd].mark != articleMark {
		return
	}
	last := &lines[lay.titleEnd-1]
	if !last.headingLike(lay.profile) {
		return
	}
	lay.rubrics--
	if allCaps(last.text) {
		lay.capitals--
	}
	lay.capRubrics = lay.capitals*2 > lay.rubrics
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
func leads(lines []line, p *profile) []uint8 {
	lead := make([]uint8, len(lines)+1)
	lead[len(lines)] = maxLead + 1
	for i := len(lines) - 1; i >= 0; i-- {
		l := &lines[i]
		switch {
		case l.mark == articleMark:
			lead[i] = 0
		case l.headingLike(p) || (p.decimals || l.mark != rungMark) && l.numberedHeading() || l.mark == plain && startsLower(l.text) && !terminal(l.text) || l.mark == noteMark:
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
	if l.mark != sectionMark && l.mark != letterMark && l.mark != pointMark && !l.decimalRung() {
		return false
	}
	rest := l.rest()
	if rest == "" || longer(rest, maxHeading) || startsLower(rest) || strings.IndexByte(rest, '\t') >= 0 {
		return false
	}
	return !terminal(rest) && firstLetter(rest) != 0
}

// decimalRung reports whether the line is an item of a list marked with a number and
// a dot.
func (l *line) decimalRung() bool {
	return l.mark == rungMark && digits(l.number) > 0 && l.text[l.label-1] == '.'
}

// resolveNumbered decides whether "2. Казне" and "а) Услови" are headings.
func resolveNumbered(lines []line, i int, lead []uint8, lay *layout) {
	l := &lines[i]
	if lay.profile.decimals && l.decimalRung() && l.numberedHeading() && lead[i+1] <= maxLead && (i == 0 || lines[i-1].mark != rungMark && !listed(&lines[i-1])) {
		l.mark, l.depth = sectionMark, 1
		return
	}
	if l.mark != sectionMark && l.mark != letterMark && l.mark != pointMark {
		return
	}
	if l.mark == sectionMark && l.rest() == "" && !l.forced {
		if lead[i+1] > maxLead || i+1 == len(lines) || !lines[i+1].headingLike(lay.profile) || i > 0 && listed(&lines[i-1]) {
			l.mark = itemMark
		}
		return
	}
	heading := l.forced && l.mark != pointMark && (!startsLower(l.rest()) || lay.profile.gone(l.rest()))
	if !heading && l.numberedHeading() {
		heading = lead[i+1] <= maxLead
		if lay.articles == 0 && l.mark == sectionMark {
			heading = l.gap || i == 0 || terminal(lines[i-1].text) || lines[i-1].mark == sectionMark
		}
	}
	if l.mark != sectionMark && heading && i > 0 {
		before := &lines[i-1]
		heading = !listed(before) && (before.mark != letterMark && before.mark != pointMark || terminal(before.text))
	}
	switch {
	case heading && l.mark != sectionMark:
		l.mark, l.depth = sectionMark, 4
	case !heading && l.mark == sectionMark:
		l.mark = itemMark
	}
}

// listed reports whether a list goes on behind the line.
func listed(l *line) bool {
	s := unstarred(l.text)
	return s != "" && strings.IndexByte(":;,", s[len(s)-1]) >= 0
}

// wraps reports whether the heading goes on in the next line.
func (p *profile) wraps(heading, next string) bool {
	if startsLower(next) {
		return true
	}
	trimmed := unstarred(heading)
	if strings.HasSuffix(trimmed, ",") || strings.HasSuffix(trimmed, "-") || strings.HasSuffix(trimmed, "–") {
		return true
	}
	if end, _ := key(trimmed[lastBlank(trimmed)+1:]); p.joints[end] {
		return true
	}
	begin, _ := key(next)
	return p.conjunctions[begin] || p.joints[begin] && allCaps(heading) && allCaps(next)
}
