package act

import (
	"strings"
	"unicode"
)

// maxIssue is how far before a number the name of the gazette stands at most that it is of.
const maxIssue = 64

// gazette reports whether what stands at s[at:] says where in a gazette an act is: Nr. 20 in
// "BGBl. 2024 I Nr. 20", Teil III in "Bundesgesetzblatt Teil III".
func (c *citing) gazette(s string, at int) bool {
	if len(c.gazettes) == 0 {
		return false
	}
	from := max(0, at-maxIssue)
	for at > from {
		before := strings.TrimRightFunc(s[from:at], func(r rune) bool { return unicode.IsSpace(r) || unicode.IsDigit(r) || strings.ContainsRune(".,;", r) })
		end := from + len(before)
		at = wordStart(s, from, end)
		word := strings.ToLower(s[at:end])
		for _, name := range c.gazettes {
			if strings.HasSuffix(word, name) {
				return true
			}
		}
		if w, ok := c.words[word]; word == "" || strings.Trim(word, "ivx") != "" && !(ok && w.short) && word != "teil" {
			return false
		}
	}
	return false
}
