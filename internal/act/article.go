package act

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// article reads "Члан 5.", "Člаn 5а", "ЧЛАН 88 д.", "§ 5a Titel" behind the word or
// sign, whose length is n. Text behind it makes the line a heading only where it
// reads like one.
func (l *line) article(s string, core, n int, p *profile) {
	if strings.HasPrefix(s[n:], ".") {
		n++
	}
	at := n + spaces(s[n:])
	sign := numberSign(s[at:])
	at += sign
	minus := 0
	if r, size := utf8.DecodeRuneInString(s[at:]); p.number.minus && isMinus(r) {
		minus = size
	}
	one := letterOne(s[at+minus:])
	d := digits(s[at+minus+one:])
	if d == 0 || !p.number.readable(s[at+minus+one+d:]) {
		if number := misread(s[at:]); number != "" {
			l.strict = true
			l.set(articleMark, number, core+len(s))
			l.value = atoi(number)
			return
		}
		if l.misreadBefore(s, core, at, p) {
			return
		}
	}
	if d == 0 {
		l.articleWord(s, core, at, p)
		return
	}
	if d > 5 {
		return
	}
	end := at + minus + one + d
	number := s[at:end]
	if one > 0 {
		number = s[at:at+minus] + "1" + s[end-d:end]
	}
	for zero := letterZero(s[end:]); zero > 0 && len(number) < minus+5; zero = letterZero(s[end:]) {
		number += "0"
		end += zero
	}
	end += invisible(s[end:])
	l.value = atoi(number[minus:])
	if minus > 0 {
		l.value--
	}
	if letter, size := p.number.letter(s[end:]); size > 0 {
		number += letter
		end += size
	} else if size := slashed(s[end:]); size > 0 {
		number += s[end : end+size]
		end += size
	} else if last := rangeEnd(s[end:]); last > 0 {
		number += "-" + strings.TrimLeft(s[end:end+last], ".–—- \u00a0")
		end += last
	}
	end += dots(s[end:])
	rest := unmarkedEnds(s[end:])
	if rest == "" {
		l.strict = sign > 0
		l.set(articleMark, number, core+len(s))
		return
	}
	if p.joined(rest) {
		l.articles(s, core, n, p)
		l.strict = true
		return
	}
	if first, _ := firstRune(rest); !isLetter(first) && (strings.Trim(rest, oddTail) == "" || footnote(rest) || strings.Trim(strings.TrimRight(rest, ". "), raisedFigures) == "" || p.heading == above && s[end-1] == '.' && raised(rest)) {
		l.strict = rest[0] != '['
		l.set(articleMark, number, core+len(s))
		return
	}
	gone := p.gone(rest)
	if end < len(s) && spaces(s[end:]) == 0 && s[end] != '*' && s[end] != '_' && !(p.heading == above && s[end-1] == '.' && (gone || separator(s[end:]) > 0 || sentence(s[end:]))) && !(p.sign != 0 && sentence(s[end:])) {
		return
	}
	if !gone && !p.titled(rest) && !(p.stopped && s[end-1] == '.' && p.opensList(rest)) {
		return
	}
	if p.anotherArticle(rest) {
		return
	}
	l.strict = !l.forced && core == 0
	if !gone {
		end += separator(s[end:])
	}
	l.set(articleMark, number, core+end)
}

// unmarkedEnds returns s without the white space at its ends and the marks of Markdown outside of it.
func unmarkedEnds(s string) string {
	for s != "" && s[0] == ' ' {
		s = s[1:]
	}
	if n := len(s); n > 0 && alphanumeric(s[0]) && (s[n-1] == '.' || alphanumeric(s[n-1])) {
		return s
	}
	return strings.TrimSpace(strings.Trim(s, "*_ \u00a0"))
}

// anotherArticle reports whether s, behind the heading of an article, begins as that of another: what lists them, or parallel
// columns.
func (p *profile) anotherArticle(s string) bool {
	if !p.initials.begins(s) {
		return false
	}
	word, n := key(s)
	o := p.openings[word]
	return o != nil && o.mark == articleMark && !o.several && digits(s[n+spaces(s[n:]):]) > 0
}

// sentence reports whether s begins with a word in small letters but for the first, or of
// one letter: what stands behind the dot of an article where the space is left out.
func sentence(s string) bool {
	first, size := utf8.DecodeRuneInString(s)
	next, _ := utf8.DecodeRuneInString(s[size:])
	return unicode.IsUpper(first) && (unicode.IsLower(next) || unicode.IsSpace(next))
}

// slashed returns the length of a stroke and the figures behind it at the beginning
// of s that end it but for a dot, the number of an inserted article: "14/1."; 0 when
// there are none.
func slashed(s string) int {
	if !strings.HasPrefix(s, "/") {
		return 0
	}
	d := digits(s[1:])
	if d == 0 || d > 2 || strings.Trim(s[1+d:], " .*_\u00a0") != "" {
		return 0
	}
	return 1 + d
}

// joined reports whether s goes on with a word that joins numbers and with another
// number: "и 7."; a note of repeal may stand behind it.
func (p *profile) joined(s string) bool {
	if !p.joinInitials.begins(s) {
		return false
	}
	_, n := key(s)
	if n == 0 || !p.number.joins[spell(s[:n])] {
		return false
	}
	s = s[n+spaces(s[n:]):]
	d := digits(s)
	rest := strings.TrimLeft(s[d:], ".* \u00a0")
	return d > 0 && d < 6 && (rest == "" || rest[0] == '(' && p.gone(rest))
}

// raised reports whether s is the number of a footnote that stood raised behind the
// dot: "Члан 4.¹" read as "Члан 4.1".
func raised(s string) bool { return len(s) < 3 && digits(s) == len(s) }

// raisedFigures are those of a footnote behind the number of an article: "Члан 4.¹".
const raisedFigures = raisedDigits + "⁽⁾"

const raisedDigits = "⁰¹²³⁴⁵⁶⁷⁸⁹"

// oddTail are the characters that stand behind the number of an article by mistake.
const oddTail = ".:,;)]-–—*_ \u00a0"

// articleWord reads an article heading without digits: "Члан", "Члан V.", "Члан пети";
// the number begins at s[at:].
func (l *line) articleWord(s string, core, at int, p *profile) {
	rest := strings.TrimRight(s[at:], oddTail)
	if rest == "" {
		l.set(articleMark, "", core+len(s))
		return
	}
	number, value := rest, 0
	if _, n, v := roman(rest); n == len(rest) {
		value = v
	} else if word, n := key(rest); n > 0 {
		if value, n = p.ordinalAt(rest, word, n); n < len(rest) {
			value = 0
		}
		number = strconv.Itoa(value)
	}
	if value > 0 {
		l.set(articleMark, number, core+len(s))
		l.value, l.strict = value, true
	}
}

// letter reads the letters of an inserted article behind its number: "а", " а", "-а",
// ".a", and returns them as they count and the length of all.
func (n *numbering) letter(s string) (string, int) {
	if size := suffix(s, n.letters); size > 0 {
		return s[:size], size
	}
	if size := dottedLetter(s); size > 0 && n.dotted {
		return "." + s[size-1:size], size
	}
	if !n.spaced || s == "" {
		return "", 0
	}
	gap := len(s) - len(strings.TrimLeft(s, ".-–/ \u00a0"))
	if gap == 0 || gap > 4 {
		return "", 0
	}
	size := suffix(s[gap:], 1)
	if size == 0 || strings.Trim(s[gap+size:], " .)*_\u00a0") != "" {
		return "", 0
	}
	return s[gap : gap+size], gap + size
}

// rangeEnd returns the length of a dash and a number at the beginning of s that end
// it but for dots: "-15.", ".–15."; 0 when there are none.
func rangeEnd(s string) int {
	rest := s
	for rest != "" && (rest[0] == '.' || rest[0] == ' ') {
		rest = rest[1:]
	}
	if rest == "" || alphanumeric(rest[0]) {
		return 0
	}
	rest = strings.TrimLeft(rest, ". \u00a0")
	dash := len(rest) - len(strings.TrimLeft(rest, "-–—"))
	if dash == 0 {
		return 0
	}
	rest = rest[dash:]
	rest = rest[spaces(rest):]
	d := digits(rest)
	if d == 0 || d > 5 || strings.Trim(rest[d:], " .*_\u00a0") != "" {
		return 0
	}
	return len(s) - len(rest) + d
}

// dottedLetter returns the length of a dot and the letter of an inserted article
// behind it at the beginning of s: ".a", ". a"; 0 when there are none.
func dottedLetter(s string) int {
	if !strings.HasPrefix(s, ".") {
		return 0
	}
	n := 1 + spaces(s[1:])
	if n == len(s) || s[n] < 'a' || s[n] > 'z' || n > 2 {
		return 0
	}
	n++
	if n < len(s) && s[n] != '.' && s[n] != '*' && s[n] != ' ' {
		return 0
	}
	return n
}

// signed reads "§ 5 Überschrift" and "§§ 5 bis 7 (weggefallen)"; size is the length
// of the sign.
func (l *line) signed(s string, core, size int, p *profile) {
	if strings.HasPrefix(s[size:], s[:size]) {
		l.articles(s, core, 2*size, p)
		return
	}
	l.article(s, core, size, p)
}

// dots returns the length of a dot, with white space before it and footnote
// marks behind it.
func dots(s string) int {
	n := spaces(s)
	if strings.HasPrefix(s[n:], ".") || strings.HasPrefix(s[n:], ":") && strings.TrimSpace(s[n+1:]) != "" {
		n++
	} else {
		n = 0
	}
	return n + len(s[n:]) - len(strings.TrimLeft(s[n:], "*"))
}

// titled reports whether what stands behind the number of an article begins its
// heading or text, and does not go on with a sentence that cites it.
func (p *profile) titled(rest string) bool {
	rest = strings.TrimLeft(rest, "–—-:( \u00a0")
	if inner, ok := enclosed(rest); ok && p.heading == above && !terminal(inner) {
		rest = inner
	}
	r, _ := utf8.DecodeRuneInString(rest)
	if !unicode.IsUpper(r) {
		return false
	}
	return !p.citesWork(rest)
}

// opensList reports whether s begins with the first marker of a list and a capital behind it:
// "(a) The Secretary shall".
func (p *profile) opensList(s string) bool {
	var first line
	first.text = s
	return first.enumerated(s, 0, p, false) && first.label < len(s) && p.first(first.number) && !startsLower(first.rest())
}

// first reports whether a marker with the number may be the first of its list.
func (p *profile) first(number string) bool { return number == "a" || number == "1" }

// articles reads the heading of several articles at once: "Чл. 12–15.".
func (l *line) articles(s string, core, n int, p *profile) {
	rest := strings.TrimLeft(s[n:], ". \u00a0")
	d := digits(rest)
	if d == 0 || d > 5 {
		return
	}
	if sep := separator(rest[d+dots(rest[d:]):]); sep > 0 && p.titled(rest[d:]) && p.heading == above { // Чл. 4 - Похвала
		l.article(s, core, n, p)
		return
	}
	label := len(s)
	if at := strings.IndexByte(rest, '('); at > 0 && p.gone(rest[at:]) {
		label = len(s) - len(rest) + at
		rest = rest[:at]
	}
	var number strings.Builder
	for _, field := range strings.FieldsFunc(rest, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(".*,–—-", r) }) {
		switch {
		case digits(field) > 0 && suffix(field[digits(field):], 2) == len(field)-digits(field):
			if number.Len() > 0 {
				number.WriteByte('-')
			}
			number.WriteString(field)
		case p.number.joins[spell(field)]:
		default:
			return
		}
	}
	l.set(articleMark, number.String(), core+label)
	l.value = atoi(rest[:d])
}
