package act

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxTitle is the most characters that a line of a title has.
const maxTitle = 1000

// findTitle finds the title before the first article: the first line that
// begins with the name of a kind of act, or else a first line that stands apart. A line that says
// the act is a draft is the title only where nothing else is.
func (lay *layout) findTitle(lines []line) {
	draft := -1
	for i := range lines {
		l := &lines[i]
		if l.mark == articleMark || l.mark == partMark || l.mark == chapterMark || i > 200 {
			break
		}
		if (l.mark == annexMark || l.mark == plain) && lay.profile.addendum(lines, i) {
			l.unset()
			lay.titleAt = i
			lay.titleEnd = lay.endOfTitle(lines, i, false)
			if lay.titleEnd == i+1 && lay.profile.addendumAlone(l.text) {
				lay.titleEnd++
			}
			return
		}
		if longer(l.text, maxTitle) || terminal(l.text) && !lay.profile.stopped || l.mark != plain {
			continue
		}
		if i+1 < len(lines) && lay.profile.proclaims(l.text+" "+lines[i+1].text) {
			continue
		}
		text := strings.TrimLeft(unspace(l.text), "#*_ ")
		qualified := lay.profile.qualified(text, i == 0)
		if !qualified && !lay.profile.entitled(text) {
			continue
		}
		if lay.profile.draftMark(lines, i) {
			if draft < 0 {
				draft = i
			}
			continue
		}
		again, same := repeated(lines, i)
		i, l = again, &lines[again]
		lay.titleAt = i
		lay.titleEnd = max(lay.endOfTitle(lines, i, qualified), i+same)
		if i > 0 && draft != i-1 && lay.profile.qualified(unspace(lines[i-1].text)+" "+text, false) && lines[i-1].mark == plain && allCaps(lines[i-1].text) && !(l.gap && !lay.spaced) {
			lay.titleAt = i - 1 // РЕЧНИ over ЗАКОНИК
		}
		return
	}
	if draft >= 0 {
		lay.titleAt, lay.titleEnd = draft, lay.endOfTitle(lines, draft, false)
		return
	}
	if len(lines) > 1 && lines[0].headingLike(lay.profile) && lines[1].mark != articleMark && (lines[1].gap || lines[1].mark == chapterMark || lines[0].forced) {
		lay.titleEnd = 1
	}
}

// proclaims reports whether the title is that of a decision by which an act is
// proclaimed, whose own title follows.
func (p *profile) proclaims(title string) bool {
	if p.proclamation == "" {
		return false
	}
	_, n := key(title)
	return strings.HasPrefix(strings.ToLower(strings.TrimSpace(title[n:])), p.proclamation)
}

// entitled reports whether the line begins as the title of an act does.
func (p *profile) entitled(s string) bool {
	word, n := key(s)
	if startsLower(s) {
		return false
	}
	if p.determiners[word] {
		word, _ = key(strings.TrimSpace(s[n:]))
	}
	if p.titles[word] {
		return true
	}
	if len(p.titleEndings) == 0 {
		return false
	}
	word, _, _ = strings.Cut(strings.ToLower(s), " ")
	for _, ending := range p.titleEndings {
		if strings.HasSuffix(word, ending) {
			return true
		}
	}
	return false
}

// maxQualities is how many words stand before what an act is called.
const maxQualities = 4

// qualified reports whether the line is the title of an act with words before its kind that
// say which one it is: Царински закон, ПРИВРЕМЕНА ОДЛУКА О РОКОВИМА. In small letters what
// stands behind the kind begins as in titles, or the line is the first of the text.
func (p *profile) qualified(s string, first bool) bool {
	if p.kinds == nil || startsLower(s) {
		return false
	}
	last := byte(0) // the ending of the words before
	for i := range maxQualities + 1 {
		word, n := key(s)
		if n == 0 {
			return false
		}
		if ending, ok := p.kinds[word]; ok && i > 0 {
			rest := strings.TrimSpace(s[n:])
			about, _ := key(rest)
			return ending[0] == last && (rest == "" || first || p.about[about] || allCaps(s))
		}
		word = spell(s[:n])
		end := word[len(word)-1]
		if strings.HasSuffix(word, "an") {
			end = 'i' // ПОСЕБАН КОЛЕКТИВНИ УГОВОР
		}
		if last != 0 && end != last {
			return false
		}
		last = end
		s = s[n:]
		gap := spaces(s)
		if gap == 0 {
			return false
		}
		s = s[gap:]
	}
	return false
}

// amends reports whether the line names in the genitive the act that is amended: ЗАКОНА О
// РАДУ, ЦАРИНСКОГ ЗАКОНА.
func (p *profile) amends(s string) bool {
	for range maxQualities + 1 {
		word, n := key(s)
		if p.amended[word] {
			return true
		}
		if word = spell(s[:n]); !strings.HasSuffix(word, "og") && !strings.HasSuffix(word, "eg") && !strings.HasSuffix(word, "e") {
			return false
		}
		s = strings.TrimSpace(s[n:])
	}
	return false
}

// maxRepeated is how many lines below a title it may stand again.
const maxRepeated = 40

// repeated returns the line at which the title whose first line is the one at i stands again before the act begins,
// below what the act is passed by, and how many lines of it do; i where it does not.
func repeated(lines []line, i int) (again, same int) {
	for k := i + 2; k < len(lines) && k < i+maxRepeated; k++ {
		switch lines[k].mark {
		case articleMark, partMark, chapterMark, sectionMark, annexMark:
			return i, 0
		}
		for same = 0; k+same < len(lines) && i+same < k && lines[k+same].mark == plain && lines[k+same].text == lines[i+same].text; same++ {
		}
		if same > 1 || same == 1 && len(strings.Fields(unspace(lines[i].text))) > 1 {
			return k, same
		}
	}
	return i, 0
}

// addendum reports whether the line at i is the beginning of the title of an annex to an agreement, which is an
// act of its own that changes it: АНЕКС I ПОСЕБНОГ КОЛЕКТИВНОГ УГОВОРА. What it is of may stand on the next line.
func (p *profile) addendum(lines []line, i int) bool {
	behind := p.behindAddendum(lines[i].text)
	if behind == 0 {
		return false
	}
	of := strings.TrimSpace(lines[i].text[behind:])
	if of == "" && i+1 < len(lines) && lines[i+1].mark == plain && !terminal(lines[i+1].text) {
		of = lines[i+1].text
	}
	return of != "" && p.amends(of)
}

// addendumAlone reports whether the line says that an annex to an agreement follows, but not of which.
func (p *profile) addendumAlone(s string) bool {
	return strings.TrimSpace(s[p.behindAddendum(s):]) == ""
}

// behindAddendum returns where what an annex to an agreement is called, and its number, end that s begins with: АНЕКС I,
// Анекс бр. 2 –, ДРУГИ АНЕКС; 0 where s begins with none.
func (p *profile) behindAddendum(s string) int {
	at := 0
	if len(p.addendums) == 0 {
		return 0
	}
	k, n := key(s)
	if value, long := p.ordinalAt(s, k, n); value > 0 {
		at = long + spaces(s[long:])
		k, n = key(s[at:])
	}
	if !p.addendums[k] {
		return 0
	}
	at += n
	at += spaces(s[at:])
	if k, size := key(s[at:]); k == "br" || k == "broj" {
		at += size
		at += dots(s[at:])
		at += spaces(s[at:])
	}
	if _, _, end := p.divisionNumber(s, at); end > 0 {
		at = end + dots(s[end:])
		at += separator(s[at:])
	}
	return at
}

// endOfTitle returns the line behind the title that begins at i; whole says that its first
// line names the act by itself.
func (lay *layout) endOfTitle(lines []line, i int, whole bool) int {
	p := lay.profile
	alone := !whole && len(strings.Fields(unspace(lines[i].text))) <= 2
	k := i + 1
	for ; k < len(lines) && k < i+8; k++ {
		l, last := &lines[k], &lines[k-1]
		if strings.HasSuffix(l.text, ":") || p.promulgated(l.text) || p.enacting(last.text, l.text) {
			break
		}
		if p.heading != above && l.mark == plain && !longer(l.text, maxTitle) {
			if word, _ := key(l.text); p.about[word] || lay.width > 0 && !l.gap && k > i+1 {
				continue
			}
		}
		if l.mark != plain && l.mark != letterMark || terminal(l.text) || longer(l.text, maxTitle) {
			break
		}
		before := k+1 < len(lines) && lines[k+1].mark == articleMark
		word, _ := key(l.text)
		about := p.about[word]
		switch {
		case alone && k == i+1 && (about || !before):
		case l.gap && !(lay.spaced && allCaps(last.text) && allCaps(l.text)):
			return k
		case about || p.wraps(last.text, l.text):
		case allCaps(last.text) && allCaps(l.text) && (!before || p.amends(l.text)):
		default:
			return k
		}
	}
	return k
}

// behindSource returns the line behind those right below the title that say in which gazettes the act is:
// („Службени гласник РС”, бр. 1/10 и 3/14).
func (lay *layout) behindSource(lines []line) int {
	i := lay.titleEnd
	for i < len(lines) && i > 0 && lines[i].mark == plain {
		inner := strings.TrimLeft(lines[i].text, "(\"„“”»'*_ ")
		if inner == lines[i].text || !lay.profile.gazette(inner) {
			break
		}
		i++
	}
	return i
}

// promulgated reports whether the line is the date of the act that stands under its title, or
// room for one: Vom 12. März 2026, Vom …
func (p *profile) promulgated(s string) bool {
	rest, ok := strings.CutPrefix(s, p.promulgation)
	if !ok || p.promulgation == "" || spaces(rest) == 0 {
		return false
	}
	r, _ := utf8.DecodeRuneInString(rest[spaces(rest):])
	return !unicode.IsLetter(r)
}

// enacting reports whether the line behind a line of the title says who passes the act, or on what ground.
func (p *profile) enacting(title, s string) bool {
	for _, beginning := range p.enactings {
		if strings.HasPrefix(s, beginning) {
			return !p.leadsOn(title) // … OF / THE COUNCIL
		}
	}
	return false
}

// unspace joins letters that are spaced out: "З А К О Н" is ЗАКОН. Two spaces
// part words.
func unspace(s string) string {
	fields := strings.Fields(s)
	single := 0
	for _, f := range fields {
		if utf8.RuneCountInString(f) == 1 {
			single++
		}
	}
	if single < 4 || single*3 < len(fields)*2 {
		return strings.Join(fields, " ")
	}
	var words []string
	for _, word := range strings.Split(s, "  ") {
		if letters := strings.Fields(word); len(letters) > 0 {
			words = append(words, strings.Join(letters, ""))
		}
	}
	return strings.Join(words, " ")
}
