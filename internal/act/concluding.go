package act

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// What stands under an act when it is passed is no paragraph of its last article: the number of
// the act, the place and the day, who signs it. Akoma Ntoso has it as conclusions.

// maxConcluding is how many lines such an ending has at most.
const maxConcluding = 16

var (
	registryWords = keys("broj br klasa urbroj")
	dayWords      = keys("dana den dne on")
	yearWords     = keys("godine godina god g")
)

// concluding finds the endings of the act, at the end of the text and before each annex: for the line
// at which one begins how many it has. An ending begins with a number or with a place and a day,
// and no provision follows it there.
func (b *builder) concluding() map[int]int {
	var found map[int]int
	article := false
	for end := 0; end <= len(b.lines); end++ {
		if end < len(b.lines) && b.lines[end].mark != annexMark {
			article = article || b.lines[end].mark == articleMark
			continue
		}
		if n := b.endsIn(end); n > 0 && article {
			if found == nil {
				found = map[int]int{}
			}
			found[end-n] = n
		}
	}
	return found
}

// endsIn returns how many lines before one are an ending, 0 where there is none.
func (b *builder) endsIn(end int) int {
	n := 0
	for back := 1; back <= min(end, maxConcluding); back++ {
		switch l := &b.lines[end-back]; l.mark {
		case plain, itemMark:
			if concludes(l.text) {
				n = back
			}
		case headingMark, rubricMark, groupMark, noteMark: // Председник
		default:
			return max(n, b.signedIn(end))
		}
	}
	return max(n, b.signedIn(end))
}

// concludes reports whether an ending begins with the line: Број 110-1/2026, У Београду, 3. марта
// 2026. године, Done at Brussels, 3 March 2026.
func concludes(s string) bool {
	return len(s) <= 120 && (registered(s) || dated(s))
}

// registered reports whether s is a number in a register and nothing else: 05 Број: 110-1/2026.
func registered(s string) bool {
	if d := digits(s); d > 0 && strings.HasPrefix(s[d:], " ") {
		s = s[d+1:]
	}
	k, n := key(s)
	if !registryWords[k] {
		return false
	}
	s = strings.TrimSpace(strings.TrimLeft(s[n:], ".: "))
	if !strings.ContainsAny(s, "-/") || strings.ContainsAny(s, " ,;") {
		return false
	}
	return strings.IndexFunc(s, unicode.IsDigit) >= 0
}

// dated reports whether s is a place and a day and nothing else.
func dated(s string) bool {
	comma := strings.LastIndexByte(s, ',')
	if comma < 0 {
		return false
	}
	place := strings.TrimPrefix(s[:comma], "Done at ")
	words := strings.Fields(place)
	if len(words) == 0 || len(words) > 4 {
		return false
	}
	for _, word := range words {
		if first, _ := utf8.DecodeRuneInString(word); !unicode.IsUpper(first) {
			return false
		}
	}
	rest := strings.Fields(s[comma+1:])
	if len(rest) > 0 && dayWords[firstKey(rest[0])] {
		rest = rest[1:]
	}
	if len(rest) > 0 && yearWords[firstKey(rest[len(rest)-1])] {
		rest = rest[:len(rest)-1]
	}
	if len(rest) != 3 {
		return false
	}
	_, month := months[firstKey(rest[1])]
	return dayOf(rest[0], 31) && (month || dayOf(rest[1], 12)) && len(strings.TrimRight(rest[2], ".")) == 4 && dayOf(rest[2], 2999)
}

// dayOf reports whether s is a number from 1 to most, with or without a full stop.
func dayOf(s string, most int) bool {
	s = strings.TrimSuffix(s, ".")
	d := digits(s)
	if d == 0 || d > 4 || d != len(s) {
		return false
	}
	n := atoi(s)
	return 1 <= n && n <= most
}

// conclude closes all that is open: an ending stands behind it.
func (b *builder) conclude() {
	b.flush()
	b.paged(b.host)
	b.close(0)
	b.enter(b.top)
}
