package act

import (
	"strings"

	"github.com/rasprava/rasprava/internal/script"
)

// contentsHeads are the lines that stand over a table of contents.
var contentsHeads = map[string]bool{
	spell("sadržaj"): true, spell("pregled sadržaja"): true, spell("pregled članova"): true, spell("kazalo"): true,
	spell("inhaltsübersicht"): true, "inhaltsverzeichnis": true, "inhalt": true, "contents": true, "table of contents": true,
}

// contentsInitials are the letters that they begin with.
var contentsInitials = func() (set letters) {
	for head := range contentsHeads {
		set.add(head)
	}
	return set
}()

// maxContentsHead is the most bytes of one.
const maxContentsHead = 60

// headsContents reports whether the line stands over a table of contents.
func (l *line) headsContents() bool {
	if l.mark != plain || len(l.text) > maxContentsHead {
		return false
	}
	if first, _ := firstRune(l.text); isLetter(first) && first < lettersEnd && !contentsInitials.has(first) {
		return false
	}
	return contentsHeads[spell(strings.Trim(unspace(l.text), "#*_: "))]
}

// markContents marks the tables of contents that stand under a line which says so and end where the
// numbers that they list begin anew, and returns the places of their first lines. The entries of
// American ones are told by how they are written.
func markContents(lines []line, p *profile) []int {
	var found []int
	if p.byDivision {
		return nil
	}
	for i := range lines {
		if !lines[i].headsContents() {
			continue
		}
		end := contentsEnd(lines, i, p)
		for k := i; k < end; k++ {
			lines[k].unset()
			lines[k].mark = entryMark
		}
		if end > i {
			found = append(found, i)
		}
	}
	return found
}

// contentsEnd returns the line behind the table of contents under the line at head, 0 where there is none.
func contentsEnd(lines []line, head int, p *profile) int {
	first, article := -1, -1 // entries
	last, listed := -1, -1   // entries: of any kind, and of an article or an annex
	entries := 0
	dotted := false // an entry ends with a full stop, as a sentence does
	for k := head + 1; k < len(lines); k++ {
		l := &lines[k]
		switch {
		case entries > 1 && l.again(&lines[first]) && (l.mark == articleMark || article < 0 || anew(lines[k:], &lines[article])):
			if dotted && !repeats(lines, first, k) {
				return 0
			}
			return pastEntries(lines, head, last, k, p)
		case entries > 1 && article >= 0 && (l.again(&lines[article]) || !l.isEntry(p) && anew(lines[k:], &lines[article])):
			if dotted && !repeats(lines, article, k) {
				return 0
			}
			return pastEntries(lines, head, listed, k, p)
		case !l.isEntry(p) || l.headsContents():
			return 0
		}
		switch l.mark {
		case articleMark, annexMark:
			listed = k
			if article < 0 && l.mark == articleMark {
				article = k
			}
		case partMark, chapterMark:
		case sectionMark:
			if l.open == nil {
				continue
			}
		default:
			continue
		}
		if first < 0 {
			first = k
		}
		last = k
		entries++
		dotted = dotted || l.rest() != "" && strings.HasSuffix(l.text, ".")
	}
	return 0
}

// again reports whether the line has the name and the number of the entry.
func (l *line) again(entry *line) bool {
	return l.mark == entry.mark && l.open == entry.open && l.number == entry.number && l.number != ""
}

// anew reports whether the next article of the lines is that of the entry.
func anew(lines []line, entry *line) bool {
	for i := range lines {
		if lines[i].mark == articleMark {
			return lines[i].again(entry)
		}
	}
	return false
}

// repeats reports whether the words of the entry stand again at or beside the line at which the act begins: then
// an entry that ends with a full stop is no provision.
func repeats(lines []line, entry, at int) bool {
	words := func(s string) string { return strings.TrimRight(unspace(unled(s)), ". ") }
	want := words(lines[entry].rest())
	for k := max(at-1, 0); k < min(at+2, len(lines)); k++ {
		if text := lines[k].rest(); want != "" && k != entry && script.Fold(words(text)) == script.Fold(want) {
			return true
		}
	}
	return false
}

// isEntry reports whether the line may be one of a table of contents, which has no sentences; behind a number one may
// end with a full stop.
func (l *line) isEntry(p *profile) bool {
	switch l.mark {
	case quotedMark, tableMark, noteMark, dashMark, pointMark, parenMark, letterMark:
		return false
	}
	s := unled(l.text)
	if longer(s, maxHeading) {
		return false
	}
	return !terminal(s) || l.label > 0 && (l.rest() == "" || strings.HasSuffix(s, "."))
}

// unled returns s without the dots and the number of a page behind it: Zweck ...... 3.
func unled(s string) string {
	t := strings.TrimRight(s, "0123456789 \t\u00a0")
	u := strings.TrimRight(t, ".…·_ \t\u00a0")
	if dots := t[len(u):]; strings.Count(dots, ".") > 2 || strings.Contains(dots, "…") {
		return u
	}
	return s
}

// pastEntries returns the line behind the last entry and behind what goes on with it, at most end.
func pastEntries(lines []line, head, last, end int, p *profile) int {
	apart := false // something is set apart from the entries
	for k := last + 1; k <= end; k++ {
		apart = apart || lines[k].gap
	}
	under := last // the heading of an entry may stand under its number
	for k := head + 1; k < last; k++ {
		if lines[k].mark != lines[last].mark {
			continue
		}
		if lines[k].rest() == "" && lines[last].rest() == "" && (k == head+1 || lines[k-1].mark != plain) && lines[k+1].mark == plain {
			under++
		}
		break
	}
	k := last + 1
	for ; k < end && lines[k].mark == plain; k++ {
		l := &lines[k]
		if k > under && !startsLower(l.text) && (l.gap || !apart) && pageNumber(l.text) == 0 || p.entitled(unspace(l.text)) {
			break
		}
	}
	return k
}
