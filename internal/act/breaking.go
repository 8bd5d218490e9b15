package act

import (
	"strings"
	"unicode/utf8"
)

// A breaking is how a program has broken the lines of a text.
type breaking struct {
	width int  // the column that they are broken at, 0 where they are not
	exact bool // every line but the last of a paragraph has all words that it has room for
	apart bool // empty lines part the paragraphs
}

// minWrapped is the least length in characters of a line that a word wrap made.
const minWrapped = 35

// maxWidth is the widest column at which programs break lines.
const maxWidth = 100

// breakingOf returns how the lines are broken. They are at a column where nearly none goes beyond it and
// many end close before it; exactly at it where nearly all that end within a sentence have no room
// for the next word.
func breakingOf(lines []line, p *profile) breaking {
	long := 0
	for i := range lines {
		if lines[i].long() {
			long++
		}
	}
	if long*50 > len(lines) {
		return breaking{}
	}
	var ends [maxWidth + 2]int
	for i := range lines {
		if lines[i].mark == tableMark || strings.IndexByte(lines[i].text, ' ') < 0 {
			continue // it cannot be broken
		}
		end := maxWidth + 1
		if !lines[i].long() {
			end = lines[i].end(maxWidth + 1)
		}
		ends[end]++
		lines[i].ends = uint8(end)
	}
	width, beyond := maxWidth+1, 0
	for width > 0 && (beyond+ends[width])*50 <= len(lines) {
		beyond += ends[width]
		width--
	}
	if width > maxWidth || width < minWrapped {
		return breaking{}
	}
	s := sampled(lines, p)
	column := s.exact(&ends, len(lines), width)
	if column == 0 {
		column = s.ragged(len(lines), width)
	}
	if column == 0 {
		return breaking{width: closeWidth(lines, &ends, width, p)}
	}
	return breaking{width: column, exact: true, apart: partedByGaps(lines, column, p)}
}

// brokenApart returns how the lines are broken of a text that has an empty line behind each, as programs write that double
// the breaks of lines. Where they are broken exactly at a column, these empty lines part nothing and are taken away.
func brokenApart(lines []line, p *profile) breaking {
	for i := 1; i < len(lines); i++ {
		if !lines[i].gap {
			return breaking{}
		}
	}
	for i := range lines {
		lines[i].gap = false
	}
	br := breakingOf(lines, p)
	for i := 1; i < len(lines) && !br.exact; i++ {
		lines[i].gap = true
	}
	return br
}

// long reports whether the line ends beyond maxWidth in any writing: a letter has four bytes at most.
func (l *line) long() bool { return l.ends == 0 && l.mark != tableMark && len(l.text) > 4*maxWidth }

// closeWidth returns the width where the lines are broken near it, else 0: most full lines end within a sentence, and of
// the lines behind those one in four surely goes on with it, else each is a text that lacks its stop.
func closeWidth(lines []line, ends *[maxWidth + 2]int, width int, p *profile) int {
	close := 0
	for k := width - 12; k <= width; k++ {
		close += ends[k]
	}
	if close*6 < len(lines) {
		return 0
	}
	full, cut, lower := 0, 0, 0
	for i := 1; i < len(lines); i++ {
		if lines[i].gap || !lines[i].fills(&lines[i-1], width) {
			continue
		}
		full++
		if !p.finishes(lines[i-1].text, lines[i].text) {
			cut++
			if p.surelyOn(lines[i-1].text, lines[i].text) {
				lower++
			}
		}
	}
	if full < minFull || cut*10 < full*6 || lower*4 < cut {
		return 0
	}
	return width
}

// minFull is the least number of full lines that show a text to be broken at a
// column; most of them end inside a sentence.
const minFull = 6

// A sample is what the lines tell that end within a sentence, and are no headings.
type sample struct {
	votes [maxWidth + 3]int // for each column, how many more lines are broken exactly at it than at the one before
	rooms [maxWidth + 2]int // by the column that the first word of the next line would have ended at, those that surely go on
	all   int
	lower int // those that surely go on: in small letters, or behind a word that no sentence ends with
}

// sampled returns what the lines tell.
func sampled(lines []line, p *profile) sample {
	var s sample
	for i := 1; i < len(lines); i++ {
		before, l := &lines[i-1], &lines[i]
		if l.gap || l.mark != plain || l.forced || l.text == "" || before.text == "" || terminal(before.text) && !strings.HasSuffix(before.text, ",") {
			continue
		}
		end := before.end(maxWidth + 1)
		if end < minWrapped || p.gone(before.text) || l.text[0] == '_' || before.text[len(before.text)-1] == '_' {
			continue // a heading, a note of what is no longer there, a form to fill in
		}
		s.all++
		room := min(end+1+l.firstWord(), maxWidth+1)
		if p.surelyOn(before.text, l.text) {
			s.lower++
			s.rooms[room]++
		}
		if end <= maxWidth {
			s.votes[end]++
			s.votes[room]--
		}
	}
	return s
}

// exact returns the column at which nearly all the lines are broken exactly, else 0. Nearly none goes beyond
// the width; ends are how many lines end at each column.
func (s *sample) exact(ends *[maxWidth + 2]int, lines, width int) int {
	best, fit, told := 0, 0, 0
	for k := 0; k <= maxWidth; k++ {
		if told += s.votes[k]; told > fit || told == fit && ends[k] > 0 && k <= width {
			best, fit = k, told
		}
	}
	beyond := 0
	for k := best + 1; k < len(ends); k++ {
		beyond += ends[k]
	}
	if best < minWrapped || fit < minExact && (fit < minExact-1 || s.lower < s.all) || (s.all-fit)*10 > s.all+5 || s.lower*3 < s.all || beyond*50 > lines {
		return 0
	}
	return best
}

// minExact is the least number of lines that show a text to be broken exactly at a column; one less where all surely go on.
const minExact = 3

// ragged returns the column behind which lines are full of a text whose lines are broken near the width, 0 where they are not.
func (s *sample) ragged(lines, width int) int {
	if s.lower < minExact || s.lower*maxParagraph < lines || s.lower*3 < s.all {
		return 0
	}
	short, column := 0, 0
	for column < width && (short+s.rooms[column+1])*20 <= s.lower {
		column++
		short += s.rooms[column]
	}
	if column < minWrapped || column*4 < width*3 {
		return 0
	}
	return column
}

// maxParagraph is the most lines that a text has for each that surely goes on, where its lines are broken.
const maxParagraph = 6

// firstWord returns how many characters the first word of the line has.
func (l *line) firstWord() int {
	word, _, _ := strings.Cut(l.text, " ")
	return utf8.RuneCountInString(word)
}

// fills reports whether the first word of l would not have fitted behind the line
// before it.
func (l *line) fills(before *line, width int) bool {
	return before.end(width)+1+l.firstWord() > width
}

// partedByGaps reports whether empty lines part the paragraphs of a text that is broken at the column: nearly
// no sentence begins a line, the one before which had room for its first word.
func partedByGaps(lines []line, width int, p *profile) bool {
	parted, close := 0, 0
	for i := 1; i < len(lines); i++ {
		before, l := &lines[i-1], &lines[i]
		if l.mark != plain || startsLower(l.text) || !p.finishes(before.text, l.text) || l.end(width)*3 < width*2 {
			continue
		}
		switch {
		case l.gap:
			parted++
		case !l.fills(before, width):
			close++
		}
	}
	return parted >= 2 && parted >= 8*close
}
