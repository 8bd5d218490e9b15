package dossier

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// InvalidUTF8 returns the place of the first byte that is not UTF-8; -1: there is none.
func InvalidUTF8(text string) int {
	if utf8.ValidString(text) {
		return -1
	}
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}

// Unreadable returns why a text cannot be kept letter by letter: not_utf8 with its byte,
// or nul_character, which Postgres does not take; nil where it can.
func Unreadable(name, text string) []Field {
	if at := InvalidUTF8(text); at >= 0 {
		return []Field{{Name: name, Code: CodeNotUTF8, Params: map[string]string{"byte": strconv.Itoa(at)}}}
	}
	if strings.IndexByte(text, 0) >= 0 {
		return []Field{{Name: name, Code: CodeNUL}}
	}
	return nil
}

// blank reports whether a reader sees nothing of a text: it has spaces, characters of
// format and fillers at most.
func blank(text string) bool {
	for _, r := range text {
		if unicode.IsGraphic(r) && !unicode.IsSpace(r) && !strings.ContainsRune(fillers, r) {
			return false
		}
	}
	return true
}

// fillers are the characters of Unicode that are letters or symbols and have no shape.
const fillers = "\u115f\u1160\u2800\u3164\uffa0"
