package act

import "strings"

// maxLed is the most bytes of the heading of an article whose number stands before the word.
const maxLed = 24

// led returns the number of the article whose heading s is with its number first, "3. члан", and
// the word for it as a key; "" for any other line.
func led(s string) (number, word string) {
	if len(s) > maxLed || s == "" || s[0] < '1' || s[0] > '9' {
		return "", ""
	}
	n := digits(s)
	if letter := suffix(s[n:], 1); letter > 0 {
		n += letter
	} else {
		n += dottedLetter(s[n:]) // 3.a člen
	}
	at := n + dots(s[n:])
	at += spaces(s[at:])
	word, size := key(s[at:])
	if at == n || n > 6 || strings.Trim(s[at+size:], oddTail) != "" {
		return "", ""
	}
	return s[:n], word
}

// led reads the heading of an article whose number stands before the word. It counts only where the
// lines around it bear it out.
func (l *line) led(p *profile) bool {
	number, word := led(l.text)
	if o := p.openings[word]; number == "" || o == nil || !o.led {
		return false
	}
	l.set(articleMark, number, len(l.text))
	l.value, l.strict = firstNumber(number), true
	return true
}

// unled takes the line for what it is if it is no heading of an article.
func (l *line) unled(p *profile) {
	l.unset()
	if p.rungs != nil {
		l.enumerated(l.text, 0, p, false)
		return
	}
	l.numbered(l.text, 0, p, false)
}

// ledBetween reports whether the lines before and behind the one at i leave room for the heading of
// an article whose number stands before the word: no sentence and no list goes on in it.
func ledBetween(lines []line, i int, p *profile) bool {
	if i+1 < len(lines) && (startsLower(lines[i+1].text) || lines[i+1].mark == articleMark) {
		return false
	}
	if i == 0 {
		return true
	}
	before := &lines[i-1]
	if listed(before) {
		return false
	}
	return lines[i].gap || terminal(before.text) || before.headingLike(p) || heads(lines, i-1, p)
}
