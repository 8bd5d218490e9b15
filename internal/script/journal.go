package script

import "strings"

// journalEnd returns where the name of the Official Journal of the European Union ends with the letter of its series,
// whose first word stands at s[at:end] and behind which a number stands: OJ L 119, OJ C, C/2031/7. It returns at for
// anything else.
func journalEnd(s string, at, end int) int {
	rest := strings.TrimLeft(s[end:], " \u00a0")
	if s[at:end] != "OJ" || len(rest) < 2 || len(rest) == len(s)-end || rest[0] != 'L' && rest[0] != 'C' {
		return at
	}
	last := len(s) - len(rest) + 1
	behind := strings.TrimLeft(rest[1:], " \u00a0,")
	if len(behind) == len(rest)-1 {
		return at
	}
	if behind != "" && behind[0] == rest[0] && strings.HasPrefix(behind[1:], "/") {
		return len(s) - len(behind) + 1
	}
	if behind == "" || behind[0] < '0' || behind[0] > '9' {
		return at
	}
	return last
}
