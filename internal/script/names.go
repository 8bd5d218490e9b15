package script

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// nameWords are words of foreign names, none of which is a Serbian word. They stay in
// Latin beside another foreign word of the name, for alone they may be how a Serbian
// name writes what it says: МК Гроуп.
var nameWords = set(`
	bank corporation corp group limited systems services solutions software technologies industries partners international capital consulting development foundation
	association council court european american british national central united states motors airlines platforms holdings enterprises
	insurance finance investment investments securities management markets fund funds bahn lufthansa versicherung gesellschaft azure teams drive maps store stream
	serbia europe standards financial reporting holding leasing pharma energy trade digital
`)

// nameForms are the forms of foreign companies, as they are written. The name stands
// before them, with a comma between or without.
var nameForms = set("AG KG NV BV SpA Oyj Sàrl Co PLC LLC LLP Inc Ltd Corp GmbH")

// wordForms are those among the forms that are Serbian words too in a text of capitals.
var wordForms = set("SE SA AS AB")

// dottedForms are the forms that are written with dots.
var dottedForms = []string{"S.p.A.", "S.r.l.", "S.A.", "B.V.", "N.V."}

// surelyForms are the forms before which every name is a foreign one.
var surelyForms = set("GmbH Ltd LLC Inc plc")

// kinds are the words that stand before such a form without being the name, by how
// they begin.
var kinds = []string{"firm", "kompanij", "društv", "drustv", "preduzeć", "preduzec", "banka", "banke", "banci", "banku", "agencij", "srbij", "beograd", "republi"}

// links are the words between two words of an English name.
var links = set("of and")

// longestName is how many words of a name are looked at on one side of a word.
const longestName = 4

// nameEnd returns where the form of a company with dots ends that begins at c.at, c.at
// where there is none.
func (c *cyrillicWriter) nameEnd() int {
	for _, form := range dottedForms {
		if strings.HasPrefix(c.text[c.at:], form) && !continues(c.text[c.at+len(form):]) && c.foreignBefore(c.at, longestName) {
			return c.at + len(form)
		}
	}
	return c.at
}

// inName reports whether the word of Serbian letters at text[c.at:end] belongs to a
// foreign name because of the words beside it.
func (c *cyrillicWriter) inName(w string, end int) bool {
	if links[w] {
		return c.linked(c.at, end)
	}
	if w == "the" {
		before, start := c.wordBefore(c.at)
		return links[before] && c.linked(start, start+len(before))
	}
	if !capital(w) {
		return false
	}
	if nameForms[w] {
		return c.foreignBefore(c.at, longestName)
	}
	next, nextEnd := c.wordAfter(end)
	if wordForms[w] {
		before, _ := c.wordBefore(c.at)
		return titled(before) && c.foreignBefore(c.at, longestName) && !allCapitals(next)
	}
	if nameWords[strings.ToLower(w)] && (c.foreignBefore(c.at, longestName) || c.foreignAfter(end, longestName)) {
		return true
	}
	if !titled(w) || strings.ContainsFunc(w, func(r rune) bool { return r >= utf8.RuneSelf }) {
		return false
	}
	if links[next] && c.linked(nextEnd-len(next), nextEnd) || surelyForms[next] && c.named(w) {
		return true
	}
	before, start := c.wordBefore(c.at)
	if before == "the" {
		before, start = c.wordBefore(start)
	}
	return links[before] && c.linked(start, start+len(before))
}

// named reports whether w at c.at is a name by its capital letter: it stands neither
// first in its sentence nor for what kind of thing is named.
func (c *cyrillicWriter) named(w string) bool {
	before, start := c.wordBefore(c.at)
	if before == "" || allCapitals(before) || start == c.at {
		return false
	}
	lower := strings.ToLower(w)
	for _, kind := range kinds {
		if strings.HasPrefix(lower, kind) {
			return false
		}
	}
	for _, ending := range []string{"ski", "ska", "sko", "ske", "sku", "skog", "skom", "skoj", "skim", "skih"} {
		if strings.HasSuffix(lower, ending) {
			return false
		}
	}
	return true
}

// linked reports whether the link at text[at:end] stands between two words with a
// capital that may be English.
func (c *cyrillicWriter) linked(at, end int) bool {
	before, _ := c.wordBefore(at)
	after, afterEnd := c.wordAfter(end)
	if after == "the" {
		after, _ = c.wordAfter(afterEnd)
	}
	return titled(before) && titled(after)
}

// foreignBefore reports whether a foreign name goes up to the word that begins at the
// offset at.
func (c *cyrillicWriter) foreignBefore(at, most int) bool {
	w, start := c.wordBefore(at)
	switch {
	case most == 0 || !capital(w):
		return false
	case sureName(w), surelyForms[w]:
		return true
	case nameWords[strings.ToLower(w)], nameForms[w]:
		return c.foreignBefore(start, most-1)
	}
	return false
}

// foreignAfter reports whether a foreign name goes on behind the word that ends at end.
func (c *cyrillicWriter) foreignAfter(end, most int) bool {
	w, wordEnd := c.wordAfter(end)
	switch {
	case most == 0 || !capital(w):
		return false
	case sureName(w):
		return true
	case nameWords[strings.ToLower(w)]:
		return c.foreignAfter(wordEnd, most-1)
	}
	return false
}

// sureName reports whether a word with a capital shows by itself that it is foreign.
func sureName(w string) bool {
	return utf8.RuneCountInString(w) > 1 && RomanValue(w) == 0 && !units[w] && !symbols[w] &&
		(isForeignWord(w) || foreign(w) || strings.ContainsFunc(w, func(r rune) bool { return IsLatin(r) && !serbian(r) }))
}

// wordBefore returns the word that stands before the offset at and where it begins:
// one space is between, with an ampersand before it or not, and before the form of a
// company a comma or the dot of Co. It returns "" where there is no such word.
func (c *cyrillicWriter) wordBefore(at int) (string, int) {
	rest, ok := cutSpace(c.text[:at])
	if !ok {
		return "", at
	}
	if other, is := strings.CutSuffix(rest, "&"); is {
		rest = strings.TrimRight(other, " \u00a0")
	} else if nameForms[firstWord(c.text[at:])] {
		rest = strings.TrimSuffix(rest, ",")
		if strings.HasSuffix(rest, " Co.") {
			rest = rest[:len(rest)-1]
		}
	}
	start := lastWord(rest)
	return rest[start:], start
}

// wordAfter returns the Latin word that stands behind the offset end, one space
// between, and where it ends; "" where there is no such word.
func (c *cyrillicWriter) wordAfter(end int) (string, int) {
	r, size := utf8.DecodeRuneInString(c.text[end:])
	if r != ' ' && r != '\u00a0' {
		return "", end
	}
	w := firstWord(c.text[end+size:])
	return w, end + size + len(w)
}

func cutSpace(s string) (string, bool) {
	if rest, is := strings.CutSuffix(s, " "); is {
		return rest, true
	}
	return strings.CutSuffix(s, "\u00a0")
}

// capital reports whether w begins with a capital letter.
func capital(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(r)
}
