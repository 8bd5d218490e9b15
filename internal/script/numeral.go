package script

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// smallNumerals are the Roman numerals in small letters that are no Serbian words
// and have only Serbian letters.
var smallNumerals = set("ii iii iv vii viii")

// markerNeighbours holds for the small numerals that are Serbian words or letters
// too the numerals one of which stands in the marker before or behind.
var markerNeighbours = map[string]struct{ before, behind map[string]bool }{
	"i":  {set("ii iii iv vii viii"), set("ii iii iv vii viii")},
	"v":  {set("iv"), set("vi vii viii")},
	"vi": {set("iv v"), set("vii viii")},
}

// markerNumerals returns the offsets of i, v and vi where they are numerals of a
// list: (i), (ii). In a list by letters, (a), (b), (v), they are none.
func markerNumerals(s string) map[int]bool {
	var found map[int]bool
	previous, last, lastAt := "", "", 0
	decide := func(behind string) {
		near, ok := markerNeighbours[last]
		if ok && (near.before[previous] || near.behind[behind]) {
			if found == nil {
				found = map[int]bool{}
			}
			found[lastAt] = true
		}
	}
	for at := 0; at < len(s); at++ {
		bracket := strings.IndexByte(s[at:], ')')
		if bracket < 0 {
			break
		}
		bracket += at
		start := bracket
		for start > at && (s[start-1] == 'i' || s[start-1] == 'v') && bracket-start < 5 {
			start--
		}
		at = bracket
		w := s[start:bracket]
		if _, ok := markerNeighbours[w]; !ok && !smallNumerals[w] {
			continue
		}
		if r, _ := utf8.DecodeLastRuneInString(s[:start]); start > 0 && r != '(' && !unicode.IsSpace(r) {
			continue
		}
		decide(w)
		previous, last, lastAt = last, w, start
	}
	decide("")
	return found
}

// numeral decides what a word is that could be a Roman numeral. Only I and VI
// are Serbian words too, and I and V are initials.
func (c *cyrillicWriter) numeral(w string, end int) bool {
	if (w == "I" || w == "V") && (c.initial(end) || c.spaced(end)) || w == "V" && (acting(c.text[end:]) || strings.HasPrefix(c.text[end:], ". V.")) {
		return false
	}
	if w != "I" && w != "VI" {
		return true
	}
	rest := c.text[end:]
	if coordinated(rest) || c.coordinatedBefore() {
		return true
	}
	if strings.HasPrefix(rest, ".") || strings.HasPrefix(rest, ")") || strings.HasPrefix(rest, "-") {
		return true
	}
	before := strings.TrimRight(c.text[:c.at], " \u00a0\t")
	if before == "" || strings.HasSuffix(before, "\n") {
		next := strings.TrimLeft(rest, " \u00a0\t")
		return next == "" || next[0] == '\n' || next[0] == '\r' || capitals(next) || counted[firstWord(next)]
	}
	last := before[lastWord(before):]
	return numbered[Fold(last)] || len(before) < c.at && (c.ordinal(w, last, rest) || reigns(before, last, rest)) || amid(before) && first(rest)
}

// acting reports whether what stands behind V makes it the abbreviation of who performs the duties of an office: V.d., V. D.
func acting(rest string) bool {
	rest, ok := strings.CutPrefix(rest, ".")
	rest = strings.TrimPrefix(rest, " ")
	return ok && (strings.HasPrefix(rest, "d.") || strings.HasPrefix(rest, "D."))
}

// amid reports whether a sentence in small letters goes on behind before: its next
// conjunction would be a small letter.
func amid(before string) bool {
	before = strings.TrimRight(before, ",;(/ \u00a0")
	r, _ := utf8.DecodeLastRuneInString(before)
	return unicode.IsDigit(r) || unicode.IsLower(r)
}

// first reports whether what stands behind I or VI tells that it is a number: what
// is counted (I степен), or another numeral (I и II).
func first(rest string) bool {
	next := strings.TrimLeft(rest, " \u00a0\t")
	if len(next) == len(rest) {
		other, is := strings.CutPrefix(rest, "/")
		return is && isNumeral(firstWord(other))
	}
	return counted[firstWord(next)]
}

// coordinating are the words between two numerals of one kind.
var coordinating = set("i ili do odnosno I ILI DO ODNOSNO")

// coordinated reports whether what stands behind I or VI is another numeral, with one of
// those words between, a comma or a dash: I и II, I–IV. Between capitals the other has
// two letters, for И is one as well.
func coordinated(rest string) bool {
	next := strings.TrimLeft(rest, " \u00a0\t")
	spaced := len(next) < len(rest)
	if w := firstWord(next); spaced && coordinating[w] {
		other := firstWord(strings.TrimLeft(next[len(w):], " \u00a0\t"))
		return isNumeral(other) && (len(other) > 1 || unicode.IsLower(rune(w[0])))
	}
	mark, size := utf8.DecodeRuneInString(next)
	if mark == ',' && !spaced || mark == '–' || mark == '-' && spaced {
		other := firstWord(strings.TrimLeft(next[size:], " \u00a0\t"))
		return isNumeral(other) && other != "I" && other != "V" && (other != "VI" || mark != ',')
	}
	return false
}

// coordinatedBefore reports whether another numeral than I stands before the
// word, with a coordinating word in small letters or a dash between.
func (c *cyrillicWriter) coordinatedBefore() bool {
	before := strings.TrimRight(c.text[:c.at], " \u00a0\t")
	if dashed, is := strings.CutSuffix(before, "–"); is {
		before = dashed
	} else {
		w := before[lastWord(before):]
		if len(before) == c.at || !coordinating[w] || allCapitals(w) {
			return false
		}
		before = before[:len(before)-len(w)]
	}
	before = strings.TrimRight(before, " \u00a0\t")
	other := before[lastWord(before):]
	return isNumeral(other) && other != "I"
}

// counted are the words before which I is a number.
var counted = set(`
	stepen stepena stepenu stepenom kategorija kategorije kategoriji kategoriju kategorijom razred razreda razredu razredom
	grupa grupe grupi grupu grupom faza faze fazi fazu fazom nivo nivoa nivou nivoom klasa klase klasi klasu klasom
	zona zone zoni zonu zonom red reda redu redom reon reona tarifna tarifne tarifnoj
`)

// reigns reports whether I or VI is the number of a ruler behind the name last, before
// that of the house or an epithet: Петар I Карађорђевић, краљ Петар I Ослободилац.
func reigns(before, last, rest string) bool {
	next := firstWord(strings.TrimLeft(rest, " \u00a0\t"))
	if !titled(last) || !titled(next) {
		return false
	}
	title := strings.TrimRight(before[:len(before)-len(last)], " \u00a0\t")
	return isFamilyName(next) && !isFamilyName(last) || rulers[Fold(title[lastWord(title):])]
}

// rulers are the titles before the names of those who are counted.
var rulers = set(`
	kralj kralja kralju kraljem car cara caru carem knez kneza knezu knezom papa pape papi papu papom kraljica kraljice kraljici carica
	carice patrijarh patrijarha vojvoda vojvode sultan sultana
`)

// ordinal reports whether I or VI is a number behind the word last because of what
// follows: a mark that no conjunction stands before, or a word in small letters
// (Петар I је), which a conjunction in capitals does not stand before.
func (c *cyrillicWriter) ordinal(w, last, rest string) bool {
	if utf8.RuneCountInString(last) < 2 {
		return false
	}
	if rest != "" && strings.IndexByte(",;:", rest[0]) >= 0 {
		return true
	}
	if final, _ := utf8.DecodeLastRuneInString(last); !unicode.IsLower(final) {
		return false
	}
	next := strings.TrimLeft(rest, " \u00a0\t")
	if next == "" || next[0] == '\n' || next[0] == '\r' {
		return true
	}
	r, _ := utf8.DecodeRuneInString(next)
	return len(next) < len(rest) && unicode.IsLower(r) && titled(last)
}

// initial reports whether the letter at c.at is the initial of a name: another
// initial stands before it, or one behind it and then a name, or a family name in
// -ић stands behind it.
func (c *cyrillicWriter) initial(end int) bool {
	before := strings.TrimRight(c.text[:c.at], " \u00a0")
	if dotted, ok := strings.CutSuffix(before, "."); ok {
		if isInitial(dotted[lastWord(dotted):]) {
			return strings.HasPrefix(c.text[end:], ".") || len(before) == c.at
		}
	}
	rest, ok := strings.CutPrefix(c.text[end:], ".")
	if !ok {
		return false
	}
	next := firstWord(strings.TrimLeft(rest, " \u00a0"))
	if isFamilyName(next) {
		return true
	}
	rest = strings.TrimLeft(rest, " \u00a0")
	after, ok := strings.CutPrefix(rest[len(next):], ".")
	return ok && isInitial(next) && titled(firstWord(strings.TrimLeft(after, " \u00a0")))
}

// isInitial reports whether w is the capital letter, or the digraph, of an initial.
func isInitial(w string) bool {
	switch w {
	case "Lj", "Nj", "Dž":
		return true
	}
	return utf8.RuneCountInString(w) == 1 && allCapitals(w)
}

// isFamilyName reports whether w is a name in -ić, declined or not, in small
// letters behind the first or in capitals.
func isFamilyName(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	if !unicode.IsUpper(r) {
		return false
	}
	lower := strings.ToLower(w)
	for _, ending := range []string{"ić", "ića", "iću", "ićem", "ići", "ićima", "ićeva", "ićka"} {
		if stem, ok := strings.CutSuffix(lower, ending); ok && len(stem) > 1 {
			return true
		}
	}
	return false
}

// firstWord returns the letters with which s begins.
func firstWord(s string) string {
	for i, r := range s {
		if !unicode.IsLetter(r) {
			return s[:i]
		}
	}
	return s
}
