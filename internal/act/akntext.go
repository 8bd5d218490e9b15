package act

import (
	"fmt"
	"strings"
)

// aknSpace is the name space of Akoma Ntoso 3.0.
const aknSpace = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"

func (w *aknWriter) raw(s string) { w.b.WriteString(s) }

// inline writes characters. What XML cannot hold becomes a marker that names it.
func (w *aknWriter) inline(s string) {
	start := 0
	for i, r := range s {
		var out string
		switch {
		case r == '&':
			out = "&amp;"
		case r == '<':
			out = "&lt;"
		case r == '>':
			out = "&gt;"
		case r == '\r':
			out = "&#13;"
		case r == '\n':
			out = "<br/>"
		case !admitted(r):
			out = fmt.Sprintf("<marker name=\"U+%04X\"/>", r)
		default:
			continue
		}
		w.raw(s[start:i])
		w.raw(out)
		start = i + len(string(r))
	}
	w.raw(s[start:])
}

// admitted reports whether a document in XML 1.0 may hold the character.
func admitted(r rune) bool {
	return r >= ' ' && r <= 0xd7ff || r == '\t' || r == '\n' || r == '\r' || r >= 0xe000 && r <= 0xfffd || r >= 0x10000
}

var aknAttribute = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "\t", "&#9;", "\n", "&#10;", "\r", "&#13;")

// aknEscaped writes the value of an attribute, with ? for what XML cannot hold.
func aknEscaped(s string) string {
	return aknAttribute.Replace(strings.Map(func(r rune) rune {
		if !admitted(r) {
			return '?'
		}
		return r
	}, s))
}
