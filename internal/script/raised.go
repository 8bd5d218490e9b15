package script

import (
	"strings"
	"unicode/utf8"
)

const (
	raisable  = "0123456789+-−=()n"
	raisedAs  = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ"
	lowerable = "0123456789+-−=()"
	loweredAs = "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎"
)

// Raised returns s with the characters of Unicode's block Superscripts and Subscripts,
// so that 10 with a raised 6 does not become 106 where a text keeps no formatting. It
// returns s as it is where one of its characters has no raised form.
func Raised(s string) string { return shifted(s, raisable, raisedAs) }

// Lowered returns s with subscripts, H₂O, in the same way.
func Lowered(s string) string { return shifted(s, lowerable, loweredAs) }

func shifted(s, from, to string) string {
	var b strings.Builder
	for _, r := range s {
		at := strings.IndexRune(from, r)
		if at < 0 {
			return s
		}
		b.WriteString(string([]rune(to)[utf8.RuneCountInString(from[:at])]))
	}
	return b.String()
}
