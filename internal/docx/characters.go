package docx

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// characters writes text as the contents of a run: pieces of text, tabs and breaks, and what XML cannot hold as symbols.
func (w *writer) characters(text, element string) {
	if !utf8.ValidString(text) && w.err == nil {
		w.err = fmt.Errorf("the text is not valid UTF-8")
		return
	}
	start := 0
	piece := func(end int) {
		if end > start {
			w.raw("<w:", element, ` xml:space="preserve">`, escape(text[start:end]), "</w:", element, ">")
		}
	}
	for at, r := range text {
		special := ""
		switch {
		case r == '\t':
			special = "<w:tab/>"
		case r == '\n':
			special = "<w:br/>"
		case !inXML(r) || r == '\r':
			special = fmt.Sprintf(`<w:sym w:font="Symbol" w:char="%04X"/>`, r)
		default:
			continue
		}
		piece(at)
		w.raw(special)
		start = at + utf8.RuneLen(r)
	}
	piece(len(text))
}

// inXML reports whether XML 1.0 has the character.
func inXML(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' || r >= 0x20 && r <= 0xd7ff || r >= 0xe000 && r <= 0xfffd || r >= 0x10000
}

var escapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "\t", "&#9;", "\n", "&#10;", "\r", "&#13;")

// escape returns text to stand in an element or attribute.
func escape(s string) string {
	if strings.IndexFunc(s, func(r rune) bool { return !inXML(r) }) >= 0 || !utf8.ValidString(s) {
		s = strings.Map(func(r rune) rune {
			if !inXML(r) {
				return utf8.RuneError
			}
			return r
		}, strings.ToValidUTF8(s, "\ufffd"))
	}
	return escapes.Replace(s)
}
