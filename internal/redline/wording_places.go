package redline

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/script"
)

// A grammar is how the name of a provision stands in a sentence.
type grammar int

const (
	byItself grammar = iota
	behindInto
	behindFrom // and as that of which another one is part
)

// A noun is a kind of provision as it stands by itself, behind "из", behind "у" and for several.
type noun struct {
	name, from, into, several string
	gender                    byte // m, f or n
}

var (
	provisionNouns = map[act.Kind]noun{
		act.KindArticle:    {"члан", "члана", "члан", "чл.", 'm'},
		act.KindParagraph:  {"став", "става", "став", "ст.", 'm'},
		act.KindPoint:      {"тачка", "тачке", "тачку", "тач.", 'f'},
		act.KindSubpoint:   {"подтачка", "подтачке", "подтачку", "подтач.", 'f'},
		act.KindIndent:     {"алинеја", "алинеје", "алинеју", "ал.", 'f'},
		act.KindNote:       {"напомена", "напомене", "напомену", "напомене", 'f'},
		act.KindPart:       {"део", "дела", "део", "делови", 'm'},
		act.KindTitle:      {"наслов", "наслова", "наслов", "наслови", 'm'},
		act.KindChapter:    {"глава", "главе", "главу", "главе", 'f'},
		act.KindSection:    {"одељак", "одељка", "одељак", "одељци", 'm'},
		act.KindSubsection: {"пододељак", "пододељка", "пододељак", "пододељци", 'm'},
		act.KindAnnex:      {"прилог", "прилога", "прилог", "прилози", 'm'},
		act.KindPreamble:   {"преамбула", "преамбуле", "преамбулу", "преамбуле", 'f'},
		recital:            {"уводна изјава", "уводне изјаве", "уводну изјаву", "уводне изјаве", 'f'},
		"":                 {"одредба", "одредбе", "одредбу", "одредбе", 'f'},
	}
	// labelNouns are the words in labels of divisions by which acts call these otherwise.
	labelNouns = map[string]noun{
		"књига":     {"књига", "књиге", "књигу", "књиге", 'f'},
		"одсек":     {"одсек", "одсека", "одсек", "одсеци", 'm'},
		"одсјечак":  {"одсјечак", "одсјечка", "одсјечак", "одсјечци", 'm'},
		"поглавље":  {"поглавље", "поглавља", "поглавље", "поглавља", 'n'},
		"анекс":     {"анекс", "анекса", "анекс", "анекси", 'm'},
		"додатак":   {"додатак", "додатка", "додатак", "додаци", 'm'},
		"глава":     {"глава", "главе", "главу", "главе", 'f'},
		"одељак":    {"одељак", "одељка", "одељак", "одељци", 'm'},
		"део":       {"део", "дела", "део", "делови", 'm'},
		"дио":       {"део", "дела", "део", "делови", 'm'},
		"одјељак":   {"одељак", "одељка", "одељак", "одељци", 'm'},
		"пододељак": {"пододељак", "пододељка", "пододељак", "пододељци", 'm'},
	}
	englishNouns = map[act.Kind]string{
		act.KindArticle: "article", act.KindParagraph: "paragraph", act.KindPoint: "point", act.KindSubpoint: "subpoint", act.KindIndent: "indent",
		act.KindNote: "note", act.KindPart: "part", act.KindTitle: "title", act.KindChapter: "chapter", act.KindSection: "section",
		act.KindSubsection: "subsection", act.KindAnnex: "annex", act.KindPreamble: "preamble", recital: "recital", "": "provision",
	}
	// americanNouns are what those of the United States call them.
	americanNouns = map[act.Kind]string{
		act.KindArticle: "section", act.KindParagraph: "subsection", act.KindPoint: "paragraph", act.KindSubpoint: "subparagraph",
	}
	germanNouns = map[act.Kind]string{
		act.KindArticle: "Art.", act.KindParagraph: "Abs.", act.KindPoint: "Nr.", act.KindSubpoint: "Buchst.", act.KindIndent: "Spiegelstrich",
		act.KindNote: "Anmerkung", act.KindPart: "Teil", act.KindTitle: "Titel", act.KindChapter: "Kapitel", act.KindSection: "Abschnitt",
		act.KindSubsection: "Unterabschnitt", act.KindAnnex: "Anlage", act.KindPreamble: "Präambel", recital: "Erwägungsgrund", "": "Vorschrift",
	}
)

// The traditions of acts that are cited otherwise than in words.
const (
	traditionSerbia  = "rs"
	traditionUnion   = "eu"
	traditionAmerica = "us"
	traditionGermany = "de"
)

// german tells that provisions are cited as German acts cite them: § 1 Abs. 2 Nr. 3.
func (w wording) german() bool { return w.profile == traditionGermany || w.lang == german.lang }

// bracketed tells that what stands in an article is cited by its marks alone: section 2(b)(2), Article 4(3).
func (w wording) bracketed() bool {
	return !w.german() && (w.profile == traditionAmerica || w.profile == traditionUnion && (w.lang == english.lang || w.lang == slovenian.lang))
}

// inflected tells a language in which the names of provisions have cases.
func (w wording) inflected() bool { return w.lang != english.lang && w.lang != german.lang }

// way returns the address that steps lead to, as it stands in a sentence. In Serbian acts the first name alone has the case that the sentence
// asks for, in those of Croatia every one.
func (w wording) way(steps []Step, g grammar) string {
	steps, at := w.annexPoint(steps)
	if at > 0 && w.bracketed() {
		return w.ofAnnex(steps, at, g)
	}
	var b strings.Builder
	if w.toRecital(steps) {
		steps = slices.Clone(steps[1:])
		steps[0].Kind = string(recital)
	}
	for k := range steps {
		s := &steps[k]
		if k > 0 && s.Number == "" && s.Kind == string(act.KindParagraph) {
			continue // a text between the points of a paragraph, which has no name of its own
		}
		mark := ""
		if k > 0 && w.bracketed() {
			mark = w.printedMark(s)
		}
		letters := mark != "" && w.profile == traditionUnion && s.Kind == string(act.KindPoint)
		switch {
		case k == 0:
		case letters:
			b.WriteString(", ")
		case mark != "" && !s.divides():
			b.WriteString(mark)
			continue
		case w.bracketed(), s.divides():
			b.WriteString(", ")
		default:
			b.WriteString(" ")
		}
		if k > 0 && w.lang != croatian && !s.divides() {
			b.WriteString(w.step(s, byItself))
		} else {
			b.WriteString(w.step(s, g))
		}
	}
	return b.String()
}

// recital is what the numbered paragraphs are called that acts of the Union begin with.
const recital act.Kind = "recital"

func (w wording) toRecital(steps []Step) bool {
	return w.profile == traditionUnion && len(steps) > 1 && steps[0].Kind == string(act.KindPreamble) && w.printedMark(&steps[1]) != ""
}

// printedMark returns the mark of a provision in brackets as it is printed, empty where it has none.
func (w wording) printedMark(s *Step) string {
	if s.Label == "" || s.Number == "" {
		return ""
	}
	return "(" + s.Number + ")"
}

// step returns the name of a provision with its number.
func (w wording) step(s *Step, g grammar) string {
	if s.divides() {
		return w.division(s, g)
	}
	if w.german() {
		return joinWords(w.germanNoun(s), s.Number)
	}
	return joinWords(w.nounOf(s, g), w.number(s))
}

func joinWords(words ...string) string {
	return strings.Join(slices.DeleteFunc(words, func(s string) bool { return s == "" }), " ")
}

// nounOf returns what a provision is called.
func (w wording) nounOf(s *Step, g grammar) string {
	kind := act.Kind(s.Kind)
	if w.inflected() {
		return w.inScript(kindOf(w.nouns(), kind).in(g))
	}
	if word, ok := americanNouns[kind]; ok && w.profile == traditionAmerica {
		switch {
		case kind == act.KindArticle && strings.HasPrefix(s.Label, "§"):
			return "§"
		case kind == act.KindSubpoint && strings.Trim(s.Number, "ivx") == "":
			return "clause"
		}
		return word
	}
	if kind == act.KindArticle && w.profile == traditionUnion {
		return "Article"
	}
	return kindOf(englishNouns, kind)
}

func kindOf[T any](nouns map[act.Kind]T, kind act.Kind) T {
	n, ok := nouns[kind]
	if !ok {
		n = nouns[""]
	}
	return n
}

func (n noun) in(g grammar) string {
	switch g {
	case behindInto:
		return n.into
	case behindFrom:
		return n.from
	}
	return n.name
}

// germanNoun returns what a provision of a German act is called: points by figures and by letters have different names.
func (w wording) germanNoun(s *Step) string {
	kind := act.Kind(s.Kind)
	first, _ := utf8.DecodeRuneInString(s.Number)
	switch {
	case kind == act.KindArticle && (w.profile == traditionGermany && s.Label == "" || strings.HasPrefix(s.Label, "§")):
		return "§"
	case kind == act.KindPoint && unicode.IsLetter(first):
		return "Buchst."
	case kind == act.KindSubpoint && unicode.IsDigit(first):
		return "Nr."
	case kind == act.KindSubpoint && len(s.Number) == 2 && s.Number[0] == s.Number[1] && s.Number != "ii":
		return "Doppelbuchst."
	}
	return kindOf(germanNouns, kind)
}

// number returns the number of a provision with the marks that it has in a sentence: "5.", "3)", "(2)", "5а".
func (w wording) number(s *Step) string {
	if s.Number == "" {
		return ""
	}
	before, behind := w.marks(s)
	return before + w.figure(s.Number) + behind
}

// marks returns what stands around the number of a provision in a sentence.
func (w wording) marks(s *Step) (before, behind string) {
	kind := act.Kind(s.Kind)
	last := s.Number[len(s.Number)-1]
	figures := '0' <= last && last <= '9'
	if w.bracketed() && w.printedMark(s) != "" && kind != act.KindArticle {
		if kind == act.KindParagraph && s.Label == s.Number+"." {
			return "", "" // paragraph 1a, of Article 3(1a)
		}
		return "(", ")"
	}
	if !w.inflected() || w.lang == slovenian.lang {
		return "", ""
	}
	if kind == act.KindPoint || kind == act.KindSubpoint {
		if at := strings.Index(s.Label, s.Number); at >= 0 && isMarkOfNumber(s.Label[:at]) && isMarkOfNumber(s.Label[at+len(s.Number):]) {
			return s.Label[:at], s.Label[at+len(s.Number):]
		}
	}
	if w.profile != traditionSerbia && w.profile != "" && (kind == act.KindPoint || kind == act.KindSubpoint) {
		if figures {
			return "", "."
		}
		return "", ")"
	}
	switch {
	case kind == act.KindPoint:
		return "", ")"
	case kind == act.KindSubpoint:
		return "(", ")"
	case figures && kind != act.KindNote:
		return "", "."
	}
	return "", ""
}

// isMarkOfNumber tells what may be printed before or behind the number of a point: nothing, a bracket or a full stop.
func isMarkOfNumber(mark string) bool {
	return mark == "" || mark == "(" || mark == ")" || mark == "."
}

// figure returns a number in the script of the wording, where the act is one of Serbia: others have letters of their own.
func (w wording) figure(number string) string {
	switch {
	case w.profile != traditionSerbia && w.profile != "":
		return number
	case w.lang == serbian.lang:
		return script.ToCyrillic(number)
	}
	return script.ToLatin(number)
}

// sentence writes a fact as a sentence of its own.
func (w wording) sentence(fact string) string {
	first, size := utf8.DecodeRuneInString(fact)
	fact = string(unicode.ToUpper(first)) + fact[size:]
	if !strings.HasSuffix(fact, ".") {
		fact += "."
	}
	return fact
}

// inScript returns Serbian words in the script of the wording, or in Croatian.
func (w wording) inScript(s string) string {
	switch w.lang {
	case "sr-Latn", slovenian.lang:
		return script.ToLatin(s)
	case croatian:
		return inCroatian(s)
	}
	return s
}
