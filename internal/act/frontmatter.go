package act

import (
	"strconv"
	"strings"
	"unicode"
)

// maxFront is how many lines of data about itself a text in Markdown begins with at most.
const maxFront = 200

// frontMatter parts the data in YAML that a text in Markdown begins with, between lines of
// three dashes, from the rest, in which as many empty lines stand in their place. The first
// is "" for a text without such data.
func frontMatter(text string) (front, rest string) {
	text = strings.TrimPrefix(text, "\ufeff")
	at, named := 0, false
	for no := 0; no <= maxFront; no++ {
		end, next := len(text), len(text)
		if n := strings.IndexByte(text[at:], '\n'); n >= 0 {
			end, next = at+n, at+n+1
		}
		line := strings.TrimRightFunc(text[at:end], unicode.IsSpace)
		switch {
		case no == 0 && line != "---":
			return "", text
		case no > 0 && (line == "---" || line == "..."):
			if !named {
				return "", text
			}
			return strings.Join(filledLines(text[:end]), "\n"), strings.Repeat("\n", no+1) + text[next:]
		case no == 1 && !isKey(line):
			return "", text
		}
		named = named || no == 1
		if next == len(text) {
			break
		}
		at = next
	}
	return "", text
}

// filledLines returns the lines of a text that are not empty, without the spaces at their
// ends.
func filledLines(text string) []string {
	var filled []string
	for line := range strings.Lines(text) {
		line = strings.TrimRightFunc(line, unicode.IsSpace)
		if line != "" {
			filled = append(filled, line)
		}
	}
	return filled
}

// isKey reports whether a line names a value as YAML does: title: Закон.
func isKey(line string) bool {
	name, value, ok := strings.Cut(line, ":")
	if !ok || name == "" || value != "" && value[0] != ' ' {
		return false
	}
	return strings.IndexFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '_' && r != '-' }) < 0
}

// preface puts a note before the title of the act.
func (a *Act) preface(text string) {
	note := &Node{Kind: KindNote, Text: text, Line: 1}
	if a.TitleAfter == 0 {
		before := &Node{Kind: KindPreamble, Line: 1}
		before.ID = a.free(segments[KindPreamble])
		before.WID = before.ID
		a.Body = append([]*Node{before}, a.Body...)
		a.TitleAfter = 1
	}
	first := a.Body[0]
	note.ID = a.free(join(first.ID, segments[KindNote]+"_1"))
	note.WID = note.ID
	first.Children = append([]*Node{note}, first.Children...)
	a.Counts = map[Kind]int{}
	a.seal()
}

// free returns an id that no provision has: the one given, or that with a number behind.
func (a *Act) free(id string) string {
	for no, free := 2, id; ; no++ {
		if a.Find(free) == nil {
			return free
		}
		free = id + "_" + strconv.Itoa(no)
	}
}
