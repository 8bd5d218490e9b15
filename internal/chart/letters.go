package chart

import (
	"strings"
	"unicode"
)

// widthOf returns about how wide a text is, in units of a picture, at a size of
// its letters. It is on the safe side for the faces that pictures ask for.
func widthOf(text string, size float64) float64 {
	em := 0.0
	for _, r := range text {
		em += emOf(r)
	}
	return em * size
}

func emOf(r rune) float64 {
	switch {
	case strings.ContainsRune("iljI.,:;'!|()[]„”’іјЈ", r):
		return 0.32
	case r == ' ' || r == '\u00a0' || strings.ContainsRune("rtf-–гГ/", r):
		return 0.38
	case strings.ContainsRune("mwMWшщжюфмыШЩЖЮФМЫљњЉЊџЏ—%", r):
		return 0.88
	case unicode.IsUpper(r):
		return 0.70
	case unicode.IsDigit(r):
		return 0.57
	}
	return 0.58
}

// wrap breaks a text into lines that are not wider than most. A word that is
// wider breaks where it must.
func wrap(text string, size, most float64) []string {
	var lines []string
	line := ""
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == '\n' || r == '\t' }) {
		switch {
		case line == "":
			line = word
		case fitting(line+" "+word, size, most) == len(line)+1+len(word):
			line += " " + word
		default:
			lines, line = append(lines, line), word
		}
		for n := fitting(line, size, most); n < len(line); n = fitting(line, size, most) {
			lines, line = append(lines, line[:n]), line[n:]
		}
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

// fitting returns how many bytes of a text fit, at least one letter's.
func fitting(text string, size, most float64) int {
	width := 0.0
	for i, r := range text {
		width += emOf(r) * size
		if i > 0 && width > most {
			return i
		}
	}
	return len(text)
}

// widest returns the width of the widest line.
func widest(lines []string, size float64) float64 {
	w := 0.0
	for _, l := range lines {
		w = max(w, widthOf(l, size))
	}
	return w
}
