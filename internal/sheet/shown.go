package sheet

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A spreadsheet obeys characters that nobody sees: they turn the order of what stands
// around them, or hide it. In CSV and XLSX each is written by its number, as ⟦U+202E⟧,
// and read back as it was; so is the bracket of what only looks like one.
const (
	openShown, closeShown = "⟦U+", "⟧"
	bracket               = '⟦'
)

// unseen reports whether a character is one of those: controls but for tabs and ends of
// lines, marks, embeddings and isolates of direction, what joins or parts without being
// seen, and tags. Joiners of letters and of emoji, and soft hyphens, are no such ones.
func unseen(r rune) bool {
	switch {
	case r < ' ':
		return r != '\t' && r != '\n' && r != '\r'
	case r >= 0x7f && r <= 0x9f, r == 0x61c, r == 0x180e, r == 0x200b, r == 0x200e, r == 0x200f:
		return true
	case r >= 0x2028 && r <= 0x202e, r >= 0x2060 && r <= 0x206f, r == 0xfeff, r >= 0xfff9 && r <= 0xfffb, r >= 0xe0000 && r <= 0xe007f:
		return true
	}
	return false
}

// Shown returns a text as it stands in a cell of CSV and XLSX.
func Shown(text string) string {
	if !strings.ContainsFunc(text, func(r rune) bool { return r == bracket || unseen(r) }) {
		return text
	}
	var b strings.Builder
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if unseen(r) || r == bracket && strings.HasPrefix(text[i:], openShown) {
			fmt.Fprintf(&b, openShown+"%04X"+closeShown, r)
		} else {
			b.WriteString(text[i : i+size])
		}
		i += size
	}
	return b.String()
}

// said returns the text that a cell shows.
func said(cell string) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(cell, openShown)
		b.WriteString(before)
		if !found {
			return b.String()
		}
		number, behind, closed := strings.Cut(rest, closeShown)
		n, err := strconv.ParseUint(number, 16, 21)
		if r := rune(n); closed && err == nil && (r == bracket || unseen(r)) && fmt.Sprintf("%04X", r) == number {
			b.WriteRune(r)
			cell = behind
			continue
		}
		b.WriteString(openShown)
		cell = rest
	}
}

// guarded returns a cell of CSV that no spreadsheet takes for a formula: an apostrophe
// stands before what could be one, and before what has one already.
func guarded(cell string) string {
	if Formula(strings.TrimLeft(cell, "'")) {
		return "'" + cell
	}
	return cell
}

// unguarded returns what a cell was before it was guarded.
func unguarded(cell string) string {
	if rest, ok := strings.CutPrefix(cell, "'"); ok && Formula(strings.TrimLeft(rest, "'")) {
		return rest
	}
	return cell
}
