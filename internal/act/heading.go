package act

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// opening reads what begins with a word that opens a division or an article; n is
// the length of the word.
func (l *line) opening(s string, core, n int, o *opening, p *profile) {
	switch {
	case o.mark == articleMark && o.several:
		l.articles(s, core, n, p)
	case o.mark == articleMark:
		l.article(s, core, n, p)
	case o.mark == annexMark:
		l.annex(s, core, n, p)
	default:
		l.called(s, core, n, o, p)
	}
	if l.mark != plain {
		l.open = o
	}
}

// article reads "Члан 5.", "Člаn 5а", "ЧЛАН 88 д.", "§ 5a Titel" behind the word or
// sign, whose length is n. Text behind it makes the line a heading only where it
// reads like one.
func (l *line) article(s string, core, n int, p *profile) {
	if strings.HasPrefix(s[n:], ".") {
		n++
	}
	at := n + spaces(s[n:])
	minus := 0
	if r, size := utf8.DecodeRuneInString(s[at:]); p.number.minus && isMinus(r) {
		minus = size
	}
	d := digits(s[at+minus:])
	if d == 0 {
		l.articleWord(s, core, at, p)
		return
	}
	if d > 5 {
		return
	}
	l.value = atoi(s[at+minus : at+minus+d])
	if minus > 0 {
		l.value--
	}
	end := at + minus + d
	number := s[at:end]
	if letter, size := p.number.letter(s[end:]); size > 0 {
		number += letter
		end += size
	} else if last := rangeEnd(s[end:]); last > 0 {
		number += "-" + strings.TrimLeft(s[end:end+last], ".–—- \u00a0")
		end += last
	}
	end += dots(s[end:])
	rest := strings.TrimSpace(strings.Trim(s[end:], "*_ \u00a0"))
	if rest == "" {
		l.set(articleMark, number, core+len(s))
		return
	}
	if strings.Trim(rest, oddTail) == "" || footnote(rest) {
		l.strict = true
		l.set(articleMark, number, core+len(s))
		return
	}
	if end < len(s) && spaces(s[end:]) == 0 && s[end] != '*' && s[end] != '_' {
		return
	}
	if !p.titled(rest) && !p.gone(rest) {
		return
	}
	l.strict = !l.forced && core == 0
	l.set(articleMark, number, core+end+separator(s[end:]))
}

// footnote reports whether s is the number of a footnote: "1)".
func footnote(s string) bool {
	d := digits(s)
	return d > 0 && d < 3 && s[d:] == ")"
}

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
	} else if word, n := key(rest); n == len(rest) {
		value = p.ordinal(word)
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
	if size == 0 || strings.Trim(s[gap+size:], " .*_\u00a0") != "" {
		return "", 0
	}
	return s[gap : gap+size], gap + size
}

// rangeEnd returns the length of a dash and a number at the beginning of s that end
// it but for dots: "-15.", ".–15."; 0 when there are none.
func rangeEnd(s string) int {
	rest := strings.TrimLeft(s, ". \u00a0")
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
	r, _ := utf8.DecodeRuneInString(rest)
	if !unicode.IsUpper(r) {
		return false
	}
	word, _ := key(rest)
	for _, c := range p.cited {
		if strings.HasPrefix(word, c) {
			return false
		}
	}
	return true
}

// articles reads the heading of several articles at once: "Чл. 12–15.".
func (l *line) articles(s string, core, n int, p *profile) {
	rest := strings.TrimLeft(s[n:], ". \u00a0")
	d := digits(rest)
	if d == 0 || d > 5 {
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

// called reads a division with its name and number: "ГЛАВА II", "Одељак 2. …",
// "ДЕО I – ОПШТЕ ОДРЕДБЕ"; n is the length of the name.
func (l *line) called(s string, core, n int, o *opening, p *profile) {
	at := n + spaces(s[n:])
	if at == n || o.mark == partMark && longer(s, maxHeading) {
		return
	}
	number, value, end := p.divisionNumber(s, at)
	if end == 0 {
		return
	}
	l.divide(s, core, end, o.mark, number, value)
	if l.mark == sectionMark {
		l.depth, l.forced = o.depth, true
	}
}

// divisionNumber reads a Roman or Arabic number or an ordinal at s[at:].
func (p *profile) divisionNumber(s string, at int) (string, int, int) {
	if numeral, n, value := roman(s[at:]); value > 0 {
		end := at + n
		if size := suffix(s[end:], 1); size > 0 {
			return numeral + s[end:end+size], value, end + size
		}
		if r, _ := utf8.DecodeRuneInString(s[end:]); !unicode.IsLetter(r) {
			return numeral, value, end
		}
	}
	if n := digits(s[at:]); n > 0 && n < 4 {
		end := at + n + suffix(s[at+n:], 1)
		return s[at:end], atoi(s[at : at+n]), end
	}
	if p.lettered && at < len(s) && s[at] >= 'A' && s[at] <= 'Z' && suffix(s[at:], 1) == 1 {
		return s[at : at+1], int(s[at]-'A') + 1, at + 1
	}
	word, n := key(s[at:])
	if value := p.ordinal(word); value > 0 {
		return strconv.Itoa(value), value, at + n
	}
	return "", 0, 0
}

// divide sets a division whose number ends at s[end:], if what follows reads
// like its heading.
func (l *line) divide(s string, core, end int, m mark, number string, value int) {
	end += dots(s[end:])
	end += separator(s[end:])
	rest := strings.TrimSpace(s[end:])
	if rest != "" {
		r := firstLetter(rest)
		if !unicode.IsUpper(r) && m == chapterMark && s[end-1] == '.' && !longer(rest, maxHeading/4) {
			l.strict = true
		} else if !unicode.IsUpper(r) {
			return
		}
		if longer(rest, maxHeading) || terminal(rest) || spaces(s[end:]) == 0 && s[end] != '*' && !dashed(s[:end]) {
			return
		}
	}
	l.set(m, number, core+end)
	l.value = value
}

// separator returns the length of the dash or colon between the number of a
// division and its heading, with the white space before it; 0 when there is none.
func separator(s string) int {
	n := spaces(s)
	for _, mark := range []string{"--", "—", "–", "-", ":"} {
		if strings.HasPrefix(s[n:], mark) {
			return n + len(mark)
		}
	}
	return 0
}

// dashed reports whether s ends with a dash or colon.
func dashed(s string) bool {
	return strings.HasSuffix(s, "-") || strings.HasSuffix(s, "–") || strings.HasSuffix(s, "—") || strings.HasSuffix(s, ":")
}

// part reads a division whose ordinal stands before its name: "ПРВИ ДЕО"; n is the
// length of the ordinal.
func (l *line) part(s string, core, n, value int, p *profile) {
	at := n + spaces(s[n:])
	if at == n || longer(s, maxHeading) {
		return
	}
	word, m := key(s[at:])
	o := p.openings[word]
	if o == nil || !o.ordinal {
		return
	}
	end := at + m
	rest := strings.TrimLeft(s[end:], " .*:–—-")
	if rest != "" && !allCaps(s) && !l.forced {
		return
	}
	l.divide(s, core, end, o.mark, strconv.Itoa(value), value)
	if l.mark != plain {
		l.open = o
	}
}

// annex reads "ПРИЛОГ", "Прилог 2 – Образац пријаве" behind the word, whose length
// is n.
func (l *line) annex(s string, core, n int, p *profile) {
	rest := strings.TrimSpace(s[n:])
	if rest == "" {
		l.set(annexMark, "", core+len(s))
		return
	}
	at := n + spaces(s[n:])
	if strings.HasPrefix(s[at:], "бр.") || strings.HasPrefix(s[at:], "br.") {
		at += len(s[at:]) - len(strings.TrimLeft(s[at:], "бр.br"))
		at += spaces(s[at:])
	}
	number, value, end := p.divisionNumber(s, at)
	if end == 0 || at == n {
		return
	}
	end += dots(s[end:])
	tail := strings.TrimSpace(s[end:])
	if tail != "" && (terminal(tail) || !unicode.IsUpper(firstLetter(tail)) && tail[0] != '(' || longer(tail, maxHeading)) {
		return
	}
	l.set(annexMark, number, core+end)
	l.value = value
}

// numeral reads a chapter by its Roman numeral: "I.", "IVб РАЗМЕНА ПОДАТАКА",
// "ИИ. ОСНИВАЊЕ".
func (l *line) numeral(s string, core int) {
	numeral, n, value := roman(s)
	if value == 0 || value > 89 || longer(s, maxHeading) {
		return
	}
	end := n
	if size := suffix(s[n:], 1); size > 0 && startsLower(s[n:]) && len(numeral) > 1 {
		numeral += s[n : n+size]
		end += size
	}
	if r, _ := utf8.DecodeRuneInString(s[end:]); unicode.IsLetter(r) || unicode.IsDigit(r) {
		return
	}
	dotted := strings.HasPrefix(strings.TrimLeft(s[end:], " "), ".")
	l.divide(s, core, end, chapterMark, numeral, value)
	if l.mark != chapterMark {
		return
	}
	rest := l.rest()
	cyrillic := s[0] >= 0x80
	switch {
	case s[:n] == "И" && !dotted:
		l.unset()
	case rest == "" && !dotted && cyrillic:
		l.unset()
	case rest == "" && !dotted && len(numeral) == 1:
		l.strict = true
	case rest != "" && !dotted && (len(numeral) == 1 || cyrillic) && !allCaps(rest):
		l.unset()
	case rest != "" && !allCaps(rest), !dotted && len(numeral) == 1:
		l.strict = true
	}
}

func (l *line) unset() { l.mark, l.number, l.label, l.value, l.open = plain, "", 0, 0, nil }
