package act

import "strings"

// footnote reports whether s is the number of a footnote, "1)", "[1]", or the mark of a publisher: "[s1]".
func footnote(s string) bool {
	closing := ")"
	if strings.HasPrefix(s, "[") {
		s, closing = s[1:], "]"
		if first, size := firstRune(s); isLetter(first) && digits(s[size:]) > 0 {
			s = s[size:]
		}
	}
	d := digits(s)
	return d > 0 && d < 3 && s[d:] == closing
}

// raisedNumber returns the raised figures right behind the number that the line ends with but for a dot: of an article behind the
// one with the same number they are its own, "Члан 2¹", and call no footnote.
func (l *line) raisedNumber() string {
	s := strings.TrimRight(l.text, ". \u00a0")
	at := len(strings.TrimRight(s, raisedDigits))
	if at == len(s) || digits(l.number) != len(l.number) || !strings.HasSuffix(s[:at], l.number) {
		return ""
	}
	return s[at:]
}

// numberSign returns the length of the sign of a number before figures, with the white
// space behind it: "бр. 2"; 0 when there is none.
func numberSign(s string) int {
	if digits(s) > 0 {
		return 0
	}
	for _, sign := range []string{"бр", "br", "број", "broj", "№"} {
		n := len(sign)
		if len(s) < n || !strings.HasPrefix(s, sign) {
			continue
		}
		if strings.HasPrefix(s[n:], ".") {
			n++
		}
		if n += spaces(s[n:]); digits(s[n:]) > 0 {
			return n
		}
	}
	return 0
}

// enclosedRepeal reports whether s is a note within brackets or strokes that a
// provision is no longer there: "(брише се)", "/брисан/".
func (p *profile) enclosedRepeal(s string) bool {
	inner, ok := enclosed(s)
	if !ok {
		return false
	}
	word, n := key(inner)
	rest := strings.TrimSpace(inner[n:])
	reflexive, size := key(rest)
	return p.repealed[word] && rest == "" || (word == "brisxe" || word == "brisxu") && reflexive == "se" && size == len(rest)
}

// enclosures are the marks that enclose a heading on the line of its number.
var enclosures = []quotation{{"(", ")"}, {"/", "/"}, {"[", "]"}, {"„", "”"}, {"„", "“"}, {"„", `"`}, {"“", "”"}, {`"`, `"`}, {"«", "»"}, {"»", "«"}}

// enclosed returns what stands between the marks that s begins and ends with, and
// whether there are such marks and none of them between.
func enclosed(s string) (string, bool) {
	if first, _ := firstRune(s); isLetter(first) {
		return "", false
	}
	for _, e := range enclosures {
		inner, opened := strings.CutPrefix(s, e.open)
		inner, closed := strings.CutSuffix(inner, e.close)
		if opened && closed && inner != "" && !strings.Contains(inner, e.open) && !strings.Contains(inner, e.close) {
			return strings.TrimSpace(inner), true
		}
	}
	return "", false
}
