package act

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rasprava/rasprava/internal/script"
)

// mark is what the beginning of a line says it may be.
type mark uint8

const (
	plain       mark = iota
	articleMark      // Члан 5.
	partMark         // ПРВИ ДЕО
	chapterMark      // ГЛАВА II, II. ОСНОВНЕ ОДРЕДБЕ
	sectionMark      // 2. Казне, Одељак 2: a heading where an article follows
	itemMark         // 2. text that is no heading
	letterMark       // а) text: a subpoint, or a heading where an article follows
	pointMark        // 1) text
	parenMark        // (1) text
	dashMark         // – text
	noteMark         // *Службени гласник РС, број 47/2018
	annexMark        // ПРИЛОГ 1
	quotedMark       // a line of a quoted provision
	groupMark        // an unnumbered heading over several articles
	rubricMark       // the heading before "Члан N."
	tableMark        // a table
	headingMark      // a further line of the heading above it
	entryMark        // an entry of a table of contents
	rungMark         // (a) text, where markers tell the level of a list
)

// line is a line of the input without the white space around it.
type line struct {
	text    string
	number  string // as printed
	label   int    // length of the marker in bytes
	at      int    // line number, from 1
	value   int    // of the number where order matters
	depth   int    // of a section: 1 for "2.", 2 for "2.1."
	open    *opening
	mark    mark
	indent  uint8 // columns of white space before it
	level   uint8 // of a heading of Markdown, 1 to 6
	ends    uint8 // the column that the last of the lines joined in it ends at, 0 where it is one
	gap     bool  // an empty line stands before it
	forced  bool  // marked as a heading in Markdown
	counted bool  // a program counts its items
	strict  bool  // a numeral that is a marker only in sequence
	resumes bool  // an article at which the act goes on behind a treaty
	stated  standing
}

func (l *line) rest() string { return trimSpace(l.text[l.label:]) }

// splitLines returns the lines that hold characters.
func splitLines(text string) []line { return split(text, false) }

// split returns the lines that hold characters, those with a tab in them where tabs
// says so with the tabs at their ends.
func split(text string, tabs bool) []line {
	text = strings.TrimPrefix(text, "\ufeff")
	lines := make([]line, 0, lineRoom(text))
	odd := oddEnds(text)
	at, gap := 0, false
	for text != "" {
		end, size := len(text), 0
		if odd {
			end, size = lineEnd(text)
		} else if n := strings.IndexByte(text, '\n'); n >= 0 {
			end, size = n, 1
		}
		at++
		indent := indentation(text[:end])
		whole := text[:end]
		t := trimSpace(whole)
		text = text[end+size:]
		if t == "" {
			gap = true
			continue
		}
		if tabs && strings.IndexByte(whole, '\t') >= 0 {
			t = strings.TrimFunc(whole, func(r rune) bool { return r != '\t' && unicode.IsSpace(r) })
		}
		lines = append(lines, line{text: t, at: at, gap: gap, indent: indent})
		gap = false
	}
	return lines
}

// maxLineSample is how many bytes of a text are looked at to tell how many of its lines are empty.
const maxLineSample = 16 << 10

// lineRoom returns about how many lines of a text hold characters, where those of its beginning are like the others.
func lineRoom(text string) int {
	sample := text[:min(len(text), maxLineSample)]
	breaks, sampled := strings.Count(text, "\n"), strings.Count(sample, "\n")
	full := sampled - strings.Count(sample, "\n\n")
	return 16 + min(breaks, breaks*(full+full/16)/max(sampled, 1), len(text)/24)
}

// trimSpace returns what strings.TrimSpace does, sooner where the ends are ASCII or Cyrillic.
func trimSpace(s string) string {
	from, to := 0, len(s)
	for from < to && (s[from] == ' ' || s[from] == '\r') {
		from++
	}
	for to > from && (s[to-1] == ' ' || s[to-1] == '\r') {
		to--
	}
	s = s[from:to]
	n := len(s)
	if n < 2 || !graphic(s[0]) && !cyrillicLead(s[0]) || !graphic(s[n-1]) && !(cyrillicLead(s[n-2]) && s[n-1] >= utf8.RuneSelf) {
		return strings.TrimSpace(s)
	}
	return s
}

func graphic(b byte) bool { return ' ' < b && b < utf8.RuneSelf }

// cyrillicLead tells whether b begins a letter of U+0400 to U+047F.
func cyrillicLead(b byte) bool { return b == 0xD0 || b == 0xD1 }

// indentation returns how many columns of blanks and tabs s begins with, 255 for
// more.
func indentation(s string) uint8 {
	n := 0
	for i := 0; i < len(s) && n < 255; i++ {
		switch s[i] {
		case ' ':
			n++
		case '\t':
			n = min(n+8-n%8, 255)
		default:
			return uint8(n)
		}
	}
	return uint8(n)
}

// end returns the column behind the line, at most the one given.
func (l *line) end(most int) int {
	if l.ends > 0 {
		return min(int(l.ends), most)
	}
	if len(l.text) >= 4*most {
		return most
	}
	return min(int(l.indent)+script.Characters(l.text), most)
}

// oddEnds reports whether lines end otherwise than with \n or \r\n.
func oddEnds(text string) bool {
	return strings.Count(text, "\r") != strings.Count(text, "\r\n") || strings.Contains(text, "\v") || strings.Contains(text, "\f") ||
		strings.Contains(text, "\u0085") || strings.Contains(text, "\u2028") || strings.Contains(text, "\u2029")
}

// lineEnd returns where the first line of s ends and how long its end is.
func lineEnd(s string) (int, int) {
	for at, r := range s {
		switch r {
		case '\r':
			if at+1 < len(s) && s[at+1] == '\n' {
				return at, 2
			}
			return at, 1
		case '\n', '\v', '\f', '\u0085', '\u2028', '\u2029':
			return at, utf8.RuneLen(r)
		}
	}
	return len(s), 0
}

// joinNumbers joins headings of articles with their numbers where these stand alone on
// the line behind: "Члан" and "7.".
func joinNumbers(lines []line, p *profile, markdown bool) []line {
	kept := 0
	for i := 0; i < len(lines); i++ {
		l := &lines[i]
		if l.mark == articleMark && l.number == "" && i+1 < len(lines) && numberAlone(lines[i+1].text) {
			joined := line{text: l.text + " " + lines[i+1].text, at: l.at, gap: l.gap, forced: l.forced, indent: l.indent}
			joined.classify(p, markdown)
			if joined.mark == articleMark && joined.number != "" {
				l = &joined
				i++
			}
		}
		if l != &lines[kept] {
			lines[kept] = *l
		}
		kept++
	}
	return lines[:kept]
}

// numberAlone reports whether s is a number with at most a letter and a dot.
func numberAlone(s string) bool {
	d := digits(s)
	return d > 0 && d < 5 && strings.Trim(s[d+suffix(s[d:], 1):], ". *") == ""
}

// terminal reports whether the text ends like a sentence or an item of a list,
// and not like a heading.
func terminal(s string) bool {
	s = unstarred(s)
	if s == "" {
		return false
	}
	switch s[len(s)-1] {
	case '.', ';', ':', ',', '!':
		return true
	}
	return strings.HasSuffix(s, ".”") || strings.HasSuffix(s, ".“") || strings.HasSuffix(s, `."`) || strings.HasSuffix(s, ".’") || strings.HasSuffix(s, "…")
}

// unstarred returns s without the blanks and stars at its end.
func unstarred(s string) string {
	n := len(s)
	for n > 0 && (s[n-1] == ' ' || s[n-1] == '*') {
		n--
	}
	return s[:n]
}

// lastBlank returns where the last blank of s stands, one that breaks a line or one that does not; -1 where there is none.
func lastBlank(s string) int {
	for at := len(s) - 1; at >= 0; at-- {
		if s[at] == ' ' || s[at] == 0xC2 && at+1 < len(s) && s[at+1] == 0xA0 {
			return at
		}
	}
	return -1
}

// firstLetter returns the first letter of s, 0 when there is none.
func firstLetter(s string) rune {
	for _, r := range s {
		if isLetter(r) {
			return r
		}
	}
	return 0
}

// startsLower reports whether s begins with a small letter.
func startsLower(s string) bool {
	r, _ := firstRune(s)
	return isLower(r)
}

// allCaps reports whether most letters of s are capitals.
func allCaps(s string) bool {
	upper, lower := 0, 0
	for _, r := range s {
		switch {
		case r >= 0x430 && r <= 0x45f, r >= 'a' && r <= 'z':
			lower++
		case r < '0':
		case unicode.IsUpper(r):
			upper++
		case unicode.IsLower(r):
			lower++
		}
	}
	return upper > 1 && upper > 4*lower
}

// maxHeading is the most characters a heading has.
const maxHeading = 200

// longer reports whether s has more than n characters.
func longer(s string, n int) bool {
	if len(s) <= n || len(s) > 4*n {
		return len(s) > n
	}
	return script.Characters(s) > n
}

// headingLike reports whether the line reads like a heading: short, beginning
// with a capital, without a stop at the end and a tab inside.
func (l *line) headingLike(p *profile) bool {
	if l.forced {
		return l.mark == plain
	}
	if l.mark != plain || terminal(l.text) || longer(l.text, maxHeading) || strings.IndexByte(l.text, '\t') >= 0 || strings.HasPrefix(l.text, "|") {
		return false
	}
	if longer(l.text, maxHeading/2) && sentences(l.text) {
		return false
	}
	r := firstLetter(l.text)
	return r != 0 && isUpper(r) && !p.gone(l.text) && !priced(l.text)
}

// priced reports whether a sum stands at the end of s, set apart from what it is paid for by blanks or dots.
func priced(s string) bool {
	if last := s[len(s)-1]; last < '0' || last > '9' {
		return false
	}
	name := strings.TrimRight(s, "0123456789., ")
	between := strings.TrimRight(s[len(name):], "0123456789")
	return name != "" && (strings.Contains(between, "  ") || strings.Contains(between, ".."))
}

// wrapped reports whether the line may be a further line of the heading before it.
func (l *line) wrapped() bool {
	return l.mark == plain && !l.gap && startsLower(l.text) && !terminal(l.text) && !longer(l.text, maxHeading)
}

// sentences reports whether a sentence ends inside s and another begins.
func sentences(s string) bool {
	for {
		at := strings.Index(s, ". ")
		if at < 0 {
			return false
		}
		before := s[strings.LastIndexByte(s[:at], ' ')+1 : at]
		s = s[at+2:]
		if r, _ := utf8.DecodeRuneInString(s); unicode.IsUpper(r) && longer(before, 3) {
			return true
		}
	}
}

// gone reports whether s says that a provision is no longer there: "Брисан је
// (види члан 4. Закона - 62/2014-32)", "- брисан -".
func (p *profile) gone(s string) bool {
	if s != "" && (s[0] == '(' || s[0] == '/') && p.heading == above && p.enclosedRepeal(s) {
		return true
	}
	if s != "" && (s[0] == '(' || s[0] == '-' || s[0] == 0xe2) {
		s = strings.TrimLeft(s, "(-–— \u00a0")
	}
	if !p.repealedInitial.begins(s) {
		return false
	}
	word, _ := key(s)
	return p.repealed[word]
}

// onlyStars reports whether the line is a footnote mark alone.
func (l *line) onlyStars() bool { return strings.Trim(l.text, "* ") == "" }
