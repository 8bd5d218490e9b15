package redline

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/script"
)

// division returns the name of a part, a chapter or what else groups articles, by the word and in the way in which its label has it: "глава
// II", "књига друга", "део „Посебне одредбе”".
func (w wording) division(s *Step, g grammar) string {
	if s.Number != "" && s.Heading != "" {
		bare := *s
		bare.Heading = ""
		return w.division(&bare, g) + " " + fmt.Sprintf(w.quoted, w.figure(s.Heading))
	}
	if !w.inflected() {
		return w.foreignDivision(s)
	}
	n := kindOf(w.nouns(), act.Kind(s.Kind))
	ordinal := ""
	words := strings.Fields(strings.ToLower(script.ToCyrillic(strings.Trim(s.Label, ". "))))
	for k, word := range words {
		if other, ok := labelNouns[word]; ok && w.lang != slovenian.lang {
			n = other
			if len(words) == 2 {
				ordinal = inflectedOrdinal(words[1-k], g, n.gender)
			}
		}
	}
	name := w.inScript(n.in(g))
	switch {
	case s.Number == "" && s.Heading != "":
		return name + " " + fmt.Sprintf(w.quoted, w.figure(s.Heading))
	case s.Number == "" && len(words) > 1:
		return name + " " + fmt.Sprintf(w.quoted, w.figure(s.Label))
	case ordinal != "":
		return name + " " + w.inScript(ordinal)
	}
	number := s.Number
	figures := number != "" && '0' <= number[len(number)-1] && number[len(number)-1] <= '9'
	printed := strings.HasSuffix(s.Label, ".") || strings.Contains(number, ".")
	if number != "" && s.Kind != string(act.KindAnnex) && (w.lang == croatian || figures && printed) {
		number += "."
	}
	return joinWords(name, w.figure(number))
}

// inflectedOrdinal returns an ordinal that is written as a word, agreeing with a noun; nothing of a number.
func inflectedOrdinal(word string, g grammar, gender byte) string {
	stem, found := "", false
	for _, end := range []string{"а", "и", "о", "е"} {
		if stem, found = strings.CutSuffix(word, end); found {
			break
		}
	}
	if !found || utf8.RuneCountInString(stem) < 2 || strings.ContainsFunc(stem, func(r rune) bool { return !unicode.In(r, unicode.Cyrillic) }) {
		return ""
	}
	switch {
	case g == behindFrom && gender == 'f':
		return stem + "е"
	case g == behindInto && gender == 'f':
		return stem + "у"
	case g == behindFrom && strings.HasSuffix(stem, "ћ"):
		return stem + "ег"
	case g == behindFrom:
		return stem + "ог"
	}
	return word
}

// foreignDivision returns the name of a division in English or German: by its own word where its act is in that language.
func (w wording) foreignDivision(s *Step) string {
	kind := act.Kind(s.Kind)
	name, own := kindOf(englishNouns, kind), w.profile == traditionAmerica || w.profile == traditionUnion
	if w.german() {
		name, own = kindOf(germanNouns, kind), true
	}
	word, _, _ := strings.Cut(s.Label, " ")
	if w.profile == traditionUnion && s.Number != "" && (kind == act.KindAnnex || w.german()) {
		return joinWords(w.unionDivision(kind, word), s.Number)
	}
	switch {
	case own && len(word) > 2 && isASCII(word) && w.german():
		return s.Label
	case own && len(word) > 2 && isASCII(word):
		name = strings.ToLower(word)
	case strings.Contains(strings.ToLower(script.ToCyrillic(s.Label)), "књига"):
		name = "book"
	}
	if s.Number == "" && s.Heading != "" {
		return name + " " + fmt.Sprintf(w.quoted, w.figure(s.Heading))
	}
	return joinWords(name, w.figure(s.Number))
}

// unionDivision returns what acts of the Union call a division, in English or German, by the word of its label where that is in the language.
func (w wording) unionDivision(kind act.Kind, word string) string {
	name := kindOf(englishNouns, kind)
	switch {
	case w.german() && (strings.EqualFold(word, name) || len(word) < 3):
		if kind == act.KindAnnex {
			return "Anhang"
		}
		return kindOf(germanNouns, kind)
	case w.german() || len(word) > 2 && isASCII(word):
		name = strings.ToLower(word)
	}
	first, size := utf8.DecodeRuneInString(name)
	return string(unicode.ToUpper(first)) + name[size:]
}

func isASCII(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r >= utf8.RuneSelf })
}
