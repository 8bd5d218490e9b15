package redline

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// writtenNumber tells an edit of a number that is the same in both acts: its thousands are parted otherwise ("50.000", "50 000"), or it is an
// ordinal of which one act leaves out the full stop ("става 2. овог члана").
func (v *vocabulary) writtenNumber(e edit, old, new []token) bool {
	switch {
	case e.o0 < e.o1 && e.n0 < e.n1:
		was, is := v.amount(old[e.o0:e.o1]), v.amount(new[e.n0:e.n1])
		return was != "" && was == is
	case e.o0 < e.o1:
		return v.ordinalStop(old, e.o0, e.o1)
	}
	return v.ordinalStop(new, e.n0, e.n1)
}

// amount returns the figures of a whole number, with or without marks between thousands; nothing of another text.
func (v *vocabulary) amount(ts []token) string {
	var b strings.Builder
	for _, t := range ts {
		if t.class == lineToken || t.size > 20 || t.class == wordToken && t.trait() != digitToken {
			return ""
		}
		b.WriteString(v.text(t))
	}
	groups := strings.FieldsFunc(b.String(), func(r rune) bool { return r == '.' || unicode.IsSpace(r) })
	if len(groups) == 0 || utf8.RuneCountInString(b.String()) != len(strings.Join(groups, ".")) {
		return ""
	}
	for k, g := range groups {
		if !allDigits(g) || len(groups) > 1 && (k > 0 && len(g) != 3 || len(g) > 3) {
			return ""
		}
	}
	return strings.Join(groups, "")
}

// ordinalStop tells a full stop behind a number that a sentence goes on behind.
func (v *vocabulary) ordinalStop(ts []token, from, to int) bool {
	return to == from+1 && from > 0 && to+1 < len(ts) && v.text(ts[from]) == "." && allDigits(v.text(ts[from-1])) && ts[from-1].size <= 4 &&
		ts[to].class == spaceToken && startsLower(v.text(ts[to+1]))
}

func startsLower(word string) bool {
	first, _ := utf8.DecodeRuneInString(word)
	return unicode.IsLower(first)
}

// sameBesideMarks tells two texts of the same letters and figures.
func sameBesideMarks(old, new string) bool {
	same := 0 // how far both are the same, to the beginning of a character
	for same < len(old) && same < len(new) && old[same] == new[same] {
		same++
	}
	for same > 0 && same < len(old) && !utf8.RuneStart(old[same]) {
		same--
	}
	old, new = old[same:], new[same:]
	for {
		var o, n rune
		o, old = nextSaid(old)
		n, new = nextSaid(new)
		if o != n || o == 0 {
			return o == n
		}
	}
}

// nextSaid returns the first letter or figure of a text, 0: there is none, and what is
// behind it.
func nextSaid(text string) (rune, string) {
	for i, r := range text {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r, text[i+utf8.RuneLen(r):]
		}
	}
	return 0, ""
}

// markOfLabel tells an edit of the marks around the number of a provision that both acts have: "1." and "1)", "1)" and "(1)".
func (v *vocabulary) markOfLabel(e edit, old, new *side) bool {
	return marksOfLabel(old, e.o0, e.o1) && marksOfLabel(new, e.n0, e.n1)
}

// marksOfLabel tells a stretch of nothing but marks in the number of a provision that is told of by itself, or a place before, in or behind it.
func marksOfLabel(s *side, from, to int) bool {
	if from == to {
		return from > 0 && s.told[from-1] || from < len(s.told) && s.told[from]
	}
	return !slices.Contains(s.told[from:to], false) && !slices.ContainsFunc(s.tokens[from:to], func(t token) bool { return t.class != markToken })
}
