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
	case o.alone:
		if strings.TrimSpace(s[n:]) == "" {
			l.set(annexMark, "", core+len(s))
			l.strict = !allCaps(s)
		}
	case o.then != "":
		if longer(s, maxHeading) || !allCaps(s) || terminal(s) || !strings.HasPrefix(spell(strings.TrimSpace(s[n:])), o.then) {
			return
		}
		l.set(annexMark, "", core)
	case o.mark == annexMark:
		if l.annex(s, core, n, p); o.form && l.number == "" {
			l.unset()
		}
	default:
		l.called(s, core, n, o, p)
	}
	if l.mark != plain {
		l.open = o
	}
}

// called reads a division with its name and number: "ГЛАВА II", "Одељак 2. …",
// "ДЕО I – ОПШТЕ ОДРЕДБЕ"; n is the length of the name.
func (l *line) called(s string, core, n int, o *opening, p *profile) {
	at := n + spaces(s[n:])
	if at == n || o.mark == partMark && longer(s, maxHeading) || o.capitals && !allCaps(s) {
		return
	}
	if o.second != "" {
		word, size := key(s[at:])
		if word != o.second {
			return
		}
		at += size + spaces(s[at+size:])
	}
	number, value, end := p.divisionNumber(s, at)
	if end == 0 {
		return
	}
	if letter := spacedLetter(s[end:]); letter > 0 {
		number += s[end+1 : end+letter]
		end += letter
	}
	end += restated(s[end:], value)
	if behind := end + dots(s[end:]); behind < len(s) && spaces(s[behind:]) > 0 && p.gone(strings.TrimSpace(s[behind:])) { // Глава II (брисана)
		l.set(o.mark, number, core+behind)
		l.value = value
	} else {
		l.divide(s, core, end, o.mark, number, value)
	}
	if l.mark == sectionMark {
		l.depth, l.forced = o.depth, true
	}
}

// spacedLetter returns the length of a blank and the letter of an inserted division that s is
// but for a dot: Глава трећа а.
func spacedLetter(s string) int {
	if !strings.HasPrefix(s, " ") {
		return 0
	}
	n := suffix(s[1:], 1)
	if n == 0 || strings.Trim(s[1+n:], ". *") != "" {
		return 0
	}
	return 1 + n
}

// restated returns the length of a Roman numeral of the value in brackets that s begins with,
// and of the white space before it: GLAVA DRUGA (II.); 0 when there is none.
func restated(s string, value int) int {
	at := spaces(s)
	if !strings.HasPrefix(s[at:], "(") {
		return 0
	}
	_, n, again := roman(s[at+1:])
	if again != value || value == 0 {
		return 0
	}
	at += 1 + n
	if strings.HasPrefix(s[at:], ".") {
		at++
	}
	if !strings.HasPrefix(s[at:], ")") {
		return 0
	}
	return at + 1
}

// capitalsBegin reports whether s begins with two capitals.
func capitalsBegin(s string) bool {
	first, size := firstRune(s)
	second, _ := firstRune(s[size:])
	return unicode.IsUpper(first) && unicode.IsUpper(second)
}

// maxUnnumbered is the most bytes of the name of a part without a number.
const maxUnnumbered = 40

// unnumbered reads a part without a number: "ОПШТИ ДЕО" in capitals, "Besonderer Teil" in German.
func (l *line) unnumbered(s string, core int, p *profile) {
	if len(s) > maxUnnumbered {
		return
	}
	before, n := key(s)
	if !p.unnumbered[before] {
		return
	}
	at := n + spaces(s[n:])
	word, m := key(s[at:])
	o := p.openings[word]
	if at == n || o == nil || o.mark != partMark || o.capitals || at+m != len(s) || p.heading == above && !allCaps(s) {
		return
	}
	l.set(partMark, "", core+len(s))
	l.open = o
}

// letterSection is a division in capitals that a capital letter heads: "Б. ПОСЕБНЕ ОДРЕДБЕ".
var letterSection = opening{mark: sectionMark, kind: KindSection, rank: 37}

// letterHeading reads the heading of one.
func (l *line) letterHeading(s string, core int) {
	n := suffix(s, 1)
	if n == 0 || !strings.HasPrefix(s[n:], ".") || spaces(s[n+1:]) == 0 || longer(s, maxHeading) {
		return
	}
	rest := strings.TrimSpace(s[n+1:])
	if first, _ := utf8.DecodeRuneInString(s); !unicode.IsUpper(first) || !allCaps(rest) || terminal(rest) || !longer(rest, minLettered-1) || strings.HasPrefix(rest[suffix(rest, 1):], ".") {
		return
	}
	l.set(sectionMark, s[:n], core+n+1)
	l.depth, l.open = 1, &letterSection
}

// minLettered is the least number of characters of what a letter heads, so that initials are none.
const minLettered = 4

// divisionNumber reads a Roman or Arabic number or an ordinal at s[at:].
func (p *profile) divisionNumber(s string, at int) (string, int, int) {
	if numeral, n, value := roman(s[at:]); value > 0 {
		end := at + n
		if size := p.dottedLetter(s[end:]); size > 0 {
			return s[at : end+size], value, end + size
		}
		if size := suffix(s[end:], 1); size > 0 {
			return numeral + s[end:end+size], value, end + size
		}
		if r, _ := utf8.DecodeRuneInString(s[end:]); !unicode.IsLetter(r) {
			return numeral, value, end
		}
	}
	if n := digits(s[at:]); n > 0 && n < 4 {
		end := at + n + max(suffix(s[at+n:], 1), p.dottedLetter(s[at+n:]))
		return s[at:end], atoi(s[at : at+n]), end
	}
	if value, n := p.divisionLetter(s[at:]); n > 0 {
		return s[at : at+n], value, at + n
	}
	word, n := key(s[at:])
	if value, n := p.ordinalAt(s[at:], word, n); value > 0 {
		return strconv.Itoa(value), value, at + n
	}
	return "", 0, 0
}

// dottedLetter returns the length of the letter of an inserted division at the beginning of s behind a dot, and of
// that: GLAVA III.a; 0 for none.
func (p *profile) dottedLetter(s string) int {
	if !p.number.dotted || len(s) < 2 || s[0] != '.' || !startsLower(s[1:]) {
		return 0
	}
	if n := suffix(s[1:], 1); n > 0 && (len(s) == 1+n || s[1+n] != ')') {
		return 1 + n
	}
	return 0
}

// divisionLetter reads a capital letter for the number of a division at the beginning of s, its place
// in the alphabet and its length; the length is 0 for none. One that is a word too is none before
// another word with a capital: ODELJAK O RADU.
func (p *profile) divisionLetter(s string) (int, int) {
	first, size := utf8.DecodeRuneInString(s)
	if !p.lettered || !unicode.IsUpper(first) || suffix(s, 1) != size || first >= 0x80 && !cyrillicAt(s, 0) {
		return 0, 0
	}
	rest := s[size:]
	next, _ := firstRune(rest[spaces(rest):])
	word, _ := key(s[:size])
	if word != "a" && p.joints[word] && spaces(rest) > 0 && unicode.IsUpper(next) {
		return 0, 0
	}
	place := 1
	for _, letter := range p.number.alphabet {
		if spell(string(letter)) == word {
			break
		}
		place++
	}
	return place, size
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
		tight := spaces(s[end:]) == 0 && s[end] != '*' && !dashed(s[:end])
		if longer(rest, maxHeading) || terminal(rest) || strings.IndexByte(rest, '\t') >= 0 || tight && !(m == chapterMark && s[end-1] == '.' && allCaps(rest) && longer(rest, minLettered-1)) {
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

// part reads a division whose number stands before its name: "ПРВИ ДЕО", "II ДЕО"; n
// is the length of the number.
func (l *line) part(s string, core, n int, number string, value int, p *profile) {
	at := n + spaces(s[n:])
	if at == n || longer(s, maxHeading) {
		return
	}
	word, m := key(s[at:])
	o := p.openings[word]
	if o == nil || !o.ordinal || o.capitals && !allCaps(s) {
		return
	}
	end := at + m
	rest := strings.TrimLeft(s[end:], " .*:–—-")
	if rest != "" && !allCaps(s) && !l.forced {
		return
	}
	l.divide(s, core, end, o.mark, number, value)
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
	if p.belonging(s[at:]) { // Anlage (zu § 1)
		l.set(annexMark, "", core+n)
		return
	}
	number, value, end := p.divisionNumber(s, at)
	if end == 0 {
		number, end = p.annexLetter(s, at)
	}
	if end == 0 || at == n {
		return
	}
	end += dots(s[end:])
	tail := strings.TrimSpace(s[end:])
	if tail != "" && (terminal(tail) || strings.IndexByte(tail, '\t') >= 0 || !unicode.IsUpper(firstLetter(tail)) && tail[0] != '(' || longer(tail, maxHeading)) {
		return
	}
	l.set(annexMark, number, core+end)
	l.value = value
}

// belonging reports whether s says in brackets to which provisions an annex belongs, and no more.
func (p *profile) belonging(s string) bool {
	if !strings.HasPrefix(s, "(") || !strings.HasSuffix(s, ")") || longer(s, maxHeading) || p.citing == nil || p.citing.orders == nil {
		return false
	}
	k, n := key(s[1:])
	return n > 0 && p.citing.orders.belongs[k] && strings.IndexByte(s, ')') == len(s)-1
}

// annexLetter returns the capital letter of an annex at s[at:] and where it ends; 0 where there is
// none, as where the word of one letter goes on with a title: ПРИЛОГ О КЛУПАМА.
func (p *profile) annexLetter(s string, at int) (string, int) {
	first, size := utf8.DecodeRuneInString(s[at:])
	end := at + size
	if suffix(s[at:], 1) != size || !unicode.IsUpper(first) {
		return "", 0
	}
	word, _ := key(s[at:end])
	if p.joints[word] && strings.TrimSpace(s[end:]) != "" && dots(s[end:]) == 0 && separator(s[end:]) == 0 {
		return "", 0
	}
	return s[at:end], end
}

// numeral reads a chapter by its Roman numeral: "I.", "IVб РАЗМЕНА ПОДАТАКА",
// "ИИ. ОСНИВАЊЕ".
func (l *line) numeral(s string, core int, p *profile) {
	numeral, n, value := roman(s)
	if value == 0 || value > 89 || longer(s, maxHeading) {
		return
	}
	end, single := n, len(numeral) == 1
	if size := suffix(s[n:], 1); size > 0 && startsLower(s[n:]) && (!single || insertedBehind(s, n, size)) {
		numeral += s[n : n+size]
		end += size
	}
	if r, _ := utf8.DecodeRuneInString(s[end:]); unicode.IsLetter(r) || unicode.IsDigit(r) {
		return
	}
	if l.part(s, core, end+dots(s[end:]), numeral, value, p); l.mark != plain {
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
	case s[:n] == "И" && !dotted, single && !dotted && spacedOut(rest):
		l.unset()
	case rest == "" && !dotted && cyrillic:
		l.unset()
	case rest == "" && !dotted && single:
		l.strict = true
	case rest != "" && !dotted && (single && end == n || cyrillic) && !allCaps(rest):
		l.unset()
	case rest != "" && !allCaps(rest), !dotted && single && end == n:
		l.strict = true
	}
}

// spacedOut reports whether s goes on with a word whose letters are spaced out, the first of which was read as a numeral:
// В Л А Д А.
func spacedOut(s string) bool {
	fields := strings.Fields(s)
	for _, field := range fields {
		if r, size := utf8.DecodeRuneInString(field); size != len(field) || !unicode.IsLetter(r) {
			return false
		}
	}
	return len(fields) > 1
}

// insertedBehind reports whether the letter of size bytes behind the numeral s[:n], of one Latin letter, is
// that of an inserted chapter and of no word: capitals follow it, "Vа ПОСЕБНЕ ШУМЕ", or it is Cyrillic.
func insertedBehind(s string, n, size int) bool {
	letter, _ := firstRune(s[n:])
	return n == 1 && s[0] != 'L' && (strings.ContainsRune("абвгд", letter) || strings.ContainsRune("abcd", letter) && allCaps(s[n+size:]))
}

func (l *line) unset() { l.mark, l.number, l.label, l.value, l.open = plain, "", 0, 0, nil }
