package act

import (
	"strings"
	"unicode"
)

// draftWords begin the line over an act that says it is a draft: НАЦРТ, Радна верзија; draftRest are
// the words that may go on with it.
var (
	draftWords = keys("nacrt prednacrt predlog prijedlog radna radni konačni entwurf referentenentwurf regierungsentwurf")
	draftRest  = keys(`verzija tekst materijal nacrt predlog prijedlog prijedloga predloga za javnu raspravu javno savjetovanje
		konačna konačni od br broj godine god g stand vom
		mart jun jul avgust septembar oktobar novembar decembar ožujak travanj svibanj lipanj srpanj kolovoz rujan listopad studeni prosinac veljača siječanj`)
)

// maxDraft is the most bytes of a line that says an act is a draft.
const maxDraft = 120

// draftMark reports whether the line at i only says that the act whose title stands below is a draft.
// One that the next line goes on with in the genitive is the title of the draft: НАЦРТ, ЗАКОНА О РАДУ.
func (p *profile) draftMark(lines []line, i int) bool {
	l := &lines[i]
	if l.mark != plain || len(l.text) > maxDraft || startsLower(l.text) {
		return false
	}
	words := 0
	for s := strings.TrimLeft(unspace(l.text), "#*_ „\"([-–"); s != ""; {
		word, n := key(s)
		if n == 0 {
			s = strings.TrimLeftFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
			continue
		}
		if _, month := months[word]; words == 0 && !draftWords[word] || words > 0 && !draftRest[word] && !month {
			return false
		}
		words++
		s = strings.TrimLeftFunc(s[n:], func(r rune) bool { return !unicode.IsLetter(r) })
	}
	return words > 0 && (i+1 == len(lines) || !p.amends(lines[i+1].text) && !startsLower(lines[i+1].text))
}
