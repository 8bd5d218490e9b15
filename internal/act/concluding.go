package act

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// What stands under an act when it is passed is no paragraph of its last article: the number of
// the act, the place and the day, who signs it. Akoma Ntoso has it as conclusions.

// maxConcluding is how many lines such an ending has at most.
const maxConcluding = 16

var (
	registryWords = keys("broj br klasa urbroj")
	dayWords      = keys("dana dan datum den dne on am")
	yearWords     = keys("godine godina god g")
)

// concluding finds the endings of the act, at the end of the text and before each annex: for the line
// at which one begins how many it has. An ending begins with a number or with a place and a day,
// and no provision follows it there.
func (b *builder) concluding() map[int]int {
	var found map[int]int
	article := false
	for end := 0; end <= len(b.lines); end++ {
		if end < len(b.lines) && b.lines[end].mark != annexMark {
			article = article || b.lines[end].mark == articleMark || b.lines[end].mark == chapterMark && b.lines[end].rest() == ""
			continue
		}
		if !article {
			continue
		}
		last := b.beforeNotes(end)
		n := b.endsIn(last)
		if n == 0 {
			last = end
			n = b.endsIn(end)
		}
		n += b.begunAbove(last-n, n)
		if n == 0 {
			continue
		}
		if found == nil {
			found = map[int]int{}
		}
		found[last-n] = n
		for i := last; i < end; i++ {
			b.lines[i].unset()
			b.lines[i].mark = noteMark
		}
	}
	return found
}

// begunAbove returns how many lines before the one at which an ending of n lines begins are part of it: the
// institutions that pass the act, or the formula that acts of the Union are concluded with.
func (b *builder) begunAbove(at, n int) int {
	if b.p.concluded != nil {
		return b.concludedIn(at)
	}
	first := at
	for n > 0 && first > 0 && at-first < maxSigners && b.lines[first-1].passes() {
		first--
	}
	if first == at || first == 0 || !ended(b.lines[first-1].text) {
		return 0
	}
	return at - first
}

// passes reports whether the line names an institution and nothing else: Република Србија, ОПШТИНСКО ВЕЋЕ.
func (l *line) passes() bool {
	switch l.mark {
	case plain, headingMark, rubricMark, groupMark:
		first, _ := firstRune(l.text)
		return !longer(l.text, maxSignature) && !terminal(l.text) && isUpper(first) && institutions[firstKey(l.text)] && !strings.ContainsAny(l.text, "0123456789\t")
	}
	return false
}

// institutions are the first words of the names of those who pass acts.
var institutions = keys(`republika autonomna opština općina grad gradska gradsko skupština narodna vlada ministarstvo opštinska opštinsko
	općinsko veće vijeće županija županijska upravni nadzorni školski odbor savet savjet sabor hrvatski`)

// maxConcluded is how many lines the formula has at most.
const maxConcluded = 4

// concludedIn returns how many lines before one are the formula, 0 where it does not stand there.
func (b *builder) concludedIn(end int) int {
	for back := 1; back <= min(end, maxConcluded); back++ {
		l := &b.lines[end-back]
		if l.mark != plain || back > 1 && terminal(l.text) {
			return 0
		}
		for _, formula := range b.p.concluded {
			if strings.HasPrefix(l.text, formula) {
				return back
			}
		}
	}
	return 0
}

// beforeNotes returns the line at which the notes begin that stand before one, each with its number in
// brackets from 1 on.
func (b *builder) beforeNotes(end int) int {
	first := end
	for b.p.footnotes && first > 0 && b.lines[first-1].footnote() > 0 {
		first--
	}
	for i := first; i < end; i++ {
		if b.lines[i].footnote() != i-first+1 {
			return end
		}
	}
	return first
}

// endsIn returns how many lines before one are an ending, 0 where there is none.
func (b *builder) endsIn(end int) int {
	n := 0
	for back := 1; back <= min(end, maxConcluding); back++ {
		switch l := &b.lines[end-back]; l.mark {
		case plain, itemMark:
			if concludes(l.text) {
				n = back
			}
		case headingMark, rubricMark, groupMark, noteMark: // Председник
		default:
			return max(n, b.signedIn(end))
		}
	}
	return max(n, b.signedIn(end))
}

// concludes reports whether an ending begins with the line: Број 110-1/2026, У Београду, 3. марта
// 2026. године, Done at Brussels, 3 March 2026.
func concludes(s string) bool {
	return len(s) <= 120 && (registered(s) || dated(s))
}

// registered reports whether s is a number in a register and nothing else: 05 Број: 110-1/2026, Број: I 06-1/2026.
func registered(s string) bool {
	if d := digits(s); d > 0 && strings.HasPrefix(s[d:], " ") {
		s = s[d+1:]
	}
	k, n := key(s)
	if !registryWords[k] {
		return false
	}
	s = strings.TrimSpace(strings.TrimLeft(s[n:], ".: "))
	if _, n, value := roman(s); value > 0 && strings.HasPrefix(s[n:], " ") {
		s = s[n+1:]
	}
	if !strings.ContainsAny(s, "-/") || strings.ContainsAny(s, " ,;") {
		return false
	}
	return strings.IndexFunc(s, unicode.IsDigit) >= 0
}

// dated reports whether s is a place and a day and nothing else, or the word for a day and the day: Дана: 3. 3. 2026.
func dated(s string) bool {
	words := strings.Fields(strings.ReplaceAll(s, ".", ". "))
	n := len(words)
	if n > 0 && yearWords[firstKey(words[n-1])] {
		n--
	}
	if n < 4 || n > 9 {
		return false
	}
	day, month, year := words[n-3], words[n-2], strings.TrimRight(words[n-1], ".")
	if _, named := months[firstKey(month)]; !dayOf(day, 31) || !named && !dayOf(month, 12) || len(year) != 4 || !dayOf(year, 2999) {
		return false
	}
	words = words[:n-3]
	if n == 4 && strings.HasSuffix(words[0], ":") {
		return dayWords[firstKey(words[0])]
	}
	if last := words[len(words)-1]; len(words) > 1 && dayWords[firstKey(last)] && isLower(firstLetter(last)) {
		words = words[:len(words)-1]
	}
	place, parted := strings.CutSuffix(strings.Join(words, " "), ",")
	for _, done := range []string{"Done at ", "Sastavljeno u ", "Geschehen zu ", "V "} {
		if rest, ok := strings.CutPrefix(place, done); ok {
			place, parted = rest, parted || done != "V "
			break
		}
	}
	words = strings.Fields(place)
	if !parted || len(words) == 0 || len(words) > 4 {
		return false
	}
	for _, word := range words {
		if first, _ := utf8.DecodeRuneInString(word); !unicode.IsUpper(first) {
			return false
		}
	}
	return true
}

// dayOf reports whether s is a number from 1 to most, with or without a full stop.
func dayOf(s string, most int) bool {
	s = strings.TrimSuffix(s, ".")
	d := digits(s)
	if d == 0 || d > 4 || d != len(s) {
		return false
	}
	n := atoi(s)
	return 1 <= n && n <= most
}

// conclude closes all that is open: an ending stands behind it.
func (b *builder) conclude() {
	b.flush()
	b.paged(b.host)
	b.close(0)
	b.enter(b.top)
}
