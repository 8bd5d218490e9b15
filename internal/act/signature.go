package act

import "strings"

// maxSigned is the most lines that a signature has, maxSignature the most characters of one, maxPlace
// the most bytes of the name of a place.
const (
	maxSigned    = 12
	maxSignature = 100
	maxPlace     = 48
)

// signed returns the places of the lines that only sign the act, before each annex and at the end: its
// number, place and date, the body and who signs.
func signed(lines []line) map[int]bool {
	var found map[int]bool
	for end := len(lines); end > 0; end-- {
		if end < len(lines) && lines[end].mark != annexMark {
			continue
		}
		first, dated := end, false
		for first > 0 && end-first < maxSigned && lines[first-1].signs() {
			first--
			dated = dated || datesSignature(lines[first].text)
		}
		if !dated {
			continue
		}
		if found == nil {
			found = map[int]bool{}
		}
		for k := first; k < end; k++ {
			found[k] = true
		}
	}
	return found
}

// signs reports whether the line may be one of a signature: short, and no sentence.
func (l *line) signs() bool {
	if l.mark != plain && l.mark != itemMark || longer(l.text, maxSignature) {
		return false
	}
	return !terminal(l.text) || datesSignature(l.text) || strings.HasSuffix(l.text, ",") || signedBy(l.text)
}

// signedBy reports whether s ends with what stands behind the name of who signed: с.р., v. r.
func signedBy(s string) bool {
	if !strings.HasSuffix(strings.TrimRight(s, " "), ".") {
		return false
	}
	s = spell(strings.ReplaceAll(s, " ", ""))
	return strings.HasSuffix(s, "s.r.") || strings.HasSuffix(s, "v.r.")
}

// datesSignature reports whether s is the number of an act, or the place and date of one.
func datesSignature(s string) bool {
	if digits(s) == 2 { // 05 број: 02-123/2026
		s = s[2+spaces(s[2:]):]
	}
	k, n := key(s)
	if numberWords[k] {
		return strings.ContainsAny(s, "0123456789")
	}
	if k == "u" { // у Београду, 5. маја 2026. године
		s = s[n+spaces(s[n:]):]
		_, n = wordKey(s)
	}
	at := strings.Index(s, ", ")
	if n == 0 || at < 0 || at > maxPlace {
		return false
	}
	s = s[at+2:]
	d := digits(s)
	if d == 0 || d > 2 || !strings.HasPrefix(s[d:], ".") {
		return false
	}
	k, _ = key(s[d+1+spaces(s[d+1:]):])
	return months[k]
}

// numberWords are the words before the numbers of acts.
var numberWords = keys("broj klasa urbroj")
