package act

import (
	"strings"
	"unicode"
)

// letterDivisions reads the divisions that capital letters head in small letters, "А. Предмет", where they stand in
// a sequence and articles follow each of them.
func letterDivisions(lines []line, p *profile) {
	if !p.decimals {
		return
	}
	var run []int
	take := func() {
		if len(run) > 1 {
			for _, i := range run {
				l := &lines[i]
				n := suffix(l.text, 1)
				l.unset()
				l.set(sectionMark, l.text[:n], n+1)
				l.depth, l.open, l.strict = 1, &letterSection, false
			}
		}
		run = run[:0]
	}
	last := ""
	for i := range lines {
		if s := lines[i].text; len(s) < minLettered || s[1] != '.' && s[2] != '.' {
			continue
		}
		letter := lettersDivision(lines, i)
		if letter == "" {
			continue
		}
		switch {
		case len(run) > 0 && letterBehind(last, letter):
		case letter == "А" || letter == "A":
			take()
		default:
			continue
		}
		run, last = append(run, i), letter
	}
	take()
}

// lettersDivision returns the capital letter that the line at i begins with as a heading over an article does, ""
// for any other line.
func lettersDivision(lines []line, i int) string {
	l := &lines[i]
	if i > 0 && strings.HasSuffix(lines[i-1].text, ":") {
		return "" // the first of a list
	}
	if l.mark != plain && (l.mark != chapterMark || l.open != nil) {
		return ""
	}
	n := suffix(l.text, 1)
	if n == 0 || l.text[n] != '.' || spaces(l.text[n+1:]) == 0 {
		return ""
	}
	rest := strings.TrimSpace(l.text[n+1:])
	first, size := firstRune(l.text)
	next, _ := firstRune(rest)
	if size != n || !unicode.IsUpper(first) || !unicode.IsUpper(next) || terminal(rest) || longer(rest, maxHeading) || !longer(rest, minLettered-1) || strings.HasPrefix(rest[suffix(rest, 1):], ".") {
		return ""
	}
	at := i + 1
	if at < len(lines) && lines[at].mark == plain && !terminal(lines[at].text) && !longer(lines[at].text, maxHeading) && !dottedLetterAt(lines[at].text) {
		at++ // the heading of the article
	}
	if at == len(lines) || lines[at].mark != articleMark {
		return ""
	}
	return l.text[:n]
}

// dottedLetterAt reports whether s begins with one letter and a dot.
func dottedLetterAt(s string) bool {
	n := suffix(s, 1)
	return n > 0 && strings.HasPrefix(s[n:], ".")
}
