package act

import (
	"strings"
	"unicode"
)

// maxOmnibusHead is how many lines stand between the number of an article of a German act that holds whole
// acts and the first paragraph of the act that is its content, at most.
const maxOmnibusHead = 8

// markOmnibus marks the titles of the acts that are the content of articles of a German one, whose own
// articles are counted from § 1 in each, and the articles at which the outer act goes on behind them.
func markOmnibus(lines []line, p *profile) {
	if p.sign != '§' {
		return
	}
	for i := range lines {
		if !lines[i].outer() {
			continue
		}
		next := i + 1 // the next article of the outer act
		for next < len(lines) && !lines[next].outer() {
			next++
		}
		last := next == len(lines)
		if last && lines[i].value == 1 || !last && lines[next].value != lines[i].value+1 || !ownActAt(lines[i+1:next]) {
			continue
		}
		lines[i+1].set(annexMark, "", 0)
		lines[i+1].open = &ownPart
		if !last {
			lines[next].resumes = true
		}
	}
}

// outer reports whether the line is the heading of an article that is called one: Artikel 2.
func (l *line) outer() bool { return l.mark == articleMark && !strings.HasPrefix(l.text, "§") }

// ownActAt reports whether the lines under the number of an article begin with the title of an act and its
// § 1, and not with a sentence.
func ownActAt(lines []line) bool {
	if len(lines) == 0 || lines[0].mark != plain {
		return false
	}
	if first, _ := firstRune(lines[0].text); !unicode.IsUpper(first) {
		return false // (Verfassungsbestimmung)
	}
	for i := range lines[:min(len(lines), maxOmnibusHead)] {
		switch l := &lines[i]; l.mark {
		case articleMark:
			return l.value == 1 && !startsLower(l.rest()) && !terminal(l.rest())
		case plain:
			if terminal(l.text) || longer(l.text, maxHeading) {
				return false
			}
		case partMark, chapterMark, sectionMark:
		default:
			return false
		}
	}
	return false
}
