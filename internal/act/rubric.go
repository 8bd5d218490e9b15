package act

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rasprava/rasprava/internal/script"
)

// divisionHeading marks the lines that continue the heading of the division at i
// and returns the last of them.
func (lay *layout) divisionHeading(lines []line, i int) int {
	heading, last := lines[i].rest(), i
	for k := i + 1; k < min(len(lines), i+1+maxLead) && lines[k].mark == plain && !longer(lines[k].text, maxHeading); k++ {
		l := &lines[k]
		if terminal(l.text) || !l.headingLike(lay.profile) && (!startsLower(l.text) || lay.profile.gone(l.text)) {
			break
		}
		apart := l.gap && !lay.spaced
		switch {
		case heading == "" && lines[i].mark == annexMark && lay.profile.heading == above && !allCaps(l.text) && !(k+1 < len(lines) && lines[k+1].gap):
			return last
		case heading == "":
		case apart || lay.spaced && !startsLower(l.text):
			return last
		case lay.profile.wraps(heading, l.text):
		case allCaps(heading) && allCaps(l.text) && lay.joinsCaps(lines, k):
		default:
			return last
		}
		l.mark = headingMark
		heading = l.text
		last = k
	}
	return last
}

// joinsCaps reports whether the line of capitals at k goes on with the heading of
// capitals before it. Where most articles have a rubric, capitals right before
// an article are its own.
func (lay *layout) joinsCaps(lines []line, k int) bool {
	if lay.blocks && !lay.capRubrics {
		return true
	}
	for end := k + maxLead; k < min(len(lines), end) && lines[k].headingLike(lay.profile) && allCaps(lines[k].text); {
		k++
	}
	return k == len(lines) || lines[k].mark != articleMark || !lay.mostly()
}

// mostly reports whether most articles have a rubric.
func (lay *layout) mostly() bool { return lay.rubrics*2 > lay.articles }

// articleHeadings marks the headings that stand between lines[from] and the
// article at i: its rubric and unnumbered headings over it.
func (lay *layout) articleHeadings(lines []line, from, i int) {
	if star := i - 1; star >= from && lines[star].mark == noteMark && lines[star].onlyStars() && !lines[i].gap {
		lay.articleHeadings(lines, from, star)
		lines[star].mark = rubricMark
		return
	}
	from = lay.behindArticle(lines, from, i)
	top := i
	for top > from && i-top < maxLead {
		l := &lines[top-1]
		if !l.headingLike(lay.profile) && !lay.continued(lines, from, top-1) && !(top < i && lay.broken(l, &lines[top])) {
			break
		}
		top--
		if lay.blocks && l.gap && top < i-2 {
			break
		}
	}
	top = lay.trim(lines, from, top, i)
	if top == i {
		return
	}
	starts := pieces(lines, top, i, lay.profile)
	for n, at := range starts {
		end := i
		if n+1 < len(starts) {
			end = starts[n+1]
		}
		lines[at].mark = groupMark
		under := n == 0 && at > from && boundary(lines[at-1].mark) && lines[at-1].mark != noteMark
		if n+1 == len(starts) && (lay.rubric(lines[at].text) && !lay.concluding(lines, at, i) || under && lay.mostly() || lay.shouted(lines, at, i)) {
			lines[at].mark = rubricMark
		}
		for k := at + 1; k < end; k++ {
			lines[k].mark = headingMark
		}
	}
}

// continued reports whether the line at k is the second line of a heading.
func (lay *layout) continued(lines []line, from, k int) bool {
	l := &lines[k]
	return k > from && l.wrapped() && (lines[k-1].headingLike(lay.profile) || lay.broken(&lines[k-1], l))
}

// broken reports whether the line is a heading that ends with a comma because
// next goes on with it.
func (lay *layout) broken(l, next *line) bool {
	if l.mark != plain || next.mark != plain || next.gap || !startsLower(next.text) || !strings.HasSuffix(l.text, ",") {
		return false
	}
	whole := line{text: strings.TrimSuffix(l.text, ",")}
	return whole.headingLike(lay.profile)
}

// trim leaves of the lines before an article only those that are set apart as
// headings are in this act.
func (lay *layout) trim(lines []line, from, top, i int) int {
	if top == i {
		return i
	}
	if top > 0 && lines[top-1].mark == articleMark {
		top = lastBlock(lines, top, i)
	}
	bounded := top == from || boundary(lines[top-1].mark)
	if lay.spaced {
		for i-top > 2 {
			top++
		}
		return top
	}
	if lay.blocks {
		for k := top; k < i; k++ {
			if lines[k].gap || k == top && bounded {
				return k
			}
		}
		if lines[i].gap && (lay.glued || lay.mostly()) {
			starts := pieces(lines, top, i, lay.profile)
			return starts[len(starts)-1]
		}
		return lay.tightRubric(lines, top, i)
	}
	if i-top > 3 && !bounded {
		return i - 1
	}
	return top
}

// tightRubric returns where the rubric of the article at i begins that stands right above it and
// right behind the article before, though in this act empty lines part them; i where what stands
// there is the end of that one.
func (lay *layout) tightRubric(lines []line, top, i int) int {
	if lines[i].gap {
		return i
	}
	starts := pieces(lines, top, i, lay.profile)
	at := starts[len(starts)-1]
	if at == 0 || lines[at-1].mark == articleMark {
		return i
	}
	first, _ := firstRune(lines[at].text)
	before := lines[at-1].text
	if lay.tight || isUpper(first) && !longer(lines[at].text, maxTight) && (strings.HasSuffix(before, ".") || lay.profile.gone(before)) {
		return at
	}
	return i
}

// maxTight is the most characters of the first line of a rubric that nothing sets apart.
const maxTight = maxHeading / 2

// lastBlock returns where the last block of lines[top+1:i] begins that an empty
// line sets apart, i when there is none: the article before keeps a text.
func lastBlock(lines []line, top, i int) int {
	for k := i - 1; k > top; k-- {
		if lines[k].gap {
			return k
		}
	}
	return i
}

// boundary reports whether a heading may begin right behind a line so marked.
func boundary(m mark) bool {
	switch m {
	case partMark, chapterMark, sectionMark, annexMark, headingMark, noteMark:
		return true
	}
	return false
}

// rubric reports whether a heading before an article is its own, and not one
// over several.
func (lay *layout) rubric(heading string) bool {
	if allCaps(heading) && lay.capitals*2 <= lay.articles+1 && (lay.provisions > 1 || ofProvisions(heading)) {
		return false
	}
	return !allCaps(heading) || lay.capRubrics && lay.rubrics*3 > lay.articles
}

// ofProvisions reports whether the heading says that provisions follow, as those of divisions do:
// ЗАВРШНА ОДРЕДБА, ПРЕЛАЗНЕ И ЗАВРШНЕ ОДРЕДБЕ.
func ofProvisions(heading string) bool {
	return mayNameProvisions(heading) && strings.Contains(spell(heading), odredb)
}

// mayNameProvisions reports whether s has a letter б, as what says that provisions follow.
func mayNameProvisions(s string) bool {
	return strings.IndexByte(s, 'b') >= 0 || strings.IndexByte(s, 'B') >= 0 || strings.Contains(s, "б") || strings.Contains(s, "Б")
}

const odredb = "odredb" // as spell writes it

// finalProvisions reports whether the heading is that of transitional or final provisions.
func finalProvisions(heading string) bool {
	if !mayNameProvisions(heading) {
		return false
	}
	heading = spell(heading)
	return strings.Contains(heading, odredb) && (strings.Contains(heading, "zavrsxn") || strings.Contains(heading, "elazn"))
}

// concluding reports whether the heading in small letters at the line is that of the final provisions,
// and not of the article at i alone: no other article has one, or the next one has none.
func (lay *layout) concluding(lines []line, at, i int) bool {
	if !finalProvisions(lines[at].text) {
		return false
	}
	if lay.rubrics == 1 {
		return true
	}
	for k := i + 1; k < len(lines); k++ {
		switch lines[k].mark {
		case articleMark:
			return !lines[k-1].headingLike(lay.profile)
		case partMark, chapterMark, sectionMark, annexMark:
			return false
		}
	}
	return false
}

// shouted reports whether the heading in capitals at the line is the rubric of the article at i
// alone: it is the only one so written, nearly all other articles have one, and so does the next.
func (lay *layout) shouted(lines []line, at, i int) bool {
	if lay.capitals != 1 || lay.rubrics < 4 || lay.rubrics*5 < lay.articles*4 || ofProvisions(lines[at].text) {
		return false
	}
	for k := i + 1; k < len(lines); k++ {
		switch lines[k].mark {
		case articleMark:
			return lines[k-1].headingLike(lay.profile) && !allCaps(lines[k-1].text)
		case partMark, chapterMark, sectionMark, annexMark:
			return false
		}
	}
	return false
}

// pieces returns where headings begin among lines[top:i]; a line that continues
// the one before begins none.
func pieces(lines []line, top, i int, p *profile) []int {
	starts := []int{top}
	for k := top + 1; k < i; k++ {
		if lines[k].text[0] == '(' && !lines[k].gap && p.added(lines[k-1].text) {
			continue // where the act was published: (Службени гласник РС, број 5/18)
		}
		if lines[k].gap || !p.wraps(lines[k-1].text, lines[k].text) && !(allCaps(lines[k-1].text) && allCaps(lines[k].text)) {
			starts = append(starts, k)
		}
	}
	return starts
}

// looseHeadings marks headings that no article follows: those of Markdown, and in
// an act without articles lines of capitals.
func (lay *layout) looseHeadings(lines []line, markdown bool) {
	var signature map[int]bool
	if lay.articles == 0 {
		signature = signed(lines)
	}
	for i := lay.titleEnd; i < len(lines); i++ {
		l := &lines[i]
		if l.mark != plain || signature[i] {
			continue
		}
		if markdown && l.level > 0 || lay.profile.added(l.text) || lay.articles == 0 && l.gap && l.headingLike(lay.profile) && allCaps(l.text) {
			l.mark = groupMark
		}
	}
}

// added reports whether s heads provisions of acts of amendment that a consolidated
// text has behind its own.
func (p *profile) added(s string) bool {
	if len(p.addenda) == 0 || !p.addendaInitial.begins(s) {
		return false
	}
	_, size := utf8.DecodeRuneInString(s)
	if second, _ := utf8.DecodeRuneInString(s[size:]); !unicode.IsUpper(second) || longer(s, maxHeading) || !allCaps(s) {
		return false
	}
	folded := script.Fold(script.AsCyrillic(s))
	for _, a := range p.addenda {
		if strings.HasPrefix(folded, a) {
			return true
		}
	}
	return false
}
