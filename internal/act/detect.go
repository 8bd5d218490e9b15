package act

import (
	"math/bits"
	"strings"
	"unicode/utf8"

	"github.com/rasprava/rasprava/internal/script"
)

const (
	langCyrillic = "sr-Cyrl"
	langLatin    = "sr-Latn"
)

// signatures are the words that articles begin with, and the profiles they speak
// for.
var signatures = map[string]*profile{
	"cxlan": serbia, "cxlanak": croatia, "article": union, "cxlen": union, "artikel": germany, "sec": unitedStates, "section": unitedStates,
}

// signatureInitials are the letters that signatures begin with.
var signatureInitials = func() letters {
	var set letters
	for word := range signatures {
		set.add(word)
	}
	return set
}()

// detect returns the profile that the text speaks for: that of its first article
// heading, unless others are ten times as many, and of the acts that begin alike
// that of the Union where the lines before name it. A text without articles is taken
// for a Serbian one, unless its language is another.
func detect(lines []line) *profile {
	votes, first, at := map[*profile]int{}, (*profile)(nil), len(lines)
	for i := range lines {
		p := signature(lines[i].text)
		if p == nil {
			continue
		}
		votes[p]++
		if first == nil {
			first, at = p, i
		}
	}
	for _, p := range profiles {
		if first != nil && votes[p] > 10*votes[first] {
			first = p
		}
	}
	switch {
	case first == nil:
		return byLanguage(lines)
	case (first == croatia || first == germany) && namesUnion(lines[:min(at, maxHead)]):
		return union
	case first == germany && english(lines):
		return unitedStates
	}
	return first
}

// signature returns the profile that the line speaks for when it begins like the
// heading of an article, else nil.
func signature(s string) *profile {
	if s[0] == '#' || s[0] == '*' {
		s = strings.TrimLeft(s, "#*_ ")
	}
	if number, word := led(s); number != "" {
		if p := signatures[word]; p != nil && p.openings[word].led {
			return p
		}
		return nil
	}
	r, size := utf8.DecodeRuneInString(s)
	if r == '§' {
		if digits(s[size+spaces(s[size:]):]) > 0 {
			return germany
		}
		return nil
	}
	if !signatureInitials.has(r) || startsLower(s) {
		return nil
	}
	word, n := key(s)
	p := signatures[word]
	if p == nil {
		return nil
	}
	rest := strings.TrimLeft(s[n:], ". \u00a0-")
	d := digits(rest)
	if d == 0 {
		return nil
	}
	if word == "section" && !strings.HasPrefix(rest[d:], ".") {
		return nil
	}
	return p
}

// maxHead is how many lines before the first article are searched for the name of
// the Union.
const maxHead = 400

// maxNamed is how many bytes into a title the name of the Union begins.
const maxNamed = 60

// unionNames are words in the titles and preambles of the acts of the Union.
var unionNames = []string{
	"(EU)", "(EZ)", "(EG)", "(ES)", "(EC)", "(EEC)", "Europske unije", "EUROPSKE UNIJE", "Europskog parlamenta", "EUROPSKOG PARLAMENTA",
	"der Europäischen Union", "DER EUROPÄISCHEN UNION", "des Europäischen Parlaments", "DES EUROPÄISCHEN PARLAMENTS",
}

// namesUnion reports whether one of the lines that is no reference below a law
// names the Union as the titles of its acts do.
func namesUnion(lines []line) bool {
	for i := range lines {
		for _, name := range unionNames {
			if at := strings.Index(lines[i].text, name); at >= 0 && at < maxNamed && union.entitled(strings.TrimLeft(lines[i].text, "#*_ ")) {
				return true
			}
		}
	}
	return false
}

// english reports whether the language of the lines is English.
func english(lines []line) bool { return frequent(lines, union.tongues) == 0 }

// byLanguage returns the profile for a text without articles.
func byLanguage(lines []line) *profile {
	if !mostlyLatin(lines) {
		return serbia
	}
	for i := range lines[:min(len(lines), maxHead)] {
		if union.entitled(lines[i].text) && namesUnion(lines[i:i+1]) {
			return union
		}
	}
	if citesCroatia(lines) {
		return croatia
	}
	switch frequent(lines, append([]tongue{{tag: langLatin, common: serbianLatin}}, union.tongues...)) {
	case 1:
		return union
	case 3:
		return union
	case 4:
		return germany
	}
	return serbia
}

// citesCroatia reports whether the lines name the gazette of Croatia and not that of Serbia.
func citesCroatia(lines []line) bool {
	cited := false
	for i := range lines {
		s := lines[i].text
		if strings.Contains(s, "lužbeni glasnik") || strings.Contains(s, "lužbenom glasniku") {
			return false
		}
		cited = cited || strings.Contains(s, "Narodne novine") || strings.Contains(s, "Narodnim novinama")
	}
	return cited
}

// serbianLatin are frequent words of Serbian.
var serbianLatin = keys("i je ili koje da se u za na od kao člana stava ovog")

// in returns the profile for the language of the lines alone.
func (p *profile) in(lines []line) *profile {
	best := 0
	switch {
	case len(p.tongues) == 1:
		return p
	case p.tongues[0].tag == langCyrillic:
		if mostlyLatin(lines) {
			best = 1
		}
	default:
		if best = byArticles(lines, p.tongues); best < 0 {
			best = max(0, frequent(lines, p.tongues))
		}
	}
	q := *p
	q.tongues = p.tongues[best : best+1]
	if rungs := q.tongues[0].rungs; rungs != nil {
		q.rungs = rungs
	}
	return &q
}

// byArticles returns the place of the language in whose word most articles begin, -1
// when there are none.
func byArticles(lines []line, tongues []tongue) int {
	best, counts := -1, make([]int, len(tongues))
	for i := range lines {
		if signature(lines[i].text) == nil {
			continue
		}
		word, _ := key(strings.TrimLeft(lines[i].text, "#*_ "))
		for k := range tongues {
			if tongues[k].article == word {
				counts[k]++
				if best < 0 || counts[k] > counts[best] {
					best = k
				}
			}
		}
	}
	return best
}

// maxSample is how many bytes of a text are looked at to tell its language.
const maxSample = 64 << 10

// frequent returns the place of the language whose frequent words are most in the
// lines, the first of equals; -1 when they are less than a tenth of all words.
func frequent(lines []line, tongues []tongue) int {
	counts, words, size := make([]int, len(tongues)), 0, 0
	speakers := map[string]uint64{} // of each word, a bit for each language that has it among its frequent ones
	for k := range tongues {
		for word := range tongues[k].common {
			speakers[word] |= 1 << k
		}
	}
	for i := range lines {
		for s := lines[i].text; s != ""; {
			word, n := key(s)
			if n == 0 {
				_, n = utf8.DecodeRuneInString(s)
				s = s[n:]
				continue
			}
			s = s[n:]
			words++
			for set := speakers[word]; set != 0; set &= set - 1 {
				counts[bits.TrailingZeros64(set)]++
			}
		}
		if size += len(lines[i].text); size > maxSample {
			break
		}
	}
	best := 0
	for k := range counts {
		if counts[k] > counts[best] {
			best = k
		}
	}
	if counts[best]*10 < words || counts[best] == 0 {
		return -1
	}
	return best
}

// mostlyLatin reports whether the Latin letters of the lines prevail over the
// Cyrillic ones.
func mostlyLatin(lines []line) bool {
	prevailing := 0
	for k := range lines {
		prevailing += script.MoreLatin(lines[k].text)
	}
	return prevailing > 0
}
