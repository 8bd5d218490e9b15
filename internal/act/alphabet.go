package act

import (
	"strings"
	"unicode/utf8"

	"github.com/rasprava/rasprava/internal/script"
)

// alphabets are those by which lists and sections are lettered, without letters of two signs.
var alphabets = []string{
	serbia.number.alphabet, "абвгдежзијклмнопрстуфхцчш", "abvgdđežzijklmnoprstćufhcčš", croatia.number.alphabet, "abcdefghijklmnopqrstuvwxyz",
}

// letterBehind reports whether the letter next comes behind last in one of the alphabets.
func letterBehind(last, next string) bool {
	last, next = strings.ToLower(script.Normalize(last)), strings.ToLower(script.Normalize(next))
	for _, alphabet := range alphabets {
		at := strings.Index(alphabet, last)
		if at < 0 || last == "" || next == "" {
			continue
		}
		behind := alphabet[at+len(last):]
		if utf8.RuneCountInString(next) == 1 && strings.HasPrefix(behind, next) {
			return true
		}
	}
	return false
}
