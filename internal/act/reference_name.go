package act

import (
	"strings"
	"unicode"
)

// abbreviation reports whether the word is of two to five capitals, in which a name in small letters
// holds no verb and no word of a reference: ЈП, ТЕ.
func abbreviation(word string) bool {
	n := 0
	for _, r := range word {
		if !unicode.IsUpper(r) {
			return false
		}
		n++
	}
	return n > 1 && n < 6
}

// maxQuotedName is the most bytes of what a name of an act says in quotation marks.
const maxQuotedName = 120

// quotedName returns the length of the words in quotation marks at the beginning of s with which the
// name of an act ends, Закона о ЈП „Читаоница”; 0 where there are none. A gazette is no such name.
func (c *citing) quotedName(s string) int {
	if c.nameJoints != nil || !strings.HasPrefix(s, "„") {
		return 0
	}
	end := strings.IndexAny(s, `”“"`)
	if end < 0 || end > maxQuotedName || strings.ContainsAny(s[:end], ".;:\n") {
		return 0
	}
	word, _ := key(s[len("„"):])
	first, _ := firstRune(s[len("„"):])
	if !isUpper(first) || gazetteWords[word] {
		return 0
	}
	return end + len(s[end:]) - len(strings.TrimLeft(s[end:], `”“"`))
}

// gazetteWords are those that the names of gazettes begin with.
var gazetteWords = keys("službeni sl narodne nn")

// inGazette returns where the brackets end that begin at s[at:] and say in what gazette an act is:
// („Службени гласник РС”, бр. 1/20 и 5/21). It returns 0 for anything else.
func inGazette(s string, at int) int {
	if s[at] != '(' {
		return 0
	}
	rest := strings.TrimLeft(s[at+1:], `„“"»«`)
	if word, n := key(rest); n == 0 || len(rest) == len(s)-at-1 || !gazetteWords[word] {
		return 0
	}
	end := strings.IndexByte(rest, ')')
	if end < 0 {
		return 0
	}
	return len(s) - len(rest) + end + 1
}
