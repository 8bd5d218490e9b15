package act

import (
	"strings"
	"unicode/utf8"

	"github.com/rasprava/rasprava/internal/script"
)

// letterOne returns the length of a small L or a Roman numeral one, of either script,
// that s begins with and that stands for a one before figures: "Члан l1."; 0 when
// there is none.
func letterOne(s string) int {
	if digits(s) > 0 {
		return 0
	}
	for _, letter := range []string{"l", "I", "І", "|"} {
		if strings.HasPrefix(s, letter) && digits(s[len(letter):]) > 0 {
			return len(letter)
		}
	}
	return 0
}

// letterZero returns the length of a capital O, of either script, that s begins with
// and that stands for a zero behind figures: "Члан 1О."; 0 when there is none.
func letterZero(s string) int {
	for _, letter := range []string{"O", "О"} {
		if strings.HasPrefix(s, letter) {
			return len(letter)
		}
	}
	return 0
}

// misread returns the figures that s is made of, but for a dot, when letters that look like
// figures are read as these: "1l", "I2", "ll", "З". It returns "" where there is no such letter,
// for Roman numerals and for more than four characters.
func misread(s string) string {
	s = strings.TrimRight(s, ". *_–—-:\u00a0")
	if len(s) > 8 || digits(s) == len(s) {
		return ""
	}
	var number []byte
	letters, figures := false, false
	for _, r := range s {
		switch r {
		case 'l', '|':
			number, letters, figures = append(number, '1'), true, true
		case 'I', 'І':
			number, letters = append(number, '1'), true
		case 'O', 'О':
			number, letters = append(number, '0'), true
		case 'З':
			number, letters, figures = append(number, '3'), true, true
		default:
			if r < '0' || r > '9' {
				return ""
			}
			number, figures = append(number, byte(r)), true
		}
	}
	if !letters || !figures || len(number) > 4 || number[0] == '0' {
		return ""
	}
	return string(number)
}

// misreadBefore reads the heading of an article whose number, at s[at:], is as misread returns it and
// has a title or text behind it: "Члан З. Надзор".
func (l *line) misreadBefore(s string, core, at int, p *profile) bool {
	end := at + strings.IndexByte(s[at:], '.') + 1
	if end == at || spaces(s[end:]) == 0 || !p.titled(strings.TrimSpace(s[end:])) {
		return false
	}
	number := misread(s[at:end])
	if number == "" {
		return false
	}
	l.strict = true
	l.set(articleMark, number, core+end+separator(s[end:]))
	l.value = atoi(number)
	return true
}

// readable reports whether what stands behind the figures of an article is read as it is written:
// no look-alike of a figure, or one that may be the letter of an inserted article or a zero.
func (n *numbering) readable(behind string) bool {
	if behind == "" || behind[0] == ' ' || behind[0] == '.' {
		return true
	}
	for _, letter := range []string{"l", "I", "І", "З", "|"} {
		if strings.HasPrefix(behind, letter) {
			return letter != "|" && suffix(behind, n.letters) > 0
		}
	}
	return true
}

// misnumbered returns the number of an article read as figures where that is the one behind the
// last and the number as it is written is not; "" for any other.
func (l *line) misnumbered(last int) string {
	if digits(l.number) == len(l.number) || l.value == last+1 {
		return ""
	}
	number := misread(l.printedNumber())
	if number == "" || atoi(number) != last+1 {
		return ""
	}
	return number
}

// printedNumber returns the number of an article as it is printed, with its dot.
func (l *line) printedNumber() string {
	label := l.text[:l.label]
	return label[lastBlank(strings.TrimRight(label, " .*_–—-:\u00a0"))+1:]
}

// invisible returns the length of the characters without a shape that s begins with: soft
// hyphens, spaces without a width and joiners.
func invisible(s string) int {
	n := 0
	for n < len(s) && s[n] >= utf8.RuneSelf {
		r, size := utf8.DecodeRuneInString(s[n:])
		if r != '\u00ad' && (r < '\u200b' || r > '\u200d') && r != '\u2060' && r != '\ufeff' {
			break
		}
		n += size
	}
	return n
}

// veiled reports whether an invisible character stands behind the number of an article.
func veiled(l *line) bool {
	label := l.text[:l.label]
	at := script.NextDigit(label, 0)
	return at < len(label) && invisible(label[at+digits(label[at:]):]) > 0
}

// zeroed reports whether the number of an article is written with a letter for a zero or a one.
func zeroed(l *line) bool {
	label := l.text[:l.label]
	at := script.NextDigit(label, 0)
	return at < len(label) && (letterZero(label[at+digits(label[at:]):]) > 0 || at > 0 && letterOne(label[lastBlank(label[:at])+1:]) > 0)
}
