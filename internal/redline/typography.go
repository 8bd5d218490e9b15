package redline

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// markTypographic marks the edits that say the same in another form: only spaces differ, or only the case of a heading that is written in
// capitals in one of the acts, or how a number is written that is the same, or ownLabel says that the edit lies in a label that was not renumbered. So that such an edit has text on both
// sides, it takes a kept neighbour in.
func markTypographic(v *vocabulary, edits []edit, old, new []token, ownLabel func(e edit) bool) []edit {
	for i := range edits {
		e := &edits[i]
		if e.same || e.follows {
			continue
		}
		o, n := old[e.o0:e.o1], new[e.n0:e.n1]
		e.typographic = onlySpaces(o) && onlySpaces(n) || v.sameButCapitals(o, n) || v.writtenNumber(*e, old, new) || ownLabel(*e)
		if !e.typographic || len(o) > 0 && len(n) > 0 {
			continue
		}
		behind := i+1 < len(edits) && edits[i+1].same
		switch {
		case i > 0 && edits[i-1].same && edits[i-1].o0 < edits[i-1].o1 && !(behind && beginsLine(old, e.o0)):
			edits[i-1].o1--
			edits[i-1].n1--
			e.o0--
			e.n0--
		case behind:
			edits[i+1].o0++
			edits[i+1].n0++
			e.o1++
			e.n1++
		}
	}
	return labelsApart(dropEmpty(edits), old, new)
}

// onlySpaces tells a stretch without a word, a mark or a line break.
func onlySpaces(ts []token) bool {
	for _, t := range ts {
		if t.class != spaceToken {
			return false
		}
	}
	return true
}

// leastCapitals is how many letters must be in capitals to be a way of writing and not an abbreviation.
const leastCapitals = 4

// sameButCapitals tells two stretches of the same words, one of them all in capitals: the heading of a chapter or an article.
func (v *vocabulary) sameButCapitals(old, new []token) bool {
	if len(old) != len(new) || !inCapitals(old) && !inCapitals(new) {
		return false
	}
	for i := range old {
		if old[i].key == new[i].key {
			continue
		}
		if old[i].class != wordToken || new[i].class != wordToken ||
			!strings.EqualFold(compareForm(v.text(old[i]), wordToken), compareForm(v.text(new[i]), wordToken)) {
			return false
		}
	}
	return true
}

func inCapitals(ts []token) bool {
	letters := 0
	for _, t := range ts {
		if t.class != wordToken {
			continue
		}
		if t.capitals() == 0 {
			return false
		}
		letters += t.capitals()
	}
	return letters >= leastCapitals
}

// lettersInCapitals returns how many letters and digits a word has that has no small letter, at most mostCapitalLetters, and 0 for
// other words.
func lettersInCapitals(word string) int {
	if allDigits(word) {
		return min(mostCapitalLetters, len(word))
	}
	if len(word) > 3 && cyrillicLead(word[2]) {
		if r := rune(word[2]&0x1F)<<6 | rune(word[3]&0x3F); 'а' <= r && r <= 'џ' {
			return 0
		}
	}
	first, size := utf8.DecodeRuneInString(word)
	if unicode.IsLower(first) {
		return 0
	}
	if second, _ := utf8.DecodeRuneInString(word[size:]); unicode.IsLower(second) || word != strings.ToUpper(word) {
		return 0
	}
	return min(mostCapitalLetters, utf8.RuneCountInString(word))
}
